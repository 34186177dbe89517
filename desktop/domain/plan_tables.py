"""Targets that a superior allocates to its units: rows of units, columns of figures.

A blank cell means that nothing was allocated. It is not zero: it is left out of sums and
the target does not apply to that unit.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from desktop.domain.text import fold, identity_key, tidy

LARGEST_CELL = 10**9
_TOTALS = frozenset(identity_key(one) for one in ("Tổng", "Cộng", "Tổng cộng", "Tổng số"))
_IN_BRACKETS = re.compile(r"\(.*\)$")
_BLANK_WORDS = frozenset({"", "de trong", "empty cell"})
"""What the program itself writes for a blank cell, folded, so that a table shown is read back."""


@dataclass(frozen=True, slots=True)
class InnerShare:
    """A share inside an allocated count: so many per cent of it are of this sort."""

    label: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: what is allocated, the total that the source prints, the share inside."""

    id: str
    label: str
    unit: str
    total: int | None = None
    share: InnerShare | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A unit and its cells in the order of the columns; None is a blank cell."""

    unit: str
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class AllocatedTable:
    """A table of allocated targets."""

    id: str
    title: str
    clause: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]

    def _index(self, column: str) -> int:
        return [one.id for one in self.columns].index(column)

    def total(self, column: str) -> int | None:
        """The sum of a column without its blank cells; None when every cell is blank.

        Raises ValueError for a column that the table has not.
        """
        index = self._index(column)
        filled = [cell for row in self.rows if (cell := row.cells[index]) is not None]
        return sum(filled) if filled else None

    def row(self, unit: str) -> TableRow | None:
        """The row of a unit, whatever the case and the placement of tones."""
        wanted = identity_key(unit)
        return next((row for row in self.rows if identity_key(row.unit) == wanted), None)

    def cell(self, unit: str, column: str) -> int | None:
        """What is allocated to a unit; None when blank or when the unit is not in the table."""
        row = self.row(unit)
        return row.cells[self._index(column)] if row else None


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """A unit's target beside what it reached; None is a blank cell or a figure not entered.

    ``outside``: the unit has no row in the table, so that nothing can be said of its target.
    ``codes`` are those of the units whose results it holds: several where they chose one row.
    """

    unit: str
    target: int | None
    reached: int | None
    outside: bool = False
    codes: tuple[str, ...] = ()

    @property
    def still_to_do(self) -> int | None:
        """What is left to reach, at least 0; None when one side is not known."""
        if self.target is None or self.reached is None:
            return None
        return max(self.target - self.reached, 0)


def compare(
    table: AllocatedTable, column: str, reached: Mapping[str, int]
) -> tuple[AllocationLine, ...]:
    """Each unit's target beside what it reached, in the order of the table."""
    known = {identity_key(unit): value for unit, value in reached.items()}
    return tuple(
        AllocationLine(row.unit, table.cell(row.unit, column), known.get(identity_key(row.unit)))
        for row in table.rows
    )


def share_of_cell(cell: int | None, share: InnerShare) -> int | None:
    """How many of an allocated count the inner share asks for, rounded up; blank stays blank."""
    if cell is None:
        return None
    return int((share.percent * cell / 100).to_integral_value(ROUND_CEILING))


def names_total(unit: str) -> bool:
    """Whether what stands in a unit's place adds the units up ("Tổng", "Cộng (31 đơn vị)")."""
    return identity_key(_IN_BRACKETS.sub("", unit)) in _TOTALS


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line of pasted cells: its number from 1, its unit, its cells behind the unit.

    ``first`` is the column (from 1) in which the unit stands.
    """

    line: int
    first: int
    unit: str
    cells: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        """Whether the line adds the others up ("Tổng", "Cộng", "Tổng cộng (31 đơn vị)")."""
        return names_total(self.unit)


@dataclass(frozen=True, slots=True)
class PastedRows:
    """Rows read from pasted cells.

    ``faults`` are (line from 1, column from 1) not understood; ``widths`` are (line, number of
    cells found) where a row has more or fewer cells than the table has columns; ``lines`` is
    the line of each row; ``totals`` are the lines of totals with their cells, None where blank
    or not understood.
    """

    rows: tuple[TableRow, ...]
    faults: tuple[tuple[int, int], ...] = ()
    widths: tuple[tuple[int, int], ...] = ()
    lines: tuple[int, ...] = ()
    totals: tuple[tuple[int, tuple[int | None, ...]], ...] = ()

    def sums(self) -> tuple[int | None, ...]:
        """What the rows add up to, column by column; None where every cell is blank."""
        columns = zip(*(row.cells for row in self.rows), strict=True)
        filled = [[cell for cell in column if cell is not None] for column in columns]
        return tuple(sum(cells) if cells else None for cells in filled)


def read_pasted(text: str, *, columns: int) -> PastedRows:
    """Rows of a table pasted from a spreadsheet: unit, then ``columns`` cells, tabs between.

    A leading column of running numbers is left out, a line of totals stands apart; thousands
    may be grouped by dots. An empty cell, or one that says "để trống", is blank, not zero.
    """
    found = [line for line in _pasted_lines(text) if line.unit or any(line.cells)]
    lines = [line for line in found if not line.is_total]
    read = [_numbers(line, columns) for line in lines]
    return PastedRows(
        rows=tuple(
            TableRow(line.unit, tuple(None if cell == -1 else cell for cell in cells))
            for line, cells in zip(lines, read, strict=True)
        ),
        faults=tuple(
            (line.line, column)
            for line, cells in zip(lines, read, strict=True)
            for column in _wrong(line, cells)
        ),
        widths=tuple(
            (line.line, width) for line in lines if (width := _width(line, columns)) != columns
        ),
        lines=tuple(line.line for line in lines),
        totals=tuple(
            (line.line, tuple(None if cell == -1 else cell for cell in _numbers(line, columns)))
            for line in found
            if line.is_total
        ),
    )


def _pasted_lines(text: str) -> list[PastedLine]:
    found = []
    for number, content in enumerate(text.splitlines(), start=1):
        cells = [tidy(cell) for cell in content.split("\t")]
        shift = int(len(cells) > 1 and _is_lead(cells[0]) and not _is_lead(cells[1]))
        found.append(PastedLine(number, shift + 1, cells[shift], tuple(cells[shift + 1 :])))
    return found


def _numbers(line: PastedLine, columns: int) -> tuple[int | None, ...]:
    wanted = [*line.cells[:columns], *[""] * (columns - len(line.cells))]
    return tuple(_cell(cell) for cell in wanted)


def _wrong(line: PastedLine, cells: tuple[int | None, ...]) -> list[int]:
    unnamed = [] if line.unit else [line.first]
    return unnamed + [line.first + 1 + index for index, cell in enumerate(cells) if cell == -1]


def _width(line: PastedLine, columns: int) -> int:
    """How many cells stand behind the unit; empty ones behind the last column do not count."""
    filled = max((index for index, cell in enumerate(line.cells, start=1) if cell), default=0)
    return max(filled, min(len(line.cells), columns))


def _is_lead(cell: str) -> bool:
    """Whether a cell may stand before the unit's name: empty, or a number."""
    return not cell or cell.replace(".", "").isdigit()


def _cell(cell: str) -> int | None:
    """A cell's number; None when blank, -1 when it is no whole number from 0."""
    if fold(cell) in _BLANK_WORDS:
        return None
    head, *groups = cell.split(".")
    if groups and (not 1 <= len(head) <= 3 or any(len(group) != 3 for group in groups)):
        return -1
    digits = "".join([head, *groups])
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10:
        return -1
    return int(digits) if int(digits) <= LARGEST_CELL else -1

"""Targets that a superior allocates to its units: rows of units, columns of figures.

A blank cell means that nothing was allocated. It is not zero: it is left out of sums and
the target does not apply to that unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from desktop.domain.text import identity_key, tidy

LARGEST_CELL = 10**9
_TOTALS = (identity_key("Tổng"), identity_key("Cộng"))


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
    """A unit's target beside what it reached; None is a blank cell or a figure not entered."""

    unit: str
    target: int | None
    reached: int | None

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


@dataclass(frozen=True, slots=True)
class PastedRows:
    """Rows read from pasted cells; ``faults`` are (line from 1, column from 1) not understood."""

    rows: tuple[TableRow, ...]
    faults: tuple[tuple[int, int], ...] = ()


def read_pasted(text: str, *, columns: int) -> PastedRows:
    """Rows of a table pasted from a spreadsheet: unit, then ``columns`` cells, tabs between.

    A leading column of running numbers and lines of totals ("Tổng", "Cộng") are left out; thousands
    may be grouped by dots. An empty cell is blank, not zero.
    """
    rows: list[TableRow] = []
    faults: list[tuple[int, int]] = []
    for line, content in enumerate(text.splitlines(), start=1):
        cells = [tidy(cell) for cell in content.split("\t")]
        shift = int(len(cells) > 1 and _is_lead(cells[0]) and not _is_lead(cells[1]))
        cells = cells[shift:]
        unit = cells[0] if cells else ""
        if not any(cells) or identity_key(unit).startswith(_TOTALS):
            continue
        wanted = [*cells[1 : columns + 1], *[""] * (columns - len(cells) + 1)]
        read = [_cell(cell) for cell in wanted]
        wrong = [shift + 2 + index for index, cell in enumerate(read) if cell == -1]
        faults += [(line, column) for column in ([shift + 1] if not unit else []) + wrong]
        rows.append(TableRow(unit, tuple(None if cell == -1 else cell for cell in read)))
    return PastedRows(tuple(rows), tuple(faults))


def _is_lead(cell: str) -> bool:
    """Whether a cell may stand before the unit's name: empty, or a number."""
    return not cell or cell.replace(".", "").isdigit()


def _cell(cell: str) -> int | None:
    """A cell's number; None when blank, -1 when it is no whole number from 0."""
    if not cell:
        return None
    head, *groups = cell.split(".")
    if groups and (not 1 <= len(head) <= 3 or any(len(group) != 3 for group in groups)):
        return -1
    digits = "".join([head, *groups])
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10:
        return -1
    return int(digits) if int(digits) <= LARGEST_CELL else -1

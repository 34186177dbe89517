"""Lists of a superior's units, and of units that went into others, from Excel or text tables."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from desktop.domain.text import tidy
from desktop.paths import resource
from desktop.sheets.cells import Sheet, Workbook, column_letter
from desktop.sheets.dates import DateColumn, read_date
from desktop.sheets.errors import SheetError
from desktop.sheets.grid import Grid
from desktop.sheets.results import CellProblem
from desktop.sheets.vocabulary import bare_words

_HEADER_SEARCH = 30
_CODE_DIGITS = 5
"""Official codes of communes have five digits; a table that kept them as numbers lost zeros."""


class UnitListKind(StrEnum):
    """What a list holds."""

    UNITS = "units"
    MERGERS = "mergers"


_NEEDED = {
    UnitListKind.MERGERS: frozenset({"new_code", "old_code"}),
    UnitListKind.UNITS: frozenset({"code", "name"}),
}
_DAYS = frozenset({"valid_from", "valid_until", "merged_on"})


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row: the texts of its fields, and its days; a day that is blank is not there."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    days: Mapping[str, date]
    problems: tuple[CellProblem, ...] = ()

    def text(self, name: str) -> str:
        """The text of a field, empty without one."""
        return self.texts.get(name, "")


@dataclass(frozen=True, slots=True)
class UnitList:
    """A list that was read; ``columns`` holds the letters of its fields.

    ``total_rows`` are rows that only add up others; they are passed over.
    """

    kind: UnitListKind
    rows: tuple[UnitRow, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    skipped_columns: tuple[str, ...] = ()
    total_rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Header:
    kind: UnitListKind
    row: int
    columns: Mapping[str, int]
    skipped: tuple[str, ...]


def read_unit_list(book: Workbook) -> UnitList:
    """The units, or the mergers, of the first sheet that has such headings.

    Raises:
        SheetError: ``unit_headings_not_found``.
    """
    for sheet in book.sheets:
        if sheet.hidden or not sheet.cells:
            continue
        grid = Grid(sheet)
        header = _header(grid)
        if header is not None:
            rows = tuple(_rows(sheet, grid, header, epoch_1904=book.epoch_1904))
            letters = {name: column_letter(column) for name, column in header.columns.items()}
            return UnitList(header.kind, rows, letters, header.skipped, _totals(grid, header))
    raise SheetError("unit_headings_not_found", {"file": book.name})


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    """The field of a heading, by the kind of list; parsed once."""
    data = tomllib.loads((resource("sheets") / "units.toml").read_text("utf-8"))
    return {
        kind: {word: name for name, words in fields.items() for word in words}
        for kind, fields in data.items()
    }


def _header(grid: Grid) -> _Header | None:
    for row in range(1, min(grid.last_row, _HEADER_SEARCH) + 1):
        headings = {
            column: grid.text(row, column)
            for column in range(1, grid.last_column + 1)
            if grid.text(row, column)
        }
        for kind, needed in _NEEDED.items():
            columns: dict[str, int] = {}
            for column, heading in headings.items():
                name = _words()[kind].get(bare_words(heading))
                if name is not None:
                    columns.setdefault(name, column)
            if needed <= columns.keys():
                return _Header(kind, row, columns, _skipped(headings, columns))
    return None


def _skipped(headings: Mapping[int, str], columns: Mapping[str, int]) -> tuple[str, ...]:
    """The headings that are not read; a column that only numbers the rows is none."""
    taken, ordinal = set(columns.values()), _words()["ordinal"]
    return tuple(
        heading
        for column, heading in headings.items()
        if column not in taken and bare_words(heading) not in ordinal
    )


def _rows(sheet: Sheet, grid: Grid, header: _Header, *, epoch_1904: bool) -> Iterator[UnitRow]:
    dates = DateColumn(epoch_1904=epoch_1904)
    totals = _totals(grid, header)
    for row in range(header.row + 1, grid.last_row + 1):
        if row in totals:
            continue
        texts = {name: grid.text(row, column) for name, column in header.columns.items()}
        if not any(texts[name] for name in _NEEDED[header.kind]):
            continue
        days: dict[str, date] = {}
        problems: list[CellProblem] = []
        for name in _DAYS & header.columns.keys():
            cell = grid.seen(row, header.columns[name])
            if cell is None or not texts.pop(name):
                texts.pop(name, None)
                continue
            read = read_date(cell, dates)
            if read.day is None:
                letter = column_letter(header.columns[name])
                code = read.problem or "date_not_understood"
                problems.append(CellProblem(sheet.name, row, letter, code, {"text": cell.text}))
            else:
                days[name] = read.day
        plain = {name: _plain(name, text) for name, text in texts.items()}
        yield UnitRow(sheet.name, row, plain, days, tuple(problems))


def _totals(grid: Grid, header: _Header) -> tuple[int, ...]:
    """The rows in which a cell says that they add up the others."""
    return tuple(
        row
        for row in range(header.row + 1, grid.last_row + 1)
        if any(
            bare_words(grid.text(row, column)) in _words()["total"]
            for column in range(1, grid.last_column + 1)
        )
    )


def _plain(name: str, text: str) -> str:
    """A text as it is kept; a code that was kept as a number gets its zeros again."""
    if name.endswith("code") and text.isascii() and text.isdigit() and len(text) < _CODE_DIGITS:
        return text.zfill(_CODE_DIGITS)
    return tidy(text)

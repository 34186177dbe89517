"""The headings of a list of monthly counts: its categories, and a column for each month."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.text import fold
from desktop.sheets.cells import Cell, column_letter
from desktop.sheets.dates import month_in, year_in
from desktop.sheets.grid import Grid
from desktop.sheets.layout import SKIP, ColumnUse
from desktop.sheets.vocabulary import ORDINAL, PERSONAL, FieldWords, ListKind, Vocabulary

FIGURES = "figures"
_HEADER_SEARCH = 60
_MONTHS = 12
_NAMES = ("code", "label")
_DATED = re.compile(
    r"(?:\bthang|\bth?\.?)\s*0?(\d{1,2})\s*(?:[/.\-]|,?\s*nam)\s*((?:19|20)\d{2})\b"
)
_BARE = re.compile(r"^0?(\d{1,2})\s*[/.\-]\s*((?:19|20)\d{2})$")
_ISO = re.compile(r"^((?:19|20)\d{2})-(\d{2})$")
_UNDATED = re.compile(r"(?:\bthang|^th?\.?)\s*0?(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class CountHeader:
    """The headings: their last row, the columns, the month of each column of figures.

    ``undated`` are columns of figures whose month, or its year, nobody says.
    """

    first_row: int
    last_row: int
    columns: tuple[ColumnUse, ...]
    months: Mapping[int, str]
    undated: tuple[ColumnUse, ...] = ()

    @property
    def fields(self) -> dict[str, int]:
        """Column by field, the columns of figures left aside."""
        return {one.field: one.index for one in self.columns if one.field not in {None, FIGURES}}


@dataclass(frozen=True, slots=True)
class Hints:
    """What is said of the months beside their headings.

    ``month`` ("2026-10") is what the officer names; ``titles`` stand above the list.
    """

    month: str | None = None
    titles: tuple[str, ...] = ()

    def year(self, above: Iterable[str]) -> int | None:
        """The year of a heading that names a month alone: above it, as said, in the titles."""
        said = int(self.month[:4]) if self.month else None
        return year_in(above) or said or year_in(self.titles)

    def whole_month(self) -> str | None:
        """The month of "Tháng này"."""
        if self.month:
            return self.month
        dated = {found for text in self.titles if (found := _dated(fold(text)))}
        if len(dated) == 1:
            return dated.pop()
        year, month = year_in(self.titles), month_in(self.titles)
        return f"{year}-{month:02d}" if year and month else None


def find_count_header(
    grid: Grid, words: Vocabulary, *, hints: Hints, assigned: Mapping[int, str]
) -> CountHeader | None:
    """The first headings that name categories and have figures beside them; none without."""
    titles: list[str] = list(hints.titles)
    for row in range(1, min(grid.last_row, _HEADER_SEARCH) + 1):
        told = Hints(hints.month, (*titles, grid.sheet.name))
        found = _read(grid, words, row, told, assigned)
        if found is not None:
            below = _read(grid, words, row + 1, told, assigned)
            deeper = below is not None and len(below.months) > len(found.months)
            return below if deeper else found
        texts = (grid.text(row, column) for column in grid.own_columns(row))
        # A month that an instruction gives as an example is not that of the list.
        titles.extend(text for text in texts if not _gives_example(text, words))
    return None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What each column was found to be; ``twice`` give a month that an earlier one gives."""

    names: Mapping[int, str]
    figures: Sequence[int]
    months: Mapping[int, str]
    twice: frozenset[int] = frozenset()


def _gives_example(text: str, words: Vocabulary) -> bool:
    return any(f" {word} " in f" {words.key(text)} " for word in words.example)


def _read(
    grid: Grid, words: Vocabulary, row: int, hints: Hints, assigned: Mapping[int, str]
) -> CountHeader | None:
    headings = {
        column: text
        for column in range(1, grid.last_column + 1)
        if (text := _heading(grid, row, column))
    }
    names = _named(headings, words, assigned)
    if not any(name in names.values() for name in _NAMES):
        return None
    free = [one for one in headings if one not in names and assigned.get(one, FIGURES) == FIGURES]
    found = {column: _month(grid, row, column, hints, words) for column in free}
    chosen = _with_months(names, found, assigned)
    if not chosen.figures:
        plain = _plain_figures({one: headings[one] for one in free}, words)
        month = hints.whole_month()
        chosen = _Chosen(names, plain, {plain[0]: month} if plain and month else {})
    if not chosen.figures:
        return None
    uses = tuple(_use(one, text, words, chosen, assigned) for one, text in headings.items())
    undated = tuple(one for one in uses if one.field == FIGURES and one.index not in chosen.months)
    return CountHeader(_first(grid, row), row, uses, chosen.months, undated)


def _with_months(
    names: Mapping[int, str], found: Mapping[int, str | None], assigned: Mapping[int, str]
) -> _Chosen:
    months: dict[int, str] = {}
    for column, month in found.items():
        if month and month not in months.values():
            months[column] = month
    twice = frozenset(column for column, month in found.items() if month and column not in months)
    figures = [
        column
        for column, month in found.items()
        if column not in twice and (month is not None or assigned.get(column) == FIGURES)
    ]
    return _Chosen(names, figures, months, twice)


def _first(grid: Grid, row: int) -> int:
    tallest = max(grid.spans.get((row, one), 1) for one in range(1, grid.last_column + 1))
    return max(row - tallest + 1, 1)


def _heading(grid: Grid, row: int, column: int) -> str:
    """What stands over a column: in this row, or merged over it, or just above a blank."""
    cell = grid.seen(row, column)
    if cell is not None and not isinstance(cell.value, str | date):
        return ""
    text = grid.text(row, column)
    above = grid.own(row - 1, column)
    if text or above is None or not isinstance(above.value, str):
        return text if len(text) <= 200 else ""
    return grid.text(row - 1, column)[:200]


def _named(
    headings: Mapping[int, str], words: Vocabulary, assigned: Mapping[int, str]
) -> dict[int, str]:
    """The columns that say what a row is about; a field has one column, the best named first."""
    chosen = {one: name for one, name in assigned.items() if name not in {SKIP, FIGURES}}
    fields = [one for one in words.fields[ListKind.COUNTS] if one.field != FIGURES]
    for weak in (False, True):
        for column, text in headings.items():
            if column in assigned or column in chosen:
                continue
            for field in fields:
                if field.field not in chosen.values() and _fits(text, words, field, weak=weak):
                    chosen[column] = field.field
                    break
    return chosen


def _fits(text: str, words: Vocabulary, field: FieldWords, *, weak: bool) -> bool:
    keys = words.keys(text)
    if any(f" {word} " in f" {keys[0]} " for word in field.never):
        return False
    if weak:
        return any(key in field.weak for key in keys)
    held = any(f" {part} " in f" {key} " for key in keys for part in field.parts)
    return held or any(key in field.names for key in keys)


def _figures(words: Vocabulary) -> FieldWords:
    return next(one for one in words.fields[ListKind.COUNTS] if one.field == FIGURES)


def _plain_figures(headings: Mapping[int, str], words: Vocabulary) -> list[int]:
    """The one column of figures of a list that has none for a named month ("Tháng này")."""
    field = _figures(words)
    for weak in (False, True):
        for column, text in headings.items():
            if _fits(text, words, field, weak=weak):
                return [column]
    return []


def _month(grid: Grid, row: int, column: int, hints: Hints, words: Vocabulary) -> str | None:
    """The month that a heading names; empty when its year is not known, none when it is no month.

    Excel makes a date of "10/2026" when it is typed: the first day of that month.
    """
    cell: Cell | None = grid.seen(row, column)
    if cell is not None and isinstance(cell.value, date):
        return f"{cell.value.year}-{cell.value.month:02d}" if cell.value.day == 1 else None
    folded = fold(_heading(grid, row, column))
    key = words.key(folded)
    if any(f" {word} " in f" {key} " for word in _figures(words).never):
        return None
    if found := _dated(folded):
        return found
    alone = _UNDATED.search(folded)
    if alone is None or not 1 <= int(alone[1]) <= _MONTHS:
        return None
    above = [grid.text(line, column) for line in range(max(row - 3, 1), row)]
    year = hints.year(above)
    return f"{year}-{int(alone[1]):02d}" if year else ""


def _dated(folded: str) -> str | None:
    """ "thang 10/2026", "thang 10 nam 2026", "10/2026" or "2026-10" as "2026-10"."""
    if iso := _ISO.match(folded):
        year, month = int(iso[1]), int(iso[2])
    elif found := _DATED.search(folded) or _BARE.match(folded):
        year, month = int(found[2]), int(found[1])
    else:
        return None
    return f"{year}-{month:02d}" if 1 <= month <= _MONTHS else None


def _use(
    column: int, heading: str, words: Vocabulary, chosen: _Chosen, assigned: Mapping[int, str]
) -> ColumnUse:
    letter = column_letter(column)
    if assigned.get(column) == SKIP:
        return ColumnUse(column, letter, heading, None, "left_out")
    field = FIGURES if column in chosen.figures else chosen.names.get(column)
    if field is not None:
        reason = "assigned" if column in assigned else "recognised"
        return ColumnUse(column, letter, heading, field, reason)
    if column in chosen.twice:
        return ColumnUse(column, letter, heading, None, "taken")
    for special in (words.ordinal, words.personal):
        if _fits(heading, words, special, weak=False):
            why = ORDINAL if special is words.ordinal else PERSONAL
            return ColumnUse(column, letter, heading, None, why)
    return ColumnUse(column, letter, heading, None, "unknown")

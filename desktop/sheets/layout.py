"""Where a sheet's headings are, what each column means, which rows hold data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from desktop.sheets.cells import Cell, column_letter
from desktop.sheets.grid import Grid
from desktop.sheets.signs import count_signs, speaks_of_sessions, titled_as
from desktop.sheets.vocabulary import (
    ORDINAL,
    PERSONAL,
    FieldWords,
    ListKind,
    Vocabulary,
    bare_words,
)

_HEADER_SEARCH = 60
_EXACT, _HOLDS, _CLOSE = 100.0, 80.0, 65.0
_CLOSE_ENOUGH = 90
_HINTS = 62.0
_UNDATED = 0.1
_FEW = 2
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DAYS = frozenset({"date", "when"})
_HALVES = frozenset({"men", "women"})
SKIP = "skip"
# Lists with one column a field; monthly counts have a column a month and headings of their own.
_BY_FIELDS = (ListKind.GROUPS, ListKind.SESSIONS, ListKind.MODELS)


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column: its number from 1, letter, heading, the field it fills (none: skipped) and why.

    ``reason``: ``recognised``, ``assigned``, ``unknown``, ``personal``, ``ordinal``,
    ``taken`` (another column fills the field better), ``left_out`` (by the officer).
    """

    index: int
    letter: str
    heading: str
    field: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a sheet: first and last row, what the list is, its columns and how sure."""

    first_row: int
    last_row: int
    kind: ListKind
    columns: tuple[ColumnUse, ...]
    score: float

    @property
    def fields(self) -> dict[str, int]:
        """Column by field."""
        return {one.field: one.index for one in self.columns if one.field is not None}


@dataclass(frozen=True, slots=True)
class _Asked:
    """How headings are to be read: as which kind, what the officer said, the titles above them.

    ``ordered``: the officer named the kind.
    """

    kind: ListKind
    assigned: Mapping[int, str]
    titles: tuple[str, ...]
    ordered: bool


def find_header(
    grid: Grid, words: Vocabulary, *, kind: ListKind | None, assigned: Mapping[int, str]
) -> Header | None:
    """The best reading of the headings; none when no row reads as headings."""
    kinds = (kind,) if kind else _BY_FIELDS
    best: Header | None = None
    titles: list[str] = []
    for row in range(1, min(grid.last_row, _HEADER_SEARCH) + 1):
        for height in _heights(grid, row):
            for one in kinds:
                asked = _Asked(one, assigned, tuple(titles), ordered=kind is not None)
                found = _read_header(grid, words, row, height, asked)
                found = _with_title(found, words, titles) if found else None
                if found and (best is None or found.score > best.score):
                    best = found
        titles.append(
            bare_words(" ".join(grid.text(row, column) for column in grid.own_columns(row)))
        )
    return best


def _with_title(header: Header, words: Vocabulary, titles: list[str]) -> Header:
    if not titled_as(titles, words, header.kind):
        return header
    return Header(
        header.first_row, header.last_row, header.kind, header.columns, header.score + 150
    )


def _heights(grid: Grid, row: int) -> tuple[int, ...]:
    """How many rows the headings may take: more than one only where cells are merged or grouped."""
    own = grid.own_columns(row)
    if not own or not all(_is_heading(grid.own(row, column)) for column in own):
        return ()
    if _hangs_from_above(grid, row):
        return ()
    below = grid.own_columns(row + 1)
    spread = any(
        grid.spans.get((row, column), 1) > 1 or (row, column) in grid.wide for column in own
    )
    texts = bool(below) and all(_is_heading(grid.own(row + 1, column)) for column in below)
    grouped = texts and any(column not in own for column in below)
    if not (spread or grouped):
        return (1,)
    # A few words below, some under no heading of their own, divide the heading before them.
    divided = grouped and len(below) * 2 <= len(own)
    tallest = max(1 + divided, *(grid.spans.get((row, column), 1) for column in own))
    third = grid.own_columns(row + 2)
    deep = (
        bool(third)
        and all(_is_heading(grid.own(row + 2, column)) for column in third)
        and len(third) < len(own)
    )
    heights = (1, 2, 3) if texts and deep else (1, 2)
    # A heading merged over lines says itself how many the headings take.
    return tuple(one for one in heights if one >= tallest) or heights


def _hangs_from_above(grid: Grid, row: int) -> bool:
    """Whether headings merged over lines begin above: then this is no first line of headings."""
    covered = any(
        grid.own(row, column) is None and grid.spans.get((row, column), 1) > 1
        for column in range(1, grid.last_column + 1)
    )
    above = grid.own_columns(row - 1)
    return covered and len(above) > 1 and all(_is_heading(grid.own(row - 1, one)) for one in above)


def _is_heading(cell: Cell | None) -> bool:
    return cell is not None and isinstance(cell.value, str) and len(cell.value) <= 200


def _headings(grid: Grid, row: int, height: int, column: int) -> tuple[str, ...]:
    """The heading as a whole, then its lowest and highest line alone."""
    lines: list[str] = []
    for line in range(row, row + height):
        text = grid.text(line, column)
        if text and (not lines or lines[-1] != text):
            lines.append(text)
    if not lines:
        return ()
    return tuple(dict.fromkeys((" ".join(lines), lines[-1], lines[0])))


def _read_header(
    grid: Grid, words: Vocabulary, row: int, height: int, asked: _Asked
) -> Header | None:
    kind, assigned = asked.kind, asked.assigned
    offers: list[tuple[float, int, str]] = []
    headings: dict[int, str] = {}
    for column in range(1, grid.last_column + 1):
        lines = _headings(grid, row, height, column)
        if not lines:
            continue
        headings[column] = lines[0]
        later = _later(lines[0])
        offers.extend(
            (score + later, column, name) for name, score in _offers(lines, words, kind).items()
        )
    if not any(name == "month" for _score, _column, name in offers):
        # Without a month beside it "Nam" counts men, and is no year.
        offers = [one for one in offers if one[2] != "year"]
    chosen = _choose(offers, assigned)
    if _halves_only(chosen):
        offers = [one for one in offers if one[2] not in _HALVES]
        chosen = _choose(offers, assigned)
    signs = _signs(words, headings, chosen, asked)
    groups = kind is ListKind.GROUPS
    if groups and not asked.ordered and speaks_of_sessions(signs, chosen.values()):
        return None
    if groups and (signs or "households" not in dict(chosen.values())):
        # People of whom only a number is said may be those who came, not those who live there.
        offers = [one for one in offers if one[2] != "population" or one[0] > _CLOSE]
        chosen = _choose(offers, assigned)
    fields = {field for field, _score in chosen.values()}
    if not _enough(words, asked, fields, len(headings), signs=signs):
        return None
    if len(headings) < min(len(grid.own_columns(row + height)), _FEW):
        return None
    uses = tuple(
        _use(column, heading, chosen, offers, assigned) for column, heading in headings.items()
    )
    weights = {one.field: one.weight for one in words.fields[kind]}
    score = sum(weights.get(field, 0) * score + score / 10 for field, score in chosen.values())
    if kind is ListKind.SESSIONS and not fields & _DAYS:
        score *= _UNDATED
    return Header(
        row, row + height - 1, kind, (*uses, *_bare_uses(headings, assigned)), score - height
    )


def _signs(
    words: Vocabulary,
    headings: Mapping[int, str],
    chosen: Mapping[int, tuple[str, float]],
    asked: _Asked,
) -> int:
    titled = titled_as(asked.titles, words, ListKind.SESSIONS) and not any(
        titled_as(asked.titles, words, kind) for kind in (ListKind.GROUPS, ListKind.MODELS)
    )
    read = {column for column, (name, _score) in chosen.items() if name not in {"month", "year"}}
    unread = headings.keys() - read
    return count_signs(headings, unread, words, titled=titled)


def _enough(
    words: Vocabulary, asked: _Asked, fields: set[str], columns: int, *, signs: int
) -> bool:
    told = fields - {ORDINAL, PERSONAL, "note", "result", "month", "year", *_HALVES}
    if set(asked.assigned.values()) & set(words.needed(asked.kind)):
        return len(told) >= 1
    if asked.kind is ListKind.SESSIONS:
        shown = signs > 0 or asked.ordered
        # Without a day nothing is written, but the officer may say which column holds it.
        return len(told) >= 2 and (bool(fields & _DAYS) or (shown and "groups" in fields))
    if asked.kind is ListKind.MODELS:
        return "name" in fields and (len(told) >= 2 or columns <= 2)
    return "name" in fields and (len(told) >= 2 or columns <= 3)


def _halves_only(chosen: Mapping[int, tuple[str, float]]) -> bool:
    """Whether men and women stand beside the attendance, or one of them stands alone."""
    fields = {field for field, _score in chosen.values()}
    return bool(fields & _HALVES) and (not fields >= _HALVES or "attendance" in fields)


def _later(heading: str) -> float:
    """A grain for the year that a heading names: of last year's column and this one's, this."""
    return max((int(year) for year in _YEAR.findall(heading)), default=0) / 10_000


def _offers(lines: tuple[str, ...], words: Vocabulary, kind: ListKind) -> dict[str, float]:
    """How well a column's heading fits each field; the whole heading counts a little more."""
    best: dict[str, float] = {}
    whole = f" {words.key(lines[0])} "
    lowest = words.key(lines[min(1, len(lines) - 1)])
    possible = [
        field
        for field in (*words.fields[kind], words.ordinal, words.personal)
        if not any(f" {word} " in whole or word == f"={lowest}" for word in field.never)
    ]
    for place, line in enumerate(lines):
        for key in words.keys(line):
            for field in possible:
                score = _fit(key, field) - place * 4
                if score > best.get(field.field, 50.0):
                    best[field.field] = score
    return best


def _fit(key: str, field: FieldWords) -> float:
    if not key:
        return 0.0
    if key in field.names:
        return _EXACT
    padded = f" {key} "
    part = next((part for part in field.parts if f" {part} " in padded), None)
    if part is not None:
        return _HOLDS + min(len(part), 30) / 2
    if key in field.weak:
        return _CLOSE
    if any(f" {hint} " in padded for hint in field.hints):
        return _HINTS
    if len(key) >= 6 and any(fuzz.ratio(key, name) >= _CLOSE_ENOUGH for name in field.names):
        return _CLOSE
    return 0.0


def _choose(
    offers: list[tuple[float, int, str]], assigned: Mapping[int, str]
) -> dict[int, tuple[str, float]]:
    """The field of each column: the officer's word first, then the best fit; a field once."""
    chosen = {column: (field, _EXACT) for column, field in assigned.items() if field != SKIP}
    done = set(assigned)
    taken = {field for field, _score in chosen.values()}
    best: dict[int, float] = {}
    for score, column, _field in offers:
        best[column] = max(best.get(column, 0.0), score)
    for score, column, field in sorted(
        offers, key=lambda one: (-one[0], one[1], one[2] == PERSONAL)
    ):
        # A heading that speaks of people clearly is theirs; no weaker reading may take it over.
        if column in done or (score < best[column] - 25):
            continue
        if field in {ORDINAL, PERSONAL}:
            chosen[column] = (field, score)
            done.add(column)
        elif field not in taken:
            chosen[column] = (field, score)
            taken.add(field)
            done.add(column)
    return chosen


def _use(
    column: int,
    heading: str,
    chosen: dict[int, tuple[str, float]],
    offers: list[tuple[float, int, str]],
    assigned: Mapping[int, str],
) -> ColumnUse:
    letter = column_letter(column)
    if column in assigned:
        field = None if assigned[column] == SKIP else assigned[column]
        return ColumnUse(column, letter, heading, field, "assigned" if field else "left_out")
    field = chosen[column][0] if column in chosen else None
    if field in {ORDINAL, PERSONAL}:
        return ColumnUse(column, letter, heading, None, field)
    if field is not None:
        return ColumnUse(column, letter, heading, field, "recognised")
    offered = any(one == column for _score, one, _field in offers)
    return ColumnUse(column, letter, heading, None, "taken" if offered else "unknown")


def _bare_uses(headings: dict[int, str], assigned: Mapping[int, str]) -> tuple[ColumnUse, ...]:
    """Columns without a heading that the officer gave a field."""
    return tuple(
        ColumnUse(column, column_letter(column), "", field, "assigned")
        for column, field in assigned.items()
        if column not in headings and field != SKIP
    )

"""Lists of monthly counts by residential group: recognised, so that they are refused.

Counts are entered for the whole commune alone: a small number of a group could point at one
person. A list is one of counts when its cells name categories; group names or a column of groups
in it are the reason to refuse it as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.groups import ResidentialGroup
from desktop.domain.text import fold, identity_key
from desktop.sheets.cells import Workbook, column_letter
from desktop.sheets.count_names import CountBook
from desktop.sheets.grid import Grid
from desktop.sheets.group_names import GroupBook
from desktop.sheets.layout import Header, find_header
from desktop.sheets.results import CellProblem, Known, SheetReading
from desktop.sheets.vocabulary import ListKind, Vocabulary, bare_words

_ROWS_READ = 400
_HEADING_ROWS = 4
_LONGEST_NAME = 80
_DAYS = frozenset({"date", "when"})
_OF_GROUPS = frozenset({"households", "population", "head_name", "head_telephone", "active_from"})
_VAGUE_KINDS = frozenset({"Tổ", "Bản", "Làng"})
"""Kinds whose word begins other things too: "Tổ công tác", "Bản cam kết", "Làng nghề"."""
_NUMBER = re.compile(r"(?:so )?(?:\d{1,3}[a-z]?|[ivx]{1,5})")
_MONTH_LIKE = re.compile(r"th?\W*\d")
"""“Th 10”, “T10”: a month here, though “Th 10” may be Thôn 10 elsewhere."""
_LISTED = re.compile(r"[,;:]")
_NAME_WORDS = 3
_PLAIN = frozenset({"ten", "don vi", "ten don vi", "ten goi", "dia danh", "pham vi"})
"""Headings of groups in a list of groups that mean something else in a list of counts."""
_SPOKEN = ("to dan pho", "thon", "xom", "khu pho", "khu dan cu", "to dan cu", "to nhan dan")
_IN_TITLE = re.compile(
    r"\b(?:to dan pho|tdp|thon|xom|khu pho|khu dan cu)(?: so)? \d{1,3}\b(?! (?:19|20)\d\d\b)"
)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    grid: Grid
    words: Vocabulary
    known: Sequence[ResidentialGroup]
    names: frozenset[str]
    book: GroupBook

    def texts(self, row: int) -> Iterator[tuple[int, str]]:
        """The filled cells of a row: column and text."""
        for column in self.grid.own_columns(row):
            if text := self.grid.text(row, column):
                yield column, text

    def is_group(self, text: str, *, loose: bool) -> bool:
        """Whether a text is the name of a group: a known one, or a kind with a number behind.

        ``loose``: a kind of group with any short name behind will do.
        """
        if len(text) > _LONGEST_NAME or _MONTH_LIKE.match(fold(text)):
            return False
        if identity_key(text) in self.names:
            return True
        kind, tail = self.book.kind_and_name(text)
        if _NUMBER.fullmatch(bare_words(tail)):
            return bool(kind)
        named = 0 < len(tail.split()) <= _NAME_WORDS and not _LISTED.search(text)
        return loose and named and bool(kind) and kind not in _VAGUE_KINDS

    def is_column(self, heading: str) -> bool:
        """Whether a heading stands over a column of groups, or over figures told by group."""
        of_groups = _names(self.words, ListKind.GROUPS, "name")
        of_groups |= _names(self.words, ListKind.SESSIONS, "groups")
        return any(
            key in of_groups - _PLAIN or any(f" {word} " in f" {key} " for word in _SPOKEN)
            for key in self.words.keys(heading)
        )

    def in_title(self, text: str) -> bool:
        """Whether a line above the list says that it is of one group."""
        key = bare_words(text)
        spoken = (one.full_name for one in self.known if self.book.kind_and_name(one.full_name)[0])
        return bool(_IN_TITLE.search(key)) or any(
            f" {bare_words(name)} " in f" {key} " for name in spoken
        )


def _names(words: Vocabulary, kind: ListKind, field: str) -> frozenset[str]:
    return next(one for one in words.fields[kind] if one.field == field).names


def counts_by_group(
    grid: Grid, known: Known, words: Vocabulary, categories: CountBook
) -> CellProblem | None:
    """Why a sheet is refused as counts by group; none where it is no such sheet."""
    found = _category_cells(grid, categories)
    if not found or _of_another_kind(grid, words, found):
        return None
    sheet = _Sheet(
        grid,
        words,
        known.groups,
        frozenset(identity_key(name) for one in known.groups for name in (one.name, one.full_name)),
        GroupBook(known.groups, words, commune=known.commune),
    )
    place = next(_group_places(sheet, found), None)
    if place is None:
        return None
    row, column = place
    letter = column_letter(column) if column else ""
    return CellProblem(grid.sheet.name, row, letter, "counts_by_group")


def counts_unread(grid: Grid, known: Known) -> CellProblem | None:
    """Why a sheet whose rows are categories is no list of groups: its figures tell no month."""
    found = _category_cells(grid, CountBook(known.categories))
    if not found or _across(found):
        return None
    row, own = found[0]
    for above in range(row - 1, 0, -1):
        for column in grid.own_columns(above):
            if column > own and (text := grid.text(above, column)):
                letter = column_letter(column)
                return CellProblem(
                    grid.sheet.name, above, letter, "month_not_said", {"heading": text}
                )
    return None


def refused_reading(book: Workbook, problem: CellProblem) -> SheetReading:
    """A list of counts of which nothing is read, and why."""
    others = tuple(one.name for one in book.sheets if one.cells and one.name != problem.sheet)
    return SheetReading(
        kind=ListKind.COUNTS,
        sheet=problem.sheet,
        header_row=problem.row,
        columns=(),
        rows=(),
        sheets=(problem.sheet,),
        other_sheets=others,
        list_problems=(problem,),
    )


def _category_cells(grid: Grid, categories: CountBook) -> list[Place]:
    seen: dict[str, bool] = {}
    found: list[Place] = []
    for row in range(1, min(grid.last_row, _ROWS_READ) + 1):
        for column in grid.own_columns(row):
            text = grid.text(row, column)
            if text not in seen:
                seen[text] = bool(categories.coded(text) or categories.worded(text, ""))
            if seen[text]:
                found.append((row, column))
    return found


def _across(found: Sequence[Place]) -> bool:
    """Whether the categories are headings, and not what the rows are about."""
    rows = {row for row, _column in found}
    columns = {column for _row, column in found}
    return len(columns) > len(rows)


def _of_another_kind(grid: Grid, words: Vocabulary, found: Sequence[Place]) -> bool:
    """Whether the sheet is a list of sessions, models or groups that only has such words in it."""
    header = find_header(grid, words, kind=None, assigned={})
    if header is None:
        return False
    headings = [bare_words(one.heading) for one in header.columns]
    if any(word in text for text in headings for word in words.titles[ListKind.MODELS]):
        return True
    if header.kind is ListKind.SESSIONS:
        return bool(_DAYS & header.fields.keys())
    of_groups = header.kind is ListKind.GROUPS and bool(_OF_GROUPS & header.fields.keys())
    return of_groups and _in_headings(header, found)


def _in_headings(header: Header, found: Sequence[Place]) -> bool:
    return all(row <= header.last_row for row, _column in found)


def _group_places(sheet: _Sheet, found: Sequence[Place]) -> Iterator[Place]:
    """Where the sheet speaks of groups: headings, rows, the name of the sheet, titles."""
    first = min(row for row, _column in found)
    categories = frozenset(found)
    yield from _in_headings_above(sheet, first, categories)
    yield from _in_rows(sheet, first, categories)
    if sheet.is_group(sheet.grid.sheet.name, loose=False):
        yield 1, 0
    for row in range(1, first):
        yield from ((row, column) for column, text in sheet.texts(row) if sheet.in_title(text))


def _in_headings_above(sheet: _Sheet, first: int, categories: frozenset[Place]) -> Iterator[Place]:
    """Headings that are groups or stand over groups; not those over the categories themselves."""
    across = _across(sorted(categories))
    own = frozenset() if across else frozenset(column for _row, column in categories)
    last = first if across else first - 1
    for row in range(last, max(last - _HEADING_ROWS, 0), -1):
        texts = list(sheet.texts(row))
        for column, text in texts:
            heading = (row, column) not in categories and column not in own and len(texts) > 1
            if heading and (sheet.is_column(text) or sheet.is_group(text, loose=True)):
                yield row, column


def _in_rows(sheet: _Sheet, first: int, categories: frozenset[Place]) -> Iterator[Place]:
    notes = _note_columns(sheet, first)
    for row in range(first, min(sheet.grid.last_row, _ROWS_READ) + 1):
        texts = list(sheet.texts(row))
        for column, text in texts:
            plain = (row, column) not in categories and column not in notes
            if plain and sheet.is_group(text, loose=len(texts) == 1):
                yield row, column


def _note_columns(sheet: _Sheet, first: int) -> frozenset[int]:
    notes = _names(sheet.words, ListKind.COUNTS, "note")
    return frozenset(
        column
        for row in range(max(first - _HEADING_ROWS, 1), first)
        for column, text in sheet.texts(row)
        if sheet.words.key(text) in notes
    )

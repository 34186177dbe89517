"""Lists of monthly counts: categories told by code or wording, a figure for each month."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.count_drafts import CountDraft
from desktop.domain.count_files import worded_entry
from desktop.domain.plan_facts import CountEntry
from desktop.domain.plans import CountCategory
from desktop.domain.problems import Severity
from desktop.domain.text import fold, tidy
from desktop.sheets.cells import Cell, Workbook, column_letter
from desktop.sheets.count_groups import counts_by_group, refused_reading
from desktop.sheets.count_layout import CountHeader, Hints, find_count_header
from desktop.sheets.count_names import CountBook
from desktop.sheets.errors import SheetError
from desktop.sheets.grid import Grid
from desktop.sheets.notices import hidden_notices
from desktop.sheets.numbers import read_number
from desktop.sheets.results import CellProblem, Known, SheetReading, SheetRow, SkippedRow
from desktop.sheets.rows import RowUse
from desktop.sheets.vocabulary import ListKind, Vocabulary, bare_words

_DASHES = frozenset({"-", "–", "—", "...", "…", "/", "x"})
_INDEX_MARK = re.compile(r"^\(?(?:\d{1,2}|[A-Za-zĐđ]|[IVX]{1,4})\)?$")
_TEXT_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Found:
    grid: Grid
    header: CountHeader
    words: Vocabulary
    book: CountBook
    seen: dict[int, list[CountCategory]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.grid.sheet.name

    def category(self, row: int) -> list[CountCategory]:
        """What a row may be about: its code decides, then its wording."""
        if row not in self.seen:
            self.seen[row] = self._category(row)
        return self.seen[row]

    def _category(self, row: int) -> list[CountCategory]:
        code = self.book.coded(self.text(row, "code"))
        return [code] if code else self.book.worded(self.text(row, "label"), self.text(row, "unit"))

    def text(self, row: int, name: str) -> str:
        """The text of a naming column; empty where the list has none."""
        column = self.header.fields.get(name)
        return self.grid.text(row, column) if column else ""

    def figure(self, row: int, column: int) -> Cell | None:
        """The figure of a row: its own cell, or one merged over several rows."""
        own = self.grid.own(row, column)
        tall = self.grid.spans.get((row, column), 1) > 1
        return self.grid.seen(row, column) if own is None and tall else own

    def told(self, row: int) -> list[tuple[int, Cell]]:
        """The filled cells of figures."""
        columns = [one.index for one in self.header.columns if one.field == "figures"]
        cells = ((column, self.figure(row, column)) for column in columns)
        return [(column, cell) for column, cell in cells if cell is not None and _says(cell)]


def _says(cell: Cell) -> bool:
    if cell.error or cell.no_value:
        return True
    return cell.value is not None and bool(tidy(cell.text))


def read_counts(
    book: Workbook,
    known: Known,
    words: Vocabulary,
    *,
    assigned: Mapping[int, str],
    sheet: str | None = None,
    certain: bool,
) -> SheetReading | None:
    """Read a workbook as monthly counts; none where it does not hold any.

    Counts told by residential group are refused as a whole.
    ``certain``: the headings suffice; otherwise a row must name a category as well.
    Raises SheetError: ``sheet_missing``.
    """
    sheets = [one for one in book.sheets if one.cells and (sheet is None or one.name == sheet)]
    if sheet is not None and not sheets:
        raise SheetError("sheet_missing", {"sheet": sheet})
    categories = CountBook(known.categories)
    found: list[_Found] = []
    shown = [one for one in sheets if not one.hidden] or sheets
    for grid in map(Grid, sheets):
        by_group = counts_by_group(grid, known, words, categories) if grid.sheet in shown else None
        if by_group is not None:
            return refused_reading(book, by_group)
        hints = Hints(known.month)
        header = find_count_header(grid, words, hints=hints, assigned=assigned)
        if header is not None:
            found.append(_Found(grid, header, words, categories))
    if not certain:
        found = [one for one in found if _names_any(one)]
    found = [one for one in found if not one.grid.sheet.hidden] or found
    return _reading(book, found) if found else None


def _names_any(one: _Found) -> bool:
    rows = range(one.header.last_row + 1, one.grid.last_row + 1)
    return any(one.category(row) for row in rows)


@dataclass(slots=True)
class _Told:
    """What the rows so far have told: where each category's month stands, and which dashes."""

    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    dashes: list[tuple[str, int, str]] = field(default_factory=list)


def _reading(book: Workbook, found: Sequence[_Found]) -> SheetReading:
    told = _Told()
    rows: list[SheetRow] = []
    skipped: list[SkippedRow] = []
    for one in found:
        for row, use in _lines(one):
            if use is RowUse.DATA:
                rows.append(_row(one, row, told))
            elif use is not RowUse.BLANK:
                skipped.append(SkippedRow(one.name, row, use.value))
    names = [one.name for one in found]
    hidden = tuple(
        (row.sheet, row.row_number)
        for row in rows
        for one in found
        if one.name == row.sheet and row.row_number in one.grid.sheet.hidden_rows
    )
    left = [one.name for one in book.sheets if one.cells and one.hidden and one.name not in names]
    return SheetReading(
        kind=ListKind.COUNTS,
        sheet=names[0],
        header_row=found[0].header.last_row,
        columns=tuple(sorted(found[0].header.columns, key=lambda use: use.index)),
        rows=tuple(rows),
        skipped=tuple(skipped),
        sheets=tuple(names),
        other_sheets=tuple(one.name for one in book.sheets if one.cells and one.name not in names),
        hidden_rows=hidden,
        list_problems=(*_undated(found), *_dashes(told), *hidden_notices(hidden, left)),
        month_columns={
            (one.name, month): column_letter(column)
            for one in found
            for column, month in one.header.months.items()
        },
    )


def _undated(found: Iterable[_Found]) -> Iterator[CellProblem]:
    for one in found:
        for use in one.header.undated:
            details = {"heading": tidy(use.heading)}
            row = one.header.last_row
            yield CellProblem(one.name, row, use.letter, "month_not_said", details)


def _dashes(told: _Told) -> Iterator[CellProblem]:
    if told.dashes:
        sheet, row, letter = told.dashes[0]
        details = {"count": str(len(told.dashes))}
        yield CellProblem(sheet, row, letter, "dashes_blank", details, Severity.WARNING)


def _lines(one: _Found) -> Iterator[tuple[int, RowUse]]:
    """Every row under the headings; what follows the signature is footer."""
    ended = False
    for row in range(one.header.last_row + 1, one.grid.last_row + 1):
        use = RowUse.FOOTER if ended else _line_use(one, row)
        ended = ended or use is RowUse.FOOTER
        yield row, use


def _line_use(one: _Found, row: int) -> RowUse:
    texts = [text for column in one.grid.own_columns(row) if (text := one.grid.text(row, column))]
    first = bare_words(texts[0]) if texts else ""
    if _begins(first, one.words.example):
        return RowUse.EXAMPLE
    told = one.told(row)
    if one.category(row):
        return RowUse.DATA if told else RowUse.BLANK
    if _only_numbers_columns(one, row, texts):
        return RowUse.HEADING
    if any(_begins(bare_words(text), one.words.footer) for text in texts):
        return RowUse.FOOTER
    if not told:
        return RowUse.SECTION if texts else RowUse.BLANK
    named = bare_words(one.text(row, "label") or one.text(row, "code"))
    if _begins(named or first, one.words.total):
        return RowUse.TOTAL
    return RowUse.DATA


def _begins(text: str, words: Iterable[str]) -> bool:
    return any(text == word or text.startswith(word + " ") for word in words)


def _only_numbers_columns(one: _Found, row: int, texts: Sequence[str]) -> bool:
    near = row <= one.header.last_row + 2
    return near and len(texts) > 2 and all(_INDEX_MARK.match(text) for text in texts)


def _row(one: _Found, row: int, told: _Told) -> SheetRow:
    problems: list[CellProblem] = []
    category = _category(one, row, problems)
    entries: dict[str, CountEntry] = {}
    for column, cell in one.told(row):
        month = one.header.months.get(column)
        entry = _entry(one, row, column, cell, category, problems, told)
        if category is None or month is None or entry is None:
            continue
        place = told.places.setdefault((category.id, month), (one.name, row))
        if place == (one.name, row):
            entries[month] = entry
        else:
            details = {"name": category.label, "first_row": str(place[1]), "first_sheet": place[0]}
            problems.append(_problem(one, row, column, "count_repeated", details))
    if category is None or problems:
        return SheetRow(one.name, row, None, tuple(problems))
    draft = CountDraft(category.id, category.label, tuple(sorted(entries.items())))
    return SheetRow(one.name, row, draft)


def _problem(
    one: _Found, row: int, column: int | None, code: str, details: dict[str, str]
) -> CellProblem:
    letter = column_letter(column) if column else ""
    return CellProblem(one.name, row, letter, code, details)


def _category(one: _Found, row: int, problems: list[CellProblem]) -> CountCategory | None:
    """The category of a row; a code and a wording that name two different ones stop it."""
    fields = one.header.fields
    label, code = one.text(row, "label"), one.text(row, "code")
    found = one.category(row)
    if len(found) == 1:
        worded = one.book.worded(label, one.text(row, "unit")) if code else []
        if worded and found[0] not in worded:
            details = {"text": label[:_TEXT_SHOWN], "name": found[0].label}
            problems.append(_problem(one, row, fields.get("label"), "count_two_names", details))
            return None
        return found[0]
    text = label or code
    column = fields.get("label" if label else "code")
    if found:
        details = {"text": text[:_TEXT_SHOWN], "names": ", ".join(each.id for each in found)}
        problems.append(_problem(one, row, column, "count_ambiguous", details))
        return None
    like = one.book.like(text)
    details = {"text": text[:_TEXT_SHOWN]} | ({"suggestion": like} if like else {})
    name = "count_not_known_like" if like else "count_not_known"
    problems.append(_problem(one, row, column, name, details))
    return None


def _entry(
    one: _Found,
    row: int,
    column: int,
    cell: Cell,
    category: CountCategory | None,
    problems: list[CellProblem],
    told: _Told,
) -> CountEntry | None:
    """What a cell says: a number, "không phát sinh", "không áp dụng"; a dash says nothing."""
    text = tidy(cell.text)
    if one.grid.spans.get((row, column), 1) > 1:
        problems.append(_problem(one, row, column, "number_merged", {"text": text}))
        return None
    if cell.error or cell.no_value:
        code = "cell_error" if cell.error else "formula_without_value"
        problems.append(_problem(one, row, column, code, {"text": cell.error}))
        return None
    if isinstance(cell.value, str):
        if text in _DASHES:
            told.dashes.append((one.name, row, column_letter(column)))
            return None
        if (stated := worded_entry(text)) is not None:
            return stated
        cell = Cell(_without_unit(text, category))
    read = read_number(cell)
    if read.problem:
        problems.append(_problem(one, row, column, read.problem, {"text": text[:_TEXT_SHOWN]}))
    return None if read.number is None else CountEntry(read.number)


def _without_unit(text: str, category: CountCategory | None) -> str:
    unit = fold(category.unit) if category else ""
    folded = fold(text)
    return folded[: -len(unit)].rstrip() if unit and folded.endswith(unit) else text

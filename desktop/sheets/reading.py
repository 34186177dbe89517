"""Putting a reading together: which sheets, which rows, what repeats, what must be asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft
from desktop.domain.sessions import SessionDraft
from desktop.domain.text import identity_key
from desktop.sheets.alike import mark_alike
from desktop.sheets.cells import Cell, Workbook
from desktop.sheets.count_groups import counts_unread, refused_reading
from desktop.sheets.count_rows import read_counts
from desktop.sheets.dates import (
    DateColumn,
    DateOrder,
    column_doubt,
    month_in,
    shows_day_first,
    year_in,
)
from desktop.sheets.errors import SheetError
from desktop.sheets.grid import Grid
from desktop.sheets.group_names import GroupBook
from desktop.sheets.group_rows import read_group
from desktop.sheets.layout import ColumnUse, Header, find_header
from desktop.sheets.model_rows import read_model
from desktop.sheets.notices import (
    day_notices,
    former_name_notices,
    hidden_notices,
    kept_days,
    macro_notices,
    sum_notices,
)
from desktop.sheets.results import CellProblem, Draft, Known, SheetReading, SheetRow, SkippedRow
from desktop.sheets.row_context import Context, NewLabels, Row
from desktop.sheets.rows import Line, RowUse, lines_of
from desktop.sheets.session_rows import read_session
from desktop.sheets.vocabulary import Labels, ListKind, Vocabulary, load_vocabulary

__all__ = [
    "CellProblem",
    "Draft",
    "Known",
    "SheetReading",
    "SheetRow",
    "SkippedRow",
    "read_list",
]

_DATE_FIELDS = ("date", "when", "founded", "active_from", "status_since", "counted_on")
_READERS = {
    ListKind.GROUPS: read_group,
    ListKind.SESSIONS: read_session,
    ListKind.MODELS: read_model,
}
_DRAFT_FIELDS = {
    "date": ("held_on", "start_time"),
    "when": ("held_on", "start_time"),
    "men": ("attendance",),
    "women": ("attendance",),
    "month": (),
    "year": (),
    "result": (),
    "groups": ("group_ids", "commune_wide"),
    "founded": ("founded_on", "founded_year"),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet with its headings."""

    grid: Grid
    header: Header
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        return self.grid.sheet.name


def read_list(
    book: Workbook,
    known: Known,
    *,
    today: date,
    date_order: DateOrder | None = None,
    assigned: Mapping[int, str] | None = None,
    kind: ListKind | None = None,
    sheet: str | None = None,
) -> SheetReading:
    """Read the list of groups, sessions, models or counts that the headings show.

    ``assigned`` gives columns (numbered from 1) a field of the kind, or ``skip``; ``kind`` and
    ``sheet`` overrule what the headings and the best sheet would say. Sheets of the same
    kind and headings (one a month) are read together.
    Raises SheetError: ``headings_not_found``, ``sheet_missing``.
    """
    words = load_vocabulary()
    given = assigned or {}
    tried = partial(read_counts, book, known, words, assigned=given, sheet=sheet)
    if kind is ListKind.COUNTS:
        counts = tried(certain=True)
        if counts is None:
            raise SheetError("headings_not_found", {"file": book.name})
        return counts
    if kind is None and (counts := tried(certain=False)) is not None:
        return counts
    try:
        found = _chosen(_find(book, words, kind=kind, assigned=given, sheet=sheet))
    except SheetError:
        # Months in the headings and no category known: said row by row what is not known.
        counts = tried(certain=True) if kind is None else None
        if counts is None or not counts.months:
            raise
        return counts
    if kind is None and found[0].header.kind is ListKind.GROUPS:
        # Rows that name counts never become groups, whatever their headings read like.
        unread = (counts_unread(one.grid, known) for one in found)
        if problem := next((one for one in unread if one is not None), None):
            return refused_reading(book, problem)
    return _read_found(book, known, words, found, today=today, date_order=date_order)


def _read_found(
    book: Workbook,
    known: Known,
    words: Vocabulary,
    found: list[_Found],
    *,
    today: date,
    date_order: DateOrder | None,
) -> SheetReading:
    """Read the sheets whose headings give each field a column."""
    first = found[0].header
    dated = [_date_columns(one, order=date_order, epoch_1904=book.epoch_1904) for one in found]
    doubts = [problem for _columns, doubt in dated for problem in doubt]
    rows = _rows(found, [columns for columns, _doubt in dated], known, words, today=today)
    names = {one.name for one in found}
    hidden = _hidden_rows(found)
    return SheetReading(
        kind=first.kind,
        sheet=found[0].name,
        header_row=first.last_row,
        columns=_all_columns(first.columns),
        rows=rows,
        skipped=tuple(
            SkippedRow(one.name, line.row, line.use.value)
            for one in found
            for line in one.lines
            if line.use not in {RowUse.DATA, RowUse.BLANK}
        ),
        date_order_needed=tuple(dict.fromkeys(one.column for one in doubts if one.stops)),
        new_labels=tuple(dict.fromkeys(label for row in rows for label in row.new_labels)),
        sheets=tuple(one.name for one in found),
        other_sheets=tuple(one.name for one in book.sheets if one.cells and one.name not in names),
        hidden_rows=hidden,
        list_problems=(
            *_missing(first, words, found[0]),
            *doubts,
            *_notices(book, words, found, hidden),
        ),
        fields=_fields(one.header for one in found),
    )


def _rows(
    found: Sequence[_Found],
    dates: Sequence[Mapping[str, DateColumn]],
    known: Known,
    words: Vocabulary,
    *,
    today: date,
) -> tuple[SheetRow, ...]:
    """The lines of data, each with what its cells say; ``dates`` are the sheets' date columns."""
    labels, spellings = Labels.of(known.labels, words.shipped), NewLabels()
    groups = GroupBook(known.groups, words, commune=known.commune)
    read = _READERS[found[0].header.kind]
    rows: list[SheetRow] = []
    for one, columns in zip(found, dates, strict=True):
        context = Context(
            known=known,
            words=words,
            labels=labels,
            groups=groups,
            header=one.header,
            dates=columns,
            today=today,
            new_labels=spellings,
            titles=tuple(_titles(one)),
        )
        rows.extend(
            read(Row(one.grid, line.row, context)) for line in one.lines if line.use is RowUse.DATA
        )
    return tuple(mark_alike(_mark_repeats(rows), known.groups))


def _hidden_rows(found: Sequence[_Found]) -> tuple[tuple[str, int], ...]:
    """The lines of data that are hidden in their sheets: sheet and row."""
    return tuple(
        (one.name, line.row)
        for one in found
        for line in one.lines
        if line.use is RowUse.DATA and line.row in one.grid.sheet.hidden_rows
    )


def _notices(
    book: Workbook,
    words: Vocabulary,
    found: Sequence[_Found],
    hidden: Sequence[tuple[str, int]],
) -> Iterator[CellProblem]:
    """What is to be known of the list as a whole."""
    first, names = found[0], {one.name for one in found}
    left = [one.name for one in book.sheets if one.cells and one.hidden]
    yield from day_notices(first.name, first.header)
    yield from sum_notices(first.name, first.header)
    yield from former_name_notices(first.name, first.header, words)
    yield from hidden_notices(hidden, [name for name in left if name not in names])
    yield from macro_notices(first.name, macros=book.macros)


def _find(
    book: Workbook,
    words: Vocabulary,
    *,
    kind: ListKind | None,
    assigned: Mapping[int, str],
    sheet: str | None,
) -> list[_Found]:
    sheets = [one for one in book.sheets if one.cells and (sheet is None or one.name == sheet)]
    if sheet is not None and not sheets:
        raise SheetError("sheet_missing", {"sheet": sheet})
    found: list[_Found] = []
    for one in sheets:
        grid = Grid(one)
        header = find_header(grid, words, kind=kind, assigned=assigned)
        if header is not None:
            found.append(_Found(grid, header, tuple(lines_of(grid, header, words))))
    if not found:
        raise SheetError("headings_not_found", {"file": book.name})
    return found


def _chosen(found: list[_Found]) -> list[_Found]:
    """The sheet that reads best, with all that have the same kind and headings, in their order.

    A hidden sheet is read only where no other reads.
    """
    shown = [one for one in found if not one.grid.sheet.hidden] or found
    best = max(shown, key=lambda one: (_has_rows(one), one.header.score))
    fields = set(best.header.fields)
    return [
        one
        for one in shown
        if one.header.kind is best.header.kind and set(one.header.fields) == fields
    ]


def _has_rows(one: _Found) -> bool:
    return any(line.use is RowUse.DATA for line in one.lines)


def _titles(one: _Found) -> Iterable[str]:
    for row in range(1, one.header.first_row):
        for column in one.grid.own_columns(row):
            yield one.grid.text(row, column)
    yield one.name


def _date_columns(
    one: _Found, *, order: DateOrder | None, epoch_1904: bool
) -> tuple[dict[str, DateColumn], list[CellProblem]]:
    """How each column of dates is read, and which ones must be asked about first."""
    columns: dict[str, DateColumn] = {}
    doubts: list[CellProblem] = []
    year, month = year_in(_titles(one)), month_in(_titles(one))
    for field, column in one.header.fields.items():
        if field not in _DATE_FIELDS:
            continue
        rows = [line.row for line in one.lines if line.use is RowUse.DATA]
        cells = [(row, cell) for row in rows if (cell := one.grid.own(row, column)) is not None]
        values = [cell for _row, cell in cells]
        doubt = column_doubt(values)
        # What the officer says of the list does not bend a column that can only be read one way.
        plain = not doubt and shows_day_first(values)
        columns[field] = DateColumn(
            order=order if order and doubt != "swapped" and not plain else DateOrder.DMY,
            swap_cells=doubt == "swapped" and order is DateOrder.MDY,
            year=year,
            month=month,
            epoch_1904=epoch_1904,
        )
        if doubt and order is None:
            doubts.append(_doubt(one, column, doubt, cells))
        elif columns[field].order is DateOrder.MDY:
            doubts.extend(kept_days(one.name, column, cells))
    return columns, doubts


def _doubt(one: _Found, column: int, doubt: str, cells: list[tuple[int, Cell]]) -> CellProblem:
    letter = next(use.letter for use in one.header.columns if use.index == column)
    code = "date_order_needed" if doubt == "month_first" else "dates_maybe_swapped"
    row, cell = next(
        (
            pair
            for pair in cells
            if column_doubt([pair[1]]) or (doubt == "swapped" and isinstance(pair[1].value, date))
        ),
        cells[0],
    )
    return CellProblem(one.name, row, letter, code, {"text": cell.text})


def _missing(header: Header, words: Vocabulary, one: _Found) -> list[CellProblem]:
    """Fields that the list cannot do without and no column fills."""
    absent = [name for name in words.needed(header.kind) if name not in header.fields]
    if "when" in header.fields and "date" in absent:
        absent.remove("date")
    if "place" in header.fields and "groups" in absent:
        absent.remove("groups")
    return [
        CellProblem(one.name, header.last_row, "", "column_missing", {"field": name})
        for name in absent
    ]


def _all_columns(columns: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    return tuple(sorted(columns, key=lambda one: one.index))


def _fields(headers: Iterable[Header]) -> frozenset[str]:
    """The draft fields that the columns fill."""
    return frozenset(
        name
        for header in headers
        for field in header.fields
        for name in _DRAFT_FIELDS.get(field, (field,))
    )


def _mark_repeats(rows: list[SheetRow]) -> Iterable[SheetRow]:
    """A row equal to an earlier one is a problem, so that it is left out on purpose or mended."""
    first: dict[object, SheetRow] = {}
    for row in rows:
        key = _identity(row.draft)
        earlier = first.get(key) if key is not None else None
        if key is None or earlier is None:
            if key is not None:
                first[key] = row
            yield row
            continue
        details = {"first_row": str(earlier.row_number), "first_sheet": earlier.sheet}
        if isinstance(row.draft, GroupDraft | ModelDraft):
            details["name"] = row.draft.name
        problem = CellProblem(row.sheet, row.row_number, "", _repeat_code(row.draft), details)
        yield replace(row, draft=None, problems=(*row.problems, problem), new_labels=())


def _repeat_code(draft: Draft | None) -> str:
    if isinstance(draft, GroupDraft):
        return "group_row_repeated"
    return "model_row_repeated" if isinstance(draft, ModelDraft) else "row_repeated"


def _identity(draft: Draft | None) -> object:
    """What makes two rows of a list the same row."""
    if isinstance(draft, GroupDraft):
        return identity_key(draft.name), identity_key(draft.former_commune)
    if isinstance(draft, ModelDraft):
        return identity_key(draft.name), frozenset(draft.group_ids), draft.commune_wide
    if isinstance(draft, SessionDraft):
        labels = (
            draft.format,
            draft.lead_body,
            draft.place,
            *sorted(draft.topics),
            *sorted(draft.audiences),
        )
        return (
            draft.held_on,
            draft.start_time,
            frozenset(draft.group_ids),
            draft.commune_wide,
            draft.attendance,
            draft.status,
            tuple(identity_key(one) for one in labels),
        )
    return None

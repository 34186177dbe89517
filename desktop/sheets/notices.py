"""What is said of a list as a whole, so that nothing is understood in silence."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from desktop.domain.problems import Severity
from desktop.sheets.cells import Cell, column_letter
from desktop.sheets.layout import ColumnUse, Header
from desktop.sheets.results import CellProblem
from desktop.sheets.vocabulary import ListKind, Vocabulary, bare_words

_PLANNED = ("du kien", "ke hoach")
_MONTHS = 12
_STARTS = ("bat dau", "tu ngay", "thoi gian tu")


class DayMeaning(StrEnum):
    """What the day of a session is by its heading, when it is not simply its day."""

    PLAIN = ""
    PLANNED = "planned_days_taken"
    START = "start_days_taken"


def day_column(header: Header) -> ColumnUse | None:
    """The column with the days of the sessions."""
    fields = header.fields
    column = fields.get("date", fields.get("when"))
    return next((one for one in header.columns if one.index == column), None)


def day_meaning(header: Header) -> DayMeaning:
    """Whether the days are those planned, or the first of several; assigned ones are plain."""
    column = day_column(header)
    if header.kind is not ListKind.SESSIONS or column is None or column.reason == "assigned":
        return DayMeaning.PLAIN
    key = f" {bare_words(column.heading)} "
    if any(f" {word} " in key for word in _PLANNED):
        return DayMeaning.PLANNED
    return DayMeaning.START if any(f" {word} " in key for word in _STARTS) else DayMeaning.PLAIN


def day_notices(sheet: str, header: Header) -> Iterable[CellProblem]:
    """One warning for days that are not simply the days of the sessions."""
    column, meaning = day_column(header), day_meaning(header)
    if column is not None and meaning:
        details = {"heading": column.heading}
        yield CellProblem(
            sheet, header.last_row, column.letter, meaning.value, details, Severity.WARNING
        )


def sum_notices(sheet: str, header: Header) -> Iterable[CellProblem]:
    """One warning where men and women together are taken as the attendance."""
    letter = next((one.letter for one in header.columns if one.field == "men"), "")
    if letter:
        yield CellProblem(sheet, header.last_row, letter, "halves_summed", {}, Severity.WARNING)


def former_name_notices(sheet: str, header: Header, words: Vocabulary) -> Iterable[CellProblem]:
    """One warning for each column of names that the groups had before: the new ones are taken."""
    for column in header.columns:
        key = f" {words.key(column.heading)} "
        former = any(f" {word} " in key for word in words.former_names)
        if header.kind is ListKind.GROUPS and former and column.field is None:
            details = {"heading": column.heading}
            yield CellProblem(
                sheet,
                header.last_row,
                column.letter,
                "former_names_not_read",
                details,
                Severity.WARNING,
            )


def hidden_notices(rows: Sequence[tuple[str, int]], sheets: Sequence[str]) -> Iterable[CellProblem]:
    """One warning for hidden rows that were read, one for hidden sheets that were not."""
    if rows:
        sheet, row = rows[0]
        details = {"count": str(len(rows)), "row": str(row)}
        yield CellProblem(sheet, row, "", "hidden_rows_read", details, Severity.WARNING)
    for sheet in sheets:
        yield CellProblem(sheet, 1, "", "hidden_sheet_left", {"sheet": sheet}, Severity.WARNING)


def macro_notices(sheet: str, *, macros: bool) -> Iterable[CellProblem]:
    """One warning where the file carries macros: its cells were read, its program was not run."""
    if macros:
        yield CellProblem(sheet, 1, "", "macros_not_run", {}, Severity.WARNING)


def kept_days(sheet: str, column: int, cells: Iterable[tuple[int, Cell]]) -> Iterable[CellProblem]:
    """One warning where texts are read month first and a real date, which has no order, is not."""
    for row, cell in cells:
        if isinstance(cell.value, date) and cell.value.day <= _MONTHS:
            yield CellProblem(
                sheet,
                row,
                column_letter(column),
                "date_cells_kept",
                {"text": cell.text},
                Severity.WARNING,
            )
            return

"""Dates and times as officers write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desktop.domain.text import fold
from desktop.sheets.cells import Cell

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?!\d)")
_WORDS = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*thang\s*(\d{1,2})(?:\s*nam\s*|\s*[/.\-,]\s*)(\d{4})")
_NO_YEAR = re.compile(r"(?<![\d/])(\d{1,2})\s*(?:[/.\-]|\s*thang\s*)\s*(\d{1,2})(?![\d/])")
_YEAR = re.compile(r"(?<!\d)(?:nam\s*)?((?:19|20)\d{2})(?!\d)")
_MONTH_YEAR = re.compile(r"^(?:thang\s*|t\s*)?(\d{1,2})\s*(?:[/.\-]|nam)\s*((?:19|20)\d{2})$")
_SPAN = re.compile(
    r"(?<![\d/.])\d{1,2}(?:\s*/\s*\d{1,2})?\s*(?:-|–|den|toi|,|va|&)\s*(?:ngay\s*)?\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}"
)
_WEEKDAY = re.compile(r"(?<!\w)(?:thu|t)\s*[2-7](?!\w)|chu nhat|(?<!\w)cn(?!\w)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*(?:h|g|gio|:)\s*(\d{2})?(?!\d)(?:\s*(?:phut|p|'))?")
_SWAP_EVIDENCE = 2
_TEXT_LIMIT = 200
_DAYS = 31
_MONTHS = 12
_MONTH = re.compile(r"(?<!\w)(?:thang|t)\s*(\d{1,2})(?!\d)")
_YEAR_IN_DATE_CELL = 1905


class DateOrder(StrEnum):
    """Which comes first in a written date: the day (usual here) or the month."""

    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a cell says of a day; ``problem`` is a code, empty when it was understood."""

    day: date | None = None
    start_time: str = ""
    problem: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How a column of dates is read: order of text dates, whether real dates were swapped.

    ``year`` and ``month`` are those that a column beside it or the titles name.
    """

    order: DateOrder = DateOrder.DMY
    swap_cells: bool = False
    year: int | None = None
    epoch_1904: bool = False
    month: int | None = None


def column_doubt(cells: Iterable[Cell]) -> str:
    """Why the order of a column's dates must be asked; empty when it is plain.

    ``month_first``: a text date has its second number above 12. ``swapped``: every text
    date has a day above 12 and every real date a day of 12 or less, which is what a
    machine leaves that takes month first wherever it can.
    """
    given = tuple(cells)
    texts = _written(given)
    days = [cell.value for cell in given if isinstance(cell.value, date)]
    if any(second > 12 and 1 <= first <= 12 for first, second in texts):
        return "month_first"
    enough = len(texts) >= _SWAP_EVIDENCE and len(days) >= _SWAP_EVIDENCE
    if (
        enough
        and all(first > 12 for first, _second in texts)
        and all(one.day <= 12 for one in days)
    ):
        return "swapped"
    return ""


def shows_day_first(cells: Iterable[Cell]) -> bool:
    """Whether the text dates of a column can only have the day first: 25/10, and no 10/25."""
    texts = _written(cells)
    return any(first > 12 for first, _second in texts) and all(second <= 12 for _, second in texts)


def _written(cells: Iterable[Cell]) -> list[tuple[int, int]]:
    """The first two numbers of every text date."""
    found = (
        _NUMERIC.search(fold(cell.value[:_TEXT_LIMIT]))
        for cell in cells
        if isinstance(cell.value, str)
    )
    return [(int(one[1]), int(one[2])) for one in found if one]


def read_date(cell: Cell, column: DateColumn) -> ReadDate:
    """The day in a cell, and the time when it tells one."""
    value = cell.value
    if isinstance(value, datetime):
        clock = value.strftime("%H:%M") if value.time() != time() else ""
        return ReadDate(_swapped(value.date(), column), clock)
    if isinstance(value, date):
        return ReadDate(_swapped(value, column))
    if isinstance(value, bool | time):
        return ReadDate(problem="date_not_understood")
    if isinstance(value, int | float):
        return _from_number(float(value), column)
    return _from_text(str(value or ""), column)


def _swapped(day: date, column: DateColumn) -> date:
    return date(day.year, day.day, day.month) if column.swap_cells and day.day <= 12 else day


def _from_number(number: float, column: DateColumn) -> ReadDate:
    """A bare number: a day number of Excel, or a date whose separators were lost."""
    if number.is_integer() and 1 <= number <= _DAYS and column.year and column.month:
        return _day(column.year, column.month, int(number), "")
    if 20_000 <= number <= 80_000:
        start = date(1904, 1, 1) if column.epoch_1904 else date(1899, 12, 30)
        return ReadDate(start + timedelta(days=int(number)))
    return ReadDate(problem="date_not_understood")


def _from_text(text: str, column: DateColumn) -> ReadDate:
    if len(text) > _TEXT_LIMIT:
        return ReadDate(problem="date_not_understood")
    start_time, rest = _take_clock(_WEEKDAY.sub(" ", fold(text)))
    whole = _with_year(rest, start_time, column)
    if whole is not None:
        return whole
    if rest.strip().isdigit() and len(rest.strip()) in {1, 2, 5}:
        return _from_number(float(rest.strip()), column)
    found = _NO_YEAR.search(rest)
    if found is None or _YEAR.search(rest):
        return ReadDate(problem="date_not_understood")
    if column.year is None:
        return ReadDate(problem="date_without_year")
    return _ordered(int(found[1]), int(found[2]), column.year, start_time, column)


def _with_year(rest: str, start_time: str, column: DateColumn) -> ReadDate | None:
    """A date that names its year; none when the text holds no such date."""
    found = _ISO.search(rest)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]), start_time)
    found = _NUMERIC.search(rest)
    if found:
        if _SPAN.search(rest) or _NUMERIC.search(rest, found.end()):
            return ReadDate(problem="date_several")
        year = _full_year(found[3])
        return _ordered(int(found[1]), int(found[2]), year, start_time, column)
    found = _WORDS.search(rest)
    return _day(int(found[3]), int(found[2]), int(found[1]), start_time) if found else None


def _ordered(first: int, second: int, year: int, start_time: str, column: DateColumn) -> ReadDate:
    if column.order is DateOrder.MDY and not (column.swap_cells and first > 12):
        first, second = second, first
    return _day(year, second, first, start_time)


def _day(year: int, month: int, day: int, start_time: str) -> ReadDate:
    try:
        return ReadDate(date(year, month, day), start_time)
    except ValueError:
        return ReadDate(problem="date_invalid")


def _full_year(text: str) -> int:
    """A year of two digits is of this century up to 69."""
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _take_clock(folded: str) -> tuple[str, str]:
    found = _CLOCK.search(folded)
    if found is None:
        return "", folded
    hour, minute = int(found[1]), int(found[2] or "0")
    rest = folded[: found.start()] + " " + folded[found.end() :]
    if "chieu" in rest and hour < 12:
        hour += 12
    return (f"{hour:02d}:{minute:02d}", rest) if hour < 24 and minute < 60 else ("", folded)


def read_time(cell: Cell) -> str | None:
    """The time of day in a cell as "19:30"; none when it tells none; words are kept as they are."""
    value = cell.value
    if isinstance(value, datetime | time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 24:
        return f"{int(value):02d}:{round((value % 1) * 60) % 60:02d}"
    clock, _rest = _take_clock(fold(cell.text))
    return clock or None


def read_founding(cell: Cell, column: DateColumn) -> ReadDate:
    """When a model began: a day, or a year alone (``year``; a month with it is not kept)."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and 1900 <= value <= 2100:
        return ReadDate(year=int(value))
    if isinstance(value, date) and value.year == _YEAR_IN_DATE_CELL:
        # A year typed into a cell of dates: Excel shows 2024 as a day of July 1905.
        day = value.date() if isinstance(value, datetime) else value
        return ReadDate(year=(day - date(1899, 12, 30)).days)
    if isinstance(value, str):
        folded = fold(value)
        bare = _YEAR.fullmatch(folded.strip())
        month = _MONTH_YEAR.match(folded.strip())
        if bare or month:
            return ReadDate(year=int((bare or month)[1 if bare else 2]))  # type: ignore[index]
    return read_date(cell, column)


def year_in(texts: Iterable[str]) -> int | None:
    """The one year that titles name ("NĂM 2026"); none when they name none or several."""
    years = {int(year) for text in texts for year in _YEAR.findall(fold(text))}
    return years.pop() if len(years) == 1 else None


def month_in(texts: Iterable[str]) -> int | None:
    """The one month that titles or the sheet's name name ("Tháng 3"); none when they do not."""
    months = {int(month) for text in texts for month in _MONTH.findall(fold(text))}
    month = months.pop() if len(months) == 1 else 0
    return month if 1 <= month <= _MONTHS else None

"""Days as officers type them: "20", "5/10", "5.10", "051026" all name a day of the month."""

import re
from datetime import date, timedelta

from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR, Period

_PARTS = re.compile(r"(\d{1,2})(?:[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?)?[/. -]?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")


def day_in_period(text: str, period: Period) -> date | None:
    """The day that ``text`` names while ``period`` is entered; none when it names no day.

    A bare day is the one inside the period: in the month from 15/9 to 14/10 "20" means 20/9 and
    "5" means 5/10. Day and month take the year that brings them into the period, else the year
    of its last day; a full date is taken as written, inside the period or not.
    """
    match = _read(text.strip())
    if match is None:
        return None
    day, month, year = (int(part) if part else 0 for part in match.groups())
    if not month:
        return _bare_day(day, period)
    if not year:
        return _day_and_month(day, month, period)
    return _day(day, month, year if year > 99 else year + 2000)


def beyond_years(text: str) -> bool:
    """Whether a text names a day in full that lies outside the years that the program knows."""
    match = _read(text.strip())
    year = match[3] if match is not None else None
    if match is None or year is None or len(year) <= 2:
        return False
    if EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return False
    try:
        date(int(year), int(match[2]), int(match[1]))
    except ValueError:
        return False
    return True


def _read(text: str) -> re.Match[str] | None:
    if not text.isascii():
        return None
    return _DIGITS.fullmatch(text) or _PARTS.fullmatch(text)


def _bare_day(number: int, period: Period) -> date | None:
    """The only day of that number inside the period; in a long period none is meant."""
    length = (period.end - period.start).days
    days = (period.start + timedelta(days=step) for step in range(min(length, 62)))
    found = [day for day in days if day.day == number]
    return found[0] if len(found) == 1 else None


def _day_and_month(day: int, month: int, period: Period) -> date | None:
    years = range(period.start.year, period.last_day.year + 1)
    named = [one for year in years if (one := _day(day, month, year)) is not None]
    inside = [one for one in named if one in period]
    return inside[-1] if inside else _day(day, month, period.last_day.year)


def _day(day: int, month: int, year: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

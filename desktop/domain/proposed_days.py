"""Days proposed: for what a month still owes, spread over its working days; for an answer."""

from collections.abc import Iterable
from datetime import date, timedelta

from desktop.domain.periods import Period

_WORKING_DAYS = 5
_DAYS_TO_ANSWER = 3
"""Working days that a group gets to answer once the closing date is past."""
_HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
"""The holidays with a fixed day (Labour Code 2019, article 112); lunar ones change by year."""


def working_days(period: Period, *, starting: date) -> tuple[date, ...]:
    """Monday to Friday without the fixed holidays, from ``starting`` to the period's last day."""
    day = max(starting, period.start)
    found: list[date] = []
    while day < period.end:
        if _is_working(day):
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def proposed_days(count: int, days: Iterable[date]) -> tuple[date, ...]:
    """A day for each of ``count`` things, in order; empty when there are no days.

    The same number and the same days give the same proposal, and no day gets more than one
    thing more than another.
    """
    known = tuple(days)
    if not known:
        return ()
    return tuple(known[(2 * place + 1) * len(known) // (2 * count)] for place in range(count))


def answer_day(period: Period, *, written: date) -> date:
    """Until when a letter written on a day asks for an answer about a month.

    The closing date while it is still to come; afterwards the third working day on.
    """
    if written < period.last_day:
        return period.last_day
    day, left = written, _DAYS_TO_ANSWER
    while left:
        day += timedelta(days=1)
        left -= _is_working(day)
    return day


def _is_working(day: date) -> bool:
    return day.weekday() < _WORKING_DAYS and (day.month, day.day) not in _HOLIDAYS

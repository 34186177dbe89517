"""Days proposed for what a month still owes: spread evenly over the working days that are left."""

from collections.abc import Iterable
from datetime import date, timedelta

from desktop.domain.periods import Period

_WORKING_DAYS = 5
_HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
"""The holidays with a fixed day (Labour Code 2019, article 112); lunar ones change by year."""


def working_days(period: Period, *, starting: date) -> tuple[date, ...]:
    """Monday to Friday without the fixed holidays, from ``starting`` to the period's last day."""
    day = max(starting, period.start)
    found: list[date] = []
    while day < period.end:
        if day.weekday() < _WORKING_DAYS and (day.month, day.day) not in _HOLIDAYS:
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

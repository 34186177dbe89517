"""Which days lie in a closed period, and which report names a slip that came late."""

from collections.abc import Iterable
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.merged import month_of_formers
from desktop.db import queries
from desktop.domain.periods import Period, PeriodKind, month_of, parse_period, shifted_month
from desktop.domain.problems import Problem, Severity


def closed_period(desk: Desk, day: date) -> str | None:
    """The id of the closed period that holds a day, the shortest one; none when all are open.

    The months of the former communes of a merged one were closed by these.
    """
    if (former := month_of_formers(desk, day)) is not None:
        return former
    holding = [
        closing
        for closing in queries.closings(desk.store)
        if closing.in_force and closing.first_day <= day < closing.end_day
    ]
    if not holding:
        return None
    return min(holding, key=lambda closing: closing.end_day - closing.first_day).period


def all_days_closed(desk: Desk, period: Period) -> bool:
    """Whether every day of a period lies in a closed one, so that its figures are fixed."""
    day = period.start
    spans = sorted(
        (closing.first_day, closing.end_day)
        for closing in queries.closings(desk.store)
        if closing.in_force
    )
    for first, end in spans:
        if first <= day < end:
            day = end
    return day >= period.end


def month_lock(desk: Desk, month: Period) -> str | None:
    """The id of the closed period that fixes what a month as a whole holds; none: it is open.

    That is its own closing, else the shortest closed period longer than a month with the
    month's closing date in its days: where months and quarters begin on different days, a
    quarter that ends inside a month leaves it open. A longer period is locked in the same way.
    """
    in_force = [closing for closing in queries.closings(desk.store) if closing.in_force]
    if any(closing.period == month.id for closing in in_force):
        return month.id
    if month_of_formers(desk, month.last_day) is not None:
        return month.id
    holding = [
        closing
        for closing in in_force
        if parse_period(closing.period).kind is not PeriodKind.MONTH
        and closing.first_day <= month.last_day < closing.end_day
        and closing.end_day - closing.first_day > month.end - month.start
    ]
    if not holding:
        return None
    return min(holding, key=lambda closing: closing.end_day - closing.first_day).period


def month_lock_problems(desk: Desk, month: Period) -> tuple[Problem, ...]:
    """A stop when a closed period fixes what a month as a whole holds."""
    locked = month_lock(desk, month)
    return (
        () if locked is None else (Problem("period_closed", "month", details={"period": locked}),)
    )


def naming_month(desk: Desk, day: date) -> str | None:
    """The month whose report names a slip dated in a closed period: the first open one after.

    None when the day lies in no closed period.
    """
    held = closed_period(desk, day)
    if held is None:
        return None
    settings = queries.counting_settings(desk.store)
    month = month_of(day, settings.period_rule)
    while closed_period(desk, month.last_day) is not None or month.last_day < day:
        month = shifted_month(month, 1, settings.period_rule)
    return month.id


def told_of_closed(desk: Desk, days: Iterable[date | None], field: str) -> tuple[Problem, ...]:
    """A warning when a dated fact lies in a closed period, whose snapshot stays as it is.

    An assessment, an answer or an inspection keeps its real day; later periods show it.
    """
    closed = {name for day in days if day is not None and (name := closed_period(desk, day))}
    return tuple(
        Problem("dated_in_closed", field, Severity.WARNING, {"period": name})
        for name in sorted(closed)
    )

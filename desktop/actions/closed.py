"""Which days lie in a closed period, and which report names a slip that came late."""

from datetime import date

from desktop.actions.desk import Desk
from desktop.db import queries
from desktop.domain.periods import month_of, shifted_month


def closed_period(desk: Desk, day: date) -> str | None:
    """The id of the closed period that holds a day, the shortest one; none when all are open."""
    holding = [
        closing
        for closing in queries.closings(desk.store)
        if closing.in_force and closing.first_day <= day < closing.end_day
    ]
    if not holding:
        return None
    return min(holding, key=lambda closing: closing.end_day - closing.first_day).period


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

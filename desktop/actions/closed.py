"""Which days lie in a closed period."""

from datetime import date

from desktop.actions.desk import Desk
from desktop.db import queries


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

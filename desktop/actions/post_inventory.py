"""What the post keeps, for the minutes of handing it over."""

from typing import TYPE_CHECKING

from desktop.actions.desk import Desk
from desktop.db import queries
from desktop.domain.periods import Period
from desktop.domain.sessions import SessionStatus

if TYPE_CHECKING:
    from desktop.reports.hand_over import Inventory


def inventory(desk: Desk, period: Period) -> "Inventory":
    """What the post keeps, counted up to the last day of a period."""
    from desktop.reports.hand_over import Inventory

    groups = queries.groups(desk.store)
    last = period.last_day
    sessions = queries.sessions(desk.store, end=period.end)
    held = [one for one in sessions if one.status is SessionStatus.HELD]
    days = [one.held_on for one in held]
    closed = [
        closing
        for closing in queries.closings(desk.store)
        if closing.in_force and closing.end_day <= period.end
    ]
    return Inventory(
        groups=sum(group.active_on(last) for group in groups),
        groups_past=sum(
            group.active_until is not None and group.active_until <= last for group in groups
        ),
        held=len(held),
        counting=sum(one.counts for one in held),
        not_held=len(sessions) - len(held),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        closed=tuple(one.period for one in sorted(closed, key=lambda one: one.first_day)),
        members=len(queries.members(desk.store)),
        signers=len(queries.signers(desk.store)),
    )

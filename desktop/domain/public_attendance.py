"""Attendances in public: told for the whole commune, unless a month's total is 1 to 4.

A meeting of the relatives of people after rehab may have had three guests. Where a closing of this
reporting year or the one before came to so few, or named such a slip that came late, no public
paper that could give the number away by subtraction tells attendances.
"""

from dataclasses import replace

from desktop.domain.counting import ActivityTotals, activity
from desktop.domain.snapshot import Snapshot, Totals
from desktop.domain.suppression import is_small


def has_small_attendance(snapshot: Snapshot) -> bool:
    """Whether a period holds, or stands beside, a total of 1 to 4 attendances."""
    beside = (snapshot.totals, snapshot.previous, snapshot.last_year, snapshot.cumulative)
    numbers = [totals.activity.attendance for totals in beside if totals is not None]
    months = (duty.month for duty in snapshot.duty)
    numbers += [activity(snapshot.sessions, month).attendance for month in months]
    numbers += [session.attendance or 0 for session in snapshot.late]
    return any(is_small(number) for number in numbers)


def without_attendance(snapshot: Snapshot) -> Snapshot:
    """The snapshot as if nobody had entered an attendance."""
    return replace(
        snapshot,
        sessions=tuple(replace(session, attendance=None) for session in snapshot.sessions),
        totals=_without(snapshot.totals),
        previous=_without(snapshot.previous) if snapshot.previous else None,
        last_year=_without(snapshot.last_year) if snapshot.last_year else None,
        cumulative=_without(snapshot.cumulative) if snapshot.cumulative else None,
    )


def _without(totals: Totals) -> Totals:
    held: ActivityTotals = totals.activity
    return replace(totals, activity=replace(held, attendance=0, attendance_missing=held.sessions))

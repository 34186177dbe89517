"""Attendances in public: told for the whole commune, unless a month's total is 1 to 4.

A meeting of the relatives of people after rehab may have had three guests. Where a closing of this
reporting year or the one before came to so few, or named such a slip that came late, no public
paper that could give the number away by subtraction tells attendances. Two papers of a period that
was corrected may do that too: where they differ by 1 to 4, or where a session came, went or
changed by so few between two closings, attendances are not told either.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations

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


def has_small_change(closed: Iterable[Snapshot]) -> bool:
    """Whether 1 to 4 attendances lie between closings that hold the same month or session."""
    snapshots = tuple(closed)
    totals: dict[str, set[int]] = {}
    days: dict[str, set[date]] = {}
    for one in snapshots:
        for period in (one.period, *(duty.month for duty in one.duty)):
            totals.setdefault(period.id, set()).add(activity(one.sessions, period).attendance)
        for session in one.sessions:
            days.setdefault(session.id, set()).add(session.held_on)
    sessions = (_told_of(key, held, snapshots) for key, held in days.items())
    return any(_apart_by_few(values) for values in (*totals.values(), *sessions))


def _told_of(session_id: str, days: set[date], snapshots: Iterable[Snapshot]) -> set[int]:
    """What a session added to the totals of the closings that hold its day: 0 where it lacks."""
    return {
        sum(one.attendance or 0 for one in held.sessions if one.id == session_id and one.counts)
        for held in snapshots
        if any(day in held.period for day in days)
    }


def _apart_by_few(values: Iterable[int]) -> bool:
    ordered = sorted(values)
    return any(is_small(more - less) for less, more in combinations(ordered, 2))


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

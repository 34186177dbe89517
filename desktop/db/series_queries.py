"""Narrow rows for the objectives of many months: what was done day by day."""

from datetime import date
from typing import TYPE_CHECKING

from desktop.db.session_queries import _COUNTING
from desktop.domain.plan_series import SessionDay

if TYPE_CHECKING:
    from desktop.db.store import Store

# The condition is our own text; a commune-wide activity counts apart only when it names no group.
_DAYS = f"""
SELECT s.held_on, count(*), coalesce(sum(s.attendance), 0), sum(s.attendance IS NULL),
  sum(s.commune_wide = 1 AND NOT EXISTS
    (SELECT 1 FROM session_groups l WHERE l.session_id = s.id))
FROM sessions s WHERE {_COUNTING} GROUP BY s.held_on ORDER BY s.held_on
"""  # noqa: S608
# One text a day holds the identities, which have no comma: a tenth of the rows, no row a session.
_GROUPS = f"""
SELECT s.held_on, group_concat(l.group_id)
FROM sessions s JOIN session_groups l ON l.session_id = s.id
WHERE {_COUNTING} GROUP BY s.held_on ORDER BY s.held_on
"""  # noqa: S608


def session_days(store: "Store", start: date, end: date) -> tuple[SessionDay, ...]:
    """The counting sessions by day, days ``start`` ≤ day < ``end``, the earliest first."""
    span = (start.isoformat(), end.isoformat())
    named = dict(store.read(_GROUPS, span))
    return tuple(
        SessionDay(
            date.fromisoformat(day),
            held,
            attendance,
            missing,
            wide,
            tuple(named[day].split(",")) if day in named else (),
        )
        for day, held, attendance, missing, wide in store.read(_DAYS, span)
    )

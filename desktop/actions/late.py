"""Slips that come after their month was closed: they keep their real date, in either way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from desktop.actions.closed import closed_period
from desktop.actions.closing import reopen_period
from desktop.actions.desk import ChangeKind, Changes, Desk, Outcome
from desktop.actions.month_path import officer_name
from desktop.actions.periods import leaves_number, period_named
from desktop.actions.sessions import record_session
from desktop.actions.unfinished import drop_unfinished
from desktop.db import queries
from desktop.domain.periods import Period
from desktop.domain.sessions import OutreachSession, SessionDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSpan:
    """Days that a closing in force locks: ``start`` ≤ day < ``end``.

    ``issued`` says that a report of it was numbered or sent, so that opening it again begins the
    correction ``next_correction``.
    """

    period: str
    start: date
    end: date
    closed_at: datetime
    closed_by: str
    issued: bool
    next_correction: int

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def closed_spans(desk: Desk) -> tuple[ClosedSpan, ...]:
    """What the closings in force lock, the shortest first: the month before its quarter."""
    found = [
        ClosedSpan(
            period=one.period,
            start=one.first_day,
            end=one.end_day,
            closed_at=one.closed_at,
            closed_by=officer_name(desk, one.closed_by),
            issued=leaves_number(desk, one),
            next_correction=one.correction + 1,
        )
        for one in queries.closings(desk.store)
        if one.in_force
    ]
    return tuple(sorted(found, key=lambda one: (one.end - one.start, one.start)))


def late_slips(desk: Desk, month: Period) -> tuple[OutreachSession, ...]:
    """The slips of earlier, closed periods that the report of a month names, by their date.

    A slip whose own period was opened again stands there, and is none while it is open.
    """
    found = queries.late_sessions(desk.store, (month.id,))
    return tuple(one for one in found if closed_period(desk, one.held_on) is not None)


def record_late(desk: Desk, draft: SessionDraft, *, line_id: str = "") -> Outcome[str]:
    """Takes a slip into the "số bổ sung" of the next report; ``line_id`` is forgotten then."""
    return _forgetting(desk, line_id, lambda: record_session(desk, draft, late=True))


def record_after_opening(
    desk: Desk, draft: SessionDraft, *, reason: str, correct: bool = False, line_id: str = ""
) -> Outcome[str]:
    """Opens every closed period that holds the slip's day, then records it there.

    A period whose report was numbered or sent begins a numbered correction, and so does one for
    which ``correct`` asks for it; the closing of another is taken back. Nothing is opened for a
    draft without a day.
    """
    changes: set[str] = set()
    for name in _closed_around(desk, draft.held_on) if draft.held_on else ():
        opened = reopen_period(desk, period_named(desk, name), reason=reason, correct=correct)
        changes |= opened.changes.kinds
        if not opened.done:
            return Outcome(None, opened.problems, _touched(changes))
    outcome = _forgetting(desk, line_id, lambda: record_session(desk, draft))
    return Outcome(outcome.value, outcome.problems, _touched(changes | set(outcome.changes.kinds)))


def _closed_around(desk: Desk, day: date) -> tuple[str, ...]:
    return tuple(span.period for span in closed_spans(desk) if day in span)


def _touched(kinds: set[str]) -> Changes:
    return Changes(frozenset(ChangeKind(kind) for kind in kinds))


def _forgetting(desk: Desk, line_id: str, write: Callable[[], Outcome[str]]) -> Outcome[str]:
    outcome = write()
    if outcome.done and line_id:
        drop_unfinished(desk, (line_id,))
    return outcome

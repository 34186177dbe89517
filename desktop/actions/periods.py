"""Periods: their state, their snapshot, closing them and taking a closing back."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.db import queries
from desktop.db.queries import Closing
from desktop.domain.periods import (
    Period,
    PeriodKind,
    month_of,
    parse_period,
    previous_period,
    same_period_last_year,
    shifted_month,
)
from desktop.domain.problems import Problem
from desktop.domain.text import tidy

# The snapshot is imported where one is made or read: the window opens without.
if TYPE_CHECKING:
    from desktop.domain.snapshot import Facts, Snapshot, Totals


class PeriodState(StrEnum):
    """Where a period stands on its way."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period's snapshot and state; ``closing`` is the one in force."""

    period: Period
    state: PeriodState
    snapshot: "Snapshot"
    closing: Closing | None


def period_named(desk: Desk, text: str) -> Period:
    """The period that an id names under the committee's rule.

    Raises:
        UnknownPeriodError: the text names no period.
    """
    return parse_period(text, queries.counting_settings(desk.store).period_rule)


def month_holding(desk: Desk, day: date) -> Period:
    """The reporting month that holds a day."""
    return month_of(day, queries.counting_settings(desk.store).period_rule)


def neighbour_month(desk: Desk, month: Period, step: int) -> Period:
    """The month ``step`` after (negative: before) another."""
    return shifted_month(month, step, queries.counting_settings(desk.store).period_rule)


def closing_in_force(desk: Desk, period_id: str) -> Closing | None:
    """The closing in force of a period; none while it is open."""
    found = [
        item for item in queries.closings(desk.store) if item.period == period_id and item.in_force
    ]
    return found[-1] if found else None


def all_closings(desk: Desk) -> tuple[Closing, ...]:
    """Every closing with the reason why it was taken back, where it was."""
    return queries.closings(desk.store)


def period_view(desk: Desk, period: Period) -> PeriodView:
    """The period as it stands: the stored snapshot when closed, else one marked draft."""
    closing = closing_in_force(desk, period.id)
    if closing is not None:
        return PeriodView(period, PeriodState.CLOSED, stored_snapshot(desk, closing), closing)
    from desktop.domain.snapshot import build_snapshot

    snapshot = build_snapshot(facts_for(desk, period), period, draft=True)
    return PeriodView(period, PeriodState.OPEN, snapshot, None)


def stored_snapshot(desk: Desk, closing: Closing) -> "Snapshot":
    """The snapshot that a closing stored."""
    from desktop.domain.snapshot import read_snapshot

    return read_snapshot(queries.closing_snapshot(desk.store, closing.id) or b"")


def first_month_tracked(desk: Desk) -> str | None:
    """The first month tracked: the one named at set-up, else that of the earliest session."""
    found = queries.profile(desk.store)
    if found is not None and found.first_month is not None:
        return found.first_month
    first = queries.first_session_day(desk.store)
    rule = queries.counting_settings(desk.store).duty_rule
    return month_of(first, rule).id if first is not None else None


def facts_for(desk: Desk, period: Period) -> "Facts":
    """Everything that the figures of a period are made of."""
    from desktop.domain.snapshot import Facts, first_day_needed

    settings = queries.counting_settings(desk.store)
    found = queries.profile(desk.store)
    if found is None:
        raise LookupError("the store has no profile")
    start = first_day_needed(period, settings.period_rule)
    end = max(period.end, parse_period(f"{period.last_day.year + 1}-01").end)
    return Facts(
        profile=replace(found, first_month=first_month_tracked(desk)),
        settings=settings,
        groups=queries.groups(desk.store),
        sessions=queries.sessions(desk.store, start=start, end=end),
        models=queries.models(desk.store),
        statements=queries.not_held(desk.store, None),
        settled=_settled(desk, period),
    )


def _settled(desk: Desk, period: Period) -> "dict[str, Totals]":
    rule = queries.counting_settings(desk.store).period_rule
    compared = (previous_period(period, rule), same_period_last_year(period, rule))
    wanted = {other.id for other in compared if other is not None}
    return {
        item.period: stored_snapshot(desk, item).totals
        for item in queries.closings(desk.store)
        if item.in_force and item.period in wanted
    }


def close_period(desk: Desk, period: Period, *, early: bool = False) -> Outcome[str]:
    """Closes a period: its snapshot's bytes are stored with who closed it and when.

    Before its last day a period is closed only when ``early`` says that it is meant; a
    range of days for an ad-hoc paper is never closed.
    """
    if closing_in_force(desk, period.id) is not None:
        return refused(Problem("period_already_closed", "period", details={"period": period.id}))
    if period.start > desk.clock.today():
        return refused(Problem("period_not_begun", "period", details={"period": period.id}))
    if period.kind is PeriodKind.AD_HOC:
        return refused(Problem("period_not_closable", "period", details={"period": period.id}))
    if period.last_day > desk.clock.today() and not early:
        details = {"period": period.id, "date": period.last_day.isoformat()}
        return refused(Problem("period_not_over", "period", details=details))
    earlier = [item for item in queries.closings(desk.store) if item.period == period.id]
    from hashlib import sha256

    from desktop.domain.snapshot import build_snapshot, snapshot_bytes

    data = snapshot_bytes(build_snapshot(facts_for(desk, period), period, draft=False))
    closing_id = desk.ids.new()
    row: dict[str, object] = {
        "id": closing_id,
        "period": period.id,
        "first_day": period.start.isoformat(),
        "end_day": period.end.isoformat(),
        "correction": max((item.correction for item in earlier), default=0),
        "closed_at": desk.clock.now().isoformat(),
        "closed_by": desk.officer,
        "snapshot": data,
        "snapshot_sha256": sha256(data).hexdigest(),
    }
    with desk.writing(action="close_period", label=period.id, undoable=False) as write:
        write.put("closings", row)
    return Outcome(closing_id, (), Changes.of_tables(write.changed_tables))


def reopen_period(desk: Desk, period: Period, *, reason: str) -> Outcome[str]:
    """Takes a closing back ("Bỏ chốt"), with a reason; its snapshot stays readable."""
    closing = closing_in_force(desk, period.id)
    if closing is None:
        return refused(Problem("period_not_closed", "period", details={"period": period.id}))
    if not tidy(reason):
        return refused(Problem("reason_missing", "reason"))
    with desk.writing(action="reopen_period", label=period.id, undoable=False) as write:
        write.put(
            "closings",
            {
                "id": closing.id,
                "reopened_at": desk.clock.now().isoformat(),
                "reopen_reason": tidy(reason),
            },
        )
    return Outcome(closing.id, (), Changes.of_tables(write.changed_tables))

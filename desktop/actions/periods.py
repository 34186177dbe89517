"""Periods: their state on the way to the superior, and their snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.actions.closed import all_days_closed, closed_period
from desktop.actions.desk import Desk
from desktop.db import queries
from desktop.db.queries import Closing
from desktop.domain.commune import CountingSettings
from desktop.domain.periods import (
    Period,
    PeriodKind,
    PeriodRule,
    month_of,
    months_in,
    parse_period,
    previous_period,
    same_period_last_year,
    shifted_month,
)
from desktop.domain.sessions import OutreachSession

# The snapshot is imported where one is made or read: the window opens without.
if TYPE_CHECKING:
    from desktop.domain.confirmations import Confirmation
    from desktop.domain.plans import PlanPack
    from desktop.domain.snapshot import Snapshot, Totals
    from desktop.domain.snapshot_making import Facts


class OpenPeriodError(LookupError):
    """A period that is open, for papers made of closed figures alone; ``args[0]`` is its id."""


class PeriodState(StrEnum):
    """Where a period stands on its way; the last thing that happened to its closing decides.

    A closing that was numbered or sent and is being corrected is open again. ``corrected``
    is closed by its n-th correction, and nothing else happened since.
    """

    OPEN = "open"
    CLOSED = "closed"
    PRINTED = "printed"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    """Received, and the superior's answer in force says that it is in order; no event of its own:
    only what is told of a period's status says it."""
    RETURNED = "returned"
    CORRECTED = "corrected"

    @property
    def is_closed(self) -> bool:
        """Whether the figures are fixed."""
        return self is not PeriodState.OPEN


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


def state_of(desk: Desk, closing: Closing | None) -> PeriodState:
    """The state of a period whose closing in force this is; none: it is open."""
    if closing is None:
        return PeriodState.OPEN
    ways = [one.kind for one in queries.period_events(desk.store, closing.id)]
    on_its_way = [one for one in ways if one != PeriodState.PRINTED]
    if on_its_way:
        # What was sent may be printed later: the paper takes nothing back of the file's way.
        return PeriodState(on_its_way[-1])
    if ways or queries.has_number(desk.store, closing.id):
        return PeriodState.PRINTED
    return PeriodState.CORRECTED if closing.correction else PeriodState.CLOSED


def was_printed(desk: Desk, closing: Closing) -> bool:
    """Whether the paper of a closing was printed here; that its file was sent does not say so."""
    events = queries.period_events(desk.store, closing.id)
    return any(one.kind == PeriodState.PRINTED for one in events)


def has_paper(desk: Desk, closing: Closing) -> bool:
    """Whether a paper of a closing was printed here or has its number."""
    return was_printed(desk, closing) or queries.has_number(desk.store, closing.id)


def leaves_number(desk: Desk, closing: Closing) -> bool:
    """Whether opening a closing again begins a numbered correction.

    So it is once its paper has a number or it was sent; a printed paper alone can be torn up.
    """
    if queries.has_number(desk.store, closing.id):
        return True
    events = queries.period_events(desk.store, closing.id)
    return any(event.kind != PeriodState.PRINTED for event in events)


def correction_in_progress(desk: Desk, period_id: str) -> int:
    """The number of the correction that was begun and not closed; 0 when there is none."""
    if closing_in_force(desk, period_id) is not None:
        return 0
    earlier = queries.closings(desk.store, period_id)
    last = max(earlier, key=lambda one: one.closed_at, default=None)
    return last.correction + 1 if last is not None and last.corrected_further else 0


def all_closings(desk: Desk) -> tuple[Closing, ...]:
    """Every closing with the reason why it was taken back, where it was."""
    return queries.closings(desk.store)


def period_view(desk: Desk, period: Period) -> PeriodView:
    """The period as it stands: the stored snapshot when closed, else one marked draft.

    A range of days has no closing of its own: it is no draft once all its days are closed.
    """
    closing = closing_in_force(desk, period.id)
    if closing is not None:
        state = state_of(desk, closing)
        snapshot = stored_snapshot(desk, closing)
        # The days are those that it was closed with, whatever the rule says now.
        return PeriodView(snapshot.period, state, snapshot, closing)
    final = period.kind is PeriodKind.AD_HOC and all_days_closed(desk, period)
    return PeriodView(period, PeriodState.OPEN, snapshot_now(desk, period, draft=not final), None)


def snapshot_now(desk: Desk, period: Period, *, draft: bool) -> "Snapshot":
    """The snapshot of a period as the store is now, with what its plan asks for."""
    from desktop.actions.plans import entries_of
    from desktop.domain.confirmations import answered
    from desktop.domain.snapshot_making import build_snapshot
    from desktop.domain.snapshot_plan import plan_facts, with_plan

    facts = facts_for(desk, period)
    if draft and not correction_in_progress(desk, period.id):
        facts = replace(facts, today=desk.clock.today())
    snapshot = _with_area(desk, build_snapshot(facts, period, draft=draft))
    months = plan_facts(snapshot).months
    pack = _pack_of_period(desk, period.id, months)
    if pack is None:
        return snapshot
    found = confirmations_about(desk, period)
    answers = queries.confirmation_answers(desk.store, period.id)
    entries = entries_of(desk, pack.id)
    rule = facts.settings.period_rule
    return with_plan(snapshot, pack, entries, confirmations=answered(found, answers), rule=rule)


def _with_area(desk: Desk, snapshot: "Snapshot") -> "Snapshot":
    """The snapshot with the area's level on its last day and the inspections of its days."""
    from desktop.actions.area_rules import shipped_rules
    from desktop.db import area_queries
    from desktop.domain.areas import assessment_on, rule_of
    from desktop.domain.snapshot import AreaLine

    held = sum(one.on in snapshot.period for one in area_queries.inspections(desk.store))
    known = area_queries.area_assessments(desk.store)
    current = assessment_on(known, snapshot.period.last_day)
    if current is None:
        return replace(snapshot, inspections=held)
    rule = rule_of(shipped_rules(), current.rule_id)
    level = rule.level(current.level) if rule is not None else None
    area = AreaLine(
        level=current.level,
        level_name=level.label if level is not None else current.level,
        on=current.on,
        rule=rule.title if rule is not None else current.rule_id,
        decision=current.decision,
    )
    return replace(snapshot, area=area, inspections=held)


def confirmations_about(desk: Desk, period: Period) -> "tuple[Confirmation, ...]":
    """The questions that the figures of a period raise: of its days and of those before."""
    from desktop.db import plan_queries
    from desktop.domain.confirmations import find_confirmations
    from desktop.domain.plan_series import duty_months

    settings = queries.counting_settings(desk.store)
    months = [month.id for month in duty_months(period, settings.duty_rule)]
    before = previous_period(period, settings.period_rule)
    return find_confirmations(
        pack=_pack_of_period(desk, period.id, months),
        months=months,
        counts=plan_queries.monthly_counts(desk.store),
        openings=plan_queries.count_openings(desk.store),
        sessions=_sessions_in(desk, period),
        group_names={one.id: one.name_on(period.last_day) for one in queries.groups(desk.store)},
        previous_sessions=_sessions_in(desk, before) if before is not None else (),
        first_month=first_month_tracked(desk),
    )


def _sessions_in(desk: Desk, period: Period) -> tuple[OutreachSession, ...]:
    found = queries.sessions(desk.store, start=period.start, end=period.end)
    return tuple(sorted(found, key=lambda one: (one.held_on, one.start_time, one.id)))


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
    """Everything that the figures of a period are made of.

    Raises:
        LookupError: the store has no profile yet.
    """
    from desktop.domain.snapshot_making import Facts, first_day_needed

    settings = queries.counting_settings(desk.store)
    found = queries.profile(desk.store)
    if found is None:
        raise LookupError("the store has no profile")
    settings = _as_corrected(desk, period, settings)
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
        late=_late(desk, period, settings.duty_rule),
    )


def _as_corrected(desk: Desk, period: Period, settings: CountingSettings) -> CountingSettings:
    """How a period under correction counts: as when it was closed, whatever was set since.

    A correction mends what its reason says, and nothing that the reason does not.
    """
    before = _before_correction(desk, period.id)
    if before is None:
        return settings
    return replace(
        settings,
        duty_calendar=before.duty_calendar,
        commune_wide_counts=before.commune_wide_counts,
    )


def _before_correction(desk: Desk, period_id: str) -> "Snapshot | None":
    """What the closing stored that a correction under way replaces; none without one."""
    if not correction_in_progress(desk, period_id):
        return None
    last = max(queries.closings(desk.store, period_id), key=lambda one: one.closed_at)
    return stored_snapshot(desk, last)


def _pack_of_period(desk: Desk, period_id: str, months: Sequence[str]) -> "PlanPack | None":
    """The plan that a period follows; under correction, the one that it was closed with."""
    from desktop.actions.plans import pack_of, plan_of_month

    before = _before_correction(desk, period_id)
    if before is not None and before.plan is not None:
        return pack_of(desk, before.plan.id)
    return plan_of_month(desk, months[-1]) if months else None


def _late(desk: Desk, period: Period, rule: PeriodRule) -> tuple[OutreachSession, ...]:
    """The slips of earlier, closed periods that the report of a period names.

    A slip whose own period is open again stands there.
    """
    if period.kind is PeriodKind.AD_HOC:
        return ()
    months = [month.id for month in months_in(parse_period(period.id, rule), rule)]
    found = queries.late_sessions(desk.store, months)
    return tuple(
        one
        for one in found
        if one.held_on < period.start and closed_period(desk, one.held_on) is not None
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

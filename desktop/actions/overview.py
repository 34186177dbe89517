"""The month at a glance: its figures, its work list, and how far the year came."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.merged import first_own_month
from desktop.actions.period_status import NamedGroup
from desktop.actions.periods import (
    PeriodState,
    closing_in_force,
    first_month_tracked,
    has_paper,
    state_of,
    stored_snapshot,
)
from desktop.actions.unfinished import count_unfinished
from desktop.actions.year_matrix import YearMatrix, matrix_of, month_duty
from desktop.db import queries
from desktop.db.queries import Closing
from desktop.domain.counting import (
    DutyTable,
    Share,
    Upkeep,
    upkeep,
)
from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import (
    Period,
    month_of,
    month_period,
    previous_period,
    same_period_last_year,
    shifted_month,
    year_months,
)


class MissingGroup(NamedTuple):
    """A group that still owes a session, with what helps to call its head."""

    id: str
    name: str
    head_name: str
    head_telephone: str
    reason: str = ""


class WorkKind(StrEnum):
    """The kinds of line in the work list, most urgent first."""

    MOVED_AWAY = "moved_away"
    NO_GROUPS = "no_groups"
    SESSIONS_MISSING = "sessions_missing"
    MODELS_MISSING = "models_missing"
    UNFINISHED = "unfinished"
    ATTENDANCE_MISSING = "attendance_missing"
    PLANNED_PAST = "planned_past"
    RETURNED = "returned"
    REMARK = "remark"
    REPORT_LATE = "report_late"
    REPORT_DUE = "report_due"
    CORRECTION = "correction"
    COUNTS_MISSING = "counts_missing"
    CONFIRMATIONS = "confirmations"
    TASKS_LATE = "tasks_late"
    FOLLOW_UPS_LATE = "follow_ups_late"
    RECOVERY_SHEET = "recovery_sheet"
    SHEET_SEEN = "sheet_seen"
    READY_TO_CLOSE = "ready_to_close"
    READY_TO_PRINT = "ready_to_print"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the work list: a kind, the groups or the period it names, and a number.

    ``text`` is a remark of the superior or where the data went, ``where`` the block of figures
    that a remark speaks of.
    """

    kind: WorkKind
    groups: tuple[NamedGroup, ...] = ()
    count: int = 0
    period: str = ""
    text: str = ""
    where: str = ""


class MonthDot(NamedTuple):
    """How far one month of the year came."""

    month: Period
    closed: bool
    tracked: bool
    begun: bool
    share: Share


class MonthOverview(NamedTuple):
    """Everything that the overview and the month's path show of one month."""

    month: Period
    state: PeriodState
    days_left: int
    sessions: Share
    sessions_before: Share | None
    sessions_last_year: Share | None
    models: Share
    models_before: Share | None
    held: int
    attendance: int
    missing: tuple[MissingGroup, ...]
    work: tuple[WorkItem, ...]
    matrix: YearMatrix
    dots: tuple[MonthDot, ...]


def month_overview(desk: Desk, month: Period) -> MonthOverview:
    """The overview of a reporting month.

    Open months are computed now; the figures of a closed month are those of its snapshot.
    What was computed is kept for the day until something that it counts is written to: the
    overview and the month's path ask for the same month one after the other.
    """
    today = desk.clock.today()
    name = f"overview of {month.id} from {month.start} on {today}"
    found = desk.store.remembered(name, _COUNTED, lambda: _month_overview(desk, month, today))
    if not (moved_to := desk.moved_to):
        return found
    # What is to be done is done where the data went.
    return found._replace(work=(WorkItem(WorkKind.MOVED_AWAY, text=moved_to),))


_COUNTED = frozenset(
    {
        "closings",
        "issued_papers",
        "period_events",
        "commune_profiles",
        "list_entries",
        "lineage_events",
        "model_activities",
        "model_groups",
        "model_statuses",
        "models",
        "not_held",
        "residential_groups",
        "session_groups",
        "session_labels",
        "sessions",
        "settings",
        "store_facts",
        "unfinished_lines",
    }
)


def _month_overview(desk: Desk, month: Period, today: date) -> MonthOverview:
    settings = queries.counting_settings(desk.store)
    rule = settings.duty_rule
    groups = queries.groups(desk.store)
    duty_month = month_period(month.year, month.number, rule)
    current = year_months(month.year, rule)
    earlier = previous_period(duty_month, rule)
    last_year = same_period_last_year(duty_month, rule)
    compared = {one for one in (earlier, last_year) if one is not None}
    table = month_duty(desk, groups, tuple(sorted({*current, *compared})))
    duty = table.month(duty_month)
    models = queries.models(desk.store)
    kept = upkeep(groups=groups, models=models, on=month.last_day)
    before = shifted_month(month, -1, settings.period_rule)
    closing = closing_in_force(desk, month.id)
    held, attendance, blank, planned = queries.month_activity(
        desk.store, month.start, month.end, today
    )
    missing = _missing(groups, duty.missing, dict(duty.stated))
    first = table.first_month or ""
    overview = MonthOverview(
        month=month,
        state=state_of(desk, closing),
        days_left=(month.last_day - today).days,
        sessions=duty.share,
        sessions_before=_closed_share(desk, earlier) or _share(table, earlier),
        sessions_last_year=_closed_share(desk, last_year) or _share(table, last_year),
        models=kept.share,
        models_before=(
            _closed_models(desk, before)
            or upkeep(groups=groups, models=models, on=before.last_day).share
            if before.id >= first
            else None
        ),
        held=held,
        attendance=attendance,
        missing=missing,
        work=_work(
            groups,
            missing,
            kept,
            unfinished=count_unfinished(desk, month),
            blank=blank,
            planned=planned,
            closed=closing is not None,
        )
        + _next_steps(desk, closing, duty.share, over=month.last_day < today),
        matrix=matrix_of(table, groups, current, today),
        dots=_dots(desk, table, current, today),
    )
    return overview if closing is None else _as_closed(desk, overview, closing, groups)


def _as_closed(
    desk: Desk, overview: MonthOverview, closing: Closing, groups: tuple[ResidentialGroup, ...]
) -> MonthOverview:
    """The figures of a closed month are those of its snapshot, whatever was set since."""
    snapshot = stored_snapshot(desk, closing)
    totals = snapshot.totals
    lacking = tuple(group_id for month in snapshot.duty for group_id in month.missing)
    reasons = {group_id: reason for month in snapshot.duty for group_id, reason in month.stated}
    return overview._replace(
        missing=_missing(groups, lacking, reasons),
        sessions=totals.group_months,
        models=totals.groups_with_model,
        held=totals.activity.sessions,
        attendance=totals.activity.attendance,
    )


def _closed_models(desk: Desk, month: Period) -> Share | None:
    closing = closing_in_force(desk, month.id)
    if closing is None:
        return None
    _met, _due, kept, active = queries.closing_shares(desk.store, closing.id)
    return Share(kept, active)


def _closed_share(desk: Desk, month: Period | None) -> Share | None:
    """The share that the closing of an earlier month stored; none while it is open."""
    closing = closing_in_force(desk, month.id) if month is not None else None
    if closing is None:
        return None
    met, due, _kept, _active = queries.closing_shares(desk.store, closing.id)
    return Share(met, due)


def _share(table: DutyTable, month: Period | None) -> Share | None:
    """The share of an earlier month; none before tracking, which is not nought."""
    if month is None or month.id < (table.first_month or ""):
        return None
    return table.month(month).share


def _missing(
    groups: tuple[ResidentialGroup, ...], missing: tuple[str, ...], reasons: dict[str, str]
) -> tuple[MissingGroup, ...]:
    wanted = set(missing)
    return tuple(
        MissingGroup(g.id, g.full_name, g.head_name, g.head_telephone, reasons.get(g.id, ""))
        for g in groups
        if g.id in wanted
    )


def _work(
    groups: tuple[ResidentialGroup, ...],
    missing: tuple[MissingGroup, ...],
    kept: Upkeep,
    *,
    unfinished: int,
    blank: int,
    planned: int,
    closed: bool,
) -> tuple[WorkItem, ...]:
    if not groups:
        return (WorkItem(WorkKind.NO_GROUPS),)
    if closed:
        return ()
    open_groups = tuple(NamedGroup(g.id, g.name) for g in missing if not g.reason)
    lacking = tuple(NamedGroup(g.id, g.full_name) for g in groups if g.id in set(kept.lacking))
    items = (
        WorkItem(WorkKind.SESSIONS_MISSING, open_groups, len(open_groups)),
        WorkItem(WorkKind.MODELS_MISSING, lacking, len(lacking)),
        WorkItem(WorkKind.UNFINISHED, (), unfinished),
        WorkItem(WorkKind.ATTENDANCE_MISSING, (), blank),
        WorkItem(WorkKind.PLANNED_PAST, (), planned),
    )
    return tuple(item for item in items if item.count)


def _next_steps(
    desk: Desk, closing: Closing | None, share: Share, *, over: bool
) -> tuple[WorkItem, ...]:
    """Closing; then the paper, which is asked for until it was printed here or has its number."""
    if closing is not None:
        return () if has_paper(desk, closing) else (WorkItem(WorkKind.READY_TO_PRINT),)
    return (WorkItem(WorkKind.READY_TO_CLOSE),) if over and share.due else ()


def _dots(
    desk: Desk, table: DutyTable, months: tuple[Period, ...], today: date
) -> tuple[MonthDot, ...]:
    closed = {item.period for item in queries.closings(desk.store) if item.in_force}
    first, own = table.first_month, first_own_month(desk) or ""
    return tuple(
        MonthDot(
            month=month,
            closed=month.id in closed or month.id < own,
            tracked=first is None or month.id >= first,
            begun=month.start <= today,
            share=table.month(month).share,
        )
        for month in months
    )


def read_ahead(desk: Desk) -> None:
    """Computes the first screen's figures, which are remembered, and keeps no pages for it."""
    month_overview(desk, opening_month(desk))
    desk.store.release_memory()


def opening_month(desk: Desk) -> Period:
    """The month that the program opens on: the oldest tracked one that is not closed.

    Never later than the month of today; without any event, the month of today.
    """
    rule = queries.counting_settings(desk.store).period_rule
    today = month_of(desk.clock.today(), rule)
    first = first_month_tracked(desk)
    if first is None:
        return today
    first = max(first, first_own_month(desk) or "")
    closed = {item.period for item in queries.closings(desk.store) if item.in_force}
    month = month_period(int(first[:4]), int(first[5:]), rule)
    while month.id in closed and month.start < today.start:
        month = shifted_month(month, 1, rule)
    return month

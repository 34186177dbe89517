"""What differs between two stored snapshots of one period: the before and after of a correction.

A difference is a code and two values; :mod:`desktop.wording.differences` says it in words. What
follows from nothing else is compared too (the totals of the period before, of last year and of the
year to date), so that two snapshots without a difference read the same on every paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date

from desktop.domain.commune import DutyCalendar
from desktop.domain.counting import Cell, CellState, MonthDuty, Share
from desktop.domain.difference_values import (
    LIST_MARK,
    Difference,
    DifferenceKind,
    Value,
    changed,
    things,
    yes,
)
from desktop.domain.differences_said import compare_said
from desktop.domain.plan_differences import (
    ObjectiveFigure,
    compare_counts,
    compare_objectives,
    compare_plans,
)
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import GroupLine, ModelLine, Snapshot, Totals

__all__ = [
    "LIST_MARK",
    "Difference",
    "DifferenceKind",
    "ObjectiveFigure",
    "Value",
    "compare_counts",
    "compare_objectives",
    "compare_snapshots",
]


def compare_snapshots(
    before: Snapshot, after: Snapshot, *, titles: Mapping[str, str] | None = None
) -> tuple[Difference, ...]:
    """Everything that differs, figures first. Whether either is a draft does not matter.

    ``titles`` name the objectives by id; without them the ids stand.
    """
    return (
        *_totals(DifferenceKind.TOTAL, before.totals, after.totals),
        *_other_calendar(before, after),
        *_inspections(before, after),
        *compare_said(before, after),
        *_totals(DifferenceKind.CUMULATIVE, before.cumulative, after.cumulative),
        *_totals(DifferenceKind.PREVIOUS, before.previous, after.previous),
        *_totals(DifferenceKind.LAST_YEAR, before.last_year, after.last_year),
        *compare_plans(before, after, titles=titles or {}),
        *_duty(before, after),
        *_upkeep(before, after),
        *_matrix(before, after),
        *_groups(before, after),
        *_sessions(DifferenceKind.SESSION, before, after),
        *_sessions(DifferenceKind.LATE, before, after),
        *_models(before, after),
        *_settings(before, after),
    )


def _totals(kind: DifferenceKind, before: Totals | None, after: Totals | None) -> list[Difference]:
    return list(changed(kind, _total_values(before), _total_values(after)))


def _total_values(totals: Totals | None) -> Mapping[str, Value]:
    if totals is None:
        return {}
    activity = totals.activity
    return {
        "sessions": activity.sessions,
        "attendance": activity.attendance if activity.attendance_known else None,
        "attendance_missing": activity.attendance_missing,
        "joint_sessions": activity.joint_sessions,
        "commune_wide_sessions": activity.commune_wide_sessions,
        "group_months": _share(totals.group_months),
        "groups_with_model": _share(totals.groups_with_model),
        "models": totals.models,
    }


def _share(share: Share) -> str:
    return f"{share.met}/{share.due}"


def _other_calendar(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """The duty under the other calendar, where one side has another answer under it.

    Both sides must judge the same months, and these must be over: what only the passing of
    time changed is no correction.
    """
    by_calendar = before.duty_calendar is DutyCalendar.CALENDAR
    name = "group_months_reporting" if by_calendar else "group_months_calendar"
    judged = [side.other_duty for side in (before, after) if side.other_duty]
    months = {tuple(one.month.id for one in side) for side in judged}
    over = all(one.month.last_day in after.period for side in judged for one in side)
    if len(months) == 1 and over:
        yield from changed(
            DifferenceKind.TOTAL,
            {name: _months_share(before.other_duty or before.duty)},
            {name: _months_share(after.other_duty or after.duty)},
        )


def _months_share(months: Sequence[MonthDuty]) -> str:
    shares = [month.share for month in months]
    return f"{sum(one.met for one in shares)}/{sum(one.due for one in shares)}"


def _inspections(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    return changed(
        DifferenceKind.TOTAL,
        {"inspections": before.inspections},
        {"inspections": after.inspections},
    )


def _duty(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """Groups newly met or no longer met, month by month, and the reasons they stated."""
    old = {duty.month.id: duty for duty in before.duty}
    new = {duty.month.id: duty for duty in after.duty}
    names = _names(before, after)
    for month in dict.fromkeys((*old, *new)):
        was, now = _duty_values(old.get(month)), _duty_values(new.get(month))
        for group_id, name in names.items():
            yield from changed(
                DifferenceKind.GROUP,
                was.get(group_id, _NOT_DUE),
                now.get(group_id, _NOT_DUE),
                subject=name,
                subject_id=group_id,
                month=month,
            )


_NOT_DUE: Mapping[str, Value] = {"duty": "not_due"}


def _duty_values(duty: MonthDuty | None) -> Mapping[str, Mapping[str, Value]]:
    if duty is None:
        return {}
    reasons = dict(duty.stated)
    met = set(duty.met)
    return {
        group_id: {
            "duty": CellState.MET.value if group_id in met else CellState.MISSING.value,
            "reason": reasons.get(group_id),
        }
        for group_id in duty.due
    }


def _upkeep(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """Groups that came to have a model kept up, or have none any more."""
    for group_id, name in _names(before, after).items():
        yield from changed(
            DifferenceKind.GROUP,
            {"model": _kept(before, group_id)},
            {"model": _kept(after, group_id)},
            subject=name,
            subject_id=group_id,
        )


def _kept(snapshot: Snapshot, group_id: str) -> str:
    if group_id in snapshot.upkeep.kept:
        return "kept"
    return "lacking" if group_id in snapshot.upkeep.lacking else "not_active"


def _matrix(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """The months of the year outside the period, as the matrix of groups and months shows them."""
    inside = {duty.month.id for duty in (*before.duty, *after.duty)}
    old, new = _cells(before, inside), _cells(after, inside)
    names = _names(before, after)
    for group_id, month in dict.fromkeys((*old, *new)):
        was, now = old.get((group_id, month)), new.get((group_id, month))
        if was != now:
            subject = names.get(group_id, group_id)
            yield Difference(
                DifferenceKind.GROUP, subject, "matrix", was, now, month, subject_id=group_id
            )


def _cells(snapshot: Snapshot, inside: set[str]) -> Mapping[tuple[str, str], Value]:
    return {
        (row.group_id, month): _cell(cell)
        for row in snapshot.matrix
        for month, cell in zip(snapshot.matrix_months, row.cells, strict=True)
        if month not in inside
    }


def _cell(cell: Cell) -> Value:
    return cell.count if cell.state is CellState.MET else cell.state.value


def _groups(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    return things(
        DifferenceKind.GROUP,
        {line.id: line for line in before.groups},
        {line.id: line for line in after.groups},
        name=lambda line: line.name,
        summary=lambda line: line.state,
        values=lambda line: _values(line, {}),
    )


def _sessions(kind: DifferenceKind, before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """The sessions of the period, or the late slips of earlier ones that it reports."""
    names = _names(before, after)

    def summary(session: OutreachSession) -> Value:
        attendance = "" if session.attendance is None else str(session.attendance)
        return LIST_MARK.join((session.format, attendance))

    def subject(session: OutreachSession) -> str:
        groups = [names.get(group_id, group_id) for group_id in session.group_ids]
        return LIST_MARK.join((session.held_on.isoformat(), *groups))

    def by_id(snapshot: Snapshot) -> Mapping[str, OutreachSession]:
        late = kind is DifferenceKind.LATE
        return {one.id: one for one in (snapshot.late if late else snapshot.sessions)}

    return things(
        kind,
        by_id(before),
        by_id(after),
        name=subject,
        summary=summary,
        values=lambda session: _values(session, names),
    )


def _models(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    names = _names(before, after)
    return things(
        DifferenceKind.MODEL,
        {line.id: line for line in before.models},
        {line.id: line for line in after.models},
        name=lambda line: line.name,
        summary=lambda line: line.status,
        values=lambda line: _values(line, names),
    )


def _values(
    thing: OutreachSession | ModelLine | GroupLine, names: Mapping[str, str]
) -> Mapping[str, Value]:
    """Every field of a session, model or group but its id, so that a new one is compared too."""
    return {
        item.name: _value(getattr(thing, item.name), names)
        for item in fields(thing)
        if item.name != "id"
    }


def _value(value: object, names: Mapping[str, str]) -> Value:
    if isinstance(value, bool):
        return yes(value)
    if isinstance(value, int) or value is None:
        return value
    if isinstance(value, tuple):
        return LIST_MARK.join(names.get(str(part), str(part)) for part in value)
    return value.isoformat() if isinstance(value, date) else str(value)


_SETTINGS = (
    "code",
    "valid_from",
    "commune",
    "superior",
    "committee",
    "start_day",
    "duty_calendar",
    "commune_wide_counts",
    "first_month",
)


def _settings(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    return changed(DifferenceKind.SETTING, _setting_values(before), _setting_values(after))


def _setting_values(snapshot: Snapshot) -> Mapping[str, Value]:
    days = {
        "first_day": snapshot.period.start.isoformat(),
        "last_day": snapshot.period.last_day.isoformat(),
    }
    return days | {name: _value(getattr(snapshot, name), {}) for name in _SETTINGS}


def _names(before: Snapshot, after: Snapshot) -> Mapping[str, str]:
    """The groups' names: as they stood before, and those that came."""
    return {line.id: line.name for line in (*before.groups, *after.groups)} | {
        line.id: line.name for line in before.groups
    }

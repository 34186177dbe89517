"""What the objectives read of a snapshot's period, and the plan's part of a snapshot."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.domain.confirmations import AnsweredConfirmation
from desktop.domain.count_lines import count_lines
from desktop.domain.counting import CellState, MonthDuty
from desktop.domain.objective_rules import last_day_of
from desktop.domain.objectives import compute_all
from desktop.domain.periods import PeriodRule, year_begin
from desktop.domain.plan_entries import PlanEntries, TaskEntry, entered
from desktop.domain.plan_facts import Answer, CountEntry, DatedStatus, DutyMonth, PlanFacts
from desktop.domain.plans import PlanPack, TaskState
from desktop.domain.snapshot import PlanLine, Snapshot, TaskLine


def plan_facts(
    snapshot: Snapshot,
    *,
    counts: Mapping[str, Mapping[str, CountEntry]] | None = None,
    openings: Mapping[str, int] | None = None,
    baselines: Mapping[str, int] | None = None,
    statuses: Mapping[str, tuple[DatedStatus, ...]] | None = None,
    answers: Mapping[str, Answer] | None = None,
    targets: Mapping[str, Decimal] | None = None,
    unit: str | None = None,
    rule: PeriodRule | None = None,
) -> PlanFacts:
    """The facts of a snapshot's period, with what was entered beside it.

    The months of counts are the months of the duty, whose ids both calendars share.
    ``rule`` says where the year of a range of days begins (default: by its own start day).
    """
    totals = snapshot.totals.activity
    return PlanFacts(
        months=_months_over(snapshot),
        first_day=snapshot.period.start,
        last_day=snapshot.period.last_day,
        year_first_day=_year_first_day(snapshot, rule),
        first_month=snapshot.first_month,
        duty=tuple(_duty_month(snapshot, duty) for duty in snapshot.duty),
        groups_active=snapshot.upkeep.active,
        groups_with_model=snapshot.upkeep.kept,
        group_names={line.id: line.name for line in snapshot.groups},
        models=len(snapshot.upkeep.live_models),
        sessions=totals.sessions,
        attendance=None if totals.attendance_missing else totals.attendance,
        counts=counts or {},
        openings=openings or {},
        baselines=baselines or {},
        statuses=statuses or {},
        answers=answers or {},
        targets=targets or {},
        unit=unit,
    )


def _months_over(snapshot: Snapshot) -> tuple[str, ...]:
    """The months that the figures of a period are asked for: of a running one those over.

    While none of them is over, the first one.
    """
    months = [duty.month for duty in snapshot.duty]
    if snapshot.upkeep.on >= snapshot.period.last_day:
        return tuple(month.id for month in months)
    over = [month.id for month in months if month.last_day <= snapshot.upkeep.on]
    return tuple(over or [month.id for month in months[:1]])


def _year_first_day(snapshot: Snapshot, rule: PeriodRule | None) -> date:
    """The day from which the snapshot counts its year to date; a range of days has none."""
    if snapshot.cumulative is not None:
        return date.fromisoformat(snapshot.cumulative.period.partition("..")[0])
    return year_begin(snapshot.period, rule or PeriodRule.uniform(snapshot.start_day))


def _duty_month(snapshot: Snapshot, duty: MonthDuty) -> DutyMonth:
    """The credits of a month, from the matrix where it shows the month."""
    credited = dict.fromkeys(duty.met, 1)
    if duty.month.id in snapshot.matrix_months:
        column = snapshot.matrix_months.index(duty.month.id)
        for row in snapshot.matrix:
            cell = row.cells[column]
            if row.group_id in credited and cell.state is CellState.MET:
                credited[row.group_id] = cell.count
    return DutyMonth(duty.month.id, duty.due, credited)


def with_plan(
    snapshot: Snapshot,
    pack: PlanPack,
    entries: PlanEntries,
    *,
    confirmations: tuple[AnsweredConfirmation, ...] = (),
    rule: PeriodRule | None = None,
) -> Snapshot:
    """The snapshot with what a plan asks for: objectives, counts and tasks of its period."""
    facts = entered(plan_facts(snapshot, rule=rule), entries)
    return replace(
        snapshot,
        plan=PlanLine(pack.id, pack.symbol, pack.title, entries.unit or ""),
        objectives=compute_all(pack, facts),
        counts=count_lines(
            pack, facts.months, entries.counts, entries.openings, snapshot.first_month
        ),
        confirmations=confirmations,
        tasks=_task_lines(pack, entries, snapshot.period.last_day),
    )


def _task_lines(pack: PlanPack, entries: PlanEntries, last_day: date) -> tuple[TaskLine, ...]:
    lines: list[TaskLine] = []
    for task in pack.tasks:
        entry = entries.tasks.get(task.id, TaskEntry(task.id))
        due = entry.due or task.due
        last = last_day_of(due)
        waiting = entry.state in (TaskState.OPEN, TaskState.UNDER_WAY)
        late = waiting and last is not None and last < last_day
        lines.append(
            TaskLine(
                task.id, task.text, task.clause, entry.body or task.body, due, entry.state, late
            )
        )
    return tuple(lines)

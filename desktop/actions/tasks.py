"""The tasks of a plan: statements without a figure, how far they have come, what is late."""

from dataclasses import dataclass
from datetime import date

from desktop.actions.desk import Desk, Outcome
from desktop.actions.periods import period_named
from desktop.actions.plan_settings import PlanInput, enter_plan
from desktop.actions.plans import pack_of, plan_id_of_month
from desktop.db import plan_queries
from desktop.domain.plan_entries import TaskEntry
from desktop.domain.plans import PlanDay, Task, TaskState

__all__ = ["TaskEntry", "TaskLine", "set_task", "tasks", "tasks_of_plan"]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of the plan, how far it has come, and whether its day has passed undone.

    Body and due day are those entered here, else the plan's own.
    """

    task: Task
    entry: TaskEntry
    overdue: bool

    @property
    def body(self) -> str:
        """Who is responsible; empty when nobody said."""
        return self.entry.body or self.task.body

    @property
    def due(self) -> PlanDay:
        """By when: a day, a year, or None when nobody said."""
        return self.entry.due or self.task.due


def tasks(desk: Desk, month: str) -> tuple[TaskLine, ...]:
    """The tasks of the plan that a month follows, as they stand on the month's last day.

    While the month runs, a task is late only when its day has passed today.
    """
    period = period_named(desk, month)
    on = min(period.last_day, desk.clock.today())
    return tasks_of_plan(desk, plan_id_of_month(desk, month), on=on)


def tasks_of_plan(desk: Desk, plan_id: str, *, on: date) -> tuple[TaskLine, ...]:
    """The tasks of a plan as they stand on a day; none when no such plan is known."""
    pack = pack_of(desk, plan_id)
    if pack is None:
        return ()
    entries = {one.task: one for one in plan_queries.plan_tasks(desk.store, plan_id)}
    return tuple(_line(task, entries.get(task.id, TaskEntry(task.id)), on) for task in pack.tasks)


def _line(task: Task, entry: TaskEntry, on: date) -> TaskLine:
    line = TaskLine(task, entry, overdue=False)
    return TaskLine(task, entry, _open(entry, on) and _passed(line.due, on))


def _open(entry: TaskEntry, on: date) -> bool:
    if entry.state is TaskState.DONE:
        return entry.done_on is not None and entry.done_on > on
    return entry.state is not TaskState.NOT_APPLICABLE


def _passed(due: PlanDay, on: date) -> bool:
    """Whether a due day lies before ``on``; a year lasts until its 31 December."""
    if due is None:
        return False
    return due < on.year if isinstance(due, int) else due < on


def set_task(desk: Desk, plan_id: str, entry: TaskEntry) -> Outcome[str]:
    """Stores how far a task has come."""
    given = PlanInput(tasks=(entry,))
    return enter_plan(desk, plan_id, given, action="set_task", label=entry.task)

"""Reading what was chosen, set, counted and answered for the plans."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.plan_entries import PlanAnswer, PlanEntries, StatusEvent, TaskEntry
from desktop.domain.plan_facts import AnswerState, CountEntry, EntryState
from desktop.domain.plan_tables import TableRow
from desktop.domain.plans import TaskState

if TYPE_CHECKING:
    from desktop.db.store import Store

PLAN_UNIT = "plan_unit"
"""The setting that names the commune's own row in allocated tables."""
COUNT_TABLES = frozenset({"monthly_counts"})


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """From a month on a plan is followed; an empty id follows none."""

    from_month: str
    plan_id: str


@dataclass(frozen=True, slots=True)
class PlanAddition:
    """What the committee added to a plan; ``content`` is JSON with the keys of a plan's file."""

    id: str
    plan_id: str
    kind: str
    content: str


def plan_choices(store: "Store") -> tuple[PlanChoice, ...]:
    """Which plan is followed from which month on, the earliest first."""
    rows = store.read("SELECT from_month, plan_id FROM plan_choices ORDER BY from_month")
    return tuple(PlanChoice(*row) for row in rows)


def plan_files(store: "Store") -> dict[str, str]:
    """The text of each plan that the committee brought in itself, by the plan's id."""
    return dict(store.read("SELECT plan_id, content FROM plan_files ORDER BY plan_id"))


def plan_additions(store: "Store", plan_id: str | None = None) -> tuple[PlanAddition, ...]:
    """What the committee added to a plan, or to all of them, in order."""
    rows = store.read(
        "SELECT id, plan_id, kind, content FROM plan_additions"
        " WHERE (?1 IS NULL OR plan_id = ?1) AND deleted_at IS NULL ORDER BY position, rowid",
        (plan_id,),
    )
    return tuple(PlanAddition(*row) for row in rows)


def added_counts(store: "Store") -> tuple[tuple[PlanAddition, bool], ...]:
    """The counts that were ever added to any plan, each with whether it lies in the trash."""
    rows = store.read(
        "SELECT id, plan_id, kind, content, deleted_at IS NOT NULL FROM plan_additions"
        " WHERE kind = 'count' ORDER BY deleted_at IS NOT NULL, rowid DESC"
    )
    return tuple((PlanAddition(*row[:4]), bool(row[4])) for row in rows)


def monthly_counts(store: "Store") -> dict[str, dict[str, CountEntry]]:
    """Every figure that was entered, by category and month."""
    return store.remembered("counts", COUNT_TABLES, lambda: _read_counts(store))


def _read_counts(store: "Store") -> dict[str, dict[str, CountEntry]]:
    found: dict[str, dict[str, CountEntry]] = {}
    rows = store.read("SELECT category, month, state, value FROM monthly_counts")
    nothing = {
        "nil": CountEntry(0, EntryState.NIL),
        "not_applicable": CountEntry(0, EntryState.NOT_APPLICABLE),
    }
    for category, month, state, value in rows:
        of_category = found.setdefault(category, {})
        of_category[month] = nothing[state] if state in nothing else CountEntry(value)
    return found


def count_openings(store: "Store") -> dict[str, int]:
    """The totals typed for the time before tracking, by category."""
    return dict(store.read("SELECT category, value FROM count_openings"))


def plan_entries(store: "Store", plan_id: str) -> PlanEntries:
    """Everything entered that the objectives of a plan read."""
    from desktop.db.profile_queries import setting

    return PlanEntries(
        counts=monthly_counts(store),
        openings=count_openings(store),
        baselines=_baselines(store, plan_id),
        targets=_targets(store, plan_id),
        answers=plan_answers(store, plan_id),
        statuses=status_events(store),
        tasks={one.task: one for one in plan_tasks(store, plan_id)},
        tables=allocated_rows(store, plan_id),
        unit=setting(store, PLAN_UNIT) or None,
    )


def _baselines(store: "Store", plan_id: str) -> dict[str, int]:
    query = "SELECT baseline, value FROM plan_baselines WHERE plan_id = ?"
    return dict(store.read(query, (plan_id,)))


def _targets(store: "Store", plan_id: str) -> dict[str, Decimal]:
    query = "SELECT objective, target FROM plan_targets WHERE plan_id = ?"
    return {name: Decimal(text) for name, text in store.read(query, (plan_id,))}


def plan_answers(store: "Store", plan_id: str) -> tuple[PlanAnswer, ...]:
    """The answers to a plan's reviews and milestones, by their day and in order of entry."""
    rows = store.read(
        "SELECT id, objective, state, on_date, decision FROM plan_answers"
        " WHERE plan_id = ? AND deleted_at IS NULL ORDER BY on_date, rowid",
        (plan_id,),
    )
    return tuple(
        PlanAnswer(row[0], row[1], AnswerState(row[2]), _day(row[3]), row[4]) for row in rows
    )


def status_events(store: "Store") -> tuple[StatusEvent, ...]:
    """The events of every status, the oldest first."""
    rows = store.read(
        "SELECT id, status, on_date, holds, decision FROM status_events"
        " WHERE deleted_at IS NULL ORDER BY on_date, rowid"
    )
    return tuple(
        StatusEvent(row[0], row[1], date.fromisoformat(row[2]), bool(row[3]), row[4])
        for row in rows
    )


def plan_tasks(store: "Store", plan_id: str) -> tuple[TaskEntry, ...]:
    """How far the tasks of a plan have come; those without a row have not been touched."""
    rows = store.read(
        "SELECT task, state, body, due, on_date, note FROM plan_tasks WHERE plan_id = ?"
        " ORDER BY task",
        (plan_id,),
    )
    return tuple(
        TaskEntry(row[0], TaskState(row[1]), row[2], _day(row[3]), _day(row[4]), row[5])
        for row in rows
    )


def allocated_rows(store: "Store", plan_id: str) -> dict[str, tuple[TableRow, ...]]:
    """The rows of allocated tables that the committee entered, by table."""
    found: dict[str, list[TableRow]] = defaultdict(list)
    rows = store.read(
        "SELECT table_id, unit, amounts FROM allocated_rows WHERE plan_id = ?"
        " ORDER BY table_id, position",
        (plan_id,),
    )
    for table_id, unit, amounts in rows:
        found[table_id].append(TableRow(unit, tuple(json.loads(amounts))))
    return {table: tuple(lines) for table, lines in found.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

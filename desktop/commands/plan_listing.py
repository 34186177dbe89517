"""The tasks of a plan, and what a commune entered for it, in lines or as JSON."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    ExitCode,
    known_period,
    say,
    say_json,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.plan_entries import PLAN_HELP, choice_line, month_named, plan_meant
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording import period_title
from desktop.wording.plan_states import answer_word, held_status, task_state
from desktop.wording.plans import number_text, plan_called, plan_day, plan_title

if TYPE_CHECKING:
    from desktop.actions.tasks import TaskLine
    from desktop.domain.plan_entries import PlanEntries, StatusEvent
    from desktop.domain.plan_tables import TableRow
    from desktop.domain.plans import PlanDay, PlanPack

LONGEST_WORDS = 90


@worded(
    "tasks",
    help=N_("List the tasks of the plan with state and due day; late ones are marked."),
    example="so138 --data D plan tasks --period 2026-10 --json",
)
@option("--period", metavar="M", help=N_("The month; by default that of today."))
@option("--plan", metavar="ID", help=PLAN_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def plan_tasks(call: Call, *, period: str | None, plan: str | None, as_json: bool) -> int:
    """List the tasks."""
    from desktop.actions.periods import month_holding
    from desktop.actions.plans import pack_of
    from desktop.actions.tasks import tasks_of_plan

    if period is not None:
        known_period(period)
    with call.desk() as desk:
        today = desk.clock.today()
        named = month_named(desk, period) if period else month_holding(desk, today)
        plan_id = plan_meant(desk, plan, month=named.id)
        on = min(named.last_day, today)
        lines = tasks_of_plan(desk, plan_id, on=on)
        pack = pack_of(desk, plan_id)
    if as_json:
        rows = [_task_row(line) for line in lines]
        say_json({"plan": plan_id, "period": named.id, "on": on.isoformat(), "tasks": rows})
        return ExitCode.DONE
    say(f"{plan_called(pack) if pack else plan_id}, {period_title(named)}")
    for line in lines:
        say("\t".join(_task_cells(line)))
    if not lines:
        say(_("The plan has no tasks."))
    return ExitCode.DONE


def _day_text(day: "PlanDay") -> str | int | None:
    return day if day is None or isinstance(day, int) else day.isoformat()


def _task_row(line: "TaskLine") -> dict[str, object]:
    entry = line.entry
    return {
        "id": line.task.id,
        "text": line.task.text,
        "clause": line.task.clause,
        "state": entry.state.value,
        "body": line.body,
        "due": _day_text(line.due),
        "done_on": _day_text(entry.done_on),
        "overdue": line.overdue,
        "note": entry.note,
    }


def _task_cells(line: "TaskLine") -> Iterator[str]:
    yield line.task.id
    yield task_state(line.entry.state)
    due = _("due: {day}").format(day=plan_day(line.due))
    yield _("{due}, late").format(due=due) if line.overdue else due
    yield line.body or _("responsible body not known")
    yield line.task.text


@worded(
    "entries",
    help=N_("Show what was chosen, added, set and answered for the plan."),
    example="so138 --data D plan entries --json",
)
@option("--plan", metavar="ID", help=PLAN_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def plan_entries(call: Call, *, plan: str | None, as_json: bool) -> int:
    """Show the entries."""
    from desktop.actions.areas import statuses_of
    from desktop.actions.plan_choice import additions, choices, shown_month
    from desktop.actions.plan_settings import typed_entries
    from desktop.actions.plans import pack_of

    with call.desk() as desk:
        plan_id = plan_meant(desk, plan)
        entries = typed_entries(desk, plan_id)
        statuses = statuses_of(desk)
        chosen = [(shown_month(desk, one), one.plan_id) for one in choices(desk)]
        added = additions(desk, plan_id)
        pack = pack_of(desk, plan_id)
        packs = {name: pack_of(desk, name) for _month, name in chosen}
    data: dict[str, object] = {
        "plan": plan_id,
        "choices": [{"from": month, "plan": followed or None} for month, followed in chosen],
        "additions": [
            {"id": one.id, "kind": one.kind, "name": one.name, "table": plain(one.table)}
            for one in added
        ],
        **_entry_rows(entries),
        "statuses": [_status_row(one) for one in statuses],
    }
    if as_json:
        say_json(data)
        return ExitCode.DONE
    say(_("Plan: {plan}").format(plan=plan_title(pack) if pack else plan_id))
    for month, followed in chosen:
        say(choice_line(month, packs[followed]))
    for addition in added:
        title = addition.table.get("title") or addition.table.get("label") or ""
        say(_("Added: {id}. {title}").format(id=addition.name, title=title))
    for line in (*_entry_lines(entries, pack), *(_status_line(event) for event in statuses)):
        say(line)
    return ExitCode.DONE


def plain(value: object) -> object:
    """A value as JSON knows it: days as texts, numbers with decimals as numbers."""
    match value:
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _entry_rows(entries: "PlanEntries") -> dict[str, object]:
    return {
        "targets": {name: plain(value) for name, value in entries.targets.items()},
        "baselines": dict(entries.baselines),
        "answers": [
            {
                "id": one.id,
                "objective": one.objective,
                "state": one.state.value,
                "on": _day_text(one.on),
                "decision": one.decision,
            }
            for one in entries.answers
        ],
        "unit": entries.unit,
        "tasks": [
            {
                "id": one.task,
                "state": one.state.value,
                "body": one.body,
                "due": _day_text(one.due),
                "done_on": _day_text(one.done_on),
                "note": one.note,
            }
            for one in entries.tasks.values()
        ],
        "tables": {name: [row_cells(row) for row in rows] for name, rows in entries.tables.items()},
    }


def row_cells(row: "TableRow") -> dict[str, object]:
    """A row of an allocated table; a blank cell is null."""
    return {"unit": row.unit, "cells": list(row.cells)}


def _status_row(event: "StatusEvent") -> dict[str, object]:
    return {
        "id": event.id,
        "status": event.status,
        "on": event.on.isoformat(),
        "holds": event.holds,
        "decision": event.decision,
    }


def _entry_lines(entries: "PlanEntries", pack: "PlanPack | None") -> Iterator[str]:
    """What was entered, each with the plan's own words beside the id."""
    titles = {one.id: one.title for one in pack.objectives} if pack else {}
    bases = {one.id: one.label for one in pack.baselines} if pack else {}
    works = {one.id: one.text for one in pack.tasks} if pack else {}
    tables = {one.id: one.title for one in pack.tables} if pack else {}
    for name, target in entries.targets.items():
        text = _("Own target of {id}: {value}")
        yield text.format(id=_named(name, titles), value=number_text(target))
    for name, value in entries.baselines.items():
        text = _("Baseline {id}: {value}")
        yield text.format(id=_named(name, bases), value=format_number(value))
    for one in entries.answers:
        named = _named(one.objective, titles)
        text = _("Answer to {id}: {state}").format(id=named, state=answer_word(one.state))
        yield _dated(text, one.on, one.decision)
    if entries.unit:
        yield _("Own row in tables: {unit}").format(unit=entries.unit)
    for task in entries.tasks.values():
        named = _named(task.task, works)
        yield _("Task {id}: {state}").format(id=named, state=task_state(task.state))
    for name, rows in entries.tables.items():
        count = len(rows)
        text = ngettext("Table {id}: {n} own row", "Table {id}: {n} own rows", count)
        yield text.format(id=_named(name, tables), n=format_number(count))


def _named(name: str, words: Mapping[str, str]) -> str:
    """An id with the plan's own words in brackets, the longest of them cut."""
    said = words.get(name, "")
    if len(said) > LONGEST_WORDS:
        said = said[:LONGEST_WORDS].rsplit(" ", 1)[0] + "…"
    return f"{name} ({said})" if said else name


def _dated(text: str, on: "date | None", decision: str) -> str:
    return ", ".join(one for one in (text, format_date(on) if on else "", decision) if one)


def _status_line(event: "StatusEvent") -> str:
    text = _("{status}: holds") if event.holds else _("{status}: lost")
    return _dated(text.format(status=held_status(event.status)), event.on, event.decision)

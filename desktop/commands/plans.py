"""Plans: which ones there are, what one asks for, whether a file of one can be used."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, CallEndedError, ExitCode, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.plan_objects import plan_head, plan_object, reading_object
from desktop.commands.worded import WordedGroup, argument, option, worded
from desktop.domain.plan_tables import AllocatedTable
from desktop.domain.plans import CountCategory, EnteredBy, Objective, PlanPack, Task
from desktop.i18n import N_, _, format_number, format_percent
from desktop.wording import error_text
from desktop.wording.plans import (
    baseline_value,
    calculation_text,
    count_kind,
    entered_by,
    objective_kind,
    plan_day,
    plan_problem_text,
    plan_title,
    span_word,
    target_text,
)

if TYPE_CHECKING:
    from desktop.actions.desk import Desk

plan = WordedGroup(
    "plan",
    help=N_("Plans: which there are, which one is followed, what was added and entered for it."),
    subcommand_metavar="list|show|check|use|add|…",
)
plan.places = {
    "list": "desktop.commands.plans:plan_list",
    "show": "desktop.commands.plans:plan_show",
    "check": "desktop.commands.plans:plan_check",
    "use": "desktop.commands.plan_entries:plan_use",
    "add": "desktop.commands.plan_entries:plan_add",
    "remove": "desktop.commands.plan_entries:plan_remove",
    "set": "desktop.commands.plan_entries:plan_set",
    "table": "desktop.commands.plan_tables:plan_table",
    "tasks": "desktop.commands.plan_listing:plan_tasks",
    "entries": "desktop.commands.plan_listing:plan_entries",
}
plan.example = "so138 plan show hue-302"


@worded(
    "list",
    help=N_("List the plans, one a line; the one that the commune follows is marked."),
    example="so138 plan list",
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def plan_list(call: Call, *, as_json: bool) -> int:
    """List the plans: those of the data folder, or the shipped ones where there is none."""
    from desktop.actions.plan_choice import known_plans
    from desktop.actions.plans import shipped_plans

    with _desk_if_any(call) as desk:
        if desk is None:
            found = [(pack, False) for pack in shipped_plans()]
        else:
            found = [(one.pack, one.followed) for one in known_plans(desk)]
    if as_json:
        say_json({"plans": [{**plan_head(pack), "followed": followed} for pack, followed in found]})
        return ExitCode.DONE
    for pack, followed in found:
        line = f"{pack.id}\t{plan_title(pack)}"
        say("\t".join((line, _("followed"))) if followed else line)
    return ExitCode.DONE


@contextmanager
def _desk_if_any(call: Call) -> "Iterator[Desk | None]":
    """The data folder where there is one that opens; plans can be read without any."""
    from desktop.actions.setup import holds_data
    from desktop.actions.terms import StoreError

    try:
        desk = call.desk() if holds_data(call.data) else None
    except StoreError as error:
        tell(error_text(error.code, error.details))
        desk = None
    if desk is None:
        yield None
        return
    with desk:
        yield desk


@worded(
    "show",
    help=N_("Show a plan: objectives with clause and target, counts, tables, tasks."),
    example="so138 plan show hue-302",
)
@argument("id")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def plan_show(call: Call, *, id: str, as_json: bool) -> int:  # noqa: A002 - the argument's name in the help
    """Show one plan, with the commune's own additions where there is a data folder."""
    with _desk_if_any(call) as desk:
        pack = _plan_shown(desk, id)
    if pack is None:
        text = _("There is no plan “{plan}”. See: so138 plan list.").format(plan=id)
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    if as_json:
        say_json(plan_object(pack))
        return ExitCode.DONE
    for line in _pack_lines(pack):
        say(line)
    return ExitCode.DONE


def _plan_shown(desk: "Desk | None", name: str) -> PlanPack | None:
    from desktop.actions.plan_choice import plan_id_named
    from desktop.actions.plans import pack_of, plan_named

    if desk is None:
        return plan_named(name)
    found = plan_id_named(desk, name)
    return pack_of(desk, found) if found else None


@worded(
    "check",
    help=N_("Check a plan's file (TOML) against the format. Nothing is changed."),
    example="so138 plan check ke-hoach.toml",
)
@argument("file")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
def plan_check(*, file: str, as_json: bool) -> int:
    """Check the file of a plan."""
    from desktop.actions.plan_files import checked_plan, read_plan_file
    from desktop.domain.plan_parsing import PlanReading
    from desktop.domain.plan_reading import PlanProblem

    content = read_plan_file(Path(file))
    if isinstance(content, PlanProblem):
        reading = PlanReading(None, (content,))
    else:
        reading = checked_plan(content)
    if as_json:
        say_json(reading_object(reading))
        return ExitCode.DONE if reading.pack is not None else ExitCode.WRONG_CALL
    for problem in reading.problems:
        tell(f"{file}: {plan_problem_text(problem)}")
    if reading.pack is None:
        return ExitCode.WRONG_CALL
    pack = reading.pack
    text = _(
        "{plan}: {objectives} objectives, {counts} counts, {tasks} tasks. The plan can be used."
    )
    say(
        text.format(
            plan=plan_title(pack),
            objectives=len(pack.objectives),
            counts=len(pack.counts),
            tasks=len(pack.tasks),
        )
    )
    return ExitCode.DONE


def _pack_lines(pack: PlanPack) -> Iterator[str]:
    unknown = _("not known")
    yield plan_title(pack)
    yield _("Number: {text}").format(text=pack.number or unknown)
    if pack.also_called:
        yield _("Also written: {text}").format(text=", ".join(pack.also_called))
    yield _("Issued by: {text}").format(text=pack.issuer)
    yield _("Issued on: {text}").format(text=plan_day(pack.issued_on))
    yield _("Valid from: {start}; until: {end}").format(
        start=plan_day(pack.valid_from), end=plan_day(pack.valid_to)
    )
    if pack.source:
        yield _("Source: {text}").format(text=pack.source)
    for note in pack.notes:
        yield _("Note: {text}").format(text=note)
    for lines in (_objectives(pack), _baselines(pack), _tables(pack), _counts(pack), _tasks(pack)):
        yield from lines


def _heading(text: str, count: int) -> list[str]:
    return ["", f"{text} ({count})"] if count else []


def _objectives(pack: PlanPack) -> Iterator[str]:
    yield from _heading(_("Objectives"), len(pack.objectives))
    for objective in pack.objectives:
        yield from _objective(objective, pack)


def _objective(objective: Objective, pack: PlanPack) -> Iterator[str]:
    yield f"{objective.id}. {objective.title}"
    if objective.reading:
        yield f"   {objective.reading}"
    for label, text in (
        (_("Kind: {text}"), objective_kind(objective.kind)),
        (_("Target: {text}"), target_text(objective, pack)),
        (_("Computed as: {text}"), calculation_text(objective, pack)),
        (_("Looked at: {text}"), span_word(objective.span)),
        (_("Due: {text}"), plan_day(objective.due) if objective.due else ""),
        (_("Figures: {text}"), entered_by(objective.entered_by)),
        (_("Note: {text}"), objective.note),
        (objective.clause + ": “{text}”", objective.quote),
    ):
        if text:
            yield "   " + label.replace("{text}", text)


def _baselines(pack: PlanPack) -> Iterator[str]:
    yield from _heading(_("Baselines"), len(pack.baselines))
    for base in pack.baselines:
        day = f" ({plan_day(base.on)})" if base.on else ""
        yield f"- {base.label}: {baseline_value(base)}{day}"
        if base.quote:
            yield f"   “{base.quote}”"


def _tables(pack: PlanPack) -> Iterator[str]:
    for table in pack.tables:
        yield from _heading(table.title, len(table.rows))
        yield from _table(table)


def _table(table: AllocatedTable) -> Iterator[str]:
    for column in table.columns:
        share = ""
        if column.share is not None:
            text = _("; of these {percent} {label}")
            percent = format_percent(column.share.percent)
            share = text.format(percent=percent, label=column.share.label)
        yield f"- {column.label} ({column.unit}){share}"
    blank = _("empty cell")
    for row in table.rows:
        cells = (blank if cell is None else format_number(cell) for cell in row.cells)
        yield "\t".join((row.unit, *cells))
    totals = [table.total(column.id) for column in table.columns]
    said = (blank if total is None else format_number(total) for total in totals)
    yield "\t".join((_("Total"), *said))


def _counts(pack: PlanPack) -> Iterator[str]:
    yield from _heading(_("Monthly counts of the commune"), len(pack.counts))
    section = ""
    for count in pack.counts:
        if count.section != section:
            section = count.section
            yield f"{section}:"
        yield _count(count)


def _count(count: CountCategory) -> str:
    line = f"- {count.id}: {count.label} ({count.unit}, {count_kind(count.kind)})"
    whose = entered_by(count.entered_by) if count.entered_by is EnteredBy.SUPERIOR else ""
    return ". ".join(part for part in (line, whose, count.note) if part)


def _tasks(pack: PlanPack) -> Iterator[str]:
    yield from _heading(_("Tasks without a figure"), len(pack.tasks))
    for task in pack.tasks:
        yield from _task(task)


def _task(task: Task) -> Iterator[str]:
    yield f"{task.id}. {task.text}"
    text = _("{clause}. Responsible: {body}. Due: {due}.")
    body = task.body or _("not known")
    yield "   " + text.format(clause=task.clause, body=body, due=plan_day(task.due))

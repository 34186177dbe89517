"""Plans of a commune: which one is followed, what is added to it, entered and answered for it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    say,
)
from desktop.commands.entry_files import (
    content_of,
    end_on_file_problems,
    end_on_keyed_problems,
)
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import argument, option, worded
from desktop.i18n import N_, _, format_number, ngettext
from desktop.wording import period_name, problem_text
from desktop.wording.plans import plan_day, plan_title

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.plan_choice import ChoiceRemarks, PlanOutcome
    from desktop.domain.periods import Period
    from desktop.domain.plans import PlanPack

PLAN_HELP = N_("The plan; by default the one followed this month.")
NO_PLAN = "none"
MOST_MONTHS_NAMED = 4


def plan_meant(desk: "Desk", name: str | None, *, month: str | None = None) -> str:
    """The id of the plan that the call names, or that the month follows; ends the call on none."""
    from desktop.actions.periods import month_holding
    from desktop.actions.plan_choice import plan_id_named
    from desktop.actions.plans import plan_id_of_month

    if name is None:
        found = plan_id_of_month(desk, month or month_holding(desk, desk.clock.today()).id)
        if found:
            return found
        text = _("No plan is followed. Name one with --plan, or choose one: so138 plan use ID.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    found = plan_id_named(desk, name) or ""
    if not found:
        text = _("There is no plan “{plan}”. See: so138 plan list.").format(plan=name)
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    return found


def month_named(desk: "Desk", text: str) -> "Period":
    """The month that the call names; ends the call when it is another period."""
    from desktop.actions.periods import period_named
    from desktop.domain.periods import PeriodKind
    from desktop.domain.problems import Problem

    found = period_named(desk, text)
    if found.kind is not PeriodKind.MONTH:
        problem = Problem("month_not_understood", "period", details={"period": text})
        raise CallEndedError(ExitCode.WRONG_CALL, problem_text(problem))
    return found


def _end_on(outcome: "PlanOutcome[Any]", file: Path | str) -> None:
    """End the call on what is wrong with a plan's text, else on what stops the write."""
    end_on_file_problems(file, outcome.plan_problems)
    end_on_problems(outcome.problems)


@worded(
    "use",
    help=N_(
        "Follow a plan from a month on; “none” follows no plan. Choices of later months give way, "
        "closed periods stay as they are."
    ),
    example="so138 --data D plan use hanoi-2021 --from 2026-01",
)
@argument("id")
@option("--from", "from_month", metavar="M", help=N_("The month; by default the first tracked."))
@click.pass_obj
def plan_use(call: Call, *, id: str, from_month: str | None) -> int:  # noqa: A002 - the argument's name in the help
    """Choose the plan."""
    from desktop.actions.plan_choice import choice_remarks, choose_plan

    with call.desk() as desk:
        chosen = "" if id == NO_PLAN else plan_meant(desk, id)
        remarks = choice_remarks(desk, chosen, from_month)
        outcome = choose_plan(desk, chosen, from_month)
        _end_on(outcome, chosen)
    for line in _use_lines(remarks, outcome.value or ""):
        say(line)
    return ExitCode.DONE


def choice_line(month: str, pack: "PlanPack | None") -> str:
    """Which plan is followed from a month on."""
    named = period_name(month)
    if pack is None:
        return _("From {month} on no plan is followed.").format(month=named)
    return _("From {month} on: {plan}.").format(month=named, plan=plan_title(pack))


def _use_lines(remarks: "ChoiceRemarks", month: str) -> Iterator[str]:
    """What following a plan means, and what is to be looked at."""
    pack = remarks.pack
    if pack is not None and remarks.followed:
        text = _("From {month} on {plan} is followed already.")
        yield text.format(month=period_name(month), plan=plan_title(pack))
    else:
        yield choice_line(month, pack)
    if remarks.tracked:
        text = _("Tracking begins with {month}: earlier months have no figures.")
        yield text.format(month=period_name(remarks.tracked))
    if remarks.closed and not remarks.followed:
        text = _("Closed months keep the plan that they were closed with: {months}.")
        yield text.format(months=_months_text(remarks.closed))
    if pack is not None and remarks.over:
        text = _("The plan's own period is over (until {end}); it can still be followed.")
        end = pack.valid_to
        yield text.format(end=period_name(str(end)) if isinstance(end, int) else plan_day(end))
    if pack is not None and remarks.row_missing:
        text = _(
            "The plan allocates by the table “{table}”. Choose the commune's own row: a file with "
            'unit = "…" for so138 plan set.'
        )
        yield text.format(table=pack.tables[0].title)


def _months_text(months: Sequence[str]) -> str:
    if len(months) <= MOST_MONTHS_NAMED:
        return ", ".join(period_name(one) for one in months)
    text = _("{first} to {last}, {n} months")
    first, last = period_name(months[0]), period_name(months[-1])
    return text.format(first=first, last=last, n=format_number(len(months)))


@worded(
    "add",
    help=N_(
        "Bring in a whole plan of the committee's own, or add the counts, objectives, baselines, "
        "tables and tasks of a file (TOML) to the plan that is followed. All or nothing. Only "
        "figures of the whole commune: a count of one residential group is refused."
    ),
    example="so138 --data D plan add muc-tieu-rieng.toml",
)
@argument("file", type=NamedPath(), metavar="F.toml")
@option("--plan", metavar="ID", help=PLAN_HELP)
@option(
    "--replace", is_flag=True, help=N_("Put a whole plan in the place of the own one of its id.")
)
@click.pass_obj
def plan_add(call: Call, *, file: Path, plan: str | None, replace: bool) -> int:
    """Bring a plan in, or add to one."""
    from desktop.actions.plan_choice import add_additions_file, file_kind
    from desktop.domain.plan_reading import PlanProblem

    content = content_of(file)
    kind = file_kind(content)
    if isinstance(kind, PlanProblem):
        end_on_file_problems(file, (kind,))
    with call.desk() as desk:
        if kind == "plan":
            for line in _brought(desk, file, content, replacing=replace):
                say(line)
            return ExitCode.DONE
        plan_id = plan_meant(desk, plan)
        added = add_additions_file(desk, plan_id, file)
        _end_on(added, file)
    count = len(added.value or ())
    text = ngettext("Added to {plan}: {n} entry.", "Added to {plan}: {n} entries.", count)
    say(text.format(plan=plan_id, n=format_number(count)))
    return ExitCode.DONE


def _brought(desk: "Desk", file: Path, content: bytes, *, replacing: bool) -> list[str]:
    """Bring a whole plan in and say what it replaced and whether it is followed."""
    from desktop.actions.plan_choice import add_plan_content, known_plans

    before = {one.pack.id: len(one.pack.objectives) for one in known_plans(desk) if one.own}
    outcome = add_plan_content(desk, content, replacing=replacing)
    _end_on(outcome, file)
    now = next(one for one in known_plans(desk) if one.pack.id == outcome.value)
    name, lines = now.pack.id, []
    if not outcome.changes:
        lines.append(_("The plan {plan} is there already, with the same text.").format(plan=name))
    elif name in before:
        text = _("The plan {plan} was replaced: {before} objectives before, {after} now.")
        after = format_number(len(now.pack.objectives))
        lines.append(text.format(plan=name, before=format_number(before[name]), after=after))
    if now.followed:
        lines.append(_("The plan {plan} is there and is followed.").format(plan=name))
    else:
        text = _("The plan {plan} is there. To follow it: so138 plan use {plan}.")
        lines.append(text.format(plan=name))
    return lines


@worded(
    "remove",
    help=N_(
        "Take away an addition of a plan by its id in the plan, or a whole plan of the "
        "committee's own. What is in use stays."
    ),
    example="so138 --data D plan remove 11",
)
@argument("id")
@option("--plan", metavar="ID", help=PLAN_HELP)
@click.pass_obj
def plan_remove(call: Call, *, id: str, plan: str | None) -> int:  # noqa: A002 - the argument's name in the help
    """Take an addition or a plan of the committee's own away."""
    from desktop.actions.plan_choice import (
        additions,
        known_plans,
        remove_addition,
        remove_plan_file,
    )

    with call.desk() as desk:
        if plan is None and any(one.own and one.pack.id == id for one in known_plans(desk)):
            end_on_problems(remove_plan_file(desk, id).problems)
        else:
            plan_id = plan_meant(desk, plan)
            found = [one for one in additions(desk, plan_id) if one.name == id]
            if not found:
                text = _("“{id}” is no addition to {plan}.").format(id=id, plan=plan_id)
                raise CallEndedError(ExitCode.WRONG_CALL, text)
            end_on_problems(remove_addition(desk, plan_id, found[-1].id).problems)
    say(_("Taken away: {id}. To bring it back: so138 undo.").format(id=id))
    return ExitCode.DONE


_SET_EXAMPLE = """unit = "Phòng PC04"
[targets]
4a = 95
[baselines]
key_communes_2020 = 40
[answers]
3 = "yes"
1 = { state = "no", on = 2026-03-01, decision = "12/QĐ-UBND" }
[[statuses]]
status = "drug_free"
on = 2026-02-01
holds = true
decision = "5/QĐ-UBND"
[[tasks]]
id = "V.1"
state = "done"
body = "Công an xã"
due = 2026-12-01
done_on = 2026-11-10
note = ""
[tables.bieu]
rows = [["Ba Đình", 104, 40], ["Phòng PC04", 70, ""]]"""


def _set_lines() -> Iterator[str]:
    """A file for the plan with every table and key, and what the keys take."""
    from desktop.domain.plans import TaskState

    yield from _SET_EXAMPLE.splitlines()
    yield ""
    yield _("An empty text takes a target, baseline, day or unit back.")
    yield "[answers]: yes, no, n/a"
    yield "[[tasks]] state: " + ", ".join(TaskState)


@worded(
    "set",
    help=N_(
        "Enter targets, baselines, answers, statuses, the own row of tables, tasks and rows of "
        "allocated tables from a file (TOML), all or nothing."
    ),
    example="so138 --data D plan set ke-hoach-cua-xa.toml",
    file_lines=_set_lines,
)
@argument("file", type=NamedPath(), metavar="F.toml")
@option("--plan", metavar="ID", help=PLAN_HELP)
@click.pass_obj
def plan_set(call: Call, *, file: Path, plan: str | None) -> int:
    """Enter a file for the plan."""
    from desktop.actions.plan_settings import enter_plan
    from desktop.actions.plans import entries_of
    from desktop.domain.plan_input_files import parse_input

    content = content_of(file)
    with call.desk() as desk:
        plan_id = plan_meant(desk, plan)
        reading = parse_input(content, tasks=entries_of(desk, plan_id).tasks)
        end_on_file_problems(file, reading.problems)
        outcome = enter_plan(desk, plan_id, reading.given)
        end_on_keyed_problems(file, outcome.problems)
    if outcome.changes:
        say(_("Entered for {plan}.").format(plan=plan_id))
    else:
        say(_("Nothing new to write."))
    return ExitCode.DONE

"""The area: its level and history, being drug-free, population, milestones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.area_files import assessment_lines, tell_ids
from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    say,
    say_json,
)
from desktop.commands.entry_files import (
    at_place,
    content_of,
    end_on_file_problems,
    end_on_keyed_problems,
)
from desktop.commands.listing import JSON_HELP, period_params
from desktop.commands.named_paths import NamedPath
from desktop.commands.plan_listing import plain
from desktop.commands.worded import WordedGroup, alone, argument, option, worded
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording.areas import level_label, proposal_text, step_text

if TYPE_CHECKING:
    from desktop.actions.areas import AreaView, DrugFree, MilestoneLine
    from desktop.domain.area_rules import AreaRule
    from desktop.domain.areas import Assessment
    from desktop.domain.plan_entries import StatusEvent

DAY_HELP = N_("A day: 2026-10-14.")


@alone
def _show(call: Call, period: str | None, *, as_json: bool) -> int:
    """Show the area."""
    from desktop.actions.areas import area_rules, area_view, assessments
    from desktop.commands.calling import known_period, period_or_month

    if period is not None:
        known_period(period)
    with call.desk() as desk:
        named = period_or_month(desk, period)
        view = area_view(desk, named)
        found = assessments(desk)
    if as_json:
        say_json(_as_object(view, found))
    else:
        for line in _lines(view, area_rules()):
            say(line)
    return ExitCode.DONE


area = WordedGroup(
    "area",
    callback=_show,
    invoke_without_command=True,
    params=period_params(),
    help=N_(
        "Show the level of the area with its rule and history, whether it is drug-free, its "
        "population and its milestones."
    ),
    subcommand_metavar="[add|population|milestone …]",
)
area.places = {
    "add": "desktop.commands.areas:area_add",
    "remove": "desktop.commands.areas:area_remove",
    "population": "desktop.commands.areas:area_population",
    "milestone": "desktop.commands.areas:area_milestone",
}
area.example = "so138 --data D area --json"


@worded(
    "add",
    help=N_(
        "Enter an assessment of the area from a file (TOML): on, level, rule, decision, "
        "population, note, and the tables measured, ticked and thresholds."
    ),
    example="so138 --data D area add phan-loai-2026.toml",
    file_lines=assessment_lines,
)
@argument("file", type=NamedPath(), metavar="F.toml")
@click.pass_obj
def area_add(call: Call, *, file: Path) -> int:
    """Enter assessments."""
    from desktop.actions.areas import area_rules, check_drafts, population_years, record_assessments
    from desktop.domain.office_files import parse_assessments

    content = content_of(file)
    with call.desk() as desk:
        people = {one.year: one.population for one in population_years(desk)}
        reading = parse_assessments(content, rules=area_rules(), population=people)
        end_on_file_problems(file, reading.problems)
        for place, draft in zip(reading.places, reading.drafts, strict=True):
            found = [at_place(place, one) for one in check_drafts(desk, (draft,))]
            tell_ids(draft, found)
            end_on_keyed_problems(file, found)
        outcome = record_assessments(desk, reading.drafts)
        end_on_problems(tuple(one for one in outcome.problems if one.stops))
    count = len(outcome.value or ())
    text = ngettext("Entered: {n} assessment.", "Entered: {n} assessments.", count)
    say(text.format(n=format_number(count)))
    return ExitCode.DONE


@worded(
    "remove",
    help=N_("Take back the assessment of a day."),
    example="so138 --data D area remove 2026-03-01",
)
@argument("day", metavar="DAY")
@click.pass_obj
def area_remove(call: Call, *, day: str) -> int:
    """Take an assessment back."""
    from desktop.actions.areas import assessments, remove_assessment

    on = _day(day)
    with call.desk() as desk:
        found = [one for one in assessments(desk) if one.on == on]
        end_on_problems(remove_assessment(desk, found[-1].id if found else "").problems)
    say(_("Taken away: {id}. To bring it back: so138 undo.").format(id=day))
    return ExitCode.DONE


@worded(
    "population",
    help=N_("Enter how many persons live in the commune in a year."),
    example="so138 --data D area population 2026 5120 --counted-on 2026-01-01",
    negative_numbers=True,
)
@argument("year", type=int, metavar="YEAR")
@argument("persons", type=int, metavar="PERSONS")
@option("--counted-on", metavar="DAY", help=DAY_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def area_population(
    call: Call, *, year: int, persons: int, counted_on: str | None, as_json: bool
) -> int:
    """Enter a year's population."""
    from desktop.actions.areas import set_population

    day = _day(counted_on) if counted_on else None
    with call.desk() as desk:
        end_on_problems(set_population(desk, year, persons, day).problems)
    if as_json:
        say_json({"year": year, "population": persons, "counted_on": _iso(day)})
        return ExitCode.DONE
    say(_("{year}: {persons} persons.").format(year=year, persons=format_number(persons)))
    return ExitCode.DONE


@worded(
    "milestone",
    help=N_(
        "Enter a milestone of changing the area; one of the same title is changed. --remove takes "
        "it away."
    ),
    example='so138 --data D area milestone "Ra khỏi danh sách trọng điểm" --due 2026-12-31',
)
@argument("title", metavar="TITLE")
@option("--due", metavar="DAY", help=DAY_HELP)
@option("--done", "done_on", metavar="DAY", help=N_("The day on which it was reached."))
@option("--note", help=N_("A note; no names of people."))
@option("--remove", is_flag=True, help=N_("Take the milestone away."))
@click.pass_obj
def area_milestone(
    call: Call,
    *,
    title: str,
    due: str | None,
    done_on: str | None,
    note: str | None,
    remove: bool,
) -> int:
    """Enter, change or take away a milestone."""
    from dataclasses import replace

    from desktop.actions.areas import (
        AreaMilestone,
        milestone_titled,
        remove_milestone,
        set_milestone,
    )

    with call.desk() as desk:
        known = milestone_titled(desk, title)
        if remove:
            end_on_problems(remove_milestone(desk, known.id if known else "").problems)
        else:
            draft = known or AreaMilestone("", title)
            draft = replace(
                draft,
                due=_day(due) if due else draft.due,
                done_on=_day(done_on) if done_on else draft.done_on,
                note=draft.note if note is None else note,
            )
            end_on_problems(set_milestone(desk, draft).problems)
    say(_("Taken away: {id}.").format(id=title) if remove else _("Entered: {id}.").format(id=title))
    return ExitCode.DONE


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{day}” is no day. Write it like 2026-10-14.").format(day=text)
        raise CallEndedError(ExitCode.WRONG_CALL, message) from None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _as_object(view: "AreaView", found: tuple["Assessment", ...]) -> dict[str, object]:
    proposal = view.proposal
    return {
        "period": view.period.id,
        "on": view.on.isoformat(),
        "level": view.level.id if view.level else None,
        "level_label": view.level.label if view.level else None,
        "since": _iso(view.assessment.on) if view.assessment else None,
        "rule": view.rule.id if view.rule else None,
        "rule_today": view.rule_today.id if view.rule_today else None,
        "proposed": proposal.level if proposal else None,
        "at_least": proposal.at_least if proposal else None,
        "undecided": [f"{one.level}/{one.criterion}" for one in proposal.undecided]
        if proposal
        else [],
        "history": [
            {
                "on": step.on.isoformat(),
                "from": step.from_level,
                "to": step.to_level,
                "direction": step.direction.value,
                "rule": step.rule_id,
                "rule_changed": step.rule_changed,
            }
            for step in view.steps
        ],
        "drug_free": _drug_free(view.drug_free),
        "population": [
            {"year": one.year, "population": one.population, "counted_on": _iso(one.counted_on)}
            for one in view.population
        ],
        "milestones": [_milestone(line) for line in view.milestones],
        "assessments": [_assessment(one) for one in found],
    }


def _drug_free(status: "DrugFree") -> dict[str, object]:
    return {
        "holds": status.holds,
        "since": _iso(status.since),
        "baseline": _event(status.baseline),
        "lost": _event(status.lost),
    }


def _event(event: "StatusEvent | None") -> dict[str, object] | None:
    return None if event is None else {"on": event.on.isoformat(), "decision": event.decision}


def _milestone(line: "MilestoneLine") -> dict[str, object]:
    one = line.milestone
    return {
        "id": one.id,
        "title": one.title,
        "due": _iso(one.due),
        "done_on": _iso(one.done_on),
        "note": one.note,
        "done": line.done,
        "overdue": line.overdue,
    }


def _assessment(one: "Assessment") -> dict[str, object]:
    return {
        "id": one.id,
        "on": one.on.isoformat(),
        "rule": one.rule_id,
        "level": one.level,
        "population": one.population,
        "measured": {name: plain(value) for name, value in one.measured.items()},
        "ticked": dict(one.ticked),
        "thresholds": {name: plain(value) for name, value in one.thresholds.items()},
        "decision": one.decision,
        "note": one.note,
    }


def _lines(view: "AreaView", rules: tuple["AreaRule", ...]) -> Iterator[str]:
    if view.assessment is None:
        yield _("No assessment of the area until {date}.").format(date=format_date(view.on))
    else:
        text = _("On {date}: {level}")
        level = level_label(view.rule, view.assessment.level)
        yield text.format(date=format_date(view.on), level=level)
        if view.assessment.decision:
            yield _("Decision: {text}").format(text=view.assessment.decision)
        if view.rule is not None:
            yield _("Rule: {text}").format(text=view.rule.title)
            if view.proposal is not None:
                yield proposal_text(view.proposal, view.rule)
    yield _free_line(view.drug_free)
    for step in view.steps:
        yield "- " + step_text(step, rules)
    for one in view.population:
        persons = format_number(one.population)
        yield _("{year}: {persons} persons.").format(year=one.year, persons=persons)
    for line in view.milestones:
        yield _milestone_line(line)


def _free_line(status: "DrugFree") -> str:
    if status.holds is None or status.since is None:
        return _("Drug-free: not decided yet.")
    if status.holds:
        text = _("Drug-free since {date}.")
    elif status.baseline is None:
        text = _("Not drug-free yet, by the assessment of {date}.")
    else:
        text = _("Not drug-free since {date}.")
    return text.format(date=format_date(status.since))


def _milestone_line(line: "MilestoneLine") -> str:
    one = line.milestone
    if line.done and one.done_on is not None:
        return _("{title}: reached on {date}").format(
            title=one.title, date=format_date(one.done_on)
        )
    if one.due is None:
        return _("{title}: no due day").format(title=one.title)
    text = _("{title}: due {date}, late") if line.overdue else _("{title}: due {date}")
    return text.format(title=one.title, date=format_date(one.due))

"""Inspections of residential groups: those of a period, what is still to follow."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    ExitCode,
    end_on_problems,
    known_period,
    period_or_month,
    say,
    say_json,
)
from desktop.commands.entry_files import (
    at_place,
    content_of,
    end_on_file_problems,
    end_on_keyed_problems,
)
from desktop.commands.listing import period_params
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import WordedGroup, alone, argument, worded
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording import period_dates, period_title

if TYPE_CHECKING:
    from desktop.actions.inspections import InspectionLine, InspectionsView


@alone
def _show(call: Call, period: str | None, *, as_json: bool) -> int:
    """Show the inspections."""
    from desktop.actions.inspections import inspections_of

    if period is not None:
        known_period(period)
    with call.desk() as desk:
        named = period_or_month(desk, period)
        view = inspections_of(desk, named)
    if as_json:
        say_json(_as_object(view))
        return ExitCode.DONE
    say(f"{period_title(named)} ({period_dates(named)})")
    for line in (*view.open_before, *view.lines):
        say(_line(line))
    if not view.lines:
        say(_("No inspections in this period."))
    return ExitCode.DONE


inspections = WordedGroup(
    "inspections",
    callback=_show,
    invoke_without_command=True,
    params=period_params(),
    help=N_("List the inspections of groups in a period, and what earlier ones left open."),
    subcommand_metavar="[add …]",
)
inspections.places = {"add": "desktop.commands.inspections:inspections_add"}
inspections.example = "so138 --data D inspections --period 2026-10 --json"


@worded(
    "add",
    help=N_(
        "Enter inspections from a file (TOML): on, group, findings, follow_up, due, "
        "followed_up_on. No names of people."
    ),
    example="so138 --data D inspections add kiem-tra.toml",
)
@argument("file", type=NamedPath(), metavar="F.toml")
@click.pass_obj
def inspections_add(call: Call, *, file: Path) -> int:
    """Enter inspections."""
    from desktop.actions.groups import groups as all_groups
    from desktop.actions.inspections import check_drafts, record_inspections
    from desktop.domain.office_files import parse_inspections

    content = content_of(file)
    with call.desk() as desk:
        known = {group.full_name: group.id for group in all_groups(desk)}
        reading = parse_inspections(content, groups=known)
        end_on_file_problems(file, reading.problems)
        for place, draft in zip(reading.places, reading.drafts, strict=True):
            found = [at_place(place, one) for one in check_drafts(desk, (draft,))]
            end_on_keyed_problems(file, found)
        outcome = record_inspections(desk, reading.drafts)
        end_on_problems(tuple(one for one in outcome.problems if one.stops))
    count = len(outcome.value or ())
    text = ngettext("Entered: {n} inspection.", "Entered: {n} inspections.", count)
    say(text.format(n=format_number(count)))
    return ExitCode.DONE


def _as_object(view: "InspectionsView") -> dict[str, object]:
    return {
        "period": view.period.id,
        "on": view.on.isoformat(),
        "inspections": [_row(line) for line in view.lines],
        "open_before": [_row(line) for line in view.open_before],
        "overdue": [line.inspection.id for line in view.overdue],
    }


def _row(line: "InspectionLine") -> dict[str, object]:
    one = line.inspection
    return {
        "id": one.id,
        "date": one.on.isoformat(),
        "group_id": one.group_id,
        "group": line.group or None,
        "findings": one.findings,
        "follow_up": one.follow_up,
        "due": one.due.isoformat() if one.due else None,
        "followed_up_on": one.followed_up_on.isoformat() if one.followed_up_on else None,
        "open": line.open,
        "overdue": line.overdue,
    }


def _line(line: "InspectionLine") -> str:
    one = line.inspection
    cells = [format_date(one.on), line.group or _("whole commune"), one.findings]
    if one.follow_up:
        cells.append(_("to do: {text}").format(text=one.follow_up))
    if one.due is not None and line.open:
        text = _("due {date}, late") if line.overdue else _("due {date}")
        cells.append(text.format(date=format_date(one.due)))
    elif one.followed_up_on is not None:
        cells.append(_("done on {date}").format(date=format_date(one.followed_up_on)))
    return "\t".join(cells)

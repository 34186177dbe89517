"""Reading: groups, sessions, models, and what a period lacks."""

from itertools import chain
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, known_period, period_of, say, say_json, tell
from desktop.commands.remarks import answer_lines, answer_row
from desktop.commands.worded import WordedOption, option, worded
from desktop.domain.commune import DutyCalendar
from desktop.domain.periods import PeriodKind
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording import (
    join_groups,
    lacking_models,
    lacking_months,
    lacking_sessions,
    period_dates,
    period_title,
    status_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.actions.period_status import NamedGroup, OtherCalendar, Status
    from desktop.domain.counting import Share
    from desktop.domain.groups import ResidentialGroup
    from desktop.domain.models import CommunityModel, ModelStatus
    from desktop.domain.objective_results import ObjectiveResult
    from desktop.domain.sessions import OutreachSession

PERIOD_HELP = N_("The period: 2026-10, 2026-Q4, 2026-H1, 2026-9M, 2026 or first..last day.")
JSON_HELP = N_("Print one JSON object.")


def period_params() -> list[click.Parameter]:
    """The options of a group of commands that shows a period when it is called by itself."""
    return [
        WordedOption(["--period"], metavar="P", help=PERIOD_HELP),
        WordedOption(["--json", "as_json"], is_flag=True, help=JSON_HELP),
    ]


@worded(
    "groups",
    help=N_("List the residential groups, those of the past too."),
    example="so138 --data D groups --json",
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def groups(call: Call, *, as_json: bool) -> int:
    """List the groups with their state of today."""
    from desktop.actions.groups import groups as all_groups

    with call.desk() as desk:
        found, today = all_groups(desk), desk.clock.today()
    rows = [_group_row(group, today) for group in found]
    if as_json:
        say_json({"groups": rows})
        return ExitCode.DONE
    for group in found:
        households = "" if group.households is None else format_number(group.households)
        say(f"{group.full_name}\t{households}\t{status_word(group.state_on(today))}")
    if not found:
        say(_("No residential groups yet."))
    return ExitCode.DONE


def _group_row(group: "ResidentialGroup", today: "date") -> dict[str, object]:
    from datetime import timedelta

    until = group.active_until
    return {
        "id": group.id,
        "name": group.name,
        # After a merger of communes, what tells groups of one name apart.
        "former_commune": group.former_commune or None,
        "kind": group.kind,
        "households": group.households,
        "population": group.population,
        "from": group.active_from.isoformat() if group.active_from else None,
        # The last day on which the group existed.
        "to": (until - timedelta(days=1)).isoformat() if until else None,
        "state": group.state_on(today).value,
    }


@worded(
    "sessions",
    help=N_("List the outreach sessions of a period."),
    example="so138 --data D sessions --period 2026-10 --json",
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def sessions(call: Call, *, period: str, as_json: bool) -> int:
    """List the sessions dated in the period, by date."""
    from desktop.actions.groups import groups as all_groups
    from desktop.actions.sessions import sessions_of

    known_period(period)
    with call.desk() as desk:
        found = sessions_of(desk, period_of(desk, period))
        by_id = {group.id: group for group in all_groups(desk)}
    rows = [_session_row(session, by_id) for session in found]
    if as_json:
        say_json({"sessions": rows})
        return ExitCode.DONE
    for session in found:
        say(_session_line(session, by_id))
    if not found:
        say(_("No sessions in this period."))
    return ExitCode.DONE


def _names(session: "OutreachSession", by_id: "dict[str, ResidentialGroup]") -> list[str]:
    """The names that the groups bore on the day of the session, in the order of the list."""
    from desktop.domain.groups import told_name

    return [
        told_name(group.name_on(session.held_on), group.former_commune)
        for group_id, group in by_id.items()
        if group_id in session.group_ids
    ]


def _session_row(
    session: "OutreachSession", by_id: "dict[str, ResidentialGroup]"
) -> dict[str, object]:
    return {
        "id": session.id,
        "date": session.held_on.isoformat(),
        "groups": _names(session, by_id),
        "commune_wide": session.commune_wide,
        "format": session.format,
        "topic": "; ".join(session.topics),
        "lead_body": session.lead_body,
        "attendance": session.attendance,
        "status": session.status.value,
        # The month whose report names a slip that came after its own was closed.
        "reported_in": session.reported_in,
    }


def _session_line(session: "OutreachSession", by_id: "dict[str, ResidentialGroup]") -> str:
    where = join_groups(_names(session, by_id)) or _("whole commune")
    count = _("not entered") if session.attendance is None else format_number(session.attendance)
    parts = (format_date(session.held_on), where, session.format, "; ".join(session.topics))
    return "\t".join((*parts, count, status_word(session.status)))


@worded("models", help=N_("List the community models."), example="so138 --data D models --json")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def models(call: Call, *, as_json: bool) -> int:
    """List the models with their state of today."""
    from desktop.actions.groups import groups as all_groups
    from desktop.actions.models import models as all_models

    with call.desk() as desk:
        found, today = all_models(desk), desk.clock.today()
        named = {group.id: group.full_name for group in all_groups(desk)}
    if as_json:
        say_json({"models": [_model_row(model, named, today) for model in found]})
        return ExitCode.DONE
    for model in found:
        state = _model_state(model, today)
        where = join_groups(_model_groups(model, named)) or _("whole commune")
        say(f"{model.name}\t{where}\t{status_word(state) if state else ''}")
    if not found:
        say(_("No models yet."))
    return ExitCode.DONE


def _model_row(model: "CommunityModel", named: dict[str, str], today: "date") -> dict[str, object]:
    state = _model_state(model, today)
    year = str(model.founded_year) if model.founded_year is not None else None
    return {
        "id": model.id,
        "name": model.name,
        "kind": model.kind,
        "groups": _model_groups(model, named),
        "commune_wide": model.commune_wide,
        "state": state.value if state else None,
        "members": model.members,
        # A founding year without a day stays a year.
        "from": model.founded_on.isoformat() if model.founded_on else year,
    }


def _model_groups(model: "CommunityModel", named: dict[str, str]) -> list[str]:
    return [name for group_id, name in named.items() if group_id in model.group_ids]


def _model_state(model: "CommunityModel", today: "date") -> "ModelStatus | None":
    newest = model.statuses[-1].status if model.statuses else None
    return model.status_on(today) or newest


@worded(
    "status",
    help=N_("Say what a period has and what is missing. It ends with 1 when something is."),
    example="so138 --data D status --period 2026-10",
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def status(call: Call, *, period: str, as_json: bool) -> int:
    """Say what is missing in the period."""
    from desktop.actions.connection import connected
    from desktop.actions.period_status import status as status_of_period
    from desktop.actions.sent_periods import remarked_periods
    from desktop.wording.sending import not_compared_text, waiting_text

    known_period(period)
    with call.desk() as desk:
        found = status_of_period(desk, period_of(desk, period))
        answers = [one for one in remarked_periods(desk) if one.period == found.period.id]
        superior = connected(desk)
    unsure = superior is not None and not superior.compared
    waits = superior.waiting if superior is not None else ""
    if as_json:
        said = [answer_row(one) for one in answers]
        answer = said[0] if said else None
        connection = {"superior_not_compared": unsure, "connection_waiting": waits or None}
        say_json({**_status_object(found), "answer": answer, **connection})
    else:
        if superior is not None and unsure:
            tell(not_compared_text(superior.superior.name))
        if superior is not None and waits:
            tell(waiting_text(superior.superior.name, waits))
        for line in (*_status_lines(found), *chain.from_iterable(map(answer_lines, answers))):
            say(line)
    return ExitCode.DONE if found.complete else ExitCode.LOOK


def _status_object(found: "Status") -> dict[str, object]:
    groups = _lack(found.sessions, found.sessions_missing)
    if found.other_calendar is not None:
        other = found.other_calendar.share
        groups["other_calendar"] = {"due": other.due, "met": other.met}
    return {
        "period": {
            "id": found.period.id,
            "from": found.period.start.isoformat(),
            "to": found.period.last_day.isoformat(),
            "state": found.state.value,
        },
        "groups": groups,
        "models": _lack(found.models, found.models_missing),
        "sessions": {"held": found.held, "attendance": found.attendance},
        "objectives": [objective_object(one) for one in found.objectives],
    }


def objective_object(result: "ObjectiveResult") -> dict[str, object]:
    """An objective as JSON says it; figures of people are counts."""
    return {
        "id": result.id,
        "kind": result.kind.value,
        "numerator": result.numerator,
        "denominator": result.denominator,
        "value": result.value,
        "target": result.target,
        "state": result.state.value,
        "unit": result.unit,
        "title": result.title,
        "clause": result.clause,
        "reading": result.reading,
        "reason": result.outcome.reason.value,
        "missing": list(result.missing),
    }


def _lack(share: "Share", missing: "tuple[NamedGroup, ...]") -> dict[str, object]:
    named = [{"id": group.id, "name": group.name} for group in missing]
    return {"due": share.due, "met": share.met, "missing": named}


def _status_lines(found: "Status") -> list[str]:
    period = found.period
    title = _("{period} ({dates}), {state}.").format(
        period=period_title(period), dates=period_dates(period), state=status_word(found.state)
    )
    held = _("Held: {sessions} sessions, {attendance} attendances.").format(
        sessions=format_number(found.held), attendance=format_number(found.attendance)
    )
    months = found.period.kind is not PeriodKind.MONTH
    lines = [title, held, _met_sessions(found.sessions, months=months)]
    if found.other_calendar is not None:
        lines.append(_other_calendar(found.other_calendar))
    lines.append(_met_models(found.models))
    if found.sessions_missing:
        names = [group.name for group in found.sessions_missing]
        lines.append(lacking_months(names) if months else lacking_sessions(names))
    if found.models_missing:
        lines.append(lacking_models([group.name for group in found.models_missing]))
    lines.extend(_summary(found))
    if found.objectives:
        from desktop.wording.objectives import result_line

        text = _("Objectives of {plan}:") if found.titled else _("Objectives of the plan {plan}:")
        lines.append(text.format(plan=found.plan))
        lines.extend(f"  {one.id}. {one.title}: {result_line(one)}" for one in found.objectives)
    return lines


def _summary(found: "Status") -> "Iterator[str]":
    """That nothing is missing at all, or what else is: the objectives, in numbers."""
    if found.complete:
        yield _("Nothing is missing.")
        return
    due = found.sessions.due or found.models.due
    if due and not found.sessions_missing and not found.models_missing:
        yield _("The residential groups have all their sessions and models.")
    for text, count in (
        (N_("Objectives not met: {count}."), found.not_met),
        (N_("Objectives without figures yet: {count}."), found.without_figures),
        (N_("Objectives whose time is not over: {count}."), found.not_over),
    ):
        if count:
            yield _(text).format(count=format_number(count))


def _other_calendar(other: "OtherCalendar") -> str:
    text = _("By reporting months: {met}/{due}.")
    if other.calendar is DutyCalendar.CALENDAR:
        text = _("By calendar months: {met}/{due}.")
    return text.format(met=format_number(other.share.met), due=format_number(other.share.due))


def _met_sessions(share: "Share", *, months: bool) -> str:
    if not share.due:
        return _("Outreach: nothing arose, no group is due.")
    text = _("Outreach: {met} of {due} held a session each month.")
    if months:
        text = _("Outreach: {met} of {due} group-months have a session.")
    return text.format(met=format_number(share.met), due=format_number(share.due))


def _met_models(share: "Share") -> str:
    if not share.due:
        return _("Models: nothing arose, no group is due.")
    text = _("Models: {met} of {due} groups keep one up.")
    return text.format(met=format_number(share.met), due=format_number(share.due))

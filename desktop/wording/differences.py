"""The before and after of a correction in words, for the screen and the commands."""

import re
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.confirmations import ConfirmationCode
from desktop.domain.differences import LIST_MARK, Difference, DifferenceKind, Value
from desktop.domain.groups import GroupState
from desktop.domain.models import ModelStatus
from desktop.domain.sessions import SessionStatus
from desktop.i18n import N_, _, format_number
from desktop.wording.confirmations import confirmation_title
from desktop.wording.filling import day_shown
from desktop.wording.months import period_name
from desktop.wording.names import join_groups
from desktop.wording.problems import field_word
from desktop.wording.states import status_word

_HEADINGS = {
    DifferenceKind.TOTAL: N_("Totals of the period"),
    DifferenceKind.CUMULATIVE: N_("Year to date"),
    DifferenceKind.PREVIOUS: N_("The period before"),
    DifferenceKind.LAST_YEAR: N_("The same period last year"),
    DifferenceKind.COUNT: N_("Counts of the commune"),
    DifferenceKind.OBJECTIVE: N_("Objectives of the plan"),
    DifferenceKind.GROUP: N_("Groups in this period"),
    DifferenceKind.SESSION: N_("Sessions of the period"),
    DifferenceKind.LATE: N_("Late slips reported in this period"),
    DifferenceKind.MODEL: N_("Models of the period"),
    DifferenceKind.AREA: N_("Level of the area"),
    DifferenceKind.TASK: N_("Tasks of the plan"),
    DifferenceKind.CONFIRMATION: N_("What was confirmed before closing"),
    DifferenceKind.SETTING: N_("Heading and rules"),
}

_TOTALS = {
    "sessions": N_("number of sessions"),
    "attendance": N_("attendance"),
    "attendance_missing": N_("sessions whose attendance is not entered"),
    "joint_sessions": N_("joint sessions of several groups"),
    "commune_wide_sessions": N_("sessions of the whole commune"),
    "group_months": N_("groups with outreach, counted by month"),
    "groups_with_model": N_("groups that keep up a model"),
    "models": N_("models kept up"),
    "inspections": N_("number of inspections"),
    "group_months_calendar": N_("groups with outreach by calendar months, counted by month"),
    "group_months_reporting": N_("groups with outreach by reporting months, counted by month"),
    "groups": N_("number of groups"),
    "groups_of_kind": N_("groups of a kind"),
    "total_households": N_("households of all groups"),
    "households_missing": N_("groups whose households are not entered"),
    "total_population": N_("population of all groups"),
    "population_missing": N_("groups whose population is not entered"),
    "group_rows": N_("groups in the list"),
    "sessions_of_format": N_("sessions of a format"),
    "sessions_of_lead": N_("sessions by lead body"),
    "sessions_planned": N_("sessions that are planned"),
    "sessions_postponed": N_("sessions that were postponed"),
    "sessions_cancelled": N_("sessions that were cancelled"),
    "sessions_other_topic": N_("sessions of other topics"),
    "session_rows": N_("sessions in the list"),
    "late_slips": N_("late slips that are reported"),
    "models_of_kind": N_("models kept up of a kind"),
    "models_weak": N_("models that are weak"),
    "models_paused": N_("models that are paused"),
    "models_shared": N_("models shared by groups"),
    "models_commune_wide": N_("models of the whole commune"),
    "models_listed": N_("models that exist"),
    "model_rows": N_("models in the list"),
    "objectives_met": N_("objectives met of those judged"),
    "objectives": N_("objectives that are tracked"),
    "counts_missing": N_("counts of the plan that are not entered"),
    "tasks": N_("tasks of the plan that are listed"),
    "tasks_done": N_("tasks that are done"),
    "tasks_under_way": N_("tasks that are under way"),
    "tasks_open": N_("tasks that are not begun"),
    "tasks_overdue": N_("tasks that are overdue"),
    "confirmations": N_("answers given before closing"),
}

_COUNTS = {
    "previous": N_("period before"),
    "last_year": N_("same period last year"),
    "cumulative": N_("year to date"),
    "cumulative_complete": N_("year to date complete"),
    "label": N_("wording"),
    "unit": N_("unit of counting"),
}

_FIELDS = {
    "duty": N_("outreach of the month"),
    "reason": N_("reason why none was held"),
    "model": N_("keeping up a model"),
    "matrix": N_("sessions credited"),
    "format": N_("format of the session"),
    "group_ids": N_("residential groups"),
    "drug_topic": N_("has a topic of drug prevention"),
    "founded": N_("founding date"),
    "since": N_("in this state since"),
    "reported_in": N_("reported in"),
    "area_level": N_("level of the area"),
    "area_on": N_("day of the assessment"),
    "area_rule": N_("rule of the assessment"),
    "due": N_("day by which it is due"),
    "body": N_("responsible body"),
    "overdue": N_("overdue"),
    "answer": N_("answer given"),
    "plan": N_("plan followed"),
    "first_day": N_("first day of the period"),
    "last_day": N_("last day of the period"),
    "valid_from": N_("code valid from"),
    "commune": N_("name of the commune"),
    "committee": N_("name of the committee"),
    "start_day": N_("start day of the period"),
    "duty_calendar": N_("calendar of the duty"),
    "commune_wide_counts": N_("activity of the whole commune counts"),
}

_STATES = {
    "met": N_("objective met"),
    "not_met": N_("objective not met"),
    "nothing_arose": N_("nothing arose"),
    "not_entered": N_("not entered"),
    "missing": N_("not entered"),
    "nil": N_("nothing arose"),
    "not_applicable": N_("does not apply"),
}

_GROUP_VALUES = {
    "duty": {
        "met": N_("objective met"),
        "missing": N_("objective not met"),
        "not_due": N_("not due"),
    },
    "model": {
        "kept": N_("has a model"),
        "lacking": N_("has no model"),
        "not_active": N_("does not apply"),
    },
    "matrix": {
        "missing": N_("objective not met"),
        "nil": N_("not held, with a reason"),
        "not_applicable": N_("does not apply"),
        "to_come": N_("still to come"),
    },
}

_TASKS = {
    "open": N_("task not begun"),
    "under_way": N_("task under way"),
    "done": N_("task done"),
    "not_applicable": N_("does not apply"),
}

_CALENDARS = {"reporting": N_("reporting month"), "calendar": N_("calendar month")}
_STATUSES: dict[tuple[DifferenceKind, str], type[StrEnum]] = {
    (DifferenceKind.SESSION, "status"): SessionStatus,
    (DifferenceKind.LATE, "status"): SessionStatus,
    (DifferenceKind.MODEL, "status"): ModelStatus,
    (DifferenceKind.GROUP, "state"): GroupState,
}
_TRUTHS = {"yes": N_("yes"), "no": N_("no")}
_SHARE = re.compile(r"\d+/\d+")


class DifferenceRow(NamedTuple):
    """One line of the table: what it is about, and how it stood before and stands after."""

    what: str
    before: str
    after: str


def difference_heading(kind: DifferenceKind) -> str:
    """The heading above the differences of one kind."""
    return _(_HEADINGS[kind])


def difference_row(difference: Difference) -> DifferenceRow:
    """A difference as a line of a table; blank and not there at all are said in brackets."""
    return DifferenceRow(
        _what(difference),
        _value(difference, difference.before),
        _value(difference, difference.after),
    )


def difference_text(difference: Difference) -> str:
    """A difference as a sentence."""
    row = difference_row(difference)
    if not difference.field and difference.before is None:
        return _("Added: {what} ({value})").format(what=row.what, value=row.after)
    if not difference.field and difference.after is None:
        return _("Taken out: {what} ({value})").format(what=row.what, value=row.before)
    return _("{what}: before {before}, now {after}").format(
        what=row.what, before=row.before, after=row.after
    )


def _what(difference: Difference) -> str:
    word, subject = _word(difference), _subject(difference)
    if not subject:
        return word[:1].upper() + word[1:]
    return _("{subject}: {field}").format(subject=subject, field=word) if word else subject


def _word(difference: Difference) -> str:
    """What the field is called; nothing where the subject says it all."""
    kind, name = difference.kind, difference.field
    if not name or name == "figure" or (kind is DifferenceKind.COUNT and name == "value"):
        return ""
    if kind is DifferenceKind.OBJECTIVE or (kind is DifferenceKind.TASK and name == "state"):
        return _("result of the objective")
    if kind is DifferenceKind.COUNT:
        return _(_COUNTS[name]) if name in _COUNTS else name
    known = _FIELDS.get(name)
    if kind in _TOTAL_KINDS:
        name, _mark, label = name.partition(LIST_MARK)
        known = _TOTALS.get(name)
        if known and label:
            return _("{subject}: {field}").format(subject=_(known), field=label)
    return _(known) if known else field_word(name)


_TOTAL_KINDS = frozenset(
    {
        DifferenceKind.TOTAL,
        DifferenceKind.CUMULATIVE,
        DifferenceKind.PREVIOUS,
        DifferenceKind.LAST_YEAR,
    }
)


def _subject(difference: Difference) -> str:
    subject = difference.subject
    match difference.kind:
        case DifferenceKind.CUMULATIVE | DifferenceKind.PREVIOUS | DifferenceKind.LAST_YEAR:
            return difference_heading(difference.kind)
        case DifferenceKind.SESSION | DifferenceKind.LATE:
            day, *groups = subject.split(LIST_MARK)
            where = join_groups(groups) if groups else _("whole commune")
            return _("Session on {day}, {groups}").format(day=day_shown(day), groups=where)
        case DifferenceKind.MODEL:
            return _("Model “{name}”").format(name=subject)
        case DifferenceKind.OBJECTIVE if subject == difference.subject_id:
            return _("Objective {id}").format(id=subject)
        case DifferenceKind.CONFIRMATION:
            return confirmation_title(ConfirmationCode(subject))
        case DifferenceKind.GROUP if difference.month:
            month = period_name(difference.month)
            return _("{group}, {month}").format(group=subject, month=month)
        case _:
            return subject


def _value(difference: Difference, value: Value) -> str:
    if not difference.field and value is None:
        return _("(not there)")
    if value is None or value == "":
        return _("(blank)")
    if isinstance(value, int):
        return format_number(value)
    return _whole(difference, value) if not difference.field else _text(difference, value)


def _whole(difference: Difference, value: str) -> str:
    """What was added or taken out, in a few words."""
    match difference.kind:
        case DifferenceKind.SESSION | DifferenceKind.LATE:
            form, attendance = value.split(LIST_MARK)
            people = _attendance(attendance)
            return ", ".join(part for part in (form, people) if part) or _("held session")
        case DifferenceKind.MODEL:
            return _status(ModelStatus, value)
        case DifferenceKind.GROUP:
            return _status(GroupState, value)
        case DifferenceKind.TASK:
            return _(_TASKS[value])
        case DifferenceKind.CONFIRMATION:
            return value
        case _:
            return _state(value)


def _attendance(number: str) -> str:
    if not number:
        return ""
    return _("attendance {number}").format(number=format_number(int(number)))


def _text(difference: Difference, value: str) -> str:
    kind, name = difference.kind, difference.field
    if (kind, name) in _STATUSES:
        return _status(_STATUSES[kind, name], value)
    if kind is DifferenceKind.GROUP and name in _GROUP_VALUES:
        known = _GROUP_VALUES[name].get(value)
        return _(known) if known else value
    if name in ("value", "state"):
        return _(_TASKS[value]) if kind is DifferenceKind.TASK else _state(value)
    if name == "duty_calendar":
        return _(_CALENDARS[value]) if value in _CALENDARS else value
    if name == "group_ids":
        return join_groups(value.split(LIST_MARK))
    if name in ("first_month", "reported_in"):
        return period_name(value)
    if (kind in _TOTAL_KINDS or name == "figure") and _SHARE.fullmatch(value):
        return "/".join(format_number(int(part)) for part in value.split("/"))
    return _plain(value)


def _plain(value: str) -> str:
    """A date, yes or no as people write them; lists and texts of several lines on one."""
    if value in _TRUTHS:
        return _(_TRUTHS[value])
    return day_shown(", ".join(part for part in value.split(LIST_MARK) if part))


def _status(kind: type[StrEnum], value: str) -> str:
    return status_word(kind(value)) if value in set(kind) else value


def _state(value: str) -> str:
    return _(_STATES[value]) if value in _STATES else value

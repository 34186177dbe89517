"""States and kinds in a word or two."""

from enum import StrEnum

from desktop.domain.groups import GroupState
from desktop.domain.models import ModelStatus
from desktop.domain.plan_entries import DRUG_FREE
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plans import TaskState
from desktop.domain.sessions import SessionStatus
from desktop.i18n import N_, _

_STATES: dict[type[StrEnum], dict[str, str]] = {
    SessionStatus: {
        "planned": N_("planned"),
        "held": N_("held"),
        "postponed": N_("postponed"),
        "cancelled": N_("cancelled"),
    },
    ModelStatus: {
        "proposed": N_("proposed"),
        "launched": N_("newly launched"),
        "active": N_("at work"),
        "weak": N_("weak"),
        "paused": N_("paused"),
        "dissolved": N_("model dissolved"),
        "merged": N_("model merged"),
    },
    GroupState: {
        "to_come": N_("not yet formed"),
        "active": N_("exists"),
        "merged": N_("merged"),
        "split": N_("split"),
        "dissolved": N_("dissolved"),
    },
}

_TASKS = {
    TaskState.OPEN: N_("task not begun"),
    TaskState.UNDER_WAY: N_("task under way"),
    TaskState.DONE: N_("task done"),
    TaskState.NOT_APPLICABLE: N_("task not applicable"),
}

_ANSWERS = {
    AnswerState.YES: N_("yes"),
    AnswerState.NO: N_("no"),
    AnswerState.NOT_APPLICABLE: N_("does not apply"),
}

_PERIOD_STATES = {
    "open": N_("open"),
    "closed": N_("closed"),
    "printed": N_("printed"),
    "sent": N_("sent"),
    "received": N_("received"),
    "returned": N_("returned"),
    "corrected": N_("corrected"),
}

_KINDS = {
    "groups": N_("list of residential groups"),
    "sessions": N_("outreach sessions"),
    "models": N_("community models"),
    "counts": N_("monthly counts"),
}

_LISTS = {
    "format": N_("formats"),
    "topic": N_("topics of outreach"),
    "audience": N_("audiences"),
    "body": N_("bodies"),
    "model_kind": N_("kinds of model"),
}

_COLUMNS = {
    "unknown": N_("heading not known"),
    "taken": N_("another column is taken for it"),
    "personal": N_("holds personal data"),
    "left_out": N_("left out on purpose"),
    "ordinal": N_("ordinal number"),
}


def status_word(status: StrEnum) -> str:
    """The state of a session, model, group or period."""
    words = _STATES.get(type(status), _PERIOD_STATES)
    return _(words[status.value])


def task_state(state: TaskState) -> str:
    """How far a task of a plan has come."""
    return _(_TASKS[state])


def held_status(status: str) -> str:
    """The name of a status that a plan holds on to; a committee's own one by its id."""
    return _("Drug-free") if status == DRUG_FREE else status


def answer_word(state: AnswerState) -> str:
    """An answer to a question of a plan."""
    return _(_ANSWERS[state])


def kind_word(kind: str) -> str:
    """What an Excel list holds."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def column_word(reason: str) -> str:
    """Why a column of an Excel list is skipped; empty when nobody said why."""
    return _(_COLUMNS[reason]) if reason in _COLUMNS else ""


def list_word(name: str) -> str:
    """What an editable list holds."""
    return _(_LISTS[name]) if name in _LISTS else name

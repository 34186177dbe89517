"""States and kinds in a word or two."""

from enum import StrEnum

from desktop.domain.groups import GroupState
from desktop.domain.models import ModelStatus
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

_PERIOD_STATES = {
    "open": N_("open"),
    "closed": N_("closed"),
    "printed": N_("printed"),
    "sent": N_("sent"),
    "received": N_("received"),
    "accepted": N_("accepted"),
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


def kind_word(kind: str) -> str:
    """What an Excel list holds."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def column_word(reason: str) -> str:
    """Why a column of an Excel list is skipped; empty when nobody said why."""
    return _(_COLUMNS[reason]) if reason in _COLUMNS else ""


def list_word(name: str) -> str:
    """What an editable list holds."""
    return _(_LISTS[name]) if name in _LISTS else name

"""The lines of the work list: what is missing, in sentences."""

from collections.abc import Sequence

from desktop.i18n import _, ngettext
from desktop.wording.names import join_groups

_NAMES_SAID = 6


def work_sentence(kind: str, names: Sequence[str] = (), count: int = 0) -> str:
    """One line of the work list; ``kind`` is a value of the actions' WorkKind."""
    match kind:
        case "no_groups":
            return _("The list of residential groups is empty: bring it in from Excel or type it.")
        case "sessions_missing":
            return lacking_sessions(names, limit=_NAMES_SAID)
        case "models_missing":
            return lacking_models(names, limit=_NAMES_SAID)
        case "unfinished":
            return unfinished_lines(count)
        case "attendance_missing":
            return ngettext(
                "{n} session has no attendance entered.",
                "{n} sessions have no attendance entered.",
                count,
            ).format(n=count)
        case "planned_past":
            return ngettext(
                "{n} planned session lies in the past: was it held?",
                "{n} planned sessions lie in the past: were they held?",
                count,
            ).format(n=count)
        case "ready_to_close":
            return _("The month is over: look it through and close its figures.")
        case _:
            return _("The figures are closed: print the monthly report.")


def unfinished_lines(count: int) -> str:
    """How many lines of the month sheet are typed and not in the register."""
    return ngettext(
        "{n} line of the month sheet is not finished and does not count yet.",
        "{n} lines of the month sheet are not finished and do not count yet.",
        count,
    ).format(n=count)


def lacking_sessions(names: Sequence[str], *, limit: int = 0) -> str:
    """Which groups have no session yet."""
    return ngettext(
        "{n} residential group has no session yet: {names}.",
        "{n} residential groups have no session yet: {names}.",
        len(names),
    ).format(n=len(names), names=join_groups(names, limit))


def lacking_months(names: Sequence[str]) -> str:
    """Over several months: which groups have months without a session."""
    return ngettext(
        "{n} residential group has months without a session: {names}.",
        "{n} residential groups have months without a session: {names}.",
        len(names),
    ).format(n=len(names), names=join_groups(names))


def lacking_models(names: Sequence[str], *, limit: int = 0) -> str:
    """Which groups keep up no model."""
    return ngettext(
        "{n} residential group keeps up no model: {names}.",
        "{n} residential groups keep up no model: {names}.",
        len(names),
    ).format(n=len(names), names=join_groups(names, limit))

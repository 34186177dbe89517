"""The lines of the work list: what is missing, in sentences."""

from collections.abc import Sequence

from desktop.i18n import _, ngettext
from desktop.wording.months import period_name
from desktop.wording.names import join_groups

_NAMES_SAID = 6


def work_sentence(
    kind: str, names: Sequence[str] = (), count: int = 0, period: str = "", *, text: str = ""
) -> str:
    """One line of the work list; ``kind`` is a value of the actions' WorkKind, ``text`` a remark
    of the superior, or where the data went."""
    match kind:
        case "no_groups" | "recovery_sheet" | "sheet_seen" | "moved_away":
            return _of_office(kind, text)
        case "sessions_missing":
            return lacking_sessions(names, limit=_NAMES_SAID)
        case "models_missing":
            return lacking_models(names, limit=_NAMES_SAID)
        case "unfinished" | "attendance_missing" | "planned_past":
            return _of_sessions(kind, count)
        case "report_late" | "report_due" | "correction" | "returned" | "remark":
            return _of_report(kind, count, period_name(period), " ".join(text.split()))
        case "counts_missing" | "confirmations" | "tasks_late" | "follow_ups_late":
            return _of_plan(kind, count)
        case "ready_to_close":
            return _("The month is over: look it through and close its figures.")
    return _("The figures are closed: print the monthly report.")


def _of_office(kind: str, place: str) -> str:
    if kind == "moved_away":
        return _(
            "The data went on to: {place}. What is to be done is done there; this copy is only"
            " read."
        ).format(place=place)
    if kind == "no_groups":
        return _("The list of residential groups is empty: bring it in from Excel or type it.")
    if kind == "sheet_seen":
        return _("An officer who left may know the recovery sheet: make a new one.")
    return _("Without a recovery sheet a forgotten password loses the data: make one.")


def _of_sessions(kind: str, count: int) -> str:
    match kind:
        case "unfinished":
            return unfinished_lines(count)
        case "attendance_missing":
            return ngettext(
                "{n} session has no attendance entered.",
                "{n} sessions have no attendance entered.",
                count,
            ).format(n=count)
        case _:
            return ngettext(
                "{n} planned session lies in the past: was it held?",
                "{n} planned sessions lie in the past: were they held?",
                count,
            ).format(n=count)


def _of_report(kind: str, count: int, period: str, text: str) -> str:
    if kind in ("returned", "remark"):
        return _of_superior(kind, period, text)
    if kind == "correction":
        said = _("Correction {n} of {period} is under way: close it again when it is right.")
        return said.format(n=count, period=period)
    if kind == "report_late":
        return ngettext(
            "The report of {period} is {n} day late.",
            "The report of {period} is {n} days late.",
            count,
        ).format(n=count, period=period)
    if not count:
        return _("The report of {period} is due at the superior today.").format(period=period)
    return ngettext(
        "The report of {period} is due at the superior in {n} day.",
        "The report of {period} is due at the superior in {n} days.",
        count,
    ).format(n=count, period=period)


def _of_superior(kind: str, period: str, text: str) -> str:
    if kind == "remark":
        return _("A remark ({period}): {text}").format(period=period, text=text)
    if not text:
        said = _("Returned ({period}): correct the figures and send them again.")
        return said.format(period=period)
    return _("Returned ({period}): {text}").format(period=period, text=text)


def _of_plan(kind: str, count: int) -> str:
    match kind:
        case "counts_missing":
            said = ngettext(
                "{n} figure of the plan is not entered.",
                "{n} figures of the plan are not entered.",
                count,
            )
        case "confirmations":
            said = ngettext(
                "{n} matter is to be confirmed before closing.",
                "{n} matters are to be confirmed before closing.",
                count,
            )
        case "tasks_late":
            said = ngettext(
                "{n} task of the plan is past its day.",
                "{n} tasks of the plan are past their day.",
                count,
            )
        case _:
            said = ngettext(
                "What {n} inspection asked for is past its day.",
                "What {n} inspections asked for is past its day.",
                count,
            )
    return said.format(n=count)


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

"""Settings before and after, in words: the log never shows how the store writes them."""

import json
from collections.abc import Callable, Iterator, Sequence

from desktop.domain.commune import DutyCalendar
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import DEFAULT_START_DAY
from desktop.i18n import N_, _
from desktop.wording.months import period_name

_KINDS = {
    "month": N_("monthly report"),
    "quarter": N_("quarterly report"),
    "half-year": N_("half-year report"),
    "nine-months": N_("nine-month report"),
    "year": N_("annual report"),
    "ad-hoc": N_("report of a range of days"),
}
_CALENDARS: dict[str, str] = {
    DutyCalendar.REPORTING: N_("the reporting month"),
    DutyCalendar.CALENDAR: N_("the calendar month"),
}
_START_DAYS = "period_start_days"


def setting_texts(name: str, values: Sequence[object]) -> Iterator[str]:
    """What a setting was and is; nothing of one that only the program needs."""
    before, after = ("" if one is None else str(one) for one in values)
    if name in _BY_KIND:
        yield from _by_kind(name, before, after)
    elif name in _ONE:
        word, shown = _ONE[name]
        if shown(before) != shown(after):
            yield change_text(_(word), shown(before), shown(after))


def _by_kind(name: str, before: str, after: str) -> Iterator[str]:
    """Of a setting by kind of report, the kinds that changed."""
    usual = dict.fromkeys(_KINDS, DEFAULT_START_DAY) if name == _START_DAYS else {}
    old, new = (usual | _parsed(one) for one in (before, after))
    for kind in (one for one in _KINDS if old.get(one) != new.get(one)):
        said = ("—" if days.get(kind) is None else str(days[kind]) for days in (old, new))
        yield change_text(_(_BY_KIND[name]).format(report=_(_KINDS[kind])), *said)


def _parsed(text: str) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _number(text: str) -> str:
    return text or "—"


def _reminder(text: str) -> str:
    return text or str(Deadlines().reminder_days)


def _month(text: str) -> str:
    return period_name(text) if text else "—"


def _calendar(text: str) -> str:
    return _(_CALENDARS.get(text, _CALENDARS[DutyCalendar.REPORTING]))


def _flag(text: str) -> str:
    return _("yes") if text == "1" else _("no")


def change_text(what: str, before: str, after: str) -> str:
    """ "attendance 30 → 45": one thing as it was and as it is."""
    words = {"what": what, "before": before, "after": after}
    return _("{what} {before} → {after}").format(**words)


_BY_KIND = {
    _START_DAYS: N_("first day of the {report}"),
    "deadline_days": N_("days until the {report} is due"),
}
_ONE: dict[str, tuple[str, Callable[[str], str]]] = {
    "reminder_days": (N_("days of the reminder"), _reminder),
    "first_month": (N_("first month tracked"), _month),
    "duty_calendar": (N_("the duty is counted in"), _calendar),
    "commune_wide_counts": (N_("sessions of the whole commune count for each group"), _flag),
    "connection_number": (N_("number of the connection file"), _number),
}

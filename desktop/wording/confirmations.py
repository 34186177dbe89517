"""What is confirmed before a period is closed, in words."""

from collections.abc import Mapping

from desktop.domain.confirmations import (
    LIST_MARK,
    MEASURED,
    NUMBERS,
    Confirmation,
    ConfirmationCode,
)
from desktop.domain.periods import parse_period
from desktop.i18n import N_, _, format_number
from desktop.wording.filling import day_shown
from desktop.wording.months import period_name, period_title
from desktop.wording.names import join_groups

_TITLES = {
    ConfirmationCode.COUNTS_MISSING: N_("Figures not entered"),
    ConfirmationCode.MONTH_COPIED: N_("Figures like the month before"),
    ConfirmationCode.STOCK_BALANCE: N_("A stock does not follow from its changes"),
    ConfirmationCode.PART_ABOVE_WHOLE: N_("More reached than there are"),
    ConfirmationCode.FIGURE_JUMPED: N_("A figure far above earlier ones"),
    ConfirmationCode.ATTENDANCE_EQUAL: N_("The same attendance everywhere"),
    ConfirmationCode.SESSIONS_COPIED: N_("Sessions like the period before"),
    ConfirmationCode.SAME_HOUR: N_("One body at several places at one hour"),
    ConfirmationCode.SESSION_TWICE: N_("A session that may be there twice"),
    ConfirmationCode.MONTHS_OPEN: N_("Months not closed"),
    ConfirmationCode.PERIOD_NOT_OVER: N_("Closed before its last day"),
}

_SENTENCES = {
    ConfirmationCode.COUNTS_MISSING: N_(
        "{month}: {number} of {total} figures are not entered; the report leaves them blank."
    ),
    ConfirmationCode.MONTH_COPIED: N_(
        "{month}: all {number} figures of what happened are those of {before}. Is that right?"
    ),
    ConfirmationCode.STOCK_BALANCE: N_(
        "{month}, {label}: {last} before, {added} more and {reduced} fewer make {expected}, "
        "but {value} is entered. Why do they differ?"
    ),
    ConfirmationCode.PART_ABOVE_WHOLE: N_(
        "{month}, {title}: {numerator} reached, but only {denominator} in all. Why?"
    ),
    ConfirmationCode.FIGURE_JUMPED: N_(
        "{month}, {label}: {value}, while the highest of the {number} months before is {largest}. "
        "Is that right?"
    ),
    ConfirmationCode.ATTENDANCE_EQUAL: N_(
        "All {number} sessions have an attendance of {attendance}. Is that right?"
    ),
    ConfirmationCode.SESSIONS_COPIED: N_(
        "All {number} sessions have the groups and the attendance of the period before. "
        "Is that right?"
    ),
    ConfirmationCode.SAME_HOUR: N_(
        "{body} led {number} sessions at {time} on {day}: {groups}. Were they at the same hour?"
    ),
    ConfirmationCode.SESSION_TWICE: N_(
        "On {day} there are {number} sessions of the same format ({format}): {groups}. "
        "Is one of them entered twice?"
    ),
    ConfirmationCode.MONTHS_OPEN: N_(
        "{number} months of the period are not closed: {months}. Closing the period locks them too."
    ),
    ConfirmationCode.PERIOD_NOT_OVER: N_(
        "Closed on {day}, before the last day, {last_day}. What is held until then is left out."
    ),
}

_SINCE_JANUARY = N_(
    "From {since} to {until}, {title}: {numerator} reached, but only {denominator} in all. Why?"
)


def confirmation_title(code: ConfirmationCode) -> str:
    """What a question is about, in a few words."""
    return _(_TITLES[code])


def confirmation_text(confirmation: Confirmation) -> str:
    """The question in one or two sentences."""
    details = confirmation.details
    sentence = _SENTENCES[confirmation.code]
    if details.get("since", "") != details.get("month", ""):
        sentence = _SINCE_JANUARY if "since" in details else sentence
    return _(sentence).format_map(_shown(details))


def _shown(details: Mapping[str, str]) -> dict[str, str]:
    shown = {name: _detail(name, value) for name, value in details.items()}
    unit = details.get("unit", "")
    for name in MEASURED & details.keys():
        shown[name] = f"{shown[name]}\N{NO-BREAK SPACE}{unit}" if unit else shown[name]
    if "since" in details:
        shown["until"] = period_name(details["month"])
    return shown


def _detail(name: str, value: str) -> str:
    if name in NUMBERS:
        return format_number(int(value))
    match name:
        case "month":
            return period_title(parse_period(value))
        case "before" | "since":
            return period_name(value)
        case "months":
            return ", ".join(period_name(month) for month in value.split(LIST_MARK))
        case "groups":
            return join_groups(value.split(LIST_MARK)) if value else _("whole commune")
        case "format":
            return value or _("not entered")
        case _:
            return day_shown(value)

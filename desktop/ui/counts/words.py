"""What the sheet of counts says: figures, hints, questions, why a month is locked."""

from desktop.domain.confirmation_values import Confirmation, ConfirmationCode
from desktop.domain.count_lines import CountLine
from desktop.domain.periods import Period, parse_period
from desktop.domain.plan_facts import CountEntry, EntryState
from desktop.domain.plans import CountKind
from desktop.i18n import _, format_number
from desktop.wording import period_name, period_title

NOTHING = "–"


def figure_text(entry: CountEntry | None) -> str:
    """What stands in a cell; blank stays blank."""
    if entry is None or entry.state is EntryState.MISSING:
        return ""
    if entry.state is EntryState.NIL:
        return _("Nothing arose")
    return _("not applicable") if entry.state is EntryState.NOT_APPLICABLE else number(entry.value)


def typed_text(entry: CountEntry | None) -> str:
    """What an editor begins with: digits alone, or the key that states the cell."""
    if entry is None or entry.state is EntryState.MISSING:
        return ""
    keys = {EntryState.NIL: "K", EntryState.NOT_APPLICABLE: "X"}
    return keys.get(entry.state, str(entry.value))


def number(value: int | None) -> str:
    """A figure with its thousands grouped; a dash where none is known."""
    return NOTHING if value is None else format_number(value)


def kind_text(kind: CountKind) -> str:
    """Whether a figure stands at the end of the month or counts what happened in it."""
    return _("at present") if kind is CountKind.STOCK else _("over the month")


def cumulative_text(line: CountLine, *, partly: bool) -> str:
    """The sum since January; one that lacks an earlier month says so."""
    if line.cumulative is None:
        return NOTHING
    shown = number(line.cumulative)
    return _("{number} (partly)").format(number=shown) if partly else shown


def question_text(one: Confirmation) -> str:
    """What closing will ask about a figure, said at once beside it."""
    shown = {name: _number_of(value) for name, value in one.details.items()}
    if one.code is ConfirmationCode.STOCK_BALANCE:
        return _(
            "Last month {last}, {added} more and {reduced} fewer make {expected}, not {value}. "
            "If it is right, leave it: the reason is asked for at closing."
        ).format(**shown)
    if one.code is ConfirmationCode.PART_ABOVE_WHOLE:
        return _above_text(one, shown)
    return _(
        "Far above the {number} months before, of which the highest is {largest}. "
        "Please look again."
    ).format(**shown)


def _above_text(one: Confirmation, shown: dict[str, str]) -> str:
    since = one.details.get("since", "")
    if since == one.details.get("month"):
        return _("{numerator} reached, but only {denominator} in all. Please look again.").format(
            **shown
        )
    shown["since"] = period_name(since)
    return _(
        "Since {since}: {numerator} reached, but only {denominator} in all. Please look again."
    ).format(**shown)


def _number_of(text: str) -> str:
    return format_number(int(text)) if text.isdecimal() else text


def locked_sentence(period_id: str, *, issued: bool) -> str:
    """Why the cells are locked, and what opens them."""
    said = (
        _(
            "{period} is closed, so its figures cannot be changed. "
            "Make a replacement report to change them; the reason is asked for."
        )
        if issued
        else _(
            "{period} is closed, so its figures cannot be changed. "
            "Take the closing back to change them; the reason is asked for."
        )
    )
    return said.format(period=period_title(parse_period(period_id)))


def untracked_sentence(first_month: str) -> str:
    """What figures of a month before tracking are good for."""
    return _(
        "This month lies before {first}, from which on you keep figures. It need not be filled "
        "in; what you enter is what later months are compared with."
    ).format(first=period_name(first_month))


def month_short(month: Period) -> str:
    """ "Tháng 10": the heading of the column that is typed into."""
    return _("Month {number}").format(number=month.number)

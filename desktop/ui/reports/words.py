"""Sentences of the reports room: what is missing, how far a paper came, when it was closed."""

from desktop.actions.month_path import MonthPath
from desktop.actions.period_status import Status
from desktop.actions.periods import PeriodState
from desktop.domain.issued import IssuedPaper
from desktop.domain.official_days import official_time
from desktop.i18n import _, format_date, ngettext
from desktop.wording import join_groups, period_name
from desktop.wording.issued import issued_words


def number_words(state: PeriodState, issued: tuple[IssuedPaper, ...]) -> str:
    """The number of a closed month's report, or what it waits for; empty while it is open."""
    if not state.is_closed:
        return ""
    if issued:
        return "\n".join(issued_words(one.symbol, one.issued_on) for one in issued)
    printed = state not in (PeriodState.CLOSED, PeriodState.CORRECTED)
    return _("Printed, waits for its number") if printed else _("No number yet")


def short_number(line: IssuedPaper) -> str:
    """ "Số 45/BC-BCĐ, 18/09/2026": number and date where there is little room."""
    said = _("No. {symbol}, {date}")
    return said.format(symbol=line.symbol, date=format_date(line.issued_on))


def missing_sentences(status: Status) -> tuple[str, ...]:
    """What a month still lacks before it is closed; empty when nothing."""
    found: list[str] = []
    if status.sessions_missing:
        names = join_groups([group.name for group in status.sessions_missing], 4)
        found.append(_("Without a session: {names}.").format(names=names))
    if status.models_missing:
        names = join_groups([group.name for group in status.models_missing], 4)
        found.append(_("Without a model kept up: {names}.").format(names=names))
    if not status.held:
        found.append(
            _("No session is entered for {month}.").format(month=period_name(status.period.id))
        )
    return tuple(found)


def waiting_sentence(count: int) -> str:
    """How many questions wait for an answer before closing."""
    return ngettext(
        "{n} matter waits for an answer.", "{n} matters wait for an answer.", count
    ).format(n=count)


def stale_sentence(count: int) -> str:
    """How many numbers in the officer's own paragraphs are to be looked at."""
    return ngettext(
        "{n} number in your own paragraphs is another one now.",
        "{n} numbers in your own paragraphs are others now.",
        count,
    ).format(n=count)


def carried_sentence(titles: tuple[str, ...]) -> str:
    """Which paragraphs of the report before nobody read again for this one."""
    said = _("Taken over from the report before and not looked at yet: {sections}.")
    return said.format(sections="; ".join(titles)) if titles else ""


def reopen_words(*, issued: bool) -> str:
    """What the button that opens a closed month again says."""
    return _("Make a replacement report…") if issued else _("Reopen…")


def corrections_words(count: int) -> str:
    """The link to the replacement reports of a month."""
    said = ngettext("{n} replacement report", "{n} replacement reports", count)
    return said.format(n=count)


def closed_moment_sentence(path: MonthPath) -> str:
    """When a period was closed and by whom, and that its figures stay."""
    return " ".join((closed_words(path), _("The figures no longer change.")))


def closed_words(path: MonthPath) -> str:
    """When a month was closed, by whom, and as which replacement report; empty while open."""
    if path.closed_at is None:
        return ""
    local = official_time(path.closed_at)
    by = _("Closed at {time} on {day} by {officer}.")
    said = by if path.closed_by else _("Closed at {time} on {day}.")
    words = said.format(
        time=f"{local:%H:%M}", day=format_date(local.date()), officer=path.closed_by
    )
    if path.correction:
        number = _("This is replacement report no. {number}.").format(number=path.correction)
        words = f"{words} {number}"
    return words

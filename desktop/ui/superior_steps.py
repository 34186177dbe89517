"""The superior's line for the month in words: files received, verified, consolidated, answered."""

from desktop.actions.superior_month import SuperiorMonth
from desktop.domain.board import Tally
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import Period
from desktop.i18n import _, format_date, format_day_month, ngettext
from desktop.ui.shell.views import (
    DotState,
    DotView,
    NoticeView,
    StepState,
    StepTone,
    StepView,
)
from desktop.wording import month_title, period_dates, period_name


def superior_steps(read: SuperiorMonth) -> tuple[StepView, ...]:
    """The four steps of a superior's month; each opens the room where it is done."""
    steps = (_receiving(read), _verifying(read), _consolidating(read), _answering(read))
    if read.tally.due:
        return steps
    idle = _("nothing due yet")
    first = steps[0]._replace(detail=idle, state=StepState.LATER, tone=StepTone.PLAIN)
    return (first, *steps[1:])


def superior_dates(read: SuperiorMonth) -> str:
    """The month's days, the deadline, and of the tally what no step says: the end may be cut."""
    parts = [period_dates(read.month)]
    if read.due_on is not None:
        parts.append(_("due on {day}").format(day=format_day_month(read.due_on)))
    if read.tally.came_late:
        parts.append(_("after the deadline {count}").format(count=read.tally.came_late))
    return " · ".join(parts)


def tally_words(tally: Tally) -> str:
    """ "đã nhận 34/40 · nộp sau hạn 3 · trễ hạn 6 · cần đối chiếu 1": zeros are left out."""
    parts = [_("received {in_}/{due}").format(in_=tally.in_, due=tally.due)]
    in_time = tally.in_ - tally.came_late
    for count, words in (
        (in_time if tally.came_late else 0, _("in time {count}")),
        (tally.came_late, _("after the deadline {count}")),
        (tally.late, _("late {count}")),
        (tally.returned, _("returned {count}")),
        (tally.to_verify, _("to verify {count}")),
    ):
        if count:
            parts.append(words.format(count=count))
    return " · ".join(parts)


def superior_dots(read: SuperiorMonth) -> tuple[DotView, ...]:
    """The twelve months of the year, each with how far its reports are in."""
    board = read.board
    return tuple(
        _dot(month, tally) for month, tally in zip(board.periods, board.tallies, strict=True)
    )


def changed_notice(month: Period, changed: int) -> NoticeView | None:
    """What every room says while printed totals are no longer those of now."""
    if not changed:
        return None
    said = ngettext(
        "{count} total of {month} changed since the consolidated report was made.",
        "{count} totals of {month} changed since the consolidated report was made.",
        changed,
    )
    return NoticeView(
        text=said.format(count=changed, month=period_name(month.id)),
        action=_("Re-issue the report"),
        room="consolidated",
        target={"paper": "report", "reissue": True},
    )


def unnumbered_notice(month: Period, line: IssuedPaper) -> NoticeView:
    """What every room says while the report with a number is not replaced by one with a number."""
    said = _(
        "{month}: report no. {symbol} of {date} has other totals; its replacement was made and "
        "waits for its number."
    )
    day = format_date(line.issued_on)
    return NoticeView(
        text=said.format(month=month_title(month), symbol=line.symbol, date=day),
        action=_("Open the replacement"),
        room="consolidated",
        target={"paper": "report", "reissue": True},
    )


def _dot(month: Period, tally: Tally) -> DotView:
    title = month_title(month)
    if not tally.due:
        sentence = _("{month}: no report is due.").format(month=title)
        return DotView(month=month, state=DotState.COMING, sentence=sentence)
    sentence = _("{month}: {words}.").format(month=title, words=tally_words(tally))
    state = DotState.BEGUN if tally.in_ else DotState.OPEN
    if tally.complete and not tally.to_verify:
        state = DotState.DONE
    return DotView(month=month, state=state, sentence=sentence)


def _receiving(read: SuperiorMonth) -> StepView:
    tally = read.tally
    detail = _("{in_}/{due} units").format(in_=tally.in_, due=tally.due)
    if tally.late:
        detail = _("{in_}/{due} units, {late} late").format(
            in_=tally.in_, due=tally.due, late=tally.late
        )
    done = bool(tally.due) and tally.complete
    return StepView(
        key="receive",
        number=1,
        title=_("Receive files"),
        detail=detail,
        state=StepState.DONE if done else StepState.CURRENT,
        tone=StepTone.DUE if tally.late else StepTone.PLAIN,
        room="receiving",
    )


def _verifying(read: SuperiorMonth) -> StepView:
    waiting = read.waiting
    said = []
    if waiting:
        said.append(ngettext("{count} file", "{count} files", waiting).format(count=waiting))
    if read.elsewhere:
        other = ngettext("{count} of another period", "{count} of other periods", read.elsewhere)
        said.append(other.format(count=read.elsewhere))
    idle = StepState.DONE if read.tally.due and read.tally.complete else StepState.LATER
    return StepView(
        key="verify",
        number=2,
        title=_("Verify"),
        detail=", ".join(said) or _("nothing waits"),
        state=StepState.CURRENT if waiting else idle,
        tone=StepTone.DUE if waiting else StepTone.PLAIN,
        room="verifying",
    )


def _consolidating(read: SuperiorMonth) -> StepView:
    ready = bool(read.tally.due) and read.tally.complete and not read.tally.to_verify
    waiting = StepState.CURRENT if ready else StepState.LATER
    return StepView(
        key="consolidate",
        number=3,
        title=_("Consolidate, print"),
        detail=_consolidated(read),
        state=StepState.DONE if read.printed or read.numbered else waiting,
        room="consolidated",
    )


def _consolidated(read: SuperiorMonth) -> str:
    """Made says what is known: saved, printed, or that its number was recorded."""
    if read.numbered:
        return _("has its number")
    return _("made, waits for its number") if read.printed else _("not made yet")


def _answering(read: SuperiorMonth) -> StepView:
    answered = read.accepted + read.returned
    parts = []
    if read.accepted:
        parts.append(_("{count} accepted").format(count=read.accepted))
    if read.returned:
        parts.append(_("{count} returned").format(count=read.returned))
    done = bool(read.tally.due) and read.accepted == read.tally.due
    return StepView(
        key="answer",
        number=4,
        title=_("Answer units"),
        detail=", ".join(parts) if answered else _("none answered yet"),
        state=StepState.DONE if done else StepState.LATER,
        tone=StepTone.DUE if read.returned else StepTone.PLAIN,
        room="board",
    )

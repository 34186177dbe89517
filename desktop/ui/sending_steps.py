"""The last two steps of a month's path: sent to the superior, and received there."""

from typing import TYPE_CHECKING

from desktop.actions.month_path import MonthPath
from desktop.actions.periods import PeriodState
from desktop.domain.official_days import official_day
from desktop.i18n import _, format_day_month
from desktop.ui.shell.views import StepState, StepTone, StepView

if TYPE_CHECKING:
    from desktop.actions.sent_periods import Sendable, SentLine
    from desktop.actions.terms import Remark


def sending_step(
    path: MonthPath, sent: "Sendable | None", before: "SentLine | None" = None
) -> StepView:
    """Step five: whether the file of a closed month lies on a stick.

    A paper that waits for its number does not keep the file back. ``before`` is the file of a
    month that is being corrected.
    """
    state, tone, detail = StepState.LATER, StepTone.PLAIN, "–"
    if before is not None:
        detail = _("send again once closed")
    if sent is not None:
        printed = path.state not in (PeriodState.CLOSED, PeriodState.CORRECTED)
        state = StepState.CURRENT if printed else StepState.LATER
        detail = _waits(sent)
        if not sent.waits:
            state = StepState.DONE
        elif sent.state == "corrected":
            state, tone = StepState.CURRENT, StepTone.DUE
    return StepView(
        key="send",
        number=5,
        title=_("Send to the superior"),
        detail=detail,
        state=state,
        tone=tone,
        room="send",
        target={"month": path.period.id},
    )


def _waits(sent: "Sendable") -> str:
    if sent.state == "not_sent":
        return _("not sent yet")
    if sent.state == "prepared":
        return _("not written to the end")
    if sent.state == "corrected":
        return _("send the new figures")
    if sent.written_at is None:
        return _("on the stick")
    day = format_day_month(official_day(sent.written_at))
    return _("on the stick {day}").format(day=day)


def receiving_step(
    path: MonthPath, sent: "Sendable | None", before: "SentLine | None" = None
) -> StepView:
    """Step six: what the superior said; of a month that is being corrected, of the file before."""
    state, tone, detail = StepState.LATER, StepTone.PLAIN, "–"
    if before is not None:
        detail = _("figures before: {answer}").format(answer=_answer_before(before))
    if sent is not None and sent.state == "written":
        state, tone, detail = StepState.CURRENT, StepTone.DUE, _("waits for the receipt")
    elif sent is not None and sent.state == "returned":
        state, tone, detail = StepState.CURRENT, StepTone.TROUBLE, _returned(sent.remarks)
    elif sent is not None and sent.held:
        state, tone, detail = StepState.CURRENT, StepTone.DUE, _("come, not counted yet")
    elif sent is not None and sent.state in ("received", "accepted"):
        state, detail = StepState.DONE, _received(sent)
    return StepView(
        key="receive",
        number=6,
        title=_("Received there"),
        detail=detail,
        state=state,
        tone=tone,
        room="send",
        target={"month": path.period.id, "show": "period"},
    )


def _answer_before(line: "SentLine") -> str:
    answer = line.answer
    if answer is None:
        return _("no receipt")
    if answer.kind == "returned":
        return _returned(answer.remarks)
    day = format_day_month(official_day(answer.at))
    return _("received {day}").format(day=day)


def _returned(remarks: "tuple[Remark, ...]") -> str:
    if not remarks:
        return _("returned")
    reasons = "; ".join(one.text for one in remarks)
    return _("returned: {reasons}").format(reasons=reasons)


def _received(sent: "Sendable") -> str:
    if sent.answered_at is None:
        return _("received")
    day = format_day_month(official_day(sent.answered_at))
    if sent.remarks:
        return _("received {day}, with remarks").format(day=day)
    if sent.came_by_code:
        return _("received {day}, by its code alone").format(day=day)
    return _("received {day}").format(day=day)

"""The steps of a month's path in words: what each still lacks, and where it is done."""

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.actions.month_path import MonthPath
from desktop.actions.overview import MonthOverview
from desktop.actions.periods import PeriodState
from desktop.domain.counting import Share
from desktop.domain.official_days import official_time
from desktop.i18n import _, format_day_month, format_number, ngettext
from desktop.ui.sending_steps import receiving_step, sending_step
from desktop.ui.shell.views import NoticeView, StepState, StepTone, StepView
from desktop.wording import period_name

if TYPE_CHECKING:
    from desktop.actions.sent_periods import Sendable, SentLine

_SENT = (PeriodState.SENT, PeriodState.RECEIVED, PeriodState.RETURNED)


def steps_of(
    overview: MonthOverview,
    path: MonthPath,
    sent: "Sendable | None" = None,
    before: "SentLine | None" = None,
) -> tuple[StepView, ...]:
    """The steps of a month; ``sent`` is where the file of a closed one stands, ``before`` the file
    of one that is being corrected."""
    entered = path.state.is_closed or _all_there(overview.sessions)
    steps = (
        _entering(overview, entered=entered),
        _confirming(path, entered=entered),
        _closing(overview, path, entered=entered),
        _printing(path),
        sending_step(path, sent, before),
        receiving_step(path, sent, before),
    )
    return steps if path.state.is_closed or _tracked(overview) else _none_due(steps)


def _tracked(overview: MonthOverview) -> bool:
    """Whether the month counts; months before the first one tracked ask for nothing."""
    dot = next((one for one in overview.dots if one.month.id == overview.month.id), None)
    return dot is None or dot.tracked


def _none_due(steps: tuple[StepView, ...]) -> tuple[StepView, ...]:
    """The same steps where none is due."""
    detail = _("does not apply")
    return tuple(
        step._replace(detail=detail, state=StepState.LATER, tone=StepTone.PLAIN) for step in steps
    )


def correction_notice(path: MonthPath) -> NoticeView | None:
    """What every room says while a correction is under way."""
    if not path.correcting:
        return None
    said = _("Replacement report no. {number} of {month} is being made: {reason}")
    return NoticeView(
        text=said.format(
            number=path.correcting, month=period_name(path.period.id), reason=path.reason
        ),
        action=_("Before and after"),
        room="confirm",
        target={"show": "corrections"},
    )


def closed_moment(at: datetime) -> str:
    """ "22/11 17:05", by the clocks of Viet Nam."""
    local = official_time(at)
    return f"{format_day_month(local.date())} {local:%H:%M}"


def _all_there(share: Share) -> bool:
    return share.due > 0 and share.met == share.due


def _entering(overview: MonthOverview, *, entered: bool) -> StepView:
    return StepView(
        key="enter",
        number=1,
        title=_("Enter sessions"),
        detail=_entered(overview.sessions),
        state=StepState.DONE if entered else StepState.CURRENT,
        tone=StepTone.PLAIN if entered else StepTone.DUE,
        room="sessions",
    )


def _entered(share: Share) -> str:
    if not share.due:
        return _("no group due")
    lacking = share.due - share.met
    if not lacking:
        return _("{met}/{due} groups").format(met=share.met, due=share.due)
    said = _("{met}/{due} groups, {lacking} missing")
    return said.format(met=share.met, due=share.due, lacking=lacking)


def _confirming(path: MonthPath, *, entered: bool) -> StepView:
    waiting = bool(path.waiting)
    state = StepState.DONE
    if waiting:
        state = StepState.CURRENT if entered else StepState.DUE
    elif not (entered and path.weighed):
        state = StepState.LATER
    return StepView(
        key="confirm",
        number=2,
        title=_("Confirm"),
        detail=_to_confirm(path),
        state=state,
        tone=StepTone.DUE if waiting else StepTone.PLAIN,
        room="confirm",
        target={"show": "matters"},
    )


def _to_confirm(path: MonthPath) -> str:
    if path.state.is_closed:
        return _("confirmed")
    if not path.weighed:
        return "…"
    if path.waiting:
        said = ngettext("{number} matter", "{number} matters", path.waiting)
        return said.format(number=format_number(path.waiting))
    if path.asked:
        return _("{number} confirmed").format(number=format_number(path.asked))
    return _("no matter")


def _closing(overview: MonthOverview, path: MonthPath, *, entered: bool) -> StepView:
    closed = path.state.is_closed
    late = not closed and overview.days_left < 0
    state = StepState.DONE if closed else StepState.LATER
    if entered and not closed and path.weighed and not path.waiting:
        state = StepState.CURRENT
    month = overview.month.id
    return StepView(
        key="close",
        number=3,
        title=_("Close the month"),
        detail=_close_detail(overview, path),
        state=state,
        tone=StepTone.DUE if late or path.correcting else StepTone.PLAIN,
        room="reports" if closed else "confirm",
        target={"month": month, "step": "close"},
    )


def _close_detail(overview: MonthOverview, path: MonthPath) -> str:
    if path.correcting:
        return _("replacement no. {number}").format(number=path.correcting)
    if path.closed_at is not None:
        moment = closed_moment(path.closed_at)
        said = _("{moment} · {officer}") if path.closed_by else "{moment}"
        return said.format(moment=moment, officer=path.closed_by)
    if overview.days_left < 0:
        return _("not closed yet")
    return _("after {day}").format(day=format_day_month(overview.month.last_day))


def _printing(path: MonthPath) -> StepView:
    state = StepState.CURRENT if path.state.is_closed else StepState.LATER
    return StepView(
        key="print",
        number=4,
        title=_("Print, sign"),
        detail=_printed(path),
        state=StepState.DONE if path.printed else state,
        room="reports",
        target={"month": path.period.id},
    )


def _printed(path: MonthPath) -> str:
    if path.correcting:
        return _("replacement no. {number}: once closed").format(number=path.correcting)
    if not path.state.is_closed:
        return _("draft until closed")
    if path.state is PeriodState.PRINTED:
        return _("printed, has its number") if path.issued else _("printed, waits for its number")
    if path.state in _SENT:
        return _("printed, sent") if path.printed else _("sent, not printed here")
    if path.correction:
        return _("replacement no. {number}: print").format(number=path.correction)
    return _("ready to print")

"""What the page "Xác nhận" shows of a month, read in one task on the worker."""

from dataclasses import dataclass

from desktop.actions.closing import AskedConfirmation, Correction, confirmations, corrections
from desktop.actions.desk import Desk
from desktop.actions.month_path import MonthPath, month_path
from desktop.actions.period_status import Status, status_of
from desktop.actions.periods import first_month_tracked, period_view
from desktop.actions.report_texts import carried_titles
from desktop.actions.unfinished import count_unfinished
from desktop.domain.confirmations import Confirmation, ConfirmationCode
from desktop.domain.periods import Period
from desktop.i18n import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """The questions of a month with their answers, and what stands in the way of closing it.

    ``asked`` want an answer, ``told`` are only said. Of a closed month ``asked`` holds what was
    answered when it was closed. ``carried`` are the titles of the report's paragraphs that were
    taken over from the report before and not looked at since.
    """

    month: Period
    path: MonthPath
    asked: tuple[AskedConfirmation, ...]
    told: tuple[Confirmation, ...]
    status: Status
    unfinished: int
    not_begun: bool
    running: bool
    tracked: bool
    corrections: tuple[Correction, ...]
    carried: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether the figures are fixed."""
        return self.path.state.is_closed

    @property
    def blank(self) -> int:
        """How many figures nobody entered."""
        missing = (one for one in self.told if one.code is ConfirmationCode.COUNTS_MISSING)
        return sum(int(one.details["number"]) for one in missing)

    @property
    def closable(self) -> bool:
        """Whether it may be closed: begun, tracked, and every question answered."""
        return self.tracked and not self.not_begun and not self.waiting

    @property
    def waiting(self) -> int:
        """How many questions closing waits for."""
        return sum(one.open for one in self.asked)


def read_matters(desk: Desk, month: Period) -> Matters:
    """The month as it stands."""
    view, today = period_view(desk, month), desk.clock.today()
    if view.closing is not None:
        answered = view.snapshot.confirmations
        found = tuple(AskedConfirmation(one.confirmation, one.answer, True) for one in answered)
    else:
        found = confirmations(desk, month)
    return Matters(
        month=month,
        path=month_path(desk, month),
        asked=tuple(one for one in found if one.blocks),
        told=tuple(one.confirmation for one in found if not one.blocks),
        status=status_of(view),
        unfinished=count_unfinished(desk, month),
        not_begun=month.start > today,
        tracked=_tracked(desk, month),
        running=month.start <= today < month.last_day,
        corrections=corrections(desk, month),
        carried=carried_titles(desk, month),
    )


def _tracked(desk: Desk, month: Period) -> bool:
    """Whether the month counts; without a first month named, all do."""
    first = first_month_tracked(desk)
    return first is None or month.id >= first


_CHECKED = N_("Checked, the figures are right")
_READY: dict[ConfirmationCode, tuple[str, ...]] = {
    ConfirmationCode.MONTH_COPIED: (
        _CHECKED,
        N_("Both months came out the same"),
    ),
    ConfirmationCode.STOCK_BALANCE: (
        _CHECKED,
        N_("Some came from or went to another place"),
        N_("Set right after a review of the files"),
    ),
    ConfirmationCode.PART_ABOVE_WHOLE: (
        _CHECKED,
        N_("Includes cases taken over from earlier"),
        N_("Includes persons from other places"),
    ),
    ConfirmationCode.FIGURE_JUMPED: (
        _CHECKED,
        N_("There was a campaign this month"),
        N_("Set right after a review of the files"),
    ),
    ConfirmationCode.ATTENDANCE_EQUAL: (
        _CHECKED,
        N_("The groups reported rounded figures"),
    ),
    ConfirmationCode.SESSIONS_COPIED: (
        _CHECKED,
        N_("The groups meet regularly, with the same people"),
    ),
    ConfirmationCode.SAME_HOUR: (
        _CHECKED,
        N_("Several officials led the sessions"),
    ),
    ConfirmationCode.SESSION_TWICE: (
        _CHECKED,
        N_("These are different sessions"),
    ),
}


def ready_answers(code: ConfirmationCode) -> tuple[str, ...]:
    """Two or three answers that are usual for a question of this kind."""
    return tuple(_(text) for text in _READY.get(code, (_CHECKED,)))


def place_of(confirmation: Confirmation, month: Period) -> tuple[str, dict[str, str]]:
    """The room and the very place where the figures of a question stand."""
    details = confirmation.details
    first_session = details.get("sessions", "").partition("\n")[0]
    if first_session:
        return "sessions", {"month": month.id, "session": first_session}
    target = {"month": details.get("month", month.id)}
    for name in ("category", "objective"):
        if name in details:
            target[name] = details[name]
    return "counts", target

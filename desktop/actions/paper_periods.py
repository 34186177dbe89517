"""Whether a paper of any kind has something to say of its period yet."""

from desktop.actions.desk import Desk
from desktop.actions.papers import (
    AREA_REVIEW,
    MODEL_REGISTER,
    POST_HAND_OVER,
    REMINDER,
    SESSION_REGISTER,
    TASKS,
    PaperChoice,
)
from desktop.actions.reports import PERIODIC, problem_of_period
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.problems import Problem

_OF_WHAT_WAS_DONE = frozenset(
    {SESSION_REGISTER, MODEL_REGISTER, REMINDER, AREA_REVIEW, TASKS, POST_HAND_OVER}
)
"""Papers that tell what was done in a period, or what is lacking of it."""

_USUAL = PaperChoice()


def problem_of_paper(
    desk: Desk, kind: str, period: Period, choice: PaperChoice = _USUAL
) -> Problem | None:
    """Why there is no such paper of a period: it has not begun, or its days are not over.

    Forms to be filled in by hand are handed out before their month begins.
    """
    today = desk.clock.today()
    if kind in PERIODIC:
        found = problem_of_period(desk, period)
        if found is None and kind == PeriodKind.AD_HOC and period.last_day > today:
            details = {"date": period.last_day.isoformat()}
            return Problem("range_not_over", "period", details=details)
        return found
    if kind in _OF_WHAT_WAS_DONE and not choice.blank and period.start > today:
        return Problem("report_to_come", "period", details={"period": period.id})
    return None

"""Whether a paper over all units has something to say of its period yet."""

from desktop.actions.consolidated_asked import MATRIX, TREND
from desktop.actions.desk import Desk
from desktop.actions.verdicts import consolidation_of
from desktop.domain.periods import Period, parse_period
from desktop.domain.problems import Problem


def problem_of_consolidated(desk: Desk, kind: str, period: Period) -> Problem | None:
    """Why there is no paper over all units of a period: it has not begun, and nothing of it came.

    A matrix or trend is of the whole year that holds the period.
    """
    today = desk.clock.today()
    if kind in (MATRIX, TREND) and period.last_day.year <= today.year:
        return None
    if period.start <= today or _something_came(desk, period):
        return None
    return Problem("report_to_come", "period", details={"period": period.id})


def _something_came(desk: Desk, period: Period) -> bool:
    came = {parse_period(name) for _unit, name in consolidation_of(desk).in_force}
    return any(period.start <= one.start and one.last_day <= period.last_day for one in came)

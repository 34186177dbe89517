"""A commune whose plan has figures, for tests and pictures of the objectives."""

from datetime import date
from pathlib import Path

from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.plan_settings import answer
from desktop.domain.periods import month_period, year_months
from desktop.domain.plan_facts import NIL, AnswerState, CountEntry
from tests.ui.overview.offices import OCTOBER, busy_desk

__all__ = ["OCTOBER", "PLAN", "believable_desk"]

PLAN = "hue-302"
_STOCKS = {"dependent_persons": 41, "illegal_users": 12, "post_rehab_persons": 9}
_LACKING = ("served_persons", 6)
_UNKNOWN_MONTH = 7


def figures(number: int) -> dict[str, CountEntry]:
    """What a month says: stocks that move a little, few cases, nothing planted."""
    stocks = {
        "dependent_persons": 41 + number % 3,
        "illegal_users": 12 + number % 2,
        "served_persons": 53 + number % 3 + number % 2 - (5 if number in {6, 9} else 0),
        "post_rehab_persons": 9 + number % 2,
        "post_rehab_managed": 9 + number % 2 - (1 if number == 10 else 0),
        "use_points": 2,
    }
    found = {name: CountEntry(value) for name, value in stocks.items()}
    for name in ("plant_cases", "plants", "plant_area"):
        found[name] = NIL
    found["use_points_found"] = CountEntry(1) if number % 4 == 0 else NIL
    found["use_points_eliminated"] = CountEntry(2) if number % 4 else CountEntry(3)
    return found


def believable_desk(folder: Path, count: int = 23) -> Desk:
    """October 2026 of a commune of so many groups with figures since January; July is blank."""
    desk = busy_desk(folder, count)
    for month in year_months(2026)[:10]:
        if month.number != _UNKNOWN_MONTH:
            outcome = set_counts(desk, month_period(2026, month.number), figures(month.number))
            assert outcome.done, outcome.problems
    done = answer(desk, PLAN, "3", AnswerState.YES, date(2026, 3, 12), "45/KH-BCĐ")
    assert done.done
    return desk

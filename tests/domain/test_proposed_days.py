"""Proposed days are working days that are left, spread evenly, the same for the same month."""

from collections import Counter
from datetime import date

import pytest

from desktop.domain.periods import month_period
from desktop.domain.proposed_days import answer_day, proposed_days, working_days

NOVEMBER = month_period(2026, 11)


def test_weekends_and_fixed_holidays_are_left_out() -> None:
    days = working_days(month_period(2026, 9), starting=date(2026, 8, 31))
    assert days[:2] == (date(2026, 8, 31), date(2026, 9, 1))
    assert date(2026, 9, 2) not in days
    assert all(day.weekday() < 5 for day in days)
    assert days[-1] == date(2026, 9, 14)


def test_days_outside_the_month_are_never_proposed() -> None:
    assert working_days(NOVEMBER, starting=date(2026, 1, 1))[0] == date(2026, 10, 15)
    assert working_days(NOVEMBER, starting=date(2026, 11, 15)) == ()


@pytest.mark.parametrize("count", [0, 1, 5, 22, 60])
def test_the_load_of_the_days_differs_by_one_at_most(count: int) -> None:
    days = working_days(NOVEMBER, starting=NOVEMBER.start)
    found = proposed_days(count, days)
    load = Counter(found)
    assert len(found) == count
    assert list(found) == sorted(found)
    assert max(load.values(), default=0) - min(load[day] for day in days) <= 1


def test_nothing_is_proposed_when_no_day_is_left() -> None:
    assert proposed_days(3, ()) == ()


@pytest.mark.parametrize(
    ("written", "by"),
    [
        (date(2026, 10, 20), date(2026, 11, 14)),
        (date(2026, 11, 13), date(2026, 11, 14)),
        (date(2026, 11, 14), date(2026, 11, 18)),
        (date(2026, 11, 20), date(2026, 11, 25)),
        (date(2026, 12, 31), date(2027, 1, 6)),
    ],
)
def test_an_answer_is_asked_for_by_the_closing_date_or_three_working_days_on(
    written: date, by: date
) -> None:
    assert answer_day(NOVEMBER, written=written) == by
    assert by > written

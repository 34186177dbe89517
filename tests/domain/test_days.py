"""Days as officers type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.days import beyond_years, day_in_period
from desktop.domain.periods import CALENDAR, Period, month_period, parse_period, year_months

OCTOBER = month_period(2026, 10)
JANUARY = month_period(2027, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20", date(2026, 9, 20)),
        ("5", date(2026, 10, 5)),
        ("15", date(2026, 9, 15)),
        ("14", date(2026, 10, 14)),
        ("5/10", date(2026, 10, 5)),
        ("5.10", date(2026, 10, 5)),
        ("5-10", date(2026, 10, 5)),
        ("05/10/2026", date(2026, 10, 5)),
        ("5/10/26", date(2026, 10, 5)),
        ("0510", date(2026, 10, 5)),
        ("051026", date(2026, 10, 5)),
        ("05102026", date(2026, 10, 5)),
        (" 5/10 ", date(2026, 10, 5)),
        ("1/8/2026", date(2026, 8, 1)),
        ("3/12", date(2026, 12, 3)),
    ],
)
def test_short_days_are_understood_inside_the_month_of_entry(text: str, day: date) -> None:
    assert day_in_period(text, OCTOBER) == day


@pytest.mark.parametrize(
    "text", ["", "0", "32", "31/9", "31/02/2026", "5/10/2062x", "năm", "5//10"]
)
def test_what_names_no_day_gives_none(text: str) -> None:
    assert day_in_period(text, OCTOBER) is None


def test_a_year_far_away_is_no_day() -> None:
    assert day_in_period("5/10/2262", OCTOBER) is None


def test_december_days_of_a_january_belong_to_the_year_before() -> None:
    assert day_in_period("20", JANUARY) == date(2026, 12, 20)
    assert day_in_period("20/12", JANUARY) == date(2026, 12, 20)
    assert day_in_period("5/1", JANUARY) == date(2027, 1, 5)


def test_a_bare_day_means_nothing_where_it_could_be_several() -> None:
    assert day_in_period("5", parse_period("2026-Q4")) is None


@given(st.sampled_from(year_months(2026)), st.integers(0, 30))
def test_every_day_of_a_month_is_named_by_its_number_alone(month: Period, step: int) -> None:
    days = [date.fromordinal(n) for n in range(month.start.toordinal(), month.end.toordinal())]
    day = days[step % len(days)]
    assert day_in_period(str(day.day), month) == day


def test_calendar_months_work_the_same_way() -> None:
    assert day_in_period("20", month_period(2026, 10, CALENDAR)) == date(2026, 10, 20)


@pytest.mark.parametrize("text", ["1/1/1900", "31.12.2101", "01011985"])
def test_a_full_day_outside_the_years_known_is_told_from_no_day(text: str) -> None:
    assert beyond_years(text)


@pytest.mark.parametrize(
    "text", ["", "5/10", "30/2/1900", "1/13/1900", "5/10/2026", "5/10/26", "x"]
)
def test_what_is_no_day_or_one_that_is_read_lies_in_no_far_year(text: str) -> None:
    assert not beyond_years(text)

"""Reporting periods: half-open, tiling the year, by the rule on periodic reports."""

from collections.abc import Callable
from datetime import date

import pytest

from desktop.domain.periods import (
    CALENDAR,
    Period,
    PeriodKind,
    PeriodRule,
    UnknownPeriodError,
    month_of,
    month_period,
    months_in,
    parse_period,
    period_of_change,
    period_of_month,
    previous_period,
    same_period_last_year,
    shifted_month,
    year_begin,
)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-10", date(2026, 9, 15), date(2026, 10, 14)),
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
        ("2026-10-01..2026-10-20", date(2026, 10, 1), date(2026, 10, 20)),
    ],
)
def test_a_period_runs_between_the_days_of_the_rule(name: str, first: date, last: date) -> None:
    period = parse_period(name)
    assert (period.start, period.last_day, period.id) == (first, last, name)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_calendar_months_work_as_well(name: str, first: date, last: date) -> None:
    period = parse_period(name, CALENDAR)
    assert (period.start, period.last_day) == (first, last)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-H3",
        "26-10",
        "2026-1",
        "tháng 10",
        "2026-10-20..2026-10-01",
        "2026-02-30..2026-03-01",
        "1900",
        "٢٠٢٦",
    ],
)
def test_a_text_that_names_no_period_is_refused(name: str) -> None:
    with pytest.raises(UnknownPeriodError):
        parse_period(name)


def test_the_last_half_of_december_belongs_to_january() -> None:
    assert month_of(date(2026, 12, 14)).id == "2026-12"
    assert month_of(date(2026, 12, 15)).id == "2027-01"
    assert month_of(date(2026, 12, 31)).id == "2027-01"


def test_the_start_day_is_a_setting_per_kind_of_report() -> None:
    rule = PeriodRule({PeriodKind.YEAR: 1})
    assert parse_period("2026", rule).start == date(2026, 1, 1)
    assert parse_period("2026-03", rule).start == date(2026, 2, 15)


@pytest.mark.parametrize("day", [0, 29, 31, -1])
def test_a_start_day_that_some_month_lacks_is_refused(day: int) -> None:
    with pytest.raises(ValueError, match="start day"):
        PeriodRule.uniform(day)


def test_neighbours_cross_the_year() -> None:
    january = month_period(2026, 1)
    assert shifted_month(january, -1).id == "2025-12"
    assert shifted_month(january, 12).id == "2027-01"


@pytest.mark.parametrize(
    ("name", "before", "last_year"),
    [
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-Q3", "2026-Q2", "2025-Q3"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026-9M", "2025-9M", "2025-9M"),
        ("2026", "2025", "2025"),
    ],
)
def test_comparisons_name_the_right_periods(name: str, before: str, last_year: str) -> None:
    period = parse_period(name)
    found = (previous_period(period), same_period_last_year(period))
    assert [one.id for one in found if one is not None] == [before, last_year]


def test_an_ad_hoc_period_is_compared_with_nothing() -> None:
    period = parse_period("2026-10-01..2026-10-20")
    assert (previous_period(period), same_period_last_year(period)) == (None, None)


def test_months_belong_to_the_period_that_holds_their_closing_date() -> None:
    assert [month.id for month in months_in(parse_period("2026-Q4"))] == [
        "2026-10",
        "2026-11",
        "2026-12",
    ]
    ad_hoc = parse_period("2026-10-01..2026-11-13")
    assert [month.id for month in months_in(ad_hoc)] == ["2026-10"]


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    period: Period = month_period(2026, 10)
    assert date(2026, 9, 15) in period
    assert date(2026, 10, 14) in period
    assert date(2026, 10, 15) not in period


OCTOBER_CHANGE = PeriodRule().changed(CALENDAR, "2026-10")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-09", date(2026, 8, 15), date(2026, 9, 14)),
        ("2026-10", date(2026, 9, 15), date(2026, 10, 31)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-Q3", date(2026, 6, 15), date(2026, 9, 14)),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 31)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 31)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 31)),
        ("2027-01", date(2027, 1, 1), date(2027, 1, 31)),
    ],
)
def test_the_month_of_a_change_begins_by_the_old_rule_and_ends_by_the_new_one(
    name: str, first: date, last: date
) -> None:
    period = parse_period(name, OCTOBER_CHANGE)
    assert (period.start, period.last_day) == (first, last)


def test_a_change_to_a_later_day_makes_the_month_shorter() -> None:
    rule = CALENDAR.changed(PeriodRule(), "2026-10")
    october = parse_period("2026-10", rule)
    assert (october.start, october.last_day) == (date(2026, 10, 1), date(2026, 10, 14))


def test_the_days_between_old_and_new_months_belong_to_the_month_of_the_change() -> None:
    for day in (date(2026, 9, 15), date(2026, 9, 30), date(2026, 10, 31)):
        assert month_of(day, OCTOBER_CHANGE).id == "2026-10"
    assert month_of(date(2026, 9, 14), OCTOBER_CHANGE).id == "2026-09"
    assert month_of(date(2026, 11, 1), OCTOBER_CHANGE).id == "2026-11"


def test_changes_follow_one_another_and_may_go_back() -> None:
    rule = OCTOBER_CHANGE.changed(PeriodRule(), "2026-12")
    spans = [(one.start, one.last_day) for one in map(month(rule), ("2026-11", "2026-12"))]
    assert spans == [
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 14)),
    ]
    assert rule.start_day(PeriodKind.MONTH) == 15
    assert [one.changed_from for one in rule.history()] == ["2026-12", "2026-10", ""]


def month(rule: PeriodRule) -> Callable[[str], Period]:
    """How a rule reads the name of a period."""
    return lambda name: parse_period(name, rule)


def test_a_change_overtaken_before_it_began_is_forgotten() -> None:
    assert OCTOBER_CHANGE.changed(PeriodRule.uniform(10), "2026-10") == PeriodRule().changed(
        PeriodRule.uniform(10), "2026-10"
    )
    assert OCTOBER_CHANGE.changed(PeriodRule(), "2026-08") == PeriodRule()


def test_the_same_days_are_no_change() -> None:
    assert OCTOBER_CHANGE.changed(CALENDAR, "2027-01") == OCTOBER_CHANGE
    assert PeriodRule() == PeriodRule.uniform(15)
    assert hash(PeriodRule()) == hash(PeriodRule.uniform(15))
    assert PeriodRule() != CALENDAR


def test_a_history_is_kept_in_the_order_of_its_months() -> None:
    with pytest.raises(ValueError, match="out of order"):
        PeriodRule({}, OCTOBER_CHANGE, "2026-10")
    with pytest.raises(ValueError, match="without a month"):
        PeriodRule({}, CALENDAR)
    with pytest.raises(ValueError, match="without a month"):
        PeriodRule({}, None, "2026-10")


def test_the_year_of_a_change_begins_by_the_old_rule() -> None:
    for name in ("2026-12", "2026-Q4", "2026", "2026-11-05..2026-11-20"):
        assert year_begin(parse_period(name, OCTOBER_CHANGE), OCTOBER_CHANGE) == date(2025, 12, 15)
    assert year_begin(parse_period("2027-02", OCTOBER_CHANGE), OCTOBER_CHANGE) == date(2027, 1, 1)


def test_a_range_of_days_is_counted_by_the_days_of_the_months() -> None:
    assert PeriodRule({PeriodKind.MONTH: 20}).start_day(PeriodKind.AD_HOC) == 20


@pytest.mark.parametrize(
    ("later", "name"),
    [
        (CALENDAR, "2026-11"),
        (PeriodRule({PeriodKind.QUARTER: 1, PeriodKind.YEAR: 1}), "2026-Q4"),
        (PeriodRule({PeriodKind.HALF_YEAR: 1}), "2026-H2"),
        (PeriodRule({PeriodKind.NINE_MONTHS: 1}), "2027-9M"),
        (PeriodRule({PeriodKind.YEAR: 1}), "2026"),
    ],
)
def test_a_change_is_named_by_the_shortest_report_that_it_touches(
    later: PeriodRule, name: str
) -> None:
    assert period_of_change(PeriodRule().changed(later, "2026-11")).id == name


def test_a_rule_never_changed_has_no_period_of_change() -> None:
    with pytest.raises(UnknownPeriodError):
        period_of_change(PeriodRule())
    with pytest.raises(UnknownPeriodError):
        period_of_month(PeriodKind.AD_HOC, 2026, 10)

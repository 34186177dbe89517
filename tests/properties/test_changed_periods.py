"""Any sequence of changes of the start days leaves every day in exactly one month."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.commune import CountingSettings
from desktop.domain.periods import (
    Period,
    PeriodKind,
    PeriodRule,
    month_id,
    month_of,
    months_in,
    parse_period,
    previous_period,
    rule_of_months,
    same_period_last_year,
    shifted_month,
    year_begin,
    year_months,
)

YEARS = (2025, 2026, 2027)
MONTHS = st.integers(1, 36).map(lambda number: month_id(2025, number))
START_DAYS = st.sampled_from((1, 2, 10, 14, 15, 16, 27, 28)) | st.integers(1, 28)
UNIFORM = START_DAYS.map(PeriodRule.uniform)
BY_KIND = st.dictionaries(st.sampled_from(PeriodKind), START_DAYS).map(PeriodRule)
DAYS = st.dates(date(2024, 11, 1), date(2028, 2, 28))
NAMES = ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M")


def _changed(first: PeriodRule, changes: list[tuple[str, PeriodRule]]) -> PeriodRule:
    rule = first
    for month, later in changes:
        rule = rule.changed(later, month)
    return rule


CHANGES = st.lists(st.tuples(MONTHS, UNIFORM), max_size=5)
ALIKE = st.builds(_changed, UNIFORM, CHANGES)
"""Rules with a history whose kinds of report begin together."""
RULES = st.builds(_changed, BY_KIND, st.lists(st.tuples(MONTHS, UNIFORM | BY_KIND), max_size=5))
"""Rules with a history whose kinds of report may begin on days of their own."""


def _names(year: int) -> tuple[str, ...]:
    months = (f"{year}-{month:02d}" for month in range(1, 13))
    return (*months, *(f"{year}-{name}" for name in NAMES), str(year))


@given(RULES)
def test_months_follow_one_another_without_gap_or_overlap(rule: PeriodRule) -> None:
    months = [month for year in YEARS for month in year_months(year, rule)]
    assert all(one.end == two.start for one, two in pairwise(months))
    assert all(one.start < one.end for one in months)


@given(RULES, DAYS)
def test_every_day_has_exactly_one_month(rule: PeriodRule, day: date) -> None:
    months = [month for year in range(2024, 2029) for month in year_months(year, rule)]
    assert [month for month in months if day in month] == [month_of(day, rule)]


@given(RULES)
def test_each_kind_of_report_tiles_by_itself(rule: PeriodRule) -> None:
    for names in (("Q1", "Q2", "Q3", "Q4"), ("H1", "H2")):
        spans = [parse_period(f"{year}-{name}", rule) for year in YEARS for name in names]
        assert all(one.end == two.start for one, two in pairwise(spans))
    years = [parse_period(str(year), rule) for year in YEARS]
    assert all(one.end == two.start for one, two in pairwise(years))


@given(ALIKE, st.sampled_from(YEARS))
def test_longer_periods_are_their_months(rule: PeriodRule, year: int) -> None:
    counts = {"Q": 3, "H": 6, "9": 9, "": 12}
    for name in (*NAMES, ""):
        period = parse_period(f"{year}-{name}" if name else str(year), rule)
        months = months_in(period, rule)
        assert (months[0].start, months[-1].end) == (period.start, period.end)
        assert len(months) == counts[name[:1]]
        assert year_begin(period, rule) == year_months(year, rule)[0].start


@given(RULES, MONTHS, UNIFORM | BY_KIND)
def test_a_change_moves_nothing_before_its_month(
    rule: PeriodRule, first_month: str, later: PeriodRule
) -> None:
    changed = rule.changed(later, first_month)
    for name in (one for year in YEARS for one in _names(year)):
        before, after = parse_period(name, rule), parse_period(name, changed)
        if _last_month(after) < first_month:
            assert before == after
        if _first_month(after) <= first_month:
            assert before.start == after.start
        else:
            assert after.start == parse_period(name, later).start
        if _last_month(after) >= first_month:
            assert after.end == parse_period(name, later).end


def _last_month(period: Period) -> str:
    last = {"Q": period.number * 3, "H": period.number * 6, "9": 9, "": 12}
    return (
        period.id
        if period.kind is PeriodKind.MONTH
        else month_id(period.year, last[period.id[5:6]])
    )


def _first_month(period: Period) -> str:
    first = {"Q": period.number * 3 - 2, "H": period.number * 6 - 5}
    if period.kind is PeriodKind.MONTH:
        return period.id
    return month_id(period.year, first.get(period.id[5:6], 1))


@given(RULES, DAYS, st.integers(-30, 30))
def test_neighbours_are_counted_by_name(rule: PeriodRule, day: date, steps: int) -> None:
    month = month_of(day, rule)
    there = shifted_month(month, steps, rule)
    assert shifted_month(there, -steps, rule) == month
    assert shifted_month(month, 1, rule) == month_of(month.end, rule)
    assert previous_period(month, rule) == month_of(month.start - timedelta(days=1), rule)


@given(RULES, st.sampled_from(YEARS), st.data())
def test_comparisons_name_periods_of_the_same_rule(
    rule: PeriodRule, year: int, data: st.DataObject
) -> None:
    period = parse_period(data.draw(st.sampled_from(_names(year))), rule)
    last_year = same_period_last_year(period, rule)
    assert last_year is not None
    assert last_year == parse_period(last_year.id, rule)
    assert last_year.id == f"{year - 1}{period.id[4:]}"
    before = previous_period(period, rule)
    assert before is not None
    assert before.kind is PeriodKind.NINE_MONTHS or before.end == period.start


@given(BY_KIND, BY_KIND, MONTHS)
def test_a_change_taken_back_before_it_closed_anything_is_no_change(
    first: PeriodRule, later: PeriodRule, month: str
) -> None:
    assert first.changed(later, month).changed(first, month) == first


@given(RULES, RULES)
def test_equal_rules_have_equal_days(one: PeriodRule, two: PeriodRule) -> None:
    names = [name for year in YEARS for name in _names(year)]
    same = all(parse_period(name, one) == parse_period(name, two) for name in names)
    assert same or one != two
    assert one != two or hash(one) == hash(two)


@given(RULES)
def test_the_duty_follows_the_months_of_the_report(rule: PeriodRule) -> None:
    duty = CountingSettings(rule).duty_rule
    for year in YEARS:
        assert year_months(year, duty) == year_months(year, rule)
        whole = parse_period(str(year), duty)
        assert months_in(whole, duty) == year_months(year, duty)


@given(ALIKE, st.sampled_from(YEARS), st.sampled_from((*NAMES, "")))
def test_months_speak_for_the_rule_that_made_them(rule: PeriodRule, year: int, name: str) -> None:
    period = parse_period(f"{year}-{name}" if name else str(year), rule)
    months = months_in(period, rule)
    found = rule_of_months(months)
    assert parse_period(period.id, found) == period
    assert months_in(period, found) == months

"""The units that a superior expects, and who reports where units merged."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.expected_units import (
    ExpectedUnit,
    UnitId,
    check_units,
    reporter_of,
    successor_of,
)
from desktop.domain.periods import month_period, parse_period

MERGED_ON = date(2025, 7, 1)
TAY_LOC = ExpectedUnit("19750", "Phường Tây Lộc", date(1976, 1, 1), MERGED_ON, "19753")
THUAN_LOC = ExpectedUnit("19753", "Phường Thuận Lộc", date(1976, 1, 1), MERGED_ON, "19753")
PHU_XUAN = ExpectedUnit("19753", "Phường Phú Xuân", MERGED_ON)
UNITS = (PHU_XUAN, THUAN_LOC, TAY_LOC)
JUNE, JULY = month_period(2025, 6), month_period(2025, 7)


def test_a_unit_reports_a_period_on_whose_closing_date_it_exists() -> None:
    assert [one for one in UNITS if one.reports(JUNE)] == [THUAN_LOC, TAY_LOC]
    assert [one for one in UNITS if one.reports(JULY)] == [PHU_XUAN]


@pytest.mark.parametrize("period", ["2025-07", "2025-Q3", "2025"])
def test_the_successor_reports_the_period_in_which_the_units_merged(period: str) -> None:
    assert reporter_of(UNITS, TAY_LOC, parse_period(period)) == PHU_XUAN


def test_before_the_merger_a_unit_reports_for_itself_and_the_successor_not_at_all() -> None:
    assert reporter_of(UNITS, TAY_LOC, JUNE) == TAY_LOC
    assert reporter_of(UNITS, PHU_XUAN, JUNE) is None


def test_the_same_code_is_another_unit_from_another_day_on() -> None:
    assert THUAN_LOC.unit != PHU_XUAN.unit
    assert PHU_XUAN.unit == UnitId("19753", MERGED_ON)
    assert successor_of(UNITS, THUAN_LOC) == PHU_XUAN


def test_a_successor_that_was_merged_too_hands_on() -> None:
    second = replace(PHU_XUAN, valid_until=date(2026, 1, 1), successor_code="30000")
    last = ExpectedUnit("30000", "Phường Mới", date(2026, 1, 1))
    units = (TAY_LOC, second, last)
    assert reporter_of(units, TAY_LOC, month_period(2026, 3)) == last
    assert reporter_of(units, TAY_LOC, month_period(2025, 12)) == second


def test_where_nobody_took_a_units_place_nobody_reports() -> None:
    assert reporter_of((replace(TAY_LOC, successor_code=""),), TAY_LOC, JULY) is None
    assert reporter_of((TAY_LOC,), TAY_LOC, JULY) is None


def test_units_that_name_each_other_as_successors_end_in_nobody() -> None:
    one = ExpectedUnit("1", "A", MERGED_ON, date(2026, 1, 1), "2")
    other = ExpectedUnit("2", "B", MERGED_ON, date(2026, 2, 1), "1")
    assert reporter_of((one, other), one, month_period(2026, 6)) is None


def test_a_list_in_order_has_no_problems() -> None:
    assert check_units(UNITS) == ()


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (replace(PHU_XUAN, code="19 753"), "unit_code_wrong"),
        (replace(PHU_XUAN, code=""), "unit_code_wrong"),
        (replace(PHU_XUAN, name=" "), "name_missing"),
        (replace(PHU_XUAN, valid_until=MERGED_ON), "unit_ends_before_it_begins"),
        (replace(PHU_XUAN, successor_code="1"), "unit_successor_without_day"),
        (
            replace(PHU_XUAN, valid_until=date(2026, 1, 1), successor_code="1"),
            "unit_successor_unknown",
        ),
    ],
)
def test_what_is_wrong_with_a_unit_is_said(unit: ExpectedUnit, code: str) -> None:
    assert [one.code for one in check_units((unit,))] == [code]


def test_one_code_for_two_units_at_the_same_time_is_wrong() -> None:
    twice = (PHU_XUAN, replace(PHU_XUAN, name="Phường Khác", valid_from=date(2026, 1, 1)))
    assert [one.code for one in check_units(twice)] == ["unit_twice", "unit_twice"]

"""The measure of a chart never makes a small difference look large, nor a figure untrue."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.charting import magnitude_of, percent_of, scale_of

VALUES = st.lists(st.none() | st.decimals(-(10**7), 10**7, places=2, allow_nan=False), max_size=13)
TARGETS = st.none() | st.decimals(0, 10**7, places=2)


def test_shares_show_the_whole_from_0_to_100_percent() -> None:
    scale = scale_of([Decimal("0.98"), Decimal("0.99")], target=Decimal(1), percent=True)
    assert (float(scale.bottom), float(scale.top)) == (0, 1)
    assert [float(tick) for tick in scale.ticks] == [0, 0.25, 0.5, 0.75, 1]


def test_a_share_above_100_percent_stays_on_the_chart() -> None:
    assert scale_of([Decimal("1.09")], target=Decimal(1), percent=True).top >= Decimal("1.09")


def test_a_small_reduction_is_measured_by_itself() -> None:
    scale = scale_of([Decimal("0.06"), Decimal("-0.12")], target=Decimal("0.05"), percent=True)
    assert scale.top < Decimal("0.25")
    assert scale.bottom <= Decimal("-0.12")


def test_whole_counts_have_whole_lines() -> None:
    assert all(tick == int(tick) for tick in scale_of([Decimal(1), Decimal(2)]).ticks)


@pytest.mark.parametrize("values", [[], [None] * 12, [Decimal(0)] * 12])
def test_nothing_and_zero_have_a_scale_too(values: list[Decimal | None]) -> None:
    scale = scale_of(values)
    assert (float(scale.bottom), float(scale.top)) == (0, 1)


@given(VALUES, TARGETS, st.booleans())
def test_every_value_and_the_target_and_zero_lie_on_the_chart(
    values: list[Decimal | None], target: Decimal | None, percent: bool
) -> None:
    scale = scale_of(values, target=target, percent=percent)
    known = [value for value in (*values, target, Decimal(0)) if value is not None]
    assert all(scale.bottom <= value <= scale.top for value in known)
    assert Decimal(0) in scale.ticks
    assert len(scale.ticks) <= 8


@pytest.mark.parametrize(
    ("fraction", "percent"),
    [("0.9996", "99.9"), ("1", "100"), ("1.0004", "100.1"), ("0.0004", "0.1"), ("0", "0")],
)
def test_neither_0_nor_100_percent_is_reached_by_rounding(fraction: str, percent: str) -> None:
    assert percent_of(Decimal(fraction)) == Decimal(percent)


def test_large_counts_are_read_in_thousands_or_millions() -> None:
    assert magnitude_of([Decimal(9999), None]) == 1
    assert magnitude_of([Decimal(10_000)]) == 1000
    assert magnitude_of([None, Decimal(1_250_000), Decimal(0)]) == 1_000_000

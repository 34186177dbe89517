"""The commune's counts of a period, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.canonical import build, parse, to_bytes
from desktop.domain.count_lines import CountLine, count_lines, span_before
from desktop.domain.plan_facts import MISSING, NIL, NOT_APPLICABLE, CountEntry, EntryState
from desktop.domain.plans import CountCategory, CountKind, PlanPack
from tests.domain.plan_making import Entered, entries

PACK = PlanPack(
    "thu",
    "Kế hoạch thử",
    "Ban Chỉ đạo",
    (),
    (
        CountCategory("cases", "Số vụ", "vụ", CountKind.FLOW, "Đấu tranh"),
        CountCategory("stock", "Đang quản lý", "người", CountKind.STOCK, "Quản lý"),
    ),
)
QUARTER = ("2026-07", "2026-08", "2026-09")


def lines(
    *months: str,
    first: str | None = None,
    openings: dict[str, int] | None = None,
    **figures: dict[str, Entered],
) -> tuple[CountLine, CountLine]:
    """The lines of the flow and of the stock."""
    flow, stock = count_lines(PACK, months, entries(figures), openings or {}, first)
    return flow, stock


def test_without_a_plan_there_are_no_lines() -> None:
    assert count_lines(None, QUARTER, {}, {}, None) == ()


def test_a_flow_adds_up_and_a_stock_stands_at_the_end() -> None:
    figures: dict[str, Entered] = dict(zip(QUARTER, (1, NIL, 3), strict=True))
    flow, stock = lines(*QUARTER, cases=figures, stock=figures)
    assert (flow.value, flow.state) == (4, EntryState.ENTERED)
    assert (stock.value, stock.state) == (3, EntryState.ENTERED)
    assert (stock.cumulative, stock.cumulative_complete) == (None, True)


def test_a_part_of_a_sum_is_never_its_total() -> None:
    flow, _stock = lines(*QUARTER, cases={"2026-07": 5, "2026-09": 6})
    assert (flow.value, flow.state, flow.known) == (0, EntryState.MISSING, None)
    assert (flow.cumulative, flow.cumulative_complete) == (11, False)


@pytest.mark.parametrize(
    ("figures", "state"),
    [
        ((NIL, NIL, NIL), EntryState.NIL),
        ((0, NIL, NIL), EntryState.ENTERED),
        ((NOT_APPLICABLE, NIL, NOT_APPLICABLE), EntryState.NIL),
        ((NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE), EntryState.NOT_APPLICABLE),
        ((NIL, MISSING, NOT_APPLICABLE), EntryState.MISSING),
    ],
)
def test_nil_missing_and_not_applicable_stay_apart(
    figures: tuple[Entered, ...], state: EntryState
) -> None:
    flow, _stock = lines(*QUARTER, cases=dict(zip(QUARTER, figures, strict=True)))
    assert (flow.value, flow.state) == (0, state)


def test_compared_with_are_the_span_before_and_the_same_months_last_year() -> None:
    flow, stock = lines(
        "2026-01",
        cases={"2025-12": 7, "2025-01": 9, "2026-01": 1},
        stock={"2025-12": 70, "2025-01": 90, "2026-01": 10},
    )
    assert (flow.previous, flow.last_year, flow.cumulative) == (7, 9, 1)
    assert (stock.previous, stock.last_year) == (70, 90)


def test_a_quarter_is_compared_with_the_last_month_of_the_one_before_for_stocks() -> None:
    _flow, stock = lines(*QUARTER, stock={"2026-06": 5, "2026-09": 6})
    assert (stock.previous, stock.value) == (5, 6)


def test_nine_months_are_compared_with_those_of_the_year_before() -> None:
    nine = tuple(f"2026-{month:02d}" for month in range(1, 10))
    assert span_before(nine) == tuple(f"2025-{month:02d}" for month in range(1, 10))
    assert span_before(("2026-01", "2026-02", "2026-03")) == ("2025-10", "2025-11", "2025-12")


def test_months_before_tracking_do_not_apply() -> None:
    flow, stock = lines("2026-07", first="2026-08", cases={}, stock={})
    assert (flow.state, stock.state) == (EntryState.NOT_APPLICABLE, EntryState.NOT_APPLICABLE)
    assert flow.cumulative is None


def test_opening_totals_enter_the_first_year_and_no_other() -> None:
    figures: dict[str, Entered] = {"2026-07": 2, "2027-01": 3}
    opening = {"cases": 40, "stock": 12}
    july, stock = lines("2026-07", first="2026-07", openings=opening, cases=figures)
    assert (july.value, july.cumulative, july.cumulative_complete) == (2, 42, True)
    assert (july.previous, stock.previous) == (None, 12)
    january, _stock = lines("2027-01", first="2026-07", openings=opening, cases=figures)
    assert (january.cumulative, january.cumulative_complete) == (3, True)


def test_an_opening_total_stands_for_all_months_before_tracking() -> None:
    flow, _stock = lines(
        "2026-02",
        first="2026-02",
        openings={"cases": 40},
        cases={"2026-01": 40, "2026-02": 1},
    )
    assert flow.cumulative == 41


def test_an_opening_total_is_no_figure_of_a_quarter() -> None:
    flow, _stock = lines(
        *QUARTER, first="2026-08", openings={"cases": 40}, cases={"2026-08": 1, "2026-09": 2}
    )
    assert (flow.value, flow.cumulative) == (3, 43)


def test_the_year_of_set_up_has_its_opening_total_inside() -> None:
    year = tuple(f"2026-{month:02d}" for month in range(1, 13))
    figures: dict[str, Entered] = {"2026-11": 1, "2026-12": 2}
    flow, _stock = lines(*year, first="2026-11", openings={"cases": 40}, cases=figures)
    assert (flow.value, flow.cumulative) == (43, 43)


def test_without_an_opening_total_the_first_year_is_not_complete() -> None:
    flow, _stock = lines("2026-07", first="2026-07", cases={"2026-07": 2})
    assert (flow.cumulative, flow.cumulative_complete) == (2, False)


def test_lines_come_back_from_canonical_bytes() -> None:
    flow, _stock = lines(*QUARTER, cases={"2026-07": 5})
    assert build(CountLine, parse(to_bytes(flow))) == flow


YEAR = tuple(f"2026-{month:02d}" for month in range(1, 13))
FIGURES = st.integers(0, 30).map(CountEntry) | st.sampled_from([NIL, NOT_APPLICABLE, MISSING])


@given(
    figures=st.dictionaries(st.sampled_from(YEAR), FIGURES),
    first=st.none() | st.sampled_from(YEAR),
    openings=st.dictionaries(st.just("cases"), st.integers(0, 99)),
    number=st.integers(1, 11),
)
def test_cumulative_is_that_of_the_month_before_and_the_months_own(
    figures: dict[str, CountEntry], first: str | None, openings: dict[str, int], number: int
) -> None:
    tracked = {month: entry for month, entry in figures.items() if month >= (first or "")}
    before, now = (
        count_lines(PACK, (month,), {"cases": tracked}, openings, first)[0]
        for month in YEAR[number - 1 : number + 1]
    )
    opening = openings.get("cases", 0) if YEAR[number] == first else 0
    assert (now.cumulative or 0) == (before.cumulative or 0) + opening + (now.known or 0)
    assert before.cumulative_complete or not now.cumulative_complete


def test_a_month_to_which_it_does_not_apply_is_left_out_of_the_period_before_too() -> None:
    flow, _stock = lines(
        *QUARTER,
        first="2026-01",
        cases={"2026-04": NOT_APPLICABLE, "2026-05": 4, "2026-06": 6, **dict.fromkeys(QUARTER, 5)},
    )
    assert (flow.value, flow.previous, flow.previous_state) == (15, 10, EntryState.ENTERED)


def test_a_period_before_that_was_tracked_in_part_is_compared_with_nothing() -> None:
    figures: dict[str, Entered] = dict.fromkeys(("2026-05", "2026-06", *QUARTER), 5)
    flow, _stock = lines(*QUARTER, first="2026-05", cases=figures)
    assert (flow.previous, flow.previous_state) == (None, EntryState.MISSING)


def test_it_is_known_how_a_figure_compared_with_stands() -> None:
    for before, state in (
        ({"2026-06": NIL}, EntryState.NIL),
        ({"2026-06": 0}, EntryState.ENTERED),
        ({"2026-06": NOT_APPLICABLE}, EntryState.NOT_APPLICABLE),
        ({}, EntryState.MISSING),
    ):
        figures: dict[str, Entered] = {**before, "2026-07": 1}
        flow, _stock = lines("2026-07", first="2026-01", cases=figures)
        assert flow.previous_state is state

"""Reduce: figures and rates that have to fall, with answers computed by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.domain.objective_results import ObjectiveState, Reason
from desktop.domain.plan_facts import (
    NIL,
    PlanFacts,
    month_before,
    months_to_date,
    year_before,
)
from tests.domain.plan_making import BLANK, Entered, entries, month_facts, result

DOWN_40 = 'kind = "reduce"\nnumerator = "done"\nbaseline = "mark"\ntarget = 40'
LAST_YEAR = 'kind = "reduce"\nnumerator = "done"'
RATE = 'kind = "reduce"\nnumerator = "done"\ndenominator = "all"'


@pytest.mark.parametrize(
    ("now", "fall", "state"),
    [
        (60, 40, ObjectiveState.MET),
        (61, 39, ObjectiveState.NOT_MET),
        (0, 100, ObjectiveState.MET),
        (NIL, 100, ObjectiveState.MET),
        (130, -30, ObjectiveState.NOT_MET),
    ],
)
def test_down_by_forty_per_cent(now: Entered, fall: int, state: ObjectiveState) -> None:
    found = result(DOWN_40, month_facts(done=now))
    assert (found.numerator, found.denominator, found.state) == (fall, 100, state)
    assert (found.value, found.target) == (fall / 100, 0.4)
    assert found.percent == Decimal(fall)


def test_an_unknown_baseline_keeps_the_objective_waiting() -> None:
    found = result(DOWN_40.replace('"mark"', '"unknown_mark"'), month_facts(done=3))
    assert found.state is ObjectiveState.NOT_ENTERED
    assert (found.outcome.reason, found.missing) == (Reason.NO_BASELINE, ("Mốc chưa rõ",))


def test_against_last_year_lower_is_met_and_equal_is_not() -> None:
    def against(now: int, before: int, extra: str = "") -> ObjectiveState:
        counts = entries({"done": {"2026-10": now, "2025-10": before}})
        return result(LAST_YEAR + extra, replace(BLANK, counts=counts)).state

    assert against(4, 5) is ObjectiveState.MET
    assert against(5, 5) is ObjectiveState.NOT_MET
    assert against(6, 5) is ObjectiveState.NOT_MET
    assert against(5, 5, '\ndirection = "not_rise"') is ObjectiveState.MET
    assert against(6, 5, '\ndirection = "not_rise"') is ObjectiveState.NOT_MET
    assert against(0, 0) is ObjectiveState.NOTHING_AROSE
    assert against(1, 0) is ObjectiveState.NOT_MET


def test_a_rise_from_nothing_has_no_percentage() -> None:
    counts = entries({"done": {"2026-10": 1, "2025-10": 0}})
    found = result(LAST_YEAR, replace(BLANK, counts=counts))
    assert (found.value, found.percent) == (None, None)
    assert found.outcome.reason is Reason.BASELINE_ZERO


def test_without_last_year_s_figures_it_waits() -> None:
    found = result(LAST_YEAR, month_facts(done=1))
    assert found.state is ObjectiveState.NOT_ENTERED
    assert found.outcome.lacking[0].months == ("2025-10",)
    tracked = replace(month_facts(done=1), first_month="2026-01")
    assert result(LAST_YEAR, tracked).state is ObjectiveState.NOT_ENTERED


@pytest.mark.parametrize(
    ("now", "before", "state"),
    [
        ((1, 50), (2, 50), ObjectiveState.MET),
        ((2, 100), (2, 50), ObjectiveState.MET),
        ((2, 50), (2, 50), ObjectiveState.NOT_MET),
        ((3, 50), (4, 100), ObjectiveState.NOT_MET),
        ((0, 50), (0, 40), ObjectiveState.MET),
        ((0, 0), (2, 50), ObjectiveState.NOTHING_AROSE),
        ((1, 50), (0, 0), ObjectiveState.NOT_ENTERED),
        ((51, 50), (2, 50), ObjectiveState.NOT_ENTERED),
    ],
)
def test_a_rate_against_last_year(
    now: tuple[int, int], before: tuple[int, int], state: ObjectiveState
) -> None:
    counts = entries(
        {
            "done": {"2026-10": now[0], "2025-10": before[0]},
            "all": {"2026-10": now[1], "2025-10": before[1]},
        }
    )
    assert result(RATE, replace(BLANK, counts=counts)).state is state


def test_a_rate_against_a_baseline_shows_the_rate_allowed() -> None:
    body = RATE + '\nbaseline = "mark"\nbaseline_denominator = "mark_all"\ntarget = 10'
    found = result(body, month_facts(done=45, all=100))
    assert (found.numerator, found.denominator, found.value) == (45, 100, 0.45)
    assert (found.target, found.state) == (0.45, ObjectiveState.MET)
    assert result(body, month_facts(done=46, all=100)).state is ObjectiveState.NOT_MET


def year_to(month: int, **figures: int) -> PlanFacts:
    """The year until a month: a stock stands in all of it, of the others all is in January."""
    months = [f"2026-{number:02d}" for number in range(1, month + 1)]
    counts = {
        name: dict.fromkeys(months, one if name == "stock" else 0) | {months[0]: one}
        for name, one in figures.items()
    }
    return replace(BLANK, months=(months[-1],), counts=entries(counts))


HOLD_BELOW = (
    'kind = "hold"\nnumerator = "done"\nbaseline = "mark"\ndirection = "at_most"\nperiod = "year"'
)
RATE_OF_STOCK = (
    'kind = "reduce"\nnumerator = "done"\ndenominator = "stock + done"\n'
    'baseline = "mark"\nbaseline_denominator = "mark_all"\ntarget = 0\nperiod = "year"'
)


@pytest.mark.parametrize(
    ("body", "few", "many"),
    [
        (DOWN_40.replace("40", "0") + '\nperiod = "year"', 99, 100),
        (DOWN_40 + '\nperiod = "year"', 60, 61),
        (HOLD_BELOW, 100, 101),
        (RATE_OF_STOCK, 9, 11),
    ],
)
def test_part_of_a_year_is_no_fall_against_a_whole_one(body: str, few: int, many: int) -> None:
    # 100 of 200 in the whole year before. In January few are no success yet; too many stay so.
    january = result(body, year_to(1, done=few, stock=10))
    assert january.state is ObjectiveState.NOT_ENTERED
    assert (january.outcome.reason, january.missing) == (Reason.NOT_OVER, ())
    assert result(body, year_to(11, done=few, stock=10)).outcome.reason is Reason.NOT_OVER
    assert result(body, year_to(1, done=many, stock=10)).state is ObjectiveState.NOT_MET
    assert result(body, year_to(12, done=few, stock=10)).state is ObjectiveState.MET


def test_what_stands_at_month_s_end_may_be_compared_at_any_time() -> None:
    body = DOWN_40.replace('"done"', '"stock"') + '\nperiod = "year"'
    assert result(body, year_to(1, stock=60)).state is ObjectiveState.MET
    held = HOLD_BELOW.replace('"done"', '"stock"')
    assert result(held, year_to(1, stock=100)).state is ObjectiveState.MET
    # At least as many as in the whole year before is reached as soon as there are as many.
    least = HOLD_BELOW.replace("at_most", "at_least")
    assert result(least, year_to(2, done=100)).state is ObjectiveState.MET
    assert result(least, year_to(2, done=99)).state is ObjectiveState.NOT_MET
    # A rate of two sums is one at any time.
    sums = RATE_OF_STOCK.replace("stock + done", "all")
    assert result(sums, year_to(1, done=1, all=9)).state is ObjectiveState.MET


def test_a_part_of_last_year_is_no_measure_for_the_whole_of_this() -> None:
    body = LAST_YEAR + '\nperiod = "year"'
    this = {"2026-01": 1, "2026-02": 1, "2026-03": 1}
    counts = entries({"done": this | {"2025-02": 2, "2025-03": 2}})
    facts = replace(BLANK, months=("2026-03",), first_month="2025-02", counts=counts)
    found = result(body, facts)
    assert (found.state, found.outcome.reason) == (ObjectiveState.NOT_ENTERED, Reason.NO_BASELINE)
    assert found.outcome.lacking[0].months == ("2025-01",)
    # The opening total of January 2025 closes the gap: 3 now, 1 + 4 then.
    whole = result(body, replace(facts, openings={"done": 1}))
    assert (whole.numerator, whole.denominator, whole.state) == (2, 5, ObjectiveState.MET)


def test_months_to_date_and_their_neighbours() -> None:
    assert months_to_date(("2026-05",), 3) == ("2026-04", "2026-05")
    assert months_to_date(("2026-08",), 6) == ("2026-07", "2026-08")
    assert len(months_to_date(("2026-12",), 12)) == 12
    assert months_to_date(("2026-01",), 12) == ("2026-01",)
    assert months_to_date(("2026-05", "2026-06", "2026-07"), 3) == ("2026-05", "2026-06", "2026-07")
    assert months_to_date((), 12) == ()
    assert year_before(("2026-01", "2026-02")) == ("2025-01", "2025-02")
    assert (month_before("2026-01"), month_before("2026-10")) == ("2025-12", "2026-09")

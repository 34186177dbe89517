"""A quarter composed of its months is the quarter that the commune itself would have sent."""

from collections.abc import Mapping, Sequence

import pytest

from desktop.domain.composed_figures import composed_figures
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import MISSING, NIL, CountEntry, EntryState
from desktop.domain.unit_figures import UnitFigures, unit_figures
from tests.actions.units_making import plan, sent_month, sent_period, units_named

UNITS = units_named(6)
QUARTER = parse_period("2026-Q3")


def months_of(
    unit: int,
    numbers: Sequence[int] = (7, 8, 9),
    counts: Mapping[str, int | CountEntry] | None = None,
) -> list[UnitFigures]:
    return [unit_figures(sent_month(UNITS[unit], month, counts=counts)) for month in numbers]


def composed(unit: int) -> UnitFigures:
    return composed_figures(QUARTER, months_of(unit), plan())


@pytest.mark.parametrize("unit", range(6))
@pytest.mark.parametrize("period_id", ["2026-Q3", "2026-H1", "2026-9M"])
def test_it_says_what_a_report_of_the_period_says(unit: int, period_id: str) -> None:
    own = unit_figures(sent_period(UNITS[unit], period_id))
    first, last = own.first_day.month % 12 + 1, own.last_day.month
    made = composed_figures(
        parse_period(period_id), months_of(unit, range(first, last + 1)), plan()
    )
    assert (made.period, made.first_day, made.last_day) == (
        period_id,
        own.first_day,
        own.last_day,
    )
    assert made.activity == own.activity
    assert made.group_months == own.group_months
    assert made.groups_with_model == own.groups_with_model
    assert made.models == own.models
    assert {line.category: line.known for line in made.counts} == {
        line.category: line.known for line in own.counts
    }


@pytest.mark.parametrize("unit", range(6))
def test_its_objectives_are_those_of_a_report_of_the_period(unit: int) -> None:
    own = unit_figures(sent_period(UNITS[unit], "2026-Q3"))
    made = composed(unit)
    assert [one.id for one in made.objectives] == [one.id for one in own.objectives]
    for mine, theirs in zip(made.objectives, own.objectives, strict=True):
        assert (mine.state, mine.numerator, mine.denominator) == (
            theirs.state,
            theirs.numerator,
            theirs.denominator,
        ), mine.id


def test_a_flow_that_one_month_lacks_is_not_known() -> None:
    months = months_of(0)
    months[1] = unit_figures(sent_month(UNITS[0], 8, counts={"plants": MISSING}))
    made = composed_figures(QUARTER, months, plan())
    line = made.count("plants")
    assert line is not None
    assert (line.known, line.state) == (None, EntryState.MISSING)


def test_nothing_but_nil_is_nil() -> None:
    months = months_of(0, counts={"plants": NIL})
    line = composed_figures(QUARTER, months, plan()).count("plants")
    assert line is not None
    assert (line.known, line.state) == (0, EntryState.NIL)


def test_a_stock_is_that_of_the_last_month() -> None:
    months = months_of(0)
    months[2] = unit_figures(sent_month(UNITS[0], 9, counts={"dependent_persons": 41}))
    line = composed_figures(QUARTER, months, plan()).count("dependent_persons")
    assert line is not None
    assert line.known == 41


def test_the_months_that_are_there_stand_for_themselves() -> None:
    months = months_of(1)
    made = composed_figures(QUARTER, months[:2], plan())
    assert made.activity.sessions == sum(one.activity.sessions for one in months[:2])
    assert made.last_day == months[1].last_day


def test_objectives_of_another_plan_are_left_out() -> None:
    assert composed_figures(QUARTER, months_of(0), None).objectives == ()


def test_an_event_in_one_month_decides_the_quarter() -> None:
    clean = {"plant_cases": NIL, "plants": NIL, "plant_area": NIL}
    months = [unit_figures(sent_month(UNITS[0], month, counts=clean)) for month in (7, 8, 9)]
    calm = composed_figures(QUARTER, months, plan()).objective("6")
    assert calm is not None
    assert calm.state is ObjectiveState.MET
    months[0] = unit_figures(sent_month(UNITS[0], 7, counts={**clean, "plant_cases": 2}))
    found = composed_figures(QUARTER, months, plan()).objective("6")
    assert found is not None
    assert (found.state, found.numerator) == (ObjectiveState.NOT_MET, 2)


def test_some_of_the_months_cannot_say_that_nothing_happened() -> None:
    clean = {"plant_cases": NIL, "plants": NIL, "plant_area": NIL}
    months = months_of(0, (7, 9), clean)
    found = composed_figures(QUARTER, months, plan(), whole=False).objective("6")
    assert found is not None
    assert found.state is ObjectiveState.NOT_ENTERED
    months = months_of(0, (7, 9), {**clean, "plant_cases": 1})
    found = composed_figures(QUARTER, months, plan(), whole=False).objective("6")
    assert found is not None
    assert (found.state, found.numerator) == (ObjectiveState.NOT_MET, 2)

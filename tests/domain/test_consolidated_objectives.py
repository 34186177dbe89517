"""The objectives of a plan over all units, kind by kind."""

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.domain.consolidated import consolidated
from desktop.domain.consolidated_objectives import ObjectiveTotal
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.consolidated_series import SeriesCell, matrix, trend
from desktop.domain.objective_results import ObjectiveState, Reason
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plan_facts import NIL, AnswerState
from desktop.domain.plan_tables import AllocationLine
from desktop.domain.unit_figures import unit_figures
from desktop.reports.consolidated_allocated import allocated_blocks
from desktop.reports.consolidated_words import gathered
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import Table
from tests.actions.units_making import SUPERIOR
from tests.domain.consolidated_making import OCTOBER, A, B, C, entered, snapshot, together
from tests.domain.plan_making import pack_of

COVERAGE = 'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = 90\nunit = "%"'
ZERO = 'kind = "zero"\nnumerator = "done"\nalso = ["all"]\nunit = "vụ"'
HOLD = 'kind = "hold"\nstatus = "drug_free"'
REVIEW = 'kind = "review"'
KEPT = 'kind = "hold"\nnumerator = "stock"\nbaseline = "{}"\nunit = "người"'
FALL = (
    'kind = "reduce"\nnumerator = "done"\nbaseline = "{}"\n'
    'target = 10\ndirection = "fall"\nunit = "%"'
)
ALLOCATED = 'kind = "allocated"\nnumerator = "done"\ntable = "bieu"\ncolumn = "{}"\nunit = "vụ"'


def total(
    body: str,
    a: PlanEntries | None = None,
    b: PlanEntries | None = None,
    c: PlanEntries | None = None,
    groups: int = 2,
) -> ObjectiveTotal:
    """The one objective of a plan over those units that sent."""
    sent = {unit: plan for unit, plan in ((A, a), (B, b), (C, c)) if plan is not None}
    return together(pack_of(body), sent, groups=groups).objectives[0]


def test_coverage_is_the_sum_over_the_sum_and_no_average() -> None:
    found = total(COVERAGE, entered(done=1, all=1), entered(done=0, all=9), entered(done=0, all=0))
    assert (found.numerator, found.denominator, found.percent) == (1, 10, Decimal(10))
    assert found.state is ObjectiveState.NOT_MET
    assert (found.given, found.complete) == (3, True)
    assert found.by_state == {
        ObjectiveState.MET: 1,
        ObjectiveState.NOT_MET: 1,
        ObjectiveState.NOTHING_AROSE: 1,
    }


def test_a_unit_that_lacks_one_of_the_figures_is_in_neither_sum_and_named() -> None:
    found = total(COVERAGE, entered(done=9, all=10), entered(all=100))
    assert (found.numerator, found.denominator, found.given) == (9, 10, 1)
    assert found.in_state(ObjectiveState.NOT_ENTERED) == (B.unit,)
    assert not found.complete


def test_nothing_over_nothing_everywhere_reads_that_nothing_arose() -> None:
    found = total(COVERAGE, entered(done=0, all=0), entered(done=NIL, all=NIL))
    assert found.state is ObjectiveState.NOTHING_AROSE
    assert found.percent is None


def test_with_no_figure_of_anybody_the_total_waits() -> None:
    found = total(COVERAGE, entered(), entered())
    assert (found.state, found.numerator) == (ObjectiveState.NOT_ENTERED, None)


def test_one_event_in_one_unit_decides_for_all() -> None:
    found = total(ZERO, entered(done=NIL, all=NIL), entered(done=2))
    assert (found.state, found.numerator) == (ObjectiveState.NOT_MET, 2)


def test_nothing_anywhere_is_met_only_when_every_unit_has_said_so() -> None:
    nil = entered(done=NIL, all=NIL)
    assert total(ZERO, nil, nil).state is ObjectiveState.NOT_ENTERED
    assert total(ZERO, nil, nil, entered(done=NIL)).state is ObjectiveState.NOT_ENTERED
    assert total(ZERO, nil, nil, nil).state is ObjectiveState.MET


def test_a_status_held_counts_units_that_have_it_to_hold() -> None:
    never = entered(holds=(False,))
    found = total(HOLD, entered(holds=(True,)), entered(holds=(True, False)), never)
    assert found.counts_units
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.in_state(ObjectiveState.NOT_APPLICABLE) == (C.unit,)
    assert found.complete
    assert found.state is ObjectiveState.NOT_MET


def test_a_yes_or_no_counts_units_that_answered() -> None:
    found = total(
        REVIEW, entered(answer=AnswerState.YES), entered(answer=AnswerState.NO), entered()
    )
    assert found.counts_units
    assert (found.numerator, found.denominator, found.given) == (1, 2, 2)
    assert not found.complete


def test_where_it_concerns_no_unit_the_total_does_not_apply() -> None:
    apart = entered(answer=AnswerState.NOT_APPLICABLE)
    assert total(REVIEW, apart, apart, apart).state is ObjectiveState.NOT_APPLICABLE
    assert total(REVIEW, apart, apart).state is ObjectiveState.NOT_ENTERED


def test_frequency_and_upkeep_add_groups_up() -> None:
    frequency = total('kind = "frequency"\ntarget = 100', entered(), entered(), groups=3)
    assert (frequency.numerator, frequency.denominator) == (0, 6)
    upkeep = total('kind = "upkeep"\ntarget = 0', entered(), entered(), groups=4)
    assert (upkeep.numerator, upkeep.denominator) == (0, 8)
    assert upkeep.state is ObjectiveState.MET


def test_a_figure_is_held_against_the_plans_own_baseline_of_the_whole_area() -> None:
    found = total(KEPT.format("mark"), entered(stock=40), entered(stock=70))
    assert (found.numerator, found.target) == (110, Decimal(100))
    assert found.state is ObjectiveState.MET


def test_where_the_plan_names_no_value_the_units_baselines_add_up() -> None:
    found = total(
        KEPT.format("unknown_mark"),
        entered(stock=40, baselines={"unknown_mark": 50}),
        entered(stock=70, baselines={"unknown_mark": 50}),
        entered(stock=1000),
    )
    assert (found.numerator, found.target, found.given) == (110, Decimal(100), 2)
    assert not found.complete


def test_a_fall_is_that_of_the_sums() -> None:
    found = total(
        FALL.format("unknown_mark"),
        entered(done=10, baselines={"unknown_mark": 10}),
        entered(done=60, baselines={"unknown_mark": 90}),
    )
    assert (found.numerator, found.denominator, found.percent) == (30, 100, Decimal(30))
    assert found.state is ObjectiveState.MET


def test_a_rate_is_compared_by_sums_and_not_by_the_average_of_rates() -> None:
    body = (
        'kind = "reduce"\nnumerator = "done"\ndenominator = "all"\nbaseline = "mark"\n'
        'baseline_denominator = "mark_all"\ntarget = 0\ndirection = "fall"\nunit = "%"'
    )
    found = total(body, entered(done=1, all=1), entered(done=1, all=99))
    assert (found.numerator, found.denominator, found.target) == (2, 100, Decimal(50))
    assert found.state is ObjectiveState.MET


def test_allocated_targets_are_the_tables_sum_and_stand_beside_each_units_result() -> None:
    found = total(
        ALLOCATED.format("cases"),
        entered(done=12, unit="Phường A"),
        entered(done=17, unit="Phường B"),
        entered(done=3),
    )
    assert (found.numerator, found.target) == (32, Decimal(30))
    assert found.state is ObjectiveState.MET
    assert found.allocation == (
        AllocationLine("Phường A", 10, 12, codes=("10001",)),
        AllocationLine("Phường B", 20, 17, codes=("10002",)),
        AllocationLine("Phường C", None, 3, outside=True, codes=("10003",)),
    )
    assert found.in_state(ObjectiveState.NOT_MET) == (B.unit,)


def test_a_unit_stands_in_the_row_that_it_chose_whatever_its_name() -> None:
    found = total(
        ALLOCATED.format("cases"),
        entered(done=12, unit="Phường B"),
        entered(done=17, unit="phường a"),
    )
    assert found.allocation == (
        AllocationLine("Phường A", 10, 17, codes=("10002",)),
        AllocationLine("Phường B", 20, 12, codes=("10001",)),
    )


def test_units_of_one_name_are_two_units() -> None:
    twin = replace(B, name=A.name)
    pack = pack_of(ALLOCATED.format("cases"))
    figures = {
        unit.unit: unit_figures(snapshot(unit, pack=pack, plan=entered(done=done)))
        for unit, done in ((A, 5), (twin, 7))
    }
    made = consolidated(OCTOBER, (A, twin), figures, pack=pack).objectives[0]
    assert sum(line.reached or 0 for line in made.allocation) == made.numerator == 12
    assert [(line.reached, line.outside) for line in made.allocation if line.reached] == [
        (5, True),
        (7, True),
    ]
    assert [line.codes for line in made.allocation if line.reached] == [("10001",), ("10002",)]
    one = ConsolidatedPeriod(totals=consolidated(OCTOBER, (A, twin), figures, pack=pack), pack=pack)
    (table,) = [
        block
        for block in allocated_blocks(gathered(one, PaperFrame.of(SUPERIOR, year=2026)))
        if isinstance(block, Table)
    ]
    names = [row[1].replace("\u00a0", " ") for row in table.rows]
    assert names[2:] == ["Phường A (mã 10001)", "Phường A (mã 10002)"]


def test_two_units_that_chose_one_row_are_told_in_it() -> None:
    found = total(
        ALLOCATED.format("cases"),
        entered(done=5, unit="Phường A"),
        entered(done=7, unit="Phường A"),
    )
    assert found.allocation[0] == AllocationLine("Phường A", 10, 12, codes=("10001", "10002"))


def test_the_row_of_a_name_goes_to_the_unit_that_chose_it() -> None:
    found = total(ALLOCATED.format("cases"), entered(done=5), entered(done=7, unit="Phường A"))
    assert found.allocation[0] == AllocationLine("Phường A", 10, 7, codes=("10002",))
    assert found.allocation[2] == AllocationLine(
        "Phường A", None, 5, outside=True, codes=("10001",)
    )


def test_a_unit_that_chose_no_row_stands_in_that_of_its_name_alone() -> None:
    found = total(ALLOCATED.format("cases"), entered(done=5))
    assert found.allocation == (
        AllocationLine("Phường A", 10, 5, codes=("10001",)),
        AllocationLine("Phường B", 20, None),
    )


def test_a_blank_cell_is_no_target_of_nought() -> None:
    found = total(ALLOCATED.format("files"), entered(done=1, unit="Phường A"), None)
    assert found.target == Decimal(4)
    assert found.allocation[1] == AllocationLine("Phường B", None, None)


def test_the_same_number_for_every_unit_is_reached_only_when_every_unit_reaches_it() -> None:
    body = 'kind = "allocated"\nnumerator = "done"\ntarget = 2\nunit = "điểm"'
    found = total(body, entered(done=9), entered(done=1))
    assert (found.numerator, found.target) == (10, Decimal(4))
    assert found.state is ObjectiveState.NOT_MET


def test_a_plain_figure_adds_up() -> None:
    found = total('kind = "count"\nnumerator = "done + all"\nunit = "vụ"', entered(done=1, all=2))
    assert (found.numerator, found.given, found.complete) == (3, 1, False)


def test_what_only_the_superior_enters_waits_for_no_unit() -> None:
    body = f'{COVERAGE}\nentered_by = "superior"'
    found = total(body, entered(), None)
    assert (found.state, found.reason) == (ObjectiveState.NOT_APPLICABLE, Reason.SUPERIOR)


def test_a_unit_under_another_plan_is_named_and_in_no_objective() -> None:
    ours = pack_of(COVERAGE)
    other = replace(ours, id="other")
    figures = {
        A.unit: unit_figures(snapshot(A, pack=ours, plan=entered(done=9, all=10))),
        B.unit: unit_figures(snapshot(B, pack=other, plan=entered(done=0, all=90))),
    }
    found = consolidated(OCTOBER, (A, B), figures, pack=ours)
    assert found.other_plan == (B.unit,)
    assert (found.objectives[0].numerator, found.objectives[0].complete) == (9, False)


@pytest.mark.parametrize("number", [1, 3])
def test_one_unit_alone_gives_its_own_figures(number: int) -> None:
    found = total(COVERAGE, entered(done=number, all=4))
    assert (found.numerator, found.denominator) == (number, 4)


def test_the_matrix_and_the_trend_of_an_objective_show_the_figures_of_the_plans_rule() -> None:
    pack = pack_of(COVERAGE)
    one = together(pack, {A: entered(done=9, all=10), B: entered(all=5)})
    found = matrix([one, one], "objective:1")
    cells = {row.unit: row.cells[0] for row in found.rows}
    assert (cells[A].numerator, cells[A].denominator, cells[A].ratio) == (9, 10, True)
    assert (cells[B].numerator, cells[B].sent) == (None, True)
    assert cells[C].sent is False
    assert (found.totals[1].numerator, found.totals[1].units) == (9, 1)
    assert trend([one, one], "objective:1")[1].same_before == SeriesCell(9, 10, ratio=True)
    assert matrix([one], "objective:none").totals == (SeriesCell(units=0),)


def test_the_matrix_of_a_count_leaves_blank_what_was_not_entered() -> None:
    one = together(pack_of(COVERAGE), {A: entered(done=0, all=10), B: entered()})
    cells = [row.cells[0].numerator for row in matrix([one], "count:done").rows]
    assert cells == [0, None, None]

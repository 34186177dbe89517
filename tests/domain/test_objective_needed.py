"""How many more (or fewer) make an objective met: exactly so many, and not one less."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.objective_needed import needed, way_to_met
from desktop.domain.objective_results import LackingKind, ObjectiveState
from desktop.domain.objectives import compute
from desktop.domain.plan_facts import PlanFacts
from tests.domain.plan_making import BLANK, duty, entries, month_facts, pack_of

COVERAGE = 'kind = "coverage"\nnumerator = "done"\ndenominator = "all"'
REDUCE = 'kind = "reduce"\nnumerator = "done"\nbaseline = "mark"'
RATE = (
    'kind = "reduce"\nnumerator = "done"\ndenominator = "all"\n'
    'baseline = "mark"\nbaseline_denominator = "mark_all"'
)
LAST_YEAR = 'kind = "reduce"\nnumerator = "done"\ndenominator = "all"'


def _needed(body: str, facts: PlanFacts) -> int | None:
    pack = pack_of(body)
    return needed(pack.objectives[0], compute(pack, pack.objectives[0], facts))


def _state(body: str, facts: PlanFacts) -> ObjectiveState:
    pack = pack_of(body)
    return compute(pack, pack.objectives[0], facts).state


@given(st.integers(0, 60), st.integers(1, 60), st.sampled_from(("100", "80", "99.5", "33.3")))
def test_so_many_more_reach_the_part_wanted(done: int, whole: int, target: str) -> None:
    done = min(done, whole)
    body = f"{COVERAGE}\ntarget = {target}"
    more = _needed(body, month_facts(done=done, all=whole))
    assert more is not None
    assert _state(body, month_facts(done=done + more, all=whole)) is ObjectiveState.MET
    if more:
        short = month_facts(done=done + more - 1, all=whole)
        assert _state(body, short) is ObjectiveState.NOT_MET


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (f'{COVERAGE}\ntarget = 5\ndirection = "at_most"', 100),
        (f'{COVERAGE}\ntarget = 0.5\ndirection = "at_most"', 150),
        (f"{REDUCE}\ntarget = 40", 100),
        (f"{REDUCE}\ntarget = 0", 100),
        (f'{REDUCE}\ntarget = 0\ndirection = "not_rise"', 100),
        (f"{RATE}\ntarget = 10", 90),
        (f"{RATE}\ntarget = 0", 90),
        (f"{RATE}\ntarget = 0", 91),
        (f'{RATE}\ntarget = 0\ndirection = "not_rise"', 90),
        ('kind = "zero"\nnumerator = "done"', 100),
        ('kind = "hold"\nnumerator = "done"\nbaseline = "mark"\ndirection = "at_most"', 200),
    ],
)
def test_so_many_fewer_come_down_to_what_is_allowed(body: str, whole: int) -> None:
    for done in range(0, whole + 1, 7):
        fewer = _needed(body, month_facts(done=done, all=whole))
        assert fewer is not None
        assert _state(body, month_facts(done=done - fewer, all=whole)) is ObjectiveState.MET
        if fewer:
            over = month_facts(done=done - fewer + 1, all=whole)
            assert _state(body, over) is ObjectiveState.NOT_MET


def test_a_rate_of_nothing_last_year_is_held_by_nothing() -> None:
    counts = {"done": {"2026-10": 3, "2025-10": 0}, "all": {"2026-10": 9, "2025-10": 8}}
    assert _needed(LAST_YEAR, replace(BLANK, counts=entries(counts))) == 3


def test_a_number_to_reach() -> None:
    body = 'kind = "allocated"\nnumerator = "done"\ntarget = 6'
    assert _needed(body, month_facts(done=4)) == 2
    assert _needed(body, month_facts(done=6)) == 0
    assert _needed(body, month_facts()) is None


def test_the_committee_s_own_target_decides() -> None:
    pack = pack_of(f"{REDUCE}\ntarget = 40")
    facts = replace(month_facts(done=60), targets={"1": Decimal(50)})
    found = compute(pack, pack.objectives[0], facts)
    assert needed(pack.objectives[0], found, own=Decimal(50)) == 10


def test_groups_without_a_session_are_named_and_counted() -> None:
    pack = pack_of('kind = "frequency"\ntarget = 80')
    facts = replace(BLANK, duty=(duty("2026-10", a=1, b=0, c=2, d=0, e=0),))
    way = way_to_met(pack.objectives[0], compute(pack, pack.objectives[0], facts))
    assert [one.id for one in way.groups] == ["b", "d", "e"]
    assert (way.needed, way.fewer, way.figures) == (2, False, ())


def test_what_is_missing_is_named_and_no_number_guessed() -> None:
    pack = pack_of(f"{COVERAGE}\ntarget = 100")
    way = way_to_met(pack.objectives[0], compute(pack, pack.objectives[0], month_facts(done=4)))
    assert [(one.kind, one.id) for one in way.figures] == [(LackingKind.FIGURE, "all")]
    assert way.needed is None


@pytest.mark.parametrize(
    "body", ['kind = "review"', 'kind = "milestone"', 'kind = "hold"\nstatus = "drug_free"']
)
def test_what_is_asked_needs_an_answer_and_no_number(body: str) -> None:
    pack = pack_of(body)
    way = way_to_met(pack.objectives[0], compute(pack, pack.objectives[0], BLANK))
    assert len(way.asked) == 1
    assert way.needed is None


def test_other_figures_of_a_zero_leave_no_number() -> None:
    body = 'kind = "zero"\nnumerator = "done"\nalso = ["all"]'
    assert _needed(body, month_facts(done=0, all=3)) is None
    assert _needed(body, month_facts(done=2, all=3)) is None
    assert _needed(body, month_facts(all=3)) is None
    assert _needed(body, month_facts(done=2, all=0)) == 2
    assert _needed('kind = "count"\nnumerator = "done"', month_facts(done=3)) is None

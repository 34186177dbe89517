"""Properties of the totals of all units, over the shipped plans and figures made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.actions.plans import shipped_plans
from desktop.domain.across_units import across_units
from desktop.domain.consolidated import Consolidated, consolidated
from desktop.domain.consolidated_data import consolidated_bytes
from desktop.domain.consolidated_objectives import counts_units
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.plan_entries import PlanAnswer, PlanEntries, StatusEvent
from desktop.domain.plan_expressions import TermKind
from desktop.domain.plan_facts import MISSING, NIL, NOT_APPLICABLE, AnswerState, CountEntry
from desktop.domain.plans import ObjectiveKind, PlanPack, keyed_expressions
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_plan import with_plan
from desktop.domain.unit_figures import UnitFigures, unit_figures
from tests.domain.consolidated_making import OCTOBER, SINCE, snapshot
from tests.domain.making import held, model

PACKS = shipped_plans()
UNITS = tuple(
    ExpectedUnit(f"1000{number}", f"Xã {number}", SINCE, position=number) for number in range(4)
)
FIGURES = st.integers(0, 30).map(CountEntry) | st.sampled_from([NIL, NOT_APPLICABLE, MISSING])
MONTHS = tuple(f"{year}-{month:02d}" for year in (2025, 2026) for month in (8, 9, 10))
SUMS = (ObjectiveKind.COVERAGE, ObjectiveKind.SHARE, ObjectiveKind.FREQUENCY, ObjectiveKind.UPKEEP)
NO_RULE = (ObjectiveState.NOT_APPLICABLE, ObjectiveState.NOT_ENTERED)


@cache
def plain(number: int, groups: int) -> Snapshot:
    """A unit's month, with one session and one model where it has groups."""
    one = ("g1",) if groups else ()
    return snapshot(
        UNITS[number],
        groups=groups,
        sessions=(held(date(2026, 10, 1), *one),),
        models=(model("m", *one),),
    )


@st.composite
def commune_entries(draw: st.DrawFn, pack: PlanPack) -> PlanEntries:
    """Anything that a commune may enter for a plan."""
    counts = {
        one.id: draw(st.dictionaries(st.sampled_from(MONTHS), FIGURES, max_size=4))
        for one in pack.counts
    }
    return PlanEntries(
        counts=counts,
        answers=tuple(
            PlanAnswer(one.id, one.id, draw(st.sampled_from(AnswerState)))
            for one in pack.objectives
            if counts_units(one) and draw(st.booleans())
        ),
        statuses=tuple(
            StatusEvent(str(place), "drug_free", date(2026, 1 + place, 1), holds=holds)
            for place, holds in enumerate(draw(st.lists(st.booleans(), max_size=3)))
        ),
        baselines={
            one.id: draw(st.integers(0, 40)) for one in pack.baselines if draw(st.booleans())
        },
        targets={one.id: Decimal(50) for one in pack.objectives[:2] if draw(st.booleans())},
    )


@st.composite
def sent(draw: st.DrawFn, pack: PlanPack) -> dict[UnitId, UnitFigures]:
    """Some of the units with what they entered."""
    numbers = draw(st.lists(st.integers(0, len(UNITS) - 1), unique=True, max_size=3))
    return {
        UNITS[number].unit: unit_figures(
            with_plan(plain(number, draw(st.integers(0, 2))), pack, draw(commune_entries(pack)))
        )
        for number in numbers
    }


def all_of(pack: PlanPack, figures: Mapping[UnitId, UnitFigures]) -> Consolidated:
    return consolidated(OCTOBER, UNITS, figures, pack=pack)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_order_of_units_gives_the_same_bytes_and_findings(data: st.DataObject) -> None:
    pack = data.draw(st.sampled_from(PACKS))
    figures = data.draw(sent(pack))
    mixed = dict(data.draw(st.permutations(list(figures.items()))))
    assert consolidated_bytes(all_of(pack, figures)) == consolidated_bytes(all_of(pack, mixed))
    assert across_units(OCTOBER, UNITS, figures, pack=pack) == across_units(
        OCTOBER, UNITS, mixed, pack=pack
    )


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_ratios_are_sums_over_sums_of_the_units_that_gave_them(data: st.DataObject) -> None:
    pack = data.draw(st.sampled_from(PACKS))
    for total in all_of(pack, data.draw(sent(pack))).objectives:
        given_ = [one for one in total.units if one.given]
        assert total.given == len(given_)
        if not given_:
            assert total.state in NO_RULE
            assert total.numerator is None
        objective = pack.objective(total.id)
        assert objective is not None
        plans_own = any(one.names(TermKind.BASELINE) for _key, one in keyed_expressions(objective))
        if total.kind in SUMS and given_ and not plans_own and total.numerator is not None:
            assert total.numerator == sum(one.numerator or 0 for one in given_)
            assert total.denominator == sum(one.denominator or 0 for one in given_)
            assert total.numerator <= total.denominator


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_unit_that_gave_nothing_changes_no_sum(data: st.DataObject) -> None:
    pack = data.draw(st.sampled_from(PACKS))
    figures = data.draw(sent(pack))
    free = next(unit for unit in UNITS if unit.unit not in figures)
    blank = unit_figures(with_plan(plain(UNITS.index(free), 0), pack, PlanEntries()))
    waiting = tuple(one for one in blank.objectives if one.state is ObjectiveState.NOT_ENTERED)
    more = {**figures, free.unit: replace(blank, objectives=waiting)}
    before, after = all_of(pack, figures), all_of(pack, more)
    for old, new in zip(before.objectives, after.objectives, strict=True):
        assert (old.numerator, old.denominator, old.given) == (
            new.numerator,
            new.denominator,
            new.given,
        )
    for count in before.counts:
        same = after.count(count.category)
        assert same is not None
        assert same.total == count.total


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_complete_lacks_no_unit(data: st.DataObject) -> None:
    pack = data.draw(st.sampled_from(PACKS))
    found = all_of(pack, data.draw(sent(pack)))
    assert found.not_sent
    assert not any(total.complete for total in found.objectives)
    assert not any(
        total.state is ObjectiveState.MET
        for total in found.objectives
        if total.kind is ObjectiveKind.ZERO
    )

"""The rule of 2025 worked by hand: every boundary, every gap, and what a proposal may say."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.area_gaps import gaps
from desktop.domain.area_proposals import CriterionState, LevelState, propose
from desktop.domain.area_rules import LevelRole
from desktop.domain.areas import AssessmentDraft
from tests.domain.area_making import (
    LOWER_A,
    LOWER_PLANTS,
    NEW,
    NO,
    NOTHING,
    OLD,
    draft,
    full,
    judged,
)

MET = CriterionState.MET
NOT_MET = CriterionState.NOT_MET
NOT_ENTERED = CriterionState.NOT_ENTERED
UNKNOWN = CriterionState.THRESHOLD_UNKNOWN


@pytest.mark.parametrize(
    ("level", "criterion", "figures", "state"),
    [
        # 0.5 % of 10,000 persons are 50.
        ("type_1", "a", {"drug_users": "50"}, MET),
        ("type_1", "a", {"drug_users": "49"}, NOT_MET),
        ("type_1", "b", {"use_places": "2"}, MET),
        ("type_1", "b", {"use_places": "1"}, NOT_MET),
        # 0.1 % are 10, 0.05 % are 5.
        ("type_1", "c", {"arrested": "10"}, MET),
        ("type_1", "c", {"arrested": "9"}, NOT_MET),
        ("type_2", "c", {"arrested": "5"}, MET),
        ("type_2", "c", {"arrested": "4"}, NOT_MET),
        ("type_2", "b", {"use_places": "1"}, MET),
        ("type_2", "b", {"use_places": "0"}, NOT_MET),
        ("type_1", "d", {"plants": "3000"}, MET),
        ("type_1", "d", {"plants": "2999"}, NOT_MET),
        ("type_1", "d", {"plant_area": "750"}, MET),
        ("type_1", "d", {"plant_area": "749.99"}, NOT_MET),
        ("type_2", "d", {"plant_area": "125"}, MET),
        ("type_2", "d", {"plant_area": "124.99"}, NOT_MET),
    ],
)
def test_a_threshold_itself_is_reached(
    level: str, criterion: str, figures: Mapping[str, str], state: CriterionState
) -> None:
    assert judged(full(None, **figures), level, criterion).state is state


def test_ratios_are_compared_exactly() -> None:
    # 0.1 % of 29,999 persons are 29.999: thirty reach it, twenty-nine do not.
    entered = replace(full(arrested="30"), population=29_999)
    assert judged(entered, "type_1", "c").state is MET
    # 0.1 % of 30,001 are 30.001, and thirty of them are 0.09999667 %.
    assert judged(replace(entered, population=30_001), "type_1", "c").state is NOT_MET


def test_a_figure_of_the_class_above_counts_in_the_class_below_too() -> None:
    result = judged(full(arrested="10"), "type_2", "c")
    assert (result.state, result.beyond) == (MET, True)
    assert not judged(full(arrested="9"), "type_2", "c").beyond


def test_the_figure_and_its_threshold_stand_beside_the_criterion() -> None:
    measure = judged(full(drug_users="12"), "type_1", "a").measures[0]
    assert measure.value == 12
    assert measure.percent == Decimal("0.12")
    assert measure.lower == Decimal("0.5")


def test_three_of_five_make_the_first_class() -> None:
    assert propose(NEW, full(drug_users="50", use_places="2", arrested="10")).level == "type_1"
    two = propose(NEW, full({"no_users": False}, drug_users="50", use_places="2"))
    assert two.level == "not_drug_free"
    result = two.result("type_1")
    assert result is not None
    assert (result.met, result.needed, result.state) == (2, 3, LevelState.NOT_REACHED)


def test_two_of_the_first_and_one_of_the_second_class_make_the_second() -> None:
    entered = full(drug_users="50", use_places="2", arrested="5")
    assert propose(NEW, entered).level == "type_2"


def test_the_key_route_adds_to_two_criteria_of_the_second_class() -> None:
    found = full({"key_route": True}, drug_users="50", plants="3000", use_places="1", arrested="5")
    counting = judged(found, "type_1", "dd")
    assert (counting.state, counting.counted, counting.needed) == (MET, 2, 2)
    assert propose(NEW, found).level == "type_1"
    away = replace(found, ticked={**found.ticked, "key_route": False})
    assert judged(away, "type_1", "dd").state is NOT_MET
    assert propose(NEW, away).level == "type_2"


def test_the_key_route_never_counts_a_criterion_of_the_first_class_again() -> None:
    entered = full({"key_route": True}, drug_users="50", use_places="2", arrested="5")
    assert judged(entered, "type_1", "dd").counted == 1
    assert propose(NEW, entered).level == "type_2"


def test_an_unknown_threshold_is_said_and_holds_the_proposal_back() -> None:
    entered = full(drug_users="20", use_places="1", arrested="5")
    assert judged(entered, "type_2", "a").state is UNKNOWN
    proposal = propose(NEW, entered)
    assert proposal.level is None
    assert [(one.level, one.criterion) for one in proposal.undecided] == [
        ("type_2", "a"),
        ("drug_free", "no_users"),
        ("drug_free", "no_offenders"),
        ("drug_free", "no_use_points"),
    ]
    assert gaps(NEW, proposal).thresholds == (LOWER_A,)


@pytest.mark.parametrize(("filled", "level"), [("0.2", "type_2"), ("0.2001", "not_drug_free")])
def test_a_filled_threshold_decides(filled: str, level: str) -> None:
    free = {"no_users": False, "no_offenders": True, "no_use_points": True}
    entered = full(free, drug_users="20", use_places="1", arrested="5")
    filled_in = replace(entered, thresholds={LOWER_A: Decimal(filled)})
    assert propose(NEW, filled_in).level == level


def test_an_unknown_threshold_that_changes_nothing_holds_nothing_back() -> None:
    entered = full(drug_users="20", use_places="1", arrested="5", plant_area="125")
    assert judged(entered, "type_2", "a").state is UNKNOWN
    assert propose(NEW, entered).level == "type_2"


def test_nothing_at_all_reaches_no_threshold_known_or_not() -> None:
    for name in ("a", "d"):
        assert judged(full(), "type_2", name).state is NOT_MET


def test_of_two_measures_one_is_enough_and_a_gap_is_no_zero() -> None:
    only_area = {name: value for name, value in NOTHING.items() if name != "plants"}
    assert judged(draft({**only_area, "plant_area": "750"}), "type_1", "d").state is MET
    assert judged(draft({**only_area, "plant_area": "100"}), "type_1", "d").state is NOT_ENTERED
    assert judged(full(plants="500"), "type_2", "d").state is UNKNOWN
    filled = replace(full(plants="500"), thresholds={LOWER_PLANTS: Decimal(500)})
    assert judged(filled, "type_2", "d").state is MET


def test_without_population_ratios_are_open_and_counts_are_not() -> None:
    entered = replace(full(drug_users="50", use_places="2", arrested="10"), population=None)
    assert judged(entered, "type_1", "a").state is NOT_ENTERED
    assert judged(entered, "type_1", "b").state is MET
    proposal = propose(NEW, entered)
    assert proposal.level is None
    assert gaps(NEW, proposal).population
    assert gaps(NEW, proposal).figures == ()


def test_without_population_three_other_criteria_still_decide() -> None:
    found = full({"type_2_other": True}, use_places="1", plant_area="300", drug_users="50")
    entered = replace(found, population=None)
    # The two ratios of the first class are open, and two are not three.
    assert judged(entered, "type_1", "a").state is NOT_ENTERED
    assert propose(NEW, entered).level == "type_2"
    # On a key route the third could come from the criteria of the second class.
    on_route = replace(entered, ticked={**entered.ticked, "key_route": True})
    assert propose(NEW, replace(on_route, measured={})).level is None


def test_a_class_reached_for_certain_is_named_while_a_higher_one_is_open() -> None:
    entered = full(drug_users="50", arrested="10", use_places="1")
    without = {name: value for name, value in entered.measured.items() if name != "plants"}
    proposal = propose(NEW, replace(entered, measured=without))
    assert (proposal.level, proposal.at_least) == (None, "type_2")
    assert [one.mark for one in proposal.undecided] == ["d"]


def test_the_third_class_waits_for_the_criteria_that_are_not_known_here() -> None:
    unanswered = {name: value for name, value in NO.items() if name != "type_3_any"}
    free = {"no_users": False}
    open_one = propose(NEW, draft(NOTHING, ticked={**unanswered, **free}))
    assert (open_one.level, [one.level for one in open_one.undecided]) == (None, ["type_3"])
    assert propose(NEW, full({"type_3_any": True})).level == "type_3"


def test_drug_free_needs_all_three_conditions() -> None:
    all_three = {"no_users": True, "no_offenders": True, "no_use_points": True}
    assert propose(NEW, full(all_three)).level == "drug_free"
    for name in all_three:
        assert propose(NEW, full({**all_three, name: False})).level == "not_drug_free"
    two = dict.fromkeys(list(all_three)[:2], True)
    assert propose(NEW, full(two)).level is None


def test_a_key_class_comes_before_the_conditions_of_drug_free() -> None:
    ticked = {"no_users": True, "no_offenders": True, "no_use_points": True, "type_3_any": True}
    assert propose(NEW, full(ticked)).level == "type_3"


def test_nothing_entered_proposes_nothing_and_names_everything() -> None:
    proposal = propose(NEW, draft(population=None))
    waiting = gaps(NEW, proposal)
    assert proposal.level is None
    assert waiting.population
    assert waiting.figures == tuple(one.id for one in NEW.figures)
    assert waiting.questions == tuple(one.id for one in NEW.questions)


def test_a_rule_without_criteria_leaves_the_level_to_the_decision() -> None:
    proposal = propose(OLD, draft())
    assert (proposal.level, proposal.computed, proposal.undecided) == (None, False, ())


FIGURES = {
    "drug_users": st.sampled_from(["0", "10", "20", "49", "50", "51"]),
    "use_places": st.sampled_from(["0", "1", "2", "3"]),
    "arrested": st.sampled_from(["0", "4", "5", "9", "10", "11"]),
    "plants": st.sampled_from(["0", "400", "500", "2999", "3000"]),
    "plant_area": st.sampled_from(["0", "124", "125", "749", "750"]),
}
WHOLE = st.builds(
    lambda figures, ticked: draft(
        figures, ticked=ticked, thresholds={LOWER_A: "0.2", LOWER_PLANTS: "500"}
    ),
    st.fixed_dictionaries(FIGURES),
    st.fixed_dictionaries({one.id: st.booleans() for one in NEW.questions}),
)
RISING = ("key_route", "type_2_other", "type_3_any")
PLACE = {level.id: index for index, level in enumerate(NEW.levels)}


def proposed(entered: AssessmentDraft) -> str:
    level = propose(NEW, entered).level
    assert level is not None
    return level


@given(WHOLE)
def test_with_everything_entered_there_is_a_proposal(entered: AssessmentDraft) -> None:
    assert proposed(entered) in PLACE


@given(WHOLE, st.sampled_from(sorted(FIGURES)), st.integers(1, 5000))
def test_a_higher_figure_never_lowers_the_level(
    entered: AssessmentDraft, name: str, more: int
) -> None:
    measured = {**entered.measured, name: entered.measured[name] + more}
    higher = replace(entered, measured=measured)
    assert PLACE[proposed(higher)] <= PLACE[proposed(entered)]


@given(WHOLE, st.sampled_from(RISING))
def test_one_more_criterion_ticked_never_lowers_the_level(
    entered: AssessmentDraft, name: str
) -> None:
    without = replace(entered, ticked={**entered.ticked, name: False})
    ticked = replace(entered, ticked={**entered.ticked, name: True})
    assert PLACE[proposed(ticked)] <= PLACE[proposed(without)]


@given(WHOLE, st.sets(st.sampled_from([*FIGURES, *(one.id for one in NEW.questions)])), st.data())
def test_what_is_proposed_with_gaps_no_entry_can_change(
    entered: AssessmentDraft, hidden: set[str], data: st.DataObject
) -> None:
    partly = replace(
        entered,
        population=data.draw(st.sampled_from([None, entered.population])),
        measured={name: value for name, value in entered.measured.items() if name not in hidden},
        ticked={name: value for name, value in entered.ticked.items() if name not in hidden},
        thresholds=data.draw(st.sampled_from([{}, entered.thresholds])),
    )
    proposal = propose(NEW, partly)
    if proposal.level is None:
        assert proposal.undecided
        at_least = NEW.level(proposal.at_least or "")
        certain = at_least is None or PLACE[proposed(entered)] <= PLACE[at_least.id]
        assert certain
        assert at_least is None or at_least.role is LevelRole.KEY
    else:
        assert proposal.level == proposed(entered)

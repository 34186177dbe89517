"""Assessments: what is wrong with a draft, which one holds, up and down, drug-free won and lost."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.domain import areas
from desktop.domain.areas import (
    AssessmentDraft,
    StepDirection,
    assessment_on,
    check_assessment,
    drug_free_statuses,
    level_on,
    steps,
)
from desktop.domain.problems import Severity
from desktop.wording.area_problems import PROBLEMS
from tests.domain.area_making import (
    DAY,
    LOWER_A,
    NEW,
    NO,
    NOTHING,
    OLD,
    RULES,
    assessed,
    draft,
    full,
)

TODAY = date(2026, 11, 22)
UP, DOWN, SAME = StepDirection.UP, StepDirection.DOWN, StepDirection.SAME
COMMON = {
    "date_missing",
    "date_in_future",
    "date_out_of_range",
    "number_out_of_range",
    "text_too_long",
    "looks_personal",
}


def found(entered: AssessmentDraft) -> list[tuple[str, str, bool]]:
    problems = check_assessment(entered, NEW, TODAY)
    return [(one.code, one.field, one.stops) for one in problems]


def figures(name: str, value: str) -> AssessmentDraft:
    return draft({name: value})


def test_a_whole_assessment_has_no_problem() -> None:
    entered = full({"type_3_any": True}, drug_users="3", plant_area="12.5")
    assert found(replace(entered, thresholds={LOWER_A: Decimal("0.25")})) == []


def test_an_assessment_may_leave_figures_open() -> None:
    assert found(draft()) == []


@pytest.mark.parametrize(
    ("entered", "problem"),
    [
        (replace(draft(), on=None), ("date_missing", "on", True)),
        (replace(draft(), on=date(2026, 11, 23)), ("date_in_future", "on", True)),
        (replace(draft(), on=date(2025, 8, 23)), ("area_rule_not_in_force", "rule_id", False)),
        (draft(level=""), ("area_level_missing", "level", True)),
        (draft(level="with_drugs"), ("area_level_unknown", "level", True)),
        (draft(population=0), ("number_out_of_range", "population", True)),
        (figures("cases", "1"), ("area_figure_unknown", "measured.cases", True)),
        (figures("arrested", "-1"), ("number_out_of_range", "measured.arrested", True)),
        (figures("arrested", "NaN"), ("number_out_of_range", "measured.arrested", True)),
        (figures("arrested", "Infinity"), ("number_out_of_range", "measured.arrested", True)),
        (figures("arrested", "1.5"), ("area_figure_not_whole", "measured.arrested", True)),
        (figures("plant_area", "1.00001"), ("area_too_many_decimals", "measured.plant_area", True)),
        (
            figures("drug_users", "10001"),
            ("area_figure_above_population", "measured.drug_users", False),
        ),
        (draft(ticked={"sunny": True}), ("area_question_unknown", "ticked.sunny", True)),
        (
            draft(thresholds={"type_1/a/drug_users": "1"}),
            ("area_threshold_not_open", "thresholds.type_1/a/drug_users", True),
        ),
        (
            draft(thresholds={LOWER_A: "0"}),
            ("area_threshold_not_positive", f"thresholds.{LOWER_A}", True),
        ),
        (
            draft(thresholds={LOWER_A: "0.5"}),
            ("area_threshold_too_high", f"thresholds.{LOWER_A}", True),
        ),
        (replace(draft(), note="Gọi 0914 123 456"), ("looks_personal", "note", False)),
        (replace(draft(), decision="046082012345"), ("looks_personal", "decision", False)),
        (replace(draft(), note="a" * 2001), ("text_too_long", "note", True)),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    entered: AssessmentDraft, problem: tuple[str, str, bool]
) -> None:
    assert found(entered) == [problem]


def test_a_decision_that_differs_from_the_figures_is_said_and_kept() -> None:
    entered = replace(full({"type_3_any": True}), level="type_2")
    problems = check_assessment(entered, NEW, TODAY)
    assert [(one.code, one.severity) for one in problems] == [
        ("area_level_differs", Severity.WARNING)
    ]
    assert problems[0].details == {"level": "Trọng điểm loại II", "proposed": "Trọng điểm loại III"}


def test_every_problem_of_an_assessment_has_a_sentence() -> None:
    tree = ast.parse(Path(areas.__file__).read_text(encoding="utf-8"))
    codes = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Problem"
        and isinstance(node.args[0], ast.Constant)
    }
    assert codes - COMMON == set(PROBLEMS)


def test_the_level_of_a_day_is_that_of_the_last_assessment() -> None:
    history = [assessed(date(2026, 3, 1), "type_2"), assessed(date(2025, 12, 1), "type_1")]
    assert level_on(history, date(2025, 11, 30)) is None
    assert level_on(history, date(2025, 12, 1)) == "type_1"
    assert level_on(history, date(2026, 2, 28)) == "type_1"
    assert level_on(history, date(2026, 3, 1)) == "type_2"


def test_of_two_assessments_of_one_day_the_later_one_holds() -> None:
    history = [assessed(DAY, "type_2", name="1"), assessed(DAY, "type_3", name="2")]
    held = assessment_on(history, DAY)
    assert held is not None
    assert held.id == "2"


def test_the_history_goes_up_and_down() -> None:
    history = [
        assessed(date(2026, 1, 1), "type_2"),
        assessed(date(2026, 4, 1), "type_1"),
        assessed(date(2026, 7, 1), "type_1"),
        assessed(date(2026, 10, 1), "drug_free"),
    ]
    told = [(one.from_level, one.to_level, one.direction) for one in steps(history, RULES)]
    assert told == [
        (None, "type_2", StepDirection.UNKNOWN),
        ("type_2", "type_1", UP),
        ("type_1", "type_1", SAME),
        ("type_1", "drug_free", DOWN),
    ]


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("type_1", "type_2", DOWN),
        ("type_2", "type_2", SAME),
        ("with_drugs", "type_3", UP),
        ("type_3", "not_drug_free", DOWN),
        ("without_drugs", "not_drug_free", UP),
    ],
)
def test_levels_of_two_rules_are_compared_by_rank(
    before: str, after: str, direction: StepDirection
) -> None:
    history = [assessed(date(2024, 1, 1), before, OLD), assessed(DAY, after)]
    step = steps(history, RULES)[-1]
    assert (step.direction, step.rule_changed) == (direction, True)


def test_without_rank_or_rule_a_step_is_not_compared() -> None:
    unranked = replace(OLD, levels=tuple(replace(one, rank=None) for one in OLD.levels))
    history = [assessed(date(2024, 1, 1), "type_1", OLD), assessed(DAY, "type_2")]
    assert steps(history, (unranked, NEW))[-1].direction is StepDirection.UNKNOWN
    assert steps(history, (NEW,))[-1].direction is StepDirection.UNKNOWN
    inside = [history[0], assessed(date(2025, 1, 1), "type_2", OLD)]
    assert steps(inside, (unranked,))[-1].direction is DOWN


@pytest.mark.parametrize(
    ("levels", "held"),
    [
        ({}, []),
        ({DAY: "type_3"}, [(DAY, False)]),
        ({date(2026, 1, 1): "drug_free", DAY: "type_3"}, [(date(2026, 1, 1), True), (DAY, False)]),
        (
            {date(2026, 1, 1): "not_drug_free", DAY: "drug_free"},
            [(date(2026, 1, 1), False), (DAY, True)],
        ),
    ],
)
def test_drug_free_is_won_and_lost_by_assessments(
    levels: Mapping[date, str], held: list[tuple[date, bool]]
) -> None:
    history = [assessed(day, level) for day, level in levels.items()]
    assert [(one.on, one.holds) for one in drug_free_statuses(history, RULES)] == held


def test_the_old_rules_last_level_is_drug_free_too_and_an_unknown_rule_says_nothing() -> None:
    history = [assessed(date(2024, 1, 1), "without_drugs", OLD), assessed(DAY, "drug_free")]
    assert [one.holds for one in drug_free_statuses(history, RULES)] == [True, True]
    assert [one.on for one in drug_free_statuses(history, (OLD,))] == [date(2024, 1, 1)]


def test_while_no_level_can_be_proposed_any_level_may_be_decided() -> None:
    assert found(draft(NOTHING, ticked=NO)) == []

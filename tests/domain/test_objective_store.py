"""The figures that a closing stores come back exactly as they were."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.canonical import MalformedError
from desktop.domain.objective_results import ObjectiveState, Reason
from desktop.domain.objective_store import StoredFigure, figures_text, read_figures
from desktop.domain.plans import ObjectiveKind
from tests.domain.plan_making import month_facts, result

COVERAGE = 'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = 99.50'

FIGURES = st.builds(
    StoredFigure,
    id=st.text(min_size=1, max_size=5, alphabet="0123456789abc"),
    kind=st.sampled_from(ObjectiveKind),
    state=st.sampled_from(ObjectiveState),
    numerator=st.none() | st.integers(),
    denominator=st.none() | st.integers(min_value=0),
    target=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    ratio=st.booleans(),
    reason=st.sampled_from(Reason),
    plan=st.sampled_from(("", "hue-302")),
)


@given(st.lists(FIGURES, unique_by=lambda figure: figure.id, max_size=4))
def test_what_is_stored_comes_back_to_the_last_digit(figures: list[StoredFigure]) -> None:
    text = figures_text(figures)
    found = read_figures(text)
    assert list(found.values()) == figures
    assert [str(one.target) for one in found.values()] == [str(one.target) for one in figures]
    assert figures_text(found.values()) == text


def test_a_result_and_its_stored_figure_say_the_same() -> None:
    found = result(COVERAGE, month_facts(done=999, all=1000))
    stored = read_figures(figures_text([found]))["1"]
    assert (stored.numerator, stored.denominator, stored.state) == (999, 1000, found.state)
    assert (stored.value, stored.goal, stored.percent) == (found.value, found.target, found.percent)
    assert stored.percent == Decimal("99.9")


def test_a_closing_without_a_plan_stored_none() -> None:
    assert read_figures("") == {}
    assert read_figures(figures_text([])) == {}


def test_the_plan_of_the_period_is_stored_with_each_figure() -> None:
    found = result(COVERAGE, month_facts(done=1, all=2))
    assert read_figures(figures_text([found], plan="hue-302"))["1"].plan == "hue-302"
    lines = [
        {key: value for key, value in json.loads(figures_text([found]))[0].items() if key != "plan"}
    ]
    assert read_figures(json.dumps(lines))["1"].plan == ""


def test_keys_of_a_later_version_are_passed_over() -> None:
    figure = StoredFigure.of(result(COVERAGE, month_facts(done=1, all=2)))
    lines = json.loads(figures_text([figure]))
    lines[0]["colour"] = "later"
    assert read_figures(json.dumps(lines)) == {figure.id: figure}


@pytest.mark.parametrize(
    "broken",
    [
        {"target": "NaN"},
        {"target": 1},
        {"ratio": 1},
        {"numerator": True},
        {"numerator": "1"},
        {"state": "good"},
        {"kind": "wish"},
        {"reason": "because"},
        {"id": 4},
        {"plan": 302},
    ],
)
def test_what_is_no_figure_is_refused(broken: dict[str, object]) -> None:
    lines = json.loads(
        figures_text([StoredFigure.of(result(COVERAGE, month_facts(done=1, all=2)))])
    )
    with pytest.raises(MalformedError):
        read_figures(json.dumps([lines[0] | broken]))


@pytest.mark.parametrize("text", ["{}", "[1]", "[{}]", "no json", "[1.5]"])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        read_figures(text)


def test_the_text_does_not_hang_on_what_a_figure_is_made_of() -> None:
    found = result(COVERAGE, month_facts(done=1, all=2))
    bare = replace(found, outcome=replace(found.outcome, parts=()))
    assert figures_text([found]) == figures_text([bare])

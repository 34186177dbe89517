"""An id of a count keeps its unit and kind, and what has figures keeps its count."""

import pytest

from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.plan_choice import (
    PlanOutcome,
    add_plan_content,
    add_to_plan,
    additions,
    change_addition,
    choose_plan,
    remove_addition,
    remove_plan_file,
)
from desktop.actions.plans import shipped_plans
from desktop.domain.plan_facts import CountEntry
from desktop.paths import resource

HUE = "hue-302"
SPEAKERS = {"id": "xe_loa", "label": "Lượt xe loa", "unit": "lượt", "kind": "flow"}
OWN = """
format = 1
id = "{id}"
title = "Kế hoạch riêng"
issuer = "Ban Chỉ đạo"
[[counts]]
id = "xe_loa"
label = "{label}"
unit = "{unit}"
kind = "flow"
[[objectives]]
id = "1"
title = "Xe loa"
clause = "Mục 1"
quote = "Xe loa"
kind = "count"
numerator = "xe_loa"
"""


def own(name: str = "rieng", label: str = "Lượt xe loa", unit: str = "lượt") -> bytes:
    return OWN.format(id=name, label=label, unit=unit).encode()


def codes(outcome: PlanOutcome[str] | PlanOutcome[tuple[str, ...]]) -> list[str]:
    stopping = [one.code for one in outcome.problems]
    return stopping + [one.code for one in outcome.plan_problems]


@pytest.fixture
def with_figures(desk: Desk) -> Desk:
    """A count of the committee's own with figures of one month."""
    assert add_to_plan(desk, HUE, "count", SPEAKERS).done
    outcome = set_counts(desk, period_named(desk, "2026-09"), {"xe_loa": CountEntry(3)})
    assert outcome.done
    return desk


def test_a_count_with_figures_stays_and_says_in_how_many_months(with_figures: Desk) -> None:
    (count,) = additions(with_figures, HUE)
    outcome = remove_addition(with_figures, HUE, count.id)
    assert codes(outcome) == ["count_has_figures"]
    assert outcome.problems[0].details == {"name": "Lượt xe loa", "count": "1"}
    set_counts(with_figures, period_named(with_figures, "2026-09"), {"xe_loa": None})
    assert remove_addition(with_figures, HUE, count.id).done


def test_its_label_may_change_but_not_its_unit_its_kind_or_its_id(with_figures: Desk) -> None:
    (count,) = additions(with_figures, HUE)
    change = {"unit": "người", "kind": "stock"}
    for key, value in change.items():
        outcome = change_addition(with_figures, HUE, count.id, {**SPEAKERS, key: value})
        assert codes(outcome) == ["plan_not_usable", "count_means_other"]
    renamed = change_addition(with_figures, HUE, count.id, {**SPEAKERS, "id": "khac"})
    assert codes(renamed) == ["count_has_figures"]
    better = {**SPEAKERS, "label": "Lượt xe loa lưu động", "unit": "LƯỢT"}
    assert change_addition(with_figures, HUE, count.id, better).done


def test_without_figures_an_addition_changes_its_unit(desk: Desk) -> None:
    made = add_to_plan(desk, HUE, "count", SPEAKERS).value
    assert made is not None
    assert change_addition(desk, HUE, made[0], {**SPEAKERS, "unit": "xe"}).done


def test_an_id_is_not_given_to_another_count_in_any_plan(with_figures: Desk) -> None:
    other = {**SPEAKERS, "label": "Bắt giữ", "unit": "người", "kind": "stock"}
    assert "count_means_other" in codes(add_to_plan(with_figures, "hanoi-2021", "count", other))
    taken = add_plan_content(with_figures, own(unit="người"))
    assert codes(taken) == ["plan_not_usable", "count_means_other"]
    assert add_plan_content(with_figures, own()).done
    shipped = {"id": "patrols", "label": "Tuần tra", "unit": "buổi", "kind": "flow"}
    assert "count_means_other" in codes(add_to_plan(with_figures, HUE, "count", shipped))


def test_another_label_for_the_same_figures_is_warned_of(desk: Desk) -> None:
    patrols = {"id": "patrols", "label": "Lượt xe loa", "unit": "lượt", "kind": "flow"}
    outcome = add_to_plan(desk, HUE, "count", patrols)
    assert outcome.done
    assert codes(outcome) == ["count_label_other"]


def test_a_plan_stays_while_figures_have_their_meaning_from_it_alone(desk: Desk) -> None:
    assert add_plan_content(desk, own()).done
    assert choose_plan(desk, "rieng").done
    set_counts(desk, period_named(desk, "2026-09"), {"xe_loa": CountEntry(3)})
    assert choose_plan(desk, HUE).done
    assert codes(remove_plan_file(desk, "rieng")) == ["plan_has_figures"]
    renamed = own().replace(b'"xe_loa"', b'"xe_khac"')
    assert codes(add_plan_content(desk, renamed, replacing=True)) == ["plan_has_figures"]
    persons = own(unit="người")
    assert "count_means_other" in codes(add_plan_content(desk, persons, replacing=True))
    assert add_plan_content(desk, own("rieng-2")).done
    assert remove_plan_file(desk, "rieng").done


def test_a_plan_of_the_same_id_is_replaced_only_when_that_is_said(desk: Desk) -> None:
    assert add_plan_content(desk, own()).done
    other = own(label="Số lượt xe loa")
    outcome = add_plan_content(desk, other)
    assert codes(outcome) == ["plan_there_already"]
    assert outcome.problems[0].details == {"plan": "rieng", "before": "1", "after": "1"}
    assert not add_plan_content(desk, own()).changes
    assert add_plan_content(desk, other, replacing=True).changes


def test_a_shipped_plan_is_replaced_by_no_file(desk: Desk) -> None:
    for pack in shipped_plans():
        assert "id_shipped" in codes(add_plan_content(desk, own(pack.id), replacing=True))
    assert "id_shipped" in codes(add_plan_content(desk, own("HUE-302")))
    shipped = (resource("plans") / "hue-302.toml").read_bytes()
    outcome = add_plan_content(desk, shipped)
    assert (outcome.value, outcome.problems, bool(outcome.changes)) == (HUE, (), False)

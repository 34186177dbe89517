"""An objective of the committee's own goes with the counts that only it asked for."""

from pathlib import Path

import pytest

from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.plan_additions import add_all_to_plan, additions, remove_additions
from desktop.actions.safety import undo
from desktop.domain.plan_facts import CountEntry
from tests.ui.objectives.desks import OCTOBER, PLAN
from tests.ui.overview.offices import empty_desk

COUNT = {"id": "bcd_1_a", "label": "Camera an ninh", "unit": "camera", "kind": "flow"}
OBJECTIVE = {
    "id": "bcd-1",
    "title": "Lắp camera",
    "kind": "allocated",
    "numerator": "bcd_1_a",
    "period": "year",
    "target": 10,
    "unit": "camera",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return empty_desk(tmp_path / "commune")


@pytest.fixture
def own(desk: Desk) -> tuple[str, ...]:
    made = add_all_to_plan(desk, PLAN, (("count", COUNT), ("objective", OBJECTIVE))).value
    assert made is not None
    return made


def test_several_go_in_one_step_and_come_back_in_one(desk: Desk, own: tuple[str, ...]) -> None:
    count, objective = own
    assert remove_additions(desk, PLAN, (objective, count)).done
    assert additions(desk, PLAN) == ()
    undo(desk)
    assert {one.name for one in additions(desk, PLAN)} == {"bcd-1", "bcd_1_a"}


def test_none_goes_while_figures_were_entered_for_one(desk: Desk, own: tuple[str, ...]) -> None:
    assert set_counts(desk, OCTOBER, {"bcd_1_a": CountEntry(4)}).done
    outcome = remove_additions(desk, PLAN, own)
    assert [one.code for one in outcome.problems] == ["count_has_figures"]
    assert len(additions(desk, PLAN)) == 2


def test_an_addition_that_is_not_there_is_told(desk: Desk, own: tuple[str, ...]) -> None:
    for ids in ((), (*own, "khác")):
        outcome = remove_additions(desk, PLAN, ids)
        assert [one.code for one in outcome.problems] == ["addition_unknown"]

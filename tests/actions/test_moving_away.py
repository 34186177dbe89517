"""A copy whose data went on to another machine is only read, and asks for nothing to be done."""

from pathlib import Path

import pytest

from desktop.actions.groups import record_groups
from desktop.actions.moving import come_back, move_away
from desktop.actions.overview import WorkKind, month_overview
from desktop.actions.periods import period_named
from desktop.actions.plan_work import plan_work
from desktop.actions.safety import undo
from desktop.db.errors import MovedAwayError
from desktop.domain.groups import GroupDraft
from tests.actions.locked_making import Place, first_officer


@pytest.fixture
def locked(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data")
    made.make(first_officer()).close()
    return made


def test_data_that_went_to_another_machine_are_only_read_here(locked: Place) -> None:
    with locked.desk() as desk:
        assert move_away(desk, " ").problems[0].code == "moved_place_missing"
        assert come_back(desk).problems[0].code == "not_moved"
        assert move_away(desk, "Máy mới").done
    with locked.desk() as desk:
        assert not desk.allows("record_group")
        october = period_named(desk, "2026-10")
        assert [one.kind for one in month_overview(desk, october).work] == [WorkKind.MOVED_AWAY]
        assert plan_work(desk, october) == ()
        with pytest.raises(MovedAwayError) as caught:
            record_groups(desk, [GroupDraft(name="Tổ 1")])
        assert caught.value.details["moved_to"] == "Máy mới"
        with pytest.raises(MovedAwayError):
            undo(desk)
        assert come_back(desk).done
        assert WorkKind.MOVED_AWAY not in {one.kind for one in month_overview(desk, october).work}
        assert record_groups(desk, [GroupDraft(name="Tổ 1")]).done

"""Names with letters that hide or pretend, typed or pasted in the window."""

import pytest

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.ui.groups.room import GroupsRoom
from tests.hostile.test_letters import HIDDEN
from tests.ui.groups.test_groups import desk, room, said

__all__ = ["desk", "room"]


@pytest.mark.parametrize("kind", ["right to left", "zero width", "Cyrillic", "wide", "tags"])
def test_a_typed_name_is_stored_as_it_is_seen(room: GroupsRoom, desk: Desk, kind: str) -> None:
    room.new()
    room.form.name.setText(HIDDEN[kind].replace("1", "77").replace("１", "77"))
    room.form.save_wanted.emit()
    assert "Tổ dân phố 77" in [one.name for one in groups(desk)]


def test_the_same_name_in_other_letters_is_taken(room: GroupsRoom) -> None:
    room.new()
    room.form.name.setText(HIDDEN["Cyrillic"])
    assert not room.may_leave()
    assert "đã có" in said(room, "name")


def test_a_name_that_looks_like_another_is_told_and_saved(room: GroupsRoom, desk: Desk) -> None:
    room.new()
    room.form.name.setText("Tổ dân phố l")
    room.form.save_wanted.emit()
    assert "Tổ dân phố l" in [one.name for one in groups(desk)]
    assert "nhìn giống hệt “Tổ dân phố 1”" in said(room, "name")

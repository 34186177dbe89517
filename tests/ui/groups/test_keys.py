"""The same keys do the same in each room, and only in the room in sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.ui.groups.room import GroupsRoom
from desktop.ui.models.room import ModelsRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import OCTOBER, add_groups, empty_desk, ids_by_name

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = empty_desk(tmp_path / "commune")
    add_groups(made, 3)
    return made


@pytest.fixture
def rooms(
    desk: Desk, context: ShellContext, qtbot: QtBot
) -> Iterator[tuple[GroupsRoom, ModelsRoom]]:
    """Two rooms in one window, the groups in sight."""
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    made = (GroupsRoom(context, desk=desk), ModelsRoom(context, desk=desk))
    for room in made:
        stack.addWidget(room.widget())
        context.changed.connect(room.on_changes)
        room.on_shown(OCTOBER)
    stack.resize(1150, 570)
    stack.show()
    stack.activateWindow()
    qtbot.waitUntil(stack.isActiveWindow)
    made[0].page.table.setFocus()
    yield made
    stack.hide()


def test_control_n_begins_a_record_of_the_room_in_sight(
    rooms: tuple[GroupsRoom, ModelsRoom],
) -> None:
    QTest.keyClick(rooms[0].page.table, Qt.Key.Key_N, CONTROL)
    assert rooms[0].form.isVisible()
    assert rooms[0].form.name.hasFocus()
    assert rooms[1].form.isHidden()


def test_control_s_saves_and_escape_closes(
    rooms: tuple[GroupsRoom, ModelsRoom], desk: Desk
) -> None:
    room = rooms[0]
    room.on_target({"group": ids_by_name(desk)["Tổ dân phố 2"]})
    room.form.head_name.setText("Võ Thị Sen")
    QTest.keyClick(room.form.head_name, Qt.Key.Key_S, CONTROL)
    assert not room.form.dirty
    assert groups(desk)[1].head_name == "Võ Thị Sen"
    QTest.keyClick(room.form.name, Qt.Key.Key_Escape)
    assert room.form.isHidden()
    assert room.page.table.hasFocus()


def test_the_form_saves_when_the_focus_goes_elsewhere(
    rooms: tuple[GroupsRoom, ModelsRoom], desk: Desk
) -> None:
    room = rooms[0]
    room.on_target({"group": ids_by_name(desk)["Tổ dân phố 3"]})
    room.form.head_name.setFocus()
    room.form.head_name.setText("Võ Thị Sen")
    room.page.search.setFocus()
    assert groups(desk)[2].head_name == "Võ Thị Sen"


def test_tab_goes_through_the_fields_as_they_stand(rooms: tuple[GroupsRoom, ModelsRoom]) -> None:
    form = rooms[0].form
    rooms[0].new()
    order = (form.kind, form.active_from, form.households, form.population, form.counted_on)
    seen = []
    for _step in order:
        QTest.keyClick(form.window(), Qt.Key.Key_Tab)
        seen.append(form.window().focusWidget())
    assert tuple(seen) == order

"""Nobody is shut in by a form: leaving, Esc and closing work, and what is typed is asked about."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.models import models
from desktop.ui.groups.room import GroupsRoom
from desktop.ui.models.room import ModelsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.system.people import MembersSection
from desktop.ui.system.room import SystemRoom
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.overview.offices import add_groups, empty_desk, ids_by_name
from tests.ui.windows import main_window


@dataclass
class Questions:
    """Answers every question the same, and keeps what was asked."""

    drop: bool = False
    asked: list[str] = field(default_factory=list)

    def ask(self, _parent: object, **words: str) -> bool:
        self.asked.append(f"{words['do']} / {words['keep']}")
        return self.drop


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> Questions:
    made = Questions()
    monkeypatch.setattr(ConfirmDialog, "ask", made.ask)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = empty_desk(tmp_path / "commune")
    add_groups(made, 3)
    return made


@pytest.fixture
def window(qtbot: QtBot, context: ShellContext, desk: Desk) -> MainWindow:
    made = main_window(desk, context, qtbot)
    made.show_room("overview")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def half_a_model(window: MainWindow) -> ModelsRoom:
    """A new model that cannot be saved: it names no group."""
    window.show_room("models")
    room = window.room("models")
    assert isinstance(room, ModelsRoom)
    room.new()
    room.form.name.setText("Tổ liên gia")
    return room


def wrong_group(window: MainWindow) -> GroupsRoom:
    """A new group that cannot be saved: its day is none."""
    window.show_room("groups")
    room = window.room("groups")
    assert isinstance(room, GroupsRoom)
    room.new()
    room.form.name.setText("Thôn Mới")
    room.form.name.editingFinished.emit()
    room.form.active_from.setText("31/02")
    return room


def test_closing_the_window_asks_about_a_model_that_cannot_be_saved(
    window: MainWindow, questions: Questions, desk: Desk
) -> None:
    room = half_a_model(window)
    assert not window.close()
    assert questions.asked == ["Bỏ bản nháp / Sửa tiếp"]
    assert room.form.name.text() == "Tổ liên gia"
    questions.drop = True
    assert window.close()
    assert models(desk) == ()


def test_another_room_is_reached_once_the_draft_is_dropped(
    window: MainWindow, questions: Questions, desk: Desk
) -> None:
    room = wrong_group(window)
    window.show_room("overview")
    assert window.current_room == "groups"
    assert room.form.active_from.text() == "31/02"
    questions.drop = True
    window.show_room("overview")
    assert window.current_room == "overview"
    assert room.form.isHidden()
    assert len(groups(desk)) == 3


def test_a_changed_group_that_cannot_be_saved_is_asked_about_and_goes_back(
    window: MainWindow, questions: Questions, desk: Desk
) -> None:
    window.show_room("groups", {"group": ids_by_name(desk)["Tổ dân phố 2"]})
    room = window.room("groups")
    assert isinstance(room, GroupsRoom)
    room.form.households.setText("hai trăm")
    assert not window.close()
    questions.drop = True
    assert window.close()
    assert room.form.households.text() != "hai trăm"


def test_half_a_note_of_a_model_does_not_shut_in(
    window: MainWindow, questions: Questions, desk: Desk
) -> None:
    room = half_a_model(window)
    room.form.wide.setChecked(True)
    assert room.save()
    room.form.history.note.setText("Sinh hoạt quý III")
    assert not window.close()
    assert len(questions.asked) == 1
    questions.drop = True
    assert window.close()
    assert models(desk)[0].activities == ()


def test_a_member_without_a_name_does_not_shut_in(window: MainWindow, questions: Questions) -> None:
    window.show_room("system", {"section": "members"})
    room = window.room("system")
    assert isinstance(room, SystemRoom)
    page = room.section("members")
    assert isinstance(page, MembersSection)
    page.post.setText("Phó Trưởng ban")
    assert not window.close()
    questions.drop = True
    assert window.close()
    assert page.post.text() == ""


def test_a_draft_whose_writing_failed_does_not_shut_in(
    window: MainWindow, questions: Questions, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_parts: object) -> None:
        raise OSError

    room = wrong_group(window)
    room.form.active_from.clear()
    with monkeypatch.context() as broken:
        broken.setattr("desktop.actions.groups.record_group", full)
        room.save()
    assert room.form.dirty, "what was typed is not taken as saved"
    assert room.save(), "the same draft can be saved later"
    assert "Thôn Mới" in [one.name for one in groups(desk)]
    assert questions.asked == []


def test_escape_never_saves_a_new_group(
    window: MainWindow, questions: Questions, desk: Desk
) -> None:
    window.show_room("groups")
    room = window.room("groups")
    assert isinstance(room, GroupsRoom)
    room.new()
    room.form.name.setText("Thôn Mới")
    QTest.keyClick(room.form.name, Qt.Key.Key_Escape)
    assert questions.asked == ["Bỏ bản nháp / Sửa tiếp"]
    assert room.form.isVisible()
    questions.drop = True
    QTest.keyClick(room.form.name, Qt.Key.Key_Escape)
    assert room.form.isHidden()
    assert len(groups(desk)) == 3


def test_the_question_itself_saves_nothing(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.show_room("groups")
    room = window.room("groups")
    assert isinstance(room, GroupsRoom)
    room.new()
    room.form.name.setText("Thôn Mới")
    dialog = ConfirmDialog(room.page, question="?", detail="", do="Bỏ", keep="Sửa tiếp")
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert len(groups(desk)) == 3


def test_escape_closes_a_new_form_that_holds_no_more_than_defaults(
    window: MainWindow, questions: Questions, desk: Desk
) -> None:
    room = wrong_group(window)
    for line in (room.form.name, room.form.active_from):
        line.clear()
    QTest.keyClick(room.form.name, Qt.Key.Key_Escape)
    assert room.form.isHidden()
    window.show_room("models")
    other = window.room("models")
    assert isinstance(other, ModelsRoom)
    other.new(ids_by_name(desk)["Tổ dân phố 1"])
    QTest.keyClick(other.form.name, Qt.Key.Key_Escape)
    assert other.form.isHidden()
    assert questions.asked == []


def test_escape_shows_a_changed_group_as_it_is_stored(
    window: MainWindow, questions: Questions, desk: Desk
) -> None:
    window.show_room("groups", {"group": ids_by_name(desk)["Tổ dân phố 2"]})
    room = window.room("groups")
    assert isinstance(room, GroupsRoom)
    room.form.head_name.setText("Võ Thị Sen")
    QTest.keyClick(room.form.head_name, Qt.Key.Key_Escape)
    assert room.form.head_name.text() != "Võ Thị Sen"
    assert "Võ Thị Sen" not in [one.head_name for one in groups(desk)]
    QTest.keyClick(room.form.head_name, Qt.Key.Key_Escape)
    assert room.form.isHidden()
    assert questions.asked == []


def test_the_question_has_a_safe_default(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, question="?", detail="", do="Bỏ bản nháp", keep="Sửa tiếp")
    qtbot.addWidget(dialog)
    assert dialog.keep_button.isDefault()

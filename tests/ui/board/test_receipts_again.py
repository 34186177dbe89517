"""A receipt is written again weeks later; keys go to what is in sight; nothing typed is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.answers import Answer
from desktop.actions.connecting import ConnectionWords
from desktop.actions.desk import Desk
from desktop.actions.sticks import Drive
from desktop.ui.board.reply_dialog import AnswerGiven, ReceiptPlace, ReceiptWish, ReplyDialog
from desktop.ui.board.room import BoardRoom
from desktop.ui.design.theme import Theme
from desktop.ui.shell.context import ShellContext
from desktop.ui.units.dialogs import ConnectionDialog
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import ConfirmDialog, FormDialog
from tests.ui.board.superiors import context_for, sealed_superior, sender_for, trusted


@dataclass
class Unit:
    """The page of a unit whose report counts, and what its dialogs were given."""

    shell: ShellContext
    room: BoardRoom
    given: list[Answer]

    def write_again(self) -> None:
        """Press "Ghi lại phiếu" at the file."""
        (line,) = [row.item for row in self.room.page.unit.files.rows]
        assert line.action == "Ghi lại phiếu"
        self.room._open_file(line.target)


@pytest.fixture
def shell(theme: Theme) -> ShellContext:
    return context_for(theme)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sealed_superior(tmp_path / "s") as made:
        yield made


@pytest.fixture
def unit(
    tmp_path: Path,
    shell: ShellContext,
    desk: Desk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Unit:
    trusted(desk, sender_for(desk, "19701", "Phường Phú Xuân"), tmp_path / "stick", "2026-10")
    for receipt in (tmp_path / "stick").glob("*.s138r"):
        receipt.unlink()
    room = BoardRoom(shell, desk=desk)
    qtbot.addWidget(room.widget())
    room.widget().resize(1100, 560)
    room.on_shown(shell.month)
    room.on_target({"unit": room.page.grid.board_model.rows[0].unit.unit})
    given: list[Answer] = []
    monkeypatch.setattr(AnswerGiven, "ask", lambda *_p, **words: given.append(words["answer"]))
    return Unit(shell, room, given)


def drive(folder: Path) -> Drive:
    return Drive(folder, folder.name, "KINGSTON", "exfat", 6 << 30, 8 << 30, False, True)


def test_received_is_written_again_on_the_stick_that_brought_the_file(
    unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit.shell.sticks, "_drives", (drive(tmp_path / "stick"),))
    unit.write_again()
    assert unit.given[0].path is not None
    assert unit.given[0].path.parent == tmp_path / "stick"


def test_without_the_stick_the_digits_of_received_are_shown(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReceiptPlace, "ask", lambda *_p, **_words: ReceiptWish(None))
    unit.write_again()
    assert unit.given[0].path is None
    assert [len(one) for one in unit.given[0].code.split()] == [4, 4, 4]
    monkeypatch.setattr(ReceiptPlace, "ask", lambda *_p, **_words: None)
    unit.write_again()
    assert len(unit.given) == 1, "left, nothing is written"


def test_the_button_says_whether_a_file_is_written_or_digits_are_shown(
    theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    for drives, words in (((), "Xem dãy số"), ((drive(tmp_path),), "Ghi phiếu")):
        dialog = ReceiptPlace(None, sticks=drives, theme=theme)
        qtbot.addWidget(dialog)
        assert dialog.do_button.text() == words


def test_coming_back_to_an_open_unit_the_keys_go_to_it_and_not_to_the_board_behind(
    unit: Unit, qtbot: QtBot
) -> None:
    widget, other = unit.room.widget(), QLineEdit()
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
    other.setFocus()
    unit.room.on_shown(unit.shell.month)
    widget.setFocus()
    page = unit.room.page.unit
    focused = window.focusWidget()
    assert page.isAncestorOf(focused), "a key means what is in sight"
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert unit.room.page.stack.currentIndex() == 0
    widget.setFocus()
    assert window.focusWidget() is unit.room.page.grid
    widget.setParent(None)


def test_enter_in_a_dialog_never_opens_a_folder_picker(theme: Theme, qtbot: QtBot) -> None:
    dialogs: tuple[FormDialog, ...] = (
        ReplyDialog(None, kind="returned", title="t", sticks=(), theme=theme),
        ReceiptPlace(None, sticks=(), theme=theme),
        ConnectionDialog(None, ConnectionWords(), sticks=(), theme=theme),
    )
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        buttons: list[Button] = list(dialog.findChildren(Button))
        assert [one for one in buttons if one.isDefault()] in ([], [dialog.do_button])


def test_reasons_that_were_typed_are_not_dropped_without_a_question(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ReplyDialog(None, kind="returned", title="t", sticks=(), theme=theme)
    qtbot.addWidget(dialog)
    dialog.show()
    asked: list[bool] = []

    def keep(*_parent: object, **_words: object) -> bool:
        asked.append(True)
        return False

    monkeypatch.setattr(ConfirmDialog, "ask", keep)
    QTest.keyClicks(dialog.remarks, "Thieu To 2")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (asked, dialog.isVisible()) == ([True], True)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_where_nothing_was_typed_esc_leaves_at_once(theme: Theme, qtbot: QtBot) -> None:
    dialog = ReplyDialog(None, kind="returned", title="t", sticks=(), theme=theme)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()

"""In a narrow window: what is said stays in sight, and the focus goes nowhere by itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.exchange.receipt import ReceiptKind
from desktop.ui.sending.dialogs import CleanDialog
from desktop.ui.sending.page import WHERE, SendingPage
from desktop.ui.sending.room import SendingRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import Button
from tests.ui.sending.offices import AUGUST, JULY, SEPTEMBER, Sender
from tests.ui.sending.rooms import opened, plugged, pulled, written


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, one: Sender) -> SendingRoom:
    """The room as a screen of 1024×768 leaves it: the side lies below the steps."""
    made = opened(qtbot, context, one)
    made.page.resize(790, 430)
    made.page.activateWindow()
    qtbot.waitUntil(made.page.isActiveWindow)
    return made


def in_sight(page: SendingPage, part: QWidget) -> bool:
    """Whether a part lies in the window whole."""
    top = part.mapTo(page.viewport(), QPoint(0, 0))
    seen = QRect(QPoint(0, 0), page.viewport().size())
    return part.isVisible() and seen.contains(QRect(top, part.size()))


def focused(room: SendingRoom) -> QWidget:
    return room.page.window().focusWidget()


def test_a_stick_pulled_out_after_looking_at_its_files_leaves_the_words_in_sight(
    qtbot: QtBot, room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.sends(JULY, one.stick())
    stick = written(room, one)
    file = room.page.file
    assert file.clean_button.isVisible()
    monkeypatch.setattr(CleanDialog, "ask", lambda *_all, **_words: ())
    file.clean_button.setFocus()
    QTest.keyClick(file.clean_button, Qt.Key.Key_Space)
    pulled(room, one, stick)
    assert focused(room) is file
    assert file.big.text() == "Đã ghi xong, USB đã rút"
    qtbot.waitUntil(lambda: in_sight(room.page, file.big))
    plugged(room, one)
    file.check_button.setFocus()
    QTest.keyClick(file.check_button, Qt.Key.Key_Space)
    assert file.big.text() == "Có thể rút USB"
    assert focused(room) is file.check_button, "the focus stays with what was pressed"
    qtbot.waitUntil(lambda: in_sight(room.page, file.big))


def test_what_the_superior_returns_comes_to_sight_with_its_button(
    qtbot: QtBot, room: SendingRoom, one: Sender, tmp_path: Path
) -> None:
    stick = one.stick()
    reason = ("Thiếu số liệu Tổ dân phố 7", "activity")
    one.answers(one.sends(SEPTEMBER, stick), ReceiptKind.RETURNED, reason, to=stick)
    room.context.changed.connect(room.on_changes)
    room.context.sticks.look()
    page = room.page
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    take = page.answers.offer._action
    take.setFocus()
    QTest.keyClick(take, Qt.Key.Key_Space)
    returned = next(one for one in page.remarks.shown if one.period == SEPTEMBER)
    button = page.remarks.button_of(returned)
    assert button is not None
    qtbot.waitUntil(lambda: in_sight(page, button))
    qtbot.waitUntil(lambda: focused(room) is button)


def test_coming_back_begins_at_the_top_and_enter_sends(
    qtbot: QtBot, room: SendingRoom, one: Sender
) -> None:
    page = room.page
    page.answers.file_button.setFocus()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    page.hide()
    page.show()
    room.on_shown(SEPTEMBER)
    assert page.verticalScrollBar().value() == 0
    assert focused(room) is page.what.table
    QTest.keyClick(focused(room), Qt.Key.Key_Return)
    assert page.step == WHERE


def test_what_the_superior_asks_leaves_the_next_button_in_sight(
    qtbot: QtBot, room: SendingRoom
) -> None:
    """As a screen of 1366x768 leaves it: the height of another step pushes nothing away."""
    room.page.resize(1150, 566)
    assert room.page.remarks.isVisible()
    qtbot.waitUntil(lambda: room.page.verticalScrollBar().maximum() == 0)
    assert in_sight(room.page, room.page.what.on_button)
    history = room.page.history.table
    assert history.textElideMode() is Qt.TextElideMode.ElideRight, "the answer comes first"


def test_the_button_of_the_step_is_the_only_primary_one_beside_a_returned_month(
    room: SendingRoom,
) -> None:
    for month in (AUGUST, JULY):
        room.page.what.choose(month)
        found: list[Button] = list(room.page.findChildren(Button))
        primary = [one for one in found if one.isVisible() and one.property("kind") == "primary"]
        assert len(primary) == 1, [one.text() for one in primary]


def test_the_next_button_stays_in_sight_on_a_screen_enlarged_by_half(
    qtbot: QtBot, room: SendingRoom, one: Sender
) -> None:
    """1366x768 at 150 %: what the superior asks stands above, the button of the step below it."""
    page = room.page
    page.resize(734, 380)
    qtbot.waitUntil(lambda: in_sight(page, page.what.on_button))
    plugged(room, one)
    page.what.on_button.click()
    qtbot.waitUntil(lambda: in_sight(page, page.where.write_button))
    page.where.back_button.click()
    qtbot.waitUntil(page.remarks.isVisible)

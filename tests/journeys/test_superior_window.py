"""The superior's story through the real window: connect, receive, board, return, correct, undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.actions.connecting import ConnectionWords
from desktop.actions.office_keys import office_keys
from desktop.actions.sticks import Drive
from desktop.domain.board import CellState
from desktop.exchange.connection import open_connection
from desktop.ui.board.reply_dialog import AnswerGiven, ReplyDialog, ReplyWish
from desktop.ui.board.room import BoardRoom
from desktop.ui.design.theme import Theme
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.units.dialogs import ConnectionDialog, ConnectionDone, ConnectionWish
from desktop.ui.units.room import UnitsRoom
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.actions.senders import Sender
from tests.screens.whole_window import WholeWindow
from tests.ui.board.superiors import sealed_superior, sender_for

DAY = date(2026, 10, 20)
CODES = {"19701": "Phường Phú Xuân", "19702": "Phường Kim Long"}


@pytest.fixture
def senders(tmp_path: Path) -> tuple[Sender, ...]:
    """A superior's folder with two units, and the two communes that will send."""
    with sealed_superior(tmp_path / "superior") as desk:
        assert office_keys(desk).current.public.fingerprint
        return tuple(sender_for(desk, code, name) for code, name in CODES.items())


@pytest.fixture
def office(
    senders: tuple[Sender, ...], tmp_path: Path, qapp: QApplication
) -> Iterator[WholeWindow]:
    theme = Theme(qapp, preference="light")
    whole = WholeWindow(tmp_path / "superior", theme=theme, day=DAY)
    assert senders
    whole.context.sticks.stop()
    yield whole
    whole.close()
    theme.deleteLater()


def room_of(office: WholeWindow, key: str) -> object:
    """Go to a room through the window, as a click on its name does."""
    office.window.show_room(key)
    office.until_idle()
    return office.window.room(key)


def plug(office: WholeWindow, folder: Path) -> None:
    """A stick is plugged in."""
    drive = Drive(folder, folder.name, folder.name, "exfat", 6 << 30, 8 << 30, False, True)
    office.context.sticks._take((drive,))
    office.until_idle()


def pull_out(office: WholeWindow) -> None:
    """No stick is plugged in any more."""
    office.context.sticks._take(())
    office.until_idle()


def state(office: WholeWindow, row: int) -> CellState:
    """How a unit's October stands on the board."""
    board = room_of(office, "board")
    assert isinstance(board, BoardRoom)
    return board.page.grid.board_model.rows[row].cells[9].state


def receive(office: WholeWindow, stick: Path) -> ReceivingRoom:
    """Plug, look at the card, press Enter, pull out."""
    receiving = room_of(office, "receiving")
    assert isinstance(receiving, ReceivingRoom)
    plug(office, stick)
    assert receiving.page.stage.currentWidget() is receiving.page.card
    QTest.keyClick(receiving.page.card.receive_button, Qt.Key.Key_Return)
    office.until_idle()
    done = receiving.page.done
    assert receiving.page.stage.currentWidget() is done
    if done.asked.open:
        assert done.title.text() == f"Còn {len(done.asked.open)} mã kiểm tra chưa gõ"
        assert "có thể rút USB và cắm chiếc tiếp theo" in done.may_go.text()
    else:
        assert done.title.text() == "Có thể rút USB, cắm chiếc tiếp theo"
    return receiving


def test_a_month_at_the_superior(
    office: WholeWindow,
    senders: tuple[Sender, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    assert office.window.current_room == "board"
    assert "sessions" not in office.window._entries, "a commune's rooms are not shown"

    # Connect: the file that communes open, with its fingerprint on paper.
    units = room_of(office, "units")
    assert isinstance(units, UnitsRoom)
    wish = ConnectionWish(ConnectionWords("cấp thành phố", ""), stick)
    monkeypatch.setattr(ConnectionDialog, "ask", lambda *_parent, **_words: wish)
    shown: list[str] = []

    def done(_parent: object, written: object, *, name: str) -> bool:
        shown.append(str(written.fingerprint) + name)  # type: ignore[attr-defined]
        return False

    monkeypatch.setattr(ConnectionDone, "ask", done)
    units.connect_units()
    office.until_idle()
    (file,) = stick.glob("*.s138c")
    assert shown[0].startswith(open_connection(file.read_bytes()).fingerprint)

    # Receive a first file: the code of its slip makes it count.
    first, second = senders
    first.send(stick, "2026-10")
    receiving = receive(office, stick)
    assert state(office, 0) is CellState.TO_VERIFY
    receiving = receive_again(office, receiving, first)
    assert state(office, 0) is CellState.IN
    assert state(office, 1) is CellState.LATE
    receipts = list(stick.glob("*.s138r"))
    assert len(receipts) == 1
    pull_out(office)

    # Return it with a reason; the corrected file counts in its place.
    board = room_of(office, "board")
    assert isinstance(board, BoardRoom)
    QTest.keyClick(board.page.grid, Qt.Key.Key_Return)
    office.until_idle()
    reply = ReplyWish(("Sai số lượt người",), "activity", stick)
    monkeypatch.setattr(ReplyDialog, "ask", lambda *_parent, **_words: reply)
    monkeypatch.setattr(AnswerGiven, "ask", lambda *_parent, **_words: None)
    board.give_back()
    office.until_idle()
    assert state(office, 0) is CellState.RETURNED
    again = tmp_path / "SECOND"
    again.mkdir()
    first.send(again, "2026-10", attendance=44, correction=1)
    receive(office, again)
    assert state(office, 0) is CellState.CORRECTED
    pull_out(office)

    # Take the last reception back: the report that was returned is there again.
    assert isinstance(receiving, ReceivingRoom)
    room_of(office, "receiving")
    receptions = receiving.page.receptions
    receptions.table.setCurrentIndex(receptions.table.model().index(0, 0))
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    receptions.ask_undo()
    office.until_idle()
    assert state(office, 0) is CellState.RETURNED
    assert second.sent == []


def receive_again(office: WholeWindow, room: ReceivingRoom, sender: Sender) -> ReceivingRoom:
    """Type the code that stands on the signed slip."""
    room_of(office, "receiving")
    row = room.page.done.asked.codes[sender.code]
    row.field.setText(sender.sent[0].check_code)
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    office.until_idle()
    return room

"""Codes of slips typed after a reception: the unit is told, and nothing stale stays on screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.sticks import Drive
from desktop.actions.superior_month import superior_month
from desktop.exchange.receipt import open_receipt
from desktop.ui.design.theme import Theme
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.text import Text
from tests.actions.senders import Sender
from tests.ui.board.superiors import OCTOBER, context_for, sealed_superior, sender_for
from tests.ui.receiving.test_receiving import drive, plug, said


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sealed_superior(tmp_path / "superior") as made:
        yield made


@pytest.fixture
def shell(theme: Theme) -> ShellContext:
    return context_for(theme)


@pytest.fixture
def room(shell: ShellContext, desk: Desk, qtbot: QtBot) -> ReceivingRoom:
    made = ReceivingRoom(shell, desk=desk)
    shell.changed.connect(made.on_changes)
    qtbot.addWidget(made.widget())
    made.widget().resize(1100, 560)
    made.widget().show()
    made.on_shown(shell.month)
    return made


@pytest.fixture
def sender(desk: Desk) -> Sender:
    return sender_for(desk, "19701", "Phường Phú Xuân")


def received(room: ReceivingRoom, shell: ShellContext, sender: Sender, folder: Path) -> Drive:
    """The unit's first file on its stick, received; its key is not known."""
    sender.send(folder, "2026-10")
    made = drive(folder)
    plug(shell, made)
    room.receive()
    return made


def type_code(room: ReceivingRoom, sender: Sender) -> None:
    """The code of the slip, and Enter."""
    row = room.page.done.codes[sender.code]
    row.field.setText(sender.sent[0].check_code)
    row.button.click()


def remarks(folder: Path, sender: Sender) -> tuple[str, ...]:
    """What the one receipt on the stick says beside "received"."""
    (path,) = folder.glob("*.s138r")
    receipt = open_receipt(path.read_bytes(), [sender.keys.sealing])
    return tuple(one.text for one in receipt.remarks)


def seen(room: ReceivingRoom) -> list[str]:
    """What stands on the page now."""
    found: list[Text] = list(room.page.done.findChildren(Text))
    return [one.text() for one in found if one.isVisibleTo(room.page.done)]


def test_the_stick_that_is_plugged_in_still_takes_the_news_home(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, tmp_path: Path
) -> None:
    stick, warned = tmp_path / "KINGSTON", list[str]()
    shell.said.connect(lambda _tone, text: warned.append(text))
    received(room, shell, sender, stick)
    assert remarks(stick, sender), "written at Enter: the file waits"
    type_code(room, sender)
    assert remarks(stick, sender) == ()
    assert warned == []
    assert room.page.window().focusWidget() is room.page.done.next_button, "Enter goes on"
    assert room.page.done.title.text() == "Có thể rút USB, cắm chiếc tiếp theo"


def test_nobody_is_told_to_pull_the_stick_while_the_new_receipt_is_written(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, tmp_path: Path
) -> None:
    received(room, shell, sender, tmp_path / "KINGSTON")
    done = room.page.done
    done.begin_writing()
    assert done.title.text() == "Đang ghi phiếu tiếp nhận…"
    assert not done.next_button.isEnabled()
    done.end_writing()
    assert done.title.text() == "Có thể rút USB, cắm chiếc tiếp theo"


def test_a_stick_that_left_before_the_code_was_typed_is_named_with_what_to_do(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, sender: Sender, tmp_path: Path
) -> None:
    stick, warned = tmp_path / "KINGSTON", list[str]()
    shell.said.connect(lambda _tone, text: warned.append(text))
    received(room, shell, sender, stick)
    plug(shell)
    stick.rename(tmp_path / "gone")
    type_code(room, sender)
    assert superior_month(desk, OCTOBER).waiting == 0, "the acceptance stands"
    (words,) = warned
    assert words.startswith("Phường Phú Xuân chưa biết số liệu tháng 10/2026 đã được tính")


def test_what_waited_is_no_longer_said_to_wait_once_it_counts(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, tmp_path: Path, qtbot: QtBot
) -> None:
    sender.clock_suspect = True
    received(room, shell, sender, tmp_path / "KINGSTON")
    done = room.page.done
    assert any("cần đối chiếu" in one for one in said(done))
    type_code(room, sender)
    odd = "đồng hồ máy tính của đơn vị có thể sai"
    qtbot.waitUntil(lambda: any(odd in one for one in seen(room)))
    assert not any("cần đối chiếu" in one or "gõ mã" in one for one in seen(room))


def test_a_stick_plugged_in_while_a_code_is_typed_is_said_to_be_unread(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, sender: Sender, tmp_path: Path
) -> None:
    first = received(room, shell, sender, tmp_path / "ONE")
    sender_for(desk, "19702", "Phường Kim Long").send(tmp_path / "TWO", "2026-10")
    done = room.page.done
    done.codes["19701"].field.setText("123")
    plug(shell, first, drive(tmp_path / "TWO", "2"))
    assert done.title.text() == "USB TWO chưa được đọc"
    assert done.next_button.text() == "Đọc USB TWO ngay"
    plug(shell, first)
    assert done.title.text() == "Có thể rút USB, cắm chiếc tiếp theo", "it left again"
    plug(shell, first, drive(tmp_path / "TWO", "2"))
    type_code(room, sender)
    assert room.page.stage.currentWidget() is room.page.card, "read once the code is settled"

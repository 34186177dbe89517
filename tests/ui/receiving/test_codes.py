"""Codes of slips typed after a reception: the unit is told, and nothing stale stays on screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.deciding import decide
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.sticks import Drive
from desktop.actions.superior_month import superior_month, waiting_files
from desktop.exchange.receipt import open_receipt
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.text import Text
from tests.actions.senders import Sender
from tests.ui.board.superiors import OCTOBER, sender_for
from tests.ui.receiving.sticks import drive, plug, said


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
    row = room.page.done.asked.codes[sender.code]
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
    assert done.title.text() == "Còn 1 mã kiểm tra chưa gõ"


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
    done.asked.codes["19701"].field.setText("123")
    plug(shell, first, drive(tmp_path / "TWO", "2"))
    assert done.title.text() == "USB TWO chưa được đọc"
    assert done.next_button.text() == "Đọc USB TWO ngay"
    plug(shell, first)
    assert done.title.text() == "Còn 1 mã kiểm tra chưa gõ", "it left again"
    plug(shell, first, drive(tmp_path / "TWO", "2"))
    type_code(room, sender)
    assert room.page.stage.currentWidget() is room.page.card, "read once the code is settled"


@pytest.fixture
def other(desk: Desk) -> Sender:
    return sender_for(desk, "19702", "Phường Kim Long")


def test_while_a_code_is_to_be_typed_that_is_said_first_and_that_the_stick_may_go(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, tmp_path: Path
) -> None:
    received(room, shell, sender, tmp_path / "KINGSTON")
    done = room.page.done
    assert done.title.text() == "Còn 1 mã kiểm tra chưa gõ"
    assert any("Nếu chưa có phiếu giao, có thể rút USB" in one for one in seen(room))
    type_code(room, sender)
    assert done.title.text() == "Có thể rút USB, cắm chiếc tiếp theo"
    assert not any("Nếu chưa có phiếu giao" in one for one in seen(room))


def test_the_second_code_of_a_stick_stays_in_sight_when_the_next_stick_waits(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, other: Sender, tmp_path: Path
) -> None:
    other.send(tmp_path / "ONE", "2026-10")
    first = received(room, shell, sender, tmp_path / "ONE")
    done = room.page.done
    assert [row.name for row in done.asked.open] == ["Phường Phú Xuân", "Phường Kim Long"]
    done.asked.codes[sender.code].field.setText("123")
    (tmp_path / "TWO").mkdir()
    plug(shell, first, drive(tmp_path / "TWO", "2"))
    type_code(room, sender)
    assert room.page.stage.currentWidget() is done, "the second code is asked for still"
    assert done.window().focusWidget() is done.asked.codes[other.code].field
    assert done.title.text() == "USB TWO chưa được đọc"


def test_a_code_that_was_not_typed_is_asked_for_again_after_the_next_stick(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, other: Sender, tmp_path: Path
) -> None:
    received(room, shell, sender, tmp_path / "ONE")
    room.page.done.asked.codes[sender.code].field.setText("12345-6")
    room.page.done.next_button.click()
    wait = room.page.wait
    assert wait.codes.text() == "Mã kiểm tra chưa gõ: Phường Phú Xuân."
    other.send(tmp_path / "TWO", "2026-10")
    plug(shell, drive(tmp_path / "TWO", "2"))
    room.receive()
    done = room.page.done
    assert [row.name for row in done.asked.open] == ["Phường Kim Long", "Phường Phú Xuân"]
    assert done.asked.codes[sender.code].field.text() == "12345-6", "what was typed is kept"
    type_code(room, sender)
    type_code(room, other)
    done.next_button.click()
    assert not wait.codes.isVisible(), "nothing is asked for any more"


def test_of_very_many_codes_all_are_counted_and_a_row_comes_for_each_that_is_settled(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, tmp_path: Path
) -> None:
    senders = [sender_for(desk, str(19701 + number), f"Phường {number}") for number in range(33)]
    for one in senders[1:]:
        one.send(tmp_path / "ONE", "2026-10")
    received(room, shell, senders[0], tmp_path / "ONE")
    done = room.page.done
    room.on_changes(frozenset({ChangeKind.EXCHANGE}))
    assert len(done.asked.open) == 30
    assert done.title.text() == "Còn 33 mã kiểm tra chưa gõ"
    type_code(room, senders[0])
    room.on_changes(frozenset({ChangeKind.EXCHANGE}))
    assert len(done.asked.open) == 30
    assert done.title.text() == "Còn 32 mã kiểm tra chưa gõ"


def test_from_the_waiting_page_one_press_leads_back_to_the_codes(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, tmp_path: Path
) -> None:
    received(room, shell, sender, tmp_path / "ONE")
    room.page.done.next_button.click()
    room.page.wait.codes_button.click()
    assert room.page.stage.currentWidget() is room.page.done
    row = room.page.done.asked.codes[sender.code]
    assert room.page.window().focusWidget() is row.field


def test_a_file_that_was_left_out_elsewhere_asks_for_no_code(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, sender: Sender, tmp_path: Path
) -> None:
    received(room, shell, sender, tmp_path / "ONE")
    (waits,) = waiting_files(desk)
    decide(desk, waits.package.package_id, accept=False, reason="Gửi nhầm")
    room.on_changes(frozenset({ChangeKind.EXCHANGE}))
    assert room.page.done.asked.codes == {}


def test_a_unit_added_to_the_list_is_asked_for_its_code_where_its_file_was_received(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, sender: Sender, tmp_path: Path
) -> None:
    stranger = Sender("99999", sender.recipient, "Phường Mới")
    received(room, shell, stranger, tmp_path / "ONE")
    asked = room.page.done.asked
    assert len(asked.adds) == 1
    sender_for(desk, "99999", "Phường Mới")
    room.on_changes(frozenset({ChangeKind.EXCHANGE}))
    assert (asked.adds, [row.name for row in asked.open]) == ([], ["Phường Mới"])


def test_the_red_frame_goes_at_the_first_key(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, tmp_path: Path
) -> None:
    received(room, shell, sender, tmp_path / "KINGSTON")
    row = room.page.done.asked.codes[sender.code]
    row.field.setText("12345-12345-12345-12345-12345")
    row.button.click()
    assert row.field.property("wrong")
    QTest.keyClick(row.field, Qt.Key.Key_Backspace)
    assert not row.field.property("wrong")
    assert row.below.text() == "Để trống thì tệp chờ ở mục “Cần đối chiếu”."

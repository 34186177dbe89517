"""Receiving: plug, card, Enter, pull out; bad files aside; every reception can be taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.answers import Answer
from desktop.actions.deciding import decide
from desktop.actions.desk import Desk
from desktop.actions.office_keys import office_keys
from desktop.actions.receiving import Taken, receive_packages
from desktop.actions.superior_month import superior_month, waiting_files
from desktop.actions.units import units as listed
from desktop.exchange.passphrase import new_passphrase
from desktop.ui.design.theme import Theme
from desktop.ui.receiving.content import Source, breaking, file_items
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.units.room import UnitsRoom
from desktop.ui.verifying.room import VerifyingRoom
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.actions.senders import Sender, written
from tests.ui.board.superiors import (
    OCTOBER,
    context_for,
    sender_for,
    trusted,
)
from tests.ui.receiving.sticks import drive, plug, said


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


def taken_on(room: ReceivingRoom) -> Taken:
    """What the card shows."""
    taken = room._taken
    assert taken is not None
    return taken


def states(room: ReceivingRoom) -> list[str]:
    """How every reception is said to stand."""
    found = room.page.receptions.table.model()
    last = found.columnCount() - 1
    return [str(found.index(row, last).data()) for row in range(found.rowCount())]


def test_a_stick_is_read_at_once_and_received_at_enter(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    sender.send(stick, "2026-10")
    plug(shell, drive(stick))
    page = room.page
    assert page.stage.currentWidget() is page.card
    assert page.card.title.text() == "Phường Phú Xuân · tháng 10/2026"
    assert superior_month(desk, OCTOBER).tally.in_ == 0, "nothing is taken in before Enter"
    QTest.keyClick(page.card.receive_button, Qt.Key.Key_Return)
    assert page.stage.currentWidget() is page.done
    assert page.done.title.text() == "Có thể rút USB, cắm chiếc tiếp theo"
    assert superior_month(desk, OCTOBER).tally.in_ == 1
    assert len(list(stick.glob("*.s138r"))) == 1


def test_the_next_stick_is_read_without_a_key(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, tmp_path: Path
) -> None:
    first, second = tmp_path / "ONE", tmp_path / "TWO"
    for folder, code in ((first, "19701"), (second, "19702")):
        sender = sender_for(desk, code, f"Phường {code}")
        trusted(desk, sender, tmp_path / "before")
        sender.send(folder, "2026-10")
    plug(shell, drive(first, "1"))
    room.receive()
    plug(shell)
    plug(shell, drive(second, "2"))
    assert room.page.stage.currentWidget() is room.page.card
    assert room.page.card.title.text().startswith("Phường 19702")
    room.receive()
    assert superior_month(desk, OCTOBER).tally.in_ == 2


def test_the_card_adds_no_report_twice(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    sender.send(stick, "2026-10", attendance=10)
    receive_packages(desk, [stick])
    sender.send(stick, "2026-10", attendance=44, correction=1)
    plug(shell, drive(stick))
    assert room.page.card.title.text() == "2 tệp của 1 đơn vị"
    texts = said(room.page.card)
    assert "2/2" in texts
    assert "64 lượt người" in texts


def test_a_bad_file_goes_to_the_tray_and_stops_nobody(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    good = sender.send(stick, "2026-10")
    (stick / "S138_hong.s138").write_bytes(good.read_bytes()[:-40])
    plug(shell, drive(stick))
    room.receive()
    assert superior_month(desk, OCTOBER).tally.in_ == 1
    (row,) = room.page.tray.rows
    begins = f"20/10/2026 · USB {stick.name} · S138_hong.s138: "
    assert row.item.sentence.startswith(breaking(begins))
    room.clear_tray()
    assert not room.page.tray_panel.isVisible()


def test_a_stick_pulled_out_before_enter_brings_nothing(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    sender.send(stick, "2026-10")
    plug(shell, drive(stick))
    plug(shell)
    assert room.page.stage.currentWidget() is room.page.wait
    assert room.page.wait.title.text() == "USB đã bị rút ra"
    room.receive()
    assert superior_month(desk, OCTOBER).tally.in_ == 0


def test_a_stick_without_reports_says_so(
    room: ReceivingRoom, shell: ShellContext, stick: Path
) -> None:
    plug(shell, drive(stick))
    assert "Không có tệp báo cáo" in room.page.wait.title.text()


def test_the_code_of_the_slip_makes_a_first_file_count(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    sender.send(stick, "2026-10")
    plug(shell, drive(stick))
    room.receive()
    row = room.page.done.asked.codes["19701"]
    assert "cần đối chiếu" in room.page.done.detail.text()
    row.field.setText("12345-12345-12345-12345-12345")
    row.button.click()
    assert "Chưa chấp nhận" in said(row)[-1]
    assert superior_month(desk, OCTOBER).waiting == 1
    (line,) = states(room)
    assert line == "cần đối chiếu", "what waits is not counted"
    row.field.setText(sender.sent[0].check_code)
    row.button.click()
    assert not row.field.isEnabled()
    assert superior_month(desk, OCTOBER).waiting == 0
    assert "cần đối chiếu" not in room.page.done.detail.text()
    assert row.below.isHidden(), "nothing is left to do there"
    assert states(room) == ["đang được tính"]


def test_a_file_that_waits_for_a_decision_is_named_and_one_button_away(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    twin = sender.clone(install="other-pc")
    sender.send(tmp_path / "own", "2026-10", attendance=10)
    receive_packages(desk, [tmp_path / "own"])
    twin.send(stick, "2026-10", attendance=90)
    asked: list[tuple[str, object]] = []
    shell.going.connect(lambda name, target: asked.append((name, target)))
    plug(shell, drive(stick))
    room.receive()
    done = room.page.done
    assert any(one.startswith("Phường Phú Xuân · tháng 10/2026") for one in said(done))
    assert done.verify_button is not None
    done.verify_button.click()
    (waits,) = waiting_files(desk)
    assert asked == [("verifying", {"package": waits.package.package_id})]


def test_a_unit_outside_the_list_is_added_to_it_from_its_file(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, theme: Theme, qtbot: QtBot
) -> None:
    sender_for(desk, "19701", "Phường Phú Xuân")
    stranger = Sender("99999", office_keys(desk).current.public, "Phường Mới")
    stranger.send(stick, "2026-10")
    asked: list[tuple[str, object]] = []
    shell.going.connect(lambda name, target: asked.append((name, target)))
    plug(shell, drive(stick))
    room.receive()
    (button,) = room.page.done.asked.adds
    button.click()
    assert asked == [("units", {"new": ("99999", "Phường Mới", "2025-07-01")})]
    verifying = VerifyingRoom(shell, desk=desk)
    qtbot.addWidget(verifying.widget())
    verifying.on_shown(OCTOBER)
    assert not verifying.page.add_button.isHidden()
    verifying.page.add_button.click()
    assert asked[1] == asked[0]

    units = UnitsRoom(context_for(theme), desk=desk)
    qtbot.addWidget(units.widget())
    units.on_shown(OCTOBER)
    units.on_target(asked[0][1])
    assert (units.form.name.text(), units.form.code.text()) == ("Phường Mới", "99999")
    assert [one.code for one in listed(desk)] == ["19701"], "an officer saves it, or not"
    units.form.save_button.click()
    assert [one.code for one in listed(desk)] == ["19701", "99999"]
    (waits,) = waiting_files(desk)
    assert waits.verdict.cause.value == "new_key", "and the code of its slip is asked for"


def test_a_code_that_is_being_typed_is_not_taken_away_by_the_next_stick(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, tmp_path: Path
) -> None:
    first, second = tmp_path / "ONE", tmp_path / "TWO"
    for folder, code in ((first, "19701"), (second, "19702")):
        sender_for(desk, code, f"Phường {code}").send(folder, "2026-10")
    plug(shell, drive(first, "1"))
    room.receive()
    room.page.done.asked.codes["19701"].field.setText("123")
    plug(shell, drive(second, "2"))
    assert room.page.stage.currentWidget() is room.page.done
    room.page.done.next_button.click()
    assert room.page.stage.currentWidget() is room.page.card


def test_a_locked_file_opens_with_the_passphrase_of_its_slip(
    room: ReceivingRoom, desk: Desk, stick: Path
) -> None:
    sender_for(desk, "19701", "Phường Phú Xuân")
    sender = Sender("19701", None, "Phường Phú Xuân")
    phrase = new_passphrase()
    path = written(stick, sender.package("2026-10"), passphrase=phrase)
    room.take(Source.of_paths((path,)))
    card = room.page.card
    assert card.passphrase.isVisible()
    assert card.title.text() == "Tệp khóa bằng dãy số: gõ dãy số trên phiếu giao để mở"
    assert not card.receive_button.isVisible()
    card.passphrase.setText("1")
    room.try_passphrase()
    assert room.page.stage.currentWidget() is card
    card.passphrase.setText(phrase)
    room.try_passphrase()
    assert card.receive_button.isVisible()
    room.receive()
    assert len(waiting_files(desk)) == 1


def test_a_receipt_that_cannot_be_written_is_read_aloud(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    sender.send(stick, "2026-10")
    plug(shell, drive(stick))
    taken = room._taken
    assert taken is not None
    answer = Answer("id", "1234 5678 9012", None, "stick_read_only", {"place": "KINGSTON"})
    stuck = Taken(taken.name, tuple(replace(one, receipt=answer) for one in taken.files), ())
    room._received(stuck)
    assert "1234 5678 9012" in said(room.page.done)


def test_a_reception_is_taken_back_by_its_name(
    room: ReceivingRoom,
    shell: ShellContext,
    desk: Desk,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    sender.send(stick, "2026-10")
    plug(shell, drive(stick))
    room.receive()
    assert superior_month(desk, OCTOBER).tally.in_ == 1
    page = room.page.receptions
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    page.ask_undo()
    assert superior_month(desk, OCTOBER).tally.in_ == 1, "the safe answer keeps it"
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    page.ask_undo()
    assert superior_month(desk, OCTOBER).tally.in_ == 0
    assert not page.undo_button.isEnabled()
    state = page.table.model().columnCount() - 1
    assert page.table.sizeHintForColumn(state) <= page.table.columnWidth(state), "its day is whole"


def test_in_a_low_window_what_is_typed_keeps_its_height(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path
) -> None:
    sender = replace(sender_for(desk, "19701", "Phường Phú Xuân"), recipient=None)
    written(stick, sender.package("2026-10"), passphrase=new_passphrase())
    (stick / "khac.s138").write_bytes(b"x")
    room.widget().resize(743, 400)
    plug(shell, drive(stick))
    card = room.page.card
    assert card.passphrase.isVisible()
    assert card.passphrase.height() >= 30, "a line of digits can be read"


def test_a_clock_that_was_behind_at_the_sender_is_said_on_the_card_and_when_it_is_done(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    sender.clock_suspect = True
    sender.send(stick, "2026-10")
    plug(shell, drive(stick))
    words = "đồng hồ máy tính của đơn vị có thể sai"
    assert len([one for one in file_items(taken_on(room)) if words in one.sentence]) == 1
    room.receive()
    assert any(words in one for one in said(room.page.done))


def test_a_wrong_clock_of_this_computer_is_said_before_anything_is_taken_in(
    room: ReceivingRoom,
    shell: ShellContext,
    desk: Desk,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    sender.send(stick, "2026-10")
    monkeypatch.setattr("desktop.actions.receiving.clock_doubted", lambda _desk: True)
    plug(shell, drive(stick))
    assert room.page.card.clock.isVisible()
    assert "Đồng hồ máy này đang sai" in room.page.card.clock.text()
    room.receive()
    assert any("Đồng hồ máy này đang sai" in one for one in said(room.page.done))


def test_a_file_left_out_before_shows_the_place_and_the_digits_of_its_return(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, sender, tmp_path / "before")
    path = sender.send(stick, "2026-10")
    receive_packages(desk, [path], receipts=False)
    answer = decide(desk, path.name, accept=False, reason="Sai số buổi").value
    assert answer is not None
    plug(shell, drive(stick))
    room.receive()
    (receipt,) = stick.glob("*.s138r")
    words = said(room.page.done)
    assert answer.receipts[0].code in words
    assert any(str(receipt) in one for one in words)

"""A unit's first stick with several months, and a stick on which nothing can be taken in."""

from pathlib import Path

import pytest

from desktop.actions.desk import Desk
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.shell.context import ShellContext
from tests.actions.senders import Sender
from tests.ui.board.superiors import sender_for, trusted
from tests.ui.receiving.sticks import drive, plug, said


@pytest.fixture
def sender(desk: Desk) -> Sender:
    return sender_for(desk, "19701", "Phường Phú Xuân")


@pytest.fixture
def stick(sender: Sender, tmp_path: Path) -> Path:
    """Three months of a unit whose key nobody knows."""
    for month in (8, 9, 10):
        sender.send(tmp_path / "KINGSTON", f"2026-{month:02d}", attendance=month)
    return tmp_path / "KINGSTON"


def cut_short(file: Path) -> Path:
    """The file, of which the end is lacking."""
    file.write_bytes(file.read_bytes()[:-40])
    return file


def test_each_of_several_months_has_its_totals_on_the_card(
    room: ReceivingRoom, shell: ShellContext, stick: Path
) -> None:
    plug(shell, drive(stick))
    rows = [one.item.sentence for one in room.page.card.files.rows]
    assert [one.split(". ")[-1] for one in rows] == [
        "2 buổi, 28 lượt người.",
        "2 buổi, 29 lượt người.",
        "2 buổi, 30 lượt người.",
    ]
    assert any("Mã kiểm tra được hỏi ngay sau khi nhận" in one for one in said(room.page.card))


def test_one_code_of_several_slips_is_asked_for_and_what_counts_by_it_is_named(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, stick: Path
) -> None:
    noted: list[str] = []
    shell.noted.connect(noted.append)
    plug(shell, drive(stick))
    room.receive()
    row = room.page.done.asked.codes[sender.code]
    asked = next(one for one in said(row) if "mã kiểm tra" in one)
    assert "Phường Phú Xuân, tháng 8/2026, tháng 9/2026, tháng 10/2026: " in asked
    assert asked.endswith("Chỉ cần mã của một trong các phiếu này.")
    row.field.setText(sender.sent[1].check_code)
    row.button.click()
    assert noted[-1] == (
        "Đã chấp nhận khóa của Phường Phú Xuân; 3 tệp được tính: "
        "tháng 8/2026, tháng 9/2026, tháng 10/2026."
    )


def test_the_months_of_a_later_stick_are_named_beside_the_field_that_stands(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, stick: Path, tmp_path: Path
) -> None:
    plug(shell, drive(stick))
    room.receive()
    sender.send(tmp_path / "TWO", "2026-11")
    room.page.done.next_button.click()
    plug(shell, drive(tmp_path / "TWO", "2"))
    room.receive()
    row = room.page.done.asked.codes[sender.code]
    assert "tháng 11/2026" in row.field.accessibleName()


def test_a_stick_with_a_bad_file_alone_goes_to_the_tray_at_once_and_may_be_pulled_out(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, sender: Sender, tmp_path: Path
) -> None:
    trusted(desk, sender, tmp_path / "before")
    plug(shell, drive(cut_short(sender.send(tmp_path / "HONG", "2026-10")).parent))
    assert any("Có thể rút USB" in one for one in said(room.page.card))
    plug(shell)
    (row,) = room.page.tray.rows
    assert row.item.sentence.startswith("20/10/2026 · USB HONG · "), "which stick it was"


def test_what_was_refused_is_kept_when_its_stick_is_pulled_out_before_enter(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, sender: Sender, tmp_path: Path
) -> None:
    trusted(desk, sender, tmp_path / "before")
    for month in ("2026-10", "2026-11"):
        last = sender.send(tmp_path / "HAI", month)
    plug(shell, drive(cut_short(last).parent))
    plug(shell)
    assert len(room.page.tray.rows) == 1

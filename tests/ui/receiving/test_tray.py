"""The tray keeps what was refused: over a restart, with the unit that its name says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.safety import log
from desktop.domain.officers import OfficerRole, may
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.shell.context import ShellContext
from tests.actions.senders import Sender
from tests.ui.board.superiors import sender_for, trusted
from tests.ui.receiving.sticks import drive, plug
from tests.ui.windows import room_shown

Torn = Callable[[str], Path]


@pytest.fixture
def sender(desk: Desk, tmp_path: Path) -> Sender:
    made = sender_for(desk, "19701", "Phường Phú Xuân")
    trusted(desk, made, tmp_path / "before")
    return made


@pytest.fixture
def torn(sender: Sender, tmp_path: Path) -> Torn:
    """A file of October on a stick, of which the end is lacking."""

    def send(stick: str) -> Path:
        file = sender.send(tmp_path / stick, "2026-10")
        file.write_bytes(file.read_bytes()[:-40])
        return file

    return send


def sentences(room: ReceivingRoom) -> list[str]:
    """What the tray says, its marks for breaking lines taken out."""
    return [row.item.sentence.replace("\u200b", "") for row in room.page.tray.rows]


def again(desk: Desk, shell: ShellContext, qtbot: QtBot) -> ReceivingRoom:
    """The room as the next start of the program builds it."""
    return room_shown(ReceivingRoom(shell, desk=desk), shell, qtbot)


def test_the_tray_is_there_after_a_restart_with_day_stick_unit_and_reason(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, qtbot: QtBot, torn: Torn
) -> None:
    file = torn("HONG")
    plug(shell, drive(file.parent))
    plug(shell)
    (sentence,) = sentences(again(desk, shell, qtbot))
    assert sentence.startswith(
        f"20/10/2026 · USB HONG · Phường Phú Xuân, tháng 10/2026 · {file.name}: "
    )
    assert "bị hỏng" in sentence
    assert sentences(room) == [sentence]


def test_the_same_stick_plugged_in_twice_is_one_line(
    room: ReceivingRoom, shell: ShellContext, torn: Torn
) -> None:
    stick = drive(torn("HONG").parent)
    for _time in range(2):
        plug(shell, stick)
        plug(shell)
    assert len(sentences(room)) == 1


def test_a_file_that_is_written_anew_and_received_leaves_the_tray(
    room: ReceivingRoom, shell: ShellContext, sender: Sender, tmp_path: Path
) -> None:
    file = sender.send(tmp_path / "HONG", "2026-10")
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    plug(shell, drive(file.parent))
    plug(shell)
    assert len(sentences(room)) == 1
    file.write_bytes(whole)
    plug(shell, drive(file.parent))
    assert len(sentences(room)) == 1, "nothing is taken in before Enter"
    room.receive()
    assert sentences(room) == []


def test_a_name_that_says_no_unit_is_told_without_one(
    room: ReceivingRoom, shell: ShellContext, torn: Torn
) -> None:
    file = torn("HONG")
    plug(shell, drive(file.rename(file.with_name("S138_ket-noi_46_hong.s138")).parent))
    plug(shell)
    (sentence,) = sentences(room)
    assert sentence.startswith("20/10/2026 · USB HONG · S138_ket-noi_46_hong.s138: ")


def test_the_log_keeps_no_name_of_a_file_in_clear(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, torn: Torn
) -> None:
    file = torn("HONG")
    plug(shell, drive(file.parent))
    plug(shell)
    assert room.page.tray.rows
    (entry,) = [one for one in log(desk) if one.action == "note_refused"]
    assert file.name not in str(entry.details)
    assert entry.details["files"] == 1


def test_who_only_reads_sees_what_a_stick_brought_and_clears_nothing() -> None:
    assert may(OfficerRole.READS, "note_refused")
    assert not may(OfficerRole.READS, "clear_refused")


def test_cleared_it_stays_cleared_and_the_log_keeps_that_it_was(
    room: ReceivingRoom, shell: ShellContext, desk: Desk, qtbot: QtBot, torn: Torn
) -> None:
    plug(shell, drive(torn("HONG").parent))
    plug(shell)
    room.clear_tray()
    assert not room.page.tray_panel.isVisible()
    assert sentences(again(desk, shell, qtbot)) == []
    acts = [entry.action for entry in log(desk)]
    assert [one for one in acts if one.endswith("_refused")] == ["clear_refused", "note_refused"]

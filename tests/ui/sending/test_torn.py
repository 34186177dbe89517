"""A stick torn out, a writing that is stopped, and old files taken away."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions import sending
from desktop.actions.sticks import OldFile, StickGoneError
from desktop.exchange.receipt import ReceiptKind
from desktop.exchange.stick_faults import StickFullError
from desktop.ui.sending import writing
from desktop.ui.sending.dialogs import CleanDialog
from desktop.ui.sending.page import WHERE
from desktop.ui.sending.room import SendingRoom
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.sending.offices import (
    JULY,
    Sender,
)
from tests.ui.sending.rooms import plugged, written

# -- torn out, stopped ---------------------------------------------------------------------------


class Torn:
    """A stick that is pulled out in the middle, until it is plugged in again."""

    def __init__(self, room: SendingRoom) -> None:
        self.room, self.times, self.said = room, 1, list[str]()

    def __call__(self, *all_: object, **words: object) -> object:
        self.said.append(self.room.page.file.big.text())
        if self.times:
            self.times -= 1
            raise StickGoneError(Path("KINGSTON"))
        return sending.send_period(*all_, **words)  # type: ignore[arg-type]


def test_a_torn_stick_is_told_and_the_writing_goes_on_by_itself(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn = Torn(room)
    monkeypatch.setattr(writing, "send_period", torn)
    stick = plugged(room, one)
    room.page.what.on_button.click()
    # It is out of the machine before the room is told of it.
    one.drives.pull(stick)
    room.page.where.write_button.click()
    assert room.page.file.big.text() == "USB đã bị rút ra"
    assert not list(stick.glob("*.s138"))
    room.context.sticks.look()
    assert room.page.file.big.text() == "USB đã bị rút ra", "still out"
    plugged(room, one)
    assert room.page.file.big.text() == "Có thể rút USB"
    assert list(stick.glob("*.s138"))
    assert torn.said == ["Đang ghi…", "Đang ghi…"]


def test_another_stick_does_not_take_its_place(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "send_period", Torn(room))
    stick = plugged(room, one)
    room.page.what.on_button.click()
    one.drives.pull(stick)
    room.page.where.write_button.click()
    other = plugged(room, one, "TRANSCEND")
    assert room.page.file.big.text() == "USB đã bị rút ra"
    assert not list(other.glob("*"))
    room.page.file.elsewhere_button.click()
    assert room.page.step == WHERE
    room.page.where.write_button.click()
    assert room.page.file.big.text() == "Có thể rút USB"
    assert list(other.glob("*.s138"))


def test_a_stopped_writing_leaves_nothing(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*all_: object, **words: object) -> object:
        room.writing.stop()
        words["cancelled"] = lambda: True
        return sending.send_period(*all_, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "send_period", stopped)
    stick = written(room, one)
    assert room.page.file.big.text() == "Đã dừng"
    assert not list(stick.iterdir())
    monkeypatch.undo()
    room.page.file.again_button.click()
    assert room.page.file.big.text() == "Có thể rút USB"


def test_leaving_while_bytes_are_on_their_way_is_asked_about(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bool] = []

    def leave(*all_: object, **words: object) -> object:
        answers.append(room.may_leave())
        monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
        answers.append(room.may_leave())
        return sending.send_period(*all_, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "send_period", leave)
    written(room, one)
    assert answers == [False, True]
    assert room.may_leave(), "once it is written"


def test_a_full_stick_says_so_and_another_try_writes(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = one.stick()

    def full(*_all: object, **_words: object) -> object:
        raise StickFullError(stick, needed=1 << 20, free=1 << 10)

    monkeypatch.setattr(writing, "send_period", full)
    room.context.sticks.look()
    room.page.what.on_button.click()
    room.page.where.write_button.click()
    assert room.page.file.big.text() == "Chưa ghi được"
    assert room.page.file.sentence.text()
    monkeypatch.undo()
    room.page.file.again_button.click()
    assert room.page.file.big.text() == "Có thể rút USB"


# -- old files -----------------------------------------------------------------------------------


def test_old_files_of_ours_go_on_request_and_foreign_ones_stay(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = one.stick()
    sent = one.sends(JULY, stick)
    one.takes(sent, ReceiptKind.ACCEPTED)
    old = sent.path
    foreign = stick / "giao-an.docx"
    foreign.write_bytes(b"not ours")
    written(room, one)
    assert "1 tệp cũ" in room.page.file._old_words.text()
    listed: list[OldFile] = []

    def all_of_them(*_parent: object, files: tuple[OldFile, ...], **_words: object) -> object:
        listed.extend(files)
        return files

    monkeypatch.setattr(CleanDialog, "ask", all_of_them)
    room.page.file.clean_button.click()
    assert [one.name for one in listed] == [old.name]
    assert all(one.made_here for one in listed)
    assert not old.exists()
    assert foreign.exists()
    assert room.page.file.big.text() == "Có thể rút USB"


def test_cleaning_ticks_only_what_was_made_here(
    qtbot: QtBot, one: Sender, room: SendingRoom
) -> None:
    stick = one.stick()
    sent = one.sends(JULY, stick)
    one.answers(sent, ReceiptKind.ACCEPTED, to=stick)
    receipt = next(stick.glob("*.s138r"))
    receipt.rename(stick / sent.path.with_suffix(".s138r").name)
    written(room, one)
    dialog = CleanDialog(None, stick="KINGSTON", files=room.shown.old)
    qtbot.addWidget(dialog)
    assert {one.name for one in dialog.ticked} == {sent.path.name}

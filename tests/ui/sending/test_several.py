"""Several months at once: ticked, written one after the other to one stick, slips in one go."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import sending
from desktop.actions.desk import Outcome
from desktop.actions.sending import SentFile
from desktop.actions.sent_periods import SendState, history, passphrase_of, sendable
from desktop.domain.periods import Period
from desktop.exchange.receipt import ReceiptKind
from desktop.exchange.stick_faults import StickFullError
from desktop.ui.reports.sheet_printing import Sheet, SheetDialog
from desktop.ui.sending import writing
from desktop.ui.sending.page import FILE, WHAT, WHERE
from desktop.ui.sending.room import SendingRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.text import Text
from tests.ui.sending.offices import AUGUST, JULY, SEPTEMBER, Sender, sender
from tests.ui.sending.rooms import opened, plugged, pulled, tick_only

MONTHS = (JULY, AUGUST, SEPTEMBER)


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Sender]:
    """Three months are closed, none was sent."""
    made = sender(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, one: Sender) -> SendingRoom:
    return opened(qtbot, context, one)


def wanted(room: SendingRoom) -> list[str]:
    """What is sent next, in the order of writing."""
    return [each.period.id for each in room.page.what.wanted]


def sent_all(room: SendingRoom, one: Sender) -> Path:
    """Everything that is ticked, by the keys that an officer presses."""
    stick = plugged(room, one)
    QTest.keyClick(room.page.what.table, Qt.Key.Key_Return)
    QTest.keyClick(room.page.where.table, Qt.Key.Key_Return)
    return stick


def states(one: Sender) -> list[SendState]:
    """Where the three months stand."""
    found = [sendable(one.desk, month) for month in MONTHS]
    return [each.state for each in found if each is not None]


def said(widget: QWidget) -> list[str]:
    """Every text in it."""
    texts: list[Text] = list(widget.findChildren(Text))
    return [one.text() for one in texts]


# -- which -----------------------------------------------------------------------------------------


def test_all_that_is_closed_and_not_received_is_ticked_the_oldest_first(
    room: SendingRoom,
) -> None:
    assert wanted(room) == ["2026-07", "2026-08", "2026-09"]
    assert room.page.what.on_button.text() == "Chọn nơi ghi 3 tệp"


def test_space_unticks_a_month_and_it_stays_so_when_the_list_is_read_anew(
    room: SendingRoom,
) -> None:
    table = room.page.what.table
    room.page.what.choose(AUGUST)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert wanted(room) == ["2026-07", "2026-09"]
    room.on_shown(SEPTEMBER)
    assert wanted(room) == ["2026-07", "2026-09"]
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert wanted(room) == ["2026-07", "2026-08", "2026-09"]


def test_a_click_on_the_box_turns_its_tick(room: SendingRoom) -> None:
    table = room.page.what.table
    cell = table.visualRect(table.model().index(0, 0))
    box = QPoint(cell.left() + 12, cell.center().y())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert wanted(room) == ["2026-07", "2026-08"]


def test_with_nothing_ticked_the_current_month_is_sent(room: SendingRoom) -> None:
    tick_only(room, SEPTEMBER)
    QTest.keyClick(room.page.what.table, Qt.Key.Key_Space)
    room.page.what.choose(AUGUST)
    assert wanted(room) == ["2026-08"]
    assert room.page.what.on_button.text() == "Chọn nơi ghi"


def test_a_returned_month_has_no_tick_it_is_corrected_first(
    qtbot: QtBot, context: ShellContext, one: Sender
) -> None:
    one.takes(one.sends(AUGUST), ReceiptKind.RETURNED, ("Thiếu Tổ 7", "activity"))
    room = opened(qtbot, context, one)
    room.page.what.choose(AUGUST)
    QTest.keyClick(room.page.what.table, Qt.Key.Key_Space)
    assert wanted(room) == ["2026-07", "2026-09"]


def test_what_was_written_just_now_is_not_ticked_again(room: SendingRoom, one: Sender) -> None:
    tick_only(room, JULY, AUGUST)
    sent_all(room, one)
    room.on_shown(SEPTEMBER)
    room.page.file.back_button.click()
    assert wanted(room) == ["2026-09"], "the others lie on the stick, it is the current one"


# -- writing ---------------------------------------------------------------------------------------


def test_three_months_go_onto_one_stick_in_one_go(room: SendingRoom, one: Sender) -> None:
    said: list[str] = []
    room.writing.told.connect(lambda _state: said.append(room.page.file.big.text()))
    stick = sent_all(room, one)
    assert room.page.step == FILE
    assert room.page.file.big.text() == "Có thể rút USB"
    assert list(dict.fromkeys(each for each in said if each.startswith("Đang ghi"))) == [
        "Đang ghi… tệp 1/3",
        "Đang ghi… tệp 2/3",
        "Đang ghi… tệp 3/3",
    ]
    assert "Có thể rút USB" not in said[:-1], "only when all of them lie there whole"
    packages = [line.package for line in reversed(history(one.desk))]
    assert [(each.period, each.sequence) for each in packages] == [
        ("2026-07", 1),
        ("2026-08", 2),
        ("2026-09", 3),
    ]
    assert {path.name for path in stick.glob("*.s138")} == {each.file_name for each in packages}
    assert states(one) == [SendState.WRITTEN] * 3


def test_the_bar_goes_through_all_files_once(room: SendingRoom, one: Sender) -> None:
    shares: list[float] = []
    room.writing.told.connect(lambda state: shares.append(state.share))
    sent_all(room, one)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def failing_at(month: Period, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Writing this month's file fails."""

    def send(desk: Any, period: Period, *all_: Any, **words: Any) -> Outcome[SentFile]:
        if period == month:
            raise error
        return sending.send_period(desk, period, *all_, **words)

    monkeypatch.setattr(writing, "send_period", send)


def test_a_failure_in_the_middle_says_what_is_written_and_what_is_not(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(AUGUST, monkeypatch, StickFullError(one.media, needed=1 << 20, free=1 << 10))
    stick = sent_all(room, one)
    sentence = room.page.file.sentence.text()
    assert room.page.file.big.text() == "Chưa ghi được"
    assert "Đã ghi đủ: tháng 7/2026." in sentence
    assert "Chưa ghi: tháng 8/2026 và tháng 9/2026." in sentence
    assert states(one) == [SendState.WRITTEN, SendState.NOT_SENT, SendState.NOT_SENT]
    monkeypatch.undo()
    room.page.file.again_button.click()
    assert room.page.file.big.text() == "Có thể rút USB"
    assert len(list(stick.glob("*.s138"))) == 3
    assert len(history(one.desk)) == 3, "the file that lay there whole is the same one"


def test_another_try_on_another_stick_under_the_same_name_writes_every_file(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(AUGUST, monkeypatch, StickFullError(one.media, needed=1 << 20, free=1 << 10))
    stick = sent_all(room, one)
    for file in stick.glob("*"):
        file.unlink()
    monkeypatch.undo()
    room.page.file.again_button.click()
    assert len(list(stick.glob("*.s138"))) == 3


def test_stopped_between_two_files_the_first_one_stays(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(desk: Any, period: Period, *all_: Any, **words: Any) -> Outcome[SentFile]:
        made = sending.send_period(desk, period, *all_, **words)
        room.writing.stop()
        return made

    monkeypatch.setattr(writing, "send_period", send)
    stick = sent_all(room, one)
    assert room.page.file.big.text() == "Đã dừng"
    sentence = room.page.file.sentence.text()
    assert sentence == (
        "Đã dừng ghi. Đã ghi đủ: tháng 7/2026. Chưa ghi: tháng 8/2026 và tháng 9/2026."
    )
    assert len(list(stick.glob("*.s138"))) == 1
    room.page.file.back_button.click()
    assert room.page.step == WHAT
    assert wanted(room) == ["2026-08", "2026-09"]


def test_written_elsewhere_all_of_them_go_there(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(AUGUST, monkeypatch, StickFullError(one.media, needed=1 << 20, free=1 << 10))
    stick = sent_all(room, one)
    monkeypatch.undo()
    pulled(room, one, stick)
    other = plugged(room, one, "TRANSCEND")
    room.page.file.elsewhere_button.click()
    assert room.page.step == WHERE
    room.page.where.write_button.click()
    assert len(list(other.glob("*.s138"))) == 3


# -- afterwards ------------------------------------------------------------------------------------


def test_all_files_are_checked_again_and_a_changed_one_is_named(
    room: SendingRoom, one: Sender
) -> None:
    stick = sent_all(room, one)
    pulled(room, one, stick)
    assert room.page.file.big.text() == "Đã ghi xong, USB đã rút"
    assert room.page.file.sentence.text().startswith("3 tệp nằm trên")
    plugged(room, one)
    room.page.file.check_button.click()
    assert room.page.file.big.text() == "Có thể rút USB"
    assert room.page.file.sentence.text() == "3 tệp trên KINGSTON đều nguyên vẹn."
    last = max(stick.glob("*.s138"))
    last.write_bytes(b"x" + last.read_bytes()[1:])
    room.page.file.check_button.click()
    assert room.page.file.big.text() == "Không thấy tệp nguyên vẹn"


def test_the_slips_of_all_files_are_shown_and_printed_in_one_go(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets: list[Sheet] = []

    def ask(_parent: object, sheet: Sheet, **_words: object) -> str:
        sheets.append(sheet)
        return ""

    monkeypatch.setattr(SheetDialog, "ask", ask)
    sent_all(room, one)
    assert room.page.file.slip_button.text() == "In 3 phiếu giao tệp"
    room.page.file.slip_button.click()
    (sheet,) = sheets
    library: Any = pypdfium2
    document = library.PdfDocument(sheet.pdf)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    said = "".join(said.split())
    for line in history(one.desk):
        assert "".join(line.package.file_name.split()) in said
        assert "".join(line.package.check_code.split()) in said


def test_without_a_superior_every_file_has_its_own_digits(
    qtbot: QtBot, context: ShellContext, tmp_path: Path
) -> None:
    lone = sender(tmp_path / "lone", connected=False)
    try:
        room = opened(qtbot, context, lone)
        sent_all(room, lone)
        shown = " ".join(said(room.page.file))
        phrases = [passphrase_of(lone.desk, line.package) for line in history(lone.desk)]
        assert len(set(phrases)) == 3
        assert all(phrase in shown for phrase in phrases if phrase)
    finally:
        lone.desk.close()

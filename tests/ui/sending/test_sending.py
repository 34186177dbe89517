"""Sending: the real room on a real store, with folders as sticks that a test plugs and pulls."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import sending
from desktop.actions.receipts import CommuneReceived, RefusedFile, TakenReceipt, correct_returned
from desktop.actions.sent_periods import SendState, history, sendable
from desktop.exchange.receipt import ReceiptKind
from desktop.ui.sending import checking
from desktop.ui.sending.dialogs import AnswerFile, CodeDialog, TypedCode
from desktop.ui.sending.page import FILE, WHAT, WHERE
from desktop.ui.sending.receiving import received_words
from desktop.ui.sending.room import SendingRoom
from desktop.ui.sending.told_dialog import ToldDialog
from desktop.ui.sending.writing import Phase
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import ReasonDialog
from desktop.ui.widgets.text import Text
from tests.actions.sending_making import put
from tests.ui.overview.offices import OCTOBER
from tests.ui.sending.offices import (
    AUGUST,
    JULY,
    SEPTEMBER,
    Sender,
    closed,
    sender,
)
from tests.ui.sending.rooms import labels, opened, plugged, pulled, written

# -- what ----------------------------------------------------------------------------------------


def test_what_was_not_received_is_listed_with_its_state(room: SendingRoom) -> None:
    table = room.page.what.table
    model = table.model()
    rows = [
        tuple(str(model.index(row, column).data()) for column in (0, 2))
        for row in range(model.rowCount())
    ]
    assert rows == [
        ("Tháng 9/2026", "chưa gửi"),
        ("Tháng 8/2026", "Trả lại: Thiếu số liệu Tổ dân phố 7; Xem lại số mô hình"),
    ]
    assert table.current is not None
    assert table.current.period.id == SEPTEMBER.id


def test_a_month_that_is_open_says_so_and_leads_to_closing(
    qtbot: QtBot, context: ShellContext, room: SendingRoom
) -> None:
    assert room.page.what.close_link.isHidden()
    context.set_month(OCTOBER)
    room.on_shown(OCTOBER)
    assert not room.page.what.close_link.isHidden()
    with qtbot.waitSignal(context.going) as going:
        room.page.what.close_link.click()
    assert going.args == ["confirm", {"month": "2026-10", "step": "close"}]


def test_a_returned_month_is_corrected_before_it_is_sent_again(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = room.page.what
    what.choose(AUGUST)
    assert what.correct_button.isVisibleTo(what)
    assert not what.on_button.isVisibleTo(what)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_all, **_words: None)
    QTest.keyClick(what.table, Qt.Key.Key_Return)
    assert room.page.step == WHAT, "left, nothing is opened"
    assert sendable(one.desk, AUGUST) is not None
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_all, text="", **_words: text)
    QTest.keyClick(what.table, Qt.Key.Key_Return)
    assert sendable(one.desk, AUGUST) is None


def test_a_month_corrected_since_is_the_one_that_enter_sends(
    room: SendingRoom, one: Sender
) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.RETURNED, ("Thiếu Tổ 7", "activity"))
    room.on_shown(SEPTEMBER)
    assert correct_returned(one.desk, AUGUST, reason="Thiếu số liệu").done
    assert correct_returned(one.desk, SEPTEMBER, reason="Thiếu Tổ 7").done
    closed(one.desk, AUGUST)
    room.on_shown(SEPTEMBER)
    current = room.page.what.table.current
    assert current is not None
    assert current.period == AUGUST
    closed(one.desk, SEPTEMBER)
    room.on_shown(SEPTEMBER)
    current = room.page.what.table.current
    assert current is not None
    assert current.period == SEPTEMBER


# -- where ---------------------------------------------------------------------------------------


def test_sticks_come_and_go_by_themselves(room: SendingRoom, one: Sender) -> None:
    room.page.what.on_button.click()
    assert room.page.step == WHERE
    assert labels(room) == []
    assert not room.page.where.write_button.isEnabled()
    stick = plugged(room, one)
    assert labels(room) == ["KINGSTON"]
    assert room.page.where.write_button.isEnabled()
    pulled(room, one, stick)
    assert labels(room) == []
    assert not room.page.where.write_button.isEnabled()


def test_a_locked_stick_is_shown_and_not_written_to(room: SendingRoom, one: Sender) -> None:
    one.drives.locked.add(one.media / "KINGSTON")
    plugged(room, one)
    room.page.what.on_button.click()
    assert not room.page.where.write_button.isEnabled()
    QTest.keyClick(room.page.where.table, Qt.Key.Key_Return)
    assert room.page.step == WHERE


def test_a_locked_stick_says_what_to_do_and_is_written_to_once_its_lock_is_moved(
    room: SendingRoom, one: Sender
) -> None:
    where = room.page.where
    one.drives.locked.add(one.media / "KINGSTON")
    plugged(room, one)
    room.page.what.on_button.click()
    assert "Gạt khóa" in where.trouble.text()
    assert "Số liệu trong máy không bị ảnh hưởng" in where.trouble.text()
    assert where.look_button.isVisibleTo(where)
    QTest.keyClick(where.table, Qt.Key.Key_Return)
    assert where.trouble.property("look") == "trouble", "Enter is answered, not swallowed"
    one.drives.locked.clear()
    where.look_button.click()
    assert where.write_button.isEnabled()
    assert not where.trouble.isVisibleTo(where)
    QTest.keyClick(where.table, Qt.Key.Key_Return)
    assert room.page.step == FILE


def test_a_full_stick_says_how_much_room_is_needed(room: SendingRoom, one: Sender) -> None:
    one.drives.free = 4096
    plugged(room, one)
    room.page.what.on_button.click()
    said = room.page.where.trouble.text()
    assert "còn trống 4 KB" in said
    assert "Xóa bớt" in said


def test_the_status_line_is_told_of_sticks(room: SendingRoom, one: Sender) -> None:
    seen: list[object] = []
    room.context.sticks.changed.connect(seen.append)
    plugged(room, one)
    room.context.sticks.look()
    assert len(seen) == 1, "told once, not at every look"


# -- done ----------------------------------------------------------------------------------------


def test_enter_and_enter_write_the_file(room: SendingRoom, one: Sender) -> None:
    stick = written(room, one)
    assert room.page.step == FILE
    assert room.page.file.big.text() == "Có thể rút USB"
    (file,) = stick.glob("*.s138")
    assert one.office.read(file).manifest.period.id == SEPTEMBER.id
    assert room.page.file.slip_button.isVisibleTo(room.page)
    found = sendable(one.desk, SEPTEMBER)
    assert found is not None
    assert found.state is SendState.WRITTEN


def test_the_big_words_follow_the_stick(room: SendingRoom, one: Sender) -> None:
    stick = written(room, one)
    pulled(room, one, stick)
    assert room.page.file.big.text() == "Đã ghi xong, USB đã rút"
    plugged(room, one)
    assert room.page.file.big.text() == "Tháng 9/2026", "nobody has looked at the stick yet"
    room.page.file.check_button.click()
    assert room.page.file.big.text() == "Có thể rút USB"
    (file,) = stick.glob("*.s138")
    file.write_bytes(file.read_bytes()[:-1])
    room.page.file.check_button.click()
    assert room.page.file.big.text() == "Không thấy tệp nguyên vẹn"
    assert "có dấu hiệu hỏng" in room.page.file.sentence.text()
    pulled(room, one, stick)
    room.page.file.check_button.click()
    assert "đã bị rút ra" in room.page.file.sentence.text()


def test_a_stick_that_is_being_read_may_not_be_pulled_out(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = written(room, one)
    said: list[str] = []

    def reading(*_all: object) -> object:
        said.append(room.page.file.big.text())
        return stick

    monkeypatch.setattr(checking, "check_again", reading)
    room.page.file.check_button.click()
    assert said == ["Đang đọc lại…"]


def test_a_folder_is_no_stick(
    room: SendingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "thu-muc"
    folder.mkdir()
    monkeypatch.setattr(FolderChoice, "ask", lambda *_all, **_words: folder)
    room.page.what.on_button.click()
    room.page.where.folder_button.click()
    assert room.page.file.big.text() == "Đã ghi xong"
    assert list(folder.glob("*.s138"))


def test_written_again_it_is_the_same_file(room: SendingRoom, one: Sender) -> None:
    stick = written(room, one)
    (file,) = stick.glob("*.s138")
    before = file.read_bytes()
    other = plugged(room, one, "TRANSCEND")
    room.page.file.rewrite_button.click()
    room.page.where.table.selectRow(1)
    room.page.where.write_button.click()
    assert (other / file.name).read_bytes() == before
    assert len(history(one.desk, SEPTEMBER)) == 1


def test_without_a_superior_the_passphrase_is_shown_big(
    qtbot: QtBot, context: ShellContext, tmp_path: Path
) -> None:
    one = sender(tmp_path, connected=False)
    try:
        room = opened(qtbot, context, one)
        written(room, one)
        digits = room.page.file.passphrase
        assert digits.isVisibleTo(room.page)
        (line,) = history(one.desk)
        outcome = sending.prepare_package(one.desk, SEPTEMBER)
        assert outcome.value is not None
        assert digits.text() == outcome.value.passphrase
        assert line.package.superior_id is None
        with qtbot.waitSignal(context.going) as going:
            room.page.file.connect_wanted.emit()
        assert going.args == ["system", {"section": "connection"}]
    finally:
        one.desk.close()


def test_the_slip_opens_as_a_paper_of_that_period(
    qtbot: QtBot, context: ShellContext, room: SendingRoom, one: Sender
) -> None:
    written(room, one)
    with qtbot.waitSignal(context.going) as going:
        room.page.file.slip_button.click()
    assert going.args == ["reports", {"paper": "stick-slip", "period": SEPTEMBER.id}]


def test_after_one_period_comes_the_oldest_that_was_never_written(
    qtbot: QtBot, context: ShellContext, tmp_path: Path
) -> None:
    one = sender(tmp_path / "more")
    try:
        room = opened(qtbot, context, one)
        written(room, one)
        room.on_changes(frozenset({"exchange"}))
        room.page.file.back_button.click()
        current = room.page.what.table.current
        assert current is not None
        assert current.period.id == JULY.id
    finally:
        one.desk.close()


# -- answers -------------------------------------------------------------------------------------


def test_a_receipt_on_a_stick_is_offered_and_turns_the_month(
    room: SendingRoom, one: Sender
) -> None:
    sent = one.sends(SEPTEMBER)
    stick = one.stick()
    one.answers(sent, ReceiptKind.RECEIVED, to=stick)
    room.context.sticks.look()
    offer = room.page.answers.offer
    assert "1 phiếu tiếp nhận cho tháng 9/2026" in offer.text
    said: list[tuple[str, str]] = []
    room.context.said.connect(lambda tone, text: said.append((tone, text)))
    room.answers.take(room.page.answers.waiting)
    assert said == [("info", "Cấp trên đã tiếp nhận số liệu tháng 9/2026.")]
    found = sendable(one.desk, SEPTEMBER)
    assert found is not None
    assert found.state is SendState.RECEIVED
    assert offer.isHidden(), "taken in, it is offered no longer"


def test_two_receipts_on_one_stick_are_both_shown_and_both_told(
    room: SendingRoom, one: Sender
) -> None:
    first, second = one.sends(JULY), one.sends(SEPTEMBER)
    stick = one.stick()
    one.answers(first, ReceiptKind.ACCEPTED, to=stick)
    one.answers(second, ReceiptKind.RETURNED, ("Thiếu Tổ 7", "activity"), to=stick)
    put(stick, "hue.s138c", one.office.connection())
    room.context.sticks.look()
    assert "tệp kết nối" in room.page.answers.connection_offer.text
    lines = room.page.answers.offer.text.splitlines()
    assert "2 phiếu tiếp nhận cho tháng 7/2026 và tháng 9/2026" in lines[0]
    assert lines[1:] == ["Tháng 7/2026: được chấp nhận", "Tháng 9/2026: bị trả lại"]
    said: list[tuple[str, str]] = []
    room.context.said.connect(lambda tone, text: said.append((tone, text)))
    room.answers.take(room.page.answers.waiting)
    assert said[0][0] == "warn"
    assert said[0][1].splitlines() == [
        "Cấp trên chấp nhận số liệu tháng 7/2026.",
        "Cấp trên trả lại số liệu tháng 9/2026: Thiếu Tổ 7.",
    ]


def test_a_stick_without_anything_for_us_offers_nothing(room: SendingRoom, one: Sender) -> None:
    stick = one.stick()
    (stick / "S138_00000_202609_0001.s138r").write_bytes(b"SO138R\x01\x00rubbish")
    room.context.sticks.look()
    assert room.page.answers.offer.isHidden()


def test_a_receipt_is_taken_from_a_file(
    room: SendingRoom, one: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = one.answers(one.sends(SEPTEMBER), ReceiptKind.ACCEPTED, to=tmp_path / "thu")
    monkeypatch.setattr(AnswerFile, "ask", lambda *_all, **_words: file)
    said: list[str] = []
    room.context.said.connect(lambda _tone, text: said.append(text))
    room.page.answers.file_button.click()
    room.page.answers.file_button.click()
    assert said == [
        "Cấp trên chấp nhận số liệu tháng 9/2026.",
        "Phiếu tiếp nhận này đã nhận trước đây; không có gì thay đổi.",
    ]


def test_the_digits_over_the_telephone_are_asked_until_they_fit(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = one.sends(SEPTEMBER)
    room.on_shown(SEPTEMBER)
    right = one.office.code_by_telephone(one.office.read(sent.path), ReceiptKind.RECEIVED)
    typed = iter(["123", "0000 0000 0000", right])
    problems: list[str] = []

    def answer(*_parent: object, problem: str = "", **_words: object) -> TypedCode:
        problems.append(problem)
        return TypedCode(SEPTEMBER, next(typed))

    monkeypatch.setattr(CodeDialog, "ask", answer)
    room.page.answers.code_button.click()
    assert problems[0] == ""
    assert problems[1].startswith("Mã trả lời của cấp trên có 12 chữ số")
    assert problems[2].startswith("Mã không khớp")
    found = sendable(one.desk, SEPTEMBER)
    assert found is not None
    assert found.state is SendState.RECEIVED


def test_after_the_digits_of_an_acceptance_the_remarks_are_asked_for(
    room: SendingRoom, one: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = one.sends(SEPTEMBER)
    room.on_shown(SEPTEMBER)
    code = one.office.code_by_telephone(one.office.read(sent.path), ReceiptKind.ACCEPTED)
    monkeypatch.setattr(CodeDialog, "ask", lambda *_all, **_words: TypedCode(SEPTEMBER, code))
    asked: list[str] = []

    def told(_parent: object, *, taken: TakenReceipt) -> tuple[str, ...]:
        asked.append(taken.kind)
        return ("Xem lại tổ 7", "Thiếu mô hình")

    monkeypatch.setattr(ToldDialog, "ask", told)
    room.page.answers.code_button.click()
    assert asked == ["accepted"]
    room.on_shown(SEPTEMBER)
    work = room.page.remarks.lists[-1]
    assert [row.item.sentence for row in work.rows] == ["Xem lại tổ 7", "Thiếu mô hình"]
    assert [one.text() for one in room.page.remarks.offers] == ["Sửa và gửi lại"]
    room.page.answers.code_button.click()
    assert asked == ["accepted"], "what is known is not asked for again"


def test_the_question_for_remarks_keeps_nothing_by_itself(qtbot: QtBot) -> None:
    taken = TakenReceipt("", "2026-09", "accepted", "p", ())
    dialog = ToldDialog(None, taken=taken)
    qtbot.addWidget(dialog)
    assert not dialog.do_button.isEnabled()
    dialog.remarks.setPlainText(" Xem lại tổ 7 \n\nThiếu mô hình")
    assert dialog.do_button.isEnabled()
    assert dialog.told == ("Xem lại tổ 7", "Thiếu mô hình")
    assert dialog.windowTitle() == "Cấp trên có nhận xét không?"
    returned = ToldDialog(None, taken=replace(taken, kind="returned"))
    qtbot.addWidget(returned)
    assert returned.windowTitle() == "Cấp trên trả lại vì sao?"


def test_a_refused_file_is_named_with_its_reason() -> None:
    refused = RefusedFile("E:/x.s138r", "receipt_unknown", {})
    tone, said = received_words(CommuneReceived(refused=(refused,)))
    assert tone is Tone.TROUBLE
    assert said.startswith("x.s138r: Phiếu tiếp nhận nói về tệp")


# -- remarks -------------------------------------------------------------------------------------


def test_remarks_of_a_return_stand_as_a_work_list(
    qtbot: QtBot, context: ShellContext, room: SendingRoom
) -> None:
    panel = room.page.remarks
    assert not panel.isHidden()
    (work,) = panel.lists
    assert [row.item.sentence for row in work.rows] == [
        "Thiếu số liệu Tổ dân phố 7",
        "Xem lại số mô hình",
    ]
    with qtbot.waitSignal(context.going) as going:
        work.rows[1].click()
    assert going.args == ["models", {"month": AUGUST.id}]
    assert context.month == AUGUST


def test_correcting_begins_the_numbered_correction_and_goes_there(
    qtbot: QtBot,
    context: ShellContext,
    room: SendingRoom,
    one: Sender,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[str] = []

    def reason(*_parent: object, text: str = "", **_words: object) -> str:
        offered.append(text)
        return text

    monkeypatch.setattr(ReasonDialog, "ask", reason)
    with qtbot.waitSignal(context.going) as going:
        room.page.remarks.buttons[0].click()
    assert offered == ["Thiếu số liệu Tổ dân phố 7; Xem lại số mô hình"]
    assert going.args == ["sessions", {"month": AUGUST.id}]
    assert sendable(one.desk, AUGUST) is None, "open for correction"
    room.on_shown(AUGUST)
    assert not room.page.remarks.isHidden(), "what is to be corrected stays in sight"
    assert not room.page.remarks.buttons


def test_a_corrected_period_is_sent_and_not_opened_once_more(
    room: SendingRoom, one: Sender
) -> None:
    assert correct_returned(one.desk, AUGUST, reason="thiếu").done
    closed(one.desk, AUGUST)
    room.on_shown(AUGUST)
    panel = room.page.remarks
    assert not panel.buttons
    texts: list[Text] = list(panel.findChildren(Text))
    said = [text.text() for text in texts]
    assert "Tháng 8/2026 đã sửa: gửi số liệu mới" in said


def test_what_was_returned_stands_above_the_steps(room: SendingRoom) -> None:
    room.page.resize(1174, 566)
    room.page.show()
    below = room.page.remarks.buttons[0].mapTo(room.page, QPoint(0, 0)).y()
    assert 0 < below < 160


def test_remarks_that_ask_for_nothing_are_told_with_their_own_month(
    context: ShellContext, room: SendingRoom, one: Sender
) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.ACCEPTED, ("Lần sau gửi sớm hơn", ""))
    room.on_shown(SEPTEMBER)
    assert len(room.page.remarks.lists) == 2
    assert len(room.page.remarks.buttons) == 1, "August alone is to be corrected"
    context.set_month(JULY)
    room.on_shown(JULY)
    assert len(room.page.remarks.lists) == 1


# -- history -------------------------------------------------------------------------------------


def test_a_file_of_the_history_opens_with_what_can_be_done(room: SendingRoom, one: Sender) -> None:
    table = room.page.history.table
    assert table.model().rowCount() == 2
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert room.page.step == FILE
    assert room.page.file.big.text() == "Tháng 7/2026"
    assert room.page.file.rewrite_button.isVisibleTo(room.page)
    room.page.file.back_button.click()
    assert room.page.step == WHAT


def test_a_month_that_was_received_opens_its_file(room: SendingRoom) -> None:
    room.on_target({"month": JULY.id})
    assert room.page.step == FILE
    assert room.page.file.big.text() == "Tháng 7/2026"
    room.on_target({"month": AUGUST.id})
    assert room.page.step == WHAT
    current = room.page.what.table.current
    assert current is not None
    assert current.period.id == AUGUST.id


def test_f1_says_when_to_pull_the_stick_out(room: SendingRoom) -> None:
    assert "Có thể rút USB" in room.help_text()


def test_the_phases_of_writing_are_told_in_order(room: SendingRoom, one: Sender) -> None:
    phases: list[Phase] = []
    room.writing.told.connect(lambda state: phases.append(state.phase))
    written(room, one)
    order = list(dict.fromkeys(phases))
    assert order == [Phase.WRITING, Phase.READING, Phase.DONE]

"""What is done to a paper is done to the one in sight, with everything typed until then."""

from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, mark_printed, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper
from desktop.actions.periods import closing_in_force
from desktop.actions.report_texts import carry_over
from desktop.actions.reports import record_report_text, report_sections
from desktop.domain.periods import month_period
from desktop.ui.reports.closing import CloseDialog
from desktop.ui.reports.lines import MONTH_PLAN, REMINDER, Wish, read_lines
from desktop.ui.reports.printing import PrinterChoice
from desktop.ui.reports.room import ReportsRoom, SavePlace
from desktop.ui.reports.search import PaperText
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.text import Text
from tests.ui.closing.offices import SEPTEMBER
from tests.ui.overview.offices import OCTOBER, TODAY, empty_desk
from tests.ui.reports.rooms import HeldExecutor, paper_of, shown_room

WORDS = "Đề nghị cấp thêm loa cho các tổ."


@pytest.fixture
def busy(context: ShellContext, room: ReportsRoom) -> HeldExecutor:
    """From now on the worker has something else to do."""
    held = HeldExecutor()
    context.work = held
    return held


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every place is "bao-cao" in the test's folder; what was asked for is kept."""
    names: list[str] = []

    def ask(_parent: object, *, title: str, name: str, kind: str, folder: Path | None) -> Path:
        names.append(name)
        return tmp_path / f"bao-cao{Path(name).suffix}"

    monkeypatch.setattr(SavePlace, "ask", ask)
    return names


def type_words(room: ReportsRoom, words: str = WORDS) -> None:
    room.page.texts.choose("proposals")
    room.page.texts.text.setPlainText(words)


def own(desk: Desk, key: str = "proposals") -> str | None:
    return {one.key: one.own for one in report_sections(desk, OCTOBER)}[key]


def holds(data: bytes, words: str = "cấp thêm loa") -> bool:
    return bool(PaperText(data).find(words))


def test_a_carried_paragraph_is_still_in_the_report_after_the_next_click(
    room: ReportsRoom, desk: Desk
) -> None:
    outcome = record_report_text(desk, SEPTEMBER, "proposals", WORDS)
    room.on_changes(frozenset(outcome.changes.kinds))
    texts = room.page.texts
    texts.choose("proposals")
    texts.text.setFocus()
    texts.carry.click()
    assert texts.text.toPlainText() == WORDS
    texts.flush()
    texts.choose("strengths")
    assert own(desk) == WORDS
    assert holds(paper_of(room).data)


def test_the_pdf_has_what_was_typed_a_moment_before(
    room: ReportsRoom, busy: HeldExecutor, asked: list[str], tmp_path: Path
) -> None:
    type_words(room)
    room.save_pdf()
    assert asked == []
    busy.let_go()
    assert len(asked) == 1
    assert holds((tmp_path / "bao-cao.pdf").read_bytes())


def test_print_and_viewer_get_what_was_typed_a_moment_before(
    room: ReportsRoom, busy: HeldExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bytes] = []
    monkeypatch.setattr(room._printing, "begin", lambda one, page: given.append(one.data))
    monkeypatch.setattr(room._saving, "open_elsewhere", lambda one: given.append(one.data))
    for act, words in ((room.print_paper, WORDS), (room.open_elsewhere, WORDS + " Rồi.")):
        type_words(room, words)
        act()
        busy.let_go()
    assert [holds(data) for data in given] == [True, True]
    assert holds(given[1], "loa cho các tổ. Rồi")


def test_a_file_asked_for_while_another_month_is_made_is_of_that_month(
    room: ReportsRoom, context: ShellContext, busy: HeldExecutor, asked: list[str]
) -> None:
    context.set_month(SEPTEMBER)
    room.on_shown(SEPTEMBER)
    room.save_pdf()
    assert asked == []
    busy.let_go()
    assert ["thang-09-2026" in name or "thang-9-2026" in name for name in asked] == [True]


def test_numbers_and_print_wait_for_the_paper_that_is_being_made(
    room: ReportsRoom, busy: HeldExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(room._printing, "begin", lambda one, page: done.append(one.line.kind))
    letter = room._issued
    monkeypatch.setattr(letter, "enter_letter", lambda kind, *_of: done.append(kind))
    room.open_paper(Wish(REMINDER))
    room.print_paper()
    busy.let_go()
    room.open_paper(Wish("session-register"))
    room.open_paper(Wish(REMINDER))
    room.page.issued.number_wanted.emit()
    busy.let_go()
    assert done == [REMINDER, REMINDER]


def test_going_on_to_another_paper_forgets_what_waited(
    room: ReportsRoom, busy: HeldExecutor, asked: list[str]
) -> None:
    room.open_paper(Wish(REMINDER))
    room.save_pdf()
    room.open_paper(Wish("session-register"))
    busy.let_go()
    assert asked == []
    assert paper_of(room).line.kind == "session-register"


def test_stopping_lets_go_at_once_and_drops_what_comes(
    room: ReportsRoom, busy: HeldExecutor
) -> None:
    before = paper_of(room)
    room.open_paper(Wish(REMINDER))
    room._stop()
    assert room.page.preview.work.said.startswith("Đã dừng")
    busy.let_go()
    assert paper_of(room) is before
    room._stop()
    busy.let_go()
    assert paper_of(room).line.kind == REMINDER


def test_making_a_word_file_is_said_and_can_be_given_up(
    room: ReportsRoom, busy: HeldExecutor, asked: list[str], said: list[str], tmp_path: Path
) -> None:
    room.save_word()
    assert asked
    assert room.page.preview.work.said == "Đang lập tệp Word…"
    room._stop()
    assert room.page.preview.work.said == ""
    assert not room._saving.running
    busy.let_go()
    assert not (tmp_path / "bao-cao.docx").exists()
    assert said == ["Đã dừng lưu: không có tệp nào được ghi."]
    room.save_excel()
    busy.let_go()
    assert (tmp_path / "bao-cao.xlsx").is_file()


def test_a_folder_that_is_gone_is_told_with_what_to_do(
    room: ReportsRoom, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "usb" / "bao-cao.pdf"
    monkeypatch.setattr(SavePlace, "ask", lambda _parent, **_words: gone)
    room.save_pdf()
    assert "chọn thư mục khác" in said[-1]
    assert str(gone.parent) in said[-1]


def test_a_month_before_tracking_is_not_offered_to_be_closed(
    qtbot: QtBot, context: ShellContext, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = shown_room(context, desk, month_period(2025, 10))
    qtbot.addWidget(old.page)
    asked: list[object] = []
    monkeypatch.setattr(CloseDialog, "ask", lambda *_a, **_k: asked.append(1))
    assert old.page.closing.close_button.isHidden()
    assert old.page.closing.lacking.isHidden()
    assert "trước tháng" in old.page.closing.words.text()
    assert paper_of(old).data == b""
    assert "không có gì để báo cáo" in paper_of(old).refusal
    old.close_month()
    assert asked == []


def test_closing_names_the_paragraphs_nobody_read_again(
    room: ReportsRoom, desk: Desk, qtbot: QtBot
) -> None:
    assert record_report_text(desk, SEPTEMBER, "proposals", WORDS).done
    room.on_changes(frozenset(carry_over(desk, OCTOBER, "month").changes.kinds))
    paper = paper_of(room)
    title = next(one.title for one in paper.sections if one.key == "proposals")
    assert paper.carried == (title,)
    dialog = CloseDialog(None, paper=paper, officer="")
    qtbot.addWidget(dialog)
    assert any(title in one for one in dialog_words(dialog))
    room.page.texts.living.confirm_wanted.emit("proposals")
    assert paper_of(room).carried == ()


def dialog_words(dialog: CloseDialog) -> list[str]:
    return [one.text() for one in cast("list[Text]", dialog.findChildren(Text))]


def numbered(desk: Desk, kind: str, number: int) -> None:
    draft = IssuedDraft(kind=kind, period=SEPTEMBER.id, number=number, issued_on=TODAY)
    assert issue_paper(desk, draft).done


def test_words_changed_after_the_number_are_told_and_can_be_put_back(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    assert record_report_text(desk, SEPTEMBER, "proposals", WORDS).done
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    numbered(desk, "month", 38)
    room = shown_room(context, desk, SEPTEMBER)
    qtbot.addWidget(room.page)
    assert room.page.since.isHidden()
    assert "38/BC-BCĐ" in room.page.texts._closed.text()
    type_words(room, "Câu mới.")
    room.page.texts.flush()
    assert holds(paper_of(room).data)
    assert not holds(paper_of(room).data, "Câu mới")
    assert "38/BC-BCĐ" in room.page.since.said.text()
    box = room.page.texts.issued
    assert not box.isHidden()
    assert box.issued.text() == WORDS
    box.back.click()
    assert room.page.texts.text.toPlainText() == WORDS
    assert room.page.since.isHidden()
    assert box.isHidden()


def test_the_number_of_a_replacement_does_not_make_the_report_printed(desk: Desk) -> None:
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    numbered(desk, "month", 38)
    assert reopen_period(desk, SEPTEMBER, reason="Sót phiếu").done
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    numbered(desk, "correction", 40)
    assert state_of(desk, "month") == "Chưa có số"
    assert "40/" in state_of(desk, "correction")
    assert mark_printed(desk, SEPTEMBER).done
    assert closing_in_force(desk, SEPTEMBER.id) is not None
    assert state_of(desk, "month") == "Đã in, chờ số"


def state_of(desk: Desk, kind: str) -> str:
    return next(one.state for one in read_lines(desk, SEPTEMBER) if one.kind == kind)


def test_one_letter_is_not_searched_and_that_is_said(room: ReportsRoom) -> None:
    preview = room.page.preview
    preview.open_search()
    for words, told in (("b", "Gõ từ hai chữ cái"), ("qqqq", "Không thấy"), ("", "")):
        preview.search.field.setText(words)
        preview.search._ask(words)
        assert preview.search.told == told


def test_a_letter_to_nobody_and_a_plan_of_days_gone_by_are_told_in_words(
    qtbot: QtBot, context: ShellContext, tmp_path: Path
) -> None:
    with empty_desk(tmp_path / "none") as desk:
        room = shown_room(context, desk, SEPTEMBER)
        qtbot.addWidget(room.page)
        room.open_paper(Wish(REMINDER))
        assert "không có nơi nào để đôn đốc" in paper_of(room).refusal
        assert not room.page.bar.print.isEnabled()
        room.open_paper(Wish(MONTH_PLAN))
        assert "đã hết" in paper_of(room).refusal
        assert not room.page.bar.save.isEnabled()


def test_a_printer_is_asked_for_once_the_paper_is_there(
    room: ReportsRoom, busy: HeldExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(PrinterChoice, "offered", lambda: True)
    monkeypatch.setattr(PrinterChoice, "ask", lambda _parent, **words: asked.append(words["pages"]))
    room.open_paper(Wish(REMINDER))
    room.print_paper()
    assert asked == []
    busy.let_go()
    assert asked == [len(paper_of(room).sizes)]

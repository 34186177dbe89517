"""The reports room: pages, own paragraphs, saving, printing, closing and reopening."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.month_path import month_path
from desktop.actions.periods import PeriodState, closing_in_force
from desktop.actions.profile import record_signer
from desktop.actions.reports import report_sections
from desktop.domain.commune import Signer
from desktop.ui.reports.closing import CloseDialog, ReopenDialog, Reopening
from desktop.ui.reports.rendering import page_sizes, render_for_print, render_page
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.closing.offices import SEPTEMBER, asking_desk, corrected_desk
from tests.ui.overview.offices import OCTOBER
from tests.ui.reports.rooms import answer_printer, file_printer


def paper_bytes(room: ReportsRoom) -> bytes:
    assert room._paper is not None
    return room._paper.data


def test_the_pages_are_drawn_as_they_come_to_sight(room: ReportsRoom, qtbot: QtBot) -> None:
    pages = room.page.pages
    assert pages.page_count == len(page_sizes(paper_bytes(room))) > 1
    QTest.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.page == 1
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 0


def test_a_page_becomes_a_picture_of_its_size(room: ReportsRoom) -> None:
    data = paper_bytes(room)
    size = page_sizes(data)[0]
    picture = render_page(data, 0, 2.0)
    assert abs(picture.width() - size.width * 2) <= 1
    assert picture.pixelColor(2, 2).name() == "#ffffff"
    assert render_for_print(data, 0, 100).isGrayscale()


def test_zoom_keeps_to_its_steps(room: ReportsRoom) -> None:
    pages = room.page.pages
    pages.set_zoom(1.0)
    before = pages.verticalScrollBar().maximum()
    pages.zoom_in()
    assert pages.verticalScrollBar().maximum() > before
    pages.set_zoom(None)
    assert pages.horizontalScrollBar().maximum() == 0


def test_own_words_go_into_the_paper_and_back(room: ReportsRoom, desk: Desk) -> None:
    texts = room.page.texts
    before = paper_bytes(room)
    texts.choose("strengths")
    texts.text.setPlainText("Các tổ dân phố đều chủ động phối hợp.")
    texts.flush()
    stored = {one.key: one.own for one in report_sections(desk, OCTOBER)}
    assert stored["strengths"] == "Các tổ dân phố đều chủ động phối hợp."
    assert paper_bytes(room) != before
    texts.back.click()
    assert {one.key: one.own for one in report_sections(desk, OCTOBER)}["strengths"] is None
    assert paper_bytes(room) == before


def test_what_was_typed_is_kept_on_leaving(room: ReportsRoom, desk: Desk) -> None:
    room.page.texts.choose("proposals")
    room.page.texts.text.setPlainText("Đề nghị hỗ trợ tài liệu.")
    assert room.may_leave()
    stored = {one.key: one.own for one in report_sections(desk, OCTOBER)}
    assert stored["proposals"] == "Đề nghị hỗ trợ tài liệu."


def test_the_pdf_is_saved_under_a_good_name(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def place(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / "bao-cao"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    room.save_pdf()
    assert asked == ["BC-BCD_thang-10-2026_Phuong-Huong-Tra.pdf"]
    assert (tmp_path / "bao-cao.pdf").read_bytes() == paper_bytes(room)


def test_every_page_is_printed(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_printer(monkeypatch, file_printer(tmp_path / "in.pdf"))
    room.print_paper()
    printed, shown = page_sizes((tmp_path / "in.pdf").read_bytes()), page_sizes(paper_bytes(room))
    assert [one.landscape for one in printed] == [one.landscape for one in shown]


def test_closing_asks_and_then_the_draft_mark_goes(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = paper_bytes(room)
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: False)
    room.page.closing.close_button.click()
    assert closing_in_force(desk, OCTOBER.id) is None
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: True)
    room.page.closing.close_button.click()
    assert closing_in_force(desk, OCTOBER.id) is not None
    assert paper_bytes(room) != draft
    assert room.page.closing.reopen_button.isVisible()


def test_the_closing_is_taken_back_with_a_reason(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: True)
    room.close_month()
    wish = Reopening("Nhập thiếu một buổi", correct=False)
    monkeypatch.setattr(ReopenDialog, "ask", lambda *_args, **_named: wish)
    room.page.closing.reopen_button.click()
    assert closing_in_force(desk, OCTOBER.id) is None
    assert room.page.closing.close_button.isVisible()


def test_the_close_question_names_what_is_missing(room: ReportsRoom, qtbot: QtBot) -> None:
    assert room._paper is not None
    dialog = CloseDialog(room.page, paper=room._paper, officer="")
    qtbot.addWidget(dialog)
    assert dialog.leave_button.isDefault(), "the safe answer while something is missing"


def test_the_step_of_closing_leads_to_its_button(room: ReportsRoom, qtbot: QtBot) -> None:
    room.page.activateWindow()
    qtbot.waitUntil(room.page.isActiveWindow)
    room.on_target({"month": OCTOBER.id, "step": "close"})
    assert room.page.closing.close_button.hasFocus()


def test_a_missing_signer_is_said_with_the_way_there(
    room: ReportsRoom, desk: Desk, context: ShellContext, qtbot: QtBot
) -> None:
    assert room.page.signing.to_signers.isVisible()
    with qtbot.waitSignal(context.going) as going:
        room.page.signing.to_signers.click()
    assert going.args == ["system", {"section": "signers"}]
    outcome = record_signer(desk, Signer("", "Nguyễn Văn A", default=True))
    room.on_changes(frozenset(outcome.changes.kinds))
    assert not room.page.signing.to_signers.isVisible()
    assert room.page.signing.signer.currentText() == "Nguyễn Văn A"


def print_to_file(
    room: ReportsRoom, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    answer_printer(monkeypatch, file_printer(folder / name))
    room.print_paper()


def test_only_a_printed_closed_month_is_marked_as_printed(
    room: ReportsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_to_file(room, tmp_path, monkeypatch, "nhap.pdf")
    assert month_path(desk, OCTOBER).state is PeriodState.OPEN
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: True)
    room.close_month()
    assert month_path(desk, OCTOBER).state is PeriodState.CLOSED
    print_to_file(room, tmp_path, monkeypatch, "in.pdf")
    assert month_path(desk, OCTOBER).state is PeriodState.PRINTED


def test_open_questions_come_before_closing(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with asking_desk(tmp_path / "asking", 6) as asking:
        made = ReportsRoom(context, desk=asking)
        qtbot.addWidget(made.page)
        made.page.show()
        made.on_shown(context.month)
        assert made.page.closing.close_button.text() == "Xác nhận rồi chốt…"
        with qtbot.waitSignal(context.going) as going:
            made.page.closing.close_button.click()
        assert going.args == ["confirm", {"show": "matters"}]
        assert closing_in_force(asking, OCTOBER.id) is None


def test_replacement_reports_of_a_month_can_be_looked_at(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with corrected_desk(tmp_path / "corrected", 6) as corrected:
        context.set_month(SEPTEMBER)
        made = ReportsRoom(context, desk=corrected)
        qtbot.addWidget(made.page)
        made.page.show()
        made.on_shown(SEPTEMBER)
        assert made.page.closing.corrections_link.text() == "1 báo cáo thay thế"
        with qtbot.waitSignal(context.going) as going:
            made.page.closing.corrections_link.click()
        assert going.args == ["confirm", {"show": "corrections"}]

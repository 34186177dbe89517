"""The papers of a month: what the list holds, what each is made of, what can be written in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.paper_texts import paper_sections
from desktop.actions.papers import PAPER_KINDS, PaperChoice, paper_pdf
from desktop.actions.periods import closing_in_force, period_named
from desktop.actions.sessions import delete_session
from desktop.commands.papers import report
from desktop.ui.reports.closing import CloseDialog
from desktop.ui.reports.lines import IN_MENU, Tone, Wish, read_lines
from desktop.ui.reports.papers_list import PapersModel
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.reports.search import PaperText
from desktop.ui.shell.context import ShellContext
from tests.ui.closing.offices import SEPTEMBER, corrected_desk
from tests.ui.overview.offices import OCTOBER
from tests.ui.reports.rooms import HeldExecutor, paper_of, shown_room, titles


@pytest.fixture
def corrected(qtbot: QtBot, context: ShellContext, tmp_path: Path) -> Iterator[ReportsRoom]:
    with corrected_desk(tmp_path / "corrected", 6) as desk:
        made = shown_room(context, desk, SEPTEMBER)
        qtbot.addWidget(made.page)
        yield made


def says(room: ReportsRoom, words: str) -> bool:
    """Whether the pages in sight hold these words."""
    return bool(PaperText(paper_of(room).data).find(words))


def test_a_month_begins_with_its_report_and_folds_the_others(room: ReportsRoom) -> None:
    assert titles(room) == ["Báo cáo tháng", "Văn bản khác"]
    room.page.papers.unfold(unfolded=True)
    assert titles(room)[-1] == "Phiếu giao tệp số liệu"
    assert len(titles(room)) == 3 + len(PAPER_KINDS)


def test_the_ninth_month_has_the_reports_that_end_with_it_and_its_correction(
    corrected: ReportsRoom,
) -> None:
    assert titles(corrected)[:4] == [
        "Báo cáo tháng",
        "Báo cáo thay thế lần 1",
        "Báo cáo quý",
        "Báo cáo 9 tháng",
    ]
    rows = corrected.page.papers.papers.rows
    assert [(row.state, row.line.tone) for row in rows[:3] if row.line is not None] == [
        ("Chưa có số", Tone.DUE),
        ("Chưa có số", Tone.DUE),
        ("Dự thảo", Tone.PLAIN),
    ]


def test_arrows_move_and_enter_opens(corrected: ReportsRoom) -> None:
    papers = corrected.page.papers
    papers.setFocus()
    QTest.keyClick(papers, Qt.Key.Key_Down)
    QTest.keyClick(papers, Qt.Key.Key_Down)
    assert paper_of(corrected).line.kind == "month"
    QTest.keyClick(papers, Qt.Key.Key_Return)
    assert paper_of(corrected).line.kind == "quarter"
    assert says(corrected, "quý III")


def test_the_list_unfolds_by_keys(room: ReportsRoom) -> None:
    papers = room.page.papers
    papers.setFocus()
    QTest.keyClick(papers, Qt.Key.Key_Right)
    assert "Biên bản bàn giao" in titles(room)
    QTest.keyClick(papers, Qt.Key.Key_Left)
    assert "Biên bản bàn giao" not in titles(room)


def test_the_list_folds_again_with_the_report_that_follows_another_paper(
    room: ReportsRoom,
) -> None:
    room.open_paper(Wish("minutes"))
    assert "Biên bản bàn giao" in titles(room)
    room.open_paper(Wish())
    assert "Biên bản bàn giao" not in titles(room)
    room.page.papers.unfold(unfolded=True)
    room.on_shown(OCTOBER)
    assert "Biên bản bàn giao" in titles(room), "what was unfolded by hand stays so"


@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_every_other_paper_shows_its_pages(room: ReportsRoom, kind: str) -> None:
    room.open_paper(Wish(kind))
    paper = paper_of(room)
    assert paper.line.kind == kind
    assert room.page.pages.page_count == len(paper.sizes) > 0
    assert not room.page.closing.close_button.isVisible()
    assert not room.page.texts.isVisible()


def test_minutes_are_made_of_a_session_or_a_group(room: ReportsRoom, desk: Desk) -> None:
    room.open_paper(Wish("minutes"))
    blank = paper_of(room).data
    options, offer = room.page.options, paper_of(room).offer
    session = offer.sessions[0]
    options.subject.setCurrentIndex(options.subject.findData(session.id))
    options.subject.activated.emit(options.subject.currentIndex())
    assert paper_of(room).data == paper_pdf(
        desk, "minutes", OCTOBER, PaperChoice(session_id=session.id)
    )
    group = offer.groups[0]
    options.subject.activated.emit(options.subject.findData(group.id))
    assert says(room, group.title)
    assert paper_of(room).data != blank


def test_minutes_of_a_session_that_is_gone_are_blank_again(room: ReportsRoom, desk: Desk) -> None:
    room.open_paper(Wish("minutes"))
    blank, session = paper_of(room).data, paper_of(room).offer.sessions[0]
    room.open_paper(Wish("minutes", choice=PaperChoice(session_id=session.id)))
    outcome = delete_session(desk, session.id)
    room.on_changes(frozenset(outcome.changes.kinds))
    assert paper_of(room).data == blank


def test_a_register_may_be_of_the_quarter(corrected: ReportsRoom) -> None:
    corrected.open_paper(Wish("session-register"))
    options = corrected.page.options
    assert options.period.isVisible()
    options.period.activated.emit(options.period.findData("2026-Q3"))
    assert paper_of(corrected).line.period.id == "2026-Q3"
    assert says(corrected, "quý III")


def test_a_report_of_a_range_of_days(room: ReportsRoom) -> None:
    room.open_paper(Wish("ad-hoc"))
    options = room.page.options
    options.first.setText("20/9/2026")
    options.last.setText("5/10/2026")
    options.make.click()
    period = paper_of(room).line.period
    assert (period.start, period.last_day) == (date(2026, 9, 20), date(2026, 10, 5))
    assert "Báo cáo đột xuất" in titles(room)


def test_days_in_the_wrong_order_are_told_at_the_field(room: ReportsRoom) -> None:
    room.open_paper(Wish("ad-hoc"))
    before, options = paper_of(room).line.period, room.page.options
    options.first.setText("5/10/2026")
    options.last.setText("20/9/2026")
    options.make.click()
    assert options.last.property("wrong")
    assert paper_of(room).line.period == before


def told_of_days(room: ReportsRoom) -> str:
    problem = room.page.options.problem
    return problem.text() if problem.isVisible() else ""


def test_what_was_said_of_days_goes_once_they_are_others(room: ReportsRoom) -> None:
    room.open_paper(Wish("ad-hoc"))
    options = room.page.options
    options.first.setText("5/10/2026")
    options.last.setText("20/9/2026")
    options.make.click()
    assert "Ngày cuối đứng trước ngày đầu." in told_of_days(room)
    options.first.setText("1/9/2026")
    options.first.textEdited.emit("1/9/2026")
    assert "Ngày cuối" not in told_of_days(room)
    options.make.click()
    assert paper_of(room).line.period.start == date(2026, 9, 1)
    assert "Ngày cuối" not in told_of_days(room)


def test_a_day_of_a_far_year_is_told_as_such(room: ReportsRoom) -> None:
    room.open_paper(Wish("ad-hoc"))
    options = room.page.options
    for typed, said in (("1/1/1900", "từ năm 1990"), ("30/2/1900", "Chưa đọc được")):
        options.first.setText(typed)
        options.make.click()
        assert said in told_of_days(room)


def test_the_fields_propose_days_that_are_not_gone_by(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    room = shown_room(context, desk, SEPTEMBER)
    qtbot.addWidget(room.page)
    room.open_paper(Wish("reminder"))
    assert room.page.options.last.day == date(2026, 10, 13)
    room.open_paper(Wish("month-plan"))
    # September is over: a day in it is somebody's to name, as the refusal asks.
    assert room.page.options.first.day is None


def test_the_day_of_a_reminder_is_the_officers(room: ReportsRoom) -> None:
    room.open_paper(Wish("reminder"))
    room.page.options.last.setText("12/10/2026")
    room.page.options.make.click()
    assert says(room, "12/10/2026") or says(room, "ngày 12 tháng 10")


def test_the_public_variant_waits_for_the_closing(room: ReportsRoom, desk: Desk) -> None:
    action = next(one for one in room.page.seldom_menu().actions() if "công khai" in one.text())
    action.trigger()
    paper = paper_of(room)
    assert "chưa chốt" in paper.refusal
    assert paper.data == b""
    assert not room.page.bar.print.isEnabled()
    room.print_paper()
    room.save_pdf()
    outcome = close_period(desk, OCTOBER, unanswered=True, early=True)
    room.on_changes(frozenset(outcome.changes.kinds))
    assert paper_of(room).refusal == ""
    assert room.page.bar.print.isEnabled()


def test_the_slip_of_the_file_waits_for_the_closing_too(room: ReportsRoom, desk: Desk) -> None:
    room.open_paper(Wish("stick-slip"))
    assert "chưa chốt" in paper_of(room).refusal
    outcome = close_period(desk, OCTOBER, unanswered=True, early=True)
    room.on_changes(frozenset(outcome.changes.kinds))
    assert room.page.pages.page_count > 0


def test_every_paper_of_the_command_has_its_place_here(desk: Desk) -> None:
    named = {
        line.split("\t")[0] for line in CliRunner().invoke(report, ["--list"]).output.splitlines()
    }
    december = period_named(desk, "2026-12")
    june = period_named(desk, "2026-06")
    september = period_named(desk, "2026-09")
    lines = [one for month in (june, september, december) for one in read_lines(desk, month)]
    offered = {one.kind for one in lines} | set(IN_MENU)
    assert named - offered == {"correction"}, "there only once a month was corrected"


def test_the_explanation_of_a_correction_is_written_and_printed(corrected: ReportsRoom) -> None:
    corrected.open_paper(Wish("correction"))
    texts = corrected.page.texts
    assert [one.key for one in paper_of(corrected).sections] == ["explanation"]
    texts.text.setPlainText("Phiếu của tổ dân phố 2 đến muộn do mưa lũ.")
    texts.flush()
    assert says(corrected, "đến muộn do mưa lũ")
    own = paper_sections(corrected._desk, "correction", SEPTEMBER)[0].own
    assert own == "Phiếu của tổ dân phố 2 đến muộn do mưa lũ."
    assert "mưa lũ" not in str(paper_sections(corrected._desk, "month", SEPTEMBER))


def test_words_of_the_quarter_are_its_own(corrected: ReportsRoom) -> None:
    corrected.open_paper(Wish("quarter"))
    corrected.page.texts.choose("strengths")
    corrected.page.texts.text.setPlainText("Cả quý giữ vững nền nếp.")
    corrected.open_paper(Wish())
    assert not says(corrected, "giữ vững nền nếp")
    corrected.open_paper(Wish("quarter"))
    assert says(corrected, "giữ vững nền nếp")


def test_a_quarter_is_closed_from_its_report(
    corrected: ReportsRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected.open_paper(Wish("quarter"))
    assert says(corrected, "DỰ THẢO")
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: True)
    corrected.page.closing.close_button.click()
    assert closing_in_force(corrected._desk, "2026-Q3") is not None
    assert not says(corrected, "DỰ THẢO")
    assert corrected.page.issued.state.text() == "Chưa có số"


def test_another_month_keeps_the_kind_and_forgets_the_choice(
    corrected: ReportsRoom, context: ShellContext
) -> None:
    corrected.open_paper(Wish("quarter"))
    context.set_month(OCTOBER)
    corrected.on_shown(OCTOBER)
    assert paper_of(corrected).line.kind == "month"
    assert paper_of(corrected).of_month == OCTOBER


def test_a_search_result_opens_its_paper(room: ReportsRoom) -> None:
    room.on_target({"paper": "month-plan"})
    assert paper_of(room).line.kind == "month-plan"


def test_the_step_of_closing_brings_the_months_report_back(room: ReportsRoom) -> None:
    room.open_paper(Wish("tasks"))
    room.on_target({"month": OCTOBER.id, "step": "close"})
    assert paper_of(room).line.kind == "month"
    assert room.page.closing.close_button.isVisible()


def test_the_list_is_a_sound_model(room: ReportsRoom, qtmodeltester: ModelTester) -> None:
    model = PapersModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    paper = paper_of(room)
    model.show_lines(paper.lines, paper.line)
    model.unfold(unfolded=True)
    assert model.rowCount() == 3 + len(PAPER_KINDS)


def test_what_was_asked_before_is_given_up(qtbot: QtBot, context: ShellContext, desk: Desk) -> None:
    held = HeldExecutor()
    context.work = held
    made = shown_room(context, desk)
    qtbot.addWidget(made.page)
    made.open_paper(Wish("minutes"))
    made.open_paper(Wish("tasks"))
    assert made._paper is None
    held.let_go()
    assert paper_of(made).line.kind == "tasks"
    assert made.page.preview.work.isHidden()


def test_what_is_typed_while_the_next_paper_is_made_stays_with_its_own(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    held = HeldExecutor()
    context.work = held
    made = shown_room(context, desk)
    qtbot.addWidget(made.page)
    held.let_go()
    made.page.texts.choose("proposals")
    made.open_paper(Wish("tasks"))
    made.page.texts.text.setPlainText("Đề nghị hỗ trợ tài liệu.")
    held.let_go()
    assert paper_of(made).line.kind == "tasks"
    own = {one.key: one.own for one in paper_sections(desk, "month", OCTOBER)}
    assert own["proposals"] == "Đề nghị hỗ trợ tài liệu."


def test_work_is_stopped_and_begun_again(qtbot: QtBot, context: ShellContext, desk: Desk) -> None:
    held = HeldExecutor()
    context.work = held
    made = shown_room(context, desk)
    qtbot.addWidget(made.page)
    work = made.page.preview.work
    assert work.said == "Đang lập văn bản…"
    work.stop.click()
    held.let_go()
    assert made._paper is None
    assert (work.said, work.stop.text()) == (
        "Đã dừng: các trang chưa theo số liệu mới nhất.",
        "Lập lại",
    )
    work.stop.click()
    held.let_go()
    assert paper_of(made).line.kind == "month"
    assert replace(made._wish) == Wish()


def test_a_longer_period_with_open_questions_is_sent_to_its_months(
    corrected: ReportsRoom, context: ShellContext, qtbot: QtBot
) -> None:
    corrected.open_paper(Wish("quarter"))
    paper = paper_of(corrected)
    corrected._paper = replace(paper, path=replace(paper.path, waiting=2))
    with qtbot.waitSignal(context.said) as said:
        corrected.close_month()
    assert said.args is not None
    assert str(said.args[1]).startswith("Quý III/2026 chưa chốt được: Còn 2 nội dung")
    assert closing_in_force(corrected._desk, "2026-Q3") is None

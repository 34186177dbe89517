"""A paper with a number stays as it went out, is found again, and is told apart from others."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper, papers
from desktop.actions.papers import MINUTES, PaperChoice
from desktop.actions.sessions import record_session
from desktop.domain.periods import month_period
from desktop.ui.reports.file_names import minutes_name
from desktop.ui.reports.issue_dialog import read_letter
from desktop.ui.reports.issued_register import RegisterDialog
from desktop.ui.reports.lines import AD_HOC, MONTH_PLAN, REMINDER, Wish, issued_wish
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from tests.actions.test_papers import held
from tests.ui.reports.rooms import paper_of, shown_room

SEPTEMBER = month_period(2026, 9)
DAY = date(2026, 10, 5)
ASKED = date(2026, 10, 14)


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ReportsRoom:
    made = shown_room(context, desk, SEPTEMBER)
    qtbot.addWidget(made.page)
    return made


def issued(desk: Desk, kind: str, number: int, *, about: str = "", by: date | None = None) -> str:
    draft = IssuedDraft(kind=kind, period=SEPTEMBER.id, number=number, issued_on=DAY)
    outcome = issue_paper(desk, replace(draft, about=about, by=by))
    assert outcome.done
    assert outcome.value is not None
    return outcome.value


def ask_by(room: ReportsRoom, day: str) -> None:
    room.page.options.last.setText(day)
    room.page.options.make.click()


def test_another_day_makes_a_new_letter_and_leaves_the_issued_one(
    room: ReportsRoom, desk: Desk
) -> None:
    issued(desk, REMINDER, 33, by=ASKED)
    room.open_paper(Wish(REMINDER))
    options, went_out = room.page.options, paper_of(room).data
    assert options.last.day == ASKED
    ask_by(room, "16/10/2026")
    assert options.anew.isChecked()
    assert options.beside.text().startswith("Số 33/BCĐ-PCMT ngày 05/10/2026 giữ nguyên")
    assert paper_of(room).data != went_out
    options.anew.click()
    assert options.last.day == ASKED
    assert paper_of(room).data == went_out


def test_the_day_that_the_letter_went_out_with_makes_no_new_one(
    room: ReportsRoom, desk: Desk
) -> None:
    issued(desk, REMINDER, 33, by=ASKED)
    room.open_paper(Wish(REMINDER))
    ask_by(room, "14/10/2026")
    assert not room.page.options.anew.isChecked()


def test_another_first_day_makes_a_new_plan(room: ReportsRoom, desk: Desk) -> None:
    issued(desk, MONTH_PLAN, 34, by=date(2026, 9, 1))
    room.open_paper(Wish(MONTH_PLAN))
    assert room.page.options.first.day == date(2026, 9, 1)
    room.page.options.first.setText("7/9/2026")
    room.page.options.make.click()
    assert room.page.options.anew.isChecked()


def test_minutes_show_and_change_the_number_of_their_own_session(
    room: ReportsRoom, desk: Desk
) -> None:
    room.open_paper(Wish(MINUTES))
    first, other = (one.id for one in paper_of(room).offer.sessions[:2])
    line = issued(desk, MINUTES, 11, about=first)
    room.open_paper(Wish(MINUTES, choice=PaperChoice(session_id=other)))
    assert room.page.issued.state.text() == ""
    asked = read_letter(desk, MINUTES, SEPTEMBER, PaperChoice(session_id=other))
    assert [one.id for one in asked.drafts] == [None]
    room.open_paper(Wish(MINUTES, choice=PaperChoice(session_id=first)))
    assert room.page.issued.state.text().startswith("Số 11/")
    asked = read_letter(desk, MINUTES, SEPTEMBER, PaperChoice(session_id=first))
    assert [one.id for one in asked.drafts] == [line]


def test_the_issued_report_is_had_from_the_register_after_its_replacement_began(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    line_id = issued(desk, "month", 45)
    room.open_paper(Wish())
    went_out = paper_of(room).data
    assert reopen_period(desk, SEPTEMBER, reason="Sót phiếu").done
    room.open_paper(Wish())
    assert paper_of(room).data != went_out
    line = next(one for one in papers(desk) if one.id == line_id)
    monkeypatch.setattr(RegisterDialog, "ask", lambda *_a, **_k: line)
    room.page.issued.register.click()
    assert paper_of(room).data == went_out
    assert room.page.since.said.text() == "Số 45/BC-BCĐ ngày 05/10/2026, đúng như khi phát hành."
    assert paper_of(room).sections == ()
    assert paper_of(room).name.startswith("So-45-BC-BCD_thang-09-2026")


def test_minutes_of_the_register_are_those_of_their_session(desk: Desk, room: ReportsRoom) -> None:
    room.open_paper(Wish(MINUTES))
    session = paper_of(room).offer.sessions[0].id
    line = issued(desk, MINUTES, 11, about=session)
    room.open_paper(issued_wish(papers(desk)[0], SEPTEMBER))
    assert paper_of(room).wish.choice == PaperChoice(session_id=session, issued_id=line)
    assert paper_of(room).data


def test_an_earlier_letter_is_had_from_the_register_after_a_later_one(
    desk: Desk, room: ReportsRoom
) -> None:
    issued(desk, REMINDER, 33, by=ASKED)
    room.open_paper(Wish(REMINDER))
    went_out = paper_of(room).data
    issued(desk, REMINDER, 35, by=date(2026, 10, 30))
    room.open_paper(Wish(REMINDER))
    assert paper_of(room).data != went_out
    earlier = next(one for one in papers(desk) if one.number == 33)
    room.open_paper(issued_wish(earlier, SEPTEMBER))
    assert paper_of(room).data == went_out


def test_a_letter_whose_figures_are_others_now_is_not_made_up_again(
    desk: Desk, room: ReportsRoom
) -> None:
    issued(desk, REMINDER, 33, by=ASKED)
    group = paper_of(room).offer.groups[-1].id
    assert record_session(desk, held(date(2026, 9, 2), group)).done
    room.open_paper(issued_wish(papers(desk)[0], SEPTEMBER))
    assert paper_of(room).data == b""
    assert "đã thay đổi từ khi phát hành" in paper_of(room).refusal


@pytest.mark.parametrize("kind", [REMINDER, "session-register", "tasks"])
def test_a_month_not_begun_has_no_such_paper_and_no_number(
    context: ShellContext, desk: Desk, qtbot: QtBot, kind: str
) -> None:
    room = shown_room(context, desk, month_period(2026, 12))
    qtbot.addWidget(room.page)
    room.open_paper(Wish(kind))
    assert paper_of(room).refusal == "Tháng 12/2026 chưa bắt đầu nên chưa có gì để báo cáo."
    assert not room.page.issued.enter.isEnabled()
    assert paper_of(room).lines[0].state == "Chưa đến kỳ"


def test_a_range_that_ends_after_today_is_refused_at_its_field(room: ReportsRoom) -> None:
    room.open_paper(Wish(AD_HOC))
    before = paper_of(room).line.period
    ask_by(room, "31/12/2030")
    assert room.page.options.problem.text().startswith("31/12/2030 chưa đến")
    assert paper_of(room).line.period == before


def test_files_tell_minutes_apart_and_the_form_is_a_form(room: ReportsRoom) -> None:
    room.open_paper(Wish(MINUTES))
    assert paper_of(room).name == "Mau-bien-ban"
    day, where = date(2026, 9, 18), ["Tổ dân phố 3"]
    assert minutes_name("Biên bản buổi", day, where) == "Bien-ban-buoi_2026-09-18_to-dan-pho-3"
    assert minutes_name("Biên bản buổi", day, where, 2).endswith("_to-dan-pho-3-2")


@pytest.mark.parametrize(("typed", "shown"), [("99", "last"), ("0", "1"), ("abc", "1")])
def test_the_page_field_goes_to_an_end_and_shows_the_true_page(
    room: ReportsRoom, typed: str, shown: str
) -> None:
    room.open_paper(Wish())
    field, pages = room.page.preview.foot.page, room.page.pages
    field.setFocus()
    field.setText(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == (str(pages.page_count) if shown == "last" else shown)
    assert pages.page + 1 == int(field.text())

"""The objectives of a month: what a line says, what opens behind it, what is entered there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.areas import statuses_of
from desktop.actions.closing import close_period
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.objectives import ObjectivePoint
from desktop.actions.plan_choice import choose_plan
from desktop.actions.plan_settings import set_targets
from desktop.actions.plans import entries_of
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import month_period
from desktop.domain.plan_facts import AnswerState, CountEntry
from desktop.domain.plans import ObjectiveKind
from desktop.ui.objectives.board_model import BoardModel, sentence
from desktop.ui.objectives.figure_words import (
    kind_word,
    percent_note,
    point_text,
    short_figure,
    state_of,
    target_note,
    why_text,
)
from desktop.ui.objectives.lines import (
    BoardRead,
    comparisons,
    plan_name,
    read_board,
    readings_beside,
    summary_text,
    way_text,
    year_chart,
)
from desktop.ui.objectives.numbers import parse_decimal
from desktop.ui.objectives.room import ObjectivesRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.chart_view import Standing
from tests.ui.objectives.desks import OCTOBER, PLAN, believable_desk
from tests.ui.overview.offices import Copies, goings

FATAL = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Desk:
    return copies.desk(believable_desk, tmp_path / "commune", 8)


@pytest.fixture
def read(desk: Desk) -> BoardRead:
    return read_board(desk, OCTOBER)


def links(widget: QWidget) -> list[LinkButton]:
    """The links inside a widget that are in sight."""
    QApplication.processEvents()  # what was just put into a layout is shown then
    every = cast(list[LinkButton], widget.findChildren(LinkButton))
    return [one for one in every if one.isVisibleTo(widget)]


def link(widget: QWidget, beginning: str) -> LinkButton:
    """The first link whose words begin so."""
    return next(one for one in links(widget) if one.text().startswith(beginning))


def test_the_board_is_a_sound_model(read: BoardRead) -> None:
    model = BoardModel(OCTOBER)
    QAbstractItemModelTester(model, FATAL)
    model.show_read(read)
    assert model.rowCount() == len(read.board.lines)
    model.show_read(replace(read, board=replace(read.board, lines=())))
    assert model.rowCount() == 0


def test_a_line_says_figure_percentage_target_and_state(read: BoardRead) -> None:
    line = read.line("4a")
    assert line is not None
    assert short_figure(line) == "6/8"
    assert percent_note(line).replace("\u00a0", " ") == "75 %"
    assert target_note(line).replace("\u00a0", " ") == "chỉ tiêu 100 %"
    assert state_of(line) is ObjectiveState.NOT_MET
    assert sentence(line).startswith("4a. Tuyên truyền ít nhất 01 lần/tháng")


def test_a_count_a_zero_and_nothing_at_all_are_told_in_words(desk: Desk) -> None:
    entered = {name: CountEntry(0) for name in ("post_rehab_persons", "post_rehab_managed")}
    entered |= {"supply_lines": CountEntry(2), "offences": CountEntry(1)}
    assert set_counts(desk, OCTOBER, entered).done
    read = read_board(desk, OCTOBER)
    said = {one: read.line(one) for one in ("10", "8a", "8c")}
    count, nothing, zero = (one for one in said.values() if one is not None)
    assert "có phát sinh – 2 đường dây" in sentence(count)
    assert (kind_word(nothing), short_figure(nothing)) == ("không phát sinh", "")
    assert short_figure(zero) == "1 vụ gây án của người sau cai, người có biểu hiện loạn thần"


def test_a_fall_says_from_what_to_what_and_a_rate_its_two_numbers(desk: Desk) -> None:
    assert choose_plan(desk, "hanoi-2021").done
    pack = read_board(desk, OCTOBER).pack
    fall, rate = (pack.objective(one) if pack is not None else None for one in ("5c", "3d"))
    assert fall is not None
    assert rate is not None
    figure = StoredFigure("5c", ObjectiveKind.REDUCE, ObjectiveState.MET, 21, 80, ratio=True)
    said = [point_text(one, ObjectivePoint("2026-10", figure)) for one in (fall, rate)]
    assert [one.replace("\u00a0", " ") for one in said] == [
        "từ 80 xuống 59, giảm 26,3 %",
        "21/80 (26,3 %)",
    ]


def test_what_is_answered_has_a_state_and_no_figure(read: BoardRead) -> None:
    line = read.line("3")
    assert line is not None
    assert (short_figure(line), target_note(line)) == ("", "")
    assert state_of(line) is ObjectiveState.MET


def test_the_four_comparisons(read: BoardRead) -> None:
    line = read.line("4a")
    assert line is not None
    said = [value.replace("\u00a0", " ") for _label, value in comparisons(line, OCTOBER)]
    assert said == ["6/8 (75 %)", "8/8 (100 %)", "–", "78/80 (97,5 %)"]


def test_what_would_make_it_met_names_groups_and_figures(read: BoardRead) -> None:
    sessions, people = read.line("4a"), read.line("5b")
    assert sessions is not None
    assert people is not None
    assert way_text(sessions) == "Cần thêm buổi ở: Tổ dân phố 3, 7. Thêm 2 thôn, tổ là đạt."
    assert way_text(people).startswith("Cần nhập: Điểm, tụ điểm phức tạp về ma túy")


def test_how_many_more_are_needed_in_the_unit_of_what_is_counted(read: BoardRead) -> None:
    line = read.line("8a")
    assert line is not None
    assert short_figure(line) == "8/9"
    assert way_text(line) == "Cần thêm 1 người."


def test_a_closed_month_shows_what_its_closing_stored(desk: Desk) -> None:
    january = month_period(2026, 1)
    before = read_board(desk, january).line("7")
    assert close_period(desk, january).done
    assert set_targets(desk, PLAN, {"7": Decimal(10)}).done
    after = read_board(desk, january).line("7")
    assert before is not None
    assert after is not None
    assert after.now.closed
    assert target_note(after) == target_note(before)


def test_the_year_has_gaps_where_nothing_was_entered_and_months_to_come(read: BoardRead) -> None:
    line = read.line("7")
    assert line is not None
    columns = year_chart(line, OCTOBER).columns
    assert columns[6].value is None
    assert columns[6].standing is Standing.NOT_ENTERED
    assert columns[8].value == Decimal(49) / 54
    assert [one.standing for one in columns[10:]] == [Standing.TO_COME] * 2


def test_both_readings_of_one_sentence_stand_beside_each_other(desk: Desk) -> None:
    assert choose_plan(desk, "longbien-319").done
    pack = read_board(desk, OCTOBER).pack
    assert pack is not None
    first = next(one for one in pack.objectives if one.reading)
    (other,) = readings_beside(pack, first)
    assert other.quote == first.quote
    assert other.reading != first.reading


def test_the_head_names_the_plan_and_sums_up(read: BoardRead) -> None:
    assert read.pack is not None
    assert plan_name(read.pack) == "Kế hoạch 302/KH-UBND"
    assert summary_text(read.board).startswith("Đạt 4/16, chưa đạt 3")


def test_enter_opens_the_line_and_escape_closes_it(room: ObjectivesRoom) -> None:
    page = room.board.page
    page.view.go_to("4a")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.opened == "4a"
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.opened == "4b"
    room.board.page.detail.closed.emit()
    assert page.opened == ""


def test_a_figure_not_entered_leads_to_its_line_in_the_counts(
    room: ObjectivesRoom, context: ShellContext
) -> None:
    asked = goings(context)
    room.board.open("5b")
    link(room.board.page.detail, "chưa nhập: tháng 10/2026").click()
    (went,) = asked
    assert went[0] == "counts"
    assert went[1] == {"category": "complex_points_eliminated", "month": "2026-10"}


def test_a_group_without_a_session_leads_to_the_sessions(
    room: ObjectivesRoom, context: ShellContext
) -> None:
    asked = goings(context)
    room.board.open("4a")
    link(room.board.page.detail, "Nhập buổi ở Tuyên truyền").click()
    assert [went for went, _target in asked] == ["sessions"]


def test_the_target_of_the_committee_is_saved_when_left_and_taken_back(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.board.open("4a")
    numbers = room.board.page.detail.numbers
    numbers.target.setText("70")
    numbers.target.editingFinished.emit()
    assert entries_of(desk, PLAN).targets == {"4a": Decimal(70)}
    read = room.board.read
    line = read.line("4a") if read is not None else None
    assert line is not None
    assert state_of(line) is ObjectiveState.MET
    numbers.target.setText("")
    assert room.may_leave()
    assert entries_of(desk, PLAN).targets == {}


def test_a_target_that_is_no_number_is_said_and_not_saved(room: ObjectivesRoom, desk: Desk) -> None:
    room.board.open("4a")
    numbers = room.board.page.detail.numbers
    numbers.target.setText("hết")
    numbers.flush()
    assert numbers.target.accessibleDescription() == "Viết một số, ví dụ 95 hoặc 12,5."
    assert entries_of(desk, PLAN).targets == {}


def test_an_answer_has_its_day_and_decision_and_can_be_taken_back(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.board.open("3")
    part = room.board.page.detail.answers
    part.choice.setCurrentIndex(1)
    part.day.setText("5/10")
    part.decision.setText("77/KH-BCĐ")
    part.record.click()
    given = sorted(entries_of(desk, PLAN).answers, key=lambda one: one.on or date.min)
    assert [(one.state, one.on) for one in given] == [
        (AnswerState.YES, date(2026, 3, 12)),
        (AnswerState.NO, date(2026, 10, 5)),
    ]
    assert part.decision.text() == ""
    link(part, "Rút lại").click()
    assert len(entries_of(desk, PLAN).answers) == 1


def test_a_status_needs_its_day_and_is_recorded(room: ObjectivesRoom, desk: Desk) -> None:
    room.board.open("2")
    part = room.board.page.detail.statuses
    part.record.click()
    assert statuses_of(desk) == ()
    part.day.setText("01/02/2024")
    part.decision.setText("12/QĐ-UBND")
    part.record.click()
    (event,) = statuses_of(desk)
    assert (event.on, event.holds, event.decision) == (date(2024, 2, 1), True, "12/QĐ-UBND")
    read = room.board.read
    line = read.line("2") if read is not None else None
    assert line is not None
    assert state_of(line) is ObjectiveState.MET


def test_without_a_plan_the_room_offers_to_choose_one(room: ObjectivesRoom, desk: Desk) -> None:
    assert choose_plan(desk, "").done
    room.on_shown(OCTOBER)
    assert room.board.page.print.isHidden()
    assert room.board.page.opened == ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [("95", Decimal(95)), ("12,5", Decimal("12.5")), ("1.234", Decimal(1234)), ("12.5", None)],
)
def test_numbers_are_written_the_vietnamese_way(typed: str, number: Decimal | None) -> None:
    assert parse_decimal(typed) == number


def test_a_line_that_is_left_is_recorded_once(room: ObjectivesRoom, desk: Desk) -> None:
    room.board.open("3")
    part = room.board.page.detail.answers
    part.day.setText("5/10")
    room.board.open("4a")
    assert room.board.page.opened == "4a"
    assert len(entries_of(desk, PLAN).answers) == 2
    assert room.may_leave()
    assert len(entries_of(desk, PLAN).answers) == 2


def test_a_line_that_cannot_be_recorded_keeps_its_objective_open(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.board.open("3")
    part = room.board.page.detail.answers
    part.day.setText("01/12/2026")
    room.board.open("4a")
    assert room.board.page.opened == "3"
    assert not room.may_leave()
    assert len(entries_of(desk, PLAN).answers) == 1


def test_a_figure_that_only_the_superior_has_is_no_link(desk: Desk, room: ObjectivesRoom) -> None:
    assert choose_plan(desk, "hanoi-2021").done
    room.on_shown(OCTOBER)
    read = room.board.read
    line = read.line("3c") if read is not None else None
    assert line is not None
    assert (kind_word(line), short_figure(line)) == ("không áp dụng", "")
    assert why_text(line) == "số liệu do cấp trên theo dõi"
    assert "không áp dụng – số liệu do cấp trên theo dõi" in sentence(line)
    room.board.open(line.objective.id)
    words = [one.text() for one in links(room.board.page.detail)]
    assert not [text for text in words if "chưa nhập" in text]

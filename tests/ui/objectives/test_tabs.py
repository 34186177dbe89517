"""The area, the plan's tasks and the inspections: what is shown, entered, refused and undone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.areas import area_rules, assessments, statuses_of
from desktop.actions.areas import area_view as stored_view
from desktop.actions.desk import Desk
from desktop.actions.inspections import inspections
from desktop.actions.plan_choice import choose_plan
from desktop.actions.safety import undo
from desktop.actions.tasks import tasks
from desktop.domain.areas import AssessmentDraft
from desktop.domain.periods import month_period
from desktop.domain.plans import TaskState
from desktop.domain.problems import Problem
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.area_form import AssessmentForm
from desktop.ui.objectives.area_lines import (
    drug_free_text,
    history,
    level_text,
    milestone_text,
    read_area,
    since_text,
)
from desktop.ui.objectives.inputs import decision_words
from desktop.ui.objectives.inspections_tab import inspection_columns, read_inspections
from desktop.ui.objectives.inspections_tab import state_sign as inspection_sign
from desktop.ui.objectives.inspections_tab import state_text as inspection_state
from desktop.ui.objectives.marked_rows import MarkedRows
from desktop.ui.objectives.room import ObjectivesRoom, Tab
from desktop.ui.objectives.tasks_tab import read_tasks, task_columns
from desktop.ui.objectives.tasks_tab import state_sign as task_sign
from desktop.ui.objectives.tasks_tab import state_text as task_state_text
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text
from tests.ui.objectives.desks import OCTOBER, assessed_desk
from tests.ui.overview.offices import Copies

FATAL = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Desk:
    return copies.desk(assessed_desk, tmp_path / "commune", 8)


def tab_titles(room: ObjectivesRoom) -> Sequence[str]:
    """The tabs in sight."""
    buttons = cast(list[Button], room.tabs.findChildren(Button))
    return [one.text() for one in buttons if not one.isHidden()]


def test_the_tabs_follow_what_the_plan_asks_for(room: ObjectivesRoom, desk: Desk) -> None:
    assert tab_titles(room) == ["Mục tiêu", "Địa bàn", "Nhiệm vụ", "Kiểm tra"]
    assert choose_plan(desk, "").done
    room.on_shown(OCTOBER)
    assert "Nhiệm vụ" not in tab_titles(room)


def test_a_tab_is_built_at_its_first_showing_and_stays(room: ObjectivesRoom) -> None:
    first = room.built
    room.show_tab(Tab.TASKS)
    shown = room.tasks
    room.show_tab(Tab.BOARD)
    room.show_tab(Tab.TASKS)
    assert first == (Tab.BOARD,)
    assert room.built == (Tab.BOARD, Tab.TASKS)
    assert room.tasks is shown
    assert shown.page.isVisible()


def test_a_target_opens_its_tab(room: ObjectivesRoom) -> None:
    room.on_target({"tab": "tasks"})
    tasks_shown = room.tab
    room.on_target({"tab": "inspections"})
    inspections_shown = room.tab
    room.on_target({"objective": "4a"})
    assert (tasks_shown, inspections_shown) == (Tab.TASKS, Tab.INSPECTIONS)
    assert room.tab is Tab.BOARD
    assert room.board.page.opened == "4a"


def test_the_level_says_since_when_and_by_which_rule_and_decision(desk: Desk) -> None:
    read = read_area(desk, OCTOBER)
    assert level_text(read) == "Trọng điểm loại III"
    assert since_text(read) == (
        "Từ ngày 20/03/2026, theo “Phân loại địa bàn theo Quyết định số 28/2025/QĐ-TTg”; "
        "quyết định số 31/QĐ-UBND."
    )
    assert drug_free_text(read.view.drug_free).startswith("Không thuộc địa bàn không có ma túy")


def test_the_history_has_every_assessment_and_marks_what_came_later(desk: Desk) -> None:
    lines = history(read_area(desk, month_period(2026, 2)))
    assert [line.assessment.on.year for line in lines] == [2026, 2024]
    assert [line.later for line in lines] == [True, False]
    assert "nhẹ hơn mức trước" in lines[0].sentence


def test_a_milestone_is_reached_due_or_late(desk: Desk) -> None:
    said = [milestone_text(one) for one in read_area(desk, OCTOBER).view.milestones]
    assert sorted(said) == ["quá hạn 30/06/2026", "trước ngày 15/12/2026", "đạt ngày 20/02/2026"]


def test_a_new_assessment_is_proposed_live_and_the_decision_stands(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.show_tab(Tab.AREA)
    room.area.new()
    form = room.area.page.form
    assert form.people.value == 9845
    assert form.proposal.text().startswith("Chưa đề xuất được mức")
    form.fields["ticked.key_route"].field.setProperty("currentIndex", 1)
    for figure in form.rule.figures:
        form.fields[f"measured.{figure.id}"].field.setProperty("text", "9000")
    assert form.proposal.text().startswith("Đề xuất trọng điểm loại I")
    assert not room.area.save()
    assert len(assessments(desk)) == 2
    form.level.setCurrentIndex(form.level.findData("type_1"))
    form.decision.setText("77/QĐ-UBND")
    assert room.area.save()
    stored = assessments(desk)[-1]
    assert (stored.level, stored.decision, stored.on) == ("type_1", "77/QĐ-UBND", date(2026, 10, 8))
    assert room.area.page.level.text() == "Trọng điểm loại I"
    undo(desk)
    assert len(assessments(desk)) == 2


def test_a_telephone_in_the_note_of_an_assessment_is_told_while_it_is_typed(
    room: ObjectivesRoom,
) -> None:
    room.show_tab(Tab.AREA)
    room.area.new()
    form = room.area.page.form
    below = cast(list[Text], form.fields["note"].findChildren(Text))[-1]
    calm = below.text()
    form.note.setPlainText("ong Teo 0912345678")
    assert below.text() != calm
    assert below.text() == problem_text(Problem("looks_personal", "note"))
    form.note.setPlainText("đã rà soát")
    assert below.text() == calm


def test_an_answer_not_given_is_not_a_no(theme: Theme, qtbot: QtBot) -> None:
    form = AssessmentForm(theme=theme, period=OCTOBER, rules=area_rules())
    qtbot.addWidget(form)
    draft = AssessmentDraft(date(2026, 10, 1), "qd-28-2025", ticked={"key_route": False})
    form.show_draft(draft)
    assert form.draft == draft
    assert not form.dirty


def test_an_unknown_threshold_is_filled_by_the_officer_alone(theme: Theme, qtbot: QtBot) -> None:
    form = AssessmentForm(theme=theme, period=OCTOBER, rules=area_rules())
    qtbot.addWidget(form)
    form.show_draft(AssessmentDraft(date(2026, 10, 1), "qd-28-2025"))
    (first, *_rest) = form.rule.open_thresholds()
    assert form.draft.thresholds == {}
    form.fields[f"thresholds.{first.key}"].field.setProperty("text", "0,5")
    assert form.draft.thresholds == {first.key: Decimal("0.5")}
    form.fields[f"thresholds.{first.key}"].field.setProperty("text", "nửa")
    assert list(form.wrong()) == [f"thresholds.{first.key}"]


def test_the_rule_follows_the_day_of_a_new_assessment(theme: Theme, qtbot: QtBot) -> None:
    form = AssessmentForm(theme=theme, period=OCTOBER, rules=area_rules())
    qtbot.addWidget(form)
    form.show_draft(AssessmentDraft(date(2026, 10, 1), "qd-28-2025", population=9000))
    form.on.setText("01/06/2025")
    form.on.editingFinished.emit()
    assert form.rule.id == "nam-muc"
    assert form.people.value == 9000
    assert form.draft.on == date(2025, 6, 1)
    assert "chọn mức" in form.proposal_words()


def test_what_is_typed_and_cannot_be_saved_is_asked_about(
    room: ObjectivesRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.show_tab(Tab.AREA)
    room.area.new()
    room.area.page.form.decision.setText("5/QĐ")
    assert not room.may_leave()
    room.show_tab(Tab.TASKS)
    assert room.tab is Tab.AREA
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    assert room.may_leave()
    assert len(assessments(desk)) == 2


def test_population_milestones_and_status_are_entered_in_their_lines(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.show_tab(Tab.AREA)
    page = room.area.page
    page.population.ask()
    page.population.year.setText("2024")
    page.population.people.setText("9.600")
    page.population.ask()
    view = stored_view(desk, OCTOBER)
    assert {one.year: one.population for one in view.population}[2024] == 9600
    late = next(one.milestone for one in view.milestones if one.overdue)
    page.milestones.edit(late)
    page.milestones.done.setText("05/10/2026")
    page.milestones.ask()
    after = stored_view(desk, OCTOBER).milestones
    assert len(after) == 3
    assert not any(one.overdue for one in after)
    page.statuses.choice.setCurrentIndex(0)
    page.statuses.day.setText("01/02/2023")
    page.statuses.record.click()
    first = statuses_of(desk)[0]
    assert (first.on, first.holds) == (date(2023, 2, 1), True)


def test_a_late_task_has_its_own_sign_and_word(desk: Desk, theme: Theme) -> None:
    lines = read_tasks(desk, OCTOBER).lines
    model = MarkedRows(task_columns(), marked=3, mark=task_sign, theme=theme)
    QAbstractItemModelTester(model, FATAL)
    model.show_rows(lines)
    assert task_state_text(lines[0]) == "Đang thực hiện, quá hạn"
    assert [task_sign(one)[0] for one in lines[:3]] == ["triangle-alert", "circle-check", "circle"]


def test_a_task_is_saved_when_another_one_is_opened(room: ObjectivesRoom, desk: Desk) -> None:
    room.show_tab(Tab.TASKS)
    table, form = room.tasks.page.table, room.tasks.page.form
    lines = room.tasks.read.lines
    table.opened.emit(lines[2])
    form.state_field.setCurrentIndex(form.state_field.findData(TaskState.DONE.value))
    form.done_on.setText("02/10/2026")
    form.body_field.setText("UBMTTQ phường")
    table.opened.emit(lines[3])
    stored = tasks(desk, "2026-10")[2]
    assert (stored.entry.state, stored.body) == (TaskState.DONE, "UBMTTQ phường")
    assert stored.entry.done_on == date(2026, 10, 2)
    assert form.task_id == lines[3].task.id


def test_a_day_ahead_is_refused_beside_its_field(room: ObjectivesRoom, desk: Desk) -> None:
    room.show_tab(Tab.TASKS)
    form = room.tasks.page.form
    room.tasks.page.table.opened.emit(room.tasks.read.lines[1])
    form.done_on.setText("01/12/2026")
    room.tasks.save()
    assert form.done_on.accessibleDescription() != ""
    assert form.dirty
    assert tasks(desk, "2026-10")[1].entry.done_on == date(2026, 4, 2)


def test_tasks_are_found_without_accents_and_filtered(room: ObjectivesRoom) -> None:
    room.show_tab(Tab.TASKS)
    page = room.tasks.page
    page.filter.choose(2)
    page.search.setText("cong an phuong")
    page.search.searched.emit("cong an phuong")
    assert [line.overdue for line in page.table._rows_model.rows] == [True]


def test_inspections_of_the_month_come_with_what_is_still_open(desk: Desk, theme: Theme) -> None:
    read = read_inspections(desk, OCTOBER)
    model = MarkedRows(inspection_columns(), marked=4, mark=inspection_sign, theme=theme)
    QAbstractItemModelTester(model, FATAL)
    model.show_rows(read.of_month)
    assert [inspection_state(one) for one in read.of_month] == [
        "Không có kiến nghị",
        "Hạn 20/10/2026",
        "Quá hạn 15/09/2026",
    ]
    assert inspection_sign(read.of_month[2])[0] == "triangle-alert"


def test_an_inspection_is_added_and_deleted(room: ObjectivesRoom, desk: Desk) -> None:
    room.show_tab(Tab.INSPECTIONS)
    room.inspections.new()
    form = room.inspections.page.form
    form.findings.setPlainText("Đủ sổ sách.")
    assert not room.inspections.save()
    form.on.setText("07/10/2026")
    form.group.setCurrentIndex(2)
    assert room.inspections.save()
    stored = inspections(desk)[-1]
    assert stored.inspection.on == date(2026, 10, 7)
    assert stored.group.startswith("Tổ dân phố")
    assert form.inspection_id == stored.inspection.id
    room.inspections.drop(stored.inspection.id)
    assert len(inspections(desk)) == 3
    undo(desk)
    assert len(inspections(desk)) == 4


def test_an_inspection_of_another_month_is_shown_among_all(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.show_tab(Tab.INSPECTIONS)
    room.inspections.new()
    form = room.inspections.page.form
    form.on.setText("12/05/2026")
    form.findings.setPlainText("Đủ sổ sách.")
    assert room.inspections.save()
    room.on_shown(OCTOBER)
    assert room.inspections.page.filter.current == 1
    line = room.inspections.page.table.current
    assert line is not None
    assert line.inspection.id == form.inspection_id


def test_what_looks_like_a_persons_number_is_said_while_it_is_typed(room: ObjectivesRoom) -> None:
    room.show_tab(Tab.INSPECTIONS)
    room.inspections.new()
    form = room.inspections.page.form
    below = form.fields["findings"]
    form.findings.setPlainText("Hộ có số 046085001234 chưa ký cam kết")
    assert "số định danh" in str(below._below.text()) or "điện thoại" in below._below.text()
    form.findings.setPlainText("Ba hộ chưa ký cam kết")
    assert below._below.text() == "Không ghi tên người."


def test_escape_shows_what_was_saved(room: ObjectivesRoom) -> None:
    room.show_tab(Tab.INSPECTIONS)
    line = room.inspections.read.every[0]
    room.inspections.page.table.opened.emit(line)
    form = room.inspections.page.form
    form.findings.setPlainText("khác")
    form.escaped.emit()
    assert form.draft == replace(form.draft, findings=line.inspection.findings)
    form.escaped.emit()
    assert form.isHidden()


def test_lines_of_the_area_are_recorded_when_they_are_left(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.show_tab(Tab.AREA)
    page = room.area.page
    page.milestones.title.setText("Ký cam kết với 120 hộ kinh doanh")
    page.milestones.due.setText("30/11/2026")
    room.show_tab(Tab.TASKS)
    assert room.tab is Tab.TASKS
    assert len(stored_view(desk, OCTOBER).milestones) == 4


def test_a_line_of_the_area_that_is_not_whole_is_asked_about(room: ObjectivesRoom) -> None:
    room.show_tab(Tab.AREA)
    room.area.page.population.year.setText("2023")
    assert not room.may_leave()
    room.show_tab(Tab.TASKS)
    assert room.tab is Tab.AREA


def test_the_wheel_scrolls_the_form_and_changes_no_answer(theme: Theme, qtbot: QtBot) -> None:
    form = AssessmentForm(theme=theme, period=OCTOBER, rules=area_rules())
    qtbot.addWidget(form)
    form.show_draft(AssessmentDraft(date(2026, 10, 1), "qd-28-2025"))
    choice = form.fields["ticked.key_route"].field
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, turn)
    assert form.draft.ticked == {}
    assert not turn.isAccepted()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/QĐ-UBND", "quyết định số 31/QĐ-UBND"),
        ("Quyết định số 31/QĐ-UBND", "Quyết định số 31/QĐ-UBND"),
    ],
)
def test_a_decision_is_named_once(typed: str, said: str) -> None:
    assert decision_words(typed) == said

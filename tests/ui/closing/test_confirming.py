"""The page "Xác nhận": answers, the way to the figures, closing; no row of questions in windows."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.closing import AskedConfirmation, confirmations
from desktop.actions.desk import Desk, refused
from desktop.actions.month_path import MonthPath
from desktop.actions.periods import PeriodState, closing_in_force
from desktop.actions.safety import log, undo
from desktop.domain.confirmations import ConfirmationCode
from desktop.domain.periods import month_period
from desktop.domain.problems import Problem
from desktop.ui.closing.matters import place_of, ready_answers
from desktop.ui.closing.page import MattersPage
from desktop.ui.closing.room import ConfirmRoom
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.reports.closing import CloseDialog, ReopenDialog, Reopening
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.text import Text
from desktop.wording.confirmations import confirmation_title
from tests.ui.closing.offices import SEPTEMBER, asking_desk, calm_desk, corrected_desk, enter
from tests.ui.overview.offices import OCTOBER, goings
from tests.ui.sessions.conftest import StepwiseExecutor


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with asking_desk(tmp_path / "data", 6) as made:
        yield made


def open_room(context: ShellContext, desk: Desk, qtbot: QtBot) -> ConfirmRoom:
    made = ConfirmRoom(context, desk=desk)
    context.changed.connect(made.on_changes)
    qtbot.addWidget(made.page)
    made.page.resize(1150, 560)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(made.page.isActiveWindow)
    made.on_shown(context.month)
    return made


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ConfirmRoom:
    return open_room(context, desk, qtbot)


def page(room: ConfirmRoom) -> MattersPage:
    return room.page.matters


def asked(desk: Desk) -> list[AskedConfirmation]:
    return [one for one in confirmations(desk, OCTOBER) if one.blocks]


def test_each_question_has_a_card_and_the_blanks_are_only_told(
    room: ConfirmRoom, desk: Desk
) -> None:
    assert [card.asked for card in page(room).cards] == asked(desk)
    assert len(page(room).told) == 1
    assert not page(room).close_button.isEnabled()


def test_the_first_open_question_has_the_focus(room: ConfirmRoom) -> None:
    assert page(room).cards[0].field.hasFocus()


def test_enter_saves_and_goes_on_and_at_the_end_closing_waits(
    room: ConfirmRoom, desk: Desk
) -> None:
    cards = page(room).cards
    for number in range(len(cards)):
        field = QApplication.focusWidget()
        assert field is cards[number].field
        QTest.keyClicks(field, f"tra loi {number}")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [one.answer for one in asked(desk)] == [f"tra loi {n}" for n in range(len(cards))]
    assert page(room).close_button.isEnabled()
    assert page(room).close_button.hasFocus()


def test_an_answer_is_saved_as_it_is_left_and_undo_takes_it_back(
    room: ConfirmRoom, desk: Desk, context: ShellContext
) -> None:
    first, second = page(room).cards[:2]
    QTest.keyClicks(first.field, "dung")
    second.take_focus()
    assert asked(desk)[0].answer == "dung"
    context.announce(undo(desk).changes.kinds)
    assert asked(desk)[0].answer == ""
    assert page(room).cards[0].field.text() == ""


def test_escape_brings_the_stored_answer_back(room: ConfirmRoom, desk: Desk) -> None:
    field = page(room).cards[0].field
    QTest.keyClicks(field, "sai")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not asked(desk)[0].answer


def test_a_ready_answer_is_one_press(room: ConfirmRoom, desk: Desk) -> None:
    page(room).cards[0].ready[0].click()
    assert asked(desk)[0].answer == "Đã kiểm tra, số liệu đúng"
    assert page(room).cards[1].field.hasFocus()


def test_leaving_the_page_saves_what_was_typed(room: ConfirmRoom, desk: Desk) -> None:
    QTest.keyClicks(page(room).cards[0].field, "dung")
    assert room.may_leave()
    assert asked(desk)[0].answer == "dung"


def test_mend_opens_the_very_figure(room: ConfirmRoom, context: ShellContext) -> None:
    asked_to_go = goings(context)
    card = next(
        one
        for one in page(room).cards
        if one.asked.confirmation.code is ConfirmationCode.STOCK_BALANCE
    )
    card.fix.click()
    assert asked_to_go == [("counts", {"month": "2026-10", "category": "dependent_persons"})]


def test_a_figure_put_right_takes_its_question_away(
    room: ConfirmRoom, desk: Desk, context: ShellContext
) -> None:
    before = len(page(room).cards)
    enter(desk, OCTOBER, {"dependent_persons": 32})
    context.announce(frozenset({"counts"}))
    assert len(page(room).cards) == before - 1


def test_what_is_being_typed_stays_when_something_else_is_changed(
    room: ConfirmRoom, context: ShellContext
) -> None:
    field = page(room).cards[0].field
    QTest.keyClicks(field, "dang go")
    context.announce(frozenset({"groups"}))
    assert page(room).cards[0].field.text() == "dang go"
    assert page(room).cards[0].field.hasFocus()


def test_closing_asks_once_and_then_the_page_says_who_and_when(
    room: ConfirmRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[object] = []

    def ask(_parent: object, *, paper: object, officer: str, blank: int) -> bool:
        assert blank > 0
        times.append(paper)
        return True

    monkeypatch.setattr(CloseDialog, "ask", ask)
    for card in page(room).cards:
        card.ready[0].click()
    page(room).close_button.click()
    assert len(times) == 1
    assert closing_in_force(desk, OCTOBER.id) is not None
    assert page(room).print_button.hasFocus()
    assert all(card.field.isReadOnly() for card in page(room).cards)
    assert page(room).cards[0].field.text() == "Đã kiểm tra, số liệu đúng"


def test_a_month_left_open_in_the_question_stays_open(
    room: ConfirmRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CloseDialog, "ask", lambda *_args, **_named: False)
    for card in page(room).cards:
        card.ready[0].click()
    page(room).close_button.click()
    assert closing_in_force(desk, OCTOBER.id) is None


def test_the_closed_month_is_opened_again_with_a_reason(
    room: ConfirmRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CloseDialog, "ask", lambda *_args, **_named: True)
    wish = Reopening("Thiếu một buổi", correct=True)
    monkeypatch.setattr(ReopenDialog, "ask", lambda *_args, **_named: wish)
    for card in page(room).cards:
        card.ready[0].click()
    room.close_month()
    page(room).reopen_button.click()
    assert closing_in_force(desk, OCTOBER.id) is None
    assert room.page.tabs.isVisible(), "the replacement report can be looked at"


def test_nothing_to_confirm_is_said(tmp_path: Path, context: ShellContext, qtbot: QtBot) -> None:
    with calm_desk(tmp_path / "calm") as desk:
        room = open_room(context, desk, qtbot)
        assert page(room)._nothing_words.text() == "Không có nội dung nào cần xác nhận."
        assert page(room)._nothing.isVisible()
        assert page(room).close_button.hasFocus()


def test_a_past_correction_stays_readable(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with corrected_desk(tmp_path / "data-2", 6) as desk:
        context.set_month(SEPTEMBER)
        room = open_room(context, desk, qtbot)
        room.on_target({"show": "corrections"})
        view = room.page.corrections
        assert view.isVisible()
        model = view.model
        texts = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert "Số buổi tuyên truyền" in texts
        assert any("20/08/2026" in text for text in texts)


def test_every_kind_of_question_has_ready_answers_and_a_title() -> None:
    for code in ConfirmationCode:
        assert 1 <= len(ready_answers(code)) <= 3
        assert confirmation_title(code)


def test_questions_about_sessions_lead_to_the_first_of_them(desk: Desk) -> None:
    from desktop.domain.confirmations import Confirmation

    question = Confirmation("x", ConfirmationCode.SAME_HOUR, "2026-10-01", {"sessions": "one\ntwo"})
    assert place_of(question, OCTOBER) == ("sessions", {"month": "2026-10", "session": "one"})


def test_before_a_number_the_officer_chooses_and_afterwards_not(qtbot: QtBot) -> None:
    free = ReopenDialog(None, path=MonthPath(period=OCTOBER, state=PeriodState.CLOSED))
    bound = ReopenDialog(
        None,
        path=MonthPath(period=OCTOBER, state=PeriodState.PRINTED, correction=1, issued=True),
    )
    for dialog in (free, bound):
        qtbot.addWidget(dialog)
        dialog.show()
    assert free.take_back.isChecked()
    assert not free.do_button.isEnabled(), "a reason is needed"
    QTest.keyClicks(free.reason, "thieu mot buoi")
    assert free.do_button.text() == "Bỏ chốt"
    assert free.do_button.isEnabled()
    free.replace.setChecked(True)
    assert free.do_button.text() == "Lập báo cáo thay thế lần 1"
    assert not bound.take_back.isVisible()
    assert bound.do_button.text() == "Lập báo cáo thay thế lần 2"


def test_an_answer_is_written_once_though_its_field_is_left_while_it_is_written(
    theme: Theme, memory: WindowMemory, desk: Desk, qtbot: QtBot
) -> None:
    work = StepwiseExecutor()
    context = ShellContext(
        work=work, theme=theme, memory=memory, month=OCTOBER, explain=lambda _error: None
    )
    room = ConfirmRoom(context, desk=desk)
    context.changed.connect(room.on_changes)
    qtbot.addWidget(room.page)
    room.page.show()
    room.on_shown(OCTOBER)
    work.run_all()
    first = page(room).cards[0]
    first.field.setText("dung")
    first.flush()
    first.flush()
    assert first.field.text() == "dung"
    work.run_all()
    assert asked(desk)[0].answer == "dung"
    assert [one.action for one in log(desk, limit=2)].count("answer_confirmations") == 1


def test_a_refused_answer_stays_typed(
    room: ConfirmRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem("confirmation_unknown", "answers", details={"confirmation": "x"})
    monkeypatch.setattr(
        "desktop.ui.closing.room.answer_confirmations", lambda *_args: refused(problem)
    )
    field = page(room).cards[0].field
    QTest.keyClicks(field, "dung")
    page(room).flush()
    assert field.text() == "dung"
    assert field.changed


def test_behind_a_slow_store_the_last_answer_leads_to_closing_once_it_is_written(
    theme: Theme, memory: WindowMemory, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CloseDialog, "ask", lambda *_args, **_named: True)
    work = StepwiseExecutor()
    context = ShellContext(
        work=work, theme=theme, memory=memory, month=OCTOBER, explain=lambda _error: None
    )
    room = ConfirmRoom(context, desk=desk)
    context.changed.connect(room.on_changes)
    qtbot.addWidget(room.page)
    room.page.show()
    room.page.activateWindow()
    qtbot.waitUntil(room.page.isActiveWindow)
    room.on_shown(OCTOBER)
    work.run_all()
    for card in page(room).cards:
        card.ready[0].click()
    assert not page(room).close_button.hasFocus()
    work.run_all()
    assert page(room).close_button.hasFocus()
    page(room).close_button.click()
    work.run_all()
    assert page(room).print_button.hasFocus()


def test_an_answer_that_seems_to_name_a_person_is_warned_about_and_asked_about_before_closing(
    room: ConfirmRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_named: next(answers))
    monkeypatch.setattr(CloseDialog, "ask", lambda *_args, **_named: True)
    for card in page(room).cards:
        card.ready[0].click()
    first = page(room).cards[0]
    assert "không ghi tên người" in first.field.placeholderText()
    assert not first._warning.isVisible()
    first.field.setText("Hỏi Nguyễn Văn A")
    assert first._warning.isVisible()
    first.flush()
    room.close_month()
    assert closing_in_force(desk, OCTOBER.id) is None
    assert first.field.hasFocus()
    room.close_month()
    assert closing_in_force(desk, OCTOBER.id) is not None


def test_a_reason_that_seems_to_name_a_person_is_warned_about(qtbot: QtBot) -> None:
    dialog = ReopenDialog(None, path=MonthPath(period=OCTOBER, state=PeriodState.CLOSED))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reason.setText("Ông Lê Văn B báo")
    assert dialog._personal.isVisible()
    dialog.reason.setText("Thiếu một buổi")
    assert not dialog._personal.isVisible()


def test_the_step_leads_to_the_first_open_question_of_the_figures_as_they_are_now(
    theme: Theme, memory: WindowMemory, desk: Desk, qtbot: QtBot
) -> None:
    work = StepwiseExecutor()
    context = ShellContext(
        work=work, theme=theme, memory=memory, month=OCTOBER, explain=lambda _error: None
    )
    room = ConfirmRoom(context, desk=desk)
    qtbot.addWidget(room.page)
    room.page.show()
    room.page.activateWindow()
    qtbot.waitUntil(room.page.isActiveWindow)
    room.on_shown(OCTOBER)
    work.run_all()
    for card in page(room).cards:
        card.ready[0].click()
    work.run_all()
    room.on_changes(frozenset({"counts"}))
    work.run_all()
    enter(desk, OCTOBER, {"dependent_persons": 35})
    room.on_shown(OCTOBER)
    room.on_target({"show": "matters"})
    assert not any(card.waits for card in page(room).cards), "the new figures are not read yet"
    work.run_all()
    waiting = [card for card in page(room).cards if card.waits]
    assert len(waiting) == 1
    assert waiting[0].field.hasFocus()


def test_tab_goes_from_the_last_card_to_closing_though_the_cards_are_made_anew(
    room: ConfirmRoom, desk: Desk, context: ShellContext
) -> None:
    for card in page(room).cards:
        card.ready[0].click()
    enter(desk, OCTOBER, {"counselled": 5})
    context.announce(frozenset({"counts"}))
    shown = page(room)
    ends: tuple[QWidget, ...] = (shown.told[-1].fix, shown.close_button)
    shown.cards[-1].ready[-1].setFocus()
    for end in ends:
        room.page.focusNextChild()
        assert QApplication.focusWidget() is end
    back: tuple[QWidget, ...] = (ends[0], shown.cards[-1].ready[-1])
    for end in back:
        room.page.focusPreviousChild()
        assert QApplication.focusWidget() is end


def test_the_question_before_closing_names_how_many_figures_are_blank(
    room: ConfirmRoom, qtbot: QtBot
) -> None:
    matters = room._matters
    assert matters is not None
    dialog = CloseDialog(None, paper=matters, officer="", blank=matters.blank)
    qtbot.addWidget(dialog)
    said = [one.text() for one in cast("list[Text]", dialog.findChildren(Text))]
    assert f"Còn {matters.blank} số liệu chưa nhập." in said


def test_a_month_before_tracking_is_not_offered_for_closing(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with calm_desk(tmp_path / "calm") as desk:
        context.set_month(month_period(2025, 12))
        room = open_room(context, desk, qtbot)
        assert not page(room).close_button.isVisible()
        assert "trước tháng đầu theo dõi" in page(room)._lacking.text()
        room.close_month()
        assert closing_in_force(desk, "2025-12") is None

"""The page "Xác nhận": answers, the way to the figures, closing; no row of questions in windows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.closing import AskedConfirmation, confirmations
from desktop.actions.desk import Desk, refused
from desktop.actions.month_path import MonthPath
from desktop.actions.periods import PeriodState, closing_in_force
from desktop.actions.safety import log, undo
from desktop.domain.confirmations import ConfirmationCode
from desktop.domain.problems import Problem
from desktop.ui.closing.matters import place_of, ready_answers
from desktop.ui.closing.page import MattersPage
from desktop.ui.closing.room import ConfirmRoom
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.reports.closing import CloseDialog, ReopenDialog, Reopening
from desktop.ui.shell.context import ShellContext
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

    def ask(_parent: object, *, paper: object, officer: str) -> bool:
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
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: False)
    for card in page(room).cards:
        card.ready[0].click()
    page(room).close_button.click()
    assert closing_in_force(desk, OCTOBER.id) is None


def test_the_closed_month_is_opened_again_with_a_reason(
    room: ConfirmRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: True)
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
    monkeypatch.setattr(CloseDialog, "ask", lambda _parent, *, paper, officer: True)
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

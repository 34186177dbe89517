"""Slips that come after closing: the day stays, both ways are on buttons, locked cells say why."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period
from desktop.actions.desk import refused
from desktop.actions.groups import groups
from desktop.actions.late import closed_spans, late_slips, record_late
from desktop.actions.periods import closing_in_force, period_named
from desktop.actions.sessions import sessions_of, state_not_held
from desktop.actions.setup import open_desk
from desktop.domain.periods import month_period
from desktop.domain.problems import Problem
from desktop.domain.sessions import SessionDraft
from desktop.ui.design.theme import Theme
from desktop.ui.reports.closing import ReopenDialog, Reopening
from desktop.ui.sessions.late_dialog import LateSlip, LateSlipDialog, Way, naming_month
from desktop.ui.sessions.lines import Cell, Register, SheetLine
from desktop.ui.sessions.sheet_cells import LATE_ROLE
from tests.ui.sessions.conftest import MONTH, SOURCES, Seat, Sit

SEPTEMBER = month_period(2026, 9)
LATE_DAY = date(2026, 8, 20)


@pytest.fixture
def closed(folder: Path) -> Path:
    """The folder with September closed; group 3 stated that it held nothing."""
    with open_desk(folder, sources=SOURCES) as desk:
        third = groups(desk)[2].id
        assert state_not_held(desk, group_id=third, month=SEPTEMBER, reason="mưa lũ").done
        assert close_period(desk, SEPTEMBER, unanswered=True).done
    return folder


@pytest.fixture
def with_slip(closed: Path) -> Path:
    """A slip of 20 August is among what October's report adds."""
    with open_desk(closed, sources=SOURCES) as desk:
        draft = SessionDraft(
            held_on=LATE_DAY,
            group_ids=(groups(desk)[1].id,),
            format="Hội nghị",
            attendance=41,
        )
        assert record_late(desk, draft).done
    return closed


@pytest.fixture
def register(closed: Path) -> Iterator[Register]:
    """October as its sheet reads it."""
    with open_desk(closed, sources=SOURCES) as desk:
        yield Register(
            period=MONTH,
            today=desk.clock.today(),
            groups=tuple(groups(desk)),
            closed=closed_spans(desk),
        )


def answer(monkeypatch: pytest.MonkeyPatch, way: Way | None) -> list[SheetLine]:
    """Whoever asks for the way of a slip hears this one; the lines that were asked about."""
    asked: list[SheetLine] = []

    def ask(
        parent: object, *, line: SheetLine, register: Register, theme: Theme
    ) -> LateSlip | None:
        asked.append(line)
        dialog = LateSlipDialog(None, line=line, register=register, theme=theme)
        draft = dialog.reading.draft
        dialog.deleteLater()
        return LateSlip(draft, way) if way is not None else None

    monkeypatch.setattr(LateSlipDialog, "ask", ask)
    return asked


def type_late_line(seat: Seat) -> None:
    """A line of 20 August in October's sheet; the officer goes on to the next one."""
    seat.line("20/8/2026", "2", "hội nghị")
    seat.view.go_to(seat.model.rowCount() - 1)
    seat.settle()


def go_to_late_line(seat: Seat) -> None:
    rows = [row for row in range(seat.model.rowCount()) if seat.model.late_at(row)]
    assert len(rows) == 1
    seat.view.go_to(rows[0])


def test_a_day_of_a_closed_month_is_said_and_kept_as_typed(closed: Path, sit: Sit) -> None:
    seat = sit(closed)
    type_late_line(seat)
    go_to_late_line(seat)
    row = seat.view.current_row
    assert seat.texts(row)[Cell.DAY] == "20/8/2026"
    tip = str(seat.model.index(row, Cell.DAY).data(Qt.ItemDataRole.ToolTipRole))
    assert "thuộc tháng 9/2026 đã chốt" in tip
    assert seat.tab.foot.late.isVisible()
    assert not seat.ask(lambda: sessions_of(seat.desk, SEPTEMBER))


def test_the_slip_goes_into_what_the_next_report_adds(
    closed: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, Way.NEXT_REPORT)
    seat = sit(closed)
    type_late_line(seat)
    go_to_late_line(seat)
    seat.press(Qt.Key.Key_L, "", Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    found = seat.ask(lambda: late_slips(seat.desk, MONTH))
    assert isinstance(found, tuple)
    assert [one.held_on for one in found] == [LATE_DAY]
    assert seat.ask(lambda: closing_in_force(seat.desk, SEPTEMBER.id)) is not None
    assert "bổ sung" in str(seat.model.index(0, Cell.NOTE).data())
    assert not seat.model.unwritten_rows(), "the typed line became the slip"


def test_leaving_the_question_changes_nothing(
    closed: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, None)
    seat = sit(closed)
    type_late_line(seat)
    go_to_late_line(seat)
    seat.tab.foot.late.click()
    seat.settle()
    assert len(asked) == 1
    assert not seat.ask(lambda: late_slips(seat.desk, MONTH))
    assert len(seat.model.unwritten_rows()) == 1


def test_the_other_way_opens_the_month_with_a_reason(
    closed: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, Way.OPEN_AGAIN)
    wish = Reopening("Phiếu đến muộn", correct=False)
    monkeypatch.setattr(ReopenDialog, "ask", lambda *_args, **_named: wish)
    seat = sit(closed)
    type_late_line(seat)
    go_to_late_line(seat)
    seat.tab.foot.late.click()
    seat.settle()
    assert seat.ask(lambda: closing_in_force(seat.desk, SEPTEMBER.id)) is None
    stored = seat.ask(lambda: sessions_of(seat.desk, SEPTEMBER))
    assert isinstance(stored, tuple)
    assert [one.held_on for one in stored] == [LATE_DAY]
    assert not seat.ask(lambda: late_slips(seat.desk, MONTH))


def test_a_slip_stands_in_the_month_that_reports_it_and_can_be_edited(
    with_slip: Path, sit: Sit
) -> None:
    seat = sit(with_slip)
    assert seat.texts(0)[Cell.DAY] == "20/8/2026"
    assert seat.model.index(0, Cell.DAY).data() == "20/8/26"
    assert seat.model.index(0, 0).data(LATE_ROLE)
    assert not seat.model.entries[0].shown_problems(Cell.DAY)
    seat.view.go_to(0, Cell.ATTENDANCE)
    seat.type("52")
    seat.enter()
    seat.view.go_to(seat.model.rowCount() - 1)
    seat.settle()
    found = seat.ask(lambda: late_slips(seat.desk, MONTH))
    assert isinstance(found, tuple)
    assert [(one.attendance, one.held_on) for one in found] == [(52, LATE_DAY)]
    assert seat.texts(0)[Cell.DAY] == "20/8/2026", "the line stays where it is reported"


def test_in_its_own_closed_month_the_slip_names_the_report(with_slip: Path, sit: Sit) -> None:
    seat = sit(with_slip)
    seat.context.set_month(SEPTEMBER)
    seat.settle()
    assert seat.model.locked
    assert seat.model.index(0, Cell.NOTE).data() == "bổ sung T10"
    tip = str(seat.model.index(0, Cell.NOTE).data(Qt.ItemDataRole.ToolTipRole))
    assert "báo cáo tháng 10/2026" in tip


def test_locked_cells_say_what_closed_them_and_what_opens_them(with_slip: Path, sit: Sit) -> None:
    seat = sit(with_slip)
    seat.context.set_month(SEPTEMBER)
    seat.settle()
    said = seat.tab.closed_line.text.text()
    assert said.startswith("Tháng 9/2026 đã chốt lúc ")
    assert "bỏ chốt" in said
    described = seat.model.index(0, Cell.TOPIC).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == said
    noted: list[str] = []
    seat.context.noted.connect(noted.append)
    seat.view.setFocus()
    seat.press(Qt.Key.Key_A, "a")
    assert len(noted) == 1
    assert "Ctrl+L" in noted[0]


def test_reasons_of_a_closed_month_are_locked_too(with_slip: Path, sit: Sit) -> None:
    seat = sit(with_slip)
    seat.context.set_month(SEPTEMBER)
    seat.settle()
    panel = seat.tab.missing
    assert panel._locked_words.isVisible()
    assert "đã chốt" in panel._locked_words.toolTip()
    assert not panel.back_link.isVisible()


def test_the_closed_sheet_offers_a_slip_by_key(
    closed: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, None)
    seat = sit(closed)
    seat.context.set_month(SEPTEMBER)
    seat.settle()
    seat.view.setFocus()
    seat.press(Qt.Key.Key_L, "", Qt.KeyboardModifier.ControlModifier)
    assert [line.blank for line in asked] == [True]


def test_a_closed_quarter_locks_its_months(closed: Path, sit: Sit) -> None:
    with open_desk(closed, sources=SOURCES) as desk:
        assert close_period(desk, period_named(desk, "2026-Q3"), unanswered=True).done
    seat = sit(closed)
    seat.context.set_month(month_period(2026, 8))
    seat.settle()
    assert seat.model.locked
    assert "Quý III/2026" in seat.tab.closed_line.text.text()


def dialog_of(register: Register, theme: Theme, qtbot: QtBot) -> LateSlipDialog:
    line = SheetLine(key="new")
    made = LateSlipDialog(None, line=line, register=register, theme=theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_buttons_name_both_ways(register: Register, theme: Theme, qtbot: QtBot) -> None:
    dialog = dialog_of(register, theme, qtbot)
    assert not dialog.do_button.isEnabled()
    QTest.keyClicks(dialog.fields[Cell.DAY], "20/8/2026")
    QTest.keyClicks(dialog.fields[Cell.GROUPS], "2")
    assert dialog.do_button.isEnabled()
    assert dialog.do_button.isDefault()
    assert dialog.do_button.text() == "Đưa vào số bổ sung của báo cáo tháng 10/2026"
    assert "lập báo cáo thay thế tháng 9/2026" in dialog.open_button.text()
    dialog.open_button.click()
    assert dialog.slip is not None
    assert (dialog.slip.draft.held_on, dialog.slip.way) == (LATE_DAY, Way.OPEN_AGAIN)


def test_a_day_of_an_open_month_belongs_into_its_sheet(
    register: Register, theme: Theme, qtbot: QtBot
) -> None:
    dialog = dialog_of(register, theme, qtbot)
    QTest.keyClicks(dialog.fields[Cell.DAY], "5/10/2026")
    QTest.keyClicks(dialog.fields[Cell.GROUPS], "2")
    assert not dialog.do_button.isEnabled()
    assert dialog._wrong.text().startswith("Tháng 10/2026 chưa chốt")


def test_the_screen_and_the_store_name_the_same_report(register: Register, closed: Path) -> None:
    named = naming_month(register, SessionDraft(held_on=LATE_DAY))
    assert named is not None
    assert named.id == MONTH.id
    assert naming_month(register, SessionDraft(held_on=date(2026, 10, 1))) is None


def test_a_session_moved_into_a_closed_month_becomes_a_late_slip(
    closed: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, Way.NEXT_REPORT)
    seat = sit(closed)
    seat.line("5/10", "2", "hội nghị")
    seat.view.go_to(seat.model.rowCount() - 1)
    seat.settle()
    seat.view.go_to(0, Cell.DAY)
    seat.type("20/8/2026")
    seat.enter()
    seat.view.go_to(0, Cell.DAY)
    seat.tab.offer_late()
    seat.settle()
    found = seat.ask(lambda: late_slips(seat.desk, MONTH))
    assert isinstance(found, tuple)
    assert [one.held_on for one in found] == [LATE_DAY]
    assert [entry.line.blank for entry in seat.model.entries] == [False, True]
    assert not seat.model.entries[0].dirty


def test_who_leaves_the_question_about_the_closed_month_finds_the_slip_as_typed(
    closed: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("20/8/2026", "2", "hội nghị", "", "", "41", "mưa lũ")
    asked: list[SheetLine] = []

    def ask(_parent: object, *, line: SheetLine, register: Register, theme: Theme) -> object:
        asked.append(line)
        draft = SessionDraft(held_on=LATE_DAY)
        return LateSlip(draft, Way.OPEN_AGAIN, texts) if len(asked) == 1 else None

    monkeypatch.setattr(LateSlipDialog, "ask", ask)
    monkeypatch.setattr(ReopenDialog, "ask", lambda *_args, **_named: None)
    seat = sit(closed)
    seat.context.set_month(SEPTEMBER)
    seat.settle()
    seat.view.setFocus()
    seat.press(Qt.Key.Key_L, "", Qt.KeyboardModifier.ControlModifier)
    assert [line.texts for line in asked[1:]] == [texts]
    assert seat.ask(lambda: closing_in_force(seat.desk, SEPTEMBER.id)) is not None


def test_tab_leads_from_the_note_to_what_enter_does_and_leaving_comes_last(
    register: Register, theme: Theme, qtbot: QtBot
) -> None:
    dialog = dialog_of(register, theme, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.fields[Cell.DAY].setText("20/8/2026")
    dialog.fields[Cell.GROUPS].setText("2")
    dialog.fields[Cell.NOTE].setFocus()
    for button in (dialog.do_button, dialog.open_button, dialog.leave_button):
        dialog.focusNextChild()
        assert dialog.focusWidget() is button


def test_a_blank_topic_and_a_name_in_the_note_are_said_and_keep_nothing_back(
    register: Register, theme: Theme, qtbot: QtBot
) -> None:
    dialog = dialog_of(register, theme, qtbot)
    dialog.fields[Cell.DAY].setText("20/8/2026")
    dialog.fields[Cell.GROUPS].setText("2")
    assert dialog._no_topic.isVisible()
    dialog.fields[Cell.NOTE].setText("Nguyễn Văn A báo")
    assert dialog._personal.isVisible()
    assert dialog.do_button.isEnabled()
    dialog.fields[Cell.TOPIC].setText("Luật Phòng, chống ma túy")
    assert not dialog._no_topic.isVisible()


def test_a_refused_slip_comes_back_as_typed(
    closed: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("20/8/2026", "2", "hội nghị", "", "", "41", "")
    asked: list[SheetLine] = []

    def ask(_parent: object, *, line: SheetLine, register: Register, theme: Theme) -> object:
        asked.append(line)
        draft = SessionDraft(held_on=LATE_DAY)
        return LateSlip(draft, Way.NEXT_REPORT, texts) if len(asked) == 1 else None

    monkeypatch.setattr(LateSlipDialog, "ask", ask)
    problem = Problem("group_missing", "groups")
    monkeypatch.setattr(
        "desktop.ui.sessions.late_offer.record_late", lambda *_args, **_named: refused(problem)
    )
    seat = sit(closed)
    seat.context.set_month(SEPTEMBER)
    seat.settle()
    seat.view.setFocus()
    seat.press(Qt.Key.Key_L, "", Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert [line.texts for line in asked[1:]] == [texts]

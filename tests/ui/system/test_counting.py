"""How months are counted and when reports are due: shown with real dates, kept at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period
from desktop.actions.deadlines import deadlines
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.profile import settings
from desktop.domain.commune import DutyCalendar
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import PeriodKind, PeriodRule
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.system.counting import CountingSection
from desktop.ui.system.period_grid import NumberField
from desktop.ui.system.room import SystemRoom
from tests.ui.overview.offices import add_groups, empty_desk
from tests.ui.windows import main_window


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "data") as made:
        add_groups(made, 4)
        yield made


@pytest.fixture
def window(qtbot: QtBot, context: ShellContext, desk: Desk) -> MainWindow:
    made = main_window(desk, context, qtbot)
    made.refresh()
    made.show_room("system")
    made.show()
    return made


@pytest.fixture
def page(window: MainWindow) -> CountingSection:
    room = window.room("system")
    assert isinstance(room, SystemRoom)
    room.on_target({"section": "counting"})
    assert isinstance(room.current, CountingSection)
    return room.current


def typed(field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    if text:
        QTest.keyClicks(field, text)
    else:
        QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_first_day_of_the_months_moves_the_month_in_sight(
    page: CountingSection, desk: Desk, context: ShellContext
) -> None:
    typed(page.grid.first_day(PeriodKind.MONTH), "1")
    assert settings(desk).period_rule == PeriodRule.uniform(1)
    assert context.month.start.day == 1
    assert page.grid.example(PeriodKind.MONTH) == "Tháng 10/2026: từ 1/10 đến 31/10/2026"
    assert page.grid.first_day(PeriodKind.YEAR).text() == "", "it begins with the months"


def test_a_kind_of_report_may_begin_on_a_day_of_its_own(page: CountingSection, desk: Desk) -> None:
    typed(page.grid.first_day(PeriodKind.YEAR), "1")
    rule = settings(desk).period_rule
    assert (rule.start_day(PeriodKind.MONTH), rule.start_day(PeriodKind.YEAR)) == (15, 1)
    assert page.grid.example(PeriodKind.YEAR) == "Năm 2026: từ 1/1 đến 31/12/2026"
    typed(page.grid.first_day(PeriodKind.YEAR), "")
    assert settings(desk).period_rule == PeriodRule()


def test_after_a_closing_the_page_says_from_which_month_the_new_day_holds(
    page: CountingSection, desk: Desk, context: ShellContext
) -> None:
    said: list[str] = []
    context.said.connect(lambda _tone, words: said.append(words))
    assert close_period(desk, period_named(desk, "2026-09"), unanswered=True).done
    typed(page.grid.first_day(PeriodKind.MONTH), "1")
    (words,) = said
    assert "từ 15/09/2026 đến 31/10/2026" in words
    assert (context.month.start.day, context.month.last_day.day) == (15, 31)
    assert "từ tháng 10/2026; trước đó là 15" in page.since.text()


def test_a_deadline_is_said_by_its_day(page: CountingSection, desk: Desk) -> None:
    typed(page.grid.delay(PeriodKind.MONTH), "3")
    typed(page.reminder, "5")
    assert deadlines(desk) == Deadlines({PeriodKind.MONTH: 3}, 5)
    example = page.grid.example(PeriodKind.MONTH)
    assert example.endswith("14/10/2026 (ngày chốt), gửi chậm nhất 17/10/2026")
    typed(page.grid.delay(PeriodKind.MONTH), "")
    assert deadlines(desk) == Deadlines({}, 5)


@pytest.mark.parametrize("text", ["29", "0", "mười", ""])
def test_a_first_day_that_some_month_lacks_is_said_and_not_kept(
    page: CountingSection,
    window: MainWindow,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
) -> None:
    monkeypatch.setattr("desktop.ui.system.section.may_drop_draft", lambda *_a, **_n: False)
    field = page.grid.first_day(PeriodKind.MONTH)
    field.setText(text)
    field.setModified(True)
    field.editingFinished.emit()
    assert "từ 1 đến 28" in page.since.text()
    assert settings(desk).period_rule == PeriodRule()
    window.show_room("overview")
    assert window.current_room == "system", "what is typed wrong keeps the page in sight"


def test_undo_brings_back_days_and_deadlines(
    page: CountingSection, window: MainWindow, desk: Desk, context: ShellContext
) -> None:
    typed(page.grid.first_day(PeriodKind.MONTH), "1")
    typed(page.grid.delay(PeriodKind.QUARTER), "4")
    window.activateWindow()
    for _step in range(2):
        QTest.keyClick(
            page.grid.delay(PeriodKind.QUARTER), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
        )
    assert settings(desk).period_rule == PeriodRule()
    assert deadlines(desk) == Deadlines()
    assert page.grid.delay(PeriodKind.QUARTER).text() == ""
    assert page.grid.first_day(PeriodKind.MONTH).text() == "15"
    assert context.month.start.day == 15


def test_what_is_being_typed_stays_when_another_field_is_saved(page: CountingSection) -> None:
    field = page.grid.delay(PeriodKind.YEAR)
    field.setFocus()
    QTest.keyClicks(field, "1")
    page.refresh()
    assert field.text() == "1"


def test_the_duty_and_commune_wide_activities_are_kept_at_once(
    page: CountingSection, desk: Desk
) -> None:
    page.by_calendar.click()
    page.wide.click()
    stored = settings(desk)
    assert stored.duty_calendar is DutyCalendar.CALENDAR
    assert stored.commune_wide_counts
    assert stored.period_rule == PeriodRule()


def test_months_to_both_sides_follow_the_rule(
    page: CountingSection, window: MainWindow, context: ShellContext
) -> None:
    typed(page.grid.first_day(PeriodKind.MONTH), "1")
    window.path_bar.moved.emit(1)
    assert (context.month.id, context.month.start.day) == ("2026-11", 1)
    window.path_bar.moved.emit(-2)
    assert (context.month.id, context.month.last_day.day) == ("2026-09", 30)

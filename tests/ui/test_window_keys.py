"""Keys of the whole window: what they do does not hang on where the focus happens to lie."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar, cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk, RandomIds
from desktop.actions.groups import groups
from desktop.actions.setup import Sources
from desktop.ui.design.theme import Theme
from desktop.ui.importing.room import ImportRoom
from desktop.ui.memory import WindowMemory
from desktop.ui.overview.room import OverviewRoom
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.setup.doors import DoorsWindow
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.help_card import HelpCard
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.dialogs import ReasonDialog
from desktop.ui.work import ImmediateExecutor
from tests.ui.overview.offices import add_groups, empty_desk
from tests.ui.windows import main_window

W = TypeVar("W", bound=QWidget)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 22)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = empty_desk(tmp_path / "commune")
    add_groups(made, 3)
    return made


@pytest.fixture
def window(qtbot: QtBot, context: ShellContext, desk: Desk) -> MainWindow:
    made = main_window(desk, context, qtbot)
    made.show_room("overview")
    in_front(qtbot, made)
    return made


@pytest.fixture
def doors(qtbot: QtBot, theme: Theme, tmp_path: Path) -> DoorsWindow:
    def failed(error: Exception) -> None:
        raise error

    made = DoorsWindow(
        folder=tmp_path / "so138",
        draft=tmp_path / "own" / "set-up.json",
        theme=theme,
        memory=WindowMemory(None),
        work=ImmediateExecutor(failed),
        sources=Sources(Clock(), RandomIds()),
        failed=failed,
    )
    qtbot.addWidget(made)
    in_front(qtbot, made)
    return made


def in_front(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def found(parent: QWidget, kind: type[W]) -> list[W]:
    """The widgets of a kind, however deep."""
    return cast(list[W], parent.findChildren(kind))


def help_card(window: QWidget) -> HelpCard:
    card = cast(QWidget | None, window.findChild(HelpCard))
    assert isinstance(card, HelpCard)
    return card


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_window_begins_at_the_first_thing_to_be_done(
    window: MainWindow, context: ShellContext
) -> None:
    room = window.room("overview")
    assert isinstance(room, OverviewRoom)
    assert room.page.work.rows[0].hasFocus()
    room.on_shown(context.month)
    assert room.page.work.rows[0].hasFocus(), "the list is read anew"


def test_the_first_sentence_is_waiting_when_the_window_appears_filled_twice(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    window = main_window(desk, context, qtbot)
    window.show_room("overview")
    room = window.room("overview")
    assert isinstance(room, OverviewRoom)
    room.on_shown(context.month)
    in_front(qtbot, window)
    assert room.page.work.rows[0].hasFocus()


@pytest.mark.parametrize("width", [910, 1024, 1366])
def test_nothing_is_cut_in_narrow_rooms(window: MainWindow, width: int) -> None:
    window.resize(width, 620)
    for key in ("reports", "models", "groups"):
        window.show_room(key)
        QApplication.processEvents()
        buttons = found(window.room(key).widget(), QPushButton)
        shown = [one for one in buttons if one.isVisible() and one.text()]
        cut = [one.text() for one in shown if one.width() < one.minimumSizeHint().width() - 2]
        assert cut == []
        tables = found(window.room(key).widget(), QTableView)
        sideways = [table.horizontalScrollBar().maximum() for table in tables if table.isVisible()]
        assert not any(sideways)


def test_ctrl_p_and_ctrl_s_of_the_report_work_from_the_navigation(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_room("reports")
    room = window.room("reports")
    assert isinstance(room, ReportsRoom)
    wanted: list[str] = []
    room.page.bar.print_wanted.disconnect()
    room.page.bar.save_wanted.disconnect()
    room.page.bar.print_wanted.connect(lambda: wanted.append("print"))
    room.page.bar.save_wanted.connect(lambda: wanted.append("save"))
    window.top_bar.finder.setFocus()
    QTest.keyClick(window.top_bar.finder, Qt.Key.Key_P, CONTROL)
    QTest.keyClick(window.top_bar.finder, Qt.Key.Key_S, CONTROL)
    assert wanted == ["print", "save"]
    window.show_room("overview")
    QTest.keyClick(window.top_bar.finder, Qt.Key.Key_P, CONTROL)
    assert wanted == ["print", "save"]


def test_a_reason_is_typed_at_once(qtbot: QtBot) -> None:
    dialog = ReasonDialog(None, title="Bỏ chốt", detail="", do="Bỏ chốt", leave="Giữ nguyên")
    qtbot.addWidget(dialog)
    in_front(qtbot, dialog)
    assert dialog.line.hasFocus()
    QTest.keyClicks(focus(), "sai so")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert dialog.result() == ReasonDialog.DialogCode.Accepted


def test_an_empty_reason_is_not_sent_off_by_enter(qtbot: QtBot) -> None:
    dialog = ReasonDialog(None, title="Bỏ chốt", detail="", do="Bỏ chốt", leave="Giữ nguyên")
    qtbot.addWidget(dialog)
    in_front(qtbot, dialog)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_tab_reaches_going_on_before_leaving_set_up(doors: DoorsWindow) -> None:
    doors.open_set_up()
    wizard = doors.wizard
    seen: list[QWidget] = []
    while len(seen) < 12 and wizard.on_button not in seen:
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        seen.append(focus())
    assert seen[-1] is wizard.on_button
    assert wizard.later_button not in seen


def test_ctrl_enter_writes_the_list(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["STT", "Tên tổ dân phố", "Số hộ"], [1, "Tổ dân phố 21", 120]):
        sheet.append(row)
    workbook.save(tmp_path / "to.xlsx")
    window.show_room("import", {"kind": "groups"})
    room = window.room("import")
    assert isinstance(room, ImportRoom)
    room.read(tmp_path / "to.xlsx")
    assert "Ctrl+Enter" in room.rehearsal.write_button.toolTip()
    QTest.keyClick(window.top_bar.finder, Qt.Key.Key_Return, CONTROL)
    assert "Tổ dân phố 21" in [group.name for group in groups(desk)]


def test_escape_puts_the_help_away_before_anything_else(window: MainWindow, desk: Desk) -> None:
    window.show_room("groups", {"new": "one"})
    card = help_card(window)
    for _time in range(2):
        QTest.keyClick(focus(), Qt.Key.Key_F1)
        assert card.isVisible()
        QTest.keyClick(focus(), Qt.Key.Key_Escape)
        assert card.isHidden()


def test_f1_explains_the_doors_and_the_questions(doors: DoorsWindow) -> None:
    card = help_card(doors)
    QTest.keyClick(focus(), Qt.Key.Key_F1)
    assert card.isVisible()
    first = card.accessibleName()
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert card.isHidden()
    doors.open_set_up()
    QTest.keyClick(focus(), Qt.Key.Key_F1)
    assert card.isVisible()
    assert card.accessibleName() != first

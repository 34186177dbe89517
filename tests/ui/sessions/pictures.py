"""Pictures of the month sheet and of the list of all sessions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.ui.sessions.lines import Cell
from desktop.ui.sessions.paste import lines_of_block, read_block
from desktop.ui.sessions.paste_dialog import PasteDialog
from desktop.ui.sessions.room import SessionsPage, SessionsRoom
from desktop.ui.shell.main_window import MainWindow
from tests.screens.registry import Build, Stage
from tests.ui.overview.offices import OCTOBER, busy_desk, empty_desk
from tests.ui.room_pictures import room_window

BLOCK = (
    "STT\tNgày\tTổ\tHình thức\tNội dung\tChủ trì\tLượt người\n"
    "1\t20/9\tTổ 4\thội nghị\tLuật Phòng, chống ma túy\tĐoàn TN\t45\n"
    "2\t31/2\tTổ 6, 9\tHọp tổ dân phố\tTác hại của ma túy tổng hợp\tUBMTTQ\tbốn mươi\n"
    "3\t5/10\t99\tTờ rơi\t\tHội CCB\t\n"
)
Act = Callable[[SessionsPage], object]


def pictured(desk: Callable[[Path], Desk], act: Act | None = None) -> Build:
    """The room in the main window, after ``act`` did something on its page."""

    def build(stage: Stage) -> QWidget:
        window = room_window(
            stage,
            desk,
            lambda context, opened: SessionsRoom(context, desk=opened),
            key="sessions",
            title="Outreach",
            icon="megaphone",
        )
        room = window.room("sessions")
        if act is not None and isinstance(room, SessionsRoom):
            act(room.page)
        return window

    return build


def closed_desk(folder: Path) -> Desk:
    """A commune whose October is closed."""
    desk = busy_desk(folder)
    close_period(desk, OCTOBER, early=True)
    return desk


def type_a_word(page: SessionsPage) -> None:
    """A line half typed, with the list of what fits."""
    view, model = page.month.view, page.month.model
    row = model.rowCount() - 1
    model.setData(model.index(row, Cell.DAY), "3/10")
    model.setData(model.index(row, Cell.GROUPS), "3")
    view.go_to(row, Cell.FORMAT)
    view.setFocus()
    for letter in "ho":
        key = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter
        )
        QApplication.sendEvent(view.editor or view, key)


def tick_groups(page: SessionsPage) -> None:
    """The boxes of the groups."""
    page.month.view.go_to(page.month.model.rowCount() - 1, Cell.GROUPS)
    page.month.view.open_groups()


def leave_a_fault(page: SessionsPage) -> None:
    """A line that cannot be saved yet."""
    view, model = page.month.view, page.month.model
    row = model.rowCount() - 1
    for cell, text in ((Cell.DAY, "31/2"), (Cell.GROUPS, "3"), (Cell.ATTENDANCE, "bốn mươi")):
        model.setData(model.index(row, cell), text)
    view.go_to(row - 1)
    view.go_to(row)


def open_details(page: SessionsPage) -> None:
    """The details of the third line."""
    page.month.view.go_to(2)
    page.month.open_details()


def check_a_block(stage: Stage) -> QWidget:
    """The check before a block is pasted."""
    window = pictured(busy_desk)(stage)
    assert isinstance(window, MainWindow)
    room = window.room("sessions")
    assert isinstance(room, SessionsRoom)
    model = room.page.month.model
    pasted = lines_of_block(read_block(BLOCK), model, row=model.rowCount() - 1, cell=Cell.DAY)
    dialog = PasteDialog(window, pasted, register=model.register, theme=stage.theme)
    stage.kept.append(dialog)
    dialog.show()
    return dialog


def small(stage: Stage) -> QWidget:
    """The sheet at 1024×768."""
    stage.size = (1024, 768)
    return pictured(busy_desk)(stage)


def large(stage: Stage) -> QWidget:
    """The sheet with text at 150 per cent."""
    stage.theme.choose(preference="light", scale=150, row_height=32)
    return pictured(busy_desk)(stage)


SCREENS: dict[str, Build] = {
    "50-so-thang": pictured(busy_desk, type_a_word),
    "51-so-thang-chon-to": pictured(busy_desk, tick_groups),
    "52-so-thang-con-loi": pictured(busy_desk, leave_a_fault),
    "53-so-thang-chi-tiet": pictured(busy_desk, open_details),
    "54-so-thang-dan": check_a_block,
    "55-so-thang-da-chot": pictured(closed_desk),
    "56-so-thang-chua-co-to": pictured(empty_desk),
    "57-tat-ca-cac-buoi": pictured(busy_desk, lambda page: page.tabs.choose(1)),
    "58-so-thang-1024": small,
    "59-so-thang-150": large,
}

"""The window on an open desk, as the program builds it, and one room of it alone."""

from typing import TypeVar

from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.office import DeskOffice
from desktop.ui.rooms import entries
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import Room

R = TypeVar("R", bound=Room)


def main_window(desk: Desk, context: ShellContext, qtbot: QtBot) -> MainWindow:
    """A window that is not shown yet, as large as the smallest screen it is made for."""
    made = MainWindow(
        context=context,
        office=DeskOffice(desk),
        entries=entries(desk, reopen=lambda _desk, _told: None),
        name="Phường Hương Trà",
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def room_shown(made: R, context: ShellContext, qtbot: QtBot) -> R:
    """A room in sight that hears of every change."""
    context.changed.connect(made.on_changes)
    qtbot.addWidget(made.widget())
    made.widget().resize(1100, 560)
    made.widget().show()
    made.on_shown(context.month)
    return made

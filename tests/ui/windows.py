"""The window on an open desk, as the program builds it."""

from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.office import DeskOffice
from desktop.ui.rooms import entries
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow


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

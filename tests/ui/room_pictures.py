"""One room in the main window, for a picture."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.actions.desk import Desk
from desktop.ui.office import DeskOffice
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import Room, RoomEntry
from tests.screens.registry import Stage
from tests.ui.overview.offices import context_for


def room_window(
    stage: Stage,
    desk: Callable[[Path], Desk],
    make: Callable[[ShellContext, Desk], Room],
    *,
    key: str,
    title: str,
    icon: str,
) -> MainWindow:
    """The window with this room in sight, on a commune in a folder of its own."""
    folder = tempfile.TemporaryDirectory()
    opened = desk(Path(folder.name) / "data")
    context = context_for(stage.theme)
    entry = RoomEntry(key=key, title=title, icon=icon, make=lambda given: make(given, opened))
    window = MainWindow(
        context=context,
        office=DeskOffice(opened),
        entries=(entry,),
        name="Phường Hương Trà · Ban Chỉ đạo 138",
    )
    window.setGeometry(0, 0, *stage.size)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    window.refresh()
    window.show_room(key)
    stage.kept.extend((folder, context, window, opened))
    return window

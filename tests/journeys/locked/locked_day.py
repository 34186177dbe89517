"""One start of the program on a locked folder, in the real window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.actions.timeline import replaced_stores
from desktop.ui.design.theme import Theme
from desktop.ui.locking.door import LogInWindow
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.start import WindowSession
from tests.screens.whole_window import WholeWindow

ENTER = Qt.Key.Key_Return


class Day:
    """One start of the program on a locked folder."""

    def __init__(self, folder: Path, theme: Theme, *, logs: Path | None = None) -> None:
        self._folder = folder
        self.session = WindowSession(
            Opening(folder),
            theme=theme,
            memory=WindowMemory(folder.parent / "window.json"),
            logs=logs,
        )
        self.session.begin()

    def until_door(self) -> LogInWindow:
        """The log-in window, once its names are there."""
        locks = self.session.locks

        def found() -> LogInWindow | None:
            return locks.door or (locks.locker.door if locks.locker is not None else None)

        WholeWindow.until(lambda: (one := found()) is not None and one.officers.count() > 0)
        door = found()
        assert door is not None
        return door

    def log_in(self, word: str, *, row: int = 0) -> MainWindow:
        """Log in; the main window once it is in sight."""
        door = self.until_door()
        door.officers.setCurrentRow(row)
        door.password.field.setText(word)
        QTest.keyClick(door.password.field, ENTER)
        WholeWindow.until(lambda: self.session.window is not None and self.window.isVisible())
        WholeWindow.until_calm()
        return self.window

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window

    def lock(self) -> LogInWindow:
        """Ctrl+L, and the log-in window that stands then."""
        self.window.activateWindow()
        assert self.session.context is not None
        self.session.context.lock_wanted.emit()
        return self.until_door()

    def lock_idle(self) -> LogInWindow:
        """Nobody was there for long enough, and the log-in window that stands then."""
        locker = self.session.locks.locker
        assert locker is not None
        WholeWindow.until(lambda: locker.idle.minutes > 0)
        locker.idle.look(waited_ms=locker.idle.minutes * 60_000)
        return self.until_door()

    def replaced(self) -> list[str]:
        """The names of what restores put aside."""
        return [one.name for one in replaced_stores(self._folder)]

    def end(self) -> None:
        for window in QApplication.topLevelWidgets():
            window.hide()
        self.session.end()

"""The program's own window on a data folder, driven from outside on a day of one's choice."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.actions.desk import RandomIds
from desktop.actions.setup import Sources
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.start import WindowSession

_LONGEST_MS = 30_000
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class ChosenDay:
    """A clock that stands at half past ten in the morning of one day, in Vietnam."""

    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        """The instant, in UTC."""
        local = datetime(self._day.year, self._day.month, self._day.day, 10, 30, tzinfo=_VIETNAM)
        return local.astimezone(UTC)

    def today(self) -> date:
        """The day."""
        return self._day


class WholeWindow:
    """A session of the program: window, rooms, worker thread and open store, as users have it."""

    def __init__(self, folder: Path, *, theme: Theme, day: date) -> None:
        opening = Opening(folder)
        opening.sources = Sources(clock=ChosenDay(day), ids=RandomIds())
        memory = WindowMemory(folder.parent / "window.json")
        self._waiting = 0
        opening.worker.waiting.connect(self._count)
        self._session = WindowSession(opening, theme=theme, memory=memory)
        self._session.begin()
        self.until(lambda: self._session.window is not None and self.window.isVisible())
        self.window.setGeometry(0, 0, 1366, 768)
        self.window.activateWindow()
        self.until_idle()

    @property
    def window(self) -> MainWindow:
        """The main window; RuntimeError when it did not open."""
        if self._session.window is None:
            raise RuntimeError("the window did not open")
        return self._session.window

    @property
    def context(self) -> ShellContext:
        """The shell as its rooms see it; RuntimeError when the window did not open."""
        if self._session.context is None:
            raise RuntimeError("the window did not open")
        return self._session.context

    def until_idle(self, quiet_ms: int = 60) -> None:
        """Let events run until the worker has delivered everything for a while."""
        quiet = QDeadlineTimer(quiet_ms)

        def rested() -> bool:
            if self._waiting:
                quiet.setRemainingTime(quiet_ms)
            return quiet.hasExpired()

        self.until(rested)

    @staticmethod
    def until(done: Callable[[], bool]) -> None:
        """Let events run until ``done``; TimeoutError after half a minute."""
        end = QDeadlineTimer(_LONGEST_MS)
        while not done():
            if end.hasExpired():
                raise TimeoutError("the window never got there")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    @staticmethod
    def until_calm(milliseconds: int = 300) -> None:
        """Let events run for a while, so that all is painted."""
        end = QDeadlineTimer(milliseconds)
        WholeWindow.until(end.hasExpired)

    def close(self) -> None:
        """Hide the window and close the store."""
        self.window.hide()
        self._session.end()

    def _count(self, waiting: int) -> None:
        self._waiting = waiting

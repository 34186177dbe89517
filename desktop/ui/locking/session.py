"""The log-ins of one session of the window: at opening, and after a lock."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text

if TYPE_CHECKING:
    from desktop.actions.locking import Resumed
    from desktop.ui.locking.door import LogInWindow
    from desktop.ui.locking.lock import Locker


class Locks(QObject):
    """``entered`` carries the desk that somebody opened by logging in: a window is built for it.

    ``damaged`` carries the folder and what opened its key, or none: a file there is damaged.
    ``unkept`` carries the code of what kept the backup at a lock from being made, ``back`` comes
    when the officer who locked the window is there again.
    """

    entered = Signal(object)
    damaged = Signal(object, object)
    unkept = Signal(str)
    back = Signal()

    def __init__(
        self,
        *,
        theme: Theme,
        memory: WindowMemory,
        work: Executor,
        sources: Sources,
        failed: Failed,
        fit: Callable[[QMainWindow, bool], None],
    ) -> None:
        super().__init__()
        self._theme, self._memory, self._work = theme, memory, work
        self._sources, self._failed, self._fit = sources, failed, fit
        self.door: LogInWindow | None = None
        self.locker: Locker | None = None
        self._former: Locker | None = None
        self._given_up = False
        self._watched: tuple[Desk, ShellContext, MainWindow] | None = None

    def takes(self, error: Exception, folder: Path) -> bool:
        """Whether an error only says that the folder is locked; then the log-in is shown."""
        code = getattr(error, "code", "")
        if code not in {"password_needed", "key_file_former"}:
            return False
        former = code == "key_file_former"
        self.show_door(folder, notice=error_text(code, {}) if former else "")
        return True

    def show_door(self, folder: Path, *, notice: str = "") -> None:
        """Ask for the password of a folder; ``notice`` says what happened to it."""
        # Folders without a password never need it: imported then.
        from desktop.ui.locking.door import LogInWindow

        self._drop_door()
        door = LogInWindow(
            folder=folder,
            theme=self._theme,
            work=self._work,
            sources=self._sources,
            failed=self._failed,
            notice=notice,
        )
        door.opened.connect(self._take)
        door.damaged.connect(partial(self.damaged.emit, folder))
        kept = self._memory.settings
        door.resize(kept.width, kept.height)
        self.door = door
        self._fit(door, kept.maximized)

    def watch(self, desk: Desk, context: ShellContext, window: MainWindow) -> None:
        """Lock this window, once it is in sight, by its key and when nobody is there."""
        self._former, self.locker = self.locker, None
        if self._former is not None:
            self._former.idle.watch(0)
        self._watched = desk, context, window

    def revealed(self) -> None:
        """The window of the open data is in sight: what asked for the password goes."""
        self._drop_door()
        former, self._former = self._former, None
        if former is not None:
            former.put_away_door()
        if self._watched is not None:
            self._begin(*self._watched)
        if former is not None and former.waits is not None and self.locker is not None:
            self.locker.lock_now(former.waits)

    def leave(self) -> None:
        """Something else is shown in the place of the log-in."""
        self._drop_door()
        if self.locker is not None:
            self.locker.put_away_door()

    def _begin(self, desk: Desk, context: ShellContext, window: MainWindow) -> None:
        # The window is painted before what locks it is loaded.
        from desktop.ui.locking.lock import Locker

        self.locker = Locker(
            desk=desk,
            context=context,
            window=window,
            failed=self._failed,
            fit=lambda one: self._fit(one, window.isMaximized()),
        )
        self.locker.handed.connect(self._hand_over)
        self.locker.unkept.connect(self.unkept)
        self.locker.back.connect(self.back)
        self.locker.damaged.connect(partial(self.damaged.emit, desk.store.folder))
        self.locker.begin()

    def given_up(self) -> str:
        """What is said once to who comes after the officer whose restore waited behind the lock."""
        given_up, self._given_up = self._given_up, False
        if not given_up:
            return ""
        return _(
            "A restore was still waiting when the register was locked. It was not done, and the"
            " register stands as it was; whoever wants it restores the copy again."
        )

    def _hand_over(self, found: "Resumed") -> None:
        self._given_up = self._watched is not None and self._watched[1].held.holds_swap
        self._take(found)

    def _take(self, found: "Resumed") -> None:
        self.entered.emit(found.desk)

    def _drop_door(self) -> None:
        door, self.door = self.door, None
        if door is not None:
            door.hide()
            door.deleteLater()

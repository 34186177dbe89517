"""The sticks that are plugged in, looked for on the worker every two seconds."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.work import Executor

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions.sticks import Drive, DriveSource

EVERY_MS = 2000


class StickWatch(QObject):
    """``changed`` carries the drives when they are others than before, ``looked`` every time."""

    changed = Signal(object)
    looked = Signal(object)

    def __init__(self, *, work: Executor, source: "DriveSource | None" = None) -> None:
        super().__init__()
        self.source = source
        self._work = work
        self._waiting = False
        self._drives: tuple[Drive, ...] = ()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def drives(self) -> "tuple[Drive, ...]":
        """The drives as they were seen last."""
        return self._drives

    @property
    def writable(self) -> "tuple[Path, ...]":
        """The folders of those that can be written to, as a receipt is."""
        return tuple(one.folder for one in self._drives if not one.read_only)

    def start(self) -> None:
        """Look now and then, until the watch is gone."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more: another window took over."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless the worker has not answered the last time."""
        if not self._waiting:
            self._waiting = True
            self._work.call(partial(_plugged_in, self.source), self._take, self._not_seen)

    def _take(self, found: "tuple[Drive, ...]") -> None:
        self._waiting = False
        before, self._drives = self._drives, found
        if before != found:
            self.changed.emit(found)
        self.looked.emit(found)

    def _not_seen(self, _error: Exception) -> None:
        """A machine that does not answer has no stick; the next look may."""
        self._take(())


def _plugged_in(source: "DriveSource | None") -> "tuple[Drive, ...]":
    # Imported on the worker: the window opens without it.
    from desktop.actions.sticks import removable_drives

    return removable_drives(source)

"""Waste of circles is collected on the window's thread alone, and never for long.

Python collects on whatever thread happens to allocate. A widget that lies in a circle would
then be destroyed on the store's thread while its timers run on the window's, which ends the
program. So automatic collection stays off and a timer of the window's thread does it.

Looking through everything that a year of many units is made of takes a tenth of a second, and the
window stands still meanwhile. So what is many is put aside unlooked at; all of it is looked
through once nobody sits at the window, or when it has become very much.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

INTERVAL = 500
AT_ONCE = 60_000
"""More objects than these are not looked through while somebody may be waiting."""
_MOST_ASIDE = 1_500_000


class Sweeper(QObject):
    """Collects waste on the thread that it was made on, generation by generation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._limits = gc.get_threshold()
        self._new = self._aside = self._kept = 0
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()
        program = QGuiApplication.instance()
        if isinstance(program, QGuiApplication):
            program.applicationStateChanged.connect(self._left)

    def sweep(self) -> int | None:
        """Collect the oldest generation whose limit is passed, at least the youngest; say which.

        None where there was too much to look through and it was put aside.
        """
        counts = gc.get_count()
        self._new += counts[0]
        if self._new > AT_ONCE and counts[0] <= AT_ONCE:
            # Much of what came before has gone again.
            self._new = len(gc.get_objects())
        if self._new > AT_ONCE:
            self._put_aside()
            return None
        passed = [age for age in (2, 1) if counts[age] > self._limits[age]]
        generation = passed[0] if passed else 0
        gc.collect(generation)
        return generation

    def sweep_all(self) -> None:
        """Look through everything, what was put aside too; takes long."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._new = self._aside = 0
        self._kept = gc.get_freeze_count()

    def stop(self) -> None:
        """Leave collecting to Python again; the store's thread must have ended."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _put_aside(self) -> None:
        gc.freeze()
        self._aside += self._new
        self._new = 0
        if self._aside > _MOST_ASIDE:
            self._aside = gc.get_freeze_count() - self._kept
        if self._aside > _MOST_ASIDE:
            self.sweep_all()

    def _left(self, state: Qt.ApplicationState) -> None:
        """Somebody went to another program: nobody waits for this window now."""
        if state is not Qt.ApplicationState.ApplicationActive and self._aside:
            self.sweep_all()

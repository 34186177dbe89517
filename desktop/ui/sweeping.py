"""Waste of circles is collected on the window's thread alone, and never for long.

Python collects on whatever thread happens to allocate. A widget that lies in a circle would
then be destroyed on the store's thread while its timers run on the window's, which ends the
program. So automatic collection stays off and a timer of the window's thread does it.

Looking through everything that a year of many units is made of takes a tenth of a second, and the
window stands still meanwhile. So what is many is put aside unlooked at. It is never taken up
again: a window that went whole, with all its widgets in one circle, is not safely destroyed by
the search for waste, and what is put aside goes by itself when nothing holds it any more.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 500
AT_ONCE = 60_000
"""More objects than these are not looked through."""


class Sweeper(QObject):
    """Collects waste on the thread that it was made on, generation by generation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._limits = gc.get_threshold()
        self._new = 0
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

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
            gc.freeze()
            self._new = 0
            return None
        passed = [age for age in (2, 1) if counts[age] > self._limits[age]]
        generation = passed[0] if passed else 0
        gc.collect(generation)
        return generation

    def stop(self) -> None:
        """Leave collecting to Python again; the store's thread must have ended."""
        self._timer.stop()
        gc.enable()

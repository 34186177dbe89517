"""Waste of circles is collected on the window's thread alone.

Python collects on whatever thread happens to allocate. A widget that lies in a circle would
then be destroyed on the store's thread while its timers run on the window's, which ends the
program. So automatic collection stays off and a timer of the window's thread does it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 500


class Sweeper(QObject):
    """Collects waste on the thread that it was made on, generation by generation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._limits = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> int:
        """Collect the oldest generation whose limit is passed, at least the youngest; say which."""
        counts = gc.get_count()
        passed = [age for age in (2, 1) if counts[age] > self._limits[age]]
        generation = passed[0] if passed else 0
        gc.collect(generation)
        return generation

    def stop(self) -> None:
        """Leave collecting to Python again; the store's thread must have ended."""
        self._timer.stop()
        gc.enable()

"""The window's part of the self-test: opened on a register without being seen, painted, closed."""

import time
from pathlib import Path

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from desktop.actions.setup import holds_data
from desktop.part_trials import PartFailedError
from desktop.ui.design.fonts import FAMILY
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.start import WindowSession

_LONGEST_MS = 15_000
_LOOK_MS = 50
_COLOURS = 20


class WindowTrial:
    """One window from opening to closing, looked at until it is in sight."""

    def __init__(self, app: QApplication, data: Path) -> None:
        if not holds_data(data):
            raise PartFailedError("there is no register to open")
        self.facts: dict[str, str] = {}
        self._app, self._begun = app, time.perf_counter()
        self._wrong = "the window did not come"
        self._session = WindowSession(
            Opening(data), theme=Theme(app, preference="light"), memory=WindowMemory(None)
        )
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def run(self) -> None:
        """Open, look and close.

        Raises:
            PartFailedError: what did not come.
        """
        self._session.finished.connect(self._app.exit)
        self._session.begin()
        self._timer.start()
        QTimer.singleShot(_LONGEST_MS, self._app.quit)
        self._app.exec()
        self._session.end()
        if self._wrong:
            raise PartFailedError(self._wrong)

    def _look(self) -> None:
        window = self._session.window
        if window is None or not window.isVisible():
            return
        self._timer.stop()
        picture = window.grab().toImage()
        families = QFontDatabase.families()
        self._wrong = "" if _colours(picture) >= _COLOURS else "the window is not painted"
        if FAMILY not in families:
            self._wrong = f"the screen font {FAMILY} is not loaded"
        self.facts = {
            "qt": qVersion(),
            "usable after": f"{time.perf_counter() - self._begun:.2f} s",
            "picture": f"{picture.width()} x {picture.height()}, {_colours(picture)} colours",
            "screen font": FAMILY if FAMILY in families else "missing",
            "fonts of the system": str(len(families) - 1),
        }
        self._app.quit()


def _colours(picture: QImage) -> int:
    """How many colours a coarse look at the picture finds; an unpainted window has one or two."""
    step = max(1, picture.width() // 200)
    found = {
        picture.pixel(x, y)
        for y in range(0, picture.height(), step)
        for x in range(0, picture.width(), step)
    }
    return len(found)

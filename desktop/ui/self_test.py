"""The window's part of the self-test, in a process of its own: opened, painted, and closed."""

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.actions.setup import holds_data
from desktop.ui.design.fonts import FAMILY
from desktop.ui.design.theme import Theme, make_application
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.start import WindowSession

_LONGEST_MS = 60_000
_LOOK_MS = 50
_COLOURS = 20
_NOT_SHOWN, _NOT_PAINTED, _NO_FONT = 11, 12, 13


def run_window_test(scratch: Path) -> int:
    """Open the window on the register in ``scratch``; without one, tell about the screens.

    What was found is printed as one line. The exit code is 0 when all is well.
    """
    i18n.install(i18n.DEFAULT_LANGUAGE)
    app = make_application()
    if not holds_data(scratch / "data"):
        return _tell(_screens(app))
    test = _Test(app, Opening(scratch / "data"))
    code = test.run()
    return code or _tell(test.facts)


def _tell(facts: Mapping[str, str]) -> int:
    sys.stdout.write(f"facts {json.dumps(facts)}\n")
    sys.stdout.flush()
    return 0


def _screens(app: QGuiApplication) -> dict[str, str]:
    """Size, points per inch and scale of every screen; how the system calls its platform."""
    found = {"platform": app.platformName(), "screens": str(len(app.screens()))}
    for number, screen in enumerate(app.screens(), start=1):
        size = screen.size()
        found[f"screen {number}"] = (
            f"{size.width()} x {size.height()}, {screen.logicalDotsPerInch():.0f} dpi, "
            f"scale {screen.devicePixelRatio():.2f}"
        )
    return found


class _Test:
    """One window from opening to closing, looked at until it is in sight."""

    def __init__(self, app: QApplication, opening: Opening) -> None:
        self.facts: dict[str, str] = {}
        self._app, self._begun = app, time.perf_counter()
        self._code = _NOT_SHOWN
        self._session = WindowSession(
            opening, theme=Theme(app, preference="light"), memory=WindowMemory(None)
        )
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def run(self) -> int:
        """The code: 0, or what did not come."""
        self._session.finished.connect(self._app.exit)
        self._session.begin()
        self._timer.start()
        QTimer.singleShot(_LONGEST_MS, self._app.quit)
        self._app.exec()
        self._session.end()
        return self._code

    def _look(self) -> None:
        window = self._session.window
        if window is None or not window.isVisible():
            return
        self._timer.stop()
        picture = window.grab().toImage()
        families = QFontDatabase.families()
        self._code = 0 if _colours(picture) >= _COLOURS else _NOT_PAINTED
        if FAMILY not in families:
            self._code = _NO_FONT
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

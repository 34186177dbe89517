"""One officer at the month sheet, in a process of its own: ``DATA``, a store of ten years.

Prints one JSON list of ``[what was done, longest stall in milliseconds]``. A stall is the time in
which the window's thread answered nothing: a timer ticks every millisecond, and the longest gap
between two ticks is taken. It holds at least the slowest handler of any event of that step.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.domain.periods import month_period
from desktop.ui.design.theme import Theme, make_application
from desktop.ui.sessions.lines import Cell
from desktop.ui.sessions.month_tab import MonthTab
from desktop.ui.sessions.paste_dialog import PasteDialog
from desktop.ui.sessions.room import SessionsRoom
from tests.screens.whole_window import WholeWindow

TODAY = date(2026, 10, 14)
MONTH = month_period(2026, 10)
LINES = (
    ("5", "3", "ho", "luat", "ubm", "45", ""),
    ("20", "1, 2, 4", "truyen", "tac hai", "cong an", "120", "loa"),
    ("3/10", "17", "den tung", "luat", "doan", "8", ""),
    ("28", "44-46", "to r", "tac", "hoi lh", "31", "chung"),
)
PASTED_ROWS = 20
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Stalls(QObject):
    """Ticks every millisecond and remembers the longest gap of each step."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[tuple[str, float]] = []
        self._last, self._longest = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @contextmanager
    def during(self, step: str) -> Iterator[None]:
        """Measure what is done inside."""
        self._last, self._longest = time.perf_counter(), 0.0
        yield
        self._tick()
        self.steps.append((step, self._longest * 1000))

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now


class Officer:
    """Types into the sheet by keys alone."""

    def __init__(self, whole: WholeWindow, stalls: Stalls) -> None:
        self._whole, self._stalls = whole, stalls
        # Python owns a dialog once it was answered, and may clear it away on the worker's thread,
        # with its timers still running on this one: here it is kept to the end.
        self._answered: list[PasteDialog] = []

    @property
    def sheet(self) -> MonthTab:
        """The sheet; the room is made at its first visit."""
        room = self._whole.window.room("sessions")
        assert isinstance(room, SessionsRoom)
        return room.page.month

    def come_in(self) -> None:
        """Go to the room for the first time, from the overview."""
        with self._stalls.during("open"):
            self._whole.window.show_room("sessions")
            self._whole.until_idle()
        self.sheet.view.setFocus()
        self._whole.until_idle()

    def type_line(self, cells: tuple[str, ...]) -> None:
        """A whole line at the end of the sheet: letters, what is offered, Enter; it is saved."""
        view = self.sheet.view
        view.go_to(self.sheet.model.rowCount() - 1, Cell.DAY)
        self._whole.until_idle()
        for number, text in enumerate(cells):
            for letter in text:
                self.press("type", letter)
            self.press("type", Qt.Key.Key_Tab if number % 2 else Qt.Key.Key_Return)

    def walk(self) -> None:
        """The arrows, through lines and cells."""
        for key in (Qt.Key.Key_Up,) * 12 + (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.press("walk", key)
        for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End):
            self.press("walk", key)

    def paste(self) -> None:
        """Twenty rows copied from Excel, looked at and written."""
        rows = [
            f"{1 + row % 14}/10\tTổ dân phố {row + 1}\tHội nghị\tLuật Phòng, chống ma túy\t"
            f"Đoàn TN\t{30 + row}\t"
            for row in range(PASTED_ROWS)
        ]
        QGuiApplication.clipboard().setText("\n".join(rows))
        view, model = self.sheet.view, self.sheet.model
        view.go_to(model.rowCount() - 1, Cell.DAY)
        self._whole.until_idle()
        before = model.rowCount()
        agree = QTimer(view)
        agree.timeout.connect(self._agree)
        agree.start(100)
        self.press("paste", Qt.Key.Key_V, _CONTROL)
        agree.stop()
        # Without a window manager nobody makes the window active again after the dialog.
        self._whole.window.activateWindow()
        view.setFocus()
        self._whole.until_idle()
        assert model.rowCount() == before + PASTED_ROWS, model.rowCount() - before

    def undo(self) -> None:
        """Take the paste back, and do it again."""
        before = self.sheet.model.rowCount()
        self.press("undo", Qt.Key.Key_Z, _CONTROL)
        assert self.sheet.model.rowCount() == before - PASTED_ROWS
        self.press("undo", Qt.Key.Key_Y, _CONTROL)
        assert self.sheet.model.rowCount() == before

    def press(
        self,
        step: str,
        key: Qt.Key | str,
        modifiers: Qt.KeyboardModifier = _NO_KEYS,
    ) -> None:
        """One key to whatever has the focus, and all that follows from it."""
        target = QApplication.focusWidget() or self.sheet.view
        with self._stalls.during(step):
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key, modifiers)
            self._whole.until_idle(20)

    def _agree(self) -> None:
        """Write what the check before pasting shows."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, PasteDialog) and window.isVisible():
                self._answered.append(window)
                window.do_button.click()


def main(data: str) -> None:
    """A morning's work: come in, type, walk about, paste, take back."""
    i18n.install("vi")
    theme = Theme(make_application(), preference="light")
    whole = WholeWindow(Path(data), theme=theme, day=TODAY)
    whole.context.set_month(MONTH)
    whole.until_idle()
    stalls = Stalls()
    officer = Officer(whole, stalls)
    officer.come_in()
    before = officer.sheet.model.rowCount()
    for cells in LINES:
        officer.type_line(cells)
    assert officer.sheet.model.rowCount() == before + len(LINES)
    officer.walk()
    officer.paste()
    officer.undo()
    whole.close()
    print(json.dumps(stalls.steps))


if __name__ == "__main__":
    main(sys.argv[1])

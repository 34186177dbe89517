"""A commune of 12 October 2026, and hands that type into its window."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.commune import CommuneProfile

PROFILE = CommuneProfile(
    name="Phường Hương Trà",
    code="19996",
    valid_from=date(2025, 7, 1),
    superior="Thành phố Huế",
    first_month="2026-01",
)


class StandingClock:
    """The 12th of October 2026, eight in the morning in Huế."""

    def now(self) -> datetime:
        return datetime(2026, 10, 12, 1, 0, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 10, 12)


class Hands:
    """Press keys where the keys go; each event carries its letter, as those of a keyboard do."""

    def target(self) -> QWidget:
        """Where the keys go."""
        raise AssertionError("nobody said where the keys go")

    def press(
        self,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key and let it go."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.target(), QKeyEvent(kind, key, modifiers, text))

    def type(self, text: str) -> None:
        """Type letters one by one."""
        for letter in text:
            self.press(Qt.Key.Key_unknown, letter)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return, "\r")

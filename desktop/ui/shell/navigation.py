"""The rooms at the left, in order; those seldom needed below a line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout

from desktop.i18n import _
from desktop.ui.shell.room import RoomEntry
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Line

_AROUND_NAME = 8 + 8 + 2 * 12 + 4
"""Margins of the column, padding and frame of a button, and a little air."""


class Navigation(QFrame):
    """``chosen`` carries the key of a room."""

    chosen = Signal(str)

    def __init__(self, rooms: Sequence[RoomEntry]) -> None:
        super().__init__()
        entries = [room for room in rooms if room.listed]
        self.setProperty("kind", "bar")
        self.setAccessibleName(_("Rooms of the window"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 8)
        self._column.setSpacing(2)
        for entry in (one for one in entries if not one.low):
            self._add(entry)
        if any(entry.low for entry in entries):
            line = QHBoxLayout()
            line.setContentsMargins(8, 10, 8, 8)
            line.addWidget(Line())
            self._column.addLayout(line)
        for entry in (one for one in entries if one.low):
            self._add(entry)
        self._column.addStretch(1)

    def needed_width(self) -> int:
        """The width at which no name of a room is cut, the one in sight (strong) included."""
        widest = 0
        for button in self._buttons.values():
            font = QFont(button.font())
            font.setWeight(QFont.Weight.DemiBold)
            widest = max(widest, QFontMetrics(font).horizontalAdvance(button.text()))
        return widest + _AROUND_NAME

    def mark(self, key: str) -> None:
        """Show that the room ``key`` is in sight; a room that is not listed marks none."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ and ↑ move between the rooms."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _add(self, entry: RoomEntry) -> None:
        button = Button(_(entry.title), kind="room")
        button.setCheckable(True)
        number = len(self._buttons) + 1
        if number <= 9:
            button.setToolTip(f"Ctrl+{number}")
        button.clicked.connect(lambda _checked=False, key=entry.key: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[entry.key] = button
        self._column.addWidget(button)

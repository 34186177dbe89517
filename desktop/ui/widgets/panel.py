"""The white card with rounded corners on which a screen lays its things."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.text import Line, Text


class Panel(QFrame):
    """A card with an optional title and actions at the title's right.

    ``body`` takes the content. ``flush`` lets rows and tables reach the card's edges.
    """

    def __init__(self, title: str = "", *, flush: bool = False, line: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._title = Text(title, look="strong")
        self._head = QWidget()
        self._actions = QHBoxLayout(self._head)
        self._actions.setContentsMargins(16, 10, 12, 8)
        self._actions.setSpacing(8)
        self._actions.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        outer.addWidget(self._head)
        self._head.setVisible(bool(title))
        if title and line:
            outer.addWidget(Line())
        self.body = QVBoxLayout()
        if flush:
            self.body.setContentsMargins(0, 0, 0, 4)
            self.body.setSpacing(0)
        else:
            self.body.setContentsMargins(16, 12, 16, 16)
            self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Say something else at the card's head."""
        self._title.setText(title)
        self._head.setVisible(bool(title))
        self.setAccessibleName(title)

    def add_action(self, button: QWidget) -> None:
        """Put a button at the right of the title."""
        self._actions.addWidget(button)
        self._head.setVisible(True)

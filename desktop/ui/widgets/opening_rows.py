"""Rows that open something: Enter and click open one, the arrow keys move between them."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.layouts import clear_layout


class OpeningRow(QAbstractButton):
    """One row; ``target`` is what its opening carries, ``last`` that no hairline stands below."""

    def __init__(self, text: str, *, target: object, theme: Theme, last: bool) -> None:
        super().__init__()
        self.target, self._theme, self._last = target, theme, last
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_ground(self, painter: QPainter) -> None:
        """Show that the row has the focus, or that the mouse is above it; and the hairline."""
        area = self.rect().adjusted(0, 0, 0, -1)
        if self.hasFocus() or self.underMouse():
            role = Role.ACCENT_SOFT if self.hasFocus() else Role.HOVER
            painter.fillRect(area, self._theme.colour(role))
        if self.hasFocus():
            painter.fillRect(QRect(0, 0, 3, area.height()), self._theme.colour(Role.ACCENT))
        if not self._last:
            line = QRect(0, area.height(), area.width(), 1)
            painter.fillRect(line, self._theme.colour(Role.LINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrow keys move to the neighbouring row."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)


R = TypeVar("R", bound=OpeningRow)


class OpeningColumn(QWidget, Generic[R]):
    """Such rows below each other; ``opened`` carries the target of the one opened."""

    opened = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[R, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows in order."""
        return self._rows

    def put(self, rows: Sequence[R]) -> None:
        """Show these rows instead of the former ones; the focus stays at its place."""
        # Of the window, not of the screen: it may not have been shown yet.
        there = self.window().focusWidget()
        focused = next((number for number, row in enumerate(self._rows) if row is there), None)
        clear_layout(self._layout)
        self._rows = tuple(rows)
        for row in self._rows:
            row.clicked.connect(lambda _checked=False, to=row.target: self.opened.emit(to))
            self._layout.addWidget(row)
        self._layout.addStretch(1)
        if focused is not None and self._rows:
            row = self._rows[min(focused, len(self._rows) - 1)]
            row.show()  # what is not yet shown takes no focus
            row.setFocus()

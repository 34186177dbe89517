"""What the parts of the room have in common: they scroll, and Tab goes through them in order."""

from collections.abc import Iterable
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Line, Text

_SCROLL_BAR = 14


def order_keys(parts: Iterable[QWidget]) -> None:
    """Let Tab go through these parts one after the other; all stand in one window."""
    stops = [stop for part in parts for stop in _key_stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _key_stops(part: QWidget) -> list[QWidget]:
    """What Tab stops at in a part, in the order in which it was made."""
    inside = cast("list[QWidget]", part.findChildren(QWidget))
    return [
        one
        for one in (part, *inside)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.window() is part.window()
    ]


class TitledSide(Panel):
    """A side with its name above it; where it has a tab, that is its title."""

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__(flush=True)
        self.setAccessibleName(title)
        heading, line = Text(title, look="strong"), Line()
        heading.setContentsMargins(16, 12, 12, 10)
        self._own_title = (heading, line)
        for part in self._own_title:
            self.body.addWidget(part)
        self.body.addWidget(Side(content), 1)

    def show_title(self, *, shown: bool) -> None:
        """Show its name, or leave it to the tab."""
        for part in self._own_title:
            part.setVisible(shown)


class Side(QScrollArea):
    """Large text and low windows scroll a side; nothing is cut, and it is never too narrow."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """As wide as its content must be, as low as need be."""
        usual = super().minimumSizeHint()
        needed = self.widget().minimumSizeHint().width() + _SCROLL_BAR
        return QSize(max(usual.width(), needed), usual.height())

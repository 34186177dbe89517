"""Flat tabs: words in a row, the chosen one strong."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.flow import FlowLayout

_GAP = 14


class _Tab(Button):
    """As wide as its strong text, so that nothing moves when it is chosen."""

    def sizeHint(self) -> QSize:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(self.text()) + 10
        return QSize(width, super().sizeHint().height())


class Tabs(QWidget):
    """``chosen`` carries the number of the tab; ← and → move between tabs.

    Where they ``wrap``, those that find no room go on in a line below.
    """

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], *, wrap: bool = False) -> None:
        super().__init__()
        row = FlowLayout(self, gap=_GAP, below=0) if wrap else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self._group = QButtonGroup(self)
        for number, title in enumerate(titles):
            button = _Tab(title, kind="tab")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            row.addWidget(button)
        if isinstance(row, QHBoxLayout):
            row.addStretch(1)
        self._group.idToggled.connect(self._take_keyboard)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        """The number of the chosen tab."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Choose a tab, as if it had been clicked."""
        self._group.button(number).click()

    def set_title(self, number: int, title: str) -> None:
        """Rename a tab."""
        self._group.button(number).setText(title)

    def _take_keyboard(self, number: int, chosen: bool) -> None:  # noqa: FBT001  a signal's slot
        """The keyboard is with the chosen tab, never beside it."""
        if chosen and any(one.hasFocus() for one in self._group.buttons()):
            self._group.button(number).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        target = self._group.button((self.current + step) % len(self._group.buttons()))
        target.setFocus(Qt.FocusReason.TabFocusReason)
        target.click()

"""The screen: three steps at the left, files sent and receipts at the right."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.design.tokens import Type
from desktop.ui.sending.content import RemarkedPeriod
from desktop.ui.sending.file_page import FilePage
from desktop.ui.sending.side import AnswersPanel, HistoryPanel, RemarksPanel
from desktop.ui.sending.what_page import WhatPage
from desktop.ui.sending.where_page import WherePage
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text

WHAT, WHERE, FILE = 0, 1, 2
_SIDE_BY_SIDE = 960
_SIDE_WIDTH = 430
_LOW = 440
"""Below this height the head of the steps alone asks which periods are sent."""


class StepHead(QWidget):
    """ "1 Gửi kỳ nào   2 Ghi vào đâu   3 Xong": the current one strong."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        titles = (_("Which periods"), _("Where to"), _("Done"))
        self._titles = [
            Text(_("{number}. {title}").format(number=number, title=title), look="soft")
            for number, title in enumerate(titles, start=1)
        ]
        for title in self._titles:
            row.addWidget(title)
        row.addStretch(1)

    def show_step(self, step: int) -> None:
        """Mark the current step."""
        for number, title in enumerate(self._titles):
            title.look_like("strong" if number == step else "soft")


class StepStack(QStackedWidget):
    """As high as the step in sight asks for: another one's height would push its button away."""

    def sizeHint(self) -> QSize:
        """What the step in sight would like."""
        return self._of_current(lambda step: step.sizeHint())

    def minimumSizeHint(self) -> QSize:
        """What the step in sight needs."""
        return self._of_current(lambda step: step.minimumSizeHint())

    def hasHeightForWidth(self) -> bool:
        """Whether the sentences of the step in sight wrap."""
        return self.currentWidget().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """The height of the step in sight, its sentences wrapped."""
        return self.currentWidget().heightForWidth(width)

    def setCurrentIndex(self, index: int) -> None:
        """Show a step, and ask for its height."""
        super().setCurrentIndex(index)
        self.updateGeometry()

    def _of_current(self, hint: Callable[[QWidget], QSize]) -> QSize:
        return hint(self.currentWidget()) if self.currentWidget() is not None else QSize()


class SendingPage(QScrollArea):
    """Lays the side below the steps where the window is narrow."""

    def __init__(self, context: ShellContext) -> None:
        super().__init__()
        self.what, self.where, self.file = WhatPage(context), WherePage(context), FilePage()
        self.history, self.answers = HistoryPanel(context), AnswersPanel(context)
        self.remarks = RemarksPanel(context)
        self.head = StepHead()
        self._stack = StepStack()
        for page in (self.what, self.where, self.file):
            self._stack.addWidget(page)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(16)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._theme = context.theme
        self._side = self._lay_side()
        self._parts.addWidget(self._lay_left(), 1)
        self._parts.addWidget(self._side)
        content = QWidget()
        content.setLayout(self._parts)
        content.setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        self.file.said.connect(lambda: QTimer.singleShot(0, self, self._show_words))

    def come_back(self) -> None:
        """The room is in sight again: from its top, the focus on what its step is about."""
        self.to_top()
        if not self.isAncestorOf(self.window().focusWidget()):
            return
        if self.step == WHERE:
            self.where.start()
            return
        first: QWidget = self.file if self.step == FILE else self.what.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_remarks(self, found: tuple[RemarkedPeriod, ...]) -> None:
        """Show what the superior asks; what it asks anew is brought to sight."""
        anew = self.remarks.show_remarks(found)
        if not anew:
            return
        self.to_top()
        button = self.remarks.button_of(anew[0])
        if button is not None and self.answers.isAncestorOf(self.window().focusWidget()):
            # Once it is there: it was made just now.
            QTimer.singleShot(0, button, button.setFocus)

    def to_top(self) -> None:
        """Scroll up, once everything lies where it belongs too."""
        self.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))

    def _show_words(self) -> None:
        """The big words stay in sight, whatever the focus scrolled to."""
        if self.step == FILE and self.isVisible():
            self.ensureWidgetVisible(self.file.sentence, 0, 0)
            self.ensureWidgetVisible(self.file.big, 0, 8)

    @property
    def step(self) -> int:
        """The step in sight: WHAT, WHERE or FILE."""
        return self._stack.currentIndex()

    def go(self, step: int) -> None:
        """Show a step; the focus goes along when it was in the step before."""
        along = self._stack.isAncestorOf(self.window().focusWidget())
        changed = step != self.step
        self._stack.setCurrentIndex(step)
        if changed and step == FILE and along:
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)
        if changed:
            self._make_room(self.height())
            # What loses the focus by hiding may have scrolled the screen away.
            self.verticalScrollBar().setValue(0)
        self.head.show_step(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room; a low window keeps the first step's button in sight."""
        super().resizeEvent(event)
        self._make_room(event.size().height())
        scale = self._theme.tokens.type.text / Type().text
        wide = event.size().width() >= _SIDE_BY_SIDE * scale
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(side if wide else below)
        width = min(round(_SIDE_WIDTH * scale), event.size().width() * 2 // 5)
        self._side.setMinimumWidth(width if wide else 0)
        self._side.setMaximumWidth(width if wide else 16_777_215)

    def _make_room(self, height: int) -> None:
        """What the superior asks stands above the first step alone where the window is low."""
        room = height >= _LOW
        self.what.heading.setVisible(room)
        self.remarks.setVisible(bool(self.remarks.shown) and (room or self.step == WHAT))

    def _lay_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        panel = Panel()
        panel.body.setContentsMargins(24, 16, 24, 20)
        panel.body.setSpacing(14)
        panel.body.addWidget(self.head)
        panel.body.addWidget(self._stack, 1)
        # Above the steps: what the superior returned is the first work, and never below the edge.
        column.addWidget(self.remarks)
        column.addWidget(panel, 1)
        return left

    def _lay_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.answers)
        column.addWidget(self.history, 1)
        return side

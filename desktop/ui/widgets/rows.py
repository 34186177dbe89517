"""Rows of sentences: what is to be done, and the figures of the month."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.opening_rows import OpeningColumn, OpeningRow
from desktop.ui.widgets.text import Line, Text

_TEXT_LEFT = 34


class Mark(StrEnum):
    """The sign before a sentence: something missing, a question, trouble, or done."""

    RING = "ring"
    QUESTION = "question"
    TROUBLE = "trouble"
    DONE = "done"


_MARK_ROLES = {
    Mark.RING: Role.DUE,
    Mark.QUESTION: Role.DUE,
    Mark.TROUBLE: Role.TROUBLE,
    Mark.DONE: Role.MET,
}


class WorkItem(NamedTuple):
    """One sentence of the work list; ``target`` is what its opening carries."""

    sentence: str
    action: str = ""
    mark: Mark = Mark.RING
    target: object = None


class WorkRow(OpeningRow):
    """One row of the work list: mark, sentence, action."""

    def __init__(self, item: WorkItem, *, theme: Theme, last: bool) -> None:
        super().__init__(item.sentence, target=item.target, theme=theme, last=last)
        self._item = item
        self.setAccessibleName(item.sentence)
        self.setAccessibleDescription(item.action)

    @property
    def item(self) -> WorkItem:
        """What the row says."""
        return self._item

    def sizeHint(self) -> QSize:
        """As high as a table row and a hairline."""
        return QSize(240, self._theme.tokens.shape.row_height + 3)

    def minimumSizeHint(self) -> QSize:
        """Sentences wrap where the row is narrow."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become as high as the sentence needs at this width."""
        super().resizeEvent(event)
        needed = self._text_area(QRect(0, 0, self._text_width(), 1000)).height() + 14
        self.setFixedHeight(max(self.sizeHint().height(), needed))

    def _text_area(self, room: QRect) -> QRect:
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        return QFontMetrics(self._theme.font()).boundingRect(room, flags, self._item.sentence)

    def _text_width(self) -> int:
        return max(40, self.width() - _TEXT_LEFT - self._action_width())

    def _action_width(self) -> int:
        if not self._item.action:
            return 16
        return QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(self._item.action) + 48

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        self.paint_ground(painter)
        paint_mark(painter, QPointF(22, self.height() / 2), self._item.mark, theme)
        self._paint_action(painter)
        painter.setPen(theme.colour(Role.INK))
        painter.setFont(theme.font())
        room = QRect(_TEXT_LEFT, 0, self._text_width(), self.height() - 1)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._item.sentence)
        painter.end()

    def _paint_action(self, painter: QPainter) -> None:
        """Paint the action at the right edge."""
        if not self._item.action:
            return
        font = self._theme.font(bold=True)
        width = QFontMetrics(font).horizontalAdvance(self._item.action)
        painter.setFont(font)
        painter.setPen(self._theme.colour(Role.ACCENT))
        area = QRect(self.width() - width - 36, 0, width + 2, self.height() - 1)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._item.action)
        arrow = self._theme.pixmap("corner-down-left", Role.ACCENT, 14)
        painter.drawPixmap(self.width() - 30, (self.height() - 15) // 2, arrow)


def paint_mark(painter: QPainter, centre: QPointF, mark: Mark, theme: Theme) -> None:
    """Paint a mark of 10 pixels: each has a shape of its own beside its colour."""
    colour = theme.colour(_MARK_ROLES[mark])
    if mark is Mark.RING:
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 4.4, 4.4)
    elif mark is Mark.QUESTION:
        _paint_sign(painter, centre, "?", colour, theme)
    elif mark is Mark.TROUBLE:
        _paint_sign(painter, centre, "!", colour, theme)
    else:
        size = 14
        corner = QPointF(centre.x() - size / 2, centre.y() - size / 2)
        painter.drawPixmap(corner, theme.pixmap("check", _MARK_ROLES[mark], size))


def _paint_sign(
    painter: QPainter, centre: QPointF, sign: str, colour: QColor, theme: Theme
) -> None:
    painter.setPen(colour)
    painter.setFont(theme.font(theme.tokens.type.small, bold=True))
    box = QRectF(centre.x() - 8, centre.y() - 10, 16, 20)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)


class WorkList(OpeningColumn[WorkRow]):
    """Sentences, the most urgent first."""

    def show_items(self, items: Sequence[WorkItem]) -> None:
        """Show these sentences instead of the former ones."""
        last = len(items) - 1
        self.put(
            [
                WorkRow(item, theme=self._theme, last=number == last)
                for number, item in enumerate(items)
            ]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the month: the big number, what it is, and what to compare it with."""

    value: str
    label: str
    note: str = ""


class FigureList(QWidget):
    """The figures of the month, one a row."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures instead of the former ones."""
        clear_layout(self._grid)
        for number, figure in enumerate(figures):
            if number:
                self._grid.addWidget(Line(), number * 2 - 1, 0)
            self._grid.addWidget(FigureRow(figure), number * 2, 0)
        self._grid.setRowStretch(len(figures) * 2, 1)


class FigureRow(QWidget):
    """One figure: "19/23", "tổ có ít nhất một buổi", "tháng trước 23/23"."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        row = QGridLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setHorizontalSpacing(12)
        value = Text(figure.value, look="title")
        value.setMinimumWidth(72)
        row.addWidget(value, 0, 0)
        row.addWidget(Text(figure.label, wrap=True), 0, 1)
        row.addWidget(Text(figure.note, look="soft"), 0, 2)
        row.setColumnStretch(1, 1)
        self.setAccessibleName(f"{figure.value} {figure.label}")

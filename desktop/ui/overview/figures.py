"""The figures of the month as rows that open: the number, what it is, what to compare it with."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.opening_rows import OpeningColumn, OpeningRow

_EDGE = 16
_ROOM_FOR_NOTES = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigure:
    """A figure: "19/23", "tổ có ít nhất một buổi", the lines at its right, what it opens."""

    value: str
    label: str
    notes: tuple[str, ...] = ()
    tip: str = ""
    target: object = None


class FigureRow(OpeningRow):
    """One figure; its opening shows what it is made of."""

    def __init__(self, figure: MonthFigure, *, theme: Theme, width: int, last: bool) -> None:
        super().__init__(figure.value, target=figure.target, theme=theme, last=last)
        self._figure, self._value_width = figure, width
        self.setToolTip("\n".join((figure.tip, *figure.notes)))
        self.setAccessibleName(f"{figure.value} {figure.label}")
        self.setAccessibleDescription(". ".join((*figure.notes, figure.tip)))

    @property
    def figure(self) -> MonthFigure:
        """What the row says."""
        return self._figure

    def sizeHint(self) -> QSize:
        """Room for the big number or for the lines at the right."""
        small = QFontMetrics(self._theme.font(self._theme.tokens.type.small)).height()
        lines = max(len(self._figure.notes), 1)
        label = 2 * QFontMetrics(self._theme.font()).height() + 10
        lowest = self._theme.tokens.shape.row_height + 13
        return QSize(320, max(lowest, label, lines * small + 12))

    def minimumSizeHint(self) -> QSize:
        """The label is cut with an ellipsis when the row is narrow."""
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        theme, area = self._theme, self.rect().adjusted(0, 0, 0, -1)
        self.paint_ground(painter)
        painter.setPen(theme.colour(Role.INK))
        painter.setFont(theme.font(theme.tokens.type.title, bold=True))
        painter.drawText(area.adjusted(_EDGE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        right = self._paint_notes(painter, area)
        self._paint_label(painter, area.adjusted(_EDGE + self._value_width + 16, 0, -right - 10, 0))
        painter.end()

    def _paint_label(self, painter: QPainter, room: QRect) -> None:
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour(Role.INK))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, self._figure.label)

    def _paint_notes(self, painter: QPainter, area: QRect) -> int:
        """Paint the lines at the right edge; return the width they take."""
        font = self._theme.font(self._theme.tokens.type.small)
        metrics = QFontMetrics(font)
        notes = self._figure.notes if self.width() >= _ROOM_FOR_NOTES else ()
        painter.setFont(font)
        painter.setPen(self._theme.colour(Role.SOFT))
        top = area.top() + (area.height() - len(notes) * metrics.height()) // 2
        for number, note in enumerate(notes):
            line = QRect(0, top + number * metrics.height(), area.width() - _EDGE, metrics.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, note)
        return (
            0
            if not notes
            else _EDGE + max((metrics.horizontalAdvance(note) for note in notes), default=0)
        )


class FigureColumn(OpeningColumn[FigureRow]):
    """The figures of the month."""

    def show_figures(self, figures: Sequence[MonthFigure]) -> None:
        """Show these figures instead of the former ones."""
        big = QFontMetrics(self._theme.font(self._theme.tokens.type.title, bold=True))
        width = max((big.horizontalAdvance(figure.value) for figure in figures), default=0)
        self.put(
            [
                FigureRow(one, theme=self._theme, width=max(width, 64), last=one is figures[-1])
                for one in figures
            ]
        )

"""Boxes to tick and ways to choose, with signs that are seen in every set of colours."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role

_SIGN = 16
_GAP = 8


class TickBox(QCheckBox):
    """A box with a sentence; the space bar turns it."""

    def __init__(self, text: str, *, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme

    def sizeHint(self) -> QSize:
        """Sign, gap and sentence."""
        return _size(self, self._theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box and sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, (self.height() - _SIGN) / 2 + 0.5, _SIGN - 1, _SIGN - 1)
        ticked = self.isChecked()
        _choose_pen(painter, self, self._theme, filled=ticked)
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            sign = self._theme.pixmap("check", Role.ON_ACCENT, 14)
            painter.drawPixmap(QPointF(box.left() + 0.5, box.top() + 0.5), sign)
        _paint_words(painter, self, self._theme)
        painter.end()


class WayButton(QRadioButton):
    """One of several ways; the arrow keys move between them."""

    def __init__(self, text: str, *, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme

    def sizeHint(self) -> QSize:
        """Sign, gap and sentence."""
        return _size(self, self._theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ring and sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(_SIGN / 2 + 1, self.height() / 2)
        _choose_pen(painter, self, self._theme, filled=self.isChecked())
        painter.drawEllipse(centre, 7.5, 7.5)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Role.ON_ACCENT))
            painter.drawEllipse(centre, 3, 3)
        _paint_words(painter, self, self._theme)
        painter.end()


def _choose_pen(painter: QPainter, button: QAbstractButton, theme: Theme, *, filled: bool) -> None:
    live = button.isEnabled()
    edge = Role.ACCENT if live and (filled or button.hasFocus()) else Role.HINT
    painter.setPen(QPen(theme.colour(edge), 2 if button.hasFocus() else 1))
    inside = (Role.ACCENT if live else Role.HINT) if filled else Role.PAPER
    painter.setBrush(theme.colour(inside))


def _paint_words(painter: QPainter, button: QAbstractButton, theme: Theme) -> None:
    painter.setPen(theme.colour(Role.INK if button.isEnabled() else Role.HINT))
    painter.setFont(theme.font())
    room = QRect(_SIGN + _GAP + 2, 0, button.width() - _SIGN - _GAP - 2, button.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, button.text())
    if button.hasFocus():
        words = painter.fontMetrics().horizontalAdvance(button.text())
        line = QRect(room.left(), (button.height() + 18) // 2, words, 1)
        painter.fillRect(line, theme.colour(Role.ACCENT))


def _size(button: QAbstractButton, theme: Theme) -> QSize:
    metrics = QFontMetrics(theme.font())
    width = _SIGN + _GAP + metrics.horizontalAdvance(button.text()) + 6
    return QSize(width, max(24, metrics.height() + 6))

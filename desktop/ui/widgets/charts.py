"""A year as columns, walked through with the arrow keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QToolTip,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.chart_painting import column_box, paint_column, paint_foot
from desktop.ui.widgets.chart_view import (
    ChartView,
    MonthColumn,
    Standing,
    sentence,
    short_text,
    unit_text,
)

_PLAIN_SIZE = QSize(640, 220)
_LEAST_SIZE = QSize(320, 150)
_COLUMN_SHARE, _WIDEST = 0.56, 34.0
_FOOT_SIZE = 1.5
_GAP = 8.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where the plot lies in the widget, in pixels."""

    plot: QRectF
    pitch: float

    def place(self, number: int) -> QRectF:
        """The strip of a column, from the top of the plot down to its label."""
        left = self.plot.left() + self.pitch * number
        return QRectF(left, self.plot.top(), self.pitch, self.plot.height())


class ColumnChart(QWidget):
    """Columns with their figures above them and the target as a dashed line.

    ← → Home End move, Enter and double click send ``opened`` with the id of the column;
    ``chosen`` is sent whenever another column becomes the current one.
    """

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme, self._view = theme, ChartView()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.keep(self, self.update)

    @property
    def view(self) -> ChartView:
        """What is shown."""
        return self._view

    @property
    def current(self) -> MonthColumn | None:
        """The column that the arrow keys have reached."""
        return self._view.columns[self._at] if 0 <= self._at < len(self._view.columns) else None

    def show_view(self, view: ChartView) -> None:
        """Show this chart; the column that was current stays so if it is still there."""
        ids = [column.id for column in view.columns]
        kept = self.current.id if self.current else view.current
        self._view = view
        self._at = ids.index(kept) if kept in ids else len(ids) - 1
        self.setAccessibleName(view.title or _("Chart"))
        self._describe()
        self.update()

    def go_to(self, number: int) -> None:
        """Make a column the current one; numbers beyond the ends stay at the ends."""
        number = max(0, min(number, len(self._view.columns) - 1))
        if not self._view.columns or number == self._at:
            return
        self._at = number
        self._describe()
        self.update()
        column = self._view.columns[number]
        self.chosen.emit(column.id)
        if self.hasFocus():
            words = QAccessibleAnnouncementEvent(self, sentence(self._view, column))
            QAccessible.updateAccessibility(words)

    def sizeHint(self) -> QSize:
        """Room for twelve columns with their figures."""
        return _PLAIN_SIZE

    def minimumSizeHint(self) -> QSize:
        """Narrower than this the figures above the columns would touch."""
        return _LEAST_SIZE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End jump, Enter opens."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go_to(self._at + _STEPS[key])
        elif key in _ENDS:
            self.go_to(_ENDS[key] % max(1, len(self._view.columns)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit(self.current.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes the column current."""
        number = self._number_at(event.position())
        if number is not None:
            self.go_to(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the column."""
        number = self._number_at(event.position())
        if number is not None:
            self.opened.emit(self._view.columns[number].id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tooltips are the sentences of the columns."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._number_at(QPointF(event.pos()))
            said = "" if number is None else sentence(self._view, self._view.columns[number])
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart, or say that there is nothing to draw."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.empty:
            self._paint_nothing(painter)
        else:
            ground = self._ground()
            self._paint_lines(painter, ground)
            self._paint_columns(painter, ground)
            self._paint_target(painter, ground)
            self._paint_figures(painter, ground)
        painter.end()

    def _describe(self) -> None:
        column = self.current
        self.setAccessibleDescription(sentence(self._view, column) if column else "")

    def _number_at(self, spot: QPointF) -> int | None:
        if self._view.empty:
            return None
        ground = self._ground()
        number = int((spot.x() - ground.plot.left()) // ground.pitch)
        return number if 0 <= number < len(self._view.columns) else None

    @property
    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(self._theme.tokens.type.small))

    @property
    def _target_words(self) -> tuple[str, ...]:
        if self._view.target is None:
            return ()
        return _("Target line"), short_text(self._view, self._view.target)

    def _ground(self) -> _Ground:
        """The plot: beside the numbers of the lines, above the months, left of the target."""
        metrics, view = self._metrics, self._view
        line = metrics.height()
        ticks = (metrics.horizontalAdvance(short_text(view, tick)) for tick in view.scale.ticks)
        words = (metrics.horizontalAdvance(word) for word in self._target_words)
        left = max(ticks, default=0.0) + _GAP
        right = max(words, default=-_GAP) + _GAP
        top = line + 4 + (line + 2 if unit_text(view) else 0)
        # A column that hangs down to the end has its figure between it and the month.
        below = 2 * line if view.scale.bottom < 0 else line
        high = self.height() - top - below - 8
        plot = QRectF(left, top, self.width() - left - right - 1, high)
        return _Ground(plot, plot.width() / max(1, len(view.columns)))

    def _y(self, value: Decimal, ground: _Ground) -> float:
        return ground.plot.bottom() - ground.plot.height() * self._view.scale.share(value)

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour(Role.SOFT))
        said = _("There are no figures yet. The chart is drawn from the first month entered.")
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(24, 0, -24, 0), flags, said)

    def _paint_lines(self, painter: QPainter, ground: _Ground) -> None:
        theme, view = self._theme, self._view
        painter.setFont(theme.font(theme.tokens.type.small))
        unit = unit_text(view)
        if unit:
            painter.setPen(theme.colour(Role.SOFT))
            painter.drawText(QPointF(0, self._metrics.ascent()), unit)
        for tick in view.scale.ticks:
            y = round(self._y(tick, ground)) + 0.5
            painter.setPen(QPen(theme.colour(Role.EDGE if tick == 0 else Role.COMING), 1))
            painter.drawLine(QPointF(ground.plot.left(), y), QPointF(ground.plot.right(), y))
            painter.setPen(theme.colour(Role.HINT))
            room = QRectF(0, y - 10, ground.plot.left() - _GAP, 20)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, right, short_text(view, tick))

    def _boxes(self, ground: _Ground) -> Iterator[tuple[int, MonthColumn, QRectF, QRectF]]:
        """Every column with its strip and its box."""
        zero = round(self._y(Decimal(0), ground)) + 0.5
        width = min(ground.pitch * _COLUMN_SHARE, _WIDEST)
        for number, column in enumerate(self._view.columns):
            place = ground.place(number)
            end = zero if column.value is None else self._y(column.value, ground)
            box = column_box(place.center().x(), width, zero, end, column)
            yield number, column, place, box

    def _paint_columns(self, painter: QPainter, ground: _Ground) -> None:
        zero = round(self._y(Decimal(0), ground)) + 0.5
        for number, column, place, box in self._boxes(ground):
            if number == self._at:
                self._paint_band(painter, place)
            if column.value is None:
                foot = QPointF(place.center().x(), zero)
                paint_foot(painter, foot, column.standing, self._theme, size=_FOOT_SIZE)
            else:
                hanging = column.value < 0
                paint_column(painter, box, column.standing, self._theme, hanging=hanging)

    def _paint_band(self, painter: QPainter, place: QRectF) -> None:
        """The column where the keys are; its frame is seen only while the chart has the keys."""
        top = place.top() - self._metrics.height() - 3
        band = QRectF(place.left() + 1, top, place.width() - 2, self.height() - top - 1)
        painter.setBrush(self._theme.colour(Role.ACCENT_SOFT))
        frame = QPen(self._theme.colour(Role.ACCENT), 1.5)
        painter.setPen(frame if self.hasFocus() else QPen(Qt.PenStyle.NoPen))
        painter.drawRoundedRect(band, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_target(self, painter: QPainter, ground: _Ground) -> None:
        target = self._view.target
        if target is None:
            return
        theme, y = self._theme, round(self._y(target, ground)) + 0.5
        pen = QPen(theme.colour(Role.INK), 1.2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(ground.plot.left(), y), QPointF(ground.plot.right() + 4, y))
        metrics = self._metrics
        lines = len(self._target_words) * metrics.height()
        at = max(0.0, min(y - lines / 2, self.height() - lines)) + metrics.ascent()
        for number, word in enumerate(self._target_words):
            painter.setPen(theme.colour(Role.INK if number else Role.SOFT))
            painter.setFont(theme.font(theme.tokens.type.small, bold=bool(number)))
            painter.drawText(QPointF(ground.plot.right() + _GAP, at), word)
            at += metrics.height()

    def _paint_figures(self, painter: QPainter, ground: _Ground) -> None:
        """Months below, figures above; where these would touch, the marked column's alone."""
        view, theme = self._view, self._theme
        labels, _fit = self._size_for([one.label for one in view.columns], ground.pitch)
        size, fits = self._size_for(self._figures, ground.pitch)
        for number, column, place, box in self._boxes(ground):
            current, marked = column.id == view.current, number == self._at
            painter.setFont(theme.font(labels, bold=current))
            self._paint_month(painter, column, place)
            if fits or marked:
                painter.setFont(theme.font(size, bold=current))
                self._paint_figure(painter, column, box, marked=marked)

    @property
    def _figures(self) -> list[str]:
        """The figures above the columns; empty where there is none."""
        view = self._view
        return ["" if one.value is None else short_text(view, one.value) for one in view.columns]

    def _size_for(self, texts: Sequence[str], pitch: float) -> tuple[int, bool]:
        """The size of letters in which neighbours do not touch, and whether there is one."""
        small = self._theme.tokens.type.small
        for size in (small, small - 1, small - 2):
            metrics = QFontMetricsF(self._theme.font(size))
            widths = [metrics.horizontalAdvance(text) for text in texts]
            if all(one + other <= 2 * pitch - 6 for one, other in pairwise(widths)):
                return size, True
        return small - 2, False

    def _paint_month(self, painter: QPainter, column: MonthColumn, place: QRectF) -> None:
        theme = self._theme
        current = column.id == self._view.current
        later = column.standing in {Standing.TO_COME, Standing.NOT_APPLICABLE}
        role = Role.INK if current else Role.HINT if later else Role.SOFT
        painter.setPen(theme.colour(role))
        line = self._metrics.height()
        top = self.height() - line - 4
        room = QRectF(place.left() - 8, top, place.width() + 16, line)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, middle, column.label)

    def _paint_figure(
        self, painter: QPainter, column: MonthColumn, box: QRectF, *, marked: bool
    ) -> None:
        """The figure above its column (below one that hangs); the target's line stays behind it."""
        if column.value is None:
            return
        theme, metrics = self._theme, self._metrics
        text = short_text(self._view, column.value)
        width = painter.fontMetrics().horizontalAdvance(text)
        line = metrics.height()
        top = box.bottom() + 2 if column.value < 0 else box.top() - line - 1
        room = QRectF(box.center().x() - width / 2 - 2, top, width + 4, line)
        ground = theme.colour(Role.ACCENT_SOFT if marked else Role.PAPER)
        painter.fillRect(room.adjusted(1, 2, -1, -1), ground)
        painter.setPen(theme.colour(Role.DUE if column.standing is Standing.NOT_MET else Role.INK))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

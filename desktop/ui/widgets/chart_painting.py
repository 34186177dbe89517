"""How columns and bars are painted: each state has a shape of its own beside its colour.

Met is full, not met is hatched inside an outline, not entered is a dotted foot, nothing arose a
dash, not counted nothing at all.
"""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.chart_view import ChartView, MonthColumn, Standing

_HATCH = 5.0
_NARROW = 10.0
"""A column narrower than this has room for no hatching: its outline says it."""

_SMALL_FOOT = 4.0
_LEAST = 2.0
"""The smallest figure above zero is so many pixels high."""

_BAR = 8.0
_LEAST_BAR = 4.0
_MARK_OVER = 3.5
"""How far the mark of the target stands out of the bar."""


def paint_column(
    painter: QPainter, box: QRectF, standing: Standing, theme: Theme, *, hanging: bool = False
) -> None:
    """Fill a column's box as its state asks; ``hanging``: it goes down from the line of zero."""
    shape = _rounded(box, hanging=hanging)
    painter.save()
    if standing is Standing.NOT_MET:
        _paint_not_met(painter, box, shape, theme, hanging=hanging)
    else:
        role = Role.MET if standing is Standing.MET else Role.ACCENT
        painter.fillPath(shape, theme.colour(role))
    painter.restore()


def paint_foot(
    painter: QPainter, centre: QPointF, standing: Standing, theme: Theme, *, size: float = 1
) -> None:
    """The sign of a month without a figure, above its place on the line of zero."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    if standing is Standing.NOT_ENTERED:
        painter.setBrush(theme.colour(Role.DUE))
        for step in (-3.0, 0.0, 3.0):
            dot = centre + QPointF(step * size, -1.5 * size)
            painter.drawEllipse(dot, 1.1 * size, 1.1 * size)
    elif standing is Standing.NOTHING_AROSE:
        painter.setBrush(theme.colour(Role.SOFT))
        dash = QRectF(centre.x() - 3.5 * size, centre.y() - 4 * size, 7 * size, 2)
        painter.drawRoundedRect(dash, 1, 1)
    painter.restore()


def paint_small_columns(painter: QPainter, area: QRectF, view: ChartView, theme: Theme) -> None:
    """A year in about 120 × 28 pixels, for a line of a list; the current month on a band."""
    if not view.columns:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pitch = area.width() / len(view.columns)
    floor, ceiling = area.bottom() - _SMALL_FOOT, area.top() + 2
    scale = view.scale
    zero = floor - (floor - ceiling) * scale.share(Decimal(0))
    for number, column in enumerate(view.columns):
        place = QRectF(area.left() + pitch * number, area.top(), pitch, area.height())
        if column.id == view.current:
            _paint_band(painter, place, theme)
        if column.standing is not Standing.NOT_APPLICABLE:
            foot = QRectF(place.left() + 1, zero, pitch - 2, 1)
            painter.fillRect(foot, theme.colour(Role.EDGE))
        if column.value is None:
            paint_foot(painter, QPointF(place.center().x(), zero), column.standing, theme)
            continue
        end = floor - (floor - ceiling) * scale.share(column.value)
        box = column_box(place.center().x(), min(pitch * 0.64, 12.0), zero, end, column)
        paint_column(painter, box, column.standing, theme, hanging=column.value < 0)
    painter.restore()


def paint_target_bar(
    painter: QPainter,
    area: QRectF,
    *,
    value: Decimal | None,
    target: Decimal | None,
    standing: Standing,
    theme: Theme,
    top: Decimal = Decimal(1),
) -> None:
    """A lying bar with a mark where the target is; ``top`` is the figure at its right end.

    A figure or target beyond ``top`` stretches the bar's measure, so that neither is cut off.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    end = max(top, value or Decimal(0), target or Decimal(0))
    middle = area.center().y()
    track = QRectF(area.left(), middle - _BAR / 2, area.width(), _BAR)
    _paint_track(painter, track, theme, dotted=value is None)
    if value is not None and value > 0 and end > 0:
        width = max(_LEAST_BAR, track.width() * float(value / end))
        _paint_bar(painter, track, width, standing, theme)
    if target is not None and target > 0 and end > 0:
        x = min(track.left() + track.width() * float(target / end), track.right() - 1)
        _paint_mark(painter, x, middle, theme)
    painter.restore()


def column_box(middle: float, width: float, zero: float, end: float, column: MonthColumn) -> QRectF:
    """The box of a column between the line of zero and its end; zero itself has a thin foot."""
    below = column.value is not None and column.value < 0
    height = max(abs(end - zero), _LEAST)
    return QRectF(middle - width / 2, zero if below else zero - height, width, height)


def _rounded(box: QRectF, *, hanging: bool) -> QPainterPath:
    """The box, round at its end and straight where it stands on the line of zero."""
    radius = min(3.0, box.width() / 4, box.height())
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(box, radius, radius)
    half = box.adjusted(0, 0, 0, -radius) if hanging else box.adjusted(0, radius, 0, 0)
    path.addRect(half)
    return path.simplified()


def _paint_not_met(
    painter: QPainter, box: QRectF, shape: QPainterPath, theme: Theme, *, hanging: bool
) -> None:
    due = theme.colour(Role.DUE)
    painter.fillPath(shape, theme.colour(Role.TODO_SOFT))
    if box.width() >= _NARROW and box.height() > _LEAST:
        painter.save()
        painter.setClipPath(shape)
        painter.setPen(QPen(due, 1))
        _paint_hatch(painter, box)
        painter.restore()
    inner = box.adjusted(0.6, 0.6, -0.6, -0.6)
    if inner.height() > 0:
        painter.strokePath(_rounded(inner, hanging=hanging), QPen(due, 1.2))


def _paint_hatch(painter: QPainter, box: QRectF) -> None:
    """Strokes rising to the right, over the whole box; the clip cuts them off."""
    at = box.left() - box.height()
    while at < box.right():
        painter.drawLine(QPointF(at, box.bottom()), QPointF(at + box.height(), box.top()))
        at += _HATCH


def _paint_band(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """The present month: a soft band, and a short line of the accent below it."""
    band = QPainterPath()
    band.addRoundedRect(place.adjusted(0, -1, 0, 0), 3, 3)
    painter.fillPath(band, theme.colour(Role.ACCENT_SOFT))
    line = QRectF(place.left() + 1, place.bottom() - 2, place.width() - 2, 2)
    painter.fillRect(line, theme.colour(Role.ACCENT))


def _paint_track(painter: QPainter, track: QRectF, theme: Theme, *, dotted: bool) -> None:
    if dotted:
        pen = QPen(theme.colour(Role.DUE), 1.5, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = track.center().y()
        painter.drawLine(QPointF(track.left(), middle), QPointF(track.right(), middle))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Role.COMING))
    painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)


def _paint_bar(
    painter: QPainter, track: QRectF, width: float, standing: Standing, theme: Theme
) -> None:
    """The filled part of the track, round where the track is and straight at its end."""
    whole, part = QPainterPath(), QPainterPath()
    whole.addRoundedRect(track, _BAR / 2, _BAR / 2)
    part.addRect(QRectF(track.left(), track.top(), width, _BAR))
    path = whole.intersected(part)
    if standing is not Standing.NOT_MET:
        painter.fillPath(path, theme.colour(Role.MET if standing is Standing.MET else Role.ACCENT))
        return
    painter.fillPath(path, theme.colour(Role.TODO_SOFT))
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(theme.colour(Role.DUE), 1))
    _paint_hatch(painter, path.boundingRect())
    # Half of this line lies outside and is cut off.
    painter.strokePath(path, QPen(theme.colour(Role.DUE), 2.4))
    painter.restore()


def _paint_mark(painter: QPainter, x: float, middle: float, theme: Theme) -> None:
    """An upright mark in ink with a rim of paper, so that it is seen on any bar."""
    high = _BAR / 2 + _MARK_OVER
    painter.fillRect(QRectF(x - 2, middle - high, 4, 2 * high), theme.colour(Role.PAPER))
    painter.fillRect(QRectF(x - 1, middle - high, 2, 2 * high), theme.colour(Role.INK))

"""The strip of twelve months: how far each came, and a way to each."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.shell.views import DotState, DotView

_WIDE, _TIGHT = (17, 6.0), (13, 4.5)


class DotStrip(QWidget):
    """``chosen`` carries the month clicked, or taken with ← → and Enter."""

    chosen = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._dots: tuple[DotView, ...] = ()
        self._shown = ""
        self._at = 0
        self._step, self._radius = _WIDE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Twelve months"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def current_sentence(self) -> str:
        """The sentence of the month under the keyboard's mark."""
        return self._dots[self._at].sentence if self._dots else ""

    def show_dots(self, dots: tuple[DotView, ...], shown: str) -> None:
        """Show these months; ``shown`` is the id of the month in the window."""
        self._dots, self._shown = dots, shown
        ids = [dot.month.id for dot in dots]
        self._at = ids.index(shown) if shown in ids else 0
        self.setVisible(bool(dots))
        self.updateGeometry()
        self.update()

    def tighten(self, *, tight: bool) -> None:
        """Stand closer together where there is little room."""
        self._step, self._radius = _TIGHT if tight else _WIDE
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its months."""
        return QSize(max(1, len(self._dots)) * self._step + 4, 22)

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Tell the month under the mouse."""
        if isinstance(event, QHelpEvent):
            at = self._under(event.pos().x())
            if at is not None:
                QToolTip.showText(event.globalPos(), self._dots[at].sentence, self)
                return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, dot in enumerate(self._dots):
            centre = QPointF(2 + self._step * number + self._step / 2, self.height() / 2)
            self._paint_dot(painter, centre, dot)
            if self.hasFocus() and number == self._at:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.colour(Role.ACCENT), 1))
                painter.drawEllipse(centre, self._radius + 2.5, self._radius + 2.5)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← and → move, Enter and space choose."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._dots:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                self._at = max(0, min(self._at + step, len(self._dots) - 1))
                self.setAccessibleDescription(self.current_sentence)
                self._tell_current()
                self.update()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._dots:
                self.chosen.emit(self._dots[self._at].month)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the month clicked."""
        at = self._under(event.position().x())
        if at is not None:
            self._at = at
            self.chosen.emit(self._dots[at].month)

    def _tell_current(self) -> None:
        x = 2 + self._step * self._at
        QToolTip.showText(
            self.mapToGlobal(QPointF(x, self.height())).toPoint(), self.current_sentence, self
        )

    def _under(self, x: float) -> int | None:
        at = int((x - 2) // self._step)
        return at if 0 <= at < len(self._dots) else None

    def _paint_dot(self, painter: QPainter, centre: QPointF, dot: DotView) -> None:
        colour = self._theme.colour
        shown = dot.month.id == self._shown
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self._radius
        match dot.state:
            case DotState.DONE:
                painter.setBrush(colour(Role.MET))
            case DotState.BEGUN | DotState.OPEN:
                painter.setBrush(colour(Role.PAPER))
                painter.setPen(QPen(colour(Role.ACCENT if shown else Role.DUE), 2))
                radius = self._radius - 1
            case DotState.COMING:
                painter.setBrush(colour(Role.LINE))
            case _:
                painter.setBrush(colour(Role.EDGE))
                radius = 2
        painter.drawEllipse(centre, radius, radius)
        if dot.state is DotState.BEGUN:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.ACCENT if shown else Role.DUE))
            painter.drawEllipse(centre, 2, 2)
        if shown and dot.state not in (DotState.BEGUN, DotState.OPEN):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(Role.ACCENT), 1.5))
            painter.drawEllipse(centre, self._radius + 1.5, self._radius + 1.5)

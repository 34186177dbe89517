"""One step of the month's path: a disc with its number, its title, and what is still missing."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.shell.views import StepState, StepTone, StepView

_DISC = 22
_LINE = 20
_CUT = "…"
_LONGEST = 36
_TONES = {
    StepTone.PLAIN: Role.SOFT,
    StepTone.DUE: Role.DUE,
    StepTone.TROUBLE: Role.TROUBLE,
}


class StepButton(QAbstractButton):
    """Opens the room where the step is done. ``folded`` steps fit in a line of 40 pixels; a
    ``bare`` one is its disc alone, and its tooltip says the rest."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: StepView | None = None
        self._folded = self._bare = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def bare_width(self) -> int:
        """The width of the disc alone."""
        return _DISC + 4

    @property
    def view(self) -> StepView | None:
        """What the button shows."""
        return self._view

    def show_step(self, view: StepView, *, folded: bool) -> None:
        """Show a step."""
        self._view, self._folded = view, folded
        said = _("{title}: {detail}").format(title=view.title, detail=view.detail)
        self.setText(view.title)
        self.setAccessibleName(_("Step {number}. {said}").format(number=view.number, said=said))
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def strip(self, *, bare: bool) -> None:
        """Show the disc alone, where a line has no room for all titles."""
        if bare != self._bare:
            self._bare = bare
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for both lines."""
        view = self._view
        if view is None:
            return QSize(_DISC, _DISC)
        if self._bare:
            return QSize(self.bare_width, 34)
        title = self._title_width(view)
        small = QFontMetrics(self._theme.font(self._theme.tokens.type.small))
        # A long reason is cut and stands in the tooltip: the other steps need their room.
        detail = min(small.horizontalAdvance(view.detail), _LONGEST * small.averageCharWidth())
        if not self._folded:
            return QSize(_DISC + 12 + max(title, detail), 46)
        if view.state is StepState.CURRENT:
            return QSize(_DISC + 24 + title + detail, 34)
        return QSize(_DISC + 12 + title, 34)

    def minimumSizeHint(self) -> QSize:
        """The title is never cut; what is missing stands in the tooltip as well."""
        view = self._view
        if self._bare:
            return QSize(self.bare_width, 30)
        title = self._title_width(view) if view is not None else -6
        return QSize(_DISC + 12 + title, 30)

    def _title_width(self, view: StepView) -> int:
        return QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(view.title)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint disc and lines."""
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = _line(QFontMetrics(self._theme.font(bold=True)))
        top = self.height() / 2 if self._folded else max(_DISC, line) / 2 + 2
        self._paint_disc(painter, QPointF(_DISC / 2 + 1, top), view)
        if not self._bare:
            self._paint_words(painter, view, round(top))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the step."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_disc(self, painter: QPainter, centre: QPointF, view: StepView) -> None:
        theme = self._theme
        radius = _DISC / 2 - 1
        if view.state is StepState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Role.MET))
            painter.drawEllipse(centre, radius + 0.5, radius + 0.5)
            check = theme.pixmap("check", Role.PAPER, 14)
            painter.drawPixmap(QPointF(centre.x() - 7, centre.y() - 7), check)
        else:
            current = view.state is StepState.CURRENT
            pen = QPen(theme.colour(Role.ACCENT if current else Role.EDGE), 2 if current else 1)
            painter.setPen(pen)
            painter.setBrush(theme.colour(Role.PAPER))
            painter.drawEllipse(centre, radius, radius)
            painter.setPen(theme.colour(Role.ACCENT if current else Role.SOFT))
            painter.setFont(theme.font(theme.tokens.type.small, bold=True))
            box = QRect(round(centre.x()) - 11, round(centre.y()) - 11, 22, 22)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(view.number))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Role.ACCENT), 1, Qt.PenStyle.SolidLine))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def _paint_words(self, painter: QPainter, view: StepView, middle: int) -> None:
        theme = self._theme
        strong = view.state in (StepState.CURRENT, StepState.DONE)
        soft = view.state is StepState.LATER or view.state is StepState.DUE
        title_font = theme.font(bold=strong)
        small_font = theme.font(theme.tokens.type.small)
        left = _DISC + 9
        room = self.width() - left
        painter.setFont(title_font)
        painter.setPen(theme.colour(Role.SOFT if soft and not self.underMouse() else Role.INK))
        title = _cut(view.title, title_font_metrics := QFontMetrics(title_font), room)
        line = _line(title_font_metrics)
        upper = middle - line // 2
        painter.drawText(QRect(left, upper, room, line), Qt.AlignmentFlag.AlignVCenter, title)
        if self._folded:
            if view.state is not StepState.CURRENT:
                return
            left += title_font_metrics.horizontalAdvance(title) + 10
            place = QRect(left, upper, self.width() - left, line)
        else:
            place = QRect(left, upper + line - 1, room, _line(QFontMetrics(small_font)))
        painter.setFont(small_font)
        painter.setPen(theme.colour(_TONES[view.tone]))
        detail = _cut(view.detail, QFontMetrics(small_font), place.width())
        if detail != _CUT:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, detail)


def _line(metrics: QFontMetrics) -> int:
    """The height of a line of words: large letters need more than the usual one."""
    return max(_LINE, metrics.height())


def _cut(text: str, metrics: QFontMetrics, room: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))

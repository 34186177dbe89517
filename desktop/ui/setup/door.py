"""A door of the first screen: a wide button with an icon, a name and a sentence."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ICON = 28


class Door(QAbstractButton):
    """Enter, space and click open it; ``name`` says what lies behind, ``sentence`` explains."""

    def __init__(
        self,
        name: str,
        sentence: str,
        *,
        icon: str,
        theme: Theme,
        on_open: Callable[[], object],
    ) -> None:
        super().__init__()
        self._sentence, self._icon, self._theme = sentence, icon, theme
        self._on_open = on_open
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.keep(self, self.update)
        self.clicked.connect(self._opened)

    def say(self, name: str, sentence: str) -> None:
        """Carry another name and sentence."""
        self._sentence = sentence
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the name and three lines."""
        text = self._theme.tokens.type.text
        return QSize(360, 66 + round(text * 1.3) * 3)

    def minimumSizeHint(self) -> QSize:
        """Narrow windows wrap the sentence."""
        return QSize(260, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        theme = self._theme
        painter.drawPixmap(20, 22, theme.pixmap(self._icon, Role.ACCENT, _ICON))
        left = 20 + _ICON + 16
        heading = theme.font(theme.tokens.type.heading, bold=True)
        painter.setFont(heading)
        painter.setPen(theme.colour(Role.INK))
        name = QRect(left, 16, self.width() - left - 16, 28)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font())
        painter.setPen(theme.colour(Role.SOFT))
        room = QRect(left, 48, self.width() - left - 16, self.height() - 56)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), self._sentence)
        painter.end()

    def _paint_card(self, painter: QPainter) -> None:
        theme = self._theme
        busy = self.hasFocus() or self.underMouse()
        edge = Role.ACCENT if self.hasFocus() else Role.EDGE if busy else Role.LINE
        painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour(Role.HOVER if self.underMouse() else Role.PAPER))
        radius = theme.tokens.shape.panel_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrow keys go to the door that lies there, else on in the order."""
        match event.key():
            case key if key in _ENTER:
                self.click()
            case Qt.Key.Key_Down:
                self._go(0, 1)
            case Qt.Key.Key_Right:
                self._go(1, 0)
            case Qt.Key.Key_Up:
                self._go(0, -1)
            case Qt.Key.Key_Left:
                self._go(-1, 0)
            case _:
                super().keyPressEvent(event)

    def _go(self, right: int, down: int) -> None:
        """Give the focus to the door beside this one; where none lies there, to the next part."""
        parent = self.parentWidget()
        doors: list[Door] = [] if parent is None else list(parent.findChildren(Door))
        here = self.geometry().center()
        wanted = [
            (abs(way.x()) + abs(way.y()), place)
            for place, door in enumerate(doors)
            if (way := door.geometry().center() - here).x() * right + way.y() * down > 0
            and abs(way.y() if right else way.x()) < (self.height() if right else self.width())
        ]
        if wanted:
            doors[min(wanted)[1]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextPrevChild(right + down > 0)

    def _opened(self) -> None:
        self._on_open()

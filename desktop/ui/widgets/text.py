"""Labels in the looks of the type scale, lines, and icons that follow the theme."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role


class Text(QLabel):
    """A line or paragraph; ``look`` is one of title, heading, bar, strong, soft, small, met, todo,
    trouble, trouble-small, or empty for plain text."""

    def __init__(
        self,
        text: str = "",
        *,
        look: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setIndent(0)
        self.setProperty("look", look)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def look_like(self, look: str) -> None:
        """Take another look of the type scale."""
        if self.property("look") == look:
            return
        self.setProperty("look", look)
        self.style().unpolish(self)
        self.style().polish(self)


class Icon(QLabel):
    """A shipped icon in the colour of a role, kept through every switch of the theme."""

    def __init__(self, name: str, *, theme: Theme, role: Role = Role.SOFT, size: int = 16) -> None:
        super().__init__()
        self._name, self._role, self._theme = name, role, theme
        self._size = size
        self.setProperty("look", "icon")
        self.setFixedSize(QSize(size, size))
        theme.keep(self, self._draw)

    def take(self, name: str, role: Role) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(self._theme.pixmap(self._name, self._role, self._size))


class Line(QFrame):
    """A hairline between two parts, lying or upright."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "upright" if upright else "line")

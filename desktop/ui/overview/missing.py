"""The list behind a figure: what is missing, each line the door to where it is entered."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.rows import WorkItem, WorkList
from desktop.ui.widgets.text import Line, Text

_WIDTH = 440
_TALLEST = 380


class MissingPopup(QFrame):
    """A card beside the figure. Enter opens a line, Esc and a click beside it put the card away."""

    opened = Signal(object)

    def __init__(
        self, title: str, items: Sequence[WorkItem], *, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 6)
        layout.setSpacing(0)
        head = Text(title, look="strong", wrap=True)
        head.setContentsMargins(16, 10, 16, 8)
        layout.addWidget(head)
        layout.addWidget(Line())
        self.list = WorkList(theme=theme)
        self.list.show_items(items)
        self.list.opened.connect(self._open)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.list)
        # A scroll area paints its content in the window's grey unless told otherwise.
        scroll.viewport().setAutoFillBackground(False)
        self.list.setAutoFillBackground(False)
        layout.addWidget(scroll, 1)
        row = theme.tokens.shape.row_height + 3
        self.resize(_WIDTH, min(_TALLEST, 52 + row * max(len(items), 1)))

    def open_beside(self, anchor: QWidget) -> None:
        """Open below ``anchor``, its right edges in line, and take the focus."""
        corner = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height()))
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        top = max(screen.top(), min(corner.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        if self.list.rows:
            self.list.rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the card away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _open(self, target: object) -> None:
        self.close()
        self.opened.emit(target)

"""F1: what this screen is for, in sentences, above the content."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.text import Icon, Text


class HelpCard(QFrame):
    """Hidden until F1; F1, Esc and the cross put it away again."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text: Text | None = None
        self.setProperty("kind", "info")
        self.hide()

    def _build(self) -> Text:
        """Made at the first F1."""
        theme = self._theme
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 8, 10)
        row.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(Icon("circle-help", theme=theme, role=Role.ACCENT), 0, middle)
        text = Text("", wrap=True)
        row.addWidget(text, 1)
        row.addWidget(
            IconButton("x", _("Close this message"), theme=theme, on_click=self.put_away), 0, middle
        )
        return text

    def turn(self, text: str) -> None:
        """Show ``text``, or put the card away when it shows already."""
        if self.isVisible():
            self.hide()
            return
        self._text = self._text or self._build()
        self._text.setText(text or _("Ctrl+1 to Ctrl+9 open the rooms, Ctrl+K finds anything."))
        self.setAccessibleName(self._text.text())
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on Esc puts the card away, wherever the focus is in this window."""
        super().showEvent(event)
        _application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Esc belongs to the screen again."""
        super().hideEvent(event)
        _application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc before a form or a field does: one Esc does one thing."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if watched.window() is not self.window():
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.put_away()
        event.accept()
        return True

    def put_away(self) -> None:
        """Hide the card."""
        self.hide()


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("a card is shown inside a running application")
    return application

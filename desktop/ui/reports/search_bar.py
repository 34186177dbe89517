"""The line above the pages in which words are searched."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.reports.search import Find, too_short
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.text import Text

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBar(QWidget):
    """``wanted`` carries the words, ``stepped`` the find to be shown, ``left`` that it is closed.

    Enter and F3 go to the next find, with Shift to the one before; Esc closes.
    """

    wanted = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._finds: tuple[Find, ...] = ()
        self._current, self._asked = -1, ""
        self.field = _WordsField(_("Search in the paper"), theme=theme)
        self.field.searched.connect(self._typed)
        self.field.stepped.connect(self.step)
        self.field.left.connect(self.left)
        self._count = Text("", look="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for icon, tip, act in (
            ("chevron-up", _("The one before (Shift+Enter)"), lambda: self.step(-1)),
            ("chevron-down", _("The next one (Enter)"), lambda: self.step(1)),
            ("x", _("Close the search (Esc)"), self.left.emit),
        ):
            row.addWidget(IconButton(icon, tip, theme=theme, on_click=act))
        self.setFocusProxy(self.field)

    @property
    def words(self) -> str:
        """What is searched."""
        return self.field.text().strip()

    @property
    def current(self) -> int:
        """The number of the find that is shown, from 0; −1 when there is none."""
        return self._current

    @property
    def told(self) -> str:
        """What is said of the finds."""
        return self._count.text()

    def show_finds(self, finds: tuple[Find, ...], *, page: int) -> None:
        """Show how many were found, beginning with the first one from this page on."""
        self._finds = finds
        later = (number for number, one in enumerate(finds) if one.page >= page)
        self._current = next(later, 0) if finds else -1
        self._say()

    def step(self, by: int) -> None:
        """Go to the next find or the one before; after the last comes the first."""
        if self._asked != self.words:
            self._ask(self.field.text())
        elif self._finds:
            self._current = (self._current + by) % len(self._finds)
            self._say()
            self.stepped.emit(self._current)

    def _typed(self, text: str) -> None:
        """A pause in typing; Enter may have searched these words before it."""
        if text.strip() != self._asked:
            self._ask(text)

    def _ask(self, text: str) -> None:
        self._asked = text.strip()
        self.wanted.emit(self._asked)

    def _say(self) -> None:
        if self._finds:
            place = _("{place}/{count}")
            said = place.format(place=self._current + 1, count=len(self._finds))
        elif self.words and too_short(self.words):
            said = _("Type two letters or more")
        else:
            said = _("Not found") if self.words else ""
        self._count.setText(said)


class _WordsField(SearchField):
    """Enter goes on instead of searching the same words again."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter steps, Esc leaves; all else is typing."""
        if event.key() in _ENTER:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

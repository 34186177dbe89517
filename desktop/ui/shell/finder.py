"""The search field of the top bar; what was found stands on a card below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.shell.views import Hit
from desktop.ui.widgets.fields import SearchField

if TYPE_CHECKING:
    from desktop.ui.shell.hits import HitsList

_ROWS_SHOWN = 8


class Finder(SearchField):
    """Finds groups, sessions, models, figures, objectives, papers and rooms.

    ``searched`` asks for hits, ``found`` carries the hit chosen.
    """

    found = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__(_("Find groups, sessions, models, papers…"), theme=theme)
        self._theme = theme
        self._card: HitsList | None = None
        self._hint = QLabel("Ctrl+K", self)
        self._hint.setProperty("look", "small")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(220)
        self.setMaximumWidth(360)
        self.textChanged.connect(self._weigh_hint)

    def sizeHint(self) -> QSize:
        """As wide as in the pictures where there is room."""
        return QSize(360, super().sizeHint().height())

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found for the text in the field."""
        if not self.text().strip():
            self.put_away()
            return
        card = self._open_card()
        card.model.show_hits(hits)
        card.nothing.setVisible(not hits)
        card.list.setVisible(bool(hits))
        rows = min(len(hits), _ROWS_SHOWN)
        card.resize(max(self.width(), 360), rows * card.row + 14 if hits else 48)
        corner = self.mapTo(self.window(), QPoint(self.width() - card.width(), self.height() + 4))
        card.move(corner)
        card.list.setCurrentIndex(card.model.index(0))
        card.show()
        card.raise_()

    def put_away(self) -> None:
        """Hide what was found."""
        if self._card is not None:
            self._card.hide()

    @property
    def open(self) -> bool:
        """Whether the card with the hits is in sight."""
        return self._card is not None and self._card.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ ↑ move in the list, Enter opens, Esc puts it away."""
        card = self._card
        if card is None or not card.isVisible():
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = card.list.currentIndex().row() + step
                card.list.setCurrentIndex(
                    card.model.index(max(0, min(row, card.model.rowCount() - 1)))
                )
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if card.list.currentIndex().isValid():
                self._take(card.list.currentIndex())
            case Qt.Key.Key_Escape:
                self.put_away()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away when the field is left."""
        super().focusOutEvent(event)
        self.put_away()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hint at the right edge."""
        super().resizeEvent(event)
        size = self._hint.sizeHint()
        top = (self.height() - size.height()) // 2
        self._hint.setGeometry(self.width() - size.width() - 11, top, size.width(), size.height())
        self._weigh_hint()

    def _open_card(self) -> "HitsList":
        if self._card is None:
            # Imported at the first search, so that the window opens quickly.
            from desktop.ui.shell.hits import HitsList

            self._card = HitsList(self._theme, self.window())
            self._card.list.clicked.connect(self._take)
        return self._card

    def _take(self, index: QModelIndex) -> None:
        hit = self._card.hit(index) if self._card is not None else None
        self.put_away()
        self.clear()
        if hit is not None:
            self.found.emit(hit)

    def _weigh_hint(self) -> None:
        empty = not self.text()
        self._hint.setVisible(empty)
        # The words of the empty field end before the hint.
        self.setTextMargins(0, 0, self._hint.sizeHint().width() + 12 if empty else 0, 0)

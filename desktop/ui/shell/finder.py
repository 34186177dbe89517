"""The search field of the top bar, and what was found below it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.shell.views import Hit
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HIT_ROLE = int(Qt.ItemDataRole.UserRole)
_ROW = 44
_ROWS_SHOWN = 8


class HitsModel(QAbstractListModel):
    """What was found, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these instead of the former ones."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many were found."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, or the hit itself."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        return hit if role == HIT_ROLE else None


class _HitDelegate(QStyledItemDelegate):
    """Two lines: the name, and what it is."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines."""
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one hit."""
        area = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        theme, hit = self._theme, index.data(HIT_ROLE)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour(Role.ACCENT_SOFT))
        if not isinstance(hit, Hit):
            return
        icon = theme.pixmap(hit.icon, Role.SOFT, 16)
        painter.drawPixmap(area.left() + 12, area.center().y() - 8, icon)
        painter.setPen(theme.colour(Role.INK))
        painter.setFont(theme.font())
        upper = area.adjusted(40, 4, -12, -area.height() // 2)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, hit.title)
        painter.setPen(theme.colour(Role.SOFT))
        painter.setFont(theme.font(theme.tokens.type.small))
        lower = area.adjusted(40, area.height() // 2, -12, -4)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, hit.detail)


class _HitsList(QFrame):
    """The card below the search field; it lies in the window, so that typing goes on."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("kind", "popup")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 6, 1, 6)
        self.nothing = Text(_("Nothing found. Try fewer letters."), look="soft")
        self.nothing.setContentsMargins(14, 6, 14, 6)
        self.model = HitsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_HitDelegate(theme, self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
        self.hide()


class Finder(SearchField):
    """Finds groups, sessions, models, papers and rooms. ``searched`` asks for hits, ``found``
    carries the hit chosen."""

    found = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__(_("Find groups, sessions, models, papers…"), theme=theme)
        self._theme = theme
        self._card: _HitsList | None = None
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
        card.resize(max(self.width(), 360), rows * _ROW + 14 if hits else 48)
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

    def _open_card(self) -> _HitsList:
        if self._card is None:
            self._card = _HitsList(self._theme, self.window())
            self._card.list.clicked.connect(self._take)
        return self._card

    def _take(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        self.put_away()
        self.clear()
        if isinstance(hit, Hit):
            self.found.emit(hit)

    def _weigh_hint(self) -> None:
        self._hint.setVisible(not self.text())

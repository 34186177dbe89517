"""What a search found: the card below the search field of the top bar."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
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
from desktop.ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HIT_ROLE = int(Qt.ItemDataRole.UserRole)
ROW = 44


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
        if role == Qt.ItemDataRole.ToolTipRole:
            return hit.title
        return hit if role == HIT_ROLE else None


class _HitDelegate(QStyledItemDelegate):
    """Two lines: the name, and what it is."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for two lines; a long name is cut at the card's edge and stands in its tip."""
        return QSize(120, ROW)

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
        title = painter.fontMetrics().elidedText(
            hit.title, Qt.TextElideMode.ElideMiddle, upper.width()
        )
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(theme.colour(Role.SOFT))
        painter.setFont(theme.font(theme.tokens.type.small))
        lower = area.adjusted(40, area.height() // 2, -12, -4)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, hit.detail)


class HitsList(QFrame):
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
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
        self.hide()

    @property
    def row(self) -> int:
        """The height of one line, in pixels."""
        return ROW

    def hit(self, index: QModelIndex) -> Hit | None:
        """What stands in a line."""
        found = index.data(HIT_ROLE)
        return found if isinstance(found, Hit) else None

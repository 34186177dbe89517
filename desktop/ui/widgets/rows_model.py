"""A table of frozen values: columns say how a value reads, sorts and looks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.domain.text import sort_key
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, kw_only=True)  # slots and Generic do not go together
class Column(Generic[R]):
    """One column: its heading, its text for a value, and what else it needs.

    ``sort`` gives the value's place in the order (Vietnamese order of the text when none);
    ``role`` a colour where it is not the ink; ``tip`` a sentence for the tooltip; ``width`` in
    pixels, 0 for the column that takes the rest.
    """

    title: str
    text: Callable[[R], str]
    width: int = 120
    right: bool = False
    sort: Callable[[R], object] | None = None
    role: Callable[[R], Role | None] | None = None
    tip: Callable[[R], str] | None = None
    bold: bool = False

    def order(self, value: R) -> object:
        """The place of a value in this column's order."""
        return self.sort(value) if self.sort else sort_key(self.text(value))


class RowsModel(QAbstractTableModel, Generic[R]):
    """Holds the rows and sorts them itself: a sorting proxy takes seconds for 24,000 rows."""

    def __init__(
        self, columns: Sequence[Column[R]], *, theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns, self._theme = tuple(columns), theme
        self._rows: list[R] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns from left to right."""
        return self._columns

    @property
    def rows(self) -> tuple[R, ...]:
        """The values in the order shown."""
        return tuple(self._rows)

    def show_rows(self, rows: Iterable[R]) -> None:
        """Show these values instead of the former ones, in the order chosen by the user."""
        self.beginResetModel()
        self._rows = list(rows)
        self._put_in_order()
        self.endResetModel()

    def row(self, number: int) -> R:
        """The value shown in a row."""
        return self._rows[number]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of values."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, side, colour, weight or tooltip of a cell."""
        if not index.isValid():
            return None
        column, value = self._columns[index.column()], self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(value)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.right else _LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(column, value)
            case Qt.ItemDataRole.FontRole:
                return self._bold_font() if column.bold else None
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(value) if column.tip else column.text(value)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; −1 brings back the order in which the rows were given."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index, self._rows[index.row()]) for index in before]
        self._sorted = (column, order) if column >= 0 else None
        self._put_in_order()
        places = {id(value): number for number, value in enumerate(self._rows)}
        for index, value in kept:
            self.changePersistentIndex(index, self.index(places[id(value)], index.column()))
        self.layoutChanged.emit()

    def _put_in_order(self) -> None:
        if self._sorted is None:
            return
        column, order = self._sorted
        key = self._columns[column].order
        descending = order is Qt.SortOrder.DescendingOrder
        self._rows.sort(key=lambda value: _comparable(key(value)), reverse=descending)

    def _colour(self, column: Column[R], value: R) -> QColor | None:
        role = column.role(value) if column.role else None
        return self._theme.colour(role) if role else None

    def _bold_font(self) -> QFont:
        return self._theme.font(bold=True)


def _comparable(value: Any) -> tuple[bool, Any]:
    """A key that lets blanks come first instead of failing."""
    return (False, 0) if value is None else (True, value)

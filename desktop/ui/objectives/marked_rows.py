"""Rows whose state has a sign of its own shape beside its word."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.rows_model import Column, RowsModel

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class MarkedRows(RowsModel[R], Generic[R]):
    """Rows with an icon in one column; ``mark`` says which, in the colour of a role."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        marked: int,
        mark: Callable[[R], tuple[str, Role]],
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, theme=theme, parent=parent)
        self._marked, self._mark, self._look = marked, mark, theme

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The sign, or what every row says."""
        if role != Qt.ItemDataRole.DecorationRole:
            return super().data(index, role)
        if not index.isValid() or index.column() != self._marked:
            return None
        icon, colour = self._mark(self.row(index.row()))
        return self._look.pixmap(icon, colour)

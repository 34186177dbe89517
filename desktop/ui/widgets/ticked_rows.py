"""Rows that can be ticked: the tick stands before the text of the first column."""

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.rows_model import NO_INDEX, Column, Index, RowsModel

R = TypeVar("R")


class TickedRows(RowsModel[R]):
    """Rows with ticks; ``identity`` tells which value is which, ``may_tick`` which can be ticked.

    The ticks stay with their values when the rows are shown anew; ``ticks_changed``: one was set
    or taken away by somebody.
    """

    ticks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        theme: Theme,
        identity: Callable[[R], object],
        may_tick: Callable[[R], bool] = lambda _value: True,
    ) -> None:
        super().__init__(columns, theme=theme)
        self._identity, self._may_tick = identity, may_tick
        self._ticked: set[object] = set()

    @property
    def ticked(self) -> tuple[R, ...]:
        """The ticked values in the order shown."""
        return tuple(one for one in self.rows if self._is_ticked(one))

    def tick(self, identities: Collection[object]) -> None:
        """Tick the values of these identities, and no others."""
        self._ticked = set(identities)
        self._tell()

    def turn(self, number: int) -> None:
        """Tick a row, or take its tick away; one that cannot be ticked stays as it is."""
        value = self.row(number)
        if not self._may_tick(value):
            return
        self._ticked ^= {self._identity(value)}
        self._tell()
        self.ticks_changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first cell of a row takes the click that ticks it."""
        flags = super().flags(index)
        if self._has_box(index):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Besides what a row says: whether it is ticked."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return super().data(index, role)
        if not self._has_box(index):
            return None
        ticked = self._is_ticked(self.row(index.row()))
        return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

    def setData(self, index: Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A click on the box turns its tick."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._has_box(index):
            return False
        self.turn(index.row())
        return True

    def _has_box(self, index: Index) -> bool:
        return index.isValid() and not index.column() and self._may_tick(self.row(index.row()))

    def _is_ticked(self, value: R) -> bool:
        return self._may_tick(value) and self._identity(value) in self._ticked

    def _tell(self) -> None:
        rows = self.rowCount(NO_INDEX)
        if rows:
            first, last = self.index(0, 0), self.index(rows - 1, 0)
            self.dataChanged.emit(first, last, [Qt.ItemDataRole.CheckStateRole])

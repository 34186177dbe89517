"""Groups × months as a table model, with a sentence for every cell."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.counting import Cell, CellState
from desktop.i18n import _, ngettext

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

CELL_ROLE = int(Qt.ItemDataRole.UserRole)
"""Gives the :class:`~desktop.domain.counting.Cell` of an index."""


class MatrixColumn(NamedTuple):
    """A column: what goes back when it is opened, its heading, and its name in sentences."""

    id: str
    label: str
    name: str


class MatrixRow(NamedTuple):
    """A row: its id, its label, and one cell for each column."""

    id: str
    label: str
    cells: tuple[Cell, ...]


class MatrixView(NamedTuple):
    """What the matrix shows; ``current`` is the id of the month shown by the window.

    ``row_title`` is the heading above the labels ("Tổ dân phố").
    """

    row_title: str = ""
    columns: tuple[MatrixColumn, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    current: str = ""


def sentence(row: MatrixRow, column: MatrixColumn, cell: Cell) -> str:
    """What one cell says, as a sentence."""
    match cell.state:
        case CellState.MET:
            said = ngettext(
                "{group}, {month}: {count} session.",
                "{group}, {month}: {count} sessions.",
                cell.count,
            )
        case CellState.MISSING:
            said = _("{group}, {month}: no session entered yet.")
        case CellState.NIL:
            said = _("{group}, {month}: stated that none was held.")
        case CellState.NOT_APPLICABLE:
            said = _("{group}, {month}: not tracked.")
        case _:
            said = _("{group}, {month}: still to come.")
    return said.format(group=row.label, month=column.name, count=cell.count)


class MatrixModel(QAbstractTableModel):
    """The cells of a :class:`MatrixView`; the labels are the vertical header."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = MatrixView()

    @property
    def view(self) -> MatrixView:
        """What is shown."""
        return self._view

    def show_view(self, view: MatrixView) -> None:
        """Show this instead; the same rows and columns keep the place of the user."""
        same = (view.columns, [row.id for row in view.rows]) == (
            self._view.columns,
            [row.id for row in self._view.rows],
        )
        if same and view.rows and view.columns:
            self._view = view
            last = self.index(len(view.rows) - 1, len(view.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(view.rows) - 1)
            return
        self.beginResetModel()
        self._view = view
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of groups."""
        return 0 if parent.isValid() else len(self._view.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The number of months."""
        return 0 if parent.isValid() else len(self._view.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell itself, its number, or its sentence."""
        if not index.isValid():
            return None
        row, column = self._view.rows[index.row()], self._view.columns[index.column()]
        cell = row.cells[index.column()]
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.count) if cell.state is CellState.MET else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return sentence(row, column, cell)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Months above, groups at the left."""
        if orientation is Qt.Orientation.Horizontal:
            if section >= len(self._view.columns):
                return None
            column = self._view.columns[section]
            return {
                int(Qt.ItemDataRole.DisplayRole): column.label,
                int(Qt.ItemDataRole.ToolTipRole): column.name,
            }.get(role)
        if section >= len(self._view.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._view.rows[section].label
        return None

"""The matrix: discs, rings and dashes that say at a glance which month lacks what."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.domain.counting import Cell, CellState
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.matrix_model import CELL_ROLE, MatrixModel, MatrixView
from desktop.ui.widgets.matrix_parts import MatrixTable, Sign, paint_frame, sign_box

Index = QModelIndex | QPersistentModelIndex
_RADIUS = 11.0
_LABEL_SHARE = 0.15


def paint_cell(painter: QPainter, centre: QPointF, cell: Cell, theme: Theme) -> None:
    """Paint one cell: each state has a shape of its own beside its colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match cell.state:
        case CellState.MET:
            painter.setBrush(QBrush(theme.colour(Role.MET_SOFT)))
            painter.drawEllipse(centre, _RADIUS, _RADIUS)
            painter.setPen(theme.colour(Role.MET))
            painter.setFont(theme.font(theme.tokens.type.small - 1, bold=True))
            box = QRect(round(centre.x()) - 14, round(centre.y()) - 10, 28, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(cell.count))
        case CellState.MISSING:
            painter.setPen(QPen(theme.colour(Role.DUE), 2))
            painter.drawEllipse(centre, _RADIUS - 1, _RADIUS - 1)
        case CellState.NIL:
            painter.setPen(QPen(theme.colour(Role.DUE), 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(centre + QPointF(-6, 0), centre + QPointF(6, 0))
        case CellState.NOT_APPLICABLE:
            painter.setBrush(QBrush(theme.colour(Role.EDGE)))
            for step in (-5, 0, 5):
                painter.drawEllipse(centre + QPointF(step, 0), 1.3, 1.3)
        case _:
            painter.setBrush(QBrush(theme.colour(Role.COMING)))
            painter.drawEllipse(centre, _RADIUS, _RADIUS)


class _CellDelegate(QStyledItemDelegate):
    """Paints the cells and the frame of the current one."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        area = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(line, self._theme.colour(Role.LINE))
        centre = QPointF(area.left() + area.width() / 2, area.top() + (area.height() - 1) / 2)
        if self._table.hasFocus() and self._table.selectionModel().isSelected(index):
            paint_frame(painter, sign_box(centre, area.height() - 3), self._theme)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            paint_cell(painter, centre, cell, self._theme)
        painter.restore()


class _MonthHeader(QHeaderView):
    """The months above; the one shown by the window is strong."""

    def __init__(self, theme: Theme, table: QTableView, model: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme, self._matrix = theme, model

    def sizeHint(self) -> QSize:
        """Its height is given by the table."""
        return QSize(0, self.minimumHeight())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one heading."""
        theme, view = self._theme, self._matrix.view
        painter.save()
        painter.fillRect(rect, theme.colour(Role.HEAD))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour(Role.LINE))
        column = view.columns[logicalIndex]
        current = column.id == view.current
        painter.setPen(theme.colour(Role.INK if current else Role.SOFT))
        painter.setFont(theme.font(theme.tokens.type.small, bold=current))
        painter.drawText(rect.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, column.label)
        painter.restore()


class Matrix(MatrixTable):
    """Groups × months. ``opened`` carries the ids of row and column."""

    opened = Signal(str, str)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__(theme=theme, columns_from=30)
        self._model = MatrixModel(self)
        self.setModel(self._model)
        self.setHorizontalHeader(_MonthHeader(theme, self, self._model))
        self.setItemDelegate(_CellDelegate(theme, self))
        self.set_up()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        theme.keep(self, self._measure)
        self.setAccessibleName(_("Groups and months"))

    @property
    def matrix_model(self) -> MatrixModel:
        """The model behind the cells."""
        return self._model

    def show_view(self, view: MatrixView) -> None:
        """Show this matrix."""
        self._model.show_view(view)
        self.corner.setText(view.row_title)
        if not self.currentIndex().isValid() and view.rows:
            ids = [column.id for column in view.columns]
            start = ids.index(view.current) if view.current in ids else 0
            self.setCurrentIndex(self._model.index(0, start))
        self.viewport().update()

    def meanings(self) -> Sequence[tuple[Sign, str]]:
        """The states of a group's month."""
        return tuple(
            (partial(paint_cell, cell=cell, theme=self.theme), said) for cell, said in _meanings()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the labels their share of the table's width.

        A share of what the cells have would change what the cells have, and so on without end.
        """
        width = max(132, min(240, round(self.width() * _LABEL_SHARE) + 32))
        self.verticalHeader().setFixedWidth(width)
        super().resizeEvent(event)
        self.place_corner()

    def _measure(self) -> None:
        cell = self.theme.tokens.shape.matrix_cell
        self.verticalHeader().setMinimumSectionSize(cell)
        self.verticalHeader().setDefaultSectionSize(cell + 1)
        self.horizontalHeader().setFixedHeight(cell + 2)

    def open_cell(self, index: QModelIndex) -> None:
        """Tell which cell is wanted."""
        if index.isValid():
            view = self._model.view
            self.opened.emit(view.rows[index.row()].id, view.columns[index.column()].id)


def _meanings() -> tuple[tuple[Cell, str], ...]:
    return (
        (Cell(CellState.MET, 2), _("met: the number of sessions")),
        (Cell(CellState.MISSING), _("no session entered yet")),
        (Cell(CellState.NIL), _("stated that none was held; not met")),
        (Cell(CellState.NOT_APPLICABLE), _("not tracked in this month")),
        (Cell(CellState.TO_COME), _("still to come")),
    )

"""The matrix: discs, rings and dashes that say at a glance which month lacks what."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.counting import Cell, CellState
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.matrix_model import CELL_ROLE, MatrixModel, MatrixView
from desktop.ui.widgets.text import Text

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
            self._paint_frame(painter, centre, area.height())
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            paint_cell(painter, centre, cell, self._theme)
        painter.restore()

    def _paint_frame(self, painter: QPainter, centre: QPointF, height: int) -> None:
        side = height - 3
        painter.setPen(QPen(self._theme.colour(Role.ACCENT), 2))
        painter.setBrush(self._theme.colour(Role.ACCENT_SOFT))
        corner = QPoint(round(centre.x() - side / 2), round(centre.y() - side / 2))
        painter.drawRoundedRect(QRect(corner.x(), corner.y(), side, side), 6, 6)


class _LabelHeader(QHeaderView):
    """The labels at the left: text of the table, not of a header."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Its width is given by the table: measuring every label would be work for nothing."""
        return QSize(self.minimumWidth(), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one label."""
        model = self.model()
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour(Role.PAPER))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour(Role.LINE))
        painter.setPen(theme.colour(Role.INK))
        painter.setFont(theme.font())
        label = str(model.headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        room = rect.adjusted(10, 0, -6, -1)
        shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
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


class Matrix(QTableView):
    """Groups × months. ``opened`` carries the ids of row and column.

    Arrow keys move, Enter opens, L or ? shows what the signs mean.
    """

    opened = Signal(str, str)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "matrix")
        self._model = MatrixModel(self)
        self.setModel(self._model)
        self.setVerticalHeader(_LabelHeader(theme, self))
        self.setHorizontalHeader(_MonthHeader(theme, self, self._model))
        self.setItemDelegate(_CellDelegate(theme, self))
        self._corner = QLabel(self)
        self._corner.setProperty("look", "corner")
        self._corner.setIndent(0)
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._set_up()
        theme.keep(self, self._measure)
        self.doubleClicked.connect(self._open)
        self.setAccessibleName(_("Groups and months"))

    @property
    def matrix_model(self) -> MatrixModel:
        """The model behind the cells."""
        return self._model

    def show_view(self, view: MatrixView) -> None:
        """Show this matrix."""
        self._model.show_view(view)
        self._corner.setText(view.row_title)
        if not self.currentIndex().isValid() and view.rows:
            ids = [column.id for column in view.columns]
            start = ids.index(view.current) if view.current in ids else 0
            self.setCurrentIndex(self._model.index(0, start))
        self.viewport().update()

    def full_height(self) -> int:
        """The height that shows every row without scrolling, in pixels."""
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        return rows + self.horizontalHeader().height() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current cell; L and ? show the legend."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_L, Qt.Key.Key_Question):
            self.show_legend()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a cell selects it; the second click opens it."""
        super().mouseReleaseEvent(event)
        self.viewport().update()

    def show_legend(self) -> QWidget:
        """Show what the signs mean, beside the matrix; any key or click puts it away."""
        legend = Legend(theme=self._theme, parent=self)
        legend.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - legend.width() - 16, 40))
        legend.move(corner)
        legend.show()
        return legend

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the labels their share of the table's width.

        A share of what the cells have would change what the cells have, and so on without end.
        """
        width = max(132, min(240, round(self.width() * _LABEL_SHARE) + 32))
        self.verticalHeader().setFixedWidth(width)
        super().resizeEvent(event)
        # The labels' width may have changed meanwhile: a wider header resizes the cells in turn.
        labels = self.verticalHeader().minimumWidth()
        self._corner.setGeometry(0, 0, labels, self.horizontalHeader().height())

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        months = self.horizontalHeader()
        months.setMinimumSectionSize(30)
        months.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _measure(self) -> None:
        cell = self._theme.tokens.shape.matrix_cell
        self.verticalHeader().setMinimumSectionSize(cell)
        self.verticalHeader().setDefaultSectionSize(cell + 1)
        self.horizontalHeader().setFixedHeight(cell + 2)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            view = self._model.view
            self.opened.emit(view.rows[index.row()].id, view.columns[index.column()].id)


class _Sign(QWidget):
    """One sign of the legend."""

    def __init__(self, cell: Cell, theme: Theme) -> None:
        super().__init__()
        self._cell, self._theme = cell, theme
        self.setFixedSize(28, 26)

    def paintEvent(self, _event: object) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cell(painter, QPointF(14, 13), self._cell, self._theme)
        painter.end()


class Legend(QFrame):
    """What the signs of the matrix mean."""

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 18, 12)
        grid.setVerticalSpacing(4)
        grid.addWidget(Text(_("What the signs mean"), look="strong"), 0, 0, 1, 2)
        meanings = (
            (Cell(CellState.MET, 2), _("met: the number of sessions")),
            (Cell(CellState.MISSING), _("no session entered yet")),
            (Cell(CellState.NIL), _("stated that none was held; not met")),
            (Cell(CellState.NOT_APPLICABLE), _("not tracked in this month")),
            (Cell(CellState.TO_COME), _("still to come")),
        )
        for number, (cell, meaning) in enumerate(meanings, start=1):
            grid.addWidget(_Sign(cell, theme), number, 0)
            grid.addWidget(Text(meaning), number, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key puts the legend away."""
        event.accept()
        self.close()

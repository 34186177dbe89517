"""The board as a table: a frozen column of units, twelve months, the month's figures."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.domain.board import BoardCell, BoardRow
from desktop.domain.expected_units import UnitId
from desktop.i18n import _
from desktop.ui.board.content import BoardRead, groups_words, met_words
from desktop.ui.board.signs import cell_sentence, meanings, paint_sign
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role, Type
from desktop.ui.widgets.matrix_parts import MatrixTable, Sign, paint_frame, sign_box
from desktop.wording import period_name

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CELL_ROLE = int(Qt.ItemDataRole.UserRole)
_LABEL_SHARE = 0.16
_FIGURES = 2
_GROUPS_WIDTH, _MET_WIDTH = 92, 136
_ROOM_FOR_MET = 620
_ROOM_FOR_GROUPS = 800


class BoardModel(QAbstractTableModel):
    """Cells of units and months, then two columns of text about the month in sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read: BoardRead | None = None
        self._rows: tuple[BoardRow, ...] = ()

    @property
    def read(self) -> BoardRead | None:
        """What is shown."""
        return self._read

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """The rows in sight."""
        return self._rows

    @property
    def months(self) -> int:
        """How many months there are."""
        return len(self._read.board.periods) if self._read else 0

    def show(self, read: BoardRead, rows: tuple[BoardRow, ...]) -> None:
        """Show these rows of a board."""
        self.beginResetModel()
        self._read, self._rows = read, rows
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of units."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The months and the two columns of figures."""
        return 0 if parent.isValid() or self._read is None else self.months + _FIGURES

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell itself, its sentence, or the figures of the month in sight."""
        if not index.isValid() or self._read is None:
            return None
        row, column = self._rows[index.row()], index.column()
        if column >= self.months:
            return self._figures(row, column - self.months, role)
        cell = row.cells[column]
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            month = period_name(self._read.board.periods[column].id)
            return cell_sentence(cell, unit=row.unit.name, month=month)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Months above, units at the left."""
        if self._read is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            known = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self._rows[section].unit.name if known and section < len(self._rows) else None
        if role == Qt.ItemDataRole.DisplayRole:
            if section < self.months:
                number = self._read.board.periods[section].number
                return _("M{number}").format(number=number)
            return (_("Number of groups"), _("Groups that met"))[section - self.months]
        return None

    def _figures(self, row: BoardRow, place: int, role: int) -> object:
        if self._read is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (groups_words, met_words)[place](self._read.totals(row))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("Of the report of {month} that counts; a dash while there is none.").format(
                month=period_name(self._read.stand.month.id)
            )
        return None


class BoardGrid(MatrixTable):
    """``opened`` carries the unit and the id of the month."""

    opened = Signal(object, str)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__(theme=theme, columns_from=28)
        self.board_model = BoardModel(self)
        self.setModel(self.board_model)
        self.setHorizontalHeader(_MonthHeader(theme, self))
        self.setItemDelegate(_CellDelegate(theme, self))
        self.corner.setText(_("Reporting unit"))
        self.set_up()
        theme.keep(self, self._measure)
        self.setAccessibleName(_("Units and months"))

    def show_board(self, read: BoardRead, rows: tuple[BoardRow, ...]) -> None:
        """Show these rows; the user stays at the unit, and in another month goes along to it."""
        before = self._place()
        model = self.board_model
        if before is not None and model.read is not None and model.read.column != read.column:
            before = (before[0], read.column)
        wider = model.columnCount() == 0
        model.show(read, rows)
        if wider:
            self._size_columns()
        self._go_back(before)
        self.viewport().update()

    def go_to(self, unit: UnitId, column: int) -> bool:
        """Make a cell current; False when the unit is not in sight."""
        for number, row in enumerate(self.board_model.rows):
            if row.unit.unit == unit:
                self.setCurrentIndex(self.board_model.index(number, column))
                return True
        return False

    def meanings(self) -> Sequence[tuple[Sign, str]]:
        """The states of a report."""
        return tuple(
            (partial(paint_sign, cell=cell, theme=self.theme), said) for cell, said in meanings()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names their share, and leave the figures out where months would be cut."""
        width = max(140, min(280, round(self.width() * _LABEL_SHARE) + 32))
        self.verticalHeader().setFixedWidth(width)
        super().resizeEvent(event)
        self._size_columns()
        self.place_corner()

    def _size_columns(self) -> None:
        months = self.board_model.months
        header = self.horizontalHeader()
        if not months or header.count() < months + _FIGURES:
            return
        scale = self.theme.tokens.type.text / Type().text
        for column in range(months):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for place, (width, room) in enumerate(
            ((_GROUPS_WIDTH, _ROOM_FOR_GROUPS), (_MET_WIDTH, _ROOM_FOR_MET))
        ):
            header.setSectionResizeMode(months + place, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(months + place, round(width * scale))
            header.setSectionHidden(months + place, self.width() < room * scale)

    def _measure(self) -> None:
        height = self.theme.tokens.shape.row_height
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height - 2)
        self._size_columns()

    def _place(self) -> tuple[UnitId, int] | None:
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.board_model.rows):
            return None
        return self.board_model.rows[index.row()].unit.unit, index.column()

    def _go_back(self, before: tuple[UnitId, int] | None) -> None:
        if before is not None and self.go_to(*before):
            return
        read = self.board_model.read
        if read is not None and self.board_model.rows:
            self.setCurrentIndex(self.board_model.index(0, read.column))

    def open_cell(self, index: QModelIndex) -> None:
        """Tell which unit and month are wanted."""
        read = self.board_model.read
        if index.isValid() and read is not None:
            column = index.column() if index.column() < self.board_model.months else read.column
            unit = self.board_model.rows[index.row()].unit.unit
            self.opened.emit(unit, read.board.periods[column].id)


class _CellDelegate(QStyledItemDelegate):
    """Paints signs and figures, and the frame of the current cell."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(line, theme.colour(Role.LINE))
        centre = QPointF(area.left() + area.width() / 2, area.top() + (area.height() - 1) / 2)
        chosen = self._table.hasFocus() and self._table.selectionModel().isSelected(index)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, BoardCell):
            if chosen:
                paint_frame(painter, sign_box(centre, area.height() - 3), theme)
            paint_sign(painter, centre, cell, theme)
        else:
            if chosen:
                paint_frame(painter, area.adjusted(2, 2, -2, -3), theme)
            painter.setFont(theme.font())
            painter.setPen(theme.colour(Role.INK))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area.adjusted(0, 0, -10, -1), flags, str(index.data() or ""))
        painter.restore()


class _MonthHeader(QHeaderView):
    """The months above; the one in sight is strong."""

    def __init__(self, theme: Theme, table: BoardGrid) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme, self._grid = theme, table

    def sizeHint(self) -> QSize:
        """Its height is given by the table."""
        return QSize(0, self.minimumHeight())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one heading."""
        theme, model = self._theme, self._grid.board_model
        painter.save()
        painter.fillRect(rect, theme.colour(Role.HEAD))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour(Role.LINE))
        current = model.read is not None and logicalIndex == model.read.column
        painter.setPen(theme.colour(Role.INK if current else Role.SOFT))
        painter.setFont(theme.font(theme.tokens.type.small, bold=current))
        label = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        if logicalIndex < model.months:
            painter.drawText(rect.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, label)
        else:
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -10, -1), flags, label)
        painter.restore()

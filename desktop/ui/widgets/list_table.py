"""The table of the house: calm rows, remembered widths, a word when it is empty."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.rows_model import Column, RowsModel

R = TypeVar("R")

_AROUND_TITLE = 22
"""Pixels beside the title of a column, on both sides together."""
_AROUND_LINES = 12
"""Pixels above and below a text that wraps, together."""
_NO_LIMIT = 10_000


class ListTable(QTableView, Generic[R]):
    """A list of values. Enter and double click send ``opened`` with the value; Delete ``dropped``.

    ``key`` names the table in the memory of widths; ``identity`` tells which value is which, so
    that the current row stays when the rows are shown anew. ``wraps``: no text is cut, rows grow
    instead; every row is measured for it, so it is for short lists.
    """

    opened = Signal(object)
    dropped = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self,
        model: RowsModel[R],
        *,
        theme: Theme,
        memory: WindowMemory,
        key: str,
        identity: Callable[[R], object] | None = None,
        empty: EmptyState | None = None,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self._wraps = wraps
        self._rows_model, self._theme, self._memory, self._key = model, theme, memory, key
        self._identity = identity or (lambda value: value)
        self._empty = empty
        self.setModel(model)
        self._set_up()
        theme.keep(self, self._measure)
        if empty is not None:
            empty.setParent(self.viewport())
        model.modelReset.connect(self._weigh_emptiness)
        self._weigh_emptiness()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    @property
    def current(self) -> R | None:
        """The value of the current row; none when there is none."""
        row = self.currentIndex().row()
        return self._rows_model.row(row) if 0 <= row < self._rows_model.rowCount() else None

    def value_at(self, index: QModelIndex) -> R | None:
        """The value of a row; none for an index that names none."""
        return self._rows_model.row(index.row()) if index.isValid() else None

    def show_rows(self, rows: tuple[R, ...]) -> None:
        """Show these values; the current one stays current when it is still there."""
        before = self.current
        self._rows_model.show_rows(rows)
        self._lay_columns()
        if before is not None:
            self.go_to(self._identity(before))

    def go_to(self, identity: object) -> bool:
        """Make the value of that identity current and visible; False when it is not there."""
        for number, value in enumerate(self._rows_model.rows):
            if self._identity(value) == identity:
                self.setCurrentIndex(self._rows_model.index(number, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row, Delete sends ``dropped``."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        elif event.key() == Qt.Key.Key_Delete and self.current is not None:
            self.dropped.emit(self.current)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the word about emptiness over the whole table."""
        super().resizeEvent(event)
        if self._empty is not None:
            self._empty.setGeometry(QRect(0, 0, self.viewport().width(), self.viewport().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember the widths once the user let go of a column's edge."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._keep_widths()
        return super().eventFilter(watched, event)

    def sizeHintForRow(self, row: int) -> int:
        """The height of a row; of one that wraps, of its tallest text as wide as it is painted."""
        if not self._wraps:
            return super().sizeHintForRow(row)
        flags = int(Qt.TextFlag.TextWordWrap)
        model, metrics = self._rows_model, self.fontMetrics()
        heights = [
            metrics.boundingRect(
                QRect(0, 0, self.columnWidth(column) - _AROUND_TITLE, _NO_LIMIT),
                flags,
                str(model.index(row, column).data() or ""),
            ).height()
            for column in range(model.columnCount())
        ]
        return max(heights, default=0) + _AROUND_LINES

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(self._wraps)
        # Names of groups differ at their end: "… số 1", "… số 2".
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.viewport().installEventFilter(self)

    def _measure(self) -> None:
        height = self._theme.tokens.shape.row_height
        mode = QHeaderView.ResizeMode
        self.verticalHeader().setSectionResizeMode(
            mode.ResizeToContents if self._wraps else mode.Fixed
        )
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height)
        self._lay_columns()

    def _lay_columns(self) -> None:
        columns = self._rows_model.columns
        header = self.horizontalHeader()
        widths = self._memory.widths(self._key, len(columns))
        for number, column in enumerate(columns):
            if column.width == 0:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                width = widths[number] if widths else self._width_of(number, column)
                self.setColumnWidth(number, width)
        header.setStretchLastSection(all(column.width for column in columns))

    def _width_of(self, number: int, column: Column[R]) -> int:
        """A column's width: its title is never cut, and larger text gets what it needs of more."""
        header = self.horizontalHeader()
        header.ensurePolished()
        title = header.fontMetrics().horizontalAdvance(column.title) + _AROUND_TITLE
        least, most = max(column.width, title), column.width * self._theme.scale // 100
        return max(least, min(most, self.sizeHintForColumn(number))) if most > least else least

    def _keep_widths(self) -> None:
        count = self._rows_model.columnCount()
        self._memory.keep_widths(self._key, [self.columnWidth(number) for number in range(count)])

    def _weigh_emptiness(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(self._rows_model.rowCount() == 0)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._rows_model.row(index.row()))

    def _tell_current(self) -> None:
        self.current_changed.emit(self.current)

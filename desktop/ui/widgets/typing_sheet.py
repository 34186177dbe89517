"""A sheet that is typed into cell by cell, as on the paper register and as in Excel."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView


class TypingSheet(QTableView):
    """Single cells are selected, any key opens one; ``act_of`` gives a key a meaning of its own."""

    paste_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)

    @property
    def current_row(self) -> int:
        """The row of the current cell; −1 when there is none."""
        return self.currentIndex().row()

    @property
    def open_field(self) -> QLineEdit | None:
        """The field that is open in the current cell."""
        if self.state() is not QAbstractItemView.State.EditingState:
            return None
        found = self.indexWidget(self.currentIndex())
        return found if isinstance(found, QLineEdit) else None

    def edit_in_place(self) -> None:
        """Open the current cell behind what stands in it."""
        self.edit(self.currentIndex())
        field = self.open_field
        if field is not None:
            field.deselect()
            field.setCursorPosition(len(field.text()))

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as Excel takes them."""
        cells = [(index.row(), index.column()) for index in self.selectedIndexes()]
        rows = sorted({row for row, _column in cells if self.holds_line(row)})
        if not rows:
            return
        columns = range(min(c for _r, c in cells), max(c for _r, c in cells) + 1)
        lines = ["\t".join(self.plain(row, column) for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def holds_line(self, row: int) -> bool:
        """Whether a row holds something to be copied: a heading between the lines does not."""
        return row >= 0

    def plain(self, row: int, column: int) -> str:
        """A cell as it is copied, on one line."""
        said = self.model().index(row, column).data(Qt.ItemDataRole.DisplayRole)
        return str(said or "").replace("\n", " ")

    def act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does in the sheet; nothing: the table takes it."""
        del event
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the sheet; what is typed opens an editor by itself."""
        act = self.act_of(event)
        if act is None:
            super().keyPressEvent(event)
            return
        event.accept()
        act()

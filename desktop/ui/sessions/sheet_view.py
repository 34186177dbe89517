"""The month sheet on screen: keys work as on the paper register and as in Excel."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QWidget,
)

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.memory import WindowMemory
from desktop.ui.sessions.delegate import CellDelegate
from desktop.ui.sessions.editors import CellLine, GroupsLine, Move
from desktop.ui.sessions.lines import CELLS, Cell
from desktop.ui.sessions.sheet_model import MonthSheetModel
from desktop.ui.widgets.typing_sheet import TypingSheet

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    Cell.DAY: 78,
    Cell.GROUPS: 160,
    Cell.FORMAT: 160,
    Cell.TOPIC: 220,
    Cell.LEAD: 120,
    Cell.ATTENDANCE: 90,
    Cell.NOTE: 90,
}
_NARROWEST = {
    Cell.DAY: 56,
    Cell.GROUPS: 108,
    Cell.FORMAT: 92,
    Cell.TOPIC: 100,
    Cell.LEAD: 76,
    Cell.ATTENDANCE: 80,
    Cell.NOTE: 50,
}
_SPARE = {Cell.TOPIC: 0.4, Cell.GROUPS: 0.15, Cell.LEAD: 0.15, Cell.FORMAT: 0.1}
"""What each column takes of the width left over; the note has the rest."""
_KEY = "month-sheet"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_REVERT = QAbstractItemDelegate.EndEditHint.RevertModelCache


class SheetView(TypingSheet):
    """``line_left`` carries the key of a line that is no longer the current one.

    ``typing`` carries the key of the line in which a key was typed or a cell was closed;
    ``locked_touched`` says that somebody tried to type into a closed month.
    """

    line_left = Signal(str)
    typing = Signal(str)
    details_wanted = Signal()
    drop_wanted = Signal(object)
    late_wanted = Signal()
    locked_touched = Signal()

    def __init__(self, model: MonthSheetModel, *, theme: Theme, memory: WindowMemory) -> None:
        super().__init__()
        self._sheet, self._theme, self._memory = model, theme, memory
        self.setModel(model)
        self._delegate = CellDelegate(self, model, theme=theme)
        self.setItemDelegate(self._delegate)
        self._delegate.ended.connect(self._end_editor)
        self._delegate.typing.connect(lambda: self.typing.emit(self._sheet.typing))
        self._set_up()
        theme.keep(self, self._measure)

    @property
    def editor(self) -> CellLine | None:
        """The editor that is open now."""
        found = self.open_field
        return found if isinstance(found, CellLine) else None

    def open_cell(self) -> tuple[str, Cell, str] | None:
        """The line, the cell and the text of an editor in which something was typed."""
        editor = self.editor
        if editor is None or editor.text() == editor.begun_with:
            return None
        return self._sheet.typing, Cell(self.currentIndex().column()), editor.text()

    def selected_rows(self) -> list[int]:
        """The rows that hold a selected cell, else the current one."""
        rows = {index.row() for index in self.selectedIndexes()}
        return sorted(rows or ({self.current_row} if self.current_row >= 0 else set()))

    def go_to(self, row: int, cell: Cell = Cell.DAY) -> None:
        """Make a cell the current one and bring it to sight."""
        index = self._sheet.index(row, cell)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def end_editing(self) -> None:
        """Take what stands in an open editor."""
        editor = self.editor
        if editor is not None:
            self._end_editor(editor, Move.STAY)

    def open_groups(self) -> None:
        """Open the boxes of the groups in the current line."""
        self.edit(self._sheet.index(self.current_row, Cell.GROUPS))
        if isinstance(self.editor, GroupsLine):
            self.editor.open_list()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        for index in self.selectedIndexes():
            self._sheet.setData(index, "")

    def copy_from_above(self) -> None:
        """Take what the cell above says."""
        index = self.currentIndex()
        if index.row() > 0:
            above = self._sheet.index(index.row() - 1, index.column())
            self._sheet.setData(index, str(above.data(Qt.ItemDataRole.EditRole)))

    # -- keys ------------------------------------------------------------------------------------

    def act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """The keys of the sheet."""
        key, control = Qt.Key(event.key()), bool(event.modifiers() & _CONTROL)
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste_wanted.emit
        if key in _ENTER:
            return self.details_wanted.emit if control else lambda: self._enter(event)
        if control and key == Qt.Key.Key_L:
            return self.late_wanted.emit
        if self._sheet.locked:
            return self.locked_touched.emit if _would_type(event, key, control=control) else None
        return self._typing_act(event, key, control=control)

    def _typing_act(
        self, event: QKeyEvent, key: Qt.Key, *, control: bool
    ) -> Callable[[], object] | None:
        match key:
            case Qt.Key.Key_D if control:
                return self.copy_from_above
            case Qt.Key.Key_Delete:
                return self._drop if control else self.clear_cells
            case Qt.Key.Key_F2:
                return self.edit_in_place
            case Qt.Key.Key_F4:
                return self._open_list
            case Qt.Key.Key_Down if _with_alt(event):
                return self._open_list
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                return self._tab(event)
            case _:
                return None

    def _enter(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._leave_cell(Move.BACK if back else Move.NEXT)

    def _leave_cell(self, move: Move) -> None:
        self._take_offer()
        self._move(move)

    def _tab(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Tab moves on; from the very last cell it leaves the sheet, as from the first one back."""
        index, back = self.currentIndex(), event.key() == Qt.Key.Key_Backtab
        edge = (0, 0) if back else (self._sheet.rowCount() - 1, CELLS[-1])
        if (index.row(), index.column()) == edge:
            return event.ignore
        return partial(self._leave_cell, Move.BACK if back else Move.NEXT)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Tab stays in the sheet until its edge."""
        index = self.currentIndex()
        edge = (self._sheet.rowCount() - 1, CELLS[-1]) if next else (0, 0)
        if self._sheet.locked or (index.row(), index.column()) == edge:
            return QWidget.focusNextPrevChild(self, next)
        return super().focusNextPrevChild(next)

    def _take_offer(self) -> None:
        if self.currentIndex().isValid():
            self._sheet.accept_offer(self.currentIndex())

    def _open_list(self) -> None:
        if self.currentIndex().column() == Cell.GROUPS:
            self.open_groups()
        else:
            self.edit_in_place()
            if self.editor is not None and self.editor.suggestions is not None:
                self.editor.suggestions.offer("")

    def _drop(self) -> None:
        self.drop_wanted.emit(self.selected_rows())

    def _end_editor(self, editor: CellLine, move: Move) -> None:
        if move is not Move.CANCEL:
            self.commitData(editor)
        self.closeEditor(editor, _REVERT if move is Move.CANCEL else _NO_HINT)
        self._move(move)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The cell is done: the store may change its line again."""
        key = self._sheet.typing
        super().closeEditor(editor, hint)
        self._sheet.end_typing()
        self.typing.emit(key)

    def _move(self, move: Move) -> None:
        if move is Move.DETAILS:
            self.details_wanted.emit()
        index = self.currentIndex()
        row, column = index.row(), index.column()
        match move:
            case Move.NEXT:
                row, column = (row, column + 1) if column < CELLS[-1] else (row + 1, 0)
            case Move.BACK:
                row, column = (row, column - 1) if column else (row - 1, int(CELLS[-1]))
            case Move.UP | Move.DOWN:
                row += 1 if move is Move.DOWN else -1
            case _:
                return
        if 0 <= row < self._sheet.rowCount():
            self.go_to(row, Cell(column))

    # -- rows and columns ------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell when the officer goes on to another line."""
        super().currentChanged(current, previous)
        if previous.isValid() and previous.row() != current.row():
            self.viewport().update()
            entry = self._sheet.entry(previous.row())
            if entry is not None:
                self.line_left.emit(entry.line.key)

    def fit_columns(self, width: int) -> None:
        """Share the width: the topic takes what is left; where it is tight all give way."""
        scale = self._theme.tokens.type.text / Type().text
        wished = {cell: round(width * scale) for cell, width in _WIDTHS.items()}
        least = {cell: round(width * scale) for cell, width in _NARROWEST.items()}
        total, spare = sum(wished.values()), width - sum(wished.values())
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        fits = width >= sum(least.values())
        self.setHorizontalScrollBarPolicy(off if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        if spare < 0:
            given = max(0, width - sum(least.values())) / (total - sum(least.values()))
            wished = {
                cell: least[cell] + int(given * (wished[cell] - least[cell])) for cell in CELLS
            }
        else:
            for cell, share in _SPARE.items():
                wished[cell] += round(spare * share)
        for cell in CELLS[:-1]:
            self.setColumnWidth(cell, wished[cell])

    def resizeEvent(self, event: object) -> None:
        """Share the width anew, unless the officer chose widths."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._memory.widths(_KEY, len(CELLS)) is None:
            self.fit_columns(self.viewport().width())

    def _set_up(self) -> None:
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        header.sectionHandleDoubleClicked.connect(lambda _section: self._forget_widths())
        header.sectionResized.connect(self._keep_widths)
        widths = self._memory.widths(_KEY, len(CELLS))
        for cell, width in zip(CELLS, widths or (), strict=False):
            self.setColumnWidth(cell, width)

    def _measure(self) -> None:
        height = self._theme.tokens.shape.row_height
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height)

    def _keep_widths(self) -> None:
        """Remember widths that the officer dragged; those we set are not held against them."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._memory.keep_widths(_KEY, [self.columnWidth(cell) for cell in CELLS])
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _forget_widths(self) -> None:
        self.fit_columns(self.viewport().width())

    def plain(self, row: int, column: int) -> str:
        """A cell as it was typed, on one line and in one cell."""
        text = str(self._sheet.index(row, column).data(Qt.ItemDataRole.EditRole))
        return text.replace("\t", " ").replace("\n", " ")


def _would_type(event: QKeyEvent, key: Qt.Key, *, control: bool) -> bool:
    """Whether a key would change an open sheet."""
    letter = bool(event.text()) and event.text().isprintable() and not control
    return letter or key in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def _with_alt(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

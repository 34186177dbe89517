"""The sheet of counts on screen: typing, Enter, arrows and single keys, as on a paper form."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QWidget,
)

from desktop.ui.counts.cells import read_cell
from desktop.ui.counts.delegate import CountsDelegate
from desktop.ui.counts.editor import FigureLine
from desktop.ui.counts.sheet_model import CELLS, Cell, CountsModel, Entries
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.sessions.editors import Move
from desktop.ui.widgets.typing_sheet import TypingSheet

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    Cell.UNIT: 144,
    Cell.BEFORE: 92,
    Cell.LAST_YEAR: 78,
    Cell.CUMULATIVE: 100,
    Cell.VALUE: 140,
}
_LABEL_LEAST = 270
_BESIDE = (Cell.UNIT, Cell.BEFORE, Cell.LAST_YEAR, Cell.CUMULATIVE)
"""Columns whose texts are never cut: the words of the figures wrap and give them the room."""
_GIVEN_UP = (Cell.UNIT, Cell.LAST_YEAR, Cell.CUMULATIVE, Cell.BEFORE)
"""Columns that go, one after another, where the words of the figures need the room."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_STATED = frozenset({"k", "x", "="})
_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_REVERT = QAbstractItemDelegate.EndEditHint.RevertModelCache


class CountsView(TypingSheet):
    """``locked_typed`` tells that somebody typed into a closed month; ``reached_end`` that the
    officer wants to go on below the last row."""

    locked_typed = Signal()
    reached_end = Signal()

    def __init__(self, model: CountsModel, *, theme: Theme) -> None:
        super().__init__()
        self._sheet, self._theme, self._words = model, theme, ""
        self.setModel(model)
        self._delegate = CountsDelegate(self, model, theme=theme)
        self.setItemDelegate(self._delegate)
        self._delegate.ended.connect(self._end_editor)
        self._set_up()
        theme.keep(self, self._measure)
        model.reworded.connect(self.fit_rows)
        model.dataChanged.connect(self._give_room)
        model.modelReset.connect(self._begin_anew)

    @property
    def editor(self) -> FigureLine | None:
        """The editor that is open now."""
        found = self.open_field
        return found if isinstance(found, FigureLine) else None

    def shown_rows(self) -> list[int]:
        """The rows with figures that the search leaves, from top to bottom."""
        rows = range(self._sheet.rowCount())
        return [row for row in rows if self._sheet.line(row) and not self.isRowHidden(row)]

    def holds_line(self, row: int) -> bool:
        """Whether a row has a figure; the others are headings."""
        return self._sheet.line(row) is not None

    def selected_lines(self) -> list[int]:
        """The rows with a selected cell, else the current one."""
        rows = {index.row() for index in self.selectedIndexes()} or {self.current_row}
        return sorted(row for row in rows if self._sheet.line(row) is not None)

    def go_to(self, row: int) -> None:
        """Make the figure of a row the current one and bring it to sight."""
        self.setCurrentIndex(self._sheet.index(row, Cell.VALUE))
        self._show_current()

    def go_to_first_blank(self) -> None:
        """Go where something is to be typed; to the top when nothing is."""
        rows = self.shown_rows()
        blank = (row for row in rows if (one := self._sheet.line(row)) and one.entry is None)
        row = next(blank, rows[0] if rows else -1)
        if row >= 0:
            self.go_to(row)

    def end_editing(self) -> str:
        """Take what stands in an open editor; words about a figure that is not taken."""
        editor, line = self.editor, self._sheet.line(self.current_row)
        if editor is None:
            return ""
        self.commitData(editor)
        self.closeEditor(editor, _NO_HINT)
        why = self._sheet.refused(line) if line is not None else ""
        return f"{line.category.label}: {why}" if line is not None and why else ""

    def search(self, words: str) -> int:
        """Leave only the rows that hold the words, compared without accents; how many are left."""
        self._words = words
        for row in range(self._sheet.rowCount()):
            self.setRowHidden(row, bool(words.strip()) and not self._sheet.fits(row, words))
        left = self.shown_rows()
        if left and self.current_row not in left:
            self.go_to(left[0])
        return len(left)

    def state_cells(self, text: str) -> None:
        """Let the selected rows say "k", "x", "=" or nothing; one step of undo."""
        entries: dict[str, object] = {}
        for row in self.selected_lines():
            line = self._sheet.line(row)
            if line is None:
                continue
            meant = read_cell(text, line)
            if meant.problem:
                self._sheet.refuse(line.category.id, meant.problem)
            else:
                entries[line.category.id] = meant.entry
        taken: Entries = entries  # type: ignore[assignment]
        self._sheet.take(taken)
        if text and len(self.selected_lines()) == 1 and entries:
            self._step(1)

    # -- keys ------------------------------------------------------------------------------------

    def act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """The keys of the sheet."""
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste_wanted.emit
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER:
            return partial(self._step, -1 if back else 1)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._tab(-1 if key == Qt.Key.Key_Backtab else 1, event)
        if self._sheet.locked:
            return self.locked_typed.emit if _is_typing(event) else None
        return self._changing_act(key, event)

    def _changing_act(self, key: Qt.Key, event: QKeyEvent) -> Callable[[], object] | None:
        """The keys that change figures of an open month."""
        if key == Qt.Key.Key_Delete:
            return partial(self.state_cells, "")
        if key == Qt.Key.Key_F2:
            return self.edit_in_place
        if key == Qt.Key.Key_Escape and self._is_refused():
            return self._sheet.forgive
        return self._typing_act(event) if _is_typing(event) else None

    def _typing_act(self, event: QKeyEvent) -> Callable[[], object] | None:
        """K, X and = state a row at once; any other sign opens the figure of the row."""
        text = event.text()
        if text.lower() in _STATED:
            return partial(self.state_cells, text.lower())
        if not text.strip():
            return event.ignore
        if self.currentIndex().column() != Cell.VALUE and self._sheet.line(self.current_row):
            self.go_to(self.current_row)
        return None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """K, X and = sent by an input method state a row as well."""
        text = event.commitString().lower()
        if text in _STATED and not self._sheet.locked and self.editor is None:
            self.state_cells(text)
        else:
            super().inputMethodEvent(event)

    def _tab(self, step: int, event: QKeyEvent) -> Callable[[], object] | None:
        """Tab goes on row by row; past the last one it leaves the sheet."""
        rows = self.shown_rows()
        edge = rows[-1 if step > 0 else 0] if rows else -1
        return event.ignore if self.current_row == edge else partial(self._step, step)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Tab stays in the sheet until its edge."""
        rows = self.shown_rows()
        edge = rows[-1 if next else 0] if rows else -1
        if self.current_row == edge or not rows:
            return QWidget.focusNextPrevChild(self, next)
        return super().focusNextPrevChild(next)

    def _step(self, step: int) -> None:
        rows = self.shown_rows()
        if self.current_row in rows:
            at = rows.index(self.current_row) + step
            if 0 <= at < len(rows):
                self.go_to(rows[at])
            elif step > 0 and not self._sheet.locked:
                self.reached_end.emit()
        elif rows:
            self.go_to(rows[0])

    def _is_refused(self) -> bool:
        line = self._sheet.line(self.current_row)
        return line is not None and bool(self._sheet.refused(line))

    def edit_in_place(self) -> None:
        """Open the figure of the current row, whatever column is the current one."""
        self.go_to(self.current_row)
        super().edit_in_place()

    def _end_editor(self, editor: FigureLine, move: Move) -> None:
        """Leave an editor; one whose figure is not taken stays open, so that it can be mended."""
        line = self._sheet.line(self.current_row)
        if move is Move.CANCEL or line is None:
            self.closeEditor(editor, _REVERT)
            if line is not None:
                self._sheet.refuse(line.category.id, "")
            return
        changed = editor.text() != editor.begun_with
        meant = read_cell(editor.text(), line)
        if changed and meant.problem:
            self._sheet.refuse(line.category.id, meant.problem)
            editor.selectAll()
            return
        self.commitData(editor)
        self._sheet.refuse(line.category.id, "")
        self.closeEditor(editor, _NO_HINT)
        steps = {Move.NEXT: 1, Move.DOWN: 1, Move.BACK: -1, Move.UP: -1}
        if move in steps:
            self._step(steps[move])

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The row in hand is shown as a whole; what was refused elsewhere needs no mending."""
        super().currentChanged(current, previous)
        if previous.isValid() and previous.row() != current.row():
            line = self._sheet.line(current.row())
            self._sheet.forgive(beside=line.category.id if line is not None else "")
            self.viewport().update()

    # -- rows and columns ------------------------------------------------------------------------

    def fit_columns(self) -> None:
        """Give the words what room is left; where it is too little, columns beside them go."""
        scale = max(self._theme.tokens.type.text / Type().text, 1)
        room = self.viewport().width()
        wanted = {cell: self._width_of(cell, round(_WIDTHS[cell] * scale)) for cell in CELLS[1:]}
        shown = dict(wanted)
        for cell in _GIVEN_UP:
            if room - sum(shown.values()) < _LABEL_LEAST * scale:
                shown.pop(cell)
        for cell, width in wanted.items():
            self.setColumnHidden(cell, cell not in shown)
            self.setColumnWidth(cell, width)
        self.setColumnWidth(Cell.LABEL, max(room - sum(shown.values()), 120))
        self.fit_rows()

    def _width_of(self, cell: Cell, least: int) -> int:
        if cell not in _BESIDE:
            return least
        rows = range(self._sheet.rowCount())
        return max(least, *(self._delegate.text_width(row, cell) for row in rows), 0)

    def _give_room(self, first: Index, last: Index) -> None:
        """Widen a column when a figure that was just entered needs it."""
        rows = range(first.row(), last.row() + 1)
        if any(
            self._delegate.text_width(row, cell) > self.columnWidth(cell)
            for row in rows
            for cell in _BESIDE
            if not self.isColumnHidden(cell)
        ):
            self.fit_columns()

    def fit_rows(self) -> None:
        """Make each row as high as its words need."""
        width, moved = self.columnWidth(Cell.LABEL), False
        for row in range(self._sheet.rowCount()):
            height = self._delegate.row_height(row, width)
            if self.rowHeight(row) != height and not self.isRowHidden(row):
                self.setRowHeight(row, height)
                moved = True
        if moved:
            self._show_current()

    def _show_current(self) -> None:
        """Bring the row in hand to sight; with the first one the heading above it."""
        index, rows = self.currentIndex(), self.shown_rows()
        if index.isValid() and rows and index.row() == rows[0]:
            self.scrollToTop()
        elif index.isValid():
            self.scrollTo(index)

    def resizeEvent(self, event: object) -> None:
        """Share the width anew; the row in hand stays in sight."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit_columns()
        self._show_current()

    def _begin_anew(self) -> None:
        self.clearSpans()
        for row in range(self._sheet.rowCount()):
            if self._sheet.line(row) is None:
                self.setSpan(row, 0, 1, len(CELLS))
        self.search(self._words)
        self.fit_columns()

    def _set_up(self) -> None:
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(40)

    def _measure(self) -> None:
        height = self._theme.tokens.shape.row_height
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height)
        self.fit_columns()


def _is_typing(event: QKeyEvent) -> bool:
    """Whether a key puts a letter or a digit down."""
    text = event.text()
    plain = event.modifiers() & ~_KEYPAD in _PLAIN
    return plain and bool(text) and text.isprintable()

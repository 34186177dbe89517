"""Painting the sheet of counts: headings, figures, and the sentence below a row that needs one."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.counts.editor import FigureLine
from desktop.ui.counts.month import CountRow
from desktop.ui.counts.sheet_model import Cell, CountsModel
from desktop.ui.counts.words import kind_text
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.sessions.editors import is_passing

Index = QModelIndex | QPersistentModelIndex
_SIDE, _AIR, _ICON = 10, 6, 14
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class _Words:
    """A piece of text in the first column."""

    text: str
    font: QFont
    role: Role

    def height(self, width: int) -> int:
        """Its height when it is wrapped in ``width``."""
        area = QRect(0, 0, max(width, 40), 10_000)
        return QFontMetrics(self.font).boundingRect(area, _WRAP, self.text).height()


class CountsDelegate(QStyledItemDelegate):
    """``ended`` carries the editor and the move with which it was left."""

    ended = Signal(object, object)

    def __init__(self, view: QTableView, model: CountsModel, *, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._model, self._theme = view, model, theme

    def row_height(self, row: int, width: int) -> int:
        """The height that a row needs when its first column is ``width`` pixels wide."""
        least, line = self._theme.tokens.shape.row_height, self._model.line(row)
        if line is None:
            return least
        room = width - 2 * _SIDE
        return max(least, sum(one.height(room) for one in self._words(line)) + 2 * _AIR + 1)

    def text_width(self, row: int, cell: Cell) -> int:
        """The width in pixels at which nothing of a cell beside the words is cut."""
        index = self._model.index(row, cell)
        if self._model.line(row) is None:
            return 0
        text = str(index.data() or "")
        return QFontMetrics(self._font(cell)).horizontalAdvance(text) + 2 * _SIDE + 2

    # -- typing ----------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The line in which a figure is typed."""
        editor = FigureLine(parent, theme=self._theme)
        row = self._model.line(index.row())
        editor.setAccessibleName(row.category.label if row else "")
        editor.finished.connect(lambda move: self.ended.emit(editor, move))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what the cell says, only once: then the text is the officer's."""
        if isinstance(editor, FigureLine) and editor.begun_with is None:
            editor.begin(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        """Give the sheet what was typed; an editor left as it was says nothing."""
        if isinstance(editor, FigureLine) and editor.text() != editor.begun_with:
            self._model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Lay the editor over the box of the figure."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(self._box(area))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave the keys to the editor; another window ends no typing."""
        keys = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if keys or is_passing(event):
            return False
        return super().eventFilter(editor, event)

    # -- painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row = self._model.line(index.row())
        if row is None:
            self._paint_heading(painter, area, index)
            return
        current = self._view.currentIndex()
        chosen = index.row() == current.row() or bool(state & QStyle.StateFlag.State_Selected)
        theme = self._theme
        painter.fillRect(area, theme.colour(Role.ACCENT_SOFT if chosen else Role.PAPER))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.colour(Role.LINE))
        match Cell(index.column()):
            case Cell.LABEL:
                self._paint_label(painter, area, row)
            case Cell.VALUE:
                self._paint_value(painter, area, row, index)
            case cell:
                self._paint_text(painter, area, cell, index)

    def _paint_heading(self, painter: QPainter, area: QRect, index: Index) -> None:
        theme = self._theme
        painter.fillRect(area, theme.colour(Role.GROUND))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.colour(Role.LINE))
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour(Role.INK))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(area.adjusted(_SIDE, 0, -_SIDE, 0), side, str(index.data() or ""))

    def _paint_label(self, painter: QPainter, area: QRect, row: CountRow) -> None:
        words, room = tuple(self._words(row)), area.width() - 2 * _SIDE
        top = area.top() + _AIR
        if len(words) == 1:
            top += max(0, (area.height() - 2 * _AIR - 1 - words[0].height(room)) // 2)
        for one in words:
            height = one.height(room)
            painter.setFont(one.font)
            painter.setPen(self._theme.colour(one.role))
            painter.drawText(QRect(area.left() + _SIDE, top, room, height), _WRAP, one.text)
            top += height

    def _words(self, row: CountRow) -> Iterator[_Words]:
        theme = self._theme
        small = theme.font(theme.tokens.type.small)
        label = row.category.label
        if self._view.isColumnHidden(Cell.UNIT):
            label = f"{label} ({row.category.unit}, {kind_text(row.category.kind)})"
        yield _Words(label, theme.font(), Role.INK)
        if row.category.note:
            yield _Words(row.category.note, small, Role.SOFT)
        if row.from_opening:
            yield _Words(_("Taken from the opening totals."), small, Role.SOFT)
        if refused := self._model.refused(row):
            yield _Words(refused, small, Role.TROUBLE)
        if row.question:
            yield _Words(row.question, small, Role.DUE)

    def _paint_text(self, painter: QPainter, area: QRect, cell: Cell, index: Index) -> None:
        theme, font = self._theme, self._font(cell)
        partly = cell is Cell.UNIT or not str(index.data() or "")[:1].isdigit()
        painter.setFont(font)
        painter.setPen(theme.colour(Role.SOFT if cell is not Cell.UNIT or partly else Role.INK))
        room = area.adjusted(_SIDE, 0, -_SIDE, -1)
        side = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
        shown = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, side, shown)

    def _font(self, cell: Cell) -> QFont:
        size = self._theme.tokens.type
        return self._theme.font(size.small if cell is Cell.UNIT else size.text)

    def _paint_value(self, painter: QPainter, area: QRect, row: CountRow, index: Index) -> None:
        box, theme, locked = self._box(area), self._theme, self._model.locked
        wrong = bool(self._model.refused(row))
        focused = index.row() == self._view.currentIndex().row() and self._view.hasFocus()
        if not locked:
            role = Role.TROUBLE if wrong else Role.ACCENT if focused else Role.EDGE
            painter.fillRect(box, theme.colour(Role.PAPER))
            painter.setPen(QPen(theme.colour(role), 2 if focused or wrong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if row.question:
            mark = theme.pixmap("triangle-alert", Role.DUE, _ICON)
            painter.drawPixmap(box.left() + 6, box.center().y() - _ICON // 2, mark)
        self._paint_figure(painter, box, row, str(index.data() or ""))

    def _paint_figure(self, painter: QPainter, box: QRect, row: CountRow, text: str) -> None:
        theme = self._theme
        is_number = text[:1].isdigit()
        size = theme.tokens.type.text if is_number else theme.tokens.type.small
        font = theme.font(size, bold=is_number and row.entry is not None)
        painter.setFont(font)
        role = Role.INK if is_number and row.entry is not None else Role.SOFT
        painter.setPen(theme.colour(role if text else Role.HINT))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(box.adjusted(8, 0, -8, 0), side, text or _("not entered"))

    def _box(self, area: QRect) -> QRect:
        """Where the figure is typed: one row high, however many lines the words take."""
        height = min(area.height() - 1, self._theme.tokens.shape.row_height - 1) - 4
        top = area.top() + (area.height() - 1 - height) // 2
        return QRect(area.left() + 4, top, area.width() - 10, height)

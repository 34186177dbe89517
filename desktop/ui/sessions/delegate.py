"""Painting the cells of the sheet and making their editors."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.sessions.editors import CellLine, GroupsLine, Move, is_passing
from desktop.ui.sessions.lines import Cell
from desktop.ui.sessions.sheet_cells import (
    HINT_ROLE,
    LATE_ROLE,
    OFFER_ROLE,
    PLANNED_ROLE,
    PROBLEM_ROLE,
    WAITING_ROLE,
)
from desktop.ui.sessions.sheet_model import MonthSheetModel

Index = QModelIndex | QPersistentModelIndex
_LONGEST = {Cell.DAY: 12, Cell.ATTENDANCE: 9, Cell.NOTE: 2000}
_ELIDED = {Cell.GROUPS: Qt.TextElideMode.ElideMiddle}
_SIDE = 10


class CellDelegate(QStyledItemDelegate):
    """``ended`` carries the editor and the move with which it was left; ``typing`` tells a key."""

    ended = Signal(object, object)
    typing = Signal()

    def __init__(self, view: QAbstractItemView, model: MonthSheetModel, *, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._model, self._theme = view, model, theme
        self._lingering: CellLine | None = None

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The line in which a cell is typed."""
        register, cell = self._model.register, Cell(index.column())
        editor = (
            GroupsLine(parent, groups=register.groups, theme=self._theme)
            if cell is Cell.GROUPS
            else CellLine(
                parent,
                words=register.words(cell),
                theme=self._theme,
                several=cell is Cell.TOPIC,
            )
        )
        editor.setMaxLength(_LONGEST.get(cell, 400))
        editor.setAccessibleName(str(self._model.headerData(cell, Qt.Orientation.Horizontal)))
        if cell is Cell.ATTENDANCE:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.finished.connect(lambda move: self._end(editor, move))
        editor.textEdited.connect(self.typing)
        self._model.begin_typing(index.row())
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what the cell says, or with its grey proposal; only once.

        Qt asks again whenever the sheet tells of a change. By then the text is the officer's, and
        what the store answers must not overwrite it.
        """
        if isinstance(editor, CellLine) and editor.begun_with is None:
            text = index.data(Qt.ItemDataRole.EditRole) or index.data(Qt.ItemDataRole.DisplayRole)
            editor.begin(str(text or ""))

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        """Give the sheet what was typed; an editor left as it was says nothing."""
        if not isinstance(editor, CellLine):
            return
        if editor.text() != editor.begun_with or index.data(OFFER_ROLE):
            self._model.setData(index, editor.text())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Let an editor go once the next one is done; keys that still come to it are passed on."""
        if not isinstance(editor, CellLine):
            super().destroyEditor(editor, index)
            return
        if self._lingering is not None:
            self._lingering.deleteLater()
        self._lingering = editor
        editor.linger()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Lay the editor over the whole cell, never too narrow to read."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(area.adjusted(0, 0, max(0, 72 - area.width()), -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave the keys to the editor, which knows its list; another window ends no typing."""
        keys = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if keys or is_passing(event):
            return False
        return super().eventFilter(editor, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: calm, with a mark below it only where something is wrong."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        theme, current = self._theme, self._view.currentIndex()
        chosen = index.row() == current.row() or bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, theme.colour(Role.ACCENT_SOFT if chosen else Role.PAPER))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.colour(Role.LINE))
        if index.column() == 0 and index.data(WAITING_ROLE):
            painter.fillRect(area.left(), area.top(), 3, area.height() - 1, theme.colour(Role.DUE))
        elif index.column() == 0 and index.data(LATE_ROLE):
            bar = theme.colour(Role.ACCENT)
            painter.fillRect(area.left(), area.top(), 3, area.height() - 1, bar)
        self._paint_text(painter, area, index)
        if problem := str(index.data(PROBLEM_ROLE) or ""):
            self._underline(painter, area, wrong=problem == "error")
        if index == current and self._view.hasFocus():
            painter.setPen(QPen(theme.colour(Role.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -2))

    def _paint_text(self, painter: QPainter, area: QRect, index: Index) -> None:
        text, faint = str(index.data() or ""), bool(index.data(OFFER_ROLE))
        if not text:
            text, faint = str(index.data(HINT_ROLE) or ""), True
        if not text:
            return
        font = self._theme.font()
        painter.setFont(font)
        role = Role.SOFT if index.data(PLANNED_ROLE) else Role.INK
        painter.setPen(self._theme.colour(Role.HINT if faint else role))
        room = area.adjusted(_SIDE, 0, -_SIDE, -1)
        line = text.replace("\n", " ")
        # Names of groups differ at their end: "Tổ dân phố Thanh Bình 12", "… 13".
        cut = _ELIDED.get(Cell(index.column()), Qt.TextElideMode.ElideRight)
        shown = QFontMetrics(font).elidedText(line, cut, room.width())
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(room, int(side), shown)

    def _underline(self, painter: QPainter, area: QRect, *, wrong: bool) -> None:
        style = Qt.PenStyle.SolidLine if wrong else Qt.PenStyle.DotLine
        painter.setPen(QPen(self._theme.colour(Role.TROUBLE if wrong else Role.DUE), 2, style))
        height = area.bottom() - 4
        painter.drawLine(area.left() + _SIDE, height, area.right() - _SIDE, height)

    def _end(self, editor: CellLine, move: Move) -> None:
        self.ended.emit(editor, move)

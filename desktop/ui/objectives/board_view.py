"""The list of objectives: a card line for each, walked with the arrow keys."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.actions.objectives import BoardLine
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.objectives.board_model import BoardModel, BoardRole
from desktop.ui.objectives.figure_words import (
    fraction,
    goal,
    is_measured,
    kind_word,
    percent_note,
    says_target,
    short_figure,
    state_of,
    target_note,
    why_text,
)
from desktop.ui.objectives.lines import year_chart
from desktop.ui.widgets.chart_painting import paint_small_columns, paint_target_bar
from desktop.ui.widgets.chart_view import Standing

Index = QModelIndex | QPersistentModelIndex
STATE_SIGNS: dict[ObjectiveState, tuple[str, Role]] = {
    ObjectiveState.MET: ("circle-check", Role.MET),
    ObjectiveState.NOT_MET: ("circle", Role.DUE),
    ObjectiveState.NOTHING_AROSE: ("minus", Role.SOFT),
    ObjectiveState.NOT_ENTERED: ("circle-dashed", Role.DUE),
    ObjectiveState.NOT_APPLICABLE: ("ban", Role.HINT),
}
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SIDE, _GAP = 14, 18
_NUMBER, _STATE, _COLUMNS, _FIGURE = 34, 126, 132, 168
_ROOM_FOR_COLUMNS, _ROOM_FOR_BAR = 780, 560
_AIR = 9
_SHORT, _LINES_TOLD = 14, 3
_LONGEST_NUMBER = 3


class BoardView(QListView):
    """Enter and double click send ``opened``; ``moved`` is sent when another line is current."""

    opened = Signal(str)
    moved = Signal(str)

    def __init__(self, model: BoardModel, *, theme: Theme) -> None:
        super().__init__()
        self._board = model
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self, theme))
        self.setAccessibleName(_("Objectives of the plan"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)
        theme.keep(self, self.doItemsLayout)

    @property
    def month(self) -> Period:
        """The month whose board is shown."""
        return self._board.month

    @property
    def current_id(self) -> str:
        """The objective where the keys are; empty when none is."""
        line = self._board.line(self.currentIndex().row())
        return line.objective.id if line is not None else ""

    def go_to(self, objective_id: str) -> bool:
        """Make an objective current and bring it to sight; False when it is not there."""
        row = self._board.row_of(objective_id)
        if row < 0:
            return False
        self.setCurrentIndex(self._board.index(row))
        self.scrollTo(self._board.index(row))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current line; Esc is left to the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id:
            self.opened.emit(self.current_id)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current line stays in sight when the detail takes a part of the room."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        line = self._board.line(index.row())
        if line is not None:
            self.opened.emit(line.objective.id)

    def _tell(self) -> None:
        if self.current_id:
            self.moved.emit(self.current_id)


class CardDelegate(QStyledItemDelegate):
    """Paints one objective: number, clause and sentence, figure with bar, year, state."""

    def __init__(self, view: BoardView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for the clause and two lines of the sentence."""
        small, text = self._metrics(small=True), self._metrics()
        return QSize(200, 2 * _AIR + small.height() + 2 * text.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line; what there is no room for is left out from the middle on."""
        line = index.data(BoardRole.LINE)
        if not isinstance(line, BoardLine):
            return
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        first = bool(index.data(BoardRole.FIRST))
        painter.save()
        self._paint_ground(painter, area, state, first=first, row=index.row())
        room = area.adjusted(_SIDE, _AIR, -_SIDE, -_AIR)
        scale = max(self._theme.tokens.type.text / 13, 1)
        right = self._paint_state(painter, room, line, round(_STATE * scale))
        if area.width() >= _ROOM_FOR_COLUMNS * scale:
            right = self._paint_year(painter, room, right, line, round(_COLUMNS * scale))
        if area.width() >= _ROOM_FOR_BAR * scale:
            right = self._paint_figure(painter, room, right, line, round(_FIGURE * scale))
        left = room.left() + round(_NUMBER * scale)
        self._paint_number(painter, room, line, round(_NUMBER * scale), first=first)
        self._paint_words(painter, QRect(left, room.top(), right - left, room.height()), line)
        painter.restore()

    def _metrics(self, *, small: bool = False) -> QFontMetrics:
        size = self._theme.tokens.type
        return QFontMetrics(self._theme.font(size.small if small else size.text))

    def _paint_ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, *, first: bool, row: int
    ) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        role = Role.ACCENT_SOFT if chosen else Role.HOVER if hover else Role.PAPER
        painter.fillRect(area, theme.colour(role))
        if row and first:
            painter.fillRect(area.left(), area.top(), area.width(), 1, theme.colour(Role.LINE))
        elif row:
            inner = area.left() + _SIDE + _NUMBER
            painter.fillRect(inner, area.top(), area.right(), 1, theme.colour(Role.COMING))
        if chosen and self._view.hasFocus():
            painter.fillRect(area.left(), area.top(), 3, area.height(), theme.colour(Role.ACCENT))

    def _paint_number(
        self, painter: QPainter, room: QRect, line: BoardLine, width: int, *, first: bool
    ) -> None:
        theme = self._theme
        part = line.objective.id.removeprefix(line.objective.number)
        number = line.objective.number if first or not part else ""
        if len(number) > _LONGEST_NUMBER:
            # An own objective bears an id and no number; its clause says whose it is.
            return
        painter.setFont(theme.font(theme.tokens.type.heading, bold=True))
        painter.setPen(theme.colour(Role.INK if first else Role.HINT))
        painter.drawText(QRect(room.left(), room.top(), width, room.height()), _LEFT, number)

    def _paint_words(self, painter: QPainter, room: QRect, line: BoardLine) -> None:
        theme, small, text = self._theme, self._metrics(small=True), self._metrics()
        objective = line.objective
        above = objective.clause
        if objective.reading:
            above = _("{clause} · one of two readings").format(clause=above)
        lines = two_lines(objective.title, text, room.width())
        high = small.height() + len(lines) * text.height()
        start = room.center().y() - high // 2
        painter.setFont(theme.font(theme.tokens.type.small))
        painter.setPen(theme.colour(Role.SOFT))
        top = QRect(room.left(), start, room.width(), small.height())
        shown = small.elidedText(above, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(top, _LEFT, shown)
        painter.setFont(theme.font())
        painter.setPen(theme.colour(Role.INK))
        below = QRect(room.left(), top.bottom() + 1, room.width(), 2 * text.height())
        for number, words in enumerate(lines):
            row = QRect(below.left(), below.top() + number * text.height(), below.width(), 0)
            row.setHeight(text.height())
            painter.drawText(row, _LEFT, words)

    def _paint_state(self, painter: QPainter, room: QRect, line: BoardLine, width: int) -> int:
        theme, state = self._theme, state_of(line)
        icon, role = STATE_SIGNS[state]
        left = room.right() - width
        middle = room.center().y()
        painter.drawPixmap(left, middle - 8, theme.pixmap(icon, role))
        painter.setFont(theme.font(bold=state is ObjectiveState.NOT_MET))
        painter.setPen(theme.colour(role))
        words = QRect(left + 22, room.top(), width - 22, room.height())
        said = kind_word(line)
        flags = _LEFT | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(words, flags, said[:1].upper() + said[1:])
        return left - _GAP

    def _paint_year(
        self, painter: QPainter, room: QRect, right: int, line: BoardLine, width: int
    ) -> int:
        box = QRectF(right - width, room.center().y() - 17, width, 34)
        paint_small_columns(painter, box, year_chart(line, self._view.month), self._theme)
        return right - width - _GAP

    def _paint_figure(
        self, painter: QPainter, room: QRect, right: int, line: BoardLine, width: int
    ) -> int:
        """A figure with its bar, else what is said of it in at most two lines."""
        box = QRect(right - width, room.top(), width, room.height())
        if is_measured(line):
            self._paint_measured(painter, box, line)
        else:
            self._paint_told(painter, box, line)
        return box.left() - _GAP

    def _paint_measured(self, painter: QPainter, box: QRect, line: BoardLine) -> None:
        theme, figure = self._theme, line.now.figure
        if figure is None:
            return
        small, height = self._metrics(small=True), self._metrics().height()
        top = QRect(box.left(), box.top() - 2, box.width(), height + 2)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour(Role.INK))
        painter.drawText(top, _LEFT, short_figure(line))
        painter.setFont(theme.font(theme.tokens.type.small))
        painter.setPen(theme.colour(Role.SOFT))
        painter.drawText(top, _RIGHT, percent_note(line))
        target = goal(figure)
        bar = QRectF(box.left(), top.bottom() + 3, box.width(), 16)
        paint_target_bar(
            painter,
            bar,
            value=fraction(figure),
            target=target,
            standing=Standing(figure.state.value),
            theme=theme,
            top=Decimal(1) if figure.ratio or target is None else target,
        )
        painter.setFont(theme.font(theme.tokens.type.small))
        painter.setPen(theme.colour(Role.SOFT))
        below = QRect(box.left(), round(bar.bottom()) + 2, box.width(), small.height())
        painter.drawText(below, _RIGHT, target_note(line))

    def _paint_told(self, painter: QPainter, box: QRect, line: BoardLine) -> None:
        """Words of a figure; without one why there is none; then its target."""
        theme, figure = self._theme, short_figure(line)
        bold = len(figure) <= _SHORT
        texts = [(figure, theme.font(bold=bold), Role.INK)] if figure else []
        small = theme.font(theme.tokens.type.small)
        note = "" if says_target(line) else target_note(line)
        texts += [(one, small, Role.SOFT) for one in (why_text(line), note) if one]
        rows = [
            (words, font, role)
            for text, font, role in texts
            for words in two_lines(text, QFontMetrics(font), box.width())
        ][:_LINES_TOLD]
        top = box.center().y() - sum(QFontMetrics(font).height() for _t, font, _r in rows) // 2
        for words, font, role in rows:
            row = QRect(box.left(), top, box.width(), QFontMetrics(font).height())
            painter.setFont(font)
            painter.setPen(theme.colour(role))
            painter.drawText(row, _LEFT, words)
            top = row.bottom() + 1


def two_lines(text: str, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """A sentence in at most two lines of a width; what is left over ends in an ellipsis."""
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    words, first = text.split(" "), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    return first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)

"""The list of a month's papers: the reports with their state, the other papers below a heading."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.reports.lines import IN_MENU, PaperLine, Tone
from desktop.wording import period_name
from desktop.wording.issued import paper_kind

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_TEXT_LEFT, _EDGE = 38, 12
_ANY_HEIGHT = 1000
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_ROLES = {Tone.PLAIN: Role.SOFT, Tone.DUE: Role.DUE, Tone.DONE: Role.MET}


@dataclass(frozen=True, slots=True)
class Row:
    """A paper, or the heading of the other papers (no line); ``shown`` is the one in sight."""

    line: PaperLine | None
    title: str
    state: str = ""
    shown: bool = False


class PapersModel(QAbstractListModel):
    """The reports, the heading, and the other papers while they are unfolded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._lines: tuple[PaperLine, ...] = ()
        self._current: PaperLine | None = None
        self.unfolded = False

    def show_lines(self, lines: tuple[PaperLine, ...], current: PaperLine) -> None:
        """Show these papers; the one in sight is always among them."""
        before = self._current
        self._lines, self._current = lines, current
        if _among_others(current):
            self.unfolded = True
        elif before is not None and _among_others(before):
            # They were unfolded for that one: the closing comes back to sight with the report.
            self.unfolded = False
        self._fill()

    def unfold(self, *, unfolded: bool) -> None:
        """Show or hide the other papers."""
        self.unfolded = unfolded
        self._fill()

    @property
    def current(self) -> PaperLine | None:
        """The paper in sight."""
        return self._current

    @property
    def rows(self) -> tuple[Row, ...]:
        """What stands in the list."""
        return self._rows

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, the whole name as a tooltip, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title}, {row.state}" if row.state else row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row)
        return row if role == ROW_ROLE else None

    def _tip(self, row: Row) -> str:
        if row.line is None:
            return ""
        whole = row.title if row.line.kind in IN_MENU else paper_kind(row.line.kind)
        if row.line.periodic:
            whole = f"{row.title}, {period_name(row.line.period.id)}"
        return f"{whole}\n{row.state}" if row.state else whole

    def _fill(self) -> None:
        current = self._current
        reports = [one for one in self._lines if one.periodic]
        others = [one for one in self._lines if not one.periodic]
        rows = [_row(one, current) for one in reports]
        if current is not None and current.kind in IN_MENU:
            rows.append(_row(current, current))
        rows.append(Row(None, _("Other papers")))
        if self.unfolded:
            rows.extend(_row(one, current) for one in others)
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()


def _among_others(line: PaperLine) -> bool:
    """Whether a paper stands below the heading that folds."""
    return not line.periodic and line.kind not in IN_MENU


def _row(line: PaperLine, current: PaperLine | None) -> Row:
    same = current is not None and line.kind == current.kind
    shown = same and (not line.periodic or current is None or line.period == current.period)
    return Row(line, line.title, line.state, shown)


class PapersList(QListView):
    """``opened`` carries a paper: a click or Enter opens it; the heading folds with ← and →."""

    opened = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.papers = PapersModel(self)
        self.setModel(self.papers)
        self.setItemDelegate(_PaperDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Papers of the month"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._take)
        theme.keep(self, self._fit)

    def show_lines(self, lines: tuple[PaperLine, ...], current: PaperLine) -> None:
        """Show a month's papers with the one in sight marked; keys go on where they were in it."""
        before = self.papers.current
        same = before is not None and (before.kind, before.period) == (current.kind, current.period)
        row = self.currentIndex().row() if self.hasFocus() and same else -1
        self.papers.show_lines(lines, current)
        shown = (number for number, one in enumerate(self.papers.rows) if one.shown)
        self._go_to(row if 0 <= row < self.papers.rowCount() else next(shown, 0))
        self._fit()

    def unfold(self, *, unfolded: bool) -> None:
        """Show or hide the other papers."""
        self.papers.unfold(unfolded=unfolded)
        headings = (n for n, one in enumerate(self.papers.rows) if one.line is None)
        self._go_to(next(headings, 0))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as wide as the list."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a paper, ← and → fold the other papers."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._take(self.currentIndex())
            case Qt.Key.Key_Right:
                self.unfold(unfolded=True)
            case Qt.Key.Key_Left:
                self.unfold(unfolded=False)
            case _:
                super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        if row.line is None:
            self.unfold(unfolded=not self.papers.unfolded)
        else:
            self.opened.emit(row.line)

    def _go_to(self, row: int) -> None:
        self.setCurrentIndex(self.papers.index(row))

    def _fit(self) -> None:
        """As high as its rows: the side scrolls as a whole."""
        self.scheduleDelayedItemsLayout()
        heights = (row_height(self._theme, one, self.width()) for one in self.papers.rows)
        self.setFixedHeight(sum(heights) + 4)


def row_height(theme: Theme, row: Row, width: int) -> int:
    """A line for the title, and as many as the state takes in the width of the list."""
    metrics = QFontMetrics(theme.font())
    return metrics.height() + (state_height(theme, row.state, width) if row.state else 0) + 12


def state_height(theme: Theme, state: str, width: int) -> int:
    """How high a state is in the width of the list: number and date are read whole."""
    small = QFontMetrics(theme.font(theme.tokens.type.small))
    room = QRect(0, 0, max(width - _TEXT_LEFT - _EDGE, 1), _ANY_HEIGHT)
    return max(small.boundingRect(room, _WRAPPED, state).height(), small.height()) + 1


class _PaperDelegate(QStyledItemDelegate):
    """Paints a paper: its sign, its title, its state; the one in sight with a bar."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        row, usual = index.data(ROW_ROLE), super().sizeHint(option, index)
        view = self.parent()
        width = view.width() if isinstance(view, PapersList) else 0
        height = row_height(self._theme, row, width) if isinstance(row, Row) else usual.height()
        return QSize(80, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        row, theme = index.data(ROW_ROLE), self._theme
        if not isinstance(row, Row):
            return
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if row.shown or focused:
            painter.fillRect(area, theme.colour(Role.ACCENT_SOFT))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour(Role.HOVER))
        if row.shown:
            bar = QRect(area.left(), area.top(), 3, area.height())
            painter.fillRect(bar, theme.colour(Role.ACCENT))
        if focused:
            painter.setPen(theme.colour(Role.ACCENT))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        self._paint_sign(painter, area, row)
        self._paint_words(painter, area, row)

    def _paint_sign(self, painter: QPainter, area: QRect, row: Row) -> None:
        model = self.parent()
        if row.line is None:
            unfolded = isinstance(model, PapersList) and model.papers.unfolded
            icon, role = "chevron-down" if unfolded else "chevron-right", Role.SOFT
        elif row.line.tone is Tone.DONE:
            icon, role = "circle-check", Role.MET
        else:
            icon, role = "file-text", Role.ACCENT if row.shown else Role.SOFT
        top = area.top() + 6 + max(0, (QFontMetrics(self._theme.font()).height() - 16) // 2)
        painter.drawPixmap(area.left() + 14, top, self._theme.pixmap(icon, role, 16))

    def _paint_words(self, painter: QPainter, area: QRect, row: Row) -> None:
        theme = self._theme
        strong = row.shown or row.line is None
        font = theme.font(bold=strong)
        metrics = QFontMetrics(font)
        room = area.width() - _TEXT_LEFT - _EDGE
        line = QRect(area.left() + _TEXT_LEFT, area.top() + 6, room, metrics.height())
        painter.setFont(font)
        painter.setPen(theme.colour(Role.INK))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        if not row.state or row.line is None:
            return
        painter.setFont(theme.font(theme.tokens.type.small))
        painter.setPen(theme.colour(_ROLES[row.line.tone]))
        height = state_height(theme, row.state, area.width())
        below = QRect(line.left(), line.bottom() + 1, room, height)
        painter.drawText(below, _WRAPPED, row.state)

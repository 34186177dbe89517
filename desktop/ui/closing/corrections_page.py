"""The page "Báo cáo thay thế": how the figures stood before each correction and after it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.closing import Correction
from desktop.domain.periods import Period
from desktop.i18n import _, ngettext
from desktop.ui.closing.differences_model import HEADING_ROLE, DifferencesModel
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text
from desktop.wording import period_name

Index = QModelIndex | QPersistentModelIndex
_SIDE = 12


class CorrectionsPage(QWidget):
    """Which correction, why it was made, and the table of both states."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._corrections: tuple[Correction, ...] = ()
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Replacement report"))
        self.choice.activated.connect(self._show)
        self._title = Text("", look="heading", wrap=True)
        self._reason = Text("", wrap=True)
        self._state = Text("", look="soft", wrap=True)
        self.model = DifferencesModel(self)
        self.table = DifferencesTable(self.model, theme=theme)
        self._none = Text("", look="soft", wrap=True)
        self._none.setContentsMargins(16, 12, 16, 12)
        panel = Panel(flush=True)
        panel.body.setContentsMargins(0, 0, 0, 1)
        panel.body.addWidget(self.table, 1)
        panel.body.addWidget(self._none)
        panel.body.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._reason)
        column.addWidget(self._state)
        column.addWidget(panel, 1)
        self.setFocusProxy(self.table)

    def show_corrections(self, corrections: tuple[Correction, ...], month: Period) -> None:
        """Show a month's corrections; the chosen one stays, at first the last one."""
        same = (
            len(corrections) == len(self._corrections)
            and self._corrections[:1] == (corrections[:1])
        )
        chosen = self.choice.currentIndex() if same else len(corrections) - 1
        self._corrections = corrections
        self.choice.clear()
        for one in corrections:
            title = _("Replacement report no. {number}, {month}")
            self.choice.addItem(title.format(number=one.number, month=period_name(one.period.id)))
        self.choice.setVisible(len(corrections) > 1)
        self.table.setVisible(bool(corrections))
        if corrections:
            self.choice.setCurrentIndex(chosen)
            self._show(chosen)
            return
        self._title.setText("")
        self._reason.setText("")
        self._state.setText("")
        none = _("There is no replacement report of {month}.")
        self._say_none(none.format(month=period_name(month.id)))

    def _show(self, number: int) -> None:
        one = self._corrections[number]
        self._title.setText(self.choice.itemText(number))
        self._reason.setText(_("Reason: {reason}").format(reason=one.reason))
        count = len(one.differences)
        found = ngettext("{n} place differs.", "{n} places differ.", count).format(n=count)
        under_way = _("It is being made: “After” is what stands in the books now.")
        done = _("Both reports stay as they were closed.")
        self._state.setText(f"{under_way if one.in_progress else done} {found if count else ''}")
        self.model.show_differences(one.differences)
        self.table.join_headings()
        self.table.setVisible(bool(count))
        self._say_none("" if count else _("Nothing differs from the report before."))

    def _say_none(self, text: str) -> None:
        self._none.setText(text)
        self._none.setVisible(bool(text))


class DifferencesTable(QTableView):
    """Headings stretch over the three columns; Ctrl+C copies lines as Excel takes them."""

    def __init__(self, model: DifferencesModel, *, theme: Theme) -> None:
        super().__init__()
        self._differences, self._theme = model, theme
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self, theme))
        self.setAccessibleName(_("Before and after"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_size: self._fit_rows())
        theme.keep(self, self._measure)

    def join_headings(self) -> None:
        """Stretch the headings; called after other lines are shown."""
        self.clearSpans()
        for row in range(self._differences.rowCount()):
            if self._differences.is_heading(row):
                self.setSpan(row, 0, 1, self._differences.columnCount())
        self._fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen lines."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            lines = [
                "\t".join(str(self._differences.index(row, n).data()) for n in range(3))
                for row in rows
            ]
            QGuiApplication.clipboard().setText("\n".join(lines))
        else:
            super().keyPressEvent(event)

    def _fit_rows(self) -> None:
        self.resizeRowsToContents()

    def _measure(self) -> None:
        self.horizontalHeader().setFixedHeight(self._theme.tokens.shape.row_height)
        self._fit_rows()


class _LineDelegate(QStyledItemDelegate):
    """Headings strong on the ground's colour, lines calm; long words go on below."""

    def __init__(self, view: QTableView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need in the width of the column."""
        heading = bool(index.data(HEADING_ROLE))
        width = self._view.viewport().width() if heading else self._view.columnWidth(index.column())
        metrics = QFontMetrics(self._theme.font(bold=heading))
        room = QRect(0, 0, max(40, width - 2 * _SIDE), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        height = metrics.boundingRect(room, flags, str(index.data() or "")).height()
        return QSize(width, max(self._theme.tokens.shape.row_height, height + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        theme, heading = self._theme, bool(index.data(HEADING_ROLE))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = Role.ACCENT_SOFT if chosen else Role.GROUND if heading else Role.PAPER
        painter.fillRect(area, theme.colour(ground))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.colour(Role.LINE))
        painter.setFont(theme.font(bold=heading))
        soft = index.column() == 1 and not heading
        painter.setPen(QPen(theme.colour(Role.SOFT if soft else Role.INK)))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area.adjusted(_SIDE, 0, -_SIDE, -1), flags, str(index.data() or ""))

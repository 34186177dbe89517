"""The tab "Tất cả các buổi": every session, found by words, group, format, year and month."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.periods import first_month_tracked
from desktop.actions.profile import list_entries, profile, settings
from desktop.actions.sessions import SessionFilter, find_sessions
from desktop.domain.commune import ListName
from desktop.domain.periods import Period, PeriodRule, month_of, month_period, year_months
from desktop.domain.sessions import OutreachSession
from desktop.i18n import _, format_number
from desktop.ui.sessions.all_model import PAGE, AllSessionsModel
from desktop.ui.sessions.lines import CELLS, Cell, Register
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text

_WIDTHS = {
    Cell.DAY: 100,
    Cell.GROUPS: 180,
    Cell.FORMAT: 170,
    Cell.TOPIC: 0,
    Cell.LEAD: 130,
    Cell.ATTENDANCE: 90,
    Cell.NOTE: 120,
}
_LEAST = {Cell.DAY: 98, Cell.ATTENDANCE: 88}
_COMFORTABLE = 1000
"""The width in pixels from which on the columns have what they wish."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The beginning of a search, with what its rows are worded against."""

    sessions: tuple[OutreachSession, ...]
    register: Register
    years: tuple[int, ...]


def read_first(desk: Desk, wanted: SessionFilter, month: Period) -> FirstPage:
    """The first page of a search."""
    rule, today = settings(desk).period_rule, desk.clock.today()
    register = Register(
        period=month,
        today=today,
        groups=groups(desk),
        formats=tuple(one.label for one in list_entries(desk, ListName.FORMAT)),
        wide=_("Whole {commune}").format(commune=profile(desk).name.split(" ")[0].lower()),
        rule=rule,
    )
    first = first_month_tracked(desk)
    last = month_of(today, rule).year
    years = range(int(first[:4]) if first else last, last + 1)
    return FirstPage(find_sessions(desk, wanted), register, tuple(reversed(years)))


class AllSessionsTab(QWidget):
    """``opened`` carries the session of the row on which Enter was pressed."""

    opened = Signal(object)

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._rule = PeriodRule()
        self._filled = False
        self._stale = True
        theme = context.theme
        self.search = SearchField(_("Find a place, a topic, a note…"), theme=theme)
        self.group = _choice(_("Group"))
        self.format = _choice(_("Format"))
        self.year = _choice(_("Year"))
        self.month = _choice(_("Month"))
        self.count = Text("", look="small")
        self.model = AllSessionsModel(theme=theme, parent=self)
        self.empty = EmptyState("search", _("No session yet."), theme=theme)
        self.table = _SessionTable(self.model, row_height=theme.tokens.shape.row_height)
        self.empty.setParent(self.table.viewport())
        self._lay_out()
        self._connect()

    def look_again(self, *, now: bool = False) -> None:
        """Search anew when the list is in sight, else when it next is."""
        self._stale = True
        if now or self.isVisible():
            self._search()

    def _search(self) -> None:
        self._stale = False
        wanted, month = self._wanted(0), self._context.month
        self._context.ask(partial(read_first, self._desk, wanted, month), self._take)

    def _wanted(self, offset: int) -> SessionFilter:
        start, end = self._days()
        return SessionFilter(
            start=start.start if start else None,
            end=end.end if end else None,
            text=self.search.text(),
            group_id=self.group.currentData() or None,
            format=self.format.currentData() or "",
            limit=PAGE,
            offset=offset,
        )

    def _days(self) -> tuple[Period | None, Period | None]:
        year, number = self.year.currentData(), self.month.currentData()
        if not year:
            return None, None
        if number:
            month = month_period(int(year), int(number), self._rule)
            return month, month
        months = year_months(int(year), self._rule)
        return months[0], months[-1]

    def _take(self, page: FirstPage) -> None:
        self._rule = page.register.rule
        self._fill(page)
        self.model.show_first(page.sessions, page.register)
        self.table.scrollToTop()
        self._say_count()

    def _fill(self, page: FirstPage) -> None:
        """Offer what can be chosen; a choice made before stays."""
        _offer(
            self.group,
            _("All groups"),
            [(group.full_name, group.id) for group in page.register.groups],
        )
        _offer(self.format, _("All formats"), [(word, word) for word in page.register.formats])
        _offer(self.year, _("All years"), [(str(year), str(year)) for year in page.years])
        names = [(_("Month {number}").format(number=n), str(n)) for n in range(1, 13)]
        _offer(self.month, _("All months"), names)
        self.month.setEnabled(bool(self.year.currentData()))

    def _say_count(self) -> None:
        count = self.model.rowCount()
        text = _("{count} sessions") if self.model.whole else _("more than {count} sessions")
        self.count.setText(text.format(count=format_number(count)))
        searching = bool(
            self.search.text()
            or self.group.currentData()
            or self.format.currentData()
            or self.year.currentData()
        )
        if searching:
            self.empty.say(_("No session fits."), _("Take a word or a filter away."))
        else:
            self.empty.say(_("No session yet."), _("Sessions are typed into the month sheet."))
        self.empty.setVisible(not count)

    def _load(self, at: int) -> None:
        self._context.ask(
            partial(find_sessions, self._desk, self._wanted(at)), partial(self._add, at)
        )

    def _add(self, at: int, sessions: tuple[OutreachSession, ...]) -> None:
        self.model.add_page(sessions, at)
        self._say_count()

    def _open(self, index: QModelIndex) -> None:
        session = self.model.session(index.row())
        if session is not None:
            self.opened.emit(session)

    def _choose(self) -> None:
        self.month.setEnabled(bool(self.year.currentData()))
        self._search()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        self.search.setMinimumWidth(200)
        filters.addWidget(self.search, 2)
        for choice in (self.group, self.format, self.year, self.month):
            filters.addWidget(choice, 1)
        panel = Panel(flush=True)
        panel.body.setContentsMargins(0, 0, 0, 0)
        panel.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(filters)
        column.addWidget(panel, 1)
        column.addWidget(self.count)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._search())
        for choice in (self.group, self.format, self.year, self.month):
            choice.activated.connect(lambda _row: self._choose())
        self.model.more_wanted.connect(self._load)
        self.table.opened.connect(self._open)
        self.table.resized.connect(self._place_empty)

    def _place_empty(self) -> None:
        viewport = self.table.viewport()
        self.empty.setGeometry(QRect(0, 0, viewport.width(), viewport.height()))


class _SessionTable(QTableView):
    """Enter and double click open a row."""

    opened = Signal(QModelIndex)
    resized = Signal()

    def __init__(self, model: AllSessionsModel, *, row_height: int) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(_("All sessions"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(row_height)
        header.setSectionResizeMode(Cell.TOPIC, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that the room has changed."""
        super().resizeEvent(event)
        share = min(1.0, self.viewport().width() / _COMFORTABLE)
        for cell in CELLS:
            if _WIDTHS[cell]:
                self.setColumnWidth(cell, max(_LEAST.get(cell, 60), round(_WIDTHS[cell] * share)))
        self.resized.emit()


def _choice(name: str) -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setMinimumContentsLength(6)
    box.setMaximumWidth(180)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItem("", "")
    return box


def _offer(box: QComboBox, everything: str, choices: list[tuple[str, str]]) -> None:
    before = box.currentData()
    wanted = [(everything, ""), *choices]
    if [(box.itemText(row), box.itemData(row)) for row in range(box.count())] == wanted:
        return
    box.clear()
    for text, value in wanted:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(before)))

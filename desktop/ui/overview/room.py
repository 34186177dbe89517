"""The room "Tổng quan": what is to be done, how far the month came, the year at a glance."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.overview import MonthOverview, WorkKind, month_overview
from desktop.actions.overview import WorkItem as MonthWork
from desktop.actions.period_status import Status, status
from desktop.domain.periods import Period, parse_period
from desktop.i18n import _
from desktop.ui.groups.start import FirstGroups
from desktop.ui.overview.content import (
    MissingOf,
    Place,
    matrix_view,
    models_missing_lines,
    month_figures,
    sessions_missing_lines,
    work_lines,
)
from desktop.ui.overview.figures import FigureColumn
from desktop.ui.overview.missing import MissingPopup
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.matrix import Matrix
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import WorkItem, WorkList
from desktop.wording import period_name

Act = Callable[[], object]
_SIDE_BY_SIDE = 660
_SHOWS = frozenset(
    {
        ChangeKind.GROUPS,
        ChangeKind.SESSIONS,
        ChangeKind.MODELS,
        ChangeKind.PERIODS,
        ChangeKind.PROFILE,
        ChangeKind.COUNTS,
        ChangeKind.PLAN,
        ChangeKind.INSPECTIONS,
    }
)


class OverviewRoom(Room):
    """Three panels: the work list, the figures, the matrix groups × months."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._overview: MonthOverview | None = None
        self._more: tuple[MonthWork, ...] = ()
        self.page = OverviewPage(context, on_import=self._import, on_add=self._add)
        self.page.work.opened.connect(self._open)
        self.page.figures.opened.connect(self._open)
        self.page.matrix.opened.connect(self._open_cell)

    def widget(self) -> QWidget:
        """The panels."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the month anew."""
        self._context.ask(partial(month_overview, self._desk, month), self._take)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when something counted was changed."""
        if kinds & _SHOWS:
            self.on_shown(self._context.month)

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "At the left stands what is to be done this month, the most urgent first: Enter opens "
            "the place. A figure opens what is missing. In the table below the arrow keys move, "
            "Enter opens that month of the group, and L says what the signs mean."
        )

    def _take(self, overview: MonthOverview) -> None:
        if overview.month == self._context.month:
            if self._overview is None or self._overview.month != overview.month:
                self._more = ()
            self._overview = overview
            self.page.show_overview(overview, self._more)
            read = partial(plan_work, self._desk, overview.month)
            self._context.ask_second(read, self._take_more)

    def _take_more(self, more: tuple[MonthWork, ...]) -> None:
        """What the plan asks for comes second: the window is in use by then."""
        if self._overview is None or self._overview.month != self._context.month:
            return
        if more != self._more:
            self._more = more
            self.page.work.show_items(work_lines(self._overview, more))

    def _open(self, target: object) -> None:
        if isinstance(target, Place):
            self._go(target)
        elif isinstance(target, MissingOf):
            self._open_missing(target)

    def _go(self, place: Place) -> None:
        """Show the month first, then the room, so that the room reads once."""
        if place.month and place.month != self._context.month.id:
            self._context.set_month(parse_period(place.month, self._context.rule))
        self._context.go_to(place.room, place.at)

    def _open_cell(self, group_id: str, month_id: str) -> None:
        self._go(Place("sessions", {"month": month_id, "group": group_id}))

    def _open_missing(self, wanted: MissingOf) -> None:
        overview = self._overview
        if overview is None:
            return
        if wanted.kind == "sessions":
            title = _("Without a session in {month}").format(month=period_name(overview.month.id))
            self._list(title, sessions_missing_lines(overview))
        else:
            self._context.ask(partial(status, self._desk, overview.month), self._list_models)

    def _list_models(self, found: Status) -> None:
        self._list(_("Without a model kept up"), models_missing_lines(found))

    def _list(self, title: str, lines: tuple[WorkItem, ...]) -> None:
        shown = lines or (WorkItem(sentence=_("Nothing is missing.")),)
        popup = MissingPopup(title, shown, theme=self._context.theme, parent=self.page)
        popup.opened.connect(self._open)
        popup.open_beside(self.page.figures)

    def _import(self) -> None:
        self._context.go_to("import", {"kind": "groups"})

    def _add(self) -> None:
        self._context.go_to("groups", {"new": "one"})


def plan_work(desk: Desk, month: Period) -> tuple[MonthWork, ...]:
    """The plan's part of the work list; its rooms are loaded after the first paint."""
    from desktop.actions.plan_work import plan_work as read

    return read(desk, month)


class OverviewPage(QWidget):
    """The panels, or what is said while there are no groups yet."""

    def __init__(self, context: ShellContext, *, on_import: Act, on_add: Act) -> None:
        super().__init__()
        theme = context.theme
        self.work = WorkList(theme=theme)
        self.figures = FigureColumn(theme=theme)
        self.matrix = Matrix(theme=theme)
        self.first_groups = FirstGroups(theme=theme, on_import=on_import, on_add=on_add)
        self._matrix_panel = Panel(_("Outreach sessions by group, twelve months"), flush=True)
        self._matrix_panel.add_action(
            LinkButton(_("Legend (L)"), self.matrix.show_legend, small=True)
        )
        self._matrix_panel.body.addWidget(self.matrix)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(16)
        self._upper.addWidget(_panel(_("To be done"), self.work), 58)
        self._upper.addWidget(_panel(_("How far the month came"), self.figures), 42)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._panels())
        start = Panel()
        start.body.addWidget(self.first_groups)
        self._pages.addWidget(start)

    def _panels(self) -> QScrollArea:
        content = QWidget()
        content.setProperty("kind", "ground")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(self._upper)
        column.addWidget(self._matrix_panel, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        return scroll

    def show_overview(self, overview: MonthOverview, more: tuple[MonthWork, ...] = ()) -> None:
        """Show a month; ``more`` is what is already known of its plan's work."""
        self.work.show_items(work_lines(overview, more))
        self.figures.show_figures(month_figures(overview))
        title = _("Residential group")
        self.matrix.show_view(matrix_view(overview.matrix, current=overview.month, row_title=title))
        rows = min(self.matrix.matrix_model.rowCount(), 4)
        cell = self.matrix.verticalHeader().defaultSectionSize()
        self.matrix.setMinimumHeight(self.matrix.horizontalHeader().height() + cell * rows + 2)
        empty = any(item.kind is WorkKind.NO_GROUPS for item in overview.work)
        self._pages.setCurrentIndex(1 if empty else 0)
        if self.window().focusWidget() is None and self.work.rows and not empty:
            # The window has just been opened: Enter begins with the first sentence.
            self.work.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the upper panels below each other where there is little width."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._upper.setDirection(side if wide else below)


def _panel(title: str, content: QWidget) -> Panel:
    panel = Panel(title, flush=True)
    panel.body.setContentsMargins(0, 0, 0, 0)
    panel.body.addWidget(content)
    return panel

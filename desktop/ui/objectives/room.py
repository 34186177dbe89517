"""The room "Mục tiêu" with its tabs: objectives, the area, the plan's tasks, inspections."""

from collections.abc import Mapping
from enum import IntEnum
from functools import cached_property
from typing import Protocol, TypeVar, cast

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import Desk
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.objectives import area, board, inspections_tab, tasks_tab
from desktop.ui.objectives.area import Area
from desktop.ui.objectives.board import Board
from desktop.ui.objectives.inspections_tab import Inspections
from desktop.ui.objectives.lines import BoardRead
from desktop.ui.objectives.tasks_tab import Tasks
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.tabs import Tabs


class Tab(IntEnum):
    """The tabs in their order."""

    BOARD = 0
    AREA = 1
    TASKS = 2
    INSPECTIONS = 3


_TARGETS = {
    "objectives": Tab.BOARD,
    "area": Tab.AREA,
    "tasks": Tab.TASKS,
    "inspections": Tab.INSPECTIONS,
}
_SHOWS = {
    Tab.BOARD: board.SHOWS,
    Tab.AREA: area.SHOWS,
    Tab.TASKS: tasks_tab.SHOWS,
    Tab.INSPECTIONS: inspections_tab.SHOWS,
}


class _Shown(Protocol):
    """What every tab does."""

    @property
    def page(self) -> QWidget:
        """What it shows."""

    def show_month(self, month: Period) -> None:
        """Read a month."""

    def may_leave(self) -> bool:
        """Save what was typed."""


_Part = TypeVar("_Part", bound=_Shown)


class ObjectivesRoom(Room):
    """Each tab is built when it first comes to sight, and read whenever it comes to sight."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._parts: dict[Tab, _Shown] = {}
        self._tab = Tab.BOARD
        self.tabs = Tabs((_("Objectives"), _("The area"), _("Tasks"), _("Inspections")))
        self.tabs.setAccessibleName(_("Parts of the room"))
        self._stack = QStackedWidget()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._choose)

    @cached_property
    def board(self) -> Board:
        """The tab of the objectives."""
        board = self._place(Tab.BOARD, Board(self._context, desk=self._desk, taken=self._took))
        board.page.detail.go_wanted.connect(self._go)
        return board

    @cached_property
    def area(self) -> Area:
        """The tab of the area."""
        return self._place(Tab.AREA, Area(self._context, desk=self._desk))

    @cached_property
    def tasks(self) -> Tasks:
        """The tab of the plan's tasks."""
        return self._place(Tab.TASKS, Tasks(self._context, desk=self._desk))

    @cached_property
    def inspections(self) -> Inspections:
        """The tab of the inspections."""
        return self._place(Tab.INSPECTIONS, Inspections(self._context, desk=self._desk))

    @property
    def built(self) -> tuple[Tab, ...]:
        """The tabs that came to sight, in that order."""
        return tuple(self._parts)

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        return self._tab

    def widget(self) -> QWidget:
        """The tabs and what is under them."""
        return self._page

    def on_shown(self, month: Period) -> None:
        """Read the month of the tab in sight anew."""
        self._show(month)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when something that the tab shows was changed."""
        if kinds & _SHOWS[self.tab]:
            self._show(self._context.month)

    def on_target(self, target: object) -> None:
        """Go to a tab, or open an objective."""
        if not isinstance(target, Mapping):
            return
        if target.get("objective"):
            self.show_tab(Tab.BOARD)
            self.board.open(str(target["objective"]))
        elif target.get("tab") in _TARGETS:
            self.show_tab(_TARGETS[str(target["tab"])])

    def show_tab(self, tab: Tab) -> None:
        """Bring a tab to sight, as if it had been clicked."""
        if self.tab is not tab:
            self.tabs.choose(tab)

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "Every line is an objective of the plan: number and clause, the figure with its "
            "target, the twelve months, the state. Enter opens what it is made of and what would "
            "make it met; Esc closes it. Ctrl+P prints the charts with their tables. The other "
            "tabs hold the level of the area, the plan's tasks, and inspections of groups."
        )

    def may_leave(self) -> bool:
        """What was typed is saved, or asked about."""
        return self._part.may_leave()

    def _choose(self, number: int) -> None:
        if number == self.tab:
            return
        if not self.may_leave():
            self.tabs.choose(self.tab)
            return
        self._tab = Tab(number)
        self._show(self._context.month)

    @property
    def _part(self) -> _Shown:
        """The tab in sight, built when it is first asked for."""
        match self._tab:
            case Tab.BOARD:
                return self.board
            case Tab.AREA:
                return self.area
            case Tab.TASKS:
                return self.tasks
            case Tab.INSPECTIONS:
                return self.inspections

    def _place(self, tab: Tab, part: _Part) -> _Part:
        self._parts[tab] = part
        self._stack.addWidget(part.page)
        return part

    def _show(self, month: Period) -> None:
        """Bring the tab in sight to the front and read its month."""
        part = self._part
        self._stack.setCurrentWidget(part.page)
        part.show_month(month)

    def _go(self, room: str, target: object) -> None:
        """A link inside the room stays in it; every other one is the shell's."""
        if room == "objectives":
            self.on_target(target)
        else:
            self._context.go_to(room, target)

    def _took(self, read: BoardRead) -> None:
        """The area and the tasks have their tabs where the plan asks for them."""
        shown = {Tab.AREA: read.asks_area, Tab.TASKS: bool(read.pack and read.pack.tasks)}
        buttons = cast(list[Button], self.tabs.findChildren(Button))
        for tab, asked in shown.items():
            buttons[tab].setVisible(asked or self.tab is tab)

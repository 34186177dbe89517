"""The room "Mục tiêu" with its tabs: objectives, the area, the plan's tasks, inspections."""

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import Desk
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.objectives.board import SHOWS, Board
from desktop.ui.objectives.lines import BoardRead
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room


class ObjectivesRoom(Room):
    """Shows the board first."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context = context
        self.board = Board(context, desk=desk, taken=self._took)
        self._page = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board.page)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._stack, 1)

    def widget(self) -> QWidget:
        """The tabs and what is under them."""
        return self._page

    def on_shown(self, month: Period) -> None:
        """Read the month anew."""
        self.board.show_month(month)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when something that the objectives are computed from was changed."""
        if kinds & SHOWS:
            self.board.show_month(self._context.month)

    def on_target(self, target: object) -> None:
        """Open an objective."""
        if isinstance(target, Mapping) and target.get("objective"):
            self.board.open(str(target["objective"]))

    def help_text(self) -> str:
        """What F1 says."""
        return _("Every line is an objective of the plan.")

    def may_leave(self) -> bool:
        """What was typed is saved."""
        self.board.flush()
        return True

    def _took(self, _read: BoardRead) -> None:
        return

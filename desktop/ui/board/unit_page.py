"""The page of one unit's month: its figures, its files, its groups, the sessions of a group."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.board import GroupReport
from desktop.domain.board import CellState
from desktop.i18n import _, ngettext
from desktop.ui.board.unit_content import (
    UnitRead,
    file_lines,
    group_columns,
    session_columns,
    unit_figures_shown,
)
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import FigureList, WorkList
from desktop.ui.widgets.rows_model import RowsModel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.domain.sessions import OutreachSession

Act = Callable[[], object]
_SIDE_BY_SIDE = 660
_LEAST_HEIGHT = 132
"""Lower windows scroll the page instead of crushing its tables."""


class UnitPage(QWidget):
    """Shows one :class:`UnitRead`; what the buttons do is given by the room."""

    def __init__(
        self,
        *,
        theme: Theme,
        memory: WindowMemory,
        on_back: Act,
        on_accept: Act,
        on_return: Act,
        on_remind: Act,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.read: UnitRead | None = None
        self.title = Text("", look="heading")
        self.state = Text("", look="soft", wrap=True)
        self.accept_button = PrimaryButton(_("Accept…"), on_accept).needs("decide")
        self.return_button = SecondaryButton(_("Return…"), on_return).needs("reply")
        self.remind_button = SecondaryButton(_("Print a reminder"), on_remind)
        self.figures = FigureList()
        self.files = WorkList(theme=theme)
        self.groups: ListTable[GroupReport] = ListTable(
            RowsModel(group_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="board-groups",
            identity=lambda one: one.group.id,
            wraps=True,
        )
        self.sessions: ListTable[OutreachSession] = ListTable(
            RowsModel(session_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="board-sessions",
            identity=lambda one: one.id,
            empty=EmptyState(
                "megaphone", _("This group has no session in the report."), theme=theme
            ),
            wraps=True,
        )
        self.groups.current_changed.connect(self._show_sessions)
        self.nothing = EmptyState("file-input", "", theme=theme)
        self._build(on_back)
        back = QShortcut(QKeySequence("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(on_back)

    def show_unit(self, read: UnitRead) -> None:
        """Show a unit's month."""
        self.read = read
        self.title.setText(read.title)
        self.state.setText(read.state)
        counts = read.report.in_force is not None
        self.accept_button.setVisible(counts)
        self.return_button.setVisible(counts)
        self.remind_button.setVisible(read.lacking)
        self.figures.show_figures(unit_figures_shown(read))
        self._figures_panel.setVisible(counts)
        lines = file_lines(read)
        self.files.show_items(lines)
        self._files_panel.setVisible(bool(lines))
        self._left.setVisible(counts or bool(lines))
        self.groups.show_rows(read.groups)
        lacking = sum(one.met < one.due for one in read.groups)
        self._groups_panel.set_title(_groups_title(len(read.groups), lacking))
        self._say_nothing(read)
        self._right.setCurrentIndex(0 if read.groups else 1)
        if read.groups:
            self.groups.setCurrentIndex(self.groups.model().index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the two halves below each other where there is little width."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(side if wide else below)

    @property
    def first(self) -> QWidget:
        """Where reading begins: the groups, without any the way back."""
        return self.groups if self.read is not None and self.read.groups else self.back

    def start(self) -> None:
        """Put the focus where reading begins."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, on_back: Act) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head(on_back))
        self._figures_panel = Panel(_("The report that counts"), flush=True)
        self._figures_panel.body.addWidget(self.figures)
        self._files_panel = Panel(_("Files and answers"), flush=True)
        self._files_panel.body.addWidget(scrolled(self.files, sideways=False))
        self._files_panel.setMinimumHeight(_LEAST_HEIGHT)
        self._groups_panel = Panel(" ", flush=True)
        self._groups_panel.setMinimumHeight(_LEAST_HEIGHT)
        self._groups_panel.body.addWidget(self.groups)
        self._sessions_panel = Panel(" ", flush=True)
        self._sessions_panel.setMinimumHeight(_LEAST_HEIGHT)
        self._sessions_panel.body.addWidget(self.sessions)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self._figures_panel)
        left.addWidget(self._files_panel, 1)
        lists = QWidget()
        right = QVBoxLayout(lists)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self._groups_panel, 3)
        right.addWidget(self._sessions_panel, 2)
        empty = Panel()
        empty.body.addWidget(self.nothing)
        self._right = QStackedWidget()
        self._right.addWidget(lists)
        self._right.addWidget(empty)
        content = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(12)
        self._halves.addWidget(self._left, 45)
        self._halves.addWidget(self._right, 55)
        column.addWidget(scrolled(content, sideways=False), 1)

    def _head(self, on_back: Act) -> QHBoxLayout:
        self.back = IconButton(
            "arrow-left", _("Back to the board (Esc)"), theme=self._theme, on_click=on_back, size=18
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for button in (self.remind_button, self.return_button, self.accept_button):
            row.addWidget(button)
        return row

    def _show_sessions(self, group: object) -> None:
        if not isinstance(group, GroupReport):
            return
        self._sessions_panel.set_title(_("Sessions of {group}").format(group=group.group.full_name))
        self.sessions.show_rows(group.sessions)

    def _say_nothing(self, read: UnitRead) -> None:
        if read.lacking:
            self.nothing.say(
                _("No report of this month has come."),
                _("Plug in the unit's stick under “Receive files”, or print a reminder for it."),
            )
        elif read.report.verdicts:
            self.nothing.say(
                _("No file of this month counts yet."),
                _("At the left stands what waits: Enter opens the decision."),
            )
        elif read.cell.state is CellState.NOT_DUE:
            self.nothing.say(_("The report of this month is not due yet."))
        else:
            self.nothing.say(_("No report is expected of this unit for this month."))


def _groups_title(count: int, lacking: int) -> str:
    said = ngettext("{count} group", "{count} groups", count).format(count=count)
    if lacking:
        said = _("{groups}, {lacking} did not meet their duty").format(groups=said, lacking=lacking)
    return said

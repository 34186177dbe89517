"""The tab "Mục tiêu": which plan is followed, the list of objectives, the open one beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.objectives.board_model import BoardModel
from desktop.ui.objectives.board_view import BoardView
from desktop.ui.objectives.detail import DetailPanel
from desktop.ui.objectives.lines import BoardRead, lacks_own_row, plan_name, summary_text
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Text

Act = Callable[[], object]
_BESIDE, _SHORT_WORDS = 1000, 900
_DETAIL_WIDTH = 456


class BoardPage(QWidget):
    """Head, list and detail; the detail lies at the right, or below where it is narrow."""

    def __init__(
        self,
        *,
        theme: Theme,
        period: Period,
        on_plan: Act,
        on_add: Act,
        on_print: Act,
        on_table: Act,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.model = BoardModel(period, parent=self)
        self.view = BoardView(self.model, theme=theme)
        self.detail = DetailPanel(theme=theme, period=period)
        self.plan = LinkButton("", on_plan)
        self.summary = Text("", look="soft")
        self.add = SecondaryButton(_("Add an objective of the Committee…"), on_add).needs(
            "add_to_plan"
        )
        self.print = SecondaryButton(_("Print the objectives"), on_print)
        self.print.setToolTip("Ctrl+P")
        self.own_row = QWidget()
        self._say_own_row(on_table)
        self._stack = QStackedWidget()
        self._empty = self._no_plan(on_plan)
        self._lay_out()
        self.detail.hide()
        for keys, act in (("Ctrl+P", on_print), ("Esc", self.detail.closed.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def opened(self) -> str:
        """The objective in the detail; empty while it is closed."""
        return "" if self.detail.isHidden() else self.detail.objective_id

    def show_read(self, read: BoardRead) -> None:
        """Show a board; the open objective stays open while it is there."""
        plan = read.pack
        self._stack.setCurrentIndex(0 if plan is not None else 1)
        for widget in (self.add, self.print, self.summary):
            widget.setVisible(plan is not None)
        self.plan.setVisible(plan is not None)
        self.own_row.setVisible(lacks_own_row(read))
        chosen = self.view.current_id
        self.model.show_read(read)
        if plan is None:
            self.close_detail()
            return
        self.plan.setText(_("{plan} ▾").format(plan=plan_name(plan)))
        self.plan.setToolTip(_("{title}. Choose another plan…").format(title=plan.title))
        self.summary.setText(summary_text(read.board))
        if not self.view.go_to(chosen):
            self.view.go_to(self._first())
        if self.opened:
            line = read.line(self.opened)
            if line is None:
                self.close_detail()
            else:
                self.detail.show_line(line, read)

    def open_detail(self, read: BoardRead, objective_id: str) -> None:
        """Open an objective; the list stays beside it."""
        line = read.line(objective_id)
        if line is None:
            return
        self.view.go_to(objective_id)
        self.detail.show_line(line, read)
        self.detail.show()
        self._weigh()
        self.view.go_to(objective_id)

    def close_detail(self) -> None:
        """Put the detail away; the keys go back to the list."""
        if self.detail.isHidden():
            return
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.detail.isAncestorOf(focused)
        self.detail.hide()
        self.detail.objective_id = ""
        if inside:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the detail where there is room for it."""
        super().resizeEvent(event)
        self._weigh()

    def _first(self) -> str:
        line = self.model.line(0)
        return line.objective.id if line is not None else ""

    def _weigh(self) -> None:
        scale = max(self._theme.tokens.type.text / 13, 1)
        beside = self.width() >= _BESIDE * scale
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if beside else down)
        if beside:
            self.detail.setFixedWidth(round(_DETAIL_WIDTH * scale))
        else:
            self.detail.setMinimumWidth(0)
            self.detail.setMaximumWidth(16_777_215)
        self._body.setStretch(1, 0 if beside else 6)
        self._body.setStretch(0, 1 if beside else 4)
        tight = self.width() < _SHORT_WORDS * scale
        self.add.setText(
            _("Add an objective…") if tight else _("Add an objective of the Committee…")
        )

    def _no_plan(self, on_plan: Act) -> QWidget:
        frame = Panel(flush=True)
        frame.body.addWidget(
            EmptyState(
                "flag",
                _("No plan is followed in this month"),
                theme=self._theme,
                advice=_("Objectives come from the plan that the Committee follows."),
                button=_("Choose a plan…"),
                on_click=on_plan,
            )
        )
        return frame

    def _say_own_row(self, on_table: Act) -> None:
        """Without its own row the commune is held to no number of the table."""
        row = QHBoxLayout(self.own_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("triangle-alert", theme=self._theme, role=Role.DUE))
        row.addWidget(Text(_("Our own row of the allocated table is not chosen."), look="todo"))
        row.addWidget(LinkButton(_("Choose it in the table…"), on_table, small=True))
        row.addStretch(1)
        self.own_row.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.plan)
        head.addWidget(self.summary)
        head.addStretch(1)
        head.addWidget(self.add)
        head.addWidget(self.print)
        column.addLayout(head)
        column.addWidget(self.own_row)
        board = QWidget()
        self._body = QHBoxLayout(board)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(16)
        frame = Panel(flush=True)
        frame.body.addWidget(self.view)
        self._body.addWidget(frame, 1)
        self._body.addWidget(self.detail)
        self._stack.addWidget(board)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)

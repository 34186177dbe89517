"""The rehearsal: what would be written, what is wrong, and the button that writes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.terms import DateOrder, ListKind
from desktop.i18n import _, format_number, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.importing.choose import template_title
from desktop.ui.importing.columns import ColumnStrip
from desktop.ui.importing.lines import ProblemLine, RowLine, Shown
from desktop.ui.importing.month_question import MonthQuestion
from desktop.ui.memory import WindowMemory
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.text import Line, Text


def _row_columns() -> tuple[Column[RowLine], ...]:
    return (
        Column(title=_("Row"), text=lambda one: one.place, width=70, sort=lambda one: one.row),
        Column(title=_("State"), text=lambda one: one.state, width=100, role=lambda one: one.role),
        Column(title=_("What it is"), text=lambda one: one.what, width=320),
        Column(
            title=_("What changes, or what is wrong"),
            text=lambda one: one.why,
            width=0,
            role=lambda one: Role.TROUBLE if one.problem else Role.SOFT,
        ),
    )


def _problem_columns() -> tuple[Column[ProblemLine], ...]:
    return (
        Column(title=_("Row"), text=lambda one: one.place, width=110, sort=lambda one: one.row),
        Column(title=_("Column"), text=lambda one: one.column, width=64),
        Column(
            title=_("What it is about"),
            text=lambda one: one.sentence,
            width=0,
            role=lambda one: Role.TROUBLE if one.stops else Role.DUE,
        ),
    )


class RehearsalPage(QWidget):
    """``write`` carries whether rows with problems are left out; nothing is written before."""

    write = Signal(bool)
    another = Signal()
    order_chosen = Signal(object)
    kind_chosen = Signal(object)

    def __init__(
        self, *, theme: Theme, memory: WindowMemory, assign: Callable[[int, str], object]
    ) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.columns = ColumnStrip(theme=theme, assign=assign)
        self.rows = ListTable(
            RowsModel(_row_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="import-rows",
            identity=lambda one: one.place,
        )
        self.problems = ListTable(
            RowsModel(_problem_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="import-problems",
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel(flush=True)
        panel.body.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        panel.body.addLayout(self._head())
        panel.body.addWidget(Line())
        panel.body.addWidget(self.columns)
        panel.body.addWidget(self._order_question())
        self.month_question = MonthQuestion()
        panel.body.addWidget(self.month_question)
        panel.body.addWidget(Line())
        panel.body.addLayout(self._tab_row())
        self._tables = QStackedWidget()
        self._tables.addWidget(self.rows)
        self._tables.addWidget(self.problems)
        panel.body.addWidget(self._tables, 1)
        panel.body.addWidget(Line())
        panel.body.addLayout(self._foot())

    @property
    def head_text(self) -> str:
        """The line that sums up the rehearsal."""
        return self._counts.text()

    def show_rehearsal(self, shown: Shown, *, month: str) -> None:
        """Show a rehearsal; ``month`` in sight is offered where figures name none."""
        self._shown = shown
        found = shown.rehearsal
        self._name.setText(found.path.name)
        self._counts.setText(shown.head)
        self.kind.setCurrentIndex(self.kind.findData(found.kind))
        self.columns.show_columns(found)
        self.columns.setVisible(bool(found.reading.columns))
        self.month_question.ask(shown.undated, shown.months, month=shown.month or month)
        self._order.setVisible(bool(found.date_order_needed))
        if found.date_order_needed:
            letters = ", ".join(found.date_order_needed)
            self._question.setText(
                _(
                    "In column {letters}, does 05/10 mean the fifth of October or the tenth of May?"
                ).format(letters=letters)
            )
        self.rows.show_rows(shown.rows)
        self.problems.show_rows(shown.problems)
        wrong = len(shown.problems)
        said = ngettext("{n} remark", "{n} remarks", wrong) if wrong else _("No problem")
        self.tabs.set_title(1, said.format(n=format_number(wrong)))
        self._notes.setText(" ".join(shown.notes))
        self._notes.setVisible(bool(shown.notes))
        self._show_leaving(shown)
        self.tabs.choose(1 if found.problems else 0)
        self._weigh()

    def busy(self, waiting: bool) -> None:  # noqa: FBT001  a state of the page
        """While it writes nothing can be changed."""
        self.setEnabled(not waiting)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._name = Text("", look="small")
        self._counts = Text("", look="heading", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._counts)
        row.addLayout(words, 1)
        row.addWidget(Text(_("This list holds"), look="small"))
        self.kind = ChoiceBox()
        self.kind.setAccessibleName(_("What the list holds"))
        for kind in ListKind:
            self.kind.addItem(template_title(kind), kind)
        self.kind.activated.connect(self._kind_picked)
        row.addWidget(self.kind)
        row.addWidget(LinkButton(_("Another file"), self.another.emit))
        return row

    def _order_question(self) -> QWidget:
        self._order = QWidget()
        row = QHBoxLayout(self._order)
        row.setContentsMargins(16, 0, 16, 10)
        row.setSpacing(8)
        self._question = Text("", look="todo", wrap=True)
        row.addWidget(self._question, 1)
        self.day_first = SecondaryButton(
            _("Day first: 5 October"), partial(self.order_chosen.emit, DateOrder.DMY)
        )
        self.month_first = SecondaryButton(
            _("Month first: 10 May"), partial(self.order_chosen.emit, DateOrder.MDY)
        )
        row.addWidget(self.day_first)
        row.addWidget(self.month_first)
        return self._order

    def _tab_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 4)
        row.setSpacing(16)
        self.tabs = Tabs((_("Rows"), _("Problems")))
        self.tabs.chosen.connect(self._turn)
        row.addWidget(self.tabs)
        self._notes = Text("", look="small", wrap=True)
        row.addWidget(self._notes, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        self.leave_out = QCheckBox("")
        self.leave_out.toggled.connect(self._weigh)
        self._why = Text("", look="soft", wrap=True)
        row.addWidget(self.leave_out)
        row.addWidget(self._why, 1)
        self.write_button = PrimaryButton("", self._write)
        self.write_button.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self.write_button.click)
        row.addWidget(self.write_button)
        return row

    def _show_leaving(self, shown: Shown) -> None:
        left = shown.rehearsal.left_out
        self.leave_out.blockSignals(True)
        self.leave_out.setChecked(False)
        self.leave_out.blockSignals(False)
        said = ngettext(
            "Leave out the {n} row with a problem and write the rest",
            "Leave out the {n} rows with problems and write the rest",
            left,
        )
        self.leave_out.setText(said.format(n=format_number(left)))
        self.leave_out.setVisible(left > 0 and not shown.rehearsal.stopped)

    def _weigh(self) -> None:
        shown = self._shown
        if shown is None:
            return
        count = shown.to_write
        said = ngettext("Write {n} row", "Write {n} rows", count)
        self.write_button.setText(said.format(n=format_number(count)))
        blocked = bool(shown.rehearsal.problems) and not self.leave_out.isChecked()
        self.write_button.setEnabled(count > 0 and not blocked and not shown.rehearsal.stopped)
        if shown.rehearsal.stopped:
            reason = _("First settle what concerns the whole list.")
        elif blocked and count:
            reason = _("Mend the rows in Excel and choose the file again, or leave them out.")
        elif not count and not shown.rehearsal.left_out:
            reason = _("Everything in this list is in the register already.")
        else:
            reason = ""
        self._why.setText(reason)

    def _turn(self, number: int) -> None:
        self._tables.setCurrentIndex(number)

    def _kind_picked(self, _number: int) -> None:
        self.kind_chosen.emit(self.kind.currentData())

    def _write(self) -> None:
        self.write.emit(self.leave_out.isChecked())

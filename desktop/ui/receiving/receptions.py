"""The receptions as named steps: each can be taken back, weeks later too."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.reception_states import StoodReception
from desktop.i18n import _, format_date, format_number
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.memory import WindowMemory
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text
from desktop.wording.receptions import reception_state
from desktop.wording.superior import reception_words


class ReceptionsPage(QWidget):
    """``undo_wanted`` carries the name of the reception to take back."""

    undo_wanted = Signal(str)

    def __init__(self, *, theme: Theme, memory: WindowMemory) -> None:
        super().__init__()
        self.table: ListTable[StoodReception] = ListTable(
            RowsModel(_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="receptions",
            identity=lambda one: one.reception.id,
            empty=EmptyState(
                "history",
                _("Nothing has been received yet."),
                theme=theme,
                advice=_("Every stick and folder that is received gets a line here."),
            ),
        )
        self.table.current_changed.connect(lambda _one: self._weigh())
        self.table.dropped.connect(lambda _one: self.ask_undo())
        self.undo_button = SecondaryButton(_("Take this reception back…"), self.ask_undo)
        panel = Panel(flush=True)
        panel.body.addWidget(self.table)
        advice = _("Taking back removes nothing from the store: its files count no longer.")
        foot = QHBoxLayout()
        foot.addWidget(Text(advice, look="small", wrap=True), 1)
        foot.addWidget(self.undo_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(panel, 1)
        column.addLayout(foot)
        self._weigh()

    def show_receptions(self, found: tuple[StoodReception, ...]) -> None:
        """Show them, the newest first."""
        self.table.show_rows(found)
        self._weigh()

    def ask_undo(self) -> None:
        """Ask whether the current reception is taken back."""
        one = self.table.current
        if one is None or one.reception.undone_at is not None:
            return
        detail = _(
            "What it brought counts no longer. Receipts"
            " that units have stay with them. Receiving the files again brings everything back."
        )
        if ConfirmDialog.ask(
            self,
            question=_("Take back “{name}”?").format(name=reception_words(one.reception.name)),
            detail=detail,
            do=_("Take it back"),
            keep=_("Keep it"),
        ):
            self.undo_wanted.emit(one.reception.name)

    def _weigh(self) -> None:
        one = self.table.current
        self.undo_button.setEnabled(one is not None and one.reception.undone_at is None)


def _columns() -> Sequence[Column[StoodReception]]:
    return (
        Column(
            title=_("Reception"),
            text=lambda one: reception_words(one.reception.name),
            width=0,
            sort=lambda one: one.reception.name,
            role=_faint,
        ),
        Column(
            title=_("At"),
            text=_came_at,
            width=140,
            sort=lambda one: one.reception.at,
            role=_faint,
        ),
        Column(
            title=_("Files"),
            text=lambda one: format_number(one.reception.packages),
            width=70,
            right=True,
            sort=lambda one: one.reception.packages,
            role=_faint,
        ),
        Column(title=_("State"), text=reception_state, width=240, role=_faint),
    )


def _came_at(one: StoodReception) -> str:
    at = one.reception.at.astimezone()
    return f"{at:%H:%M} {format_date(at)}"


def _faint(one: StoodReception) -> Role | None:
    return Role.HINT if one.reception.undone_at is not None else None

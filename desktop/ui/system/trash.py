"""Thùng rác: what was deleted, by whom and when; chosen lines come back as one step."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from desktop.actions.desk import Desk, Outcome
from desktop.actions.timeline import ReadOnlyDesk
from desktop.actions.trash import FromTrash, Trashed, bring_back, find_trash
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.erasure_dialog import ErasureDialog
from desktop.ui.system.section import Section
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.wording.backups import day_and_time
from desktop.wording.trash import trash_text


class TrashSection(Section):
    """The deleted lines, deleted last first; nothing is removed for good here."""

    key = "trash"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._names: dict[str, str] = {}
        self._empty = EmptyState("history", _("The trash is empty."), theme=context.theme)
        columns: tuple[Column[Trashed], ...] = (
            Column(
                title=_("What was deleted"),
                text=lambda one: trash_text(one.table, one.row, one.of),
                width=0,
            ),
            Column(title=_("When"), text=self._when, width=170, sort=lambda one: one.at),
            Column(title=_("Who"), text=self._who, width=140),
        )
        self.table: ListTable[Trashed] = ListTable(
            RowsModel(columns, theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key="system-trash",
            identity=lambda one: one.id,
            empty=self._empty,
        )
        self.words = SearchField(_("Find in the trash"), theme=context.theme)
        self.words.searched.connect(self.refresh)
        panel = Panel(_("What was deleted, the latest first"), flush=True)
        if not isinstance(desk, ReadOnlyDesk):
            panel.add_action(
                LinkButton(_("Erase a name typed by mistake…"), self.erase).needs("erase")
            )
        panel.add_action(LinkButton(_("Bring back"), self.bring_back).needs("take_from_trash"))
        panel.body.addWidget(self.words)
        panel.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def refresh(self) -> None:
        """Read what lies in the trash."""
        words = self.words.text().strip()
        self._empty.say(_("No entry fits.") if words else _("The trash is empty."))
        self.context.ask(partial(_read, self.desk, words), self._show)

    def bring_back(self) -> None:
        """Bring the line in hand back."""
        chosen = self.table.current
        if chosen is not None:
            self.write(partial(bring_back, self.desk, [chosen.id]), then=self._brought)

    def erase(self) -> None:
        """Take a name typed by mistake out of everything."""
        ErasureDialog(self, context=self.context, desk=self.desk).exec()

    def _show(self, read: tuple[tuple[Trashed, ...], dict[str, str]]) -> None:
        found, self._names = read
        self.table.show_rows(found)

    def _brought(self, outcome: Outcome[FromTrash]) -> None:
        for before, after in outcome.value.renamed if outcome.value else ():
            text = _("“{name}” is in use now; it came back as “{after}”.")
            self.context.note(text.format(name=before, after=after))

    def _when(self, one: Trashed) -> str:
        return day_and_time(datetime.fromisoformat(one.at), today=self.desk.clock.today())

    def _who(self, one: Trashed) -> str:
        return self._names.get(one.officer, "")


def _read(desk: Desk, words: str) -> tuple[tuple[Trashed, ...], dict[str, str]]:
    return find_trash(desk, words), {one.id: one.name for one in desk.officers}

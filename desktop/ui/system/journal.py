"""Nhật ký: what was done, in sentences, the newest first; and whether the chain is whole."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.officers import name_of
from desktop.actions.periods import all_closings
from desktop.actions.safety import log, verify_log
from desktop.actions.timeline import ReadOnlyDesk
from desktop.i18n import _, format_date, format_number
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.entries import LogLine, log_lines
from desktop.ui.system.erasure_dialog import ErasureDialog
from desktop.ui.system.section import Section
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.wording import Reopening

_PAGE = 200


class JournalSection(Section):
    """Pages of the log; nothing here can be changed."""

    key = "journal"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._lines: tuple[LogLine, ...] = ()
        columns: tuple[Column[LogLine], ...] = (
            Column(
                title=_("No."),
                text=lambda one: format_number(one.seq),
                width=70,
                right=True,
                sort=lambda one: one.seq,
            ),
            Column(title=_("Day"), text=_day_of, width=100, sort=lambda one: one.seq),
            Column(
                title=_("Time"),
                text=lambda one: f"{one.at:%H:%M}",
                width=70,
                sort=lambda one: one.seq,
            ),
            Column(title=_("What was done"), text=lambda one: one.sentence, width=0),
            Column(title=_("Who"), text=_who, width=140),
        )
        self.table: ListTable[LogLine] = ListTable(
            RowsModel(columns, theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key="system-journal",
            identity=lambda one: one.seq,
            empty=EmptyState("history", _("Nothing was done yet."), theme=context.theme),
        )
        panel = Panel(_("What was done, the newest first"), flush=True)
        if not isinstance(desk, ReadOnlyDesk):
            panel.add_action(LinkButton(_("Erase a name typed by mistake…"), self.erase))
        panel.add_action(LinkButton(_("Check the log"), self.verify))
        panel.body.addWidget(self.table, 1)
        self.more = LinkButton(_("Show earlier entries"), self._earlier)
        panel.body.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def refresh(self) -> None:
        """Read the newest page."""
        self.context.ask(partial(_page, self.desk, None), self._show)

    def verify(self) -> None:
        """Check that no entry was changed or taken out."""
        self.context.ask(partial(verify_log, self.desk), self._verified)

    def erase(self) -> None:
        """Take a name typed by mistake out of everything."""
        ErasureDialog(self, context=self.context, desk=self.desk).exec()

    def _show(self, lines: tuple[LogLine, ...]) -> None:
        self._lines = lines
        self.table.show_rows(lines)
        self.more.setVisible(len(lines) == _PAGE)

    def _earlier(self) -> None:
        if self._lines:
            self.context.ask(partial(_page, self.desk, self._lines[-1].seq), self._append)

    def _append(self, lines: tuple[LogLine, ...]) -> None:
        self._lines = (*self._lines, *lines)
        self.table.show_rows(self._lines)
        self.more.setVisible(len(lines) == _PAGE)

    def _verified(self, broken: int | None) -> None:
        if broken is None:
            self.context.note(_("The log is whole: no entry was changed or taken out."))
        else:
            said = _(
                "The log does not fit from entry {n} on: somebody changed the file from outside."
            )
            self.context.note(said.format(n=format_number(broken)))


def _page(desk: Desk, before: int | None) -> tuple[LogLine, ...]:
    reopened = {
        one.id: Reopening(one.period, one.reopen_reason)
        for one in all_closings(desk)
        if not one.in_force
    }
    return log_lines(log(desk, before=before, limit=_PAGE), reopened, partial(name_of, desk))


def _day_of(line: LogLine) -> str:
    return format_date(line.at.date())


def _who(line: LogLine) -> str:
    return "" if line.officer in {"", UNNAMED_OFFICER} else line.officer

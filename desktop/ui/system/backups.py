"""Sao lưu: back up now, the copies in words, a copy on a stick, and restoring one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.actions.desk import Desk
from desktop.actions.safety import back_up, backups, opens_by_itself, restore, restore_plan
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import STOPPING, BackupInfo
from desktop.i18n import _, format_date, format_number
from desktop.paths import place_warnings
from desktop.ui.design.tokens import Role
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.wording import backup_reason, error_text


@dataclass(frozen=True, slots=True)
class Reopened:
    """The desk after a restore; ``trouble`` says why the old one was opened again instead."""

    desk: Desk
    trouble: str = ""


def restored_desk(desk: Desk, name: str) -> Reopened:
    """Close the desk, put a backup in its place, and open the folder again; on the worker.

    When the backup cannot be used, the store is opened as it was.
    """
    folder = desk.store.folder
    sources = Sources(desk.clock, desk.ids)
    trouble = ""
    desk.close()
    try:
        restore(folder, name, sources=sources)
    except STOPPING as error:
        trouble = error_text(error.code, error.details)
    return Reopened(open_desk(folder, sources=sources, officer=desk.officer), trouble)


class BackupsSection(Section):
    """``reopen`` takes the desk of the restored store: the window is built anew around it."""

    key = "backups"

    def __init__(
        self, context: ShellContext, *, desk: Desk, reopen: Callable[[Reopened], None]
    ) -> None:
        super().__init__(context, desk=desk)
        self._reopen = reopen
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_panel())
        column.addWidget(self._list_panel(), 1)

    def refresh(self) -> None:
        """Read the list of backups."""
        self.context.ask(partial(backups, self.desk.store.folder), self._show)
        self.context.ask(partial(opens_by_itself, self.desk), self._warn)

    def back_up_now(self) -> None:
        """Make a backup in the data folder."""
        self.now_button.setEnabled(False)
        self.context.ask(partial(back_up, self.desk, reason="by_hand"), self._made, self._not_made)

    def copy_out(self) -> None:
        """Make a copy in another folder or on a stick."""
        place = FolderChoice.ask(self, title=_("Where to put the copy"))
        if place is not None:
            task = partial(back_up, self.desk, reason="copy", to=place)
            self.context.ask(task, partial(self._copied, place), self._not_made)

    def restore_current(self) -> None:
        """Check the chosen backup, say what restoring does, then do it."""
        chosen = self.table.current
        if chosen is not None:
            task = partial(restore_plan, self.desk.store.folder, chosen.name)
            self.context.ask(task, self._ask_restore)

    def restore_from_place(self) -> None:
        """Restore a copy that lies in another folder or on a stick."""
        place = FolderChoice.ask(self, title=_("Folder with the copy"))
        if place is not None:
            task = partial(restore_plan, self.desk.store.folder, str(place))
            self.context.ask(task, partial(self._ask_restore, name=str(place)))

    def _make_panel(self) -> Panel:
        panel = Panel(_("Backups"))
        self.now_button = PrimaryButton(_("Back up now"), self.back_up_now)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.now_button)
        row.addWidget(SecondaryButton(_("Copy to a stick or folder…"), self.copy_out))
        row.addWidget(
            SecondaryButton(_("Restore from a stick or folder…"), self.restore_from_place)
        )
        row.addStretch(1)
        panel.body.addLayout(row)
        self._open_copies = paragraph("", "todo")
        self._open_copies.hide()
        panel.body.addWidget(self._open_copies)
        return panel

    def _list_panel(self) -> Panel:
        panel = Panel(_("Copies on this PC, the newest first"), flush=True)
        today = self.desk.clock.today()
        columns: tuple[Column[BackupInfo], ...] = (
            Column(
                title=_("Made"),
                text=lambda one: when_words(one, today=today),
                width=190,
                sort=lambda one: one.counter,
            ),
            Column(title=_("Holds"), text=holds_words, width=260),
            Column(title=_("Why"), text=lambda one: backup_reason(one.reason), width=0),
            Column(
                title=_("Checked"),
                text=lambda one: _("whole") if one.verified else _("not checked"),
                width=120,
                role=lambda one: Role.MET if one.verified else Role.DUE,
            ),
        )
        empty = EmptyState(
            "archive-restore",
            _("There is no backup yet."),
            theme=self.context.theme,
            advice=_("One is made whenever the program closes."),
        )
        self.table: ListTable[BackupInfo] = ListTable(
            RowsModel(columns, theme=self.context.theme),
            theme=self.context.theme,
            memory=self.context.memory,
            key="system-backups",
            identity=lambda one: one.name,
            empty=empty,
        )
        self.table.opened.connect(lambda _one: self.restore_current())
        panel.body.addWidget(self.table, 1)
        self.restore_button = SecondaryButton(_("Restore the chosen copy…"), self.restore_current)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 6)
        foot.addStretch(1)
        foot.addWidget(self.restore_button)
        panel.body.addLayout(foot)
        return panel

    def _show(self, found: tuple[BackupInfo, ...]) -> None:
        self.table.show_rows(found)
        self.restore_button.setEnabled(bool(found))
        if found and self.table.current is None:
            self.table.go_to(found[0].name)

    def _warn(self, by_itself: bool) -> None:  # noqa: FBT001  the answer of an action
        words = _(
            "There is no password yet: whoever finds a stick with a copy can open it. Keep it"
            " like a paper file."
        )
        self._open_copies.setText(words if by_itself else "")
        self._open_copies.setVisible(by_itself)

    def _made(self, info: BackupInfo) -> None:
        self.now_button.setEnabled(True)
        said = _("Backed up and checked: {holds}.")
        self.context.note(said.format(holds=holds_words(info)))
        self.refresh()

    def _copied(self, place: Path, info: BackupInfo) -> None:
        said = _(
            "Copied to {place}, read back and found whole: {holds}. The stick can be pulled out"
            " safely."
        )
        self.context.say(Tone.INFO, said.format(place=place, holds=holds_words(info)))
        if "removable" not in place_warnings(place):
            self.context.note(_("Keep one copy outside this PC as well."))
        self.refresh()

    def _not_made(self, error: Exception) -> None:
        self.now_button.setEnabled(True)
        self.context.failed(error)

    def _ask_restore(self, info: BackupInfo, name: str = "") -> None:
        today = self.desk.clock.today()
        agreed = ConfirmDialog.ask(
            self,
            question=_("Restore the copy of {when}?").format(
                when=lowered(when_words(info, today=today))
            ),
            detail=_(
                "It is whole and holds {holds}. Everything entered after it is taken out of the"
                " register; "
                "the register of now is kept in the folder “replaced”, so nothing is lost."
            ).format(holds=holds_words(info)),
            do=_("Restore this copy"),
            keep=_("Leave everything as it is"),
        )
        if agreed:
            self.context.ask(partial(restored_desk, self.desk, name or info.name), self._reopen)


def when_words(info: BackupInfo, *, today: date) -> str:
    """ "Hôm qua 16:05": when a backup was made."""
    local = info.at.astimezone()
    time = f"{local:%H:%M}"
    if local.date() == today:
        return _("Today {time}").format(time=time)
    if local.date() == today - timedelta(days=1):
        return _("Yesterday {time}").format(time=time)
    return _("{date} {time}").format(date=format_date(local.date()), time=time)


def holds_words(info: BackupInfo) -> str:
    """ "124 buổi, 16 mô hình": what a backup holds."""
    return _("{sessions} sessions, {models} models").format(
        sessions=format_number(info.sessions), models=format_number(info.models)
    )


def lowered(words: str) -> str:
    """The words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]

"""A list at the left and the form of one entry at the right: members and signers."""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton, TroubleButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text

R = TypeVar("R")


class RecordsSection(Section, Generic[R]):
    """Choosing a row shows it in the form; leaving the form keeps what was typed."""

    def __init__(self, context: ShellContext, *, desk: Desk, title: str, empty: EmptyState) -> None:
        super().__init__(context, desk=desk)
        self.fields: dict[str, Labelled] = {}
        self._current: R = self.fresh()
        self._wanted = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        panel = Panel(title, flush=True)
        self.table: ListTable[R] = ListTable(
            RowsModel(self.columns(), theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key=f"system-{self.key}",
            identity=self.identity,
            empty=empty,
        )
        self.table.current_changed.connect(self._chosen)
        self.table.dropped.connect(self._delete)
        self.add_button = SecondaryButton(_("Add"), self.add).needs(self.right)
        panel.add_action(self.add_button)
        panel.body.addWidget(self.table, 1)
        row.addWidget(panel, 5)
        row.addWidget(self._form_panel(), 4)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self.keep)
        self._take(self._current)

    @abstractmethod
    def columns(self) -> tuple[Column[R], ...]:
        """The columns of the list."""

    @abstractmethod
    def fresh(self) -> R:
        """An empty entry."""

    @abstractmethod
    def identity(self, record: R) -> str:
        """The id of an entry; empty for a new one."""

    @abstractmethod
    def make_form(self, form: QVBoxLayout) -> None:
        """Put the fields into the form."""

    @abstractmethod
    def show_record(self, record: R) -> None:
        """Show an entry in the form."""

    @abstractmethod
    def draft(self, record: R) -> R:
        """The entry with what the form says."""

    @abstractmethod
    def named(self, record: R) -> bool:
        """Whether an entry says enough to be kept."""

    @abstractmethod
    def record_task(self, record: R) -> Callable[[], Outcome[Any]]:
        """The write that keeps an entry."""

    @abstractmethod
    def delete_task(self, record: R) -> Callable[[], Outcome[Any]]:
        """The write that deletes an entry."""

    def typed_part(self) -> QWidget:
        """The fields."""
        return self._content

    def shows(self, kinds: frozenset[str]) -> bool:
        """The profile and the groups."""
        return bool(kinds & {ChangeKind.PROFILE, ChangeKind.GROUPS})

    @property
    def dirty(self) -> bool:
        """Whether the form differs from the entry shown."""
        return self.draft(self._current) != self._current

    def add(self) -> None:
        """Show an empty form."""
        if not self.may_leave():
            return
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.rootIndex())
        self._take(self.fresh())
        next(iter(self.fields.values())).field.setFocus()

    def keep(self) -> bool:
        """Keep what was typed; an entry without a name stays in sight and says so."""
        if self.dirty:
            draft = self.draft(self._current)
            if not self.named(draft):
                self.tell((Problem("name_missing", "name"),), self.fields)
                return False
            self.write(self.record_task(draft), fields=self.fields, then=partial(self._kept, draft))
        return True

    def drop_changes(self) -> None:
        """Show the entry as it is stored."""
        self._take(self._current)

    def show_rows(self, rows: tuple[R, ...]) -> None:
        """Show the entries; the one in the form stays while it is being changed."""
        self.table.show_rows(rows)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.table.go_to(wanted)
        elif self.table.current is None and rows and not self.dirty:
            self.table.go_to(self.identity(rows[0]))
        elif not rows and not self.dirty:
            self._take(self.fresh())

    def line(self, name: str, label: str, *, hint: str = "", advice: str = "") -> LineField:
        """A field of the form."""
        field = LineField(name=label, hint=hint)
        field.textEdited.connect(self.weigh)
        self.fields[name] = Labelled(label, field, advice=advice)
        return field

    def weigh(self) -> None:
        """Say whether there is something to save."""
        self.save_button.setEnabled(self.dirty)
        self.drop_button.setVisible(self.dirty)
        self.delete_button.setEnabled(bool(self.identity(self._current)))

    def _form_panel(self) -> Panel:
        panel = Panel()
        self._title = Text("", look="strong")
        panel.body.addWidget(self._title)
        self._content = content = QWidget()
        form = QVBoxLayout(content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(10)
        self.make_form(form)
        form.addStretch(1)
        panel.body.addWidget(scrolled(content), 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.delete_button = TroubleButton(_("Delete"), lambda: self._delete(self._current)).needs(
            self.right
        )
        self.save_button = PrimaryButton(_("Save"), self.keep).needs(self.right)
        self.drop_button = LinkButton(_("Drop the changes"), self.drop_changes)
        foot.addWidget(self.delete_button)
        foot.addWidget(self.drop_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        panel.body.addLayout(foot)
        return panel

    def _chosen(self, record: R | None) -> None:
        if record is not None and self.identity(record) != self.identity(self._current):
            if not self.keep():
                # What was typed comes first: the list goes back to its entry.
                self.table.go_to(self.identity(self._current))
                return
            self._take(record)
        elif record is not None and not self.dirty:
            self._take(record)

    def _take(self, record: R) -> None:
        self._current = record
        for labelled in self.fields.values():
            labelled.say("")
        self.show_record(record)
        new = not self.identity(record)
        self._title.setText(_("New entry") if new else "")
        self._title.setVisible(new)
        self.weigh()

    def _kept(self, draft: R, outcome: Outcome[Any]) -> None:
        if self.draft(self._current) == draft:
            self._wanted = str(outcome.value)
            self._current = draft
        self.refresh()

    def _delete(self, record: R) -> None:
        if self.identity(record):
            self.write(self.delete_task(record), then=self._deleted)

    def _deleted(self, _outcome: Outcome[Any]) -> None:
        self._take(self.fresh())
        self.context.note(_("Deleted; Ctrl+Z brings it back."))
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

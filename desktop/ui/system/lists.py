"""Danh mục: the editable lists; hidden entries are no longer offered but stay readable."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.profile import list_entries, order_list, record_list_entry
from desktop.domain.commune import ListEntry, ListName
from desktop.domain.text import nfc, tidy
from desktop.i18n import N_, _
from desktop.ui.design.tokens import Role
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text

LISTS = {
    ListName.FORMAT: N_("Formats of outreach"),
    ListName.TOPIC: N_("Topics"),
    ListName.AUDIENCE: N_("Audiences"),
    ListName.BODY: N_("Lead and partner bodies"),
    ListName.MODEL_KIND: N_("Kinds of model"),
}
_SENSITIVE = frozenset({ListName.AUDIENCE, ListName.MODEL_KIND})


class ListsSection(Section):
    """One list at a time; Alt+↑ and Alt+↓ move the entry, Enter goes to its name."""

    key = "lists"
    right = "record_list_entry"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._entries: tuple[ListEntry, ...] = ()
        self._current: ListEntry | None = None
        self._wanted = ""
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("List"))
        for name, words in LISTS.items():
            self.choice.addItem(_(words), name)
        self.choice.activated.connect(self._turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._list_panel(), 5)
        self._form = self._form_panel()
        row.addWidget(self._form, 4)
        for sequence, act in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def name(self) -> ListName:
        """The list in sight."""
        return ListName(self.choice.currentData())

    def typed_part(self) -> Panel:
        """The entry in sight."""
        return self._form

    def refresh(self) -> None:
        """Read the list in sight."""
        self.context.ask(partial(list_entries, self.desk, self.name), self._show)

    def shows(self, kinds: frozenset[str]) -> bool:
        """The lists alone."""
        return ChangeKind.LISTS in kinds

    def keep(self) -> bool:
        """Keep a name that was changed."""
        draft = self._draft()
        if draft is not None and draft != self._current and (draft.id or draft.label):
            self.write(
                partial(record_list_entry, self.desk, draft),
                fields={"label": self._label},
                then=self._kept,
            )
        return True

    def add(self) -> None:
        """Begin a new entry."""
        self.keep()
        self.table.clearSelection()
        self._take(ListEntry("", self.name, ""))
        self.label.setFocus()

    def hide_entry(self) -> None:
        """No longer offer the entry, or offer it again."""
        if self._current is not None and self._current.id:
            entry = replace(self._current, hidden=not self._current.hidden)
            self._wanted = entry.id
            self.write(partial(record_list_entry, self.desk, entry), then=self._kept)

    def move_up(self) -> None:
        """Offer the entry earlier."""
        self._move(-1)

    def move_down(self) -> None:
        """Offer the entry later."""
        self._move(1)

    def _list_panel(self) -> Panel:
        panel = Panel(flush=True)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.setSpacing(8)
        head.addWidget(self.choice, 1)
        theme = self.context.theme
        self.up = IconButton("chevron-up", _("Earlier (Alt+↑)"), theme=theme, on_click=self.move_up)
        self.down = IconButton(
            "chevron-down", _("Later (Alt+↓)"), theme=theme, on_click=self.move_down
        )
        head.addWidget(self.up)
        head.addWidget(self.down)
        head.addWidget(SecondaryButton(_("Add"), self.add).needs("record_list_entry"))
        panel.body.addLayout(head)
        columns: tuple[Column[ListEntry], ...] = (
            Column(
                title=_("Name"),
                text=lambda one: one.label,
                width=0,
                role=lambda one: Role.HINT if one.hidden else None,
            ),
            Column(title=_("Marks"), text=_marks, width=210, role=lambda _one: Role.SOFT),
        )
        self.table: ListTable[ListEntry] = ListTable(
            RowsModel(columns, theme=theme),
            theme=theme,
            memory=self.context.memory,
            key="system-lists",
            identity=lambda one: one.id,
        )
        self.table.setSortingEnabled(False)
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(lambda _one: self.label.setFocus())
        panel.body.addWidget(self.table, 1)
        return panel

    def _form_panel(self) -> Panel:
        panel = Panel()
        self.label = LineField(name=_("Name of the entry"))
        self.label.textEdited.connect(self._weigh)
        self.label.returnPressed.connect(self.keep)
        self._label = Labelled(_("Name of the entry"), self.label)
        self.prevention = QCheckBox(_("Counts as drug prevention"))
        self.prevention.toggled.connect(self._weigh)
        self._prevention_words = paragraph(
            _("Only sessions with such a topic count for the monthly duty."), "small"
        )
        self.sensitive = QCheckBox(_("Concerns few people"))
        self.sensitive.toggled.connect(self._weigh)
        self._sensitive_words = paragraph(
            _("Linked to the whole commune only, so that no small group of people can be guessed."),
            "small",
        )
        self._state = Text("", look="small", wrap=True)
        for part in (
            self._label,
            self.prevention,
            self._prevention_words,
            self.sensitive,
            self._sensitive_words,
            self._state,
        ):
            panel.body.addWidget(part)
        panel.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.hide_button = SecondaryButton("", self.hide_entry).needs("record_list_entry")
        self.save_button = PrimaryButton(_("Save"), self.keep).needs("record_list_entry")
        foot.addWidget(self.hide_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        panel.body.addLayout(foot)
        panel.body.addWidget(
            paragraph(
                _("Renaming changes the word everywhere it was used; closed months keep theirs."),
                "small",
            )
        )
        return panel

    def _turn(self, _number: int) -> None:
        self._current = None
        self._wanted = ""
        self.refresh()

    def _show(self, entries: tuple[ListEntry, ...]) -> None:
        if any(one.list is not self.name for one in entries):
            return
        self._entries = entries
        before = self._wanted or (self._current.id if self._current is not None else "")
        self._wanted = ""
        self.table.show_rows(entries)
        if not self.table.go_to(before) and entries:
            self.table.go_to(entries[0].id)
        found = self.table.current
        if found is not None:
            self._take(found)
        self._weigh()

    def _chosen(self, entry: ListEntry | None) -> None:
        if entry is None or (self._current is not None and entry.id == self._current.id):
            return
        self.keep()
        self._take(entry)

    def _take(self, entry: ListEntry) -> None:
        self._current = entry
        self._label.say("")
        with QSignalBlocker(self.prevention), QSignalBlocker(self.sensitive):
            self.label.setText(entry.label)
            self.prevention.setChecked(entry.drug_prevention)
            self.sensitive.setChecked(entry.sensitive)
        self._weigh()

    def _draft(self) -> ListEntry | None:
        if self._current is None:
            return None
        return replace(
            self._current,
            label=tidy(nfc(self.label.text())),
            drug_prevention=self.prevention.isChecked(),
            sensitive=self.sensitive.isChecked(),
        )

    def _weigh(self) -> None:
        topic, sensitive = self.name is ListName.TOPIC, self.name in _SENSITIVE
        for part in (self.prevention, self._prevention_words):
            part.setVisible(topic)
        for part in (self.sensitive, self._sensitive_words):
            part.setVisible(sensitive)
        entry = self._current
        self.save_button.setEnabled(entry is not None and self._draft() != entry)
        stored = entry is not None and bool(entry.id)
        hidden = entry is not None and entry.hidden
        self.hide_button.setVisible(stored)
        self.hide_button.setText(_("Offer again") if hidden else _("Hide"))
        self._state.setText(_("Hidden: no longer offered when typing.") if hidden else "")

    def _move(self, step: int) -> None:
        entry = self.table.current
        if entry is None:
            return
        entries = list(self._entries)
        place = next(n for n, one in enumerate(entries) if one.id == entry.id)
        target = place + step
        if 0 <= target < len(entries):
            entries[place], entries[target] = entries[target], entries[place]
            self._wanted = entry.id
            self.write(partial(order_list, self.desk, entries), then=self._kept)

    def _kept(self, outcome: Outcome[str | None]) -> None:
        if outcome.value:
            self._wanted = outcome.value
        self._current = None
        self.refresh()


def _marks(entry: ListEntry) -> str:
    marks = []
    if entry.list is ListName.TOPIC and not entry.drug_prevention:
        marks.append(_("other topic"))
    if entry.list in _SENSITIVE and entry.sensitive:
        marks.append(_("few people"))
    if entry.hidden:
        marks.append(_("hidden"))
    return " · ".join(marks)

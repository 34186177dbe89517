"""The room "Thôn, tổ dân phố": the list, the form beside it, the events of the groups' lives."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from desktop.actions import groups as acts
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.groups.event_dialog import Setting
from desktop.ui.groups.form import GroupForm, check_draft
from desktop.ui.groups.guide import GuidedEvents
from desktop.ui.groups.life import life_sentences
from desktop.ui.groups.listing import GroupLine, GroupsRead, group_lines, read_groups
from desktop.ui.groups.page import GroupsPage
from desktop.ui.groups.series import SeriesDialog
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.list_room import ListRoom


class GroupsRoom(ListRoom[GroupDraft, ResidentialGroup]):
    """Lists the groups, edits one beside the list, and guides through mergers and the like."""

    form: GroupForm
    page: GroupsPage

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context)
        self._desk = desk
        self._read = GroupsRead()
        self._month = context.month
        self._wanted: dict[str, object] = {}
        events = (
            (_("Rename…"), self.rename),
            (_("Merge with others…"), self.merge),
            (_("Split…"), self.split),
            (_("Dissolve…"), self.dissolve),
        )
        self.form = GroupForm(theme=context.theme, period=context.month, acts=events)
        self.page = GroupsPage(
            theme=context.theme,
            memory=context.memory,
            form=self.form,
            on_import=self._import,
            on_new=self.new,
            on_many=self.add_many,
            on_merge=self.merge,
        )
        self._guide = GuidedEvents(context, desk=desk, parent=self.page)
        self._connect()

    def on_shown(self, month: Period) -> None:
        """Read the groups anew."""
        self._month = month
        for field in (self.form.active_from, self.form.counted_on):
            field.set_period(month)
        self._context.ask(partial(read_groups, self._desk), self._take)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when groups were changed."""
        if ChangeKind.GROUPS in kinds:
            self.on_shown(self._context.month)

    def on_target(self, target: object) -> None:
        """Open the form of a group, or a new one; waits for the reading that is under way."""
        self._wanted = dict(target) if isinstance(target, dict) else {}
        if self._read.today != date.min:
            self._serve_target()

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "The list of groups is what every month is counted against. Enter opens a group, "
            "Ctrl+N adds one. When the authority renames, merges, splits or dissolves a group, "
            "use the links below its form: months before stay as they were."
        )

    @property
    def living(self) -> tuple[ResidentialGroup, ...]:
        """The groups that have not ended."""
        return tuple(group for group in self._read.groups if group.active_until is None)

    def new(self) -> None:
        """Begin a new group."""
        if self.may_leave():
            self._open(GroupDraft(""))
            self.page.show_list()
            self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_many(self) -> None:
        """Add a numbered series in one step."""
        drafts = SeriesDialog.ask(self.page, theme=self._context.theme, stored=self._read.groups)
        if drafts:
            self._context.write(lambda: acts.record_groups(self._desk, drafts), self.tell_refusal)

    def rename(self) -> None:
        """A new name from a day on."""
        if (group := self._settled()) is not None:
            self._guide.rename(group, setting=self._setting())

    def merge(self) -> None:
        """Several groups become one."""
        if not self.may_leave():
            return
        group = self._settled()
        self._guide.merge(setting=self._setting(), chosen=(group.id,) if group else ())

    def split(self) -> None:
        """One group becomes several."""
        if (group := self._settled()) is not None:
            self._guide.split(group, setting=self._setting())

    def dissolve(self) -> None:
        """A group ends."""
        if (group := self._settled()) is not None:
            self._guide.dissolve(group, setting=self._setting())

    @property
    def record_id(self) -> str | None:
        """The id of the group in the form; none for a new one."""
        return self.form.group_id

    def records(self) -> Sequence[ResidentialGroup]:
        """The groups, as they were read."""
        return self._read.groups

    def record_of(self, line: object) -> ResidentialGroup | None:
        """The group of a line."""
        return line.group if isinstance(line, GroupLine) else None

    def typed(self) -> GroupDraft:
        """The group in the form."""
        return self.form.draft

    def check(self, draft: GroupDraft) -> Sequence[Problem]:
        """What is wrong with a group."""
        return check_draft(draft, self._read.groups)

    def record(self, draft: GroupDraft) -> Outcome[str]:
        """Store a group."""
        return acts.record_group(self._desk, draft)

    def delete(self, record_id: str) -> Outcome[str]:
        """Delete a group."""
        return acts.delete_group(self._desk, record_id)

    def show_record(self, record: ResidentialGroup) -> None:
        """Open a group in the form."""
        history = life_sentences(record.id, self._read.groups, self._read.events)
        self._open(GroupDraft.of(record), history=history, alive=record.active_until is None)

    def put_back(self, draft: GroupDraft) -> None:
        """Show a group that could not be stored, as not saved."""
        self.form.put_back(draft)

    def adopt(self, record_id: str) -> None:
        """The new group is stored under this id."""
        self.form.adopt(record_id)

    def _connect(self) -> None:
        page = self.page
        page.search.searched.connect(self._refill)
        page.past.toggled.connect(self._refill)
        self.connect_list()

    def _take(self, read: GroupsRead) -> None:
        self._read = read
        self._refill()
        self.page.show_counts(read)
        self.show_anew()
        self._serve_target()

    def _serve_target(self) -> None:
        wanted, self._wanted = self._wanted, {}
        group = self.find(str(wanted.get("group", "")))
        if wanted.get("new"):
            self.new()
        elif group is not None and self.may_leave():
            self.page.past.setChecked(self.page.past.isChecked() or group.active_until is not None)
            self.page.search.clear()
            self._refill()
            self.page.table.go_to(group.id)
            self.edit(group)

    def _refill(self) -> None:
        lines = group_lines(
            self._read, text=self.page.search.text(), past=self.page.past.isChecked()
        )
        self.fill_list(lines)
        found = self.page.search.text().strip()
        self.page.empty.say(
            _("No group fits “{text}”.").format(text=found) if found else _("No group is active."),
            _("Search without accents works as well."),
        )

    def _open(
        self, draft: GroupDraft, *, history: tuple[str, ...] = (), alive: bool = True
    ) -> None:
        self._storing = None
        self.form.show_draft(draft, history=history, alive=alive)
        self.page.show_form(shown=True)

    def _import(self) -> None:
        self._context.go_to("import", {"kind": "groups"})

    def _settled(self) -> ResidentialGroup | None:
        """The group in the form or the current row, once what was typed is saved."""
        if not self.may_leave():
            return None
        line = self.page.table.current
        current = line.group.id if line is not None and not line.past else ""
        return (
            self.find(self.form.group_id or "") if not self.form.isHidden() else self.find(current)
        )

    def _setting(self) -> Setting:
        return Setting(theme=self._context.theme, period=self._month, groups=self.living)

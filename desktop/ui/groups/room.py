"""The room "Thôn, tổ dân phố": the list, the form beside it, the events of the groups' lives."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions import groups as acts
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.groups.event_dialog import Setting
from desktop.ui.groups.form import GroupForm, check_draft
from desktop.ui.groups.guide import GuidedEvents
from desktop.ui.groups.life import life_sentences
from desktop.ui.groups.listing import GroupLine, GroupsRead, group_lines, read_groups
from desktop.ui.groups.page import GroupsPage
from desktop.ui.groups.series import SeriesDialog
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.wording import problem_text


class GroupsRoom(Room):
    """Lists the groups, edits one beside the list, and guides through mergers and the like."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._read = GroupsRead()
        self._month = context.month
        self._wanted: dict[str, object] = {}
        self._storing: GroupDraft | None = None
        """A new record that is being written: until it has its id, it is not written twice."""
        self._once_more = False
        self._choose = ""
        self._filling = False
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

    def widget(self) -> QWidget:
        """The list and the form."""
        return self.page

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

    def may_leave(self) -> bool:
        """Save what was typed; what cannot be saved is asked about."""
        return self.form.isHidden() or self.save() or self._may_drop(wrong=True)

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
            self._context.write(lambda: acts.record_groups(self._desk, drafts), self._tell_refusal)

    def save(self) -> bool:
        """Store what was typed; False when a field is wrong, which is said below it."""
        if not self.form.dirty:
            return True
        if self._storing is not None and self.form.group_id is None:
            self._once_more = True
            return False
        draft = self.form.draft
        problems = check_draft(draft, self._read.groups)
        words = self.form.wrong()
        if words or any(problem.stops for problem in problems):
            stops = {one.field: problem_text(one) for one in problems if one.stops}
            self.form.say({**stops, **words})
            return False
        self.form.keep()
        self._storing = draft if draft.id is None else None
        self._context.write(
            lambda: acts.record_group(self._desk, draft),
            partial(self._saved, draft),
            partial(self._not_written, draft),
        )
        return True

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

    def drop(self, group_id: str | None) -> None:
        """Delete a group, where nothing names it."""
        if group_id is None:
            return
        if self.form.group_id == group_id:
            self.form.keep()
        self._context.write(lambda: acts.delete_group(self._desk, group_id), self._dropped)

    def _connect(self) -> None:
        page = self.page
        page.search.searched.connect(self._refill)
        page.past.toggled.connect(self._refill)
        page.table.opened.connect(self._open_line)
        page.table.clicked.connect(lambda index: self._open_line(page.table.value_at(index)))
        page.table.dropped.connect(lambda line: self.drop(line.group.id))
        page.table.current_changed.connect(self._moved)
        self.form.save_wanted.connect(self.save)
        self.form.drop_wanted.connect(lambda: self.drop(self.form.group_id))
        self.form.closed.connect(self._close_form)
        self.form.escaped.connect(self._escape)

    def _take(self, read: GroupsRead) -> None:
        self._read = read
        self._refill()
        self.page.show_counts(read)
        shown = self._find(self.form.group_id or "")
        if not self.form.isHidden() and not self.form.dirty and self.form.group_id is not None:
            if shown is None:
                self.page.show_form(shown=False)
            else:
                self._show(shown)
        self._choose_stored()
        self._serve_target()

    def _serve_target(self) -> None:
        wanted, self._wanted = self._wanted, {}
        group = self._find(str(wanted.get("group", "")))
        if wanted.get("new"):
            self.new()
        elif group is not None and self.may_leave():
            self.page.past.setChecked(self.page.past.isChecked() or group.active_until is not None)
            self.page.search.clear()
            self._refill()
            self.page.table.go_to(group.id)
            self._edit(group)

    def _refill(self) -> None:
        lines = group_lines(
            self._read, text=self.page.search.text(), past=self.page.past.isChecked()
        )
        self._filling = True
        self.page.table.show_rows(lines)
        self._filling = False
        found = self.page.search.text().strip()
        self.page.empty.say(
            _("No group fits “{text}”.").format(text=found) if found else _("No group is active."),
            _("Search without accents works as well."),
        )

    def _find(self, group_id: str) -> ResidentialGroup | None:
        return next((group for group in self._read.groups if group.id == group_id), None)

    def _open_line(self, line: object) -> None:
        if isinstance(line, GroupLine) and (
            self.form.group_id != line.group.id or self.form.isHidden()
        ):
            if not self.may_leave():
                self._back_to_form()
                return
            self._edit(line.group)

    def _moved(self, line: object) -> None:
        """The form follows the list while it is open, but never a list that is filled anew."""
        if self._filling:
            return
        if not self.form.isHidden() and isinstance(line, GroupLine):
            if line.group.id == self.form.group_id:
                return
            if self.save():
                self._show(line.group)
            else:
                self._back_to_form()

    def _back_to_form(self) -> None:
        if self.form.group_id is not None:
            self.page.table.go_to(self.form.group_id)

    def _edit(self, group: ResidentialGroup) -> None:
        self._show(group)
        self.form.to_top()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, group: ResidentialGroup) -> None:
        history = life_sentences(group.id, self._read.groups, self._read.events)
        self._open(GroupDraft.of(group), history=history, alive=group.active_until is None)

    def _open(
        self, draft: GroupDraft, *, history: tuple[str, ...] = (), alive: bool = True
    ) -> None:
        self._storing = None
        self.form.show_draft(draft, history=history, alive=alive)
        self.page.show_form(shown=True)

    def _close_form(self) -> None:
        if self.may_leave():
            self._put_form_away()

    def _escape(self) -> None:
        """Esc never saves: a stored record is shown as it is, a new draft is asked about."""
        if not self.form.dirty:
            self._put_form_away()
        elif self.form.group_id is not None:
            self._forget_typed()
            self._context.note(_("Shown again as it was saved."))
        elif self._may_drop(wrong=False):
            self._put_form_away()

    def _put_form_away(self) -> None:
        self.page.show_form(shown=False)
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_drop(self, *, wrong: bool) -> bool:
        if not may_drop_draft(self.page, wrong=wrong):
            return False
        self._forget_typed()
        return True

    def _forget_typed(self) -> None:
        self._storing, self._once_more = None, False
        stored = self._find(self.form.group_id or "")
        if stored is not None:
            self._show(stored)
        else:
            self.form.keep()
            self.page.show_form(shown=False)

    def _not_written(self, draft: GroupDraft, error: Exception) -> None:
        """The disk failed: what was typed stands in the form, not saved."""
        self._storing = None
        self.form.put_back(draft)
        self.page.show_form(shown=True)
        self._context.failed(error)

    def _saved(self, draft: GroupDraft, outcome: Outcome[str]) -> None:
        new, self._storing = self._storing is draft, None
        if not outcome.done:
            self.form.put_back(draft)
            self.page.show_form(shown=True)
            self.form.say_problems(outcome.problems)
            return
        if new and outcome.value is not None:
            self._adopt(outcome.value)
        if outcome.problems and self.form.group_id == outcome.value:
            self.form.say_problems(outcome.problems)

    def _adopt(self, group_id: str) -> None:
        """The new group has its id; the row is chosen as soon as the list holds it."""
        self.form.adopt(group_id)
        self._choose = group_id
        self._choose_stored()
        if self._once_more:
            self._once_more = False
            self.save()

    def _choose_stored(self) -> None:
        stored = self._find(self._choose)
        if stored is not None and self.form.group_id == stored.id:
            self._choose = ""
            self.page.table.go_to(stored.id)
            if not self.form.dirty:
                self._show(stored)

    def _dropped(self, outcome: Outcome[str]) -> None:
        if outcome.done:
            if self.form.group_id == outcome.value:
                self.page.show_form(shown=False)
            self._context.note(_("Deleted. Ctrl+Z brings it back."))
        else:
            self._tell_refusal(outcome)

    def _tell_refusal(self, outcome: Outcome[tuple[str, ...]] | Outcome[str]) -> None:
        if not outcome.done:
            words = dict.fromkeys(problem_text(problem) for problem in outcome.problems)
            self._context.say(Tone.WARN, " ".join(words))

    def _import(self) -> None:
        self._context.go_to("import", {"kind": "groups"})

    def _settled(self) -> ResidentialGroup | None:
        """The group in the form or the current row, once what was typed is saved."""
        if not self.may_leave():
            return None
        line = self.page.table.current
        current = line.group.id if line is not None and not line.past else ""
        return (
            self._find(self.form.group_id or "")
            if not self.form.isHidden()
            else self._find(current)
        )

    def _setting(self) -> Setting:
        return Setting(theme=self._context.theme, period=self._month, groups=self.living)

"""Sao lưu: the time line of copies, where they lie, and what can be done with each of them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.actions.backups import (
    Mirror,
    OutsideCopy,
    back_up,
    change_mirror,
    mirror,
    outside_copy,
)
from desktop.actions.comparing import BroughtBack, Comparison, bring_back, compare
from desktop.actions.desk import Desk, Outcome
from desktop.actions.found_copies import (
    CopyPlan,
    FoundCopy,
    OfferedCopies,
    copies_named,
    found_copy,
    offered_copies,
    office_here,
    plan_of,
)
from desktop.actions.safety import opens_by_itself
from desktop.actions.setup import Sources
from desktop.actions.terms import BackupInfo, Replaced, Secret, Tried
from desktop.actions.timeline import (
    TimedCopy,
    Viewed,
    replaced_stores,
    time_line,
    try_restore,
    view_copy,
)
from desktop.i18n import _, format_number
from desktop.paths import place_warnings
from desktop.ui.setup.copy_choice import CopyChoiceDialog
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.setup.secret_asking import asks_for_secret, secret_wanted
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.compare_dialog import CompareDialog
from desktop.ui.system.copy_table import CopyTable
from desktop.ui.system.copy_window import CopyViewing
from desktop.ui.system.long_row import LongRow, StepsTold
from desktop.ui.system.replaced_dialog import ReplacedDialog
from desktop.ui.system.restoring import Reopened, restored_desk
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.panel import Panel
from desktop.wording import problem_text
from desktop.wording.backups import (
    copy_holds,
    copy_when,
    lowered,
    mirror_words,
    outside_words,
    thing_words,
    tried_words,
)

T = TypeVar("T")
WithSecret = Callable[[Secret | None, StepsTold], T]

__all__ = ["BackupsSection", "Reopened", "restored_desk"]


class BackupsSection(Section):
    """``reopen`` takes the desk of the restored store: the window is built anew around it."""

    key = "backups"

    def __init__(
        self, context: ShellContext, *, desk: Desk, reopen: Callable[[Reopened], None]
    ) -> None:
        super().__init__(context, desk=desk)
        self._reopen = reopen
        self._sources = Sources(desk.clock, desk.ids)
        self._viewings: list[CopyViewing] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_panel())
        column.addWidget(self._list_panel(), 1)

    def refresh(self) -> None:
        """Read the time line, the second place and the age of the copy outside."""
        self.context.ask(partial(time_line, self.desk.store.folder), self._show)
        self.context.ask(partial(mirror, self.desk), self._show_mirror)
        self.context.ask(partial(outside_copy, self.desk), self._show_outside)
        self.context.ask(partial(opens_by_itself, self.desk), self._warn)

    def do(self, what: str) -> None:
        """What another room asks for besides showing the section."""
        if what == "copy_out":
            self.copy_out()

    def back_up_now(self) -> None:
        """Make a backup in the data folder."""
        words = _("Backing up and checking…")
        self._long(
            words,
            lambda _secret, steps: back_up(self.desk, reason="by_hand", steps=steps),
            self._made,
        )

    def copy_out(self) -> None:
        """Make a copy in another folder or on a stick."""
        place = FolderChoice.ask(self, title=_("Where to put the copy"))
        if place is not None:
            self._long(
                _("Copying and reading back…"),
                lambda _secret, steps: back_up(self.desk, reason="copy", to=place, steps=steps),
                partial(self._copied, place),
            )

    def look_current(self) -> None:
        """Open the chosen copy in a window of its own, only to be looked at."""
        if (path := self.table.path) is not None:
            folder, key = self.desk.store.folder, self.desk.store.data_key
            self._long(
                _("Opening the copy…"),
                lambda secret, steps: view_copy(
                    folder, path, sources=self._sources, secret=secret, data_key=key, steps=steps
                ),
                self.show_copy,
            )

    def compare_current(self) -> None:
        """Say what came, was changed and was deleted since the chosen copy."""
        if (path := self.table.path) is not None:
            self._long(
                _("Comparing with now…"),
                lambda secret, _steps: compare(self.desk, path, secret=secret),
                self._compared,
            )

    def try_current(self) -> None:
        """Restore the chosen copy into a scratch folder and say what that proves."""
        if (path := self.table.path) is not None:
            folder, key = self.desk.store.folder, self.desk.store.data_key
            self._long(
                _("Restoring into a scratch folder…"),
                lambda secret, steps: try_restore(
                    folder, path, sources=self._sources, secret=secret, data_key=key, steps=steps
                ),
                self._tried,
            )

    def restore_current(self) -> None:
        """Check the chosen copy, say what restoring does, then do it."""
        if (path := self.table.path) is not None:
            self._plan((found_copy(path),))

    def restore_from_place(self) -> None:
        """Restore a copy that lies in another folder or on a stick."""
        place = FolderChoice.ask(self, title=_("Folder with the copy"))
        if place is not None:
            self.look_into(place)

    def look_into(self, place: Path) -> None:
        """Find the copies of a folder or stick; of several the officer says which is meant."""
        folder, desk = self.desk.store.folder, self.desk
        self._long(
            _("The copies are being looked for…"),
            lambda _secret, _steps: offered_copies(folder, place, here=office_here(desk)),
            self._choose_copy,
        )

    def _choose_copy(self, offered: OfferedCopies) -> None:
        if len(offered.copies) == 1:
            self._plan(offered.copies)
            return
        today = self.desk.clock.today()
        if (chosen := CopyChoiceDialog.ask(self, offered=offered, today=today)) is not None:
            self._plan((chosen,))

    def show_replaced(self) -> None:
        """Show what restores put aside; one of them may be put back."""
        self.context.ask(partial(replaced_stores, self.desk.store.folder), self._ask_put_back)

    def turn_mirror(self) -> None:
        """Switch the second place of the backups off or on."""
        off = not self._mirror.off
        self.context.ask(partial(change_mirror, self.desk, off=off), self._mirror_changed)

    def choose_mirror(self) -> None:
        """Name a folder on another drive as the second place."""
        place = FolderChoice.ask(self, title=_("Second place of the backups"))
        if place is not None:
            task = partial(change_mirror, self.desk, folder=place)
            self.context.ask(task, self._mirror_changed)

    def show_copy(self, viewed: Viewed) -> None:
        """Show a copy that was opened."""
        viewing = CopyViewing(
            viewed, theme=self.context.theme, memory=self.context.memory, sources=self._sources
        )
        viewing.ended.connect(lambda: self._viewings.remove(viewing))
        self._viewings.append(viewing)
        self.window().installEventFilter(self)
        viewing.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copies that are looked at go when the register's own window does."""
        if watched is self.window() and event.type() == QEvent.Type.Hide:
            for viewing in tuple(self._viewings):
                viewing.end()
        return super().eventFilter(watched, event)

    def _make_panel(self) -> Panel:
        panel = Panel(_("Backups"))
        self.now_button = PrimaryButton(_("Back up now"), self.back_up_now)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.now_button)
        row.addWidget(SecondaryButton(_("Copy to a stick or folder…"), self.copy_out))
        row.addWidget(
            SecondaryButton(_("Restore from a stick or folder…"), self.restore_from_place).needs(
                "restore"
            )
        )
        row.addStretch(1)
        panel.body.addLayout(row)
        self._outside = paragraph("")
        self._open_copies = paragraph("", "todo")
        self._open_copies.hide()
        self._mirror = Mirror()
        self.mirror_text = paragraph("")
        self.mirror_switch = LinkButton("", self.turn_mirror).needs("change_mirror")
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.mirror_text, 1)
        second.addWidget(self.mirror_switch)
        second.addWidget(
            LinkButton(_("Another folder…"), self.choose_mirror).needs("change_mirror")
        )
        self.long_row = LongRow()
        panel.body.addWidget(self._outside)
        panel.body.addLayout(second)
        panel.body.addWidget(self._open_copies)
        panel.body.addWidget(self.long_row)
        return panel

    def _list_panel(self) -> Panel:
        panel = Panel(_("Copies, the newest first"), flush=True)
        panel.add_action(
            LinkButton(_("What restores put aside…"), self.show_replaced).needs("restore")
        )
        self.table = CopyTable(
            theme=self.context.theme,
            memory=self.context.memory,
            today=self.desk.clock.today,
        )
        self.table.opened.connect(lambda _one: self.look_current())
        panel.body.addWidget(self.table, 1)
        self.restore_button = SecondaryButton(_("Restore everything…"), self.restore_current).needs(
            "restore"
        )
        self._of_copy = (
            SecondaryButton(_("Look at it"), self.look_current),
            SecondaryButton(_("Compare with now…"), self.compare_current),
            SecondaryButton(_("Try restoring"), self.try_current),
            self.restore_button,
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 6)
        foot.setSpacing(8)
        foot.addWidget(paragraph(_("The chosen copy:")))
        foot.addStretch(1)
        for button in self._of_copy:
            foot.addWidget(button)
        panel.body.addLayout(foot)
        return panel

    def _show(self, found: tuple[TimedCopy, ...]) -> None:
        self.table.show_copies(found)
        for button in self._of_copy:
            button.setEnabled(bool(found))

    def _show_mirror(self, state: Mirror) -> None:
        self._mirror = state
        self.mirror_text.setText(mirror_words(state))
        self.mirror_text.look_like("todo" if state.trouble else "soft")
        self.mirror_switch.setText(_("Switch on") if state.off else _("Switch off"))
        self.mirror_switch.setVisible(state.off or state.folder is not None)

    def _mirror_changed(self, state: Mirror) -> None:
        self.context.note(_("Saved"))
        self._show_mirror(state)
        self.refresh()

    def _show_outside(self, outside: OutsideCopy) -> None:
        self._outside.setText(f"{outside_words(outside.days)}.")
        self._outside.look_like("todo" if outside.wanted else "soft")

    def _warn(self, by_itself: bool) -> None:  # noqa: FBT001  the answer of an action
        words = _(
            "There is no password yet: whoever finds a stick with a copy can open it. Keep it"
            " like a paper file."
        )
        self._open_copies.setText(words if by_itself else "")
        self._open_copies.setVisible(by_itself)

    def _made(self, info: BackupInfo) -> None:
        said = _("Backed up and checked: {holds}.")
        self.context.note(said.format(holds=copy_holds(info)))
        self.context.backed_up.emit()
        self.refresh()

    def _copied(self, place: Path, info: BackupInfo) -> None:
        carried = "removable" in place_warnings(place)
        said = _(
            "Copied to {place}, read back and found whole: {holds}. The stick can be pulled out"
            " safely."
        )
        if not carried:
            said = _("Copied to {place}, read back and found whole: {holds}.")
        self.context.say(Tone.INFO, said.format(place=place, holds=copy_holds(info)))
        if not carried:
            self.context.note(_("Keep one copy outside this PC as well."))
        self.context.backed_up.emit()
        self.refresh()

    def _tried(self, tried: Tried) -> None:
        self.context.say(Tone.INFO, tried_words(tried))
        self.refresh()

    def _compared(self, comparison: Comparison) -> None:
        when = lowered(copy_when(comparison.info, today=self.desk.clock.today()))
        chosen = CompareDialog.ask(self, comparison=comparison, when=when)
        if chosen:
            task = partial(bring_back, self.desk, comparison, chosen)
            self.context.write(task, partial(self._brought, comparison))

    def _brought(self, comparison: Comparison, outcome: Outcome[BroughtBack]) -> None:
        done = outcome.value
        if done is None:
            self.context.say(Tone.WARN, " ".join(problem_text(one) for one in outcome.problems))
            return
        said = [
            _("Brought back: {count}. Ctrl+Z takes it away again.").format(
                count=format_number(len(done.brought))
            )
        ]
        used = _("“{name}” is in use now; it came back as “{after}”.")
        said += [used.format(name=before, after=after) for before, after in done.renamed]
        left = _("Does not fit with the rest and was left out: {thing}")
        said += [left.format(thing=thing_words(one, comparison.names)) for one in done.left]
        self.context.say(Tone.WARN if done.left else Tone.INFO, " ".join(said))
        self.refresh()

    def _plan(self, copies: tuple[FoundCopy, ...]) -> None:
        desk, sources = self.desk, self._sources

        def look(secret: Secret | None, _steps: StepsTold) -> tuple[CopyPlan, Secret | None]:
            folder, key, here = desk.store.folder, desk.store.data_key, office_here(desk)
            plan = plan_of(folder, copies, sources=sources, secret=secret, data_key=key, here=here)
            return plan, secret

        self._long(_("Checking the copy…"), look, self._ask_restore)

    def _ask_restore(self, planned: tuple[CopyPlan, Secret | None]) -> None:
        plan, secret = planned
        question, detail, do = _question(plan, today=self.desk.clock.today())
        agreed = ConfirmDialog.ask(
            self, question=question, detail=detail, do=do, keep=_("Leave everything as it is")
        )
        if agreed:
            task = partial(restored_desk, self.desk, plan, secret=secret)
            self.context.swap(task, self._reopen)

    def _ask_put_back(self, found: tuple[Replaced, ...]) -> None:
        name = ReplacedDialog.ask(self, replaced=found, today=self.desk.clock.today())
        if name:
            self._plan(copies_named(self.desk.store.folder, name))

    def _long(
        self,
        words: str,
        task: "WithSecret[T]",
        then: Callable[[T], None],
        secret: Secret | None = None,
    ) -> None:
        """Do something long with its progress shown; a locked copy asks for its secret."""

        def failed(error: Exception) -> None:
            self.long_row.rest()
            self._enable(on=True)
            if not asks_for_secret(error):
                # A copy that was found damaged is called so from now on.
                self.refresh()
                self.context.failed(error)
                return
            typed = secret_wanted(self, error, theme=self.context.theme, tried=secret)
            if typed is not None:
                self._long(words, task, then, typed)

        def done(result: T) -> None:
            self.long_row.rest()
            self._enable(on=True)
            then(result)

        self._enable(on=False)
        self.long_row.begin(words)
        self.long_row.progress = self.context.work.call_long(
            lambda progress: task(secret, progress.report),
            done,
            step=self.long_row.show_step,
            failed=failed,
        )

    def _enable(self, *, on: bool) -> None:
        for button in (self.now_button, *self._of_copy):
            button.setEnabled(on)


def _question(plan: CopyPlan, *, today: date) -> tuple[str, str, str]:
    """What is asked before a restore, what it means, and what the button does."""
    when, holds = lowered(copy_when(plan.info, today=today)), copy_holds(plan.info)
    if plan.office is not None and plan.here is not None and plan.replaces_other:
        names = {"office": plan.office.name, "here": plan.here.name}
        return (
            _("Put the register of {office} in the place of that of {here}?").format(**names),
            _(
                "The copy is of another office: {office}, of {when}, with {holds}. The whole"
                " register of {here} leaves this place; it is kept in the folder “replaced”."
            ).format(when=when, holds=holds, **names),
            _("Restore the register of {office}").format(**names),
        )
    return (
        _("Restore the copy of {when}?").format(when=when),
        _(
            "It is whole and holds {holds}. Everything entered after it is taken out of the"
            " register; "
            "the register of now is kept in the folder “replaced”, so nothing is lost."
        ).format(holds=holds),
        _("Restore this copy"),
    )

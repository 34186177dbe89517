"""Sáp nhập đơn vị: the communes that go in, who the new one is, a rehearsal, the merger."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.former_communes import LostFolder
from desktop.actions.former_opening import secret_of
from desktop.actions.lost_communes import LostUnit, lost_units
from desktop.actions.merge_planning import MergeDraft
from desktop.actions.merge_undoing import MergeGoneOnError
from desktop.actions.merging import MERGE_REFUSALS, merge, rehearse_merge
from desktop.actions.profile import profile
from desktop.actions.setup import Sources
from desktop.actions.terms import STOPPING, NotAllowedError, WrongPasswordError
from desktop.domain.merging import MergePlan
from desktop.i18n import _, format_number
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.backups import Reopened
from desktop.ui.system.merge_form import MergeForm
from desktop.ui.system.merge_made import MadeFolder
from desktop.ui.system.merge_passwords import Lock, NewFolderLock, asked_for
from desktop.ui.system.merge_result import MergeResult
from desktop.ui.system.merge_sources import LostDialog, MergeSources
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.wording import error_text, problem_text
from desktop.wording.merge_refusals import merge_refusal
from desktop.wording.merging import merge_lines, unsent_lines
from desktop.wording.names import joined


class MergingSection(Section):
    """The folder that is open goes in first; all folders are only read.

    ``reopen`` takes the desk of the new commune, to go on with it in this window; without it
    the place of the new folder is told.
    """

    key = "merging"

    def __init__(
        self,
        context: ShellContext,
        *,
        desk: Desk,
        reopen: Callable[[Reopened], None] | None = None,
    ) -> None:
        super().__init__(context, desk=desk)
        self._plan: MergePlan | None = None
        self._lock = Lock(None)
        self.made = MadeFolder(
            context, desk=desk, reopen=reopen, gone=self._taken_back, failed=self._failed
        )
        self.sources = MergeSources(desk.store.folder)
        self.sources.changed.connect(self._forget_plan)
        content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        panels.addWidget(self._folders_panel())
        self.form = MergeForm(month=context.month)
        self.form.changed.connect(self._forget_plan)
        panels.addWidget(self.form)
        self._outcome = self._result_panel()
        panels.addWidget(self._outcome)
        panels.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(content)
        column.addWidget(self._area)
        self._aims = False
        self._passwords: dict[Path, str] = {}
        self._area.verticalScrollBar().rangeChanged.connect(self._scroll)

    @property
    def folders(self) -> list[Path]:
        """The folders that go in, the one that is open first."""
        return self.sources.folders

    @property
    def result(self) -> str:
        """What the rehearsal or the merger said."""
        return self.outcome.text

    def refresh(self) -> None:
        """Name the commune that is open."""
        self.context.ask(partial(profile, self.desk), lambda own: self.sources.name(
            {str(self.desk.store.folder): own.name}))  # fmt: skip

    def shows(self, kinds: frozenset[str]) -> bool:  # noqa: ARG002  nothing stored is shown
        """Nothing of the store stands here."""
        return False

    def add_folder(self) -> None:
        """Choose the data folder of one more commune."""
        chosen = FolderChoice.ask(self, title=_("Data folder of a commune"))
        if chosen is not None:
            self.sources.add_folder(chosen)

    def add_lost(self) -> None:
        """Choose a superior's folder, and the commune whose own is lost."""
        chosen = FolderChoice.ask(self, title=_("Data folder of the superior"))
        if chosen is not None:
            self._look_for_lost(chosen)

    def leave_out(self, source: Path | LostFolder) -> None:
        """Take a commune out of the merger."""
        self.sources.leave_out(source)

    def rehearse(self) -> None:
        """Say what would come."""
        draft = self._draft()
        if draft is not None:
            self._begin(_("The folders are being read…"))
            task = partial(
                rehearse_merge,
                draft,
                sources=self._sources,
                own=self.desk,
                passwords=dict(self._passwords),
            )
            self.context.ask(task, self._rehearsed, partial(self._failed, again=self.rehearse))

    def merge_now(self) -> None:
        """Merge what was rehearsed, once that was asked about."""
        draft, plan = self._draft(), self._plan
        if draft is None or plan is None:
            return
        detail = "\n".join(unsent_lines(plan))
        question = _("Merge {count} communes into {name}?").format(
            count=format_number(len(plan.communes)), name=plan.profile.name
        )
        do, keep = _("Merge"), _("Not now")
        if not ConfirmDialog.ask(self, question=question, detail=detail, do=do, keep=keep):
            return
        lock = self._asked_lock(plan)
        if lock is None:
            return
        self._lock = lock
        draft = replace(draft, first=lock.first, open=lock.first is None)
        self._begin(_("The communes are being merged…"))
        task = partial(
            merge,
            draft,
            sources=self._sources,
            report=_report,
            officer=self.desk.officer,
            own=self.desk,
            passwords=dict(self._passwords),
        )
        self.context.ask(task, self._merged, self._failed)

    @property
    def _sources(self) -> Sources:
        return Sources(self.desk.clock, self.desk.ids)

    def _draft(self) -> MergeDraft | None:
        """What was typed; none, with the reason on the screen, where something is missing."""
        form = self.form
        if not form.day_is_sound():
            return None
        if form.place is None:
            self.context.say(Tone.WARN, _("Choose where the new folder goes."))
            return None
        return MergeDraft(
            into=form.place,
            folders=tuple(self.sources.folders),
            lost=tuple(self.sources.lost),
            name=form.name.text().strip(),
            code=form.code.text().strip(),
            valid_from=form.valid_from,
            decision=form.decision.text().strip(),
        )

    def _asked_lock(self, plan: MergePlan) -> Lock | None:
        """What the new folder opens with; asked for where a former one had a password."""
        locked = [one.name for one in plan.communes if one.locked]
        if not locked:
            return Lock(None)
        return NewFolderLock.ask(
            self,
            theme=self.context.theme,
            communes=joined(locked),
            officer=self.desk.own_name,
        )

    def _look_for_lost(self, folder: Path) -> None:
        secret = secret_of(self._passwords.get(folder, ""))
        task = partial(lost_units, folder, sources=self._sources, secret=secret)
        again = partial(self._look_for_lost, folder)
        self.context.ask(task, partial(self._ask_lost, folder), partial(self._failed, again=again))

    def _ask_lost(self, folder: Path, units: Sequence[LostUnit]) -> None:
        unit = LostDialog.ask(self, folder=folder, units=units)
        if unit is not None:
            self.sources.add_lost(LostFolder(folder, unit.code), unit.name)

    def _begin(self, said: str) -> None:
        """Nothing can be pressed twice while the folders are read or written."""
        self._forget_plan()
        self.rehearse_button.setEnabled(False)
        self.outcome.say(said)
        self._bring_into_sight()

    def _rehearsed(self, plan: MergePlan) -> None:
        self.rehearse_button.setEnabled(True)
        self._plan = plan if plan.possible else None
        self.merge_button.setEnabled(plan.possible)
        (self.merge_button if plan.possible else self.rehearse_button).setFocus()
        self.sources.name({one.source: one.name for one in plan.communes})
        said = [problem_text(problem) for problem in plan.problems]
        self.outcome.show_plan(plan, said, done=False)
        self._bring_into_sight()

    def _merged(self, outcome: Outcome[MergePlan]) -> None:
        self.rehearse_button.setEnabled(True)
        if outcome.value is None or not outcome.done:
            self._say_trouble(" ".join(problem_text(one) for one in outcome.problems))
            return
        self.made.show_folder(self.form.place, self._lock.secret)
        self.outcome.show_plan(outcome.value, (), done=True)
        self.made.take_focus()
        self._bring_into_sight()
        said = [_("The new folder is {folder}.").format(folder=self.form.place)]
        if self._lock.first is not None:
            said.append(_("Open it and make its recovery sheet in System, “Officers, password”."))
        self.context.say(Tone.INFO, " ".join(said))

    def _taken_back(self) -> None:
        self.outcome.say(_("The merger was taken back: the new folder is deleted."))
        self.rehearse_button.setFocus()

    def _failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """What stands in the way is said where the rehearsal would stand; a password is asked
        for, and then the same done ``again``."""
        self.rehearse_button.setEnabled(True)
        if isinstance(error, MERGE_REFUSALS):
            said = merge_refusal(error.code, error.details)
            self._say_trouble(said)
            if again is None or not self._another_fits(error):
                return
            theme = self.context.theme
            if asked_for(error.details["folder"], self._passwords, self, said, theme=theme):
                again()
        elif isinstance(error, MergeGoneOnError):
            said = _("Something was entered in {folder} since the merger: it stays.")
            self._say_trouble(said.format(folder=error.args[0]))
        elif isinstance(error, STOPPING):
            self._say_trouble(error_text(error.code, error.details))
        else:
            self.outcome.say("")
            self.context.failed(error)

    def _another_fits(self, error: Exception) -> bool:
        """Whether a password, or that of another officer, would let the folder be read."""
        if isinstance(error, NotAllowedError):
            return Path(error.details["folder"]) in self._passwords
        return isinstance(error, WrongPasswordError)

    def _say_trouble(self, said: str) -> None:
        self.outcome.say(said, look="trouble")
        self.rehearse_button.setFocus()
        self._bring_into_sight()

    def _forget_plan(self) -> None:
        """What was rehearsed holds no longer."""
        self._plan = None
        self.merge_button.setEnabled(False)

    def _bring_into_sight(self) -> None:
        """Scroll to what comes of it: now, and once more when it has its height."""
        self._aims = True
        self._scroll()

    def _scroll(self) -> None:
        if self._aims:
            bar, place = self._area.verticalScrollBar(), self._outcome.y()
            bar.setValue(place)
            self._aims = bar.maximum() < place

    def _folders_panel(self) -> Panel:
        panel = Panel(_("Communes that become one"))
        panel.body.addWidget(
            paragraph(
                _(
                    "The folders are only read and stay as they are. Close and send the months"
                    " of each commune first; a folder must not be open elsewhere."
                )
            )
        )
        panel.body.addWidget(self.sources)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(SecondaryButton(_("Add a commune's folder…"), self.add_folder))
        row.addWidget(SecondaryButton(_("A commune whose folder is lost…"), self.add_lost))
        row.addStretch(1)
        panel.body.addLayout(row)
        return panel

    def _result_panel(self) -> Panel:
        panel = Panel(_("What comes of it"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.rehearse_button = SecondaryButton(_("Look first"), self.rehearse)
        self.merge_button = PrimaryButton(_("Merge"), self.merge_now).needs("merge_communes")
        self.merge_button.setEnabled(False)
        for part in (self.rehearse_button, self.merge_button, self.made):
            row.addWidget(part)
        row.addStretch(1)
        panel.body.addLayout(row)
        self.outcome = MergeResult()
        panel.body.addWidget(self.outcome)
        self._forget_plan()
        return panel


def _report(plan: MergePlan) -> str:
    """The report that is kept in the new folder."""
    return "\n".join(merge_lines(plan, done=True)) + "\n"

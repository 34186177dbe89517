"""Nhập xã, phường: the communes that go in, who the new one is, a rehearsal, the merger."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.former_communes import LostFolder, secret_of
from desktop.actions.lost_communes import LostUnit, lost_units
from desktop.actions.merge_planning import MergeDraft
from desktop.actions.merge_undoing import MergeGoneOnError, undo_merge
from desktop.actions.merging import MERGE_REFUSALS, merge, rehearse_merge
from desktop.actions.profile import profile
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import STOPPING
from desktop.domain.merging import MergePlan
from desktop.i18n import _, format_number
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.backups import Reopened
from desktop.ui.system.merge_result import MergeResult
from desktop.ui.system.merge_sources import FolderPassword, LostDialog, MergeSources
from desktop.ui.system.section import Section, paragraph, two_columns
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text
from desktop.wording import error_text, problem_text
from desktop.wording.merge_refusals import merge_refusal
from desktop.wording.merging import merge_lines, unsent_lines

_LOCKED = ("password_needed", "wrong_password")


def opened_instead(desk: Desk, folder: Path) -> Reopened:
    """Close the desk and open the new commune's folder; on the worker.

    Where that cannot be opened, the former one is open again, with what went wrong.
    """
    former, sources = desk.store.folder, Sources(desk.clock, desk.ids)
    key = desk.store.data_key
    desk.close()
    try:
        return Reopened(open_desk(folder, sources=sources, officer=desk.officer))
    except STOPPING as error:
        trouble = error_text(error.code, error.details)
    again = open_desk(former, sources=sources, officer=desk.officer, data_key=key)
    return Reopened(again, trouble)


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
        self._reopen = reopen
        self.place: Path | None = None
        self._beside: Path | None = None
        self._plan: MergePlan | None = None
        self._made: Path | None = None
        self.sources = MergeSources(desk.store.folder)
        self.sources.changed.connect(self._forget_plan)
        content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        panels.addWidget(self._folders_panel())
        panels.addWidget(self._commune_panel())
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

    def choose_place(self) -> None:
        """Choose where the new folder goes; in one that holds something it becomes a folder."""
        chosen = FolderChoice.ask(self, title=_("Where to put the new commune's folder"))
        if chosen is not None:
            self._beside = chosen if _holds_something(chosen) else None
            self.place = chosen
            self._name_place()

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

    def open_made(self) -> None:
        """Go on with the new commune in this window."""
        if self._made is not None and self._reopen is not None:
            task = partial(opened_instead, self.desk, self._made)
            self.context.ask(task, self._reopen)

    def take_back(self) -> None:
        """One step back: the new folder goes again, once that was asked about."""
        if self._made is None:
            return
        take = ConfirmDialog.ask(
            self,
            question=_("Take the merger back?"),
            detail=_(
                "The new folder {folder} is deleted. The former folders stay as they are, and can"
                " be gone on with or merged again."
            ).format(folder=self._made),
            do=_("Take the merger back"),
            keep=_("Keep the new commune"),
        )
        if take:
            task = partial(undo_merge, self._made, sources=self._sources)
            self.context.ask(task, self._taken_back, self._failed)

    @property
    def _sources(self) -> Sources:
        return Sources(self.desk.clock, self.desk.ids)

    def _draft(self) -> MergeDraft | None:
        """What was typed; none, with the reason on the screen, where something is missing."""
        if not self.day.sound:
            self.day.mark_wrong(_("This is no day. Write it as 5/10 or 05/10/2026."))
            self.day.setFocus()
            return None
        if self.place is None:
            self.context.say(Tone.WARN, _("Choose where the new folder goes."))
            return None
        return MergeDraft(
            into=self.place,
            folders=tuple(self.sources.folders),
            lost=tuple(self.sources.lost),
            name=self.name.text().strip(),
            code=self.code.text().strip(),
            valid_from=self.day.day,
            decision=self.decision.text().strip(),
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
        self._show_made(self.place)
        self.outcome.show_plan(outcome.value, (), done=True)
        self._bring_into_sight()
        self.context.say(
            Tone.INFO, _("The new folder is {folder}.").format(folder=self._made or "")
        )

    def _taken_back(self, _nothing: None) -> None:
        said = _("The merger was taken back: the new folder is deleted.")
        self._show_made(None)
        self.outcome.say(said)

    def _failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """What stands in the way is said where the rehearsal would stand; a password is asked
        for, and then the same done ``again``."""
        self.rehearse_button.setEnabled(True)
        if isinstance(error, MERGE_REFUSALS):
            said = merge_refusal(error.code, error.details)
            self._say_trouble(said)
            if error.code in _LOCKED and again is not None:
                self._ask_password(error.details["folder"], said, again)
        elif isinstance(error, MergeGoneOnError):
            said = _("Something was entered in {folder} since the merger: it stays.")
            self._say_trouble(said.format(folder=error.args[0]))
        elif isinstance(error, STOPPING):
            self._say_trouble(error_text(error.code, error.details))
        else:
            self.outcome.say("")
            self.context.failed(error)

    def _ask_password(self, folder: str, said: str, again: Callable[[], None]) -> None:
        tried = Path(folder) in self._passwords
        typed = FolderPassword.ask(self, folder=folder, problem=said if tried else "")
        if typed:
            self._passwords[Path(folder)] = typed
            again()

    def _say_trouble(self, said: str) -> None:
        self.outcome.say(said, look="trouble")
        self._bring_into_sight()

    def _forget_plan(self) -> None:
        """What was rehearsed holds no longer."""
        self._plan = None
        self.merge_button.setEnabled(False)

    def _show_made(self, folder: Path | None) -> None:
        """What can be done with a folder that was just made, as long as there is one."""
        self._made = folder
        self.open_button.setVisible(folder is not None and self._reopen is not None)
        self.back_button.setVisible(folder is not None)

    def _bring_into_sight(self) -> None:
        """Scroll to what comes of it: now, and once more when it has its height."""
        self._aims = True
        self._scroll()

    def _scroll(self) -> None:
        if self._aims:
            bar, place = self._area.verticalScrollBar(), self._outcome.y()
            bar.setValue(place)
            self._aims = bar.maximum() < place

    def _code_typed(self) -> None:
        self._forget_plan()
        self._name_place()

    def _name_place(self) -> None:
        """A folder in one that holds something is named by the new commune's code."""
        self._forget_plan()
        if self._beside is not None:
            self.place = self._beside / f"so138-{self.code.text().strip() or 'moi'}"
        self._place_shown.setText(str(self.place) if self.place is not None else "")

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

    def _commune_panel(self) -> Panel:
        panel = Panel(_("The new commune"))
        self.name = LineField(name=_("Name"))
        self.code = LineField(name=_("Code"))
        self.day = DayField(name=_("Valid from"), period=self.context.month)
        self.decision = LineField(name=_("Number of the resolution"))
        named = (
            Labelled(_("Name"), self.name, advice=_("With its kind, such as Phường Hương Trà.")),
            Labelled(_("Code"), self.code, advice=_("The official code of five digits.")),
            Labelled(
                _("Valid from"),
                self.day,
                advice=_("The new commune reports the month that holds this day whole."),
            ),
            Labelled(_("Number of the resolution"), self.decision),
        )
        for field in (self.name, self.day, self.decision):
            field.textEdited.connect(self._forget_plan)
        self.code.textEdited.connect(self._code_typed)
        panel.body.addLayout(two_columns(named))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(SecondaryButton(_("Where the new folder goes…"), self.choose_place))
        self._place_shown = Text("", look="soft", wrap=True)
        row.addWidget(self._place_shown, 1)
        panel.body.addLayout(row)
        return panel

    def _result_panel(self) -> Panel:
        panel = Panel(_("What comes of it"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.rehearse_button = SecondaryButton(_("Look first"), self.rehearse)
        self.merge_button = PrimaryButton(_("Merge"), self.merge_now)
        self.merge_button.setEnabled(False)
        self.open_button = PrimaryButton(_("Open the new commune"), self.open_made)
        self.back_button = SecondaryButton(_("Take the merger back…"), self.take_back)
        for button in (
            self.rehearse_button,
            self.merge_button,
            self.open_button,
            self.back_button,
        ):
            row.addWidget(button)
        row.addStretch(1)
        panel.body.addLayout(row)
        self.outcome = MergeResult()
        panel.body.addWidget(self.outcome)
        self._forget_plan()
        self._show_made(None)
        return panel


def _holds_something(folder: Path) -> bool:
    """Whether a folder holds anything; one that cannot be looked into is told when it is used."""
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def _report(plan: MergePlan) -> str:
    """The report that is kept in the new folder."""
    return "\n".join(merge_lines(plan, done=True)) + "\n"

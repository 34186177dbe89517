"""Nhập xã, phường: the folders that go in, who the new commune is, a rehearsal, the merger."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.former_communes import NotACommuneError
from desktop.actions.merge_planning import MergeDraft
from desktop.actions.merging import merge, rehearse_merge
from desktop.actions.setup import Sources
from desktop.domain.merging import MergePlan
from desktop.i18n import _, format_number
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph, scrolled, two_columns
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text
from desktop.wording.merging import merge_lines, unsent_lines


class MergingSection(Section):
    """The folder that is open goes in first; the folders are only read."""

    key = "merging"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self.folders: list[Path] = [desk.store.folder]
        self.place: Path | None = None
        self._plan: MergePlan | None = None
        content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        panels.addWidget(self._folders_panel())
        panels.addWidget(self._commune_panel())
        panels.addWidget(self._result_panel())
        panels.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(content))
        self._show_folders()

    def shows(self, kinds: frozenset[str]) -> bool:  # noqa: ARG002  nothing stored is shown
        """Nothing of the store stands here."""
        return False

    def add_folder(self) -> None:
        """Choose the data folder of one more commune."""
        chosen = FolderChoice.ask(self, title=_("Data folder of a commune"))
        if chosen is not None and chosen not in self.folders:
            self.folders.append(chosen)
            self._show_folders()

    def leave_out(self, folder: Path) -> None:
        """Take a folder out of the merger."""
        self.folders.remove(folder)
        self._show_folders()

    def choose_place(self) -> None:
        """Choose where the new folder goes; in one that holds something it becomes a folder."""
        chosen = FolderChoice.ask(self, title=_("Where to put the new commune's folder"))
        if chosen is None:
            return
        held = any(chosen.iterdir())
        self.place = chosen / f"so138-{self.code.text().strip() or 'moi'}" if held else chosen
        self._place_shown.setText(str(self.place))
        self._forget_plan()

    def rehearse(self) -> None:
        """Say what would come."""
        draft = self._draft()
        if draft is not None:
            self.rehearse_button.setEnabled(False)
            task = partial(rehearse_merge, draft, sources=self._sources, own=self.desk)
            self.context.ask(task, self._rehearsed, self._failed)

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
        self.merge_button.setEnabled(False)
        task = partial(
            merge,
            draft,
            sources=self._sources,
            report=_report,
            officer=self.desk.officer,
            own=self.desk,
        )
        self.context.ask(task, self._merged, self._failed)

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
            folders=tuple(self.folders),
            name=self.name.text().strip(),
            code=self.code.text().strip(),
            valid_from=self.day.day,
            decision=self.decision.text().strip(),
        )

    def _rehearsed(self, plan: MergePlan) -> None:
        self.rehearse_button.setEnabled(True)
        self.rehearse_button.setFocus()
        self._plan = plan if plan.possible else None
        self.merge_button.setEnabled(plan.possible)
        said = [problem_text(problem) for problem in plan.problems]
        self._result.setText("\n".join([*said, *merge_lines(plan, done=False)]))

    def _merged(self, outcome: Outcome[MergePlan]) -> None:
        if outcome.value is None or not outcome.done:
            self.tell(outcome.problems)
            return
        self._forget_plan()
        self._result.setText("\n".join(merge_lines(outcome.value, done=True)))
        self.context.say(
            Tone.INFO, _("The new folder is {folder}.").format(folder=self.place or "")
        )

    def _failed(self, error: Exception) -> None:
        self.rehearse_button.setEnabled(True)
        if isinstance(error, NotACommuneError):
            text = _("{folder} is not the data folder of a commune.")
            self.context.say(Tone.TROUBLE, text.format(folder=error.args[0]))
        else:
            self.context.failed(error)

    def _forget_plan(self) -> None:
        """What was rehearsed holds no longer."""
        self._plan = None
        self.merge_button.setEnabled(False)

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
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        panel.body.addLayout(self._lines)
        row = QHBoxLayout()
        row.addWidget(SecondaryButton(_("Add a commune's folder…"), self.add_folder))
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
        for field in (self.name, self.code, self.day, self.decision):
            field.textEdited.connect(self._forget_plan)
        panel.body.addLayout(two_columns(named))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(SecondaryButton(_("Where the new folder goes…"), self.choose_place))
        self._place_shown = Text("", look="soft")
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
        row.addWidget(self.rehearse_button)
        row.addWidget(self.merge_button)
        row.addStretch(1)
        panel.body.addLayout(row)
        self._result = Text("", wrap=True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        panel.body.addWidget(self._result)
        return panel

    @property
    def result(self) -> str:
        """What the rehearsal or the merger said."""
        return self._result.text()

    def _show_folders(self) -> None:
        self._forget_plan()
        clear_layout(self._lines)
        for folder in self.folders:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Text(str(folder)), 1)
            row.addWidget(LinkButton(_("Leave out"), partial(self.leave_out, folder)))
            self._lines.addWidget(line)


def _report(plan: MergePlan) -> str:
    """The report that is kept in the new folder."""
    return "\n".join(merge_lines(plan, done=True)) + "\n"

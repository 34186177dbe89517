"""Xóa hẳn một tên gõ nhầm: what is sought, where it stands in words, one act, what came of it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QProgressBar, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.erasure import Erasing, Erasure, erase, plan_erasure
from desktop.actions.terms import STOPPING
from desktop.domain.erasing import BLANK
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog, FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.text import Text
from desktop.wording import error_text, problem_text
from desktop.wording.erasing import (
    common_warning,
    lost_lines,
    out_of_reach_lines,
    reached_lines,
)


class ErasureDialog(FormDialog):
    """Nothing can be erased but what was just looked for; every change of words begins anew."""

    def __init__(self, parent: QWidget | None, *, context: ShellContext, desk: Desk) -> None:
        super().__init__(
            parent,
            title=_("Erase a name typed by mistake"),
            do=_("Erase it everywhere…"),
            leave=_("Close"),
            lead=_(
                "For a name that must not stand here. It is found as whole words, in capitals or"
                " not, and taken out of all places at once; the log says so, without the name."
            ),
            width=680,
        )
        self._context, self._desk = context, desk
        self._found: tuple[Erasure, Erasing] | None = None
        self._busy = False
        self._lay_fields()
        self._lay_places()
        self.leave_button.setAutoDefault(False)
        self.do_button.setAutoDefault(False)
        self.find_button.setDefault(True)
        self._forget()

    @property
    def erasure(self) -> Erasure:
        """What is typed."""
        return Erasure(self.words.text(), self.replacement.text(), self.marks.isChecked())

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in the list of places."""
        return tuple(self.places.item(number).text() for number in range(self.places.count()))

    def look(self) -> None:
        """Look everywhere, on the worker; nothing is changed."""
        if self._busy:
            return
        self._forget()
        wanted = self.erasure
        self._wait(_("Lines, closed periods and backups are being looked through…"))
        task = partial(plan_erasure, self._desk, wanted)
        self._context.work.call(task, partial(self._take, wanted), self._failed)

    def accept(self) -> None:
        """Erase what was found, once that was asked about."""
        if self._found is None or self._busy:
            return
        wanted, found = self._found
        question = _("Erase “{name}” for good?").format(name=wanted.words.strip())
        beyond = _beyond(found)
        lead = _("Neither undo nor a backup brings it back.")
        lead = f"{lead}\n{common_warning()}" if wanted.common and found.seen else lead
        do, keep = _("Erase it"), _("Not now")
        detail = f"{lead}\n{beyond}"
        if ConfirmDialog.ask(self, question=question, detail=detail, do=do, keep=keep):
            self._wait(_("The name is being erased. Do not switch the computer off…"))
            task = partial(erase, self._desk, wanted)
            self._context.work.call(task, self._erased, self._failed)

    def reject(self) -> None:
        """Leave, unless something is being done this moment."""
        if not self._busy:
            super().reject()

    def _lay_fields(self) -> None:
        self.words = LineField(name=_("The name as it was typed"))
        self.replacement = LineField(name=_("What stands there afterwards"))
        self.replacement.setText(BLANK)
        self.marks = QCheckBox(_("Only where the marks are the same as typed"))
        self.find_button = SecondaryButton(_("Find it"), self.look)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._labels = {
            "words": Labelled(_("The name as it was typed"), self.words),
            "replacement": Labelled(_("What stands there afterwards"), self.replacement),
        }
        row.addWidget(self._labels["words"], 2)
        row.addWidget(self._labels["replacement"], 1)
        row.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addWidget(self.marks)
        for line in (self.words, self.replacement):
            line.setMaxLength(200)
            line.textEdited.connect(self._forget)
        self.marks.toggled.connect(self._forget)

    def _lay_places(self) -> None:
        self.said = Text("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.places = QListWidget()
        self.places.setAccessibleName(_("Where the name stands"))
        self.places.setWordWrap(True)
        self.places.setSpacing(2)
        self.places.setMinimumHeight(160)
        self.beyond = Text("", look="soft", wrap=True)
        for part in (self.said, self.bar, self.places, self.beyond):
            self.body.addWidget(part)

    def _forget(self) -> None:
        """What was found holds no longer."""
        self._found = None
        self.do_button.setEnabled(False)
        for labelled in self._labels.values():
            labelled.say("")
        self.places.clear()
        self._show("")

    def _show(self, words: str, look: str = "", *, beyond: str = "") -> None:
        self.said.look_like(look)
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.beyond.setText(beyond)
        self.beyond.setVisible(bool(beyond))
        self.places.setVisible(bool(self.places.count()))
        self.bar.setVisible(self._busy)
        self.adjustSize()

    def _wait(self, words: str) -> None:
        self._busy = True
        for part in (self.find_button, self.do_button, self.leave_button):
            part.setEnabled(False)
        self._show(words, "soft")

    def _rest(self) -> None:
        self._busy = False
        self.find_button.setEnabled(True)
        self.leave_button.setEnabled(True)

    def _take(self, wanted: Erasure, outcome: Outcome[Erasing]) -> None:
        self._rest()
        found = outcome.value
        if found is None:
            self._refuse(outcome)
            return
        self.places.addItems(reached_lines(found))
        if not found.nothing:
            self._found = (wanted, found)
            self.do_button.setEnabled(True)
        if not found.seen:
            self._show(_("It stands nowhere that can be reached."), beyond=_beyond(found))
        elif wanted.common:
            self._show(common_warning(), "trouble", beyond=_beyond(found))
        else:
            self._show(_("It stands here:"), beyond=_beyond(found))

    def _erased(self, outcome: Outcome[Erasing]) -> None:
        self._rest()
        if outcome.value is None:
            self._refuse(outcome)
            return
        if self._found is not None:
            # What the window remembers is written out when it closes: it forgets as well.
            memory, stands_in = self._context.memory, self._found[0].stands_in
            memory.keep(memory.settings.forgetting(stands_in))
        self._found = None
        self.words.clear()
        self._context.announce(outcome.changes.kinds)
        text = _("It was taken out of all these places. The log says so, without the name.")
        self._show(text, beyond="\n".join(out_of_reach_lines(outcome.value)))
        self.leave_button.setFocus()

    def _refuse(self, outcome: Outcome[Erasing]) -> None:
        self._show("")
        for problem in outcome.problems:
            if problem.field in self._labels:
                self._labels[problem.field].say(problem_text(problem))
            else:
                self._show(problem_text(problem), "trouble")

    def _failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, STOPPING):
            super().reject()
            self._context.failed(error)
            return
        again = _("What was not reached is as it was: find the name again and go on.")
        self._found = None
        self._show(f"{error_text(error.code, error.details)} {again}", "trouble")


def _beyond(found: Erasing) -> str:
    return "\n".join((*lost_lines(found), *out_of_reach_lines(found)))

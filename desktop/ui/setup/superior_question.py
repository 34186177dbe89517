"""The second question of set-up: to whom the reports go, or its connection file."""

from base64 import b64encode
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.terms import STOPPING
from desktop.domain.commune import CommuneProfile
from desktop.domain.text import tidy
from desktop.i18n import _
from desktop.ui.sending.fingerprint_check import FingerprintCheck
from desktop.ui.setup.answers import Answers
from desktop.ui.setup.questions import Problems, Question
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.text import Text
from desktop.ui.work import Executor
from desktop.wording import error_text

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions.first_connection import FirstConnection


class Superior(Question):
    """To whom the reports go, and how they address it; a connection file fills both in."""

    def __init__(self, *, work: Executor) -> None:
        super().__init__(
            _("To whom do the reports go?"),
            _(
                "The superior is a setting: when the organisation changes, change it here or"
                " later in System."
            ),
        )
        self._work = work
        self._connection = b""
        self._compared_before = False
        self.form.addWidget(self._file_row())
        self.superior = self._line("superior", _("Superior"), hint=_("for example: Thành phố Huế"))
        self.salutation = self._line(
            "salutation",
            _("Words after “Kính gửi:”"),
            advice=_("Left empty, the report addresses the superior's steering committee."),
        )
        self._committee = ""
        self.superior.textChanged.connect(self._suggest)
        for field in self.fields.values():
            self.form.addWidget(field)
        self.form.addStretch(1)

    def show_answers(self, answers: Answers) -> None:
        """Show what was answered before."""
        self._committee = tidy(answers.committee_name)
        self.superior.setText(answers.superior)
        self.salutation.setText(answers.salutation)
        self._suggest()
        self._show_file(None)
        self._compared_before = answers.connection_compared
        if answers.connection_file:
            self._read(answers.connection_file, fill=False)

    def answered(self, answers: Answers) -> Answers:
        """The answers with those of this page."""
        return replace(
            answers,
            superior=self.superior.text(),
            salutation=self.salutation.text(),
            connection=b64encode(self._connection).decode("ascii"),
            connection_compared=bool(self._connection) and self.check.fits,
        )

    def problems(self, answers: Answers) -> Problems:
        """A superior is needed; its file is taken once it was compared with the paper."""
        found: dict[str, str] = {}
        if not tidy(answers.superior):
            found["superior"] = _("Write who receives the reports.")
        if answers.connection and not answers.connection_compared:
            found["connection"] = self._not_compared()
        return found

    def say(self, problems: Problems) -> None:
        """The fingerprint comes first: what is typed below hangs on the file."""
        super().say(problems)
        self.check.say(problems.get("connection", ""))

    def choose_file(self) -> None:
        """Open the superior's connection file."""
        # Seldom needed: imported at the click.
        from desktop.ui.sending.dialogs import AnswerFile

        file = AnswerFile.ask(self, title=_("The superior's connection file"))
        if file is not None:
            self._read(file, fill=True)

    def drop_file(self) -> None:
        """Go on without the file; what it filled in stays."""
        self._show_file(None)

    def _file_row(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.file_button = SecondaryButton(_("Open its connection file…"), self.choose_file)
        self.drop_button = LinkButton(_("Go on without the file"), self.drop_file)
        row.addWidget(self.file_button)
        row.addWidget(self.drop_button)
        row.addStretch(1)
        column.addLayout(row)
        self._said = Text("", look="soft", wrap=True)
        self.check = FingerprintCheck()
        self.fingerprint = self.check.shown
        column.addWidget(self._said)
        column.addWidget(self.check)
        return box

    def _read(self, file: "Path | bytes", *, fill: bool) -> None:
        self._work.call(partial(_opened, file), partial(self._take, fill), self._refused)

    def _take(self, fill: bool, found: "FirstConnection") -> None:  # noqa: FBT001  with partial
        if fill:
            self.superior.setText(found.name)
            self.salutation.setText(found.salutation)
        self._show_file(found)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, STOPPING):
            raise error
        self._show_file(None)
        self._said.setText(error_text(error.code, error.details))
        self._said.look_like("trouble")

    def _show_file(self, found: "FirstConnection | None") -> None:
        self._connection = found.content if found is not None else b""
        self._said.look_like("soft")
        self.drop_button.setVisible(found is not None)
        self.check.setVisible(found is not None)
        if found is None:
            self._said.setText(
                _("With it files are sealed for the superior; it can be taken later as well.")
            )
            return
        self.check.show_fingerprint(found.fingerprint, compared=self._compared_before)
        self._compared_before = False
        said = _(
            "Connection file of {name}. Compare this fingerprint with the superior's paper: a file"
            " of somebody else would be read by somebody else. If it differs, or the paper is not"
            " here, go on without the file."
        )
        self._said.setText(said.format(name=found.name))

    def _not_compared(self) -> str:
        # Seldom needed: imported where the file was opened.
        from desktop.ui.sending.connecting import wrong_groups

        if not self.check.digits:
            return _(
                "Tick that the fingerprint is that of the paper, or type the digits of the paper;"
                " without the paper go on without the file."
            )
        differs = _("The digits differ. Compare them group by group before anything is sent.")
        return wrong_groups(self.check.digits, self.check.shown.text()) or differs

    def _suggest(self) -> None:
        draft = CommuneProfile("", "", date.min, tidy(self.superior.text()))
        if self._committee:
            draft = replace(draft, committee_name=self._committee)
        self.salutation.setPlaceholderText(draft.salutation if draft.superior else "")


def _opened(file: "Path | bytes") -> "FirstConnection":
    # Imported on the worker: it brings the keys' library with it.
    from desktop.actions.first_connection import first_connection

    return first_connection(file)

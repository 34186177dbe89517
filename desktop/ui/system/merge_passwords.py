"""Passwords of a merger: of a folder that is read, and of the new one."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from desktop.actions.former_opening import secret_of
from desktop.actions.passwords import FirstOfficer
from desktop.actions.terms import Secret
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.password import NewPassword
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text


class FolderPassword(FormDialog):
    """Asks for the password of a folder that is only read."""

    def __init__(self, parent: QWidget | None, *, folder: str, problem: str = "") -> None:
        super().__init__(
            parent,
            title=_("Password of a folder"),
            do=_("Read the folder"),
            leave=_("Leave"),
            width=480,
        )
        said = _(
            "The folder {folder} has a password. It is used for this merger only and kept nowhere."
        )
        self.body.addWidget(Text(said.format(folder=folder), look="soft", wrap=True))
        self.typed = LineField(name=_("Password"))
        self.typed.setEchoMode(LineField.EchoMode.Password)
        labelled = Labelled(_("Password"), self.typed)
        labelled.say(problem)
        self.body.addWidget(labelled)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)

    @classmethod
    def ask(cls, parent: QWidget | None, *, folder: str, problem: str = "") -> str:
        """What was typed; empty when the question was left."""
        dialog = cls(parent, folder=folder, problem=problem)
        return dialog.typed.text() if dialog.exec() == QDialog.DialogCode.Accepted else ""


class Lock(NamedTuple):
    """What the new folder opens with: the password of a first officer, or nothing."""

    first: FirstOfficer | None

    @property
    def secret(self) -> Secret | None:
        """What opens it again a moment later."""
        return secret_of(self.first.password) if self.first else None


class NewFolderLock(FormDialog):
    """Asks for the password of the new folder, since a former one had one; or for none."""

    def __init__(
        self, parent: QWidget | None, *, theme: Theme, communes: str, officer: str = ""
    ) -> None:
        super().__init__(
            parent,
            title=_("Password of the new folder"),
            do=_("Merge"),
            leave=_("Not now"),
            width=480,
        )
        said = _(
            "A password protects the data of {communes}. The new folder takes over none of the"
            " former passwords."
        )
        self.body.addWidget(Text(said.format(communes=communes), look="soft", wrap=True))
        self.with_password = QRadioButton(_("With a password"))
        self.without = QRadioButton(_("Without a password"))
        self._ways = QButtonGroup(self)
        self._ways.addButton(self.with_password)
        self._ways.addButton(self.without)
        self.body.addWidget(self.with_password)
        self.body.addWidget(self._asked(theme, officer))
        self.body.addWidget(self.without)
        self._means = Text(
            _("Whoever has the new folder or a copy of it can then read everything."),
            look="todo",
            wrap=True,
        )
        self.body.addWidget(self._means)
        self.with_password.toggled.connect(self._turn)
        self.with_password.setChecked(True)
        self._turn()
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, theme: Theme, communes: str, officer: str = ""
    ) -> Lock | None:
        """What was chosen; none when the question was left."""
        dialog = cls(parent, theme=theme, communes=communes, officer=officer)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        lock = dialog.lock
        dialog.new.empty()
        return lock if accepted else None

    @property
    def lock(self) -> Lock:
        """What stands in the form."""
        if self.without.isChecked():
            return Lock(None)
        return Lock(FirstOfficer(self.name.text(), self.new.password))

    def accept(self) -> None:
        """Take it, unless something is missing; that is said beside its field."""
        first = self.lock.first
        problems = {one.field: problem_text(one) for one in first.problems()} if first else {}
        self._named.say(problems.get("name", ""))
        self.new.say(problems.get("password", ""))
        if not problems and (first is None or self.new.agrees):
            super().accept()

    def _asked(self, theme: Theme, officer: str) -> QWidget:
        self._block = QWidget()
        column = QVBoxLayout(self._block)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(8)
        self.name = LineField(name=_("Full name of the officer"))
        self.name.setText(officer)
        self._named = Labelled(_("Full name of the officer"), self.name)
        self.new = NewPassword(theme=theme)
        column.addWidget(self._named)
        column.addWidget(self.new)
        return self._block

    def _turn(self) -> None:
        wanted = self.with_password.isChecked()
        self._block.setEnabled(wanted)
        self._means.setVisible(not wanted)


def asked_for(folder: str, passwords: dict[Path, str], parent: QWidget, said: str) -> bool:
    """Ask for the password of a folder and keep it for the merger; whether one was typed."""
    tried = Path(folder) in passwords
    typed = FolderPassword.ask(parent, folder=folder, problem=said if tried else "")
    if typed:
        passwords[Path(folder)] = typed
    return bool(typed)

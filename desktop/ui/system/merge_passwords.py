"""Passwords of a merger: of a folder that is read, and of the new one."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QWidget

from desktop.actions.former_opening import secret_of
from desktop.actions.passwords import FirstOfficer
from desktop.actions.terms import Secret
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.setup.password_choice import PasswordChoice
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.password import PasswordBox
from desktop.ui.widgets.text import Text


class FolderPassword(FormDialog):
    """Asks for the password of a folder that is only read."""

    def __init__(
        self, parent: QWidget | None, *, theme: Theme, folder: str, problem: str = ""
    ) -> None:
        said = _(
            "The folder {folder} has a password. It is used for this merger only and kept nowhere."
        )
        super().__init__(
            parent,
            title=_("Password of a folder"),
            do=_("Read the folder"),
            leave=_("Leave"),
            lead=said.format(folder=folder),
            width=480,
        )
        self.typed = PasswordBox(_("Password"), theme=theme)
        self.typed.say(problem)
        self.body.addWidget(self.typed)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)

    @classmethod
    def ask(cls, parent: QWidget | None, *, theme: Theme, folder: str, problem: str = "") -> str:
        """What was typed; empty when the question was left."""
        dialog = cls(parent, theme=theme, folder=folder, problem=problem)
        return dialog.typed.password if dialog.exec() == QDialog.DialogCode.Accepted else ""


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
        said = _(
            "A password protects the data of {communes}. The new folder takes over none of the"
            " former passwords."
        )
        super().__init__(
            parent,
            title=_("Password of the new folder"),
            do=_("Merge"),
            leave=_("Not now"),
            lead=said.format(communes=communes),
            width=480,
        )
        meaning = Text(
            _("Whoever has the new folder or a copy of it can then read everything."),
            look="todo",
            wrap=True,
        )
        self.choice = PasswordChoice(meaning=meaning, theme=theme, officer=officer)
        self.body.addWidget(self.choice)
        self.choice.choose(with_password=True)
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
        dialog.choice.new.empty()
        return lock if accepted else None

    @property
    def lock(self) -> Lock:
        """What stands in the form."""
        return Lock(self.choice.first)

    def accept(self) -> None:
        """Take it, unless something is missing; that is said beside its field."""
        problems = self.choice.problems()
        self.choice.say(problems)
        if not problems:
            super().accept()


def asked_for(
    folder: str, passwords: dict[Path, str], parent: QWidget, said: str, *, theme: Theme
) -> bool:
    """Ask for the password of a folder and keep it for the merger; whether one was typed."""
    tried = Path(folder) in passwords
    typed = FolderPassword.ask(parent, theme=theme, folder=folder, problem=said if tried else "")
    if typed:
        passwords[Path(folder)] = typed
    return bool(typed)

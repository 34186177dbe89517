"""Asking for the password, or the recovery sheet, of a copy that the key of now does not open."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.actions.terms import (
    Password,
    PasswordNeededError,
    Secret,
    Sheet,
    SheetMistypedError,
    TooSoonError,
    WrongPasswordError,
    WrongSheetError,
)
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.password import PasswordBox
from desktop.wording import error_text

_TRY_AGAIN = (WrongPasswordError, WrongSheetError, SheetMistypedError, TooSoonError)


class SecretFields(QWidget):
    """A password, or the forty digits of the recovery sheet, whichever is at hand."""

    def __init__(self, *, theme: Theme, by_sheet: bool = False) -> None:
        super().__init__()
        self._by_sheet = by_sheet
        self.password = PasswordBox(_("Password"), theme=theme)
        self.digits = LineField(name=_("Digits of the recovery sheet"))
        self.sheet = Labelled(_("Digits of the recovery sheet"), self.digits)
        self.other = LinkButton("", self.turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.password, self.sheet, self.other):
            column.addWidget(part)
        self._show()

    @property
    def secret(self) -> Secret | None:
        """What was typed; none while nothing is."""
        if self._by_sheet:
            digits = "".join(self.digits.text().split())
            return Sheet(digits) if digits else None
        return Password(self.password.password) if self.password.password else None

    def say(self, problem: str) -> None:
        """Show a problem below what is asked for."""
        (self.sheet if self._by_sheet else self.password).say(problem)

    def begin(self) -> None:
        """The keyboard goes where something is to be typed."""
        (self.digits if self._by_sheet else self.password.field).setFocus()

    def turn(self) -> None:
        """Ask for the other of the two."""
        self._by_sheet = not self._by_sheet
        self._show()
        self.begin()

    def _show(self) -> None:
        self.password.setVisible(not self._by_sheet)
        self.sheet.setVisible(self._by_sheet)
        self.other.setText(
            _("Use the password instead") if self._by_sheet else _("Use the recovery sheet instead")
        )


class SecretDialog(FormDialog):
    """The password with which the copy was made, or the forty digits of its recovery sheet."""

    def __init__(
        self, parent: QWidget | None, *, theme: Theme, problem: str = "", by_sheet: bool = False
    ) -> None:
        super().__init__(
            parent,
            title=_("The copy is locked"),
            do=_("Open the copy"),
            leave=_("Leave"),
            lead=_(
                "It opens with a password that was valid when it was made, or with the digits"
                " of the recovery sheet of that time."
            ),
            width=480,
        )
        self.fields = SecretFields(theme=theme, by_sheet=by_sheet)
        self.body.addWidget(self.fields)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self.fields.begin()
        self.fields.say(problem)

    @property
    def secret(self) -> Secret | None:
        """What was typed; none while nothing is."""
        return self.fields.secret

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, theme: Theme, problem: str = "", by_sheet: bool = False
    ) -> Secret | None:
        """What was typed; none when the question was left."""
        dialog = cls(parent, theme=theme, problem=problem, by_sheet=by_sheet)
        return dialog.secret if dialog.exec() == QDialog.DialogCode.Accepted else None


def secret_wanted(
    parent: QWidget | None, error: Exception, *, theme: Theme, tried: Secret | None
) -> Secret | None:
    """Ask for a secret when an error calls for one; none for every other error, or when left."""
    if isinstance(error, PasswordNeededError):
        return SecretDialog.ask(parent, theme=theme)
    if isinstance(error, _TRY_AGAIN):
        said = error_text(error.code, error.details)
        return SecretDialog.ask(
            parent, theme=theme, problem=said, by_sheet=isinstance(tried, Sheet)
        )
    return None


def asks_for_secret(error: Exception) -> bool:
    """Whether an error says that a secret is missing or does not fit."""
    return isinstance(error, (PasswordNeededError, *_TRY_AGAIN))

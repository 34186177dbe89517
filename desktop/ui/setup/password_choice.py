"""A password for data that are about to be made, or none: one choice with what it means."""

from collections.abc import Mapping

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.actions.passwords import FirstOfficer
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.password import NewPassword
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text


class PasswordChoice(QWidget):
    """With a password, of an officer who is named; or without, and what that means.

    ``meaning`` is said while no password is wanted, ``lead`` above the fields and ``advice``
    below the name while one is.
    """

    def __init__(
        self, *, meaning: Text, theme: Theme, lead: str = "", advice: str = "", officer: str = ""
    ) -> None:
        super().__init__()
        self.with_password = QRadioButton(_("With a password"))
        self.without = QRadioButton(_("Without a password"))
        self._ways = QButtonGroup(self)
        for way in (self.with_password, self.without):
            self._ways.addButton(way)
        self.name = LineField(name=_("Full name of the officer"))
        self.name.setText(officer)
        self._named = Labelled(_("Full name of the officer"), self.name, advice=advice)
        self.new = NewPassword(theme=theme)
        self._meaning = meaning
        self._asked = self._block(lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.with_password, self._asked, self.without, meaning):
            column.addWidget(part)
        self.with_password.toggled.connect(self._turn)

    @property
    def first(self) -> FirstOfficer | None:
        """The officer and the password; none where the data shall open by themselves."""
        if self.without.isChecked():
            return None
        return FirstOfficer(self.name.text(), self.new.password)

    def choose(self, *, with_password: bool) -> None:
        """Set the choice that stands at the beginning."""
        (self.with_password if with_password else self.without).setChecked(True)
        self._turn()

    def problems(self) -> dict[str, str]:
        """What is missing, by field: name, password or again; empty when nothing is."""
        first = self.first
        if first is None:
            return {}
        found = {one.field: problem_text(one) for one in first.problems()}
        if not found and not self.new.agrees:
            found["again"] = _("The two passwords differ.")
        return found

    def say(self, problems: Mapping[str, str]) -> None:
        """Show the problems below their fields and go to the first."""
        self._named.say(problems.get("name", ""))
        self.new.first.say(problems.get("password", ""))
        self.new.again.say(problems.get("again", ""))
        fields = {
            "name": self.name,
            "password": self.new.first.field,
            "again": self.new.again.field,
        }
        wrong = next((field for key, field in fields.items() if key in problems), None)
        if wrong is not None:
            wrong.setFocus()

    def start(self) -> None:
        """Put the focus on the way that is chosen."""
        (self.without if self.without.isChecked() else self.with_password).setFocus()

    def _block(self, lead: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(8)
        if lead:
            column.addWidget(Text(lead, look="soft", wrap=True))
        column.addWidget(self._named)
        column.addWidget(self.new)
        return made

    def _turn(self) -> None:
        wanted = self.with_password.isChecked()
        self._asked.setVisible(wanted)
        self._meaning.setVisible(not wanted)
        if wanted and self.isVisible():
            self.name.setFocus()

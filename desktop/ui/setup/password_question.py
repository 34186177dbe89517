"""The fifth question of set-up: a password, or none and what that means."""

from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.actions.passwords import FirstOfficer
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.setup.answers import Answers
from desktop.ui.setup.places import place_sentence
from desktop.ui.setup.questions import Problems, Question
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.password import NewPassword
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text


class PasswordQuestion(Question):
    """The password is never part of the answers, which are kept in a file until set-up is done."""

    def __init__(self, *, folder: Path, warnings: tuple[str, ...], theme: Theme) -> None:
        super().__init__(
            _("A password, or none?"),
            _("It can be set or taken away later, in System, “Officers, password”."),
        )
        self.with_password = QRadioButton(_("With a password"))
        self.without = QRadioButton(_("Without a password"))
        self._ways = QButtonGroup(self)
        for way in (self.with_password, self.without):
            self._ways.addButton(way)
        self.form.addWidget(self.with_password)
        self.form.addWidget(self._asked(theme))
        self.form.addWidget(self.without)
        self._means = Text(
            _(
                "Whoever uses this Windows account, or holds a copy of the data folder with its"
                " key file, can read the register. Lock the screen when you leave."
            ),
            look="soft",
            wrap=True,
        )
        self.form.addWidget(self._means)
        self.form.addSpacing(4)
        self.form.addWidget(Text(_("The data will lie in"), look="small"))
        self.form.addWidget(Text(str(folder), look="strong", wrap=True))
        for code in warnings:
            self.form.addWidget(Text(place_sentence(code), look="todo", wrap=True))
        self.summary = Text("", look="soft", wrap=True)
        self.form.addWidget(self.summary)
        self.form.addStretch(1)
        self.with_password.toggled.connect(self._turn)
        self.without.setChecked(True)
        self._turn()

    @property
    def first(self) -> FirstOfficer | None:
        """The officer and the password; none for a register that opens by itself."""
        if self.without.isChecked():
            return None
        return FirstOfficer(self.name.text(), self.new.password)

    def forget(self) -> None:
        """Take the password away from the screen and from memory."""
        self.new.empty()

    def show_answers(self, answers: Answers) -> None:
        """Sum up what will be made."""
        profile = answers.profile()
        self.summary.setText(
            _("{name}, code {code} · reports to {superior} · tracked from {month}").format(
                name=profile.name,
                code=profile.code,
                superior=profile.superior,
                month=f"{answers.first_month[5:7]}/{answers.first_month[:4]}",
            )
        )

    def answered(self, answers: Answers) -> Answers:
        """Nothing that may be kept in a file."""
        return answers

    def problems(self, answers: Answers) -> Problems:  # noqa: ARG002  the password is none of them
        """The name and the password, where one is wanted."""
        first = self.first
        if first is None:
            return {}
        found = {one.field: problem_text(one) for one in first.problems()}
        if not found and not self.new.agrees:
            found["again"] = _("The two passwords differ.")
        return found

    def say(self, problems: Problems) -> None:
        """Show the problems below their fields."""
        self._named.say(problems.get("name", ""))
        self.new.first.say(problems.get("password", ""))
        self.new.again.say(problems.get("again", ""))
        if "name" in problems:
            self.name.setFocus()
        elif "password" in problems:
            self.new.first.field.setFocus()
        elif "again" in problems:
            self.new.again.field.setFocus()

    def start(self) -> None:
        """Put the focus on the way that is chosen."""
        (self.without if self.without.isChecked() else self.with_password).setFocus()

    def _asked(self, theme: Theme) -> QWidget:
        self._block = QWidget()
        column = QVBoxLayout(self._block)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            Text(
                _(
                    "Each officer opens with a password of their own, the register can be locked,"
                    " and a copy without the password cannot be read. A recovery sheet on paper"
                    " follows."
                ),
                look="soft",
                wrap=True,
            )
        )
        self.name = LineField(name=_("Full name of the officer"))
        self._named = Labelled(
            _("Full name of the officer"),
            self.name,
            advice=_("Stands in the list at log-in, in the log and at the top of the window."),
        )
        self.new = NewPassword(theme=theme)
        column.addWidget(self._named)
        column.addWidget(self.new)
        return self._block

    def _turn(self) -> None:
        wanted = self.with_password.isChecked()
        self._block.setVisible(wanted)
        self._means.setVisible(not wanted)
        if wanted and self.isVisible():
            self.name.setFocus()

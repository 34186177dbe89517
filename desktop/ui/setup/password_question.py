"""The fifth question of set-up: a password, or none and what that means."""

from pathlib import Path

from desktop.actions.passwords import FirstOfficer
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.setup.answers import Answers
from desktop.ui.setup.password_choice import PasswordChoice
from desktop.ui.setup.places import place_sentence
from desktop.ui.setup.questions import Problems, Question
from desktop.ui.widgets.text import Text


class PasswordQuestion(Question):
    """The password is never part of the answers, which are kept in a file until set-up is done."""

    def __init__(self, *, folder: Path, warnings: tuple[str, ...], theme: Theme) -> None:
        super().__init__(
            _("A password, or none?"),
            _("It can be set or taken away later, in System, “Officers, password”."),
        )
        meaning = Text(
            _(
                "Whoever uses this Windows account, or holds a copy of the data folder with its"
                " key file, can read the register. Lock the screen when you leave."
            ),
            look="soft",
            wrap=True,
        )
        self.choice = PasswordChoice(
            meaning=meaning,
            theme=theme,
            lead=_(
                "Each officer opens with a password of their own, the register can be locked,"
                " and a copy without the password cannot be read. A recovery sheet on paper"
                " follows."
            ),
            advice=_("Stands in the list at log-in, in the log and at the top of the window."),
        )
        self.form.addWidget(self.choice)
        self.form.addSpacing(4)
        self.form.addWidget(Text(_("The data will lie in"), look="small"))
        self.form.addWidget(Text(str(folder), look="strong", wrap=True))
        for code in warnings:
            self.form.addWidget(Text(place_sentence(code), look="todo", wrap=True))
        self.summary = Text("", look="soft", wrap=True)
        self.form.addWidget(self.summary)
        self.form.addStretch(1)
        self.choice.choose(with_password=False)

    @property
    def first(self) -> FirstOfficer | None:
        """The officer and the password; none for a register that opens by itself."""
        return self.choice.first

    def forget(self) -> None:
        """Take the password away from the screen and from memory."""
        self.choice.new.empty()

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
        return self.choice.problems()

    def say(self, problems: Problems) -> None:
        """Show the problems below their fields."""
        self.choice.say(problems)

    def start(self) -> None:
        """Put the focus on the way that is chosen."""
        self.choice.start()

"""The third question of set-up: how the residential groups come in."""

from dataclasses import replace

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
)

from desktop.domain.groups import GROUP_KINDS
from desktop.i18n import _
from desktop.ui.setup.answers import MOST_GROUPS, Answers, GroupsAnswer
from desktop.ui.setup.questions import Problems, Question
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.text import Text


class Groups(Question):
    """From a list, numbered, or later."""

    def __init__(self) -> None:
        super().__init__(
            _("Which residential groups are there?"),
            _(
                "Every group is due at least one session a month, so the list of groups comes"
                " first."
            ),
        )
        self._choices = QButtonGroup(self)
        self.from_file = self._choice(_("Bring in my Excel list"))
        self._explain(
            _("After set-up the list opens for a look; nothing is written before you agree.")
        )
        self.numbered = self._choice(_("Add numbered groups"))
        self.form.addLayout(self._numbers())
        self.later = self._choice(_("Enter them later"))
        self._explain(_("Groups can be added, merged, split and renamed at any time."))
        self.form.addStretch(1)
        self._choices.buttonToggled.connect(self._toggled)

    def _choice(self, label: str) -> QRadioButton:
        button = QRadioButton(label)
        self._choices.addButton(button)
        self.form.addWidget(button)
        return button

    def _explain(self, sentence: str) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(26, 0, 0, 6)
        row.addWidget(Text(sentence, look="small", wrap=True))
        self.form.addLayout(row)

    def _numbers(self) -> QVBoxLayout:
        self.kind = ChoiceBox()
        self.kind.addItems(GROUP_KINDS)
        self.kind.setAccessibleName(_("Kind of group"))
        self.count = QSpinBox()
        self.count.setRange(0, MOST_GROUPS)
        self.count.setAccessibleName(_("Number of groups"))
        self.count.valueChanged.connect(self._preview_now)
        self.kind.currentTextChanged.connect(self._preview_now)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.kind)
        row.addStretch(1)
        self._preview = Text("", look="small")
        self._wrong = Text("", look="trouble-small", wrap=True)
        column = QVBoxLayout()
        column.setContentsMargins(26, 0, 0, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._preview)
        column.addWidget(self._wrong)
        self._wrong.hide()
        return column

    def show_answers(self, answers: Answers) -> None:
        """Show what was answered before."""
        chosen = {
            GroupsAnswer.NUMBERED.value: self.numbered,
            GroupsAnswer.LATER.value: self.later,
        }.get(answers.groups, self.from_file)
        chosen.setChecked(True)
        self.kind.setCurrentText(answers.group_kind)
        self.count.setValue(answers.group_count)
        self._toggled()

    def answered(self, answers: Answers) -> Answers:
        """The answers with those of this page."""
        chosen = GroupsAnswer.FILE
        if self.numbered.isChecked():
            chosen = GroupsAnswer.NUMBERED
        elif self.later.isChecked():
            chosen = GroupsAnswer.LATER
        return replace(
            answers,
            groups=chosen.value,
            group_kind=self.kind.currentText(),
            group_count=self.count.value(),
        )

    def problems(self, answers: Answers) -> Problems:
        """Numbered groups need a number."""
        if answers.groups == GroupsAnswer.NUMBERED.value and answers.group_count == 0:
            return {"group_count": _("Write how many groups there are.")}
        return {}

    def say(self, problems: Problems) -> None:
        """Show the problem below the number."""
        reason = problems.get("group_count", "")
        self._wrong.setText(reason)
        self._wrong.setVisible(bool(reason))
        if reason:
            self.count.setFocus()

    def start(self) -> None:
        """Put the focus on the chosen answer."""
        button = self._choices.checkedButton()
        button.setFocus()

    def _toggled(self) -> None:
        self.kind.setEnabled(self.numbered.isChecked())
        self.count.setEnabled(self.numbered.isChecked())
        self._preview_now()

    def _preview_now(self) -> None:
        count = self.count.value()
        shown = self.numbered.isChecked() and count > 0
        kind = self.kind.currentText()
        said = _("{first} to {last}").format(first=f"{kind} 1", last=f"{kind} {count}")
        self._preview.setText(said if count > 1 else f"{kind} 1")
        self._preview.setVisible(shown)

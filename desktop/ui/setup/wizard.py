"""Set-up: five short questions, one page each; left and taken up again where it stood."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.setup.answers import Answers, keep_answers, load_answers
from desktop.ui.setup.group_question import Groups
from desktop.ui.setup.password_question import PasswordQuestion
from desktop.ui.setup.questions import FirstMonth, Question, WhoWeAre
from desktop.ui.setup.superior_question import Superior
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.work import Executor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StepList(QWidget):
    """The five questions at the left: done, current, to come."""

    def __init__(self, titles: tuple[str, ...], *, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 16, 8)
        column.setSpacing(12)
        self._marks: list[Icon] = []
        self._titles: list[Text] = []
        for title in titles:
            row = QHBoxLayout()
            row.setSpacing(10)
            mark = Icon("circle", theme=theme, role=Role.EDGE)
            text = Text(title, look="soft", wrap=True)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(text, 1)
            column.addLayout(row)
            self._marks.append(mark)
            self._titles.append(text)
        column.addStretch(1)

    def show_step(self, step: int) -> None:
        """Mark the current question."""
        for number, (mark, title) in enumerate(zip(self._marks, self._titles, strict=True)):
            if number < step:
                mark.take("circle-check", Role.MET)
            elif number == step:
                mark.take("circle-dot", Role.ACCENT)
            else:
                mark.take("circle", Role.EDGE)
            title.look_like("strong" if number == step else "soft")


class Wizard(QWidget):
    """``finished`` carries the :class:`Answers`; ``left`` says that they are kept for later."""

    finished = Signal(object)
    left = Signal()

    def __init__(
        self,
        *,
        draft: Path,
        folder: Path,
        warnings: tuple[str, ...],
        today: date,
        theme: Theme,
        work: Executor,
    ) -> None:
        super().__init__()
        self._draft = draft
        self._answers = load_answers(draft)
        self.password = PasswordQuestion(folder=folder, warnings=warnings, theme=theme)
        self.pages: tuple[Question, ...] = (
            WhoWeAre(today=today),
            Superior(work=work),
            Groups(),
            FirstMonth(today=today),
            self.password,
        )
        self._build(theme)
        self._show(self._answers.step)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.back)

    @property
    def step(self) -> int:
        """The number of the question in sight, from 0."""
        return self._stack.currentIndex()

    @property
    def answers(self) -> Answers:
        """What was answered so far."""
        return self._answers

    def next(self) -> None:
        """Go on, when the page has no problem; at the last page set-up is finished."""
        page = self.pages[self.step]
        answers = page.answered(self._answers)
        problems = page.problems(answers)
        page.say(problems)
        if problems:
            return
        self._answers = answers
        if self.step == len(self.pages) - 1:
            self._keep()
            self.wait(_("The register is being made…"))
            self.finished.emit(self._answers)
            return
        self._show(self.step + 1)
        self._keep()

    def back(self) -> None:
        """Go one question back; what was typed stays."""
        self._answers = self.pages[self.step].answered(self._answers)
        if self.step == 0:
            self.leave()
            return
        self._show(self.step - 1)
        self._keep()

    def leave(self) -> None:
        """Keep what was answered and go back to the doors."""
        self._answers = self.pages[self.step].answered(self._answers)
        self._keep()
        self.left.emit()

    def start(self) -> None:
        """Put the focus into the page in sight."""
        self.pages[self.step].start()

    def wait(self, said: str) -> None:
        """Say what is being done; nothing can be pressed meanwhile."""
        self._trouble.setText(said)
        self._trouble.look_like("soft")
        self._trouble.setVisible(bool(said))
        self.on_button.setEnabled(not said)
        self._back.setEnabled(not said)

    def fail(self, reason: str) -> None:
        """Say why the register could not be made; the answers stay."""
        self.wait("")
        self._trouble.setText(reason)
        self._trouble.look_like("trouble")
        self._trouble.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc leaves; the answers are kept either way."""
        if event.key() in _ENTER:
            self.next()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        self._stack = QStackedWidget()
        for page in self.pages:
            # Low windows and large text scroll the page, never the buttons.
            self._stack.addWidget(scrolled(page, sideways=False))
        titles = (
            _("The commune"),
            _("The superior"),
            _("Residential groups"),
            _("First month"),
            _("Password"),
        )
        self._steps = StepList(titles, theme=theme)
        self._steps.setFixedWidth(190)
        self.on_button = PrimaryButton("", self.next)
        self._back = SecondaryButton(_("Back"), self.back)
        self._back.setToolTip(_("Alt+←"))
        self.later_button = LinkButton(_("Go on later"), self.leave)
        self._trouble = Text("", look="trouble", wrap=True)
        self._trouble.hide()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.later_button)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self.on_button)
        panel = Panel()
        panel.body.setContentsMargins(28, 24, 28, 20)
        panel.body.addWidget(self._stack, 1)
        panel.body.addWidget(self._trouble)
        panel.body.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._steps, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(panel, 1)
        self.setTabOrder(self.on_button, self._back)
        self.setTabOrder(self._back, self.later_button)

    def _show(self, step: int) -> None:
        self._answers = replace(self._answers, step=step)
        page = self.pages[step]
        page.show_answers(self._answers)
        page.say({})
        self._stack.setCurrentIndex(step)
        self._steps.show_step(step)
        last = step == len(self.pages) - 1
        self.on_button.setText(_("Make the register") if last else _("Go on"))
        self._back.setText(_("Back") if step else _("Back to the first screen"))
        self._trouble.hide()
        page.start()

    def _keep(self) -> None:
        keep_answers(self._draft, self._answers)

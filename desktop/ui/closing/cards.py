"""One card per question: what it is about, the answer, and the way to the figures."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.closing import AskedConfirmation
from desktop.domain.confirmations import ANSWER_LIMIT, Confirmation
from desktop.domain.text import nfc
from desktop.i18n import _
from desktop.ui.closing.matters import ready_answers
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.rights import Rights, rights_at
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.personal import PersonalWarning, names_a_person
from desktop.ui.widgets.text import Icon, Text
from desktop.wording.confirmations import confirmation_text, confirmation_title

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerField(LineField):
    """``left`` is sent when the focus goes, ``entered`` by Enter; Esc brings the answer back."""

    left = Signal()
    entered = Signal()

    def __init__(self, *, name: str, locked: bool) -> None:
        super().__init__(
            name=name, hint=_("Your answer; it goes with the report, without names of people")
        )
        self.setMaxLength(ANSWER_LIMIT)
        self._locked = locked
        self.setReadOnly(locked)
        self._stored = ""
        self._sent: str | None = None

    @property
    def answer(self) -> str:
        """What is typed, without the spaces around it."""
        return nfc(self.text()).strip()

    @property
    def changed(self) -> bool:
        """Whether something else is typed than the store holds."""
        return self.answer != self._stored

    def heed(self, rights: Rights) -> None:
        """Let an answer be typed, or only read."""
        refusal = rights.refusal("answer_confirmations")
        self.setReadOnly(self._locked or bool(refusal))
        self.setToolTip(refusal)

    def showEvent(self, event: QShowEvent) -> None:
        """It comes to sight: it heeds the rights."""
        self.heed(rights_at(self))
        super().showEvent(event)

    def show_answer(self, answer: str) -> None:
        """Show what the store holds; what is being typed stays, and what is being written."""
        typing = self.hasFocus() and self.changed
        self._stored = answer
        if self._sent == answer:
            self._sent = None
        if not typing and self._sent is None and self.text() != answer:
            self.setText(answer)

    def take_sent(self) -> str | None:
        """What is to be written now; none when nothing is new, or it is being written."""
        if not self.changed or self.isReadOnly() or self.answer == self._sent:
            return None
        self._sent = self.answer
        return self._sent

    def refused(self) -> None:
        """The store did not take the answer: it stays typed, and may be sent again."""
        self._sent = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; Esc takes back what was typed and not saved."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.changed:
            self.setText(self._stored)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is saved as the field is left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class MatterCard(Panel):
    """``answered`` carries the question's id and the answer; ``fix_wanted`` the question.

    ``done_with`` says that the officer goes on to the next card.
    """

    answered = Signal(str, str)
    fix_wanted = Signal(object)
    done_with = Signal(object)

    def __init__(self, asked: AskedConfirmation, *, theme: Theme, locked: bool) -> None:
        super().__init__()
        self.asked = asked
        question = asked.confirmation
        title = confirmation_title(question.code)
        self.setAccessibleName(title)
        self.field = AnswerField(name=_("Answer: {title}").format(title=title), locked=locked)
        self.field.setAccessibleDescription(confirmation_text(question))
        self._mark = Icon("circle-help", theme=theme, role=Role.DUE)
        self._state = Text("", look="small")
        self._warning = PersonalWarning()
        self.fix = LinkButton(_("Mend the figures"), lambda: self.fix_wanted.emit(question))
        self._add_question(title, question)
        self.fix.setVisible(not locked)
        self.ready = [] if locked else self._ready_buttons()
        self.body.addWidget(self.field)
        self.body.addWidget(self._warning)
        if not locked:
            self.body.addWidget(self._answers())
        self.field.left.connect(self.flush)
        self.field.entered.connect(self._go_on)
        self.field.textChanged.connect(self._weigh)
        self.show_asked(asked)

    def show_asked(self, asked: AskedConfirmation) -> None:
        """Show the answer that the store holds."""
        self.asked = asked
        self.field.show_answer(asked.answer)
        self._weigh()

    def flush(self) -> None:
        """Save what was typed."""
        answer = self.field.take_sent()
        if answer is not None:
            self.answered.emit(self.asked.confirmation.id, answer)

    @property
    def waits(self) -> bool:
        """Whether no answer is typed yet."""
        return not self.field.answer and not self.field.isReadOnly()

    @property
    def personal(self) -> bool:
        """Whether the answer seems to name a person."""
        return names_a_person(self.field.answer)

    @property
    def tab_order(self) -> list[QWidget]:
        """What Tab goes through, as it stands on the card."""
        return [self.fix, self.field, *self.ready]

    def take_focus(self) -> None:
        """Begin to answer."""
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_question(self, title: str, question: Confirmation) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(Text(title, look="strong", wrap=True), 1)
        row.addWidget(self._state)
        row.addWidget(self.fix)
        self.body.addLayout(row)
        self.body.addWidget(Text(confirmation_text(question), wrap=True))

    def _ready_buttons(self) -> list[SecondaryButton]:
        return [
            SecondaryButton(text, lambda text=text: self._take(text)).needs("answer_confirmations")  # type: ignore[misc]
            for text in ready_answers(self.asked.confirmation.code)
        ]

    def _answers(self) -> QWidget:
        flow = QWidget()
        answers = FlowLayout(flow, gap=8)
        for button in self.ready:
            answers.addWidget(button)
        return flow

    def _take(self, text: str) -> None:
        self.field.setText(text)
        self._go_on()

    def _go_on(self) -> None:
        self.flush()
        self.done_with.emit(self)

    def _weigh(self) -> None:
        there = bool(self.field.answer)
        self._mark.take("circle-check" if there else "circle-help", Role.MET if there else Role.DUE)
        saved = there and not self.field.changed
        self._state.setText(_("Answered") if saved else "" if there else _("Waits for an answer"))
        self._state.look_like("small" if there else "todo-small")
        self._warning.weigh(self.field.answer)


class ToldLine(QWidget):
    """What is only said before closing, with the way to the figures."""

    fix_wanted = Signal(object)

    def __init__(self, told: Confirmation, *, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(confirmation_title(told.code), look="strong"))
        words.addWidget(Text(confirmation_text(told), look="soft", wrap=True))
        row.addWidget(Icon("info", theme=theme, role=Role.SOFT), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.fix = LinkButton(_("Go on entering"), lambda: self.fix_wanted.emit(told))
        row.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignTop)

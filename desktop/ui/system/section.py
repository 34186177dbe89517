"""A section of the system room: reads itself when shown, keeps what was typed when left."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.rights import Rights, rights_at
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.ui.widgets.fields import Labelled
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text


class Section(QWidget):
    """One page of the room; ``key`` is what others name it by.

    ``right`` is the act, by its code, that its form serves for; empty where nothing is typed.
    """

    key = ""
    right = ""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__()
        self.context, self.desk = context, desk

    def typed_part(self) -> QWidget | None:
        """What only who holds the right may type into; none where nothing is typed."""
        return None

    def heed(self, rights: Rights) -> None:
        """Let the form be typed in, or only read."""
        form = self.typed_part()
        if form is not None:
            form.setEnabled(not rights.refusal(self.right))

    def showEvent(self, event: QShowEvent) -> None:
        """The section comes to sight: it heeds the rights."""
        self.heed(rights_at(self))
        super().showEvent(event)

    def refresh(self) -> None:
        """Read what the section shows; text being typed stays."""

    def shows(self, kinds: frozenset[str]) -> bool:
        """Whether a change of these kinds concerns the section."""
        return bool(kinds)

    def do(self, what: str) -> None:
        """What another room asks the section to do at once."""

    def keep(self) -> bool:
        """Keep what was typed; False when it cannot be kept, with the reason on the screen."""
        return True

    def drop_changes(self) -> None:
        """Show what is stored."""

    def may_leave(self) -> bool:
        """Keep what was typed; what cannot be kept is asked about."""
        if self.keep():
            return True
        if not may_drop_draft(self, wrong=True):
            return False
        self.drop_changes()
        return True

    def tell(self, problems: Sequence[Problem], fields: dict[str, Labelled] | None = None) -> None:
        """Say problems beside their fields, and those without a field above the content."""
        fields = fields or {}
        for labelled in fields.values():
            labelled.say("")
        for problem in problems:
            labelled_field = fields.get(problem.field)
            if labelled_field is not None:
                labelled_field.say(problem_text(problem))
            else:
                tone = Tone.TROUBLE if problem.stops else Tone.WARN
                self.context.say(tone, problem_text(problem))
        first = next((fields[one.field] for one in problems if one.field in fields), None)
        if first is not None:
            first.field.setFocus()

    def write(
        self,
        task: Callable[[], Outcome[Any]],
        *,
        fields: dict[str, Labelled] | None = None,
        then: Callable[[Outcome[Any]], object] | None = None,
    ) -> None:
        """Write on the worker, say the problems, go on with ``then`` when it was written."""
        self.context.write(task, partial(self._written, fields, then))

    def _written(
        self,
        fields: dict[str, Labelled] | None,
        then: Callable[[Outcome[Any]], object] | None,
        outcome: Outcome[Any],
    ) -> None:
        self.tell(outcome.problems, fields)
        if outcome.done:
            self.context.note(_("Saved"))
            if then is not None:
                then(outcome)


class WhyOnlyRead(Text):
    """One line above a section whose form is not for who sits here."""

    def __init__(self) -> None:
        super().__init__("", look="todo", wrap=True)
        self._right = ""
        self.hide()

    def tell(self, right: str) -> None:
        """Speak of the act that the section in sight serves for, by its code; empty: of none."""
        self._right = right
        self.heed(rights_at(self))

    def heed(self, rights: Rights) -> None:
        """Say why, or nothing."""
        self.setText(rights.refusal(self._right) if self._right else "")
        self.setVisible(bool(self.text()))


def two_columns(fields: Sequence[QWidget]) -> QGridLayout:
    """Fields in two columns, each row as high as it needs."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
    return grid


def paragraph(words: str, look: str = "soft") -> Text:
    """A wrapped line of explanation."""
    return Text(words, look=look, wrap=True)

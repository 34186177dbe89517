"""A form for one act on officers and passwords: it stays open until the act is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions.desk import Outcome
from desktop.actions.terms import STOPPING, WrongPasswordError
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.password import NewPassword, PasswordBox
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text
from desktop.wording import error_text, problem_text

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that the form asks; ``kind``: text, password, new_password or choice.

    ``name`` is the field that problems of the act speak of.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    advice: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class ActDialog(FormDialog):
    """Runs the act on the worker when its button is pressed; problems stand beside their fields."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        context: ShellContext,
        title: str,
        detail: tuple[str, ...],
        asked: tuple[Asked, ...],
        do: str,
        act: Callable[[Said], Outcome[Any]],
    ) -> None:
        super().__init__(parent, title=title, do=do, leave=_("Leave it"), width=480)
        self._context, self._act = context, act
        self.outcome: Outcome[Any] | None = None
        self.fields: dict[str, QWidget] = {}
        self._labels: dict[str, Labelled] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        if detail:
            column.addWidget(Text("\n".join(detail), look="soft", wrap=True))
        for one in asked:
            column.addWidget(self._made(one))
        column.addStretch(1)
        self._content = content
        self._area = scrolled(content, sideways=False)
        self.body.addWidget(self._area, 1)
        self._said = Text("", look="trouble", wrap=True)
        self._said.hide()
        self.body.addWidget(self._said)
        if asked:
            self.leave_button.setAutoDefault(False)
            self.do_button.setDefault(True)
        else:
            self.leave_by_enter()
            self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        context: ShellContext,
        title: str,
        do: str,
        act: Callable[[Said], Outcome[Any]],
        detail: tuple[str, ...] = (),
        asked: tuple[Asked, ...] = (),
    ) -> Outcome[Any] | None:
        """Show the form and return the outcome of what was done; none when it was left."""
        dialog = cls(
            parent, context=context, title=title, detail=detail, asked=asked, do=do, act=act
        )
        dialog.exec()
        return dialog.outcome

    @property
    def said(self) -> dict[str, str]:
        """What was answered, by name."""
        return {name: _value(field) for name, field in self.fields.items()}

    def showEvent(self, event: QShowEvent) -> None:
        """As high as what is asked needs, and never higher than the screen."""
        wanted = self._content.heightForWidth(self.width() - 60)
        wanted = max(wanted, self._content.sizeHint().height())
        free = self._context.theme.tokens.type.text * 12
        parent = self.parentWidget()
        room = (
            self.screen().availableSize().height() if parent is None else parent.window().height()
        )
        self._area.setFixedHeight(max(120, min(wanted + 4, room - round(free))))
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def accept(self) -> None:
        """Do it, on the worker; the form closes when it is done."""
        if not self.do_button.isEnabled():
            return
        for field in self.fields.values():
            if isinstance(field, NewPassword) and not field.agrees:
                return
        said = self.said
        self._wait(_("This takes about a second…"))
        self._context.work.call(lambda: self._act(said), self._done, self._refused)

    def reject(self) -> None:
        """Leave the form, unless the act is being done this moment."""
        if self.do_button.isEnabled():
            super().reject()

    def _made(self, one: Asked) -> QWidget:
        theme = self._context.theme
        match one.kind:
            case "password":
                field: QWidget = PasswordBox(one.label, theme=theme, advice=one.advice)
                shown = field
            case "new_password":
                field = shown = NewPassword(theme=theme, advice=one.advice)
            case "choice":
                box = ChoiceBox()
                box.setAccessibleName(one.label)
                for key, label in one.choices:
                    box.addItem(label, key)
                box.setCurrentIndex(max(0, box.findData(one.value)))
                field = box
                shown = self._labels[one.name] = Labelled(one.label, box, advice=one.advice)
            case _:
                line = LineField(name=one.label)
                line.setText(one.value)
                line.setMaxLength(100)
                field = line
                shown = self._labels[one.name] = Labelled(one.label, line, advice=one.advice)
        self.fields[one.name] = field
        return shown

    def _done(self, outcome: Outcome[Any]) -> None:
        self._wait("")
        if outcome.done:
            self.outcome = outcome
            self._context.announce(outcome.changes.kinds)
            super().accept()
            return
        said = [(one.field, problem_text(one)) for one in outcome.problems]
        self._tell(" ".join(words for name, words in said if not self._say(name, words)))

    def _say(self, name: str, words: str) -> bool:
        field = self.fields.get(name)
        if isinstance(field, (PasswordBox, NewPassword)):
            field.say(words)
            return True
        if name in self._labels:
            self._labels[name].say(words)
            self._labels[name].field.setFocus()
            return True
        return False

    def _refused(self, error: Exception) -> None:
        self._wait("")
        if isinstance(error, WrongPasswordError):
            field = self.fields.get("current")
            if isinstance(field, PasswordBox):
                field.say(_("This is not your password. Nothing was changed."))
                field.field.setFocus()
                field.field.selectAll()
                return
        if isinstance(error, STOPPING):
            self._tell(error_text(error.code, error.details))
            return
        super().reject()
        self._context.failed(error)

    def _tell(self, words: str) -> None:
        self._said.look_like("trouble")
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _wait(self, words: str) -> None:
        self._tell(words)
        if words:
            self._said.look_like("soft")
        for name in self._labels:
            self._labels[name].say("")
        for field in self.fields.values():
            if isinstance(field, (PasswordBox, NewPassword)):
                field.say("")
        self.do_button.setEnabled(not words)
        self.leave_button.setEnabled(not words)


def _value(field: QWidget) -> str:
    if isinstance(field, (PasswordBox, NewPassword)):
        return field.password
    if isinstance(field, ChoiceBox):
        return str(field.currentData())
    return field.text() if isinstance(field, LineField) else ""

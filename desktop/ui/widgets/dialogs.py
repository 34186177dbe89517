"""Questions: buttons are named after what they do, the safe one is the default, Esc is safe."""

from collections.abc import Iterator

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.i18n import _
from desktop.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton, TroubleButton
from desktop.ui.widgets.personal import PersonalWarning
from desktop.ui.widgets.text import Text

_FIELDS = (QLineEdit, QPlainTextEdit)


class FormDialog(QDialog):
    """A dialog with a title, a body and named buttons; rooms derive their forms from it.

    ``lead`` says in soft words what the form is for; ``width`` is in pixels.
    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        do: str,
        leave: str,
        lead: str = "",
        width: int = 440,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(Text(title, look="heading", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        if lead:
            self.body.addWidget(Text(lead, look="soft", wrap=True))
        outer.addSpacing(4)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.leave_button: Button = SecondaryButton(leave, self.leave)
        self.do_button: Button = PrimaryButton(do, self.accept)
        self.buttons.addWidget(self.leave_button)
        self.buttons.addWidget(self.do_button)
        outer.addLayout(self.buttons)

    def leave_by_enter(self) -> None:
        """Enter leaves: nothing is typed here that would say that the act is meant."""
        self.do_button.setAutoDefault(False)
        self.do_button.setDefault(False)
        self.leave_button.setAutoDefault(True)
        self.leave_button.setDefault(True)

    def exec(self) -> int:
        """Show it and wait for its answer; hidden by the lock of the data it waits on.

        Qt's own waiting ends as soon as a dialog is hidden, and what was typed would be gone.
        """
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        self.destroyed.connect(loop.quit)
        self.setResult(QDialog.DialogCode.Rejected)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.show()
        loop.exec(QEventLoop.ProcessEventsFlag.DialogExec)
        if not isValid(self):
            return int(QDialog.DialogCode.Rejected)
        if self.parent() is None:
            # No window takes it along: left to Python it would outlive the application.
            self.deleteLater()
        return self.result()

    @property
    def outlives_lock(self) -> bool:
        """Whether something is typed into it: a lock hides it then, and leaves it otherwise."""
        return any(one.isEnabled() and not one.isReadOnly() for one in self._fields())

    def _fields(self) -> Iterator[QLineEdit | QPlainTextEdit]:
        yield from self.findChildren(QLineEdit)
        yield from self.findChildren(QPlainTextEdit)

    def leave(self) -> None:
        """Leave; sentences that were typed are asked about, a line is soon typed again."""
        if self._may_leave():
            self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by its frame it is left the same way; where the data are locked nobody asks."""
        if event.spontaneous() and not self._may_leave():
            event.ignore()
        else:
            super().closeEvent(event)

    def _may_leave(self) -> bool:
        notes: list[QPlainTextEdit] = list(self.findChildren(QPlainTextEdit))
        typed = [one for one in notes if one.document().isModified()]
        empty = not any(one.toPlainText().strip() for one in typed)
        return empty or may_drop_draft(self, wrong=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field, so that what is typed arrives there."""
        super().showEvent(event)
        if isinstance(self.focusWidget(), _FIELDS):
            return
        field: QWidget | None = self.nextInFocusChain()
        while field is not None and field is not self:
            if isinstance(field, _FIELDS) and field.isVisible() and field.isEnabled():
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return
            field = field.nextInFocusChain()


class ConfirmDialog(QDialog):
    """A question with two answers; used only where undo cannot help."""

    def __init__(
        self, parent: QWidget | None, *, question: str, detail: str, do: str, keep: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(Text(question, look="heading", wrap=True))
        if detail:
            layout.addWidget(Text(detail, look="soft", wrap=True))
        layout.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.do_button = TroubleButton(do, self.accept)
        self.keep_button = PrimaryButton(keep, self.reject)
        self.do_button.setAutoDefault(False)
        self.keep_button.setDefault(True)
        row.addWidget(self.do_button)
        row.addWidget(self.keep_button)
        layout.addLayout(row)
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, question: str, do: str, keep: str, detail: str = ""
    ) -> bool:
        """Ask and return whether ``do`` was chosen; Esc and closing mean ``keep``."""
        dialog = cls(parent, question=question, detail=detail, do=do, keep=keep)
        return dialog.exec() == QDialog.DialogCode.Accepted


def may_drop_draft(parent: QWidget | None, *, wrong: bool) -> bool:
    """Ask what becomes of a draft that is left; ``wrong`` says that it could not be saved."""
    detail = _("What was typed is then gone; what was saved before stays as it is.")
    if wrong:
        lead = _("Something in it is missing or not right; the reason stands beside the field.")
        detail = f"{lead} {detail}"
    return ConfirmDialog.ask(
        parent,
        question=_("This draft cannot be saved yet") if wrong else _("This draft is not saved"),
        detail=detail,
        do=_("Drop the draft"),
        keep=_("Go on editing"),
    )


class ReasonDialog(FormDialog):
    """Asks for a reason: one line of text that must not be empty."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        detail: str,
        do: str,
        leave: str,
        text: str = "",
    ) -> None:
        super().__init__(parent, title=title, do=do, leave=leave, lead=detail)
        caption = Text(_("Reason"), look="small")
        self.line = QLineEdit(text)
        self.line.setAccessibleName(f"{title}: {_('Reason')}")
        caption.setBuddy(self.line)
        self.line.setMaxLength(500)
        self.line.textChanged.connect(self._weigh)
        self.body.addWidget(caption)
        self.body.addWidget(self.line)
        self._personal = PersonalWarning()
        self.body.addWidget(self._personal)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self._weigh()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._given = text.strip()

    def _may_leave(self) -> bool:
        typed = self.line.text().strip()
        return typed in ("", self._given) or may_drop_draft(self, wrong=False)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        title: str,
        do: str,
        leave: str,
        detail: str = "",
        text: str = "",
    ) -> str | None:
        """Ask and return the text, trimmed; none when it was left."""
        dialog = cls(parent, title=title, detail=detail, do=do, leave=leave, text=text)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            return dialog.line.text().strip()
        return None

    def _weigh(self) -> None:
        self.do_button.setEnabled(bool(self.line.text().strip()))
        self._personal.weigh(self.line.text())


class NoticeDialog(FormDialog):
    """Says what stands in the way; the program may try again or leave it."""

    def __init__(
        self, parent: QWidget | None, *, title: str, detail: str, do: str, leave: str
    ) -> None:
        super().__init__(parent, title=title, do=do, leave=leave, width=480)
        self.body.addWidget(Text(detail, wrap=True))
        self.do_button.setDefault(True)
        # It may be the only window there is: what is tried again ends not with it.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)

    @classmethod
    def ask(cls, parent: QWidget | None, *, title: str, detail: str, do: str, leave: str) -> bool:
        """Show it and return whether ``do`` was chosen."""
        dialog = cls(parent, title=title, detail=detail, do=do, leave=leave)
        return dialog.exec() == QDialog.DialogCode.Accepted

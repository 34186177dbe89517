"""The status line: saved at, the copy outside this PC, sticks, and what undo would take back."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.shell.views import StatusView
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.text import Text

_NOTE_MS = 6000


class StatusLine(QFrame):
    """``undo_wanted`` is sent by the link at the right."""

    undo_wanted = Signal()

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._view = StatusView()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(24)
        self._saved = Text("", look="small")
        self._copy = Text("", look="small")
        self._sticks = Text("", look="small")
        self._note = Text("", look="small")
        self._undo = LinkButton("", self.undo_wanted.emit, small=True)
        self._sticks.hide()
        for part in (self._saved, self._copy, self._sticks, self._note):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._undo)
        self._fade = QTimer(self, singleShot=True, interval=_NOTE_MS)
        self._fade.timeout.connect(self._forget_note)
        theme.keep(self, lambda: self.setFixedHeight(theme.tokens.shape.status_line))
        self.show_status(StatusView())

    def show_status(self, view: StatusView) -> None:
        """Show what is saved and what undo would do."""
        self._view = view
        self._saved.setText(view.saved)
        self._copy.setText(view.outside_copy)
        self._copy.look_like("todo-small" if view.copy_is_old else "small")
        if not self._fade.isActive():
            self._note.setText(view.note)
        self._undo.setText(_("Undo: {step}").format(step=view.undo) if view.undo else "")
        self._undo.setVisible(bool(view.undo))
        self._undo.setToolTip("Ctrl+Z")
        for part in (self._saved, self._copy):
            part.setVisible(bool(part.text()))

    def show_sticks(self, words: str) -> None:
        """Say which sticks are plugged in; nothing without any."""
        self._sticks.setText(words)
        self._sticks.setVisible(bool(words))

    def note(self, text: str) -> None:
        """Show a word for some seconds."""
        self._note.setText(text)
        self._fade.start()

    def drop_note(self) -> None:
        """Something was changed since: the word may be true no longer."""
        self._fade.stop()
        self._forget_note()

    def _forget_note(self) -> None:
        self._note.setText(self._view.note)

"""A text that is shown whole before it is saved: what is saved is what was seen."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from desktop.i18n import _
from desktop.ui.widgets.start_folder import start_folder


class ShownText(QPlainTextEdit):
    """Read-only; Tab goes on to the buttons."""

    def __init__(self, text: str, *, name: str) -> None:
        super().__init__(text)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setMinimumHeight(220)
        self.setAccessibleName(name)


class SaveChoice:
    """The system's own dialog for a file to write; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget, *, name: str, kind: str) -> Path | None:
        """Ask where to save; none when it was left."""
        start = str(start_folder() / name)
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Where to save"), start, kind)
        return Path(chosen) if chosen else None

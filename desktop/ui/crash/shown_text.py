"""A text that is shown whole before it is saved: what is saved is what was seen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from desktop.files import FileFaultError
from desktop.i18n import _
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.widgets.text import Text
from desktop.wording import error_text


class ShownText(QPlainTextEdit):
    """Read-only; Tab goes on to the buttons."""

    def __init__(self, text: str, *, name: str) -> None:
        super().__init__(text)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setMinimumHeight(220)
        self.setAccessibleName(name)


class TextDialog(FormDialog):
    """What is to be known of a text, the text itself, and below it whether it was saved."""

    def __init__(
        self,
        parent: QWidget | None,
        text: str,
        *,
        title: str,
        do: str,
        leave: str,
        name: str,
        known: Sequence[Text],
        width: int,
    ) -> None:
        super().__init__(parent, title=title, do=do, leave=leave, width=width)
        for one in known:
            self.body.addWidget(one)
        self.shown = ShownText(text, name=name)
        self.body.addWidget(self.shown, 1)
        self.told = Text("", look="soft", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)

    def save_as(self, name: str, kind: str, write: Callable[[Path], object]) -> None:
        """Ask for the place of a file, have it written, and tell what came of it."""
        place = SaveChoice.ask(self, name=name, kind=kind)
        if place is None:
            return
        try:
            write(place)
        except FileFaultError as fault:
            self._tell(error_text(fault.code, fault.details), look="trouble")
        else:
            self._tell(_("Saved: {path}").format(path=place), look="met")

    def _tell(self, words: str, *, look: str) -> None:
        self.told.setText(words)
        self.told.look_like(look)
        self.told.show()


class SaveChoice:
    """The system's own dialog for a file to write; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget, *, name: str, kind: str) -> Path | None:
        """Ask where to save; none when it was left."""
        start = str(start_folder() / name)
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Where to save"), start, kind)
        return Path(chosen) if chosen else None

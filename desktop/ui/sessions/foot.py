"""The line below the sheet: what the current line lacks, and how many lines are not written."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import ngettext
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.text import Text


class SheetFoot(QWidget):
    """Calm words at the left; at the right the lines not written, a link to the first of them."""

    def __init__(self, *, on_unwritten: Callable[[], object]) -> None:
        super().__init__()
        self.calm = Text("", look="soft", wrap=True)
        self.unwritten = LinkButton("", on_unwritten)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.calm, 1)
        row.addWidget(self.unwritten)
        self.hide()

    def say(self, calm: str, *, unwritten: int) -> None:
        """Show the words and the number of lines; nothing at all when there is nothing to say."""
        self.calm.setText(calm)
        said = ngettext("{count} line not written", "{count} lines not written", unwritten)
        self.unwritten.setText(said.format(count=unwritten))
        self.unwritten.setVisible(bool(unwritten))
        self.setVisible(bool(calm or unwritten))

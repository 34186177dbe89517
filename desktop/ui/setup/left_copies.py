"""Above the doors: the data are gone from this folder and its backups are still there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _, format_number, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Text


class LeftCopiesPanel(Panel):
    """Says that backups lie there, and leads to the rescue that brings the newest good one back."""

    def __init__(
        self, folder: Path, count: int, *, theme: Theme, on_rescue: Callable[[], object]
    ) -> None:
        super().__init__(_("The data are gone, the backups are still there"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon("triangle-alert", theme=theme, role=Role.DUE))
        words = ngettext(
            "The data file is no longer in {folder}, but {n} backup of the register is. Nothing of"
            " it is deleted when the data are brought back.",
            "The data file is no longer in {folder}, but {n} backups of the register are. Nothing"
            " of them is deleted when the data are brought back.",
            count,
        )
        row.addWidget(Text(words.format(folder=folder, n=format_number(count)), wrap=True), 1)
        self.rescue_button = PrimaryButton(_("Bring the data back…"), on_rescue)
        row.addWidget(self.rescue_button)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.body.addWidget(held)

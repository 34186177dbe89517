"""Above the doors: a register lies elsewhere on this PC, so that no second one is begun unseen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.accounts import Elsewhere
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Text


class ElsewherePanel(Panel):
    """Says where the register lies, and opens it where this account can reach it."""

    def __init__(
        self, found: Elsewhere, *, theme: Theme, on_open: Callable[[Path], object]
    ) -> None:
        super().__init__(_("This PC has a register already"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon("info", theme=theme, role=Role.ACCENT))
        row.addWidget(Text(elsewhere_words(found), wrap=True), 1)
        self.open_button: PrimaryButton | None = None
        folder = found.folder
        if folder is not None:
            self.open_button = PrimaryButton(_("Open this register"), lambda: on_open(folder))
            row.addWidget(self.open_button)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.body.addWidget(held)


def elsewhere_words(found: Elsewhere) -> str:
    """Where it lies, and what a new one would mean."""
    if found.folder is not None:
        text = _(
            "It lies in {folder}. The folder of this account is empty: what is begun here would "
            "be a second register."
        )
        return text.format(folder=found.folder)
    return _(
        "Another account of this PC keeps a register in its own folder, which this account cannot "
        "read. Sign in with that account to go on with it; what is begun here would be a second "
        "register. Whoever runs the setup file can let all accounts share one folder."
    )


def sharing_words(code: str) -> str:
    """What a fault of a folder that several accounts share asks for besides; "" for others."""
    if code == "store_in_use":
        return _(
            "Several accounts of this PC share this folder, one at a time: if the program is open "
            "in another account, sign in there and close it."
        )
    if code in {"folder_read_only", "file_read_only", "store_error"}:
        return _(
            "Several accounts of this PC share this folder: each of them must be allowed to change "
            "files in it. Ask whoever set up this PC to give that right."
        )
    return ""

"""Above the doors: a register lies elsewhere on this PC, so that no second one is begun unseen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.accounts import Elsewhere
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.setup.notices import NoticePanel
from desktop.wording.accounts import elsewhere_text, elsewhere_title

if TYPE_CHECKING:
    from desktop.ui.widgets.buttons import PrimaryButton


class ElsewherePanel(NoticePanel):
    """Says where the register lies, and opens it where this account can reach it."""

    def __init__(
        self, found: Elsewhere, *, theme: Theme, on_open: Callable[[Path], object]
    ) -> None:
        super().__init__(
            elsewhere_title(only_unseen=found.only_unseen),
            elsewhere_words(found),
            icon="info",
            role=Role.ACCENT,
            theme=theme,
        )
        self.open_button: PrimaryButton | None = None
        if found.folder is not None:
            self.open_button = self.offer(_("Open this register"), partial(on_open, found.folder))


def elsewhere_words(found: Elsewhere) -> str:
    """Where it lies, and what a new one would mean."""
    return elsewhere_text(str(found.folder or ""), unseen=found.unseen)


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

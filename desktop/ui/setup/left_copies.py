"""Above the doors: the data are gone from this folder and its backups are still there."""

from collections.abc import Callable
from pathlib import Path

from desktop.i18n import _, format_number, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.setup.notices import NoticePanel


class LeftCopiesPanel(NoticePanel):
    """Says that backups lie there, and leads to the rescue that brings the newest good one back."""

    def __init__(
        self, folder: Path, count: int, *, theme: Theme, on_rescue: Callable[[], object]
    ) -> None:
        words = ngettext(
            "The data file is no longer in {folder}, but {n} backup of the register is. Nothing of"
            " it is deleted when the data are brought back.",
            "The data file is no longer in {folder}, but {n} backups of the register are. Nothing"
            " of them is deleted when the data are brought back.",
            count,
        )
        super().__init__(
            _("The data are gone, the backups are still there"),
            words.format(folder=folder, n=format_number(count)),
            icon="triangle-alert",
            role=Role.DUE,
            theme=theme,
        )
        self.rescue_button = self.offer(_("Bring the data back…"), on_rescue)

"""What can be done with a new commune that was just made: open it, or take it back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.merge_undoing import undo_merge
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import STOPPING, Secret
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.backups import Reopened
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.wording import error_text


def opened_instead(desk: Desk, folder: Path, secret: Secret | None = None) -> Reopened:
    """Close the desk and open the new commune's folder, by its password if it has one.

    On the worker. Where that cannot be opened, the former one is open again, with what went wrong.
    """
    former, sources = desk.store.folder, Sources(desk.clock, desk.ids)
    key = desk.store.data_key
    desk.close()
    officer = UNNAMED_OFFICER if secret is not None else desk.officer
    try:
        return Reopened(open_desk(folder, sources=sources, officer=officer, secret=secret))
    except STOPPING as error:
        trouble = error_text(error.code, error.details)
    again = open_desk(former, sources=sources, officer=desk.officer, data_key=key)
    return Reopened(again, trouble)


class MadeFolder(QWidget):
    """Two buttons, in sight as long as there is a folder that was just made.

    ``reopen`` takes the desk of the new commune; without it the place alone is told. ``gone`` is
    called when the folder was taken back, ``failed`` with what stood in the way.
    """

    def __init__(
        self,
        context: ShellContext,
        *,
        desk: Desk,
        reopen: Callable[[Reopened], None] | None,
        gone: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__()
        self._context, self._desk, self._reopen = context, desk, reopen
        self._gone, self._failed = gone, failed
        self._folder: Path | None = None
        self._secret: Secret | None = None
        self.open_button = PrimaryButton(_("Open the new commune"), self.open)
        self.back_button = SecondaryButton(_("Take the merger back…"), self.take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.open_button)
        row.addWidget(self.back_button)
        self.show_folder(None)

    def show_folder(self, folder: Path | None, secret: Secret | None = None) -> None:
        """Offer what can be done with a folder, and keep what opens it; none: nothing any more."""
        self._folder, self._secret = folder, secret
        self.open_button.setVisible(folder is not None and self._reopen is not None)
        self.back_button.setVisible(folder is not None)

    def take_focus(self) -> None:
        """Put the keys on what comes next: opening, or, where that cannot be, the step back."""
        opens = not self.open_button.isHidden()
        (self.open_button if opens else self.back_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Go on with the new commune in this window."""
        if self._folder is not None and self._reopen is not None:
            task = partial(opened_instead, self._desk, self._folder, self._secret)
            self._context.swap(task, self._reopen)

    def take_back(self) -> None:
        """One step back: the new folder goes again, once that was asked about."""
        if self._folder is None:
            return
        take = ConfirmDialog.ask(
            self,
            question=_("Take the merger back?"),
            detail=_(
                "The new folder {folder} is deleted. The former folders stay as they are, and can"
                " be gone on with or merged again."
            ).format(folder=self._folder),
            do=_("Take the merger back"),
            keep=_("Keep the new commune"),
        )
        if take:
            sources = Sources(self._desk.clock, self._desk.ids)
            task = partial(undo_merge, self._folder, sources=sources, secret=self._secret)
            self._context.ask(task, self._taken_back, self._failed)

    def _taken_back(self, _nothing: None) -> None:
        self.show_folder(None)
        self._gone()

"""After the disk failed under the open data: stop, open anew, compare, and say what was found.

The rooms and what is being typed in them stay as they are meanwhile.
"""

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.actions.desk import ChangeKind, Desk
from desktop.i18n import _
from desktop.ui.office import explain
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import NoticeDialog
from desktop.ui.work import Worker
from desktop.wording import error_text, finding_text

if TYPE_CHECKING:
    from desktop.actions.rescue import Compared

_LOG = logging.getLogger(__name__)


class DiskMender(QObject):
    """Watches one desk; ``damaged`` leads to the rescue, ``given_up`` closes the program."""

    damaged = Signal()
    given_up = Signal()

    def __init__(
        self, *, desk: Desk, context: ShellContext, window: MainWindow, worker: Worker
    ) -> None:
        super().__init__(window)
        self._desk, self._context, self._window = desk, context, window
        self._mending = False
        self._only_read = False
        self._trouble = ""
        worker.waiting.connect(self._look)

    @property
    def mending(self) -> bool:
        """Whether the file is being opened anew: errors meanwhile say nothing new."""
        return self._mending

    def explain(self, error: Exception) -> str | None:
        """Words for an error; whatever fails on a file that is being opened anew is the disk's."""
        if self._mending:
            return error_text("store_broken", {"folder": str(self._desk.store.folder)})
        if self._trouble and getattr(error, "code", "") in {"store_broken", "store_damaged"}:
            # It is the damage that keeps from writing; the way on is offered once more.
            self._offer_rescue(self._trouble)
            return self._trouble
        return explain(error)

    def _look(self, _waiting: int) -> None:
        store = self._desk.store
        if store.broken and not store.closed and not self._mending and not self._only_read:
            self._mending = True
            # What failed is told first; then this.
            QTimer.singleShot(0, self, self._reopen)

    def _reopen(self) -> None:
        from desktop.actions.rescue import reopen

        # Through the window's work: nothing of it is said over the log-in.
        self._context.work.call(partial(reopen, self._desk), self._compared, self._still_failing)

    def _compared(self, found: "Compared") -> None:
        self._mending = False
        _LOG.warning("the disk failed; compared: %d lost, %d more", found.lost, found.more)
        if found.lost:
            self._only_read = True
            self._offer_rescue(error_text("saved_lost", {"count": str(found.lost)}))
            return
        words = _(
            "The disk failed for a moment. The data were opened anew and compared: everything"
            " that was said to be saved is there. What you were typing is still on the screen;"
            " save it again."
        )
        if found.more:
            words = _(
                "The disk failed for a moment. The data were opened anew and compared: everything"
                " is there, the last entry too, though saving it was said to have failed."
            )
            self._context.announce(frozenset(ChangeKind))
        self._context.say(Tone.WARN, words)

    def _still_failing(self, error: Exception) -> None:
        if getattr(error, "code", "") in {"store_damaged", "key_file_damaged"}:
            self._mending, self._only_read = False, True
            self._offer_rescue(finding_text("store_damaged", {}))
            return
        again = NoticeDialog.ask(
            self._window,
            title=_("The disk with the data does not answer"),
            detail=_(
                "Nothing more is written, and what was saved before is safe. What you are typing"
                " stays on the screen. Check the disk and its cable, then try again."
            )
            + f"\n\n{explain(error) or ''}",
            do=_("Try again"),
            leave=_("Close the program"),
        )
        if again:
            self._reopen()
        else:
            self.given_up.emit()

    def _offer_rescue(self, words: str) -> None:
        self._trouble = words
        self._window.banner.stand(words, action=_("Rescue the data…"), on_action=self.damaged.emit)

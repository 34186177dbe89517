"""While the window stands: a backup every half hour, and a word about the copy outside this PC."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.actions.desk import Desk
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.actions.backups import OutsideCopy
    from desktop.actions.terms import BackupInfo

EVERY_MS = 30 * 60 * 1000
_FIRST_ASKED_MS = 4000


class CopyWatch(QObject):
    """Backs up on the worker, so that nobody waits, and only when something was written since.

    Once a week, when no copy left the PC for that long, the banner offers to make one. It stays in
    every room until it is answered; put away, it is asked for a week later.
    """

    def __init__(self, *, desk: Desk, context: ShellContext, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._context, self._window = desk, context, window
        self._failed_before = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, *, at_once: bool = False) -> None:
        """Back up every half hour from now on, and ask for a copy outside once the window rests.

        ``at_once``: the last exit made no backup, so one is made first.
        """
        self._timer.start()
        QTimer.singleShot(_FIRST_ASKED_MS, self, self.keep if at_once else self.look)

    def keep(self) -> None:
        """Back up what was written since the newest backup."""
        self._context.work.call(partial(_backed_up, self._desk), self._kept, self._not_kept)

    def look(self) -> None:
        """Find out whether a copy outside this PC is to be asked for."""
        self._context.work.call(partial(_wanted, self._desk), self._ask, _drop)

    def _kept(self, made: "BackupInfo | None") -> None:
        self._failed_before = False
        if made is not None:
            self._context.note(_("Backed up and checked."))
        self._window.refresh_status()
        self.look()

    def _not_kept(self, error: Exception) -> None:
        """Said once: the exit tries again."""
        if not self._failed_before:
            self._failed_before = True
            self._context.failed(error)

    def _ask(self, outside: "OutsideCopy") -> None:
        banner = self._window.banner
        if not outside.asks or banner.isVisible():
            return
        said = _(
            "No copy of the register left this PC for a week or more. If the PC breaks or is"
            " installed anew, only such a copy brings everything back."
        )
        banner.remind(
            said,
            action=_("Copy to a stick or folder…"),
            on_action=self._copy_out,
            on_read=self._put_off,
        )

    def _put_off(self) -> None:
        self._context.work.call(partial(_put_off, self._desk), _nothing, _drop)

    def _copy_out(self) -> None:
        self._window.show_room("system", {"section": "backups", "do": "copy_out"})


def _backed_up(desk: Desk) -> "BackupInfo | None":
    from desktop.actions.backups import back_up_if_changed

    return back_up_if_changed(desk, reason="half_hour")


def _wanted(desk: Desk) -> "OutsideCopy":
    from desktop.actions.backups import outside_copy

    return outside_copy(desk)


def _put_off(desk: Desk) -> None:
    from desktop.actions.backups import put_off_outside_copy

    put_off_outside_copy(desk)


def _nothing(_result: object) -> None:
    """Nobody waits for this."""


def _drop(_error: Exception) -> None:
    """What fails here fails again where it is needed, and is told there."""

"""Files that were opened with the program: at the superior they are received, at a commune told."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.actions.desk import Desk
from desktop.actions.handing import LetterBox
from desktop.domain.commune import Role
from desktop.i18n import _, format_number
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.banner import Tone
from desktop.wording import error_text, period_name

if TYPE_CHECKING:
    from desktop.actions.verifying import Verified

PACKAGE, RECEIPT = ".s138", ".s138r"
EVERY_MS = 500


class HandedFiles(QObject):
    """Waits for files from the start and from later starts; they go into the window that stands."""

    def __init__(self, *, box: LetterBox, files: Sequence[Path] = ()) -> None:
        super().__init__()
        self._box, self._waiting = box, list(files)
        self._where: tuple[Desk, ShellContext, MainWindow] | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._watching = False

    def begin(self) -> None:
        """Look for what later starts hand over, from the first screen or the log-in on."""
        self._timer.start()

    def show_in(self, desk: Desk, context: ShellContext, window: MainWindow) -> None:
        """A window stands around an open desk; what waits goes there."""
        self._where = (desk, context, window)
        self._give()

    def leave(self) -> None:
        """The window is locked or goes: what comes meanwhile waits for the next one."""
        self._where = None

    def stop(self) -> None:
        """The program ends."""
        self.leave()
        self._timer.stop()
        if self._watching:
            self._box.close()

    def look(self) -> None:
        """Take what another start handed over; what is in sight comes to the front."""
        if not self._watching:
            self._watching = self._box.open()
            if not self._watching:
                self._timer.stop()
        letters = self._box.taken()
        for files in letters:
            self._waiting += files
        if letters:
            _to_front()
        self._give()

    def _give(self) -> None:
        """Behind a lock nothing is opened: the files wait until somebody logged in."""
        if self._where is None or not self._waiting:
            return
        desk, context, window = self._where
        if context.resting or not window.isVisible():
            return
        files, self._waiting = tuple(self._waiting), []
        open_files(files, desk=desk, context=context, window=window)


def open_files(
    files: Sequence[Path], *, desk: Desk, context: ShellContext, window: MainWindow
) -> None:
    """Do with the files what this office does with their kind.

    A superior receives packages; a commune takes receipts in. Any other is said to be what it is.
    """
    mine, shown = (PACKAGE, "receiving") if desk.role is Role.SUPERIOR else (RECEIPT, "send")
    own = tuple(one for one in files if one.suffix.lower() == mine)
    rest = [one for one in files if one not in own]
    if own and mine == PACKAGE:
        window.show_room(shown, {"files": own})
    elif own:
        window.show_room(shown, {"show": "answers"})
        _take_receipts(own, desk=desk, context=context)
    for one in rest:
        _tell_about(one, desk=desk, context=context)


def _take_receipts(files: Sequence[Path], *, desk: Desk, context: ShellContext) -> None:
    from desktop.actions.receipts import CommuneReceived, receive_files
    from desktop.ui.sending.receiving import received_words

    def taken(found: CommuneReceived) -> None:
        tone, said = received_words(found)
        if said:
            context.say(tone, said)

    context.write(partial(receive_files, desk, files), taken)


def _tell_about(file: Path, *, desk: Desk, context: ShellContext) -> None:
    from desktop.actions.verifying import verify_file

    def failed(error: Exception) -> None:
        from desktop.actions.environment import environment_fault

        fault = environment_fault(error)
        if fault is None:
            context.failed(error)
            return
        text = _("{name}: {reason}")
        reason = error_text(fault.code, fault.details)
        context.say(Tone.WARN, text.format(name=file.name, reason=reason))

    def told(found: "Verified") -> None:
        context.say(Tone.INFO, about(file.name, found))

    context.ask(partial(verify_file, desk, file), told, failed)


def about(name: str, found: "Verified") -> str:
    """What a whole file is, from whom, and who opens it."""
    if found.kind == "package":
        text = _(
            "{name} is whole: the figures of {sender} for {period}, number {number}. "
            "The superior's office opens it; here nothing was changed."
        )
        return text.format(
            name=name,
            sender=found.sender,
            period=period_name(found.period),
            number=format_number(found.sequence),
        )
    if found.kind == "receipt":
        text = _(
            "{name} is whole: the receipt of {sender} for {period}. The commune that sent the "
            "file opens it; here nothing was changed."
        )
        return text.format(name=name, sender=found.sender, period=period_name(found.period))
    text = _("{name} is whole: a connection file of {sender}. Here nothing was changed.")
    return text.format(name=name, sender=found.sender)


def _to_front() -> None:
    """The window, or the first screen, or the log-in: whichever is in sight."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and window.isVisible():
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()

"""Taking a connection file: read, asked about with its fingerprint, stored; errors in words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.actions.connection import (
    ConnectionRead,
    ConnectionState,
    FingerprintDiffersError,
    connect,
    read_connection,
)
from desktop.actions.desk import Desk, Outcome
from desktop.actions.fingerprints import differing_groups
from desktop.i18n import _, ngettext
from desktop.ui.sending.connect_dialog import ConnectDialog, ConnectWish
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.wording import error_text, joined, problem_text


class Connecting:
    """One file at a time; ``done`` is called when the question was answered either way."""

    def __init__(
        self,
        context: ShellContext,
        *,
        desk: Desk,
        parent: QWidget,
        done: Callable[[], object],
    ) -> None:
        self._context, self._desk, self._parent, self._done = context, desk, parent, done

    def take(self, file: Path) -> None:
        """Read a file, ask, and take it."""
        self._context.ask(partial(read_connection, self._desk, file), self._ask)

    def _ask(
        self, read: ConnectionRead, problem: str = "", before: ConnectWish | None = None
    ) -> None:
        if read.state is ConnectionState.OLDER or (
            read.state is ConnectionState.SAME and not read.fillings
        ):
            said = _("This connection file of {name} was taken before; nothing changes.")
            self._context.say(Tone.INFO, said.format(name=read.name))
            self._done()
            return
        wish = ConnectDialog.ask(self._parent, read=read, problem=problem, before=before)
        if wish is None:
            self._done()
            return
        self._context.write(
            partial(take_connection, self._desk, read, wish),
            partial(self._taken, wish),
            partial(self._refused, read, wish),
        )

    def _taken(self, wish: ConnectWish, outcome: Outcome[ConnectionRead]) -> None:
        for problem in outcome.problems:
            self._context.say(Tone.WARN, problem_text(problem))
        if outcome.value is not None and not outcome.problems:
            self._context.say(Tone.INFO, _taken_words(outcome.value, wish))
        self._done()

    def _refused(self, read: ConnectionRead, wish: ConnectWish, error: Exception) -> None:
        if isinstance(error, FingerprintDiffersError):
            said = wrong_groups(wish.fingerprint, read.fingerprint)
            self._ask(read, said or error_text(error.code, error.details), wish)
            return
        self._context.failed(error)
        self._done()


def _taken_words(read: ConnectionRead, wish: ConnectWish) -> str:
    said = _("Connected with {name}: files are sealed for it from now on.")
    if read.state is ConnectionState.NEW and not (wish.fingerprint or wish.compared):
        said = _(
            "Connected with {name}. Nobody has compared the fingerprint with its paper yet: until"
            " then it is not certain whose file it was."
        )
    return said.format(name=read.name)


def wrong_groups(typed: str, fingerprint: str) -> str:
    """Which groups of typed digits are not those of a fingerprint; empty when all or none are."""
    wrong = differing_groups(typed, fingerprint)
    if len(wrong) in (0, len(differing_groups("", fingerprint))):
        return ""
    said = ngettext(
        "Group {groups} is not as in the file: look at it on the superior's paper again.",
        "Groups {groups} are not as in the file: look at them on the superior's paper again.",
        len(wrong),
    )
    return said.format(groups=joined([str(one) for one in wrong]))


def take_connection(desk: Desk, read: ConnectionRead, wish: ConnectWish) -> Outcome[ConnectionRead]:
    """Take a file as it was wished; runs on the worker.

    Raises:
        ExchangeError: the digits typed are not its fingerprint.
    """
    return connect(
        desk,
        read.content,
        fingerprint=wish.fingerprint,
        confirmed=wish.compared,
        fill=wish.fill,
    )

"""Opening a data folder on the worker, before there is a window to show it in."""

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.overview import opening_month, read_ahead
from desktop.actions.profile import profile
from desktop.actions.setup import Sources, holds_data, open_desk, rescue_unfinished
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.periods import Period
from desktop.ui.work import Failed, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A desk that is open, and what the window needs before it can be built."""

    desk: Desk
    folder: Path
    month: Period
    commune: CommuneProfile
    room: str = ""
    target: object = None
    trouble: str = ""
    notice: str = ""
    rescue_unfinished: bool = False


class Opening:
    """A data folder on its way: it opens on the worker while the window's parts are loaded.

    A folder that holds nothing is ``empty`` and nothing is opened. Otherwise the window says
    with :meth:`give` who takes the open folder or the error; both come in the event loop, so it
    is early enough to say so before the loop begins.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.sources = Sources(clock=SystemClock(), ids=RandomIds())
        self.worker = Worker(failed=self._refuse)
        self.empty = False
        self._begun = False
        self._then: Callable[[Opened], None] = _drop
        self._failed: Failed = _drop
        self._desk: Desk | None = None

    def begin(self) -> None:
        """Begin to open, unless that was done already; an ``empty`` folder is only looked at."""
        if self._begun:
            return
        self.empty = not holds_data(self.data)
        self._begun = not self.empty
        if self._begun:
            # What is made until the first paint stays: looking for waste would only delay it.
            # From then on waste is collected on the window's thread alone.
            gc.disable()
            self.worker.call(self._open, self._arrive)
            self.worker.call(self._read_ahead, _drop, _drop)

    def give(self, then: Callable[[Opened], None], failed: Failed) -> None:
        """Say who takes the open folder, and who takes errors that no task takes itself."""
        self._then, self._failed = then, failed

    def done(self) -> None:
        """The window stands, or something else is said instead."""
        gc.collect()
        gc.freeze()  # or the very next look would go through all of it before the first paint

    def again(self) -> None:
        """Try once more, after an error."""
        self._begun = False
        self.begin()

    def _open(self) -> Opened:
        self._desk = None
        opened = open_and_look(self.data, sources=self.sources)
        self._desk = opened.desk
        return opened

    def _read_ahead(self) -> None:
        """Compute the first screen's figures while the window is built; they are remembered.

        What goes wrong here goes wrong again when the screen asks, and is told there.
        """
        if self._desk is not None:
            with suppress(Exception):
                _read_first_screen(self._desk)

    def _arrive(self, opened: Opened) -> None:
        self._then(opened)

    def _refuse(self, error: Exception) -> None:
        self._failed(error)


def open_and_look(folder: Path, *, sources: Sources) -> Opened:
    """Open a folder and say what the window needs of it; on the worker.

    Raises:
        StoreError: it does not open, or not even this can be read of it; the folder is free again.
    """
    return look_around(open_desk(folder, sources=sources), folder)


def look_around(
    desk: Desk,
    folder: Path,
    *,
    room: str = "",
    target: object = None,
    trouble: str = "",
    notice: str = "",
) -> Opened:
    """What the window needs of an open desk; ``room`` and ``target`` are where it begins.

    Raises:
        StoreError: not even this can be read; the desk is closed then.
    """
    try:
        month, commune = _opening_month(desk), profile(desk)
    except BaseException:
        # Or the rescue finds the folder in use, by this very program.
        desk.close()
        raise
    return Opened(
        desk=desk,
        folder=folder,
        month=month,
        commune=commune,
        room=room,
        target=target,
        trouble=trouble,
        notice=notice,
        rescue_unfinished=rescue_unfinished(folder),
    )


def _opening_month(desk: Desk) -> Period:
    """At a commune the oldest month that is not closed, at a superior the latest that is over."""
    if desk.role is Role.SUPERIOR:
        from desktop.actions.superior_month import month_to_receive

        return month_to_receive(desk)
    return opening_month(desk)


def _read_first_screen(desk: Desk) -> None:
    if desk.role is Role.SUPERIOR:
        from desktop.actions.superior_month import month_to_receive, superior_month

        superior_month(desk, month_to_receive(desk))
    else:
        read_ahead(desk)


def _drop(_result: object) -> None:
    """Nobody waits for this."""

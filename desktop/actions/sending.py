"""Sending a closed period: its file is made and kept here first, then written to a stick.

Written again it has the same bytes; see :mod:`desktop.actions.packages`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.log_facts import sent_facts
from desktop.actions.packages import (
    MadePackage,
    made_package,
    opened_by_sender,
    prepare_package,
)
from desktop.actions.periods import PeriodState
from desktop.actions.sent_periods import (
    Sendable,
    SendState,
    SentLine,
    history,
    is_first,
    sendable,
    sendable_periods,
)
from desktop.actions.targets import refuse_missing, wrong_target
from desktop.db import exchange_queries
from desktop.db.exchange_queries import SentCopy, SentPackage
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.exchange.errors import ExchangeError
from desktop.exchange.read_back import ReadBack
from desktop.exchange.reading import read_exchanged
from desktop.exchange.stick import Progress, check_on_stick, untold, write_to_stick
from desktop.exchange.stick_faults import StickNameTakenError
from desktop.exchange.stick_files import Cleaned, StickFile, clean, own_files
from desktop.files import FileIsFolderError

__all__ = [
    "MadePackage",
    "SendState",
    "Sendable",
    "SentFile",
    "SentLine",
    "check_again",
    "clean_stick",
    "history",
    "is_first",
    "our_files",
    "prepare_package",
    "send_period",
    "sendable",
    "sendable_periods",
    "write_package",
]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that lies on the stick whole and was read back: it may be pulled out.

    ``already_there``: it lay there from an earlier writing, and was checked and flushed.
    """

    made: MadePackage
    path: Path
    already_there: bool

    @property
    def package(self) -> SentPackage:
        """The package that the file is."""
        return self.made.package


def send_period(
    desk: Desk,
    period: Period,
    folder: Path,
    *,
    progress: Progress = untold,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome[SentFile]:
    """Makes the file of a closed period, or takes the one made before, and writes it to a folder.

    An open period is refused ("period_open_not_sent"), and so is the data folder itself.

    Raises:
        NotAllowedError, MovedAwayError: who sits here may not send; nothing was written.
        FileFaultError: the stick is in the way, typed after how; the file is kept here, and the
            same call goes on with it.
    """
    if problem := wrong_target(desk, folder):
        return refused(problem)
    made = prepare_package(desk, period)
    if made.value is None:
        return refused(*made.problems)
    sent = _write(desk, made.value, folder, progress, cancelled)
    return Outcome(sent.value, (), Changes(made.changes.kinds | sent.changes.kinds))


def write_package(
    desk: Desk,
    package_id: str,
    folder: Path,
    *,
    progress: Progress = untold,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome[SentFile]:
    """Writes a file that is kept here to a folder, reads it back and notes the copy.

    The bytes are those that are stored. Where other content or a folder lies under the name, which
    is never written over, the name gets the beginning of the package's identity behind it.

    Raises:
        NotAllowedError, MovedAwayError, FileFaultError: see :func:`send_period`.
    """
    package = exchange_queries.sent_package(desk.store, package_id)
    if package is None:
        return refused(Problem("package_unknown", "package"))
    if problem := wrong_target(desk, folder):
        return refused(problem)
    return _write(desk, made_package(desk, package, new=False), folder, progress, cancelled)


def _write(
    desk: Desk,
    made: MadePackage,
    folder: Path,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Outcome[SentFile]:
    # Before anything lies on the stick: the copy is noted after it was written.
    desk.require("send_package")
    refuse_missing(folder)
    package, folder = made.package, folder.absolute()
    data = exchange_queries.sent_content(desk.store, package.package_id)
    _clear_former_sealing(desk, package, folder, data)
    try:
        done = write_to_stick(
            folder, package.file_name, data, progress=progress, cancelled=cancelled
        )
    except (StickNameTakenError, FileIsFolderError):
        name = _other_name(package)
        done = write_to_stick(folder, name, data, progress=progress, cancelled=cancelled)
    changes = _note_copy(desk, package, done.path)
    return Outcome(SentFile(made, done.path, done.already_there), (), changes)


def check_again(
    desk: Desk, package_id: str, folder: Path, *, progress: Progress = untold
) -> ReadBack:
    """Reads a written file again after the stick was plugged in anew ("Kiểm tra lại USB").

    Raises:
        FileFaultError: the stick or the file is not there, or holds other bytes.
        KeyError: no such package.
    """
    package = exchange_queries.sent_package(desk.store, package_id)
    if package is None:
        raise KeyError(package_id)
    other = _other_name(package)
    name = other if (folder / other).is_file() else package.file_name
    return check_on_stick(folder, name, sha256=package.sha256, progress=progress)


def our_files(folder: Path) -> tuple[StickFile, ...]:
    """The files on a stick that the program wrote itself; foreign ones are not among them.

    Raises:
        FileFaultError: the stick is not there or cannot be read.
    """
    return own_files(folder)


def clean_stick(files: Iterable[StickFile]) -> Cleaned:
    """Takes files away that :func:`our_files` listed; what changed since stays."""
    return clean(files)


def _other_name(package: SentPackage) -> str:
    stem, dot, ending = package.file_name.rpartition(".")
    return f"{stem}_{package.package_id[:8]}{dot}{ending}"


def _clear_former_sealing(desk: Desk, package: SentPackage, folder: Path, data: bytes) -> None:
    """Takes the same package away where it lies as it was sealed before."""
    path = folder / package.file_name
    if not path.is_file() or path.stat().st_size > 2 * len(data) + 4096:
        return
    found = read_exchanged(path)
    if found == data:
        return
    try:
        if opened_by_sender(desk, package, found).package_id != package.package_id:
            return
    except ExchangeError:
        return
    clean(one for one in own_files(folder) if one.path == path)


def _note_copy(desk: Desk, package: SentPackage, path: Path) -> Changes:
    """Notes the copy; with a package's first one its period is on its way to the superior."""
    from desktop.db.exchange_saving import save_copy

    first = not exchange_queries.sent_copies(desk.store, package.package_id)
    now = desk.clock.now()
    with desk.writing(action="send_package", label=package.period, undoable=False) as write:
        write.say(**sent_facts(package))
        save_copy(write, SentCopy(desk.ids.new(), package.package_id, str(path), now))
        if first:
            write.put(
                "period_events",
                {
                    "id": desk.ids.new(),
                    "closing_id": package.closing_id,
                    "kind": PeriodState.SENT,
                    "at": now.isoformat(),
                    "officer": desk.officer,
                    "note": package.package_id,
                },
            )
    return Changes.of_tables(write.changed_tables)

"""Writing a finished file to a stick so that "it may be pulled out" is true when it is said.

The order: what lies there and whether there is room → a temporary name → write in pieces → flush →
close → read back from the device → give the name → open again, flush file and folder → written.
Torn out anywhere, the stick holds the whole file under its name or none, and the same call with
the same bytes finishes the work.
"""

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desktop.exchange.file_names import OURS
from desktop.exchange.read_back import ReadBack, ReadFrom, read_back
from desktop.exchange.stick_faults import (
    MIB,
    Stick,
    StickCancelledError,
    StickFailingError,
    StickFileMissingError,
    StickFullError,
    StickGoneError,
    StickNameTakenError,
    StickReadOnlyError,
    is_read_only,
    room_in,
)
from desktop.files import FileIsFolderError, flush_file, flush_folder

LEFTOVER = ".part"
"""Ends the temporary name; a file that bears it was never finished."""

_PIECE = 256 << 10
_FLUSH_EVERY = 8 * MIB
_SECTOR = 512
_NO_FOLDER_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})

Progress = Callable[[int, int], object]
"""Told how many bytes of how many are through; writing and reading back count once each."""


def untold(_done: int, _total: int) -> None:
    """Progress that nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that lies on the stick whole, durable and read back.

    ``already_there``: it was written before, and only checked and flushed now.
    """

    path: Path
    size: int
    sha256: str
    already_there: bool
    read_from: ReadFrom


def room_needed(size: int) -> int:
    """Bytes that must be free for a file of ``size`` bytes: twice the file and 1 MiB."""
    return 2 * size + MIB


def write_to_stick(
    folder: Path,
    name: str,
    data: bytes,
    *,
    progress: Progress = untold,
    cancelled: Callable[[], bool] = lambda: False,
    room: Callable[[Path], int] = room_in,
) -> Written:
    """Write ``data`` under ``name`` and return when it is safe to pull the stick out.

    Called again after a tear it resumes: the same bytes under the same name, whatever the tear
    left of them. ``cancelled`` is asked before every piece, up to the moment of naming.

    Raises:
        StickGoneError, StickReadOnlyError, StickFullError, StickFailingError: as their names say.
        StickNameTakenError: other content lies under the name. StickCancelledError: stopped.
        FileInUseError, FileIsFolderError, FileFaultError: as the system says it.
        ValueError: the name is none that the program gives.
    """
    if not OURS.fullmatch(name):
        raise ValueError(f"no name of ours: {name!r}")
    job = _Job(Stick.at(folder), folder / name, data, progress, cancelled)
    with job.stick.watched(job.target):
        return job.finish() if job.lies_there() else job.write(room)


def check_on_stick(
    folder: Path,
    name: str,
    *,
    sha256: str,
    progress: Progress = untold,
) -> ReadBack:
    """Read a written file again, after the stick was plugged in anew.

    Raises:
        StickGoneError: the stick is not there. StickFileMissingError: the file is not on it.
        StickFailingError: it holds other bytes or cannot be read.
    """
    stick, path = Stick.at(folder), folder / name
    with stick.watched(path):
        if not path.is_file():
            raise StickFileMissingError(path)
        size = path.stat().st_size
        found = read_back(path, progress=lambda done: progress(done, size))
    if found.sha256 != sha256:
        raise StickFailingError(path)
    return found


@dataclass(slots=True)
class _Job:
    stick: Stick
    target: Path
    data: bytes
    progress: Progress
    cancelled: Callable[[], bool]
    torn: bool = False

    @property
    def draft(self) -> Path:
        return self.target.with_name(self.target.name + LEFTOVER)

    def lies_there(self) -> bool:
        """Whether the same bytes lie under the name; a torn remainder of them may be replaced."""
        if self.target.is_dir():
            raise FileIsFolderError(self.target)
        if not self.target.exists():
            return False
        with self.target.open("rb") as file:
            found = file.read(len(self.data) + 1)
        if found == self.data:
            return True
        if not is_remainder(found, self.data):
            raise StickNameTakenError(self.target)
        self.torn = True
        return False

    def write(self, room: Callable[[Path], int]) -> Written:
        self._check(room)
        try:
            self._fill()
            found = self._same(self.draft)
            self._stop_if_asked()
            self._name()
        except BaseException:
            # A stick that is gone keeps its piece; the next writing takes it away.
            with contextlib.suppress(OSError):
                self.draft.unlink(missing_ok=True)
            raise
        self._settle()
        return self._written(found, already_there=False)

    def finish(self) -> Written:
        """The bytes lie there already: an earlier tear may have come before the last flush."""
        self._settle()
        found = self._same(self.target)
        with contextlib.suppress(OSError):
            self.draft.unlink(missing_ok=True)
        return self._written(found, already_there=True)

    def _written(self, found: ReadBack, *, already_there: bool) -> Written:
        if not self.stick.is_there():
            raise StickGoneError(self.target)
        return Written(self.target, found.size, found.sha256, already_there, found.source)

    def _check(self, room: Callable[[Path], int]) -> None:
        folder = self.stick.folder
        if is_read_only(folder):
            raise StickReadOnlyError(folder)
        self.draft.unlink(missing_ok=True)
        needed, free = room_needed(len(self.data)), room(folder)
        if free < needed:
            raise StickFullError(folder, needed=needed, free=free)

    def _fill(self) -> None:
        total, done, flushed = len(self.data), 0, 0
        with memoryview(self.data) as view, self.draft.open("xb", buffering=0) as file:
            while done < total:
                self._stop_if_asked()
                done += file.write(view[done : done + _PIECE])
                if done - flushed >= _FLUSH_EVERY:
                    # Otherwise the bar stands at its end while the system still writes.
                    os.fsync(file.fileno())
                    flushed = done
                self.progress(done, 2 * total)
            os.fsync(file.fileno())

    def _same(self, path: Path) -> ReadBack:
        total = len(self.data)
        found = read_back(path, progress=lambda done: self.progress(total + done, 2 * total))
        if found.sha256 != sha256(self.data).hexdigest():
            raise StickFailingError(self.target)
        return found

    def _name(self) -> None:
        if not self.stick.is_there():
            raise StickGoneError(self.target)
        if self.torn:
            self.draft.replace(self.target)
        elif self.target.exists():
            raise StickNameTakenError(self.target)
        else:
            self.draft.rename(self.target)

    def _settle(self) -> None:
        # Windows makes a name durable with the file that was opened by it.
        flush_file(self.target)
        try:
            flush_folder(self.target.parent)
        except OSError as error:
            if error.errno not in _NO_FOLDER_FLUSH:
                raise
            getattr(os, "sync", int)()  # all drives, where one folder cannot be asked

    def _stop_if_asked(self) -> None:
        if self.cancelled():
            raise StickCancelledError(self.target)


def is_remainder(found: bytes, wanted: bytes) -> bool:
    """Whether ``found`` is what a tear leaves of ``wanted``: its sectors, or empty ones in place.

    A stick that says "flushed" before it is can lose sectors of a named file.
    """
    if len(found) > len(wanted):
        return False
    for start in range(0, len(found), _SECTOR):
        piece = found[start : start + _SECTOR]
        empty = not piece.strip(b"\x00") or not piece.strip(b"\xff")
        if not empty and piece != wanted[start : start + len(piece)]:
            return False
    return True

"""What can go wrong with a stick, told apart: gone, full, read-only, failing, name taken, stopped.

Two errors of the system may mean the same and one may mean several: a stick that was pulled out
answers as a failing one does. So the place itself is asked whether it is still there.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.files import (
    FAILING,
    GONE,
    WINDOWS_FAILING,
    WINDOWS_GONE,
    FileFaultError,
    FileFullError,
    FileReadOnlyError,
    FileUnverifiedError,
    fault_of,
)

MIB = 1 << 20


class StickGoneError(FileFaultError):
    """The stick or folder is not there, or was pulled out; the data of the program are whole."""

    code = "stick_gone"


class StickFullError(FileFullError):
    """Too little room: ``needed`` and ``free`` in MiB, rounded so that they never look equal.

    Where there is room and the system takes no more all the same, as with a full root folder or a
    quota, ``free`` is not less than ``needed``.
    """

    code = "stick_full"

    def __init__(self, path: Path, *, needed: int, free: int) -> None:
        super().__init__(path)
        self.details |= {"needed": str(-(-needed // MIB)), "free": str(free // MIB)}


class StickReadOnlyError(FileReadOnlyError):
    """The stick is locked against writing, or this user may not write there."""

    code = "stick_read_only"


class StickFailingError(FileUnverifiedError):
    """The stick gives errors or other bytes than were written: it cannot be relied on."""

    code = "stick_failing"


class StickNameTakenError(FileFaultError):
    """A file of the same name and other content lies there; it is never written over."""

    code = "stick_name_taken"


class StickFileMissingError(FileFaultError):
    """The stick is there, and the file that was written to it is not."""

    code = "stick_file_missing"


class StickCancelledError(FileFaultError):
    """The officer stopped the writing; nothing of it lies on the stick."""

    code = "stick_cancelled"


_DEVICES = Path("/sys/dev/block")


@dataclass(frozen=True, slots=True)
class Stick:
    """A folder on a stick, and the device it lay on when the work began."""

    folder: Path
    device: int

    @classmethod
    def at(cls, folder: Path) -> "Stick":
        """The stick on which a folder lies now.

        Raises:
            StickGoneError: no such folder.
        """
        try:
            found = folder.stat()
            if not folder.is_dir():
                raise StickGoneError(folder)
        except OSError as error:
            raise StickGoneError(folder, error.strerror or "") from error
        return cls(folder, found.st_dev)

    def is_there(self) -> bool:
        """Whether the same device is still plugged in and answers at this folder.

        An empty folder that a pulled-out stick leaves behind lies on another device.
        """
        try:
            if self.folder.stat().st_dev != self.device:
                return False
            shutil.disk_usage(self.folder)
        except OSError:
            return False
        return _is_plugged_in(self.device)

    @contextmanager
    def watched(self, path: Path) -> Iterator[None]:
        """Every error of the system inside becomes a typed fault of the stick."""
        try:
            yield
        except OSError as error:
            raise self.fault(error, path) from error

    def fault(self, error: OSError, path: Path) -> FileFaultError:
        """The typed fault for an error met on this stick."""
        windows, reason = getattr(error, "winerror", None), error.strerror or ""
        if windows in WINDOWS_GONE or error.errno in GONE or not self.is_there():
            return StickGoneError(path, reason)
        if windows in WINDOWS_FAILING or error.errno in FAILING:
            return StickFailingError(path, reason)
        usual = fault_of(error, path)
        if isinstance(usual, FileFullError):
            return StickFullError(path, needed=MIB, free=room_in(self.folder))
        if isinstance(usual, FileReadOnlyError):
            return StickReadOnlyError(path, reason)
        return usual


def room_in(folder: Path) -> int:
    """Free bytes where a folder lies; 0 when it cannot be told."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def is_read_only(folder: Path) -> bool:
    """Whether nothing can be written to a folder, as far as the system tells beforehand."""
    if not os.access(folder, os.W_OK):
        return True
    return sys.platform != "win32" and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _is_plugged_in(device: int) -> bool:
    """Linux keeps a pulled-out stick mounted for a while, and its device is gone already.

    Where the list of devices is not shown, as in a bare container, nothing can be told by it.
    """
    if sys.platform != "linux" or os.major(device) == 0 or not _DEVICES.is_dir():
        return True
    return (_DEVICES / f"{os.major(device)}:{os.minor(device)}").exists()

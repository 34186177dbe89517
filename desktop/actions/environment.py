"""The one place that tells what the machine does from what the program does wrong.

A fault of the environment has a code with sentences: what happened, what it means, what to do.
Everything else is an error of the program's own and belongs into a crash report.
"""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.actions.terms import STOPPING
from desktop.db import engine
from desktop.db.errors import StoreError, primary_code, store_error_of
from desktop.files import FileFaultError, ProgramFileError, fault_of
from desktop.sheets.errors import SheetError

_OF_DISK = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV})
_OF_NETWORK = frozenset(
    {errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH}
    | {errno.ECONNRESET, errno.ECONNABORTED, errno.ECONNREFUSED, errno.ENOTCONN, errno.ESTALE}
)
_OF_FILES = frozenset({errno.EMFILE, errno.ENFILE})
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY, errno.EAGAIN, errno.EDEADLK})
_OWN = frozenset({errno.EBADF, errno.EFAULT, errno.EDOM, errno.ERANGE, errno.ENOTTY, errno.ECHILD})
"""A handle that was closed, an address outside: nothing that a machine does by itself."""
_WINDOWS = {
    **dict.fromkeys((19, 21, 23, 27, 29, 30, 31, 483, 1006, 1110, 1117, 1167), "disk_fails"),
    **dict.fromkeys((51, 53, 54, 55, 59, 64, 67, 121, 1222, 1231), "network_gone"),
    **dict.fromkeys((8, 14, 1450, 1455), "memory_full"),
    **dict.fromkeys((4,), "too_many_files"),
    **dict.fromkeys((123, 161), "file_name_refused"),
}
"""Codes of Windows, as its list of system errors numbers them."""
_STORE_TOLD = frozenset({5, 6, 7, 8, 10, 11, 13, 14, 22, 23, 26})
"""Of SQLite: busy, locked, no memory, read-only, I/O, corrupt, full, cannot open, too large,
not allowed, not a database. The others say that a statement of ours is wrong."""
_NO_MEMORY = 7


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way: its code and the details of its sentence."""

    code: str
    details: Mapping[str, str]
    of_sheet: bool = False


def environment_fault(error: BaseException) -> Fault | None:
    """The fault of machine, file or input that an error stands for; none for an error of our own.

    Errors that our rooms typed carry their code. One of the system or of the engine that comes
    through untyped is told by its number.
    """
    if isinstance(error, STOPPING):
        if type(error) is StoreError and _is_own(error.__cause__):
            return None
        return Fault(error.code, error.details, of_sheet=isinstance(error, SheetError))
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, MemoryError):
        return Fault("memory_full", {})
    if isinstance(error, ImportError):
        return _of_file(ProgramFileError(Path(error.path or error.name or "")))
    if isinstance(error, engine.EngineError) and not _is_own(error):
        if primary_code(error) == _NO_MEMORY:
            return Fault("memory_full", {})
        told = store_error_of(error, folder=Path())
        return Fault(told.code, {"reason": str(error)})
    return None


def _is_own(error: BaseException | None) -> bool:
    """Whether the engine complains of a statement of ours."""
    return isinstance(error, engine.EngineError) and primary_code(error) not in _STORE_TOLD


def _of_system(error: OSError) -> Fault | None:
    place = Path(error.filename) if isinstance(error.filename, str) else Path()
    windows = getattr(error, "winerror", None)
    if error.errno is None:
        # What the program ships says so without a number; anything else is no word of a system.
        missing = isinstance(error, FileNotFoundError)
        return _of_file(ProgramFileError(Path(str(error)))) if missing else None
    code = _WINDOWS.get(windows, "") if windows is not None else _code_of(error.errno)
    if code:
        return Fault(code, {"path": str(place), "reason": error.strerror or ""})
    return None if error.errno in _OWN and windows is None else _of_file(fault_of(error, place))


def _code_of(number: int) -> str:
    codes = {
        **dict.fromkeys(_OF_DISK, "disk_fails"),
        **dict.fromkeys(_OF_NETWORK, "network_gone"),
        **dict.fromkeys(_OF_FILES, "too_many_files"),
        **dict.fromkeys(_BUSY, "file_in_use"),
        errno.ENOMEM: "memory_full",
        errno.EILSEQ: "file_name_refused",
    }
    return codes.get(number, "")


def _of_file(fault: FileFaultError) -> Fault:
    return Fault(fault.code, fault.details)

"""Files that are whole or absent: written beside their place, flushed, read back, then moved in.

A file that cannot be finished leaves nothing behind and the one it should replace untouched.
One that may not be written to is not replaced either; what replaces another has its permissions.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from desktop.paths import takes_any_system

_CHUNK = 1 << 20
_LONGEST_NAME = 255
"""Bytes of a file's name that every system takes."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
_TOO_LONG = frozenset({errno.ENAMETOOLONG})
GONE = frozenset(
    {errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN}
    | {getattr(errno, name) for name in ("ENOMEDIUM", "ESHUTDOWN") if hasattr(errno, name)}
)
FAILING = frozenset(
    {errno.EIO}
    | {getattr(errno, name) for name in ("EUCLEAN", "EREMOTEIO", "EBADMSG") if hasattr(errno, name)}
)
# Windows' own numbers: not ready, wrong disk, gone from the net, altered from outside, not
# connected, no medium, removed.
WINDOWS_GONE = frozenset({3, 15, 20, 21, 34, 55, 433, 1006, 1112, 1167, 1617})
# Checksum, seek, sector, write, read, timeout, hardware, unknown volume, device, damaged folder.
WINDOWS_FAILING = frozenset({23, 25, 27, 29, 30, 121, 483, 1005, 1117, 1392, 1393})
_WINDOWS_IN_USE = frozenset({32, 33})
_WINDOWS_FULL = frozenset({39, 112})


class FileFaultError(Exception):
    """A file could not be written or read; ``code`` is stable, ``details`` fill a sentence."""

    code = "file_fault"

    def __init__(self, path: Path, reason: str = "") -> None:
        super().__init__(f"{self.code}: {path} {reason}".rstrip())
        self.path = path
        self.details = {"path": str(path), "name": path.name, "reason": reason}


class FileFullError(FileFaultError):
    """No room is left on the disk or stick."""

    code = "disk_full"


class FileReadOnlyError(FileFaultError):
    """The place may not be written to."""

    code = "folder_read_only"


class FileProtectedError(FileReadOnlyError):
    """The file that is there may not be written to, so it is not replaced."""

    code = "file_read_only"


class FileInUseError(FileFaultError):
    """Another program holds the file open (Windows alone refuses then)."""

    code = "file_in_use"


class FileMissingError(FileFaultError):
    """The file or its folder is not there."""

    code = "file_missing"


class FileDeviceError(FileFaultError):
    """The disk or stick itself does not answer: it is failing, or was pulled out."""

    code = "device_failing"


class FileIsFolderError(FileFaultError):
    """A folder has the name that the file should have."""

    code = "file_is_folder"


class FileNameTooLongError(FileFaultError):
    """The system takes no name of this length."""

    code = "file_name_too_long"


class FileNameRefusedError(FileFaultError):
    """Not every system takes a file of this name, or its name hides what it is."""

    code = "file_name_refused"


class ProgramFileError(FileFaultError):
    """A file that belongs to the program is missing or damaged; the data are not touched."""

    code = "program_file_damaged"


class FileUnverifiedError(FileFaultError):
    """What was read back differs from what was written: the disk or stick is failing."""

    code = "file_unverified"


def fault_of(error: OSError, path: Path) -> FileFaultError:
    """Return the typed fault for an error of the system met at ``path``."""
    windows = getattr(error, "winerror", None)
    reason = error.strerror or ""
    if windows in _WINDOWS_IN_USE:
        return FileInUseError(path, reason)
    if windows in _WINDOWS_FULL or error.errno in _FULL:
        return FileFullError(path, reason)
    if error.errno in _READ_ONLY:
        return FileReadOnlyError(path, reason)
    if error.errno == errno.EISDIR:
        return FileIsFolderError(path, reason)
    if error.errno in _TOO_LONG:
        return FileNameTooLongError(path, reason)
    if error.errno in _MISSING:
        return FileMissingError(path, reason)
    if windows in (WINDOWS_GONE | WINDOWS_FAILING) or error.errno in (GONE | FAILING):
        return FileDeviceError(path, reason)
    return FileFaultError(path, reason)


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all; an older file there is replaced.

    A link is followed: it goes on leading to the file that is written.

    Raises:
        FileFullError: no room. FileReadOnlyError: not allowed; FileProtectedError: the
        file there is to be kept as it is. FileInUseError: open elsewhere.
        FileMissingError: the folder does not exist. FileUnverifiedError: read back otherwise.
        FileIsFolderError, FileNameTooLongError, FileNameRefusedError: the name cannot be that of
        a file on every system.
    """
    _refuse_name(path)
    # Not small, and reading needs none: imported at the first write.
    from hashlib import sha256

    _place(path, digest=sha256(data).digest(), fill=lambda file: _write_all(file, data))


def write_keeping(path: Path, data: bytes, *, name: Callable[[str, int], str]) -> Path | None:
    """Write ``data`` to ``path``; a file of other content there is kept, and its place returned.

    ``name`` gives, for the file's name and 1, 2, 3 …, the names to keep it under: the first that
    no file bears is taken.

    Raises:
        FileFaultError: as :func:`write_file`; the file that was there is under one of the names.
    """
    _refuse_name(path)
    from hashlib import sha256

    digest, kept = sha256(data).digest(), list[Path]()

    def keep(target: Path) -> None:
        if target.is_file() and _digest(target) != digest:
            kept.append(_set_aside(target, name))

    try:
        _place(path, digest=digest, fill=lambda file: _write_all(file, data), before=keep)
    except FileFaultError:
        # What could not be replaced stands under its own name still: its second one goes.
        if kept and kept[0].exists() and path.exists() and kept[0].samefile(path):
            kept[0].unlink()
        raise
    return kept[0] if kept else None


def free_place(place: Path) -> Path:
    """A place that no file has: nobody was asked whether that one may be replaced."""
    number, found = 2, place
    while os.path.lexists(found):
        found = place.with_name(f"{place.stem} ({number}){place.suffix}")
        number += 1
    return found


def with_ending(place: Path, ending: str) -> Path:
    """A place whose name ends as its kind does; where that changes it, one that no file has."""
    if place.suffix.lower() == ending:
        return place
    return free_place(place.with_name(f"{place.name}{ending}"))


def copy_file(source: Path, target: Path) -> str:
    """Copy a file, whole or not at all, and return the SHA-256 of its bytes in hexadecimal.

    Raises:
        FileFaultError: as :func:`write_file`; FileMissingError when the source is not there.
    """
    _refuse_name(target)
    try:
        digest = _digest(source)
    except OSError as error:
        raise fault_of(error, source) from error

    def fill(file: BinaryIO) -> None:
        with source.open("rb") as origin:
            shutil.copyfileobj(origin, file, _CHUNK)

    _place(target, digest=digest, fill=fill)
    return digest.hex()


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        FileFaultError: typed after what the system said.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise fault_of(error, path) from error


def make_folder(path: Path) -> None:
    """Make a folder with its parents, durably; one that exists is left as it is.

    Raises:
        FileFaultError: typed after what the system said.
    """
    try:
        new = [one for one in (path, *path.parents) if not one.exists()]
        path.mkdir(parents=True, exist_ok=True)
        for one in new:
            flush_folder(one.parent)
    except OSError as error:
        raise fault_of(error, path) from error


def move_file(source: Path, target: Path) -> None:
    """Give a finished file its name in the same drive, and flush the folder.

    Raises:
        FileFaultError: typed after what the system said.
    """
    try:
        source.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise fault_of(error, target) from error


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself and cannot be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file(path: Path) -> None:
    """Make the bytes of a file that another library wrote durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _refuse_name(path: Path) -> None:
    """Windows calls a folder in the file's place forbidden, which leads astray."""
    if not takes_any_system(path.name):
        raise FileNameRefusedError(path)
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise fault_of(error, path) from error
    if is_folder:
        raise FileIsFolderError(path)


def _place(
    path: Path,
    *,
    digest: bytes,
    fill: Callable[[BinaryIO], None],
    before: Callable[[Path], None] | None = None,
) -> None:
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    draft = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
    try:
        mode = _replaceable(target)
        with draft.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        if _digest(draft) != digest:
            raise FileUnverifiedError(path)
        if mode is not None:
            _keep_mode(draft, mode)
        if before is not None:
            before(target)
        draft.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise fault_of(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _set_aside(target: Path, name: Callable[[str, int], str]) -> Path:
    """Give a file another name beside its own; it has both until its own is given away."""
    number = 0
    while True:
        number += 1
        place = target.with_name(_fitting(target.name, number, name))
        try:
            place.hardlink_to(target)
        except FileExistsError:
            continue
        except OSError:
            # Disks of sticks know one name a file only.
            if os.path.lexists(place):
                continue
            target.rename(place)
        return place


def _fitting(name: str, number: int, make: Callable[[str, int], str]) -> str:
    """The made name, of a beginning short enough that systems take it."""
    whole = Path(name)
    stem = whole.stem
    while len(os.fsencode(made := make(f"{stem}{whole.suffix}", number))) > _LONGEST_NAME:
        stem = stem[:-1]
    return made


def _replaceable(target: Path) -> int | None:
    """The permissions of the file that is there, none where none is; one to be kept is refused.

    Giving another file its name asks for the folder's permission alone, so the file is asked.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    try:
        os.close(os.open(target, os.O_WRONLY))
    except PermissionError as error:
        fault = fault_of(error, target)
        raise fault if isinstance(fault, FileInUseError) else FileProtectedError(target) from error
    return stat.S_IMODE(found.st_mode)


def _keep_mode(draft: Path, mode: int) -> None:
    """Give a file the permissions of the one that it replaces, where the disk knows any."""
    with contextlib.suppress(PermissionError):
        draft.chmod(mode)


def _write_all(file: BinaryIO, data: bytes) -> None:
    file.write(data)


def _digest(path: Path) -> bytes:
    from hashlib import file_digest

    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()

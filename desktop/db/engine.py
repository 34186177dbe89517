"""Connections to the encrypted file: key, pragmas in their order, the lock, the engine's age."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlcipher3 import _sqlite3, dbapi2

from desktop.db.errors import (
    EngineTooOldError,
    FolderReadOnlyError,
    StoreBrokenError,
    StoreError,
    store_error_of,
)
from desktop.db.wiping import hexadecimal, wipe

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

# Older engines could corrupt a store when its write-ahead log was reset.
ENGINE_FLOOR = (3, 51, 3)
APPLICATION_ID = 0x53313338
EngineError = dbapi2.Error

_BEFORE_LOCK = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    # Exclusive before the log is switched on: then no shared-memory file is needed.
    "PRAGMA locking_mode=EXCLUSIVE",
    # EXTRA must stand before the log is switched on to survive every power cut.
    "PRAGMA synchronous=EXTRA",
)
_TAKE_LOCK = ("PRAGMA journal_mode=WAL", "BEGIN IMMEDIATE", "COMMIT")
_AFTER_LOCK = (
    "PRAGMA wal_autocheckpoint=2000",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)


def connect(path: Path, data_key: bytes) -> "Connection":
    """Open the encrypted file for this program alone; a file that is absent is made.

    Raises:
        StoreInUseError: another program has it open; said at once.
        StoreDamagedError: the first page fails its check under this key.
        FolderReadOnlyError, DiskFullError: the folder cannot be written to.
        EngineTooOldError: the engine is older than :data:`ENGINE_FLOOR`.
    """
    refuse_old_engine(dbapi2.sqlite_version_info)
    connection = _keyed(path, data_key)
    try:
        return _prepare(connection, (*_BEFORE_LOCK, *_TAKE_LOCK, *_AFTER_LOCK), folder=path.parent)
    except StoreBrokenError as error:
        # The engine calls a file that it may not write to an I/O error.
        if _may_write(path):
            raise
        raise FolderReadOnlyError(folder=str(path.parent)) from error


def connect_single_file(path: Path, data_key: bytes) -> "Connection":
    """Open a copy of a store that must stay one file: no write-ahead log.

    Raises:
        StoreDamagedError: it fails its check under this key.
    """
    refuse_old_engine(dbapi2.sqlite_version_info)
    steps = (*_BEFORE_LOCK, "PRAGMA journal_mode=DELETE", "SELECT count(*) FROM sqlite_schema")
    return _prepare(_keyed(path, data_key), steps, folder=path.parent)


def opens(path: Path, data_key: bytes) -> bool:
    """Whether a key opens a copy so far that its tables are known."""
    try:
        connect_single_file(path, data_key).close()
    except StoreError:
        return False
    return True


def connect_target(path: Path, data_key: bytes, *, salt: bytes = b"") -> "Connection":
    """A connection to an empty file that a backup is copied into, under a ``salt`` of its own."""
    return _keyed(path, data_key, salt=salt)


def refuse_old_engine(version: tuple[int, ...]) -> None:
    """Refuse an engine that is not safe.

    Raises:
        EngineTooOldError: with the version found and the one needed.
    """
    if version < ENGINE_FLOOR:
        raise EngineTooOldError(
            found=".".join(map(str, version)), needed=".".join(map(str, ENGINE_FLOOR))
        )


def engine_version() -> str:
    """The versions of the engine and of its encryption, for whoever helps."""
    connection = dbapi2.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return f"{dbapi2.sqlite_version} / SQLCipher {row[0] if row else '?'}"


def is_in_use(path: Path) -> bool:
    """Whether another program has the file open; needs no key and changes nothing."""
    connection = dbapi2.connect(f"{_uri(path)}?mode=ro", uri=True, timeout=0)
    try:
        _silence(connection)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except dbapi2.Error as error:
        return store_error_of(error, folder=path.parent).code == "store_in_use"
    finally:
        connection.close()
    return False


def integrity_faults(connection: "Connection") -> tuple[str, ...]:
    """What the page check, the structure check and the reference check find; empty when sound."""
    faults: list[str] = []
    # The page check reads the file alone. After a power cut in the middle of a checkpoint the
    # file has torn pages whose whole versions lie in the log: bring them in before looking.
    with contextlib.suppress(dbapi2.Error):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    try:
        for pragma in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
            rows = connection.execute(f"PRAGMA {pragma}").fetchall()
            faults.extend(f"{pragma}: {row}" for row in rows if row != ("ok",))
            if faults:
                break
    except dbapi2.Error as error:
        faults.append(str(error))
    return tuple(faults)


def table_names(connection: "Connection") -> tuple[str, ...]:
    """The tables of a store, the one that describes them first."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return ("sqlite_schema", *(str(row[0]) for row in rows.fetchall()))


def page_faults(connection: "Connection") -> tuple[str, ...]:
    """What the page check finds in the file, its log brought in; empty when every page is sound."""
    with contextlib.suppress(dbapi2.Error):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return _said_by(connection, "cipher_integrity_check")


_NOT_READ = "error reading"
"""How the page check begins to say that the disk gave no page, where others fail their proof."""


def could_not_read(faults: Iterable[str]) -> bool:
    """Whether what a check found is the disk's: it could not read the file to judge it."""
    return any(_NOT_READ in one for one in faults)


def only_not_read(connection: "Connection", path: Path, data_key: bytes) -> bool:
    """Whether what the engine called damage was a disk that did not give a page.

    The engine has one code for both, and decrypts nothing more on a connection that met either.
    Looked at anew, and nothing being written for it, a file that is damaged shows it; one of a
    failing disk is sound by now, or cannot be read.
    """
    if faults := _said_by(connection, "cipher_integrity_check"):
        return could_not_read(faults)
    # Beside the lock, which this program holds: nobody writes meanwhile.
    anew = dbapi2.connect(f"{_uri(path)}?immutable=1", uri=True, isolation_level=None, timeout=0)
    try:
        _silence(anew)
        _give_key(anew, data_key, b"")
        return not _said_by(anew, "integrity_check")
    finally:
        anew.close()


def table_faults(connection: "Connection", table: str) -> tuple[str, ...]:
    """What the structure check and the reference check find in one table and its indexes."""
    found = _said_by(connection, f"integrity_check('{table}')")
    return found or _said_by(connection, f"foreign_key_check('{table}')")


def _said_by(connection: "Connection", pragma: str) -> tuple[str, ...]:
    try:
        rows = connection.execute(f"PRAGMA {pragma}").fetchall()
    except dbapi2.Error as error:
        return (str(error),)
    return tuple(f"{pragma}: {row}" for row in rows if row != ("ok",))


def _keyed(path: Path, data_key: bytes, *, salt: bytes = b"") -> "Connection":
    try:
        # isolation_level None: transactions are begun and ended by us alone.
        connection = dbapi2.connect(
            str(path), isolation_level=None, timeout=0, check_same_thread=False
        )
    except dbapi2.Error as error:
        raise store_error_of(error, folder=path.parent) from error
    _silence(connection)
    _give_key(connection, data_key, salt)
    return connection


def _give_key(connection: "Connection", data_key: bytes, salt: bytes) -> None:
    """Hand the raw key over without a statement: the engine and its binding keep copies of those.

    Where the binding hides the engine's own call, a script does it: it is kept in no cache.
    """
    said = bytearray(b"x'") + hexadecimal(data_key) + hexadecimal(salt) + b"'"
    try:
        if not _by_call(connection, said):
            connection.executescript(f'PRAGMA key="{said.decode("ascii")}"')
    finally:
        wipe(said)


def _by_call(connection: "Connection", said: bytearray) -> bool:
    import ctypes

    try:
        give = ctypes.CDLL(_sqlite3.__file__).sqlite3_key
    except (AttributeError, OSError):
        return False
    # The engine's handle is the first thing in the binding's object.
    handle = ctypes.c_void_p.from_address(id(connection) + object.__basicsize__)
    buffer = (ctypes.c_char * len(said)).from_buffer(said)
    give.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    return bool(give(handle, ctypes.addressof(buffer), len(said)) == 0)


def _silence(connection: "Connection") -> None:
    """Keep the engine's own log lines off the standard error of the command line."""
    connection.execute("PRAGMA cipher_log_level=NONE")


def _prepare(connection: "Connection", steps: tuple[str, ...], *, folder: Path) -> "Connection":
    try:
        for step in steps:
            connection.execute(step).fetchall()
    except dbapi2.Error as error:
        with contextlib.suppress(dbapi2.Error):
            connection.close()
        raise store_error_of(error, folder=folder) from error
    return connection


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _uri(path: Path) -> str:
    place = path.absolute().as_posix()
    return "file://" + quote(place if place.startswith("/") else f"/{place}")

"""Bringing an older store up to date: a copy takes the steps, proves itself and takes its place.

The older file stays in force, and locked, until the copy has been checked and flushed; then one
renaming puts the copy in its place. Cut short anywhere, the old store opens or the new one.
What stood there is kept among what was replaced: an older program restores it from there.
"""

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine
from desktop.db.backup_copy import read_held
from desktop.db.backup_info import BackupInfo, write_info
from desktop.db.errors import (
    DiskFullError,
    StoreDamagedError,
    StoreError,
    UpgradeFailedError,
    store_error_of,
    store_error_of_file,
)
from desktop.db.layout import STORE_NAME, Layout, old_version, with_journals
from desktop.db.migrations import migrate, rewritten_since
from desktop.files import FileFaultError, copy_file, fault_of, flush_file, make_folder, move_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

BEFORE_UPGRADE = "before_upgrade"
"""The reason of what an upgrade put aside."""
Proof = Callable[["Connection"], object]
"""Is given the upgraded copy, to read; what it raises gives the upgrade up."""
Content = dict[str, tuple[tuple[str, ...], int, int]]
"""By table: the columns, how many rows, and a sum over all of them."""
_SPARE_BYTES = 1 << 20
_COPIES = 2
_OF_THE_STEPS = frozenset({"_sqlite_migrations"})
_OF_A_STEP = frozenset({"row_refused", "store_error"})
"""What a step that does not fit the rows ends with; every other error is the disk's."""


@dataclass(frozen=True, slots=True)
class Older:
    """A store of an older schema, open and locked, and the moment of its upgrade."""

    layout: Layout
    connection: "Connection"
    data_key: bytes
    at: datetime


def upgrade(older: Older, *, proof: Proof | None = None) -> None:
    """Put an upgraded copy in the place of an older store; its connection is closed then.

    Raises:
        UpgradeFailedError: the copy does not hold what the store holds; nothing was changed.
        DiskFullError, FolderReadOnlyError, StoreBrokenError: the old store is in force.
    """
    layout = older.layout
    try:
        _refuse_small_disk(older)
        _clear(layout.upgrading)
        _copy(older, layout.upgrading)
        _bring_up_to_date(older, proof)
        flush_file(layout.upgrading)
        _keep(older)
        _swap(older)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    except OSError as error:
        raise store_error_of_file(fault_of(error, layout.folder)) from error
    except engine.EngineError as error:
        raise store_error_of(error, folder=layout.folder) from error
    finally:
        with contextlib.suppress(OSError):
            _clear(layout.upgrading)


def content(connection: "Connection", of: Content | None = None) -> Content:
    """What every table holds; with ``of`` the same tables and columns, where they are there."""
    wanted = of if of is not None else dict.fromkeys(_tables(connection), ((), 0, 0))
    found: Content = {}
    for table, (columns, _count, _sum) in wanted.items():
        there = _columns(connection, table)
        if there and set(columns) <= set(there):
            found[table] = _held(connection, table, columns or there)
    return found


def _tables(connection: "Connection") -> list[str]:
    return [one for one in engine.table_names(connection) if not one.startswith("sqlite_")]


def _columns(connection: "Connection", table: str) -> tuple[str, ...]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    return tuple(str(row[0]) for row in rows)


def _held(
    connection: "Connection", table: str, columns: tuple[str, ...]
) -> tuple[tuple[str, ...], int, int]:
    count, together = 0, 0
    # The names are the schema's own.
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
    for row in rows:
        count += 1
        # A sum, so that the order in which rows lie does not matter.
        together += int.from_bytes(sha256(repr(row).encode("utf-8", "surrogatepass")).digest())
    return columns, count, together


def _refuse_small_disk(older: Older) -> None:
    held = sum(one.stat().st_size for one in with_journals(older.layout.store) if one.exists())
    free, needed = shutil.disk_usage(older.layout.folder).free, _COPIES * held + _SPARE_BYTES
    if free < needed:
        raise DiskFullError(path=str(older.layout.folder), needed=str(needed), free=str(free))


def _clear(path: Path) -> None:
    for one in with_journals(path):
        one.unlink(missing_ok=True)


def _copy(older: Older, path: Path) -> None:
    target = engine.connect_target(path, older.data_key)
    try:
        older.connection.backup(target)
    finally:
        target.close()


def _bring_up_to_date(older: Older, proof: Proof | None) -> None:
    copy = engine.connect_single_file(older.layout.upgrading, older.data_key)
    try:
        _refuse_faults(older, copy)
        version = int(copy.execute("PRAGMA user_version").fetchone()[0])
        before = content(older.connection)
        _take_steps(older, copy)
        _refuse_faults(older, copy)
        _refuse_losses(older, copy, before, version)
        if proof is not None:
            copy.execute("PRAGMA query_only=ON")
            _prove(older, copy, proof)
    finally:
        copy.close()


def _take_steps(older: Older, copy: "Connection") -> None:
    try:
        migrate(copy)
    except engine.EngineError as error:
        found = store_error_of(error, folder=older.layout.folder)
        if found.code not in _OF_A_STEP:
            raise
        raise _failed(older, str(error)) from error
    except Exception as error:
        raise _failed(older, type(error).__name__) from error


def _failed(older: Older, reason: str) -> UpgradeFailedError:
    return UpgradeFailedError(folder=str(older.layout.folder), reason=reason)


def _refuse_faults(older: Older, copy: "Connection") -> None:
    """Copying ends without a word on any error: whatever was copied is checked."""
    if not (faults := engine.integrity_faults(copy)):
        return
    if own := engine.integrity_faults(older.connection):
        raise StoreDamagedError(folder=str(older.layout.folder), reason=own[0])
    raise _failed(older, faults[0])


def _refuse_losses(older: Older, copy: "Connection", before: Content, version: int) -> None:
    after = content(copy, before)
    for table in sorted(before.keys() - rewritten_since(version) - _OF_THE_STEPS):
        if after.get(table) != before[table]:
            rows = after[table][1] if table in after else 0
            reason = f"{table}: {before[table][1]} rows, {rows} after"
            raise _failed(older, reason)


def _prove(older: Older, upgraded: "Connection", proof: Proof) -> None:
    try:
        proof(upgraded)
    except StoreError:
        raise
    except Exception as error:
        # Whatever stumbles over the upgraded data now would stumble in the window.
        raise _failed(older, type(error).__name__) from error


def _keep(older: Older) -> None:
    """Keep the store that is about to be replaced, with its key, in a folder of its own."""
    layout, at = older.layout, older.at.astimezone(UTC)
    place = _free_place(layout, f"{at:%Y%m%d-%H%M%S}")
    try:
        make_folder(place)
        for path in (layout.key, old_version(layout.key)):
            if path.exists():
                copy_file(path, place / path.name)
        draft = place / f"{STORE_NAME}.part"
        _copy(older, draft)
        kept = engine.connect_single_file(draft, older.data_key)
        try:
            _refuse_faults(older, kept)
            held = read_held(kept)
        finally:
            kept.close()
        flush_file(draft)
        move_file(draft, place / STORE_NAME)
        info = BackupInfo(STORE_NAME, at, BEFORE_UPGRADE, True, counter=0, **held._asdict())
        write_info(place / STORE_NAME, info)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _free_place(layout: Layout, stamp: str) -> Path:
    taken = len(list(layout.replaced.glob(f"{stamp}*"))) if layout.replaced.exists() else 0
    return layout.replaced / (f"{stamp}-{taken}" if taken else stamp)


def _swap(older: Older) -> None:
    # A log of the older file must never be played into the new one: emptied, gone, looked for.
    older.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    mode = older.connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if mode != "delete":
        raise _failed(older, f"journal_mode {mode}")
    log = with_journals(older.layout.store)[1]
    if log.exists() and log.stat().st_size:
        raise _failed(older, f"{log.name} stays")
    if os.name == "nt":
        # Windows replaces no file that is open, not even for whoever has it open.
        older.connection.close()
    # Elsewhere the lock is held until the name leads to the new file: nobody writes to the old.
    move_file(older.layout.upgrading, older.layout.store)
    older.connection.close()

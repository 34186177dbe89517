"""Verified backups of the open store, their thinning, and restoring one of them.

A backup is one encrypted file under the store's own key, its side file with the wrapped
key, and a small description. It gets its name only after every page has been checked.
"""

import contextlib
import json
import secrets
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine, keys
from desktop.db.backup_copy import read_facts_of, scratch_copy
from desktop.db.backup_thinning import Dated, kept_counters
from desktop.db.errors import (
    BackupDamagedError,
    BackupUnknownError,
    DiskFullError,
    KeyFileDamagedError,
    StoreBrokenError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
    store_error_of,
    store_error_of_file,
)
from desktop.db.layout import KEY_NAME, Layout, with_journals
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.slots import Secret
from desktop.files import (
    FileFaultError,
    fault_of,
    flush_file,
    make_folder,
    move_file,
    write_file,
)

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.store import Store

KEY_ENDING = ".key.json"
INFO_ENDING = ".info.json"
STORE_ENDING = ".db"
SPARE_BYTES = 1 << 20
LAST_COUNTER = "backup_counter"
KEPT_UP_TO = "backups_kept_up_to"
_INFO_FORMAT = 1


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: its name, when and why it was made, and what it holds.

    ``counter`` orders backups whatever the clock said. ``verified`` says that every page
    was checked when it was made and that the file still has that size.
    """

    name: str
    at: datetime
    reason: str
    verified: bool
    sessions: int
    models: int
    counter: int


def back_up(store: "Store", *, reason: str) -> BackupInfo:
    """Make a verified backup in the data folder, then thin the older ones.

    Raises:
        DiskFullError, FolderReadOnlyError: no backup was made.
        StoreDamagedError: the copy failed its check; the store itself is suspect.
    """
    info = _write_backup(store, store.layout.backups, reason=reason)
    thin(store)
    return info


def export_backup(store: "Store", *, to: Path, reason: str = "export") -> BackupInfo:
    """Make a verified backup in another folder or on a stick, read back after writing.

    Raises:
        DiskFullError: less room than twice the store and a mebibyte. FolderReadOnlyError.
    """
    return _write_backup(store, to, reason=reason, copies=2)


def list_backups(folder: Path) -> tuple[BackupInfo, ...]:
    """The backups of a data folder, the newest first; needs no key and no open store."""
    return backups_in(Layout(folder).backups)


def backups_in(place: Path) -> tuple[BackupInfo, ...]:
    """The backups that lie in a folder, the newest first."""
    if not place.is_dir():
        return ()
    found = (_read_info(path) for path in place.iterdir() if path.name.endswith(STORE_ENDING))
    return tuple(sorted(found, key=lambda info: (info.counter, info.name), reverse=True))


def find_backup(folder: Path, name: str) -> Path:
    """The file of a backup: a name in the data folder, a path, or a folder (its newest).

    Raises:
        BackupUnknownError: there is none.
    """
    inside = Layout(folder).backups
    for path in (inside / name, inside / f"{name}{STORE_ENDING}", Path(name)):
        if path.is_dir() and (held := backups_in(path)):
            return path / held[0].name
        if path.is_file() and path.name.endswith(STORE_ENDING):
            return path
    raise BackupUnknownError(name=name, folder=str(folder))


def verify_backup(
    path: Path, *, secret: Secret | None = None, data_key: bytes | None = None
) -> BackupInfo:
    """Check every page of a backup, its structure and its references; the file is not changed.

    ``data_key`` is that of the store that is open: a backup of it asks for no password.

    Raises:
        BackupDamagedError: with the first fault found.
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
    """
    key = key_of_backup(path, secret=secret, data_key=data_key)
    with scratch_copy(path) as copy:
        connection = _connect_copy(copy, key)
        try:
            _refuse_faults(connection, path)
            sessions, models = read_facts_of(connection)
        except engine.EngineError as error:
            raise BackupDamagedError(name=path.name, reason=str(error)) from error
        finally:
            connection.close()
    return replace(_read_info(path), verified=True, sessions=sessions, models=models)


def thin(store: "Store") -> tuple[str, ...]:
    """Remove backups that no rule keeps and return their names; none while damage is suspected.

    Kept are all of two days, 12 daily, 10 weekly, 12 monthly, one a year, the five
    newest verified ones, and everything that stood when a restore was made.
    """
    if store.broken:
        return ()
    known = list_backups(store.folder)
    held_back = int(store.fact(KEPT_UP_TO, "0"))
    dated = [Dated(info.counter, info.at, info.verified) for info in known]
    keep = kept_counters(dated, now=store.clock.now())
    gone = [info.name for info in known if info.counter > held_back and info.counter not in keep]
    for name in gone:
        _remove(store.layout.backups / name)
    return tuple(gone)


def _write_backup(store: "Store", place: Path, *, reason: str, copies: int = 1) -> BackupInfo:
    counter = _next_counter(store, place)
    at = store.clock.now().astimezone(UTC)
    name = f"so138-{counter:06d}-{at:%Y%m%d-%H%M%S}{STORE_ENDING}"
    draft = place / f".{name}.{secrets.token_hex(4)}.part"
    try:
        make_folder(place)
        _refuse_small_place(store, place, copies=copies)
        sessions, models = _copy_checked(store, draft)
        info = BackupInfo(name, at, reason, True, sessions, models, counter)
        write_file(side_path(place / name), keys.side_file_bytes(store.side_file))
        write_file(_info_path(place / name), _info_bytes(info, size=draft.stat().st_size))
        flush_file(draft)
        move_file(draft, place / name)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    except OSError as error:
        raise store_error_of_file(fault_of(error, place)) from error
    except engine.EngineError as error:
        raise store_error_of(error, folder=place) from error
    finally:
        _remove_unnamed(place, draft, name)
    store.set_fact(LAST_COUNTER, str(counter))
    return info


def _remove_unnamed(place: Path, draft: Path, name: str) -> None:
    """Leave nothing of a backup that did not get its name."""
    left = [*with_journals(draft)]
    if not (place / name).exists():
        left += [side_path(place / name), _info_path(place / name)]
    for path in left:
        # A disk that fails here must not hide why there is no backup.
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _copy_checked(store: "Store", draft: Path) -> tuple[int, int]:
    if store.broken:
        raise StoreBrokenError(folder=str(store.folder))
    target = engine.connect_target(draft, store.data_key)
    try:
        store.connection.backup(target)
    finally:
        target.close()
    copy = engine.connect_single_file(draft, store.data_key)
    try:
        if faults := engine.integrity_faults(copy):
            raise _fault_of_copy(store, draft, faults[0])
        return read_facts_of(copy)
    finally:
        copy.close()


def _fault_of_copy(store: "Store", draft: Path, reason: str) -> StoreError:
    """Whose fault an incomplete copy is: copying itself ends without a word on any error."""
    if faults := engine.integrity_faults(store.connection):
        store.broken = True
        return StoreDamagedError(folder=str(store.folder), reason=faults[0])
    if shutil.disk_usage(draft.parent).free < _size_of(store):
        return DiskFullError(path=str(draft.parent))
    return BackupDamagedError(name=draft.name, reason=reason)


def _size_of(store: "Store") -> int:
    """How many bytes the store's file would have with its log brought in, at most."""
    return sum(p.stat().st_size for p in with_journals(store.layout.store) if p.exists())


def _refuse_small_place(store: "Store", place: Path, *, copies: int) -> None:
    free, needed = shutil.disk_usage(place).free, copies * _size_of(store) + SPARE_BYTES
    if free < needed:
        raise DiskFullError(path=str(place), needed=str(needed), free=str(free))


def _next_counter(store: "Store", place: Path) -> int:
    """One more than any counter that the store or either folder knows."""
    lying = (*backups_in(place), *list_backups(store.folder))
    return max(int(store.fact(LAST_COUNTER, "0")), *(info.counter for info in lying), 0) + 1


def _read_info(path: Path) -> BackupInfo:
    """The description beside a backup; one that has none is listed as not verified."""
    try:
        document = json.loads(_info_path(path).read_bytes())
        return BackupInfo(
            name=path.name,
            at=datetime.fromisoformat(document["at"]),
            reason=str(document["reason"]),
            verified=bool(document["verified"]) and document["size"] == path.stat().st_size,
            sessions=int(document["sessions"]),
            models=int(document["models"]),
            counter=int(document["counter"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return BackupInfo(path.name, at, "unknown", False, 0, 0, _counter_in(path.name))


def _counter_in(name: str) -> int:
    part = name.removeprefix("so138-").partition("-")[0]
    return int(part) if part.isascii() and part.isdigit() else 0


def _info_bytes(info: BackupInfo, *, size: int) -> bytes:
    document = {"format": _INFO_FORMAT, **asdict(info), "at": info.at.isoformat(), "size": size}
    return json.dumps(document, indent=1, sort_keys=True).encode("ascii") + b"\n"


def side_path(path: Path) -> Path:
    """The side file of a backup; a bare copy of a data folder has it under its own name."""
    named = path.with_name(path.name.removesuffix(STORE_ENDING) + KEY_ENDING)
    plain = path.with_name(KEY_NAME)
    return plain if not named.exists() and plain.exists() else named


def _info_path(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(STORE_ENDING) + INFO_ENDING)


def _remove(path: Path) -> None:
    for one in (path, side_path(path), _info_path(path)):
        # A copy that cannot be removed stays; the next thinning tries again.
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def key_of_backup(
    path: Path, *, secret: Secret | None = None, data_key: bytes | None = None
) -> bytes:
    """The data key of a backup: the one given where it fits, else by its own side file.

    Raises:
        BackupDamagedError: its side file is damaged.
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
    """
    side = side_path(path)
    try:
        side_file = keys.read_side_file(side)
        if data_key is not None and side_file.fits(data_key):
            return data_key
        return keys.unlock(side_file, secret).data_key
    except KeyFileDamagedError as error:
        raise BackupDamagedError(name=side.name, reason="key_file_damaged") from error


def _connect_copy(path: Path, data_key: bytes) -> "Connection":
    try:
        return engine.connect_single_file(path, data_key)
    except StoreDamagedError as error:
        raise BackupDamagedError(name=path.name, reason=error.details.get("reason", "")) from error


def _refuse_faults(connection: "Connection", path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreTooNewError(name=path.name, found=str(version), known=str(SCHEMA_VERSION))
    if connection.execute("PRAGMA application_id").fetchone()[0] != engine.APPLICATION_ID:
        raise BackupDamagedError(name=path.name, reason="application_id")
    if faults := engine.integrity_faults(connection):
        raise BackupDamagedError(name=path.name, reason=faults[0])

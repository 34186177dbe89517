"""Verified backups of the open store, their thinning, and restoring one of them.

A backup is one encrypted file under the store's own key, its side file with the wrapped
key, and a small description. It gets its name only after every page has been checked.
"""

import contextlib
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine, keys
from desktop.db.backup_copy import Held, read_held, scratch_copy
from desktop.db.backup_info import (
    STORE_ENDING,
    BackupInfo,
    backups_in,
    info_path,
    is_named,
    read_info,
    side_path,
    write_info,
)
from desktop.db.backup_thinning import Dated, damage_suspected, kept_counters
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
from desktop.db.keys import key_check_of
from desktop.db.layout import Layout, with_journals
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.slots import OFFICER, Secret
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

__all__ = [
    "KEPT_UP_TO",
    "LAST_COUNTER",
    "STORE_ENDING",
    "BackupInfo",
    "Steps",
    "back_up",
    "backups_in",
    "changed_since_backup",
    "export_backup",
    "find_backup",
    "kept_names",
    "key_of_backup",
    "list_backups",
    "note_damaged",
    "note_tried",
    "own_backups",
    "side_path",
    "suspect_damage",
    "thin",
    "unlock_backup",
    "verify_backup",
    "write_info",
]

SPARE_BYTES = 1 << 20
LAST_COUNTER = "backup_counter"
KEPT_UP_TO = "backups_kept_up_to"
LAST_SEQ = "backup_head_seq"
"""The fact that remembers up to which entry of the log the newest backup goes."""
_PAGES_A_STEP = 512

Steps = Callable[[int, int], object]
"""Is told how far a long copy came: parts done, parts in all. What it raises gives the copy up."""


def back_up(
    store: "Store", *, reason: str, steps: Steps | None = None, thins: bool = True
) -> BackupInfo:
    """Make a verified backup in the data folder, then thin the older ones where ``thins``.

    Raises:
        DiskFullError, FolderReadOnlyError: no backup was made.
        StoreDamagedError: the copy failed its check; the store itself is suspect.
    """
    info = _write_backup(store, store.layout.backups, reason=reason, steps=steps)
    store.set_fact(LAST_SEQ, str(store.head.seq))
    if thins:
        thin(store)
    return info


def changed_since_backup(store: "Store") -> bool:
    """Whether something was written after the newest backup that lies in the data folder."""
    lying = list_backups(store.folder)
    return not lying or store.fact(LAST_SEQ) != str(store.head.seq)


def export_backup(
    store: "Store", *, to: Path, reason: str = "export", steps: Steps | None = None
) -> BackupInfo:
    """Make a verified backup in another folder or on a stick, read back after writing.

    Raises:
        DiskFullError: less room than twice the store and a mebibyte. FolderReadOnlyError.
    """
    return _write_backup(store, to, reason=reason, copies=2, steps=steps)


def list_backups(folder: Path) -> tuple[BackupInfo, ...]:
    """The backups of a data folder, the newest first; needs no key and no open store."""
    return backups_in(Layout(folder).backups)


def find_backup(folder: Path, name: str) -> Path:
    """The file of a backup: a name in the data folder, a path, or a folder (its newest).

    What a restore replaced is found by the name of its folder.

    Raises:
        BackupUnknownError: there is none.
    """
    inside, replaced = Layout(folder).backups, Layout(folder).replaced
    places = (inside / name, inside / f"{name}{STORE_ENDING}", replaced / name, Path(name))
    for path in places if name.strip() else ():
        if path.is_dir() and (held := backups_in(path)):
            return path / held[0].name
        if path.is_file() and path.name.endswith(STORE_ENDING):
            return path
    raise BackupUnknownError(name=name, folder=str(folder))


def verify_backup(
    path: Path, *, secret: Secret | None = None, data_key: bytes | None = None
) -> BackupInfo:
    """Check every page of a backup, its structure and its references; the file is not changed.

    ``data_key`` is that of the store that is open: a backup of it asks for no password. What the
    check finds is noted beside a backup of which another thing was said, or nothing.

    Raises:
        BackupDamagedError: with the first fault found.
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
    """
    known = read_info(path)
    try:
        held = _checked(path, key_of_backup(path, secret=secret, data_key=data_key))
    except BackupDamagedError:
        note_damaged(path)
        raise
    found = replace(known, verified=True, damaged=False, **held._asdict())
    _note(path, known, found)
    return found


def note_damaged(path: Path) -> None:
    """Write beside a backup that it was found damaged; a place may refuse that."""
    known = read_info(path)
    _note(path, known, replace(known, verified=False, damaged=True))


def _note(path: Path, known: BackupInfo, found: BackupInfo) -> None:
    ours = is_named(path) or info_path(path).is_file()
    if found != known and ours:
        with contextlib.suppress(FileFaultError, OSError):
            write_info(path, found)


def _checked(path: Path, key: bytes) -> Held:
    """What a backup holds of which every page is whole."""
    with scratch_copy(path) as copy:
        connection = _connect_copy(copy, key)
        try:
            _refuse_faults(connection, path)
            return read_held(connection)
        except engine.EngineError as error:
            raise BackupDamagedError(name=path.name, reason=str(error)) from error
        finally:
            connection.close()


def thin(store: "Store", place: Path | None = None) -> tuple[str, ...]:
    """Remove backups that no rule keeps and return their names; none while damage is suspected.

    ``place`` is a folder with copies of them; by default the data folder's own.

    Kept are all of two days, 12 daily, 10 weekly, 12 monthly, one a year, the five
    newest verified ones, and everything that stood when a restore was made. A copy of which
    nothing is known is checked before; one that cannot be opened here stays. Those of other
    registers in the same folder stay and count for nothing.
    """
    if store.broken:
        return ()
    place = place or store.layout.backups
    known = [_judged(store, place / info.name, info) for info in own_backups(store, place)]
    keep = kept_names(store, known)
    gone = [info.name for info in known if info.name not in keep]
    for name in gone:
        _remove(place / name)
    return tuple(gone)


def own_backups(store: "Store", place: Path) -> tuple[BackupInfo, ...]:
    """The backups in a folder that are not of another register, the newest first.

    One whose key file cannot be read may be the store's own.
    """
    ours = {store.side_file.key_check, None}
    found = backups_in(place)
    return tuple(one for one in found if key_check_of(side_path(place / one.name)) in ours)


def kept_names(store: "Store", known: Collection[BackupInfo]) -> frozenset[str]:
    """The names of those backups, of all that lie in one place, that are to stay there."""
    if suspect_damage(known):
        return frozenset(info.name for info in known)
    held_back = int(store.fact(KEPT_UP_TO, "0"))
    keep = kept_counters(_dated(known), now=store.clock.now())
    # One that does not open here is not ours to judge.
    return frozenset(
        info.name
        for info in known
        if info.counter in keep or info.counter <= held_back or not (info.verified or info.damaged)
    )


def suspect_damage(known: Iterable[BackupInfo]) -> bool:
    """Whether backups were found damaged and too few sound ones have been made after them."""
    return damage_suspected(_dated(known))


def _dated(known: Iterable[BackupInfo]) -> list[Dated]:
    return [Dated(info.counter, info.at, info.verified, info.damaged) for info in known]


def _judged(store: "Store", path: Path, info: BackupInfo) -> BackupInfo:
    """What a copy is of which its description says nothing."""
    if info.verified or info.damaged:
        return info
    with contextlib.suppress(StoreError, OSError):
        verify_backup(path, data_key=store.data_key)
    return read_info(path)


def note_tried(path: Path, info: BackupInfo, *, at: datetime) -> BackupInfo:
    """Write beside a backup that restoring it was tried and went well; a place may refuse that."""
    noted = replace(info, verified=True, damaged=False, tried_at=at.astimezone(UTC))
    with contextlib.suppress(FileFaultError, OSError):
        write_info(path, noted)
    return noted


def _write_backup(
    store: "Store", place: Path, *, reason: str, copies: int = 1, steps: Steps | None = None
) -> BackupInfo:
    counter = _next_counter(store, place)
    at = store.clock.now().astimezone(UTC)
    name = f"so138-{counter:06d}-{at:%Y%m%d-%H%M%S}{STORE_ENDING}"
    draft = place / f".{name}.{secrets.token_hex(4)}.part"
    try:
        make_folder(place)
        _refuse_small_place(store, place, copies=copies)
        held = _copy_checked(store, draft, steps)
        info = BackupInfo(name, at, reason, True, counter=counter, **held._asdict())
        write_file(side_path(place / name), keys.side_file_bytes(store.side_file))
        write_info(place / name, info, size=draft.stat().st_size)
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
        left += [side_path(place / name), info_path(place / name)]
    for path in left:
        # A disk that fails here must not hide why there is no backup.
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _copy_checked(store: "Store", draft: Path, steps: Steps | None) -> Held:
    if store.broken:
        raise StoreBrokenError(folder=str(store.folder))
    target = engine.connect_target(draft, store.data_key)
    try:
        if steps is None:
            store.connection.backup(target)
        else:
            _copy_in_steps(store, target, steps)
    finally:
        target.close()
    copy = engine.connect_single_file(draft, store.data_key)
    try:
        if faults := engine.integrity_faults(copy):
            raise _fault_of_copy(store, draft, faults[0])
        return read_held(copy)
    finally:
        copy.close()


def _copy_in_steps(store: "Store", target: "Connection", steps: Steps) -> None:
    # The check that follows reads everything once more: it counts as much as copying.
    def tell(_status: int, remaining: int, total: int) -> None:
        steps(total - remaining, 2 * total)

    store.connection.backup(target, pages=_PAGES_A_STEP, progress=tell)


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


def _remove(path: Path) -> None:
    for one in (path, side_path(path), info_path(path)):
        # A copy that cannot be removed stays; the next thinning tries again.
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def key_of_backup(
    path: Path, *, secret: Secret | None = None, data_key: bytes | None = None
) -> bytes:
    """The data key of a backup: the one given where it fits, else by its own side file.

    Raises:
        As :func:`unlock_backup`.
    """
    return unlock_backup(path, secret=secret, data_key=data_key)[0]


def unlock_backup(
    path: Path, *, secret: Secret | None = None, data_key: bytes | None = None
) -> tuple[bytes, str]:
    """The data key of a backup, and the officer whose password opened it; empty for nobody's.

    Raises:
        BackupDamagedError: its side file is damaged.
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
    """
    side = side_path(path)
    try:
        side_file = keys.read_side_file(side)
        if data_key is not None and side_file.fits(data_key):
            return data_key, ""
        opening = keys.unlock(side_file, secret)
    except KeyFileDamagedError as error:
        raise BackupDamagedError(name=side.name, reason="key_file_damaged") from error
    officers = {slot["id"] for slot in side_file.of_kind(OFFICER)}
    return opening.data_key, opening.slot_id if opening.slot_id in officers else ""


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

"""Putting a backup in the place of the store; what it replaces is kept."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import audit, engine, keys
from desktop.db import carried_officers as carry
from desktop.db.backup_copy import Held, copy_with_journals, read_held
from desktop.db.backup_info import BackupInfo, info_path, read_info, side_path, write_info
from desktop.db.backups import (
    KEPT_UP_TO,
    LAST_COUNTER,
    Steps,
    find_backup,
    list_backups,
    unlock_backup,
    verify_backup,
)
from desktop.db.closed_stores import ask_closed
from desktop.db.errors import (
    BackupDamagedError,
    KeyFileDamagedError,
    StoreError,
    StoreInUseError,
    StoreTooNewError,
    WrongPasswordError,
    store_error_of,
    store_error_of_file,
)
from desktop.db.keys import key_check_of
from desktop.db.keys_in_force import (
    Unlocked,
    facts_of,
    judged,
    newer_of,
    newest_beside,
    remembered,
    unlocked_by,
)
from desktop.db.layout import STORE_NAME, Layout, old_version, with_journals
from desktop.db.rescue_marks import mark
from desktop.db.slots import Secret
from desktop.files import FileFaultError, copy_file, fault_of, make_folder, move_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.domain.sources import Clock, IdSource


REPLACED = "replaced"
"""The reason of what a restore put aside."""
_STAMP, _STAMPED = "%Y%m%d-%H%M%S", 15


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup now in force, the new branch, and where the old file lies."""

    info: BackupInfo
    branch_id: str
    replaced: Path | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a restore replaced: the name of its folder, its file, when it was put aside.

    ``info`` says what it holds; none when it could not be read then.
    """

    name: str
    path: Path
    at: datetime
    info: BackupInfo | None


@dataclass(frozen=True, slots=True)
class Begun:
    """The branch that a restore begins: its identity, when, and by whom.

    ``from_outside``: the backup lies outside this PC, and stays there.
    """

    branch_id: str
    at: datetime
    officer: str
    from_outside: bool = False


def replaced_stores(folder: Path) -> tuple[Replaced, ...]:
    """What restores replaced, the newest first; needs no key and no open store."""
    place = Layout(folder).replaced
    found = [_replaced(one) for one in place.iterdir()] if place.is_dir() else []
    kept = (one for one in found if one is not None)
    return tuple(sorted(kept, key=lambda one: (one.at, one.name), reverse=True))


def _replaced(place: Path) -> Replaced | None:
    path = place / STORE_NAME
    try:
        at = datetime.strptime(place.name[:_STAMPED], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    if not path.is_file():
        return None
    info = read_info(path) if info_path(path).is_file() else None
    return Replaced(place.name, path, at, info)


def plan_restore(
    folder: Path, name: str, *, secret: Secret | None = None, data_key: bytes | None = None
) -> BackupInfo:
    """Check the backup that a restore would take, and say what it holds; nothing is changed.

    Raises:
        BackupUnknownError, BackupDamagedError: it cannot be used.
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
    """
    source = find_backup(folder, name)
    if data_key is None:
        standing = _standing(Layout(folder), source, secret, None)
        data_key = standing.data_key if standing else None
    return verify_backup(source, secret=secret, data_key=data_key)


def restore(
    folder: Path,
    name: str,
    *,
    clock: "Clock",
    ids: "IdSource",
    secret: Secret | None = None,
    data_key: bytes | None = None,
    steps: Steps | None = None,
    rescuing: bool = False,
    officer: str = "",
    from_outside: bool = False,
) -> Restored:
    """Put a backup in the place of the closed store of a folder, or into an empty folder.

    ``name`` is a backup of the data folder, a path, or a folder with backups (the newest).
    The store becomes a new branch, its undo steps go, and the replaced file is kept.

    A backup of the store that stands there opens by the slots now in force, and they stay in
    force, with the officers and the sheet that they belong to: a former password never comes
    back with an older backup. Any other backup opens by the slots of its own side file
    (``secret``). ``data_key`` is that of the store that was open just before. ``steps`` may give
    it up until the store is touched. ``rescuing``: something is still to come back from what is
    replaced, which is marked so. ``officer``: who does it, for the log; else whose password
    opened the backup. ``from_outside``: the backup lies outside this PC, which is remembered.

    Raises:
        StoreInUseError: the store is open somewhere. BackupUnknownError, BackupDamagedError.
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
        DiskFullError, FolderReadOnlyError: the store is as it was.
    """
    layout = Layout(folder)
    source = find_backup(folder, name)
    if layout.store.exists() and engine.is_in_use(layout.store):
        raise StoreInUseError(folder=str(folder))
    standing = _standing(layout, source, secret, data_key)
    if standing is not None:
        data_key = standing.data_key
    key, opened = unlock_backup(source, secret=secret, data_key=data_key)
    tell = steps or _nobody_asks
    tell(0, 3)
    info = verify_backup(source, data_key=key)
    tell(1, 3)
    branch_id = ids.new()
    try:
        make_folder(folder)
        in_force = standing.side_file if standing else None
        begun = Begun(branch_id, clock.now(), officer or opened, from_outside)
        side_file = _prepare(layout, source, info, begun=begun, data_key=key, in_force=in_force)
        tell(2, 3)
        replaced = _keep_replaced(layout, clock=clock, data_key=key, secret=secret)
        if rescuing and replaced is not None:
            mark(replaced, register=side_file.key_check)
        _take_place(layout, side_file, same_key=standing is not None)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    except OSError as error:
        raise store_error_of_file(fault_of(error, folder)) from error
    finally:
        for path in with_journals(layout.restoring):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    return Restored(info, branch_id, replaced)


def _nobody_asks(_done: int, _total: int) -> None:
    """Nobody wants to know how far it came."""


def _standing(
    layout: Layout, source: Path, secret: Secret | None, data_key: bytes | None
) -> Unlocked | None:
    """What opens the folder by the slots in force; none where they say nothing about the backup.

    Raises:
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
    """
    wanted = key_check_of(side_path(source))
    own = (layout.key, old_version(layout.key))
    if wanted is None or wanted not in {key_check_of(place) for place in own}:
        return None
    found = unlocked_by(layout, secret, data_key=data_key)
    unlocked = next((one for one in found if one.side_file.key_check == wanted), None)
    if unlocked is None:
        return None
    key = unlocked.data_key
    known = ask_closed(layout, key, remembered) or newest_beside(layout, key)
    return judged(layout, unlocked, known, secret)


def _prepare(
    layout: Layout,
    source: Path,
    info: BackupInfo,
    *,
    begun: Begun,
    data_key: bytes,
    in_force: keys.SideFile | None,
) -> keys.SideFile:
    """Make the copy that will become the store, already marked as a new branch.

    Says which side file goes with it: the one in force, and never one older than the copy.
    """
    for path in with_journals(layout.restoring):
        path.unlink(missing_ok=True)
    copy_with_journals(source, layout.restoring)
    side_file = in_force or keys.read_side_file(side_path(source))
    highest = max((one.counter for one in list_backups(layout.folder)), default=0)
    copy = layout.restoring
    carried = carry.read(layout, data_key, copy=copy) if in_force is not None else None
    connection = engine.connect_single_file(layout.restoring, data_key)
    try:
        side_file = newer_of(side_file, remembered(connection), data_key)
        slots = facts_of(side_file)
        _begin_branch(connection, info, begun=begun, highest=highest, more=slots)
        if carried is not None:
            carry.write(connection, carried)
        if begun.from_outside:
            carry.note_outside(connection, info.at)
    except engine.EngineError as error:
        raise store_error_of(error, folder=layout.folder) from error
    finally:
        connection.close()
    return side_file


def _begin_branch(
    connection: "Connection",
    info: BackupInfo,
    *,
    begun: Begun,
    highest: int,
    more: Mapping[str, str],
) -> None:
    facts = {
        **more,
        "branch_id": begun.branch_id,
        KEPT_UP_TO: str(highest),
        LAST_COUNTER: str(max(highest, info.counter)),
    }
    connection.execute("BEGIN IMMEDIATE")
    before = connection.execute("SELECT value FROM store_facts WHERE name = 'branch_id'").fetchone()
    if before is None:
        raise BackupDamagedError(name=info.name, reason="branch_id")
    connection.executemany(
        "INSERT INTO store_facts (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        list(facts.items()),
    )
    connection.execute("DELETE FROM undo_steps")
    audit.append(
        connection,
        audit.read_head(connection),
        at=begun.at,
        officer=begun.officer,
        action="restore",
        facts={"backup": info.name, "branch_id": begun.branch_id, "branch_before": before[0]},
    )
    connection.execute("COMMIT")


def _keep_replaced(
    layout: Layout, *, clock: "Clock", data_key: bytes, secret: Secret | None
) -> Path | None:
    """Copy the store that is about to be replaced, with its key, to a folder of its own."""
    if not layout.store.exists():
        return None
    holds = _settle(layout, data_key, secret)
    at = clock.now().astimezone(UTC)
    stamp = at.strftime(_STAMP)
    taken = len(list(layout.replaced.glob(f"{stamp}*"))) if layout.replaced.exists() else 0
    place = layout.replaced / (f"{stamp}-{taken}" if taken else stamp)
    make_folder(place)
    for path in (*with_journals(layout.store), layout.key, old_version(layout.key)):
        if path.is_file():
            copy_file(path, place / path.name)
    if holds is not None:
        info = BackupInfo(STORE_NAME, at, REPLACED, False, counter=0, **holds._asdict())
        write_info(place / STORE_NAME, info)
    return place


def _settle(layout: Layout, data_key: bytes, secret: Secret | None) -> Held | None:
    """Bring what a killed program left in the log into the file, where the file can be read.

    Says what it holds; nothing where it cannot be read.
    """
    with contextlib.suppress(StoreError):
        try:
            found = next(unlocked_by(layout, data_key=data_key))
        except WrongPasswordError:
            found = next(unlocked_by(layout, secret))
        return ask_closed(layout, found.data_key, read_held)
    return None


def _take_place(layout: Layout, side_file: keys.SideFile, *, same_key: bool) -> None:
    # A log of the replaced file must never be played into the new one.
    for path in with_journals(layout.store)[1:]:
        path.unlink(missing_ok=True)
    if not same_key:
        keys.write_side_file(layout.key, side_file)
    elif not _lies_there(layout, side_file):
        keys.replace_slots(layout.key, side_file)
    move_file(layout.restoring, layout.store)


def _lies_there(layout: Layout, side_file: keys.SideFile) -> bool:
    with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
        return keys.read_side_file(layout.key) == side_file
    return False

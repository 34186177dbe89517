"""Making a store, and opening one: its keys, its lock, and the upgrade of an older one."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.db import engine, keys, keys_in_force
from desktop.db.creating import clear_for_creation, first_rows
from desktop.db.errors import (
    KeyFileDamagedError,
    KeyFileFormerError,
    NotAStoreError,
    StoreBrokenError,
    StoreDamagedError,
    StoreError,
    StoreInUseError,
    StoreTooNewError,
    WrongPasswordError,
    store_error_of,
    store_error_of_file,
)
from desktop.db.keys_in_force import Unlocked
from desktop.db.layout import Layout
from desktop.db.leftovers import clear_leftovers
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.slots import Secret
from desktop.db.store import Store
from desktop.db.wiping import wipe
from desktop.domain.commune import Role
from desktop.files import FileFaultError, move_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.domain.sources import Clock, IdSource


T = TypeVar("T")

_CHUNK = 1 << 20

RENEWED_KEY_FILE = "renew_key_file"
"""The action of the log when a damaged side file was written anew from the one beside it."""
FORMER_KEY_FILE = "former_key_file"
"""The action of the log when a former side file had been put back and gave way."""


def create_store(
    folder: Path,
    *,
    clock: "Clock",
    ids: "IdSource",
    role: Role = Role.COMMUNE,
    fill: Callable[[Store], None] | None = None,
    protect: Callable[[bytes], keys.SideFile] | None = None,
) -> Store:
    """Make a store in an empty or absent folder; it appears whole or not at all.

    ``fill`` writes what the store must hold from its first moment on. ``protect`` makes the side
    file for the new data key; by default the store opens by itself.

    Raises:
        FolderNotEmptyError: the folder holds something already.
        DiskFullError, FolderReadOnlyError: the folder cannot be written to.
    """
    layout = Layout(folder)
    clear_for_creation(layout)
    data_key = keys.new_data_key()
    side_file = (
        protect(data_key)
        if protect is not None
        else keys.self_opening_side_file(data_key, slot_id=ids.new())
    )
    connection = engine.connect(layout.unfinished, data_key)
    try:
        first_rows(connection, clock=clock, ids=ids, role=role)
        unlocked = Unlocked(data_key, side_file, slot_id=side_file.slots[0].get("id", ""))
        made = Store(folder=folder, connection=connection, unlocked=unlocked, clock=clock)
        made.remember_slots()
        if fill is not None:
            fill(made)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except engine.EngineError as error:
        raise store_error_of(error, folder=folder) from error
    finally:
        connection.close()
    # The side file comes second and the name last: cut short anywhere, the folder is free again.
    keys.write_side_file(layout.key, side_file)
    try:
        move_file(layout.unfinished, layout.store)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    store = open_store(folder, clock=clock, ids=ids, data_key=data_key)
    store.secret_slot = unlocked.slot_id
    return store


def open_store(
    folder: Path,
    *,
    clock: "Clock",
    ids: "IdSource",  # noqa: ARG001 - upgrades make ids
    secret: Secret | None = None,
    data_key: bytes | None = None,
    before_upgrade: Callable[[Store], object] | None = None,
    upgrade_proof: Callable[[Store, Store], object] | None = None,
) -> Store:
    """Open the store of a folder and hold its lock.

    ``secret`` is a password or a recovery sheet; ``data_key`` is for a copy of a store that this
    program has open. ``before_upgrade`` is given the store as it was, when it is older than this
    program and about to be replaced by an upgraded copy: the place for a backup. ``upgrade_proof``
    is given both, to read. What either raises keeps the store as it was.

    Raises:
        NotAStoreError: the folder holds none. StoreInUseError: open elsewhere.
        PasswordNeededError, WrongPasswordError, WrongSheetError, SheetMistypedError: it is
        locked. KeyFileDamagedError, StoreDamagedError: it cannot be read.
        StoreTooNewError: a newer program wrote it. EngineTooOldError: unsafe engine.
        UpgradeFailedError: its upgraded copy does not hold what it holds.
        StoreBrokenError: the disk does not give the file.
    """
    layout = Layout(folder)
    _refuse_incomplete(layout)
    _refuse_emptied(layout)
    try:
        return _opened(layout, clock, secret, data_key, before_upgrade, upgrade_proof)
    except StoreDamagedError:
        _refuse_failing_disk(layout)
        raise


def _connected(layout: Layout, connect: Callable[[], T]) -> T:
    """Connect once more to what was called damaged: the disk may only not have given a page.

    The engine calls both by one name; a file that is whole to its end opens then.
    """
    try:
        return connect()
    except StoreDamagedError:
        _refuse_failing_disk(layout)
        return connect()


def _refuse_failing_disk(layout: Layout) -> None:
    """Read the file to its end; an error of the disk says nothing about what the file holds."""
    try:
        with layout.store.open("rb", buffering=0) as file:
            while file.read(_CHUNK):
                pass
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreBrokenError(folder=str(layout.folder), reason=str(error)) from error


def _opened(
    layout: Layout,
    clock: "Clock",
    secret: Secret | None,
    data_key: bytes | None,
    before_upgrade: Callable[[Store], object] | None,
    upgrade_proof: Callable[[Store, Store], object] | None,
) -> Store:
    folder = layout.folder
    connection, unlocked = _connected(
        layout, lambda: _connect_first(layout, secret, data_key, clock)
    )
    try:
        with _typed(folder):
            if _is_older(connection, folder):
                older = Store(folder=folder, connection=connection, unlocked=unlocked, clock=clock)
                if before_upgrade is not None:
                    before_upgrade(older)
                _upgrade(older, unlocked, upgrade_proof)
                connection = _connected(
                    layout, lambda: engine.connect(layout.store, unlocked.data_key)
                )
        store = Store(folder=folder, connection=connection, unlocked=unlocked, clock=clock)
    except BaseException:
        connection.close()
        raise
    if data_key is None:
        # The store has its own copy, which goes when it is locked.
        wipe(unlocked.data_key)
    keys.settle(layout.key, unlocked.side_file)
    _renew_key_file(store, unlocked)
    if unlocked.former:
        _log_former(store)
    clear_leftovers(layout)
    return store


def _log_former(store: Store) -> None:
    """Say in the log that a former side file lay beside the store, and gave way."""
    with (
        contextlib.suppress(StoreError),
        store.writing(action=FORMER_KEY_FILE, undoable=False) as write,
    ):
        write.say(file=store.layout.key.name)


def _renew_key_file(store: Store, unlocked: Unlocked) -> None:
    """Write a damaged side file anew once the store opened by the spare; the log says so.

    The warning stands until the store is closed; what cannot be written is tried again then.
    """
    if not unlocked.fell_back or not keys.is_damaged(store.layout.key):
        return
    with (
        contextlib.suppress(StoreError, FileFaultError),
        store.writing(action=RENEWED_KEY_FILE, undoable=False) as write,
    ):
        write.say(file=store.layout.key.name)
        keys.renew(store.layout.key, unlocked.side_file)


def holds_store(folder: Path) -> bool:
    """Whether a folder holds a store, whole or not."""
    layout = Layout(folder)
    return layout.store.exists() or (layout.key.exists() and not layout.unfinished.exists())


def _refuse_emptied(layout: Layout) -> None:
    """An empty file beside a key is what a broken disk leaves; the engine would call it new."""
    log = layout.store.with_name(layout.store.name + "-wal")
    if layout.key.exists() and not layout.store.stat().st_size and not log.exists():
        raise StoreDamagedError(folder=str(layout.folder), reason="empty")


def _refuse_incomplete(layout: Layout) -> None:
    if layout.store.exists():
        return
    if holds_store(layout.folder):
        raise StoreDamagedError(folder=str(layout.folder), reason="missing")
    raise NotAStoreError(folder=str(layout.folder))


def refuse_open_elsewhere(folder: Path) -> None:
    """Does nothing for a folder whose store no program has open.

    Raises:
        StoreInUseError: another program has it open.
    """
    layout = Layout(folder)
    if layout.store.exists() and engine.is_in_use(layout.store):
        raise StoreInUseError(folder=str(folder))


def _connect_first(
    layout: Layout, secret: Secret | None, data_key: bytes | None, clock: "Clock"
) -> tuple["Connection", Unlocked]:
    """Open with the newest key that fits, by the slots in force.

    A restore cut short may have left the key before in force; a side file may be a former one.
    """
    damage: StoreDamagedError | None = None
    try:
        for unlocked in keys_in_force.unlocked_by(layout, secret, data_key=data_key):
            try:
                connection = engine.connect(layout.store, unlocked.data_key)
            except StoreDamagedError as error:
                damage = damage or error
            else:
                return connection, _judged(layout, connection, unlocked, secret, clock)
    except (WrongPasswordError, KeyFileDamagedError) as error:
        error.details.setdefault("folder", str(layout.folder))
        raise
    raise damage or KeyFileDamagedError(folder=str(layout.folder))


def _judged(
    layout: Layout,
    connection: "Connection",
    unlocked: Unlocked,
    secret: Secret | None,
    clock: "Clock",
) -> Unlocked:
    """What was unlocked, by the slots that the store says are in force."""
    try:
        with _typed(layout.folder):
            known = keys_in_force.remembered(connection)
        return keys_in_force.judged(layout, unlocked, known, secret)
    except KeyFileFormerError:
        with _typed(layout.folder):
            if not _is_older(connection, layout.folder):
                own = Store(
                    folder=layout.folder, connection=connection, unlocked=unlocked, clock=clock
                )
                _log_former(own)
        connection.close()
        raise
    except BaseException:
        connection.close()
        raise


def _is_older(connection: "Connection", folder: Path) -> bool:
    """Whether the store waits for an upgrade; what this program cannot open is refused."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != engine.APPLICATION_ID:
        raise NotAStoreError(folder=str(folder))
    if version > SCHEMA_VERSION:
        raise StoreTooNewError(found=str(version), known=str(SCHEMA_VERSION), folder=str(folder))
    return bool(version < SCHEMA_VERSION)


def _upgrade(
    older: Store, unlocked: Unlocked, proof: Callable[[Store, Store], object] | None
) -> None:
    """Put an upgraded copy in its place; the older store is closed then."""
    from desktop.db.upgrading import Older, upgrade

    folder, clock = older.folder, older.clock

    def prove(copy: "Connection") -> None:
        upgraded = Store(folder=folder, connection=copy, unlocked=unlocked, clock=clock)
        if proof is not None:
            proof(older, upgraded)

    was = Older(older.layout, older.connection, unlocked.data_key, clock.now())
    upgrade(was, proof=prove)


@contextlib.contextmanager
def _typed(folder: Path) -> Iterator[None]:
    try:
        yield
    except engine.EngineError as error:
        raise store_error_of(error, folder=folder) from error

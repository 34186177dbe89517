"""The open store: one connection, the lock held, reads and writes through it."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from desktop.db import audit, engine, keys, keys_in_force, undo_steps
from desktop.db.creating import clear_for_creation, first_rows
from desktop.db.errors import (
    BREAKING,
    KeyFileDamagedError,
    KeyFileFormerError,
    NotAStoreError,
    StoreBrokenError,
    StoreDamagedError,
    StoreError,
    StoreInUseError,
    StoreTooNewError,
    UndoConflictError,
    WrongPasswordError,
    primary_code,
    store_error_of,
    store_error_of_file,
)
from desktop.db.facts import read_facts
from desktop.db.keys_in_force import KEY_SLOTS, Unlocked
from desktop.db.layout import Layout
from desktop.db.leftovers import clear_leftovers
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.slots import Secret
from desktop.db.wiping import wipe
from desktop.db.writing import OUTSIDE_UNDO, Write
from desktop.domain.commune import Role
from desktop.domain.letters import whole
from desktop.files import FileFaultError, move_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.rows import TableShape
    from desktop.domain.sources import Clock, IdSource


T = TypeVar("T")
_CHUNK = 1 << 20

RENEWED_KEY_FILE = "renew_key_file"
"""The action of the log when a damaged side file was written anew from the one beside it."""
FORMER_KEY_FILE = "former_key_file"
"""The action of the log when a former side file had been put back and gave way."""
__all__ = ["KEY_SLOTS", "Store", "create_store", "holds_store", "open_store"]


class Store:
    """One open store. Serves one thread; ``broken`` after the disk failed: then no more writes."""

    def __init__(
        self, *, folder: Path, connection: "Connection", unlocked: Unlocked, clock: "Clock"
    ) -> None:
        self.folder = folder
        self.layout = Layout(folder)
        self.broken = False
        self.closed = False
        self._data_key = bytearray(unlocked.data_key)
        self.side_file = unlocked.side_file
        self.secret_slot = unlocked.slot_id
        self.key_file_fell_back = unlocked.fell_back
        self.key_file_former = unlocked.former
        self.connection = connection
        self.clock = clock
        self.shapes: dict[str, TableShape] = {}
        self._remembered: dict[str, tuple[frozenset[str], object]] = {}
        self.facts = read_facts(self.read)
        with self.typed_errors():
            self.head = audit.read_head(connection)
        self._may_redo = True
        self._writing = False
        self._write: Write | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def clock_floor(self) -> date:
        """The latest day that this store has seen; a machine that says less has a wrong clock."""
        row = self.read("SELECT at FROM audit ORDER BY seq DESC LIMIT 1")
        newest = datetime.fromisoformat(row[0][0]).date() if row else self.facts.last_seen
        return max(self.facts.last_seen, newest)

    @property
    def clock_behind(self) -> bool:
        """Whether the machine's clock stands before a day that was seen already."""
        return max(self.clock.today(), self.clock.now().date()) < self.clock_floor

    @property
    def data_key(self) -> bytes:
        """The key of the store, for copies of it; all noughts once the store was locked."""
        return bytes(self._data_key)

    @property
    def only_self_opening(self) -> bool:
        """Whether nothing but the self-opening slot protects the key."""
        return self.side_file.only_self_opening

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of one reading statement.

        Raises:
            StoreDamagedError, StoreBrokenError: a page fails its check, the disk fails.
        """
        with self.typed_errors():
            rows: list[tuple[Any, ...]] = self.connection.execute(sql, parameters).fetchall()
        return rows

    def remembered(self, name: str, tables: frozenset[str], make: Callable[[], T]) -> T:
        """What ``make`` reads from some tables, kept until one of them is written to.

        The lock keeps every other writer out, so nothing else can change them.
        """
        if self._write is not None and self._write.changed_tables & tables:
            return make()
        if name not in self._remembered:
            self._remembered[name] = (tables, make())
        return cast("T", self._remembered[name][1])

    def take_connection(self, connection: "Connection") -> None:
        """Go on with the file opened anew, after the disk failed; what was read is forgotten."""
        self.connection = connection
        self.shapes.clear()
        self._remembered.clear()

    def take_up(self, opened: "Store") -> None:
        """Go on after a lock with what another opening of the same folder holds.

        Whoever kept this store has it open again; the other one is not to be used any more.
        """
        self.take_connection(opened.connection)
        self._data_key, self.side_file = opened._data_key, opened.side_file  # noqa: SLF001
        self.secret_slot, self.key_file_fell_back = opened.secret_slot, opened.key_file_fell_back
        self.key_file_former = opened.key_file_former
        self.facts, self.head, self.broken = opened.facts, opened.head, False

    def _forget(self, tables: frozenset[str]) -> None:
        self._remembered = {
            name: kept for name, kept in self._remembered.items() if not kept[0] & tables
        }

    @contextlib.contextmanager
    def writing(
        self, *, action: str, label: str = "", undoable: bool = True, officer: str = ""
    ) -> Iterator[Write]:
        """One transaction: all or nothing, durable when the block has been left.

        ``action`` is a code for the log, ``label`` names the step to the officer.
        A write that changes nothing and says nothing leaves no trace. One that touches what
        was sent or received is never a step that undo takes back.

        Raises:
            StoreError: nothing was written; typed after what stood in the way.
        """
        with self._transaction() as write:
            yield write
            told = whole(label)
            self._finish(write, action=action, label=told, undoable=undoable, officer=officer)

    def undo(self, *, officer: str = "") -> undo_steps.UndoDone | None:
        """Take the newest step back, as a write of its own; none when there is none.

        Raises:
            UndoConflictError: its rows have changed since; nothing was written.
        """
        return self._walk("undo", officer)

    def redo(self, *, officer: str = "") -> undo_steps.UndoDone | None:
        """Do the step again that was taken back last; none when there is none.

        Raises:
            UndoConflictError: its rows have changed since; nothing was written.
        """
        return self._walk("redo", officer)

    def undo_label(self) -> str | None:
        """What the step is called that would be taken back next."""
        with self.typed_errors():
            return undo_steps.next_label(self.connection, "undo")

    def redo_label(self) -> str | None:
        """What the step is called that would be done again next."""
        with self.typed_errors():
            return undo_steps.next_label(self.connection, "redo")

    def release_memory(self) -> None:
        """Give back the pages kept for reading; they are read again when they are wanted."""
        self.read("PRAGMA shrink_memory")

    def checkpoint(self) -> None:
        """Bring everything from the write-ahead log into the file."""
        self.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def set_fact(self, name: str, value: str) -> None:
        """Write one fact of the store itself, outside of log and undo."""
        if self.broken:
            raise StoreBrokenError(folder=str(self.folder))
        with self.typed_errors():
            self.connection.execute(
                "INSERT INTO store_facts (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def fact(self, name: str, default: str = "") -> str:
        """One fact of the store itself."""
        found = self.read("SELECT value FROM store_facts WHERE name = ?", (name,))
        return str(found[0][0]) if found else default

    def replace_slots(self, side_file: keys.SideFile) -> None:
        """Put new slots in force and remember them; inside the write that says why.

        Raises:
            StoreError: the former slots are in force, and the write is to be given up.
        """
        sealed = side_file.sealed(self.data_key, self.side_file.generation + 1)
        keys.replace_slots(self.layout.key, sealed)
        self.side_file, self.key_file_fell_back = sealed, False
        self.remember_slots()

    def remember_slots(self) -> None:
        """Hold the side file in force inside the store: a former one is known by it."""
        for name, value in keys_in_force.facts_of(self.side_file).items():
            self.set_fact(name, value)

    def lock(self) -> None:
        """Close the store and wipe its key, as far as Python lets it go: copies it made may stay.

        Half-typed lines are the window's to keep before.
        """
        self.close()
        wipe(self._data_key)

    def close(self) -> None:
        """Remember the day, bring the log into the file and let the lock go; twice does no harm."""
        if not self.broken:
            with contextlib.suppress(StoreError, engine.EngineError):
                if self.clock.today() > self.facts.last_seen:
                    self.set_fact("last_seen", self.clock.today().isoformat())
                self.checkpoint()
        self.broken = self.closed = True
        self.connection.close()

    @contextlib.contextmanager
    def typed_errors(self) -> Iterator[None]:
        """Turn errors of the engine into typed ones; after a failing disk the store is broken."""
        try:
            yield
        except engine.EngineError as error:
            self.broken = self.broken or primary_code(error) in BREAKING
            raise store_error_of(error, folder=self.folder) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Write]:
        if self.broken:
            raise StoreBrokenError(folder=str(self.folder))
        if self._writing:
            raise RuntimeError("one write at a time")
        self._writing = True
        head, may_redo = self.head, self._may_redo
        try:
            with self.typed_errors():
                self.connection.execute("BEGIN IMMEDIATE")
                self._write = write = Write(connection=self.connection, shapes=self.shapes)
                yield write
                self.connection.execute("COMMIT")
            self._forget(write.changed_tables)
        except BaseException:
            self.head, self._may_redo = head, may_redo
            self._roll_back()
            raise
        finally:
            self._writing = False
            self._write = None

    def _roll_back(self) -> None:
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        except engine.EngineError:
            self.broken = True

    def _finish(
        self, write: Write, *, action: str, label: str, undoable: bool, officer: str
    ) -> None:
        if not write.changes and not write.facts:
            return
        now = self.clock.now()
        if write.changes and self._may_redo:
            undo_steps.clear_redo(self.connection)
            self._may_redo = False
        if write.changes and undoable and not write.changed_tables & OUTSIDE_UNDO:
            undo_steps.keep_step(self.connection, write.changes, at=now, action=action, label=label)
        self._log(write, action=action, officer=officer, at=now)

    def _log(self, write: Write, *, action: str, officer: str, at: datetime) -> None:
        self.head = audit.append(
            self.connection,
            self.head,
            at=at,
            officer=officer,
            action=action,
            changes=write.changes,
            facts=write.facts,
        )

    def _walk(self, direction: undo_steps.Direction, officer: str) -> undo_steps.UndoDone | None:
        with self._transaction() as write:
            step = undo_steps.next_step(self.connection, direction)
            if step is None:
                return None
            try:
                undo_steps.apply_step(write, step, direction)
            except engine.EngineError as error:
                if primary_code(error) in BREAKING:
                    raise
                raise UndoConflictError(label=step.label, reason=str(error)) from error
            undo_steps.mark(self.connection, step, direction)
            write.say(of=step.action)
            self._log(write, action=direction, officer=officer, at=self.clock.now())
            self._may_redo = True
        return undo_steps.UndoDone(step.action, step.label, write.changed_tables)


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
        # The engine calls a page damaged that the disk did not give: a whole file is whole.
        _refuse_failing_disk(layout)
        return _opened(layout, clock, secret, data_key, before_upgrade, upgrade_proof)


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
    connection, unlocked = _connect_first(layout, secret, data_key, clock)
    try:
        with _typed(folder):
            if _is_older(connection, folder):
                older = Store(folder=folder, connection=connection, unlocked=unlocked, clock=clock)
                if before_upgrade is not None:
                    before_upgrade(older)
                _upgrade(older, unlocked, upgrade_proof)
                connection = engine.connect(layout.store, unlocked.data_key)
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

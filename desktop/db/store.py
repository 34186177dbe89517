"""The open store: one connection, the lock held, reads and writes through it."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from desktop.db import audit, engine, keys, keys_in_force, undo_steps
from desktop.db.errors import (
    BREAKING,
    StoreBrokenError,
    StoreDamagedError,
    StoreError,
    UndoConflictError,
    primary_code,
    store_error_of,
)
from desktop.db.facts import read_facts
from desktop.db.keys_in_force import Unlocked
from desktop.db.layout import Layout
from desktop.db.wiping import wipe
from desktop.db.writing import OUTSIDE_UNDO, Write
from desktop.domain.letters import whole

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.rows import TableShape
    from desktop.domain.sources import Clock


T = TypeVar("T")


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
        self._former_slots: keys.SideFile | None = None

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
        self.facts, self.head = opened.facts, opened.head
        self.broken = self.closed = False
        # A command may have taken a step back meanwhile.
        self._may_redo = True

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
        """Put new slots in force with the write that says why; only inside one.

        Until that is durable the spare alone holds them: cut short before, the former slots are
        in force, cut short after, the next opening finds by the store which ones are.

        Raises:
            StoreError: the former slots are in force, and the write is to be given up.
        """
        if not self._writing:
            raise RuntimeError("slots change inside a write")
        if self.key_file_fell_back:
            # The spare is the only one that opens: it is not to be written over before.
            keys.replace_slots(self.layout.key, self.side_file)
            self.key_file_fell_back = False
        sealed = side_file.sealed(self.data_key, self.side_file.generation + 1)
        keys.prepare_slots(self.layout.key, sealed)
        self._former_slots = self._former_slots or self.side_file
        self.side_file = sealed
        self.remember_slots()

    def _slots_durable(self) -> None:
        """The write with new slots is durable: what cannot be written now the next opening does."""
        if self._former_slots is not None:
            self._former_slots = None
            with contextlib.suppress(StoreError):
                keys.replace_slots(self.layout.key, self.side_file)

    def _slots_given_up(self) -> None:
        """The write with new slots came to nothing; where nobody knows that, the spare stays."""
        if self._former_slots is not None:
            self.side_file, self._former_slots = self._former_slots, None
            if not self.broken:
                keys.settle(self.layout.key, self.side_file)

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
        """Turn errors of the engine into typed ones; after a failing disk the store is broken.

        Damage is told from a disk that did not give a page, which the engine calls by one name.
        """
        try:
            yield
        except engine.EngineError as error:
            self.broken = self.broken or primary_code(error) in BREAKING
            raise self._told(error) from error

    def _told(self, error: Exception) -> StoreError:
        told, file = store_error_of(error, folder=self.folder), self.layout.store
        if type(told) is not StoreDamagedError or not file.exists():
            return told
        if not engine.only_not_read(self.connection, file, self.data_key):
            return told
        return StoreBrokenError(**told.details)

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
            self._slots_durable()
            self._forget(write.changed_tables)
        except BaseException:
            self.head, self._may_redo = head, may_redo
            self._roll_back()
            self._slots_given_up()
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

"""One write: rows, audit entry and undo step in one transaction, durable when it returns."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.db.rows import Key, Row, RowChange, StoredValue, TableShape, stored

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

UNRECORDED_TABLES = frozenset({"unfinished_lines"})
"""Half-typed lines: kept through a crash, yet no act of the officer: neither logged nor undone."""
OUTSIDE_UNDO = frozenset(
    {
        "erasures",
        "officers",
        "own_keys",
        "package_decisions",
        "printed_totals",
        "received_contents",
        "received_packages",
        "receipts",
        "receptions",
        "sent_copies",
        "sent_packages",
        "superiors",
        "unit_keys",
        "unit_replies",
    }
)
"""What went out or came in cannot be unwritten, and its secrets stay out of the steps: a write
that touches one of these is no step. A reception has its own way back. The list of expected
units is the officer's like any other, and stays a step."""
LOCKED_TABLES = frozenset({"audit", "audit_salts", "undo_steps", "store_facts"})


class Write:
    """The open transaction of one act: rows go in and out through it and are recorded."""

    def __init__(self, *, connection: "Connection", shapes: dict[str, TableShape]) -> None:
        self._connection = connection
        self._shapes = shapes
        self._touched: set[str] = set()
        self._born: set[StoredValue] = set()
        self._given: set[tuple[str, StoredValue]] = set()
        self.changes: list[RowChange] = []
        self.facts: dict[str, StoredValue] = {}

    @property
    def changed_tables(self) -> frozenset[str]:
        """The tables whose rows really changed."""
        return frozenset(self._touched)

    def say(self, **facts: str | int | None) -> None:
        """Add numbers and codes (never free text) to the audit entry of this write."""
        self.facts.update(facts)

    def put(self, table: str, row: Mapping[str, object]) -> bool:
        """Insert a row, or set the columns it names on the row with its key; true when it changed.

        Raises:
            KeyError: no such table or column, or a part of the key is missing.
        """
        shape = self._shape(table)
        given: Row = {name: stored(value) for name, value in row.items()}
        if not given.keys() <= shape.defaults.keys():
            raise KeyError(f"{table}: {sorted(given.keys() - shape.defaults.keys())}")
        key = shape.key_of(given)
        before = shape.find(self._connection, key)
        if before is None:
            self._insert(shape, key, given)
            return True
        return self._update(shape, key, before, given)

    def holds(self, table: str, key: object) -> bool:
        """Whether a row with the key is there, this write's own included; as in :meth:`remove`."""
        parts = key if isinstance(key, tuple) else (key,)
        whole = tuple(stored(part) for part in parts)
        return self._shape(table).find(self._connection, whole) is not None

    def set(self, name: str, value: object) -> bool:
        """Write a setting; true when it changed."""
        return self.put("settings", {"name": name, "value": str(stored(value))})

    def remove(self, table: str, key: object) -> bool:
        """Remove a row for good (link tables); true when it was there; compound keys are tuples."""
        shape = self._shape(table)
        parts = key if isinstance(key, tuple) else (key,)
        whole = tuple(stored(part) for part in parts)
        before = shape.find(self._connection, whole)
        if before is None:
            return False
        self._connection.execute(shape.delete, whole)
        self._record(RowChange(table, whole, before, None))
        return True

    def replace_links(
        self, table: str, owner_column: str, owner_id: str, column: str, ids: Iterable[str]
    ) -> bool:
        """Make the links of an owner exactly these; true when something changed."""
        return self.replace_rows(table, {owner_column: owner_id}, [{column: one} for one in ids])

    def replace_rows(
        self, table: str, owner: Mapping[str, object], rows: Iterable[Mapping[str, object]]
    ) -> bool:
        """Make the rows with the owner's values exactly these; true when something changed."""
        shape = self._shape(table)
        wanted: dict[Key, Row] = {}
        for row in rows:
            given = {name: stored(value) for name, value in {**row, **owner}.items()}
            whole = {**shape.defaults, **given}
            wanted[shape.key_of(whole)] = whole
        held = {name: stored(value) for name, value in owner.items()}
        present = {} if self._has_none_yet(table, held) else self._rows_of(shape, held)
        gone = [key for key in present if present[key] != wanted.get(key)]
        new = [key for key in wanted if present.get(key) != wanted[key]]
        for key in gone:
            self._connection.execute(shape.delete, key)
            self._record(RowChange(table, key, present[key], None))
        for key in new:
            self._insert(shape, key, wanted[key])
        return bool(gone or new)

    def _has_none_yet(self, table: str, owner: Row) -> bool:
        """Whether the owner was born in this very write and was given no rows here before."""
        born = self._born & set(owner.values())
        first = all((table, one) not in self._given for one in born)
        self._given |= {(table, one) for one in born}
        return bool(born) and first

    def apply(self, change: RowChange) -> bool:
        """Bring a row from ``before`` to ``after``; false when it is not as ``before`` says."""
        shape = self._shape(change.table)
        if shape.find(self._connection, change.key) != change.before:
            return False
        if change.after is None:
            return self.remove(change.table, change.key)
        return self.put(change.table, change.after)

    def _insert(self, shape: TableShape, key: Key, given: Row) -> None:
        after = {**shape.defaults, **given}
        self._connection.execute(shape.insert, tuple(after[name] for name in shape.columns))
        self._record(RowChange(shape.table, key, None, after))
        if len(key) == 1:
            self._born.add(key[0])

    def _update(self, shape: TableShape, key: Key, before: Row, given: Row) -> bool:
        changed = {name: value for name, value in given.items() if before[name] != value}
        if changed:
            self._connection.execute(shape.update_of(changed), (*changed.values(), *key))
            self._record(RowChange(shape.table, key, before, {**before, **changed}))
        return bool(changed)

    def _rows_of(self, shape: TableShape, owner: Row) -> dict[Key, Row]:
        here = " AND ".join(f"{name} = ?" for name in owner)
        rows = shape.rows(self._connection, f"WHERE {here}", owner.values())
        return {shape.key_of(row): row for row in rows}

    def _record(self, change: RowChange) -> None:
        self._touched.add(change.table)
        if change.table not in UNRECORDED_TABLES:
            self.changes.append(change)

    def _shape(self, table: str) -> TableShape:
        if table in LOCKED_TABLES:
            raise KeyError(f"{table} is written by the store alone")
        shape = self._shapes.get(table)
        if shape is None:
            shape = self._shapes[table] = TableShape.read(self._connection, table)
        return shape

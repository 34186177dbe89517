"""Taking a text out of a store for good: rows, steps, snapshots, half-typed lines, salts.

What is written here goes past the recorded writes on purpose: their entry in the log would hold
a salted hash of the very text that is to be forgotten. The entry of the act itself says what kind
of place it was and how many, never the text, and is signed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.db import audit
from desktop.db.log_gaps import gap_text, spans_of
from desktop.db.rows import Row, StoredValue, TableShape
from desktop.domain.canonical import MalformedError, parse, to_bytes
from desktop.domain.erasing import Erasure
from desktop.domain.text import fold, identity_key, sort_key

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

Sign = Callable[[bytes], tuple[str, str]]
"""Gives the public key and the signature, both in hexadecimal, of a text."""

# Signed by others, sealed, or a key: changing a letter would make them worthless.
_STAYS = frozenset(
    {"sent_packages", "superiors", "received_contents", "received_packages", "package_decisions"}
)
_NEVER = frozenset(
    {"audit", "audit_salts", "undo_steps", "own_keys", "unit_keys", "erasures", "settings"}
    | {"printed_totals", "store_facts"}
)
_NAMES = frozenset({"name", "label", "title", "unit", "unit_name"})
_MADE = frozenset({"identity", "folded", "sort_key"})
_OPAQUE = frozenset({"content", "secret", "passphrase", "receipt_secret"})


@dataclass(slots=True)
class Found:
    """Where the words stand: how many rows a kind of place, and the rows by table and key."""

    counts: dict[str, int] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)
    snapshots: list[dict[str, str]] = field(default_factory=list)
    stays: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, table: str = "", key: str = "") -> None:
        """One more place of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if key:
            self.keys.add((table, key))

    @property
    def total(self) -> int:
        """How many places in all."""
        return sum(self.counts.values())


def rewrite(connection: "Connection", erasure: Erasure, *, write: bool) -> Found:
    """Find the words in every place of a store and, with ``write``, take them out.

    Inside the caller's transaction. Snapshots of closings get a new hash, told with the old one.
    """
    found = Found()
    for table in _tables(connection):
        if table not in _NEVER:
            _of_table(connection, table, erasure, found, write=write)
    _of_steps(connection, erasure, found, write=write)
    return found


def drop_salts(connection: "Connection", found: Found) -> tuple[int, ...]:
    """Drop the salts of the entries about the rows found; the numbers of the entries."""
    tables = {table for table, _key in found.keys}
    gone = [
        seq
        for seq, details in connection.execute(
            "SELECT a.seq, a.details FROM audit a JOIN audit_salts s ON s.seq = a.seq"
        ).fetchall()
        if _tells_of(json.loads(details), found.keys, tables)
    ]
    connection.executemany("DELETE FROM audit_salts WHERE seq = ?", [(seq,) for seq in gone])
    return tuple(gone)


def gap_facts(found: Found, gone: tuple[int, ...], sign: Sign) -> dict[str, StoredValue]:
    """The signed facts of an erasure: kinds and counts, entries, old and new hashes."""
    facts: dict[str, StoredValue] = {
        "places": json.dumps(found.counts, sort_keys=True),
        "entries": spans_of(gone),
        "snapshots": json.dumps(found.snapshots, sort_keys=True),
    }
    signer, _signature = sign(b"")
    facts["signer"] = signer
    return {**facts, "signature": sign(gap_text(facts))[1]}


def clean_row(table: str, row: Row, erasure: Erasure) -> Row:
    """A row without the words: free texts, texts inside JSON, and what is made from them."""
    clean: Row = {}
    for column, value in row.items():
        if column in _MADE or column in audit.CLEAR_COLUMNS or column in _OPAQUE:
            clean[column] = value
        elif isinstance(value, str):
            clean[column] = _clean_text(value, erasure, name=column in _NAMES)
        else:
            clean[column] = value
    if table in {"own_forms", "plan_files", "plan_additions"} and isinstance(row["content"], str):
        clean["content"] = _clean_text(row["content"], erasure, name=False)
    return _made_anew(row, clean, erasure)


def _made_anew(row: Row, clean: Row, erasure: Erasure) -> Row:
    source = next((one for one in ("name", "label") if one in row), None)
    makers = {"identity": identity_key, "folded": fold, "sort_key": sort_key}
    for column, make in makers.items():
        if column not in row:
            continue
        if source is not None and clean[source] != row[source]:
            clean[column] = make(str(clean[source]))
        elif source is None and isinstance(row[column], str):
            key = Erasure(fold(erasure.words), fold(erasure.replacement))
            clean[column] = key.cleaned(str(row[column]))
    return clean


def _clean_text(text: str, erasure: Erasure, *, name: bool) -> str:
    if text[:1] in {"{", "["}:
        try:
            held = json.loads(text)
        except ValueError:
            return erasure.cleaned(text)
        clean = _clean_value(held, erasure)
        return text if clean == held else json.dumps(clean, ensure_ascii=False)
    return erasure.cleaned_name(text) if name else erasure.cleaned(text)


def _clean_value(value: object, erasure: Erasure) -> object:
    if isinstance(value, str):
        return erasure.cleaned(value)
    if isinstance(value, list):
        return [_clean_value(one, erasure) for one in value]
    if isinstance(value, dict):
        return _clean_mapping(value, erasure)
    return value


def _clean_mapping(value: dict[str, object], erasure: Erasure) -> dict[str, object]:
    """Keys that are the officers' own words are cleaned too; the format's own names stay."""
    clean: dict[str, object] = {}
    for key, one in value.items():
        own = key if key.isascii() and key.isidentifier() else erasure.cleaned(key)
        free, number = own, 2
        while free in clean or (free != key and free in value):
            free, number = f"{own} ({number})", number + 1
        clean[free] = _clean_value(one, erasure)
    return clean


def _tables(connection: "Connection") -> tuple[str, ...]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return tuple(str(row[0]) for row in rows if not str(row[0]).startswith(("sqlite_", "_sqlite_")))


def _of_table(
    connection: "Connection", table: str, erasure: Erasure, found: Found, *, write: bool
) -> None:
    shape = TableShape.read(connection, table)
    # Names of tables and columns are the schema's own, never a user's.
    text = f"SELECT {', '.join(shape.columns)} FROM {table}"  # noqa: S608
    for values in connection.execute(text).fetchall():
        row: Row = dict(zip(shape.columns, values, strict=True))
        clean = clean_row(table, row, erasure)
        if table == "closings":
            _clean_closing(row, clean, erasure, found)
        if table == "receipts" and clean.get("remarks") != row.get("remarks"):
            clean["content"] = None
        changed = {name: value for name, value in clean.items() if row[name] != value}
        if not changed:
            continue
        key = shape.key_of(row)
        if table in _STAYS:
            found.stays[table] = found.stays.get(table, 0) + 1
            continue
        if changed.keys() - {"folded"}:
            kind = "trash" if row.get("deleted_at") else table
            found.note(kind, table, "/".join(str(part) for part in key))
        if write:
            _update(connection, shape, key, changed)


def _update(
    connection: "Connection", shape: TableShape, key: tuple[StoredValue, ...], changed: Row
) -> None:
    """Write the columns; a name that another thing bears gets a number."""
    number, name = 2, next((one for one in ("name", "label") if one in changed), None)
    bare = str(changed[name]) if name else ""
    while name and "identity" in changed and _is_taken(connection, shape, key, changed):
        changed[name] = f"{bare} ({number})"
        given = str(changed[name])
        changed["identity"], changed["folded"] = identity_key(given), fold(given)
        if "sort_key" in changed:
            changed["sort_key"] = sort_key(given)
        number += 1
    connection.execute(shape.update_of(changed), (*changed.values(), *key))


def _is_taken(
    connection: "Connection", shape: TableShape, key: tuple[StoredValue, ...], changed: Row
) -> bool:
    # Names of tables are the schema's own, never a user's.
    text = f"SELECT count(*) FROM {shape.table} WHERE identity = ? AND id <> ?"  # noqa: S608
    return bool(connection.execute(text, (changed["identity"], key[0])).fetchone()[0])


def _clean_closing(row: Row, clean: Row, erasure: Erasure, found: Found) -> None:
    """The snapshot's bytes made anew, with their hash; the old and the new one are told."""
    from hashlib import sha256

    data = row["snapshot"]
    if not isinstance(data, bytes):
        return
    try:
        held = parse(data)
    except MalformedError:
        return
    cleaned = _clean_value(held, erasure)
    if cleaned == held:
        return
    made = to_bytes(cleaned)
    clean["snapshot"], clean["snapshot_sha256"] = made, sha256(made).hexdigest()
    told = {
        "closing": str(row["id"]),
        "period": str(row["period"]),
        "old": str(row["snapshot_sha256"]),
        "new": str(clean["snapshot_sha256"]),
    }
    found.snapshots.append(told)


def _of_steps(connection: "Connection", erasure: Erasure, found: Found, *, write: bool) -> None:
    rows = connection.execute("SELECT id, label, changes FROM undo_steps").fetchall()
    for step_id, label, changes in rows:
        held = json.loads(changes)
        made = [
            [table, key, _side(table, before, erasure), _side(table, after, erasure)]
            for table, key, before, after in held
        ]
        clean_label = erasure.cleaned(label)
        if made == held and clean_label == label:
            continue
        found.note("undo_steps")
        for was, now in zip(held, made, strict=True):
            if was != now:
                found.keys.add((str(was[0]), "/".join(str(part) for part in was[1])))
        if write:
            text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
            connection.execute(
                "UPDATE undo_steps SET label = ?, changes = ? WHERE id = ?",
                (clean_label, text, step_id),
            )


def _side(table: str, row: Row | None, erasure: Erasure) -> Row | None:
    return None if row is None else clean_row(table, row, erasure)


def _tells_of(details: dict[str, object], keys: set[tuple[str, str]], tables: set[str]) -> bool:
    changes = details.get("changes")
    if isinstance(changes, list):
        return any((one["table"], one["id"]) in keys for one in changes if "texts" in one)
    counts = details.get("counts")
    return isinstance(counts, dict) and bool(tables & counts.keys())

"""The log without the words: salts dropped, entries that say them in clear written anew, signed.

A salt that is left would let whoever guesses a text confirm it by its hash. So an erasure drops
the salts of what it found, and those of every text that stands nowhere any more: nobody can say
that it was not the name. What remains can be checked against a row or a step.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.db import audit
from desktop.db.erasing_texts import clean_value, example_in
from desktop.db.log_gaps import gap_text, spans_of
from desktop.db.rows import Row, StoredValue, TableShape, text_of_key
from desktop.domain.erasing import Erasure

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.erasing_found import Found

Sign = Callable[[bytes], tuple[str, str]]
"""Gives the public key and the signature, both in hexadecimal, of a text."""

# What entries are made of besides facts: none of it is typed by anybody.
_FRAME = frozenset({"changes", "counts", "digest", "places", "entries", "snapshots", "redacted"})
_SIGNED = frozenset({"signer", "signature"})
_GUARD = "audit_is_not_changed"


@dataclass(frozen=True, slots=True)
class Salts:
    """Entries whose salts go: ``told`` are about what was found, ``lost`` about texts gone."""

    told: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()


def find_salts(connection: "Connection", found: "Found") -> Salts:
    """The entries whose salts an erasure drops."""
    tables = {table for table, _key in found.keys}
    texts = _KnownTexts(connection)
    told, lost = [], []
    rows = connection.execute(
        "SELECT a.seq, a.details, s.salt FROM audit a JOIN audit_salts s ON s.seq = a.seq"
    )
    for seq, details, salt in rows.fetchall():
        held = json.loads(details)
        if _tells_of(held, found.keys, tables):
            told.append(int(seq))
        elif not texts.explain(held, str(salt)):
            lost.append(int(seq))
    return Salts(tuple(told), tuple(lost))


def drop_salts(connection: "Connection", found: "Found") -> tuple[int, ...]:
    """Drop the salts that :func:`find_salts` names; the numbers of their entries."""
    salts = find_salts(connection, found)
    gone = sorted({*salts.told, *salts.lost})
    connection.executemany("DELETE FROM audit_salts WHERE seq = ?", [(seq,) for seq in gone])
    return tuple(gone)


def redact(
    connection: "Connection", erasure: Erasure, found: "Found", *, write: bool
) -> dict[str, str]:
    """Take the words out of entries that say them in clear; the new hash of each by its number.

    The links of the chain stay: the signed entry of the erasure says what stands there now.
    """
    rows = connection.execute(
        "SELECT seq, at, officer, action, details, previous FROM audit ORDER BY seq"
    ).fetchall()
    changed: dict[str, str] = {}
    for seq, at, officer, action, details, previous in rows:
        held = json.loads(details)
        clean = _clean_details(held, erasure)
        if clean == held:
            continue
        found.note("audit", example=example_in({"details": details}, erasure))
        text = json.dumps(clean, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        changed[str(seq)] = audit.entry_hash(
            previous, seq=seq, at=at, officer=officer, action=action, details=text
        )
        if write:
            _write_anew(connection, seq, text)
    return changed


def gap_facts(found: "Found", gone: tuple[int, ...], sign: Sign) -> dict[str, StoredValue]:
    """The signed facts of an erasure: kinds and counts, entries, old and new hashes."""
    facts: dict[str, StoredValue] = {
        "places": json.dumps(found.counts, sort_keys=True),
        "entries": spans_of(gone),
        "snapshots": json.dumps(found.snapshots, sort_keys=True),
    }
    if found.redacted:
        facts["redacted"] = json.dumps(found.redacted, sort_keys=True)
    signer, _signature = sign(b"")
    facts["signer"] = signer
    return {**facts, "signature": sign(gap_text(facts))[1]}


def _write_anew(connection: "Connection", seq: int, details: str) -> None:
    """The one way past the guard of the log: inside the caller's transaction, and back at once."""
    (guard,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", (_GUARD,)
    ).fetchone()
    connection.execute(f"DROP TRIGGER {_GUARD}")
    connection.execute("UPDATE audit SET details = ? WHERE seq = ?", (details, seq))
    connection.execute(guard)


def _clean_details(details: dict[str, Any], erasure: Erasure) -> dict[str, Any]:
    clean = dict(details)
    for name, value in details.items():
        if name not in _FRAME and name not in _SIGNED:
            clean[name] = clean_value(value, erasure)
    changes = details.get("changes")
    if isinstance(changes, list):
        clean["changes"] = [_clean_change(one, erasure) for one in changes]
    return clean


def _clean_change(change: dict[str, Any], erasure: Erasure) -> dict[str, Any]:
    values = change.get("values")
    if not isinstance(values, dict):
        return change
    table, key = str(change.get("table")), str(change.get("id"))
    clean = {
        column: sides if audit.is_clear(table, column, key) else clean_value(sides, erasure)
        for column, sides in values.items()
    }
    return {**change, "values": clean}


def _tells_of(details: dict[str, Any], keys: set[tuple[str, str]], tables: set[str]) -> bool:
    changes = details.get("changes")
    if isinstance(changes, list):
        return any((one["table"], one["id"]) in keys for one in changes if "texts" in one)
    counts = details.get("counts")
    return isinstance(counts, dict) and bool(tables & counts.keys())


@dataclass(slots=True)
class _KnownTexts:
    """The texts that rows and steps hold: what the hash of an entry may be held against."""

    connection: "Connection"
    _tables: dict[str, dict[str, Row]] = field(default_factory=dict)
    _steps: dict[tuple[str, str], list[Row]] | None = None

    def explain(self, details: dict[str, Any], salt: str) -> bool:
        """Whether every text that an entry hashed still stands somewhere."""
        if "digest" in details:
            return False
        changes = details.get("changes")
        return all(
            self._stands(one, column, sealed, salt)
            for one in (changes if isinstance(changes, list) else ())
            for column, sides in one.get("texts", {}).items()
            for sealed in sides
            if sealed is not None and sealed[1]
        )

    def _stands(self, change: dict[str, Any], column: str, sealed: list[Any], salt: str) -> bool:
        table, key = str(change["table"]), str(change["id"])
        for text in self._texts(table, key, column):
            made = audit.text_hash(salt, table=table, key=key, column=column, text=text)
            if made == sealed[0]:
                return True
        return False

    def _texts(self, table: str, key: str, column: str) -> Iterator[str]:
        row = self._rows(table).get(key)
        for one in (*([row] if row else ()), *self._of_steps().get((table, key), ())):
            value = one.get(column)
            if value is not None:
                yield value.hex() if isinstance(value, bytes) else str(value)

    def _rows(self, table: str) -> dict[str, Row]:
        if table not in self._tables:
            self._tables[table] = dict(_rows_of(self.connection, table))
        return self._tables[table]

    def _of_steps(self) -> dict[tuple[str, str], list[Row]]:
        if self._steps is None:
            self._steps = {}
            for (changes,) in self.connection.execute("SELECT changes FROM undo_steps"):
                for table, key, before, after in json.loads(changes):
                    held = self._steps.setdefault((table, text_of_key(key)), [])
                    held += [row for row in (before, after) if row is not None]
        return self._steps


def _rows_of(connection: "Connection", table: str) -> Iterator[tuple[str, Row]]:
    try:
        shape = TableShape.read(connection, table)
    except KeyError:
        return
    for row in shape.rows(connection):
        yield text_of_key(shape.key_of(row)), row

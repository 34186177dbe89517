"""Taking a text out of a store for good: rows, steps, snapshots, half-typed lines, the log.

What is written here goes past the recorded writes on purpose: their entry in the log would hold
a salted hash of the very text that is to be forgotten. The entry of the act itself says what kind
of place it was and how many, never the text, and is signed.
"""

import json
from typing import TYPE_CHECKING

from desktop.db import engine
from desktop.db.erased_keys import door_inside
from desktop.db.erasing_found import Found
from desktop.db.erasing_log import find_salts, redact
from desktop.db.erasing_texts import clean_row, clean_value, codes_with, example_in
from desktop.db.errors import primary_code
from desktop.db.rows import Row, StoredValue, TableShape, text_of_key
from desktop.domain.canonical import MalformedError, parse, to_bytes
from desktop.domain.erasing import Erasure
from desktop.domain.text import name_keys

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

# Signed by others, sealed, or a key: changing a letter would make them worthless.
_STAYS = frozenset(
    {"sent_packages", "superiors", "received_contents", "received_packages", "package_decisions"}
)
_NEVER = frozenset(
    {"audit", "audit_salts", "undo_steps", "own_keys", "unit_keys", "erasures", "printed_totals"}
)
_CODES = "codes"
"""The kind of place of codes that other entries hold on to."""
_BEARS = ("name", "label", "series")
"""What a number is put behind where two things would bear the same."""
_MOST_ALIKE = 10_000
_CONSTRAINT = 19


def rewrite(connection: "Connection", erasure: Erasure, *, write: bool) -> Found:
    """Find the words in every place of a store and, with ``write``, take them out.

    Inside the caller's transaction. Snapshots of closings get a new hash, told with the old one.
    """
    found = Found()
    for table in _tables(connection):
        if table not in _NEVER:
            _of_table(connection, table, erasure, found, write=write)
    _of_steps(connection, erasure, found, write=write)
    if name := door_inside(connection, erasure):
        found.note("door", example=erasure.example(name))
    found.redacted = redact(connection, erasure, found, write=write)
    found.lost = len(find_salts(connection, found).lost)
    return found


def _tables(connection: "Connection") -> tuple[str, ...]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return tuple(str(row[0]) for row in rows if not str(row[0]).startswith(("sqlite_", "_sqlite_")))


def _of_table(
    connection: "Connection", table: str, erasure: Erasure, found: Found, *, write: bool
) -> None:
    shape = TableShape.read(connection, table)
    for row in shape.rows(connection):
        clean = clean_row(table, row, erasure)
        if codes_with(table, row, erasure):
            found.stay(_CODES)
        if table == "closings":
            _clean_closing(row, clean, erasure, found)
        if table == "receipts" and clean.get("remarks") != row.get("remarks"):
            clean["content"] = None
        changed = {name: value for name, value in clean.items() if row[name] != value}
        if not changed:
            continue
        key = shape.key_of(row)
        if table in _STAYS:
            found.stay(table)
            continue
        key_text = text_of_key(key)
        if changed.keys() - {"folded"}:
            kind = "trash" if row.get("deleted_at") else table
            shown = example_in({name: row[name] for name in changed}, erasure)
            found.note(kind, table, key_text, example=shown)
        if write:
            bare = str(next((changed[name] for name in _BEARS if name in changed), ""))
            if _update(connection, shape, key, changed):
                found.renamed[table, key_text] = (bare, changed)


def _update(
    connection: "Connection", shape: TableShape, key: tuple[StoredValue, ...], changed: Row
) -> bool:
    """Write the columns; a name that another thing bears gets a number. True when it got one."""
    name = next((one for one in _BEARS if one in changed), None)
    bare = str(changed[name]) if name else ""
    for number in range(2, _MOST_ALIKE):
        if not ("identity" in changed and _is_taken(connection, shape, key, changed)):
            try:
                connection.execute(shape.update_of(changed), (*changed.values(), *key))
            except engine.EngineError as error:
                if name is None or primary_code(error) != _CONSTRAINT:
                    raise
            else:
                return number > 2
        if name is not None:
            changed |= _named_anew(name, f"{bare} ({number})", changed)
    raise OverflowError(bare)


def _named_anew(column: str, name: str, row: Row) -> Row:
    """Another name, with those of its keys that the row has."""
    made = name_keys(name)
    return {column: name, **{key: value for key, value in made.items() if key in row}}


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
    cleaned = clean_value(held, erasure)
    if cleaned == held:
        return
    made = to_bytes(cleaned)
    if not _still_read(data, made):
        found.unsound.append(str(row["period"]))
    clean["snapshot"], clean["snapshot_sha256"] = made, sha256(made).hexdigest()
    told = {
        "closing": str(row["id"]),
        "period": str(row["period"]),
        "old": str(row["snapshot_sha256"]),
        "new": str(clean["snapshot_sha256"]),
    }
    found.snapshots.append(told)


def _still_read(before: bytes, after: bytes) -> bool:
    """Whether a snapshot that could be read can be read without the words, too."""
    from desktop.domain.snapshot import read_snapshot

    for data in (before, after):
        try:
            read_snapshot(data)
        except MalformedError:
            return data is before
    return True


def _of_steps(connection: "Connection", erasure: Erasure, found: Found, *, write: bool) -> None:
    rows = connection.execute("SELECT id, label, changes FROM undo_steps").fetchall()
    for step_id, label, changes in rows:
        held = json.loads(changes)
        made = [
            [table, key, *(_side(table, key, side, erasure, found) for side in sides)]
            for table, key, *sides in held
        ]
        clean_label = erasure.cleaned(label)
        if made == held and clean_label == label:
            continue
        found.note("undo_steps", example=_example_of_step(label, held, erasure))
        for was, now in zip(held, made, strict=True):
            if was != now:
                found.keys.add((str(was[0]), text_of_key(was[1])))
        if write:
            text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
            connection.execute(
                "UPDATE undo_steps SET label = ?, changes = ? WHERE id = ?",
                (clean_label, text, step_id),
            )


def _side(
    table: str, key: list[StoredValue], row: Row | None, erasure: Erasure, found: Found
) -> Row | None:
    """A step's row as the table holds it now: with the number that its name got, too."""
    if row is None:
        return None
    clean = clean_row(table, row, erasure)
    bare, given = found.renamed.get((table, text_of_key(key)), ("", {}))
    name = next((one for one in _BEARS if one in given), "")
    if name and clean != row and clean.get(name) == bare:
        return {**clean, **_named_anew(name, str(given[name]), clean)}
    return clean


def _example_of_step(label: str, held: list[list[object]], erasure: Erasure) -> str:
    sides = (side for change in held for side in change[2:] if isinstance(side, dict))
    found = (example_in(side, erasure) for side in sides)
    return next((one for one in (erasure.example(label), *found) if one), "")

"""Who may open the store, and which sheet is valid: carried over a restore of an older backup.

The slots now in force stay in force when a backup of the same store comes back. Without this the
store would know the officers of then, and an officer who joined since would be a stranger. A copy
whose data went on to another machine stays one that is only read.
"""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.db import engine
from desktop.db.errors import StoreError
from desktop.db.salvage import salvage

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.layout import Layout

_COLUMNS = "id, name, created_at, role, left_at"
_SINCE_SCHEMA = 4
# Of the recovery sheet, of the copy outside this PC, and where the data went: as they are now.
_SHEET_FACTS = "recovery_sheet_"
_OUTSIDE_AT = "last_outside_copy_at"
_OTHER_FACTS = (_OUTSIDE_AT, "outside_copy_asked_on", "moved_to")
_FACTS = f"name LIKE '{_SHEET_FACTS}%' OR name IN {_OTHER_FACTS}"


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows of the officers, the facts of the recovery sheet and of where copies are.

    ``facts`` is none where not all of them can be read: those of the copy stay then.
    """

    officers: list[tuple[Any, ...]]
    facts: list[tuple[Any, ...]] | None


def read(layout: "Layout", data_key: bytes, *, copy: Path) -> Carried | None:
    """What the store that is about to be replaced says; none where it cannot be read.

    A damaged one is read around its damage, with the help of the ``copy`` that comes back.
    """
    if not layout.store.exists():
        return None
    with contextlib.suppress(StoreError, engine.EngineError):
        connection = engine.connect(layout.store, data_key)
        try:
            if _schema(connection) < _SINCE_SCHEMA:
                return None
            return Carried(
                connection.execute(f"SELECT {_COLUMNS} FROM officers").fetchall(),  # noqa: S608
                connection.execute(
                    f"SELECT name, value FROM store_facts WHERE {_FACTS}"  # noqa: S608
                ).fetchall(),
            )
        finally:
            connection.close()
    return _salvaged(layout.store, data_key, copy)


def _salvaged(store: Path, data_key: bytes, copy: Path) -> Carried | None:
    given = salvage(store, data_key=data_key, tables=("officers", "store_facts"), model=copy)
    people, facts = given.tables.get("officers"), given.tables.get("store_facts")
    columns = _COLUMNS.split(", ")
    if people is None or any(name not in row for row in people.rows.values() for name in columns):
        return None
    kept = [(row["name"], row["value"]) for row in facts.rows.values()] if facts else []
    return Carried(
        [tuple(row[name] for name in columns) for row in people.rows.values()],
        [one for one in kept if _is_carried(str(one[0]))] if facts and facts.whole else None,
    )


def write(connection: "Connection", carried: Carried) -> None:
    """Put them into the copy that will become the store; an older one learns them at opening."""
    if _schema(connection) < _SINCE_SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        f"INSERT OR REPLACE INTO officers ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        carried.officers,
    )
    if carried.facts is not None:
        connection.execute(f"DELETE FROM store_facts WHERE {_FACTS}")  # noqa: S608
        connection.executemany("INSERT INTO store_facts (name, value) VALUES (?, ?)", carried.facts)
    connection.execute("COMMIT")


def note_outside(connection: "Connection", at: datetime) -> None:
    """The copy that comes back lies outside this PC: it counts as such, unless a newer one does."""
    connection.execute(
        "INSERT INTO store_facts (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value < excluded.value",
        (_OUTSIDE_AT, at.astimezone(UTC).isoformat()),
    )


def _is_carried(name: str) -> bool:
    return name.startswith(_SHEET_FACTS) or name in _OTHER_FACTS


def _schema(connection: "Connection") -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])

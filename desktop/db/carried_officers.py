"""Who may open the store, and which sheet is valid: carried over a restore of an older backup.

The slots now in force stay in force when a backup of the same store comes back. Without this the
store would know the officers of then, and an officer who joined since would be a stranger.
"""

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.db import engine
from desktop.db.errors import StoreError

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.layout import Layout

_COLUMNS = "id, name, created_at, role, left_at"
_SINCE_SCHEMA = 4
# Of the recovery sheet, and of the copy outside this PC: both are as they are now.
_FACTS = "name LIKE 'recovery_sheet_%' OR name IN ('last_outside_copy_at', 'outside_copy_asked_on')"


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows of the officers, the facts of the recovery sheet and of the copy outside."""

    officers: list[tuple[Any, ...]]
    facts: list[tuple[Any, ...]]


def read(layout: "Layout", data_key: bytes) -> Carried | None:
    """What the store that is about to be replaced says; none where it cannot be read."""
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
    return None


def write(connection: "Connection", carried: Carried) -> None:
    """Put them into the copy that will become the store; an older one learns them at opening."""
    if _schema(connection) < _SINCE_SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        f"INSERT OR REPLACE INTO officers ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        carried.officers,
    )
    connection.execute(f"DELETE FROM store_facts WHERE {_FACTS}")  # noqa: S608
    connection.executemany("INSERT INTO store_facts (name, value) VALUES (?, ?)", carried.facts)
    connection.execute("COMMIT")


def _schema(connection: "Connection") -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])

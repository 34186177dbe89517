"""Steps that can be taken back: the rows of a write before and after, as JSON."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from desktop.db.errors import UndoConflictError
from desktop.db.rows import RowChange

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.writing import Write

STEPS_KEPT = 500
Direction = Literal["undo", "redo"]

_NEXT_UNDO = (
    "SELECT id, action, label, changes FROM undo_steps WHERE undone = 0 ORDER BY id DESC LIMIT 1"
)
_NEXT_REDO = (
    "SELECT id, action, label, changes FROM undo_steps WHERE undone = 1 ORDER BY id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A step that can be taken back or done again: what it was called and what it changed."""

    id: int
    action: str
    label: str
    changes: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class UndoDone:
    """What taking back or doing again did."""

    action: str
    label: str
    changed_tables: frozenset[str]


def keep_step(
    connection: "Connection",
    changes: list[RowChange],
    *,
    at: datetime,
    action: str,
    label: str,
) -> None:
    """Keep a step inside the open transaction; steps beyond the newest 500 go."""
    rows = [[change.table, change.key, change.before, change.after] for change in changes]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    cursor = connection.execute(
        "INSERT INTO undo_steps (at, action, label, changes) VALUES (?, ?, ?, ?)",
        (at.astimezone(UTC).isoformat(), action, label, text),
    )
    connection.execute("DELETE FROM undo_steps WHERE id <= ?", (cursor.lastrowid - STEPS_KEPT,))


def clear_redo(connection: "Connection") -> None:
    """Drop the steps that were taken back: a new write stands in their place."""
    connection.execute("DELETE FROM undo_steps WHERE undone = 1")


def next_step(connection: "Connection", direction: Direction) -> UndoStep | None:
    """The step that would be taken back, or done again, next."""
    row = connection.execute(_NEXT_UNDO if direction == "undo" else _NEXT_REDO).fetchone()
    if row is None:
        return None
    changes = tuple(
        RowChange(table, tuple(key), before, after)
        for table, key, before, after in json.loads(row[3])
    )
    return UndoStep(row[0], row[1], row[2], changes)


def next_label(connection: "Connection", direction: Direction) -> str | None:
    """What the next step is called; read without its rows."""
    row = connection.execute(_NEXT_UNDO if direction == "undo" else _NEXT_REDO).fetchone()
    return str(row[2]) if row else None


def apply_step(write: "Write", step: UndoStep, direction: Direction) -> None:
    """Bring the rows of a step to where they were before it, or after it.

    Raises:
        UndoConflictError: a row is no longer as the step left it.
    """
    backwards = direction == "undo"
    for change in reversed(step.changes) if backwards else step.changes:
        wanted = _reversed(change) if backwards else change
        if not write.apply(wanted):
            raise UndoConflictError(table=change.table, id=change.key_text, label=step.label)


def mark(connection: "Connection", step: UndoStep, direction: Direction) -> None:
    """Record that a step was taken back or done again."""
    undone = int(direction == "undo")
    connection.execute("UPDATE undo_steps SET undone = ? WHERE id = ?", (undone, step.id))


def _reversed(change: RowChange) -> RowChange:
    return RowChange(change.table, change.key, change.after, change.before)

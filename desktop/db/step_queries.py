"""Reading which step undo or redo would walk next."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.db.store import Store


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the window names it: when it was made, its action's code and its label."""

    at: datetime
    action: str
    label: str


def undo_line(store: "Store") -> StepLine | None:
    """The step that undo would take back next."""
    return _line(
        store, "SELECT at, action, label FROM undo_steps WHERE undone = 0 ORDER BY id DESC"
    )


def redo_line(store: "Store") -> StepLine | None:
    """The step that redo would do again next."""
    return _line(store, "SELECT at, action, label FROM undo_steps WHERE undone = 1 ORDER BY id")


def acts_since(store: "Store", step: StepLine) -> frozenset[str]:
    """The codes of what the log has after a step, in the order of the log and not of clocks."""
    moment = step.at.astimezone(UTC).isoformat()
    rows = store.read(
        "SELECT DISTINCT action FROM audit WHERE seq >"
        " (SELECT coalesce(max(seq), 0) FROM audit WHERE at = ? AND action = ?)",
        (moment, step.action),
    )
    return frozenset(str(row[0]) for row in rows)


def _line(store: "Store", sql: str) -> StepLine | None:
    rows = store.read(f"{sql} LIMIT 1")
    return StepLine(datetime.fromisoformat(rows[0][0]), rows[0][1], rows[0][2]) if rows else None

"""Reading closings, the officer's own paragraphs, half-typed lines, officers and the log."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.db import audit

if TYPE_CHECKING:
    from desktop.db.audit import AuditEntry
    from desktop.db.store import Store


class Closing(NamedTuple):
    """One closing (chốt số liệu) of a period: days ``first_day`` ≤ day < ``end_day``.

    ``correction`` 0 is the closing itself, n its n-th correction. One that was taken
    back keeps its line. The snapshot's bytes are read apart.
    """

    id: str
    period: str
    first_day: date
    end_day: date
    correction: int
    reason: str
    closed_at: datetime
    closed_by: str
    snapshot_sha256: str
    reopened_at: datetime | None = None
    reopen_reason: str = ""
    reopen_kind: str = ""
    figures: str = ""

    @property
    def corrected_further(self) -> bool:
        """Whether it was reopened for a numbered correction, and not merely taken back."""
        return self.reopen_kind == "correction"

    @property
    def in_force(self) -> bool:
        """Whether the closing still holds."""
        return self.reopened_at is None


class PeriodEvent(NamedTuple):
    """What happened to the paper or the package of a closing: printed, sent, received, returned."""

    id: str
    closing_id: str
    kind: str
    at: datetime
    officer: str
    note: str = ""


class UnfinishedLine(NamedTuple):
    """A half-typed line of the month sheet: its cells as the officer left them."""

    id: str
    sheet: str
    position: int
    cells: dict[str, str]


class Officer(NamedTuple):
    """An officer who keeps the register."""

    id: str
    name: str
    created_at: datetime
    role: str = "all"
    left_at: datetime | None = None


_CLOSINGS = """
SELECT id, period, first_day, end_day, correction, reason, closed_at, closed_by, reopened_at,
       reopen_reason, snapshot_sha256, reopen_kind, figures
FROM closings ORDER BY first_day, end_day, correction, closed_at, rowid
"""


def closings(store: "Store", period: str | None = None) -> tuple[Closing, ...]:
    """All closings, or those of one period, in the order of their days."""
    known = store.remembered("closings", frozenset({"closings"}), lambda: _read_closings(store))
    return tuple(one for one in known if period is None or one.period == period)


def _read_closings(store: "Store") -> tuple[Closing, ...]:
    return tuple(
        Closing(
            id=row[0],
            period=row[1],
            first_day=date.fromisoformat(row[2]),
            end_day=date.fromisoformat(row[3]),
            correction=row[4],
            reason=row[5],
            closed_at=datetime.fromisoformat(row[6]),
            closed_by=row[7],
            reopened_at=datetime.fromisoformat(row[8]) if row[8] else None,
            reopen_reason=row[9],
            snapshot_sha256=row[10],
            reopen_kind=row[11],
            figures=row[12],
        )
        for row in store.read(_CLOSINGS)
    )


def period_events(store: "Store", closing_id: str) -> tuple[PeriodEvent, ...]:
    """What happened to the paper and the package of a closing, in order."""
    rows = store.read(
        "SELECT id, closing_id, kind, at, officer, note FROM period_events"
        " WHERE closing_id = ? AND deleted_at IS NULL ORDER BY at, rowid",
        (closing_id,),
    )
    return tuple(
        PeriodEvent(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4], row[5])
        for row in rows
    )


def has_number(store: "Store", closing_id: str) -> bool:
    """Whether a paper of a closing has its number in the register of issued papers."""
    query = "SELECT 1 FROM issued_papers WHERE closing_id = ? AND deleted_at IS NULL LIMIT 1"
    return bool(store.read(query, (closing_id,)))


def confirmation_answers(store: "Store", period: str) -> dict[str, str]:
    """The answers given to questions about a period's figures, by question."""
    query = "SELECT confirmation, answer FROM confirmation_answers WHERE period = ?"
    return dict(store.read(query, (period,)))


def closing_snapshot(store: "Store", closing_id: str) -> bytes:
    """The bytes of the snapshot that a closing keeps.

    Raises:
        KeyError: no such closing.
    """
    found = store.read("SELECT snapshot FROM closings WHERE id = ?", (closing_id,))
    if not found:
        raise KeyError(closing_id)
    return bytes(found[0][0])


def closing_shares(store: "Store", closing_id: str) -> tuple[int, int, int, int]:
    """Of a closing: group-months met and due, groups with a model and active, on its day.

    Read from the snapshot's text alone: the first screen needs no more of it.
    """
    tables = frozenset({"closings"})
    return store.remembered(
        f"shares of {closing_id}", tables, lambda: _read_shares(store, closing_id)
    )


def _read_shares(store: "Store", closing_id: str) -> tuple[int, int, int, int]:
    totals = json.loads(closing_snapshot(store, closing_id))["snapshot"]["totals"]
    held, kept = totals["group_months"], totals["groups_with_model"]
    return held["met"], held["due"], kept["met"], kept["due"]


def report_texts(store: "Store", kind: str, period: str) -> dict[str, str]:
    """The officer's own paragraphs of one paper, by section."""
    return dict(
        store.read(
            "SELECT section, text FROM report_texts WHERE kind = ? AND period = ?", (kind, period)
        )
    )


def unfinished_lines(store: "Store", sheet: str) -> tuple[UnfinishedLine, ...]:
    """The half-typed lines of one month sheet, in their order."""
    rows = store.read(
        "SELECT id, sheet, position, cells FROM unfinished_lines WHERE sheet = ?"
        " ORDER BY position, rowid",
        (sheet,),
    )
    return tuple(UnfinishedLine(row[0], row[1], row[2], json.loads(row[3])) for row in rows)


def officers(store: "Store") -> tuple[Officer, ...]:
    """The officers, by the day they joined; those who left are among them."""
    rows = store.read(
        "SELECT id, name, created_at, role, left_at FROM officers ORDER BY created_at, id"
    )
    return tuple(
        Officer(
            row[0],
            row[1],
            datetime.fromisoformat(row[2]),
            row[3],
            datetime.fromisoformat(row[4]) if row[4] else None,
        )
        for row in rows
    )


def log_entries(
    store: "Store", *, before: int | None = None, limit: int = 200
) -> tuple["AuditEntry", ...]:
    """A page of the log, the newest first; ``before`` is the last ``seq`` already read."""
    with store.typed_errors():
        return audit.entries(store.connection, before=before, limit=limit)


def log_entry_of_head(store: "Store", head: str) -> int | None:
    """The entry after which the log had a head, or none where it never had."""
    rows = store.read("SELECT seq FROM audit WHERE hash = ?", (head,))
    return int(rows[0][0]) if rows else None


def log_head_before(store: "Store", identity: str) -> str:
    """The head of the log before the first entry that names an identity; empty when none does."""
    rows = store.read(
        "SELECT previous FROM audit WHERE instr(details, ?) ORDER BY seq LIMIT 1", (identity,)
    )
    return str(rows[0][0]) if rows else ""


def log_first_broken(store: "Store") -> int | None:
    """The first entry at which the chain of the log is broken, or none when it is whole."""
    with store.typed_errors():
        return audit.first_broken(store.connection)

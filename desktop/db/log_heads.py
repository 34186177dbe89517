"""Heads of the log that backups hold: entries that were cut off its end show against them."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine
from desktop.db.audit import AuditHead
from desktop.db.backup_copy import scratch_copy
from desktop.db.backup_info import backups_in
from desktop.db.errors import StoreError
from desktop.db.log_gaps import ERASE

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.store import Store

_LOOKED_AT = 3
"""Backups of a place that are opened, the newest first: one may be damaged or of another branch."""


def head_cut_off(store: "Store", places: tuple[Path, ...]) -> str | None:
    """The name of a backup whose head the log of its own branch no longer has; or none.

    A backup of another branch says nothing: since a restore the log goes its own way. So does one
    that cannot be read; checking backups tells of it.
    """
    for place in places:
        for info in backups_in(place)[:_LOOKED_AT]:
            head = None if info.damaged else _head_in(store, place / info.name)
            if head is None:
                continue
            if not _holds(store, head):
                return info.name
            break
    return None


def _head_in(store: "Store", path: Path) -> AuditHead | None:
    """The head in a backup of this branch; none where it is another one's or cannot be read."""
    with (
        contextlib.suppress(StoreError, engine.EngineError, OSError),
        scratch_copy(path) as copy,
    ):
        connection = engine.connect_single_file(copy, store.data_key)
        try:
            row = connection.execute(
                "SELECT value FROM store_facts WHERE name = 'branch_id'"
            ).fetchone()
            if row and row[0] == store.facts.branch_id:
                return _head_of_history(connection)
        finally:
            connection.close()
    return None


def _head_of_history(connection: "Connection") -> AuditHead | None:
    """The newest entry that the store wrote: an erasure rewrites a copy and signs an own entry."""
    row = connection.execute(
        "SELECT seq, hash FROM audit WHERE action != ? ORDER BY seq DESC LIMIT 1", (ERASE,)
    ).fetchone()
    return AuditHead(*row) if row else None


def _holds(store: "Store", head: AuditHead) -> bool:
    found = store.read("SELECT hash FROM audit WHERE seq = ?", (head.seq,))
    return [row[0] for row in found] == [head.hash]

"""After the disk failed under an open store: open it anew and compare it with what was said saved.

The open store remembers the newest entry of the log that a commit returned for. Found again with
the same hash, everything that was said to be saved is there.
"""

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.db import audit, engine
from desktop.db.errors import StoreBrokenError, StoreDamagedError

if TYPE_CHECKING:
    from desktop.db.store import Store


@dataclass(frozen=True, slots=True)
class Compared:
    """What the file holds after a failure, beside what was said to be saved.

    ``lost``: entries that were said to be saved and are not there; then the store is only read.
    ``more``: entries that are there although their saving was said to have failed.
    """

    lost: int = 0
    more: int = 0


def reopen(store: "Store") -> Compared:
    """Open the file of a broken store anew, in the same place, and compare; then it goes on.

    Raises:
        StoreDamagedError: a page fails its check; the store is only read.
        StoreError: the disk still fails, and the store stays broken.
        StoreBrokenError: it was closed, which no disk did.
    """
    if store.closed:
        raise StoreBrokenError(folder=str(store.folder))
    acknowledged = store.head
    store.broken = True
    with contextlib.suppress(engine.EngineError):
        store.connection.close()
    if not store.layout.store.exists():
        # The engine would make an empty file of that name.
        raise StoreDamagedError(folder=str(store.folder), reason="missing")
    store.take_connection(engine.connect(store.layout.store, store.data_key))
    with store.typed_errors():
        if faults := engine.page_faults(store.connection):
            raise StoreDamagedError(folder=str(store.folder), reason=faults[0])
        found = audit.read_head(store.connection)
        row = store.connection.execute(
            "SELECT hash FROM audit WHERE seq = ?", (acknowledged.seq,)
        ).fetchone()
    if acknowledged.seq and (row is None or row[0] != acknowledged.hash):
        return Compared(lost=max(1, acknowledged.seq - found.seq))
    more = found.seq - acknowledged.seq
    store.head, store.broken = found, False
    return Compared(more=more)

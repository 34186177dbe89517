"""One step back from a merger: the new folder goes, as long as nobody worked in it."""

from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.merged import first_own_month
from desktop.actions.setup import Sources
from desktop.db import audit
from desktop.db.merged_store import take_away
from desktop.db.slots import Secret
from desktop.db.store_opening import open_store


class MergeGoneOnError(LookupError):
    """A folder that is no merger's any more: something was entered in it; its place."""


def undo_merge(folder: Path, *, sources: Sources, secret: Secret | None = None) -> None:
    """Takes the folder of a new commune away again; the former folders are as they were.

    ``secret`` is the password that it was made with, where there is one.

    Raises:
        MergeGoneOnError: the folder was not made by a merger, or was worked in since.
        StoreError: it cannot be read or is in use, or cannot be taken away.
    """
    with open_store(folder, clock=sources.clock, ids=sources.ids, secret=secret) as store:
        last = [one.action for one in audit.entries(store.connection, limit=1)]
        merged = first_own_month(Desk(store, sources.clock, sources.ids)) is not None
        if not merged or last != ["merge_communes"]:
            raise MergeGoneOnError(folder)
    take_away(folder)

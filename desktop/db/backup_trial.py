"""Trying a copy out: it is restored into a scratch folder and opened there, as in earnest."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import audit
from desktop.db.backup_copy import Held, read_held, scratch_folder
from desktop.db.backups import BackupInfo, Steps, key_of_backup, note_damaged, note_tried
from desktop.db.errors import BackupDamagedError
from desktop.db.restoring import restore
from desktop.db.slots import Secret
from desktop.db.store import Store
from desktop.db.store_opening import open_store

if TYPE_CHECKING:
    from desktop.domain.sources import Clock, IdSource


@dataclass(frozen=True, slots=True)
class Tried:
    """What trying a copy out has proven: it opens, every page is whole, and it holds this.

    ``entries`` of the log were followed from the first to the last; ``by_key_now`` says that the
    key of the store now open opened it: no password was tried.
    """

    info: BackupInfo
    held: Held
    groups: int
    closings: int
    entries: int
    by_key_now: bool


def try_restore(
    path: Path,
    *,
    clock: "Clock",
    ids: "IdSource",
    secret: Secret | None = None,
    data_key: bytes | None = None,
    steps: Steps | None = None,
) -> Tried:
    """Restore a copy into a scratch folder, open it, count what it holds and follow its log.

    The day on which it was tried is noted beside it, where the place allows that, or that it is
    damaged.

    Raises:
        BackupDamagedError: it cannot be restored; with the first fault found.
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
    """
    try:
        return _tried(path, clock=clock, ids=ids, secret=secret, data_key=data_key, steps=steps)
    except BackupDamagedError:
        note_damaged(path)
        raise


def _tried(
    path: Path,
    *,
    clock: "Clock",
    ids: "IdSource",
    secret: Secret | None,
    data_key: bytes | None,
    steps: Steps | None,
) -> Tried:
    key = key_of_backup(path, secret=secret, data_key=data_key)
    with restored_aside(path, clock=clock, ids=ids, data_key=key, steps=steps) as (store, info):
        broken = audit.first_broken(store.connection)
        if broken is not None:
            raise BackupDamagedError(name=path.name, reason=f"log {broken}")
        held = read_held(store.connection)
        if held != (info.sessions, info.models, info.units, info.receptions):
            raise BackupDamagedError(name=path.name, reason="counts")
        counts = store.read(
            "SELECT (SELECT count(*) FROM residential_groups WHERE deleted_at IS NULL),"
            " (SELECT count(*) FROM closings), (SELECT count(*) FROM audit)"
        )[0]
    noted = note_tried(path, info, at=clock.now())
    groups, closings, entries = (int(one) for one in counts)
    # The last entry is that of the trial's own restore: it is not the copy's.
    return Tried(noted, held, groups, closings, entries - 1, key == data_key)


@contextlib.contextmanager
def restored_aside(
    path: Path,
    *,
    clock: "Clock",
    ids: "IdSource",
    data_key: bytes,
    steps: Steps | None = None,
) -> Iterator[tuple[Store, BackupInfo]]:
    """The store of a copy, restored into a scratch folder that goes when the block is left.

    Raises:
        BackupDamagedError, StoreTooNewError: it cannot be restored.
    """
    with scratch_folder() as scratch:
        folder = Path(scratch) / "data"
        done = restore(
            folder, str(path.absolute()), clock=clock, ids=ids, data_key=data_key, steps=steps
        )
        with open_store(folder, clock=clock, ids=ids, data_key=data_key) as store:
            yield store, done.info

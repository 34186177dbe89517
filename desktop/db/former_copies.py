"""Opening a data folder without touching it: a copy is opened, the folder stays as it is."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine
from desktop.db.errors import (
    StoreDamagedError,
    StoreError,
    StoreInUseError,
    store_error_of,
    store_error_of_file,
)
from desktop.db.keys import write_side_file
from desktop.db.layout import Layout, old_version, with_journals
from desktop.db.slots import Secret
from desktop.db.store import Store
from desktop.db.store_opening import holds_store, open_store, refuse_open_elsewhere
from desktop.files import FileFaultError, copy_file, make_folder

if TYPE_CHECKING:
    from desktop.domain.sources import Clock, IdSource


@contextlib.contextmanager
def opened_copy(
    folder: Path,
    scratch: Path,
    *,
    clock: "Clock",
    ids: "IdSource",
    secret: Secret | None = None,
) -> Iterator[Store]:
    """The store of a folder, as a checked copy in a scratch folder that is not there yet.

    Nothing in the folder is changed, not even when an older version wrote it. ``secret`` opens a
    folder that is locked.

    Raises:
        NotAStoreError, StoreInUseError, WrongPasswordError: it cannot be used.
        StoreDamagedError: a page fails its check. DiskFullError: no room for the copy.
    """
    try:
        refuse_open_elsewhere(folder)
        _copy(Layout(folder), scratch)
        store = open_store(scratch, clock=clock, ids=ids, secret=secret)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    except StoreError as error:
        raise _of_source(error, folder) from error
    with store:
        if faults := engine.integrity_faults(store.connection):
            raise StoreDamagedError(folder=str(folder), reason=faults[0])
        yield store


@contextlib.contextmanager
def copy_of_open(store: Store, scratch: Path, *, ids: "IdSource") -> Iterator[Store]:
    """The same of a store that this program has open; it is not written to.

    Raises:
        StoreDamagedError: a page fails its check. DiskFullError: no room for the copy.
    """
    layout = Layout(scratch)
    try:
        make_folder(scratch)
        target = engine.connect_target(layout.store, store.data_key)
        try:
            store.connection.backup(target)
        finally:
            target.close()
        write_side_file(layout.key, store.side_file)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    except engine.EngineError as error:
        raise store_error_of(error, folder=store.folder) from error
    with open_store(scratch, clock=store.clock, ids=ids, data_key=store.data_key) as copy:
        if faults := engine.integrity_faults(copy.connection):
            raise StoreDamagedError(folder=str(store.folder), reason=faults[0])
        yield copy


def _copy(layout: Layout, scratch: Path) -> None:
    """Copy what a store is made of; a program that wrote meanwhile is told as using it."""
    if not holds_store(layout.folder):
        # Opening an empty folder says what is wrong with it.
        make_folder(scratch)
        return
    parts = (*with_journals(layout.store), layout.key, old_version(layout.key))
    before = _stamps(parts)
    make_folder(scratch)
    for path in before:
        copy_file(path, scratch / path.name)
    refuse_open_elsewhere(layout.folder)
    if _stamps(parts) != before:
        raise StoreInUseError(folder=str(layout.folder))


def _stamps(parts: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    """Size and time of those parts that are there."""
    found: dict[Path, tuple[int, int]] = {}
    for path in parts:
        if path.exists():
            stat = path.stat()
            found[path] = (stat.st_size, stat.st_mtime_ns)
    return found


def _of_source(error: StoreError, folder: Path) -> StoreError:
    """The same error, told of the folder and not of its copy."""
    kept = {name: text for name, text in error.details.items() if name not in {"path", "folder"}}
    return type(error)(**kept, folder=str(folder))

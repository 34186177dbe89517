"""The store of a merged commune: built beside its place, compared, and then put there whole."""

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db.backups import BackupInfo, export_backup, verify_backup
from desktop.db.errors import FolderNotEmptyError, StoreDamagedError, store_error_of_file
from desktop.db.former_rows import Tables, rows_of
from desktop.db.keys import SideFile
from desktop.db.layout import Layout, old_version, with_journals
from desktop.db.rows import Row
from desktop.db.store import Store
from desktop.db.store_opening import create_store
from desktop.db.writing import Write
from desktop.files import FileFaultError, fault_of, flush_folder, make_folder, move_file, write_file

if TYPE_CHECKING:
    from desktop.domain.sources import Clock, IdSource

ARCHIVE_NAME = "merged"
"""Where a merged folder keeps its former communes: one folder each, with a verified backup."""
REPORT_NAME = "ket-qua-nhap.txt"
ARCHIVE_REASON = "merged"


def refuse_held(folder: Path) -> None:
    """Does nothing for a folder that is absent or empty.

    Raises:
        FolderNotEmptyError: it holds something, or is a file. FolderReadOnlyError.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderNotEmptyError(folder=str(folder))
    except OSError as error:
        raise store_error_of_file(fault_of(error, folder)) from error


@dataclass(frozen=True, slots=True)
class Building:
    """Where a merger works: the folder that becomes the target, and room for copies."""

    store: Path
    copies: Path


@contextlib.contextmanager
def building_place(target: Path) -> Iterator[Building]:
    """A folder beside the target to build in; it goes, with what a merger cut short left there.

    Raises:
        StoreError: no folder can be made there.
    """
    place = target.with_name(f".{target.name}.merging")
    try:
        _remove(place)
        make_folder(place)
        yield Building(place / "store", place / "copies")
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    finally:
        _remove(place)


def _remove(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)


def put_rows(write: Write, tables: Mapping[str, Sequence[Row]]) -> None:
    """Write joined rows, in the order of their tables."""
    for table, rows in tables.items():
        for row in rows:
            write.put(table, row)


def build_store(
    place: Path,
    *,
    clock: "Clock",
    ids: "IdSource",
    fill: Callable[[Store], None],
    protect: Callable[[bytes], SideFile] | None = None,
) -> Store:
    """The open store of the new commune, in the folder where it is built.

    ``protect`` makes the side file for its data key; by default it opens by itself.
    """
    return create_store(place, clock=clock, ids=ids, fill=fill, protect=protect)


def refuse_difference(store: Store, tables: Tables) -> None:
    """Compare what the store holds with what was joined, row by row.

    Raises:
        StoreDamagedError: something is missing or another; the merger must not be used.
    """
    for table, rows in tables.items():
        held = sorted(map(_said, rows_of(store, table)))
        if held != sorted(_said(row) for row in rows):
            raise StoreDamagedError(folder=str(store.folder), reason=table)


def _said(row: Row) -> str:
    """A row as one text; a column that was not given stands as its default would."""
    return repr(sorted((name, value) for name, value in row.items() if value not in (None, "")))


def archive(former: Store, building: Path, name: str) -> BackupInfo:
    """Keep a former commune whole: a backup with its side file, every page checked again.

    Raises:
        StoreError: the archive could not be written, or is not what was written.
    """
    place = building / ARCHIVE_NAME / name
    made = export_backup(former, to=place, reason=ARCHIVE_REASON)
    return verify_backup(place / made.name, data_key=former.data_key)


def finish(building: Path, target: Path, *, report: str) -> None:
    """Write the report beside the archives and give the folder its name, in one step.

    Raises:
        StoreError: the target is as it was.
    """
    refuse_held(target)
    try:
        write_file(building / ARCHIVE_NAME / REPORT_NAME, report.encode("utf-8"))
        if target.exists():
            target.rmdir()
        move_file(building, target)
        flush_folder(target.parent)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    except OSError as error:
        raise store_error_of_file(fault_of(error, target)) from error


def take_away(folder: Path) -> None:
    """Delete a merged folder: the store, its key and the archives; files of others stay.

    Raises:
        StoreError: something of it is held or cannot be deleted.
    """
    layout = Layout(folder)
    try:
        for part in (*with_journals(layout.store), layout.key, old_version(layout.key)):
            part.unlink(missing_ok=True)
        if (folder / ARCHIVE_NAME).exists():
            shutil.rmtree(folder / ARCHIVE_NAME)
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise store_error_of_file(fault_of(error, folder)) from error

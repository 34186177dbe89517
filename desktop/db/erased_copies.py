"""The store and its copies rewritten without a text: one transaction each, no old page left."""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import audit, engine, keys
from desktop.db.backup_info import STORE_ENDING, info_path, read_info, side_path, write_info
from desktop.db.backups import note_damaged, verify_backup
from desktop.db.erased_keys import erase_door_inside, without
from desktop.db.erasing import rewrite
from desktop.db.erasing_found import Found
from desktop.db.erasing_log import Sign, drop_salts, gap_facts
from desktop.db.errors import DAMAGE, BackupDamagedError, StoreError, store_error_of
from desktop.db.keys import key_check_of
from desktop.db.layout import STORE_NAME, Layout, with_journals
from desktop.db.log_gaps import ERASE
from desktop.db.side_files import COPIES_BEHIND
from desktop.domain.erasing import Erasure
from desktop.files import copy_file, flush_file, move_file

if TYPE_CHECKING:
    from desktop.db.store import Store


def look_into_store(store: "Store", erasure: Erasure) -> Found:
    """Where the words stand in the open store; nothing is changed."""
    with store.typed_errors():
        return rewrite(store.connection, erasure, write=False)


def erase_in_store(
    store: "Store", erasure: Erasure, *, sign: Sign, row_id: str, officer: str, at: datetime
) -> Found:
    """Take the words out of the open store, and out of the list at its door, in one act.

    Undo does not take it back.

    Raises:
        StoreError: nothing was changed.
    """
    door = store.side_file
    with store.writing(action=ERASE, undoable=False, officer=officer) as write:
        found = rewrite(store.connection, erasure, write=True)
        gone = drop_salts(store.connection, found)
        facts = gap_facts(found, gone, sign)
        row = {"id": row_id, "at": at.isoformat(), "officer": officer, "kind": "name"}
        spans = {"first_seq": min(gone, default=None), "last_seq": max(gone, default=None)}
        places = {"places": facts["places"], "count": found.total}
        write.put("erasures", {**row, **spans, **places})
        write.facts.update(facts)
        if (cleaned := without(door, erasure)) != door:
            store.set_fact(COPIES_BEHIND, "1")
            store.replace_slots(cleaned)
    # Freed pages still hold the text until the file is written anew.
    store.checkpoint()
    store.read("VACUUM")
    store.checkpoint()
    store.take_connection(store.connection)
    return found


def look_into_copy(path: Path, erasure: Erasure, *, data_key: bytes) -> Found:
    """Where the words stand in a copy.

    Raises:
        StoreError: the copy does not open with this key. BackupDamagedError: a page fails its
        check; what the engine gives of it may be blank, and is not taken for the text.
    """
    connection = engine.connect_single_file(path, data_key)
    try:
        if faults := engine.page_faults(connection):
            raise BackupDamagedError(name=path.name, reason=faults[0])
        return rewrite(connection, erasure, write=False)
    except engine.EngineError as error:
        raise store_error_of(error, folder=path.parent) from error
    except MemoryError as error:
        raise _called_short(path, error) from error
    finally:
        connection.close()


def look_and_note(path: Path, erasure: Erasure, *, data_key: bytes) -> Found | None:
    """Where the words stand in a copy; none where it does not open here.

    Damage that is found in it is written beside it; one of which that was written before is
    checked anew, in full.

    Raises:
        BackupDamagedError, StoreDamagedError: it is damaged.
    """
    key = key_of_copy(path, data_key)
    ours = key_check_of(_side_of(path)) == keys.register_of(data_key) and not _has_log(path)
    if key is None and not ours:
        return None
    if key is None or read_info(path).damaged:
        verify_backup(path, data_key=data_key)
    try:
        return look_into_copy(path, erasure, data_key=key or data_key)
    except DAMAGE:
        note_damaged(path)
        raise


def erase_in_copy(
    path: Path, erasure: Erasure, *, data_key: bytes, sign: Sign, officer: str, at: datetime
) -> None:
    """Rewrite a copy without the words; it keeps its name, and stays as it was on any fault.

    Raises:
        StoreError, FileFaultError: the copy is as it was.
    """
    draft = path.with_name(f".{path.name}.erasing")
    info = read_info(path) if info_path(path).exists() else None
    try:
        copy_file(path, draft)
        _rewrite_draft(draft, erasure, data_key=data_key, sign=sign, officer=officer, at=at)
        flush_file(draft)
        move_file(draft, path)
    except engine.EngineError as error:
        raise store_error_of(error, folder=path.parent) from error
    except MemoryError as error:
        raise _called_short(path, error) from error
    finally:
        for left in with_journals(draft):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    if info is not None:
        write_info(path, info)


def _called_short(path: Path, error: MemoryError) -> BackupDamagedError:
    """The engine calls it a lack of memory when a damaged page stops it in the midst of writing."""
    return BackupDamagedError(name=path.name, reason=str(error) or "page")


def _rewrite_draft(
    draft: Path, erasure: Erasure, *, data_key: bytes, sign: Sign, officer: str, at: datetime
) -> None:
    connection = engine.connect_single_file(draft, data_key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        found = rewrite(connection, erasure, write=True)
        erase_door_inside(connection, erasure, data_key)
        gone = drop_salts(connection, found)
        facts = gap_facts(found, gone, sign)
        head = audit.read_head(connection)
        audit.append(connection, head, at=at, officer=officer, action=ERASE, facts=facts)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        if faults := engine.integrity_faults(connection):
            raise BackupDamagedError(name=draft.name, reason=faults[0])
    finally:
        connection.close()


def key_of_copy(path: Path, data_key: bytes) -> bytes | None:
    """The key that opens a copy: the one given, or that of its own side file where none is asked.

    None where it does not open here, or has a log of its own beside it.
    """
    if _has_log(path):
        return None
    if engine.opens(path, data_key):
        return data_key
    try:
        own = keys.unlock(keys.read_side_file(_side_of(path))).data_key
    except StoreError:
        return None
    return own if engine.opens(path, own) else None


def _side_of(path: Path) -> Path:
    return Layout(path.parent).key if path.name == STORE_NAME else side_path(path)


def _has_log(path: Path) -> bool:
    return any(one.exists() and one.stat().st_size for one in with_journals(path)[1:])


def copies_inside(store: "Store") -> Iterator[Path]:
    """Every database below the data folder but the store itself: backups, what restores put
    aside, former communes."""
    for folder, _folders, names in os.walk(store.folder):
        for name in sorted(names):
            path = Path(folder) / name
            if name.endswith(STORE_ENDING) and path != store.layout.store and path.is_file():
                yield path

"""The store and its copies rewritten without a text: one transaction each, no old page left."""

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import audit, engine
from desktop.db.backup_info import info_path, read_info, write_info
from desktop.db.erasing import rewrite
from desktop.db.erasing_found import Found
from desktop.db.erasing_log import Sign, drop_salts, gap_facts
from desktop.db.errors import BackupDamagedError, StoreError, store_error_of
from desktop.db.layout import with_journals
from desktop.db.log_gaps import ERASE
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
    """Take the words out of the open store in one act that undo does not take back.

    Raises:
        StoreError: nothing was changed.
    """
    with store.writing(action=ERASE, undoable=False, officer=officer) as write:
        found = rewrite(store.connection, erasure, write=True)
        gone = drop_salts(store.connection, found)
        facts = gap_facts(found, gone, found.redacted, sign)
        write.put(
            "erasures",
            {
                "id": row_id,
                "at": at.isoformat(),
                "officer": officer,
                "kind": "name",
                "places": facts["places"],
                "first_seq": min(gone, default=None),
                "last_seq": max(gone, default=None),
                "count": found.total,
            },
        )
        write.facts.update(facts)
    # Freed pages still hold the text until the file is written anew.
    store.checkpoint()
    store.read("VACUUM")
    store.checkpoint()
    store.take_connection(store.connection)
    return found


def look_into_copy(path: Path, erasure: Erasure, *, data_key: bytes) -> Found:
    """Where the words stand in a copy.

    Raises:
        StoreError: the copy does not open with this key.
    """
    connection = engine.connect_single_file(path, data_key)
    try:
        return rewrite(connection, erasure, write=False)
    except engine.EngineError as error:
        raise store_error_of(error, folder=path.parent) from error
    finally:
        connection.close()


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
    finally:
        for left in with_journals(draft):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    if info is not None:
        write_info(path, info)


def _rewrite_draft(
    draft: Path, erasure: Erasure, *, data_key: bytes, sign: Sign, officer: str, at: datetime
) -> None:
    connection = engine.connect_single_file(draft, data_key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        found = rewrite(connection, erasure, write=True)
        gone = drop_salts(connection, found)
        facts = gap_facts(found, gone, found.redacted, sign)
        head = audit.read_head(connection)
        audit.append(connection, head, at=at, officer=officer, action=ERASE, facts=facts)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        if faults := engine.integrity_faults(connection):
            raise BackupDamagedError(name=draft.name, reason=faults[0])
    finally:
        connection.close()


def opens(path: Path, *, data_key: bytes) -> bool:
    """Whether a copy opens with a key and has no log of its own beside it."""
    journals = with_journals(path)[1:]
    if any(one.exists() and one.stat().st_size for one in journals):
        return False
    try:
        engine.connect_single_file(path, data_key).close()
    except StoreError:
        return False
    return True

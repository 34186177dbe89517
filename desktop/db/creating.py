"""Making a store: the folder it may go into, and its first rows."""

from datetime import UTC
from typing import TYPE_CHECKING

from desktop.db import audit, engine
from desktop.db.errors import FolderNotEmptyError, store_error_of_file
from desktop.db.layout import Layout, old_version, with_journals
from desktop.files import FileFaultError, fault_of, make_folder

if TYPE_CHECKING:
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from desktop.domain.commune import Role
    from desktop.domain.sources import Clock, IdSource


def clear_for_creation(layout: Layout) -> None:
    """Refuse a folder that holds something; what a creation cut short left is removed.

    Raises:
        FolderNotEmptyError, FolderReadOnlyError, DiskFullError: no store can be made there.
    """
    leftovers = {*with_journals(layout.unfinished), layout.key, old_version(layout.key)}
    try:
        make_folder(layout.folder)
        held = set(layout.folder.iterdir())
        drafts = {path for path in held if _is_draft_of_key(layout, path)}
        # A side file without an unfinished store may be the key to a store that was moved away.
        keys_held = bool(held & {layout.key, old_version(layout.key)})
        if held - drafts - leftovers or (keys_held and layout.unfinished not in held):
            raise FolderNotEmptyError(folder=str(layout.folder))
        for path in held:
            path.unlink()
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    except OSError as error:
        raise store_error_of_file(fault_of(error, layout.folder)) from error


def _is_draft_of_key(layout: Layout, path: "Path") -> bool:
    """Whether a power cut left this while the side file was being written."""
    return path.name.startswith(f".{layout.key.name}") and path.name.endswith(".part")


def first_rows(connection: "Connection", *, clock: "Clock", ids: "IdSource", role: "Role") -> None:
    """Make the schema, the facts and the first entry of the log."""
    from desktop.db.migrations import migrate

    connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
    migrate(connection)
    now = clock.now().astimezone(UTC)
    facts = {
        "install_id": ids.new(),
        "branch_id": ids.new(),
        "created_at": now.isoformat(),
        "role": role.value,
        "last_seen": clock.today().isoformat(),
    }
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO store_facts (name, value) VALUES (?, ?)", facts.items())
    audit.append(
        connection, audit.AuditHead(), at=now, officer="", action="create_store", facts=facts
    )
    connection.execute("COMMIT")

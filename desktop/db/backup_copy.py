"""Copies of a store that are looked into without touching the original."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db.errors import store_error_of_file
from desktop.files import FileFaultError, copy_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


@contextlib.contextmanager
def scratch_copy(path: Path) -> Iterator[Path]:
    """A copy of an encrypted file in a scratch folder that goes when the block is left."""
    with tempfile.TemporaryDirectory(prefix="so138-", ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch) / path.name
        try:
            copy_file(path, copy)
        except FileFaultError as fault:
            raise store_error_of_file(fault) from fault
        yield copy


def read_facts_of(connection: "Connection") -> tuple[int, int]:
    """How many sessions and models a store holds."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM sessions WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM models WHERE deleted_at IS NULL)"
    ).fetchone()
    return int(row[0]), int(row[1])

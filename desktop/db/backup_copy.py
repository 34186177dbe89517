"""Copies of a store that are looked into without touching the original."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.db.errors import store_error_of_file
from desktop.db.layout import with_journals
from desktop.domain.commune import Role
from desktop.files import FileFaultError, copy_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


_PREFIX = "so138-scratch-"


def scratch_folder() -> "tempfile.TemporaryDirectory[str]":
    """A scratch folder that goes when it is left; those of programs that were killed go now."""
    sweep_scratch()
    return tempfile.TemporaryDirectory(
        prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
    )


def sweep_scratch() -> None:
    """Remove what a kill or a power cut left: a copy of the data is not to lie about."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = path.name.removeprefix(_PREFIX).partition("-")[0]
        if not number.isdigit() or int(number) == os.getpid() or path.is_symlink():
            continue
        # Seldom needed, and not small.
        import psutil

        if not psutil.pid_exists(int(number)):
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def scratch_copy(path: Path) -> Iterator[Path]:
    """A copy of an encrypted file in a scratch folder that goes when the block is left."""
    with scratch_folder() as scratch:
        copy = Path(scratch) / path.name
        try:
            copy_with_journals(path, copy)
        except FileFaultError as fault:
            raise store_error_of_file(fault) from fault
        yield copy


def copy_with_journals(path: Path, target: Path) -> None:
    """Copy a file and what was not brought into it yet: opening the copy does that.

    Raises:
        FileFaultError: it cannot be read, or not be written.
    """
    for source, copy in zip(with_journals(path), with_journals(target), strict=True):
        if source == path or source.exists():
            copy_file(source, copy)


def _facts_of(connection: "Connection") -> tuple[int, int]:
    """How many sessions and models a store holds."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM sessions WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM models WHERE deleted_at IS NULL)"
    ).fetchone()
    return int(row[0]), int(row[1])


class Held(NamedTuple):
    """What a store holds; units and receptions only at a superior."""

    sessions: int
    models: int
    units: int | None = None
    receptions: int | None = None


def read_held(connection: "Connection") -> Held:
    """What a store holds: a commune's sessions and models, a superior's units and receptions."""
    own = _facts_of(connection)
    role = connection.execute("SELECT value FROM store_facts WHERE name = 'role'").fetchone()
    if role is None or role[0] != Role.SUPERIOR.value:
        return Held(*own)
    tables = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('expected_units', 'receptions')"
    ).fetchone()
    if tables[0] < 2:
        return Held(*own)
    row = connection.execute(
        "SELECT (SELECT count(*) FROM expected_units WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM receptions WHERE undone_at IS NULL)"
    ).fetchone()
    return Held(*own, int(row[0]), int(row[1]))

"""The side files of copies in reach, rewritten to the slots in force.

A backup carries the slots of the day when it was made. Without this, a former password would
still open it. Copies on sticks and other machines are out of reach: they are named in words.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import keys
from desktop.db.errors import KeyFileDamagedError, StoreTooNewError
from desktop.db.layout import OLD_SUFFIX, old_version
from desktop.files import FileFaultError, write_file

if TYPE_CHECKING:
    from desktop.db.store import Store

KEY_ENDING = ".key.json"
COPIES_BEHIND = "key_copies_behind"
"""The fact that says that copies may still have former slots: set with the change itself."""


@dataclass(frozen=True, slots=True)
class CopiesRewritten:
    """How many side files of copies got the slots in force, and which could not be written."""

    rewritten: int = 0
    failed: tuple[Path, ...] = ()


def rewrite_copies(store: "Store", *, mirrors: Iterable[Path] = ()) -> CopiesRewritten:
    """Put the slots in force into the side files of every copy of this store.

    Looked through are the data folder with its backups and what restores replaced, and the
    folders of ``mirrors``. Side files of other stores are left alone. Never raises: what could
    not be written is told, and tried again at the next opening.
    """
    data = keys.side_file_bytes(store.side_file)
    rewritten = 0
    failed: list[Path] = []
    for path in side_files_of_copies(store, mirrors):
        try:
            if not _is_behind(path, store.side_file, store.data_key):
                continue
            write_file(path, data)
            rewritten += 1
        except (FileFaultError, OSError):
            failed.append(path)
    if not failed:
        store.set_fact(COPIES_BEHIND, "")
    return CopiesRewritten(rewritten, tuple(failed))


def _is_behind(path: Path, in_force: keys.SideFile, data_key: bytes) -> bool:
    """Whether a side file is of the same store and has former slots; a damaged one opens nothing.

    One of a newer generation is left alone: it is never a former one.
    """
    try:
        found = keys.read_side_file(path)
    except (KeyFileDamagedError, StoreTooNewError):
        return False
    if found.key_check != in_force.key_check or found == in_force:
        return False
    return found.generation <= in_force.generation or not found.is_sealed(data_key)


def side_files_of_copies(store: "Store", mirrors: Iterable[Path]) -> Iterator[Path]:
    """Every side file in the data folder and the mirrors but the store's own two."""
    own = {store.layout.key, old_version(store.layout.key)}
    for place in (store.folder, *mirrors):
        for folder, _folders, names in os.walk(place):
            for name in names:
                path = Path(folder) / name
                if name.startswith(".") and KEY_ENDING in name and name.endswith(".part"):
                    # What a power cut left of a side file that was being written.
                    path.unlink(missing_ok=True)
                of_copy = name.endswith((KEY_ENDING, KEY_ENDING + OLD_SUFFIX))
                if of_copy and path not in own and not path.is_symlink():
                    yield path

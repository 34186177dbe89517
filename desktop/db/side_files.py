"""The side files of copies in reach, rewritten to the slots in force.

A backup carries the slots of the day when it was made. Without this, a former password would
still open it. Copies on sticks and other machines are out of reach: they are named in words.
A mirror that was away is brought up as soon as it is back; until then the check says so.
"""

import json
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
KEY_MIRRORS = "key_mirrors"
"""The fact that says which generation of the key file each mirror was brought up to."""


@dataclass(frozen=True, slots=True)
class CopiesRewritten:
    """How many side files of copies got the slots in force, and which could not be written.

    ``away``: mirrors that are not there now; they are brought up when they are back.
    """

    rewritten: int = 0
    failed: tuple[Path, ...] = ()
    away: tuple[Path, ...] = ()


def rewrite_copies(store: "Store", *, mirrors: Iterable[Path] = ()) -> CopiesRewritten:
    """Put the slots in force into the side files of every copy of this store.

    Looked through are the data folder with its backups and what restores replaced, and the
    folders of ``mirrors``. Side files of other stores are left alone. Never raises: what could
    not be written is told, and tried again at the next opening.
    """
    here = _rewritten(store, store.folder)
    if not here.failed:
        store.set_fact(COPIES_BEHIND, "")
    found = [here, *(rewrite_mirror(store, one) for one in mirrors if one.is_dir())]
    failed = tuple(path for one in found for path in one.failed)
    return CopiesRewritten(sum(one.rewritten for one in found), failed)


def rewrite_mirror(store: "Store", place: Path) -> CopiesRewritten:
    """The same in one mirror, and remember that it was brought up, where all could be written."""
    done = _rewritten(store, place)
    noted, now = _mirrors(store), store.side_file.generation
    if not done.failed and noted.get(str(place)) != now:
        _note_mirrors(store, {**noted, str(place): now})
    return done


def mirrors_behind(store: "Store") -> tuple[Path, ...]:
    """The mirrors in which key files may still have former slots: they were away at the change."""
    now = store.side_file.generation
    return tuple(Path(place) for place, at in _mirrors(store).items() if at < now)


def is_brought_up(store: "Store", place: Path) -> bool:
    """Whether a mirror has the slots in force, as far as is remembered."""
    return _mirrors(store).get(str(place)) == store.side_file.generation


def forget_mirrors(store: "Store", *, but: Path | None) -> None:
    """Mirrors that the officer gave up for another are reminded of no more."""
    noted = _mirrors(store)
    kept = {place: at for place, at in noted.items() if place == str(but)}
    if kept != noted:
        _note_mirrors(store, kept)


def _mirrors(store: "Store") -> dict[str, int]:
    try:
        return {str(place): int(at) for place, at in json.loads(store.fact(KEY_MIRRORS)).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _note_mirrors(store: "Store", noted: dict[str, int]) -> None:
    store.set_fact(KEY_MIRRORS, json.dumps(noted, sort_keys=True))


def _rewritten(store: "Store", place: Path) -> CopiesRewritten:
    data = keys.side_file_bytes(store.side_file)
    rewritten = 0
    failed: list[Path] = []
    for path in _side_files_in(store, place):
        try:
            if not _is_behind(path, store.side_file, store.data_key):
                continue
            write_file(path, data)
            rewritten += 1
        except (FileFaultError, OSError):
            failed.append(path)
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
    for place in (store.folder, *mirrors):
        yield from _side_files_in(store, place)


def _side_files_in(store: "Store", place: Path) -> Iterator[Path]:
    own = {store.layout.key, old_version(store.layout.key)}
    for folder, _folders, names in os.walk(place):
        for name in names:
            path = Path(folder) / name
            if name.startswith(".") and KEY_ENDING in name and name.endswith(".part"):
                # What a power cut left of a side file that was being written.
                path.unlink(missing_ok=True)
            of_copy = name.endswith((KEY_ENDING, KEY_ENDING + OLD_SUFFIX))
            if of_copy and path not in own and not path.is_symlink():
                yield path

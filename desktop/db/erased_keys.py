"""Names at the door: the labels of slots stand in side files, where no password is asked."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import keys, keys_in_force
from desktop.db.errors import KeyFileDamagedError, StoreTooNewError, store_error_of_file
from desktop.db.keys import SideFile
from desktop.db.layout import old_version
from desktop.db.side_files import side_files_of_copies
from desktop.domain.erasing import Erasure
from desktop.files import FileFaultError, write_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.store import Store

_LABEL = "label"


def door_files(store: "Store", erasure: Erasure, *, mirrors: Iterable[Path]) -> tuple[Path, ...]:
    """The side files in reach, those of copies and of other stores too, whose list has the words.

    One that is damaged opens nothing and shows no list.
    """
    own = (store.layout.key, old_version(store.layout.key))
    return tuple(
        path
        for path in (*own, *side_files_of_copies(store, mirrors))
        if any(erasure.stands_in(label) for label in _labels(path))
    )


def erase_labels(paths: Iterable[Path], erasure: Erasure) -> None:
    """Write side files of other stores anew without the words; what they open with stays.

    Their seal is of a key that is not at hand: the copy itself says which slots are in force.

    Raises:
        StoreError: this one and those after it are as they were.
    """
    for path in paths:
        side_file = keys.read_side_file(path)
        if (cleaned := without(side_file, erasure)) == side_file:
            continue
        try:
            write_file(path, keys.side_file_bytes(cleaned))
        except FileFaultError as fault:
            raise store_error_of_file(fault) from fault


def without(side_file: SideFile, erasure: Erasure) -> SideFile:
    """The same slots; the labels as the officers' rows say them afterwards."""
    slots = tuple(
        {**slot, _LABEL: erasure.cleaned_name(slot[_LABEL])} if _LABEL in slot else slot
        for slot in side_file.slots
    )
    return replace(side_file, slots=slots)


def door_inside(connection: "Connection", erasure: Erasure) -> str:
    """The first name with the words in the list that a store holds inside itself; or empty."""
    known = keys_in_force.remembered(connection)
    labels = (slot.get(_LABEL, "") for slot in known.slots) if known is not None else ()
    return next((label for label in labels if erasure.stands_in(label)), "")


def erase_door_inside(connection: "Connection", erasure: Erasure, data_key: bytes) -> None:
    """Take the words out of the list that a copy holds inside itself; it stays as old as it is."""
    known = keys_in_force.remembered(connection)
    if known is None or (cleaned := without(known, erasure)) == known:
        return
    facts = keys_in_force.facts_of(cleaned.sealed(data_key, known.generation))
    connection.executemany(
        "UPDATE store_facts SET value = ? WHERE name = ?",
        [(value, name) for name, value in facts.items()],
    )


def _labels(path: Path) -> Iterator[str]:
    with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
        yield from (slot.get(_LABEL, "") for slot in keys.read_side_file(path).slots)

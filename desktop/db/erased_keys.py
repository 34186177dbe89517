"""Names at the door: the labels of slots stand in side files, where no password is asked."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import keys
from desktop.db.errors import KeyFileDamagedError, StoreError, StoreTooNewError, store_error_of_file
from desktop.db.keys import SideFile
from desktop.db.layout import old_version
from desktop.db.side_files import side_files_of_copies
from desktop.domain.erasing import Erasure
from desktop.files import FileFaultError, write_file

if TYPE_CHECKING:
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
    """Write the side files of copies anew without the words; what they open with stays.

    Raises:
        StoreError: this one and those after it are as they were.
    """
    for path in paths:
        try:
            write_file(path, keys.side_file_bytes(without(keys.read_side_file(path), erasure)))
        except FileFaultError as fault:
            raise store_error_of_file(fault) from fault


def without(side_file: SideFile, erasure: Erasure) -> SideFile:
    """The same slots; the labels as the officers' rows say them afterwards."""
    slots = tuple(
        {**slot, _LABEL: erasure.cleaned_name(slot[_LABEL])} if _LABEL in slot else slot
        for slot in side_file.slots
    )
    return SideFile(side_file.key_check, slots)


def put_back(store: "Store", former: SideFile) -> None:
    """The write was given up after the slots were replaced: the former ones come back."""
    if store.side_file != former:
        store.side_file = former
        with contextlib.suppress(StoreError):
            keys.replace_slots(store.layout.key, former)


def _labels(path: Path) -> Iterator[str]:
    with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
        yield from (slot.get(_LABEL, "") for slot in keys.read_side_file(path).slots)

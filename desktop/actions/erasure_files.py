"""Readable files around the data that may hold a name typed by mistake, and names of folders."""

import os
from collections.abc import Iterator
from pathlib import Path

from desktop import settings
from desktop.actions.desk import Desk
from desktop.domain.erasing import Erasure
from desktop.paths import log_folder, settings_file


def files_with(desk: Desk, erasure: Erasure) -> Iterator[Path]:
    """The readable files of the program that hold the words: logs, reports, what it remembers."""
    for path in _readable(desk):
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            continue
        if erasure.stands_in(text):
            yield path
    kept = settings.load(settings_file())
    if kept.forgetting(erasure.stands_in) != kept:
        yield settings_file()


def cleaned_file(path: Path, erasure: Erasure) -> bytes:
    """What such a file holds without the words; folders that bear them are forgotten.

    Raises:
        OSError: it cannot be read.
    """
    if path == settings_file():
        kept = settings.load(path).forgetting(erasure.stands_in)
        return settings.written(kept).encode()
    return erasure.cleaned(path.read_text("utf-8", errors="replace")).encode()


def places_named(desk: Desk, erasure: Erasure) -> Iterator[Path]:
    """The folders and files of the data that bear the words in their own names.

    They are not renamed: the program and the officer find them by these names.
    """
    from desktop.db.backup_places import mirror_choice

    folder = desk.store.folder.absolute()
    mirror = mirror_choice(folder).folder
    for place in (folder, *((mirror,) if mirror else ())):
        if erasure.stands_in(str(place)):
            yield place
    for inside, folders, names in os.walk(folder):
        for name in sorted((*folders, *names)):
            if erasure.stands_in(name):
                yield Path(inside) / name


def _readable(desk: Desk) -> Iterator[Path]:
    from desktop.db.merged_store import ARCHIVE_NAME

    places = {desk.store.layout.logs: None, log_folder(): None}
    for place in places:
        for name in ("so138.log*", "crash-*.txt"):
            yield from sorted(place.glob(name))
    yield from sorted((desk.store.folder / ARCHIVE_NAME).rglob("*.txt"))

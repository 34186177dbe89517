"""What a kill or a power cut left half made: cleared away where nobody else can be making it.

Half-made copies are as whole as any for whoever has the key: a name that was erased would go on
standing in them. Files are known by the names that this program alone gives.
"""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from desktop.db.backup_copy import sweep_scratch
from desktop.db.backup_info import INFO_ENDING, KEY_ENDING, STORE_ENDING, is_named
from desktop.db.layout import JOURNAL_SUFFIXES, STORE_NAME, Layout, with_journals

_JOURNAL = "(?:" + "|".join(JOURNAL_SUFFIXES) + ")?"
_PART = r"\.[0-9a-f]{8}\.part"
_DRAFT = re.compile(rf"\.(so138.*){_PART}{_JOURNAL}", re.DOTALL)
# The draft of a copy that is rewritten, and the draft that it is itself copied through.
_ERASING = re.compile(rf"\..+\.db\.erasing(?:{_JOURNAL}|{_PART})", re.DOTALL)


def clear_leftovers(layout: Layout) -> tuple[Path, ...]:
    """Take away what was left half made in a data folder, and scratch folders of dead programs.

    The lock of the store is held: whatever lies there, nobody is making it. The value are those
    that could not be taken away.
    """
    sweep_scratch()
    kinds = (_of_folder(layout), _of_copies(layout.backups), _of_replaced(layout))
    return _removed((*chain(*kinds), *_of_erasing(layout.folder)))


def clear_leftover_copies(place: Path) -> tuple[Path, ...]:
    """The same for a folder with copies of one installation; the value are those that stay."""
    return _removed(_of_copies(place))


def _of_folder(layout: Layout) -> Iterator[Path]:
    for making in (layout.restoring, layout.upgrading, layout.unfinished):
        yield from with_journals(making)
    yield from _drafts(layout.folder)


def _of_copies(place: Path) -> Iterator[Path]:
    """Half-made copies, each with what was written beside it before it got its name."""
    for path in _drafts(place):
        yield path
        named = place / _DRAFT.sub(r"\1", path.name)
        if is_named(named) and named.name.endswith(STORE_ENDING) and not named.exists():
            stem = named.name.removesuffix(STORE_ENDING)
            yield from (place / f"{stem}{ending}" for ending in (KEY_ENDING, INFO_ENDING))


def _of_replaced(layout: Layout) -> Iterator[Path]:
    for place in _folders(layout.replaced):
        yield from with_journals(place / f"{STORE_NAME}.part")
        yield from _drafts(place)


def _of_erasing(folder: Path) -> Iterator[Path]:
    """Rewritten copies are any below the data folder, former communes and odd names among them."""
    for place, _folders_in, names in os.walk(folder):
        yield from (Path(place) / name for name in names if _ERASING.fullmatch(name))


def _drafts(place: Path) -> Iterator[Path]:
    for name in _names(place):
        if _DRAFT.fullmatch(name) or _ERASING.fullmatch(name):
            yield place / name


def _names(place: Path) -> tuple[str, ...]:
    try:
        return tuple(one.name for one in place.iterdir())
    except OSError:
        return ()


def _folders(place: Path) -> Iterator[Path]:
    found = (place / name for name in _names(place))
    return (one for one in found if one.is_dir() and not one.is_symlink())


def _removed(found: Iterable[Path]) -> tuple[Path, ...]:
    stay: dict[Path, None] = {}
    for path in found:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if os.path.lexists(path):
            stay[path] = None
    return tuple(stay)

"""Where copies of a store lie besides its own folder: the mirror, and places named from outside.

The mirror is a folder on a second drive of the PC: a new Windows on C: leaves it alone. What the
officer chose about it stands in a small file beside the store, so that a rescue can read it when
the store cannot be opened.
"""

import contextlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import keys
from desktop.db.backup_info import (
    KEY_ENDING,
    STORE_ENDING,
    BackupInfo,
    backups_in,
    info_path,
    side_path,
)
from desktop.db.backups import SPARE_BYTES, kept_names, own_backups, thin
from desktop.db.errors import DiskFullError, StoreError
from desktop.db.keys import key_check_of
from desktop.db.layout import Layout, old_version
from desktop.db.leftovers import clear_leftover_copies
from desktop.files import FileFaultError, FileMissingError, copy_file, make_folder, write_file

if TYPE_CHECKING:
    from desktop.db.store import Store

MIRROR_FOLDER = "So138-sao-luu"
CHOICE_NAME = "so138.mirror.json"
OLDER_AT_ONCE = 5
"""How many older backups go to a mirror that has not got them, whenever a new one goes."""
_FORMAT = 1
_MOST_BYTES = 1 << 16


class CopyPlace(StrEnum):
    """Where a copy lies: beside the data, on the second drive, or on what is carried."""

    HERE = "here"
    MIRROR = "mirror"
    STICK = "stick"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the store that can be restored: its file, what it is, and where it lies."""

    path: Path
    info: BackupInfo
    place: CopyPlace


@dataclass(frozen=True, slots=True)
class MirrorChoice:
    """What the officer chose: no mirror, or a folder of their own instead of a second drive."""

    off: bool = False
    folder: Path | None = None


def mirror_choice(folder: Path) -> MirrorChoice:
    """What was chosen for a data folder; a file that makes no sense counts as no choice."""
    try:
        with (folder / CHOICE_NAME).open("rb") as source:
            document = json.loads(source.read(_MOST_BYTES))
        chosen = document["folder"]
        named = Path(chosen) if isinstance(chosen, str) and "\0" not in chosen else None
        return MirrorChoice(
            off=document["off"] is True,
            folder=named if named is not None and named.is_absolute() else None,
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return MirrorChoice()


def choose_mirror(folder: Path, choice: MirrorChoice) -> None:
    """Keep a choice beside the store.

    Raises:
        FileFaultError: it was not kept.
    """
    chosen = str(choice.folder) if choice.folder else ""
    document = {"format": _FORMAT, "off": choice.off, "folder": chosen}
    data = json.dumps(document, indent=1, sort_keys=True).encode("ascii") + b"\n"
    write_file(folder / CHOICE_NAME, data)


def mirror_of(root: Path, install_id: str) -> Path:
    """The folder on a drive in which the copies of one installation lie."""
    return root / MIRROR_FOLDER / install_id


def mirrors_on(root: Path) -> tuple[Path, ...]:
    """The folders of every installation that has copies on a drive."""
    try:
        held = sorted((root / MIRROR_FOLDER).iterdir())
        return tuple(one for one in held if one.is_dir() and not one.is_symlink())
    except (OSError, ValueError):
        return ()


def mirror_backup(
    store: "Store",
    info: BackupInfo,
    place: Path,
    *,
    everything: bool = False,
    thins: bool = True,
) -> None:
    """Copy a backup of the data folder with its side file to the mirror; then thin the mirror.

    Older ones that the mirror has not go there as well, some each time, or ``everything`` at once:
    a new mirror comes to hold what the data folder holds. A copy gets its name last, when all that
    belongs to it is there and it was read back.

    Raises:
        DiskFullError, FileFaultError, OSError: the mirror stays as it was. FileMissingError: its
        drive is not there, and no folder is made up in its stead.
    """
    if not place.parent.parent.is_dir():
        raise FileMissingError(place.parent.parent)
    make_folder(place)
    clear_leftover_copies(place)
    if thins:
        # A drive that our own copies have filled gets room first.
        thin(store, place)
    _copy_there(store, info, place)
    # The newest is there, which is what counts: older ones come as far as they have room.
    with contextlib.suppress(StoreError, FileFaultError, OSError):
        for one in _missing(store, place)[: None if everything else OLDER_AT_ONCE]:
            _copy_there(store, one, place)
    if thins:
        thin(store, place)


def _missing(store: "Store", place: Path) -> tuple[BackupInfo, ...]:
    """The backups of this store that its mirror has not and would keep, the newest first."""
    own, there = own_backups(store, store.layout.backups), own_backups(store, place)
    lying = {info.name for info in backups_in(place)}
    # One whose key file cannot be read is of no use elsewhere.
    wanted = [
        info
        for info in own
        if info.verified
        and info.name not in lying
        and key_check_of(side_path(store.layout.backups / info.name)) is not None
    ]
    keep = kept_names(store, (*there, *wanted))
    return tuple(info for info in wanted if info.name in keep)


def _copy_there(store: "Store", info: BackupInfo, place: Path) -> None:
    source, target = store.layout.backups / info.name, place / info.name
    needed, free = source.stat().st_size + SPARE_BYTES, shutil.disk_usage(place).free
    if free < needed:
        raise DiskFullError(path=str(place), needed=str(needed), free=str(free))
    try:
        write_file(_beside(target), keys.side_file_bytes(store.side_file))
        copy_file(info_path(source), info_path(target))
        copy_file(source, target)
    finally:
        if not target.exists():
            for path in (_beside(target), info_path(target)):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    return target.with_name(target.name.removesuffix(STORE_ENDING) + KEY_ENDING)


def all_copies(
    folder: Path,
    *,
    mirrors: Iterable[Path] = (),
    sticks: Iterable[Path] = (),
    key_check: str | None = None,
) -> tuple[Copy, ...]:
    """The copies of a store that lie in its folder, in mirrors and on sticks, the newest first.

    ``mirrors`` and ``sticks`` are folders; in each the copies lie at the top, in ``backups`` or in
    folders of installations. Copies of other stores are left out: the key file of the data folder
    says which are its own, or ``key_check`` where there is none.
    """
    layout = Layout(folder)
    wanted = key_check or key_check_of(layout.key, old_version(layout.key))
    found: dict[Path, Copy] = {}
    places = [(CopyPlace.HERE, layout.backups)]
    places += [(CopyPlace.MIRROR, one) for root in mirrors for one in _inside(root)]
    places += [(CopyPlace.STICK, one) for root in sticks for one in _inside(root)]
    for kind, place in places:
        with contextlib.suppress(OSError):
            for info in backups_in(place):
                path = place / info.name
                own = key_check_of(side_path(path))
                if kind is CopyPlace.HERE or wanted is None or own in {wanted, None}:
                    found.setdefault(path, Copy(path, info, kind))
    order = sorted(found.values(), key=lambda one: (one.info.counter, one.info.at), reverse=True)
    return tuple(order)


def foreign_names(folder: Path) -> frozenset[str]:
    """The names of backups in a data folder that are of another register than stands there."""
    layout = Layout(folder)
    wanted = key_check_of(layout.key, old_version(layout.key))
    if wanted is None:
        return frozenset()
    checks = {
        info.name: key_check_of(side_path(layout.backups / info.name))
        for info in backups_in(layout.backups)
    }
    return frozenset(name for name, check in checks.items() if check not in {wanted, None})


def _inside(root: Path) -> tuple[Path, ...]:
    """The folders near the top of a place in which copies lie: nothing deeper is looked through."""
    return (root, root / "backups", *mirrors_on(root))

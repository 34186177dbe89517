"""Backups: when they are made, where they lie, how old the copy outside this PC is."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk
from desktop.db.errors import StoreError
from desktop.domain.official_days import official_day
from desktop.files import FileFaultError, fault_of
from desktop.paths import place_warnings

# Backups and drives are imported where they are asked for: the window opens without.
if TYPE_CHECKING:
    from desktop.db.backup_places import Copy
    from desktop.db.backups import BackupInfo, Steps
    from desktop.exchange.drives import DriveSource, Partition

BEFORE_IMPORT = "before_import"
BEFORE_MERGE = "before_merge"
BEFORE_RESTORE = "before_restore"
BEFORE_MASS_DELETE = "before_mass_delete"
BEFORE_BRINGING_BACK = "before_bringing_back"
BEFORE_RECEIVING = "before_receiving"
EVERY = timedelta(minutes=30)
MANY_ROWS = 20
"""A write that deletes or brings more things than this at once is preceded by a backup."""
OLD_AFTER = timedelta(days=7)
"""A copy outside this PC that is older is asked for again, once a week."""

_OUTSIDE_AT = "last_outside_copy_at"
_ASKED_ON = "outside_copy_asked_on"
_TROUBLE = "mirror_trouble"
_LEAVES = frozenset({"removable", "network", "synced"})
_CARRIES_NOTHING = frozenset(
    {"squashfs", "iso9660", "udf", "overlay", "tmpfs", "devtmpfs", "proc", "sysfs", "nfs", "nfs4"}
    | {"cifs", "smb3", "fuse.sshfs", "9p", "ramfs"}
)
_OF_SYSTEM = ("/boot", "/efi", "/usr", "/var", "/etc", "/run", "/snap", "/dev")


@dataclass(frozen=True, slots=True)
class Mirror:
    """The second place of the backups.

    ``folder``: where they go; none without a second drive or when ``off``. ``chosen``: the officer
    named it. ``trouble``: the code of what stood in the way the last time, else empty.
    """

    folder: Path | None = None
    off: bool = False
    chosen: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class OutsideCopy:
    """The newest copy that left this PC. ``days``: how old; none while there is none.

    ``wanted``: there is none younger than a week. ``asks``: and it was not asked for this week.
    """

    days: int | None
    wanted: bool
    asks: bool


def back_up(
    desk: Desk,
    *,
    reason: str,
    to: Path | None = None,
    steps: "Steps | None" = None,
    drives: "DriveSource | None" = None,
    thins: bool = True,
) -> "BackupInfo":
    """Makes a verified backup in the data folder and its mirror, or a copy in another folder.

    The mirror never stops anything: what stood in its way is kept and shown. Older backups are
    thinned where ``thins``.

    Raises:
        StoreError: no backup was made; typed after what stood in the way.
    """
    from desktop.db import backups as made_by

    if to is None:
        info = made_by.back_up(desk.store, reason=reason, steps=steps, thins=thins)
        _mirror(desk, info, drives, thins=thins)
        return info
    info = made_by.export_backup(desk.store, to=to, reason=reason, steps=steps)
    if leaves_pc(to):
        desk.store.set_fact(_OUTSIDE_AT, info.at.isoformat())
    return info


def back_up_before(desk: Desk, reason: str) -> None:
    """Makes a backup before an act that changes much; the newest stands where it says the same.

    No older one goes then: the act may be about one of them, or fail.

    Raises:
        StoreError: no backup could be made; the act is not to begin.
    """
    from desktop.db.backups import changed_since_backup, list_backups

    if changed_since_backup(desk.store) or list_backups(desk.store.folder)[0].reason != reason:
        back_up(desk, reason=reason, thins=False)


def back_up_if_changed(
    desk: Desk, *, reason: str, drives: "DriveSource | None" = None
) -> "BackupInfo | None":
    """Makes a backup when something was written since the newest one; else none is needed.

    Raises:
        StoreError: no backup was made.
    """
    from desktop.db.backups import changed_since_backup

    if not changed_since_backup(desk.store):
        return None
    return back_up(desk, reason=reason, drives=drives)


def backups(folder: Path) -> "tuple[BackupInfo, ...]":
    """The backups of a data folder, the newest first."""
    from desktop.db.backups import list_backups

    return list_backups(folder)


def foreign_backups(folder: Path) -> frozenset[str]:
    """The names of backups in a data folder that are of another register than stands there."""
    from desktop.db.backup_places import foreign_names

    return foreign_names(folder)


def all_copies(
    folder: Path, *, drives: "DriveSource | None" = None, sticks: Iterable[Path] | None = None
) -> "tuple[Copy, ...]":
    """The copies of a data folder's store in reach: here, on the mirror, on sticks; newest first.

    Needs no open store and no key. ``sticks``: folders to look into instead of the sticks that
    are plugged in.
    """
    from desktop.db import backup_places

    return backup_places.all_copies(
        folder,
        mirrors=mirror_places(folder, drives=drives),
        sticks=_plugged_in(drives) if sticks is None else sticks,
    )


def copy_named(folder: Path, name: str, *, drives: "DriveSource | None" = None) -> Path:
    """The file of a copy: its name here or on the mirror, its path, or a folder (its newest).

    Raises:
        BackupUnknownError: there is none.
    """
    from desktop.db.backups import find_backup
    from desktop.db.errors import BackupUnknownError

    try:
        return find_backup(folder, name)
    except BackupUnknownError:
        for one in all_copies(folder, drives=drives, sticks=()):
            if name in {one.info.name, one.path.stem}:
                return one.path
        raise


def copy_places(folder: Path, *, drives: "DriveSource | None" = None) -> tuple[Path, ...]:
    """The folders outside the data folder that hold copies of its store."""
    places = {one.path.parent: None for one in all_copies(folder, drives=drives)}
    return tuple(place for place in places if not place.is_relative_to(folder))


def mirror_places(folder: Path, *, drives: "DriveSource | None" = None) -> tuple[Path, ...]:
    """Where mirrors may lie, whether one is in force or not: what was chosen, the second drives."""
    from desktop.db.backup_places import mirror_choice

    chosen = mirror_choice(folder).folder
    return (*((chosen,) if chosen else ()), *_second_drives(folder, drives))


def mirrors_in(place: Path) -> tuple[Path, ...]:
    """The folders with copies that a mirror made at a place, the one written to last first."""
    from desktop.db.backup_places import MIRROR_FOLDER, mirrors_on

    # "So138-sao-luu" itself may have been chosen, or the drive that it lies on.
    found = mirrors_on(place.parent if place.name == MIRROR_FOLDER else place)
    return tuple(sorted(found, key=lambda one: one.stat().st_mtime, reverse=True))


def own_mirrors(desk: Desk, *, drives: "DriveSource | None" = None) -> tuple[Path, ...]:
    """The folders of mirrors with copies of this very store: key files there are kept in step."""
    from desktop.db.backup_places import mirror_of

    install = desk.store.facts.install_id
    places = mirror_places(desk.store.folder, drives=drives)
    return tuple(place for root in places if (place := mirror_of(root, install)).is_dir())


def mirror(desk: Desk, *, drives: "DriveSource | None" = None) -> Mirror:
    """Where backups are copied to as well, and what stood in the way the last time."""
    from desktop.db.backup_places import mirror_choice, mirror_of

    choice = mirror_choice(desk.store.folder)
    if choice.off:
        return Mirror(off=True)
    root = choice.folder or next(iter(_second_drives(desk.store.folder, drives)), None)
    if root is None:
        return Mirror()
    place = mirror_of(root, desk.store.facts.install_id)
    chosen = choice.folder is not None
    return Mirror(place, chosen=chosen, trouble=desk.store.fact(_TROUBLE))


def mirror_trouble(desk: Desk) -> str:
    """The code of what stood in the mirror's way the last time; empty when all went well."""
    return desk.store.fact(_TROUBLE)


def change_mirror(
    desk: Desk,
    *,
    off: bool = False,
    folder: Path | None = None,
    drives: "DriveSource | None" = None,
) -> Mirror:
    """Switches the mirror off or on, or names its folder; the backups go there at once.

    Without a ``folder`` the one named before is kept; the copies that lie there stay.

    Raises:
        FileFaultError: the choice could not be kept. StoreError: no backup was made.
    """
    from desktop.db.backup_places import MirrorChoice, choose_mirror, mirror_choice
    from desktop.db.side_files import forget_mirrors

    desk.require("change_mirror")
    former = mirror_choice(desk.store.folder)
    choose_mirror(
        desk.store.folder,
        MirrorChoice(off=off, folder=folder.absolute() if folder else former.folder),
    )
    desk.store.set_fact(_TROUBLE, "")
    if not off and mirror(desk, drives=drives).folder is not None:
        from desktop.db import backups as made_by

        info = made_by.back_up(desk.store, reason="by_hand")
        _mirror(desk, info, drives, everything=True)
    found = mirror(desk, drives=drives)
    forget_mirrors(desk.store, but=found.folder)
    return found


def outside_copy(desk: Desk) -> OutsideCopy:
    """How old the copy outside this PC is, and whether the officer is to be asked for one."""
    now, store = desk.clock.now(), desk.store
    at = _instant(store.fact(_OUTSIDE_AT))
    wanted = now - (at or store.facts.created_at) >= OLD_AFTER
    asked = _day(store.fact(_ASKED_ON))
    asks = wanted and not (asked and desk.clock.today() - asked < OLD_AFTER)
    days = None if at is None else max(0, (desk.clock.today() - official_day(at)).days)
    return OutsideCopy(days, wanted, asks and not desk.moved_to)


def put_off_outside_copy(desk: Desk) -> None:
    """Asks no more for a copy outside this PC for a week."""
    desk.store.set_fact(_ASKED_ON, desk.clock.today().isoformat())


def leaves_pc(place: Path) -> bool:
    """Whether a copy in a folder is out of this PC: on a stick, in the network, in a cloud."""
    return not _LEAVES.isdisjoint(place_warnings(place))


def _mirror(
    desk: Desk,
    info: "BackupInfo",
    drives: "DriveSource | None",
    *,
    everything: bool = False,
    thins: bool = True,
) -> None:
    from desktop.db.backup_places import mirror_backup
    from desktop.db.side_files import is_brought_up, rewrite_mirror

    state = mirror(desk, drives=drives)
    if state.folder is None:
        return
    trouble = _code_of(
        lambda place: mirror_backup(desk.store, info, place, everything=everything, thins=thins),
        state.folder,
    )
    if not trouble and not is_brought_up(desk.store, state.folder):
        # It was away when slots changed: its older key files still have the former ones.
        rewrite_mirror(desk.store, state.folder)
    if trouble != state.trouble:
        desk.store.set_fact(_TROUBLE, trouble)


def _code_of(act: Callable[[Path], object], place: Path) -> str:
    """The code of what an act met at a place; empty when it went well."""
    try:
        act(place)
    except (StoreError, FileFaultError) as error:
        return error.code
    except OSError as error:
        return fault_of(error, place).code
    return ""


def _second_drives(folder: Path, source: "DriveSource | None") -> tuple[Path, ...]:
    """The other fixed drives of this PC that can be written to, the one with most room first."""
    from desktop.exchange.drives import MachineDrives

    asked = source or MachineDrives()
    parts = tuple(asked.partitions())
    place = folder.absolute()
    inside = [one for one in parts if place.is_relative_to(one.folder)]
    own = max(inside, key=lambda one: len(one.folder), default=None)
    found = [
        (room.free, one.folder)
        for one in parts
        if own is not None and one.device != own.device and _may_mirror(one)
        if not asked.removable(one) and (room := asked.room(one.folder)) is not None
    ]
    return tuple(Path(name) for _free, name in sorted(found, reverse=True))


def _may_mirror(part: "Partition") -> bool:
    options = part.options.split(",")
    if part.kind.lower() in _CARRIES_NOTHING or not {"ro", "cdrom", "remote"}.isdisjoint(options):
        return False
    if sys.platform != "win32" and _is_of_system(part.folder):
        return False
    return Path(part.folder).is_dir() and os.access(part.folder, os.W_OK)


def _is_of_system(folder: str) -> bool:
    return folder == "/" or any(folder == one or folder.startswith(f"{one}/") for one in _OF_SYSTEM)


def _plugged_in(drives: "DriveSource | None") -> tuple[Path, ...]:
    from desktop.exchange.drives import removable_drives

    return tuple(one.folder for one in removable_drives(drives))


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""Drives that a file can be carried on: what they are called, and how much room they have.

Values only; what the machine says comes through a :class:`DriveSource`, so that it can be made up.
"""

import contextlib
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

_LABEL_BYTE = re.compile(rb"\\x([0-9a-f]{2})")
_CARRIED_ROOTS = ("/media/", "/run/media/", "/mnt/usb", "/Volumes/")
_NO_STICKS = frozenset({"squashfs", "iso9660", "udf", "overlay", "tmpfs"})


class Partition(NamedTuple):
    """A file system that is in use: folder, device, its type, comma-separated options."""

    folder: str
    device: str
    kind: str
    options: str


class Room(NamedTuple):
    """Bytes of a file system: all, and those that are free for this user."""

    total: int
    free: int


@dataclass(frozen=True, slots=True)
class Drive:
    """A place to write to.

    ``name`` is what the system calls it ("E:", or the last part of its folder); ``label`` what its
    owner called it, "" without; ``file_system`` in small letters ("exfat"); sizes in bytes;
    ``serial`` was given when it was formatted, "" when it is not told.
    """

    folder: Path
    name: str
    label: str
    file_system: str
    free: int
    total: int
    read_only: bool
    removable: bool
    device: str = ""
    serial: str = ""


class DriveSource(Protocol):
    """Where the answers about drives come from."""

    def partitions(self) -> Iterable[Partition]:
        """Every file system that is in use now."""

    def room(self, folder: str) -> Room | None:
        """The room of a file system; none when it does not answer (no stick in the reader)."""

    def label(self, partition: Partition) -> str:
        """The label that its owner gave, "" without."""

    def serial(self, partition: Partition) -> str:
        """The number that it was given when it was formatted, "" when it is not told."""

    def removable(self, partition: Partition) -> bool:
        """Whether it lies on something that is carried: a stick, a card, a disk on USB."""


class MachineDrives:
    """The drives of this machine."""

    def partitions(self) -> tuple[Partition, ...]:
        """Every file system that is in use now; none when the machine will not tell."""
        import psutil

        try:
            found = psutil.disk_partitions(all=False)
        except OSError:
            return ()
        return tuple(Partition(one.mountpoint, one.device, one.fstype, one.opts) for one in found)

    def room(self, folder: str) -> Room | None:
        """The room of a file system; none when it does not answer."""
        import psutil

        try:
            found = psutil.disk_usage(folder)
        except OSError:
            return None
        return Room(found.total, found.free)

    def label(self, partition: Partition) -> str:
        """The label, from Windows or from the links that Linux keeps."""
        return _label_and_serial(partition)[0]

    def serial(self, partition: Partition) -> str:
        """The serial number of the file system."""
        return _label_and_serial(partition)[1]

    def removable(self, partition: Partition) -> bool:
        """Removable by what Windows says, or by what Linux says of the disk and its cable."""
        if "removable" in partition.options.split(","):
            return True
        if sys.platform == "win32":
            return False
        if partition.folder.startswith(_CARRIED_ROOTS):
            return True
        return linux_disk_is_carried(partition.device, Path("/sys/class/block"))


def removable_drives(source: DriveSource | None = None) -> tuple[Drive, ...]:
    """The drives that can be carried and answer, by name. Read-only ones are among them."""
    asked = source or MachineDrives()
    found = [
        drive
        for partition in asked.partitions()
        if _may_be_stick(partition) and asked.removable(partition)
        if (drive := _drive(partition, asked)) is not None
    ]
    # One stick may be mounted twice; its first place is enough.
    first = {drive.device or str(drive.folder): drive for drive in reversed(found)}
    return tuple(sorted(first.values(), key=lambda drive: (drive.name.casefold(), drive.folder)))


def drive_of(folder: Path, source: DriveSource | None = None) -> Drive | None:
    """The drive on which any folder lies, with that folder to write to; none when unknown."""
    asked = source or MachineDrives()
    place = folder.resolve()
    inside = [one for one in asked.partitions() if place.is_relative_to(one.folder)]
    nowhere = Partition(str(place), "", "", "")
    found = _drive(max(inside, key=lambda one: len(one.folder), default=nowhere), asked)
    if found is None:
        return None
    # A folder may have less room than its drive: a quota, or a file system that is not listed.
    own = asked.room(str(place)) or Room(found.total, found.free)
    return replace(
        found,
        folder=place,
        total=own.total,
        free=own.free,
        name=found.name if place == found.folder else place.name,
        read_only=found.read_only or not os.access(place, os.W_OK),
    )


def same_stick(before: Drive, now: Iterable[Drive]) -> Drive | None:
    """The stick that was there before, plugged in again, perhaps under another letter or folder.

    Known by serial number and size, without a number by label, file system and size; none when
    it is not there, or when two are alike.
    """
    alike = [drive for drive in now if _mark(drive) == _mark(before)]
    return alike[0] if len(alike) == 1 else None


def _mark(drive: Drive) -> tuple[str, str, int]:
    if drive.serial:
        return drive.serial, "", drive.total
    return drive.label, drive.file_system, drive.total


def _may_be_stick(partition: Partition) -> bool:
    return partition.kind.lower() not in _NO_STICKS and "cdrom" not in partition.options.split(",")


def _drive(partition: Partition, source: DriveSource) -> Drive | None:
    room = source.room(partition.folder)
    if room is None:
        return None
    folder = Path(partition.folder)
    return Drive(
        folder=folder,
        name=folder.name or partition.folder.rstrip("\\/") or partition.folder,
        label=source.label(partition),
        file_system=partition.kind.lower(),
        free=room.free,
        total=room.total,
        read_only="ro" in partition.options.split(","),
        removable=source.removable(partition),
        device=partition.device,
        serial=source.serial(partition),
    )


def linux_disk_is_carried(device: str, blocks: Path) -> bool:
    """Whether the disk behind "/dev/sdb1" can be pulled out, or hangs on USB.

    ``blocks`` is the folder in which Linux lists its disks.
    """
    if not device.startswith("/dev/"):
        return False
    try:
        entry = (blocks / Path(device).resolve().name).resolve(strict=True)
    except OSError:
        return False
    if any(part.startswith("usb") for part in entry.parts):
        return True
    for place in (entry, entry.parent):
        with contextlib.suppress(OSError):
            return (place / "removable").read_text(encoding="ascii").strip() == "1"
    return False


def linux_name(device: str, links: Path) -> str:
    """The label or serial number of a device; ``links`` is the folder where Linux keeps them."""
    with contextlib.suppress(OSError):
        wanted = Path(device).resolve()
        for link in sorted(links.iterdir()):
            if link.resolve() == wanted:
                return _label_text(link.name)
    return ""


def _label_text(name: str) -> str:
    """The label as it was given: Linux writes blanks and the like as bytes in figures."""
    raw = _LABEL_BYTE.sub(lambda found: bytes([int(found[1], 16)]), os.fsencode(name))
    return raw.decode(errors="replace")


if sys.platform == "win32":

    def _label_and_serial(partition: Partition) -> tuple[str, str]:
        import ctypes
        from ctypes import wintypes

        text, serial = ctypes.create_unicode_buffer(261), wintypes.DWORD(0)
        volume = ctypes.windll.kernel32.GetVolumeInformationW
        folder = ctypes.c_wchar_p(partition.folder)
        done = volume(folder, text, 261, ctypes.byref(serial), None, None, None, 0)
        return (text.value, f"{serial.value:08X}") if done else ("", "")

else:

    def _label_and_serial(partition: Partition) -> tuple[str, str]:
        links = Path("/dev/disk")
        label = linux_name(partition.device, links / "by-label")
        return label, linux_name(partition.device, links / "by-uuid")

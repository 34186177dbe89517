"""Drives are recognised by what the machine says of them; what does not answer is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.exchange.drives import (
    Drive,
    MachineDrives,
    Partition,
    Room,
    drive_of,
    linux_disk_is_carried,
    linux_name,
    removable_drives,
    same_stick,
)


@dataclass
class MadeUpDrives:
    """A machine with a disk, two sticks, an empty card reader and a disc."""

    mounted: tuple[Partition, ...]
    carried: frozenset[str]
    rooms: dict[str, Room] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    serials: dict[str, str] = field(default_factory=dict)

    def partitions(self) -> Iterable[Partition]:
        return self.mounted

    def room(self, folder: str) -> Room | None:
        return self.rooms.get(folder)

    def label(self, partition: Partition) -> str:
        return self.labels.get(partition.device, "")

    def serial(self, partition: Partition) -> str:
        return self.serials.get(partition.device, "")

    def removable(self, partition: Partition) -> bool:
        return partition.device in self.carried


def machine() -> MadeUpDrives:
    return MadeUpDrives(
        mounted=(
            Partition("/", "/dev/sda1", "ext4", "rw,relatime"),
            Partition("/run/media/xa/USB XÃ", "/dev/sdc1", "exfat", "rw,nosuid"),
            Partition("/media/khóa", "/dev/sdb1", "vfat", "ro,nosuid"),
            Partition("/media/reader", "/dev/sdd1", "vfat", "rw"),
            Partition("/media/cdrom", "/dev/sr0", "iso9660", "ro"),
            Partition("/mnt/again", "/dev/sdc1", "exfat", "rw"),
        ),
        carried=frozenset({"/dev/sdc1", "/dev/sdb1", "/dev/sdd1", "/dev/sr0"}),
        rooms={
            "/": Room(500, 100),
            "/run/media/xa/USB XÃ": Room(32_000, 20_000),
            "/mnt/again": Room(32_000, 20_000),
            "/media/khóa": Room(8_000, 1_000),
            "/media/cdrom": Room(700, 0),
        },
        labels={"/dev/sdc1": "USB XÃ"},
        serials={"/dev/sdc1": "1A2B-3C4D"},
    )


def test_sticks_are_named_with_label_room_and_file_system() -> None:
    locked, stick = removable_drives(machine())
    assert stick == Drive(
        folder=Path("/run/media/xa/USB XÃ"),
        name="USB XÃ",
        label="USB XÃ",
        file_system="exfat",
        free=20_000,
        total=32_000,
        read_only=False,
        removable=True,
        device="/dev/sdc1",
        serial="1A2B-3C4D",
    )
    assert (locked.name, locked.read_only, locked.free) == ("khóa", True, 1_000)


def test_a_stick_plugged_in_again_is_known_at_another_place() -> None:
    locked, stick = removable_drives(machine())
    moved = replace(stick, folder=Path("/media/other"), name="other", device="/dev/sde1", free=5)
    assert same_stick(stick, [locked, moved]) == moved
    assert same_stick(stick, [locked]) is None
    assert same_stick(stick, [moved, replace(moved, device="/dev/sdf1")]) is None
    unnumbered = replace(locked, folder=Path("/media/again"), read_only=False)
    assert same_stick(locked, [unnumbered, stick]) == unnumbered
    assert same_stick(locked, [replace(unnumbered, label="another")]) is None


def test_an_empty_reader_a_disc_and_the_disk_of_the_machine_are_no_sticks() -> None:
    devices = {drive.device for drive in removable_drives(machine())}
    assert devices == {"/dev/sdb1", "/dev/sdc1"}


def test_any_folder_has_a_drive_of_its_own(tmp_path: Path) -> None:
    found = drive_of(tmp_path, machine())
    assert found is not None
    assert (found.folder, found.name) == (tmp_path.resolve(), tmp_path.name)
    assert (found.free, found.removable, found.read_only) == (100, False, False)


def test_a_folder_on_a_stick_counts_as_removable() -> None:
    found = drive_of(Path("/media/khóa/tháng 10"), machine())
    assert found is not None
    assert (found.removable, found.read_only, found.file_system) == (True, True, "vfat")


def test_a_folder_on_nothing_known_has_no_drive() -> None:
    nothing = MadeUpDrives(mounted=(), carried=frozenset())
    assert drive_of(Path("/anywhere"), nothing) is None
    assert removable_drives(nothing) == ()


def test_this_machine_answers(tmp_path: Path) -> None:
    assert all(drive.removable for drive in removable_drives(MachineDrives()))
    found = drive_of(tmp_path)
    assert found is not None
    assert found.free > 0


def test_linux_tells_a_disk_that_is_carried_by_its_mark_or_its_cable(tmp_path: Path) -> None:
    blocks = tmp_path / "block"
    blocks.mkdir()
    for name, place, mark in (
        ("sda", "pci0000/ata1/block/sda", "0"),
        ("sdb", "pci0000/usb2/2-1/block/sdb", "0"),
        ("mmcblk0", "platform/mmc/block/mmcblk0", "1"),
    ):
        disk = tmp_path / place
        (disk / f"{name}1").mkdir(parents=True)
        (disk / "removable").write_text(f"{mark}\n")
        (blocks / f"{name}1").symlink_to(disk / f"{name}1")
    carried = {
        name: linux_disk_is_carried(f"/dev/{name}1", blocks) for name in ("sda", "sdb", "mmcblk0")
    }
    assert carried == {"sda": False, "sdb": True, "mmcblk0": True}
    assert not linux_disk_is_carried("//server/share", blocks)
    assert not linux_disk_is_carried("/dev/none", blocks)


def test_labels_of_linux_are_read_with_their_vietnamese_letters(tmp_path: Path) -> None:
    device = tmp_path / "sdb1"
    device.write_bytes(b"")
    labels = tmp_path / "by-label"
    labels.mkdir()
    (labels / r"USB\x20XÃ HƯƠNG\xc3\x82").symlink_to(device)
    assert linux_name(str(device), labels) == "USB XÃ HƯƠNGÂ"
    assert linux_name(str(tmp_path / "sdc1"), labels) == ""
    assert linux_name(str(device), tmp_path / "none") == ""

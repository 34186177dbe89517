"""Where things lie, and which places are a risk."""

from pathlib import Path

import pytest

from desktop import paths
from desktop.paths import Mount

HOME = Mount(folder="/", device="/dev/none1", kind="ext4", options="rw")


def test_a_shipped_resource_is_found() -> None:
    assert paths.resource("translations/vi.mo").is_file()


def test_a_resource_that_is_not_shipped_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no/such"):
        paths.resource("no/such.thing")


def test_the_environment_names_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SO138_DATA", "/some/where")
    assert paths.default_data_folder() == Path("/some/where")
    monkeypatch.delenv("SO138_DATA")
    assert paths.default_data_folder().name == "so138"


@pytest.mark.parametrize(
    "folder",
    [
        "/home/lan/OneDrive/so138",
        "/home/lan/OneDrive - UBND xã/so138",
        "/home/lan/Dropbox/so138",
        "/home/lan/Google Drive/My Drive/so138",
        "/home/lan/iCloudDrive/so138",
        r"C:\Users\lan\OneDrive\so138",
    ],
)
def test_a_synchronised_folder_is_warned_about(folder: str) -> None:
    assert "synced" in paths.place_warnings(Path(folder), mounts=[HOME])


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_network_folder_is_warned_about(kind: str) -> None:
    share = Mount(folder="/srv/share", device="server:/share", kind=kind, options="rw")
    assert paths.place_warnings(Path("/srv/share/a"), mounts=[HOME, share]) == ("network",)


def test_a_windows_share_is_warned_about() -> None:
    assert "network" in paths.place_warnings(Path(r"\\server\share\so138"), mounts=[HOME])


def test_a_mapped_windows_drive_is_warned_about() -> None:
    drive = Mount(folder="/z", device="Z:\\", kind="NTFS", options="rw,remote")
    assert paths.place_warnings(Path("/z/so138"), mounts=[HOME, drive]) == ("network",)


def test_a_stick_is_warned_about() -> None:
    stick = Mount(folder="/e", device="E:\\", kind="FAT32", options="rw,removable")
    assert paths.place_warnings(Path("/e/so138"), mounts=[HOME, stick]) == ("removable",)
    assert paths.place_warnings(Path("/media/lan/KINGSTON"), mounts=[HOME]) == ("removable",)


def test_the_innermost_mount_decides() -> None:
    share = Mount(folder="/srv", device="server:/x", kind="nfs", options="rw")
    local = Mount(folder="/srv/local", device="/dev/none2", kind="ext4", options="rw")
    assert paths.place_warnings(Path("/srv/local/a"), mounts=[HOME, share, local]) == ()


def test_an_ordinary_folder_is_sound() -> None:
    assert paths.place_warnings(Path("/home/lan/so138"), mounts=[HOME]) == ()


def test_the_machine_itself_can_be_asked(tmp_path: Path) -> None:
    known = {"synced", "network", "removable"}
    assert set(paths.place_warnings(tmp_path)) <= known

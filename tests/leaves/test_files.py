import errno
import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop import files
from desktop.files import (
    FileDeviceError,
    FileFullError,
    FileInUseError,
    FileMissingError,
    FileReadOnlyError,
    FileUnverifiedError,
    copy_file,
    fault_of,
    make_folder,
    move_file,
    read_file,
    write_file,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_nothing_else_lies_beside_it(tmp_path: Path) -> None:
    write_file(tmp_path / "báo cáo.pdf", b"paper")
    assert (tmp_path / "báo cáo.pdf").read_bytes() == b"paper"
    assert names(tmp_path) == ["báo cáo.pdf"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"old and longer")
    write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, FileFullError),
        (errno.EDQUOT, FileFullError),
        (errno.EROFS, FileReadOnlyError),
        (errno.EACCES, FileReadOnlyError),
        (errno.ENOENT, FileMissingError),
        (errno.EIO, FileDeviceError),
        (errno.ENODEV, FileDeviceError),
    ],
)
def test_what_the_system_says_becomes_a_typed_fault(number: int, kind: type[Exception]) -> None:
    fault = fault_of(OSError(number, os.strerror(number)), Path("stick") / "a.pdf")
    assert type(fault) is kind
    assert fault.details["name"] == "a.pdf"


def test_a_file_that_windows_says_is_open_is_in_use() -> None:
    error = PermissionError(errno.EACCES, "sharing violation")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert isinstance(fault_of(error, Path("a")), FileInUseError)


def test_a_full_disk_leaves_the_old_file_and_no_piece_of_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_file(tmp_path / "a", b"old")

    def full(file: BinaryIO, data: bytes) -> None:
        file.write(data[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_write_all", full)
    with pytest.raises(FileFullError):
        write_file(tmp_path / "a", b"newer")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_disk_that_gives_back_other_bytes_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_write_all", lambda file, data: file.write(data[::-1]))
    with pytest.raises(FileUnverifiedError):
        write_file(tmp_path / "a", b"abc")
    assert names(tmp_path) == []


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        write_file(tmp_path / "none" / "a", b"x")
    with pytest.raises(FileMissingError):
        read_file(tmp_path / "none")


def test_a_copy_has_the_same_bytes_and_names_its_hash(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    digest = copy_file(tmp_path / "a", tmp_path / "b")
    assert read_file(tmp_path / "b") == read_file(tmp_path / "a")
    assert digest == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_copying_what_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        copy_file(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path) == []


def test_a_folder_is_made_with_its_parents_and_twice_does_no_harm(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_finished_file_takes_its_name(tmp_path: Path) -> None:
    (tmp_path / "draft").write_bytes(b"x")
    move_file(tmp_path / "draft", tmp_path / "final")
    assert names(tmp_path) == ["final"]


AS_NOBODY = """
import hashlib, os, sys
from pathlib import Path
from desktop.files import FileFaultError, write_file
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    write_file(Path(sys.argv[1]), b"new")
except FileFaultError as fault:
    print(fault.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as Unix has them")
def test_a_file_that_may_not_be_written_to_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "ký rồi.pdf"
    target.write_bytes(b"signed")
    target.chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    tmp_path.chmod(0o777)
    command = [sys.executable, "-c", AS_NOBODY, str(target)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout == "file_read_only\n"
    assert target.read_bytes() == b"signed"
    assert stat.S_IMODE(target.stat().st_mode) == 0o444
    assert names(tmp_path) == ["ký rồi.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as Unix has them")
def test_a_file_keeps_its_permissions_when_it_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_file(target, b"new")
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o640)


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for a right there")
@pytest.mark.parametrize("old", [b"old", None])
def test_a_link_goes_on_leading_to_the_file(tmp_path: Path, old: bytes | None) -> None:
    real, link = tmp_path / "thật" / "b.pdf", tmp_path / "a.pdf"
    real.parent.mkdir()
    if old is not None:
        real.write_bytes(old)
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert (names(tmp_path), names(real.parent)) == (["a.pdf", "thật"], ["b.pdf"])

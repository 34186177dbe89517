"""A file is on the stick whole and durable, or the officer is told what is in the way."""

import errno
import hashlib
import os
import sys
from pathlib import Path

import pytest

from desktop.exchange import stick, stick_faults
from desktop.exchange.read_back import ReadBack, ReadFrom, read_back
from desktop.exchange.stick import (
    LEFTOVER,
    check_on_stick,
    is_remainder,
    room_needed,
    write_to_stick,
)
from desktop.exchange.stick_faults import (
    MIB,
    Stick,
    StickCancelledError,
    StickFailingError,
    StickFileMissingError,
    StickFullError,
    StickGoneError,
    StickNameTakenError,
    StickReadOnlyError,
)
from desktop.files import FileInUseError, FileIsFolderError

NAME = "S138_19996_202610_0007.s138"
DATA = b"SO138P\x01\x00" + os.urandom(700_001)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, MIB, 2 * MIB + 1, 20 * MIB])
def test_what_was_written_is_read_back_and_lies_alone(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    written = write_to_stick(tmp_path, NAME, data)
    assert written.path.read_bytes() == data
    assert written.sha256 == hashlib.sha256(data).hexdigest()
    assert (written.size, written.already_there) == (size, False)
    assert names(tmp_path) == [NAME]


def test_writing_again_finds_the_same_bytes_and_writes_nothing(tmp_path: Path) -> None:
    write_to_stick(tmp_path, NAME, DATA)
    before = (tmp_path / NAME).stat().st_mtime_ns
    again = write_to_stick(tmp_path, NAME, DATA, room=lambda _folder: 0)
    assert again.already_there
    assert (tmp_path / NAME).stat().st_mtime_ns == before


def test_other_content_of_the_same_name_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"another report")
    with pytest.raises(StickNameTakenError):
        write_to_stick(tmp_path, NAME, DATA)
    assert (tmp_path / NAME).read_bytes() == b"another report"
    assert names(tmp_path) == [NAME]


def test_a_longer_file_that_begins_alike_is_other_content(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(DATA + b"x")
    with pytest.raises(StickNameTakenError):
        write_to_stick(tmp_path, NAME, DATA)


@pytest.mark.parametrize(
    "torn",
    [
        b"",
        DATA[:300_000],
        bytes(len(DATA)),
        DATA[:512] + bytes(512) + DATA[1024:2048],
        b"\xff" * 1024 + DATA[1024:4096],
    ],
)
def test_what_a_tear_left_of_the_same_bytes_is_replaced(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / NAME).write_bytes(torn)
    assert not write_to_stick(tmp_path, NAME, DATA).already_there
    assert (tmp_path / NAME).read_bytes() == DATA


def test_only_sectors_of_the_same_bytes_are_a_remainder() -> None:
    assert is_remainder(DATA[:1000], DATA)
    assert not is_remainder(DATA[:1000] + b"another", DATA)
    assert not is_remainder(DATA + b"\x00", DATA)


def test_a_piece_left_by_a_tear_is_taken_away_and_the_writing_done_anew(tmp_path: Path) -> None:
    (tmp_path / (NAME + LEFTOVER)).write_bytes(DATA[:1000])
    write_to_stick(tmp_path, NAME, DATA)
    assert names(tmp_path) == [NAME]


def test_twice_the_file_and_a_mebibyte_must_be_free_before_a_byte_is_written(
    tmp_path: Path,
) -> None:
    needed = room_needed(len(DATA))
    assert needed == 2 * len(DATA) + 1_048_576
    with pytest.raises(StickFullError) as caught:
        write_to_stick(tmp_path, NAME, DATA, room=lambda _folder: needed - 1)
    assert caught.value.details["needed"] == "3"
    assert caught.value.details["free"] == "2"
    assert names(tmp_path) == []
    assert write_to_stick(tmp_path, NAME, DATA, room=lambda _folder: needed).size == len(DATA)


def test_a_read_only_stick_is_said_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stick, "is_read_only", lambda _folder: True)
    with pytest.raises(StickReadOnlyError):
        write_to_stick(tmp_path, NAME, DATA)
    assert names(tmp_path) == []


def test_a_stick_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StickGoneError):
        write_to_stick(tmp_path / "none", NAME, DATA)


def test_a_folder_of_that_name_is_said(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(FileIsFolderError):
        write_to_stick(tmp_path, NAME, DATA)


@pytest.mark.parametrize("name", ["report.s138", "../S138_1_202610_0001.s138", "S138_1.exe", ""])
def test_only_names_of_ours_are_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of ours"):
        write_to_stick(tmp_path, name, DATA)


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    asked: list[int] = []

    def at_the_second_piece() -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(StickCancelledError):
        write_to_stick(tmp_path, NAME, DATA, cancelled=at_the_second_piece)
    assert names(tmp_path) == []


def test_an_error_out_of_the_progress_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_to_stick(tmp_path, NAME, DATA, progress=stop)
    assert names(tmp_path) == []


def test_progress_rises_through_writing_and_reading_back_to_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_to_stick(tmp_path, NAME, DATA, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (2 * len(DATA), 2 * len(DATA))
    assert len(told) > 3


def test_a_stick_that_gives_other_bytes_back_is_failing_and_gets_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ReadBack("0" * 64, len(DATA), ReadFrom.DEVICE)
    monkeypatch.setattr(stick, "read_back", lambda path, progress: other)
    with pytest.raises(StickFailingError):
        write_to_stick(tmp_path, NAME, DATA)
    assert names(tmp_path) == []


def test_the_name_is_given_after_the_flush_and_flushed_before_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    flush, rename = os.fsync, Path.rename

    def flushed(handle: int) -> None:
        target = Path(f"/proc/self/fd/{handle}").readlink()
        steps.append(f"flush {target.name if target != tmp_path else 'folder'}")
        flush(handle)

    def renamed(self: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "rename", renamed)
    write_to_stick(tmp_path, NAME, DATA)
    assert steps == [f"flush {NAME}.part", "rename", f"flush {NAME}", "flush folder"]


@pytest.mark.parametrize(
    ("number", "windows", "kind"),
    [
        (errno.ENODEV, None, StickGoneError),
        (errno.ENXIO, None, StickGoneError),
        (errno.EACCES, 21, StickGoneError),
        (errno.EINVAL, 433, StickGoneError),
        (errno.EINVAL, 1167, StickGoneError),
        (errno.EIO, None, StickFailingError),
        (errno.EINVAL, 1117, StickFailingError),
        (errno.EACCES, 23, StickFailingError),
        (errno.ENOSPC, None, StickFullError),
        (errno.EINVAL, 112, StickFullError),
        (errno.EROFS, None, StickReadOnlyError),
        (errno.EACCES, 19, StickReadOnlyError),
        (errno.EACCES, 32, FileInUseError),
    ],
)
def test_what_the_system_says_is_told_apart(
    tmp_path: Path, number: int, windows: int | None, kind: type[Exception]
) -> None:
    error = OSError(number, os.strerror(number))
    if windows is not None:
        error.winerror = windows  # type: ignore[attr-defined,unused-ignore]
    assert type(Stick.at(tmp_path).fault(error, tmp_path / NAME)) is kind


def test_an_error_while_the_place_lies_on_another_device_means_pulled_out(tmp_path: Path) -> None:
    there = Stick.at(tmp_path)
    assert there.is_there()
    away = Stick(tmp_path, there.device + 1)
    assert not away.is_there()
    fault = away.fault(OSError(errno.EIO, "Input/output error"), tmp_path / NAME)
    assert isinstance(fault, StickGoneError)


def test_a_stick_that_went_before_the_name_was_given_is_never_called_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stick, "is_there", lambda self: False)
    with pytest.raises(StickGoneError):
        write_to_stick(tmp_path, NAME, DATA)
    assert NAME not in names(tmp_path)


def test_plugged_in_again_the_file_is_read_once_more(tmp_path: Path) -> None:
    written = write_to_stick(tmp_path, NAME, DATA)
    assert check_on_stick(tmp_path, NAME, sha256=written.sha256).size == len(DATA)
    damaged = bytearray(DATA)
    damaged[5000] ^= 1
    (tmp_path / NAME).write_bytes(damaged)
    with pytest.raises(StickFailingError):
        check_on_stick(tmp_path, NAME, sha256=written.sha256)
    (tmp_path / NAME).unlink()
    with pytest.raises(StickFileMissingError):
        check_on_stick(tmp_path, NAME, sha256=written.sha256)
    with pytest.raises(StickGoneError):
        check_on_stick(tmp_path / "none", NAME, sha256=written.sha256)


def test_without_direct_transfer_the_memory_is_asked_to_forget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_bytes(DATA)
    monkeypatch.setattr(os, "O_DIRECT", 0, raising=False)
    found = read_back(tmp_path / NAME)
    assert found == ReadBack(hashlib.sha256(DATA).hexdigest(), len(DATA), ReadFrom.MEMORY)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone lists devices as files")
@pytest.mark.parametrize(("listed", "there"), [(None, True), ("", False), ("8:1", True)])
def test_a_device_is_gone_only_where_devices_are_listed_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str | None, *, there: bool
) -> None:
    devices = tmp_path / "block"
    if listed is not None:
        devices.mkdir()
        (devices / (listed or "8:2")).touch()
    monkeypatch.setattr(stick_faults, "_DEVICES", devices)
    monkeypatch.setattr(os, "major", lambda _device: 8)
    monkeypatch.setattr(os, "minor", lambda _device: 1)
    assert Stick.at(tmp_path).is_there() is there

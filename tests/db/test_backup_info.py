"""What lies beside a backup may have been written by anybody: it is read no further than needed."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.db.backup_info import BackupInfo, info_path, read_info, write_info

AT = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path = tmp_path / "so138-000007-20261122-160500.db"
    path.write_bytes(b"0123456789")
    write_info(path, BackupInfo(path.name, AT, "by_hand", True, 3, 2, 7))
    return path


def _say(backup: Path, **said: object) -> BackupInfo:
    about = info_path(backup)
    document = {**json.loads(about.read_bytes()), **said}
    # Older descriptions have no check sum.
    del document["crc32"]
    about.write_text(json.dumps(document))
    return read_info(backup)


def test_an_instant_without_a_zone_is_utc(backup: Path) -> None:
    found = _say(backup, at="2026-11-22T16:05:00", tried_at="2026-11-22T16:05:00")
    assert (found.at, found.tried_at, found.verified) == (AT, AT, True)


@pytest.mark.parametrize(
    "said",
    [
        {"counter": float("inf")},
        {"sessions": -1},
        {"counter": 10**30},
        {"at": "9999-12-31T23:59:59"},
        {"at": "0001-01-01T00:00:00+07:00"},
        {"at": 5},
        {"tried_at": "yesterday"},
    ],
)
def test_a_description_that_cannot_be_is_damage(backup: Path, said: dict[str, object]) -> None:
    found = _say(backup, **said)
    assert (found.verified, found.reason, found.counter) == (False, "unknown", 7)


@pytest.mark.parametrize("content", [b"[" * 60_000, b" " * (1 << 20) + b"{}", b"[]", b"5"])
def test_deep_long_and_foreign_descriptions_are_damage(backup: Path, content: bytes) -> None:
    info_path(backup).write_bytes(content)
    assert read_info(backup).verified is False


def test_no_flipped_bit_of_a_description_passes_for_what_was_written(backup: Path) -> None:
    written = read_info(backup)
    whole = info_path(backup).read_bytes()
    for place in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        info_path(backup).write_bytes(bytes(flipped))
        found = read_info(backup)
        assert found in {written, replace(written, verified=False)} or (
            (found.verified, found.counter, found.at) == (False, written.counter, written.at)
        )


def test_the_name_says_when_a_copy_without_description_was_made(backup: Path) -> None:
    info_path(backup).unlink()
    found = read_info(backup)
    assert (found.counter, found.at, found.verified) == (7, AT, False)


def test_what_a_copy_without_description_holds_is_not_known_and_never_none(backup: Path) -> None:
    info_path(backup).unlink()
    found = read_info(backup)
    assert (found.sessions, found.models) == (None, None)
    write_info(backup, replace(found, damaged=True))
    noted = read_info(backup)
    assert (noted.sessions, noted.models, noted.damaged) == (None, None, True)


def test_the_name_orders_copies_whatever_an_older_description_says(backup: Path) -> None:
    found = _say(backup, counter=9)
    assert (found.counter, found.verified) == (7, False)

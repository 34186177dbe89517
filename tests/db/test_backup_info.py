"""What lies beside a backup may have been written by anybody: it is read no further than needed."""

import json
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
    about.write_text(json.dumps({**json.loads(about.read_bytes()), **said}))
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

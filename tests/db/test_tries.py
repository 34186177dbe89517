"""The growing delay after wrong tries: it slows down and never shuts out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.db import tries

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def test_the_delay_grows_to_a_minute_and_no_further() -> None:
    assert [tries.delay_after(count) for count in range(12)] == [
        *(0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60)
    ]
    assert tries.delay_after(10**6) == tries.LONGEST_SECONDS


def test_wrong_tries_are_counted_and_the_delay_runs_out(tmp_path: Path) -> None:
    for _ in range(6):
        tries.count_wrong(tmp_path, now=NOW)
    assert tries.seconds_left(tmp_path, now=NOW) == 4
    assert tries.seconds_left(tmp_path, now=NOW + timedelta(seconds=3)) == 1
    assert tries.seconds_left(tmp_path, now=NOW + timedelta(seconds=4)) == 0


def test_an_opening_forgets_them(tmp_path: Path) -> None:
    for _ in range(6):
        tries.count_wrong(tmp_path, now=NOW)
    tries.forget(tmp_path)
    assert tries.seconds_left(tmp_path, now=NOW) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_clock_turned_back_a_year_costs_one_delay_and_no_more(tmp_path: Path) -> None:
    for _ in range(20):
        tries.count_wrong(tmp_path, now=NOW)
    before = NOW - timedelta(days=365)
    assert tries.seconds_left(tmp_path, now=before) == 60
    assert tries.seconds_left(tmp_path, now=before + timedelta(seconds=60)) == 0


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"[]", b"null", b'{"count":1}', b'{"count":1e999,"at":"2026-10-01"}'),
        *(b'{"count":9,"at":"2026-10-01T00:00:00"}', b"\xff\xfe", b"[" * 100_000),
        b'{"count":-5,"at":"2026-10-01T00:00:00+00:00"}',
    ],
)
def test_a_file_that_says_nothing_counts_for_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / tries.TRIES_NAME).write_bytes(data)
    assert tries.seconds_left(tmp_path, now=NOW) == 0
    tries.count_wrong(tmp_path, now=NOW)
    assert tries.seconds_left(tmp_path, now=NOW) == 0


def test_a_count_beyond_measure_waits_a_minute(tmp_path: Path) -> None:
    said = b'{"count":99999999999999999999,"at":"2026-10-01T00:00:00+00:00"}'
    (tmp_path / tries.TRIES_NAME).write_bytes(said)
    assert tries.seconds_left(tmp_path, now=NOW) == 60

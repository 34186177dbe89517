"""Hostile files between offices are refused with a code; each limit is one that is needed."""

import tracemalloc
from collections.abc import Iterator

import pytest

from desktop.exchange import limits, package, strict_json
from desktop.exchange.limits import JsonLimits
from tests.faults.package_fuzz import Tally, Way, run

INPUTS = 3_000


@pytest.fixture
def watched() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def of_kind(tally: Tally, start: str) -> list[str]:
    return [failure for failure in tally.failures if failure.startswith(start)]


def test_thousands_of_damaged_files_are_refused_or_read_and_never_stop_the_program() -> None:
    tally = run(inputs=INPUTS, seed=138)
    assert tally.failures == [], tally.line
    assert tally.inputs == INPUTS
    assert len(tally.codes) > 8, "the damage is of too few sorts"


def test_no_damaged_file_takes_more_memory_than_the_cap(watched: None) -> None:
    tally = run(inputs=200, seed=302, ways=(Way.SENDER, Way.STRANGER))
    assert tally.failures == [], tally.line
    assert 0 < tally.memory <= limits.MEMORY


def test_control_a_reader_without_limit_of_size_is_caught(
    watched: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SNAPSHOT", 1 << 40)
    monkeypatch.setattr(limits, "RATIO", 1 << 40)
    tally = run(inputs=20, seed=7, ways=(Way.SENDER,))
    assert any("MiB" in failure for failure in tally.failures), tally.line


def test_control_a_reader_that_believes_every_signature_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "signed_by", lambda *_all: True)
    tally = run(inputs=INPUTS // 3, seed=138, ways=(Way.INSIDE,))
    assert of_kind(tally, "AssertionError"), tally.line


def test_control_a_reader_that_parses_before_it_counts_is_caught(watched: None) -> None:
    many = b"[" + b"[]," * 300_000 + b"[]]"
    with pytest.raises(ValueError, match="values"):
        strict_json.strict_object(many, JsonLimits(depth=16, values=300_000))
    refused = tracemalloc.get_traced_memory()[1]
    with pytest.raises(ValueError, match="object"):
        strict_json.strict_object(many, JsonLimits(depth=16, values=1 << 40))
    assert tracemalloc.get_traced_memory()[1] > 2 * refused

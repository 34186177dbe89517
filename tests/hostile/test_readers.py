"""Damaged files for every reader; many more come with ``make faults``."""

import random

import pytest

from tests.hostile.__main__ import Tally, main, run
from tests.hostile.readers import READERS, Reader

INPUTS = 60


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.filterwarnings("ignore")
def test_a_damaged_file_is_read_or_refused_in_the_documented_way(name: str) -> None:
    tally = run(name, inputs=INPUTS, seed=138)
    assert tally.inputs == INPUTS
    assert not tally.failures
    assert sum(tally.outcomes.values()) == INPUTS


@pytest.mark.parametrize("name", sorted(READERS))
def test_the_same_seed_makes_the_same_damage(name: str) -> None:
    make = READERS[name].make
    assert make(random.Random(5)) == make(random.Random(5))
    assert len({make(random.Random(seed)) for seed in range(12)}) > 6


def test_the_control_a_reader_that_crashes_or_hangs_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(_content: bytes) -> str:
        raise KeyError("r:id")

    monkeypatch.setitem(READERS, "plan", Reader(READERS["plan"].make, crash))
    tally = run("plan", inputs=3, seed=1)
    assert len(tally.failures) == 3
    assert "KeyError" in tally.failures[0]
    monkeypatch.setattr("tests.hostile.__main__.SLOWEST", -1.0)
    monkeypatch.setitem(READERS, "plan", Reader(READERS["plan"].make, lambda _content: "read"))
    assert len(run("plan", inputs=3, seed=1).failures) == 3


def test_the_command_counts_and_says_by_its_code_whether_all_is_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--inputs", "40", "--reader", "plan", "--reader", "entries"]) == 0
    said = capsys.readouterr().out
    assert "plan: 20 inputs, 0 failures" in said
    assert said.endswith("40 inputs together\n")
    assert Tally(inputs=1, slowest=0.5).line == "1 inputs, 0 failures, slowest 500 ms; "

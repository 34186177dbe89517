"""A stick torn out at every step of writing, with controls that must be caught.

``python -m tests.faults.torn_stick`` does more rounds. strace must be there.
"""

import sys

import pytest

from desktop.exchange.stick import LEFTOVER
from tests.faults.disk import replayed
from tests.faults.ground import scratch
from tests.faults.recording import (
    Flushed,
    FolderFlushed,
    Named,
    Said,
    files_of,
    run_under_strace,
)
from tests.faults.stick_writer import CONTROLS, FOREIGN, NAME, PLANS, wanted
from tests.faults.torn_exfat import cannot_mount, record_device
from tests.faults.torn_stick import PROGRAM, all_tears, record, tear, tear_device

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")


@pytest.mark.parametrize("plan", PLANS)
def test_torn_out_anywhere_the_stick_holds_the_whole_file_or_none_and_resumes(plan: str) -> None:
    with scratch() as place:
        recording = record(place, plan, seed=3)
        assert replayed(recording) == recording.after == {NAME: wanted(3), **FOREIGN}
        tears = tear(place, recording, seed=3, rounds=2, resume=True)
    assert tears.lost == 0, "\n".join(tears.examples)
    assert tears.made > 40
    assert tears.after_word > 10


def test_the_word_is_said_after_name_and_flushes_and_nothing_is_asked_after_it() -> None:
    with scratch() as place:
        events = record(place, "fresh", seed=2).events
    kinds = [type(event) for event in events[-5:]]
    assert kinds == [Named, Flushed, FolderFlushed, Said, Said]
    named = events[-5]
    assert isinstance(named, Named)
    assert [name for name, _ in named.names] == [NAME + LEFTOVER, NAME]


@pytest.mark.parametrize("control", CONTROLS)
def test_a_writer_that_leaves_out_a_step_is_caught(control: str) -> None:
    with scratch() as place:
        tears = all_tears(place, rounds=2, control=control, seeds=(3,))
    assert tears.lost > 0


@pytest.mark.parametrize(
    ("call", "name", "error", "code"),
    [
        ("openat", NAME + LEFTOVER, "EROFS", "stick_read_only"),
        ("write", NAME + LEFTOVER, "EIO", "stick_failing"),
        ("write", NAME + LEFTOVER, "ENOSPC", "stick_full"),
        ("fsync", NAME + LEFTOVER, "ENODEV", "stick_gone"),
        ("rename", NAME + LEFTOVER, "EIO", "stick_failing"),
        ("fsync", NAME, "EIO", "stick_failing"),
        ("fsync", "", "EIO", "stick_failing"),
    ],
)
def test_a_call_that_fails_is_said_by_its_kind_and_never_called_written(
    call: str, name: str, error: str, code: str
) -> None:
    with scratch() as place:
        folder = place / "stick"
        folder.mkdir()
        PLANS["fresh"](folder, b"")
        only = ["-P", str(folder / name), "-e", f"inject={call}:error={error}", "-o", "/dev/null"]
        said = run_under_strace(only, folder, "fresh", 3, (), program=PROGRAM)
        left = files_of(folder)
    assert said == [("error", code), ("end",)]
    assert {name: left[name] for name in FOREIGN} == FOREIGN
    assert left.get(NAME) in (None, wanted(3))
    assert NAME + LEFTOVER not in left


@pytest.mark.skipif(bool(cannot_mount()), reason=f"no real exFAT here: {cannot_mount()}")
def test_on_a_real_exfat_a_tear_loses_nothing_that_was_called_written() -> None:
    with scratch() as place:
        recording = record_device(place, "fresh", seed=2)
        last = len(recording.asked)
        moments = [*range(0, last, 3), *range(recording.said_after, last + 1), last]
        tears = tear_device(place, recording, seed=2, moments=moments)
    assert tears.lost == 0, "\n".join(tears.examples)
    assert tears.after_word >= 6


@pytest.mark.skipif(bool(cannot_mount()), reason=f"no real exFAT here: {cannot_mount()}")
def test_on_a_real_exfat_a_name_that_is_not_flushed_is_caught() -> None:
    with scratch() as place:
        recording = record_device(place, "fresh", seed=2, control="name-unflushed")
        moments = [len(recording.asked)] * 2
        assert tear_device(place, recording, seed=2, moments=moments).lost > 0

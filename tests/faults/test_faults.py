"""Kills, power cuts, failing disks and flipped bits, in as many rounds as a change can wait for.

``make faults`` does all rounds. strace must be there: without it these tests fail, not pass.
"""

import sys

import pytest

from tests.faults.acts import Act
from tests.faults.cuts import record_run
from tests.faults.disk import replayed
from tests.faults.failing_disk import failed_at, points
from tests.faults.ground import scratch
from tests.faults.kinds import Fault, Job
from tests.faults.rounds import work

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace and fork are Linux's")


def check_nothing_lost(job: Job) -> None:
    count = work(job)
    assert count.failed == 0, "\n".join(count.examples[:10])
    assert count.tried >= job.size


def check_caught(job: Job, *, share: float) -> None:
    count = work(job)
    assert count.failed >= share * count.tried > 0


@pytest.mark.parametrize("part", range(2))
def test_a_kill_while_writing_loses_nothing_acknowledged(part: int) -> None:
    check_nothing_lost(Job(Fault.KILL, 50, part))


def test_a_writer_that_acknowledges_before_commit_is_caught_by_kills() -> None:
    check_caught(Job(Fault.KILL, 40, control=True), share=0.2)


@pytest.mark.parametrize("part", range(4))
def test_a_power_cut_loses_nothing_acknowledged(part: int) -> None:
    check_nothing_lost(Job(Fault.CUT, 75, part))


def test_a_store_that_flushes_nothing_is_caught_by_power_cuts() -> None:
    check_caught(Job(Fault.CUT, 40, control=True), share=0.5)


@pytest.mark.parametrize("plan", ["life", "month"])
def test_the_recorder_sees_all_that_is_written(plan: str) -> None:
    with scratch() as place:
        recording = record_run(place, plan, seed=1)
        assert replayed(recording) == recording.after


@pytest.mark.parametrize("part", range(4))
def test_a_failing_disk_is_said_and_loses_nothing_acknowledged(part: int) -> None:
    check_nothing_lost(Job(Fault.DISK, 10, part))


def test_a_writer_that_acknowledges_before_commit_is_caught_by_a_full_disk() -> None:
    check_caught(Job(Fault.DISK, 3, control=True), share=1)


def test_on_a_sound_disk_every_chore_is_done() -> None:
    with scratch() as place:
        wrong, said = failed_at(place / "sound", None)
        assert wrong == []
        assert said == {"+": 3, "backup": 1, "copy": 1, "saved": 2, "end": 1}
        assert {point.call for point in points(place)} >= {"pwrite64", "write", "fsync", "rename"}


def test_a_flipped_bit_of_the_store_is_never_silent() -> None:
    check_nothing_lost(Job(Fault.FLIP, 200))


def test_a_plain_store_is_silent_about_many_flipped_bits() -> None:
    check_caught(Job(Fault.FLIP, 100, control=True), share=0.2)


def test_a_flipped_bit_of_a_side_file_costs_nothing() -> None:
    check_nothing_lost(Job(Fault.SIDE_FLIP, 50))


def test_with_both_side_files_flipped_a_typed_error_says_so() -> None:
    check_caught(Job(Fault.SIDE_FLIP, 20, control=True), share=1)


@pytest.mark.parametrize("fault", [Fault.ACT_KILL, Fault.ACT_DISK])
@pytest.mark.parametrize("part", range(len(Act)), ids=tuple(Act))
def test_a_great_act_cut_short_leaves_the_old_or_all_of_the_new(fault: Fault, part: int) -> None:
    check_nothing_lost(Job(fault, 4, part))


@pytest.mark.parametrize("part", range(len(Act)), ids=tuple(Act))
def test_a_great_act_done_carelessly_is_caught_by_kills(part: int) -> None:
    check_caught(Job(Fault.ACT_KILL, 8, part, control=True), share=0.1)


def test_a_restore_that_writes_over_the_store_is_caught_by_a_failing_disk() -> None:
    check_caught(Job(Fault.ACT_DISK, 3, control=True), share=0.3)

"""Pieces of work, each one fault many times: few for the tests, all in the long run."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db.layout import STORE_NAME
from tests.faults import more_rounds
from tests.faults.cuts import cut, record_run
from tests.faults.failing_disk import Point, failed_at, mixed, points
from tests.faults.flips import (
    SIDE_FILES,
    Fate,
    data_after_key_flip,
    fate,
    flips_in,
    full_commune,
    plain_fate,
    plain_store,
)
from tests.faults.ground import scratch
from tests.faults.kills import kill_in_a_process
from tests.faults.kinds import Count, Fault, Job
from tests.faults.writer import BUSY_LOG, EARLY, UNSAFE

if TYPE_CHECKING:
    from collections.abc import Callable


_RUNS = (("life", (BUSY_LOG,)), ("month", ()), ("life", ()), ("month", (BUSY_LOG,)))
"""What is recorded for the power cuts, by the number of the part."""


def work(job: Job) -> Count:
    """Do a job in a scratch folder of its own."""
    doing: dict[Fault, Callable[[Path, Job], Count]] = {
        Fault.KILL: _kill,
        Fault.CUT: _cut,
        Fault.DISK: _fail,
        Fault.FLIP: _flip_plain if job.control else _flip,
        Fault.SIDE_FLIP: _flip_side,
        **more_rounds.DOING,
    }
    with scratch() as place:
        return doing[job.fault](place, job)


def _kill(place: Path, job: Job) -> Count:
    options = (EARLY,) if job.control else ()
    tally = kill_in_a_process(place, rounds=job.size, seed=job.part, options=options)
    return Count(tally.kills, tally.lost, tally.examples)


def _cut(place: Path, job: Job) -> Count:
    plan, options = ("month", (UNSAFE,)) if job.control else _RUNS[job.part % len(_RUNS)]
    recording = record_run(place, plan, seed=job.part, options=options)
    tally = cut(place, recording, cuts=job.size, seed=job.part)
    return Count(tally.states.total(), tally.lost.total(), tally.examples)


def _fail(place: Path, job: Job) -> Count:
    count = Count()
    if job.control:
        chosen = [Point("pwrite64", number, "ENOSPC", True) for number in range(40, 40 + job.size)]
    else:
        chosen = mixed(points(place))[job.part * job.size : (job.part + 1) * job.size]
    for point in chosen:
        options = (EARLY,) if job.control else ()
        wrong, _ = failed_at(place / "failing", point, options=options)
        count += Count(1, bool(wrong), [f"{point}: {wrong}"] if wrong else [])
    return count


def _flip(place: Path, job: Job) -> Count:
    whole = place / "whole"
    held = full_commune(whole)
    count = Count()
    for flip in flips_in(whole, STORE_NAME, count=job.size, seed=job.part):
        silent = fate(whole, flip, held, copy=place / "copy") is Fate.SILENT
        count += Count(1, silent, [f"silent: {flip}"] if silent else [])
    return count


def _flip_plain(place: Path, job: Job) -> Count:
    held = full_commune(place / "whole")
    plain = place / "plain"
    plain_store(plain, held)
    fates = Counter(
        plain_fate(plain, flip, held, copy=place / "copy")
        for flip in flips_in(plain, STORE_NAME, count=job.size, seed=job.part)
    )
    return Count(fates.total(), fates[Fate.SILENT])


def _flip_side(place: Path, job: Job) -> Count:
    """The side file or its previous version falls; with both fallen nothing opens any more."""
    whole = place / "whole"
    held = full_commune(whole, sessions=5)
    first, second = (flips_in(whole, name, count=job.size, seed=job.part) for name in SIDE_FILES)
    count = Count()
    for number, pair in enumerate(zip(first, second, strict=True)):
        flips = pair if job.control else (pair[number % 2],)
        found = data_after_key_flip(whole, flips, copy=place / "copy")
        failed = found != held
        count += Count(1, failed, [f"{flips}: {found}"] if failed else [])
    return count

"""More pieces of work: great acts cut short, torn sticks, damaged files, whole lives."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from desktop.actions.desk import Outcome
from desktop.exchange import package
from tests.faults import package_fuzz, torn_stick
from tests.faults.act_faults import Trial, unsafe
from tests.faults.acts import Act
from tests.faults.kinds import Count, Fault, Job
from tests.faults.package_fuzz import Way

STEPS = 30
ACTS = tuple(Act)
_NAME_UNFLUSHED = "name-unflushed"


def _act(place: Path, job: Job, *, kill: bool) -> Count:
    act, turn = ACTS[job.part % len(ACTS)], job.part // len(ACTS)
    trial = unsafe(act, place) if job.control else Trial(act, place)
    count = Count()
    for point in trial.points(kill=kill)[turn * job.size : (turn + 1) * job.size]:
        wrong = trial.struck(point)
        count += Count(1, bool(wrong), [f"{point}: {wrong}"] if wrong else [])
    return count


def _act_killed(place: Path, job: Job) -> Count:
    return _act(place, job, kill=True)


def _act_failing(place: Path, job: Job) -> Count:
    return _act(place, job, kill=False)


def _stick(place: Path, job: Job) -> Count:
    control = _NAME_UNFLUSHED if job.control else ""
    tears = torn_stick.all_tears(place, rounds=job.size, control=control, seeds=(3 + job.part,))
    return Count(tears.made, tears.lost, tears.examples)


def _blocks(place: Path, job: Job) -> Count:
    control = _NAME_UNFLUSHED if job.control else ""
    tears = torn_stick.all_device_tears(place, rounds=job.size, control=control)
    return Count(tears.made, tears.lost, tears.examples)


def _packages(_place: Path, job: Job) -> Count:
    if job.control:
        with patch.object(package, "signed_by", lambda *_all: True):
            tally = package_fuzz.run(inputs=job.size, seed=138, ways=(Way.INSIDE,))
        return Count(1, bool(tally.failures))
    tally = package_fuzz.run(inputs=job.size, seed=job.part)
    return Count(tally.inputs, len(tally.failures), tally.failures)


def _readers(_place: Path, job: Job) -> Count:
    from tests.hostile.__main__ import run
    from tests.hostile.readers import READERS

    name = sorted(READERS)[job.part % len(READERS)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if job.control:
            with patch.dict(READERS, {"xlsx": replace(READERS["xlsx"], refuses=())}):
                return Count(1, bool(run("xlsx", inputs=job.size, seed=1).failures))
        tally = run(name, inputs=job.size, seed=job.part)
    return Count(tally.inputs, len(tally.failures), tally.failures)


def lives(count: int) -> Count:
    """Live so many lives; a failing one is told with the acts that led to it."""
    from tests.properties.life import Life

    chosen = settings(
        max_examples=count,
        stateful_step_count=STEPS,
        derandomize=False,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(Life, settings=chosen)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        notes = "\n".join(getattr(error, "__notes__", ()))
        return Count(count, 1, [f"{error!r} {notes}"[:4000]])
    return Count(count, 0)


def careless_lives(count: int) -> Count:
    """The control: sessions are acknowledged and not stored."""
    with patch("tests.properties.life.record_session", lambda *_all, **_more: Outcome("00000000")):
        found = lives(count)
    return Count(1, found.failed)


def _lives(_place: Path, job: Job) -> Count:
    return careless_lives(job.size) if job.control else lives(job.size)


DOING: dict[Fault, Callable[[Path, Job], Count]] = {
    Fault.ACT_KILL: _act_killed,
    Fault.ACT_DISK: _act_failing,
    Fault.STICK: _stick,
    Fault.BLOCKS: _blocks,
    Fault.PACKAGE: _packages,
    Fault.READER: _readers,
    Fault.LIFE: _lives,
}

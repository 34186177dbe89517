"""Kill −9 while the program writes: nothing acknowledged is lost and the store opens.

``python -m tests.faults.kills FOLDER ROUNDS SEED [OPTION …]`` prints a tally as JSON. It is a
program of its own, with one thread: it forks the writer, which needs no start-up time then.
"""

import json
import os
import random
import select
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults.ground import ROOT, complaints, found_commune, open_commune, scratch
from tests.faults.writer import BUSY_LOG, EARLY, prepared, write_on, write_on_early

_PER_STORE = 100
"""Rounds on one store; then a new one, so that checking it stays fast."""
_ENDLESS = 1_000_000


@dataclass(frozen=True, slots=True)
class KillTally:
    """How many kills, how many sessions acknowledged before them, how many kills lost some."""

    kills: int
    acknowledged: int
    lost: int
    examples: list[str]


def kill_in_a_process(
    place: Path, *, rounds: int, seed: int, options: tuple[str, ...] = ()
) -> KillTally:
    """Run the rounds in a program of their own; the tally that it prints."""
    command = [sys.executable, "-m", "tests.faults.kills"]
    done = subprocess.run(
        [*command, str(place), str(rounds), str(seed), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return KillTally(**json.loads(done.stdout))


def kill(place: Path, *, rounds: int, seed: int, options: frozenset[str]) -> KillTally:
    """Kill the writer ``rounds`` times, on a new store now and then."""
    dice = random.Random(seed)
    acknowledged: set[str] = set()
    heard, examples = 0, list[str]()
    for number in range(rounds):
        folder = place / f"store{number // _PER_STORE}"
        if number % _PER_STORE == 0:
            found_commune(folder).close()
            acknowledged.clear()
        said = _killed(folder, dice, options)
        heard += len(said)
        acknowledged |= said
        found = complaints(folder, sessions=acknowledged, write=False)
        if found:
            examples.append(f"seed {seed}, kill {number}: {found[:3]}")
            acknowledged = {one for one in acknowledged if f"lost session {one}" not in found}
    return KillTally(rounds, heard, len(examples), examples)


def _killed(folder: Path, dice: random.Random, options: frozenset[str]) -> set[str]:
    """Start the writer, kill it after some acknowledgements and a moment; what it had said."""
    patience, moment = dice.choice((0, 1, 2, 5)), dice.choice((0.0, dice.random() * 0.012))
    child_options = options | ({BUSY_LOG} if dice.random() < 0.5 else frozenset())
    ear, mouth = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(ear)
        _write_until_killed(folder, dice.random(), child_options, to=mouth)
    os.close(mouth)
    heard = bytearray()
    try:
        while heard.count(b"\n") < patience and (some := os.read(ear, 65536)):
            heard += some
        select.select([], [], [], moment)
    finally:
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
    while some := os.read(ear, 65536):
        heard += some
    os.close(ear)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError(f"the writer ended by itself: {status}")
    return {line.split()[1] for line in heard.decode().splitlines()}


def _write_until_killed(folder: Path, seed: float, options: frozenset[str], *, to: int) -> None:
    """In the forked program: open, write, acknowledge, until the end comes from outside."""
    try:
        desk = prepared(open_commune(folder), options)
        write = write_on_early if EARLY in options else write_on
        write(desk, random.Random(seed), _ENDLESS, to=to)
    finally:
        os._exit(1)


if __name__ == "__main__":
    with scratch():
        tally = kill(
            Path(sys.argv[1]),
            rounds=int(sys.argv[2]),
            seed=int(sys.argv[3]),
            options=frozenset(sys.argv[4:]),
        )
    print(json.dumps(asdict(tally)))

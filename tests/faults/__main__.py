"""The long runs: ``python -m tests.faults [--all | --tenth] [--write]``.

Without ``--all`` about as many rounds as the tests do; with it 1,000 kills, 10,000 power cuts,
every call at which a disk can fail and 5 million damaged files; ``--tenth`` does a tenth of
these parts. ``--write`` keeps the table in the help of the program, one for each of the three.
Ends with 1 when something was lost, or when a control was not caught.
"""

import argparse
import os
import platform
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from tests.faults.failing_disk import points
from tests.faults.ground import ROOT, scratch
from tests.faults.kinds import CONTROLS, Count, Fault, Job
from tests.faults.more_rounds import ACTS
from tests.faults.rounds import work
from tests.faults.torn_exfat import cannot_mount

RESULTS = ROOT / "resources" / "help" / "fault-results.md"
READER_KINDS = 12
TITLE = "# Faults: what was tried, and what was lost\n"
SECTIONS = {
    "": "## As many rounds as every change waits for",
    " --tenth": "## A tenth of all rounds",
    " --all": "## All rounds",
}
"""The runs by their option; the page keeps the last of each."""
HEAD = ("fault", "tried", "lost or silent", "control", "tried", "caught")


@dataclass(slots=True)
class Line:
    """The results of one fault and of its control."""

    fault: Fault
    real: Count = field(default_factory=Count)
    control: Count = field(default_factory=Count)

    @property
    def good(self) -> bool:
        """Nothing lost, and the control caught at least once in ten; or this machine cannot."""
        caught = self.control.failed * 10 >= self.control.tried > 0
        return self.real.failed == 0 and (caught or not self.real.tried)

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as texts."""
        real, control = self.real, self.control
        numbers = [f"{n:,}" for n in (real.tried, real.failed, control.tried, control.failed)]
        return (self.fault.value, *numbers[:2], CONTROLS[self.fault], *numbers[2:])


def jobs(*, everything: bool) -> Iterator[Job]:
    """All that is to be done, in pieces that two processors can share."""
    many = 10 if everything else 1
    yield from (Job(Fault.KILL, 100, part) for part in range(many))
    yield from (Job(Fault.CUT, 250 if everything else 75, part) for part in range(many * 4))
    with scratch() as place:
        calls = len(points(place))
    yield from (Job(Fault.DISK, 10, part) for part in range(-(-calls // 10) if everything else 4))
    yield from (Job(Fault.FLIP, 200, part) for part in range(many))
    yield from (Job(Fault.SIDE_FLIP, 50, part) for part in range(many))
    # The longest act has fewer than a thousand calls; parts beyond the end of one find nothing.
    turns = 40 if everything else 1
    for fault in (Fault.ACT_KILL, Fault.ACT_DISK):
        size = 25 if everything else 4
        yield from (Job(fault, size, part) for part in range(turns * len(ACTS)))
    yield from (Job(Fault.STICK, 40 if everything else 2, part) for part in range(5))
    if not cannot_mount():
        yield Job(Fault.BLOCKS, 40 if everything else 2)
    yield from (Job(Fault.PACKAGE, 20_000 if everything else 500, n) for n in range(many * 20))
    readers = READER_KINDS * (many * 10 if everything else 1)
    yield from (Job(Fault.READER, 850 if everything else 50, part) for part in range(readers))
    yield from (Job(Fault.LIFE, 50 if everything else 10, part) for part in range(many * 4))


def controls() -> Iterator[Job]:
    """The same in an unsafe way, for as long as it takes to be caught."""
    yield Job(Fault.KILL, 100, control=True)
    yield Job(Fault.CUT, 100, control=True)
    yield Job(Fault.DISK, 10, control=True)
    yield Job(Fault.FLIP, 200, control=True)
    yield Job(Fault.SIDE_FLIP, 50, control=True)
    yield from (Job(Fault.ACT_KILL, 4, part, control=True) for part in range(len(ACTS)))
    yield Job(Fault.ACT_DISK, 8, control=True)
    yield Job(Fault.STICK, 2, control=True)
    if not cannot_mount():
        yield Job(Fault.BLOCKS, 2, control=True)
    yield Job(Fault.PACKAGE, 200, control=True)
    yield Job(Fault.READER, 20, control=True)
    yield Job(Fault.LIFE, 30, control=True)


def a_tenth(wanted: list[Job]) -> list[Job]:
    """A tenth of the parts of every fault, one of each at least; the same ones every time."""
    chance = random.Random(138)
    parts = [[job for job in wanted if job.fault is fault] for fault in Fault]
    return [job for part in parts for job in chance.sample(part, -(-len(part) // 10))]


def tried(wanted: list[Job]) -> list[Line]:
    """Do the jobs, as many at a time as there are processors."""
    lines = {fault: Line(fault) for fault in Fault}
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        counts = pool.map(work, wanted)
        for done, (job, count) in enumerate(zip(wanted, counts, strict=True), start=1):
            print(f"\r{done} of {len(wanted)}", end="", file=sys.stderr, flush=True)
            if job.control:
                lines[job.fault].control += count
            else:
                lines[job.fault].real += count
    return list(lines.values())


def table(lines: list[Line]) -> str:
    """The results as a Markdown table, readable in a terminal too."""
    rows = [HEAD, *(line.cells for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "".join(
        "| " + " | ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)) + " |\n"
        for row in rows
    )


def page(kept: str, lines: list[Line], *, seconds: float, option: str) -> str:
    """The page of results with this run in its place; other runs stay as ``kept`` has them."""
    parts = {option: SECTIONS[option] + "\n\n" + section(lines, seconds=seconds, option=option)}
    for other, heading in SECTIONS.items():
        if other != option and heading in kept:
            parts[other] = (
                heading + kept.partition(heading)[2].partition("\n## ")[0].rstrip() + "\n"
            )
    return "\n".join([TITLE, *(parts[one] for one in SECTIONS if one in parts)])


def section(lines: list[Line], *, seconds: float, option: str) -> str:
    """The results of a run, with what was measured."""
    engine = dbapi2.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0]
    return (
        f"Written by `python -m tests.faults{option} --write` in "
        f"{seconds / 60:.0f} minutes with SQLite {dbapi2.sqlite_version}, SQLCipher {engine}, "
        f"Python {platform.python_version()}. Each control does the same in an unsafe way "
        "and must be caught." + _without_blocks() + "\n\n" + table(lines)
    )


def _without_blocks() -> str:
    why = cannot_mount()
    return f" No blocks of a real exFAT were torn on this machine: {why}." if why else ""


def main(arguments: list[str]) -> int:
    """Run, print the table, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--all", action="store_true", help="all rounds, some hours")
    parser.add_argument("--tenth", action="store_true", help="a tenth of the parts of all rounds")
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS.name}")
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    wanted = list(jobs(everything=asked.all or asked.tenth))
    lines = tried([*(a_tenth(wanted) if asked.tenth else wanted), *controls()])
    print(table(lines))
    for line in lines:
        for example in line.real.examples[:10]:
            print(f"{line.fault.value}: {example}")
    if asked.write:
        kept = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
        seconds = time.perf_counter() - started
        _write(RESULTS, page(kept, lines, seconds=seconds, option=_option(asked)))
    return 0 if all(line.good for line in lines) else 1


def _option(asked: argparse.Namespace) -> str:
    return " --all" if asked.all else " --tenth" if asked.tenth else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

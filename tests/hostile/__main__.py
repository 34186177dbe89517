"""Damaged files for every reader: ``python -m tests.hostile --inputs 400000``.

Prints a line for each reader: inputs, failures, the slowest, what came of them. Ends with 1 when
a reader ended otherwise than it says, or took longer than ``SLOWEST`` seconds for one file.
"""

import argparse
import random
import sys
import time
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.hostile.readers import READERS, Reader

SLOWEST = 5.0
_SHARE = 1000


@dataclass(slots=True)
class Tally:
    """What came of the inputs of one reader."""

    inputs: int = 0
    slowest: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take the results of another run in."""
        self.inputs += other.inputs
        self.slowest = max(self.slowest, other.slowest)
        self.outcomes.update(other.outcomes)
        self.failures.extend(other.failures)

    @property
    def line(self) -> str:
        """The result in one line."""
        said = ", ".join(f"{name} {count:,}" for name, count in self.outcomes.most_common(8))
        return (
            f"{self.inputs:,} inputs, {len(self.failures)} failures, slowest "
            f"{self.slowest * 1000:.0f} ms; {said}"
        )


def outcome(reader: Reader, content: bytes) -> str:
    """What came of one input; any error but the documented ones goes through."""
    try:
        return reader.read(content)
    except reader.refuses as error:
        return str(getattr(error, "code", type(error).__name__))


def run(name: str, *, inputs: int, seed: int) -> Tally:
    """Try so many inputs on one reader; the same seed gives the same ones."""
    reader, tally = READERS[name], Tally()
    for number in range(inputs):
        content = reader.make(random.Random(f"{name}/{seed}/{number}"))
        started = time.perf_counter()
        try:
            tally.outcomes[outcome(reader, content)] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            said = f"{type(error).__name__} ({str(error)[:80]})"
            tally.failures.append(f"{name}, seed {seed}, input {number}: {said}")
        took = time.perf_counter() - started
        tally.inputs += 1
        tally.slowest = max(tally.slowest, took)
        if took > SLOWEST:
            tally.failures.append(f"{name}, seed {seed}, input {number}: {took:.1f} s")
    return tally


def _share(job: tuple[str, int, int]) -> tuple[str, Tally]:
    name, inputs, seed = job
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return name, run(name, inputs=inputs, seed=seed)


def main(arguments: list[str]) -> int:
    """Run, print the tally, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("--inputs", type=int, default=12_000, help="of all readers together")
    parser.add_argument("--reader", choices=sorted(READERS), action="append")
    asked = parser.parse_args(arguments)
    names = asked.reader or list(READERS)
    each = -(-asked.inputs // len(names))
    jobs = [
        (name, min(_SHARE, each - start), start // _SHARE)
        for start in range(0, each, _SHARE)
        for name in names
    ]
    tallies = {name: Tally() for name in names}
    with ProcessPoolExecutor() as pool:
        for name, tally in pool.map(_share, jobs):
            tallies[name].add(tally)
    for name, tally in tallies.items():
        print(f"{name}: {tally.line}")
        for failure in tally.failures[:10]:
            print(f"  {failure}")
    print(f"{sum(one.inputs for one in tallies.values()):,} inputs together")
    return 1 if any(one.failures for one in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

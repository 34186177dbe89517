"""Writing to a stick beside a bare write, flush and read back of the same bytes."""

import os
from itertools import count

from desktop.exchange.stick import write_to_stick
from tests.benchmarks.bare_stick import folder_on_disk, write_bare, write_durably
from tests.benchmarks.rows import BenchRow, alternating

BOUND = 1.5
MONTH, YEAR = 12_000, 20_000_000
ROUNDS = 15


def measure() -> list[BenchRow]:
    """A year's worth and a month's worth of bytes; both are read back from the device.

    A month is small beside a flush: there the flushes count that make its name durable.
    """
    return [
        _row("20 MB / bare write, flush, read back", YEAR, bound=BOUND),
        _row("one month, 12 KB / bare write, flush, read back", MONTH),
        _row("one month, 12 KB / bare, named and flushed again", MONTH, durable=True),
    ]


def _row(words: str, size: int, *, bound: float | None = None, durable: bool = False) -> BenchRow:
    data, numbers = os.urandom(size), count(1)
    bare_way = write_durably if durable else write_bare
    with folder_on_disk() as folder:

        def ours() -> None:
            name = f"S138_19996_202610_{next(numbers):04d}.s138"
            write_to_stick(folder, name, data).path.unlink()

        def bare() -> None:
            bare_way(folder / "bare", data)
            (folder / "bare").unlink()

        ours_ms, bare_ms = alternating(ours, bare, rounds=ROUNDS)
    return BenchRow(f"stick, {words}", ours_ms, bare_ms, bound)

"""What a benchmark says: a measured thing beside its bare equivalent of the same run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One comparison; ``bound`` is the ratio that is still good, none where there is none.

    ``unit`` is what ``ours`` and ``bare`` are measured in. ``missing`` says why there is
    nothing to stand beside.
    """

    name: str
    ours: float
    bare: float
    bound: float | None
    unit: str = "ms"
    missing: str = ""

    @property
    def ratio(self) -> float:
        """Ours over bare."""
        return self.ours / self.bare if self.bare else float("inf")

    @property
    def within(self) -> bool:
        """Whether the ratio keeps its bound."""
        return self.bound is None or self.ratio <= self.bound


def alternating(
    ours: Callable[[], object], bare: Callable[[], object], *, rounds: int = 7
) -> tuple[float, float]:
    """Medians in milliseconds of two calls made in turn, so that both see the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds):
        for call, times in zip((ours, bare), taken, strict=True):
            start = time.perf_counter()
            call()
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])

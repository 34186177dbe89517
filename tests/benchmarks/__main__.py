"""Measures speed beside a bare equivalent: every ``*_bench.py`` here offers ``measure()``.

``python -m tests.benchmarks [WORD …]`` runs the benchmarks whose name holds one of the words.
Ends with 1 when a ratio is above its bound.
"""

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks.rows import BenchRow

HEAD = ("", "ours", "bare", "ratio", "bound")


def found(words: Iterable[str]) -> Iterator[BenchRow]:
    """The rows of all benchmarks that the words choose; of all without a word."""
    wanted = tuple(words)
    for path in sorted(Path(__file__).parent.glob("*_bench.py")):
        if wanted and not any(word in path.stem for word in wanted):
            continue
        module = importlib.import_module(f"tests.benchmarks.{path.stem}")
        yield from module.measure()


def line_of(row: BenchRow) -> tuple[str, ...]:
    """A row as texts."""
    if row.missing:
        return row.name, f"{row.ours:.1f} {row.unit}", row.missing, "–", "–"
    bound = "–" if row.bound is None else f"≤ {row.bound:g}{'' if row.within else '  exceeded'}"
    return (
        row.name,
        f"{row.ours:.1f} {row.unit}",
        f"{row.bare:.1f} {row.unit}",
        f"{row.ratio:.2f}",
        bound,
    )


def main(words: Iterable[str]) -> int:
    """Prints the table; 1 when a bound is exceeded."""
    rows = list(found(words))
    table = [HEAD, *(line_of(row) for row in rows)]
    widths = [max(len(line[place]) for line in table) for place in range(len(HEAD))]
    for line in table:
        first, *rest = line
        cells = (text.rjust(width) for text, width in zip(rest, widths[1:], strict=True))
        print("  ".join([first.ljust(widths[0]), *cells]))
    return 0 if all(row.within for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The window's start and memory beside a bare PySide6 window with a table."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.rows import BenchRow
from tests.benchmarks.ten_years import make_ten_years

ROUNDS = 7


def measure() -> list[BenchRow]:
    """Fresh processes in turn, on a store of ten years; medians."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "ten-years"
        make_ten_years(folder).close()
        compiled = Path(scratch) / "compiled"
        # An installed program lies there compiled: both windows begin with what one start leaves.
        _child("bare", compiled)
        _child("ours", compiled, str(folder))
        ours: list[tuple[float, float]] = []
        bare: list[tuple[float, float]] = []
        for _round in range(ROUNDS):
            bare.append(_child("bare", compiled))
            ours.append(_child("ours", compiled, str(folder)))
    return [
        BenchRow(
            "window usable, ten years / bare window with a table",
            median(taken for taken, _held in ours),
            median(taken for taken, _held in bare),
            1.5,
        ),
        BenchRow(
            "memory after start / bare window with a table",
            median(held for _taken, held in ours),
            median(held for _taken, held in bare),
            1.5,
            "MB",
        ),
    ]


def _child(kind: str, compiled: Path, *rest: str) -> tuple[float, float]:
    named = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    named.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window_child", kind, str(time.time()), *rest],
        env=named,
        capture_output=True,
        text=True,
        check=True,
    )
    taken, held = done.stdout.split()
    return float(taken), float(held)

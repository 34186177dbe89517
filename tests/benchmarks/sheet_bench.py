"""No handler of the month sheet may hold the window for more than 50 ms, on ten years of data."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.rows import BenchRow
from tests.benchmarks.ten_years import make_ten_years

LIMIT_MS = 50.0
ROUNDS = 5
STEPS = {
    "open": "month sheet, room opened",
    "type": "month sheet, key while typing",
    "walk": "month sheet, arrow or page key",
    "paste": "month sheet, 20 rows pasted",
    "undo": "month sheet, undo and redo",
}
Stalls = dict[str, list[float]]


def measure() -> list[BenchRow]:
    """Fresh processes; of each step its slowest event, median of the rounds, beside 50 ms."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "ten-years"
        make_ten_years(made).close()
        rounds = [_round(made, Path(scratch) / f"round-{number}") for number in range(ROUNDS + 1)]
    measured = rounds[1:]  # the first one leaves the compiled modules behind
    slowest = [
        BenchRow(f"{words}: slowest / 50 ms", _middle(measured, step), LIMIT_MS, 1.0)
        for step, words in STEPS.items()
    ]
    usual = median(stall for one in measured for stall in one["type"])
    return [*slowest, BenchRow(f"{STEPS['type']}: median / 50 ms", usual, LIMIT_MS, 1.0)]


def _middle(rounds: list[Stalls], step: str) -> float:
    return median(max(one[step]) for one in rounds)


def _round(made: Path, place: Path) -> Stalls:
    """One morning's work on a copy of the store."""
    shutil.copytree(made, place / "data")
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.sheet_child", str(place / "data")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.rmtree(place)
    stalls: Stalls = {}
    for step, taken in json.loads(done.stdout):
        stalls.setdefault(step, []).append(taken)
    return stalls

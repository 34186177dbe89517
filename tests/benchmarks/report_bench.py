"""The monthly report of 40 groups beside bare reportlab drawing the same pages.

The bare equivalent puts finished words at known places; wording, wrapping and paging
are ours alone.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop.domain.snapshot import snapshot_bytes
from desktop.reports.month import month_report
from desktop.reports.pdf import write_pdf
from tests.benchmarks.bare_pages import draw_pages, read_pages
from tests.benchmarks.rows import BenchRow, alternating
from tests.reports.made_up import FRAME, snapshot

BOUND = 1.5
ROOT = Path(__file__).resolve().parents[2]

# Both time themselves from their data at hand to the finished bytes, imports of reportlab included.
OURS_FIRST = """
import sys, time
from pathlib import Path
from desktop.domain.snapshot import read_snapshot
from desktop.domain.commune import CommuneProfile
month = read_snapshot(Path(sys.argv[1]).read_bytes())
profile = CommuneProfile("Phường Hương Trà", "19996", month.valid_from, "Thành phố Huế")
start = time.perf_counter()
from desktop.reports.frame import PaperFrame
from desktop.reports.month import month_report
from desktop.reports.pdf import write_pdf
write_pdf(month_report(month, {}, PaperFrame.of(profile, year=2026)))
print((time.perf_counter() - start) * 1000)
"""
BARE_FIRST = """
import json, sys, time
from pathlib import Path
pages = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
start = time.perf_counter()
from tests.benchmarks.bare_pages import draw_pages
draw_pages(pages)
print((time.perf_counter() - start) * 1000)
"""


def measure() -> list[BenchRow]:
    """Warm: tree and PDF again in one process; first: the first paper of a fresh process."""
    month = snapshot(40)
    pages = read_pages(write_pdf(month_report(month, {}, FRAME)))
    warm = alternating(
        lambda: write_pdf(month_report(month, {}, FRAME)), lambda: draw_pages(pages), rounds=15
    )
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "pages.json"
        drawn.write_text(json.dumps(pages), encoding="utf-8")
        closed = Path(folder) / "snapshot.json"
        closed.write_bytes(snapshot_bytes(month))
        first = _first(closed, drawn, rounds=7)
    size = f"monthly report, 40 groups, {len(pages)} pages"
    return [
        BenchRow(f"{size}, again", *warm, BOUND),
        BenchRow(f"{size}, first in a process", *first, BOUND),
    ]


def _first(closed: Path, drawn: Path, *, rounds: int) -> tuple[float, float]:
    ours: list[float] = []
    bare: list[float] = []
    for _round in range(rounds):
        ours.append(_fresh(OURS_FIRST, closed))
        bare.append(_fresh(BARE_FIRST, drawn))
    return statistics.median(ours), statistics.median(bare)


def _fresh(script: str, file: Path) -> float:
    command = [sys.executable, "-c", script, str(file)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)

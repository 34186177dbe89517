"""The monthly report of 40 groups beside other makers of the same pages, in one run.

Ours begins with a data folder: it opens the store, reads a closed month, words, wraps and pages
it. Bare reportlab puts finished words at known places; see ``bare_pages`` and ``comparisons``.
"""

import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import psutil

from desktop.actions.desk import Desk
from desktop.actions.papers import paper_document, paper_excel, paper_pdf, paper_word
from desktop.actions.periods import period_named
from desktop.actions.sample import PracticeClock, SeededIds, make_sample
from desktop.actions.setup import Sources, open_desk
from desktop.domain.periods import Period
from desktop.domain.snapshot import snapshot_bytes
from desktop.reports.month import month_report
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Document
from desktop.reports.word import write_word
from tests.benchmarks.bare_pages import BarePage, draw_pages, read_pages
from tests.benchmarks.comparisons import bare_parts, others
from tests.benchmarks.rows import BenchRow, alternating
from tests.reports.made_up import FRAME, snapshot

BOUND = 1.5
WORD_BOUND = 500.0
MEMORY_BOUND = 1.05
MONTH = "2026-09"
ROOT = Path(__file__).resolve().parents[2]

# Whole processes, from the call to the file on the disk.
OURS = """
import sys
from desktop.cli import main
report = ["report", "month", "--period", "2026-09", "--output", sys.argv[2]]
sys.exit(main(["--data", sys.argv[1], *report], open_window=lambda data, language: 1))
"""
LAID_OUT = """
import json, sys
from pathlib import Path
parts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
from tests.benchmarks.bare_layout import lay_out
Path(sys.argv[2]).write_bytes(lay_out(parts))
"""
# These time themselves, from their data at hand to the finished bytes, imports included.
OURS_AT_HAND = """
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
BARE_AT_HAND = """
import json, sys, time
from pathlib import Path
pages = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
start = time.perf_counter()
from tests.benchmarks.bare_pages import draw_pages
draw_pages(pages)
print((time.perf_counter() - start) * 1000)
"""
BARE = """
import json, sys
from pathlib import Path
pages = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
from tests.benchmarks.bare_pages import draw_pages
Path(sys.argv[2]).write_bytes(draw_pages(pages))
"""


def measure() -> Iterator[BenchRow]:
    """From a closed program, again in an open one, twelve in a row, Word, and memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_sample(folder / "commune", groups=40)
        sources = Sources(PracticeClock(date(2026, 10, 12)), SeededIds(Random("bench")))
        with open_desk(folder / "commune", sources=sources) as desk:
            month = period_named(desk, MONTH)
            pages = read_pages(paper_pdf(desk, "month", month))
            document = paper_document(desk, "month", month)
            yield from _open(desk, month, pages)
        yield _at_hand(folder)
        yield from _closed(folder, pages, document)
        for other in others(document, pages, write_word(document), folder):
            row = f"{_named(pages)}, from a closed program, beside {other.name}"
            ours = (OURS, folder / "commune", folder / "ours.pdf")
            if other.missing:
                yield BenchRow(row, _whole(*ours), 0, None, missing=other.missing)
                continue
            beside = [(_whole(*ours), other.taken()) for _round in range(5)]
            first, theirs = (statistics.median(taken) for taken in zip(*beside, strict=True))
            # typst is compiled: it is shown, not raced.
            bound = None if other.name == "typst" else 1.0
            yield BenchRow(row, first, theirs, bound)


def _named(pages: list[BarePage]) -> str:
    return f"monthly report, 40 groups, {len(pages)} pages"


def _open(desk: Desk, month: Period, pages: list[BarePage]) -> Iterator[BenchRow]:
    """In a program that is open."""
    warm = alternating(
        lambda: paper_pdf(desk, "month", month), lambda: draw_pages(pages), rounds=15
    )
    yield BenchRow(f"{_named(pages)}, again", *warm, BOUND)
    months = [period_named(desk, f"2026-{number:02d}") for number in range(1, 10)]
    months += [period_named(desk, f"2025-{number}") for number in (11, 12)]
    months.append(period_named(desk, "2026-10"))
    drawn = [read_pages(paper_pdf(desk, "month", one)) for one in months]
    twelve = alternating(
        lambda: [paper_pdf(desk, "month", one) for one in months],
        lambda: [draw_pages(one) for one in drawn],
        rounds=7,
    )
    yield BenchRow(f"twelve monthly reports, {sum(map(len, drawn))} pages", *twelve, BOUND)
    word, _idle = alternating(lambda: paper_word(desk, "month", month), int, rounds=7)
    yield BenchRow("the same as Word, beside half a second", word, WORD_BOUND, 1.0)
    excel, _idle = alternating(lambda: paper_excel(desk, "month", month), int, rounds=5)
    yield BenchRow("the same as Excel, beside a second", excel, 2 * WORD_BOUND, 1.0)
    before, after = _memory(desk, months)
    yield BenchRow("memory after 60 reports, beside after 10", after, before, MEMORY_BOUND, "MB")


def _memory(desk: Desk, months: list[Period]) -> tuple[float, float]:
    """Megabytes that the process holds after ten reports and after fifty more."""
    process = psutil.Process()
    held: list[float] = []
    for count in (10, 50):
        for number in range(count):
            paper_pdf(desk, "month", months[number % len(months)])
            if number % 10 == 0:
                paper_word(desk, "month", months[number % len(months)])
        gc.collect()
        held.append(process.memory_info().rss / 1e6)
    return held[0], held[1]


def _closed(folder: Path, pages: list[BarePage], document: Document) -> Iterator[BenchRow]:
    """From a closed program, in turn."""
    drawn, laid = folder / "pages.json", folder / "parts.json"
    drawn.write_text(json.dumps(pages), encoding="utf-8")
    laid.write_text(json.dumps(bare_parts(document)), encoding="utf-8")
    calls = (
        (OURS, folder / "commune", folder / "ours.pdf"),
        (LAID_OUT, laid, folder / "laid.pdf"),
        (BARE, drawn, folder / "bare.pdf"),
    )
    taken = [[_whole(*call) for call in calls] for _round in range(7)]
    ours, layout, lines = (statistics.median(times) for times in zip(*taken, strict=True))
    name = f"{_named(pages)}, from a closed program"
    yield BenchRow(f"{name}, beside bare reportlab laying out", ours, layout, BOUND)
    # No bound: neither command line nor encrypted store nor layout stand on the other side.
    yield BenchRow(f"{name}, beside bare reportlab given every line", ours, lines, None)


def _at_hand(folder: Path) -> BenchRow:
    """The first paper of a fresh process from its month, without store and command line."""
    month = snapshot(40)
    pages = read_pages(write_pdf(month_report(month, {}, FRAME)))
    drawn, closed = folder / "month.json", folder / "snapshot.json"
    drawn.write_text(json.dumps(pages), encoding="utf-8")
    closed.write_bytes(snapshot_bytes(month))
    times = [(_timed(OURS_AT_HAND, closed), _timed(BARE_AT_HAND, drawn)) for _round in range(7)]
    ours, bare = (statistics.median(taken) for taken in zip(*times, strict=True))
    return BenchRow(f"{_named(pages)}, first in a process", ours, bare, BOUND)


def _timed(script: str, file: Path) -> float:
    command = [sys.executable, "-c", script, str(file)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _whole(script: str, source: Path, target: Path) -> float:
    """A whole process in milliseconds."""
    start = time.perf_counter()
    command = [sys.executable, "-c", script, str(source), str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000

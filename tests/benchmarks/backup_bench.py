"""A backup of a store of ten years beside the bare backup API and one verified read.

Ours copies, checks every page, the structure and the references, writes the key file and the
description, flushes, names, and thins the older ones.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

from desktop.actions.backups import back_up
from desktop.actions.desk import Desk
from desktop.db import engine
from tests.benchmarks.rows import BenchRow
from tests.benchmarks.ten_years import make_ten_years

GROUPS, SESSIONS_A_MONTH, BOUND, ROUNDS = 60, 120, 2.0, 7


def measure() -> list[BenchRow]:
    """The median of several backups beside the median of as many bare ones, in turns."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        with make_ten_years(
            place / "data", groups=GROUPS, sessions_a_month=SESSIONS_A_MONTH
        ) as desk:
            desk.store.checkpoint()
            ours: list[float] = []
            bare: list[float] = []
            for number in range(ROUNDS):
                bare.append(_bare(desk, place / f"bare-{number}.db"))
                ours.append(_ours(desk))
    return [BenchRow("a verified backup of ten years", median(ours), median(bare), BOUND)]


def _ours(desk: Desk) -> float:
    started = time.perf_counter()
    back_up(desk, reason="by_hand")
    return (time.perf_counter() - started) * 1000


def _bare(desk: Desk, path: Path) -> float:
    """SQLite's own copy, then one read of it that checks every page."""
    started = time.perf_counter()
    target = engine.connect_target(path, desk.store.data_key)
    desk.store.connection.backup(target)
    target.close()
    copy = engine.connect_target(path, desk.store.data_key)
    for pragma in ("cipher_integrity_check", "integrity_check"):
        copy.execute(f"PRAGMA {pragma}").fetchall()
    copy.close()
    taken = (time.perf_counter() - started) * 1000
    path.unlink()
    return taken

"""Opening a locked store of ten years: what it costs beyond deriving the key.

The bare equivalent is the derivation alone, with the same hardness. The bound is in milliseconds:
opening may cost 50 of them more.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.passwords import FirstOfficer, turn_password_on
from desktop.actions.setup import Sources, open_desk
from desktop.db.keys import read_side_file, unlock
from desktop.db.layout import Layout
from desktop.db.slots import Password
from tests.benchmarks.rows import BenchRow
from tests.benchmarks.ten_years import make_ten_years

BEYOND_MS = 50.0
ROUNDS = 7
_WORD = "mật-khẩu-đo-giờ"


def measure() -> list[BenchRow]:
    """Opening with a password beside the derivation, and the part beyond it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "ten-years"
        with make_ten_years(folder) as desk:
            # As hard as this machine bears: no hardness is given.
            turn_password_on(desk, FirstOfficer("Lê Thị Bình", _WORD))
        sources = Sources(SystemClock(), RandomIds())
        whole: list[float] = []
        derived: list[float] = []
        for _round in range(ROUNDS):
            derived.append(_derivation(folder))
            whole.append(_opening(folder, sources))
    beyond = [total - bare for total, bare in zip(whole, derived, strict=True)]
    return [
        BenchRow(
            "opening with a password / deriving its key", median(whole), median(derived), None
        ),
        BenchRow("opening beyond the derivation / 50 ms", median(beyond), BEYOND_MS, 1),
    ]


def _derivation(folder: Path) -> float:
    side_file = read_side_file(Layout(folder).key)
    started = time.perf_counter()
    unlock(side_file, Password(_WORD))
    return (time.perf_counter() - started) * 1000


def _opening(folder: Path, sources: Sources) -> float:
    started = time.perf_counter()
    desk = open_desk(folder, sources=sources, secret=Password(_WORD))
    taken = (time.perf_counter() - started) * 1000
    desk.close()
    return taken

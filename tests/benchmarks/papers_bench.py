"""What the superior's first paper costs: a year of 150 units, read by a program just opened.

The bounds are the office's: the matrix of a year in 1 s, a month's report in 1.5 s, both as pages.
They stand as the bare side, so that a ratio of 1 is just in time.
"""

import statistics
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from desktop.actions.consolidated_papers import consolidated_file
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.figures_text import figures_text
from desktop.actions.periods import all_closings, stored_snapshot
from desktop.actions.sample import make_sample
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.db.received_queries import ReceivedContent, ReceivedPackage, Reception
from desktop.db.received_saving import (
    save_expected_unit,
    save_received,
    save_reception,
    save_unit_key,
)
from desktop.db.unit_queries import UnitKey
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.snapshot import Snapshot, snapshot_bytes
from tests.benchmarks.rows import BenchRow

UNITS = 150
MONTHS = 12
SINCE = date(2025, 7, 1)
BOUNDS = {"matrix": 1.0, "report": 1.5}
ROUNDS = 3
SOURCES = Sources(SystemClock(), RandomIds())


def measure() -> Iterator[BenchRow]:
    """The matrix and the report, each made by a program that was just opened."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        months = _sample_months(root / "sample")
        _fill(root / "superior", months)
        month = months[-1].period
        for kind, bound in BOUNDS.items():
            times = [_first(root / "superior", kind, month) for _round in range(ROUNDS)]
            taken = statistics.median(times)
            yield BenchRow(
                f"{kind} of {UNITS} units, first paper of a program", taken, bound, 1.0, "s"
            )


def _sample_months(folder: Path) -> list[Snapshot]:
    """Twelve real months of 23 groups."""
    make_sample(folder, groups=23, months=MONTHS + 1)
    with open_desk(folder, sources=SOURCES) as desk:
        found = [stored_snapshot(desk, one) for one in all_closings(desk)]
    months = {one.period.id: one for one in found if one.period.kind is PeriodKind.MONTH}
    return [months[name] for name in sorted(months)][-MONTHS:]


def _first(folder: Path, kind: str, month: Period) -> float:
    with open_desk(folder, sources=SOURCES) as desk:
        start = time.perf_counter()
        consolidated_file(desk, kind, month, ".pdf")
        return time.perf_counter() - start


def _fill(folder: Path, months: list[Snapshot]) -> None:
    """A superior with its units and what a reception of a year leaves; figures are shared."""
    profile = CommuneProfile(
        name="Tỉnh", code="46", valid_from=SINCE, superior="", role=Role.SUPERIOR
    )
    made = new_commune(folder, profile, sources=SOURCES).value
    if made is None:
        raise ValueError("superior")
    units = [
        ExpectedUnit(f"{10000 + number}", f"Xã số {number + 1}", SINCE, position=number)
        for number in range(UNITS)
    ]
    with made as desk:
        with desk.writing(action="import_units", undoable=False) as write:
            for unit in units:
                save_expected_unit(write, unit, unit_id=desk.ids.new())
                save_unit_key(write, _key(desk, unit))
        at = desk.clock.now()
        with desk.writing(action="receive", undoable=False) as write:
            save_reception(write, Reception(id="year", name="year", at=at, officer="bench"))
            for number, snapshot in enumerate(months, start=1):
                packed, figures = zlib.compress(snapshot_bytes(snapshot)), figures_text(snapshot)
                for unit in units:
                    package = _package(desk, unit, snapshot.period, number)
                    content = ReceivedContent(b"{}", packed, "ab")
                    save_received(write, package._replace(figures=figures), content)


def _key(desk: Desk, unit: ExpectedUnit) -> UnitKey:
    return UnitKey(
        id=desk.ids.new(),
        unit_code=unit.code,
        valid_from=unit.valid_from,
        signing_public=f"key-{unit.code}",
        accepted_at=desk.clock.now(),
        officer="bench",
    )


def _package(desk: Desk, unit: ExpectedUnit, month: Period, number: int) -> ReceivedPackage:
    return ReceivedPackage(
        reception_id="year",
        package_id=f"{unit.code}-{number}",
        file_name=f"{unit.code}-{number}.s138",
        unit_code=unit.code,
        valid_from=unit.valid_from.isoformat(),
        install_id=f"install-{unit.code}",
        branch_id="main",
        sequence=number,
        previous=f"{unit.code}-{number - 1}" if number > 1 else "",
        period=month.id,
        correction=0,
        signer_public=f"key-{unit.code}",
        check_code="",
        at=desk.clock.now(),
        unit_name=unit.name,
    )

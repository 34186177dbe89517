"""What receiving costs: 150 packages against their bounds, and its growth from 10 to 1,000 units.

Files with a passphrase each, in another order than their slips, grow from 10 to 160 units.

The bounds of time are the office's: a stick with a month of 150 communes in 5 s, the board of a
year of them in 0.1 s. They stand as the bare side, so that a ratio of 1 is just in time.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

from desktop.actions.board import last_months, series_of
from desktop.actions.deciding import accept_unit
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.office_keys import office_keys
from desktop.actions.periods import all_closings, stored_snapshot
from desktop.actions.receiving import receive_packages
from desktop.actions.sample import make_sample
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.db.received_queries import ReceivedContent, Reception, active_packages
from desktop.db.received_saving import save_received, save_reception
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.snapshot import Snapshot, snapshot_bytes
from desktop.exchange.package import PackageDraft, build_package
from desktop.exchange.passphrase import new_passphrase
from tests.actions.senders import NOON, SINCE, Sender, keys_of, written
from tests.benchmarks.rows import BenchRow

UNITS = 150
SECONDS = 5.0
BOARD_MS = 100.0
ROUNDS = 3
GROWTH = (10, 100, 1000)
LOCKED_GROWTH = (10, 40, 160)
LINEAR = 2.0
SOURCES = Sources(SystemClock(), RandomIds())


def measure() -> Iterator[BenchRow]:
    """Receiving with receipts, the board after a restart, receiving by the number of units."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        yield _of_a_month(root)
        yield _of_the_board(root)
        yield from _growth(root)
        yield from _locked_growth(root)


@contextmanager
def _superior(folder: Path) -> Iterator[Desk]:
    profile = CommuneProfile(
        name="Tỉnh", code="46", valid_from=date(2025, 1, 1), superior="", role=Role.SUPERIOR
    )
    made = new_commune(folder, profile, sources=SOURCES).value
    if made is None:
        raise ValueError("superior")
    with made:
        yield made


def _sample_month(root: Path) -> Snapshot:
    """A real month of 23 groups."""
    make_sample(root / "sample", groups=23, months=3)
    with open_desk(root / "sample", sources=SOURCES) as desk:
        return stored_snapshot(desk, all_closings(desk)[-1])


def _of_a_month(root: Path) -> BenchRow:
    month = _sample_month(root)
    times: list[float] = []
    for number in range(ROUNDS):
        with _superior(root / f"month-{number}") as desk:
            stick = root / f"stick-{number}"
            for unit in range(UNITS):
                _write(stick, desk, month, f"{10000 + unit}")
            times.append(_seconds(lambda d=desk, s=stick: receive_packages(d, (s,))))  # type: ignore[misc]
    taken = statistics.median(times)
    return BenchRow(f"receiving {UNITS} months of 23 groups", taken, SECONDS, 1.0, "s")


def _write(stick: Path, desk: Desk, month: Snapshot, code: str) -> None:
    snapshot = replace(month, code=code, valid_from=SINCE, commune=f"Xã {code}")
    draft = PackageDraft(
        snapshot=snapshot_bytes(snapshot),
        app_version="0.1.0",
        install_id=f"install-{code}",
        branch_id="main",
        sequence=1,
        previous="",
        correction=0,
        recipient=office_keys(desk).current.public,
        receipt_secret="5e" * 32,
        audit_head="",
        claimed_at=NOON,
        clock_suspect=False,
    )
    written(stick, build_package(draft, keys_of(code)))


def _of_the_board(root: Path) -> BenchRow:
    """The board of a year, each time of a store that was just opened."""
    folder = root / "board"
    with _superior(folder) as desk:
        _fill_year(desk, root / "first")
    times: list[float] = []
    for _round in range(ROUNDS + 2):
        with open_desk(folder, sources=SOURCES) as desk:
            months = last_months(desk)
            times.append(1000 * _seconds(lambda d=desk, m=months: series_of(d, m)))  # type: ignore[misc]
    taken = statistics.median(times)
    return BenchRow(f"board of {UNITS} units × 12 months", taken, BOARD_MS, 1.0)


def _fill_year(desk: Desk, stick: Path) -> None:
    """Twelve months of every unit: one is received and accepted, the others are its like."""
    public = office_keys(desk).current.public
    first, *others = [month.id for month in last_months(desk)]
    senders = [Sender(f"{10000 + number}", public) for number in range(UNITS)]
    for sender in senders:
        sender.send(stick, first)
    receive_packages(desk, (stick,), receipts=False)
    for sender in senders:
        accept_unit(desk, sender.code, sender.sent[0].check_code)
    rows = active_packages(desk.store)
    with desk.writing(action="receive", undoable=False) as write:
        at = desk.clock.now()
        save_reception(write, Reception(id="year", name="year", at=at, officer="bench"))
        for row in rows:
            previous = row.package_id
            for number, month in enumerate(others, start=2):
                package_id = f"{row.unit_code}-{month}"
                later = row._replace(
                    reception_id="year",
                    package_id=package_id,
                    sequence=number,
                    previous=previous,
                    period=month,
                )
                save_received(write, later, ReceivedContent(b"", b""))
                previous = package_id


def _growth(root: Path) -> Iterator[BenchRow]:
    """What a package costs among more of them, small ones, without receipts."""
    apiece: dict[int, float] = {}
    for units in GROWTH:
        with _superior(root / f"growth-{units}") as desk:
            public, stick = office_keys(desk).current.public, root / f"units-{units}"
            for number in range(units):
                Sender(f"{10000 + number}", public).send(stick, "2026-09")
            taken = _seconds(
                lambda d=desk, s=stick: receive_packages(d, (s,), receipts=False)  # type: ignore[misc]
            )
            apiece[units] = 1000 * taken / units
    yield from _beside(apiece, "receiving")


def _locked_growth(root: Path) -> Iterator[BenchRow]:
    """What a package with a passphrase costs among more of them, the slips in any order."""
    apiece: dict[int, float] = {}
    for units in LOCKED_GROWTH:
        stick = root / f"locked-{units}"
        slips = [new_passphrase() for _unit in range(units)]
        for number, slip in enumerate(slips):
            written(stick, Sender(f"{10000 + number}", None).package("2026-09"), passphrase=slip)
        Random(units).shuffle(slips)
        with _superior(root / f"locked-superior-{units}") as desk:
            taken = _seconds(
                lambda d=desk, s=stick, p=slips: receive_packages(  # type: ignore[misc]
                    d, (s,), passphrases=p, receipts=False
                )
            )
            apiece[units] = 1000 * taken / units
    yield from _beside(apiece, "receiving with passphrases")


def _beside(apiece: Mapping[int, float], what: str) -> Iterator[BenchRow]:
    for less, more in pairwise(apiece):
        name = f"{what}, {more:,} units beside {less:,}, apiece"
        yield BenchRow(name, apiece[more], apiece[less], LINEAR)


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start

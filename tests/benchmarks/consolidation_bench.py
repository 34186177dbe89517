"""What consolidation costs: verdicts and board of a year beside sorting it, and its growth."""

import random
from collections.abc import Iterator
from datetime import date

from desktop.domain.board import board
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.periods import year_months
from desktop.exchange.consolidation import Decision, Keys, Received, consolidate
from desktop.exchange.filings import filings
from tests.benchmarks.rows import BenchRow, alternating

SINCE = date(2025, 7, 1)
MONTHS = year_months(2026)
TODAY = date(2026, 12, 31)


class Year:
    """Twelve months of packages of some units, in any order."""

    def __init__(self, units: int) -> None:
        codes = [f"{number:05d}" for number in range(units)]
        self.units = [ExpectedUnit(code, f"Xã {code}", SINCE) for code in codes]
        self.keys: Keys = {UnitId(code, SINCE): frozenset({f"key-{code}"}) for code in codes}
        self.decisions = [Decision(f"{code}-1", accept=True) for code in codes]
        self.packages = [package for code in codes for package in _year_of(code)]
        random.Random(138).shuffle(self.packages)

    def verdicts(self) -> None:
        """The verdict of every package."""
        consolidate(self.packages, keys=self.keys, decisions=self.decisions, units=self.units)

    def board(self) -> None:
        """From the packages to the board."""
        found = consolidate(
            self.packages, keys=self.keys, decisions=self.decisions, units=self.units
        )
        board(self.units, MONTHS, filings(found), today=TODAY)

    def bare(self) -> None:
        """The packages in order of unit, month and sequence, and no more."""
        sorted(self.packages, key=lambda one: (one.unit_code, one.period, one.sequence))


def _year_of(code: str) -> Iterator[Received]:
    for number, month in enumerate(MONTHS, start=1):
        yield Received(
            package_id=f"{code}-{number}",
            received_on=month.end,
            unit_code=code,
            valid_from=SINCE,
            install_id=f"pc-{code}",
            branch_id="main",
            sequence=number,
            previous=f"{code}-{number - 1}" if number > 1 else "",
            period=month.id,
            correction=0,
            signer=f"key-{code}",
        )


def measure() -> Iterator[BenchRow]:
    """Verdicts and board of 150 units, then what ten times as many units cost apiece."""
    usual, small, large = Year(150), Year(100), Year(1000)
    yield BenchRow("verdicts, 150 × 12", *alternating(usual.verdicts, usual.bare), None)
    yield BenchRow("verdicts and board, 150 × 12", *alternating(usual.board, usual.bare), None)
    many, few = alternating(large.verdicts, small.verdicts)
    yield BenchRow("verdicts, 1,000 units beside 100, apiece", many / 10, few, 2.0)
    many, few = alternating(large.board, small.board)
    yield BenchRow("board, 1,000 units beside 100, apiece", many / 10, few, 2.0)

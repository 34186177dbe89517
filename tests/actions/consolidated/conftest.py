"""Six units of a superior, four of which have sent their months."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import parse_period
from desktop.reports.tree import Document, Paragraph
from tests.actions.conftest import CountedIds, StandingClock
from tests.actions.units_making import (
    Sent,
    chained,
    receive,
    sent_month,
    superior_desk,
    units_named,
)

OCTOBER, QUARTER = parse_period("2026-10"), parse_period("2026-Q3")
UNITS = units_named(6)
STRANGER = "f" * 64


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Six units, of which four have sent July to October; one more was signed by a stranger."""
    with made(tmp_path / "data") as found:
        yield found


def made(folder: Path, *, order: int = 0) -> Desk:
    """The superior of the fixture; ``order`` mixes the order in which files came."""
    sources = Sources(StandingClock(), CountedIds())
    found = superior_desk(folder, sources, UNITS)
    sent = [one for unit in UNITS[:4] for one in chain(unit)]
    sent.append(Sent(UNITS[4], sent_month(UNITS[4]), signer=STRANGER))
    Random(order).shuffle(sent)
    half = len(sent) // 2
    receive(found, *sent[:half], name="TN 1")
    receive(found, *sent[half - 3 :], name="TN 2")
    return found


def chain(unit: ExpectedUnit) -> tuple[Sent, ...]:
    """July to October of a unit, each file naming the one before."""
    return chained(*(Sent(unit, sent_month(unit, month)) for month in (7, 8, 9, 10)))


def correct(desk: Desk, unit: ExpectedUnit, *, seed: int = 9, number: int = 1) -> None:
    """A correction of October whose figures differ."""
    earlier = chain(unit)[-1]
    for one in range(1, number + 1):
        earlier = Sent(
            unit,
            sent_month(unit, seed=seed + one),
            sequence=4 + one,
            correction=one,
            previous=earlier.package_id,
        )
    receive(desk, earlier, name=f"{unit.code} {seed} {number}")


def words(document: Document) -> str:
    """The paragraphs of a paper."""
    found = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    return "\n".join(found).replace("\u00a0", " ")

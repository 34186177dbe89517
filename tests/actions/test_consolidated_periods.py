"""Papers over all units of a period to come."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.consolidated_papers import ConsolidatedChoice
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.setup import Sources
from desktop.actions.superior_papers import read_pages
from tests.actions.conftest import CountedIds, StandingClock
from tests.actions.units_making import Sent, receive, sent_month, superior_desk, units_named

UNITS = units_named(2)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A superior on 20 October 2026 to which nothing came yet."""
    with superior_desk(tmp_path / "data", Sources(StandingClock(), CountedIds()), UNITS) as made:
        yield made


def test_a_period_to_come_has_no_paper_unless_something_of_it_came(desk: Desk) -> None:
    def refusal(kind: str, month: str) -> str:
        return read_pages(desk, kind, period_named(desk, month), ConsolidatedChoice()).refusal

    assert refusal("report", "2030-01") == refusal("matrix", "2030-01") == "report_to_come"
    assert refusal("matrix", "2026-12") == ""
    ahead = Sent(UNITS[0], sent_month(UNITS[0], 11))
    receive(desk, ahead, name="TN 9")
    assert refusal("report", "2026-11") == ""

"""From verdicts to the board: what came, what counts, what waits."""

from datetime import date

from desktop.domain.board import Filing
from desktop.exchange.filings import filings
from tests.exchange.consolidation_making import HERE, judged, package, reject


def test_a_filing_knows_the_first_day_and_the_package_in_force() -> None:
    found = judged(
        [
            package("p1", 1, on=date(2026, 1, 16)),
            package("p2", 2, after="p1", correction=1, on=date(2026, 2, 20)),
        ]
    )
    assert filings(found) == (
        Filing(
            HERE,
            "2026-01",
            package_id="p2",
            sequence=2,
            correction=1,
            first_on=date(2026, 1, 16),
            received_on=date(2026, 2, 20),
            counted=2,
        ),
    )


def test_only_the_giving_back_of_the_package_in_force_is_told() -> None:
    packages = [package("p1", 1), package("p2", 2, after="p1", correction=1)]
    assert not filings(judged(packages), returned={"p1"})[0].returned
    assert filings(judged(packages), returned={"p2"})[0].returned


def test_forks_wait_and_are_nowhere_in_force() -> None:
    (found,) = filings(judged([package("a", 1), package("b", 1)]))
    assert (found.waiting, found.in_force, found.first_on) == (("a", "b"), False, None)


def test_a_rejected_package_leaves_an_empty_filing() -> None:
    (found,) = filings(judged([package("a", 1)], reject("a")))
    assert found == Filing(HERE, "2026-01")

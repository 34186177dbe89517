"""From verdicts to the board: what came, what counts, what waits."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from desktop.domain.board import Filing
from desktop.exchange.filings import Said, filings, given_back
from desktop.exchange.received import Decision, Received
from tests.exchange.consolidation_making import HERE, KEYS, accept, judged, package, reject

CORRECTED = (package("p1", 1), package("p2", 2, after="p1", correction=1))


def back_after(packages: Sequence[Received], *decisions: Decision) -> frozenset[str]:
    """The reports given back after decisions, each a minute after the one before it."""
    said = {
        one.package_id: Said(datetime(2026, 2, 2, 8, minute, tzinfo=UTC), returned=not one.accept)
        for minute, one in enumerate(decisions)
    }
    return given_back(judged(packages, *decisions), said=said, keys=KEYS)


def test_a_correction_left_out_gives_back_the_report_that_counts_meanwhile() -> None:
    assert back_after(CORRECTED) == frozenset()
    assert back_after(CORRECTED, reject("p2")) == {"p1"}


def test_the_newest_word_on_a_report_and_its_corrections_holds() -> None:
    assert back_after(CORRECTED, reject("p2"), accept("p1")) == frozenset()
    assert back_after(CORRECTED, accept("p1"), reject("p2")) == {"p1"}
    again = (*CORRECTED, package("p3", 3, after="p2", correction=2))
    assert back_after(again, reject("p2")) == frozenset()


def test_leaving_out_what_is_no_correction_of_a_report_gives_nothing_back() -> None:
    stranger = package("x", 2, after="p1", correction=1, signer="stranger")
    clone = package("y", 2, after="p1", correction=1, branch="copy")
    assert back_after((CORRECTED[0], stranger), reject("x")) == frozenset()
    assert back_after((CORRECTED[0], clone), reject("y")) == frozenset()


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

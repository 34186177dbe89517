"""A month that is corrected after later ones were sent changes what those say of earlier months."""

from desktop.actions.consolidated import consolidated_of
from desktop.actions.desk import Desk
from desktop.domain.consolidated import CountTotal
from desktop.domain.periods import Period, parse_period
from desktop.domain.plans import CountKind
from tests.actions.consolidated.conftest import OCTOBER, UNITS, chain
from tests.actions.units_making import Sent, receive, sent_month

YEAR = parse_period("2026")


def flow(desk: Desk, period: Period) -> CountTotal:
    """The first count that adds up over a year."""
    counts = consolidated_of(desk, period).totals.counts
    return next(one for one in counts if one.kind is not CountKind.STOCK)


def known(unit_index: int, month: int, *, seed: int = 0, category: str) -> int:
    """What a unit's month says of a count; 0 where it says nothing."""
    counts = sent_month(UNITS[unit_index], month, seed=seed).counts
    return next(one.known or 0 for one in counts if one.category == category)


def corrected(desk: Desk, month: int, *, seed: int) -> Sent:
    """The first unit replaces its report of a month, as its fifth file."""
    previous = chain(UNITS[0])[-1].package_id
    sent = Sent(UNITS[0], sent_month(UNITS[0], month, seed=seed), 5, 1, previous=previous)
    receive(desk, sent, name=f"sửa {month}")
    return sent


def test_the_year_to_date_and_the_month_before_are_those_in_force(desk: Desk) -> None:
    before, year = flow(desk, OCTOBER), flow(desk, YEAR)
    assert before.cumulative.value is not None
    assert year.cumulative.value is not None
    name = before.category
    corrected(desk, 9, seed=21)
    added = known(0, 9, seed=21, category=name) - known(0, 9, category=name)
    assert added, "the correction changes the figure"
    after = flow(desk, OCTOBER)
    assert after.total == before.total
    assert after.cumulative.value == before.cumulative.value + added
    assert flow(desk, YEAR).cumulative.value == year.cumulative.value + added
    assert after.previous is not None
    assert after.previous.before == known(0, 9, seed=21, category=name)


def test_a_report_that_knew_the_correction_is_taken_at_its_word(desk: Desk) -> None:
    fifth = corrected(desk, 9, seed=21)
    name = flow(desk, OCTOBER).category
    latest = sent_month(UNITS[0], 10, seed=22)
    sixth = Sent(UNITS[0], latest, 6, 1, previous=fifth.package_id)
    receive(desk, sixth, name="sửa tháng 10")
    said = next(one for one in latest.counts if one.category == name)
    others = [sent_month(UNITS[place]).counts for place in (1, 2, 3)]
    expected = [one.cumulative for some in others for one in some if one.category == name]
    found = flow(desk, OCTOBER).cumulative.value
    assert found == (said.cumulative or 0) + sum(one or 0 for one in expected)

"""Totals that were printed, held against what is in force later."""

import pytest

from desktop.domain.canonical import MalformedError
from desktop.domain.printed_totals import (
    ChangedTotal,
    PrintedTotal,
    changed_totals,
    printed_totals,
    read_totals,
    totals_text,
)
from tests.domain.consolidated_making import A, B, entered, together
from tests.domain.plan_making import pack_of

PACK = pack_of(
    'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = 90\nunit = "%"'
)


def printed(a: int, *, b: int | None = None) -> tuple[PrintedTotal, ...]:
    sent = {A: entered(done=a, all=10)} | ({} if b is None else {B: entered(done=b, all=10)})
    return printed_totals(together(PACK, sent))


def test_the_totals_come_back_from_their_text_as_they_were() -> None:
    totals = printed(3, b=4)
    assert read_totals(totals_text(totals)) == totals
    assert totals_text(read_totals(totals_text(totals))) == totals_text(totals)


def test_what_is_no_totals_is_refused() -> None:
    with pytest.raises(MalformedError):
        read_totals('[{"measure":"sessions"}]')


def test_the_same_figures_have_not_changed() -> None:
    assert changed_totals(printed(3), printed(3)) == ()


def test_a_correction_shows_the_totals_that_it_changes_and_no_others() -> None:
    changes = changed_totals(printed(3), printed(5))
    assert [one.measure for one in changes] == ["count:done", "objective:1"]
    before, now = changes[1].printed, changes[1].now
    assert before is not None
    assert now is not None
    assert (before.figures, now.figures) == ((3, 10), (5, 10))


def test_a_unit_that_sends_later_changes_the_number_of_units_and_its_sums() -> None:
    measures = [one.measure for one in changed_totals(printed(3), printed(3, b=0))]
    assert measures == ["units", "group_months", "upkeep", "count:all", "objective:1"]


def test_a_total_that_is_no_more_stands_at_the_end() -> None:
    gone = PrintedTotal("count:gone", 4, label="Cũ")
    changes = changed_totals((*printed(3), gone), printed(3))
    assert changes == (ChangedTotal("count:gone", "Cũ", gone, None),)

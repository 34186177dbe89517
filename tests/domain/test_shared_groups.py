"""Groups that two units report: found whatever the units are called, and not across a merger."""

from datetime import date

from desktop.domain.expected_units import UnitId
from desktop.domain.shared_groups import SharedGroups, apart, shared_groups

OLD = UnitId("10000", date(2020, 1, 1))
OTHER = UnitId("10001", date(2020, 1, 1))
NEW = UnitId("20000", date(2026, 9, 20))


def test_a_new_unit_beside_two_it_was_made_of_shares_the_groups_of_each() -> None:
    groups = {OLD: {"a", "b"}, OTHER: {"c"}, NEW: {"a", "b", "c", "d"}}
    assert list(shared_groups((OLD, OTHER, NEW), groups)) == [
        SharedGroups(NEW, OLD, 2),
        SharedGroups(NEW, OTHER, 1),
    ]


def test_of_many_units_with_the_same_groups_each_is_held_against_the_first() -> None:
    groups = {OLD: {"a"}, OTHER: {"a"}, NEW: {"a"}}
    found = list(shared_groups((OLD, OTHER, NEW), groups))
    assert found == [SharedGroups(OTHER, OLD, 1), SharedGroups(NEW, OLD, 1)]


def test_units_with_groups_of_their_own_share_none() -> None:
    assert list(shared_groups((OLD, OTHER), {OLD: {"a"}, OTHER: {"b"}})) == []


def test_a_former_unit_with_its_own_months_of_a_year_is_apart_from_its_heir() -> None:
    months = {OLD: ("2026-08", "2026-09"), NEW: ("2026-10", "2026-11")}
    assert apart(NEW, OLD, heirs={OLD: NEW}, months=months)
    assert apart(OLD, OTHER, heirs={OLD: NEW, OTHER: NEW}, months={OLD: ("2026-08",), OTHER: ()})


def test_both_with_a_month_in_common_are_not_apart() -> None:
    months = {OLD: ("2026-09", "2026-10"), NEW: ("2026-10",)}
    assert not apart(NEW, OLD, heirs={OLD: NEW}, months=months)


def test_without_a_list_that_says_who_became_whom_nobody_is_apart() -> None:
    months = {OLD: ("2026-09",), NEW: ("2026-10",)}
    assert not apart(NEW, OLD, heirs={}, months=months)
    assert not apart(NEW, OLD, heirs={OLD: NEW}, months={})

"""Properties of consolidation, over packages and decisions that hypothesis makes up."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.exchange.consolidation import (
    Consolidation,
    Decision,
    Received,
    Standing,
    consolidate,
    consolidation_bytes,
)

SINCE = date(2025, 7, 1)
CODES = ("19996", "20014")
UNITS = (
    ExpectedUnit("19996", "Phường Hương Trà", SINCE),
    ExpectedUnit("20014", "Xã Đan Điền", SINCE, date(2026, 3, 1), successor_code="19996"),
)
SIGNERS = ("key", "new", "stranger")
KEYS = {UnitId(code, SINCE): frozenset({"key", "new"}) for code in CODES}


@st.composite
def exchanges(draw: st.DrawFn) -> list[Received]:
    """Packages whose predecessors are sometimes the right ones, sometimes others, or none."""
    found: list[Received] = []
    for number in range(draw(st.integers(1, 12))):
        earlier = [one.package_id for one in found]
        found.append(
            Received(
                package_id=f"p{number}",
                received_on=date(2026, 5, 1),
                unit_code=draw(st.sampled_from(CODES)),
                valid_from=SINCE,
                install_id=draw(st.sampled_from(("pc", "pc", "pc", "other"))),
                branch_id=draw(st.sampled_from(("main", "main", "restored"))),
                sequence=draw(st.integers(1, 5)),
                previous=draw(st.sampled_from([*earlier[-3:], "", "gone"])),
                period=draw(st.sampled_from(("2026-01", "2026-02", "2026-04", "2026-Q1"))),
                correction=draw(st.integers(0, 2)),
                signer=draw(st.sampled_from(("key", "key", "key", "new", "stranger"))),
                arrival=draw(st.integers(1, 4)),
            )
        )
    return found


def judged(
    packages: list[Received], decisions: list[Decision], away: list[Received] | None = None
) -> Consolidation:
    return consolidate(packages, keys=KEYS, decisions=decisions, units=UNITS, taken_back=away or ())


def decisions_on(packages: list[Received]) -> st.SearchStrategy[list[Decision]]:
    ids = st.sampled_from([one.package_id for one in packages])
    others = st.frozensets(ids, max_size=4)
    return st.lists(st.builds(Decision, ids, st.booleans(), others), max_size=5)


def parted(packages: list[Received], first: int) -> tuple[list[Received], list[Received]]:
    """What the receptions from one on brought, and what the others did."""
    late = [one for one in packages if one.arrival >= first]
    return late, [one for one in packages if one.arrival < first]


@given(st.data(), st.randoms(use_true_random=False))
def test_any_order_and_any_duplicates_give_the_same_bytes(
    data: st.DataObject, chance: random.Random
) -> None:
    packages = data.draw(exchanges())
    decisions = data.draw(decisions_on(packages))
    again = data.draw(st.lists(st.sampled_from(packages), max_size=8))
    later = [replace(one, received_on=date(2026, 11, 1)) for one in again]
    away = data.draw(exchanges())
    mixed, gone = [*packages, *later], [*away, *away[:2]]
    chance.shuffle(mixed)
    chance.shuffle(gone)
    first, second = judged(packages, decisions, away), judged(mixed, decisions, gone)
    assert consolidation_bytes(first) == consolidation_bytes(second)
    assert first == second


@given(st.data())
def test_every_package_has_one_verdict_and_every_period_at_most_one_in_force(
    data: st.DataObject,
) -> None:
    packages = data.draw(exchanges())
    found = judged(packages, data.draw(decisions_on(packages)))
    assert sorted(one.package.package_id for one in found.verdicts) == sorted(
        one.package_id for one in packages
    )
    places = Counter(
        (one.package.unit, one.package.period)
        for one in found.verdicts
        if one.standing is Standing.IN_FORCE
    )
    assert set(places) == set(found.in_force)
    assert set(places.values()) <= {1}
    assert {(one.package.unit, one.package.period) for one in found.verdicts if one.counts} == set(
        places
    )


@given(st.data())
def test_two_undecided_packages_of_one_chain_and_sequence_never_both_count(
    data: st.DataObject,
) -> None:
    packages = data.draw(exchanges())
    decisions = data.draw(decisions_on(packages))
    found = judged(packages, decisions)
    accepted = {one.package_id for one in decisions if one.accept}
    counted = [one.package for one in found.verdicts if one.counts]
    places = Counter((one.unit, one.chain, one.sequence) for one in counted)
    months = Counter((one.unit, one.chain, one.sequence, one.period) for one in counted)
    assert all(number == 1 for number in months.values())
    for one in counted:
        alone = places[one.unit, one.chain, one.sequence] == 1
        assert alone or one.package_id in accepted, "beside another only by a decision of its own"


@given(st.data())
def test_the_latest_decision_on_a_package_is_what_becomes_of_it(data: st.DataObject) -> None:
    packages = data.draw(exchanges())
    before = data.draw(decisions_on(packages))
    last = data.draw(st.sampled_from(packages))
    accept = data.draw(st.booleans())
    verdict = judged(packages, [*before, Decision(last.package_id, accept)]).of(last.package_id)
    assert verdict is not None
    assert verdict.counts is accept
    assert accept or verdict.standing is Standing.REJECTED


@given(st.data())
def test_a_decision_leaves_earlier_ones_but_siblings_as_they_were(data: st.DataObject) -> None:
    packages = data.draw(exchanges())
    before = data.draw(decisions_on(packages))
    more = data.draw(decisions_on(packages))
    decided = {one.package_id: one.accept for one in before}
    touched = {one.package_id for one in more}
    by_id = {one.package_id: one for one in packages}
    rivals = {(by_id[one].unit, by_id[one].chain, by_id[one].sequence) for one in touched}
    first, second = judged(packages, before), judged(packages, [*before, *more])
    for package_id in decided.keys() - touched:
        one = by_id[package_id]
        if (one.unit, one.chain, one.sequence) in rivals:
            continue
        old, new = first.of(package_id), second.of(package_id)
        assert old is not None
        assert new is not None
        assert old.counts is new.counts


@given(st.data())
def test_deciding_the_same_again_changes_nothing(data: st.DataObject) -> None:
    packages = data.draw(exchanges())
    decisions = data.draw(decisions_on(packages).filter(bool))
    assert judged(packages, decisions) == judged(packages, [*decisions, decisions[-1]])


@given(st.data())
def test_a_strangers_packages_change_nothing_for_the_others(data: st.DataObject) -> None:
    drawn = data.draw(exchanges())
    his = {one.package_id for one in drawn if one.signer == "stranger"}
    # No package names a stranger's as its predecessor: an id is the hash of signed bytes.
    packages = [replace(one, previous="") if one.previous in his else one for one in drawn]
    own = [one for one in packages if one.package_id not in his]
    if not own:
        return
    decisions = data.draw(decisions_on(own))
    with_him, without = judged(packages, decisions), judged(own, decisions)
    assert with_him.in_force == without.in_force


@given(st.data())
def test_one_unit_never_changes_another(data: st.DataObject) -> None:
    packages = data.draw(exchanges())
    here = [one for one in packages if one.unit_code == CODES[0]]
    cut = [replace(one, previous="" if one.previous == "" else "gone") for one in here]
    others = [one for one in packages if one.unit_code != CODES[0]]
    together = judged([*cut, *others], [])
    alone = judged(cut, [])
    assert [one for one in together.verdicts if one.package.unit_code == CODES[0]] == list(
        alone.verdicts
    )


@given(st.data())
def test_without_a_decision_nothing_at_or_behind_a_fork_counts(data: st.DataObject) -> None:
    packages = [one for one in data.draw(exchanges()) if one.signer != "stranger"]
    places = Counter((one.unit, one.chain, one.sequence) for one in packages)
    by_id = {one.package_id: one for one in packages}
    for verdict in judged(packages, []).verdicts:
        one: Received | None = verdict.package
        seen: set[str] = set()
        while verdict.counts and one is not None and one.package_id not in seen:
            seen.add(one.package_id)
            assert places[one.unit, one.chain, one.sequence] == 1
            before = by_id.get(one.previous)
            follows = before is not None and before.sequence == one.sequence - 1
            same = before is not None and (before.unit, before.chain) == (one.unit, one.chain)
            one = before if follows and same else None


@given(st.data())
def test_while_nothing_was_accepted_only_one_chain_of_a_unit_counts(data: st.DataObject) -> None:
    packages = data.draw(exchanges())
    chains: dict[UnitId, set[object]] = {}
    for verdict in judged(packages, []).verdicts:
        if verdict.counts:
            chains.setdefault(verdict.package.unit, set()).add(verdict.package.chain)
    assert all(len(found) == 1 for found in chains.values())


@given(st.data())
def test_what_counts_is_signed_by_an_accepted_key_or_was_accepted_itself(
    data: st.DataObject,
) -> None:
    packages = data.draw(exchanges())
    decisions = data.draw(decisions_on(packages))
    accepted = {one.package_id for one in decisions if one.accept}
    for verdict in judged(packages, decisions).verdicts:
        one = verdict.package
        if verdict.counts:
            assert one.signer != "stranger" or one.package_id in accepted


@given(st.data(), st.integers(2, 4))
def test_taking_back_what_came_last_gives_what_was_before_it(
    data: st.DataObject, first: int
) -> None:
    gone, left = parted(data.draw(exchanges()), first)
    if not left:
        return
    decisions = data.draw(decisions_on(left))
    assert judged(left, decisions, gone) == judged(left, decisions)


@given(st.data(), st.integers(2, 4))
def test_taking_back_what_came_first_lets_in_nothing_that_nobody_decided(
    data: st.DataObject, first: int
) -> None:
    left, gone = parted(data.draw(exchanges()), first)
    if not left:
        return
    decisions = data.draw(decisions_on(gone)) if gone else []
    before, after = judged([*left, *gone], decisions), judged(left, decisions, gone)
    came_together = {one.package_id for one in left if one.arrival == first}
    for verdict in after.verdicts:
        earlier = before.of(verdict.package.package_id)
        assert earlier is not None
        if verdict.package.package_id in came_together:
            assert earlier.counts or not verdict.counts


@given(st.data(), st.integers(2, 4))
def test_what_was_taken_back_only_ever_holds_up(data: st.DataObject, first: int) -> None:
    packages = data.draw(exchanges())
    left, gone = parted(packages, first)
    decisions = data.draw(decisions_on(packages))
    found = judged(left, decisions, gone)
    here = {one.package_id for one in left}
    alone = judged(left, [one for one in decisions if one.package_id in here])
    for verdict in found.verdicts:
        without = alone.of(verdict.package.package_id)
        assert without is not None
        assert without.counts or not verdict.counts

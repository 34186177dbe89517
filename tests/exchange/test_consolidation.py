"""Which packages count: duplicates, corrections, strangers, unknown units."""

from dataclasses import replace
from datetime import date
from itertools import permutations

from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.exchange.consolidation import (
    Cause,
    Oddity,
    Standing,
    Verdict,
    consolidate,
    consolidation_bytes,
)
from tests.exchange.consolidation_making import (
    HERE,
    KEYS,
    SINCE,
    THERE,
    UNITS,
    accept,
    chain,
    in_force,
    judged,
    package,
    reject,
    standing,
    waiting,
)


def test_every_month_of_an_only_chain_is_in_force() -> None:
    found = judged(chain("2026-01", "2026-02", "2026-03"))
    assert in_force(found) == {"2026-01": "p1", "2026-02": "p2", "2026-03": "p3"}
    assert not found.to_verify


def test_a_package_that_comes_again_is_one_and_keeps_its_first_day() -> None:
    first = package("p1", 1, on=date(2026, 2, 3))
    again = replace(first, received_on=date(2026, 6, 1))
    for order in ([first, again, again], [again, first]):
        found = judged(order)
        assert [one.package.received_on for one in found.verdicts] == [date(2026, 2, 3)]


def test_an_old_package_replayed_after_its_correction_changes_nothing() -> None:
    first = package("p1", 1)
    corrected = package("p2", 2, after="p1", correction=1)
    replayed = replace(first, received_on=date(2026, 11, 1))
    assert in_force(judged([first, corrected, replayed])) == {"2026-01": "p2"}
    assert standing(judged([first, corrected, replayed]), "p1") is Standing.SUPERSEDED


def test_a_correction_stands_in_the_place_of_what_it_corrects_whichever_came_first() -> None:
    packages = [
        package("p1", 1),
        package("p2", 2, after="p1", correction=1),
        package("p3", 3, after="p2", correction=2),
    ]
    for order in permutations(packages):
        found = judged(order)
        assert in_force(found) == {"2026-01": "p3"}
        assert found.of("p1") == replace(
            found.verdicts[0], standing=Standing.SUPERSEDED, details={"other": "p3"}
        )


def test_a_period_sent_twice_without_a_new_correction_number_is_odd_and_the_later_counts() -> None:
    found = judged([package("p1", 1), package("p2", 2, after="p1")])
    assert in_force(found) == {"2026-01": "p2"}
    later, earlier = found.of("p2"), found.of("p1")
    assert later is not None
    assert earlier is not None
    assert later.oddities == (Oddity.SAME_CORRECTION,)
    assert earlier.oddities == ()


def test_a_later_package_with_an_older_correction_is_said_to_be_odd() -> None:
    found = judged([package("p1", 1, correction=2), package("p2", 2, after="p1", correction=1)])
    later = found.of("p2")
    assert later is not None
    assert later.standing is Standing.IN_FORCE
    assert later.oddities == (Oddity.OLDER_CORRECTION,)


def test_a_predecessor_that_has_not_come_is_an_oddity_and_the_package_counts() -> None:
    found = judged(chain("2026-01", "2026-02", "2026-03")[1:])
    assert in_force(found) == {"2026-02": "p2", "2026-03": "p3"}
    assert [one.oddities for one in found.verdicts] == [(Oddity.GAP,), ()]


def test_a_key_that_nobody_accepted_waits() -> None:
    found = judged([package("p1", 1, signer="stranger")])
    assert waiting(found) == {"p1": Cause.NEW_KEY}
    assert not found.in_force


def test_a_package_under_the_code_of_another_unit_waits_and_names_the_owner_of_the_key() -> None:
    found = judged([package("p1", 1), package("x1", 1, install="pc-there", signer="key-there")])
    assert waiting(found) == {"x1": Cause.KEY_OF_OTHER_UNIT}
    verdict = found.of("x1")
    assert verdict is not None
    assert verdict.details == {"unit": THERE.code}
    assert in_force(found) == {"2026-01": "p1"}


def test_a_stranger_who_copies_chain_and_sequence_makes_no_fork() -> None:
    own = chain("2026-01", "2026-02")
    forged = package("x2", 2, after="p1", period="2026-02", signer="stranger")
    found = judged([*own, forged])
    assert in_force(found) == {"2026-01": "p1", "2026-02": "p2"}
    assert waiting(found) == {"x2": Cause.NEW_KEY}


def test_a_stranger_with_a_machine_of_his_own_makes_no_second_chain() -> None:
    forged = package("x1", 1, install="elsewhere", signer="stranger")
    assert in_force(judged([*chain("2026-01"), forged])) == {"2026-01": "p1"}


def test_a_package_of_a_new_key_that_a_person_accepts_counts_before_the_key_is_known() -> None:
    found = consolidate(
        [package("p1", 1, signer="new")], keys={}, decisions=[accept("p1")], units=UNITS
    )
    assert in_force(found) == {"2026-01": "p1"}


def test_a_new_key_on_the_same_machine_goes_on_with_its_chain() -> None:
    packages = [*chain("2026-01"), *chain("2026-02", "2026-03", start=2, after="p1", signer="new")]
    before = judged(packages)
    assert waiting(before) == {"p2": Cause.NEW_KEY, "p3": Cause.NEW_KEY}
    keys = {HERE: frozenset({"key", "new"})}
    after = consolidate(packages, keys=keys, decisions=[accept("p1"), accept("p2")], units=UNITS)
    assert in_force(after) == {"2026-01": "p1", "2026-02": "p2", "2026-03": "p3"}


def test_a_package_behind_one_whose_key_waits_is_no_broken_chain() -> None:
    packages = [
        package("p1", 1, signer="old"),
        package("p2", 2, after="p1", period="2026-02"),
    ]
    found = judged(packages)
    assert waiting(found) == {"p1": Cause.NEW_KEY}
    assert found.of("p2") == Verdict(packages[1], Standing.IN_FORCE)


def test_a_machine_whose_unit_got_another_code_goes_on_without_a_gap() -> None:
    packages = [
        package("p1", 1),
        package("p2", 2, after="p1", period="2026-02", unit=THERE),
    ]
    assert waiting(judged(packages)) == {"p2": Cause.KEY_OF_OTHER_UNIT}
    found = judged(packages, accept("p2"))
    assert found.of("p2") == Verdict(packages[1], Standing.IN_FORCE)


def test_a_package_that_names_one_of_a_strange_machine_as_its_predecessor_breaks_the_chain() -> (
    None
):
    there = package("t1", 1, unit=THERE, signer="key-there", install="pc-there")
    found = judged([there, package("p2", 2, after="t1")])
    assert waiting(found) == {"p2": Cause.BROKEN_CHAIN}


def test_a_rejected_package_is_out_and_what_follows_it_counts() -> None:
    found = judged(chain("2026-01", "2026-02", "2026-03"), reject("p2"))
    assert standing(found, "p2") is Standing.REJECTED
    assert in_force(found) == {"2026-01": "p1", "2026-03": "p3"}


def test_the_report_before_a_rejected_correction_is_in_force_again() -> None:
    packages = [package("p1", 1), package("p2", 2, after="p1", correction=1)]
    assert in_force(judged(packages, reject("p2"))) == {"2026-01": "p1"}


def test_the_latest_decision_on_a_package_holds() -> None:
    packages = chain("2026-01")
    assert in_force(judged(packages, reject("p1"), accept("p1"))) == {"2026-01": "p1"}
    assert not judged(packages, accept("p1"), reject("p1")).in_force


def test_a_decision_on_a_package_that_was_taken_back_has_no_effect() -> None:
    packages = chain("2026-01")
    assert judged(packages, accept("gone"), reject("away")) == judged(packages)


def test_a_unit_that_is_not_in_the_list_waits() -> None:
    unknown = UnitId("99999", SINCE)
    found = consolidate(
        [package("p1", 1, unit=unknown)], keys={unknown: frozenset({"key"})}, units=UNITS
    )
    assert waiting(found) == {"p1": Cause.UNKNOWN_UNIT}


def test_without_a_list_every_unit_is_as_good_as_expected() -> None:
    found = consolidate(chain("2026-01"), keys=KEYS)
    assert in_force(found) == {"2026-01": "p1"}


def test_a_code_of_2025_is_not_the_old_unit_that_bore_it() -> None:
    old = UnitId(HERE.code, date(1976, 1, 1))
    found = consolidate([package("p1", 1, unit=old)], keys={old: frozenset({"key"})}, units=UNITS)
    assert waiting(found) == {"p1": Cause.OTHER_VALID_FROM}
    assert found.verdicts[0].details == {"valid_from": "2025-07-01"}


def test_a_key_accepted_for_the_old_unit_of_a_code_is_none_of_the_new_one() -> None:
    old = UnitId(HERE.code, date(1976, 1, 1))
    found = consolidate([package("p1", 1)], keys={old: frozenset({"key"})}, units=UNITS)
    assert waiting(found) == {"p1": Cause.KEY_OF_OTHER_UNIT}


MERGED = (
    ExpectedUnit("19999", "Xã Cũ", date(2000, 1, 1), date(2025, 7, 1), successor_code="19996"),
    *UNITS,
)


def test_a_merger_inside_a_month_makes_the_successor_report_it() -> None:
    old = MERGED[0].unit
    packages = [
        package("o6", 6, period="2025-06", unit=old, install="old-pc"),
        package("o7", 7, after="o6", period="2025-07", unit=old, install="old-pc"),
        package("p1", 1, period="2025-07"),
        package("p2", 2, after="p1", period="2025-06"),
    ]
    found = consolidate(packages, keys={**KEYS, old: frozenset({"key"})}, units=MERGED)
    assert set(found.in_force) == {(old, "2025-06"), (HERE, "2025-07")}
    assert waiting(found) == {"o7": Cause.UNIT_ENDED, "p2": Cause.UNIT_NOT_YET}
    verdict = found.of("o7")
    assert verdict is not None
    assert verdict.details == {"successor": "19996"}


def test_units_do_not_disturb_one_another() -> None:
    here = chain("2026-01", "2026-02")
    there = [
        package("t1", 1, unit=THERE, signer="key-there"),
        package("u1", 1, unit=THERE, signer="key-there"),
    ]
    found = judged([*here, *there])
    assert in_force(found) == {"2026-01": "p1", "2026-02": "p2"}
    assert waiting(found) == {"t1": Cause.FORK, "u1": Cause.FORK}


def test_the_bytes_of_the_verdicts_do_not_know_the_day_of_reception() -> None:
    early, late = chain("2026-01"), [package("p1", 1, on=date(2026, 9, 9))]
    assert consolidation_bytes(judged(early)) == consolidation_bytes(judged(late))


def test_a_key_taken_back_puts_its_packages_to_verification_but_not_what_was_decided() -> None:
    found = consolidate(chain("2026-01", "2026-02"), keys={}, decisions=[accept("p1")], units=UNITS)
    assert in_force(found) == {"2026-01": "p1"}
    assert waiting(found) == {"p2": Cause.NEW_KEY}


def test_a_superior_who_lost_everything_receives_the_same_again() -> None:
    packages = chain("2026-01", "2026-02", "2026-03")
    again = [replace(one, received_on=date(2026, 12, 1)) for one in reversed(packages)]
    assert consolidation_bytes(judged(again)) == consolidation_bytes(judged(packages))

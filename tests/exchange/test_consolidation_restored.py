"""Restored backups: their branch names where it parted, and no acceptance takes a month away."""

from itertools import permutations

from desktop.exchange.consolidation import Cause, Decision, Received, Standing
from tests.exchange.consolidation_making import (
    accept,
    chain,
    in_force,
    judged,
    package,
    reject,
    standing,
    waiting,
)

MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
SENT = chain(*MONTHS)
ALL_SENT = {month: f"p{number}" for number, month in enumerate(MONTHS, 1)}

# The backup knew all that was sent: its branch goes on behind the last one.
NEWEST = chain("2026-11", "2026-12", start=7, name="r", after="p6", branch="restored")
# An older backup: it knows four months, and the unit sends September and October again.
OLDER = chain("2026-09", "2026-10", "2026-11", start=5, name="r", after="p4", branch="restored")
# What former versions made: numbers from 1, and nothing that says where the branch parted.
FORMER = chain("2026-11", "2026-12", name="f", branch="restored")


def accepting(packages: list[Received], package_id: str, *before: Decision) -> Decision:
    """An acceptance as the office writes it: it names what counts of other branches."""
    own = next(one for one in packages if one.package_id == package_id)
    counting = (
        one.package.package_id
        for one in judged(packages, *before).verdicts
        if one.counts and one.package.chain != own.chain
    )
    return accept(package_id, *counting)


def test_accepting_the_newest_backup_keeps_every_month_and_what_follows_asks_nothing() -> None:
    first = accept("p1")
    found = judged([*SENT, *NEWEST], first, accept("r7"))
    assert in_force(found) == {**ALL_SENT, "2026-11": "r7", "2026-12": "r8"}
    assert waiting(found) == {}


def test_what_was_sent_before_the_backup_may_come_after_the_decision_in_any_order() -> None:
    for order in permutations([*SENT[2:], *NEWEST[:1]]):
        found = judged([*SENT[:2], *order], accept("p1"), accept("r7"))
        assert in_force(found) == {**ALL_SENT, "2026-11": "r7"}
        assert waiting(found) == {}


def test_one_acceptance_lets_in_all_that_the_branch_was_restored_from() -> None:
    found = judged([*SENT, *NEWEST], accept("r7"))
    assert in_force(found) == {**ALL_SENT, "2026-11": "r7", "2026-12": "r8"}


def test_the_other_pc_that_goes_on_beside_the_restored_one_waits_visibly() -> None:
    beside = chain("2026-11", "2026-12", start=7, after="p6")
    found = judged([*SENT, *NEWEST, *beside], accept("p1"), accept("r7"))
    assert waiting(found) == {"p7": Cause.OTHER_BRANCH, "p8": Cause.OTHER_BRANCH}
    assert in_force(found)["2026-12"] == "r8"


def test_months_that_an_older_backup_has_not_sent_again_stay_in_force() -> None:
    come = [*SENT, OLDER[0]]
    first = accept("p1")
    decided = accepting(come, "r5", first)
    found = judged(come, first, decided)
    assert in_force(found) == {**ALL_SENT, "2026-09": "r5"}
    assert waiting(found) == {}
    later = judged([*come, *OLDER[1:]], first, decided)
    assert in_force(later) == {**ALL_SENT, "2026-09": "r5", "2026-10": "r6", "2026-11": "r7"}
    assert waiting(later) == {}


def test_whichever_file_of_a_restored_branch_is_accepted_all_of_it_counts() -> None:
    first = accept("p1")
    come = [*SENT, *OLDER]
    expected = {**ALL_SENT, "2026-09": "r5", "2026-10": "r6", "2026-11": "r7"}
    for one in ("r5", "r6", "r7"):
        found = judged(come, first, accepting(come, one, first))
        assert in_force(found) == expected
        assert waiting(found) == {}


def test_a_correction_that_the_backup_does_not_know_stays_in_force() -> None:
    corrected = package("p7", 7, after="p6", period="2026-08", correction=1)
    come, first = [*SENT, corrected, OLDER[0]], accept("p1")
    found = judged(come, first, accepting(come, "r5", first))
    assert in_force(found)["2026-08"] == "p7"


def test_what_the_old_pc_says_later_of_a_month_that_was_restored_waits() -> None:
    come, first = [*SENT, OLDER[0]], accept("p1")
    decided = accepting(come, "r5", first)
    late = package("p7", 7, after="p6", period="2026-08", correction=1)
    found = judged([*come, late], first, decided)
    assert waiting(found) == {"p7": Cause.OTHER_BRANCH}
    assert in_force(found)["2026-08"] == "p4"


def test_accepting_an_older_month_of_the_old_branch_does_not_bring_the_old_branch_back() -> None:
    come, first = [*SENT, *OLDER[:2]], accept("p1")
    second = accepting(come, "r5", first)
    third = accepting(come, "p2", first, second)
    found = judged([*come, OLDER[2]], first, second, third)
    assert in_force(found) == {**ALL_SENT, "2026-09": "r5", "2026-10": "r6", "2026-11": "r7"}
    assert waiting(found) == {}


def test_a_correction_of_a_restored_month_replaces_it_even_where_it_was_accepted_itself() -> None:
    fixed = package("r8", 8, after="r7", period="2026-06", correction=1, branch="restored")
    come, first = [*SENT, NEWEST[0]], accept("p1")
    second = accepting(come, "r7", first)
    third = accepting(come, "p2", first, second)
    found = judged([*come, fixed], first, second, third)
    assert in_force(found)["2026-06"] == "r8"
    assert waiting(found) == {}


def test_going_back_to_the_branch_that_was_left_keeps_every_month_too() -> None:
    beside = chain("2026-11", start=7, after="p6")
    come, first = [*SENT, *OLDER, *beside], accept("p1")
    second = accepting([*SENT, *OLDER], "r5", first)
    third = accepting(come, "p7", first, second)
    found = judged(come, first, second, third)
    assert in_force(found) == {**ALL_SENT, "2026-09": "r5", "2026-10": "r6", "2026-11": "p7"}
    later = package("r8", 8, after="r7", period="2026-12", branch="restored")
    assert waiting(judged([*come, later], first, second, third)) == {"r8": Cause.OTHER_BRANCH}


def test_a_backup_that_is_restored_on_two_pcs_leaves_the_one_accepted_and_the_other_asks() -> None:
    twin = chain("2026-09", "2026-10", start=5, name="t", after="p4", branch="twin")
    come, first = [*SENT[:4], *OLDER[:2], *twin], accept("p1")
    found = judged(come, first, accepting(come, "r5", first))
    assert in_force(found)["2026-09"] == "r5"
    assert in_force(found)["2026-10"] == "r6"
    assert waiting(found) == {"t5": Cause.OTHER_BRANCH, "t6": Cause.OTHER_BRANCH}


def test_a_restored_store_that_is_restored_again_brings_its_whole_past() -> None:
    again = chain("2026-11", start=7, name="s", after="r6", branch="again")
    come, first = [*SENT[:4], *OLDER[:2], *again], accept("p1")
    found = judged(come, first, accepting(come, "s7", first))
    assert in_force(found) == {
        **ALL_SENT, "2026-09": "r5", "2026-10": "r6", "2026-11": "s7",
    }  # fmt: skip
    assert waiting(found) == {}


def test_a_backup_in_the_middle_of_what_was_accepted_before_puts_no_month_out() -> None:
    again = chain("2026-11", start=7, name="s", after="p6", branch="again")
    come, first = [*SENT, *OLDER[:2], *again], accept("p1")
    second = accepting(come, "r5", first)
    third = accepting(come, "s7", first, second)
    found = judged(come, first, second, third)
    assert in_force(found) == {
        **ALL_SENT, "2026-09": "r5", "2026-10": "r6", "2026-11": "s7",
    }  # fmt: skip


def test_a_month_that_was_accepted_by_itself_is_not_replaced_by_what_comes_with_a_branch() -> None:
    come, first = [*SENT, *OLDER], accept("p1")
    second = accepting(come, "p5", first)
    found = judged(come, first, second, accepting(come, "r7", first, second))
    assert in_force(found)["2026-09"] == "p5"
    assert waiting(found) == {"r5": Cause.OTHER_BRANCH}


def test_the_month_of_a_rejected_file_comes_in_with_the_branch() -> None:
    come, before = [*SENT, *OLDER], (accept("p1"), accept("p5"), reject("p5"))
    found = judged(come, *before, accepting(come, "r7", *before))
    assert in_force(found)["2026-09"] == "r5"
    assert standing(found, "p5") is Standing.REJECTED


def test_a_former_branch_from_1_keeps_the_months_that_were_sent_before_it() -> None:
    come, first = [*SENT, FORMER[0]], accept("p1")
    for decided in (accept("f1"), accepting(come, "f1", first)):
        found = judged([*come, FORMER[1]], first, decided)
        assert in_force(found) == {**ALL_SENT, "2026-11": "f1", "2026-12": "f2"}
        assert waiting(found) == {}


def test_a_former_branch_that_begins_with_an_old_month_keeps_the_later_ones() -> None:
    again = chain("2026-06", "2026-11", name="f", branch="restored")
    come, first = [*SENT, again[0]], accept("p1")
    decided = accepting(come, "f1", first)
    found = judged([*come, again[1]], first, decided)
    assert in_force(found) == {**ALL_SENT, "2026-06": "f1", "2026-11": "f2"}
    assert waiting(found) == {}


def test_june_that_was_accepted_as_the_former_advice_said_brings_no_old_branch_back() -> None:
    found = judged([*SENT, *FORMER], accept("p1"), accept("f1"), accept("p2"))
    assert in_force(found) == {**ALL_SENT, "2026-11": "f1", "2026-12": "f2"}
    assert waiting(found) == {}

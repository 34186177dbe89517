"""Two of everything: copied folders, restored backups, new machines, forks and broken chains."""

from itertools import permutations

import pytest

from desktop.exchange.consolidation import Cause, Received, Standing
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

# A data folder copied to a second PC: same installation, same branch, same key.
COMMON = chain("2026-01", "2026-02")
ONE_PC = chain("2026-03", "2026-04", start=3, name="a", after="p2")
COPY = chain("2026-03", "2026-04", start=3, name="b", after="p2")
CLONED = [*COMMON, *ONE_PC, *COPY]
FORKED = dict.fromkeys(("a3", "a4", "b3", "b4"), Cause.FORK)


def test_a_copied_data_folder_that_sends_too_puts_both_lines_to_verification() -> None:
    found = judged(CLONED)
    assert waiting(found) == FORKED
    assert in_force(found) == {"2026-01": "p1", "2026-02": "p2"}


def test_a_fork_is_found_whichever_package_came_first() -> None:
    for order in permutations([*COMMON, ONE_PC[0], COPY[0]]):
        assert waiting(judged(order)) == {"a3": Cause.FORK, "b3": Cause.FORK}


def test_accepting_one_side_of_a_fork_lets_it_count_with_what_follows_and_puts_the_other_out() -> (
    None
):
    found = judged(CLONED, accept("b3", "a3"))
    assert in_force(found) == {"2026-01": "p1", "2026-02": "p2", "2026-03": "b3", "2026-04": "b4"}
    assert standing(found, "a3") is Standing.REJECTED
    verdict = found.of("a3")
    assert verdict is not None
    assert (verdict.cause, verdict.details) == (Cause.SIBLING, {"other": "b3"})
    assert waiting(found) == {"a4": Cause.FORK}


def test_the_other_pc_of_a_decided_fork_goes_on_waiting_visibly() -> None:
    later = chain("2026-05", "2026-06", start=5, name="a", after="a4")
    found = judged([*CLONED, *later], accept("b3", "a3"))
    assert waiting(found) == dict.fromkeys(("a4", "a5", "a6"), Cause.FORK)


def test_above_a_fork_nobody_can_tell_which_side_a_package_without_predecessor_follows() -> None:
    found = judged([*COMMON, ONE_PC[0], COPY[0], package("x5", 5, after="x4", period="2026-05")])
    assert waiting(found)["x5"] is Cause.AFTER_FORK
    decided = judged(
        [*COMMON, ONE_PC[0], COPY[0], package("x5", 5, after="x4", period="2026-05")],
        accept("a3", "b3"),
    )
    assert waiting(decided) == {"x5": Cause.AFTER_FORK}


def test_a_fork_is_decided_by_rejecting_all_sides_but_one() -> None:
    found = judged(CLONED, reject("a3"))
    assert in_force(found)["2026-03"] == "b3"
    assert in_force(found)["2026-04"] == "b4"
    assert waiting(found) == {"a4": Cause.FORK}


def test_with_all_sides_rejected_nothing_above_the_fork_counts() -> None:
    found = judged(CLONED, reject("a3"), reject("b3"))
    assert set(in_force(found)) == {"2026-01", "2026-02"}
    assert waiting(found) == {"a4": Cause.FORK, "b4": Cause.FORK}


def test_the_later_of_two_acceptances_at_one_fork_holds() -> None:
    found = judged(CLONED, accept("a3", "b3"), accept("b3", "a3"))
    assert in_force(found)["2026-03"] == "b3"
    assert standing(found, "a3") is Standing.REJECTED
    assert in_force(found)["2026-04"] == "b4"


def test_three_copies_wait_until_two_of_them_are_rejected() -> None:
    third = package("c3", 3, after="p2", period="2026-03")
    packages = [*COMMON, ONE_PC[0], COPY[0], third]
    assert set(waiting(judged(packages, reject("a3")))) == {"b3", "c3"}
    assert in_force(judged(packages, reject("a3"), reject("b3")))["2026-03"] == "c3"


def test_a_package_that_contradicts_its_predecessor_breaks_the_chain_for_all_that_follow() -> None:
    packages = [
        *COMMON,
        *chain("2026-03", "2026-04", start=3, name="b", after="somebody-else"),
    ]
    found = judged(packages)
    assert waiting(found) == {"b3": Cause.BROKEN_CHAIN, "b4": Cause.BROKEN_CHAIN}
    verdict = found.of("b3")
    assert verdict is not None
    assert verdict.details == {"other": "p2"}


def test_a_break_shows_as_soon_as_the_predecessor_comes() -> None:
    copy = package("b4", 4, after="b3", period="2026-04")
    assert waiting(judged([*COMMON, copy])) == {}
    assert waiting(judged([*COMMON, copy, ONE_PC[0]])) == {"b4": Cause.BROKEN_CHAIN}


def test_a_package_that_names_a_known_one_of_another_number_breaks_the_chain() -> None:
    found = judged([*COMMON, package("p4", 4, after="p1", period="2026-04")])
    assert waiting(found) == {"p4": Cause.BROKEN_CHAIN}


def test_an_accepted_package_mends_the_chain_for_what_follows() -> None:
    packages = [
        *COMMON,
        *chain("2026-03", "2026-04", start=3, name="b", after="somebody-else"),
    ]
    found = judged(packages, accept("b3"))
    assert waiting(found) == {}
    assert in_force(found)["2026-04"] == "b4"


# A restored backup opens a new branch and sends again, from the place where the backup stood.
SENT = chain("2026-01", "2026-02", "2026-03", "2026-04")
RESTORED = chain("2026-03", "2026-04", start=3, name="r", after="p2", branch="restored")


def test_a_restored_backup_that_sends_again_waits_and_what_was_sent_before_counts() -> None:
    found = judged([*SENT, *RESTORED], accept("p1"))
    assert waiting(found) == {"r3": Cause.OTHER_BRANCH, "r4": Cause.OTHER_BRANCH}
    assert set(in_force(found).values()) == {"p1", "p2", "p3", "p4"}


def test_an_accepted_branch_is_live_from_there_and_the_replaced_packages_wait() -> None:
    found = judged([*SENT, *RESTORED], accept("p1"), accept("r3"))
    assert set(in_force(found).values()) == {"p1", "p2", "r3", "r4"}
    assert waiting(found) == {"p3": Cause.OTHER_BRANCH, "p4": Cause.OTHER_BRANCH}


def test_what_the_old_branch_sends_after_that_waits_too() -> None:
    later = package("p5", 5, after="p4", period="2026-05")
    found = judged([*SENT, *RESTORED, later], accept("p1"), accept("r3"))
    assert waiting(found)["p5"] is Cause.OTHER_BRANCH


def test_a_package_of_the_old_branch_that_was_decided_itself_stays() -> None:
    found = judged([*SENT, *RESTORED], accept("p1"), accept("p3"), accept("r4"))
    assert in_force(found) == {"2026-01": "p1", "2026-02": "p2", "2026-03": "p3", "2026-04": "r4"}
    assert waiting(found) == {"p4": Cause.OTHER_BRANCH, "r3": Cause.OTHER_BRANCH}


def test_going_back_to_the_first_branch_is_a_decision_too() -> None:
    found = judged([*SENT, *RESTORED], accept("p1"), accept("r3"), accept("p3"))
    assert set(in_force(found).values()) == {"p1", "p2", "p3", "p4"}
    assert waiting(found) == {"r4": Cause.OTHER_BRANCH}


def test_the_later_live_branch_has_the_word_on_a_period_of_both() -> None:
    early = package("r3", 3, after="p2", period="2026-01", branch="restored", correction=1)
    found = judged([*SENT, early], accept("p1"), accept("r3"))
    assert in_force(found)["2026-01"] == "r3"
    assert standing(found, "p1") is Standing.SUPERSEDED


# A new machine: another installation, a new key, numbers from 1 again.
OLD_PC = chain("2026-01", "2026-02", "2026-03")
NEW_PC = chain("2026-04", "2026-05", name="n", install="new-pc")


def test_a_new_machine_waits_until_it_is_accepted() -> None:
    found = judged([*OLD_PC, *NEW_PC], accept("p1"))
    assert waiting(found) == {"n1": Cause.OTHER_INSTALL, "n2": Cause.OTHER_INSTALL}


def test_an_accepted_new_machine_keeps_the_months_that_the_old_one_sent() -> None:
    found = judged([*OLD_PC, *NEW_PC], accept("p1"), accept("n1"))
    assert set(in_force(found).values()) == {"p1", "p2", "p3", "n1", "n2"}
    assert waiting(found) == {}


def test_an_old_machine_that_goes_on_sending_beside_the_new_one_waits() -> None:
    beside = [package("p4", 4, after="p3", period="2026-04"), package("p5", 5, period="2026-06")]
    found = judged([*OLD_PC, *beside, *NEW_PC], accept("p1"), accept("n1"))
    assert waiting(found)["p4"] is Cause.OTHER_INSTALL
    assert waiting(found)["p5"] is Cause.OTHER_INSTALL
    assert in_force(found)["2026-04"] == "n1"


def test_a_new_machine_that_corrects_an_old_month_has_the_word_on_it() -> None:
    corrected = package(
        "n3", 3, after="n2", period="2026-02", correction=1, install="new-pc", branch="main"
    )
    found = judged([*OLD_PC, *NEW_PC, corrected], accept("p1"), accept("n1"))
    assert in_force(found)["2026-02"] == "n3"


def test_two_machines_of_which_none_was_accepted_both_wait() -> None:
    found = judged([*OLD_PC, *NEW_PC])
    assert not found.in_force
    assert set(waiting(found).values()) == {Cause.OTHER_INSTALL}


def test_two_branches_of_which_none_was_accepted_both_wait() -> None:
    found = judged([*SENT, *RESTORED])
    assert not found.in_force
    assert set(waiting(found).values()) == {Cause.OTHER_BRANCH}


def test_the_first_acceptance_holds_for_the_whole_chain_in_whatever_order_it_came() -> None:
    found = judged(SENT, accept("p3"))
    assert set(in_force(found).values()) == {"p1", "p2", "p3", "p4"}


def test_rejecting_the_accepted_package_does_not_reject_its_chain() -> None:
    found = judged([*OLD_PC, *NEW_PC], accept("p1"), accept("n1"), reject("n1"))
    assert standing(found, "n1") is Standing.REJECTED
    assert in_force(found)["2026-05"] == "n2"


@pytest.mark.parametrize("again", [1, 2, 5])
def test_deciding_the_same_again_changes_nothing(again: int) -> None:
    once = judged(CLONED, accept("b3", "a3"))
    assert judged(CLONED, *[accept("b3", "a3")] * again) == once


def test_a_chain_may_begin_anywhere() -> None:
    lone: list[Received] = chain("2026-07", start=41, after="not-here")
    assert in_force(judged(lone)) == {"2026-07": "p41"}


def test_a_new_machine_that_sends_old_months_again_takes_over_from_its_first_month_on() -> None:
    again = chain("2026-02", "2026-03", name="n", install="new-pc")
    found = judged([*OLD_PC, *again], accept("p1"), accept("n1"))
    assert in_force(found) == {"2026-01": "p1", "2026-02": "n1", "2026-03": "n2"}
    assert waiting(found) == {"p2": Cause.OTHER_INSTALL, "p3": Cause.OTHER_INSTALL}


def test_a_longer_period_that_ends_on_the_same_day_is_not_the_same_report() -> None:
    quarter = package("n1", 1, period="2026-Q1", install="new-pc")
    found = judged([*OLD_PC, quarter], accept("p1"), accept("n1"))
    assert set(in_force(found)) == {"2026-01", "2026-02", "2026-03", "2026-Q1"}


def test_accepting_a_fork_on_another_branch_makes_that_side_the_live_one() -> None:
    twin = package("s3", 3, after="p2", period="2026-03", branch="restored")
    found = judged([*SENT, *RESTORED, twin], accept("p1"), accept("r3", "s3"))
    assert in_force(found)["2026-03"] == "r3"
    assert in_force(found)["2026-04"] == "r4"
    assert standing(found, "s3") is Standing.REJECTED


def test_a_backup_restored_twice_leaves_only_the_last_accepted_branch_live() -> None:
    second = chain("2026-02", start=2, name="q", after="p1", branch="again")
    found = judged([*SENT, *RESTORED, *second], accept("p1"), accept("r3"), accept("q2"))
    assert in_force(found) == {"2026-01": "p1", "2026-02": "q2", "2026-03": "r3"}
    assert set(waiting(found)) == {"p2", "p3", "p4", "r4"}


def test_two_months_of_two_pcs_under_one_number_are_accepted_one_beside_the_other() -> None:
    june = package("june", 3, after="p2", period="2026-06")
    july = package("july", 3, after="p2", period="2026-07")
    for order in permutations([*COMMON, june, july]):
        one = judged(order, accept("july", "june"))
        assert "june" not in in_force(one).values()
        assert waiting(one) == {"june": Cause.FORK}, "it waits, and is not put out"
        both = judged(order, accept("july", "june"), accept("june", "july"))
        assert waiting(both) == {}
        assert {in_force(both)["2026-06"], in_force(both)["2026-07"]} == {"june", "july"}


def test_of_two_files_of_one_month_and_one_of_another_the_acceptance_chooses_in_its_month() -> None:
    packages = [*COMMON, ONE_PC[0], COPY[0], package("c3", 3, after="p2", period="2026-05")]
    found = judged(packages, accept("c3", "a3", "b3"), accept("b3", "a3", "c3"))
    assert in_force(found)["2026-05"] == "c3"
    assert in_force(found)["2026-03"] == "b3"
    assert standing(found, "a3") is Standing.REJECTED


# PC 1 sends November, its copy corrects September under the same number and then sends November.
NOVEMBER = package("a3", 3, after="p2", period="2026-11")
SEPTEMBER = package("b3", 3, after="p2", period="2026-09", correction=1)
FOLLOWING = package("b4", 4, after="b3", period="2026-11")
TWO_NOVEMBERS = [*COMMON, NOVEMBER, SEPTEMBER, FOLLOWING]


def test_accepting_one_month_of_a_fork_lets_nothing_count_for_the_month_of_the_other_side() -> None:
    found = judged(TWO_NOVEMBERS, accept("b3", "a3"))
    assert waiting(found) == {"a3": Cause.FORK, "b4": Cause.FORK}
    assert "2026-11" not in in_force(found)
    verdict = found.of("b4")
    assert verdict is not None
    assert verdict.details == {"other": "a3"}


def test_of_two_reports_of_a_month_the_one_that_a_person_chose_counts() -> None:
    for first in ("", "b4"):
        before = [accept("b4")] if first else []
        found = judged(TWO_NOVEMBERS, accept("b3", "a3"), *before, accept("a3", "b3", "b4"))
        assert in_force(found)["2026-11"] == "a3"
        assert in_force(found)["2026-09"] == "b3"
        assert standing(found, "b4") is Standing.REJECTED
    found = judged(TWO_NOVEMBERS, accept("b3", "a3"), accept("a3", "b3", "b4"), accept("b4"))
    assert in_force(found)["2026-11"] == "b4"


def test_a_later_report_of_the_other_side_waits_beside_the_chosen_one() -> None:
    later = package("b5", 5, after="b4", period="2026-11", correction=1)
    found = judged([*TWO_NOVEMBERS, later], accept("b3", "a3"), accept("a3", "b3", "b4"))
    assert in_force(found)["2026-11"] == "a3"
    assert waiting(found) == {"b5": Cause.FORK}


def test_what_corrects_the_chosen_report_in_its_own_line_counts() -> None:
    own = package("a4", 4, after="a3", period="2026-11", correction=1)
    found = judged([*COMMON, NOVEMBER, SEPTEMBER, own], accept("b3", "a3"), accept("a3", "b3"))
    assert in_force(found)["2026-11"] == "a4"
    assert waiting(found) == {}


def test_with_the_other_sides_month_rejected_the_following_report_counts() -> None:
    found = judged(TWO_NOVEMBERS, accept("b3", "a3"), reject("a3"))
    assert in_force(found)["2026-11"] == "b4"


def test_a_decision_about_one_month_lets_no_other_month_in_that_both_sides_report() -> None:
    one_more = package("a4", 4, after="a3", period="2026-12")
    following = [FOLLOWING, package("b5", 5, after="b4", period="2026-12")]
    found = judged([*COMMON, NOVEMBER, one_more, SEPTEMBER, *following], accept("b3", "a3"))
    assert waiting(found) == dict.fromkeys(("a3", "a4", "b4", "b5"), Cause.FORK)
    same_number = package("b4", 4, after="b3", period="2026-12")
    found = judged([*COMMON, NOVEMBER, one_more, SEPTEMBER, same_number], accept("b3", "a3"))
    assert waiting(found) == dict.fromkeys(("a3", "a4", "b4"), Cause.FORK)


def test_what_follows_an_accepted_break_does_not_replace_what_counted() -> None:
    packages = [
        *COMMON,
        NOVEMBER,
        package("b4", 4, after="b3", period="2026-09", correction=1),
        package("b5", 5, after="b4", period="2026-11", correction=1),
    ]
    assert in_force(judged(packages))["2026-11"] == "a3"
    found = judged(packages, accept("b4"))
    assert in_force(found)["2026-09"] == "b4"
    assert in_force(found)["2026-11"] == "a3"
    assert waiting(found) == {"b5": Cause.FORK}


def test_a_file_that_the_decision_knew_on_the_other_side_is_out_whichever_came_first() -> None:
    found = judged(TWO_NOVEMBERS, accept("b3", "a3"), accept("b4", "a3"))
    assert in_force(found)["2026-11"] == "b4"
    assert standing(found, "a3") is Standing.REJECTED
    assert waiting(found) == {}

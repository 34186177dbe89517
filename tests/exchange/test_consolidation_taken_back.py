"""Forks that come after a decision, and what taking a reception back leaves behind."""

from dataclasses import replace

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

FIRST = package("a1", 1)
TWIN = package("d1", 1)


def arriving(number: int, *packages: Received) -> list[Received]:
    """Packages as the reception with a number brought them."""
    return [replace(one, arrival=number) for one in packages]


def test_a_file_that_comes_after_an_acceptance_under_its_number_is_a_fork_that_waits() -> None:
    found = judged([FIRST, TWIN], accept("a1"))
    assert in_force(found) == {"2026-01": "a1"}
    assert waiting(found) == {"d1": Cause.FORK}
    verdict = found.of("d1")
    assert verdict is not None
    assert verdict.details == {"other": "a1"}


def test_such_a_fork_is_decided_for_either_side() -> None:
    again = judged([FIRST, TWIN], accept("a1"), accept("a1", "d1"))
    assert in_force(again) == {"2026-01": "a1"}
    assert standing(again, "d1") is Standing.REJECTED
    other = judged([FIRST, TWIN], accept("a1"), accept("d1", "a1"))
    assert in_force(other) == {"2026-01": "d1"}
    assert standing(other, "a1") is Standing.REJECTED
    out = judged([FIRST, TWIN], accept("a1"), reject("d1"))
    assert in_force(out) == {"2026-01": "a1"}
    assert not out.to_verify


def test_what_follows_the_new_side_waits_and_what_follows_the_accepted_one_counts() -> None:
    sides = [
        package("a2", 2, after="a1", period="2026-02"),
        package("d2", 2, after="d1", period="2026-02"),
    ]
    found = judged([FIRST, TWIN, *sides], accept("a1"))
    assert in_force(found) == {"2026-01": "a1", "2026-02": "a2"}
    assert waiting(found) == {"d1": Cause.FORK, "d2": Cause.FORK}


def test_a_third_file_after_a_decided_fork_waits_and_the_decision_stands() -> None:
    third = package("e1", 1)
    found = judged([FIRST, TWIN, third], accept("a1", "d1"))
    assert in_force(found) == {"2026-01": "a1"}
    assert waiting(found) == {"e1": Cause.FORK}
    assert standing(found, "d1") is Standing.REJECTED


def test_two_files_of_one_number_accepted_apart_never_both_count() -> None:
    found = judged([FIRST, TWIN], accept("a1"), accept("d1"))
    assert in_force(found) == {"2026-01": "d1"}
    assert waiting(found) == {"a1": Cause.FORK}


def test_taking_the_accepted_file_back_does_not_let_the_undecided_one_in() -> None:
    left, gone = arriving(2, TWIN), arriving(1, FIRST)
    found = judged(left, accept("a1"), away=gone)
    assert not found.in_force
    assert waiting(found) == {"d1": Cause.FORK_TAKEN_BACK}
    verdict = found.of("d1")
    assert verdict is not None
    assert verdict.details == {"other": "a1"}
    assert in_force(judged(left, accept("a1"), accept("d1"), away=gone)) == {"2026-01": "d1"}
    assert in_force(judged(left, accept("a1"), reject("a1"), away=gone)) == {"2026-01": "d1"}


def test_a_fork_that_nobody_decided_stays_one_when_the_earlier_side_is_taken_back() -> None:
    found = judged(arriving(2, TWIN), away=arriving(1, FIRST))
    assert waiting(found) == {"d1": Cause.FORK_TAKEN_BACK}


def test_taking_the_later_file_back_gives_what_was_before_it() -> None:
    found = judged(arriving(1, FIRST), away=arriving(2, TWIN))
    assert found == judged(arriving(1, FIRST))
    assert in_force(found) == {"2026-01": "a1"}


def test_a_file_that_lost_against_one_taken_back_waits_to_be_decided_again() -> None:
    found = judged(arriving(1, FIRST), accept("d1", "a1"), away=arriving(2, TWIN))
    assert waiting(found) == {"a1": Cause.FORK_TAKEN_BACK}
    asked = judged(arriving(1, FIRST), accept("d1", "a1"), accept("a1"), away=arriving(2, TWIN))
    assert in_force(asked) == {"2026-01": "a1"}


def test_what_follows_a_side_taken_back_waits_too() -> None:
    follows = arriving(2, package("d2", 2, after="d1", period="2026-02"))
    assert waiting(judged(follows, away=arriving(1, FIRST, TWIN))) == {"d2": Cause.FORK_TAKEN_BACK}


def test_another_machine_is_not_let_in_by_taking_the_accepted_one_back() -> None:
    new = arriving(2, package("n1", 1, install="new-pc", period="2026-02"))
    found = judged(new, accept("a1"), away=arriving(1, FIRST))
    assert waiting(found) == {"n1": Cause.OTHER_INSTALL}


def test_a_new_machine_taken_back_leaves_what_the_old_one_sent_before_it() -> None:
    old = arriving(1, *chain("2026-01", "2026-02"))
    new = arriving(2, package("n1", 1, install="new-pc", period="2026-02"))
    late = arriving(3, package("p3", 3, after="p2", period="2026-03"))
    with_it = judged([*old, *new, *late], accept("p1"), accept("n1"))
    assert set(waiting(with_it)) == {"p2", "p3"}
    found = judged([*old, *late], accept("p1"), accept("n1"), away=new)
    assert in_force(found) == {"2026-01": "p1", "2026-02": "p2"}
    assert waiting(found) == {"p3": Cause.OTHER_INSTALL}


def test_what_was_taken_back_and_comes_again_is_here_again() -> None:
    both = [*arriving(3, FIRST), *arriving(2, TWIN)]
    found = judged(both, accept("a1"), away=arriving(1, FIRST))
    assert in_force(found) == {"2026-01": "a1"}
    assert waiting(found) == {"d1": Cause.FORK}


def test_a_strangers_file_taken_back_holds_nothing_up() -> None:
    forged = arriving(1, package("x1", 1, signer="stranger"))
    assert in_force(judged(arriving(2, FIRST), away=forged)) == {"2026-01": "a1"}

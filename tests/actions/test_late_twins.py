"""Two files under one number: the decision names what it chose from, and undoing lets none in."""

from dataclasses import replace
from pathlib import Path

from desktop.actions.board import board_of
from desktop.actions.deciding import decide
from desktop.actions.desk import Desk
from desktop.actions.receiving import receive_packages
from desktop.actions.signed_decisions import signed as signed_decision
from desktop.actions.superior_month import TAKEN_BACK, waiting_files
from desktop.actions.taking_back import undo_receive
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import decisions
from desktop.db.received_saving import save_decision
from desktop.domain.periods import parse_period
from desktop.exchange.keys import PublicKeys
from tests.actions.senders import Sender, accepted


def counting(desk: Desk) -> set[str]:
    """The packages that are in force."""
    return {one.package_id for one in consolidation_of(desk).in_force.values()}


def test_a_twin_that_comes_after_the_slips_code_waits_and_both_can_be_decided(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    second = first.clone()
    receive_packages(superior, [first.send(tmp_path / "a", "2026-10", attendance=30)])
    accepted(superior, first)
    (kept,) = first.sent
    receive_packages(superior, [second.send(tmp_path / "b", "2026-10", attendance=99)])
    (twin,) = second.sent
    assert counting(superior) == {kept.package_id}
    (waits,) = waiting_files(superior)
    assert (waits.package.package_id, waits.verdict.cause.value) == (twin.package_id, "fork")
    assert [one.package.package_id for one in waits.others] == [kept.package_id]
    cell = board_of(superior, parse_period("2026-10")).rows[0].cells[0]
    assert cell.is_in
    assert cell.waits
    accepted(superior, first)
    assert waiting_files(superior) == (), "with both there, the slip's code chooses"
    assert decisions(superior.store)[-1].chosen_from == (twin.package_id,)
    assert decide(superior, twin.package_id, accept=True, reason="Đã hỏi").done
    assert counting(superior) == {twin.package_id}


def test_taking_an_accepted_file_back_never_lets_its_undecided_twin_in(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    second = first.clone()
    taken = receive_packages(superior, [first.send(tmp_path / "a", "2026-10", attendance=30)])
    accepted(superior, first)
    receive_packages(superior, [second.send(tmp_path / "b", "2026-10", attendance=99)])
    assert undo_receive(superior, taken.name).done
    assert counting(superior) == set()
    (waits,) = waiting_files(superior)
    assert waits.verdict.cause.value == "fork_taken_back"
    assert [(one.package.package_id, one.standing) for one in waits.others] == [
        (first.sent[0].package_id, TAKEN_BACK)
    ]
    receive_packages(superior, [tmp_path / "a"])
    assert counting(superior) == {first.sent[0].package_id}


def test_a_decision_that_never_wrote_what_it_chose_from_leaves_its_fork_to_be_decided(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    second = first.clone()
    receive_packages(superior, [first.send(tmp_path / "a", "2026-10")])
    receive_packages(superior, [second.send(tmp_path / "b", "2026-10", attendance=99)])
    accepted(superior, first)
    (made,) = decisions(superior.store)
    assert made.chosen_from == (second.sent[0].package_id,)
    older = signed_decision(superior, replace(made, chosen_from=None))
    with superior.writing(action="decide", label="", undoable=False) as write:
        save_decision(write, older)
    assert counting(superior) == {first.sent[0].package_id}
    assert [one.verdict.cause.value for one in waiting_files(superior)] == ["fork"]


def test_a_decision_names_the_month_that_it_puts_out(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    second = first.clone()
    receive_packages(superior, [first.send(tmp_path / "a", "2026-10", attendance=30)])
    accepted(superior, first)
    receive_packages(superior, [second.send(tmp_path / "b", "2026-10", attendance=99)])
    done = decide(superior, second.sent[0].package_id, accept=True, reason="Đã hỏi").value
    assert done is not None
    assert [(one.period, one.package_id) for one in done.out_months] == [
        ("2026-10", first.sent[0].package_id)
    ]
    (fallen,) = done.fallen
    assert fallen.now is not None
    assert fallen.now.package_id == second.sent[0].package_id


def test_two_honest_months_of_two_computers_count_both_by_two_decisions(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    receive_packages(superior, [first.send(tmp_path / "a", "2026-08")])
    accepted(superior, first)
    second = first.clone()
    receive_packages(superior, [first.send(tmp_path / "a", "2026-09")])
    taken = receive_packages(superior, [second.send(tmp_path / "b", "2026-10")])
    assert [one.period for one in taken.pulled] == ["2026-09"]
    assert taken.to_look_at
    assert board_of(superior, parse_period("2026-09")).rows[0].cells[0].state == "to_verify"
    done = decide(superior, second.sent[0].package_id, accept=True, reason="Đã hỏi").value
    assert done is not None
    assert (done.out_months, done.fallen) == ((), ())
    assert [one.period for one in done.beside] == ["2026-09"]
    assert board_of(superior, parse_period("2026-09")).rows[0].cells[0].state == "to_verify"
    again = decide(superior, first.sent[1].package_id, accept=True, reason="Đã hỏi").value
    assert again is not None
    assert (again.out_months, again.fallen) == ((), ())
    assert {one.period for one in consolidation_of(superior).in_force.values()} == {
        "2026-08",
        "2026-09",
        "2026-10",
    }


def test_a_twin_with_a_key_of_its_own_is_told_to_bear_the_number_of_an_accepted_file(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    twin = first.clone(key="another", install="install-19996")
    receive_packages(superior, [first.send(tmp_path / "a", "2026-10", attendance=30)])
    accepted(superior, first)
    file = twin.send(tmp_path / "b", "2026-10", attendance=99)
    (one,) = receive_packages(superior, [file]).files
    assert (one.cause, one.beside and one.beside.package_id) == (
        "new_key",
        first.sent[0].package_id,
    )
    done = decide(superior, twin.sent[0].package_id, accept=True, reason="Đã hỏi").value
    assert done is not None
    assert done.key_waits
    assert [one.package_id for one in done.out_months] == [first.sent[0].package_id]


def test_of_a_month_that_both_computers_report_the_file_that_was_chosen_counts(
    superior: Desk, public: PublicKeys, tmp_path: Path
) -> None:
    first = Sender("19996", public)
    receive_packages(superior, [first.send(tmp_path / "a", "2026-09")])
    accepted(superior, first)
    second = first.clone()
    receive_packages(superior, [first.send(tmp_path / "b", "2026-11", attendance=22)])
    receive_packages(superior, [second.send(tmp_path / "c", "2026-09", correction=1)])
    receive_packages(superior, [second.send(tmp_path / "c", "2026-11", attendance=66)])
    november, (september, following) = first.sent[-1], second.sent[-2:]
    done = decide(superior, september.package_id, accept=True, reason="Đã hỏi").value
    assert done is not None
    assert following.package_id not in counting(superior)
    assert {one.package.package_id for one in waiting_files(superior)} == {
        november.package_id,
        following.package_id,
    }
    assert decide(superior, november.package_id, accept=True, reason="Đã hỏi").done
    assert decisions(superior.store)[-1].chosen_from == (
        september.package_id,
        following.package_id,
    )
    assert november.package_id in counting(superior)
    assert waiting_files(superior) == ()
    assert decide(superior, following.package_id, accept=True, reason="Đã hỏi").done
    assert following.package_id in counting(superior)
    assert november.package_id not in counting(superior)

"""A decision counts only as it was signed: changed outside the program it counts as none."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions.board import board_of
from desktop.actions.deciding import accept_unit, decide
from desktop.actions.desk import Desk
from desktop.actions.office_keys import new_keys, office_keys
from desktop.actions.receiving import receive_packages
from desktop.actions.safety import check
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import Decision, decisions
from desktop.db.received_saving import save_decision
from desktop.domain.board import CellState
from desktop.domain.periods import parse_period
from desktop.exchange.received import Cause
from desktop.wording import finding_text
from tests.actions.senders import Sender

SEPTEMBER = parse_period("2026-09")


@pytest.fixture
def sender(superior: Desk, tmp_path: Path) -> Sender:
    """A unit whose September was accepted by the code of its slip."""
    made = Sender("19996", office_keys(superior).current.public)
    receive_packages(superior, [made.send(tmp_path / "stick", "2026-09")])
    assert accept_unit(superior, "19996", made.sent[0].check_code).done
    return made


def tampered(desk: Desk, one: Decision, **changes: object) -> None:
    """A decision is changed in the store without being signed again."""
    with desk.writing(action="decide", label="", undoable=False) as write:
        save_decision(write, replace(one, **changes))  # type: ignore[arg-type]


def waiting(desk: Desk) -> dict[str, Cause]:
    """What waits for a person and why."""
    return {one.package.package_id: one.cause for one in consolidation_of(desk).to_verify}


def unsigned(desk: Desk) -> list[dict[str, str]]:
    """What the deep check says of decisions."""
    found = check(desk, deep=True)
    return [dict(one.details) for one in found if one.code == "decision_unsigned"]


def test_decisions_as_they_were_signed_are_nothing_to_look_at(
    superior: Desk, sender: Sender
) -> None:
    new_keys(superior)
    assert unsigned(superior) == []
    assert not waiting(superior)
    assert len(sender.sent) == 1


def test_a_decision_changed_outside_the_program_does_not_count_and_is_told(
    superior: Desk, sender: Sender
) -> None:
    (found,) = decisions(superior.store)
    tampered(superior, found, reason="khác")
    package = sender.sent[0].package_id
    assert waiting(superior) == {package: Cause.DECISION_UNSIGNED}
    (row,) = board_of(superior, SEPTEMBER).rows
    assert row.cells[0].state is CellState.TO_VERIFY
    (told,) = unsigned(superior)
    assert (told["unit"], told["package"]) == ("19996", package)
    assert "S138_19996_202609_0001.s138" in finding_text("decision_unsigned", told)


def test_the_key_that_such_a_decision_brought_is_not_trusted_until_it_is_typed_again(
    superior: Desk, sender: Sender, tmp_path: Path
) -> None:
    tampered(superior, decisions(superior.store)[0], signature="")
    taken = receive_packages(superior, [sender.send(tmp_path / "stick", "2026-10")])
    assert [one.cause for one in taken.files] == ["new_key"]
    assert accept_unit(superior, "19996", sender.sent[1].check_code).done
    assert waiting(superior) == {sender.sent[0].package_id: Cause.DECISION_UNSIGNED}
    assert accept_unit(superior, "19996", sender.sent[0].check_code).done
    assert not waiting(superior)
    assert len(consolidation_of(superior).in_force) == 2
    assert unsigned(superior) == [], "decided anew, it is settled"
    third = receive_packages(superior, [sender.send(tmp_path / "later", "2026-11")])
    assert [one.fate.value for one in third.files] == ["accepted"]


def test_a_forged_rejection_takes_nothing_out_unseen(superior: Desk, sender: Sender) -> None:
    package = sender.sent[0].package_id
    (found,) = decisions(superior.store)
    tampered(superior, found, id="forged", position=2, verdict="reject")
    assert waiting(superior) == {package: Cause.DECISION_UNSIGNED}
    assert decide(superior, package, accept=True, reason="Đã hỏi phường").done
    assert not waiting(superior)


def test_a_key_of_another_office_signs_no_decision(superior: Desk, sender: Sender) -> None:
    (found,) = decisions(superior.store)
    text = b"so138-decision\0anything"
    tampered(superior, found, signature=sender.keys.signing.sign(text).hex())
    assert set(waiting(superior).values()) == {Cause.DECISION_UNSIGNED}

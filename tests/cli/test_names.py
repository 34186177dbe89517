"""A stranger's file with a name that hardly differs, and a key that is not settled yet."""

from pathlib import Path

from tests.cli.conftest import MONTHS, Desks

FORGED = "Phường Hưong Trà"
LISTED = "Phường Hương Trà"


def sent_by_stranger(desks: Desks, name: str) -> Path:
    """A file under a unit's code, from somebody with a data folder of his own."""
    unit = "stranger"
    made = ("new", "--name", name, "--code", "19996", "--superior", "Huế", "--from", "2026-08")
    assert desks.at(unit, *made, "--no-password").code == 0
    assert desks.at(unit, "receive", desks.stick).code == 0
    desks.close(unit, MONTHS[0])
    return desks.send(unit, MONTHS[0], desks.root / "x")


def test_a_name_that_is_not_the_lists_is_told_before_and_after_the_decision(desks: Desks) -> None:
    file = sent_by_stranger(desks, FORGED)
    assert f"“{LISTED}”" in desks.at_superior("receive", file, "--dry-run").out
    (row,) = desks.receive(file).json["to_verify"]
    assert (row["name"], row["listed_name"]) == (FORGED, LISTED)
    assert row["oddities"] == ["name_differs"]
    done = desks.at_superior("decide", file.name, "--accept", "--reason", "Đã gọi hỏi")
    assert f"“{FORGED}”" in done.out
    assert f"“{LISTED}”" in done.out


def test_the_name_of_the_list_is_no_matter_in_whatever_case(desks: Desks) -> None:
    file = sent_by_stranger(desks, LISTED.upper())
    (row,) = desks.receive(file).json["to_verify"]
    assert (row["listed_name"], row["oddities"]) == (None, [])


def test_of_a_unit_accepted_by_its_slip_the_name_is_not_asked_again(connected: Desks) -> None:
    connected.send("19996", MONTHS[1])
    (row,) = connected.receive(connected.stick).json["accepted"]
    assert row["name"] != LISTED
    assert (row["listed_name"], row["oddities"]) == (None, [])


def test_a_decision_on_a_file_does_not_settle_its_key_and_says_so(desks: Desks) -> None:
    desks.commune("20001")
    desks.send("20001", MONTHS[0])
    desks.receive(desks.stick)
    said = ("decide", "S138_20001_202608_0001.s138", "--accept", "--reason", "Đã gọi hỏi")
    done = desks.at_superior(*said)
    assert done.code == 0
    assert "so138 accept 20001 --code" in done.out
    again = desks.at_superior(*said, "--json").json
    assert (again["standing"], again["key_waits"]) == ("in_force", True)
    code = desks.codes["20001", MONTHS[0]]
    settled = desks.at_superior("accept", "20001", "--code", code, "--json").json
    assert (settled["standing"], settled["key_waits"]) == ("in_force", False)

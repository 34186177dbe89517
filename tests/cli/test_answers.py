"""Answers on their way back, and what is said of each, from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import MONTHS, Desks

MONTH = MONTHS[0]


@pytest.fixture
def answered(connected: Desks) -> tuple[Desks, Path, Path]:
    """First returned, then accepted: each answer in a folder of its own."""
    first, second = connected.root / "t1", connected.root / "t2"
    for folder in (first, second):
        folder.mkdir()
    said = ("reply", "19996", "--period", MONTH, "--returned", "--remark", "SAI SỐ", "--to", first)
    assert connected.at_superior(*said).code == 0
    done = connected.at_superior("reply", "19996", "--period", MONTH, "--accepted", "--to", second)
    assert done.code == 0
    return connected, first, second


def state(desks: Desks) -> str:
    """How the commune sees its month."""
    rows = desks.at("19996", "send", "--json").json["periods"]
    return str(next(one["state"] for one in rows if one["period"] == MONTH))


def test_the_last_answer_holds_in_whatever_order_the_files_come(
    answered: tuple[Desks, Path, Path],
) -> None:
    desks, first, second = answered
    assert desks.at("19996", "receive", second).code == 0
    late = desks.at("19996", "receive", first)
    assert late.code == 0
    assert "trả lại, là trả lời cũ" in late.out
    assert "SAI SỐ" not in late.out
    assert state(desks) == "accepted"


def test_an_older_answer_is_told_to_other_programs(answered: tuple[Desks, Path, Path]) -> None:
    desks, first, second = answered
    (new,) = desks.at("19996", "receive", second, "--json").json["receipts"]
    assert (new["older"], new["holds"]) == (False, None)
    (old,) = desks.at("19996", "receive", first, "--json").json["receipts"]
    assert (old["kind"], old["older"], old["holds"]) == ("returned", True, "accepted")


def test_digits_against_a_signed_receipt_need_the_last_word(
    answered: tuple[Desks, Path, Path],
) -> None:
    desks, _first, second = answered
    assert desks.at("19996", "receive", second).code == 0
    again = ("reply", "19996", "--period", MONTH, "--returned", "--remark", "Sai", "--json")
    code = desks.at_superior(*again).json["code"]
    said = ("receipt", "--period", MONTH, "--code", code)
    refused = desks.at("19996", *said)
    assert refused.code == 4
    assert "--last-word" in refused.err
    assert state(desks) == "accepted"
    taken = desks.at("19996", *said, "--last-word", "--json")
    assert (taken.code, taken.json["kind"], taken.json["older"]) == (0, "returned", False)
    assert state(desks) == "returned"


def test_a_shared_stick_tells_the_receipts_of_others_in_one_line(connected: Desks) -> None:
    for unit in ("20001", "20002"):
        connected.commune(unit)
        connected.send(unit, MONTH)
    connected.receive(connected.stick)
    told = connected.at("19996", "receive", connected.stick)
    assert told.code == 0, told.out + told.err
    assert told.err == ""
    assert "2 phiếu tiếp nhận của đơn vị khác" in told.out
    assert connected.at("19996", "receive", connected.stick, "--json").json["of_others"] == 2


def test_a_path_that_is_not_there_is_among_the_refused_at_the_superior(connected: Desks) -> None:
    nowhere = connected.root / "nothere"
    told = connected.at_superior("receive", nowhere, connected.stick, "--json", "--no-receipts")
    assert told.code == 1
    assert [(one["file"], one["code"]) for one in told.json["refused"]] == [
        (str(nowhere), "file_missing")
    ]
    assert len(told.json["duplicates"]) == 1
    assert connected.at_superior("receive", nowhere).code == 2


@pytest.mark.parametrize("words", ["", "12345-67890\n"], ids=["none", "mistyped"])
def test_a_locked_file_without_its_passphrase_is_refused(desks: Desks, words: str) -> None:
    unit = "20001"
    made = ("new", "--name", "Xã A", "--code", unit, "--superior", "Huế", "--from", "2026-08")
    assert desks.at(unit, *made, "--no-password").code == 0
    desks.close(unit, MONTH)
    file = desks.send(unit, MONTH)
    option: tuple[str | Path, ...] = ()
    if words:
        typed = desks.root / "day-so.txt"
        typed.write_text(words, encoding="utf-8")
        option = ("--passphrase-file", typed)
    assert desks.at_superior("receive", file, *option).code == 4
    assert desks.at_superior("verify", file, *option).code == 4


def test_the_log_says_in_words_and_to_programs_which_report_was_sent_and_how_it_was_answered(
    answered: tuple[Desks, Path, Path],
) -> None:
    desks, first, _second = answered
    assert "bị trả lại" in desks.at("19996", "receive", first).out
    own = desks.at("19996", "log", "--json").json["entries"][0]
    (report,) = own["reports"]
    assert (own["answer"], report["period"], report["number"]) == ("returned", MONTH, 1)
    assert own["message"].startswith("Cấp trên trả lại tháng ")
    accepted, returned = desks.at_superior("log", "--json").json["entries"][:2]
    assert [one["answer"] for one in (accepted, returned)] == ["accepted", "returned"]
    (report,) = accepted["reports"]
    assert (report["unit_code"], report["period"], report["number"]) == ("19996", MONTH, 1)
    found = desks.at_superior("log", "--find", "trả lại báo cáo").out
    assert "(19996) tháng " in found
    assert desks.at_superior("log", "--verify").code == 0

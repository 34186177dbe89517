"""What a superior answers: by receipt, by telephone, and what a unit learns of it."""

from tests.cli.conftest import MONTHS, Desks


def test_a_report_is_returned_corrected_and_comes_again(connected: Desks) -> None:
    back = connected.root / "back"
    back.mkdir()
    bare = connected.at_superior("reply", "19996", "--period", MONTHS[0], "--returned")
    assert bare.code == 2
    answer = connected.at_superior(
        "reply", "19996", "--period", MONTHS[0], "--returned", "--remark", "Xem lại Tổ 1",
        "--where", "activity", "--to", back, "--json",
    )  # fmt: skip
    assert (answer.code, answer.err) == (0, "")
    assert connected.board(MONTHS[0])["19996"] == "returned"
    known = connected.at("19996", "receive", back, "--json")
    (receipt,) = known.json["receipts"]
    assert (receipt["kind"], receipt["remarks"][0]["text"]) == ("returned", "Xem lại Tổ 1")
    assert connected.at("19996", "reopen", "--period", MONTHS[0], "--reason", "Trả lại").code == 0
    said = {"period": MONTHS[0], "answer": "returned", "remarks": receipt["remarks"]}
    assert connected.at("19996", "send", "--json").json["in_correction"] == [said]
    assert "Xem lại Tổ 1" in connected.at("19996", "send").out
    for closed in (False, True):
        status = connected.at("19996", "status", "--period", MONTHS[0], "--json").json
        assert status["answer"] == said, "the work list stays until the new file is made"
        if not closed:
            connected.close("19996", MONTHS[0])
    rows = connected.at("19996", "send", "--json").json["periods"]
    assert [one["remarks"] for one in rows if one["period"] == MONTHS[0]] == [receipt["remarks"]]
    again = connected.receive(connected.send("19996", MONTHS[0], connected.root / "again"))
    (one,) = again.json["accepted"]
    assert (one["correction"], bool(one["replaces"])) == (1, True)
    assert connected.board(MONTHS[0])["19996"] == "corrected"


def test_a_number_of_a_person_is_warned_about_in_all_that_goes_to_a_unit(
    connected: Desks,
) -> None:
    said = "Hỏi ông Ba, 046080001234"
    reply = ("reply", "19996", "--period", MONTHS[0], "--returned", "--remark", said)
    (file,) = connected.stick.glob("S138_19996_202608_*.s138")
    decide = ("decide", file.name, "--reject", "--reason", said)
    for call in (reply, decide):
        answer = connected.at_superior(*call)
        assert answer.code == 0, answer.err
        assert "căn cước" in answer.err


def test_the_code_by_telephone_says_the_same_as_the_receipt(connected: Desks) -> None:
    answer = connected.at_superior("reply", "19996", "--period", MONTHS[0], "--accepted", "--json")
    code = answer.json["code"]
    assert answer.json["file"] is None
    said = connected.at("19996", "receipt", "--period", MONTHS[0], "--code", code)
    assert said.code == 0, said.err
    again = connected.at("19996", "receive", connected.stick, "--json")
    assert {one["kind"] for one in again.json["receipts"]} == {"received"}


def test_accepting_and_rejecting_at_once_is_a_wrong_call(connected: Desks) -> None:
    both = ("decide", "3fa94c01", "--accept", "--reject", "--reason", "x")
    assert connected.at_superior(*both).code == 2
    reply = ("reply", "19996", "--period", MONTHS[0])
    assert connected.at_superior(*reply, "--accepted", "--returned", "--remark", "x").code == 2
    assert connected.at_superior(*reply).code == 2
    lone = connected.at_superior(*reply, "--accepted", "--where", "models")
    assert (lone.code, "--remark" in lone.err) == (2, True), "what was said is not dropped"
    assert connected.at_superior(*reply, "--accepted").code == 0


def test_an_answer_to_a_unit_that_nobody_knows_is_a_wrong_call(connected: Desks) -> None:
    answer = connected.at_superior("reply", "00000", "--period", MONTHS[0], "--accepted")
    assert answer.code == 2
    assert "00000" in answer.err
    assert connected.at_superior("reply", "20001", "--period", MONTHS[0], "--accepted").code == 4


def test_what_is_left_out_is_returned_and_the_unit_learns_why(connected: Desks) -> None:
    beside, back = connected.root / "a", connected.root / "lai"
    back.mkdir()
    connected.send("19996", MONTHS[1], beside)
    package = connected.receive(beside).json["accepted"][0]["package_id"]
    done = connected.at_superior(
        "decide", package[:12], "--reject", "--reason", "Không phải số thật", "--to", back, "--json"
    )
    assert done.code == 0, done.err
    (returned,) = done.json["returned"]
    assert returned["receipt"].endswith("tra-lai.s138r")
    told = connected.at("19996", "receive", back, "--json")
    assert [(one["kind"], one["remarks"][0]["text"]) for one in told.json["receipts"]] == [
        ("returned", "Không phải số thật")
    ]
    wrong = connected.at_superior(
        "decide", package[:12], "--accept", "--signer", "--reason", "Nhầm"
    )
    assert wrong.code == 2

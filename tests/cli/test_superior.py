"""The two desks of one exchange from the command line: send, receive, decide, undo."""

import os
import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import (
    CODES,
    LATE,
    MONTHS,
    SESSIONS,
    Desks,
    causes,
    write_list,
)


def test_three_communes_and_two_months_in_any_order_twice(desks: Desks) -> None:
    for unit in CODES:
        desks.commune(unit)
    files = [desks.send(unit, month) for unit in CODES for month in MONTHS]
    first = desks.receive(desks.stick)
    assert first.code == 1
    assert causes(first) == ["new_key"] * 6
    for unit in CODES:
        desks.accept(unit)
    for seed in range(2):
        shuffled = files.copy()
        random.Random(seed).shuffle(shuffled)
        for file in shuffled:
            again = desks.receive(file)
            assert (again.code, len(again.json["duplicates"])) == (0, 1)
    for month in MONTHS:
        made = desks.at_superior("board", "--period", month, "--json")
        assert made.code == 0
        assert (made.json["due"], made.json["in"], made.json["late"]) == (3, 3, 0)
        assert {one["state"] for one in made.json["units"]} == {"in"}
    assert len(desks.at_superior("receptions", "--json").json["receptions"]) == 1


def test_a_rehearsal_writes_nothing(desks: Desks) -> None:
    desks.commune("19996")
    desks.send("19996", MONTHS[0])
    seen = desks.at_superior("receive", desks.stick, "--dry-run", "--json")
    assert (seen.code, causes(seen), seen.json["name"]) == (1, ["new_key"], "")
    assert desks.at_superior("receptions", "--json").json == {"receptions": []}
    assert not list(desks.stick.glob("*.s138r"))


def test_changed_cut_and_foreign_files_are_refused_with_their_reason(connected: Desks) -> None:
    good = next(connected.stick.glob("*.s138")).read_bytes()
    bad = connected.root / "bad"
    bad.mkdir()
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 4
    files = {"flip.s138": bytes(flipped), "cut.s138": good[:-1], "more.s138": good + b"\0"}
    for name, data in files.items():
        (bad / name).write_bytes(data)
        alone = connected.receive(bad / name)
        assert alone.code == 4
        (refused,) = alone.json["refused"]
        assert refused["code"] in {"damaged", "not_for_us"}
        assert refused["message"].endswith(".")
    connected.send("19996", MONTHS[1], bad)
    mixed = connected.receive(bad)
    assert mixed.code == 1
    assert (len(mixed.json["refused"]), len(mixed.json["accepted"])) == (3, 1)


def test_another_office_cannot_pass_a_file_on(connected: Desks, tmp_path: Path) -> None:
    from desktop.exchange.package import Reader, open_package, seal_package
    from desktop.exchange.practice import practice_offices
    from desktop.paths import resource

    practice = practice_offices(resource("practice/superior.json").read_bytes())
    sample = tmp_path / "sample"
    assert connected.call("sample", "--months", "2", data=sample).code == 0
    stick = tmp_path / "usb"
    stick.mkdir()
    sent = connected.call("send", "--period", "2026-09", "--to", stick, "--json", data=sample)
    assert sent.code == 0, sent.err
    package = open_package(
        Path(sent.json["file"]).read_bytes(), Reader((practice.superior.sealing,))
    )
    recipient = connected.at_superior("connect", "--out", connected.root, "--json").json
    assert not recipient["endorsed"]
    own = _sealing_public(Path(recipient["file"]))
    passed_on = tmp_path / "passed.s138"
    passed_on.write_bytes(seal_package(package, (own,)))
    answer = connected.receive(passed_on)
    assert (answer.code, answer.json["refused"][0]["code"]) == (4, "not_for_us")


def _sealing_public(connection: Path) -> str:
    from desktop.exchange.connection import open_connection

    return open_connection(connection.read_bytes()).keys.age


def test_a_wrong_code_is_refused_and_says_which_group(desks: Desks) -> None:
    desks.commune("19996")
    desks.send("19996", MONTHS[0])
    desks.receive(desks.stick)
    code = desks.codes["19996", MONTHS[0]]
    wrong = code[:8] + str((int(code[8]) + 1) % 10) + code[9:]
    answer = desks.at_superior("accept", "19996", "--code", wrong)
    assert answer.code == 4
    assert "nhóm 2" in answer.err
    assert desks.at_superior("accept", "20009", "--code", code).code == 2
    assert desks.board(MONTHS[0])["19996"] == "to_verify"
    again = desks.receive(desks.stick)
    (known,) = again.json["duplicates"]
    assert (again.code, known["waits"]) == (1, True), "it is to be looked at until it is decided"
    assert (
        "1 tệp đã nhận trước đây còn cần đối chiếu" in desks.at_superior("receive", desks.stick).out
    )
    assert desks.at_superior("accept", "19996", "--code", code).code == 0
    settled = desks.receive(desks.stick)
    assert (settled.code, settled.json["duplicates"][0]["waits"]) == (0, False)


def test_a_commune_learns_from_the_stick_that_its_first_month_counts(desks: Desks) -> None:
    desks.commune("19996")
    desks.send("19996", MONTHS[0])
    desks.receive(desks.stick)
    code = desks.codes["19996", MONTHS[0]]
    done = desks.at_superior("accept", "19996", "--code", code, "--to", desks.stick, "--json")
    assert done.code == 0, done.err
    (told,) = done.json["acknowledged"]
    assert Path(told["receipt"]).parent == desks.stick
    (taken,) = desks.at("19996", "receive", desks.stick, "--json").json["receipts"]
    assert (taken["kind"], taken["remarks"]) == ("received", []), "nothing about waiting"


def test_two_computers_with_one_folder_wait_until_a_person_decides(connected: Desks) -> None:
    shutil.copytree(connected.root / "19996", connected.root / "clone")
    one = connected.send("19996", MONTHS[1], connected.root / "a")
    done = connected.at("clone", "reopen", "--period", MONTHS[1], "--reason", "Sửa")
    assert done.code == 0, done.err
    extra = write_list(connected.root / "them.xlsx", (SESSIONS[0], LATE))
    assert connected.at("clone", "import", extra).code == 0
    connected.close("clone", MONTHS[1])
    other = connected.send("clone", MONTHS[1], connected.root / "b")
    first = connected.receive(one)
    assert first.code == 0
    second = connected.receive(other)
    assert causes(second) == ["fork"]
    assert connected.board(MONTHS[1])["19996"] == "to_verify"
    assert [(row["unit"], row["period"]) for row in second.json["no_longer_counting"]] == [
        ("19996", MONTHS[1])
    ]
    taken = second.json["to_verify"][0]["package_id"]
    refused = connected.at_superior("decide", taken[:10], "--reject")
    assert refused.code == 2
    decided = connected.at_superior(
        "decide", taken[:10], "--reject", "--reason", "Bản chép cũ", "--json"
    )
    assert (decided.code, decided.json["standing"]) == (0, "rejected")
    assert connected.board(MONTHS[1])["19996"] == "in"


def test_an_accepted_file_names_the_month_that_goes_out_with_it(connected: Desks) -> None:
    shutil.copytree(connected.root / "19996", connected.root / "clone")
    one = connected.send("19996", MONTHS[1], connected.root / "a")
    assert connected.at("clone", "reopen", "--period", MONTHS[1], "--reason", "Sửa").code == 0
    extra = write_list(connected.root / "them.xlsx", (SESSIONS[0], LATE))
    assert connected.at("clone", "import", extra).code == 0
    connected.close("clone", MONTHS[1])
    other = connected.send("clone", MONTHS[1], connected.root / "b")
    connected.receive(one)
    taken = connected.receive(other).json["to_verify"][0]["package_id"]
    decided = connected.at_superior(
        "decide", taken[:10], "--accept", "--reason", "Đã hỏi", "--json"
    )
    (out,) = decided.json["left_out_months"]
    assert (out["unit"], out["period"], out["file"]) == ("19996", MONTHS[1], one.name)
    assert decided.json["left_out"] == [out["package_id"]]


def test_a_restored_backup_that_sends_again_is_put_to_verification(connected: Desks) -> None:
    made = connected.at("19996", "backup", "--json")
    connected.receive(connected.send("19996", MONTHS[1], connected.root / "a"))
    assert connected.board(MONTHS[1])["19996"] == "in"
    assert connected.at("19996", "restore", made.json["name"]).code == 0
    assert connected.at("19996", "reopen", "--period", MONTHS[1], "--reason", "Sửa").code == 0
    connected.close("19996", MONTHS[1])
    again = connected.receive(connected.send("19996", MONTHS[1], connected.root / "b"))
    assert again.code == 1
    assert causes(again) == ["other_branch"]
    accepted = connected.at_superior(
        "decide", again.json["to_verify"][0]["package_id"], "--accept", "--reason", "Đã hỏi",
        "--json",
    )  # fmt: skip
    assert (accepted.code, accepted.json["standing"]) == (0, "in_force")
    assert accepted.json["waiting"] == [], "one decision settles it"
    assert connected.board(MONTHS[1])["19996"] in {"in", "corrected"}


def test_each_desk_refuses_the_commands_of_the_other(connected: Desks) -> None:
    for line in ("status --period 2026-08", "groups", "sessions --period 2026"):
        answer = connected.at_superior(*line.split())
        assert answer.code == 4
        assert "cấp trên" in answer.err
    for line in ("units", "board --period 2026-08", "undo-receive x"):
        assert connected.at("19996", *line.split()).code == 4


def test_the_months_stand_as_a_table(connected: Desks) -> None:
    answer = connected.at_superior("board")
    lines = answer.out.splitlines()
    assert lines[0].split("\t")[-1].count("-") == 1
    assert any(line.startswith("19996\t") for line in lines)
    made = connected.at_superior("board", "--json").json
    assert len(made["periods"]) == 12
    assert len(made["units"]) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_name_that_is_no_text_stops_no_reception(connected: Desks) -> None:
    folder = connected.root / "a"
    connected.send("19996", MONTHS[1], folder)
    odd = os.fsencode(folder) + b"/\xff.s138"
    Path(os.fsdecode(odd)).write_bytes(b"z")
    taken = connected.receive(folder)
    assert taken.code == 1
    (refused,) = taken.json["refused"]
    assert os.fsencode(refused["file"]) == odd
    assert connected.at_superior("receive", folder).code == 1


def test_a_mistyped_passphrase_is_told_and_stops_nothing(connected: Desks) -> None:
    folder = connected.root / "a"
    connected.send("19996", MONTHS[1], folder)
    words = connected.root / "mat-khau.txt"
    words.write_text("12345-67890\n", encoding="utf-8")
    taken = connected.at_superior("receive", folder, "--passphrase-file", words, "--json")
    assert taken.code == 0
    assert "thứ 1" in taken.err
    assert len(taken.json["accepted"]) == 1
    missing = ("--passphrase-file", connected.root / "khong-co.txt")
    assert connected.at_superior("receive", folder, *missing).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_pipe_named_as_a_package_does_not_stop_the_line(connected: Desks) -> None:
    pipe = connected.root / "x.s138"
    os.mkfifo(pipe)
    for command in ("receive", "verify"):
        assert connected.at_superior(command, pipe).code == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such name")
def test_a_line_break_or_an_order_to_the_terminal_in_a_name_is_shown_and_not_obeyed(
    connected: Desks,
) -> None:
    folder = connected.root / "a"
    sent = connected.send("19996", MONTHS[1], folder)
    sent.rename(folder / "new\nline\x1b[31m.s138")
    (folder / "bad\nline.s138").write_bytes(b"x")
    answer = connected.at_superior("receive", folder)
    assert answer.code == 1
    assert "new\\nline\\x1b[31m.s138" in answer.out
    assert "bad\\nline.s138" in answer.err
    assert not any(line.startswith("line") for line in (answer.out + answer.err).splitlines())

"""The two desks of one exchange from the command line: connect, send, receive, answer, undo."""

import os
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.ui.reports.rendering import opened
from tests.cli.conftest import GROUP_ROWS, Answer, Call, Row, write_list

UNITS = (
    "\ufeffMã;Tên đơn vị;Hiệu lực từ\n"
    "19996;Phường Hương Trà;01/07/2025\n20001;Xã A;2025-07-01\n20002;Xã B;\n"
)
CODES = ("19996", "20001", "20002")
MONTHS = ("2026-08", "2026-09")
LATE: Row = (1, "26/08/2026", "Tổ dân phố 1", "Hội nghị", "Luật Phòng, chống ma túy", 5)
SESSIONS: tuple[Row, ...] = (
    ("TT", "Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số lượt người"),
    (1, "20/07/2026", "Tổ dân phố 1, 2", "Hội nghị", "Luật Phòng, chống ma túy", 60),
    (2, "25/08/2026", "Tổ dân phố 2", "Họp tổ dân phố", "Luật Phòng, chống ma túy", 30),
)


@dataclass
class Desks:
    """A superior, its communes, and the stick between them."""

    call: Call
    root: Path
    codes: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        """Where files lie on their way."""
        return self.root / "KINGSTON"

    def at_superior(self, *arguments: str | Path) -> Answer:
        """A call at the superior."""
        return self.call(*arguments, data=self.root / "superior")

    def at(self, unit: str, *arguments: str | Path) -> Answer:
        """A call at a commune."""
        return self.call(*arguments, data=self.root / unit)

    def begin(self) -> None:
        """A superior with a list and a deadline, and its connection file on the stick."""
        made = self.at_superior(
            "new", "--role", "superior", "--name", "Thành phố Huế", "--code", "46",
            "--no-password",
        )  # fmt: skip
        assert made.code == 0, made.err
        units = self.root / "don-vi.csv"
        units.write_text(UNITS, encoding="utf-8")
        assert self.at_superior("units", "import", units).code == 0
        assert self.at_superior("settings", "deadline.month=3").code == 0
        self.stick.mkdir()
        assert self.at_superior("connect", "--out", self.stick).code == 0

    def commune(self, unit: str) -> None:
        """A commune with data, connected, its two months closed."""
        made = self.at(
            unit, "new", "--name", f"Phường {unit}", "--code", unit, "--superior", "Huế",
            "--from", "2026-08", "--no-password",
        )  # fmt: skip
        assert made.code == 0, made.err
        assert self.at(unit, "import", write_list(self.root / "to.xlsx", GROUP_ROWS)).code == 0
        assert self.at(unit, "import", write_list(self.root / "buoi.xlsx", SESSIONS)).code == 0
        assert self.at(unit, "receive", self.stick).code == 0
        for month in MONTHS:
            self.close(unit, month)

    def close(self, unit: str, month: str) -> None:
        """A month is closed whatever it asks."""
        done = self.at(unit, "close", "--period", month, "--accept-confirmations")
        assert done.code == 0, done.err

    def send(self, unit: str, month: str, to: Path | None = None) -> Path:
        """The file of a month, written and verified."""
        folder = to or self.stick
        folder.mkdir(exist_ok=True)
        done = self.at(unit, "send", "--period", month, "--to", folder, "--json")
        assert done.code == 0, done.err
        self.codes[unit, month] = done.json["check_code"]
        return Path(done.json["file"])

    def receive(self, *paths: Path) -> Answer:
        """Files come in at the superior."""
        return self.at_superior("receive", *paths, "--json")

    def accept(self, unit: str, month: str = MONTHS[0]) -> None:
        """The first file of a unit is accepted by its slip."""
        done = self.at_superior("accept", unit, "--code", self.codes[unit, month])
        assert done.code == 0, done.err

    def board(self, month: str) -> dict[str, str]:
        """How each unit's month stands."""
        return {
            one["code"]: one["state"]
            for one in self.at_superior("board", "--period", month, "--json").json["units"]
        }


@pytest.fixture
def desks(so138: Call, tmp_path: Path) -> Desks:
    """A superior that waits for its communes."""
    made = Desks(so138, tmp_path)
    made.begin()
    return made


@pytest.fixture
def connected(desks: Desks) -> Desks:
    """The superior with one commune whose key it accepted."""
    desks.commune("19996")
    desks.send("19996", MONTHS[0])
    assert desks.receive(desks.stick).code == 1
    desks.accept("19996")
    return desks


def causes(answer: Answer) -> Sequence[str]:
    """Why packages wait."""
    return [one["code"] for one in answer.json["to_verify"]]


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


def test_new_keys_are_vouched_for_and_old_files_still_open(connected: Desks) -> None:
    old = connected.send("19996", MONTHS[1], connected.root / "a")
    again = connected.root / "renewed"
    again.mkdir()
    made = connected.at_superior("connect", "--out", again, "--new-keys", "--json")
    assert (made.code, made.json["endorsed"]) == (0, True)
    taken = connected.at("19996", "receive", again, "--json")
    assert [one["state"] for one in taken.json["connections"]] == ["newer"]
    assert connected.receive(old).code == 0


def test_keys_that_others_may_know_vouch_for_nothing(connected: Desks) -> None:
    again = connected.root / "renewed"
    again.mkdir()
    made = connected.at_superior("connect", "--out", again, "--new-keys", "--leaked", "--json")
    assert (made.code, made.json["endorsed"], made.json["leaked"]) == (0, False, True)
    taken = connected.at("19996", "receive", again, "--json")
    assert [one["state"] for one in taken.json["connections"]] == ["to_confirm"]
    assert connected.at_superior("connect", "--out", again, "--leaked").code == 2


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


def test_a_list_of_units_is_all_or_nothing_and_undone(desks: Desks) -> None:
    known = desks.at_superior("units", "--json").json["units"]
    assert [(one["code"], one["valid_from"]) for one in known] == [
        (code, "2025-07-01") for code in CODES
    ]
    again = desks.at_superior("units", "import", desks.root / "don-vi.csv", "--json").json
    assert (again["new"], again["same"], again["changed"]) == (0, 3, 0)
    bad = desks.root / "sai.csv"
    bad.write_text("code,name,valid_from\n20003,Xã C,2025-07-01\n20004,,2025-13-01\n", "utf-8")
    refused = desks.at_superior("units", "import", bad, "--json")
    assert (refused.code, refused.json["written"]) == (2, False)
    assert {one["code"] for one in refused.json["problems"]} == {"date_invalid", "name_missing"}
    assert len(desks.at_superior("units", "--json").json["units"]) == 3
    assert desks.at_superior("units", "import", bad, "--leave-out-problems").code == 0
    assert len(desks.at_superior("units", "--json").json["units"]) == 4
    assert desks.at_superior("undo").code == 0
    assert len(desks.at_superior("units", "--json").json["units"]) == 3


def test_a_merger_makes_the_successor_report(desks: Desks) -> None:
    mergers = desks.root / "nhap.csv"
    mergers.write_text(
        "new_code,new_name,old_code,old_name,merged_on\n20001,Xã A,20002,Xã B,2026-09-01\n",
        encoding="utf-8",
    )
    assert desks.at_superior("units", "import", mergers).code == 0
    (ended,) = [
        one
        for one in desks.at_superior("units", "--json").json["units"]
        if one["valid_until"] is not None
    ]
    assert (ended["code"], ended["successor"], ended["valid_until"]) == (
        "20002",
        "20001",
        "2026-09-01",
    )
    assert "20002" in desks.board("2026-08")
    assert "20002" not in desks.board("2026-09")


def test_a_list_without_headings_says_what_is_needed(desks: Desks) -> None:
    bad = desks.root / "la.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    answer = desks.at_superior("units", "import", bad)
    assert answer.code == 2
    assert "cột mã" in answer.err


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


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_pipe_named_as_a_package_does_not_stop_the_line(connected: Desks) -> None:
    pipe = connected.root / "x.s138"
    os.mkfifo(pipe)
    for command in ("receive", "verify"):
        assert connected.at_superior(command, pipe).code == 2


def test_a_period_before_the_list_says_where_the_list_begins(desks: Desks) -> None:
    answer = desks.at_superior("board", "--period", "1999-01")
    assert answer.code == 0
    assert "Danh sách bắt đầu từ ngày 01/07/2025" in answer.out
    assert "units import" not in answer.out


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


def test_the_fingerprint_goes_on_a_sheet_of_its_own(connected: Desks, tmp_path: Path) -> None:
    refused = connected.at_superior("connect", "--out", connected.root, "--sheet", "ma.txt")
    assert refused.code == 2
    assert not list(connected.root.glob("*.s138c"))
    sheet = tmp_path / "ma.pdf"
    made = connected.at_superior("connect", "--out", connected.root, "--sheet", sheet, "--json")
    assert made.code == 0, made.err
    with opened(sheet.read_bytes()) as document:
        assert len(document) == 1
        said = document[0].get_textpage().get_text_range()
    assert all(group in said for group in made.json["fingerprint"].split("-"))

"""A commune and its superior over one stick, told to the command line of both.

Connect, send, tear, write again, receipt back, return, correct, send again; then either side
loses its keys, and nothing of the figures is lost.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer, called

UNIT, SEPTEMBER, AUGUST = "99999", "2026-09", "2026-08"


Desk = Callable[..., Answer]


@pytest.fixture
def desk_in(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[[str], Desk]:
    """The command line on a folder of its own."""

    def at(name: str) -> Desk:
        def call(*words: str | Path) -> Answer:
            return called(capfdbinary, tmp_path / name, words)

        return call

    return at


@pytest.fixture
def commune(desk_in: Callable[[str], Desk]) -> Desk:
    made = desk_in("commune")
    assert made("sample", "--months", "3", "--groups", "3").code == 0
    return made


@pytest.fixture
def superior(desk_in: Callable[[str], Desk]) -> Desk:
    return new_superior(desk_in("superior"))


def new_superior(desk: Desk) -> Desk:
    answer = desk(
        "new", "--name", "Thành phố Huế", "--code", "46", "--superior", "Tỉnh",
        "--role", "superior", "--no-password",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    return desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def connected(commune: Desk, superior: Desk, stick: Path) -> None:
    """The connection file carried over, as on the first day."""
    assert superior("connect", "--out", stick).code == 0
    assert commune("receive", stick).code == 0


def sent(commune: Desk, stick: Path, period: str = SEPTEMBER) -> dict[str, Any]:
    answer = commune("send", "--period", period, "--to", stick, "--json")
    assert answer.code == 0, answer.err
    return answer.json


def state(commune: Desk, period: str = SEPTEMBER) -> str:
    rows = commune("send", "--json").json["periods"]
    return str(next(one["state"] for one in rows if one["period"] == period))


def status(commune: Desk, period: str = SEPTEMBER) -> str:
    """How the figures of a month are told to stand."""
    return str(commune("status", "--period", period, "--json").json["period"]["state"])


def on_the_board(superior: Desk, period: str = SEPTEMBER) -> str:
    units = superior("board", "--period", period, "--json").json["units"]
    return str(next(one["state"] for one in units if one["code"] == UNIT))


def test_a_month_goes_there_and_back_until_it_is_right(
    commune: Desk, superior: Desk, stick: Path
) -> None:
    connected(commune, superior, stick)
    first = sent(commune, stick)
    assert (first["sequence"], first["passphrase"]) == (1, None)
    # Torn out: half of the file is left, and writing again finishes it with the same bytes.
    file = Path(first["file"])
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert commune("verify", file, "--json").code == 4
    again = sent(commune, stick)
    assert (again["sha256"], again["sequence"]) == (first["sha256"], 1)
    assert file.read_bytes() == whole
    # The first file waits for its code; the receipt goes back at once.
    received = superior("receive", stick, "--json")
    assert (received.code, [one["code"] for one in received.json["to_verify"]]) == (1, ["new_key"])
    assert superior("accept", UNIT, "--code", first["check_code"]).code == 0
    assert commune("receive", stick).code == 0
    assert state(commune) == "received"
    # Returned by telephone and stick: the remark opens, is corrected and sent again.
    returned = superior(
        "reply", UNIT, "--period", SEPTEMBER, "--returned", "--remark", "Xem lại số buổi.",
        "--where", "activity", "--to", stick,
    )  # fmt: skip
    assert returned.code == 0, returned.err
    commune("receive", stick)
    assert state(commune) == "returned"
    assert "Xem lại số buổi." in commune("send").out
    assert commune("reopen", "--period", SEPTEMBER, "--reason", "Cấp trên trả lại").code == 0
    assert commune("send", "--period", SEPTEMBER, "--to", stick).code == 4
    assert commune("close", "--period", SEPTEMBER, "--accept-confirmations").code in (0, 1)
    assert state(commune) == "corrected"
    second = sent(commune, stick)
    assert (second["sequence"], second["correction"]) == (2, 1)
    received = superior("receive", stick, "--json")
    assert [one["sequence"] for one in received.json["accepted"]] == [2]
    assert on_the_board(superior) == "corrected"
    commune("receive", stick)
    assert state(commune) == status(commune) == "received"
    accepted = superior("reply", UNIT, "--period", SEPTEMBER, "--accepted", "--json")
    code = accepted.json["code"]
    assert commune("receipt", "--period", SEPTEMBER, "--code", code).code == 0
    assert state(commune) == status(commune) == "accepted"


def test_a_superior_that_lost_everything_gets_the_months_again(
    commune: Desk, superior: Desk, desk_in: Callable[[str], Desk], stick: Path
) -> None:
    connected(commune, superior, stick)
    first = sent(commune, stick)
    shutil.rmtree(stick)
    stick.mkdir()
    other = new_superior(desk_in("superior on another computer"))
    assert other("connect", "--out", stick).code == 0
    # Another key that nobody vouches for: only with the fingerprint on its new paper.
    assert commune("receive", stick).code == 4
    fingerprint = commune("receive", stick, "--json").json["connections"][0]["fingerprint"]
    assert commune("receive", stick, "--fingerprint", fingerprint).code == 0
    again = sent(commune, stick)
    assert again["sequence"] == 2
    assert again["sha256"] != first["sha256"]
    assert superior("receive", stick, "--json").json["refused"]
    waiting = other("receive", stick, "--json").json["to_verify"]
    assert [one["period"] for one in waiting] == [SEPTEMBER]
    assert other("accept", UNIT, "--code", again["check_code"]).code == 0
    assert on_the_board(other) == "in"


def test_a_commune_with_new_keys_is_known_again_by_its_slip(
    commune: Desk, superior: Desk, stick: Path
) -> None:
    connected(commune, superior, stick)
    first = sent(commune, stick, AUGUST)
    superior("receive", stick)
    superior("accept", UNIT, "--code", first["check_code"])
    before = commune("connection", "--json").json["own_fingerprint"]
    assert commune("connection", "--new-keys").code == 0
    assert commune("connection", "--json").json["own_fingerprint"] != before
    # An answer sealed for the former keys still opens.
    assert commune("receive", stick).code == 0
    assert state(commune, AUGUST) == "received"
    second = sent(commune, stick)
    waiting = superior("receive", stick, "--json").json["to_verify"]
    assert [one["code"] for one in waiting] == ["new_key"]
    assert superior("accept", UNIT, "--code", second["check_code"]).code == 0
    assert on_the_board(superior) == "in"
    assert on_the_board(superior, AUGUST) == "in"


def test_without_a_connection_the_slip_carries_the_passphrase(
    commune: Desk, superior: Desk, stick: Path
) -> None:
    assert commune("connection", "--forget").code == 0
    made = sent(commune, stick)
    slip = stick.parent / "phieu.pdf"
    report = commune("report", "stick-slip", "--period", SEPTEMBER, "--output", slip)
    assert report.code == 0, report.err
    words = stick.parent / "day-so.txt"
    refused = superior("receive", stick, "--json")
    assert [one["code"] for one in refused.json["refused"]] == ["passphrase_needed"]
    for typed, code in (
        (made["passphrase"][:5], "passphrase_mistyped"),
        (f"{int(made['passphrase'][0]) ^ 1}{made['passphrase'][1:]}", "passphrase_group_mistyped"),
    ):
        words.write_text(typed + "\n", encoding="utf-8")
        refused = superior("receive", stick, "--passphrase-file", words, "--json")
        assert [one["code"] for one in refused.json["refused"]] == [code]
    words.write_text(made["passphrase"] + "\n", encoding="utf-8")
    read = superior("receive", stick, "--passphrase-file", words, "--json")
    assert [one["code"] for one in read.json["to_verify"]] == ["new_key"]
    assert superior("verify", made["file"], "--passphrase-file", words).code == 0
    commune("receive", stick)
    assert state(commune) == "received"


def test_a_restored_backup_sends_again_and_waits_for_a_decision(
    commune: Desk, superior: Desk, stick: Path
) -> None:
    connected(commune, superior, stick)
    assert commune("backup").code == 0
    backup = commune("backups", "--json").json["backups"][0]["name"]
    first = sent(commune, stick, AUGUST)
    superior("receive", stick)
    superior("accept", UNIT, "--code", first["check_code"])
    assert commune("restore", backup).code == 0
    assert state(commune, AUGUST) == "not_sent"
    # What the lost branch wrote lies on the stick still, and is not written over.
    again = sent(commune, stick, AUGUST)
    assert again["sequence"] == 1
    assert again["file"] != first["file"]
    assert Path(first["file"]).is_file()
    taken = superior("receive", stick, "--json").json
    assert [one["code"] for one in taken["to_verify"]] == ["other_branch"]
    # The report that counts stays in; beside it a file waits.
    assert on_the_board(superior, AUGUST) == "in"
    board = superior("board", "--period", AUGUST, "--json")
    assert (board.code, board.json["to_verify"]) == (1, 1)
    decided = superior(
        "decide", again["package_id"][:12], "--accept", "--reason", "Đơn vị phục hồi bản sao lưu"
    )
    assert decided.code == 0, decided.err
    assert on_the_board(superior, AUGUST) in {"in", "corrected"}
    # The answer to the file that this branch does not know is refused, the other one taken; of the
    # answers to a file only the last lies on the stick.
    answer = commune("receive", stick, "--json")
    assert [one["code"] for one in answer.json["refused"]] == ["receipt_unknown"]
    assert state(commune, AUGUST) == "received"

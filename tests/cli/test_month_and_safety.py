"""The month's paper and its closing, the steps and the log, backups and what comes back."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_the_report_of_an_open_month_is_written(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.pdf"
    answer = filled("report", "month", "--period", "2026-10", "--output", path)
    assert (answer.code, answer.err) == (0, "")
    assert str(path) in answer.out
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["bao-cao.docx", "BAO-CAO.XLSX"])
def test_the_ending_of_the_name_makes_it_word_or_excel(
    filled: Call, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    answer = filled("report", "month", "--period", "2026-10", "--output", path)
    assert (answer.code, answer.err) == (0, "")
    kind = "word/document.xml" if name.endswith("docx") else "xl/workbook.xml"
    assert kind in zipfile.ZipFile(path).namelist()


def test_reports_are_listed_one_a_line(so138: Call) -> None:
    answer = so138("report", "--list")
    assert answer.code == 0
    assert answer.out.startswith("month\tBáo cáo tháng\n")


@pytest.mark.parametrize(
    "call",
    [
        ("report",),
        ("report", "month"),
        ("report", "month", "--period", "2026-10"),
        ("report", "month", "--period", "2026-10", "--output", "x.odt"),
        ("report", "month", "--period", "2026-Q3", "--output", "x.pdf"),
        ("report", "quarter", "--period", "2026-10", "--output", "x.pdf"),
        ("report", "weekly", "--period", "2026-10", "--output", "x.pdf"),
    ],
)
def test_a_report_that_cannot_be_meant_ends_with_2(filled: Call, call: tuple[str, ...]) -> None:
    answer = filled(*call)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


def test_a_report_into_a_folder_that_is_not_there_is_a_wrong_call(
    filled: Call, tmp_path: Path
) -> None:
    path = tmp_path / "none" / "x.pdf"
    answer = filled("report", "month", "--period", "2026-10", "--output", path)
    assert (answer.code, answer.out) == (2, "")
    assert str(path.parent) in answer.err


def test_a_month_is_closed_once_and_reopened_once(filled: Call) -> None:
    month = ("--period", "2026-10")
    assert filled("reopen", *month, "--reason", "sớm quá").code == 4
    assert filled("close", *month).code == 0
    assert filled("status", *month, "--json").json["period"]["state"] == "closed"
    assert filled("close", *month).code == 4
    assert filled("reopen", *month, "--reason", " ").code == 2
    assert filled("reopen", *month, "--reason", "bổ sung phiếu").code == 0
    assert filled("status", *month, "--json").json["period"]["state"] == "open"


def test_a_month_that_has_not_begun_cannot_be_closed(filled: Call) -> None:
    answer = filled("close", "--period", "2099-01")
    assert answer.code == 4
    assert "chưa bắt đầu" in answer.err


def test_a_step_is_taken_back_and_done_again(filled: Call) -> None:
    assert filled("undo").out == "Đã hoàn tác: lấy danh sách buổi tuyên truyền.\n"
    assert filled("sessions", "--period", "2026-10", "--json").json == {"sessions": []}
    assert filled("redo").code == 0
    assert len(filled("sessions", "--period", "2026-10", "--json").json["sessions"]) == 2
    assert "Không có gì để làm lại" in filled("redo").out


def test_a_step_before_a_closing_stays(filled: Call) -> None:
    assert filled("close", "--period", "2026-10").code == 0
    assert filled("undo").code == 4


def test_the_log_is_told_in_sentences_and_verified(filled: Call) -> None:
    assert filled("close", "--period", "2026-10").code == 0
    answer = filled("log", "--verify")
    assert answer.code == 0
    assert "Chốt số liệu tháng 10/2026" in answer.out
    assert "liền mạch" in answer.out
    found = filled("log", "--json", "--verify").json
    assert found["verified"] is True
    numbers = [entry["seq"] for entry in found["entries"]]
    assert numbers == sorted(numbers, reverse=True)


def test_a_backup_comes_back(filled: Call, tmp_path: Path) -> None:
    assert filled("backup").code == 0
    known, *before = filled("backups", "--json").json["backups"]
    assert {one["reason"] for one in before} == {"before_import"}
    said = {"name", "at", "reason", "verified", "damaged", "sessions", "models", "other_register"}
    assert set(known) == said
    assert (known["verified"], known["sessions"]) == (True, 2)
    assert filled("undo").code == 0
    assert filled("restore", known["name"], "--dry-run").code == 0
    assert filled("sessions", "--period", "2026-10", "--json").json["sessions"] == []
    answer = filled("restore", known["name"])
    assert answer.code == 0
    assert len(filled("sessions", "--period", "2026-10", "--json").json["sessions"]) == 2


def test_a_copy_comes_back_on_an_empty_second_machine(filled: Call, tmp_path: Path) -> None:
    answer = filled("backup", "--to", tmp_path / "usb")
    assert answer.code == 0
    assert "chưa có mật khẩu" in answer.err
    (copy,) = (path for path in (tmp_path / "usb").iterdir() if path.suffix == ".db")
    second = tmp_path / "second"
    assert filled("restore", copy, data=second).code == 0
    assert filled("groups", "--json", data=second).json == filled("groups", "--json").json


def test_a_backup_that_is_not_there_ends_with_2(filled: Call) -> None:
    answer = filled("restore", "khong-co")
    assert answer.code == 2
    assert "khong-co" in answer.err


def test_a_damaged_backup_is_not_used(filled: Call, tmp_path: Path) -> None:
    assert filled("backup").code == 0
    name = filled("backups", "--json").json["backups"][0]["name"]
    path = tmp_path / "data" / "backups" / name
    data = bytearray(path.read_bytes())
    data[5000:5100] = bytes(100)
    path.write_bytes(bytes(data))
    assert filled("restore", name).code == 3
    checked = filled("check", "--deep", "--json")
    assert checked.code == 1
    assert "backup_damaged" in {one["code"] for one in checked.json["findings"]}
    assert len(filled("sessions", "--period", "2026-10", "--json").json["sessions"]) == 2


def test_check_says_that_all_is_well(filled: Call) -> None:
    assert filled("backup").code == 0
    assert filled("check", "--deep", "--json").json == {"ok": True, "findings": []}
    assert filled("check").out == "Mọi thứ đều ổn.\n"

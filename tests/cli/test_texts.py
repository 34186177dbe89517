"""Own paragraphs from the command line: written, told of, carried over."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, write_list

OCTOBER, NOVEMBER = ("--period", "2026-10"), ("--period", "2026-11")
"""The commune has two sessions in October."""


@pytest.fixture
def paragraph(tmp_path: Path) -> Path:
    path = tmp_path / "doan.txt"
    path.write_text("Phường đã tổ chức được 02 buổi tuyên truyền, đạt yêu cầu.\n", "utf-8")
    return path


def section(call: Call, key: str, *period: str) -> dict[str, Any]:
    rows = call("texts", "show", *period, "--json").json["sections"]
    return next(one for one in rows if one["section"] == key)


def test_an_own_paragraph_is_kept_and_given_back(filled: Call, paragraph: Path) -> None:
    assert section(filled, "strengths", *OCTOBER)["own"] is None
    assert filled("texts", "set", "strengths", paragraph, *OCTOBER).code == 0
    shown = section(filled, "strengths", *OCTOBER)
    assert shown["own"].startswith("Phường đã tổ chức được 02 buổi")
    assert shown["stale"] == []
    assert filled("texts", "drop", "strengths", *OCTOBER).code == 0
    assert section(filled, "strengths", *OCTOBER)["own"] is None


def test_a_paragraph_is_carried_confirmed_and_its_number_told(
    filled: Call, paragraph: Path
) -> None:
    assert filled("texts", "carry", *NOVEMBER).code == 2
    assert filled("texts", "set", "strengths", paragraph, *OCTOBER).code == 0
    done = filled("texts", "carry", *NOVEMBER)
    assert (done.code, done.out.strip()) == (0, "Đã lấy lại: strengths.")
    shown = section(filled, "strengths", *NOVEMBER)
    assert shown["carried"]
    assert [(one["said"], one["now"]) for one in shown["stale"]] == [("02", None)]
    assert "lấy lại từ kỳ trước" in filled("texts", "show", *NOVEMBER).out
    assert filled("texts", "confirm", "strengths", *NOVEMBER).code == 0
    assert not section(filled, "strengths", *NOVEMBER)["carried"]
    assert filled("texts", "take", "strengths", "02", *NOVEMBER).code == 2
    assert filled("texts", "keep", "strengths", "02", *NOVEMBER).code == 0
    assert section(filled, "strengths", *NOVEMBER)["stale"] == []
    assert filled("texts", "keep", "strengths", "02", *NOVEMBER).code == 2


def test_closing_names_what_was_carried_and_not_read_again(filled: Call, paragraph: Path) -> None:
    assert filled("texts", "set", "strengths", paragraph, "--period", "2026-09").code == 0
    assert filled("texts", "carry", *OCTOBER).code == 0
    closed = filled("close", *OCTOBER, "--accept-confirmations")
    assert closed.code == 0
    assert "chưa xem lại: strengths." in closed.err


def test_a_number_is_taken_over(filled: Call, paragraph: Path, tmp_path: Path) -> None:
    assert filled("texts", "set", "strengths", paragraph, *OCTOBER).code == 0
    rows = (
        ("TT", "Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số lượt người"),
        (1, "06/10/2026", "Thôn A Hưa", "Hội nghị", "Luật Phòng, chống ma túy", 20),
    )
    assert filled("import", write_list(tmp_path / "them.xlsx", rows)).code == 0
    told = filled("texts", "show", *OCTOBER)
    assert "Trong đoạn ghi 02, số liệu nay là 03" in told.out
    assert filled("texts", "take", "strengths", "02", *OCTOBER).code == 0
    shown = section(filled, "strengths", *OCTOBER)
    assert "03 buổi" in shown["own"]
    assert shown["stale"] == []


def test_a_report_is_made_and_what_to_look_at_is_told(
    filled: Call, paragraph: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "bao-cao.docx"
    assert filled("texts", "set", "strengths", paragraph, *OCTOBER).code == 0
    assert filled("report", "month", *OCTOBER, "--output", paper).err == ""
    assert filled("texts", "carry", *NOVEMBER).code == 0
    made = filled("report", "month", *NOVEMBER, "--output", paper)
    assert made.code == 0
    assert "Lấy lại từ báo cáo kỳ trước, chưa xem lại: strengths." in made.err
    assert "strengths: Trong đoạn ghi 02" in made.err


def test_what_was_promised_is_shown(filled: Call) -> None:
    answer = filled("texts", "promised", *NOVEMBER)
    assert answer.code == 0
    assert answer.out.startswith("Đã đề ra kỳ trước")


def test_a_wrong_section_or_file_is_said(filled: Call, tmp_path: Path) -> None:
    assert "Không có mục" in filled("texts", "drop", "x", *OCTOBER).err
    answer = filled("texts", "set", "strengths", tmp_path / "none.txt", *OCTOBER)
    assert answer.code == 2
    assert "Không có tệp" in answer.err

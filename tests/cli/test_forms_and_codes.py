"""The committee's own forms, the slip of a file and its check codes, from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.reports.reading import read_pdf

PERIOD = ("--period", "2026-10")


def test_a_form_is_shown_changed_used_and_reset(filled: Call, tmp_path: Path) -> None:
    listed = filled("forms", "list")
    assert listed.code == 0
    assert "month\tBáo cáo tháng\tmẫu có sẵn" in listed.out.splitlines()
    path, paper = tmp_path / "mau.toml", tmp_path / "bao-cao.pdf"
    assert filled("forms", "export", "month", "--output", path).code == 0
    text = path.read_text(encoding="utf-8")
    assert filled("forms", "show", "month").out.strip() == text.strip()
    before = "Trong kỳ, toàn {area} tổ chức được {sessions} buổi"
    assert before in text
    path.write_text(text.replace(before, "Kỳ này đã mở {sessions} buổi tại {area}"), "utf-8")
    refused = filled("forms", "use", "month", path)
    assert refused.code == 0
    assert filled("report", "month", *PERIOD, "--output", paper).code == 0
    assert "Kỳ này đã mở 02 buổi tại phường" in read_pdf(paper.read_bytes())[0].text.replace(
        "\u00a0", " "
    )
    assert "month\tBáo cáo tháng\tmẫu riêng" in filled("forms", "list").out.splitlines()
    assert filled("forms", "reset", "month").code == 0
    assert filled("forms", "show", "month").out.strip() == text.strip()
    assert "không có gì để bỏ" in filled("forms", "reset", "month").out


def test_a_broken_form_is_refused_with_key_and_line(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    assert filled("forms", "export", "reminder", "--output", path).code == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(lines) if line.startswith("title = "))
    lines[number] = 'title = "Nhắc {tên}"'
    path.write_text("\n".join(lines), "utf-8")
    refused = filled("forms", "use", "reminder", path)
    assert refused.code == 2
    assert f"dòng {number + 1}: title:" in refused.err
    assert "mẫu riêng" not in filled("forms", "list").out


@pytest.mark.parametrize(
    "arguments", [("show", "chart"), ("reset", "../month"), ("export", "x", "--output", "x.toml")]
)
def test_a_form_that_is_not_there_is_said(filled: Call, arguments: tuple[str, ...]) -> None:
    answer = filled("forms", *arguments)
    assert answer.code == 2
    assert "Không có mẫu" in answer.err


def test_a_file_that_cannot_be_read_is_said(filled: Call, tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        answer = filled("forms", "use", "month", path)
        assert answer.code == 2
        assert "không đọc được" in answer.err


def test_slip_and_codes_are_of_a_closed_period_alone(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "phieu.pdf"
    slip = ("report", "stick-slip", *PERIOD, "--output", path)
    for call in (slip, ("check-code", *PERIOD)):
        answer = filled(*call)
        assert answer.code == 4
        assert "chưa chốt" in answer.err
    assert not path.exists()
    assert filled("close", *PERIOD, "--accept-confirmations").code == 0
    assert filled(*slip).code == 0
    printed = " ".join(page.text for page in read_pdf(path.read_bytes()))
    shown = filled("check-code", *PERIOD, "--json").json
    assert shown["total"] in printed
    assert all(one["code"] in printed for one in shown["blocks"])


def test_typed_codes_are_compared_with_the_figures(filled: Call) -> None:
    assert filled("close", *PERIOD, "--accept-confirmations").code == 0
    total, *blocks = (
        line.split("\t")[0] for line in filled("check-code", *PERIOD).out.splitlines()
    )
    right = filled("check-code", *PERIOD, total, *blocks)
    assert (right.code, right.err) == (0, "")
    wrong = filled("check-code", *PERIOD, f"{total[:-1]}{(int(total[-1]) + 1) % 10}")
    assert wrong.code == 2
    assert filled("close", "--period", "2026-09", "--accept-confirmations").code == 0
    earlier = filled("check-code", "--period", "2026-09", "--json").json
    other = filled("check-code", *PERIOD, earlier["total"])
    assert other.code == 4
    by_name = {one["block"]: one["code"] for one in earlier["blocks"]}
    named = filled("check-code", *PERIOD, by_name["activity"], "--json")
    assert named.code == 4
    [differing] = named.json["differing"]
    assert differing["block"] == "activity"
    assert {"label": "Số buổi tuyên truyền", "value": "2"} in differing["figures"]


def test_what_was_not_typed_is_not_called_right(filled: Call) -> None:
    assert filled("close", *PERIOD, "--accept-confirmations").code == 0
    shown = filled("check-code", *PERIOD, "--json").json
    alone = filled("check-code", *PERIOD, shown["blocks"][5]["code"])
    assert alone.code == 0
    assert "chưa gõ nên chưa kiểm tra" in alone.out
    short = filled("check-code", *PERIOD, shown["total"][:-6])
    assert short.code == 2
    assert "còn thiếu 1 nhóm" in short.err
    empty = filled("check-code", *PERIOD, "")
    assert empty.code == 2
    assert "Chưa gõ mã nào" in empty.err


def test_an_empty_form_is_told_in_one_line(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "trong.toml"
    path.write_bytes(b"\n")
    answer = filled("forms", "use", "month", path)
    assert answer.code == 2
    assert len(answer.err.strip().splitlines()) == 1
    assert "trống" in answer.err

"""``status``: what it says is lacking, and that it ends with 0 only when nothing is."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Call

NONE_MISSING = "Không thiếu gì."
GROUPS_WHOLE = "Các thôn, tổ dân phố đủ buổi tuyên truyền và mô hình."
OWN = """
format = 1
id = "rieng"
title = "Kế hoạch riêng"
issuer = "Ban Chỉ đạo"
[[counts]]
id = "lines"
label = "Đường dây đã triệt xóa"
unit = "đường dây"
kind = "flow"
[[counts]]
id = "fires"
label = "Vụ cháy"
unit = "vụ"
kind = "flow"
[[baselines]]
id = "fires_before"
label = "Vụ cháy năm trước"
unit = "vụ"
value = 9
[[objectives]]
id = "1"
title = "Triệt xóa đường dây"
clause = "Mục 1"
quote = "Triệt xóa các đường dây."
kind = "count"
numerator = "lines"
unit = "đường dây"
[[objectives]]
id = "2"
title = "Không để xảy ra cháy"
clause = "Mục 2"
quote = "Không để xảy ra cháy."
kind = "zero"
numerator = "fires"
unit = "vụ"
"""
FEWER = """
[[objectives]]
id = "3"
title = "Ít cháy hơn năm trước"
clause = "Mục 3"
quote = "Ít cháy hơn năm trước."
kind = "reduce"
numerator = "fires"
baseline = "fires_before"
period = "year"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "tep.toml"
    path.write_text(text, encoding="utf-8")
    return path


def follow(commune: Call, folder: Path, text: str) -> None:
    """Follow the committee's own plan from October on, the first month tracked."""
    assert commune("plan", "add", write(folder, text)).code == 0
    assert commune("plan", "use", "rieng").code == 0


def enter(commune: Call, folder: Path, text: str) -> None:
    """Enter counts of October."""
    file = write(folder, f"[counts]\n{text}\n")
    assert commune("counts", "set", "--period", "2026-10", file).code == 0


def keep_models(commune: Call, folder: Path) -> None:
    """Every group has a session and a model in October."""
    book = Workbook()
    rows = (
        ("Tên mô hình", "Tổ dân phố", "Tình trạng"),
        ("Tổ tự quản", "Tổ dân phố 1, 2, Thôn A Hưa", "Đang hoạt động"),
    )
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(folder / "mo-hinh.xlsx")
    assert commune("import", folder / "mo-hinh.xlsx").code == 0
    book = Workbook()
    rows = (
        ("Ngày", "Tổ dân phố", "Nội dung"),
        ("01/10/2026", "Thôn A Hưa", "Luật Phòng, chống ma túy"),
    )
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(folder / "them.xlsx")
    assert commune("import", folder / "them.xlsx").code == 0


@pytest.fixture
def whole(filled: Call, tmp_path: Path) -> Call:
    """A commune whose groups lack nothing in October, with a plan of its own."""
    keep_models(filled, tmp_path)
    follow(filled, tmp_path, OWN)
    return filled


def test_figures_that_nobody_entered_are_lacking(whole: Call, tmp_path: Path) -> None:
    answer = whole("status", "--period", "2026-10")
    assert answer.code == 1
    assert NONE_MISSING not in answer.out
    assert GROUPS_WHOLE in answer.out
    assert "\n2 mục tiêu chưa có số liệu.\n" in answer.out
    enter(whole, tmp_path, 'lines = 2\nfires = "không phát sinh"')
    answer = whole("status", "--period", "2026-10")
    assert answer.code == 0
    assert f"\n{NONE_MISSING}\n" in answer.out
    assert "mục tiêu chưa" not in answer.out
    assert "1. Triệt xóa đường dây: có phát sinh – 2 đường dây\n" in answer.out
    found = whole("status", "--period", "2026-10", "--json").json["objectives"]
    assert [one["state"] for one in found] == ["met", "met"]


def test_an_objective_not_met_is_counted(whole: Call, tmp_path: Path) -> None:
    enter(whole, tmp_path, "lines = 0\nfires = 1")
    answer = whole("status", "--period", "2026-10")
    assert answer.code == 1
    assert f"{GROUPS_WHOLE}\n1 mục tiêu chưa đạt.\n" in answer.out
    assert "1. Triệt xóa đường dây: không phát sinh\n" in answer.out


def test_what_only_a_whole_year_shows_is_told_apart(filled: Call, tmp_path: Path) -> None:
    keep_models(filled, tmp_path)
    follow(filled, tmp_path, OWN + FEWER)
    zero = "\n".join(f'{name} = "không phát sinh"' for name in ("lines", "fires"))
    for number in range(1, 11):
        file = write(tmp_path, f"[counts]\n{zero}\n")
        month = f"2026-{number:02d}"
        assert filled("counts", "set", "--period", month, file).code == 0
    answer = filled("status", "--period", "2026-10")
    assert answer.code == 1
    assert "\n1 mục tiêu chưa hết thời gian tính.\n" in answer.out
    assert "chưa có số liệu" not in answer.out


def test_a_plan_without_a_symbol_is_called_by_its_title_alone(whole: Call) -> None:
    assert "\nMục tiêu theo Kế hoạch riêng:\n" in whole("status", "--period", "2026-10").out
    assert whole("plan", "use", "hue-302").code == 0
    assert "\nMục tiêu theo Kế hoạch 302/KH-UBND:\n" in whole("status", "--period", "2026-10").out


def test_the_other_calendar_is_said_where_it_differs(filled: Call) -> None:
    # The calendar month that ends inside reporting month 11 is October, with 5/10 alone.
    answer = filled("status", "--period", "2026-11")
    assert "Tính theo tháng dương lịch: 1/3." in answer.out
    found = filled("status", "--period", "2026-11", "--json").json["groups"]
    assert (found["met"], found["other_calendar"]) == (0, {"due": 3, "met": 1})
    # October is not over on the closing date of reporting month 10.
    assert "other_calendar" not in filled("status", "--period", "2026-10", "--json").json["groups"]
    assert filled("settings", "duty-calendar=calendar").code == 0
    answer = filled("status", "--period", "2026-10")
    assert "Tính theo tháng báo cáo: 2/3." in answer.out
    found = filled("status", "--period", "2026-10", "--json").json["groups"]
    assert (found["met"], found["other_calendar"]) == (1, {"due": 3, "met": 2})
    # Both find nothing in August.
    assert "other_calendar" not in filled("status", "--period", "2026-08", "--json").json["groups"]

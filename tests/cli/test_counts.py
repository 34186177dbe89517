"""The command counts: what a month has, entering it from a file, Excel lists of counts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import write_list

Call = Callable[..., Any]
OCTOBER = ("--period", "2026-10")


@pytest.fixture
def told(commune: Call, tmp_path: Path) -> Call:
    """Enter the counts of October from a file with this text; more arguments follow."""

    def enter(text: str, *more: str, name: str = "so-lieu.toml") -> Any:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return commune("counts", "set", *OCTOBER, *more, tmp_path / name)

    return enter


def row_of(commune: Call, category: str, period: str = "2026-10") -> dict[str, object]:
    """What the command says of a count."""
    rows = commune("counts", "--period", period, "--json").json["counts"]
    return next(row for row in rows if row["id"] == category)


def test_a_new_month_lists_what_the_plan_asks_for(commune: Call) -> None:
    answer = commune("counts", *OCTOBER, "--json")
    assert answer.code == 0
    assert (answer.json["period"], answer.json["plan"]) == ("2026-10", "hue-302")
    first = answer.json["counts"][0]
    assert {
        "id": "directives",
        "section": "Lãnh đạo, chỉ đạo",
        "unit": "văn bản",
        "kind": "flow",
        "value": None,
        "state": "missing",
        "previous": None,
    }.items() <= first.items()
    assert {"label", "last_year", "cumulative"} <= first.keys()
    assert "chưa nhập" in commune("counts", *OCTOBER).out


def test_a_file_enters_numbers_nil_not_applicable_and_takes_back(commune: Call, told: Call) -> None:
    text = 'meetings = 3\ndirectives = "không phát sinh"\n[counts]\nplants = 0\ntip_box = "n/a"\n'
    ids = [row["id"] for row in commune("counts", *OCTOBER, "--json").json["counts"]]
    text = text.replace("tip_box", str(ids[-1]))
    answer = told(text, "--json")
    assert (answer.code, answer.json) == (0, {"period": "2026-10", "changed": 4})
    assert row_of(commune, "meetings")["value"] == 3
    nil, nought = row_of(commune, "directives"), row_of(commune, "plants")
    assert (nil["state"], nil["value"]) == ("nil", 0)
    assert (nought["state"], nought["value"]) == ("entered", 0)
    assert row_of(commune, str(ids[-1]))["state"] == "not_applicable"
    assert told('meetings = ""\ndirectives = "nil"\n').out == "Đã ghi 1 số liệu.\n"
    assert row_of(commune, "meetings")["state"] == "missing"
    assert told('meetings = ""\n').out == "Không có gì mới để ghi.\n"


def test_one_undo_takes_a_whole_file_back(commune: Call, told: Call) -> None:
    told("meetings = 3\n[openings]\nmeetings = 12\n")
    assert commune("undo").out == "Đã hoàn tác: số liệu tháng 10/2026.\n"
    assert row_of(commune, "meetings")["cumulative"] is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("meetings = 3\nno_such = 4\n", "dòng 2: no_such: "),
        ("directives = 1\nmeetings = 1.5\n", "dòng 2: meetings: “1.5”"),
        ("meetings = -2\n", "meetings: Số “-2” nhỏ hơn 0"),
        ("meetings = true\n", "meetings: "),
        ("meetings = 1000001\n", "dòng 1: meetings: "),
        ('meetings = "nhiều"\n', "meetings: Không đọc được số “nhiều”"),
        ("meetings = 99999999999999999999\n", "meetings: "),
        ("meetings = [3]\n", "meetings: "),
        ("meetings = nan\n", "meetings: "),
        ("[meetings]\nn = 3\n", "meetings: "),
        ("meetings = 3\n[counts]\nmeetings = 4\n", "meetings: "),
        ("counts = 3\n", "counts: "),
        ("directives = 1\nmeetings = \n", "dòng 2: "),
        ("meetings = 1\nmeetings = 2\n", "dòng "),
        ("[openings]\nno_such = 3\n", "dòng 2: openings.no_such: "),
        ('[openings]\nmeetings = "nil"\n', "openings.meetings: "),
    ],
)
def test_a_file_that_is_wrong_writes_nothing_and_says_where(
    commune: Call, told: Call, text: str, said: str
) -> None:
    answer = told(text)
    assert (answer.code, answer.out) == (2, "")
    assert "so-lieu.toml: " in answer.err
    assert said in answer.err
    assert answer.err.count("\n") == 1
    rows = commune("counts", *OCTOBER, "--json").json["counts"]
    assert {row["state"] for row in rows} == {"missing"}


def test_a_file_with_the_mark_of_the_windows_editor_is_read(told: Call) -> None:
    assert told("\ufeffmeetings = 3\r\n").code == 0


def test_a_closed_month_ends_with_4(commune: Call, told: Call) -> None:
    assert told("meetings = 3\n").code == 0
    assert commune("close", *OCTOBER, "--accept-confirmations").code == 0
    answer = told("meetings = 4\n")
    assert (answer.code, answer.err.count("\n")) == (4, 1)
    assert commune("counts", "set", *OCTOBER, "--rest-nil").code == 4
    assert row_of(commune, "meetings")["value"] == 3
    assert commune("counts", *OCTOBER, "--json").json["locked_by"] == "2026-10"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ((), "--period"),
        (("--period", "2026-13"), "2026-13"),
        (("set", "--period", "2026-Q4", "x.toml"), "quý IV/2026"),
        (("set", "--period", "2026-10"), "--as-last-month"),
        (("set", "--period", "2026-10", "khong-co.toml"), "khong-co.toml"),
        (("sett", "--period", "2026-10"), "sett"),
    ],
)
def test_a_wrong_call_ends_with_2(commune: Call, call: tuple[str, ...], said: str) -> None:
    answer = commune("counts", *call)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_a_quarter_sums_flows_and_shows_its_last_stock(commune: Call, tmp_path: Path) -> None:
    for month, held in (("2026-07", 1), ("2026-08", 2), ("2026-09", 4)):
        text = f"meetings = {held}\ndependent_persons = {30 + held}\n"
        (tmp_path / "f.toml").write_text(text, encoding="utf-8")
        assert commune("counts", "set", "--period", month, tmp_path / "f.toml").code == 0
    assert row_of(commune, "meetings", "2026-Q3")["value"] == 7
    assert row_of(commune, "dependent_persons", "2026-Q3")["value"] == 34
    assert row_of(commune, "meetings", "2026-Q4")["previous"] == 7


def test_stocks_as_last_month_and_the_rest_nil(commune: Call, tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text("dependent_persons = 31\nmeetings = 2\n", encoding="utf-8")
    commune("counts", "set", "--period", "2026-09", tmp_path / "f.toml")
    answer = commune("counts", "set", *OCTOBER, "--as-last-month", "--rest-nil", "--json")
    rows = commune("counts", *OCTOBER, "--json").json["counts"]
    flows = [row for row in rows if row["kind"] == "flow"]
    assert answer.json["changed"] == len(flows) + 1
    assert {row["state"] for row in flows} == {"nil"}
    assert row_of(commune, "dependent_persons")["value"] == 31
    assert row_of(commune, "illegal_users")["state"] == "missing"


def test_the_template_filled_in_is_brought_in(commune: Call, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.xlsx"
    assert commune("template", "counts", "--output", path, *OCTOBER).code == 0
    book = load_workbook(path)
    sheet = book.worksheets[0]
    codes = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for code, value in (("meetings", 3), ("directives", "Không phát sinh")):
        sheet.cell(codes[code], 5).value = value
    book.save(path)
    rehearsed = commune("import", path, "--dry-run", "--json").json
    assert (rehearsed["kind"], rehearsed["new"], rehearsed["written"]) == ("counts", 2, False)
    assert (rehearsed["months"], rehearsed["skipped_columns"]) == (["2026-10"], [])
    assert commune("import", path).code == 0
    assert row_of(commune, "meetings")["value"] == 3
    assert commune("import", path, "--json").json["same"] == 2


def test_a_template_of_counts_needs_no_data_folder(so138: Call, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.xlsx"
    assert so138("template", "counts", "--output", path).code == 0
    headings = [cell.value for cell in load_workbook(path).worksheets[0][6]]
    assert headings == ["Mã", "Số liệu", "Đơn vị tính", "Cách ghi", "Tháng này"]


def test_this_month_is_named_by_the_call(commune: Call, so138: Call, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.xlsx"
    so138("template", "counts", "--output", path, data=tmp_path / "nowhere")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "meetings")
    sheet.cell(row, 5).value = 3
    book.save(path)
    stopped = commune("import", path)
    assert stopped.code == 1
    assert "--period" in stopped.out
    assert commune("import", path, "--period", "2026-09").code == 0
    assert row_of(commune, "meetings", "2026-09")["value"] == 3


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("1.000", 1000), ("02", 2), ("1 250", 1250)])
def test_a_number_in_quotes_is_a_number(commune: Call, told: Call, text: str, value: int) -> None:
    answer = told(f'meetings = "{text}"\n[openings]\nmeetings = "{text}"\n', "--json")
    assert (answer.code, answer.json["changed"]) == (0, 2), answer.err
    assert row_of(commune, "meetings")["value"] == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('meetings = "-3"\n', "Số “-3” nhỏ hơn 0"),
        ('meetings = "1,5"\n', "“1,5” không phải là số nguyên"),
        ('meetings = "1.0000"\n', "“1.0000” không phải là số nguyên"),
        (f'meetings = "{"9" * 5000}"\n', "meetings: "),
        ('meetings = "٣"\n', "Không đọc được số “٣”"),
    ],
)
def test_what_is_no_number_in_quotes_is_refused(told: Call, text: str, said: str) -> None:
    answer = told(text)
    assert answer.code == 2
    assert said in answer.err
    assert len(answer.err) < 400


def test_a_figure_of_a_group_is_refused_and_the_reason_given(told: Call) -> None:
    answer = told('meetings = 1\ndependent_persons."Tổ 1" = 3\n')
    assert answer.code == 2
    assert "dòng 2: dependent_persons: Số liệu về người chỉ nhập chung cả xã" in answer.err


def test_a_month_that_has_not_begun_is_refused_by_both_doors(commune: Call, tmp_path: Path) -> None:
    later = ("--period", "2062-10")
    (tmp_path / "f.toml").write_text("meetings = 3\n", encoding="utf-8")
    answer = commune("counts", "set", *later, tmp_path / "f.toml")
    assert (answer.code, answer.err) == (2, "Tháng 10/2062 chưa bắt đầu. Hãy xem lại tháng, năm.\n")
    path = tmp_path / "so-lieu.xlsx"
    assert commune("template", "counts", "--output", path, *later).code == 0
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "meetings")
    sheet.cell(row, 5).value = 3
    book.save(path)
    answer = commune("import", path, "--json")
    assert answer.code == 1
    assert [one["code"] for one in answer.json["problems"]] == ["month_not_begun"]
    assert row_of(commune, "meetings", "2062-10")["value"] is None


def test_months_before_tracking_are_said_so_and_lack_nothing(so138: Call, tmp_path: Path) -> None:
    so138(
        "new", "--name", "Phường Hương Trà", "--code", "19996", "--superior", "Thành phố Huế",
        "--from", "2026-01", "--no-password",
    )  # fmt: skip
    december = ("--period", "2025-12")
    assert "tháng này trước khi theo dõi, đã nhập 0." in so138("counts", *december).out
    (tmp_path / "f.toml").write_text("meetings = 3\n", encoding="utf-8")
    assert so138("counts", "set", *december, tmp_path / "f.toml").code == 0
    found = so138("counts", *december, "--json").json
    assert (found["tracked"], found["entered"], found["total"]) == (False, 1, 1)
    assert "tháng này trước khi theo dõi, đã nhập 1." in so138("counts", *december).out


def test_a_sum_that_lacks_a_month_is_marked(commune: Call, told: Call, tmp_path: Path) -> None:
    told("meetings = 3\n")
    line = next(one for one in commune("counts", *OCTOBER).out.split("\n") if "uộc họp" in one)
    assert line.endswith("\t3 (thiếu)")
    for month in range(1, 10):
        (tmp_path / "f.toml").write_text("meetings = 1\n", encoding="utf-8")
        commune("counts", "set", "--period", f"2026-{month:02d}", tmp_path / "f.toml")
    line = next(one for one in commune("counts", *OCTOBER).out.split("\n") if "uộc họp" in one)
    assert line.endswith("\t12")


def test_counts_by_group_are_refused_and_make_no_group(commune: Call, tmp_path: Path) -> None:
    rows = (
        ("Số liệu", "Tổ dân phố 1", "Tổ dân phố 2"),
        ("Người nghiện ma túy có hồ sơ quản lý", 1, 2),
    )
    path = write_list(tmp_path / "theo-to.xlsx", rows)
    for more in ((), ("--leave-out-problems",), ("--period", "2026-10")):
        answer = commune("import", path, *more)
        assert answer.code == 1
        assert (
            "dòng 1, cột B: Số liệu về người chỉ nhập chung cả xã, không nhập theo từng thôn, tổ, "
            "vì số nhỏ có thể chỉ ra một người." in answer.out
        )
        assert answer.out.endswith("\nChưa ghi gì.\n")
    assert commune("groups", "--json").json == {"groups": []}

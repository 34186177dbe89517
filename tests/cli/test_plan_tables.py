"""``plan table`` as it is called, with the annex of plan 21/KH-UBND of 2021."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Call, write_list


@pytest.fixture
def hanoi(commune: Call) -> Call:
    """A commune that follows the plan of Hà Nội for 2021."""
    assert commune("plan", "use", "hanoi-2021").code == 0
    return commune


def rows_of(hanoi: Call) -> list[tuple[str, list[int | None]]]:
    found = hanoi("plan", "table", "bieu", "--json").json["rows"]
    return [(row["unit"], row["cells"]) for row in found]


def as_toml(rows: list[tuple[str, list[int | None]]]) -> str:
    lines = [
        f'  ["{unit}", ' + ", ".join('""' if c is None else str(c) for c in cells) + "],"
        for unit, cells in rows
    ]
    return "[tables.bieu]\nrows = [\n" + "\n".join(lines) + "\n]\n"


def test_the_annex_typed_in_sums_to_2300_and_900_with_pc04_blank(
    hanoi: Call, tmp_path: Path
) -> None:
    file = tmp_path / "bieu.toml"
    file.write_text('unit = "Phòng PC04"\n' + as_toml(rows_of(hanoi)), encoding="utf-8")
    assert hanoi("plan", "set", file).code == 0
    found = hanoi("plan", "table", "bieu", "--json").json
    assert found["own_rows"]
    assert len(found["rows"]) == 31
    assert [column["total"] for column in found["columns"]] == [2300, 900]
    assert [column["printed"] for column in found["columns"]] == [2300, 900]
    assert found["rows"][-1] == {"unit": "Phòng PC04", "cells": [70, None]}
    assert found["unit"] == "Phòng PC04"
    assert [column["own"] for column in found["columns"]] == [70, None]
    assert [column["share"]["of_own"] for column in found["columns"]] == [35, None]
    shown = hanoi("plan", "table", "bieu").out
    assert "Phòng PC04\t70\tđể trống" in shown
    assert "Tổng\t2.300\t900" in shown


def test_a_list_of_excel_fills_the_table(hanoi: Call, tmp_path: Path) -> None:
    rows = (
        ("Biểu chỉ tiêu năm 2026",),
        ("TT", "Đơn vị", "Số vụ", "Số hồ sơ"),
        (1, "Quận Ba Đình", 80, 30),
        (2, "PC04", 500, None),
        (None, "Tổng", 580, 30),
    )
    assert hanoi("plan", "table", "bieu", "--set", write_list(tmp_path / "b.xlsx", rows)).code == 0
    assert rows_of(hanoi) == [("Quận Ba Đình", [80, 30]), ("PC04", [500, None])]
    assert hanoi("undo").code == 0
    assert len(rows_of(hanoi)) == 31


@pytest.mark.parametrize(
    ("ending", "text"),
    [("csv", "Đơn vị;Vụ;Hồ sơ\nBa Đình;80;\n"), ("tsv", "Ba Đình\t80\t\nTổng\t80\t\n")],
)
def test_text_lists_fill_it_too(hanoi: Call, tmp_path: Path, ending: str, text: str) -> None:
    file = tmp_path / f"b.{ending}"
    file.write_text(text, encoding="utf-8")
    assert hanoi("plan", "table", "bieu", "--set", file).code == 0
    assert rows_of(hanoi) == [("Ba Đình", [80, None])]


def test_the_input_fills_it_and_a_wrong_cell_is_told_by_line_and_column(
    hanoi: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def type_in(text: str) -> None:
        given = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", given)

    type_in("Ba Đình\t1.200\t30\nPC04\tx\t\n")
    wrong = hanoi("plan", "table", "bieu", "--set", "-")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Dòng 2: Cột 2" in wrong.err
    type_in("Ba Đình\t1.200\t30\n")
    assert hanoi("plan", "table", "bieu", "--set", "-", "--json").code == 0
    assert rows_of(hanoi) == [("Ba Đình", [1200, 30])]


def test_a_table_that_the_plan_has_not_is_a_wrong_call(hanoi: Call) -> None:
    answer = hanoi("plan", "table", "xx", "--json")
    assert (answer.code, answer.out) == (2, "")
    assert "xx" in answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ba Đình\t1\t2\t3\n", "Dòng 1: Dòng có 3 ô sau tên đơn vị; cần 2 ô"),
        ("Ba Đình\t1\t2\nTây Hồ\t3\n", "Dòng 2: Dòng có 1 ô sau tên đơn vị; cần 2 ô"),
        ("Ba Đình\t1\t2\nBa Đình\t3\t4\n", "Dòng 2: "),
        ("Ba Đình\t1\t-2\n", "Dòng 1: Cột 3: “-2”"),
    ],
)
def test_a_list_that_does_not_fit_is_refused_by_its_line(
    hanoi: Call, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    given = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", given)
    answer = hanoi("plan", "table", "bieu", "--set", "-")
    assert answer.code == 2
    assert said in answer.err
    assert "tables." not in answer.err
    assert len(rows_of(hanoi)) == 31


def test_a_sheet_of_another_width_is_refused(hanoi: Call, tmp_path: Path) -> None:
    for row in (("Ba Đình", 80), ("Ba Đình", 80, 30, 5)):
        answer = hanoi("plan", "table", "bieu", "--set", write_list(tmp_path / "b.xlsx", (row,)))
        assert answer.code == 2
        assert "cần 2 ô" in answer.err
    assert len(rows_of(hanoi)) == 31


def test_totals_that_differ_and_units_that_are_people_are_told(hanoi: Call, tmp_path: Path) -> None:
    file = tmp_path / "b.tsv"
    text = "Ba Đình\t1\tđể trống\nNguyễn Văn A 001099012345\t20\t47\nTổng\t99\t900\n"
    file.write_text(text, encoding="utf-8")
    answer = hanoi("plan", "table", "bieu", "--set", file)
    assert answer.code == 0
    assert "Dòng 3: Dòng tổng ghi 99/900, cộng lại 21/47" in answer.err
    assert "Dòng 2: " in answer.err
    assert rows_of(hanoi)[0] == ("Ba Đình", [1, None])


def test_what_the_program_shows_is_read_back(hanoi: Call, tmp_path: Path) -> None:
    before = rows_of(hanoi)
    shown = hanoi("plan", "table", "bieu").out.splitlines()
    file = tmp_path / "b.tsv"
    file.write_text("\n".join(line for line in shown if "\t" in line), encoding="utf-8")
    answer = hanoi("plan", "table", "bieu", "--set", file)
    assert (answer.code, answer.err) == (0, "")
    assert rows_of(hanoi) == before

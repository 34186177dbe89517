"""Hostile lists: each is refused or read within a bound of time and memory, and in words."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.sheets.cells import Cell, Limits
from desktop.sheets.errors import SheetError
from desktop.sheets.workbook import read_workbook
from desktop.wording.sheets import WORKBOOKS
from tests.hostile.books import HOSTILE, book, packed, sheet_xml

SECONDS = 30
"""Bound of time for one file, on a machine that does other things besides."""
MEMORY = 400
"""Bound of memory for one file, in MiB."""

DEEP = "<x>" * 200 + "</x>" * 200

REFUSED = {
    "hostile": "bomb comment deep foreign laughs parts texts token",
    "too_many_cells": "cells lines rows wide",
    "unreadable": "quote sizes",
    "read": "columns line merged merges nested numbers places shared sheets",
}


def measured(path: Path) -> tuple[str, float, float]:
    """What came of a list in a process of its own: code, seconds, MiB."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.measured", str(path)],
        capture_output=True,
        check=True,
        timeout=SECONDS * 3,
        cwd=Path(__file__).resolve().parents[2],
    )
    code, seconds, memory = json.loads(done.stdout)
    return code, seconds, memory


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_list_costs_little_and_is_answered_in_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    code, seconds, memory = measured(path)
    assert name.partition(".")[0] in REFUSED[code].split()
    assert code == "read" or code in WORKBOOKS
    assert seconds < SECONDS
    assert memory < MEMORY


def test_the_measure_itself_sees_a_costly_file(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    path.write_bytes(HOSTILE["line.csv"]())
    assert measured(path)[2] > path.stat().st_size >> 20


@pytest.mark.parametrize(
    ("before", "loose"),
    [("<!--" + "x" * 900_000 + "-->", Limits(token=1 << 30)), (DEEP, Limits(depth=1 << 30))],
)
def test_what_is_refused_is_read_where_no_limit_stops_it(
    tmp_path: Path, before: str, loose: Limits
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(book(sheet_xml(before=before), stored=True))
    with pytest.raises(SheetError, match="hostile"):
        read_workbook(path)
    assert read_workbook(path, limits=loose).sheets[0].cells


def read(content: bytes, path: Path) -> dict[tuple[int, int], Cell]:
    path.write_bytes(content)
    return dict(read_workbook(path).sheets[0].cells)


def test_the_ordinary_list_beside_a_hostile_part_is_read(tmp_path: Path) -> None:
    cells = read(book(sheet_xml(before="<!--ngắn-->")), tmp_path / "list.xlsx")
    assert [cells[2, column].text for column in (1, 2, 3)] == [
        "05/10/2026",
        "Tổ dân phố 1",
        "Hội nghị",
    ]


def test_numbers_that_are_none_are_faults_of_their_cell(tmp_path: Path) -> None:
    cells = read(HOSTILE["numbers.xlsx"](), tmp_path / "numbers.xlsx")
    found = [cells[3, column].error for column in range(1, 5)]
    assert found == ["#NUM!"] * 4
    assert cells[3, 6].value == 0


@pytest.mark.parametrize(
    ("formula", "stored", "value", "no_value"),
    [
        ("1+1", "2", 2, False),
        ("cmd|'/c calc'!A1", "", None, True),
        ("WEBSERVICE(A1)", "7", 7, False),
    ],
)
def test_a_formula_is_never_worked_out_here(
    tmp_path: Path, formula: str, stored: str, value: int | None, *, no_value: bool
) -> None:
    row = f'<row r="3"><c r="A3"><f>{formula}</f><v>{stored}</v></c></row>'
    cell = read(book(sheet_xml(row)), tmp_path / "formula.xlsx")[3, 1]
    assert (cell.value, cell.no_value) == (value, no_value)


def test_macros_are_said_and_never_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "macros.xlsm"
    path.write_bytes(book(more={"xl/vbaProject.bin": b"\xff" * 9000}))
    assert read_workbook(path).macros
    path.write_bytes(book())
    assert not read_workbook(path).macros


def test_the_content_decides_what_a_file_is_not_its_ending(tmp_path: Path) -> None:
    wrong = {
        "list.csv": book(),
        "list.xls": book(),
        "list.docx": book(),
    }
    for name, content in wrong.items():
        assert read(content, tmp_path / name)[2, 2].text == "Tổ dân phố 1"
    for name, content in {"a.xlsx": b"x,y\n1,2", "b.csv": packed({"a.txt": b"x"})}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SheetError) as caught:
            read_workbook(tmp_path / name)
        assert caught.value.code == "format_unknown"


def test_a_text_table_of_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    code, _seconds, memory = measured(path)
    assert code == "too_large"
    assert memory < 20

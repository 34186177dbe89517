"""Texts that a spreadsheet would run: they leave as texts and come back as what they were."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from desktop.domain.commune import ListName
from desktop.domain.plans import CountCategory, CountKind
from desktop.domain.text import nfc
from desktop.reports.consolidated_csv import csv_bytes
from desktop.reports.excel import write_excel
from desktop.reports.tree import Column, Table
from desktop.sheets.count_template import write_count_template
from desktop.sheets.templates import write_template
from desktop.sheets.vocabulary import ListKind
from desktop.sheets.workbook import read_workbook
from tests.reports.test_excel import paper_with

RUN = (
    "=1+1",
    '=HYPERLINK("x","Tổ 1")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\u22122+3",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    "'=1+1",
)
"""What Excel, in some country, takes for a formula; the last is a text that Excel guarded."""


def stored(path: Path, content: bytes) -> set[str]:
    """Every text of a file as our own reader gives it."""
    path.write_bytes(content)
    return {cell.text for sheet in read_workbook(path).sheets for cell in sheet.cells.values()}


def formulas(content: bytes) -> list[str]:
    """The sheets of a workbook that hold a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [name for name in book.namelist() if "worksheets/sheet" in name]
        assert names
        return [name for name in names if b"<f>" in book.read(name)]


def first_texts(content: bytes, sheet: str) -> list[str]:
    """The first column as another program reads it."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    return [str(row[0]) for row in rows]


def test_papers_in_excel_hold_names_as_texts(tmp_path: Path) -> None:
    table = Table((Column("Tên", 1),), tuple((name,) for name in RUN))
    content = write_excel(paper_with(table))
    assert stored(tmp_path / "a.xlsx", content) >= {nfc(name) for name in RUN}
    assert set(first_texts(content, "Phụ lục")) >= {nfc(name) for name in RUN}
    assert not [name for name in formulas(content) if name.endswith("sheet2.xml")]


@pytest.mark.parametrize("kind", [ListKind.GROUPS, ListKind.SESSIONS, ListKind.MODELS])
def test_lists_to_fill_in_offer_labels_as_texts(kind: ListKind, tmp_path: Path) -> None:
    content = write_template(kind, labels=dict.fromkeys(ListName, RUN))
    assert not formulas(content)
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]
            risky = [cell for cell in row if cell.value in RUN and not cell.quotePrefix]
            assert {cell.value for cell in risky} <= {"'=1+1"}


def test_a_count_named_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    counts = [CountCategory(f"c{n}", name, "=1", CountKind.FLOW) for n, name in enumerate(RUN)]
    content = write_count_template(counts, month="2026-10")
    assert not formulas(content)
    assert stored(tmp_path / "a.xlsx", content) >= {nfc(name) for name in RUN}


def test_text_tables_guard_every_cell_and_heads_too(tmp_path: Path) -> None:
    content = csv_bytes(RUN, [[name, 5, None] for name in RUN])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    texts = [*rows[0], *(row[0] for row in rows[1:])]
    assert all(text.startswith("'") for text in texts)
    assert stored(tmp_path / "a.csv", content) == {nfc(name) for name in RUN} | {"5"}


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\ufeff", "\x00", "\t", "\r", "\n"])
def test_what_hides_the_sign_of_a_formula_does_not_help(hidden: str) -> None:
    cell = next(csv.reader(io.StringIO(csv_bytes([f"{hidden}=1+1"], []).decode("utf-8-sig"))))
    assert cell[0][0] in "' "


def test_the_control_an_ordinary_name_is_not_guarded() -> None:
    assert csv_bytes(["Tổ 1"], [["x", 0]]) == ("\ufeffTổ 1\r\nx,0\r\n".encode())

"""Our own templates: what is filled in reads back, the example row never does."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from desktop.domain.commune import ListName
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.sessions import SessionDraft
from desktop.sheets.reading import Known, SheetReading, read_list
from desktop.sheets.templates import put_text, write_template
from desktop.sheets.vocabulary import ListKind
from desktop.sheets.workbook import read_workbook

TODAY = date(2026, 11, 22)
Filled = Callable[..., SheetReading]

LINES: dict[ListKind, dict[str, object]] = {
    ListKind.GROUPS: {
        "Tên thôn, tổ dân phố": "Thôn A Hưa",
        "Số hộ": 120,
        "Ngày thành lập": date(2025, 7, 1),
    },
    ListKind.SESSIONS: {
        "Ngày": date(2026, 10, 5),
        "Giờ": "19:30",
        "Thôn, tổ dân phố": "Tổ 1, 2",
        "Hình thức": "Hội nghị",
        "Nội dung tuyên truyền": "Luật Phòng, chống ma túy",
        "Số lượt người": 65,
        "Trạng thái": "Dự kiến",
    },
    ListKind.MODELS: {
        "Tên mô hình": "Tiếng kẻng an ninh",
        "Thôn, tổ dân phố": "Toàn phường",
        "Tình trạng": "Yếu",
        "Ngày (hoặc năm) thành lập": 2024,
        "Số thành viên": 12,
    },
}


@pytest.fixture
def filled(tmp_path: Path, known: Known) -> Filled:
    """Fill the row under the example by heading, save and read back."""

    def fill(kind: ListKind, line: dict[str, object]) -> SheetReading:
        book = load_workbook(io.BytesIO(write_template(kind)))
        sheet: Any = book.worksheets[0]
        row = next(cell.row for cell in sheet["A"] if cell.value == "Ví dụ")
        headings = {cell.value: cell.column for cell in sheet[row - 1]}
        for heading, value in line.items():
            sheet.cell(row + 1, headings[heading]).value = value
        book.save(tmp_path / "filled.xlsx")
        return read_list(read_workbook(tmp_path / "filled.xlsx"), known, today=TODAY)

    return fill


@pytest.mark.parametrize("kind", list(LINES))
def test_every_column_of_a_template_is_recognised(filled: Filled, kind: ListKind) -> None:
    reading = filled(kind, LINES[kind])
    assert reading.kind is kind
    assert {one.reason for one in reading.columns} == {"recognised", "ordinal"}
    assert [one.use for one in reading.skipped] == ["example"]
    assert [one for one in reading.problems if one.stops] == []
    assert len(reading.rows) == 1


def test_what_is_filled_in_is_what_is_read(filled: Filled) -> None:
    group, session, model = (filled(kind, LINES[kind]).rows[0].draft for kind in LINES)
    assert group == GroupDraft(
        name="Thôn A Hưa", kind="Thôn", households=120, active_from=date(2025, 7, 1)
    )
    assert isinstance(session, SessionDraft)
    assert (session.held_on, session.start_time, session.attendance) == (
        date(2026, 10, 5),
        "19:30",
        65,
    )
    assert session.status.value == "planned"
    assert isinstance(model, ModelDraft)
    assert (model.status, model.founded_year, model.commune_wide) == (ModelStatus.WEAK, 2024, True)


@pytest.mark.parametrize("kind", list(ListKind))
def test_a_template_is_the_same_file_whenever_it_is_written(kind: ListKind) -> None:
    assert write_template(kind) == write_template(kind)


def test_a_template_has_drop_downs_typed_cells_and_a_frozen_heading() -> None:
    book = load_workbook(
        io.BytesIO(
            write_template(ListKind.SESSIONS, labels={ListName.FORMAT: ("Hội nghị", "=1+1")})
        )
    )
    sheet: Any = book.worksheets[0]
    checks = {check.type for check in sheet.data_validations.dataValidation}
    assert checks == {"list", "date", "whole"}
    assert sheet.freeze_panes == "A7"
    offered: Any = book["Danh mục"]
    cells = [cell for row in offered.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)"])
def test_text_is_never_written_as_a_formula(text: str) -> None:
    cell: Any = Workbook().worksheets[0]["A1"]
    assert (put_text(cell, text).data_type, cell.value) == ("s", text)

"""Bringing in monthly counts through the window: rehearsed by month, written whole."""

from pathlib import Path

import openpyxl

from desktop.actions.counts import count_sheet
from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.imports import count_template
from desktop.actions.terms import ListKind
from desktop.domain.periods import parse_period
from desktop.ui.importing.room import ImportRoom


def filled(desk: Desk, path: Path) -> Path:
    """Our own list with two figures of September 2026."""
    path.write_bytes(count_template(desk, "2026-09"))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    sheet.cell(rows["meetings"], 5, 3)
    sheet.cell(rows["directives"], 5, "Không phát sinh")
    book.save(path)
    return path


def test_a_list_of_counts_is_rehearsed_and_written(
    room: ImportRoom, desk: Desk, tmp_path: Path
) -> None:
    path = filled(desk, tmp_path / "so-lieu.xlsx")
    room.read(path)
    assert room.rehearsal.head_text == "2 dòng: 2 mới, 0 không đổi, 0 thay đổi, 0 có vấn đề"
    assert room.rehearsal.kind.currentData() == ListKind.COUNTS
    room.rehearsal.write_button.click()
    assert room.done.kind is ListKind.COUNTS
    assert count_sheet(desk, parse_period("2026-09")).entered == 2
    room.done.undo.click()
    assert count_sheet(desk, parse_period("2026-09")).entered == 0


def test_a_column_of_figures_may_be_left_out(room: ImportRoom, desk: Desk, tmp_path: Path) -> None:
    room.read(filled(desk, tmp_path / "so-lieu.xlsx"))
    box = room.rehearsal.columns.choices[5]
    assert box.currentText() == "Số của tháng"
    unit = room.rehearsal.columns.choices[3]
    unit.setCurrentIndex(unit.findData("skip"))
    unit.activated.emit(unit.currentIndex())
    assert room.rehearsal.columns.choices[3].currentText() == "– không đọc –"
    room.rehearsal.write_button.click()
    assert count_sheet(desk, parse_period("2026-09")).entered == 2


def this_month(path: Path) -> Path:
    """A list whose figures are those of "Tháng này"."""
    book = openpyxl.Workbook()
    for row in (("Mã", "Số liệu", "Tháng này"), ("meetings", "", 3)):
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def test_figures_of_this_month_are_asked_for_their_month(
    room: ImportRoom, desk: Desk, tmp_path: Path
) -> None:
    room.read(this_month(tmp_path / "so-lieu.xlsx"))
    question = room.rehearsal.month_question
    assert question.isVisible()
    assert question.sentence == "Số ở cột “Tháng này” là số liệu của tháng nào?"
    assert question.box.currentData() == "2026-10", "the month in sight"
    assert not room.rehearsal.write_button.isEnabled()
    question.box.setCurrentIndex(question.box.findData("2026-09"))
    question.button.click()
    assert "1 dòng: 1 mới" in room.rehearsal.head_text
    assert question.isVisible(), "another month can still be said"
    assert question.box.currentData() == "2026-09"
    question.box.setCurrentIndex(question.box.findData("2026-08"))
    question.button.click()
    room.rehearsal.write_button.click()
    assert count_sheet(desk, parse_period("2026-08")).entered == 1
    assert count_sheet(desk, parse_period("2026-09")).entered == 0


def test_a_list_that_names_its_month_is_not_asked(
    room: ImportRoom, desk: Desk, tmp_path: Path
) -> None:
    room.read(filled(desk, tmp_path / "so-lieu.xlsx"))
    assert not room.rehearsal.month_question.isVisible()


def test_counts_by_group_cannot_be_written(room: ImportRoom, desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = (("Số liệu", "Tổ dân phố 1"), ("Người nghiện ma túy có hồ sơ quản lý", 1))
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(tmp_path / "theo-to.xlsx")
    room.read(tmp_path / "theo-to.xlsx")
    assert not room.rehearsal.write_button.isEnabled()
    assert not room.rehearsal.month_question.isVisible()
    table = room.rehearsal.problems.model()
    assert table.rowCount() == 1
    assert str(table.index(0, 2).data()).startswith("Số liệu về người chỉ nhập chung cả xã")
    assert groups(desk) == ()

"""Saving the report as Word and Excel: beside the PDF, in the same manner."""

import io
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from desktop.actions.desk import Desk
from desktop.actions.reports import month_report_excel, month_report_word
from desktop.ui.reports.parts import Part
from desktop.ui.reports.room import ReportsRoom
from tests.ui.overview.offices import OCTOBER


def save_at(monkeypatch: pytest.MonkeyPatch, place: Path | None) -> list[str]:
    """Answer the question for the place, and keep the names that were offered."""
    offered: list[str] = []

    def ask(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        offered.append(Path(start).name)
        return str(place or ""), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return offered


def test_word_is_saved_under_a_good_name(
    room: ReportsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = save_at(monkeypatch, tmp_path / "bao-cao")
    room.page.bar.word.click()
    assert offered == ["BC-BCD_thang-10-2026_Phuong-Huong-Tra.docx"]
    data = (tmp_path / "bao-cao.docx").read_bytes()
    assert data == month_report_word(desk, OCTOBER)
    assert docx.Document(io.BytesIO(data)).core_properties.language == "vi-VN"


def test_excel_is_saved_under_a_good_name(
    room: ReportsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = save_at(monkeypatch, tmp_path / "bao-cao.XLSX")
    room.page.bar.excel.click()
    assert offered == ["BC-BCD_thang-10-2026_Phuong-Huong-Tra.xlsx"]
    data = (tmp_path / "bao-cao.XLSX").read_bytes()
    assert data == month_report_excel(desk, OCTOBER)
    assert load_workbook(io.BytesIO(data)).sheetnames[0] == "Báo cáo"


def test_leaving_the_question_writes_nothing(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.rglob("*"))
    offered = save_at(monkeypatch, None)
    room.page.bar.word.click()
    room.page.bar.excel.click()
    assert len(offered) == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_what_was_just_typed_is_in_the_saved_file(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_at(monkeypatch, tmp_path / "bao-cao.docx")
    room.page.texts.choose("proposals")
    room.page.texts.text.setPlainText("Đề nghị hỗ trợ tài liệu.")
    room.page.bar.word.click()
    file = docx.Document(str(tmp_path / "bao-cao.docx"))
    assert "Đề nghị hỗ trợ tài liệu." in [one.text for one in file.paragraphs]


@pytest.mark.parametrize("width", [640, 808, 1150, 1600])
def test_no_button_is_cut_at_any_width(room: ReportsRoom, width: int) -> None:
    room.page.resize(width, 560)
    room.page.parts.show_part(Part.PAGES)
    for button in room.page.bar.buttons:
        assert button.width() >= button.sizeHint().width()

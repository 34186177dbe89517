"""Bringing in a list: the rehearsal first, nothing written before, and taken back in one step."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.terms import ListKind
from desktop.ui.importing.recent import recent_lists, remember_list
from desktop.ui.importing.room import ImportRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import add_groups

Cells = list[list[object]]


def book(path: Path, rows: Cells) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


def group_list(folder: Path) -> Path:
    return book(
        folder / "to.xlsx",
        [
            ["DANH SÁCH TỔ DÂN PHỐ"],
            ["STT", "Tên tổ dân phố", "Số hộ", "Số khẩu"],
            [1, "Tổ dân phố 1", 120, 430],
            [2, "Tổ dân phố 2", 95, 352],
            [3, "Tổ dân phố 3", 140, 500],
            ["", "Tổng cộng", 355, 1282],
        ],
    )


def names(desk: Desk) -> list[str]:
    return [group.name for group in groups(desk)]


def test_nothing_is_written_before_the_button(room: ImportRoom, desk: Desk, tmp_path: Path) -> None:
    room.read(group_list(tmp_path))
    head = room.rehearsal.head_text
    assert head == "3 dòng: 3 mới, 0 không đổi, 0 thay đổi, 0 có vấn đề"
    assert room.rehearsal.write_button.text() == "Ghi 3 dòng"
    assert names(desk) == []
    room.rehearsal.write_button.click()
    assert names(desk) == ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 3"]
    assert room.done.title == "Đã ghi 3 dòng."
    assert room.done.detail.splitlines() == [
        "Mới: 3 · thay đổi: 0 · không đổi: 0 · bỏ lại do có vấn đề: 0",
        "Bỏ qua 1 dòng cộng.",
    ]


def test_the_whole_list_is_taken_back_in_one_step(
    room: ImportRoom, desk: Desk, tmp_path: Path
) -> None:
    room.read(group_list(tmp_path))
    room.rehearsal.write_button.click()
    room.done.undo.click()
    assert names(desk) == []


def test_the_same_list_again_has_nothing_to_write(room: ImportRoom, tmp_path: Path) -> None:
    path = group_list(tmp_path)
    room.read(path)
    room.rehearsal.write_button.click()
    room.start()
    room.read(path)
    assert "3 không đổi" in room.rehearsal.head_text
    assert not room.rehearsal.write_button.isEnabled()


def session_rows(*days: object) -> Cells:
    head: Cells = [["Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số người tham gia"]]
    rows: Cells = [
        [day, "Tổ dân phố 1", "Hội nghị", "Luật Phòng, chống ma túy", 45] for day in days
    ]
    return [*head, *rows]


def test_problems_stop_until_their_rows_are_left_out_on_purpose(
    room: ImportRoom, desk: Desk, tmp_path: Path
) -> None:
    add_groups(desk, 2)
    room.read(book(tmp_path / "buoi.xlsx", session_rows("20/09/2026", "31/02/2026")))
    page = room.rehearsal
    assert page.tabs.current == 1, "problems come first"
    problem = page.problems.model().index(0, 0)
    assert problem.data() == "3"
    assert not page.write_button.isEnabled()
    page.leave_out.setChecked(True)
    assert page.write_button.isEnabled()
    assert page.write_button.text() == "Ghi 1 dòng"
    page.write_button.click()
    assert room.done.title == "Đã ghi 1 dòng."


def test_a_column_that_was_not_recognised_can_be_assigned(room: ImportRoom, tmp_path: Path) -> None:
    rows: Cells = [["Tên tổ dân phố", "Quy mô", "Số khẩu"], ["Tổ dân phố 1", 120, 430]]
    room.read(book(tmp_path / "la.xlsx", rows))
    box = room.rehearsal.columns.choices[2]
    assert box.currentText() == "– không đọc –"
    box.setCurrentIndex(box.findData("households"))
    box.activated.emit(box.currentIndex())
    room.rehearsal.write_button.click()
    assert room.done.kind is ListKind.GROUPS
    assert [group.households for group in groups(room._desk)] == [120]


def test_the_order_of_day_and_month_is_asked_once(
    room: ImportRoom, desk: Desk, tmp_path: Path
) -> None:
    add_groups(desk, 1)
    room.read(book(tmp_path / "thang.xlsx", session_rows("09/20/2026", "09/21/2026")))
    page = room.rehearsal
    assert not page.write_button.isEnabled()
    assert page.month_first.isVisible()
    page.month_first.click()
    assert "2 mới" in page.head_text
    assert page.write_button.isEnabled()


def test_an_unreadable_file_is_said_and_the_choice_stays(room: ImportRoom, tmp_path: Path) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    room.read(broken)
    assert "hong.xlsx" in room.choose.drop._trouble.text()


def test_stopping_throws_the_reading_away(room: ImportRoom, tmp_path: Path) -> None:
    room.cancel()
    room.read(group_list(tmp_path))
    assert room.rehearsal.head_text.startswith("3 dòng")


@pytest.mark.parametrize("kind", list(ListKind))
def test_a_template_is_saved_and_can_be_read_again(
    room: ImportRoom, tmp_path: Path, kind: ListKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"mau-{kind.value}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    room.save_template(kind)
    saved = target.with_name(f"{target.name}.xlsx")
    assert openpyxl.load_workbook(saved).sheetnames


def test_lists_brought_in_lately_are_offered_while_they_exist(tmp_path: Path) -> None:
    place = tmp_path / "own" / "lists.json"
    first, second = book(tmp_path / "a.xlsx", [["x"]]), book(tmp_path / "b.xlsx", [["x"]])
    assert remember_list(place, first)
    assert remember_list(place, second)
    assert recent_lists(place) == (second, first)
    first.unlink()
    assert recent_lists(place) == (second,)


def test_a_change_in_between_compares_the_list_anew(
    room: ImportRoom, desk: Desk, tmp_path: Path, context: ShellContext
) -> None:
    room.read(group_list(tmp_path))
    add_groups(desk, 1)
    room.rehearsal.write_button.click()
    assert room.rehearsal.head_text.startswith("3 dòng: 2 mới")
    assert len(names(desk)) == 1
    assert context.month.start == date(2026, 9, 15)

"""The trash in the system room."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.actions.desk import Desk
from desktop.actions.models import delete_model, models, record_model
from desktop.domain.models import ModelDraft
from desktop.ui.system.room import SystemRoom
from desktop.ui.system.trash import TrashSection
from tests.ui.system.sections import open_section


def test_a_deleted_model_is_found_and_brought_back(room: SystemRoom, desk: Desk) -> None:
    made = record_model(desk, ModelDraft("Câu lạc bộ B93", kind="CLB", commune_wide=True)).value
    assert made is not None
    delete_model(desk, made)
    page = open_section(room, "trash")
    assert isinstance(page, TrashSection)
    page.words.setText("b93")
    QTest.keyClick(page.words, Qt.Key.Key_Return)
    assert page.table.model().rowCount() == 1
    page.words.setText("không đâu có")
    QTest.keyClick(page.words, Qt.Key.Key_Return)
    assert page.table.model().rowCount() == 0
    labels: list[QLabel] = list(page.findChildren(QLabel))
    assert "Không có mục nào phù hợp." in {one.text() for one in labels}
    page.words.clear()
    QTest.keyClick(page.words, Qt.Key.Key_Return)
    page.table.go_to(made)
    page.bring_back()
    assert [one.name for one in models(desk)] == ["Câu lạc bộ B93"]
    page.refresh()
    assert page.table.model().rowCount() == 0


def test_help_speaks_of_the_section_in_sight(room: SystemRoom) -> None:
    of_the_room = room.help_text()
    said = []
    for key in ("trash", "journal", "officers"):
        open_section(room, key)
        said.append(room.help_text())
    assert len({of_the_room, *said}) == 4
    assert "Xóa hẳn một tên gõ nhầm" in said[0]

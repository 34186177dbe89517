"""The machine's own sentences never become the officer's by being looked at."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.reports import ReportSection
from desktop.domain.periods import month_period
from desktop.ui.reports.texts import OwnText, TextsEditor
from desktop.ui.widgets.choice_box import ChoiceBox


def wheel(box: ChoiceBox) -> None:
    """Turn the wheel over a box, one notch down."""
    event = QWheelEvent(
        QPointF(5, 5),
        box.mapToGlobal(QPointF(5, 5)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)


def test_a_list_that_was_not_chosen_leaves_the_wheel_to_the_page(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["một", "hai"])
    box.show()
    wheel(box)
    assert box.currentIndex() == 0


def test_the_machines_words_are_not_kept_as_the_officers_own(qtbot: QtBot) -> None:
    kept: list[OwnText] = []
    editor = TextsEditor(keep=kept.append)
    qtbot.addWidget(editor)
    words = "- Đạt 23/23\u00a0tổ\u00a0dân\u00a0phố."
    sections = (
        ReportSection("strengths", "Ưu điểm", words, None, follows=False),
        ReportSection("next_tasks", "Nhiệm vụ", "- Tiếp tục.", None, follows=False),
    )
    editor.show_sections(month_period(2026, 10).id, sections, closed=False)
    editor.choose("strengths")
    editor.flush()
    editor.choose("next_tasks")
    editor.flush()
    assert kept == []


def test_long_sentences_of_the_machine_are_shortened_until_asked_for(qtbot: QtBot) -> None:
    editor = TextsEditor(keep=lambda _own: None)
    qtbot.addWidget(editor)
    words = "Toàn phường tổ chức được 36 buổi tuyên truyền. " * 20
    sections = (
        ReportSection("outreach", "Tuyên truyền", words, None, follows=True),
        ReportSection("models", "Mô hình", "Có 17 mô hình.", None, follows=True),
    )
    editor.show_sections("month 2026-10", sections, closed=False)
    assert editor._figures.text().endswith("…")
    editor.whole.click()
    assert editor._figures.text() == words
    editor.choose("models")
    assert editor._figures.text() == "Có 17 mô hình."
    assert editor.whole.isHidden()

"""The field of own words: only what was typed is kept, and it is never taken away or moved."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.reports import ReportSection
from desktop.ui.reports.texts import OwnText, TextsEditor

MONTH = "month 2026-10"
EMPTY = ReportSection("proposals", "Kiến nghị", "- Không.", None, follows=False)
TASKS = ReportSection("next_tasks", "Nhiệm vụ", "- Tiếp tục.", None, follows=False)


@pytest.fixture
def kept() -> list[OwnText]:
    return []


@pytest.fixture
def editor(qtbot: QtBot, kept: list[OwnText]) -> TextsEditor:
    made = TextsEditor(keep=kept.append)
    qtbot.addWidget(made)
    made.show_sections(MONTH, (EMPTY, TASKS), closed=False)
    made.show()
    return made


def type_words(editor: TextsEditor, words: str) -> None:
    """Type where the caret is, letter by letter."""
    for letter in words:
        event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(editor.text, event)


def focus(editor: TextsEditor, *, comes: bool) -> None:
    kind = QFocusEvent.Type.FocusIn if comes else QFocusEvent.Type.FocusOut
    QApplication.sendEvent(editor.text, QFocusEvent(kind, Qt.FocusReason.TabFocusReason))


def reread(editor: TextsEditor, own: str | None) -> None:
    """The paper was read again and has these own words."""
    editor.show_sections(MONTH, (replace(EMPTY, own=own), TASKS), closed=False)


def test_words_taken_over_come_into_a_field_in_which_nobody_typed(
    editor: TextsEditor, kept: list[OwnText]
) -> None:
    editor.text.setFocus()
    focus(editor, comes=True)
    reread(editor, "Đề nghị cấp loa.")
    assert editor.text.toPlainText() == "Đề nghị cấp loa."
    focus(editor, comes=False)
    editor.choose("next_tasks")
    assert kept == []


def test_the_caret_stays_after_the_field_was_left_and_the_paper_read_again(
    editor: TextsEditor, kept: list[OwnText]
) -> None:
    editor.text.selectAll()
    type_words(editor, "Đề nghị cấp loa.")
    focus(editor, comes=False)
    assert kept == [OwnText("proposals", "Đề nghị cấp loa.")]
    reread(editor, "Đề nghị cấp loa.")
    type_words(editor, " Thêm.")
    assert editor.text.toPlainText() == "Đề nghị cấp loa. Thêm."
    assert editor.text.document().isUndoAvailable()


def test_a_blank_at_the_end_is_not_taken_away_while_typing_goes_on(editor: TextsEditor) -> None:
    editor.text.selectAll()
    type_words(editor, "Đề nghị ")
    editor.flush()
    reread(editor, "Đề nghị")
    type_words(editor, "cấp loa.")
    assert editor.text.toPlainText() == "Đề nghị cấp loa."


def test_a_figure_written_elsewhere_in_the_text_leaves_the_caret(editor: TextsEditor) -> None:
    reread(editor, "Có 12 buổi. Hết.")
    cursor = editor.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    editor.text.setTextCursor(cursor)
    reread(editor, "Có 013 buổi. Hết.")
    assert editor.text.toPlainText() == "Có 013 buổi. Hết."
    assert editor.text.textCursor().atEnd()
    editor.text.undo()
    assert editor.text.toPlainText() == "Có 12 buổi. Hết."


def test_typing_is_never_overwritten_by_a_paper_read_meanwhile(editor: TextsEditor) -> None:
    editor.text.selectAll()
    type_words(editor, "Đề nghị")
    reread(editor, "Chữ khác.")
    assert editor.text.toPlainText() == "Đề nghị"


def test_steady_typing_is_kept_before_any_pause(
    qtbot: QtBot, editor: TextsEditor, kept: list[OwnText]
) -> None:
    editor._pause.setInterval(60_000)
    editor._longest.setInterval(30)
    editor.text.selectAll()
    type_words(editor, "Đề nghị cấp loa.")
    qtbot.waitUntil(lambda: bool(kept))
    assert kept == [OwnText("proposals", "Đề nghị cấp loa.")]
    assert editor._longest.interval() < editor._pause.interval()


def test_the_longest_wait_is_five_seconds_however_steady_the_typing(editor: TextsEditor) -> None:
    type_words(editor, "Đ")
    assert editor._longest.interval() == 5000
    begun = editor._longest.remainingTime()
    type_words(editor, "ề nghị")
    assert editor._longest.isActive()
    assert editor._longest.remainingTime() <= begun


def test_an_emptied_field_gives_the_section_back_and_says_so(
    editor: TextsEditor, kept: list[OwnText]
) -> None:
    reread(editor, "Đề nghị cấp loa.")
    editor.text.setFocus()
    editor.text.selectAll()
    QApplication.sendEvent(
        editor.text,
        QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    )
    editor.flush()
    assert kept == [OwnText("proposals", None)]
    assert editor._state.text() == "Ô trống: báo cáo dùng lời của chương trình."
    assert editor.back.isHidden()
    focus(editor, comes=False)
    assert editor.text.toPlainText() == "- Không."
    assert editor._state.isHidden()


def test_own_words_of_blanks_alone_are_none(editor: TextsEditor) -> None:
    reread(editor, "")
    assert editor.back.isHidden()
    assert editor.text.toPlainText() == "- Không."


def test_words_that_were_refused_stay_and_are_tried_again(
    editor: TextsEditor, kept: list[OwnText]
) -> None:
    editor.text.selectAll()
    type_words(editor, "Đề nghị")
    editor.flush()
    editor.not_kept()
    reread(editor, None)
    assert editor.text.toPlainText() == "Đề nghị"
    editor.flush()
    assert kept == [OwnText("proposals", "Đề nghị")] * 2


def test_a_text_that_was_taken_out_comes_back_by_undo_in_its_field(
    editor: TextsEditor, kept: list[OwnText]
) -> None:
    reread(editor, "Đề nghị cấp loa.")
    assert editor.back.text() == "Dùng lại câu máy viết"
    editor.back.click()
    assert kept == [OwnText("proposals", None)]
    assert editor.text.hasFocus()
    editor.text.undo()
    editor.flush()
    assert kept[-1] == OwnText("proposals", "Đề nghị cấp loa.")


def test_a_text_that_only_follows_takes_the_place_of_no_words(editor: TextsEditor) -> None:
    own = ReportSection("proposals", "Đề xuất", "Đã nhận 3 báo cáo.", "Loa.", follows=True)
    editor.show_sections("2026-10", (own,), closed=False)
    assert editor.back.text() == "Bỏ đoạn của đơn vị"

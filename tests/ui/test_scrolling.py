"""Long forms on low screens."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.scrolling import ScrolledColumn, fit_screen, scrolled
from desktop.ui.widgets.text import Text


def form(qtbot: QtBot, fields: int) -> tuple[FormDialog, ScrolledColumn]:
    """A form with so many fields, in sight."""
    dialog = FormDialog(None, title="Mục tiêu", do="Thêm", leave="Quay lại")
    part = ScrolledColumn()
    for number in range(fields):
        part.column.addWidget(LineField(name=f"{number}"))
    dialog.body.addWidget(part)
    qtbot.addWidget(dialog)
    dialog.show()
    fit_screen(dialog, part)
    return dialog, part


def test_a_form_longer_than_the_screen_scrolls_and_keeps_its_buttons_in_sight(
    qtbot: QtBot, theme: Theme
) -> None:
    dialog, part = form(qtbot, 60)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    bottom = dialog.do_button.mapTo(dialog, QPoint(0, dialog.do_button.height())).y()
    assert bottom <= dialog.height()
    assert part.verticalScrollBar().maximum() > 0


def test_a_form_that_fits_does_not_scroll(qtbot: QtBot, theme: Theme) -> None:
    _dialog, part = form(qtbot, 6)
    qtbot.waitUntil(lambda: part.verticalScrollBar().maximum() == 0)


def test_words_that_wrap_scroll_no_further_than_they_reach(qtbot: QtBot, theme: Theme) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    words = Text("Khi đổi sang máy mới: chép một bản ra USB rồi ghi lại ở đây. " * 6, wrap=True)
    column.addWidget(words)
    area = scrolled(content, sideways=False)
    qtbot.addWidget(area)
    area.resize(900, 60)
    area.show()
    whole = column.totalHeightForWidth(area.viewport().width())
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.verticalScrollBar().maximum() == whole - area.viewport().height()
    area.resize(900, whole)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)

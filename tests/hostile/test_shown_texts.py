"""Texts that look like pages: they are shown as they were typed and never fetch a picture."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.text import Text

PAGE = '<b>Tổ 1</b><img src="//may-la/chia-se/anh.png">'


@pytest.fixture
def bare_look(qapp: QApplication) -> Iterator[QApplication]:
    """The application without our style sheet, and with what it had before afterwards."""
    before = qapp.styleSheet()
    qapp.setStyleSheet("")
    yield qapp
    qapp.setStyleSheet(before)


def tip(qapp: QApplication, qtbot: QtBot) -> tuple[Qt.TextFormat, str]:
    """How the tip with the text is shown, and what it says."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    QToolTip.showText(QPoint(5, 5), PAGE, widget)
    shown = [
        (one.textFormat(), one.text())
        for one in qapp.topLevelWidgets()
        if isinstance(one, QLabel) and one.inherits("QTipLabel") and one.isVisible()
    ]
    assert len(shown) == 1
    return shown[0]


def test_a_tip_is_plain_text_whatever_it_looks_like(bare_look: QApplication, qtbot: QtBot) -> None:
    theme = Theme(bare_look, preference="light")
    assert tip(bare_look, qtbot) == (Qt.TextFormat.PlainText, PAGE)
    theme.deleteLater()


def test_the_control_without_our_look_it_would_be_a_page(
    bare_look: QApplication, qtbot: QtBot
) -> None:
    assert tip(bare_look, qtbot) == (Qt.TextFormat.AutoText, PAGE)


@pytest.mark.parametrize("wrap", [True, False])
def test_every_label_of_ours_is_plain_text(qtbot: QtBot, wrap: bool) -> None:
    label = Text(PAGE, wrap=wrap)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText

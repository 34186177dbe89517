"""A question that is the only window there is: nothing stands behind it when it goes."""

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.dialogs import NoticeDialog


def test_a_form_without_a_window_goes_once_it_was_answered(qtbot: QtBot, theme: Theme) -> None:
    dialog = NoticeDialog(None, title="Chưa mở được", detail="", do="Thử lại", leave="Đóng")
    QTimer.singleShot(0, dialog.accept)
    assert dialog.exec() == QDialog.DialogCode.Accepted
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(dialog), "left to Python it would outlive the application"


def test_what_is_tried_again_does_not_end_with_its_only_window(
    qapp: QApplication, theme: Theme
) -> None:
    def ask() -> None:
        QTimer.singleShot(0, QApplication.closeAllWindows)
        NoticeDialog.ask(None, title="Chưa mở được", detail="", do="Thử lại", leave="Đóng")
        QTimer.singleShot(100, lambda: qapp.exit(7))

    before = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(True)
    QTimer.singleShot(0, ask)
    code = qapp.exec()
    qapp.setQuitOnLastWindowClosed(before)
    assert code == 7

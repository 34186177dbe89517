"""Dialogs that Qt draws itself speak Vietnamese, like the rest of the window."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QGroupBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.paths import resource
from desktop.ui.shell.qt_words import speak_for_qt
from desktop.ui.widgets.start_folder import start_folder

ENGLISH = {
    "Look in", "File name", "Files of type", "Open", "Save", "Cancel", "Choose", "Directory",
    "Print", "Printer", "Name", "Properties", "Location", "Type", "Output file", "Options >>",
    "Double Sided Printing", "Off", "Long side binding", "Short side binding",
}  # fmt: skip


@pytest.fixture(autouse=True)
def words(qapp: QApplication) -> Iterator[None]:
    before = set(translators(qapp))
    assert speak_for_qt(qapp)
    yield
    for translator in set(translators(qapp)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()


def translators(app: QApplication) -> list[QTranslator]:
    return cast(list[QTranslator], app.findChildren(QTranslator))


def texts(dialog: QWidget) -> set[str]:
    """What the labels and buttons of a dialog say, without marks."""
    labels = cast(list[QLabel], dialog.findChildren(QLabel))
    buttons = cast(list[QAbstractButton], dialog.findChildren(QAbstractButton))
    boxes = cast(list[QGroupBox], dialog.findChildren(QGroupBox))
    said = [*(one.text() for one in labels), *(one.text() for one in buttons)]
    said.extend(one.title() for one in boxes)
    return {text.replace("&", "").rstrip(":") for text in said if text}


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_the_dialog_for_files_is_vietnamese(qtbot: QtBot, mode: QFileDialog.AcceptMode) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    qtbot.addWidget(dialog)
    said = texts(dialog)
    assert not said & ENGLISH
    assert {"Tên tệp", "Thôi"} <= said


def test_the_dialog_for_printing_is_vietnamese(qtbot: QtBot) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows draws its own dialog")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    assert not texts(dialog) & ENGLISH
    assert {"In hai mặt", "Lật cạnh dài", "Lật cạnh ngắn"} <= texts(dialog)


def test_menus_of_fields_are_vietnamese() -> None:
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Chép"


def test_the_compiled_words_are_those_that_are_written(tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    if not tool.exists():
        pytest.skip("no lrelease beside this Python")
    made = tmp_path / "qt_vi.qm"
    source = resource("translations/qt_vi.ts")
    subprocess.run([str(tool), str(source), "-qm", str(made)], check=True, capture_output=True)
    assert made.read_bytes() == resource("translations/qt_vi.qm").read_bytes()


def test_a_dialog_for_files_begins_in_a_folder_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(tmp_path / "none"))
    assert start_folder() == Path.home()
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(tmp_path))
    assert start_folder() == tmp_path

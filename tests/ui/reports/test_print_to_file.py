"""Printing to a file: the paper's own pages, whole or not at all, and told as a file."""

import errno
import sys
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop import files
from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.month_path import month_path
from desktop.actions.periods import PeriodState
from desktop.ui.reports.chosen_pages import language, some_pages
from desktop.ui.reports.printing import PrinterChoice
from desktop.ui.reports.rendering import opened, page_sizes
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.reports.search import PaperText
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import OCTOBER
from tests.ui.reports.rooms import HeldExecutor, file_printer, paper_of


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "in.pdf"


def choose(monkeypatch: pytest.MonkeyPatch, printer: QPrinter) -> None:
    """The dialog answers with "print to a file"."""
    monkeypatch.setattr(PrinterChoice, "offered", lambda: True)
    monkeypatch.setattr(PrinterChoice, "ask", lambda _parent, **_words: printer)


def test_all_pages_in_a_file_are_the_paper_itself(
    room: ReportsRoom, said: list[str], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, file_printer(target))
    room.print_paper()
    paper = paper_of(room)
    assert target.read_bytes() == paper.data
    assert said[-1] == f"Đã ghi {len(paper.sizes)} trang vào tệp {target}."
    assert "máy in" not in said[-1]


def test_chosen_pages_and_copies_keep_their_words_and_are_small(
    room: ReportsRoom, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = paper_of(room)
    lying = next(number for number, one in enumerate(paper.sizes, 1) if one.landscape)
    printer = file_printer(target)
    printer.setFromTo(lying - 1, lying)
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    monkeypatch.setattr(type(printer), "supportsMultipleCopies", lambda _self: False)
    choose(monkeypatch, printer)
    room.print_paper()
    written = target.read_bytes()
    assert [one.landscape for one in page_sizes(written)] == [False, True, False, True]
    assert PaperText(written).find("Phụ lục")
    assert len(written) < 2 * len(paper.data)


def test_pages_in_another_order_are_those_pages(room: ReportsRoom) -> None:
    paper = paper_of(room)
    turned = some_pages(paper.data, range(len(paper.sizes) - 1, -1, -1))
    assert page_sizes(turned) == tuple(reversed(paper.sizes))


def about(data: bytes) -> dict[str, str]:
    """What a file says of itself, its language too."""
    with opened(data) as document:
        said = document.get_metadata_dict()
        return {key: said[key] for key in ("Title", "Author")} | {"Language": language(document)}


def test_chosen_pages_say_of_themselves_what_the_paper_says(room: ReportsRoom) -> None:
    paper = paper_of(room)
    chosen = some_pages(paper.data, [1, 0])
    assert len(page_sizes(chosen)) == 2
    assert about(chosen) == about(paper.data)
    assert about(chosen)["Language"] == "vi-VN"
    assert "tháng 10 năm 2026" in about(chosen)["Title"]


def test_a_full_disk_is_told_and_leaves_no_file(
    room: ReportsRoom, said: list[str], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: BinaryIO, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space")

    choose(monkeypatch, file_printer(target))
    failed: list[Exception] = []
    monkeypatch.setattr(room._context, "failed", failed.append)
    with monkeypatch.context() as short:
        short.setattr(files, "_write_all", full)
        room.print_paper()
    assert [type(one) for one in failed] == [files.FileFullError]
    assert not said
    assert list(target.parent.glob("*in.pdf*")) == []
    room.print_paper()
    assert target.exists(), "the same with room on the disk writes the file"


def test_a_folder_that_is_not_there_is_told(
    room: ReportsRoom, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, file_printer(tmp_path / "no such folder" / "in.pdf"))
    room.print_paper()
    assert str(tmp_path / "no such folder") in said[-1]
    assert room.page.preview.work.isHidden()


def test_stopping_leaves_no_file(
    room: ReportsRoom,
    context: ShellContext,
    said: list[str],
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = HeldExecutor()
    context.work = held
    choose(monkeypatch, file_printer(target))
    room.print_paper()
    assert room.page.preview.work.stop.text() == "Dừng in"
    room.page.preview.work.stop.click()
    held.let_go()
    assert said[-1] == "Đã dừng in: chưa ghi tệp nào."
    assert not target.exists()


def test_a_range_without_pages_writes_nothing(
    room: ReportsRoom, said: list[str], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = file_printer(target)
    printer.setFromTo(400, 401)
    choose(monkeypatch, printer)
    room.print_paper()
    assert "không có trang nào" in said[-1]
    assert not target.exists()


def test_a_file_is_no_printed_report(
    room: ReportsRoom, desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert close_period(desk, OCTOBER, unanswered=True, early=True).done
    room.on_shown(OCTOBER)
    choose(monkeypatch, file_printer(target))
    room.print_paper()
    assert target.exists()
    assert month_path(desk, OCTOBER).state is PeriodState.CLOSED


class OwnFormatPrinter(QPrinter):
    """Writes into its file what the printer would have got, as Windows does."""

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat


def test_a_printers_own_file_is_left_to_the_printer(target: Path) -> None:
    assert PrinterChoice.file_chosen(file_printer(target)) == target
    printer = OwnFormatPrinter()
    printer.setOutputFileName(str(target))
    assert PrinterChoice.file_chosen(printer) is None


def test_the_question_offers_the_whole_range_of_pages(qtbot: QtBot) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows draws its own dialog")
    parent = QWidget()
    qtbot.addWidget(parent)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog = PrinterChoice.dialog(printer, parent, pages=20, current=3)
    dialog.show()
    fields = [cast(QSpinBox, dialog.findChild(QSpinBox, name)) for name in ("from", "to")]
    assert [one.value() for one in fields] == [1, 20]
    assert printer.printRange() is QPrinter.PrintRange.AllPages
    dialog.close()

"""Printing: which pages, how often, what is told, and what counts as printed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.month_path import month_path
from desktop.actions.periods import PeriodState
from desktop.ui.reports.lines import Wish
from desktop.ui.reports.margins_page import MARGINS_SIZES, margins_page, vietnamese_letters
from desktop.ui.reports.paper_printing import pages_hint
from desktop.ui.reports.printing import PrinterChoice, wanted_pages
from desktop.ui.reports.rendering import PageSize, page_sizes, render_page
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.reports.search import PaperText
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import OCTOBER
from tests.ui.reports.rooms import HeldExecutor, answer_printer, file_printer, paper_of

_DARK = 128
UPRIGHT, LYING = PageSize(595, 842), PageSize(842, 595)


class StoppingPrinter(QPrinter):
    """Takes the first page and no other."""

    def newPage(self) -> bool:
        return False


def test_a_range_is_printed_with_its_landscape_pages(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = paper_of(room).sizes
    first = next(number for number, one in enumerate(sizes, 1) if one.landscape)
    printer = file_printer(tmp_path / "in.pdf")
    printer.setFromTo(first - 1, first)
    answer_printer(monkeypatch, printer)
    room.print_paper()
    printed = page_sizes((tmp_path / "in.pdf").read_bytes())
    assert [one.landscape for one in printed] == [False, True]


def test_a_landscape_page_fills_its_sheet(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, sizes = paper_of(room).data, paper_of(room).sizes
    page = next(number for number, one in enumerate(sizes) if one.landscape)
    answer_printer(monkeypatch, file_printer(tmp_path / "in.pdf"))
    room.print_paper()
    printed = (tmp_path / "in.pdf").read_bytes()
    for number in (0, page):
        wanted, found = (inked(render_page(one, number, 1.0)) for one in (data, printed))
        assert all(abs(a - b) <= 4 for a, b in zip(wanted, found, strict=True)), (wanted, found)


def inked(picture: QImage) -> tuple[int, int, int, int]:
    """The edges of what is printed on a page."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    dark = [
        (x, y)
        for y in range(grey.height())
        for x in range(grey.width())
        if grey.pixelColor(x, y).value() < _DARK
    ]
    across, down = [x for x, _y in dark], [y for _x, y in dark]
    return min(across), min(down), max(across), max(down)


def test_pages_in_reverse_and_copies_that_the_driver_does_not_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = file_printer(tmp_path / "in.pdf")
    printer.setCopyCount(2)
    monkeypatch.setattr(type(printer), "supportsMultipleCopies", lambda _self: False)
    printer.setCollateCopies(True)
    assert wanted_pages(printer, 2) == (0, 1, 0, 1)
    printer.setCollateCopies(False)
    assert wanted_pages(printer, 2) == (0, 0, 1, 1)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert wanted_pages(printer, 2) == (1, 1, 0, 0)


def test_a_computer_without_a_printer_is_told_what_to_do(
    room: ReportsRoom, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PrinterChoice, "offered", lambda: False)
    room.print_paper()
    assert "chưa có máy in" in said[-1]


def test_a_question_that_was_left_prints_nothing(
    room: ReportsRoom, context: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_printer(monkeypatch, None)
    with qtbot.waitSignal(context.noted) as noted:
        room.print_paper()
    assert noted.args == ["Chưa in trang nào."]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_told(
    room: ReportsRoom, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_printer(monkeypatch, file_printer(tmp_path / "no such folder" / "in.pdf"))
    room.print_paper()
    assert "Máy in không nhận" in said[-1]
    assert room.page.preview.work.isHidden()


def test_a_printer_that_stops_in_the_middle_is_told_and_nothing_is_marked(
    room: ReportsRoom,
    desk: Desk,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert close_period(desk, OCTOBER, unanswered=True, early=True).done
    room.on_shown(OCTOBER)
    printer = StoppingPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    answer_printer(monkeypatch, printer)
    room.print_paper()
    assert "dừng giữa chừng" in said[-1]
    assert month_path(desk, OCTOBER).state is PeriodState.CLOSED


def test_printing_is_stopped_between_two_pages(
    room: ReportsRoom,
    context: ShellContext,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = HeldExecutor()
    context.work = held
    answer_printer(monkeypatch, file_printer(tmp_path / "in.pdf"))
    room.print_paper()
    work, count = room.page.preview.work, len(paper_of(room).sizes)
    assert (work.said, work.stop.text()) == (f"Đang in trang 1/{count}…", "Dừng in")
    held.held.pop(0)()
    assert work.said == f"Đang in trang 2/{count}…"
    work.stop.click()
    held.let_go()
    assert "Đã dừng in" in said[-1]
    assert work.isHidden()


def test_a_range_without_pages_is_told(
    room: ReportsRoom, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = file_printer(tmp_path / "in.pdf")
    printer.setFromTo(400, 401)
    answer_printer(monkeypatch, printer)
    room.print_paper()
    assert "không có trang nào" in said[-1]


@pytest.mark.parametrize(
    ("kind", "on_paper", "state"),
    [
        ("month", True, PeriodState.PRINTED),
        ("month", False, PeriodState.CLOSED),
        ("session-register", True, PeriodState.CLOSED),
        ("public", True, PeriodState.CLOSED),
        ("ad-hoc", True, PeriodState.CLOSED),
    ],
)
def test_only_the_own_report_on_paper_marks_the_month_as_printed(
    room: ReportsRoom,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    on_paper: bool,
    state: PeriodState,
) -> None:
    assert close_period(desk, OCTOBER, unanswered=True, early=True).done
    room.open_paper(Wish(kind))
    answer_printer(monkeypatch, file_printer(tmp_path / "in.pdf"), on_paper=on_paper)
    room.print_paper()
    assert (tmp_path / "in.pdf").exists()
    assert month_path(desk, OCTOBER).state is state


def test_a_part_of_the_pages_does_not_mark_the_month_as_printed(
    room: ReportsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert close_period(desk, OCTOBER, unanswered=True, early=True).done
    room.open_paper(Wish("month"))
    pages = len(paper_of(room).sizes)
    for first, last, state in (
        (1, 1, PeriodState.CLOSED),
        (2, pages, PeriodState.CLOSED),
        (1, pages, PeriodState.PRINTED),
    ):
        printer = file_printer(tmp_path / f"{first}-{last}.pdf")
        printer.setFromTo(first, last)
        answer_printer(monkeypatch, printer)
        room.print_paper()
        assert month_path(desk, OCTOBER).state is state


def test_a_printer_that_writes_files_gives_no_paper(tmp_path: Path) -> None:
    assert not PrinterChoice.on_paper(file_printer(tmp_path / "in.pdf"))


def test_the_hint_says_which_pages_lie_and_how_both_sides_are_printed() -> None:
    sizes = (UPRIGHT, UPRIGHT, LYING, LYING, UPRIGHT, LYING)
    assert pages_hint(sizes) == "6 trang · trang ngang: 3–4, 6\nin hai mặt: lật cạnh dài"
    assert pages_hint((UPRIGHT,)) == "1 trang"
    assert pages_hint(()) == ""


def test_the_margins_page_has_every_letter_and_the_decrees_frame(room: ReportsRoom) -> None:
    letters = vietnamese_letters()
    assert (len(letters), len(set(letters))) == (134, 134)
    room.open_paper(Wish("margins-test"))
    paper = paper_of(room)
    assert paper.name == "Trang-thu-le"
    assert not room.page.bar.word.isEnabled()
    (found,) = page_sizes(paper.data)
    assert abs(found.width - MARGINS_SIZES[0].width) < 1
    text = PaperText(margins_page())
    assert text.find("30 mm")
    assert text.find("17 mm")

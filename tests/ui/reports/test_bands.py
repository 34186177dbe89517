"""A page goes to the printer in bands: whole together, small each, so that the window answers."""

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from desktop.actions.desk import Desk
from desktop.actions.papers import paper_pdf
from desktop.domain.periods import month_period
from desktop.ui.reports import printing
from desktop.ui.reports.printing import PrintRun
from desktop.ui.reports.rendering import bands, page_sizes, render_for_print, render_page
from desktop.ui.work import ImmediateExecutor
from tests.ui.reports.rooms import file_printer

pytestmark = pytest.mark.usefixtures("qapp")
_ROWS = 256


@pytest.fixture
def report(desk: Desk) -> bytes:
    return paper_pdf(desk, "month", month_period(2026, 10))


def printed(data: bytes, target: Path) -> bytes:
    ended: list[int] = []
    printer = file_printer(target)
    printer.setResolution(600)
    run = PrintRun(
        printer,
        data,
        page_sizes(data),
        work=ImmediateExecutor(),
        done=ended.append,
        failed=lambda error: pytest.fail(str(error)),
    )
    run.start()
    assert ended == [len(page_sizes(data))]
    return target.read_bytes()


def striped(height: int, black: set[int]) -> QImage:
    """A white page with black rows."""
    picture = QImage(30, height, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    for row in black:
        for column in range(30):
            picture.setPixel(column, row, 0xFF000000)
    return picture


def test_the_bands_of_every_page_cover_it_once_and_none_is_large(report: bytes) -> None:
    for number in range(len(page_sizes(report))):
        picture = render_for_print(report, number, 300)
        found = list(bands(picture, _ROWS))
        assert (found[0][0], found[-1][1]) == (0, picture.height())
        assert all(before[1] == after[0] for before, after in pairwise(found))
        assert all(0 < end - first <= _ROWS for first, end in found)


def test_a_band_ends_between_two_lines_of_text() -> None:
    picture = striped(40, {*range(8, 13), *range(17, 23)})
    ends = [end for _first, end in bands(picture, 10)]
    assert ends[:2] == [7, 16]


def test_where_all_is_black_a_band_ends_where_it_is_full() -> None:
    assert list(bands(striped(20, set(range(20))), 10)) == [(0, 10), (10, 20)]


def test_no_piece_of_a_page_holds_the_window_up_for_long(
    report: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    class Watched(QPainter):
        def drawImage(self, area: QRect, picture: QImage) -> None:  # type: ignore[override]
            drawn.append(picture.height())
            super().drawImage(area, picture)

    monkeypatch.setattr(printing, "QPainter", Watched)
    printed(report, tmp_path / "in.pdf")
    assert drawn
    assert max(drawn) <= _ROWS


def test_a_page_in_bands_is_the_page_in_one_piece(
    report: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_bands = printed(report, tmp_path / "bands.pdf")
    monkeypatch.setattr(printing, "_BAND", 100_000)
    whole = printed(report, tmp_path / "whole.pdf")
    for number in range(len(page_sizes(report))):
        one, other = (render_page(data, number, 2.0) for data in (in_bands, whole))
        assert one.size() == other.size()
        assert different(one, other) < 0.01


def different(one: QImage, other: QImage) -> float:
    """The share of pixels that differ by more than a shade."""
    first, second = (_grey(picture) for picture in (one, other))
    shades = ImageChops.difference(first, second).histogram()
    return sum(shades[97:]) / sum(shades)


def _grey(picture: QImage) -> Image.Image:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    line = grey.bytesPerLine()
    return Image.frombytes("L", (line, grey.height()), bytes(grey.constBits()))

"""Pages of a PDF as pictures; plain functions for the worker, one document at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in points."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its side."""
        return self.width > self.height


def page_sizes(data: bytes) -> tuple[PageSize, ...]:
    """The sizes of all pages of a PDF."""
    with opened(data) as document:
        return tuple(PageSize(*document.get_page_size(n)) for n in range(len(document)))


def render_page(data: bytes, number: int, scale: float) -> QImage:
    """Page ``number`` (from 0) in colour at ``scale`` pixels a point."""
    return _rendered(data, number, scale, grey=False)


def render_for_print(data: bytes, number: int, dots_per_inch: int) -> QImage:
    """Page ``number`` in grey: papers are black on white, and grey needs a quarter of the room."""
    return _rendered(data, number, dots_per_inch / POINTS_PER_INCH, grey=True)


def bands(picture: QImage, rows: int) -> Iterator[tuple[int, int]]:
    """The first row of each band of a grey page and the one after its last, about ``rows`` each.

    A band ends between two lines of text where there is a white row nearby: each is scaled by
    itself, and no letter shall lie in two.
    """
    pixels, stride = picture.constBits(), picture.bytesPerLine()
    white = b"\xff" * picture.width()
    first, height = 0, picture.height()
    while first < height:
        end = min(first + rows, height)
        if end < height:
            near = range(end, max(first, end - rows // 2), -1)
            starts = ((row, row * stride) for row in near)
            blank = (row for row, at in starts if pixels[at : at + picture.width()] == white)
            end = next(blank, end)
        yield first, end
        first = end


def _rendered(data: bytes, number: int, scale: float, *, grey: bool) -> QImage:
    with opened(data) as document:
        page = document[number]
        bitmap = page.render(scale=scale, grayscale=grey, prefer_bgrx=not grey)
        form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        pixels = bytes(bitmap.buffer)
        image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        page.close()
    return image


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A PDF opened for reading: on the worker alone, one at a time."""
    library: Any = pypdfium2
    document = library.PdfDocument(data)
    try:
        yield document
    finally:
        # Closed here and now: the library must not be called from two threads.
        document.close()

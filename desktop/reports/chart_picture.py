"""A chart as a picture for Word, which has no drawing of its own kind: the same as in the PDF."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.chart import chart_piece
from desktop.reports.faces import BOLD, REGULAR, face
from desktop.reports.page import Page
from desktop.reports.tree import Chart
from desktop.reports.typeset import Measure

_DOTS = 200 / 72
"""Pixels a point: sharp on a laser printer, and some ten kilobytes a chart."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file and its size on paper, in points."""

    png: bytes
    width: float
    height: float


def chart_picture(chart: Chart, width: float, measure: Measure) -> Picture:
    """The chart in grey, as wide as its frame; the same chart gives the same bytes."""
    piece = chart_piece(chart, width, measure)
    file = io.BytesIO()
    face(REGULAR)
    face(BOLD)
    size = (width, piece.height)
    canvas = Canvas(file, pagesize=size, invariant=1, initialFontName=REGULAR)  # type: ignore[arg-type]  # the stub says a number
    page = Page(canvas)
    piece.draw(page, 0, piece.height)
    page.close()
    canvas.save()
    return Picture(_grey_png(file.getvalue()), width, piece.height)


def _grey_png(pdf: bytes) -> bytes:
    """The one page of a PDF as a picture in grey."""
    # Not small, and needed by papers with charts alone.
    import pypdfium2

    library: Any = pypdfium2
    document = library.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=_DOTS, grayscale=True)
        pixels, stride = bytes(bitmap.buffer), bitmap.stride
        wide, high = bitmap.width, bitmap.height
        bitmap.close()
        page.close()
    finally:
        document.close()
    # Each line begins with the kind of its filter: 0, none.
    lines = b"".join(b"\0" + pixels[y * stride : y * stride + wide] for y in range(high))
    header = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    dots = round(_DOTS * 72 / 0.0254)
    parts = (
        (b"IHDR", header),
        (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

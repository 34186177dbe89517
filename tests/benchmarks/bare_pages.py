"""The bare equivalent of a report: the same words and lines put at the same places by reportlab.

What stands on the pages is read out of a finished PDF beforehand; nothing is computed
while it is drawn.
"""

import ctypes
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "liberation-serif"


class BarePage(TypedDict):
    """One page: its size, texts (face, size, x, y, words) and rules (x0, y0, x1, y1)."""

    size: tuple[float, float]
    texts: list[tuple[str, float, float, float, str]]
    rules: list[tuple[float, float, float, float]]


def read_pages(pdf: bytes) -> list[BarePage]:
    """What stands where in a PDF."""
    import pypdfium2
    from pypdfium2 import raw

    reader: Any = pypdfium2  # typed in parts only
    return [_read_page(page, raw) for page in reader.PdfDocument(pdf)]


def _read_page(page: Any, raw: Any) -> BarePage:
    found: BarePage = {"size": page.get_size(), "texts": [], "rules": []}
    words = page.get_textpage()
    for thing in page.get_objects():
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            found["texts"].append(_read_text(thing, words, raw))
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            found["rules"].append(_read_rule(thing))
    return found


def _read_text(thing: Any, words: Any, raw: Any) -> tuple[str, float, float, float, str]:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing, size)
    length = raw.FPDFTextObj_GetText(thing, words, None, 0)
    buffer = ctypes.create_string_buffer(length)
    letters = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(thing, words, letters, length)
    text = buffer.raw[: length - 2].decode("utf-16-le")
    name = ctypes.create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(thing), name, 100)
    face = name.value.decode().rpartition("+")[2]
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return face, size.value, matrix.e, matrix.f, text


def _read_rule(thing: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = thing.get_bounds()
    if right - left > top - bottom:
        middle = (top + bottom) / 2
        return left, middle, right, middle
    middle = (left + right) / 2
    return middle, bottom, middle, top


def draw_pages(pages: Sequence[BarePage]) -> bytes:
    """The pages as PDF by plain canvas calls."""
    for name in sorted({text[0] for page in pages for text in page["texts"]}):
        if name not in pdfmetrics.getRegisteredFontNames():
            style = name.partition("-")[2] or "Regular"
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"LiberationSerif-{style}.ttf")))
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    for page in pages:
        canvas.setPageSize(page["size"])
        for face, size, x, y, words in page["texts"]:
            canvas.setFont(face, size)
            canvas.drawString(x, y, words)
        canvas.setLineWidth(0.5)
        for rule in page["rules"]:
            canvas.line(*rule)
        canvas.showPage()
    canvas.save()
    return file.getvalue()

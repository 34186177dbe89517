"""The bare equivalent that lays out: reportlab's own paragraphs and tables make the same pages.

Beside ``bare_pages``, which is given every finished line, this one wraps and pages by itself.
"""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "liberation-serif"


class BareTable(TypedDict):
    """A table: shares of the width, and rows of texts, the header first."""

    shares: list[float]
    rows: list[list[str]]


class BarePart(TypedDict):
    """A part of the paper: whether it lies, its head lines, its paragraphs and tables."""

    lies: bool
    head: list[str]
    blocks: list[str | BareTable]


def lay_out(parts: Sequence[BarePart]) -> bytes:
    """The parts as PDF by reportlab's own layout."""
    for style in ("Regular", "Bold"):
        if style not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(style, str(FONTS / f"LiberationSerif-{style}.ttf")))
    file = io.BytesIO()
    stands = Frame(30 * mm, 20 * mm, 163 * mm, 257 * mm, 0, 0, 0, 0)
    lies = Frame(20 * mm, 17 * mm, 257 * mm, 163 * mm, 0, 0, 0, 0)
    document = BaseDocTemplate(file, invariant=1)
    document.addPageTemplates(
        [
            PageTemplate("stands", [stands], pagesize=A4),
            PageTemplate("lies", [lies], pagesize=landscape(A4)),
        ]
    )
    story: list[Any] = []
    for number, part in enumerate(parts):
        if number:
            story += [NextPageTemplate("lies" if part["lies"] else "stands"), PageBreak()]
        story += _flowables(part, (257 if part["lies"] else 163) * mm)
    document.build(story)
    return file.getvalue()


def _flowables(part: BarePart, width: float) -> list[Any]:
    head = ParagraphStyle("head", fontName="Bold", fontSize=13, leading=17, alignment=TA_CENTER)
    body = ParagraphStyle(
        "body", fontName="Regular", fontSize=14, leading=18, alignment=TA_JUSTIFY,
        firstLineIndent=36, spaceBefore=6,
    )  # fmt: skip
    cell = ParagraphStyle("cell", fontName="Regular", fontSize=11, leading=13.2)
    found: list[Any] = [Paragraph(_plain(line), head) for line in part["head"] if line]
    for block in part["blocks"]:
        if isinstance(block, str):
            found.append(Paragraph(_plain(block), body))
            continue
        whole = sum(block["shares"])
        table = Table(
            [[Paragraph(_plain(text), cell) for text in row] for row in block["rows"]],
            colWidths=[width * share / whole for share in block["shares"]],
            repeatRows=1,
            splitByRow=1,
        )
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
        found.append(table)
    return found


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")

"""Reads Word and Excel papers back, and counts the words of all forms alike."""

import io
import os
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from openpyxl import Workbook, load_workbook

from desktop.paths import resource
from desktop.reports.forms import load_form
from desktop.reports.tree import (
    Blank,
    Block,
    Chart,
    CodeMark,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from tests.reports.reading import PageRead, read_pdf

CHART_SIZES = frozenset({9.5, 11.2})
"""Points of the words within the drawing of a chart, a picture in Word; its table says them too."""

SOFFICE = shutil.which("soffice")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tokens(text: str) -> list[str]:
    """The words of a text, small, no-break spaces as blanks."""
    return text.replace("\u00a0", " ").casefold().split()


def word_file(data: bytes) -> WordFile:
    return docx.Document(io.BytesIO(data))


def workbook(data: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def members(data: bytes) -> dict[str, str]:
    """The parts of an office file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def words_of_tree(document: Document) -> Counter[str]:
    return Counter(
        word for paper in document.papers for text in _texts(paper) for word in tokens(text)
    )


def _texts(document: Document) -> Iterator[str]:
    head = document.letterhead
    yield from (head.parent_body, head.issuing_body, head.number, head.place_and_date)
    yield from (head.about, head.nation, head.motto, document.kind, document.draft)
    yield from (*document.subject, *document.salutation)
    if not document.cosigners:
        yield from (document.recipients.heading, *document.recipients.lines)
    for signature in (*document.cosigners, document.signature):
        yield from (*signature.above, *signature.below)
    for block in document.blocks:
        yield from _block(block)
    for appendix in document.appendices:
        yield from (appendix.label, appendix.title, appendix.note)
        for block in appendix.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from headings(block.columns)
            yield from (cell for row in block.rows for cell in row)
            yield from block.total or ()
        case Heading() | Paragraph():
            yield block.text
        case Blank():
            yield block.label
        case CodeMark():
            yield from (block.label, block.code, block.note)
        case Chart():
            # All else that a chart says stands in its table too.
            yield block.title


def headings(columns: tuple[Column, ...]) -> Iterator[str]:
    """The headings of columns, a common one once."""
    before = ""
    for column in columns:
        if column.over and column.over != before:
            yield column.over
        before = column.over
        yield column.heading


def words_of_pdf(data: bytes, document: Document) -> Counter[str]:
    """The words of the pages without page numbers, later draft marks and repeated headings."""
    repeated = [
        Counter(word for text in headings(block.columns) for word in tokens(text))
        for paper in document.papers
        for part in (paper.blocks, *(one.blocks for one in paper.appendices))
        for block in part
        if isinstance(block, Table)
    ]
    found: Counter[str] = Counter()
    for index, page in enumerate(read_pdf(data)):
        found.update(_own_words(page, document.draft if index else "", repeated))
    for chart in _charts(document):
        if all(column.value is None for column in chart.columns):
            found.subtract(tokens(load_form("chart").say("no_figures")))
    return +found


def _charts(document: Document) -> Iterator[Chart]:
    for paper in document.papers:
        for blocks in (paper.blocks, *(one.blocks for one in paper.appendices)):
            yield from (block for block in blocks if isinstance(block, Chart))


def _own_words(page: PageRead, draft: str, repeated: list[Counter[str]]) -> list[str]:
    number = page.page_number()
    texts = [
        one.text
        for one in page.words
        if one is not number and one.text.strip() != draft and round(one.size, 1) not in CHART_SIZES
    ]
    found = [word for text in texts for word in tokens(text)]
    for heading in repeated if number else ():
        count = sum(heading.values())
        if Counter(found[:count]) == heading:
            return found[count:]
    return found


def words_of_word(data: bytes) -> Counter[str]:
    """The words between the margins."""
    body: Any = word_file(data).element.body
    found: Counter[str] = Counter()
    for paragraph in body.iter(f"{W}p"):
        # A hyphen at which no line is broken is an element of its own.
        pieces = paragraph.iter(f"{W}t", f"{W}noBreakHyphen")
        text = "".join("-" if one.tag == f"{W}noBreakHyphen" else one.text or "" for one in pieces)
        found.update(tokens(text))
    return found


def words_of_excel(data: bytes) -> Counter[str]:
    """The words of all cells, numbers and dates as the paper writes them."""
    found: Counter[str] = Counter()
    for sheet in workbook(data, values=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    found.update(tokens(shown(cell.value, str(cell.number_format))))
    return found


def shown(value: object, number_format: str) -> str:
    """A value as a Vietnamese reader sees it."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, int | float):
        return str(value)
    shape = number_format.partition(";")[0]
    star = "*" if shape.endswith('"*"') else ""
    shape = shape.removesuffix('"*"')
    sign = "+" if shape.startswith("+") and value > 0 else ""
    if shape.endswith("%"):
        value, shape = value * 100, shape.removesuffix("%")
    places = len(shape.partition(".")[2])
    text = f"{value:,.{places}f}" if "," in shape else f"{value:.{places}f}"
    swapped = text.translate(str.maketrans(",.", ".,"))
    per_cent = "%" if number_format.partition(";")[0].endswith("%") else ""
    return f"{sign}{swapped}{per_cent}{star}"


_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir><alias binding="same"><family>Times New Roman</family>
<prefer><family>Liberation Serif</family></prefer></alias></fontconfig>"""
"""The shipped font, which is as wide as Times New Roman, stands in for it."""


def by_libreoffice(data: bytes, *, ending: str, to: str, folder: Path) -> bytes:
    """The file turned into another kind by LibreOffice, with a profile of its own."""
    source = folder / f"paper.{ending}"
    source.write_bytes(data)
    out = folder / "out"
    profile = (folder / "profile").as_uri()
    fonts = folder / "fonts.conf"
    shipped = resource("fonts/liberation-serif")
    fonts.write_text(_FONTS.format(fonts=shipped, cache=folder / "cache"), encoding="utf-8")
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    return (out / f"paper.{to}").read_bytes()

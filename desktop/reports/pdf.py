"""A document tree as PDF, after the form of decree 30/2020, annex I.

One pass from pieces to pages, the same bytes for the same tree: no clock, no machine.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.text import nfc
from desktop.reports import letterhead
from desktop.reports.chart import chart_piece
from desktop.reports.faces import BOLD, REGULAR, face
from desktop.reports.fill_in import blank_pieces, mark_piece
from desktop.reports.flow import Piece, Placed, paginate
from desktop.reports.grid import WIDE, table_pieces
from desktop.reports.letterhead import BODY
from desktop.reports.page import Page
from desktop.reports.tree import (
    Appendix,
    Blank,
    Block,
    Chart,
    CodeMark,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Table,
    is_note,
    leads_in,
)
from desktop.reports.typeset import Line, Measure, Style, start_of, stretch_of

INDENT = 12.7 * mm
PARAGRAPH_GAP = 6.0
BOLD_LEVELS = 2
"""Headings I. and 1. are bold, a) is upright."""
PAGE_NUMBER = Style(13, 16)
DRAFT_MARK = Style(11, 13)


@dataclass(frozen=True, slots=True)
class Sheetform:
    """The sheet and its margins, in points; the bound edge keeps 30 mm.

    Bound among upright sheets, a lying sheet is turned so that its top edge is the bound one.
    ``number_below``: how far below the upper edge the page number stands.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number_below: float

    @property
    def inner_width(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        """The height of the text."""
        return self.height - self.top - self.bottom


PORTRAIT = Sheetform(
    A4[0], A4[1], top=20 * mm, bottom=20 * mm, left=30 * mm, right=17 * mm, number_below=13 * mm
)
LANDSCAPE = Sheetform(
    A4[1], A4[0], top=30 * mm, bottom=17 * mm, left=20 * mm, right=20 * mm, number_below=23 * mm
)


def write_pdf(document: Document) -> bytes:
    """The bytes of a paper: A4, fonts embedded, text that copies out in NFC, bookmarks."""
    return _Writer(document).write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._measure = Measure()
        self._marks = 0
        self._level = -1
        self._file = io.BytesIO()
        face(REGULAR)
        face(BOLD)
        self._canvas = Canvas(
            self._file,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub says a number
            lang=document.metadata.language,
        )

    def write(self) -> bytes:
        self._describe()
        for paper in self._document.papers:
            self._part(self._paper(paper), form_of(paper), headed=True)
            for appendix in paper.appendices:
                self._part(self._appendix(appendix), form_of(appendix))
        with _plain_streams():
            self._canvas.save()
        return self._file.getvalue()

    def _describe(self) -> None:
        about = self._document.file_metadata
        self._canvas.setTitle(nfc(about.title))
        self._canvas.setAuthor(nfc(about.author))
        self._canvas.setSubject(nfc(about.subject))
        self._canvas.setCreator("Sổ 138")
        self._canvas.setProducer("Sổ 138")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def _paper(self, document: Document) -> list[Piece]:
        form = form_of(document)
        width = form.inner_width
        pieces = [letterhead.head_piece(document.letterhead, document.draft, width, self._measure)]
        if document.following or document is not self._document:
            pieces[0] = self._marked(pieces[0], document.metadata.title, 0)
        if document.kind or document.subject:
            pieces.append(letterhead.title_piece(document, width, self._measure))
        if document.salutation:
            pieces.extend(letterhead.salutation_pieces(document, width, self._measure))
        pieces.extend(self._blocks(document.blocks, form))
        pieces[-1] = replace(pieces[-1], glued=True)
        height = form.inner_height
        return [*pieces, *letterhead.signature_pieces(document, width, height, self._measure)]

    def _appendix(self, appendix: Appendix) -> list[Piece]:
        form = form_of(appendix)
        head = letterhead.appendix_piece(appendix, form.inner_width, self._measure)
        title = f"{appendix.label}. {appendix.title}"
        return [self._marked(head, title, 0), *self._blocks(appendix.blocks, form)]

    def _blocks(self, blocks: Sequence[Block], form: Sheetform) -> Iterator[Piece]:
        for block, after in zip_longest(blocks, blocks[1:]):
            pieces = list(self._block(block, form))
            if leads_in(block, after) or (isinstance(block, Table) and is_note(after)):
                # What introduces something stands above it, a note below its table: on one page.
                pieces[-1] = replace(pieces[-1], glued=True)
            yield from pieces

    def _block(self, block: Block, form: Sheetform) -> Iterator[Piece]:
        match block:
            case Table():
                yield from table_pieces(block, form.inner_width, form.inner_height, self._measure)
            case Chart():
                yield chart_piece(block, form.inner_width, self._measure)
            case Heading():
                yield from self._heading(block, form)
            case Paragraph():
                yield from self._paragraph(block, form)
            case Blank():
                yield from blank_pieces(block, form.inner_width, self._measure)
            case CodeMark():
                yield mark_piece(block, form.inner_width, self._measure)

    def _heading(self, heading: Heading, form: Sheetform) -> Iterator[Piece]:
        text = heading.text.upper() if heading.level == 1 else heading.text
        run = Paragraph.of(text).runs[0]
        bold = Paragraph((replace(run, bold=heading.level <= BOLD_LEVELS),))
        pieces = [replace(piece, glued=True) for piece in self._paragraph(bold, form)]
        yield self._marked(pieces[0], heading.text, heading.level - 1)
        yield from pieces[1:]

    def _paragraph(self, paragraph: Paragraph, form: Sheetform) -> Iterator[Piece]:
        style = WIDE if paragraph.small else BODY
        indent = INDENT if paragraph.indent else 0.0
        width = form.inner_width
        lines = self._measure.wrap(paragraph.runs, style, width, indent=indent)
        for index, line in enumerate(lines):
            first, left = index == 0, len(lines) - 1 - index
            yield _line_piece(
                line,
                style,
                paragraph,
                width=width,
                indent=indent if first else 0.0,
                gap=PARAGRAPH_GAP if first else 0.0,
                # Neither the first nor the last line of a paragraph stands alone on a page.
                glued=left > 0 and (first or left == 1 or paragraph.small),
            )

    def _marked(self, piece: Piece, title: str, level: int) -> Piece:
        """The piece with a bookmark of its own."""
        self._marks += 1
        key = f"p{self._marks}"

        def draw(page: Page, left: float, top: float) -> None:
            # An outline may go down by one step at a time only.
            self._level = min(level, self._level + 1)
            page.mark(key, nfc(title), level=self._level, top=top)
            piece.draw(page, left, top)

        return replace(piece, draw=draw)

    def _part(self, pieces: Sequence[Piece], form: Sheetform, *, headed: bool = False) -> None:
        """The paper itself or one appendix: numbered by itself, no number on its first page.

        ``headed``: its first page has a letterhead, which says itself that it is a draft.
        """
        for number, page in enumerate(paginate(pieces, form.inner_height), start=1):
            self._page(page, form, number, marked=number > 1 or not headed)

    def _page(
        self, placed: Sequence[Placed], form: Sheetform, number: int, *, marked: bool
    ) -> None:
        self._canvas.setPageSize((form.width, form.height))
        page = Page(self._canvas)
        top = form.height - form.top
        for one in placed:
            one.piece.draw(page, form.left, top - one.below)
        y = form.height - form.number_below
        if number > 1:
            line = self._measure.line(str(number), PAGE_NUMBER)
            x = form.left + (form.inner_width - line.width) / 2
            page.words(line, PAGE_NUMBER, x=x, y=y)
        if self._document.draft and marked:
            mark = self._measure.line(self._document.draft, DRAFT_MARK, BOLD)
            page.words(mark, DRAFT_MARK, x=form.width - form.right - mark.width, y=y)
        page.close()


@contextmanager
def _plain_streams() -> Iterator[None]:
    """Lets reportlab write its streams as bytes; as text they are a quarter longer and slower."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def form_of(paper: Document | Appendix) -> Sheetform:
    """The sheet of a paper or an appendix."""
    return LANDSCAPE if paper.orientation is Orientation.LANDSCAPE else PORTRAIT


def _line_piece(
    line: Line,
    style: Style,
    paragraph: Paragraph,
    *,
    width: float,
    indent: float,
    gap: float,
    glued: bool,
) -> Piece:
    room = width - indent
    stretch = stretch_of(line, room, paragraph.align)

    def draw(page: Page, left: float, top: float) -> None:
        x = start_of(line, left + indent, room, paragraph.align)
        page.words(line, style, x=x, y=top - style.baseline, stretch=stretch)

    return Piece(style.leading, draw, gap=gap, glued=glued)

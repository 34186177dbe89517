"""A document tree as an Excel file: the text on the first sheet, a sheet for every table.

Numbers and dates are numbers and dates, totals are formulas, every sheet prints on A4 as the
paper does. Nothing in it depends on clock or machine, and nothing leads out of it.
"""

import io
import re
from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.reports.excel_cells import Typed
from desktop.reports.excel_chart import put_charted
from desktop.reports.excel_sheet import Page
from desktop.reports.excel_table import Sums, put_table
from desktop.reports.fill_in import HAND_LEADING
from desktop.reports.forms import load_form
from desktop.reports.grid import column_widths, table_style
from desktop.reports.letterhead import SIGNING_SPACE
from desktop.reports.packed import Mend, packed, written
from desktop.reports.pdf import PORTRAIT, Sheetform, form_of
from desktop.reports.tree import (
    Align,
    Appendix,
    Blank,
    Block,
    Chart,
    CodeMark,
    Document,
    Heading,
    Metadata,
    Paragraph,
    SignatureBlock,
    Table,
)
from desktop.reports.typeset import Measure
from desktop.reports.word_styles import (
    ADDRESSEE,
    APPENDIX_NAME,
    APPENDIX_NOTE,
    APPENDIX_NUMBER,
    BODY_TEXT,
    CODE,
    CODE_NOTE,
    DATES,
    DRAFT_BOX,
    FONT,
    HEADINGS,
    ISSUING_BODY,
    KIND,
    LETTER_ABOUT,
    NOTE,
    PAPER_NUMBER,
    PARENT_BODY,
    PLACE_AND_DATE,
    RECIPIENT,
    RECIPIENTS_TITLE,
    SIGNING,
    STATE,
    STATE_MOTTO,
    SUBJECT,
    Look,
)

_LEFT_PART = 0.42
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_USUAL_FONT = re.compile(rb"<font>.*?</font>", re.DOTALL)
_STAMPS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def write_excel(document: Document) -> bytes:
    """The bytes of a paper as .xlsx; the same tree gives the same bytes."""
    return _Writer(document).write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._measure = Measure()
        self._book = Workbook()
        self._sums: list[Sums] = []
        self._tables = 0
        self._chart: Chart | None = None
        """Waits for its table: both stand on one sheet."""

    def write(self) -> bytes:
        _describe(self._book, self._document.file_metadata)
        if self._book.active is not None:
            self._book.remove(self._book.active)
        for paper in self._document.papers:
            alone = len(self._document.papers) == 1
            self._paper(paper, (alone and paper.kind.capitalize()) or paper.metadata.title)
            for appendix in paper.appendices:
                self._appendix(appendix)
        out = io.BytesIO()
        self._book.save(out)
        return packed(out.getvalue(), mends=self._mends())

    def _mends(self) -> dict[str, Mend]:
        """No dates of origin, our own usual font, and the values of formulas beside them."""
        found: dict[str, Mend] = {
            "docProps/core.xml": lambda data: _STAMPS.sub(b"", data),
            "xl/styles.xml": _with_usual_font,
        }
        for number, sums in enumerate(self._sums, start=1):
            if sums.values:
                found[f"xl/worksheets/sheet{number}.xml"] = partial(_with_values, sums=sums)
        return found

    def _sheet(self, title: str) -> tuple[Worksheet, Sums]:
        self._sums.append(Sums())
        name = _sheet_name(title, taken=self._book.sheetnames)
        return self._book.create_sheet(name), self._sums[-1]

    def _paper(self, document: Document, title: str) -> None:
        sheet, _sums = self._sheet(title)
        # Words stand upright even where the tables lie, each on its own sheet.
        left = PORTRAIT.inner_width * _LEFT_PART
        page = Page(sheet, PORTRAIT, (left, PORTRAIT.inner_width - left), self._measure)
        page.head(document.draft, first="")
        sheet.sheet_view.showGridLines = False
        _put_head(page, document)
        self._blocks(page, document.blocks, form_of(document))
        _put_signature(page, document)
        page.end()

    def _blocks(self, page: Page, blocks: Sequence[Block], form: Sheetform) -> None:
        for block in blocks:
            match block:
                case Table():
                    self._own_sheet(page, block, form)
                case Chart():
                    self._chart = block
                case Heading():
                    text = block.text.upper() if block.level == 1 else block.text
                    page.spread(text, HEADINGS[block.level - 1], align=Align.LEFT)
                case Paragraph():
                    _put_paragraph(page, block)
                case Blank() | CodeMark():
                    _put_fill_in(page, block)

    def _own_sheet(self, page: Page, table: Table, form: Sheetform) -> None:
        """A table of the text stands on a sheet of its own; the text leads there."""
        self._tables += 1
        title = _table_name(self._tables)
        sheet, sums = self._sheet(title)
        own = Page(sheet, form, self._widths([table], form), self._measure)
        own.head(self._document.draft, first=self._document.draft)
        self._put_table(own, table, sums)
        own.end()
        cell = page.put(1, Typed(title), NOTE, align=Align.LEFT)
        page.link(cell, sheet.title)
        page.row += 1

    def _appendix(self, appendix: Appendix) -> None:
        form = form_of(appendix)
        tables = [block for block in appendix.blocks if isinstance(block, Table)]
        page, sums = self._appendix_page(appendix.label, form, tables[:1])
        for text, look in (
            (appendix.label, APPENDIX_NUMBER),
            (appendix.title.upper(), APPENDIX_NAME),
            (appendix.note, APPENDIX_NOTE),
        ):
            page.spread(text, look)
        page.row += 1
        count = 0
        for block in appendix.blocks:
            match block:
                case Table():
                    count += 1
                    if count > 1:
                        # Widths and repeated header rows belong to one table alone.
                        page.end()
                        title = f"{appendix.label} ({count})"
                        page, sums = self._appendix_page(title, form, [block])
                    self._put_table(page, block, sums)
                case Chart():
                    self._chart = block
                case Heading():
                    page.spread(block.text, HEADINGS[block.level - 1], align=Align.LEFT)
                case Paragraph():
                    _put_paragraph(page, block)
                case Blank() | CodeMark():
                    _put_fill_in(page, block)
        page.end()

    def _put_table(self, page: Page, table: Table, sums: Sums) -> None:
        chart, self._chart = self._chart, None
        if chart is None:
            put_table(page, table, sums)
        else:
            put_charted(page, chart, table, sums)

    def _appendix_page(
        self, title: str, form: Sheetform, tables: Sequence[Table]
    ) -> tuple[Page, Sums]:
        sheet, sums = self._sheet(title)
        page = Page(sheet, form, self._widths(tables, form), self._measure)
        page.head(self._document.draft, first=self._document.draft)
        return page, sums

    def _widths(self, tables: Sequence[Table], form: Sheetform) -> tuple[float, ...]:
        """The columns of a sheet: those of its table, else one for words alone."""
        if not tables:
            return (form.inner_width,)
        table = tables[0]
        style = table_style(table, form.inner_width, self._measure)
        return column_widths(table, form.inner_width, style, self._measure)


def _put_head(page: Page, document: Document) -> None:
    """Issuer and number on the left, the state and the date on the right; then the title."""
    head = document.letterhead
    rows = (
        ((head.parent_body, PARENT_BODY), (head.nation, STATE)),
        ((head.issuing_body, ISSUING_BODY), (head.motto, STATE_MOTTO)),
        ((head.number, PAPER_NUMBER), (head.place_and_date, PLACE_AND_DATE)),
    )
    for left, right in rows:
        _side_by_side(page, left, right)
    if head.about:
        _side_by_side(page, (head.about, LETTER_ABOUT), ("", LETTER_ABOUT))
    if document.draft:
        page.put(1, Typed(document.draft), DRAFT_BOX, ruled=True)
        page.row += 1
    page.row += 1
    if document.kind:
        page.spread(document.kind, KIND)
    for index, text in enumerate(document.subject):
        page.spread(text, DATES if index else SUBJECT)
    for text in document.salutation:
        page.spread(text, ADDRESSEE)
    page.row += 1


def _side_by_side(page: Page, left: tuple[str, Look], right: tuple[str, Look]) -> None:
    high = 0.0
    for column, (text, look) in enumerate((left, right), start=1):
        page.put(column, Typed(written(text)), look)
        lines = page.parts(text, look, page.widths[column - 1])[0][1]
        high = max(high, lines * look.style.leading + look.before)
    page.high(high)
    page.row += 1


def _put_paragraph(page: Page, paragraph: Paragraph) -> None:
    look = NOTE if paragraph.small else BODY_TEXT
    page.spread(paragraph.text, look, align=paragraph.align)


def _put_signature(page: Page, document: Document) -> None:
    """Nơi nhận on the left, the signature on the right, room for the hand between its parts."""
    page.row += 1
    if document.cosigners:
        _put_signers(page, (*document.cosigners, document.signature))
        return
    block, recipients = document.signature, document.recipients
    left = [(recipients.heading, RECIPIENTS_TITLE)]
    left += [(line, RECIPIENT) for line in recipients.lines]
    room = round(SIGNING_SPACE / RECIPIENT.style.leading)
    right = [*block.above, *("",) * room, *block.below]
    for (text, look), signed in zip_longest(left, right, fillvalue=("", RECIPIENT)):
        words = signed if isinstance(signed, str) else ""
        _side_by_side(page, (text, look), (words, SIGNING if words else RECIPIENT))


def _put_signers(page: Page, blocks: Sequence[SignatureBlock]) -> None:
    """Signatures two by two."""
    room = round(SIGNING_SPACE / RECIPIENT.style.leading)
    empty = SignatureBlock((), ())
    for left, right in zip_longest(blocks[::2], blocks[1::2], fillvalue=empty):
        most = max(len(left.above), len(right.above))
        columns = [
            [*block.above, *("",) * (most - len(block.above) + room), *block.below]
            for block in (left, right)
        ]
        for words in zip_longest(*columns, fillvalue=""):
            looks = [(text, SIGNING if text else RECIPIENT) for text in words]
            _side_by_side(page, looks[0], looks[1])


def _put_fill_in(page: Page, block: Blank | CodeMark) -> None:
    """A label with a ruled row below it; of a code mark the words, for a cell holds no picture."""
    if isinstance(block, CodeMark):
        page.spread(f"{block.label} {block.code}", CODE, align=Align.LEFT)
        page.spread(block.note, CODE_NOTE, align=Align.LEFT)
        return
    page.spread(block.label, BODY_TEXT, align=Align.LEFT)
    for _line in range(block.lines):
        page.write_on(HAND_LEADING)


def _table_name(number: int) -> str:
    return load_form("excel").say("table", number=number)


def _sheet_name(title: str, *, taken: Sequence[str]) -> str:
    """A title as the name of a sheet; the same title again is numbered."""
    whole = _NOT_IN_NAMES.sub(" ", written(title).replace("\u00a0", " ")).strip()
    used = {name.casefold() for name in taken}
    name, count = whole[:_LONGEST_NAME], 1
    while name.casefold() in used:
        count += 1
        end = f" ({count})"
        name = whole[: _LONGEST_NAME - len(end)].rstrip() + end
    return name


def _describe(book: Workbook, about: Metadata) -> None:
    properties = book.properties
    properties.title, properties.subject = written(about.title), written(about.subject)
    properties.creator = properties.lastModifiedBy = written(about.author)
    properties.language = about.language


def _with_usual_font(styles: bytes) -> bytes:
    """Empty cells take the paper's font as well."""
    font = f'<font><name val="{FONT}"/><family val="1"/><sz val="11"/></font>'
    return _USUAL_FONT.sub(font.encode(), styles, count=1)


def _with_values(sheet: bytes, *, sums: Sums) -> bytes:
    """Writes the value of each formula beside it: not every program works them out."""
    for cell, value in sums.values.items():
        place = re.compile(rb'(<c r="%s"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)' % cell.encode())
        sheet = place.sub(rb"\g<1><v>%d</v>" % value, sheet)
    return sheet

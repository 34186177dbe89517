"""A document tree as a Word file, after the form of decree 30/2020, annex I.

The same words, sizes, margins and order as the PDF, but editable: real styles, real tables,
sections with their own page numbers. Nothing in it depends on clock or machine.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.story import StoryPart
from docx.section import Section

from desktop.reports import word_fill_in, word_head
from desktop.reports.grid import TABLE_GAP
from desktop.reports.packed import packed, written
from desktop.reports.pdf import DRAFT_MARK, PAGE_NUMBER, PORTRAIT, Sheetform, form_of
from desktop.reports.tree import (
    Appendix,
    Blank,
    Block,
    Chart,
    CodeMark,
    Document,
    Heading,
    Metadata,
    Paragraph,
    Table,
    is_note,
    leads_in,
)
from desktop.reports.typeset import Measure
from desktop.reports.word_chart import ChartPictures
from desktop.reports.word_parts import (
    Place,
    figures_table,
    line_of,
    paragraph,
    section_end,
    thin_line,
)
from desktop.reports.word_styles import (
    BODY_TEXT,
    HEADINGS,
    NOTE,
    PAGE_HEAD,
    half_points,
    style_elements,
    twips,
)

_LONGEST_PROPERTY = 255
"""Letters that Word takes in the title or the author of a file."""

_KEPT_PARTS = frozenset({RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS})
_KEPT_FILES = frozenset({RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES})


def write_word(document: Document) -> bytes:
    """The bytes of a paper as .docx; the same tree gives the same bytes."""
    file = docx.Document()
    _clear(file)
    _settings(file, document.metadata.language)
    _styles(file, document.metadata.language)
    _describe(file, document.file_metadata)
    _fill(file, _Body(document, file.part).elements())
    for section, (sheet, draft, first) in zip(file.sections, _sections(document), strict=True):
        _page_heads(section, sheet, draft, first=first)
    out = io.BytesIO()
    file.save(out)
    return packed(out.getvalue())


class _Body:
    """Everything between the margins, part by part, each part a section."""

    def __init__(self, document: Document, part: StoryPart) -> None:
        self._document = document
        self._part = part
        self._measure = Measure()
        self._pictures = ChartPictures(part, self._measure)

    def elements(self) -> Iterator[str]:
        sheet: Sheetform | None = None
        for paper in self._document.papers:
            if sheet is not None:
                yield thin_line(_end(sheet))
            yield from self._paper(paper)
            sheet = form_of(paper)
            for appendix in paper.appendices:
                yield thin_line(_end(sheet))
                yield from self._appendix(appendix)
                sheet = form_of(appendix)
        yield thin_line()
        yield _end(sheet or PORTRAIT)

    def _paper(self, document: Document) -> Iterator[str]:
        sheet = form_of(document)
        width, measure = sheet.inner_width, self._measure
        yield word_head.head(document, width, measure)
        if document.kind or document.subject:
            yield from word_head.title(document, width, measure)
        if document.salutation:
            yield from word_head.salutation(document, width, measure)
        # The signature never stands alone on a page: what comes before it goes with it.
        yield from self._blocks(document.blocks, sheet, keep_last=True)
        if document.blocks and isinstance(document.blocks[-1], Table):
            yield thin_line(keep_next=True)
        yield word_head.signature(document, width, sheet.inner_height, measure)

    def _appendix(self, appendix: Appendix) -> Iterator[str]:
        form = form_of(appendix)
        gap = TABLE_GAP if appendix.blocks and isinstance(appendix.blocks[0], Table) else 0
        yield from word_head.appendix(appendix, form.inner_width, self._measure, gap=gap)
        yield from self._blocks(appendix.blocks, form)

    def _blocks(
        self, blocks: Sequence[Block], form: Sheetform, *, keep_last: bool = False
    ) -> Iterator[str]:
        for block, after in zip_longest(blocks, blocks[1:]):
            kept = keep_last and after is None
            match block:
                case Table():
                    kept = kept or is_note(after)
                    yield figures_table(block, form.inner_width, self._measure, keep_next=kept)
                    if isinstance(after, Table):
                        yield thin_line(above=TABLE_GAP)
                case Chart():
                    yield from self._pictures.elements(block, form.inner_width)
                case Heading():
                    yield _heading(block)
                case Paragraph():
                    shown = isinstance(after, Table | Chart)
                    yield _paragraph(block, before_table=shown, kept=kept or leads_in(block, after))
                case Blank():
                    yield from word_fill_in.blank(
                        block, form.inner_width, self._measure, keep_next=kept
                    )
                case CodeMark():
                    yield word_fill_in.mark(block, form.inner_width, self._part)
                    if isinstance(after, Table | CodeMark):
                        # Two tables that touch are one, whose header row would not be repeated.
                        yield thin_line(keep_next=True)


def _heading(heading: Heading) -> str:
    text = heading.text.upper() if heading.level == 1 else heading.text
    return line_of(text, HEADINGS[heading.level - 1])


def _paragraph(block: Paragraph, *, before_table: bool, kept: bool) -> str:
    look = NOTE if block.small else BODY_TEXT
    place = Place(
        first_line=None if block.indent or block.small else 0,
        align=block.align,
        # The sentence that introduces a table stands above it, on the same page.
        keep_next=before_table or kept,
        after=TABLE_GAP if before_table else 0,
    )
    return paragraph(block.runs, look, place)


def _end(form: Sheetform) -> str:
    return section_end(form, form.number_below - PAGE_NUMBER.baseline)


def _sections(document: Document) -> Iterator[tuple[Sheetform, str, bool]]:
    """The sheet of each section, its word of a draft, and whether a letterhead stands on it."""
    for paper in document.papers:
        yield form_of(paper), paper.draft, True
        for appendix in paper.appendices:
            yield form_of(appendix), paper.draft, False


def _fill(file: WordFile, elements: Iterator[str]) -> None:
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(elements)}</w:body>")
    file.element.replace(file.element.body, body)


def _page_heads(section: Section, form: Sheetform, draft: str, *, first: bool) -> None:
    """The page number in the middle of the upper margin, none on the first page of a part."""
    width = form.inner_width
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    for head, shown, mark in (
        (section.header, number, draft),
        (section.first_page_header, "", "" if first else draft),
    ):
        head.is_linked_to_previous = False
        element = head.part.element
        for old in list(element):
            element.remove(old)
        element.append(parse_xml(_page_head(width, shown, mark)))


def _page_head(width: float, number: str, draft: str) -> str:
    tab = "<w:r><w:tab/></w:r>"
    inside = f"{tab}{number}" if number else ""
    if draft:
        inside = f"{inside or tab}{tab}{_draft_mark(draft)}"
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{PAGE_HEAD.id}"/><w:tabs>'
        f'<w:tab w:val="center" w:pos="{twips(width / 2)}"/>'
        f'<w:tab w:val="right" w:pos="{twips(width)}"/>'
        f"</w:tabs></w:pPr>{inside}</w:p>"
    )


def _draft_mark(draft: str) -> str:
    size = half_points(DRAFT_MARK.size)
    return (
        f'<w:r><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>'
        f"<w:t>{word_head.as_xml(draft)}</w:t></w:r>"
    )


def _clear(file: WordFile) -> None:
    """Drops what the empty file of the library brings along: styles, picture, origin."""
    for rels, kept in ((file.part.rels, _KEPT_PARTS), (file.part.package.rels, _KEPT_FILES)):
        for key, rel in list(rels.items()):
            if rel.reltype not in kept:
                del rels[key]


def _settings(file: WordFile, language: str) -> None:
    """The way of layout of Word 2013 and later; figures are written the Vietnamese way."""
    settings = file.settings.element
    for old in list(settings):
        settings.remove(old)
    about = "http://schemas.microsoft.com/office/word"
    content = (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{about}" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{word_head.as_xml(language)}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    )
    for element in parse_xml(f"<w:settings {nsdecls('w')}>{content}</w:settings>"):
        settings.append(element)


def _styles(file: WordFile, language: str) -> None:
    styles = file.styles.element
    for old in list(styles):
        styles.remove(old)
    made = parse_xml(f"<w:styles {nsdecls('w')}>{''.join(style_elements(language))}</w:styles>")
    for element in made:
        styles.append(element)


def _describe(file: WordFile, about: Metadata) -> None:
    """Title, issuer, language; no date, for a paper carries no clock."""
    core = file.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
    for old in list(core):
        core.remove(old)
    properties = file.core_properties
    properties.title = written(about.title)[:_LONGEST_PROPERTY]
    properties.subject = written(about.subject)[:_LONGEST_PROPERTY]
    properties.author = written(about.author)[:_LONGEST_PROPERTY]
    properties.last_modified_by = properties.author
    properties.language = about.language
    properties.revision = 1

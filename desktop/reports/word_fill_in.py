"""Lines to write on and the code of a form, in Word."""

import io
from collections.abc import Iterator

from docx.parts.story import StoryPart

from desktop.reports import qr
from desktop.reports.fill_in import QR_GAP, QR_SIDE, label_lines
from desktop.reports.tree import Blank, CodeMark
from desktop.reports.typeset import Measure
from desktop.reports.word_parts import KEPT, USUAL, Cell, line_of, row_of, table_of
from desktop.reports.word_styles import BLANK, CODE, CODE_NOTE, twips

_EMU = 12_700
"""English metric units in a point."""
_FIRST_NUMBER = 1000
"""Numbers of pictures below it belong to charts."""
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def blank(block: Blank, width: float, measure: Measure, *, keep_next: bool) -> Iterator[str]:
    """The label and lines drawn to the margin, as leaders of a tab: they go on when typed over.

    ``keep_next``: the last line stays on the page of what follows it.
    """
    lines = label_lines(block.label, width, measure)
    *before, last = ("".join(part for _face, part in line.fragments) for line in lines)
    yield from (line_of(text, BLANK, KEPT) for text in before)
    ruled = [last, *("",) * (block.lines - 1)]
    for place, text in enumerate(ruled, start=1):
        yield _ruled(text, width, keep_next=keep_next or place < len(ruled))


def _ruled(text: str, width: float, *, keep_next: bool) -> str:
    inside = line_of(f"{text} " if text else "", BLANK, KEPT if keep_next else USUAL)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{twips(width)}"/></w:tabs>'
    before = f'<w:pStyle w:val="{BLANK.id}"/>' + ("<w:keepNext/>" if keep_next else "")
    return inside.replace(before, before + tabs, 1).replace("</w:p>", "<w:r><w:tab/></w:r></w:p>")


def mark(block: CodeMark, width: float, part: StoryPart) -> str:
    """The code in bold with its note, the QR code at the right margin."""
    # The picture brings its quiet border along, so it is wider than the squares.
    side = QR_SIDE * (1 + 2 * qr.QUIET / len(qr.squares(block.code)))
    key, _image = part.get_or_add_image(io.BytesIO(qr.picture(block.code)))
    number = _FIRST_NUMBER + int(key.removeprefix("rId"))
    words = line_of(f"{block.label} {block.code}", CODE) + line_of(block.note, CODE_NOTE)
    room = width - side - QR_GAP
    cells = (
        Cell(content=words, width=room, middle=True),
        Cell(content=_picture(key, number, block.code, side), width=side + QR_GAP),
    )
    return table_of((row_of(cells),), (room, side + QR_GAP), ruled=False)


def _picture(key: str, number: int, code: str, side: float) -> str:
    size = round(side * _EMU)
    extent = f'cx="{size}" cy="{size}"'
    return (
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_PLACED}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:docPr id="{number}" name="QR {number}" descr="{code}"/>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_PICTURE}">'
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr id="{number}" name="QR"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_LINKS}" r:embed="{key}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
    )

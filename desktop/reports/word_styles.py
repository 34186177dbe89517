"""The styles of a Word paper: every element of decree 30/2020, annex I, is one named style.

Sizes and distances of lines are those of the PDF. Names are plain letters, the same in every
language of Word; headings are Word's own, so that its navigation pane shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from desktop.reports.fill_in import HAND_LEADING
from desktop.reports.grid import LINE_WIDTH, NARROW, PAD_X, PAD_Y, SMALL, WIDE
from desktop.reports.letterhead import (
    ABOUT,
    APPENDIX_TITLE,
    BODY,
    MOTTO,
    NATION,
    NUMBER,
    RECIPIENTS,
    RECIPIENTS_HEADING,
    RULE_DROP,
    SIGNATURE,
)
from desktop.reports.pdf import BOLD_LEVELS, INDENT, PAGE_NUMBER, PARAGRAPH_GAP
from desktop.reports.tree import Align
from desktop.reports.typeset import Style

FONT = "Times New Roman"
GRID = "PaperTable"
_LAYOUT = "PaperLayout"
_SLACK = 0.4
"""Points by which cells are roomier than in the PDF: a date that fits there fits here too."""

JUSTIFICATIONS = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.JUSTIFIED: "both",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A paragraph style: its name and id, letters and place; distances in points.

    ``outline``: its level in the navigation pane, from 0.
    """

    name: str
    style: Style
    align: Align = Align.LEFT
    bold: bool = False
    italic: bool = False
    first_line: float = 0
    before: float = 0
    keep_next: bool = False
    outline: int | None = None

    @property
    def id(self) -> str:
        """The name without blanks."""
        return self.name.replace(" ", "")


def _centred(
    name: str, style: Style, *, bold: bool = False, italic: bool = False, before: float = 0
) -> Look:
    return Look(
        name=name,
        style=style,
        align=Align.CENTRE,
        bold=bold,
        italic=italic,
        before=before,
        keep_next=True,
    )


BODY_TEXT = Look(
    name="Paper Body",
    style=BODY,
    align=Align.JUSTIFIED,
    first_line=INDENT,
    before=PARAGRAPH_GAP,
)
NOTE = Look(name="Paper Note", style=WIDE, align=Align.JUSTIFIED, before=PARAGRAPH_GAP)
HEADINGS = tuple(
    Look(
        name=f"heading {level}",
        style=BODY,
        align=Align.JUSTIFIED,
        bold=level <= BOLD_LEVELS,
        first_line=INDENT,
        before=PARAGRAPH_GAP,
        keep_next=True,
        outline=level - 1,
    )
    for level in (1, 2, 3)
)
STATE = _centred("Paper State", NATION, bold=True)
STATE_MOTTO = _centred("Paper Motto", MOTTO, bold=True)
PARENT_BODY = _centred("Paper Parent Body", NATION)
ISSUING_BODY = _centred("Paper Issuing Body", NATION, bold=True)
PAPER_NUMBER = _centred("Paper Number", NUMBER, before=6)
LETTER_ABOUT = _centred("Paper Letter About", ABOUT)
PLACE_AND_DATE = _centred("Paper Place And Date", NUMBER, italic=True, before=6)
DRAFT_BOX = _centred("Paper Draft Box", MOTTO, bold=True, before=8)
KIND = _centred("Paper Kind", BODY, bold=True, before=14)
SUBJECT = _centred("Paper Subject", BODY, bold=True)
DATES = _centred("Paper Dates", BODY, italic=True)
ADDRESSEE = _centred("Paper Addressee", BODY, before=12)
ADDRESSEES = Look(name="Paper Addressees", style=BODY, keep_next=True)
RECIPIENTS_TITLE = Look(
    name="Paper Recipients Title", style=RECIPIENTS_HEADING, bold=True, italic=True, keep_next=True
)
RECIPIENT = Look(name="Paper Recipient", style=RECIPIENTS, keep_next=True)
SIGNING = _centred("Paper Signature", SIGNATURE, bold=True)
BLANK = Look(name="Paper Blank", style=Style(BODY.size, HAND_LEADING))
CODE = Look(name="Paper Code", style=BODY, bold=True, keep_next=True)
CODE_NOTE = Look(name="Paper Code Note", style=NARROW, keep_next=True)
APPENDIX_NUMBER = Look(
    name="Paper Appendix Number",
    style=BODY,
    align=Align.CENTRE,
    bold=True,
    keep_next=True,
    outline=0,
)
APPENDIX_NAME = _centred("Paper Appendix Title", APPENDIX_TITLE, bold=True)
APPENDIX_NOTE = _centred("Paper Appendix Note", BODY, italic=True)
RULE = Look(name="Paper Rule", style=Style(1, RULE_DROP))
TABLE_STYLES = (WIDE, NARROW, SMALL)
CELLS = {style: Look(name=f"Paper Table {style.size:g}", style=style) for style in TABLE_STYLES}
TOTALS = {
    style: Look(name=f"Paper Table Total {style.size:g}", style=style, bold=True)
    for style in TABLE_STYLES
}
COLUMN_HEADINGS = {
    style: _centred(f"Paper Table Heading {style.size:g}", style, bold=True)
    for style in TABLE_STYLES
}
PAGE_HEAD = Look(name="header", style=PAGE_NUMBER)

_LOOKS = (
    BODY_TEXT,
    NOTE,
    *HEADINGS,
    STATE,
    STATE_MOTTO,
    PARENT_BODY,
    ISSUING_BODY,
    PAPER_NUMBER,
    LETTER_ABOUT,
    PLACE_AND_DATE,
    DRAFT_BOX,
    KIND,
    SUBJECT,
    DATES,
    ADDRESSEE,
    ADDRESSEES,
    RECIPIENTS_TITLE,
    RECIPIENT,
    SIGNING,
    BLANK,
    CODE,
    CODE_NOTE,
    APPENDIX_NUMBER,
    APPENDIX_NAME,
    APPENDIX_NOTE,
    RULE,
    *CELLS.values(),
    *TOTALS.values(),
    *COLUMN_HEADINGS.values(),
    PAGE_HEAD,
)


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * 20)


def half_points(size: float) -> int:
    """Word's unit of letter sizes."""
    return round(size * 2)


def style_elements(language: str) -> Iterator[str]:
    """The content of the part of styles: defaults, then every style."""
    yield _defaults(language)
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
    )
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
    )
    yield _table_style("TableNormal", "Normal Table", default=True)
    yield _table_style(_LAYOUT, "Paper Layout")
    yield _table_style(GRID, "Paper Table", ruled=True)
    for look in _LOOKS:
        yield _paragraph_style(look)


def _defaults(language: str) -> str:
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = half_points(BODY.size)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f"<w:lang w:val={quoteattr(language)} w:eastAsia={quoteattr(language)}/>"
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>"
        "</w:docDefaults>"
    )


def _paragraph_style(look: Look) -> str:
    custom = "" if look.name.islower() else ' w:customStyle="1"'
    letters = ("<w:b/>" if look.bold else "") + ("<w:i/>" if look.italic else "")
    size = half_points(look.style.size)
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId={quoteattr(look.id)}>'
        f'<w:name w:val={quoteattr(look.name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_place(look)}</w:pPr>"
        f'<w:rPr>{letters}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _place(look: Look) -> str:
    """At least the distance of lines of the PDF; only the thin line of a rule is exact."""
    rule = "exact" if look is RULE else "atLeast"
    keep = "<w:keepNext/>" if look.keep_next else ""
    indent = f'<w:ind w:firstLine="{twips(look.first_line)}"/>' if look.first_line else ""
    outline = "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>'
    return (
        f'{keep}<w:spacing w:before="{twips(look.before)}" w:after="0"'
        f' w:line="{twips(look.style.leading)}" w:lineRule="{rule}"/>'
        f'{indent}<w:jc w:val="{JUSTIFICATIONS[look.align]}"/>{outline}'
    )


def _table_style(style_id: str, name: str, *, ruled: bool = False, default: bool = False) -> str:
    mark = ' w:default="1"' if default else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="TableNormal"/>'
    # Word adds the thickness of a line to the height of a row.
    across, along = (PAD_X - _SLACK, PAD_Y - LINE_WIDTH / 2) if ruled else (0.0, 0.0)
    size = round(LINE_WIDTH * 8)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{twips(wide)}" w:type="dxa"/>'
        for side, wide in (("top", along), ("left", across), ("bottom", along), ("right", across))
    )
    return (
        f'<w:style w:type="table"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{f'<w:tblBorders>{borders}</w:tblBorders>' if ruled else ''}"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )

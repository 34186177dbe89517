"""The pieces of a Word paper as WordprocessingML: paragraphs, rules, tables, sections."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from xml.sax.saxutils import escape

from desktop.reports.faces import face_of
from desktop.reports.grid import LINE_WIDTH, SHORT_TABLE, column_widths, table_style
from desktop.reports.letterhead import RULE_DROP, RULE_WIDTH
from desktop.reports.packed import written
from desktop.reports.pdf import LANDSCAPE, Sheetform
from desktop.reports.tree import Align, Column, Run, Table, is_title
from desktop.reports.typeset import Line, Measure
from desktop.reports.word_styles import (
    CELLS,
    COLUMN_HEADINGS,
    GRID,
    JUSTIFICATIONS,
    RULE,
    TOTALS,
    Look,
    twips,
)

_ROOMIER = 4.0
"""Points by which a balanced line is wider than in the PDF, so that it breaks alike."""

_BLANK_ROOM = 1.4
"""More of them for every no-break space."""

_LAYOUT_TABLE = "PaperLayout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a paragraph stands apart from its style; distances in points, none as the style has."""

    left: float = 0
    right: float = 0
    first_line: float | None = None
    before: float | None = None
    after: float = 0
    align: Align | None = None
    keep_next: bool = False
    border: str = ""


USUAL = Place()
KEPT = Place(keep_next=True)


def paragraph(runs: Iterable[Run], look: Look, place: Place = USUAL) -> str:
    """A paragraph; its runs are bold or italic beyond their style where they say so."""
    inside = "".join(_run(run) for run in runs if run.text)
    return f"<w:p><w:pPr>{_properties(look, place)}</w:pPr>{inside}</w:p>"


def line_of(text: str, look: Look, place: Place = USUAL) -> str:
    """A paragraph in its style alone."""
    return paragraph((Run(text),), look, place)


def balanced(
    text: str,
    look: Look,
    place: Place = USUAL,
    *,
    width: float,
    within: float,
    measure: Measure,
) -> tuple[str, tuple[Line, ...]]:
    """A centred paragraph in lines of nearly the same length, by its indents; and these lines."""
    face = face_of(bold=look.bold, italic=look.italic)
    lines = measure.balanced(text, look.style, within, face_name=face)
    if len(lines) > 1:
        widest = max(lines, key=lambda line: line.width)
        # Rows of no-break spaces, open for a number or date, are set wider by some programs.
        room = _ROOMIER + text.count("\u00a0") * _BLANK_ROOM
        inset = max(0.0, (width - widest.width - room) / 2)
        place = replace(place, left=place.left + inset, right=place.right + inset)
    return line_of(text, look, place), lines


def rule(length: float, width: float, *, after: float = RULE_DROP, keep_next: bool = True) -> str:
    """A drawn rule in the middle: the lower border of an empty paragraph of its length."""
    side = (width - length) / 2
    line = f"<w:bottom {_border(RULE_WIDTH, 0)}/>"
    return paragraph(
        (),
        RULE,
        Place(left=side, right=side, after=after, keep_next=keep_next, border=line),
    )


def box(space: float) -> str:
    """The border around a paragraph, ``space`` points from its words at the sides."""
    upright = f"{_border(RULE_WIDTH, round(space))}/>"
    lying = f"{_border(RULE_WIDTH, 1)}/>"
    return f"<w:top {lying}<w:left {upright}<w:bottom {lying}<w:right {upright}"


def _border(width: float, space: int) -> str:
    return f'w:val="single" w:sz="{round(width * 8)}" w:space="{space}" w:color="000000"'


def _properties(look: Look, place: Place) -> str:
    found = [f'<w:pStyle w:val="{look.id}"/>']
    if place.keep_next:
        found.append("<w:keepNext/>")
    if place.border:
        found.append(f"<w:pBdr>{place.border}</w:pBdr>")
    if place.before is not None or place.after:
        before = "" if place.before is None else f' w:before="{twips(place.before)}"'
        found.append(f'<w:spacing{before} w:after="{twips(place.after)}"/>')
    if place.left or place.right or place.first_line is not None:
        first = "" if place.first_line is None else f' w:firstLine="{twips(place.first_line)}"'
        sides = f'w:left="{twips(place.left)}" w:right="{twips(place.right)}"'
        found.append(f"<w:ind {sides}{first}/>")
    if place.align is not None and place.align is not look.align:
        found.append(f'<w:jc w:val="{JUSTIFICATIONS[place.align]}"/>')
    return "".join(found)


_SYMBOL = re.compile(r"(?<=/)[^\W\d_]+(?:-[^\W\d_]+)+")
"""What stands behind a number in a paper's symbol: "QĐ-TTg" in "28/2025/QĐ-TTg"."""


def _unbroken(symbol: re.Match[str]) -> str:
    """The symbol with hyphens at which no line is broken."""
    return symbol[0].replace("-", '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')


def _run(run: Run) -> str:
    marks = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    text = _SYMBOL.sub(_unbroken, escape(written(run.text)))
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: its paragraphs and width; ``right``: room kept free at its right, in points."""

    content: str
    width: float
    span: int = 1
    merge: str = ""
    right: float = 0
    middle: bool = False

    def element(self) -> str:
        """The cell as it is written."""
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        margin = (
            f'<w:tcMar><w:right w:w="{twips(self.right)}" w:type="dxa"/></w:tcMar>'
            if self.right
            else ""
        )
        merge = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        middle = '<w:vAlign w:val="center"/>' if self.middle else ""
        width = f'<w:tcW w:w="{twips(self.width)}" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{width}{span}{merge}{margin}{middle}</w:tcPr>{self.content}</w:tc>"


def row_of(cells: Iterable[Cell], *, header: bool = False, least: float = 0) -> str:
    """A row that is never parted; ``header``: it comes back on every page.

    ``least``: so many points high at least.
    """
    repeat = "<w:tblHeader/>" if header else ""
    high = f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>' if least else ""
    inside = "".join(cell.element() for cell in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeat}</w:trPr>{inside}</w:tr>"


def table_of(rows: Iterable[str], widths: Sequence[float], *, ruled: bool) -> str:
    """A table of fixed widths in points; without lines when it only puts things side by side."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    style = GRID if ruled else _LAYOUT_TABLE
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def figures_table(table: Table, width: float, measure: Measure, *, keep_next: bool) -> str:
    """A table of the tree; ``keep_next``: it stays on the page of what follows it."""
    style = table_style(table, width - LINE_WIDTH, measure)
    # The outer lines lie half inside the frame, as in the PDF.
    widths = column_widths(table, width - LINE_WIDTH, style, measure)
    look, whole = CELLS[style], len(table.rows) <= SHORT_TABLE
    rows = list(_header_rows(table.columns, widths, COLUMN_HEADINGS[style]))
    last = len(table.rows) - 1
    for place, row in enumerate(table.rows):
        kept = keep_next if place == last else whole or is_title(row)
        rows.append(_row(row, table, widths, look, keep_next=kept or _before_total(table, place)))
    if table.total is not None:
        rows.append(_row(table.total, table, widths, TOTALS[style], keep_next=keep_next))
    return table_of(rows, widths, ruled=True)


def _before_total(table: Table, place: int) -> bool:
    return table.total is not None and place == len(table.rows) - 1


def _row(
    texts: Sequence[str], table: Table, widths: Sequence[float], look: Look, *, keep_next: bool
) -> str:
    cells = (
        Cell(
            content=line_of(text, look, Place(align=column.align, keep_next=keep_next)),
            width=width,
            middle=True,
        )
        for text, column, width in zip(texts, table.columns, widths, strict=True)
    )
    return row_of(cells, least=table.row_height if texts is not table.total else 0)


def _header_rows(columns: Sequence[Column], widths: Sequence[float], look: Look) -> Iterable[str]:
    """One header row, or two where columns stand under a common heading."""

    def cell(text: str, width: float, *, span: int = 1, merge: str = "") -> Cell:
        return Cell(content=line_of(text, look), width=width, span=span, merge=merge, middle=True)

    pairs = list(zip(columns, widths, strict=True))
    if not any(column.over for column in columns):
        yield row_of((cell(column.heading, width) for column, width in pairs), header=True)
        return
    upper: list[Cell] = []
    for over, group in groupby(pairs, key=lambda pair: pair[0].over):
        members = list(group)
        if over:
            upper.append(cell(over, sum(wide for _one, wide in members), span=len(members)))
        else:
            upper.extend(cell(one.heading, wide, merge="restart") for one, wide in members)
    yield row_of(upper, header=True)
    lower = (
        cell(one.heading, wide) if one.over else cell("", wide, merge="continue")
        for one, wide in pairs
    )
    yield row_of(lower, header=True)


def section_end(form: Sheetform, header_distance: float) -> str:
    """What a section says of its sheet: A4, margins, own page numbers, its first page apart."""
    lying = ' w:orient="landscape"' if form is LANDSCAPE else ""
    return (
        '<w:sectPr><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(form.width)}" w:h="{twips(form.height)}"{lying}/>'
        f'<w:pgMar w:top="{twips(form.top)}" w:right="{twips(form.right)}"'
        f' w:bottom="{twips(form.bottom)}" w:left="{twips(form.left)}"'
        f' w:header="{twips(header_distance)}" w:footer="{twips(header_distance)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def thin_line(inside: str = "", *, above: float = 0, keep_next: bool = False) -> str:
    """An all but invisible paragraph: Word wants one between tables and at the end of a section.

    ``above``: room above it, in points.
    """
    kept = "<w:keepNext/>" if keep_next else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{RULE.id}"/>{kept}'
        f'<w:spacing w:before="{twips(above)}" w:line="20"/>{inside}</w:pPr></w:p>'
    )

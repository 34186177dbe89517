"""One sheet of an Excel paper: A4 as on paper, rows filled from the top down."""

from collections.abc import Sequence
from functools import cache
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from desktop.reports.excel_cells import Typed
from desktop.reports.faces import face_of
from desktop.reports.packed import written
from desktop.reports.pdf import DRAFT_MARK, LANDSCAPE, PAGE_NUMBER, Sheetform
from desktop.reports.tree import Align
from desktop.reports.typeset import Measure
from desktop.reports.word_styles import FONT, Look

MOST_LINES = 20
"""Lines of one cell: Excel shows no row higher than 409 points."""

_A4 = 9
_INCH = 72.0
_NARROWER = 0.95
"""Excel sets words a little wider on the screen than on paper: lines are counted shorter."""

_DIGIT, _CELL_ROOM = 7.0, 5.0
_PIXELS = 96 / 72
_HORIZONTAL = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.JUSTIFIED: "justify",
}


@cache
def _font(size: float, *, bold: bool, italic: bool) -> Font:
    return Font(name=FONT, size=size, bold=bold, italic=italic)


@cache
def _alignment(align: Align, vertical: str) -> Alignment:
    return Alignment(horizontal=_HORIZONTAL[align], vertical=vertical, wrap_text=True)


@cache
def _thin_lines() -> Border:
    line = Side(style="thin")
    return Border(left=line, right=line, top=line, bottom=line)


class Page:
    """A sheet and the row that is written next; widths of columns in points."""

    def __init__(
        self, sheet: Worksheet, form: Sheetform, widths: Sequence[float], measure: Measure
    ) -> None:
        self.sheet, self.widths = sheet, tuple(widths)
        self.row = 1
        self.measure = measure
        for number, width in enumerate(widths, start=1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = _characters(width)
        _lay_out(sheet, form)

    def put(
        self,
        column: int,
        typed: Typed,
        look: Look,
        *,
        align: Align | None = None,
        ruled: bool = False,
        low: bool = False,
    ) -> Cell:
        """Writes a cell of this row; a text stays a text, whatever it begins with."""
        cell = cast(Cell, self.sheet.cell(self.row, column))
        if typed.value != "":
            cell.value = typed.value
        if isinstance(typed.value, str) and typed.value:
            cell.data_type = "s"
            if typed.guarded:
                cell.quotePrefix = True
        cell.number_format = typed.number_format
        cell.font = _font(look.style.size, bold=look.bold, italic=look.italic)
        cell.alignment = _alignment(
            align or look.align, "center" if ruled else "bottom" if low else "top"
        )
        if ruled:
            cell.border = _thin_lines()
        return cell

    def spread(self, text: str, look: Look, *, align: Align | None = None) -> None:
        """Writes a text over all columns, in as many rows as its length needs."""
        for part, lines in self.parts(text, look, sum(self.widths)):
            # The room above a paragraph stands above it.
            self.put(1, Typed(part), look, align=align, low=True)
            if len(self.widths) > 1:
                self.sheet.merge_cells(
                    start_row=self.row, end_row=self.row, start_column=1,
                    end_column=len(self.widths),
                )  # fmt: skip
            self.high(lines * look.style.leading + look.before)
            self.row += 1

    def write_on(self, points: float) -> None:
        """An empty row with a line below it, for a hand."""
        for column in range(1, len(self.widths) + 1):
            self.sheet.cell(self.row, column).border = Border(bottom=Side(style="hair"))
        self.high(points)
        self.row += 1

    def parts(self, text: str, look: Look, width: float) -> list[tuple[str, int]]:
        """A text in pieces that one cell can show, each with its number of lines."""
        face = face_of(bold=look.bold, italic=look.italic)
        lines = self.measure.wrap_text(written(text), look.style, width * _NARROWER, face_name=face)
        words = ["".join(part for _face, part in line.fragments) for line in lines]
        if len(words) <= MOST_LINES:
            return [(written(text), len(words))]
        starts = range(0, len(words), MOST_LINES)
        pieces = [words[at : at + MOST_LINES] for at in starts]
        return [(" ".join(piece), len(piece)) for piece in pieces]

    def high(self, points: float) -> None:
        """Gives this row a height; only where Excel cannot find it by itself."""
        self.sheet.row_dimensions[self.row].height = round(points, 1)

    def rule(self, row: int, column: int) -> None:
        """Draws the lines of a cell that a merged one covers."""
        self.sheet.cell(row, column).border = _thin_lines()

    def link(self, cell: Cell, sheet: str) -> None:
        """Leads from a cell to another sheet of the same file."""
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1")

    def head(self, draft: str, *, first: str) -> None:
        """The page number in the upper margin but on the first page; the word of a draft."""
        sheet = self.sheet
        sheet.HeaderFooter.differentFirst = True
        for header, shown, word in (
            (sheet.oddHeader, "&P", draft),
            (sheet.firstHeader, "", first),
        ):
            if header is None:
                continue
            if shown:
                header.center.text, header.center.font = shown, f"{FONT},Regular"
                header.center.size = round(PAGE_NUMBER.size)
            if word:
                header.right.text, header.right.font = word.replace("&", "&&"), f"{FONT},Bold"
                header.right.size = round(DRAFT_MARK.size)

    def end(self) -> None:
        """The print area: all that was written."""
        last = get_column_letter(len(self.widths))
        self.sheet.print_area = f"A1:{last}{max(1, self.row - 1)}"


def _characters(points: float) -> float:
    """Excel's width of a column, in digits of its usual font."""
    return round(max(1.0, (points * _PIXELS - _CELL_ROOM) / _DIGIT), 2)


def _lay_out(sheet: Worksheet, form: Sheetform) -> None:
    setup = sheet.page_setup
    setup.paperSize = _A4
    setup.orientation = "landscape" if form is LANDSCAPE else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    setup.firstPageNumber, setup.useFirstPageNumber = 1, True
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
    margins = sheet.page_margins
    margins.top, margins.bottom = form.top / _INCH, form.bottom / _INCH
    margins.left, margins.right = form.left / _INCH, form.right / _INCH
    margins.header = (form.number_below - PAGE_NUMBER.baseline) / _INCH
    margins.footer = margins.header
    sheet.print_options.horizontalCentered = True

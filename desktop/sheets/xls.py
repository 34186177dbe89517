"""Reading .xls (Excel 97–2003) with the fonts of its cells and runs."""

from datetime import datetime
from io import StringIO
from itertools import pairwise
from struct import Struct

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.sheet import Cell as XlsCell
from xlrd.sheet import Sheet as XlsSheet

from desktop.sheets.cells import Cell, CellValue, Limits, Merged, Sheet, Workbook
from desktop.sheets.errors import SheetError
from desktop.sheets.legacy_text import draws_capitals, to_unicode
from desktop.sheets.xlsx import moment_of

_HEAD = Struct("<HH")
_LAST = Struct("<H")
# Kinds of records: the end of a sheet, several cells at once, and every cell with its row.
_END = 0x000A
_MANY = frozenset({0x00BD, 0x00BE})
_CELLS = _MANY | {0x0006, 0x0201, 0x0202, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x00D6, 0x00FD}
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def read_xls(name: str, content: bytes, limits: Limits) -> Workbook:
    """Read the cells of every worksheet; a workbook under a password is refused."""
    book = _open(content)
    epoch_1904 = book.datemode == 1
    sheets: list[Sheet] = []
    cells = 0
    for number in range(min(book.nsheets, limits.sheets)):
        _check_grid(book, number, limits=limits)
        read = _XlsReader(book, book.sheet_by_index(number), limits).read()
        book.unload_sheet(number)
        cells += len(read.cells)
        if cells > limits.cells:
            raise SheetError("too_many_cells", {"limit": str(limits.rows)})
        sheets.append(read)
    return Workbook(
        name=name, sheets=tuple(sheets), epoch_1904=epoch_1904, macros=_MACROS in content
    )


def _open(content: bytes) -> Book:
    try:
        return xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            logfile=StringIO(),
            on_demand=True,
            ragged_rows=True,
        )
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise SheetError("password_protected") from error
        raise SheetError("unreadable") from error


def _check_grid(book: Book, number: int, *, limits: Limits) -> None:
    """Refuse a sheet whose rows reach so far that laying them out would take all memory."""
    memory = book.mem or b""
    place: int = book.base + vars(book)["_sh_abs_posn"][number]
    end = len(memory)
    reach: dict[int, int] = {}
    while place + 4 <= end:
        kind, size = _HEAD.unpack_from(memory, place)
        if kind == _END:
            break
        if size >= 6 and kind in _CELLS:
            row, column = _HEAD.unpack_from(memory, place + 4)
            if kind in _MANY:
                column = _LAST.unpack_from(memory, min(place + 4 + size - 2, end - 2))[0]
            reach[row] = max(reach.get(row, 0), column + 1)
        place += 4 + size
    if sum(reach.values()) > limits.grid:
        raise SheetError("too_many_cells", {"limit": str(limits.rows)})


class _XlsReader:
    """Reads one worksheet of an old workbook."""

    def __init__(self, book: Book, sheet: XlsSheet, limits: Limits) -> None:
        self._book = book
        self._sheet = sheet
        self._limits = limits
        # The zone of a day number is the reader's own.
        self._epoch = datetime(1904, 1, 1) if book.datemode else datetime(1899, 12, 30)  # noqa: DTZ001

    def read(self) -> Sheet:
        cells: dict[tuple[int, int], Cell] = {}
        for row in range(min(self._sheet.nrows, self._limits.rows + 1)):
            for column in range(min(self._sheet.row_len(row), self._limits.columns)):
                cell = self._cell(row, column)
                if cell is not None:
                    cells[row + 1, column + 1] = cell
        if any(row > self._limits.rows for row, _column in cells):
            raise SheetError("too_many_cells", {"limit": str(self._limits.rows)})
        merged = [
            Merged(top + 1, left + 1, bottom, right)
            for top, bottom, left, right in self._sheet.merged_cells
        ]
        name = to_unicode(self._sheet.name, "")
        return Sheet(
            name=name,
            cells=cells,
            merged=tuple(merged),
            hidden=bool(self._sheet.visibility),
            hidden_rows=frozenset(
                row + 1 for row, facts in self._sheet.rowinfo_map.items() if facts.hidden
            ),
        )

    def _cell(self, row: int, column: int) -> Cell | None:
        found: XlsCell = self._sheet.cell(row, column)
        if found.ctype == xlrd.XL_CELL_TEXT:
            return self._text(str(found.value), found.xf_index, row, column)
        if found.ctype == xlrd.XL_CELL_NUMBER:
            return Cell(_whole(float(found.value)))
        if found.ctype == xlrd.XL_CELL_DATE:
            return Cell(moment_of(float(found.value), epoch=self._epoch))
        if found.ctype == xlrd.XL_CELL_BOOLEAN:
            return Cell(bool(found.value))
        if found.ctype == xlrd.XL_CELL_ERROR:
            return Cell(None, error=str(xlrd.error_text_from_code.get(int(found.value), "#ERR")))
        return None

    def _font(self, index: int) -> str:
        fonts = self._book.font_list
        return str(fonts[index].name) if 0 <= index < len(fonts) else ""

    def _text(self, text: str, style: int | None, row: int, column: int) -> Cell | None:
        if not text.strip():
            return None
        own = self._font(self._book.xf_list[style].font_index) if style is not None else ""
        runs = _runs(text, self._sheet.rich_text_runlist_map.get((row, column), ()))
        parts = [(piece, own if font is None else self._font(font)) for piece, font in runs]
        whole = "".join(to_unicode(piece, font) for piece, font in parts)
        capitals = all(draws_capitals(font) for piece, font in parts if piece.strip())
        return Cell(to_unicode(whole, ""), capitals=capitals)


def _runs(text: str, starts: "list[tuple[int, int]] | tuple[()]") -> list[tuple[str, int | None]]:
    """The text cut where the font changes; the first piece has the cell's own font."""
    cuts: list[tuple[int, int | None]] = [(0, None), *starts, (len(text), None)]
    return [
        (text[start:end], font) for (start, font), (end, _next) in pairwise(cuts) if start < end
    ]


def _whole(number: float) -> CellValue:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number

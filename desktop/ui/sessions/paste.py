"""A block copied from Excel as lines of the sheet: new ones, or changes of lines that are there."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.text import fold
from desktop.ui.sessions.lines import CELLS, Cell, LineReading, SheetLine, read_line, typed
from desktop.ui.sessions.sheet_model import MonthSheetModel

_HEADINGS: Mapping[Cell, tuple[str, ...]] = {
    Cell.DAY: ("ngay", "thoi gian", "ngay to chuc", "ngay thang"),
    Cell.GROUPS: ("to", "thon", "to dan pho", "thon, to", "to, thon", "dia ban", "don vi"),
    Cell.FORMAT: ("hinh thuc",),
    Cell.TOPIC: ("noi dung", "chu de"),
    Cell.LEAD: ("chu tri", "don vi chu tri", "don vi thuc hien", "co quan chu tri"),
    Cell.ATTENDANCE: ("luot nguoi", "so nguoi", "so luot", "luot nguoi tham gia", "tham du"),
    Cell.NOTE: ("ghi chu",),
}
_ENOUGH = 2
"""How many known headings make a row of headings."""
_LARGEST = 1000


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One row of the block: its number, the line it makes, and whether it changes a stored one."""

    number: int
    line: SheetLine
    reading: LineReading

    @property
    def complete(self) -> bool:
        """Whether it can be written."""
        return self.reading.complete

    @property
    def new(self) -> bool:
        """Whether it makes a new session."""
        return self.line.stored is None


def read_block(text: str) -> list[list[str]]:
    """The rows and cells of a copied block; rows without any text are left out."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t")
    block = [[" ".join(cell.split()) for cell in row] for row in rows]
    return [row for row in block if any(row)][:_LARGEST]


def lines_of_block(
    block: Sequence[Sequence[str]], model: MonthSheetModel, *, row: int, cell: Cell
) -> list[PastedLine]:
    """The lines that pasting at a cell would make: existing lines take the cells, then new ones."""
    places, rows, from_headings = _places(block, cell)
    pasted: list[PastedLine] = []
    for number, cells in enumerate(rows, start=1):
        entry = None if from_headings else model.entry(row + number - 1)
        taken = entry is not None and not entry.line.blank
        line = entry.line if entry is not None and taken else model.start_line({})
        for place, text in zip(places, cells, strict=False):
            if place is not None and (text or taken):
                line = typed(line, place, text, model.register)
        reading = read_line(line, model.register)
        pasted.append(PastedLine(number, replace(line, left=True), reading))
    return pasted


def _places(
    block: Sequence[Sequence[str]], cell: Cell
) -> tuple[list[Cell | None], Sequence[Sequence[str]], bool]:
    """Which cell each column goes to: by a row of headings, else from the current cell on."""
    named = [_cell_named(text) for text in block[0]]
    if sum(place is not None for place in named) >= _ENOUGH:
        return named, block[1:], True
    width = max(len(row) for row in block)
    if _numbered(block) and width > _ENOUGH and cell is Cell.DAY:
        return [None, *CELLS[: width - 1]], block, False
    return list(CELLS[cell : cell + width]), block, False


def _cell_named(text: str) -> Cell | None:
    wanted = fold(text).strip(" .:")
    return next((cell for cell, names in _HEADINGS.items() if wanted in names), None)


def _numbered(block: Sequence[Sequence[str]]) -> bool:
    """Whether the first column only counts 1, 2, 3 …, and the second is not empty."""
    counted = all(row[0].strip(". ") == str(n) for n, row in enumerate(block, start=1))
    return counted and len(block) > 1 and all(len(row) > 1 and row[1] for row in block)

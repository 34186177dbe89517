"""A workbook as values: cells with their text in Unicode, dates as dates, merged ranges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

CellValue = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it is parsed; sizes in bytes.

    Text beyond ``text_length`` is cut: it is longer than any field may be, so its row
    stays refused. ``token``: of one tag, comment or text in XML; ``grid``: cells that the reader
    of .xls lays out, empty ones too.
    """

    file_size: int = 20_000_000
    unpacked_size: int = 200_000_000
    ratio: int = 400
    sheets: int = 60
    rows: int = 50_000
    columns: int = 400
    cells: int = 600_000
    elements: int = 6_000_000
    parts: int = 20_000
    depth: int = 100
    token: int = 512_000
    grid: int = 4_000_000
    text_length: int = 4_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell.

    ``capitals``: the font drew the text in capitals. ``no_value``: a formula that was
    never calculated. ``error``: Excel's own error value ("#REF!").
    """

    value: CellValue
    capitals: bool = False
    no_value: bool = False
    error: str = ""

    @property
    def text(self) -> str:
        """The value as text, as an officer reads it; whole numbers without a point."""
        value = self.value
        if value is None:
            return self.error
        if isinstance(value, bool):
            return "1" if value else "0"
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        if isinstance(value, datetime):
            return value.strftime("%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M")
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        if isinstance(value, time):
            return value.strftime("%H:%M")
        return str(value)


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range; rows and columns count from 1 and are inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its filled cells by (row, column), both from 1; ``hidden_rows`` are not shown."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    @property
    def last_row(self) -> int:
        """The last row with a filled cell; 0 for an empty sheet."""
        return max((row for row, _column in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column with a filled cell; 0 for an empty sheet."""
        return max((column for _row, column in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that was read; ``epoch_1904``: its day numbers count from 1904.

    ``macros``: it carries a program of its own, which was not looked at.
    """

    name: str
    sheets: tuple[Sheet, ...] = field(default=())
    epoch_1904: bool = False
    macros: bool = False


def column_letter(column: int) -> str:
    """The letter of a column that counts from 1 (1 → A, 27 → AA)."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

"""A table of the tree in a sheet: typed cells, sums as formulas, header rows that come back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from openpyxl.utils import get_column_letter

from desktop.reports.excel_cells import Typed, sum_of, typed
from desktop.reports.excel_sheet import Page
from desktop.reports.grid import PAD_X, PAD_Y, table_style
from desktop.reports.tree import Align, Column, Table
from desktop.reports.word_styles import CELLS, COLUMN_HEADINGS, TOTALS, Look

_FROZEN_COLUMNS = 3
"""The name of a row stands in one of so many first columns and stays in sight."""


@dataclass(slots=True)
class Sums:
    """The values of the formulas of a sheet by cell, shown until they are worked out anew."""

    values: dict[str, int] = field(default_factory=dict)


def put_table(page: Page, table: Table, sums: Sums) -> None:
    """Writes the one table of a sheet, which lends it its header rows and frozen panes."""
    first = page.row
    style = table_style(table, sum(page.widths), page.measure)
    _put_headings(page, table.columns, COLUMN_HEADINGS[style])
    page.sheet.print_title_rows = f"{first}:{page.row - 1}"
    page.sheet.freeze_panes = f"{get_column_letter(_names(table.columns) + 1)}{page.row}"
    body = page.row
    for row in table.rows:
        _put_row(page, table.columns, row, CELLS[style], least=table.row_height)
    if table.total is not None:
        end = page.row - 1
        _put_row(page, table.columns, table.total, TOTALS[style])
        _put_sums(page, table, sums, first=body, last=end)


def _names(columns: Sequence[Column]) -> int:
    """How many columns stay in sight: those up to the first that holds words."""
    for number, column in enumerate(columns[:_FROZEN_COLUMNS], start=1):
        if column.align is Align.LEFT:
            return number
    return 0


def _put_headings(page: Page, columns: Sequence[Column], look: Look) -> None:
    upper, two_rows = page.row, any(column.over for column in columns)
    numbered = enumerate(columns, start=1)
    for over, group in groupby(numbered, key=lambda pair: pair[1].over):
        members = list(group)
        page.row = upper
        for number, column in members:
            page.put(number, Typed(over or column.heading), look, ruled=True)
            if not over and two_rows:
                _merge(page, number, number, rows=2)
        if over:
            _clear_but_first(page, members)
            page.row = upper + 1
            for number, column in members:
                page.put(number, Typed(column.heading), look, ruled=True)
    page.row = upper
    _heading_heights(page, columns, look, two_rows=two_rows)
    page.row = upper + (2 if two_rows else 1)


def _clear_but_first(page: Page, members: Sequence[tuple[int, Column]]) -> None:
    """One heading over several columns."""
    first, last = members[0][0], members[-1][0]
    for number in range(first + 1, last + 1):
        page.sheet.cell(page.row, number).value = None
    if last > first:
        _merge(page, first, last, rows=1)


def _merge(page: Page, first: int, last: int, *, rows: int) -> None:
    if rows > 1:
        page.rule(page.row + 1, first)
    page.sheet.merge_cells(
        start_row=page.row, end_row=page.row + rows - 1, start_column=first, end_column=last
    )


def _heading_heights(page: Page, columns: Sequence[Column], look: Look, *, two_rows: bool) -> None:
    """Excel finds no height for merged cells by itself."""
    most = 1
    for column, width in zip(columns, page.widths, strict=True):
        lines = page.parts(column.heading, look, width - 2 * PAD_X)[0][1]
        # A heading that stands beside two rows has one of them for itself.
        most = max(most, lines - (1 if two_rows and not column.over else 0))
    high = look.style.leading + 2 * PAD_Y
    if two_rows:
        page.high(high)
        page.row += 1
    page.high(most * look.style.leading + 2 * PAD_Y)


def _put_row(
    page: Page, columns: Sequence[Column], row: Sequence[str], look: Look, *, least: float = 0
) -> None:
    """A row; where a cell is higher than Excel can show, it goes on in the next."""
    for cells in _rows(page, columns, row, look):
        most = 1
        for number, (column, (cell, lines)) in enumerate(zip(columns, cells, strict=True), start=1):
            page.put(number, cell, look, align=column.align, ruled=True)
            most = max(most, lines)
        page.high(max(least, most * look.style.leading + 2 * PAD_Y))
        page.row += 1


def _rows(
    page: Page, columns: Sequence[Column], row: Sequence[str], look: Look
) -> Iterator[tuple[tuple[Typed, int], ...]]:
    """The cells of each row with their lines."""
    split: list[list[tuple[Typed, int]]] = []
    for column, text, width in zip(columns, row, page.widths, strict=True):
        cell = typed(text, column.align)
        if isinstance(cell.value, str) and cell.value:
            parts = page.parts(cell.value, look, width - 2 * PAD_X)
            split.append([(Typed(part), lines) for part, lines in parts])
        else:
            split.append([(cell, 1)])
    yield from zip_longest(*split, fillvalue=(Typed(""), 1))


def _put_sums(page: Page, table: Table, sums: Sums, *, first: int, last: int) -> None:
    """Formulas in the total row, where the total is the sum of what stands above it."""
    if table.total is None or not table.rows:
        return
    for number, column in enumerate(table.columns, start=1):
        found = sum_of(column, [row[number - 1] for row in table.rows], table.total[number - 1])
        if found is not None:
            letter = get_column_letter(number)
            cell = page.sheet.cell(page.row - 1, number)
            cell.value = f"=SUM({letter}{first}:{letter}{last})"
            sums.values[cell.coordinate] = found

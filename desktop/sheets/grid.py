"""A sheet as it is seen on paper: merged cells show their text in every place they cover."""

from desktop.domain.text import tidy
from desktop.sheets.cells import Cell, Sheet

_MERGED_LIMIT = 300_000


class Grid:
    """A sheet's cells with merged ranges filled: what a reader of the paper sees in each place."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.last_row = sheet.last_row
        self.last_column = sheet.last_column
        self._filled: dict[tuple[int, int], Cell] = {}
        self.spans: dict[tuple[int, int], int] = {}
        self.wide: set[tuple[int, int]] = set()
        self._columns: dict[int, list[int]] = {}
        for row, column in sorted(sheet.cells):
            self._columns.setdefault(row, []).append(column)
        for merged in sheet.merged:
            self._spread(
                merged.top,
                merged.left,
                min(merged.bottom, self.last_row),
                min(merged.right, self.last_column),
            )

    def _spread(self, top: int, left: int, bottom: int, right: int) -> None:
        cell = self.sheet.cells.get((top, left))
        size = max(bottom - top + 1, 0) * max(right - left + 1, 0)
        # Ranges that pile up beyond any real list would fill the memory.
        if cell is None or size + len(self._filled) > _MERGED_LIMIT or (top, left) in self._filled:
            return
        if right > left:
            self.wide.add((top, left))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self._filled[row, column] = cell
                self.spans[row, column] = bottom - top + 1

    def own(self, row: int, column: int) -> Cell | None:
        """The cell that stands here itself."""
        return self.sheet.cells.get((row, column))

    def seen(self, row: int, column: int) -> Cell | None:
        """The cell that is seen here: its own, or the one merged over it."""
        return self.own(row, column) or self._filled.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The text seen here, on one line."""
        cell = self.seen(row, column)
        return tidy(cell.text) if cell else ""

    def own_columns(self, row: int) -> list[int]:
        """The columns with a cell of their own in a row."""
        return self._columns.get(row, [])

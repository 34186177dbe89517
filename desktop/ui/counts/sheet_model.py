"""The sheet of counts as a table model: sections, figures, and what is being written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.domain.periods import Period
from desktop.domain.plan_facts import CountEntry
from desktop.domain.text import fold
from desktop.i18n import N_, _
from desktop.ui.counts.cells import read_cell
from desktop.ui.counts.month import CountRow, MonthCounts, RowSection
from desktop.ui.counts.words import (
    cumulative_text,
    figure_text,
    kind_text,
    locked_sentence,
    month_short,
    number,
    typed_text,
)
from desktop.wording import period_name

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Cell(IntEnum):
    """The columns from left to right."""

    LABEL = 0
    UNIT = 1
    BEFORE = 2
    LAST_YEAR = 3
    CUMULATIVE = 4
    VALUE = 5


CELLS = tuple(Cell)
_HEADINGS = {
    Cell.LABEL: N_("Monthly figure"),
    Cell.UNIT: N_("Counted in"),
    Cell.BEFORE: N_("Last month"),
    Cell.LAST_YEAR: N_("Same month last year"),
    Cell.CUMULATIVE: N_("Since January"),
}
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_NUMBERS = frozenset({Cell.BEFORE, Cell.LAST_YEAR, Cell.CUMULATIVE, Cell.VALUE})

Entries = Mapping[str, CountEntry | None]
SheetRow = RowSection | CountRow


class CountsModel(QAbstractTableModel):
    """``typed`` carries figures by category, None for one taken back, to be written.

    ``reworded`` tells that a row says more or less below its words than before.
    """

    typed = Signal(object)
    reworded = Signal()

    def __init__(self, month: Period, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts = MonthCounts(month=month)
        self._rows: list[SheetRow] = []
        self._refused: dict[str, str] = {}
        self._lost: set[str] = set()
        self._writing: dict[str, list[CountEntry | None]] = {}

    @property
    def counts(self) -> MonthCounts:
        """The month that is shown."""
        return self._counts

    @property
    def locked(self) -> bool:
        """Whether nothing of the month can be typed."""
        return self._counts.locked

    @property
    def lines(self) -> tuple[CountRow, ...]:
        """The rows that hold figures, as they stand on the sheet."""
        return tuple(row for row in self._rows if isinstance(row, CountRow))

    @property
    def entered(self) -> int:
        """How many figures were entered or stated."""
        return sum(row.entry is not None for row in self.lines)

    def line(self, row: int) -> CountRow | None:
        """The figures of a row; none for a heading and beyond the sheet."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, CountRow) else None

    def row_of(self, category: str) -> int:
        """The row of a category; −1 when it is not there."""
        for number_, row in enumerate(self._rows):
            if isinstance(row, CountRow) and row.category.id == category:
                return number_
        return -1

    def refused(self, row: CountRow) -> str:
        """Why the last thing typed into a row was not taken."""
        return self._refused.get(row.category.id, "")

    def title(self, row: int) -> str:
        """The words of a section's heading; empty for a row with figures."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found.title if isinstance(found, RowSection) else ""

    def fits(self, row: int, words: str) -> bool:
        """Whether a row holds all words, compared folded; a heading with one row that does."""
        wanted = fold(words).split()
        found = self._rows[row]
        rows = found.rows if isinstance(found, RowSection) else (found,)
        return any(_holds(one, wanted) for one in rows)

    # -- showing ---------------------------------------------------------------------------------

    def show_counts(self, counts: MonthCounts) -> list[str]:
        """Show what the store holds; figures that are still being written stay.

        The categories of this month whose figures others changed: undo, a button, an import.
        """
        rows: list[SheetRow] = []
        for section in counts.sections:
            rows.extend((section, *(self._with_writing(row) for row in section.rows)))
        same = counts.month == self._counts.month and _keys(rows) == _keys(self._rows)
        if not same or counts.locked is not self.locked:
            self.beginResetModel()
            self._counts, self._rows, self._refused = counts, rows, {}
            self._lost.clear()
            self.endResetModel()
            return []
        self._counts = counts
        changed = _changed(self._rows, rows)
        asked = [row.question for row in self.lines]
        for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
            if old != new:
                self._rows[place] = new
                self._repaint(place)
        if asked != [row.question for row in self.lines]:
            self.reworded.emit()
        return changed

    def written(self, entries: Entries) -> None:
        """The store answered for these figures."""
        for category in entries:
            waiting = self._writing.get(category, [])
            del waiting[:1]
            if not waiting:
                self._writing.pop(category, None)

    def _with_writing(self, row: CountRow) -> CountRow:
        waiting = self._writing.get(row.category.id)
        if not waiting or waiting[-1] == row.entry:
            return row
        return replace(row, entry=waiting[-1], question="")

    # -- typing ----------------------------------------------------------------------------------

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell of the month; false when the cell does not take it."""
        row = self.line(index.row()) if index.isValid() else None
        if row is None or self.locked or role != Qt.ItemDataRole.EditRole:
            return False
        meant = read_cell(str(value), row)
        if meant.problem:
            self.refuse(row.category.id, meant.problem)
            self._lost.add(row.category.id)
            return False
        self.take({row.category.id: meant.entry})
        return True

    def take(self, entries: Entries) -> None:
        """Put figures on the sheet and send those that differ to be written."""
        changed: dict[str, CountEntry | None] = {}
        for category, entry in entries.items():
            place = self.row_of(category)
            row = self.line(place)
            self.refuse(category, "")
            if row is not None and not self.locked and row.entry != entry:
                self._rows[place] = replace(row, entry=entry, question="")
                self._writing.setdefault(category, []).append(entry)
                changed[category] = entry
                self._repaint(place)
        if changed:
            self.reworded.emit()
            self.typed.emit(changed)

    def refuse(self, category: str, why: str) -> None:
        """Say below a row why something was not taken; an empty text takes the words away."""
        if not why:
            self._lost.discard(category)
        if self._refused.get(category, "") == why:
            return
        self._refused[category] = why
        self._repaint(self.row_of(category))
        self.reworded.emit()

    def forgive(self, *, beside: str = "") -> None:
        """What was refused needs no more saying but at the row ``beside``; a lost figure does."""
        for category in [one for one, why in self._refused.items() if why and one != beside]:
            if category not in self._lost:
                self.refuse(category, "")

    # -- what the view asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Headings and figures together."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The six columns."""
        return 0 if parent.isValid() else len(CELLS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over; figures of an open month can be typed."""
        if not index.isValid() or self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        open_cell = index.column() == Cell.VALUE and not self.locked
        return base | Qt.ItemFlag.ItemIsEditable if open_cell else base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its text, what an editor begins with, its side, the sentence about it."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        cell, row = Cell(index.column()), self.line(index.row())
        if row is None:
            heading = role == Qt.ItemDataRole.DisplayRole and cell is Cell.LABEL
            return self.title(index.row()) if heading else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _shown(row, cell)
            case Qt.ItemDataRole.EditRole:
                return typed_text(row.entry) if cell is Cell.VALUE else _shown(row, cell)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if cell in _NUMBERS else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._read_out(row, cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings; their tooltips name the months that are compared."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(CELLS):
            return None
        cell = Cell(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADINGS[cell]) if cell in _HEADINGS else month_short(self._counts.month)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if cell in _NUMBERS else _LEFT
        return _compared(self._counts.month, cell) if role == Qt.ItemDataRole.ToolTipRole else None

    def _tip(self, row: CountRow, cell: Cell) -> str:
        if cell is Cell.VALUE and self._counts.refusal:
            return self._counts.refusal
        if cell is Cell.VALUE and self._counts.locked_by is not None:
            return locked_sentence(self._counts.locked_by, issued=self._counts.issued)
        if cell is Cell.CUMULATIVE and row.partly:
            return _("A month since January has no figure, so this is not the whole sum.")
        said = (self.refused(row), row.question, row.category.note)
        return "\n".join((row.category.label, *(text for text in said if text)))

    def _read_out(self, row: CountRow, cell: Cell) -> str:
        if cell is not Cell.VALUE:
            return _shown(row, cell)
        said = figure_text(row.entry) or _("not entered")
        parts = (row.category.label, row.category.unit, said, self.refused(row) or row.question)
        return ", ".join(part for part in parts if part)

    def _repaint(self, row: int) -> None:
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(CELLS) - 1))


def _changed(before: Sequence[SheetRow], now: Sequence[SheetRow]) -> list[str]:
    return [
        new.category.id
        for old, new in zip(before, now, strict=True)
        if isinstance(old, CountRow) and isinstance(new, CountRow) and old.entry != new.entry
    ]


def _keys(rows: Iterable[SheetRow]) -> list[str]:
    return [row.title if isinstance(row, RowSection) else row.category.id for row in rows]


def _holds(row: CountRow, wanted: Sequence[str]) -> bool:
    text = fold(f"{row.category.label} {row.category.section} {row.category.unit}")
    return all(word in text for word in wanted)


def _shown(row: CountRow, cell: Cell) -> str:
    match cell:
        case Cell.LABEL:
            return row.category.label
        case Cell.UNIT:
            return f"{row.category.unit} · {kind_text(row.category.kind)}"
        case Cell.BEFORE:
            return number(row.line.previous)
        case Cell.LAST_YEAR:
            return number(row.line.last_year)
        case Cell.CUMULATIVE:
            return cumulative_text(row.line, partly=row.partly)
        case _:
            return number(row.line.value) if row.from_opening else figure_text(row.entry)


def _compared(month: Period, cell: Cell) -> str:
    before = f"{month.year - 1}-12" if month.number == 1 else f"{month.year}-{month.number - 1:02}"
    match cell:
        case Cell.BEFORE:
            return period_name(before)
        case Cell.LAST_YEAR:
            return period_name(f"{month.year - 1}-{month.number:02}")
        case Cell.CUMULATIVE:
            return _("From January to {month}").format(month=period_name(month.id))
        case Cell.VALUE:
            return period_name(month.id)
        case _:
            return ""

"""The list of objectives as a model: one row an objective, in the plan's order."""

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.actions.objectives import BoardLine
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.objectives.figure_words import kind_word, result_of, says_target, target_note
from desktop.ui.objectives.lines import BoardRead
from desktop.wording.objectives import result_line

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class BoardRole(IntEnum):
    """What a row offers besides its words."""

    LINE = Qt.ItemDataRole.UserRole + 1
    FIRST = Qt.ItemDataRole.UserRole + 2
    """Whether it is the first part of its statement."""


class BoardModel(QAbstractListModel):
    """Holds the lines of one board."""

    def __init__(self, month: Period, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[BoardLine, ...] = ()
        self.month = month

    def show_read(self, read: BoardRead) -> None:
        """Show another board; rows that are the same objectives stay where they are."""
        lines, ids = read.board.lines, [one.objective.id for one in self._lines]
        self.month = read.board.month
        if [one.objective.id for one in lines] == ids:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> BoardLine | None:
        """The line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, objective_id: str) -> int:
        """The row of an objective; −1 when it is not there."""
        ids = [one.objective.id for one in self._lines]
        return ids.index(objective_id) if objective_id in ids else -1

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of objectives."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line, for the eye, the tooltip and screen readers."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.objective.title
            case Qt.ItemDataRole.ToolTipRole:
                return line.objective.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return sentence(line)
            case BoardRole.LINE:
                return line
            case BoardRole.FIRST:
                before = self.line(index.row() - 1)
                return before is None or before.objective.number != line.objective.number
        return None


def sentence(line: BoardLine) -> str:
    """A line as a sentence, in the words of the command and the papers."""
    result = result_of(line)
    said = result_line(result) if result is not None else kind_word(line)
    text = _("{number}. {title}: {state}.").format(
        number=line.objective.id, title=line.objective.title, state=said
    )
    note = "" if says_target(line) else target_note(line)
    return f"{text} {note[:1].upper()}{note[1:]}" if note else text

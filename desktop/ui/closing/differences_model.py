"""The before and after of a correction as a table: one line each, grouped by heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.differences import Difference
from desktop.i18n import N_, _
from desktop.wording.differences import DifferenceRow, difference_heading, difference_row

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HEADING_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether a row is a heading."""
COLUMNS = (N_("What"), N_("Before"), N_("After"))


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or one difference in words."""

    texts: DifferenceRow
    heading: bool = False


def grouped(differences: Sequence[Difference]) -> tuple[Line, ...]:
    """The lines, a heading before the first difference of each kind; the order stays."""
    lines: list[Line] = []
    kind = None
    for one in differences:
        if one.kind is not kind:
            kind = one.kind
            lines.append(Line(DifferenceRow(difference_heading(kind), "", ""), heading=True))
        lines.append(Line(difference_row(one)))
    return tuple(lines)


class DifferencesModel(QAbstractTableModel):
    """Three columns: what it is about, how it stood, how it stands."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show these, in their order."""
        self.beginResetModel()
        self._lines = grouped(differences)
        self.endResetModel()

    def is_heading(self, row: int) -> bool:
        """Whether a row is a heading."""
        return 0 <= row < len(self._lines) and self._lines[row].heading

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Headings and differences."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The three columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lines can be chosen and copied; headings are only read."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.is_heading(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.texts[index.column()]
            case _ if role == HEADING_ROLE:
                return line.heading
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

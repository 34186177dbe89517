"""All sessions as a table model that loads page after page; the store sorts and filters."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.domain.sessions import OutreachSession, SessionDraft, SessionStatus
from desktop.i18n import format_date
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.sessions.lines import CELLS, Cell, Register, texts_of
from desktop.ui.sessions.sheet_cells import alignment, heading_data
from desktop.wording import status_word

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
PAGE = 200


class AllSessionsModel(QAbstractTableModel):
    """``more_wanted`` asks for the page that begins at a row."""

    more_wanted = Signal(int)

    def __init__(self, *, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._register: Register | None = None
        self._rows: list[OutreachSession] = []
        self._whole = True
        self._asked = -1

    @property
    def whole(self) -> bool:
        """Whether everything that fits is loaded."""
        return self._whole

    def session(self, row: int) -> OutreachSession | None:
        """The session in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show_first(self, sessions: Sequence[OutreachSession], register: Register) -> None:
        """Show the first page of a new search."""
        self.beginResetModel()
        self._register, self._rows = register, list(sessions)
        self._whole, self._asked = len(sessions) < PAGE, -1
        self.endResetModel()

    def add_page(self, sessions: Sequence[OutreachSession], at: int) -> None:
        """Put a page below; a page of a former search is dropped."""
        if at != len(self._rows) or at != self._asked:
            return
        self._whole = len(sessions) < PAGE
        if sessions:
            self.beginInsertRows(NO_INDEX, at, at + len(sessions) - 1)
            self._rows.extend(sessions)
            self.endInsertRows()
        # Only now: while rows are put in, the view asks whether there are more.
        self._asked = -1

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the store holds more."""
        return not parent.isValid() and not self._whole and self._asked < 0

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; it arrives later."""
        if self.canFetchMore(parent):
            self._asked = len(self._rows)
            self.more_wanted.emit(self._asked)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of sessions loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The columns of the sheet."""
        return 0 if parent.isValid() else len(CELLS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, side or colour of a cell."""
        session = self.session(index.row()) if index.isValid() else None
        if session is None or self._register is None:
            return None
        cell = Cell(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(session, cell, self._register)
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment(cell)
            case Qt.ItemDataRole.ForegroundRole if session.status is not SessionStatus.HELD:
                return self._theme.colour(Role.SOFT)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        return heading_data(section, orientation, role)

    def _text(self, session: OutreachSession, cell: Cell, register: Register) -> str:
        if cell is Cell.DAY:
            return format_date(session.held_on)
        text = texts_of(SessionDraft.of(session), register)[cell]
        if cell is Cell.NOTE and session.status is not SessionStatus.HELD:
            return " · ".join(part for part in (status_word(session.status), text) if part)
        return text

"""The month sheet as a table model: typed texts, what they mean, and what is wrong with them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.domain.problems import Problem
from desktop.domain.sessions import OutreachSession, SessionDraft
from desktop.i18n import _
from desktop.ui.sessions.cell_words import lacking
from desktop.ui.sessions.lines import (
    CELLS,
    NEW,
    Cell,
    LineReading,
    Register,
    SheetLine,
    dirty,
    line_of,
    read_line,
    texts_of,
    typed,
    with_details,
)
from desktop.ui.sessions.sheet_cells import (
    Entry,
    alignment,
    heading_data,
    state_of,
    text_of,
    tip_of,
)

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

_HISTORY = 50


class MonthSheetModel(QAbstractTableModel):
    """The lines of one month; the last one is always an empty one.

    ``line_typed`` carries the key of a line whenever its texts or details changed.
    """

    line_typed = Signal(str)

    def __init__(
        self, *, register: Register, new_key: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._new_key = register, new_key
        self._locked = False
        self._locked_words = ""
        self._typing = ""
        self._entries: list[Entry] = [self._blank()]

    @property
    def register(self) -> Register:
        """What the lines are read against."""
        return self._register

    @property
    def locked(self) -> bool:
        """Whether the month is closed and nothing can be typed."""
        return self._locked

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All lines, the empty last one too."""
        return tuple(self._entries)

    def entry(self, row: int) -> Entry | None:
        """The line in a row; none beyond the sheet."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, key: str) -> int:
        """The row of a line by its key or by the id of its session; −1 when it is not there."""
        for row, entry in enumerate(self._entries):
            stored = entry.line.stored
            if entry.line.key == key or (stored is not None and stored.id == key):
                return row
        return -1

    @property
    def typing(self) -> str:
        """The key of the line in which an editor is open; empty when there is none."""
        return self._typing

    def begin_typing(self, row: int) -> None:
        """An editor is open in a row: its line stays, whatever the store says."""
        entry = self.entry(row)
        self._typing = entry.line.key if entry is not None else ""

    def end_typing(self) -> None:
        """The editor is closed."""
        self._typing = ""

    # -- showing ---------------------------------------------------------------------------------

    def show_lines(
        self, lines: Iterable[SheetLine], *, register: Register, locked: bool, why: str = ""
    ) -> None:
        """Show a month from its beginning; ``why`` says what locked it and what opens it."""
        self.beginResetModel()
        self._locked_words = why
        self._register, self._locked, self._typing = register, locked, ""
        self._entries = [self._entry(line) for line in lines]
        if not locked:
            self._entries.append(self._blank())
        self.endResetModel()

    def refresh(self, sessions: Sequence[OutreachSession], *, register: Register) -> None:
        """Take what the store holds now: what was typed and not saved stays, lines keep places.

        Only rows that changed are told to the view.
        """
        reworded, self._register = register != self._register, register
        found = {session.id: session for session in sessions}
        for row in reversed(range(len(self._entries))):
            entry = self._entries[row]
            before = (entry.line, entry.reading)
            stored = entry.line.stored
            if reworded:
                self._weigh(entry)
            if stored is not None and entry.sent is None:
                session = found.get(stored.id or "")
                if session is None and self._forget(row, entry):
                    continue
                if session is not None:
                    self._renew(entry, session)
            if (entry.line, entry.reading) != before:
                self._repaint(row)
        self._add_missing(sessions)

    def take_up(self, lines: Sequence[SheetLine]) -> None:
        """Put half-typed lines that were kept on a sheet that shows its sessions already."""
        new = []
        for line in lines:
            entry = self.entry(row := self.row_of(line.key))
            if entry is None:
                new.append(line)
            elif not entry.dirty and entry.line != line:
                entry.line = line
                self._weigh(entry)
                self._repaint(row)
        self.add_lines(new)

    def _forget(self, row: int, entry: Entry) -> bool:
        """A session that the store no longer holds: its line goes, unless it is being typed."""
        line = entry.line
        if (entry.dirty or line.key == self._typing) and not self._locked:
            entry.line = replace(line, stored=None, base=replace(line.base, id=None))
            self._weigh(entry)
            return False
        self.beginRemoveRows(NO_INDEX, row, row)
        del self._entries[row]
        self.endRemoveRows()
        return True

    def _renew(self, entry: Entry, session: OutreachSession) -> None:
        fresh = line_of(session, self._register)
        line = entry.line
        if line.stored == fresh.stored and line.texts == fresh.texts:
            return
        if entry.dirty and line.stored is not None:
            before = texts_of(line.stored, self._register)
            texts = tuple(
                own if own != old else new
                for own, old, new in zip(line.texts, before, fresh.texts, strict=True)
            )
            fresh = replace(fresh, texts=texts, left=line.left)
        entry.line = replace(fresh, key=line.key)
        self._weigh(entry)

    def _add_missing(self, sessions: Sequence[OutreachSession]) -> None:
        present = {entry.line.stored.id for entry in self._entries if entry.line.stored}
        saving = any(one.sent is not None and one.line.stored is None for one in self._entries)
        if saving:
            return  # a new line is on its way into the store: its answer names its session
        for session in sessions:
            if session.id not in present:
                row = self._place_of(session)
                self.beginInsertRows(NO_INDEX, row, row)
                self._entries.insert(row, self._entry(line_of(session, self._register)))
                self.endInsertRows()

    def _place_of(self, session: OutreachSession) -> int:
        """Before the first line of a later day; new lines stay below."""
        for row, entry in enumerate(self._entries):
            stored = entry.line.stored
            if stored is None or (stored.held_on and stored.held_on > session.held_on):
                return row
        return len(self._entries) if self._locked else len(self._entries) - 1

    # -- typing ----------------------------------------------------------------------------------

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None or self._locked or role != Qt.ItemDataRole.EditRole:
            return False
        cell = Cell(index.column())
        line = typed(entry.line, cell, str(value), self._register)
        if line.texts == entry.line.texts and line.offers == entry.line.offers:
            return True
        self._change(index.row(), line)
        return True

    def type_details(self, row: int, details: SessionDraft) -> None:
        """Take what the details of a line say."""
        entry = self.entry(row)
        if entry is not None and not self._locked:
            self._change(row, with_details(entry.line, details, self._register))

    def accept_offer(self, index: Index) -> None:
        """Take the grey proposal of a cell as if it had been typed."""
        entry = self.entry(index.row())
        if entry is not None and (word := entry.line.offers.get(Cell(index.column()))):
            self.setData(index, word)

    def step_back(self, row: int) -> bool:
        """Take back the last thing typed into a line that is not saved; false: nothing to take."""
        entry = self.entry(row)
        if entry is None or not entry.history or not entry.dirty:
            return False
        entry.line = entry.history.pop()
        self._weigh(entry)
        self._tell(row)
        return True

    def can_step_back(self, row: int) -> bool:
        """Whether the line holds something typed and not saved."""
        entry = self.entry(row)
        return entry is not None and bool(entry.history) and entry.dirty

    def leave(self, row: int) -> None:
        """The officer went on to another line: from now on this one says what it lacks."""
        entry = self.entry(row)
        if entry is not None and entry.dirty and not entry.line.left and entry.history:
            entry.line = replace(entry.line, left=True)
            self._repaint(row)

    def add_lines(self, lines: Sequence[SheetLine]) -> int:
        """Put new lines before the empty last one; the row of the first of them."""
        row = len(self._entries) - 1
        if lines:
            self.beginInsertRows(NO_INDEX, row, row + len(lines) - 1)
            self._entries[row:row] = [self._entry(line) for line in lines]
            self.endInsertRows()
        return row

    def start_line(
        self, texts: Mapping[Cell, str], offers: Mapping[Cell, str] | None = None
    ) -> SheetLine:
        """A new line with some cells filled; not on the sheet yet."""
        filled = tuple(texts.get(cell, "") for cell in CELLS)
        return SheetLine(key=self._new_key(), texts=filled, offers=dict(offers or {}))

    def take_away(self, row: int) -> None:
        """Take a line off the sheet; the empty last one only becomes empty anew."""
        if not 0 <= row < len(self._entries):
            return
        self.beginRemoveRows(NO_INDEX, row, row)
        del self._entries[row]
        self.endRemoveRows()
        self._end_with_blank()

    def put_back(self, row: int, line: SheetLine) -> None:
        """Put a line back that was taken away; it says what it lacks and is kept as before."""
        at = max(0, min(row, len(self._entries) - 1))
        self.beginInsertRows(NO_INDEX, at, at)
        self._entries.insert(at, self._entry(replace(line, left=True)))
        self.endInsertRows()
        self.line_typed.emit(line.key)

    # -- saving ----------------------------------------------------------------------------------

    def saving(self, key: str) -> None:
        """The store is writing the line as it stands now."""
        entry = self.entry(self.row_of(key))
        if entry is not None:
            entry.sent = entry.line

    def saved(self, key: str, draft: SessionDraft) -> None:
        """The store holds ``draft`` (with its id) now; what was typed meanwhile stays typed."""
        row = self.row_of(key)
        entry = self.entry(row)
        if entry is None:
            return
        line, sent = entry.line, entry.sent or entry.line
        base = draft if line.base == sent.base else replace(line.base, id=draft.id)
        texts = texts_of(draft, self._register) if line.texts == sent.texts else line.texts
        entry.line = replace(
            line, texts=texts, stored=draft, base=base, left=True, kept=False, offers={}, refused=()
        )
        entry.sent = None
        entry.history.clear()
        self._weigh(entry)
        self._repaint(row)

    def not_saved(self, key: str, problems: Sequence[Problem]) -> None:
        """The store refused the line for these reasons; with none the disk did not take it."""
        row = self.row_of(key)
        entry = self.entry(row)
        if entry is None:
            return
        entry.sent = None
        known = {(problem.code, problem.field) for _cell, problem in entry.reading.problems}
        new = tuple(one for one in problems if one.stops and (one.code, one.field) not in known)
        kept = entry.line.kept or not problems
        entry.line = replace(entry.line, refused=new, left=True, kept=kept)
        self._weigh(entry)
        self._repaint(row)

    # -- what the view asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of lines."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The seven columns."""
        return 0 if parent.isValid() else len(CELLS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of an open month can be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base if self._locked else base | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its text, its side, its state and the sentence about it."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        cell = Cell(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text_of(entry, cell, self._register)
            case Qt.ItemDataRole.EditRole:
                return entry.line.texts[cell]
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment(cell)
            case Qt.ItemDataRole.ToolTipRole:
                locked = self._locked_words if self._locked else ""
                return tip_of(entry, cell, self._register, locked=locked)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._locked_words if self._locked else None
            case _:
                last = not self._locked and index.row() == len(self._entries) - 1
                return state_of(entry, cell, role, self._register, open_end=last)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        return heading_data(section, orientation, role)

    def waiting_sentence(self, row: int) -> str:
        """Why a line that was left is not saved; empty when it is saved or being typed."""
        entry = self.entry(row)
        if entry is None or not entry.dirty:
            return ""
        if not entry.line.left and not self.late_at(row):
            return ""
        said = lacking([one for _cell, one in entry.reading.problems], self._register.period)
        if said or not entry.unwritten:
            return said
        return _("Not saved yet. It is saved when you leave the line.")

    def unwritten_rows(self) -> tuple[int, ...]:
        """The rows of the lines that are not in the register."""
        return tuple(row for row, entry in enumerate(self._entries) if entry.unwritten)

    def first_fault(self, row: int) -> Cell:
        """The first cell of a line that keeps it from being written; the day when none does."""
        entry = self.entry(row)
        found = entry.reading.problems if entry is not None else ()
        return min((cell for cell, problem in found if problem.stops), default=Cell.DAY)

    def late_at(self, row: int) -> bool:
        """Whether the day of a line lies in a closed period, so that the line cannot be saved."""
        entry = self.entry(row)
        found = entry.reading.of(Cell.DAY) if entry is not None else ()
        return any(problem.code == "late_slip" for problem in found)

    def _entry(self, line: SheetLine) -> Entry:
        entry = Entry(line, LineReading(NEW))
        self._weigh(entry)
        return entry

    def _blank(self) -> Entry:
        return self._entry(SheetLine(key=self._new_key()))

    def _weigh(self, entry: Entry) -> None:
        entry.reading = read_line(entry.line, self._register)
        entry.dirty = dirty(entry.line, entry.reading, self._register)

    def _change(self, row: int, line: SheetLine) -> None:
        entry = self._entries[row]
        entry.history.append(entry.line)
        del entry.history[:-_HISTORY]
        entry.line = line
        self._weigh(entry)
        self._tell(row)

    def _tell(self, row: int) -> None:
        self._repaint(row)
        key = self._entries[row].line.key
        self._end_with_blank()
        self.line_typed.emit(key)

    def _end_with_blank(self) -> None:
        if self._locked or (self._entries and self._entries[-1].line.blank):
            return
        end = len(self._entries)
        self.beginInsertRows(NO_INDEX, end, end)
        self._entries.append(self._blank())
        self.endInsertRows()

    def _repaint(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(CELLS) - 1))

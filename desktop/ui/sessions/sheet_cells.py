"""What a cell of the month sheet says: its text, its state and the sentence about it."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from desktop.domain.problems import Problem
from desktop.domain.sessions import SessionStatus
from desktop.i18n import N_, _
from desktop.ui.sessions.cell_words import late_sentence, late_words, sentence
from desktop.ui.sessions.lines import CELLS, Cell, LineReading, Register, SheetLine, is_late
from desktop.wording import status_word

PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 1
"""What is wrong with a cell: "error", "warning" or nothing."""
OFFER_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the text of a cell is a grey proposal."""
WAITING_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether the line was left and is not saved yet."""
HINT_ROLE = Qt.ItemDataRole.UserRole + 4
"""What an empty cell says in grey."""
LATE_ROLE = Qt.ItemDataRole.UserRole + 6
"""Whether the line is a late slip of a closed period."""
PLANNED_ROLE = Qt.ItemDataRole.UserRole + 5
"""Whether the session is planned, postponed or cancelled: it stands on the sheet in soft ink."""

_HEADINGS = {
    Cell.DAY: N_("Day"),
    Cell.GROUPS: N_("Residential group"),
    Cell.FORMAT: N_("Format"),
    Cell.TOPIC: N_("Topic"),
    Cell.LEAD: N_("Led by"),
    Cell.ATTENDANCE: N_("Attendance"),
    Cell.NOTE: N_("Note"),
}


def heading(cell: Cell) -> str:
    """What stands above a column."""
    return _(_HEADINGS[cell])


def alignment(cell: Cell) -> int:
    """Figures stand at the right, words at the left."""
    across = Qt.AlignmentFlag.AlignRight if cell is Cell.ATTENDANCE else Qt.AlignmentFlag.AlignLeft
    return int(Qt.AlignmentFlag.AlignVCenter | across)


def heading_data(section: int, orientation: Qt.Orientation, role: int) -> object:
    """What a model of sessions tells of its headings."""
    if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(CELLS):
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return heading(Cell(section))
    return alignment(Cell(section)) if role == Qt.ItemDataRole.TextAlignmentRole else None


_MISSING = frozenset({"date_missing", "group_missing", "format_missing"})


@dataclass(slots=True)
class Entry:
    """A line with its meaning; ``sent`` is what the store is writing, ``history`` serves undo."""

    line: SheetLine
    reading: LineReading
    dirty: bool = False
    sent: SheetLine | None = None
    history: list[SheetLine] = field(default_factory=list)

    @property
    def unwritten(self) -> bool:
        """Whether the line was left, or brought back, and is not in the register."""
        if not self.dirty or not self.line.left or self.sent is not None:
            return False
        return self.line.kept or not self.reading.complete

    def shown_problems(self, cell: Cell) -> tuple[Problem, ...]:
        """What a cell shows as wrong; while a line is typed, what is missing is no fault yet."""
        found = self.reading.of(cell)
        if self.line.left:
            return found
        if self.line.blank:
            return ()
        return tuple(problem for problem in found if problem.code not in _MISSING)

    def offers(self, cell: Cell) -> bool:
        """Whether the text of a cell is a grey proposal."""
        return cell in self.line.offers and not self.line.texts[cell]


def state_of(entry: Entry, cell: Cell, role: int, register: Register, *, open_end: bool) -> object:
    """What a role asks of a cell; ``open_end``: it stands in the line that is always empty."""
    match role:
        case _ if role == PROBLEM_ROLE:
            found = entry.shown_problems(cell)
            return "error" if any(one.stops for one in found) else "warning" if found else ""
        case _ if role == OFFER_ROLE:
            return entry.offers(cell)
        case _ if role == WAITING_ROLE:
            return entry.unwritten
        case _ if role == HINT_ROLE:
            asked = open_end and cell is Cell.DAY and entry.line.blank
            return _("add…") if asked else ""
        case _ if role == LATE_ROLE:
            return is_late(entry.reading.draft, register)
        case _ if role == PLANNED_ROLE:
            return entry.reading.draft.status is not SessionStatus.HELD
    return None


def tip_of(entry: Entry, cell: Cell, register: Register, *, locked: str) -> str:
    """The sentence about a cell; ``locked`` says why its month is closed, empty while open."""
    found = [sentence(one, register.period, register.rule) for one in entry.shown_problems(cell)]
    if not found and entry.offers(cell):
        return _("As last time. Enter takes it over, Delete takes it away.")
    said = "\n".join(found) or entry.line.texts[cell]
    draft = entry.reading.draft
    if draft.reported_in and is_late(draft, register):
        said = "\n".join(part for part in (said, late_sentence(draft.reported_in)) if part)
    elif locked:
        said = "\n".join(part for part in (said, locked) if part)
    return said


def text_of(entry: Entry, cell: Cell, register: Register) -> str:
    """A cell's text, else the proposal; the note tells a session not held, and a late slip."""
    text = entry.line.texts[cell] or entry.line.offers.get(cell, "")
    if cell is Cell.DAY:
        return _short_year(text)
    if cell is not Cell.NOTE:
        return text
    draft, said = entry.reading.draft, []
    if draft.reported_in and is_late(draft, register):
        said.append(late_words(draft.reported_in, register.period))
    if draft.status is not SessionStatus.HELD:
        said.append(status_word(draft.status))
    return " · ".join((*said, text) if text else said)


def _short_year(day: str) -> str:
    """ "20/8/26" where the day stands with its year, so that it has room in its cell."""
    start, slash, year = day.rpartition("/")
    return f"{start}{slash}{year[2:]}" if "/" in start and len(year) == len("2026") else day

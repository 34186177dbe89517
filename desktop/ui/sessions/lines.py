"""One line of the month sheet: what was typed, and what it means as a draft of a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum

from desktop.actions.late import ClosedSpan
from desktop.domain.days import day_in_period
from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import Period, PeriodRule
from desktop.domain.problems import Problem, Severity
from desktop.domain.sessions import OutreachSession, SessionDraft, check_session
from desktop.domain.text import fold, identity_key, nfc, tidy
from desktop.i18n import format_number
from desktop.ui.sessions.group_text import groups_text, named_groups
from desktop.ui.widgets.fields import parse_number


class Cell(IntEnum):
    """The columns of the sheet, from left to right."""

    DAY = 0
    GROUPS = 1
    FORMAT = 2
    TOPIC = 3
    LEAD = 4
    ATTENDANCE = 5
    NOTE = 6


CELLS = tuple(Cell)
BLANK: tuple[str, ...] = ("",) * len(CELLS)
_PLACES = {
    "held_on": Cell.DAY,
    "group_ids": Cell.GROUPS,
    "audiences": Cell.GROUPS,
    "format": Cell.FORMAT,
    "topics": Cell.TOPIC,
    "lead_body": Cell.LEAD,
    "attendance": Cell.ATTENDANCE,
}
NEW = SessionDraft(held_on=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What the lines of one month are read against.

    ``wide`` is what the cell says of an activity for the whole commune ("Toàn phường");
    ``closed`` are the days that closings lock, the shortest first.
    """

    period: Period
    today: date
    groups: tuple[ResidentialGroup, ...] = ()
    formats: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    earliest: date | None = None
    wide: str = ""
    rule: PeriodRule = field(default_factory=PeriodRule)
    closed: tuple[ClosedSpan, ...] = ()

    def closed_around(self, day: date | None) -> tuple[ClosedSpan, ...]:
        """The closings that lock a day, the shortest first."""
        return tuple(span for span in self.closed if day is not None and day in span)

    def words(self, cell: Cell) -> tuple[str, ...]:
        """The words that a cell offers while it is typed."""
        match cell:
            case Cell.GROUPS:
                return tuple(group.full_name for group in self.groups)
            case Cell.FORMAT:
                return self.formats
            case Cell.TOPIC:
                return self.topics
            case Cell.LEAD:
                return self.bodies
            case _:
                return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line as it stands on the sheet.

    ``texts`` is what the seven cells say and ``base`` what the details say; ``stored`` is the
    session in the store (none for a new line). ``offers`` are grey proposals, not yet taken.
    ``left`` says that the officer went on: from then on the line says what it lacks. ``kept`` says
    that it comes from an earlier sitting, or failed to be written, and was not written since.
    """

    key: str
    texts: tuple[str, ...] = BLANK
    base: SessionDraft = NEW
    stored: SessionDraft | None = None
    offers: Mapping[Cell, str] = field(default_factory=dict)
    left: bool = False
    kept: bool = False
    refused: tuple[Problem, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return self.stored is None and not any(self.texts) and self.base == NEW and not self.offers


@dataclass(frozen=True, slots=True)
class LineReading:
    """What a line means: the draft, and what is wrong with which cell."""

    draft: SessionDraft
    problems: tuple[tuple[Cell, Problem], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the line can be written."""
        return not any(problem.stops for _cell, problem in self.problems)

    def of(self, cell: Cell) -> tuple[Problem, ...]:
        """What is wrong with one cell."""
        return tuple(problem for place, problem in self.problems if place == cell)


def line_of(session: OutreachSession, register: Register) -> SheetLine:
    """The line that shows a stored session."""
    draft = SessionDraft.of(session)
    return SheetLine(
        key=session.id, texts=texts_of(draft, register), base=draft, stored=draft, left=True
    )


def texts_of(draft: SessionDraft, register: Register) -> tuple[str, ...]:
    """What the seven cells say of a draft."""
    return (
        day_text(draft.held_on, register.period),
        groups_text(
            draft.group_ids, register.groups, wide=register.wide if draft.commune_wide else ""
        ),
        draft.format,
        "; ".join(draft.topics),
        draft.lead_body,
        "" if draft.attendance is None else format_number(draft.attendance),
        draft.note,
    )


def day_text(day: date | None, period: Period) -> str:
    """ "20/9" inside the month, with the year outside of it."""
    if day is None:
        return ""
    short = f"{day.day}/{day.month}"
    return short if day in period else f"{short}/{day.year}"


def written_out(cell: Cell, text: str, register: Register) -> str:
    """A typed text as the cell then shows it ("20" as "20/9", "ho" as it is, "3" as the name)."""
    kept = nfc(text).strip() if cell is Cell.NOTE else tidy(text)
    match cell:
        case Cell.DAY:
            return day_text(day_in_period(kept, register.period), register.period) or kept
        case Cell.GROUPS:
            named = named_groups(kept, register.groups) if kept else None
            if named is None or named.problem is not None:
                return kept
            wide = register.wide if named.commune_wide else ""
            return groups_text(named.ids, register.groups, wide=wide) or kept
        case Cell.FORMAT | Cell.LEAD:
            return known_word(kept, register.words(cell))
        case Cell.TOPIC:
            return "; ".join(topics_of(kept, register))
        case Cell.ATTENDANCE:
            number = parse_number(kept)
            return kept if number is None else format_number(number)
        case Cell.NOTE:
            return kept


def known_word(text: str, words: Sequence[str]) -> str:
    """The word of the list that the text spells, whatever its accents; else the text itself."""
    if not text or text in words:
        return text
    same = [word for word in words if identity_key(word) == identity_key(text)]
    if not same:
        wanted = fold(text)
        same = [word for word in words if fold(word) == wanted]
    return same[0] if len(same) == 1 else text


def topics_of(text: str, register: Register) -> tuple[str, ...]:
    """The topics of a cell, one or several divided by ";"."""
    parts = (tidy(part) for part in text.split(";"))
    return tuple(dict.fromkeys(known_word(part, register.topics) for part in parts if part))


def typed(line: SheetLine, cell: Cell, text: str, register: Register) -> SheetLine:
    """The line after ``text`` was typed into a cell."""
    shown = written_out(cell, text, register)
    texts = (*line.texts[:cell], shown, *line.texts[cell + 1 :])
    offers = {place: word for place, word in line.offers.items() if place != cell}
    return replace(line, texts=texts, offers=offers, refused=())


def with_details(line: SheetLine, details: SessionDraft, register: Register) -> SheetLine:
    """The line with other details; what the cells say stays, but for the note."""
    texts = (*line.texts[: Cell.NOTE], details.note)
    return replace(
        line,
        texts=texts,
        base=replace(details, note=read_line(line, register).draft.note),
        refused=(),
    )


def dirty(line: SheetLine, reading: LineReading, register: Register) -> bool:
    """Whether the line says something else than the store."""
    if line.stored is None:
        return not line.blank
    if line.texts == texts_of(line.stored, register):
        return line.base != line.stored
    return reading.draft != line.stored or not reading.complete


def read_line(line: SheetLine, register: Register) -> LineReading:
    """What a line means, and what is wrong with it."""
    before = texts_of(line.base, register)
    draft, problems = line.base, []
    for cell in CELLS:
        if line.texts[cell] != before[cell]:
            draft, problem = _READERS[cell](line.texts[cell], draft, register)
            if problem is not None:
                problems.append((cell, problem))
    wrong = {cell for cell, _problem in problems}
    for problem in check_session(draft, today=register.today, earliest=register.earliest):
        cell = _PLACES.get(problem.field, Cell.NOTE)
        if cell not in wrong:
            problems.append((cell, problem))
    if day_problem := _about_day(line, draft, register):
        problems.append((Cell.DAY, day_problem))
    problems += [(_PLACES.get(one.field, Cell.NOTE), one) for one in line.refused]
    return LineReading(draft, tuple(problems))


def is_late(draft: SessionDraft, register: Register) -> bool:
    """Whether a session is a slip of a closed period that a later report names."""
    return draft.reported_in is not None and bool(register.closed_around(draft.held_on))


def _about_day(line: SheetLine, draft: SessionDraft, register: Register) -> Problem | None:
    """A day of a closed period stops a line; a day of another open month is only told."""
    if draft.held_on is None or is_late(draft, register):
        return None
    details = {"date": draft.held_on.isoformat()}
    moved = line.stored is None or line.stored.held_on != draft.held_on
    if moved and (spans := register.closed_around(draft.held_on)):
        details["period"] = spans[0].period
        return Problem("late_slip", "held_on", details=details)
    if draft.held_on not in register.period:
        return Problem("other_month", "held_on", Severity.WARNING, details)
    return None


Read = tuple[SessionDraft, Problem | None]


def _read_day(text: str, draft: SessionDraft, register: Register) -> Read:
    day = day_in_period(text, register.period)
    wrong = bool(text) and day is None
    problem = Problem("day_not_understood", "held_on", details={"text": text}) if wrong else None
    return replace(draft, held_on=day), problem


def _read_groups(text: str, draft: SessionDraft, register: Register) -> Read:
    if not text:
        return replace(draft, group_ids=(), commune_wide=False), None
    named = named_groups(text, register.groups)
    if text == register.wide:
        return replace(draft, group_ids=(), commune_wide=True), None
    return replace(draft, group_ids=named.ids, commune_wide=named.commune_wide), named.problem


def _read_format(text: str, draft: SessionDraft, register: Register) -> Read:
    return replace(draft, format=known_word(text, register.formats)), None


def _read_topics(text: str, draft: SessionDraft, register: Register) -> Read:
    return replace(draft, topics=topics_of(text, register)), None


def _read_lead(text: str, draft: SessionDraft, register: Register) -> Read:
    return replace(draft, lead_body=known_word(text, register.bodies)), None


def _read_attendance(text: str, draft: SessionDraft, _register: Register) -> Read:
    number = parse_number(text)
    wrong = bool(text) and number is None
    problem = Problem("number_not_understood", "attendance") if wrong else None
    return replace(draft, attendance=number), problem


def _read_note(text: str, draft: SessionDraft, _register: Register) -> Read:
    return replace(draft, note=text), None


_READERS = {
    Cell.DAY: _read_day,
    Cell.GROUPS: _read_groups,
    Cell.FORMAT: _read_format,
    Cell.TOPIC: _read_topics,
    Cell.LEAD: _read_lead,
    Cell.ATTENDANCE: _read_attendance,
    Cell.NOTE: _read_note,
}

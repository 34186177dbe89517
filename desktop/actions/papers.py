"""Every paper by its kind: the periodic reports, and those made of groups, sessions and models.

Registers, forms, the month's plan, reminders, sheets of the area and of tasks, and the minutes of
handing over are made here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.issued_figures import figures_stand
from desktop.actions.paper_numbers import issued_report, numbered, numbered_by
from desktop.actions.periods import month_holding, period_view
from desktop.actions.post_inventory import inventory
from desktop.actions.reports import PERIODIC, document_as_issued, paper_frame, report_document
from desktop.db import issued_queries, queries
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words
from desktop.domain.line_codes import LineKind, decode, line_code, named_by
from desktop.domain.periods import Period, PeriodKind, parse_period
from desktop.domain.proposed_days import answer_day
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import Snapshot
from desktop.reports.frame import PaperFrame
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Document

# Each paper is imported where it is made: the others would delay the first of a closed program.
if TYPE_CHECKING:
    from desktop.actions.period_status import NamedGroup

SESSION_REGISTER = "session-register"
MODEL_REGISTER = "model-register"
MINUTES = "minutes"
COLLECTION_FORM = "collection-form"
MONTH_PLAN = "month-plan"
REMINDER = "reminder"
AREA_REVIEW = "area-review"
TASKS = "tasks"
POST_HAND_OVER = "post-hand-over"
PAPER_KINDS = (
    SESSION_REGISTER,
    MODEL_REGISTER,
    MINUTES,
    COLLECTION_FORM,
    MONTH_PLAN,
    REMINDER,
    AREA_REVIEW,
    TASKS,
    POST_HAND_OVER,
)
"""The kinds of papers made here, by the names that the command knows."""

PUBLIC = "public"
"""The public variant of a closed period's report, of any kind of period."""

STICK_SLIP = "stick-slip"
"""The slip that goes with the file of a closed period, of any kind of period."""

_OF_A_MONTH = frozenset({COLLECTION_FORM, MONTH_PLAN, REMINDER})


class NobodyToRemindError(LookupError):
    """No group lacks anything in the month of a reminder; ``args[0]`` is the month's id."""


class MonthOverError(ValueError):
    """The plan of a month would begin after its last day; ``args[0]`` is the month's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChoice:
    """What a paper is asked for besides its kind and period.

    ``session_id`` or ``group_id``: whose minutes they are; ``starting``: the first day that the
    month's plan proposes (none: the day of its date, else today); ``by``: until when a reminder
    asks for an answer (none: the closing date); ``signer_id``: who signs (none: the usual
    signer); ``blank``: the review sheet of the area, or an inspection form for each group, to be
    filled in by hand; ``anew``: a new letter, plan, minutes or report of a range of days, number
    and date open though the register holds an earlier one; ``issued_id``: the line of the register
    whose paper is printed as it went out, also where its period was corrected since.
    """

    session_id: str | None = None
    group_id: str | None = None
    starting: date | None = None
    by: date | None = None
    signer_id: str | None = None
    blank: bool = False
    anew: bool = False
    issued_id: str | None = None

    @property
    def about(self) -> str:
        """The session or group that minutes are of; empty for other papers."""
        return self.session_id or self.group_id or ""


_USUAL = PaperChoice()


def needs_month(kind: str) -> bool:
    """Whether a paper is made for one month alone."""
    return kind in _OF_A_MONTH


def paper_document(desk: Desk, kind: str, period: Period, choice: PaperChoice = _USUAL) -> Document:
    """A paper as a document tree; minutes of a session are of the month that holds it.

    Raises:
        KeyError: there is no such kind, session or group.
        ValueError: the paper needs a month.
        ReportKindError: the report needs another kind of period.
        NoCorrectionError: the period was never corrected.
        OpenPeriodError: the public variant, or the slip of a file, of a period that is open.
        LookupError: the line of the register is no report of a closed period.
    """
    issued = _issued_line(desk, choice)
    if issued is not None and issued.closing_id is not None:
        return document_as_issued(desk, issued)
    if kind == PUBLIC:
        from desktop.actions.public_report import public_document

        return public_document(desk, period, signer_id=choice.signer_id)
    if kind == STICK_SLIP:
        from desktop.actions.check_codes import stick_slip_document

        return stick_slip_document(desk, period, signer_id=choice.signer_id)
    if kind in PERIODIC:
        return report_document(desk, kind, period, signer_id=choice.signer_id, anew=choice.anew)
    if needs_month(kind) and period.kind is not PeriodKind.MONTH:
        raise ValueError(kind)
    session = _session(desk, choice.session_id)
    if kind == MINUTES and session is not None:
        period = month_holding(desk, session.held_on)
    frame = paper_frame(desk, period, signer_id=choice.signer_id)
    line = standing_line(desk, kind, period, choice)
    if line is not None:
        frame = numbered_by(desk, frame, line)
        choice = _with_day(choice, kind, day_kept(line) or day_asked(kind, choice))
    made = _Made(desk, period, period_view(desk, period).snapshot, frame, choice, session)
    return _MAKERS[kind](made)


def standing_line(
    desk: Desk, kind: str, period: Period, choice: PaperChoice = _USUAL
) -> IssuedPaper | None:
    """The line whose number a letter, plan, register or minutes prints; none: it stays open.

    A number never stands over other figures, or another day to answer by, than were signed.
    """
    line = _issued_line(desk, choice)
    if line is None and not choice.anew:
        line = issued_report(desk, kind, period, about=choice.about)
    if line is None or not figures_stand(desk, line):
        return None
    kept = day_kept(line)
    return None if kept and day_asked(kind, choice) not in (None, kept) else line


def _issued_line(desk: Desk, choice: PaperChoice) -> IssuedPaper | None:
    """The line of the register that a paper is asked for by; none where it is another's."""
    known = issued_queries.issued_papers(desk.store)
    return next((one for one in known if one.id == choice.issued_id), None)


def day_kept(line: IssuedPaper) -> date | None:
    """The day by which a letter with a number asked for an answer, or its plan begins with."""
    words = read_words(line.words)
    if words is not None and words.answer_by:
        return date.fromisoformat(words.answer_by)
    return line.issued_on if line.kind == MONTH_PLAN else None


def day_asked(kind: str, choice: PaperChoice) -> date | None:
    """The day that a letter or plan is asked for with; none: its usual one, or it has none."""
    if kind == MONTH_PLAN:
        return choice.starting
    return choice.by if kind == REMINDER else None


def _with_day(choice: PaperChoice, kind: str, day: date | None) -> PaperChoice:
    return replace(choice, starting=day) if kind == MONTH_PLAN else replace(choice, by=day)


def paper_pdf(desk: Desk, kind: str, period: Period, choice: PaperChoice = _USUAL) -> bytes:
    """A paper as PDF; the same data give the same bytes.

    Raises:
        NobodyToRemindError: the reminder would go to nobody.
        MonthOverError: the plan would begin after its month.
        And whatever :func:`paper_document` raises.
    """
    return write_pdf(_worth_printing(desk, kind, period, choice))


def paper_word(desk: Desk, kind: str, period: Period, choice: PaperChoice = _USUAL) -> bytes:
    """A paper as a Word file that can be edited; the same data, the same bytes."""
    from desktop.reports.word import write_word

    return write_word(_worth_printing(desk, kind, period, choice))


def paper_excel(desk: Desk, kind: str, period: Period, choice: PaperChoice = _USUAL) -> bytes:
    """A paper as an Excel file; the same data, the same bytes."""
    from desktop.reports.excel import write_excel

    return write_excel(_worth_printing(desk, kind, period, choice))


def _worth_printing(desk: Desk, kind: str, period: Period, choice: PaperChoice) -> Document:
    """A paper that tells somebody something; one that has its number went out as it is."""
    document = paper_document(desk, kind, period, choice)
    if kind not in (REMINDER, MONTH_PLAN):
        return document
    frame = paper_frame(desk, period)
    if standing_line(desk, kind, period, choice) is not None:
        return document
    if kind == MONTH_PLAN:
        if (choice.starting or desk.clock.today()) > period.last_day:
            raise MonthOverError(period.id)
        return document
    from desktop.reports.reminder import nobody_lacks

    if nobody_lacks(period_view(desk, period).snapshot, frame):
        raise NobodyToRemindError(period.id)
    return document


def passed_deadline(desk: Desk, period: Period, choice: PaperChoice = _USUAL) -> date | None:
    """The day until which a reminder asks for an answer, where it is over already.

    A letter that has its number is judged by its own date.
    """
    frame = paper_frame(desk, period)
    if not choice.anew:
        frame = numbered(desk, frame, REMINDER, period)
    by, written = choice.by, frame.signed_on or desk.clock.today()
    # Where no day is named, the letter asks by one that is still to come.
    return by if by is not None and by < written else None


@dataclass(frozen=True, slots=True)
class _Made:
    """What the maker of a paper may ask for."""

    desk: Desk
    period: Period
    snapshot: Snapshot
    frame: PaperFrame
    choice: PaperChoice
    session: OutreachSession | None


def _session(desk: Desk, session_id: str | None) -> OutreachSession | None:
    if session_id is None:
        return None
    found = queries.session_by_id(desk.store, session_id)
    if found is None:
        raise KeyError(session_id)
    return found


def _session_register(made: _Made) -> Document:
    from desktop.reports.session_register import session_register

    return session_register(made.snapshot, made.frame)


def _model_register(made: _Made) -> Document:
    from desktop.reports.model_register import model_register

    return model_register(made.snapshot, made.frame)


def _reminder(made: _Made) -> Document:
    from desktop.reports.reminder import reminder

    written = made.frame.signed_on or made.desk.clock.today()
    by = made.choice.by or answer_day(made.period, written=written)
    return reminder(made.snapshot, made.frame, by=by)


def _minutes(made: _Made) -> Document:
    from desktop.reports.session_forms import MinutesSubject, minutes

    session, group_id = made.session, made.choice.group_id
    if session is not None:
        day, ids, code = session.held_on, session.group_ids, session_code(made.desk, session)
    elif group_id is not None:
        day, ids = made.period.last_day, (group_id,)
        code = group_codes(made.desk, made.period)[group_id]
    else:
        return minutes(made.snapshot, made.frame, MinutesSubject())
    groups = queries.groups_by_id(made.desk.store)
    names = tuple(groups[one].name_on(day) for one in ids if one in groups)
    subject = MinutesSubject(session=session, groups=names, code=code)
    return minutes(made.snapshot, made.frame, subject)


def _collection_forms(made: _Made) -> Document:
    from desktop.reports.session_forms import collection_forms

    codes = group_codes(made.desk, made.period)
    return collection_forms(made.snapshot, made.frame, codes)


def _month_plan(made: _Made) -> Document:
    from desktop.reports.month_plan import month_plan

    return month_plan(
        made.snapshot,
        made.frame,
        starting=made.choice.starting or made.frame.signed_on or made.desk.clock.today(),
        members=_looked_after(made.desk),
    )


def _looked_after(desk: Desk) -> Mapping[str, str]:
    """Who of the committee looks after each group, by group id."""
    found: dict[str, list[str]] = {}
    for member in queries.members(desk.store):
        for group_id in member.group_ids:
            found.setdefault(group_id, []).append(member.name)
    return {group_id: ", ".join(names) for group_id, names in found.items()}


def _area_review(made: _Made) -> Document:
    from desktop.actions.area_papers import review_of
    from desktop.reports.area_review import area_review

    review = review_of(made.desk, made.period, blank=made.choice.blank)
    return area_review(made.snapshot, made.frame, review, blank=made.choice.blank)


def _tasks(made: _Made) -> Document:
    from desktop.actions.area_papers import inspected_in
    from desktop.reports.tasks_sheet import inspection_forms, tasks_sheet

    if made.choice.blank:
        return inspection_forms(made.snapshot, made.frame)
    held, open_before = inspected_in(made.desk, made.period)
    return tasks_sheet(made.snapshot, made.frame, held, open_before)


def _post_hand_over(made: _Made) -> Document:
    from desktop.reports.hand_over import post_hand_over

    return post_hand_over(made.snapshot, made.frame, inventory(made.desk, made.period))


_MAKERS: Mapping[str, Callable[[_Made], Document]] = {
    SESSION_REGISTER: _session_register,
    MODEL_REGISTER: _model_register,
    MINUTES: _minutes,
    COLLECTION_FORM: _collection_forms,
    MONTH_PLAN: _month_plan,
    REMINDER: _reminder,
    AREA_REVIEW: _area_review,
    TASKS: _tasks,
    POST_HAND_OVER: _post_hand_over,
}


def group_codes(desk: Desk, month: Period) -> Mapping[str, str]:
    """The short code of every group for a month, by group id."""
    ids = [group.id for group in queries.groups(desk.store)]
    return {
        one: line_code(LineKind.GROUP_MONTH, month=month.id, identity=one, others=ids).text
        for one in ids
    }


def session_code(desk: Desk, session: OutreachSession) -> str:
    """The short code of a session, told apart from the others of its month."""
    month = month_holding(desk, session.held_on)
    others = [one.id for one in queries.sessions(desk.store, start=month.start, end=month.end)]
    return line_code(LineKind.SESSION, month=month.id, identity=session.id, others=others).text


class CodedSession(NamedTuple):
    """A session that a code may mean, with the names of its groups."""

    id: str
    held_on: date
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What a short code stands for: a month and its groups, or sessions; more than one is rare."""

    kind: LineKind
    month: str
    groups: tuple["NamedGroup", ...] = ()
    sessions: tuple[CodedSession, ...] = field(default=())


def line_of_code(desk: Desk, text: str) -> CodeMeaning | None:
    """What a typed or scanned code stands for here; none when it is no code or was mistyped.

    A session whose day was moved to another month since is found all the same.
    """
    code = decode(text)
    if code is None:
        return None
    from desktop.actions.period_status import NamedGroup

    groups = queries.groups_by_id(desk.store)
    if code.kind is LineKind.GROUP_MONTH:
        named = tuple(NamedGroup(one, groups[one].full_name) for one in named_by(code, groups))
        return CodeMeaning(code.kind, code.month, groups=named)
    rule = queries.counting_settings(desk.store).period_rule
    month = parse_period(code.month, rule)
    found = queries.sessions(desk.store, start=month.start, end=month.end)
    wanted = set(named_by(code, (one.id for one in found)))
    if not wanted:
        found = queries.sessions(desk.store)
        wanted = set(named_by(code, (one.id for one in found)))
    sessions = tuple(
        CodedSession(
            one.id,
            one.held_on,
            tuple(groups[g].name_on(one.held_on) for g in one.group_ids if g in groups),
        )
        for one in found
        if one.id in wanted
    )
    return CodeMeaning(code.kind, code.month, sessions=sessions)

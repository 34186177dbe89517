"""The papers that a month offers, each with its state; plain functions for the worker."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from desktop.actions.deadlines import reports_of
from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.issued_papers import papers
from desktop.actions.issued_register import ISSUED_REGISTER as REGISTER_KIND
from desktop.actions.paper_numbers import CORRECTION
from desktop.actions.papers import PAPER_KINDS, POST_HAND_OVER, STICK_SLIP, PaperChoice
from desktop.actions.papers import PUBLIC as PUBLIC_KIND
from desktop.actions.periods import (
    PeriodState,
    closing_in_force,
    correction_in_progress,
    period_named,
    state_of,
    was_printed,
)
from desktop.actions.reports import PERIODIC, problem_of_period
from desktop.actions.sessions import sessions_of
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import Period, PeriodKind, parse_period
from desktop.domain.sessions import SessionStatus
from desktop.i18n import N_, _, format_date
from desktop.ui.reports.words import number_words, short_number
from desktop.wording import join_groups, period_dates
from desktop.wording.issued import paper_kind

MONTH = str(PeriodKind.MONTH)
AD_HOC = str(PeriodKind.AD_HOC)
MARGINS = "margins-test"
"""The page that shows whether the printer keeps the margins; made here, of no period."""
PUBLIC = PUBLIC_KIND
ISSUED_REGISTER = REGISTER_KIND
MINUTES, MONTH_PLAN, REMINDER = "minutes", "month-plan", "reminder"
AREA_REVIEW, TASKS = "area-review", "tasks"

OF_ANY_PERIOD = frozenset(
    {"session-register", "model-register", AREA_REVIEW, TASKS, POST_HAND_OVER, STICK_SLIP, PUBLIC}
)
"""Papers that are made of a quarter or year as well as of a month."""
OF_CLOSED = frozenset({STICK_SLIP, PUBLIC})
"""Papers that are made of closed figures alone."""
WITH_BLANK = frozenset({AREA_REVIEW, TASKS})
MORE_THAN_ONCE = frozenset({MINUTES, MONTH_PLAN, REMINDER, POST_HAND_OVER})
"""Papers that may go out again in the same period, each time under a number of its own."""
IN_MENU = (AD_HOC, PUBLIC, ISSUED_REGISTER, MARGINS)
"""What is seldom needed: behind the button with three dots."""

_SHORT = {
    "session-register": N_("Session register"),
    "model-register": N_("Model register"),
    MINUTES: N_("Session minutes"),
    "collection-form": N_("Collection forms"),
    MONTH_PLAN: N_("Month plan, calendar"),
    REMINDER: N_("Reminder letter"),
    AREA_REVIEW: N_("Area review sheet"),
    TASKS: N_("Tasks, inspections"),
    POST_HAND_OVER: N_("Post hand-over minutes"),
    STICK_SLIP: N_("Slip of the file"),
}

_EMPTY = {
    "report_to_come": N_("Not begun yet"),
    "report_not_tracked": N_("Before the first month tracked"),
}


class Tone(StrEnum):
    """How the state of a paper reads; the values are looks of the type scale."""

    PLAIN = "small"
    DUE = "todo"
    DONE = "met"


@dataclass(frozen=True, slots=True)
class Wish:
    """The paper somebody wants to see; without a period the one that the month gives it."""

    kind: str = MONTH
    period: Period | None = None
    choice: PaperChoice = field(default_factory=PaperChoice)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper in the list: what it is, of which period, and how far it came."""

    kind: str
    period: Period
    title: str
    state: str = ""
    tone: Tone = Tone.PLAIN

    @property
    def periodic(self) -> bool:
        """Whether it is one of the reports that are closed and numbered."""
        return self.kind in PERIODIC and self.kind != AD_HOC

    @property
    def has_own_texts(self) -> bool:
        """Whether the officer's own paragraphs live on in it from period to period."""
        return self.kind == self.period.kind

    @property
    def own_report(self) -> bool:
        """Whether it reports its period itself and does not compare or extract."""
        return self.periodic and self.kind == self.period.kind


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose from: its id and what is said of it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a paper of this month can be made of; ``years``: those of the register, newest first."""

    periods: tuple[Period, ...] = ()
    years: tuple[Period, ...] = ()
    sessions: tuple[Option, ...] = ()
    groups: tuple[Option, ...] = ()
    today: date = date.min

    def settled(self, wish: Wish, line: PaperLine) -> Wish:
        """The wish as it is served: what is gone since, or not this month's, is forgotten."""
        if line.kind != wish.kind:
            return Wish(line.kind)
        choice = wish.choice
        if choice.session_id not in {one.id for one in self.sessions}:
            choice = replace(choice, session_id=None)
        if choice.group_id not in {one.id for one in self.groups}:
            choice = replace(choice, group_id=None)
        return replace(wish, choice=choice)


def read_lines(desk: Desk, month: Period) -> tuple[PaperLine, ...]:
    """The reports that end with a month, then its other papers."""
    return (*_reports(desk, month), *_others(desk, month))


def line_of(desk: Desk, lines: tuple[PaperLine, ...], month: Period, wish: Wish) -> PaperLine:
    """The line that a wish means; the month's report where the month has no such paper."""
    found = next((one for one in lines if one.kind == wish.kind), None)
    if found is None and wish.kind in IN_MENU:
        found = seldom_line(desk, month, wish)
    if found is None:
        return lines[0]
    return replace(found, period=wish.period) if wish.period is not None else found


def seldom_line(desk: Desk, month: Period, wish: Wish) -> PaperLine:
    """A paper of the menu as a line of the list."""
    period = wish.period or month
    if wish.kind == MARGINS:
        return PaperLine(kind=MARGINS, period=month, title=_("Margins test page"))
    if wish.kind == ISSUED_REGISTER:
        year = wish.period if wish.period and wish.period.kind is PeriodKind.YEAR else None
        title = _("Register of issued papers")
        return PaperLine(kind=wish.kind, period=year or year_of(month.year), title=title)
    if wish.kind == PUBLIC:
        return _of_closed(desk, PaperLine(kind=PUBLIC, period=period, title=_("Public variant")))
    if period.kind is not PeriodKind.AD_HOC:
        last = min(period.last_day, max(period.start, desk.clock.today()))
        period = period_named(desk, f"{period.start}..{last}")
    return PaperLine(
        kind=AD_HOC,
        period=period,
        title=_("Report of a range of days"),
        state=period_dates(period),
    )


def year_of(year: int) -> Period:
    """A year as a period: the register names it so, whatever days a report of the year has."""
    return parse_period(str(year))


def issued_wish(line: IssuedPaper, period: Period) -> Wish:
    """A paper of the register as it went out; the public variant is that of the closing."""
    if line.kind == PUBLIC:
        return Wish(line.kind, period)
    # Minutes are of a session or of a group: what the month does not offer is forgotten.
    about = (line.about or None) if line.kind == MINUTES else None
    choice = PaperChoice(session_id=about, group_id=about, issued_id=line.id)
    return Wish(line.kind, period, choice)


def _of_closed(desk: Desk, line: PaperLine) -> PaperLine:
    """A paper of closed figures, with what it waits for."""
    if closing_in_force(desk, line.period.id) is not None:
        return line
    return replace(line, state=_("After the figures are closed"), tone=Tone.DUE)


def read_offer(desk: Desk, month: Period) -> Offer:
    """The periods, sessions and groups that papers of a month can be made of."""
    known = groups(desk)
    names = {one.id: one.name for one in known}
    held = [one for one in sessions_of(desk, month) if one.status is not SessionStatus.CANCELLED]
    return Offer(
        periods=reports_of(desk, month),
        years=tuple(
            year_of(one)
            for one in sorted({month.year, *(line.year for line in papers(desk))}, reverse=True)
        ),
        sessions=tuple(
            Option(
                one.id,
                _("{day}: {where}").format(
                    day=format_date(one.held_on),
                    where=join_groups([names[g] for g in one.group_ids if g in names], 3)
                    or _("whole commune"),
                ),
            )
            for one in sorted(held, key=lambda one: one.held_on)
        ),
        groups=tuple(
            Option(one.id, one.name_on(month.last_day))
            for one in known
            if one.active_on(month.last_day)
        ),
        today=desk.clock.today(),
    )


def _reports(desk: Desk, month: Period) -> Iterator[PaperLine]:
    for period in reports_of(desk, month):
        yield _report(desk, str(period.kind), period)
        number = _correction(desk, period)
        if number:
            title = _("Replacement report no. {number}").format(number=number)
            yield replace(_report(desk, CORRECTION, period), title=title)


def _correction(desk: Desk, period: Period) -> int:
    """The number of a period's last correction, made or under way; 0 when there is none."""
    under_way = correction_in_progress(desk, period.id)
    closing = closing_in_force(desk, period.id)
    return under_way or (closing.correction if closing is not None else 0)


def _report(desk: Desk, kind: str, period: Period) -> PaperLine:
    closing = closing_in_force(desk, period.id)
    state = state_of(desk, closing)
    issued = tuple(
        one
        for one in papers(desk)
        if closing is not None and one.closing_id == closing.id and one.kind == kind
    )
    empty = None if state.is_closed else problem_of_period(desk, period)
    if empty is not None:
        told, tone = _(_EMPTY[empty.code]), Tone.PLAIN
    else:
        told, tone = _told(own_state(desk, period, state, issued), issued)
    return PaperLine(kind=kind, period=period, title=paper_kind(kind), state=told, tone=tone)


def own_state(
    desk: Desk, period: Period, state: PeriodState, issued: tuple[IssuedPaper, ...]
) -> PeriodState:
    """The state of one paper of a closing: the number of another one does not make it printed."""
    closing = closing_in_force(desk, period.id)
    if closing is None or issued:
        return state
    return PeriodState.PRINTED if was_printed(desk, closing) else PeriodState.CLOSED


def _told(state: PeriodState, issued: tuple[IssuedPaper, ...]) -> tuple[str, Tone]:
    """Where a report stands: a draft, without a number, printed and waiting, numbered."""
    if not state.is_closed:
        return _("Draft"), Tone.PLAIN
    if issued:
        # The list is narrow: the year of the date is to be read in it.
        return "\n".join(short_number(one) for one in issued), Tone.DONE
    return number_words(state, issued), Tone.DUE


def _others(desk: Desk, month: Period) -> Iterator[PaperLine]:
    numbered = {one.kind: one for one in papers(desk) if one.period == month.id}
    for kind in PAPER_KINDS:
        issued = numbered.get(kind)
        yield PaperLine(
            kind=kind,
            period=month,
            title=_(_SHORT[kind]) if kind in _SHORT else paper_kind(kind),
            state=short_number(issued) if issued else "",
            tone=Tone.DONE if issued else Tone.PLAIN,
        )
    slip = PaperLine(kind=STICK_SLIP, period=month, title=_(_SHORT[STICK_SLIP]))
    yield _of_closed(desk, slip)

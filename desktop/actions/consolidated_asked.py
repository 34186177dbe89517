"""What a paper over all units is asked for, and the figures that papers and open data share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.actions.board import board_of
from desktop.actions.consolidated import consolidated_of, returned_units, year_of
from desktop.actions.consolidated_months import months_of
from desktop.actions.desk import Desk
from desktop.actions.issued_totals import REPORT, line_of_report
from desktop.actions.late_months import late_months
from desktop.actions.paper_numbers import CONSOLIDATED, numbered_by
from desktop.actions.periods import month_holding
from desktop.actions.plans import plan_of_month
from desktop.actions.profile import profile
from desktop.actions.reports import paper_frame
from desktop.actions.verdicts import consolidation_of
from desktop.db.queries import report_texts
from desktop.domain.board import BoardRow, CellState
from desktop.domain.consolidated import Consolidated
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.consolidated_series import (
    ATTENDANCE,
    COUNT,
    GROUP_MONTHS,
    MODELS,
    OBJECTIVE,
    SESSIONS,
    UPKEEP,
    Matrix,
    TrendPoint,
    matrix,
    trend,
)
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words
from desktop.domain.periods import Period
from desktop.domain.plans import PlanPack
from desktop.domain.text import nfc
from desktop.domain.unit_figures import Supplement
from desktop.reports.consolidated_words import Gathered, gathered
from desktop.reports.frame import PaperFrame

BY_UNIT = "by-unit"
BY_OBJECTIVE = "by-objective"
ALLOCATED = "allocated"
MATRIX = "matrix"
TREND = "trend"
LATE = "late"
REMINDER = "reminder"
CONSOLIDATED_KINDS = (REPORT, BY_UNIT, BY_OBJECTIVE, ALLOCATED, MATRIX, TREND, LATE, REMINDER)
"""The kinds of papers made here, by the names that the command knows."""

PAPER_ENDINGS = (".pdf", ".docx", ".xlsx")
DATA_ENDINGS = (".csv", ".json")
MEASURES = (SESSIONS, ATTENDANCE, GROUP_MONTHS, MODELS, UPKEEP)
"""What a matrix or a trend shows unless one measure is named."""


class NobodyLateError(LookupError):
    """No report of the period is late; ``args[0]`` is the period's id."""


class UnitNotLateError(LookupError):
    """A unit that is not there, or whose report is in; ``args[0]`` is its code."""


class UnknownMeasureError(KeyError):
    """A measure that neither the program nor the plan has; ``args[0]`` is it."""


class NotReissuedError(LookupError):
    """The report was never printed, or only with the totals of now; ``args[0]`` is the period."""


class NoOpenDataError(ValueError):
    """A letter is no data; ``args[0]`` is its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedChoice:
    """What a paper is asked for besides its kind and period.

    ``measure``: the one that a matrix or trend shows (none: the usual ones); ``unit``: the code
    of the one unit that the letter goes to (none: all that are late); ``by``: until when it asks
    for the report; ``reissue``: the report replaces the one printed with other totals;
    ``signer_id``: who signs (none: the usual signer); ``anew``: the report begins anew, without the
    number that the register gave it, and what was printed before was a working copy.
    """

    measure: str = ""
    unit: str = ""
    by: date | None = None
    reissue: bool = False
    signer_id: str | None = None
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that is asked for: of which desk and period, with what besides."""

    desk: Desk
    period: Period
    choice: ConsolidatedChoice

    def gathered(self, one: ConsolidatedPeriod, *names: str) -> Gathered:
        """The totals with the frame and words of a paper."""
        frame = paper_frame(self.desk, one.period, signer_id=self.choice.signer_id)
        return gathered(one, self._addressed(frame), *names)

    @property
    def now(self) -> Gathered:
        """The totals of the period asked for."""
        return self.gathered(consolidated_of(self.desk, self.period))

    def as_issued(self, *, reissue: int) -> Gathered:
        """The totals with number, date and words of the register, where the report has a line.

        ``reissue``: that of which re-issue it is; 0 for the report itself.
        """
        made, line = self.now, self._line(reissue)
        if line is None:
            return made
        return gathered(made.one, self._addressed(numbered_by(self.desk, made.frame, line)))

    def texts_as_issued(self, *, reissue: int) -> Mapping[str, str]:
        """The officer's paragraphs of the report: those it got its number with, once it has one."""
        line = self._line(reissue)
        words = read_words(line.words) if line is not None else None
        if words is None:
            return report_texts(self.desk.store, CONSOLIDATED, self.period.id)
        return words.texts

    def _line(self, reissue: int) -> IssuedPaper | None:
        if self.choice.anew:
            return None
        return line_of_report(self.desk, self.period, reissue=reissue)

    def _addressed(self, frame: PaperFrame) -> PaperFrame:
        committee = profile(self.desk).committee_name
        salutations = tuple(addressed_once(text, committee) for text in frame.salutations)
        return replace(frame, salutations=salutations)


def addressed_once(salutation: str, committee: str) -> str:
    """A salutation whose superior was entered as a committee names the committee once.

    "Ban Chỉ đạo 138 Ban Chỉ đạo 138 tỉnh …" → "Ban Chỉ đạo 138 tỉnh …".
    """
    text, name = nfc(salutation).strip(), nfc(committee).strip()
    rest = text[len(name) :].strip()
    doubled = bool(name) and text.casefold().startswith(name.casefold())
    return rest if doubled and rest.casefold().startswith(name.casefold()) else salutation


def asked_months(asked: Asked) -> tuple[Consolidated, ...]:
    """The twelve months of the year that holds the period, with what the measures need."""
    return months_of(asked.desk, year_of(asked.desk, asked.period), _measures(asked))


def last_of_year(asked: Asked) -> ConsolidatedPeriod:
    """The last month of that year, with the plan whose words a paper of the year uses."""
    totals = asked_months(asked)[-1]
    return ConsolidatedPeriod(totals=totals, pack=_plan_at_the_end(asked.desk, asked.period))


def _plan_at_the_end(desk: Desk, period: Period) -> PlanPack | None:
    last = year_of(desk, period)[-1]
    return plan_of_month(desk, month_holding(desk, last.last_day).id)


def matrices_of(asked: Asked) -> tuple[Matrix, ...]:
    """Units × months of the measures asked for; UnknownMeasureError for one that is not there."""
    series, waiting = asked_months(asked), _waiting(asked.desk)
    over, late = _over(asked.desk, series), _late_months(asked)
    return tuple(
        matrix(series, measure, over=over, waiting=waiting, late=late)
        for measure in _measures(asked)
    )


def _late_months(asked: Asked) -> Mapping[str, Consolidated]:
    """The months of the year that late slips change, with them."""
    series = asked_months(asked)
    by_plan = any(one.startswith((COUNT, OBJECTIVE)) for one in _measures(asked))
    months = [consolidated_of(asked.desk, one.period) for one in series] if by_plan else []
    return late_months(asked.desk, series, {one.period.id: one.pack for one in months})


def _over(desk: Desk, series: Sequence[Consolidated]) -> int:
    """How many months of a year have ended: what did not come of them is lacking."""
    return sum(one.period.last_day < desk.clock.today() for one in series)


def _waiting(desk: Desk) -> dict[str, set[UnitId]]:
    """By period the units of which a file waits for a person."""
    found: dict[str, set[UnitId]] = {}
    for one in consolidation_of(desk).to_verify:
        found.setdefault(one.package.period, set()).add(one.package.unit)
    return found


def trends_of(asked: Asked) -> tuple[tuple[str, tuple[TrendPoint, ...]], ...]:
    """The months from the first that is owed or came, up to the last one that ended or came."""
    series = asked_months(asked)
    over = _over(asked.desk, series)
    there = [at for at, one in enumerate(series) if one.sent or (one.lines and at < over)]
    shown = series[there[0] : there[-1] + 1] if there else ()
    waiting, late = _waiting(asked.desk), _late_months(asked)
    return tuple(
        (measure, trend(shown, measure, waiting=waiting, late=late)) for measure in _measures(asked)
    )


def returned_in(asked: Asked) -> tuple[tuple[str, tuple[ExpectedUnit, ...]], ...]:
    """The months of the year with the units whose report was given back and counts on in them."""
    found = []
    for month in asked_months(asked):
        back = returned_units(asked.desk, month.period.id)
        units = tuple(line.unit for line in month.lines if line.unit.unit in back)
        if units:
            found.append((month.period.id, units))
    return tuple(found)


def late_in(asked: Asked) -> tuple[tuple[str, tuple[tuple[ExpectedUnit, int], ...]], ...]:
    """The months of the year with the units whose late slips change them, and how many these are.

    None for a unit whose duty alone is met, by a slip that counts with another one.
    """
    return tuple(
        (
            month,
            tuple(
                (line.unit, line.figures.supplement.sessions)
                for line in whole.lines
                if line.figures is not None and line.figures.supplement != Supplement()
            ),
        )
        for month, whole in _late_months(asked).items()
    )


def _measures(asked: Asked) -> tuple[str, ...]:
    wanted = asked.choice.measure
    if not wanted:
        return MEASURES
    if wanted not in known_measures(asked.desk, asked.period):
        raise UnknownMeasureError(wanted)
    return (wanted,)


def known_measures(desk: Desk, period: Period) -> tuple[str, ...]:
    """Every measure that a matrix or trend can show: the program's own, then those of the plan."""
    pack = _plan_at_the_end(desk, period)
    if pack is None:
        return MEASURES
    counts = tuple(COUNT + one.id for one in pack.counts)
    return (*MEASURES, *counts, *(OBJECTIVE + one.id for one in pack.objectives))


def rows_to_remind(desk: Desk, period: Period, *, unit: str = "") -> tuple[BoardRow, ...]:
    """The units that a letter goes to: those that are late, or whose report was given back.

    Where no deadline is set, all that have not sent; one unit that is named, whenever its report
    is lacking.

    Raises:
        NobodyLateError: there is none. UnitNotLateError: the named one lacks nothing.
    """
    from desktop.reports.consolidated_late import lacking_rows

    rows = lacking_rows(board_of(desk, period))
    if unit:
        named = tuple(row for row in rows if row.unit.code == unit)
        if not named:
            raise UnitNotLateError(unit)
        return named
    late = tuple(row for row in rows if _is_late(row))
    if not late:
        raise NobodyLateError(period.id)
    return late


def _is_late(row: BoardRow) -> bool:
    cell = row.cells[0]
    if cell.state is CellState.MISSING:
        return cell.due_on is None
    return cell.state in (CellState.LATE, CellState.RETURNED)

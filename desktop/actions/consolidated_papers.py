"""The superior's papers and open data over all units, by their kind and the ending of the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.actions.board import board_of
from desktop.actions.consolidated import (
    REPORT,
    consolidated_of,
    keep_printed,
    reissue_of,
    series_of,
    year_of,
)
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.reports import paper_frame
from desktop.domain.board import BoardRow, CellState
from desktop.domain.consolidated_period import ConsolidatedPeriod, period_bytes
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
from desktop.domain.periods import Period
from desktop.reports.consolidated_words import Gathered, gathered
from desktop.reports.tree import Document

# Each paper is imported where it is made: the others would delay the first of a closed program.
if TYPE_CHECKING:
    from desktop.reports.consolidated_report import Replacing

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
    ``signer_id``: who signs (none: the usual signer).
    """

    measure: str = ""
    unit: str = ""
    by: date | None = None
    reissue: bool = False
    signer_id: str | None = None


_USUAL = ConsolidatedChoice()


def consolidated_file(
    desk: Desk, kind: str, period: Period, ending: str, choice: ConsolidatedChoice = _USUAL
) -> bytes:
    """A paper as ".pdf", ".docx" or ".xlsx", or its figures as ".csv" or ".json".

    Same packages, decisions and settings, same bytes; the list and the letter are of today. The
    totals of a report that is made as a paper are kept.

    Raises:
        KeyError: there is no such kind or ending.
        NoOpenDataError: a letter as data.
        And whatever :func:`consolidated_document` raises.
    """
    if ending in DATA_ENDINGS:
        return _data(desk, kind, period, ending, choice)
    data = _writer(ending)(consolidated_document(desk, kind, period, choice))
    if kind == REPORT:
        keep_printed(desk, period, reissue=choice.reissue)
    return data


def consolidated_document(
    desk: Desk, kind: str, period: Period, choice: ConsolidatedChoice = _USUAL
) -> Document:
    """A paper as a document tree; a matrix or trend is of the year that holds the period.

    Raises:
        KeyError: there is no such kind. UnknownMeasureError: no such measure.
        NobodyLateError, UnitNotLateError: the letter would go to nobody.
        NotReissuedError: there is no earlier report to replace.
    """
    return _MAKERS[kind](_Asked(desk, period, choice))


@dataclass(frozen=True, slots=True)
class _Asked:
    desk: Desk
    period: Period
    choice: ConsolidatedChoice

    def gathered(self, one: ConsolidatedPeriod, *names: str) -> Gathered:
        """The totals with the frame and words of a paper."""
        frame = paper_frame(self.desk, one.period, signer_id=self.choice.signer_id)
        return gathered(one, frame, *names)

    @property
    def now(self) -> Gathered:
        """The totals of the period asked for."""
        return self.gathered(consolidated_of(self.desk, self.period))


def _report(asked: _Asked) -> Document:
    from desktop.reports.consolidated_report import consolidated_report

    return consolidated_report(asked.now, _replacing(asked))


def _replacing(asked: _Asked) -> "Replacing | None":
    from desktop.reports.consolidated_report import Replacing

    if not asked.choice.reissue:
        return None
    found = reissue_of(asked.desk, asked.period)
    if found is None:
        raise NotReissuedError(asked.period.id)
    return Replacing(found.number, found.changes)


def _by_unit(asked: _Asked) -> Document:
    from desktop.reports.consolidated_sheets import by_unit_paper

    return by_unit_paper(asked.now)


def _by_objective(asked: _Asked) -> Document:
    from desktop.reports.consolidated_sheets import by_objective_paper

    return by_objective_paper(asked.now)


def _allocated(asked: _Asked) -> Document:
    from desktop.reports.consolidated_sheets import allocated_paper

    return allocated_paper(asked.now)


def _matrix(asked: _Asked) -> Document:
    from desktop.reports.consolidated_series import matrix_paper

    return matrix_paper(_of_year(asked), _matrices(asked))


def _trend(asked: _Asked) -> Document:
    from desktop.reports.consolidated_series import trend_paper

    return trend_paper(_of_year(asked), _trends(asked))


def _of_year(asked: _Asked) -> Gathered:
    """The words of a paper of the whole year, with the plan and units of its last month."""
    last = _series(asked)[-1]
    months = year_of(asked.desk, asked.period)
    year = period_named(asked.desk, f"{months[-1].year}")
    span = replace(year, start=months[0].start, end=months[-1].end)
    return asked.gathered(replace(last, totals=replace(last.totals, period=span)))


def _series(asked: _Asked) -> tuple[ConsolidatedPeriod, ...]:
    return series_of(asked.desk, year_of(asked.desk, asked.period))


def _matrices(asked: _Asked) -> tuple[Matrix, ...]:
    series = [one.totals for one in _series(asked)]
    return tuple(matrix(series, measure) for measure in _measures(asked))


def _trends(asked: _Asked) -> tuple[tuple[str, tuple[TrendPoint, ...]], ...]:
    """The months up to the last one that anybody sent."""
    series = [one.totals for one in _series(asked)]
    last = max((at for at, one in enumerate(series) if one.sent), default=0)
    shown = series[: last + 1]
    return tuple((measure, trend(shown, measure)) for measure in _measures(asked))


def _measures(asked: _Asked) -> tuple[str, ...]:
    wanted = asked.choice.measure
    if not wanted:
        return MEASURES
    if wanted not in known_measures(asked.desk, asked.period):
        raise UnknownMeasureError(wanted)
    return (wanted,)


def known_measures(desk: Desk, period: Period) -> tuple[str, ...]:
    """Every measure that a matrix or trend can show: the program's own, then those of the plan."""
    pack = consolidated_of(desk, year_of(desk, period)[-1]).pack
    if pack is None:
        return MEASURES
    counts = tuple(COUNT + one.id for one in pack.counts)
    return (*MEASURES, *counts, *(OBJECTIVE + one.id for one in pack.objectives))


def _late(asked: _Asked) -> Document:
    from desktop.reports.consolidated_late import LATE as FORM
    from desktop.reports.consolidated_late import late_paper

    g = asked.gathered(consolidated_of(asked.desk, asked.period), FORM)
    return late_paper(g, board_of(asked.desk, asked.period), asked.desk.clock.today())


def _reminder(asked: _Asked) -> Document:
    from desktop.reports.consolidated_late import LATE as FORM
    from desktop.reports.consolidated_late import reminder_letter

    rows = rows_to_remind(asked.desk, asked.period, unit=asked.choice.unit)
    g = asked.gathered(consolidated_of(asked.desk, asked.period), FORM)
    return reminder_letter(g, rows, asked.desk.clock.today(), by=asked.choice.by)


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


_MAKERS: Mapping[str, Callable[[_Asked], Document]] = {
    REPORT: _report,
    BY_UNIT: _by_unit,
    BY_OBJECTIVE: _by_objective,
    ALLOCATED: _allocated,
    MATRIX: _matrix,
    TREND: _trend,
    LATE: _late,
    REMINDER: _reminder,
}


def _writer(ending: str) -> Callable[[Document], bytes]:
    if ending == ".pdf":
        from desktop.reports.pdf import write_pdf

        return write_pdf
    if ending == ".docx":
        from desktop.reports.word import write_word

        return write_word
    if ending == ".xlsx":
        from desktop.reports.excel import write_excel

        return write_excel
    raise KeyError(ending)


def _data(desk: Desk, kind: str, period: Period, ending: str, choice: ConsolidatedChoice) -> bytes:
    asked = _Asked(desk, period, choice)
    if kind == REMINDER:
        raise NoOpenDataError(kind)
    if kind not in _MAKERS:
        raise KeyError(kind)
    return _csv(asked, kind) if ending == ".csv" else _json(asked, kind)


def _json(asked: _Asked, kind: str) -> bytes:
    from desktop.domain.canonical import to_bytes
    from desktop.domain.consolidated_open import late_data, series_data, trend_data

    if kind == MATRIX:
        return to_bytes(series_data(_matrices(asked)))
    if kind == TREND:
        return to_bytes(trend_data(_trends(asked)))
    if kind == LATE:
        from desktop.reports.consolidated_late import lacking_rows

        found = board_of(asked.desk, asked.period)
        today = asked.desk.clock.today()
        return to_bytes(late_data(found, lacking_rows(found), today))
    return period_bytes(consolidated_of(asked.desk, asked.period))


def _csv(asked: _Asked, kind: str) -> bytes:
    from desktop.reports import consolidated_csv as written
    from desktop.reports.consolidated_late import lacking_rows

    match kind:
        case "matrix":
            return written.matrix_csv(_matrices(asked))
        case "trend":
            return written.trend_csv(_trends(asked))
        case "late":
            rows = lacking_rows(board_of(asked.desk, asked.period))
            return written.late_csv(rows, asked.desk.clock.today())
        case "by-objective":
            return written.objectives_csv(consolidated_of(asked.desk, asked.period))
        case "allocated":
            return written.allocated_csv(_allocation(asked))
        case _:
            return written.units_csv(consolidated_of(asked.desk, asked.period))


def _allocation(asked: _Asked) -> list[tuple[str, str, int | None, int | None, int | None]]:
    from desktop.reports.consolidated_tables import allocated_lines

    g = asked.now
    return [
        (one.id, line.unit, line.target, line.reached, line.still_to_do)
        for one in g.one.totals.objectives
        for line in allocated_lines(g, one)
    ]

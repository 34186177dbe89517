"""The superior's papers and open data over all units, by their kind and the ending of the file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.actions.board import board_of
from desktop.actions.consolidated import consolidated_of, year_of
from desktop.actions.consolidated_asked import (
    ALLOCATED,
    BY_OBJECTIVE,
    BY_UNIT,
    CONSOLIDATED_KINDS,
    DATA_ENDINGS,
    LATE,
    MATRIX,
    MEASURES,
    PAPER_ENDINGS,
    REMINDER,
    TREND,
    Asked,
    ConsolidatedChoice,
    NobodyLateError,
    NoOpenDataError,
    NotReissuedError,
    UnitNotLateError,
    UnknownMeasureError,
    known_measures,
    last_of_year,
    late_in,
    matrices_of,
    returned_in,
    rows_to_remind,
    trends_of,
)
from desktop.actions.consolidated_letters import letter_day
from desktop.actions.consolidated_open import open_data
from desktop.actions.desk import Desk
from desktop.actions.issued_totals import REPORT, keep_printed, reissue_of
from desktop.actions.periods import period_named
from desktop.domain.periods import Period
from desktop.reports.consolidated_words import Gathered, gathered
from desktop.reports.tree import Document

# Each paper is imported where it is made: the others would delay the first of a closed program.
if TYPE_CHECKING:
    from desktop.reports.consolidated_changes import Replacing

__all__ = [
    "CONSOLIDATED_KINDS",
    "DATA_ENDINGS",
    "MEASURES",
    "PAPER_ENDINGS",
    "ConsolidatedChoice",
    "NoOpenDataError",
    "NobodyLateError",
    "NotReissuedError",
    "UnitNotLateError",
    "UnknownMeasureError",
    "consolidated_document",
    "consolidated_file",
    "known_measures",
    "rows_to_remind",
]

_USUAL = ConsolidatedChoice()


def consolidated_file(
    desk: Desk, kind: str, period: Period, ending: str, choice: ConsolidatedChoice = _USUAL
) -> bytes:
    """A paper as ".pdf", ".docx" or ".xlsx", or its figures as ".csv" or ".json".

    Same packages, decisions and settings, same bytes; the list and the letter are of today, and
    a matrix or trend knows which months are over. The totals of a report that is made as a paper
    are kept.

    Raises:
        KeyError: there is no such kind or ending.
        NoOpenDataError: a letter as data.
        And whatever :func:`consolidated_document` raises.
    """
    if ending in DATA_ENDINGS:
        return open_data(Asked(desk, period, choice), kind, ending)
    data = _writer(ending)(consolidated_document(desk, kind, period, choice))
    if kind == REPORT:
        keep_printed(desk, period, reissue=choice.reissue, anew=choice.anew)
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
    return _MAKERS[kind](Asked(desk, period, choice))


def _report(asked: Asked) -> Document:
    from desktop.reports.consolidated_report import consolidated_report

    replacing = _replacing(asked)
    reissue = replacing.number if replacing is not None else 0
    issued, texts = asked.as_issued(reissue=reissue), asked.texts_as_issued(reissue=reissue)
    # While its period goes on a report cannot be final, unless the office gave it a number.
    draft = asked.period.last_day >= asked.desk.clock.today() and not issued.frame.number
    return consolidated_report(issued, replacing, texts, draft=draft)


def _replacing(asked: Asked) -> "Replacing | None":
    from desktop.reports.consolidated_changes import Replacing

    if not asked.choice.reissue:
        return None
    found = reissue_of(asked.desk, asked.period)
    if found is None:
        raise NotReissuedError(asked.period.id)
    issued = found.issued
    if issued is None:
        return Replacing(found.number, found.changes)
    return Replacing(found.number, found.changes, issued.symbol, issued.issued_on)


def _by_unit(asked: Asked) -> Document:
    from desktop.reports.consolidated_sheets import by_unit_paper

    return by_unit_paper(asked.now)


def _by_objective(asked: Asked) -> Document:
    from desktop.reports.consolidated_sheets import by_objective_paper

    return by_objective_paper(asked.now)


def _allocated(asked: Asked) -> Document:
    from desktop.reports.consolidated_sheets import allocated_paper

    return allocated_paper(asked.now)


def _matrix(asked: Asked) -> Document:
    from desktop.reports.consolidated_series import matrix_paper

    return matrix_paper(_of_year(asked), matrices_of(asked), returned_in(asked), late_in(asked))


def _trend(asked: Asked) -> Document:
    from desktop.reports.consolidated_series import trend_paper

    return trend_paper(_of_year(asked), trends_of(asked), returned_in(asked), late_in(asked))


def _of_year(asked: Asked) -> Gathered:
    """The words of a paper of the whole year, with the plan and units of its last month."""
    last = last_of_year(asked)
    months = year_of(asked.desk, asked.period)
    year = period_named(asked.desk, f"{months[-1].year}")
    span = replace(year, start=months[0].start, end=months[-1].end)
    return asked.gathered(replace(last, totals=replace(last.totals, period=span)))


def _late(asked: Asked) -> Document:
    from desktop.reports.consolidated_late import LATE as FORM
    from desktop.reports.consolidated_late import late_paper

    g = asked.gathered(consolidated_of(asked.desk, asked.period), FORM)
    return late_paper(g, board_of(asked.desk, asked.period), asked.desk.clock.today())


def _reminder(asked: Asked) -> Document:
    from desktop.reports.consolidated_late import LATE as FORM
    from desktop.reports.consolidated_late import reminder_letter

    rows = rows_to_remind(asked.desk, asked.period, unit=asked.choice.unit)
    g = asked.gathered(consolidated_of(asked.desk, asked.period), FORM)
    letter = letter_day(asked, g.frame, rows)
    return reminder_letter(gathered(g.one, letter.frame, FORM), rows, letter.today, by=letter.by)


_MAKERS: Mapping[str, Callable[[Asked], Document]] = {
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

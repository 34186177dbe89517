"""Number and date that a report prints once the registry gave them."""

from dataclasses import replace
from datetime import date

from desktop.actions.desk import Desk
from desktop.db import issued_queries, queries
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import Period, PeriodKind
from desktop.reports.frame import PaperFrame

CORRECTION = "correction"


def issued_report(
    desk: Desk, kind: str, period: Period, *, correction: int | None = None
) -> IssuedPaper | None:
    """A period's report in the register; none while it has no number.

    It is that of the closing in force, or of the closings of the n-th ``correction``. A paper
    for a range of days has no closing: the one that went out last counts.
    """
    found = [
        one
        for one in issued_queries.issued_papers(desk.store)
        if one.kind == kind and one.period == period.id
    ]
    if kind != PeriodKind.AD_HOC:
        closings = _closings(desk, period, correction)
        found = [one for one in found if one.closing_id in closings]
    return found[-1] if found else None


def _closings(desk: Desk, period: Period, correction: int | None) -> frozenset[str]:
    """The closing in force of a period, or those that closed its n-th correction."""
    return frozenset(
        one.id
        for one in queries.closings(desk.store, period.id)
        if (one.in_force if correction is None else one.correction == correction)
    )


def number_and_date(desk: Desk, kind: str, period: Period) -> tuple[str, date | None]:
    """The number and the date that the report of a period prints; open until both are entered."""
    paper = issued_report(desk, kind, period)
    return (str(paper.number), paper.issued_on) if paper is not None else ("", None)


def numbered(
    desk: Desk, frame: PaperFrame, kind: str, period: Period, *, correction: int | None = None
) -> PaperFrame:
    """A report's frame with number, series and date as they stand in the register."""
    paper = issued_report(desk, kind, period, correction=correction)
    if paper is None:
        return frame
    return replace(frame, number=str(paper.number), symbol=paper.series, signed_on=paper.issued_on)


def replaced_report(desk: Desk, period: Period, correction: int) -> tuple[str, date] | None:
    """Number with symbol and date of the report that a period's n-th correction replaces."""
    closings = _closings(desk, period, correction - 1)
    known = issued_queries.issued_papers(desk.store)
    found = [one for one in known if one.closing_id in closings]
    return (found[-1].symbol, found[-1].issued_on) if found else None

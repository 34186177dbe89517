"""Number, date and words that a paper prints once the registry gave it a number."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.own_forms import TryingDesk
from desktop.db import issued_queries, queries
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import IssuedWords, read_words
from desktop.domain.periods import Period, PeriodKind
from desktop.reports.forms import Forms
from desktop.reports.frame import PaperFrame

CORRECTION = "correction"

_REPORTS = frozenset({*(str(kind) for kind in PeriodKind), CORRECTION})
"""Papers that report their period; the others may go out more than once in it."""

CONSOLIDATED = "report"
"""The superior's report over all units; each that replaces it has a line of its own."""

_PUBLIC = "public"
"""The public variant of a report: a line of its own, with the symbol of a report."""


def issued_report(
    desk: Desk, kind: str, period: Period, *, correction: int | None = None, about: str = ""
) -> IssuedPaper | None:
    """A period's paper in the register; none while it has no number.

    A report is that of the closing in force, or of the closings of the n-th ``correction``. A
    paper for a range of days, a letter, a plan and minutes have no closing: the one that went
    out last counts, of those ``about`` the same session, group or closing.
    """
    found = [
        one
        for one in issued_queries.issued_papers(desk.store)
        if one.kind == kind and one.period == period.id
    ]
    if kind in _REPORTS and kind != PeriodKind.AD_HOC:
        closings = _closings(desk, period, correction)
        found = [one for one in found if one.closing_id in closings]
    else:
        found = [one for one in found if one.about == about]
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
    desk: Desk,
    frame: PaperFrame,
    kind: str,
    period: Period,
    *,
    correction: int | None = None,
    about: str = "",
) -> PaperFrame:
    """A paper's frame with number, series, date and words as they stand in the register."""
    paper = issued_report(desk, kind, period, correction=correction, about=about)
    return frame if paper is None else numbered_by(desk, frame, paper)


def numbered_consolidated(
    desk: Desk, frame: PaperFrame, period: Period, *, reissue: int = 0
) -> PaperFrame:
    """The frame of a period's consolidated report as it stands in the register.

    The first line of the period is that of the report, the next one that of the ``reissue`` 1.
    """
    known = issued_queries.issued_papers(desk.store)
    found = [one for one in known if (one.kind, one.period) == (CONSOLIDATED, period.id)]
    return numbered_by(desk, frame, found[reissue]) if reissue < len(found) else frame


def numbered_by(desk: Desk, frame: PaperFrame, paper: IssuedPaper) -> PaperFrame:
    """A paper's frame with number, date and words of a line of the register."""
    frame = replace(frame, number=str(paper.number), series=paper.series, signed_on=paper.issued_on)
    if paper.kind in _REPORTS or paper.kind in (_PUBLIC, CONSOLIDATED):
        frame = replace(frame, symbol=paper.series)
    words = read_words(paper.words)
    return frame if words is None else _as_issued(desk, frame, words)


def _as_issued(desk: Desk, frame: PaperFrame, words: IssuedWords) -> PaperFrame:
    """The frame with the words that the paper went out with; a form that is tried is shown."""
    return replace(
        frame,
        issuing_name=words.issuing_name,
        parent_body=words.parent_body,
        place=words.place,
        salutations=words.salutations,
        plan_reference=words.plan_reference,
        signer=words.signer,
        recipients=words.recipients,
        forms=frame.forms if isinstance(desk, TryingDesk) else Forms(words.forms),
    )


def texts_as_issued(
    desk: Desk, kind: str, period: Period, *, correction: int | None = None
) -> Mapping[str, str]:
    """The officer's paragraphs that a report prints, by section: as issued once it has a number."""
    paper = issued_report(desk, kind, period, correction=correction)
    words = read_words(paper.words) if paper is not None else None
    return queries.report_texts(desk.store, kind, period.id) if words is None else words.texts


def replaced_report(desk: Desk, period: Period, correction: int) -> tuple[str, date] | None:
    """Number with symbol and date of the report that a period's n-th correction replaces."""
    closings = _closings(desk, period, correction - 1)
    known = issued_queries.issued_papers(desk.store)
    found = [one for one in known if one.closing_id in closings]
    return (found[-1].symbol, found[-1].issued_on) if found else None

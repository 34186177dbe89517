"""The superior's papers as the window needs them: pages to look at, and what is offered beside.

Looking at a report keeps no totals: only a report that was printed or saved was given out.
"""

from dataclasses import dataclass

from desktop.actions.consolidated_papers import (
    MEASURES,
    ConsolidatedChoice,
    NobodyLateError,
    NotReissuedError,
    UnitNotLateError,
    consolidated_document,
    known_measures,
    rows_to_remind,
)
from desktop.actions.consolidated_periods import problem_of_consolidated
from desktop.actions.consolidated_texts import carriable, carried_texts, own_sections
from desktop.actions.deadlines import deadlines, reports_of
from desktop.actions.desk import Desk
from desktop.actions.issued_totals import (
    REPORT,
    changed_since_printed,
    kept_instead,
    unnumbered_reissue,
)
from desktop.actions.plans import plan_of_month
from desktop.actions.profile import profile
from desktop.actions.report_texts import LivingText
from desktop.actions.reports import ReportSection
from desktop.domain.consolidated_series import COUNT, OBJECTIVE
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import Period
from desktop.domain.printed_totals import ChangedTotal


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen for a month: its periods, the measures of series with their labels (the
    program's own have none), the units that a letter goes to, and the office's name."""

    periods: tuple[Period, ...]
    measures: tuple[tuple[str, str], ...]
    late: tuple[ExpectedUnit, ...]
    office: str
    deadline_set: bool = True


@dataclass(frozen=True, slots=True)
class PagesOf:
    """The pages of a paper, or a code that says why there are none.

    ``changes`` are the totals that are no longer those of the report made last. ``instead``:
    a report with other totals was made before, and this one was kept in its place.
    ``unnumbered``: the line of the report whose replacement was made and has no number yet.
    """

    kind: str
    period: Period
    choice: ConsolidatedChoice
    data: bytes
    refusal: str = ""
    changes: tuple[ChangedTotal, ...] = ()
    instead: bool = False
    unnumbered: IssuedPaper | None = None


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """What the officer may write in a paper; no sections in tables and letters.

    ``carried`` were taken over from the report before and wait to be looked at, ``carriable`` is
    how many of its paragraphs may be taken over.
    """

    sections: tuple[ReportSection, ...] = ()
    carried: tuple[LivingText, ...] = ()
    carriable: int = 0


def read_offered(desk: Desk, month: Period) -> Offered:
    """What can be chosen for a month."""
    pack = plan_of_month(desk, month.id)
    labels = {}
    if pack is not None:
        labels = {COUNT + one.id: one.label for one in pack.counts}
        labels |= {OBJECTIVE + one.id: f"{one.number}. {one.title}" for one in pack.objectives}
    measures = known_measures(desk, month) if pack is not None else MEASURES
    try:
        rows = rows_to_remind(desk, month)
    except NobodyLateError:
        rows = ()
    late, due = tuple(row.unit for row in rows), deadlines(desk).due(month) is not None
    named = tuple((one, labels.get(one, "")) for one in measures)
    return Offered(reports_of(desk, month), named, late, profile(desk).name, due)


def read_pages(desk: Desk, kind: str, period: Period, choice: ConsolidatedChoice) -> PagesOf:
    """The pages of a paper as PDF; nothing is kept of it."""
    from desktop.reports.pdf import write_pdf

    if problem_of_consolidated(desk, kind, period) is not None:
        return PagesOf(kind, period, choice, b"", "report_to_come")
    changes = changed_since_printed(desk, period) if kind == REPORT else ()
    try:
        document = consolidated_document(desk, kind, period, choice)
    except (NobodyLateError, UnitNotLateError):
        return PagesOf(kind, period, choice, b"", "nobody_late")
    except NotReissuedError:
        return PagesOf(kind, period, choice, b"", "not_reissued", changes)
    instead = kind == REPORT and bool(kept_instead(desk, period))
    made = unnumbered_reissue(desk, period) if kind == REPORT else None
    waits = made.issued if made is not None else None
    return PagesOf(kind, period, choice, write_pdf(document), "", changes, instead, waits)


def read_paragraphs(desk: Desk, kind: str, period: Period) -> Paragraphs:
    """The paragraphs of a paper."""
    if kind != REPORT:
        return Paragraphs()
    return Paragraphs(
        own_sections(desk, period), carried_texts(desk, period), len(carriable(desk, period))
    )

"""The paragraphs of every kind of paper that the officer may write in."""

from desktop.actions.desk import Desk
from desktop.actions.paper_numbers import CORRECTION
from desktop.actions.reports import PERIODIC, ReportSection, report_sections
from desktop.db import queries
from desktop.domain.periods import Period
from desktop.i18n import _


def paper_sections(desk: Desk, kind: str, period: Period) -> tuple[ReportSection, ...]:
    """The sections of a paper; none for registers, forms and letters.

    A replacement report has one: the explanation, printed after what differs.
    """
    if kind == CORRECTION:
        from desktop.reports.correction import EXPLANATION

        own = queries.report_texts(desk.store, CORRECTION, period.id).get(EXPLANATION)
        return (ReportSection(EXPLANATION, _("Explanation"), "", own, follows=True),)
    return report_sections(desk, period) if kind in PERIODIC else ()

"""What was written in a consolidated report since it got its number, which it does not say."""

from desktop.actions.consolidated_papers import ConsolidatedChoice
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import newer_words
from desktop.actions.issued_totals import line_of_report
from desktop.domain.periods import Period
from desktop.ui.reports.paper import SinceIssued


def read_since(desk: Desk, period: Period, choice: ConsolidatedChoice) -> SinceIssued:
    """The line whose number the report prints, with what is other now; runs on the worker.

    Totals are told above the pages.
    """
    if choice.anew:
        return SinceIssued()
    line = line_of_report(desk, period, reissue=int(choice.reissue))
    if line is None:
        return SinceIssued()
    newer = tuple(one for one in newer_words(desk, line) if one != "figures")
    return SinceIssued(line, newer)

"""A paper looked at with a form that is not in force yet: nothing is stored, nothing is taken."""

from desktop.actions.desk import Desk
from desktop.actions.issued_register import ISSUED_REGISTER, register_file
from desktop.actions.own_forms import TryingDesk
from desktop.actions.paper_numbers import CORRECTION
from desktop.actions.papers import PAPER_KINDS, PUBLIC, STICK_SLIP, TASKS, PaperChoice, paper_pdf
from desktop.actions.periods import period_named
from desktop.domain.periods import Period, PeriodKind

_OWN_PAPERS = frozenset({*PAPER_KINDS, PUBLIC, STICK_SLIP, CORRECTION})
"""Papers whose form has their own name."""

_CONSOLIDATED = {
    "consolidated": "report",
    "consolidated-tables": "by-objective",
    "consolidated-late": "late",
}
"""Forms of papers over all units, with a paper that shows each."""

_OBJECTIVES, _LONGER, _SHARED, _BLANK = "objective_sheet", "period", "papers", "inspection-form"
_MONTHS_OF_A_QUARTER = 3


def tried_paper(desk: Desk, name: str, month: Period, content: str | None = None) -> bytes:
    """A paper of a month that shows a form, as PDF; ``content``: the file that is tried, if any.

    Forms that several papers share are shown by the month's report or a register.

    Raises:
        NoCorrectionError: the month was never corrected, so there is no replacement report.
        OpenPeriodError: the paper is made of closed figures alone.
        LookupError: the month follows no plan, so there is no sheet of objectives.
        NobodyToRemindError: a reminder would go to nobody.
    """
    trying = TryingDesk.beside(desk, {name: content} if content is not None else {})
    if name == ISSUED_REGISTER:
        return register_file(trying, ".pdf", month.year)
    if name in _CONSOLIDATED:
        from desktop.actions.consolidated_papers import consolidated_document
        from desktop.reports.pdf import write_pdf

        return write_pdf(consolidated_document(trying, _CONSOLIDATED[name], month))
    if name == _OBJECTIVES:
        from desktop.actions.objective_sheet import objective_sheet_pdf

        return objective_sheet_pdf(trying, month)
    if name == _LONGER:
        quarter = -(-month.number // _MONTHS_OF_A_QUARTER)
        longer = period_named(desk, f"{month.year}-Q{quarter}")
        return paper_pdf(trying, str(longer.kind), longer)
    # A plan of a month that is over shows its form as well as any other.
    choice = PaperChoice(blank=name == _BLANK, starting=month.start)
    return paper_pdf(trying, _shown_by(name), month, choice)


def _shown_by(name: str) -> str:
    """The kind of paper that shows a form."""
    if name in _OWN_PAPERS:
        return name
    if name == _SHARED:
        return PAPER_KINDS[0]
    return TASKS if name in (_BLANK, "inspections") else str(PeriodKind.MONTH)

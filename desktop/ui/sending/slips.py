"""The hand-over slips of several files, printed in one go."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk
from desktop.actions.papers import STICK_SLIP, paper_pdf
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.reports.chosen_pages import joined_pages
from desktop.ui.reports.sheet_printing import SheetPrinting
from desktop.ui.shell.context import ShellContext


def slips_pdf(desk: Desk, periods: Sequence[Period]) -> bytes:
    """The slips of closed periods in this order; each begins on its own page.

    Raises:
        OpenPeriodError: one of them is open.
    """
    return joined_pages([paper_pdf(desk, STICK_SLIP, one) for one in periods])


def slips_printing(
    context: ShellContext, desk: Desk, periods: Sequence[Period], *, parent: QWidget
) -> SheetPrinting:
    """Shows the slips and prints or saves all of them together."""
    return SheetPrinting(
        context,
        partial(slips_pdf, desk, tuple(periods)),
        title=_("Hand-over slips"),
        file_name=f"Phieu-giao-tep-{periods[0].id}_{periods[-1].id}.pdf",
        parent=parent,
    )

"""The recovery sheet: the digits that open the data when the password is lost, on one page.

It is the only paper of the program that holds a secret: it is printed, never kept with the data.
"""

from collections.abc import Sequence
from datetime import date

from desktop.reports.digit_groups import DigitSheet, digit_sheet
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import Document

RECOVERY_SHEET = DigitSheet(
    form="recovery-sheet", advice=("use", "keep", "void"), signer="keeper", cosigner="maker"
)


def recovery_sheet(
    frame: PaperFrame, groups: Sequence[str], *, number: int, made_on: date
) -> Document:
    """The sheet with its number and day; ``groups`` are five digits each, in their order."""
    return digit_sheet(RECOVERY_SHEET, frame, groups, number=number, made_on=made_on)

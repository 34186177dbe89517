"""The sheet with the fingerprint of an office's keys, which goes to its communes on paper.

A connection file on a stick may be anybody's; digits that came another way tell whose it is.
"""

from collections.abc import Sequence
from datetime import date

from desktop.reports.digit_groups import DigitSheet, digit_sheet
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import Document

FINGERPRINT_SHEET = DigitSheet(
    form="fingerprint-sheet", advice=("use", "keep"), signer="maker", cosigner="receiver"
)


def fingerprint_sheet(
    frame: PaperFrame, groups: Sequence[str], *, number: int, made_on: date
) -> Document:
    """The sheet of a connection file's ``number``; ``groups`` are the digits in their order."""
    return digit_sheet(FINGERPRINT_SHEET, frame, groups, number=number, made_on=made_on)

"""What the register of issued papers is offered for a superior's letter."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.actions.consolidated_asked import REMINDER, Asked, ConsolidatedChoice, rows_to_remind
from desktop.actions.consolidated_letters import named_units
from desktop.actions.consolidated_papers import consolidated_document
from desktop.actions.desk import Desk
from desktop.actions.kept_words import addressed_by, recipients_of, signer_name
from desktop.domain.board import BoardRow
from desktop.domain.issued import IssuedDraft
from desktop.domain.periods import Period
from desktop.domain.text import tidy
from desktop.reports.frame import PaperFrame, common_form
from desktop.reports.tree import Document


def proposed_letter(desk: Desk, period: Period, choice: ConsolidatedChoice) -> IssuedDraft:
    """A new line with what the letter says itself; number and date are the registry's to give.

    Raises:
        NobodyLateError, UnitNotLateError: the letter would go to nobody. And whatever else
        :func:`consolidated_document` raises.
    """
    rows = rows_to_remind(desk, period, unit=choice.unit)
    anew = replace(choice, anew=True)
    document = consolidated_document(desk, REMINDER, period, anew)
    frame = Asked(desk, period, anew).now.frame
    return IssuedDraft(
        kind=REMINDER,
        period=period.id,
        series=document.letterhead.number.partition("/")[2],
        subject=tidy(document.metadata.title),
        signer=signer_name(frame.signer),
        recipients=_recipients(desk, document, frame, rows),
        by=choice.by,
    )


def _recipients(
    desk: Desk, document: Document, frame: PaperFrame, rows: Sequence[BoardRow]
) -> tuple[str, ...]:
    common = common_form(frame)
    addressed = addressed_by(document, common)
    others = [one for one in recipients_of(document, common) if one not in addressed]
    return (*named_units(desk, rows), *others)

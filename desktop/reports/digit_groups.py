"""Digits to be compared or typed, on paper: rows of numbered groups, large and apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import slash_date
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import ended, unnamed
from desktop.reports.tree import (
    Align,
    Block,
    Column,
    Document,
    Metadata,
    Paragraph,
    Recipients,
    Table,
)

_ROW_POINTS = 30
_IN_A_ROW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitSheet:
    """A sheet of one page whose core are digits: which form, what follows them, who signs.

    ``advice`` are the keys of the form's paragraphs below the digits, ``signer`` and ``cosigner``
    those of its two signatures.
    """

    form: str
    advice: tuple[str, ...]
    signer: str
    cosigner: str


def digit_sheet(
    sheet: DigitSheet, frame: PaperFrame, groups: Sequence[str], *, number: int, made_on: date
) -> Document:
    """The sheet with its number and day; ``groups`` are the digits in their order."""
    form = frame.forms.named(sheet.form)
    common = framing.common_form(frame)
    fields = {"number": number, "made_on": slash_date(made_on), "issuer": nfc(frame.issuing_name)}
    blocks: list[Block] = [
        Paragraph.of(form.say("text.opening", **fields)),
        *digit_rows(form, groups, in_a_row=_IN_A_ROW),
        *(Paragraph.of(form.say(f"text.{key}", **fields)) for key in sheet.advice),
    ]
    return Document(
        metadata=Metadata(
            title=form.say("title", **fields).replace("\u00a0", " "),
            author=nfc(frame.issuing_name),
            subject=form.text("file_subject"),
        ),
        letterhead=replace(framing.letterhead(frame, common), number=""),
        kind=form.text("kind"),
        subject=(form.text("subject"), form.say("sheet", **fields)),
        salutation=(),
        blocks=ended(tuple(blocks)),
        recipients=Recipients("", ()),
        signature=unnamed(form.text(sheet.signer)),
        cosigners=(unnamed(form.text(sheet.cosigner)),),
    )


def digit_rows(form: Form, groups: Sequence[str], *, in_a_row: int) -> Iterator[Table]:
    """A table for every ``in_a_row`` groups; the form says ``group`` with their ``number``."""
    for first in range(0, len(groups), in_a_row):
        row = tuple(groups[first : first + in_a_row])
        columns = tuple(
            Column(form.say("group", number=first + place), 100 / in_a_row, Align.CENTRE)
            for place, _group in enumerate(row, 1)
        )
        yield Table(columns, (), total=row, row_height=_ROW_POINTS)

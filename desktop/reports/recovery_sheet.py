"""The recovery sheet: the digits that open the data when the password is lost, on one page.

It is the only paper of the program that holds a secret: it is printed, never kept with the data.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import slash_date
from desktop.reports.digit_groups import digit_rows
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import ended, unnamed
from desktop.reports.tree import Block, Document, Metadata, Paragraph, Recipients

RECOVERY_SHEET = "recovery-sheet"
_IN_A_ROW = 5


def recovery_sheet(
    frame: PaperFrame, groups: Sequence[str], *, number: int, made_on: date
) -> Document:
    """The sheet with its number and day; ``groups`` are five digits each, in their order."""
    form = frame.forms.named(RECOVERY_SHEET)
    common = framing.common_form(frame)
    fields = {"number": number, "made_on": slash_date(made_on), "issuer": nfc(frame.issuing_name)}
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
        blocks=ended((*_blocks(form, fields, groups),)),
        recipients=Recipients("", ()),
        signature=unnamed(form.text("keeper")),
        cosigners=(unnamed(form.text("maker")),),
    )


def _blocks(form: Form, fields: dict[str, object], groups: Sequence[str]) -> Iterator[Block]:
    yield Paragraph.of(form.say("text.opening", **fields))
    yield from digit_rows(form, groups, in_a_row=_IN_A_ROW)
    for key in ("use", "keep", "void"):
        yield Paragraph.of(form.say(f"text.{key}", **fields))

"""The sheet with the fingerprint of an office's keys, which goes to its communes on paper.

A connection file on a stick may be anybody's; digits that came another way tell whose it is.
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

FINGERPRINT_SHEET = "fingerprint-sheet"
_IN_A_ROW = 5


def fingerprint_sheet(
    frame: PaperFrame, groups: Sequence[str], *, number: int, made_on: date
) -> Document:
    """The sheet of a connection file's ``number``; ``groups`` are the digits in their order."""
    form = frame.forms.named(FINGERPRINT_SHEET)
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
        signature=unnamed(form.text("maker")),
        cosigners=(unnamed(form.text("receiver")),),
    )


def _blocks(form: Form, fields: dict[str, object], groups: Sequence[str]) -> Iterator[Block]:
    yield Paragraph.of(form.say("text.opening", **fields))
    yield from digit_rows(form, groups, in_a_row=_IN_A_ROW)
    for key in ("use", "keep"):
        yield Paragraph.of(form.say(f"text.{key}", **fields))

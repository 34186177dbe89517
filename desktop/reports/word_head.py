"""The fixed parts of a Word paper: head, title, addressees, signature, heads of appendices."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from reportlab.lib.units import mm

from desktop.reports.faces import BOLD, ITALIC
from desktop.reports.letterhead import (
    COLUMN_GAP,
    MOTTO,
    NATION,
    NUMBER,
    RULE_DROP,
    SIGNING_SPACE,
    recipients_beside,
    rule_length,
)
from desktop.reports.packed import written
from desktop.reports.tree import Align, Appendix, Document, Letterhead, SignatureBlock
from desktop.reports.typeset import Line, Measure
from desktop.reports.word_parts import (
    USUAL,
    Cell,
    Place,
    balanced,
    box,
    line_of,
    row_of,
    rule,
    table_of,
)
from desktop.reports.word_styles import (
    ADDRESSEE,
    ADDRESSEES,
    APPENDIX_NAME,
    APPENDIX_NOTE,
    APPENDIX_NUMBER,
    DATES,
    DRAFT_BOX,
    ISSUING_BODY,
    KIND,
    LETTER_ABOUT,
    PAPER_NUMBER,
    PARENT_BODY,
    PLACE_AND_DATE,
    RECIPIENT,
    RECIPIENTS_TITLE,
    SIGNING,
    STATE,
    STATE_MOTTO,
    SUBJECT,
    Look,
)

_SLACK = 1.0 * mm
"""The column of the state's name is wider than that name, which stands on one line."""

_BOX_ROOM = 5.0
_SIGNATURE_GAP = 14.0


def as_xml(text: str) -> str:
    """A text as it stands between tags and inside quotes."""
    return escape(written(text), {'"': "&quot;"})


def head(document: Document, width: float, measure: Measure) -> str:
    """The two columns at the top of page 1, side by side in a table without lines."""
    letterhead = document.letterhead
    nation = measure.line(letterhead.nation, NATION, BOLD)
    motto = measure.line(letterhead.motto, MOTTO, BOLD)
    right = max(nation.width, motto.width) + _SLACK
    left = width - right
    room = left - COLUMN_GAP
    date = measure.line(letterhead.place_and_date, NUMBER, ITALIC)
    # A long place goes left as far as the row of the number is free.
    more = _reach(date, measure.line(letterhead.number, NUMBER), right=right, left=left, room=room)
    rows = [
        row_of(
            (
                Cell(content=_bodies(letterhead, room, measure), width=left, span=2 if more else 1,
                     right=COLUMN_GAP),
                Cell(content=_state(letterhead, motto, right), width=right),
            )
        ),
        _number_row(letterhead, measure, room=room, left=left - more, right=right + more,
                    reaching=bool(more)),
    ]  # fmt: skip
    span = 2 if more else 1
    if letterhead.about:
        about, _lines = balanced(
            letterhead.about, LETTER_ABOUT, width=room, within=room, measure=measure
        )
        rows.append(_left_row(about, LETTER_ABOUT, left=left, right=right, span=span))
    if document.draft:
        word = measure.line(document.draft, MOTTO, BOLD)
        side = (room - word.width) / 2 - _BOX_ROOM
        place = Place(left=side, right=side, border=box(1))
        drawn = line_of(document.draft, DRAFT_BOX, place)
        rows.append(_left_row(drawn, DRAFT_BOX, left=left, right=right, span=span))
    widths = (left - more, more, right) if more else (left, right)
    return table_of(rows, widths, ruled=False)


def _left_row(content: str, look: Look, *, left: float, right: float, span: int) -> str:
    """A row of the head with nothing below the state's name."""
    return row_of(
        (
            Cell(content=content, width=left, span=span, right=COLUMN_GAP),
            Cell(content=line_of("", look), width=right),
        )
    )


def _reach(date: Line, number: Line, *, right: float, left: float, room: float) -> float:
    """How far the date reaches beyond its column to the left; 0 when it need not or cannot."""
    wanted = date.width + _SLACK - right
    free = left - (room + number.width) / 2 - COLUMN_GAP
    return wanted if 0 < wanted <= free else 0.0


def _bodies(letterhead: Letterhead, width: float, measure: Measure) -> str:
    found: list[str] = []
    if letterhead.parent_body:
        text = letterhead.parent_body
        words, _lines = balanced(text, PARENT_BODY, width=width, within=width, measure=measure)
        found.append(words)
    text = letterhead.issuing_body
    words, lines = balanced(text, ISSUING_BODY, width=width, within=width, measure=measure)
    return "".join((*found, words, rule(rule_length(lines), width)))


def _state(letterhead: Letterhead, motto: Line, width: float) -> str:
    return "".join(
        (
            line_of(letterhead.nation, STATE),
            line_of(letterhead.motto, STATE_MOTTO),
            rule(motto.width, width),
        )
    )


def _number_row(
    letterhead: Letterhead,
    measure: Measure,
    *,
    room: float,
    left: float,
    right: float,
    reaching: bool,
) -> str:
    number = measure.line(letterhead.number, NUMBER)
    if reaching:
        place = Place(left=(room - number.width) / 2, align=Align.LEFT)
        date = line_of(letterhead.place_and_date, PLACE_AND_DATE, Place(align=Align.RIGHT))
    else:
        place = USUAL
        date, _lines = balanced(
            letterhead.place_and_date, PLACE_AND_DATE, width=right, within=right, measure=measure
        )
    gap = 0 if reaching else COLUMN_GAP
    return row_of(
        (
            Cell(content=line_of(letterhead.number, PAPER_NUMBER, place), width=left, right=gap),
            Cell(content=date, width=right, span=2 if reaching else 1),
        )
    )


def title(document: Document, width: float, measure: Measure) -> Iterator[str]:
    """BÁO CÁO, its subject and the rule below."""
    yield line_of(document.kind, KIND)
    lines: list[Line] = []
    for index, text in enumerate(document.subject):
        words, found = balanced(
            text, DATES if index else SUBJECT, width=width, within=width * 0.8, measure=measure
        )
        lines.extend(found)
        yield words
    yield rule(rule_length(lines or [measure.line(document.kind, KIND.style, BOLD)]), width)


def salutation(document: Document, width: float, measure: Measure) -> Iterator[str]:
    """Kính gửi: one addressee in the middle, several as a list."""
    if len(document.salutation) == 1:
        words, _lines = balanced(
            document.salutation[0], ADDRESSEE, width=width, within=width * 0.9, measure=measure
        )
        yield words
        return
    left = width * 0.22
    opening = Place(left=left, before=ADDRESSEE.before)
    for index, text in enumerate(document.salutation):
        yield line_of(text, ADDRESSEES, Place(left=left + 14 * mm) if index else opening)


def signature(document: Document, width: float, height: float, measure: Measure) -> str:
    """Nơi nhận on the left, the signature on the right, in one row that is never parted.

    Where others sign too, they stand at the left of the signer. Of a list of recipients that
    would take most of a page, what is longer than the signature goes on below.
    """
    if document.cosigners:
        blocks = (*document.cosigners, document.signature)
        return _signers(blocks, width / len(blocks), measure)
    half = width / 2
    lines = document.recipients.lines
    beside = recipients_beside(document, width, height, measure)
    cells = (
        Cell(content=_recipients(document, lines[:beside]), width=half, right=COLUMN_GAP),
        Cell(content=_signer(document.signature, half, measure), width=half),
    )
    below = (line_of(line, RECIPIENT, Place(right=half + COLUMN_GAP)) for line in lines[beside:])
    return table_of((row_of(cells),), (half, half), ruled=False) + "".join(below)


def _recipients(document: Document, lines: Sequence[str]) -> str:
    heading = line_of(document.recipients.heading, RECIPIENTS_TITLE, Place(before=_SIGNATURE_GAP))
    return heading + "".join(line_of(line, RECIPIENT) for line in lines)


def _signers(blocks: Sequence[SignatureBlock], width: float, measure: Measure) -> str:
    """Signatures side by side."""
    cells = (Cell(content=_signer(block, width, measure), width=width) for block in blocks)
    return table_of((row_of(cells),), (width,) * len(blocks), ruled=False)


def _signer(block: SignatureBlock, width: float, measure: Measure) -> str:
    # The last line is there for the name, though it be written by hand.
    below = block.below or ("",)
    spaced = [
        *_spaced(block.above, _SIGNATURE_GAP),
        *_spaced(below, SIGNING_SPACE - (0 if block.below else SIGNING.style.leading)),
    ]
    return "".join(
        balanced(text, SIGNING, place, width=width, within=width, measure=measure)[0]
        for text, place in spaced
    )


def _spaced(lines: Sequence[str], before: float) -> Iterator[tuple[str, Place]]:
    """The lines, with room above the first."""
    for index, line in enumerate(lines):
        yield line, USUAL if index else Place(before=before)


def appendix(appendix: Appendix, width: float, measure: Measure, *, gap: float) -> Iterator[str]:
    """ "Phụ lục II", its title in capitals and the paper it goes with; ``gap`` points below."""

    def centred(text: str, look: Look) -> tuple[str, tuple[Line, ...]]:
        return balanced(text, look, width=width, within=width, measure=measure)

    yield line_of(appendix.label, APPENDIX_NUMBER)
    yield centred(appendix.title.upper(), APPENDIX_NAME)[0]
    words, lines = centred(appendix.note, APPENDIX_NOTE)
    yield words
    yield rule(rule_length(lines), width, after=RULE_DROP + gap)

"""The fixed parts of a paper: head, title, addressees and signature (decree 30/2020, annex I)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from desktop.reports.faces import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from desktop.reports.flow import Piece
from desktop.reports.page import Page
from desktop.reports.tree import Align, Appendix, Document, Letterhead, SignatureBlock
from desktop.reports.typeset import Line, Measure, Style, start_of

NATION = Style(12, 15)
MOTTO = Style(13, 16)
NUMBER = Style(13, 16)
ABOUT = Style(12, 15)
BODY = Style(14, 18)
RECIPIENTS_HEADING = Style(12, 15)
RECIPIENTS = Style(11, 13.5)
SIGNATURE = Style(14, 17.5)
APPENDIX_TITLE = Style(13, 17)

RULE_WIDTH = 0.75
RULE_DROP = 3.0
COLUMN_GAP = 4 * mm
"""Between the two columns of the head, and beside the recipients."""
SIGNING_SPACE = 26 * mm
"""Room for the hand and the seal."""
_LOW, _HIGH = 1 / 3, 1 / 2
_MOST_OF_A_PAGE = 0.6


@dataclass(frozen=True, slots=True)
class Set:
    """A line, its style, and where it stands."""

    line: Line
    style: Style
    x: float
    below: float
    """From the top of the piece down to the baseline."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line: start, length, and how far below the top of the piece."""

    x: float
    length: float
    below: float


class Sheet:
    """Lines and rules set from the top down, later one piece."""

    def __init__(self) -> None:
        self._lines: list[Set] = []
        self._rules: list[Rule] = []
        self._frame: tuple[float, float, float, float] | None = None
        self.depth = 0.0

    def put(
        self,
        line: Line,
        style: Style,
        *,
        left: float,
        width: float,
        at: float,
        align: Align = Align.CENTRE,
    ) -> float:
        """Sets a line whose top lies ``at``; returns where the next one begins."""
        x = start_of(line, left, width, align)
        self._lines.append(Set(line, style, x, at + style.baseline))
        end = at + style.leading
        self.depth = max(self.depth, end)
        return end

    def column(
        self, lines: Sequence[Line], style: Style, *, left: float, width: float, at: float
    ) -> float:
        """Sets centred lines one below the other; returns where the next one begins."""
        for line in lines:
            at = self.put(line, style, left=left, width=width, at=at)
        return at

    def rule(self, length: float, *, left: float, width: float, at: float) -> float:
        """Draws a centred rule a little below ``at``; returns where the next thing begins."""
        self._rules.append(Rule(left + (width - length) / 2, length, at + RULE_DROP))
        self.depth = max(self.depth, at + 2 * RULE_DROP)
        return at + 2 * RULE_DROP

    def frame(self, *, left: float, top: float, width: float, height: float) -> None:
        """Draws a box."""
        self._frame = (left, top, width, height)
        self.depth = max(self.depth, top + height)

    def piece(self, *, gap: float = 0, glued: bool = False) -> Piece:
        """The whole as one piece."""
        return Piece(self.depth, self._draw, gap=gap, glued=glued)

    def _draw(self, page: Page, left: float, top: float) -> None:
        for one in self._lines:
            page.words(one.line, one.style, x=left + one.x, y=top - one.below)
        for rule in self._rules:
            y, x = top - rule.below, left + rule.x
            page.rule(x, y, x + rule.length, y, width=RULE_WIDTH)
        if self._frame:
            x, below, width, height = self._frame
            x0, y0 = left + x, top - below - height
            for ends in (
                (x0, y0, x0 + width, y0),
                (x0, y0 + height, x0 + width, y0 + height),
                (x0, y0, x0, y0 + height),
                (x0 + width, y0, x0 + width, y0 + height),
            ):
                page.rule(*ends, width=RULE_WIDTH)


def rule_length(lines: Sequence[Line]) -> float:
    """Between a third and a half of the last line, and of every line where that can be."""
    widths = [line.width for line in lines]
    low = max(widths) * _LOW
    for shortest in (min(widths), widths[-1]):
        if low <= shortest * _HIGH:
            return (low + shortest * _HIGH) / 2
    return widths[-1] * 0.45


def head_piece(head: Letterhead, draft: str, width: float, measure: Measure) -> Piece:
    """The two columns at the top of page 1; the state's name stays on one line."""
    sheet = Sheet()
    nation = measure.line(head.nation, NATION, BOLD)
    motto = measure.line(head.motto, MOTTO, BOLD)
    right_width = max(nation.width, motto.width)
    right = width - right_width
    left_width = right - COLUMN_GAP
    end = sheet.put(nation, NATION, left=right, width=right_width, at=0)
    end = sheet.put(motto, MOTTO, left=right, width=right_width, at=end)
    right_end = sheet.rule(motto.width, left=right, width=right_width, at=end)
    left_end = _bodies(sheet, head, left_width, measure)
    at = max(left_end, right_end) + 6
    number = measure.wrap_text(head.number, NUMBER, left_width)
    below = sheet.column(number, NUMBER, left=0, width=left_width, at=at)
    if head.about:
        about = measure.balanced(head.about, ABOUT, left_width, face_name=REGULAR)
        below = sheet.column(about, ABOUT, left=0, width=left_width, at=below)
    end = _place_and_date(
        sheet, head.place_and_date, measure, right=right, width=right_width, at=at,
        free=width - left_width / 2 - number[0].width / 2 - COLUMN_GAP,
    )  # fmt: skip
    if draft:
        _draft_box(sheet, measure.line(draft, MOTTO, BOLD), left_width, at=below + 6)
    sheet.depth = max(sheet.depth, end)
    return sheet.piece()


def _bodies(sheet: Sheet, head: Letterhead, width: float, measure: Measure) -> float:
    parent = measure.balanced(head.parent_body, NATION, width, face_name=REGULAR)
    issuing = measure.balanced(head.issuing_body, NATION, width, face_name=BOLD)
    at = sheet.column(parent, NATION, left=0, width=width, at=0) if head.parent_body else 0
    at = sheet.column(issuing, NATION, left=0, width=width, at=at)
    return sheet.rule(rule_length(issuing), left=0, width=width, at=at)


def _place_and_date(
    sheet: Sheet, text: str, measure: Measure, *, right: float, width: float, at: float, free: float
) -> float:
    """Place and date on the row of the number; a long place goes left as far as it is free."""
    line = measure.line(text, NUMBER, ITALIC)
    if line.width <= width:
        return sheet.put(line, NUMBER, left=right, width=width, at=at)
    if line.width <= free:
        return sheet.put(line, NUMBER, left=right, width=width, at=at, align=Align.RIGHT)
    lines = measure.balanced(text, NUMBER, width, face_name=ITALIC)
    return sheet.column(lines, NUMBER, left=right, width=width, at=at)


def _draft_box(sheet: Sheet, word: Line, width: float, *, at: float) -> None:
    pad = 5.0
    sheet.put(word, MOTTO, left=0, width=width, at=at + 2)
    sheet.frame(
        left=(width - word.width) / 2 - pad,
        top=at,
        width=word.width + 2 * pad,
        height=MOTTO.leading + 4,
    )


def title_piece(document: Document, width: float, measure: Measure) -> Piece:
    """BÁO CÁO, its subject and the rule below."""
    sheet = Sheet()
    kind = measure.balanced(document.kind, BODY, width, face_name=BOLD)
    at = sheet.column(kind, BODY, left=0, width=width, at=0)
    lines: list[Line] = []
    for index, text in enumerate(document.subject):
        name = ITALIC if index else BOLD
        found = measure.balanced(text, BODY, width * 0.8, face_name=name)
        at = sheet.column(found, BODY, left=0, width=width, at=at)
        lines.extend(found)
    sheet.rule(rule_length(lines or kind), left=0, width=width, at=at)
    return sheet.piece(gap=14, glued=True)


def salutation_pieces(document: Document, width: float, measure: Measure) -> list[Piece]:
    """Kính gửi: one addressee in the middle, several as a list that may go on overleaf."""
    if len(document.salutation) == 1:
        sheet = Sheet()
        lines = measure.balanced(document.salutation[0], BODY, width * 0.9, face_name=REGULAR)
        sheet.column(lines, BODY, left=0, width=width, at=0)
        return [sheet.piece(gap=12, glued=True)]
    left = width * 0.22
    opening, *addressees = document.salutation
    found = [_lines_piece(opening, left, width, measure, gap=12)]
    left += 14 * mm
    found += [_lines_piece(text, left, width, measure) for text in addressees]
    # The opening stays with the first addressee, the last one with the text.
    return [
        replace(piece, glued=place == 0 or place == len(found) - 1)
        for place, piece in enumerate(found)
    ]


def _lines_piece(
    text: str, left: float, width: float, measure: Measure, *, gap: float = 0
) -> Piece:
    """A text from ``left`` on, wrapped where the width ends."""
    sheet, at = Sheet(), 0.0
    for line in measure.wrap_text(text, BODY, width - left):
        at = sheet.put(line, BODY, left=left, width=width, at=at, align=Align.LEFT)
    return sheet.piece(gap=gap)


def signature_pieces(
    document: Document, width: float, height: float, measure: Measure
) -> list[Piece]:
    """Nơi nhận on the left, the signature on the right; one piece, never alone on a page.

    Where others sign too, they stand at the left of the signer and nobody is sent it. Of a list
    of recipients that would take most of a page, what is longer than the signature goes on below.
    """
    sheet = Sheet()
    if document.cosigners:
        _signers(sheet, (*document.cosigners, document.signature), width, measure)
        return [sheet.piece(gap=14)]
    half = width * 0.5
    _signers(sheet, (document.signature,), half, measure, left=half)
    signed = sheet.depth
    heading = measure.line(document.recipients.heading, RECIPIENTS_HEADING, BOLD_ITALIC)
    at = sheet.put(heading, RECIPIENTS_HEADING, left=0, width=half, at=0, align=Align.LEFT)
    entries = _recipient_lines(document, half, measure)
    beside = _beside(entries, height * _MOST_OF_A_PAGE - at, signed - at)
    for entry in entries[:beside]:
        for line in entry:
            at = sheet.put(line, RECIPIENTS, left=0, width=half, at=at, align=Align.LEFT)
    return [sheet.piece(gap=14), *(_recipient_piece(entry, half) for entry in entries[beside:])]


def recipients_beside(document: Document, width: float, height: float, measure: Measure) -> int:
    """How many recipients stand beside the signature; the others go on below it."""
    half = width * 0.5
    sheet = Sheet()
    _signers(sheet, (document.signature,), half, measure, left=half)
    at = RECIPIENTS_HEADING.leading
    entries = _recipient_lines(document, half, measure)
    return _beside(entries, height * _MOST_OF_A_PAGE - at, sheet.depth - at)


def _recipient_lines(document: Document, half: float, measure: Measure) -> list[tuple[Line, ...]]:
    return [
        measure.wrap_text(text, RECIPIENTS, half - COLUMN_GAP) for text in document.recipients.lines
    ]


def _beside(entries: Sequence[Sequence[Line]], most: float, signed: float) -> int:
    """How many entries fit beside a signature of a height, all of them up to most of a page."""
    if sum(map(len, entries)) * RECIPIENTS.leading <= most:
        return len(entries)
    room = max(signed, RECIPIENTS.leading)
    for place, entry in enumerate(entries):
        room -= len(entry) * RECIPIENTS.leading
        if room < 0:
            return place
    return len(entries)


def _recipient_piece(lines: Sequence[Line], width: float) -> Piece:
    sheet, at = Sheet(), 0.0
    for line in lines:
        at = sheet.put(line, RECIPIENTS, left=0, width=width, at=at, align=Align.LEFT)
    return sheet.piece()


def _signers(
    sheet: Sheet,
    blocks: Sequence[SignatureBlock],
    width: float,
    measure: Measure,
    *,
    left: float = 0,
) -> None:
    """Signatures side by side, with the names at one height."""
    each = width / len(blocks)
    room = each if len(blocks) == 1 else each - COLUMN_GAP
    names_at = 0.0
    for place, block in enumerate(blocks):
        at = 0.0
        for text in block.above:
            lines = measure.balanced(text, SIGNATURE, room, face_name=BOLD)
            at = sheet.column(lines, SIGNATURE, left=left + place * each, width=each, at=at)
        names_at = max(names_at, at + SIGNING_SPACE)
    sheet.depth = max(sheet.depth, names_at)
    for place, block in enumerate(blocks):
        at = names_at
        for text in block.below:
            lines = measure.balanced(text, SIGNATURE, room, face_name=BOLD)
            at = sheet.column(lines, SIGNATURE, left=left + place * each, width=each, at=at)


def appendix_piece(appendix: Appendix, width: float, measure: Measure) -> Piece:
    """ "Phụ lục II", its title in capitals and the paper it goes with."""
    sheet = Sheet()
    at = sheet.put(measure.line(appendix.label, BODY, BOLD), BODY, left=0, width=width, at=0)
    title = measure.balanced(appendix.title.upper(), APPENDIX_TITLE, width, face_name=BOLD)
    at = sheet.column(title, APPENDIX_TITLE, left=0, width=width, at=at)
    note = measure.balanced(appendix.note, BODY, width, face_name=ITALIC)
    at = sheet.column(note, BODY, left=0, width=width, at=at)
    sheet.rule(rule_length(note), left=0, width=width, at=at)
    return sheet.piece(glued=True)

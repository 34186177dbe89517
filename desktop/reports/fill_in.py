"""What forms have besides words: lines to write on, and the code that leads back to the line."""

from collections.abc import Iterator

from reportlab.lib.units import mm

from desktop.reports import qr
from desktop.reports.faces import BOLD, REGULAR
from desktop.reports.flow import Piece
from desktop.reports.grid import NARROW
from desktop.reports.letterhead import BODY, Sheet
from desktop.reports.page import Page
from desktop.reports.tree import Align, Blank, CodeMark
from desktop.reports.typeset import Line, Measure

HAND_LEADING = 22.0
"""Points from one line to the next where a hand writes."""
HAND_RULE = 0.4
SHORTEST_BLANK = 30 * mm
QR_SIDE = 18 * mm
QR_GAP = 6 * mm
_RULE_DROP = 2.0
_SEAM = 0.05


def blank_pieces(blank: Blank, width: float, measure: Measure) -> Iterator[Piece]:
    """The label and the lines to write on; a long label ends where there is room for a hand."""
    lines = label_lines(blank.label, width, measure)
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        yield _blank_line(line, width, ruled=last, glued=not last or blank.lines > 1)
    empty = measure.line("", BODY)
    for left in range(blank.lines - 2, -1, -1):
        yield _blank_line(empty, width, ruled=True, glued=left == 1)


def label_lines(label: str, width: float, measure: Measure) -> tuple[Line, ...]:
    """The lines of a label; the last one leaves room to write on."""
    lines = measure.wrap_text(label, BODY, width)
    if lines[-1].width + SHORTEST_BLANK > width:
        return measure.balanced(label, BODY, width - SHORTEST_BLANK, face_name=REGULAR)
    return lines


def _blank_line(line: Line, width: float, *, ruled: bool, glued: bool) -> Piece:
    def draw(page: Page, left: float, top: float) -> None:
        y = top - (HAND_LEADING - BODY.leading) - BODY.baseline
        if line.width:
            page.words(line, BODY, x=left, y=y)
        if ruled:
            start = left + line.width + (3.0 if line.width else 0.0)
            page.rule(start, y - _RULE_DROP, left + width, y - _RULE_DROP, width=HAND_RULE)

    return Piece(HAND_LEADING, draw, glued=glued)


def mark_piece(mark: CodeMark, width: float, measure: Measure) -> Piece:
    """The code in bold with its note, the QR code at the right margin."""
    sheet, room = Sheet(), width - QR_SIDE - QR_GAP
    label = measure.line(f"{mark.label} {mark.code}", BODY, BOLD)
    notes = measure.wrap_text(mark.note, NARROW, room)
    high = BODY.leading + NARROW.leading * len(notes)
    at = max(0.0, (QR_SIDE - high) / 2)
    at = sheet.put(label, BODY, left=0, width=room, at=at, align=Align.LEFT)
    for line in notes:
        at = sheet.put(line, NARROW, left=0, width=room, at=at, align=Align.LEFT)
    words = sheet.piece()
    rows = qr.squares(mark.code)
    side = QR_SIDE / len(rows)

    def draw(page: Page, left: float, top: float) -> None:
        words.draw(page, left, top)
        corner = left + width - QR_SIDE
        for place, row in enumerate(rows):
            y = top - (place + 0.5) * side
            for start, end in qr.runs(row):
                page.rule(corner + start * side, y, corner + end * side, y, width=side + _SEAM)

    return Piece(max(QR_SIDE, words.height), draw, gap=8, glued=True)

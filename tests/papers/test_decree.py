"""Every paper measured against decree 30/2020/NĐ-CP, annex I: sheet, letters, places, rules."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from desktop.reports.tree import (
    Appendix,
    Chart,
    CodeMark,
    Document,
    Heading,
    Orientation,
    Paragraph,
)
from tests.papers.measured import MM, MeasuredPage, Piece, Stroke, text_of
from tests.papers.papers import SHEET, Asked, Papers

Pages = list[MeasuredPage]
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = "abcdđeghiklmnopqrstuvxy"
CHART_SIZES = {9.5, 11.2}


@pytest.fixture
def document(papers: Papers, asked: Asked) -> Document:
    return papers.tree(asked)


def parts_of(pages: Pages, document: Document) -> Iterator[tuple[Document | Appendix, Pages]]:
    """The paper itself, its appendices, and the papers that follow, each with its pages."""
    left = list(pages)
    for paper in document.papers:
        parts: tuple[Document | Appendix, ...] = (paper, *paper.appendices)
        for part in parts:
            taken = [left.pop(0)]
            while left and left[0].number is not None:
                taken.append(left.pop(0))
            yield part, taken
    assert not left


def first_pages(pages: Pages, document: Document) -> Iterator[tuple[Document, MeasuredPage]]:
    for part, taken in parts_of(pages, document):
        if isinstance(part, Document):
            yield part, taken[0]


def words(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def block_lines(pages: Pages, text: str) -> list[list[Piece]]:
    """The lines in which a text was set, in their order; none when it is not there."""
    wanted = words(text)
    lines = [one for page in pages for one in page.inside]
    for start, (first, _line) in enumerate(lines):
        if not first or not wanted.startswith(first):
            continue
        found, said = [], ""
        for more, line in lines[start:]:
            said = f"{said} {more}".strip()
            if not wanted.startswith(said):
                break
            found.append(line)
            if said == wanted:
                return found
    return []


def centre(line: list[Piece]) -> float:
    return (line[0].left + line[-1].right) / 2


def wide(line: list[Piece]) -> float:
    return line[-1].right - line[0].left


def rule_below(page: MeasuredPage, line: list[Piece]) -> Stroke:
    """The drawn rule right below a line."""
    found = [
        stroke
        for stroke in page.strokes
        if stroke.level and 0 < stroke.y - line[0].y < 5 and abs(stroke.x - centre(line)) < 1
    ]
    assert len(found) == 1, (text_of(line), found)
    return found[0]


def test_sheets_are_a4_and_lie_where_the_part_says(pages: Pages, document: Document) -> None:
    for part, taken in parts_of(pages, document):
        lies = part.orientation is Orientation.LANDSCAPE
        for page in taken:
            assert (page.width, page.height) == pytest.approx(
                (297, 210) if lies else (210, 297), abs=0.5
            )


def test_margins_keep_the_bound_edge_and_the_others(pages: Pages) -> None:
    # Upright: 30-35 left, 15-20 right, 20-25 above and below; lying: the bound edge is above.
    for page in pages:
        edges = (
            (
                min(one.left for one in page.body),
                page.width - max(one.right for one in page.body),
                min(one.y - 0.5 * one.size / MM for one in page.body),
                page.height - max(one.y for one in page.body),
            )
            if page.body
            else (99.0, 99.0, 99.0, 99.0)
        )
        least = (20, 20, 30, 15) if page.lying else (30, 15, 20, 20)
        assert all(edge >= low - 0.3 for edge, low in zip(edges, least, strict=True)), edges
        drawn = [one for one in page.strokes if one.parts == 2]
        if drawn:
            assert min(one.left for one in drawn) >= least[0] - 0.3
            assert page.width - max(one.right for one in drawn) >= least[1] - 0.3
            assert min(one.top for one in drawn) >= least[2] - 0.3
            assert page.height - max(one.bottom for one in drawn) >= least[3] - 0.3


def test_letters_are_times_metric_embedded_black_and_of_the_sizes_of_the_decree(
    pages: Pages, document: Document
) -> None:
    charted = any(isinstance(block, Chart) for block in blocks_of(document))
    allowed = {11.0, 12.0, 13.0, 14.0} | (CHART_SIZES if charted else set())
    for page in pages:
        for piece in page.pieces:
            assert piece.family == "LiberationSerif"
            assert piece.embedded
            assert piece.black
            assert piece.size in allowed, piece


def blocks_of(document: Document) -> Iterator[object]:
    for paper in document.papers:
        yield from paper.blocks
        for appendix in paper.appendices:
            yield from appendix.blocks


def test_the_head_of_every_paper(pages: Pages, document: Document) -> None:
    for paper, page in first_pages(pages, document):
        state, motto = page.line(STATE), page.line(MOTTO)
        assert (state[0].face, 12 <= state[0].size <= 13) == ("Bold", True)
        assert (motto[0].face, 13 <= motto[0].size <= 14) == ("Bold", True)
        assert text_of(state) == STATE
        assert text_of(motto) == MOTTO
        assert centre(state) == pytest.approx(centre(motto), abs=0.3)
        assert state[0].left > page.width / 2 - 5
        assert rule_below(page, motto).length == pytest.approx(wide(motto), abs=0.6)
        head = paper.letterhead
        issuing = block_lines([left_half(page, state)], head.issuing_body)
        assert issuing, page.texts
        assert {piece.face for line in issuing for piece in line} == {"Bold"}
        assert head.issuing_body == head.issuing_body.upper()
        rule = rule_below(page, issuing[-1])
        share = rule.length / wide(issuing[-1])
        assert 1 / 3 - 0.01 <= share <= 0.51, share
        parent = block_lines([left_half(page, state)], head.parent_body)
        assert {piece.face for line in parent for piece in line} <= {"Regular"}
        assert bool(parent) == bool(head.parent_body)
        assert head.parent_body == head.parent_body.upper()
        assert all(12 <= line[0].size <= 13 for line in (*issuing, *parent))


def left_half(page: MeasuredPage, right: list[Piece]) -> MeasuredPage:
    """What stands left of the head's right column."""
    pieces = tuple(one for one in page.pieces if one.right < right[0].left)
    return MeasuredPage(page.width, page.height, pieces, page.strokes)


def test_number_and_date_share_a_row_upright_and_italic(pages: Pages, document: Document) -> None:
    for paper, page in first_pages(pages, document):
        date = words(paper.letterhead.place_and_date)
        dated = block_lines([page], date)
        if date:
            assert {piece.face for line in dated for piece in line} == {"Italic"}
            assert 13 <= dated[0][0].size <= 14
        if paper.letterhead.number:
            number = page.line("Số:")
            assert (number[0].face, number[0].size) == ("Regular", 13)
            assert dated[0][0].y == pytest.approx(number[0].y, abs=0.05)
            assert re.search(r"Số: (\d\d+|\S*)/[A-ZĐ0-9-]+$", text_of(number))


def test_kind_and_subject_are_bold_centred_with_a_rule(pages: Pages, document: Document) -> None:
    for paper, page in first_pages(pages, document):
        if not paper.kind:
            continue
        assert paper.kind == paper.kind.upper()
        kind = block_lines([page], paper.kind)
        subject = [line for text in paper.subject for line in block_lines([page], text)]
        bold = [*kind, *block_lines([page], paper.subject[0])]
        assert kind
        assert subject
        assert {(piece.face, piece.size) for line in bold for piece in line} == {("Bold", 14)}
        middle = (page.width + (0 if page.lying else 30 - 17)) / 2
        for line in (*kind, *subject):
            assert centre(line) == pytest.approx(middle, abs=0.5)
        # Of the line right above it, where the lines differ too much to suit all.
        share = rule_below(page, subject[-1]).length / wide(subject[-1])
        assert 1 / 3 - 0.01 <= share <= 0.51


def test_headings_have_case_and_weight_of_their_rank(pages: Pages, document: Document) -> None:
    for part, taken in parts_of(pages, document):
        letter = 0
        for block in part.blocks:
            if not isinstance(block, Heading):
                continue
            text = block.text.upper() if block.level == 1 else block.text
            lines = block_lines(taken, text)
            assert lines, text
            face = "Bold" if block.level <= 2 else "Regular"
            assert {(one.face, one.size) for line in lines for one in line} == {(face, 14)}, text
            letter = letter + 1 if block.level == 3 else 0
            if block.level == 3:
                assert block.text.startswith(f"{LETTERS[letter - 1]})")
            if block.level == 1:
                assert re.match(r"[IVX]+\. ", block.text)


def test_body_is_justified_with_first_line_in_and_room_between(
    pages: Pages, document: Document
) -> None:
    for part, taken in parts_of(pages, document):
        right = taken[0].width - (20 if taken[0].lying else 17)
        left = 20 if taken[0].lying else 30
        for block in part.blocks:
            if not isinstance(block, Paragraph) or block.small or not block.indent:
                continue
            lines = block_lines(taken, block.text)
            assert lines, block.text
            assert {one.size for line in lines for one in line} == {14.0}
            assert 10 <= lines[0][0].left - left <= 13.5
            for line in lines[:-1]:
                assert line[-1].right == pytest.approx(right, abs=0.6)
            for upper, lower in pairwise(lines):
                step = (lower[0].y - upper[0].y) * MM / 14
                assert step < 0 or 1.1 <= step <= 1.5 * 1.15


def test_paragraphs_stand_six_points_apart_at_least(pages: Pages) -> None:
    for page in pages:
        left = 20 if page.lying else 30
        lines = [line for _text, line in page.inside if line[0].left < left + 14]
        for upper, lower in pairwise(lines):
            begins = lower[0].left - left > 10 and lower[0].size == upper[0].size == 14
            if begins and upper[0].face == lower[0].face == "Regular":
                assert (lower[0].y - upper[0].y) * MM >= 14 * 1.107 + 6


def test_recipients_and_signature(pages: Pages, document: Document) -> None:
    for paper, taken in parts_of(pages, document):
        if not isinstance(paper, Document):
            continue
        page = taken[-1]
        recipients = paper.recipients
        if not paper.cosigners and recipients.heading:
            heading = page.line(recipients.heading)
            assert (heading[0].face, heading[0].size) == ("BoldItalic", 12)
            assert words(recipients.lines[0]) == "- Như trên;" or not paper.salutation
            assert re.fullmatch(r"- Lưu: VT, .+\.", words(recipients.lines[-1]))
            assert all(line.endswith(";") for line in recipients.lines[:-1])
            for text in recipients.lines:
                lines = block_lines([half(page, left=True)], text)
                assert lines, text
                assert {(one.face, one.size) for line in lines for one in line} == {("Regular", 11)}
        for text in paper.signature.above:
            assert text == text.upper()
        for text in (*paper.signature.above, *paper.signature.below):
            lines = [line for line in page.lines if {one.face for one in line} == {"Bold"}]
            said = " ".join(text_of(line) for line in lines)
            missing = [word for word in words(text).split() if word not in said]
            assert not missing
        for block in (*paper.cosigners, paper.signature):
            for text in block.above:
                lines = block_lines([page], text)
                assert all(13 <= line[0].size <= 14 for line in lines)


def half(page: MeasuredPage, *, left: bool) -> MeasuredPage:
    middle = page.width / 2 + (6 if not page.lying else 0)
    chosen = tuple(one for one in page.pieces if (one.right < middle) == left)
    return MeasuredPage(page.width, page.height, chosen, page.strokes)


def test_the_signature_is_never_alone_on_its_page(pages: Pages, document: Document) -> None:
    for paper, taken in parts_of(pages, document):
        if not isinstance(paper, Document):
            continue
        page = taken[-1]
        titles = [words(text) for text in paper.signature.above]
        at = [line[0].y for line in page.lines if any(text_of(line) in one for one in titles)]
        top = min((y for y in at if y > 60), default=None)
        if top is None:
            continue
        above = [one for one in page.body if one.y < top - 3]
        assert above


def test_appendices_are_headed_and_numbered(pages: Pages, document: Document, asked: Asked) -> None:
    for paper in document.papers:
        numbers = [one.number for one in paper.appendices]
        roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
        assert numbers == ([""] if len(numbers) == 1 else roman[: len(numbers)])
    for part, taken in parts_of(pages, document):
        if not isinstance(part, Appendix):
            continue
        label = taken[0].lines[0] if not taken[0].draft_mark else taken[0].lines[1]
        assert text_of(label) == words(part.label)
        assert (label[0].face, label[0].size) == ("Bold", 14)
        title = block_lines(taken[:1], part.title.upper())
        assert title
        assert {one.face for line in title for one in line} == {"Bold"}
        assert 13 <= title[0][0].size <= 14
        if asked.kind == SHEET:
            continue  # a sheet of the screen, which goes with no paper
        note = block_lines(taken[:1], part.note)
        assert note
        assert {one.face for line in note for one in line} == {"Italic"}
        assert words(part.note).startswith("(Kèm theo ")


def test_page_numbers_stand_in_the_middle_of_the_top_margin_from_page_two_on(
    pages: Pages, document: Document
) -> None:
    for _part, taken in parts_of(pages, document):
        assert taken[0].number is None
        for count, page in enumerate(taken[1:], start=2):
            number = page.number
            assert number is not None
            assert int(number.text) == count
            assert 13 <= number.size <= 14
            middle = (page.width + (0 if page.lying else 13)) / 2
            assert (number.left + number.right) / 2 == pytest.approx(middle, abs=0.5)
            assert number.y > 5


def test_a_draft_says_so_on_every_page_and_no_other_paper_does(
    pages: Pages, document: Document
) -> None:
    for page in pages:
        assert ("DỰ THẢO" in page.text) == bool(document.draft)


def test_codes_stand_beside_their_squares(pages: Pages, document: Document) -> None:
    marks = [block for block in blocks_of(document) if isinstance(block, CodeMark)]
    for mark, page in zip(marks, pages, strict=False):
        code = page.line(mark.code)
        squares = [one for one in page.strokes if one.level and one.width > 1.5]
        assert len(squares) > 40
        assert abs(min(one.top for one in squares) - code[0].y) < 20

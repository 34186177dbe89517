"""Tables on every paper: headers come back, rows stay whole, words stay inside their cells."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from desktop.reports.tree import Document, Table
from tests.papers.measured import MM, MeasuredPage, Piece, Stroke
from tests.papers.papers import Asked, Papers

RULE = 0.5
"""Points of the lines of tables."""

Row = tuple[str, ...]


def tables_of(document: Document) -> Iterator[Table]:
    for paper in document.papers:
        for blocks in (paper.blocks, *(one.blocks for one in paper.appendices)):
            yield from (block for block in blocks if isinstance(block, Table))


def ruled(page: MeasuredPage) -> list[Stroke]:
    """The level lines of tables from the left margin to the right one, from top to bottom."""
    found = [one for one in page.strokes if one.level and abs(one.width - RULE) < 0.05]
    widest = max((one.length for one in found), default=0)
    whole = [one for one in found if one.length > widest - 1 and one.length > 120]
    return sorted(whole, key=lambda one: one.y)


def bands(page: MeasuredPage) -> Iterator[tuple[list[Piece], bool]]:
    """What stands between two lines of a table, and whether it is the first below the margin."""
    top = 30 if page.lying else 20
    for upper, lower in pairwise(ruled(page)):
        if lower.y - upper.y < 0.1:
            continue
        inside = [one for one in page.body if upper.y < one.y < lower.y]
        if any(upright(one, upper, lower) for one in page.strokes):
            yield inside, abs(upper.y - top) < 0.5


def upright(stroke: Stroke, upper: Stroke, lower: Stroke) -> bool:
    return stroke.upright and stroke.top <= upper.y + 0.5 and stroke.bottom >= lower.y - 0.5


def words(texts: Iterator[str] | Row) -> Row:
    return tuple(sorted(word for text in texts for word in text.replace("\u00a0", " ").split()))


def letters(texts: Iterator[str] | Row) -> str:
    """The letters alone: a word too long for its cell goes on in the next line."""
    return "".join(sorted("".join(words(texts))))


def heads(document: Document) -> set[str]:
    return {letters(heading(table)) for table in tables_of(document)}


def heading(table: Table) -> Iterator[str]:
    before = ""
    for column in table.columns:
        yield column.heading
        if column.over != before:
            yield column.over
        before = column.over


def test_every_row_stands_whole_on_one_page(
    pages: list[MeasuredPage], papers: Papers, asked: Asked
) -> None:
    printed = Counter(
        letters(one.text for one in band) for page in pages for band, _ in bands(page)
    )
    for table in tables_of(papers.tree(asked)):
        for row in (*table.rows, *([table.total] if table.total else [])):
            key = letters(row)
            assert printed[key] > 0, row
            printed[key] -= 1


def test_a_table_that_goes_on_begins_with_its_header(
    pages: list[MeasuredPage], papers: Papers, asked: Asked
) -> None:
    known = heads(papers.tree(asked))
    for page in pages:
        for band, first in bands(page):
            if first:
                assert {one.face for one in band} == {"Bold"}, [one.text for one in band]
                assert letters(one.text for one in band) in known


def test_a_header_is_never_the_last_of_a_page(
    pages: list[MeasuredPage], papers: Papers, asked: Asked
) -> None:
    known = heads(papers.tree(asked))
    for page in pages:
        found = [letters(one.text for one in band) for band, _first in bands(page)]
        lonely = [head for head in found[-1:] if head in known and head]
        assert not lonely or any(not table.rows for table in tables_of(papers.tree(asked)))


def test_letters_are_12_and_11_from_seven_columns_on(
    pages: list[MeasuredPage], papers: Papers, asked: Asked
) -> None:
    columns = {
        letters(heading(table)): len(table.columns) for table in tables_of(papers.tree(asked))
    }
    for page in pages:
        for band, _first in bands(page):
            count = columns.get(letters(one.text for one in band))
            if count:
                assert {one.size for one in band} == {11.0 if count >= 7 else 12.0}


def crossed(page: MeasuredPage) -> Iterator[tuple[str, Stroke]]:
    """Words that a line of a table or of a form runs through."""
    strokes = [one for one in page.strokes if one.parts == 2 and 0.3 < one.width < 0.8]
    for piece in page.body:
        for stroke in strokes:
            beside = stroke.left < piece.right - 0.4 and stroke.right > piece.left + 0.4
            along = stroke.top < piece.y - 0.3 and stroke.bottom > piece.top + 0.3
            if beside and along and (stroke.upright or stroke.level):
                yield piece.text, stroke


def overlapping(page: MeasuredPage) -> Iterator[tuple[str, str]]:
    """Two words that stand on each other."""
    pieces = sorted(page.pieces, key=lambda one: one.y)
    for place, upper in enumerate(pieces):
        for lower in pieces[place + 1 :]:
            if lower.y - upper.y > 6:
                break
            beside = min(upper.right, lower.right) - max(upper.left, lower.left) > 0.5
            high = lower.y - 0.5 * lower.size / MM
            if beside and upper.y > high + 0.2:
                yield upper.text, lower.text


def test_nothing_is_crossed_by_a_line_or_stands_on_other_words(pages: list[MeasuredPage]) -> None:
    for page in pages:
        assert not list(crossed(page))
        assert not list(overlapping(page))

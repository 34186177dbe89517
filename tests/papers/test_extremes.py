"""Whatever an office enters, nothing is cut off, set outside the margins or on other words."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Align, Appendix, Column, Document, Orientation, Table
from desktop.reports.word import write_word
from tests.papers.extremes import EXTREMES
from tests.papers.measured import MM, MeasuredPage, measure
from tests.papers.test_tables import crossed, overlapping, tables_of
from tests.reports.office_reading import words_of_tree, words_of_word

_PAPERS: dict[str, Document] = {}


@pytest.fixture(params=EXTREMES)
def paper(request: pytest.FixtureRequest) -> Document:
    name = str(request.param)
    if name not in _PAPERS:
        _PAPERS[name] = EXTREMES[name]()
    return _PAPERS[name]


def outside(page: MeasuredPage) -> Iterator[tuple[str, float, float, float]]:
    """Words beyond the margins: 30 mm where the sheet is bound, 15 at the other side, 20 above."""
    left, right, top, bottom = (20, 20, 30, 15) if page.lying else (30, 15, 20, 20)
    for one in page.body:
        high = one.y - 0.5 * one.size / MM
        beside = one.left < left - 0.3 or one.right > page.width - right + 0.3
        if beside or high < top - 0.3 or one.y > page.height - bottom + 0.3:
            yield one.text, one.left, one.right, one.y


def letters(texts: Iterator[str]) -> str:
    return "".join(sorted("".join("".join(text.split()) for text in texts).casefold()))


def test_nothing_is_cut_off_or_stands_on_other_words(paper: Document) -> None:
    pages = measure(write_pdf(paper))
    for page in pages:
        assert not list(outside(page))
        assert not list(overlapping(page))
        assert not list(crossed(page))


def test_every_letter_is_printed_and_word_says_the_same(paper: Document) -> None:
    said = words_of_tree(paper)
    assert words_of_word(write_word(paper)) == said
    printed = [one.text.casefold() for page in measure(write_pdf(paper)) for one in page.body]
    left = letters(iter(printed)).replace("\u00a0", "")
    for letter in set(letters(iter(said))):
        count = sum(word.count(letter) * times for word, times in said.items())
        # Headers come back on every page: there may be more, never fewer.
        assert left.count(letter) >= count, letter


def test_the_checks_see_a_word_too_wide_and_two_on_one_place() -> None:
    # The control: what these tests look for is found where it is.
    page = measure(write_pdf(EXTREMES["one group"]()))[0]
    piece = page.body[-1]
    beside = MeasuredPage(page.width - 40, page.height, page.pieces, page.strokes)
    double = MeasuredPage(page.width, page.height, (*page.pieces, piece), page.strokes)
    assert list(outside(beside))
    assert list(overlapping(double))


def test_extremes_hold_what_they_are_called_after() -> None:
    assert (
        max(len(table.columns) for table in tables_of(EXTREMES["tables of sixteen columns"]()))
        == 16
    )
    assert len(EXTREMES["forty recipients"]().recipients.lines) == 40
    assert len(measure(write_pdf(EXTREMES["a paragraph of three pages"]()))) >= 3


def test_no_number_of_a_lying_table_of_sixteen_columns_breaks() -> None:
    columns = (Column("Tổ", 2), *(Column(f"T{n}", 1, Align.RIGHT) for n in range(15)))
    rows = tuple(("Tổ 5", *(f"{n * row * 9_770:,}".replace(",", ".") for n in range(15)))
                 for row in range(1, 8))  # fmt: skip
    table = Table(columns, rows, ("Cộng", *("1.234.567",) * 15))
    whole = replace(
        EXTREMES["one group"](),
        appendices=(Appendix("", "Bảng", "(Kèm theo)", (table,), Orientation.LANDSCAPE),),
    )
    page = measure(write_pdf(whole))[-1]
    said = {one.text.strip() for one in page.body}
    assert said >= {cell for row in rows for cell in row[1:]} | {"1.234.567"}
    assert {one.size for one in page.body if "." in one.text} == {9.0}


def test_no_number_of_many_counts_breaks() -> None:
    name = "units with long names and large counts"
    pages = measure(write_pdf(EXTREMES[name]()))
    said = [word for page in pages for one in page.body for word in one.text.split()]
    assert said.count("12.345") > 400
    assert not [word for word in said if re.fullmatch(r"\d*\.\d{1,2}", word)]

"""PDF, Word and Excel say the same: every word and every number of the tree, none besides.

Allowed are what belongs to pages alone (page numbers, repeated headings, the mark of a draft on
later pages), and in Excel the line that leads from the text to the sheet of a table.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.files import write_file
from desktop.reports.excel import write_excel
from desktop.reports.month import month_report
from desktop.reports.pdf import write_pdf
from desktop.reports.period_report import period_report
from desktop.reports.tree import (
    Align,
    Appendix,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Recipients,
    Run,
    SignatureBlock,
    Table,
)
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, facts, snapshot
from tests.reports.office_reading import (
    tokens,
    words_of_excel,
    words_of_pdf,
    words_of_tree,
    words_of_word,
)
from tests.reports.planned import planned
from tests.reports.test_pdf import VIETNAMESE

SPITEFUL = ("=HYPERLINK(1)", "+84", "-2+3", "@SUM(A1)", "\u22125", "<b>&amp;</b>", "\"; '")


def extreme() -> Document:
    """A paper of extremes: all letters, long texts, many columns, names made to do harm."""
    document = month_report(snapshot(3), {}, FRAME)
    wide = Table(
        tuple(Column(f"C{n}", 1, Align.CENTRE if n % 2 else Align.LEFT) for n in range(16)),
        tuple(tuple(f"{row + n}" for n in range(16)) for row in range(40)),
    )
    figures = Table(
        (
            Column("Tên", 3),
            Column("Số", 1, Align.RIGHT, summed=True),
            Column("Tỷ lệ", 1, Align.CENTRE),
        ),
        tuple((name, str(n * 1000), f"{n},5%") for n, name in enumerate(SPITEFUL)),
        ("Cộng", "21.000", "+3"),
    )  # fmt: skip
    return replace(
        document,
        salutation=("Kính gửi:", "- Ban Chỉ đạo 138 thành phố Huế;", "- Công an thành phố Huế."),
        blocks=(
            Heading(1, "I. " + " ".join(VIETNAMESE)),
            Paragraph((Run("Chữ "), Run("đậm", bold=True), Run(" hay "), Run("xiên", italic=True))),
            Paragraph.of("một đoạn rất dài " * 900),
            wide,
            Heading(3, "a) Bảng thứ hai"),
            figures,
        ),
        recipients=Recipients("Nơi nhận:", tuple(f"- Nơi thứ {n};" for n in range(40))),
        signature=SignatureBlock(("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"), ()),
        appendices=(
            Appendix("", "Không có gì", "(Kèm theo)", (Paragraph.of("Không phát sinh."),)),
            Appendix("II", "Hai bảng", "(Kèm theo)", (figures, wide), Orientation.LANDSCAPE),
        ),
    )  # fmt: skip


PAPERS = {
    "none": month_report(snapshot(0), {}, FRAME),
    "one": month_report(snapshot(1, draft=False), {}, FRAME),
    "usual": month_report(snapshot(23), {}, FRAME),
    "sixty long names": month_report(snapshot(60, long_names=True, draft=False), {}, FRAME),
    "no session": month_report(snapshot(5, sessions=False), {}, FRAME),
    "with a plan": period_report(planned(), {}, FRAME),
    "quarter": period_report(planned("2026-Q3"), {}, FRAME),
    "half-year of 40 groups": period_report(planned("2026-H1", known=facts(40)), {}, FRAME),
    "extreme": extreme(),
}


@pytest.fixture(params=[*PAPERS.values()], ids=[*PAPERS])
def paper(request: pytest.FixtureRequest) -> Document:
    found = request.param
    assert isinstance(found, Document)
    return found


def test_the_pdf_says_every_word_of_the_tree_and_no_other(paper: Document) -> None:
    assert words_of_pdf(write_pdf(paper), paper) == words_of_tree(paper)


def test_word_says_every_word_of_the_tree_and_no_other(paper: Document) -> None:
    assert words_of_word(write_word(paper)) == words_of_tree(paper)


def test_excel_says_every_word_of_the_tree_and_where_its_tables_are(paper: Document) -> None:
    tables = sum(isinstance(block, Table) for block in paper.blocks)
    links = Counter(word for n in range(tables) for word in tokens(f"Bảng {n + 1}"))
    assert words_of_excel(write_excel(paper)) == words_of_tree(paper) + links


def test_a_changed_figure_is_seen_by_the_comparison() -> None:
    # The control: these tests would notice one number that differs.
    paper = PAPERS["usual"]
    other = replace(paper, blocks=(*paper.blocks[:-1], Paragraph.of("1.834")))
    assert words_of_word(write_word(paper)) != words_of_tree(other)
    assert words_of_excel(write_excel(paper)) != words_of_tree(other)


@pytest.mark.parametrize("write", [write_pdf, write_word, write_excel])
def test_the_same_tree_gives_the_same_file(paper: Document, write: object, tmp_path: Path) -> None:
    assert callable(write)
    first, second = write(paper), write(paper)
    assert first == second
    write_file(tmp_path / "paper", first)
    assert (tmp_path / "paper").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["paper"]

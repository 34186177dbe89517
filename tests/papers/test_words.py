"""What every paper says, however it is made: dates, no-break spaces, the same in three files."""

import io
import re
import socket
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import time_machine

from desktop.cli import main
from desktop.reports.excel import write_excel
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Chart, Document, Heading, Table
from desktop.reports.word import write_word
from tests.papers.measured import MeasuredPage
from tests.papers.papers import ALL, Asked, Papers
from tests.reports.office_reading import (
    tokens,
    words_of_excel,
    words_of_pdf,
    words_of_tree,
    words_of_word,
)

SECRETS = tuple(
    text
    for text in (socket.gethostname(), str(Path.home()), str(Path.cwd()), "python-docx", "openpyxl")
    if len(text) > 4
)
LONG_DATE = re.compile(r"ngày[ \u00a0](\d+)[ \u00a0]tháng[ \u00a0](\d+)")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
BEFORE_NUMBER = re.compile(
    r"\b(số:?|ngày|tháng|năm|tổ dân phố|tổ|thôn|phụ lục|khoản|điều) (?=\d)", re.IGNORECASE
)
BEFORE_UNIT = re.compile(r"\d (?=(người|buổi|lượt|hộ|mô hình|văn bản|cuộc|vụ|điểm)\b)")
ENDS_OPEN = re.compile(r"(?<!\w)(số:?|ngày|tháng|tổ dân phố|tổ|thôn|phụ lục|điều)$", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\S)\d")


@pytest.fixture
def document(papers: Papers, asked: Asked) -> Document:
    return papers.tree(asked)


def sentences(document: Document) -> Iterator[str]:
    """Everything but the cells of tables."""
    for paper in document.papers:
        yield from (*paper.subject, *paper.salutation, paper.letterhead.place_and_date)
        for blocks in (paper.blocks, *(one.blocks for one in paper.appendices)):
            for block in blocks:
                if not isinstance(block, Table | Chart):
                    yield getattr(block, "text", getattr(block, "label", ""))
        for appendix in paper.appendices:
            yield from (appendix.title, appendix.note)


def test_dates_in_words_have_a_zero_below_ten_and_in_months_one_and_two(
    document: Document,
) -> None:
    for text in sentences(document):
        for day, month in LONG_DATE.findall(text):
            assert len(day) == 2, text
            assert len(month) == (2 if int(month) < 3 or int(month) > 9 else 1), text


def test_dates_in_tables_have_all_digits(document: Document) -> None:
    for paper in document.papers:
        for blocks in (paper.blocks, *(one.blocks for one in paper.appendices)):
            for table in (block for block in blocks if isinstance(block, Table)):
                for cell in (cell for row in table.rows for cell in row):
                    for day, month, _year in SLASHED.findall(cell):
                        if cell.strip() == SLASHED.search(cell)[0]:  # type: ignore[index]
                            assert (len(day), len(month)) == (2, 2), cell


def test_numbers_stay_with_their_word_and_their_unit(document: Document) -> None:
    for text in sentences(document):
        assert not BEFORE_NUMBER.search(text), text
        assert not BEFORE_UNIT.search(text), text


def test_no_line_ends_between_a_word_and_its_number(pages: list[MeasuredPage]) -> None:
    for page in pages:
        for (upper, one), (lower, other) in pairwise(page.inside):
            below = 0 < other[0].y - one[0].y < 8 and one[-1].right > page.width - 40
            if below and one[0].size == 14:
                assert not (ENDS_OPEN.search(upper) and NUMBER.match(lower)), (upper, lower)


def test_nothing_is_left_unfilled(document: Document) -> None:
    for word in words_of_tree(document):
        assert not re.search(r"[{}]|none|null|nan\b", word), word


def test_pdf_word_and_excel_say_the_same(papers: Papers, asked: Asked, document: Document) -> None:
    said = words_of_tree(document)
    assert words_of_pdf(papers.pdf(asked), document) == said
    assert words_of_word(papers.word(asked)) == said
    tables = sum(isinstance(block, Table) for paper in document.papers for block in paper.blocks)
    links = Counter(word for n in range(tables) for word in tokens(f"Bảng {n + 1}"))
    assert words_of_excel(papers.excel(asked)) == said + links


def test_the_same_store_gives_the_same_files_on_any_day(papers: Papers, asked: Asked) -> None:
    with time_machine.travel("2031-02-03 04:05:06", tick=False):
        again = papers.made(asked)
        assert again == papers.tree(asked)
        assert write_pdf(again) == papers.pdf(asked)
        if asked.kind in {"month", "correction", "minutes"}:
            assert write_word(again) == papers.word(asked)
            assert write_excel(again) == papers.excel(asked)


def test_no_file_knows_clock_machine_or_user(papers: Papers, asked: Asked) -> None:
    plain = re.sub(rb"stream\r?\n.*?endstream", b"", papers.pdf(asked), flags=re.DOTALL)
    parts = [plain.decode("latin-1")]
    for data in (papers.word(asked), papers.excel(asked)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            parts += [archive.read(name).decode("latin-1") for name in archive.namelist()]
    for part in parts:
        for secret in SECRETS:
            assert secret not in part
    for written in re.findall(r"/(?:Creation|Mod)Date \(([^)]*)", parts[0]):
        assert written.startswith("D:20000101000000")


def test_the_pdf_says_what_it_is(papers: Papers, asked: Asked, document: Document) -> None:
    pdf = papers.pdf(asked)
    module: Any = pypdfium2
    read = module.PdfDocument(pdf)
    about = read.get_metadata_dict()
    assert about["Title"] == document.file_metadata.title != ""
    assert about["Author"] == document.metadata.author != ""
    assert b"/Lang (vi-VN)" in pdf
    marks = [mark.get_title() for mark in read.get_toc()]
    expected = [
        block.text
        for blocks in (document.blocks, *(one.blocks for one in document.appendices))
        for block in blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    assert [one for one in expected if one not in marks] == []
    assert sum(mark.startswith("Phụ lục") for mark in marks) == sum(
        len(paper.appendices) for paper in document.papers
    )


def test_every_kind_that_the_command_lists_is_checked(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for command in ("report", "consolidate"):
        assert main([command, "--list"], open_window=lambda data, language: 1) == 0
        lines = capfdbinary.readouterr().out.decode().splitlines()
        assert lines
        assert {line.partition("\t")[0] for line in lines} <= {one.kind for one in ALL}

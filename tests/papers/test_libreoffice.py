"""What another program makes of the Word and Excel files: the same words, pages and totals."""

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.paths import resource
from desktop.reports.tree import Chart
from tests.papers.measured import measure
from tests.papers.papers import ALL, PRACTICE, Asked, Papers
from tests.papers.test_decree import blocks_of
from tests.reports.office_reading import words_of_tree, workbook

SOFFICE = shutil.which("soffice")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir><alias binding="same"><family>Times New Roman</family>
<prefer><family>Liberation Serif</family></prefer></alias></fontconfig>"""
CHOSEN = {
    "month 2026-10", "session-register 2026-Q3", "model-register 2026-09", "correction 2026-08",
    "minutes 2026-09 session", "reminder 2026-10", "tasks 2026-09", "area-review 2026-09",
}  # fmt: skip
"""One of every make-up of pages; all together take half a minute: ``SO138_ALL_PAPERS=1``."""

CHECKED = tuple(
    one
    for one in ALL
    if one.commune == PRACTICE
    and ("SO138_ALL_PAPERS" in os.environ or str(one).removesuffix(f" {PRACTICE}") in CHOSEN)
)

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

Turned = dict[tuple[str, Asked], bytes]


@pytest.fixture(scope="session")
def turned(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Turned:
    """Every paper turned by LibreOffice in two calls: Word into PDF, Excel worked out anew."""
    found: Turned = {}
    for ending, to, write in (("docx", "pdf", papers.word), ("xlsx", "xlsx", papers.excel)):
        folder = tmp_path_factory.mktemp(ending)
        names = {f"{number:03d}": asked for number, asked in enumerate(CHECKED)}
        for name, asked in names.items():
            (folder / f"{name}.{ending}").write_bytes(write(asked))
        _convert(folder, ending, to)
        for name, asked in names.items():
            found[ending, asked] = (folder / "out" / f"{name}.{to}").read_bytes()
    return found


def _convert(folder: Path, ending: str, to: str) -> None:
    fonts = folder / "fonts.conf"
    shipped = resource("fonts/liberation-serif")
    fonts.write_text(FONTS.format(fonts=shipped, cache=folder / "cache"), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(path) for path in sorted(folder.glob(f"*.{ending}"))]
    command = [str(SOFFICE), profile, "--headless", "--convert-to", to, "--outdir"]
    subprocess.run(
        [*command, str(folder / "out"), *files],
        check=True, capture_output=True, timeout=300,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip


@pytest.fixture(params=CHECKED, ids=str)
def one(request: pytest.FixtureRequest) -> Asked:
    found = request.param
    assert isinstance(found, Asked)
    return found


def words(pdf: bytes) -> Counter[str]:
    """The words of all pages but repeated headers and page numbers, which follow the pages."""
    module: Any = pypdfium2
    pages = module.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return Counter(re.findall(r"[^\W\d_]+|\d[\d.,/]*\d|\d", text.casefold()))


def test_word_becomes_as_many_pages_with_the_same_words(
    papers: Papers, turned: Turned, one: Asked
) -> None:
    document = papers.tree(one)
    ours, theirs = papers.pdf(one), turned["docx", one]
    pages = len(measure(ours)), len(measure(theirs, pictures=True))
    assert abs(pages[0] - pages[1]) <= 1
    said = Counter(re.findall(r"[^\W\d_]+", " ".join(words_of_tree(document).elements())))
    assert set(said) <= set(words(theirs))
    if not any(isinstance(block, Chart) for block in blocks_of(document)):
        assert set(words(theirs)) == set(words(ours))


def test_excel_worked_out_anew_has_the_same_values(
    papers: Papers, turned: Turned, one: Asked
) -> None:
    formulas = workbook(papers.excel(one))
    written = workbook(papers.excel(one), values=True)
    anew = workbook(turned["xlsx", one], values=True)
    assert anew.sheetnames == written.sheetnames
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = written[sheet.title][cell.coordinate].value
                    assert value is not None
                    assert anew[sheet.title][cell.coordinate].value == value, cell.coordinate

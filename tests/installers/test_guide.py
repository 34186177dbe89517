"""The page with a picture of every step: one page, letters large enough, nothing off its edge."""

import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from installers.parts.release import Release
from installers.windows.cuttings import CUTTINGS, PAGE, PICTURES
from installers.windows.guide import OTHERWISE, guide

RELEASE = Release(version="1.2.3", epoch=1_700_000_000)
# Letters of the setup program are 16 pixels tall in its pictures; smaller than this they blur.
LEAST = 6.3
LETTER = 16
COLUMNS = {"welcome": 167.0, "who": 257.0, "folder": 257.0, "finish": 241.0}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guide") / "guide.pdf"
    path.write_bytes(guide(RELEASE, sha256="0123456789abcdef" * 4))
    return path


def told(*call: str) -> str:
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout


def test_it_is_one_page_and_the_same_each_time(page: Path) -> None:
    assert "Pages:           1\n" in told("pdfinfo", str(page))
    assert page.read_bytes() == guide(RELEASE, sha256="0123456789abcdef" * 4)


def test_every_word_lies_inside_the_margins(page: Path) -> None:
    boxes = told("pdftotext", "-bbox", str(page), "-")
    words = [line for line in boxes.splitlines() if "<word " in line]
    assert len(words) > 300
    for line in words:
        sides = dict(part.split("=") for part in line.split(">")[0].split()[1:])
        assert float(sides["xMax"].strip('"')) < 565, line
        assert float(sides["yMax"].strip('"')) < 820, line


def test_the_sentences_it_quotes_are_those_of_the_setup_program() -> None:
    words = (PICTURES.parent / "words.nsh").read_text(encoding="utf-8")
    quoted = [one for seen, _ in OTHERWISE for one in re.findall("“([^”]+)”", seen)]
    # The one of Windows itself, which asks who manages the PC.
    own = [one for one in quoted if "ứng dụng này" not in one]
    assert len(own) >= 6
    for sentence in own:
        assert all(part.strip() in words for part in sentence.split("…")), sentence


@pytest.mark.parametrize("name", CUTTINGS)
def test_what_is_shown_of_a_page_can_be_read_and_lies_inside_it(name: str) -> None:
    cutting = CUTTINGS[name]
    with Image.open(PICTURES / f"{name}.png") as image:
        assert image.size == PAGE
    assert LETTER * COLUMNS[name] / cutting.width >= LEAST
    for left, top, tall in cutting.parts:
        assert left >= 0
        assert left + cutting.width <= PAGE[0]
        assert top + tall <= PAGE[1]

"""Finding words in a paper: small letters, accents and breaks of lines make no difference.

The text is read from the pages themselves, so that what is found is what is printed. Plain
functions for the worker.
"""

import ctypes
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2

from desktop.domain.text import fold
from desktop.ui.reports.rendering import opened

LEAST_LETTERS = 2
_MOST_FINDS = 2000


class Box(NamedTuple):
    """A part of a page in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Find:
    """One place where the words stand: the page, from 0, and its boxes, one a line."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """The letters of a page folded, and which letter of the page each of them is."""

    letters: str
    places: tuple[int, ...]


def too_short(wanted: str) -> bool:
    """Whether words have too few letters to be searched: one alone stands on every line."""
    return len(_needle(wanted)) < LEAST_LETTERS


def _needle(wanted: str) -> str:
    return " ".join(fold(wanted).split())


class PaperText:
    """The text of one paper; read at the first search, then kept. Used on the worker alone."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: tuple[PageText, ...] | None = None

    def find(self, wanted: str) -> tuple[Find, ...]:
        """Every place of these words, from the first page on; none for less than two letters."""
        needle = _needle(wanted)
        if len(needle) < LEAST_LETTERS:
            return ()
        found: list[Find] = []
        with opened(self._data) as document:
            if self._pages is None:
                self._pages = tuple(read_page(document[n]) for n in range(len(document)))
            for number, page in enumerate(self._pages):
                spans = _spans(page, needle)
                if spans:
                    found.extend(_placed(document[number], number, spans))
                if len(found) >= _MOST_FINDS:
                    break
        return tuple(found[:_MOST_FINDS])


def read_page(page: Any) -> PageText:
    """The folded letters of a page of an open document."""
    raw: Any = pypdfium2.raw
    text = page.get_textpage()
    letters: list[str] = []
    places: list[int] = []
    for place in range(raw.FPDFText_CountChars(text.raw)):
        letter = _folded(raw.FPDFText_GetUnicode(text.raw, place))
        if letter == " " and letters[-1:] in ([], [" "]):
            continue
        letters.extend(letter)
        places.extend([place] * len(letter))
    text.close()
    return PageText("".join(letters), tuple(places))


def _folded(code: int) -> str:
    """A letter of the page as it is compared; every kind of blank and break is one blank."""
    return _compared(chr(code)) if 0 < code <= 0x10FFFF else ""


@lru_cache(maxsize=1024)
def _compared(letter: str) -> str:
    if letter.isspace() or unicodedata.category(letter) in {"Cc", "Zs"}:
        return " "
    return fold(letter)


def _spans(page: PageText, needle: str) -> list[tuple[int, int]]:
    """First letter and number of letters of each place on the page."""
    spans: list[tuple[int, int]] = []
    at = page.letters.find(needle)
    while at >= 0:
        first, last = page.places[at], page.places[at + len(needle) - 1]
        spans.append((first, last - first + 1))
        at = page.letters.find(needle, at + len(needle))
    return spans


def _placed(page: Any, number: int, spans: list[tuple[int, int]]) -> list[Find]:
    height = page.get_height()
    text = page.get_textpage()
    found = [Find(number, _boxes(text, first, count, height)) for first, count in spans]
    text.close()
    return [one for one in found if one.boxes]


def _boxes(text: Any, first: int, count: int, height: float) -> tuple[Box, ...]:
    raw: Any = pypdfium2.raw
    boxes: list[Box] = []
    sides = [ctypes.c_double() for _side in range(4)]
    for number in range(raw.FPDFText_CountRects(text.raw, first, count)):
        left, top, right, bottom = sides
        if raw.FPDFText_GetRect(text.raw, number, left, top, right, bottom):
            boxes.append(Box(left.value, height - top.value, right.value, height - bottom.value))
    return tuple(boxes)

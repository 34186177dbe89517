"""Reads a PDF from its own objects: texts with face, size and place, and rules."""

from dataclasses import dataclass

from tests.benchmarks.bare_pages import BarePage, read_pages

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Words:
    """A text on a page; ``x`` and ``y`` (of the baseline) in millimetres from the upper left."""

    face: str
    size: float
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its ends in millimetres from the upper left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def length(self) -> float:
        """Its length in millimetres."""
        return abs(self.x1 - self.x0) + abs(self.y1 - self.y0)

    @property
    def level(self) -> bool:
        """Whether it lies."""
        return abs(self.y1 - self.y0) < 0.01


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page: width and height in millimetres, words and rules in the order of drawing."""

    width: float
    height: float
    words: tuple[Words, ...]
    rules: tuple[Rule, ...]

    @property
    def text(self) -> str:
        """All words, blanks where lines end, no-break spaces as blanks."""
        return " ".join(words.text.strip() for words in self.words).replace("\u00a0", " ")

    def find(self, text: str) -> Words:
        """The one text that holds these words."""
        found = [words for words in self.words if text in words.text.replace("\u00a0", " ")]
        assert len(found) == 1, (text, found)
        return found[0]

    def page_number(self) -> Words | None:
        """The number alone in the middle of the top margin."""
        alone = [words for words in self.words if words.text.strip().isdecimal() and words.y < 28]
        centred = [words for words in alone if abs(words.x - self.width / 2) < 15]
        return min(centred, key=lambda words: words.y, default=None)


def read_pdf(pdf: bytes) -> list[PageRead]:
    """The pages of a PDF."""
    return [_page(page) for page in read_pages(pdf)]


def _page(page: BarePage) -> PageRead:
    width, height = (side / MM for side in page["size"])
    words = tuple(
        Words(face, size, x / MM, height - y / MM, text.rstrip("\r\n"))
        for face, size, x, y, text in page["texts"]
    )
    rules = tuple(
        Rule(x0 / MM, height - y0 / MM, x1 / MM, height - y1 / MM)
        for x0, y0, x1, y1 in page["rules"]
    )
    return PageRead(width, height, words, rules)

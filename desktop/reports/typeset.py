"""Lines of text: wrapping by measured words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.text import nfc
from desktop.reports.faces import ASCENT, DESCENT, REGULAR, face, face_of
from desktop.reports.tree import Align, Run

_SLACK = 0.01
"""Points that a line may seem too wide by rounding alone."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size of the letters and distance of the lines, in points."""

    size: float
    leading: float

    @property
    def baseline(self) -> float:
        """How far below the top of a line its letters stand."""
        return (self.leading - (ASCENT + DESCENT) * self.size) / 2 + ASCENT * self.size


Fragment = tuple[str, str]
"""A face and the text set in it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its fragments, its natural width and its number of spaces."""

    fragments: tuple[Fragment, ...]
    width: float
    last: bool = True

    @property
    def spaces(self) -> int:
        """The spaces that take up the slack of a justified line; no-break ones among them."""
        return sum(text.count(" ") + text.count("\u00a0") for _face, text in self.fragments)


class Measure:
    """Widths of words, each measured once per paper."""

    def __init__(self) -> None:
        self._widths: dict[tuple[str, str], float] = {}
        self._lines: dict[tuple[str, str, float], Line] = {}

    def width(self, text: str, face_name: str, size: float) -> float:
        """The width of a text in points."""
        key = (face_name, text)
        per_point = self._widths.get(key)
        if per_point is None:
            per_point = self._widths[key] = face(face_name).stringWidth(text, 1)
        return per_point * size

    def line(self, text: str, style: Style, face_name: str = REGULAR) -> Line:
        """A text as one line, whatever its width."""
        key = (face_name, text, style.size)
        found = self._lines.get(key)
        if found is None:
            clean = nfc(text)
            found = Line(((face_name, clean),), self.width(clean, face_name, style.size))
            self._lines[key] = found
        return found

    def wrap_text(
        self, text: str, style: Style, width: float, *, face_name: str = REGULAR
    ) -> tuple[Line, ...]:
        """The lines of a text in one face; one line, measured once, where it fits."""
        whole = self.line(text, style, face_name)
        if whole.width <= width + _SLACK and "\n" not in text:
            return (whole,)
        # Plain blanks alone part words: str.split() would break no-break spaces too.
        words = [[(face_name, word)] for word in nfc(text).replace("\n", " ").split(" ") if word]
        return self._fill(words, style, width, width)

    def wrap(
        self, runs: Iterable[Run], style: Style, width: float, *, indent: float = 0
    ) -> tuple[Line, ...]:
        """The lines of a paragraph whose first line stands in by ``indent``."""
        return self._fill(_words(runs), style, width - indent, width)

    def balanced(
        self, text: str, style: Style, width: float, *, face_name: str
    ) -> tuple[Line, ...]:
        """As few lines as fit, of nearly the same length, for centred headings."""
        lines = self.wrap_text(text, style, width, face_name=face_name)
        if len(lines) == 1:
            return lines
        low, high = width / len(lines), width
        while high - low > 1:
            middle = (low + high) / 2
            if len(self.wrap_text(text, style, middle, face_name=face_name)) > len(lines):
                low = middle
            else:
                high = middle
        return self.wrap_text(text, style, high, face_name=face_name)

    def _fill(
        self, words: Sequence[Sequence[Fragment]], style: Style, first: float, width: float
    ) -> tuple[Line, ...]:
        lines: list[Line] = []
        current: list[Fragment] = []
        used = 0.0
        room = first
        for word in self._fitting(words, style, min(first, width)):
            wide = sum(self.width(text, name, style.size) for name, text in word)
            space = self.width(" ", word[0][0], style.size) if current else 0.0
            if current and used + space + wide > room + _SLACK:
                lines.append(Line(_joined(current), used, last=False))
                current, used, room, space = [], 0.0, width, 0.0
            if current:
                current.append((current[-1][0], " "))
            current.extend(word)
            used += space + wide
        lines.append(Line(_joined(current), used))
        return tuple(lines)

    def _fitting(
        self, words: Sequence[Sequence[Fragment]], style: Style, width: float
    ) -> Iterable[Sequence[Fragment]]:
        """The words, those wider than a whole line cut between letters."""
        for word in words:
            if sum(self.width(text, name, style.size) for name, text in word) <= width + _SLACK:
                yield word
            else:
                yield from self._cut(word, style, width)

    def _cut(
        self, word: Sequence[Fragment], style: Style, width: float
    ) -> Iterable[Sequence[Fragment]]:
        piece: list[Fragment] = []
        used = 0.0
        for name, text in word:
            for letter in text:
                wide = self.width(letter, name, style.size)
                if piece and used + wide > width:
                    yield [*_joined(piece)]
                    piece, used = [], 0.0
                piece.append((name, letter))
                used += wide
        yield [*_joined(piece)]


def _words(runs: Iterable[Run]) -> list[list[Fragment]]:
    """The words of runs; a word may change its face in the middle."""
    words: list[list[Fragment]] = []
    open_word = False
    for run in runs:
        name = face_of(bold=run.bold, italic=run.italic)
        for index, part in enumerate(nfc(run.text).split(" ")):
            if index:
                open_word = False
            if not part:
                continue
            if open_word:
                words[-1].append((name, part))
            else:
                words.append([(name, part)])
                open_word = True
    return words


def _joined(fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    found: list[Fragment] = []
    for name, text in fragments:
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + text)
        else:
            found.append((name, text))
    return tuple(found)


def start_of(line: Line, left: float, width: float, align: Align) -> float:
    """Where a line begins inside a column."""
    if align is Align.CENTRE:
        return left + (width - line.width) / 2
    return left + width - line.width if align is Align.RIGHT else left


def stretch_of(line: Line, width: float, align: Align) -> float:
    """What each space of a justified line takes up; none in a last line."""
    if align is not Align.JUSTIFIED or line.last or not line.spaces:
        return 0
    return (width - line.width) / line.spaces

"""Lines of text: wrapping by measured words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

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
        room, size = first + _SLACK, style.size
        spaces: dict[str, float] = {}
        for word, wide in self._fitting(words, size, min(first, width)):
            if current:
                name = word[0][0]
                space = spaces.get(name)
                if space is None:
                    space = spaces[name] = self.width(" ", name, size)
                if used + space + wide > room:
                    lines.append(Line(_joined(current), used, last=False))
                    current, used, room = [], 0.0, width + _SLACK
                else:
                    current.append((current[-1][0], " "))
                    used += space
            current.extend(word)
            used += wide
        lines.append(Line(_joined(current), used))
        return tuple(lines)

    def _fitting(
        self, words: Sequence[Sequence[Fragment]], size: float, width: float
    ) -> Iterable[tuple[Sequence[Fragment], float]]:
        """The words with their widths, those wider than a whole line cut between letters."""
        known = self._widths
        for word in words:
            wide = 0.0
            for fragment in word:
                per_point = known.get(fragment)
                if per_point is None:
                    self.width(fragment[1], fragment[0], size)
                    per_point = known[fragment]
                wide += per_point * size
            if wide <= width + _SLACK:
                yield word, wide
                continue
            for piece in self._cut(word, size, width):
                yield piece, sum(self.width(text, name, size) for name, text in piece)

    def _cut(
        self, word: Sequence[Fragment], size: float, width: float
    ) -> Iterable[Sequence[Fragment]]:
        piece: list[Fragment] = []
        used = 0.0
        for name, text in word:
            for letter in text:
                wide = self.width(letter, name, size)
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
    """Neighbours of one face as one text."""
    if not fragments:
        return ()
    name = fragments[0][0]
    if all(fragment[0] == name for fragment in fragments):
        return ((name, "".join([text for _name, text in fragments])),)
    return tuple(
        (name, "".join([text for _name, text in run]))
        for name, run in groupby(fragments, key=itemgetter(0))
    )


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

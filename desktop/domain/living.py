"""Numbers inside an officer's own sentences, tied to the figures that they were taken from.

A paragraph that the officer wrote stays when figures refresh. Beside it stands, for each number
in it, which figure it came from; where that figure is another one now, the number is shown with
what it would be, and changed only when the officer says so. A number that the officer wants as it
is, is not asked about again until its figure changes once more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from desktop.domain.canonical import MalformedError, build, parse, to_bytes

_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_TOKEN = re.compile(rf"{_NUMBER}|[^\W\d_]+|[^\w\s]|_")
_END = re.compile(r"[.!?](?=\s)|\n")
_OF_DAYS = frozenset({"ngày", "tháng", "năm", "quý", "số", "giờ", "khoản", "điều", "mục"})
"""Before a number these say that it is a date, a symbol or a clause, and no figure."""

_WINDOW = 24
"""So many words on both sides tell figures of the same value apart."""

_WEAK, _STRONG = 1, 2
"""How like the words beside a number must be: a number of one digit stands for many things."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a generated text: its meaning, how it is written, the words on both sides.

    The words nearest to it come first.
    A number of the sentence itself ("ít nhất 01 buổi") has no meaning of its own: no key.
    """

    key: str
    value: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tied:
    """A number of an officer's text, the ``place``-th from 0, and the figure it stands for.

    ``kept`` is the figure that the officer saw and wanted to differ; "" where it was gone.
    """

    place: int
    key: str
    value: str
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """All numbers of a text that are tied to figures."""

    figures: tuple[Tied, ...] = ()


@dataclass(frozen=True, slots=True)
class StaleFigure:
    """A number of the officer's text whose figure is another one now.

    ``now`` is empty where the figures do not say anything of the kind any more. ``place``
    counts the numbers of the text from 0.
    """

    section: str
    said: str
    now: str
    sentence: str
    place: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def _tokens(text: str) -> list[_Token]:
    return [_Token(one[0], one.start(), one.end()) for one in _TOKEN.finditer(text)]


def _number_places(tokens: Sequence[_Token]) -> list[int]:
    return [index for index, one in enumerate(tokens) if one.is_number]


def _beside(tokens: Sequence[_Token], index: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before = tokens[max(0, index - _WINDOW) : index][::-1]
    after = tokens[index + 1 : index + 1 + _WINDOW]
    return tuple(_words(before)), tuple(_words(after))


def _words(tokens: Iterable[_Token]) -> Iterator[str]:
    return (one.text.casefold() for one in tokens)


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words agree, from the first on."""
    pairs = zip(first, second, strict=False)
    shorter = min(len(first), len(second))
    return next((n for n, (one, other) in enumerate(pairs) if one != other), shorter)


def figures_in(text: str, keys: Mapping[int, str]) -> tuple[Figure, ...]:
    """The numbers of a generated text; ``keys`` say what they mean, by place from 0."""
    tokens = _tokens(text)
    return tuple(
        Figure(keys.get(place, ""), tokens[index].text, *_beside(tokens, index))
        for place, index in enumerate(_number_places(tokens))
    )


def tie(
    text: str, figures: Sequence[Figure], *, earlier: str = "", known: MadeFrom = MadeFrom()
) -> MadeFrom:
    """What the numbers of an officer's text stand for.

    A number that the text of before (``earlier``) held in the same place keeps its tie; any
    other is tied to a generated figure of the same value, the one with the same words beside it.
    """
    tokens = _tokens(text)
    kept = dict(_carried(tokens, earlier, known))
    by_value: dict[str, list[Figure]] = {}
    for figure in figures:
        by_value.setdefault(_plain(figure.value), []).append(figure)
    found: list[Tied] = []
    for place, index in enumerate(_number_places(tokens)):
        same = by_value.get(_plain(tokens[index].text), [])
        if place in kept:
            found.append(kept[place])
        elif (best := _best(tokens, index, same)) is not None:
            found.append(Tied(place, best.key, tokens[index].text))
    return MadeFrom(tuple(found))


def _carried(tokens: Sequence[_Token], earlier: str, known: MadeFrom) -> Iterator[tuple[int, Tied]]:
    """The ties of numbers that stood in the text before, by their place now."""
    before = _tokens(earlier)
    old = {index: place for place, index in enumerate(_number_places(before))}
    new = {index: place for place, index in enumerate(_number_places(tokens))}
    ties = {one.place: one for one in known.figures}
    matcher = SequenceMatcher(
        None, [one.text for one in before], [one.text for one in tokens], autojunk=False
    )
    for first, second, size in matcher.get_matching_blocks():
        for step in range(size):
            one = ties.get(old.get(first + step, -1))
            if one is not None:
                place = new[second + step]
                yield place, replace(one, place=place)


def _best(tokens: Sequence[_Token], index: int, same: Sequence[Figure]) -> Figure | None:
    """The figure of the same value that a number was taken from; none where nothing says so."""
    before, after = _beside(tokens, index)
    fitting = [one for one in same if _may_be(one, before, after)]
    if not fitting:
        return None
    best = max(fitting, key=lambda one: 2 * _alike(one.after, after) + _alike(one.before, before))
    score = 2 * (best.after[:1] == after[:1]) + (best.before[:1] == before[:1])
    telling = len(_plain(best.value)) > 1
    enough = score >= (_WEAK if telling else _STRONG) or (telling and len(fitting) == 1)
    return best if enough and best.key else None


def _may_be(figure: Figure, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a number can be a figure: it is no part of a date, a symbol or a clause."""
    first, second = "".join(before[:1]), "".join(after[:1])
    if (first in _OF_DAYS or first == "/") and figure.before[:1] != (first,):
        return False
    return second != "/" or figure.after[:1] == ("/",)


def _plain(number: str) -> str:
    """A number as it is compared: 05 and 5, 1.834 and 1834 are the same."""
    return number.replace(".", "").lstrip("0") or "0"


def stale(
    section: str, text: str, made_from: MadeFrom, now: Mapping[str, str]
) -> tuple[StaleFigure, ...]:
    """The numbers of a text whose figures are others now; ``now`` holds figures by meaning."""
    tokens = _tokens(text)
    places = _number_places(tokens)
    found: list[StaleFigure] = []
    for one in made_from.figures:
        value = now.get(one.key, "")
        if one.place >= len(places) or value == one.kept:
            continue
        token = tokens[places[one.place]]
        if _plain(token.text) != _plain(value or "-"):
            sentence = _sentence(text, token.start)
            found.append(StaleFigure(section, token.text, value, sentence, one.place))
    return tuple(found)


def _sentence(text: str, position: int) -> str:
    """The sentence around a place of the text."""
    ends = [one.end() for one in _END.finditer(text)]
    start = max((end for end in ends if end <= position), default=0)
    end = min((end for end in ends if end > position), default=len(text))
    return text[start:end].strip()


def taken_over(text: str, made_from: MadeFrom, figure: StaleFigure) -> tuple[str, MadeFrom] | None:
    """The text with one number as its figure is now; none where the number is not there."""
    tokens = _tokens(text)
    places = _number_places(tokens)
    if not figure.now or not _holds(tokens, places, figure):
        return None
    token = tokens[places[figure.place]]
    changed = text[: token.start] + figure.now + text[token.end :]
    ties = (
        replace(one, value=figure.now, kept=None) if one.place == figure.place else one
        for one in made_from.figures
    )
    return changed, MadeFrom(tuple(ties))


def as_it_is(text: str, made_from: MadeFrom, figure: StaleFigure) -> MadeFrom | None:
    """The ties with a number that shall stay though its figure is another one."""
    tokens = _tokens(text)
    if not _holds(tokens, _number_places(tokens), figure):
        return None
    return MadeFrom(
        tuple(
            replace(one, kept=figure.now) if one.place == figure.place else one
            for one in made_from.figures
        )
    )


def _holds(tokens: Sequence[_Token], places: Sequence[int], figure: StaleFigure) -> bool:
    return 0 <= figure.place < len(places) and tokens[places[figure.place]].text == figure.said


def ties_text(made_from: MadeFrom) -> str:
    """The ties as they are stored beside the text."""
    return to_bytes(made_from).decode("utf-8") if made_from.figures else ""


def read_ties(text: str) -> MadeFrom:
    """The stored ties; none where there are none or they cannot be read."""
    try:
        return build(MadeFrom, parse(text.encode("utf-8"))) if text else MadeFrom()
    except MalformedError:
        return MadeFrom()

"""Which figures the generated sections of a report say, number by number.

The sections are written once more with a mark behind each number that a sentence was given; the
marks never reach a paper.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.living import Figure, figures_in
from desktop.domain.snapshot import Snapshot
from desktop.reports.beside import Beside
from desktop.reports.figures import Figures, form_of
from desktop.reports.frame import PaperFrame
from desktop.reports.narrative import GENERATED

_FIRST_MARK = 0xF0000
_MARK = re.compile("[\U000f0000-\U000ffffd]")
_SAID = re.compile("\\d+(?:\\.\\d{3})*(?:,\\d+)?([\U000f0000-\U000ffffd])?")
_NUMBERS = frozenset(
    {"attendance", "count", "figure", "number", "paused", "sessions", "share", "target", "total"}
)
"""The fields of sentences that figures are given in."""

_ABOUT = ("label", "title", "kind", "what", "words", "unit", "day", "reason", "symbol")
"""The fields that say what a figure is about, where a sentence is said of several things."""

_VARIANT = re.compile(r"_(?:all|unknown|many|named)$")
"""Endings of a sentence said otherwise, of the same figures."""


@dataclass(frozen=True)
class _MarkedFigures(Figures):
    """Figures whose sentences carry a mark behind each number; ``keys`` say what they mean."""

    keys: list[str] = field(default_factory=list)

    def say(self, key: str, **fields: object) -> str:
        """A sentence with its numbers marked."""
        meaning = _VARIANT.sub("", key)
        about = [_MARK.sub("", str(fields[name])) for name in _ABOUT if name in fields]
        prefix = f"{meaning}[{'|'.join(about)}]" if about else meaning
        given = {name: self._marked(prefix, name, value) for name, value in fields.items()}
        return Figures.say(self, key, **given)

    def _marked(self, prefix: str, name: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        for mark in _MARK.findall(value):
            place = ord(mark) - _FIRST_MARK
            self.keys[place] = f"{prefix}>{self.keys[place]}"
        if name not in _NUMBERS:
            return value
        places = iter(range(len(value)))

        def mark_of(number: re.Match[str]) -> str:
            if number[1]:
                return number[0]
            self.keys.append(f"{prefix}/{name}{next(places)}")
            return f"{number[0]}{chr(_FIRST_MARK + len(self.keys) - 1)}"

        return _SAID.sub(mark_of, value)


def figures_said(
    snapshot: Snapshot, frame: PaperFrame, beside: Beside
) -> Mapping[str, tuple[Figure, ...]]:
    """The figures of every generated section, in the order of its text."""
    form = form_of(snapshot.period.kind, frame.forms)
    return {
        section: _figures(_MarkedFigures(snapshot, frame, form, beside), section)
        for section in GENERATED
    }


def _figures(marked: _MarkedFigures, section: str) -> tuple[Figure, ...]:
    text = "\n".join(GENERATED[section](marked))
    keys: dict[int, str] = {}
    seen: dict[str, int] = {}
    for place, number in enumerate(_SAID.finditer(text)):
        if number[1]:
            key = f"{section}:{marked.keys[ord(number[1]) - _FIRST_MARK]}"
            seen[key] = seen.get(key, 0) + 1
            keys[place] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return figures_in(_MARK.sub("", text), keys)

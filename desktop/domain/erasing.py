"""A name typed by mistake, found and taken out of texts: as typed or without its marks."""

import unicodedata
from dataclasses import dataclass

from desktop.domain.text import fold, nfc, tidy

BLANK = "…"
"""What stands where a name was, when nothing else is wanted."""
SHORTEST = 2
"""Letters that a name to be erased has at least."""
_AROUND = 32
"""Letters that an example shows on each side of the words."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The words to take out and what stands there afterwards; whole words only.

    ``marks``: only where the marks are the same; else "Hoa" is found for "Hoà" as well.
    """

    words: str
    replacement: str = BLANK
    marks: bool = False

    @property
    def too_short(self) -> bool:
        """Whether so little was typed that it would be found everywhere."""
        return len(_key(self.words, marks=False).replace(" ", "")) < SHORTEST

    @property
    def common(self) -> bool:
        """Whether one word alone was typed, which other names and sentences hold as well."""
        return " " not in fold(self.words)

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words stand in a text: first letter and end of each place."""
        wanted = _key(self.words, marks=self.marks)
        # Most texts hold nothing: one look at the folded text spares the letters.
        if not wanted or fold(self.words) not in fold(text):
            return ()
        return _found(text, wanted, marks=self.marks)

    def stands_in(self, text: str) -> bool:
        """Whether the words stand in a text."""
        return bool(self.places(text))

    def cleaned(self, text: str) -> str:
        """The text with the replacement in the place of the words."""
        parts, done = [], 0
        for start, end in self.places(text):
            parts += [text[done:start], self.replacement]
            done = end
        return "".join([*parts, text[done:]]) if parts else text

    def cleaned_name(self, text: str) -> str:
        """As :meth:`cleaned`, for a name: it is never left empty."""
        clean = self.cleaned(text)
        return clean if clean == text else tidy(clean) or BLANK

    def cleaned_text(self, text: str) -> str:
        """As :meth:`cleaned`, for a text that may not become empty."""
        clean = self.cleaned(text)
        return clean if clean == text or clean.strip() else BLANK

    def example(self, text: str) -> str:
        """The first place with what stands around it, in one line; empty where there is none."""
        for start, end in self.places(text)[:1]:
            first, last = max(0, start - _AROUND), end + _AROUND
            before = "…" if first else ""
            after = "…" if last < len(text) else ""
            return f"{before}{tidy(text[first:last])}{after}"
        return ""


def _key(text: str, *, marks: bool) -> str:
    return tidy(text).casefold() if marks else fold(text)


def _found(text: str, wanted: str, *, marks: bool) -> tuple[tuple[int, int], ...]:
    letters, spans = _letters(text, marks=marks)
    line, found, start = "".join(letters), [], 0
    while (at := line.find(wanted, start)) >= 0:
        end = at + len(wanted)
        if _alone(line, at, end):
            found.append((spans[at][0], spans[end - 1][1]))
            start = end
        else:
            start = at + 1
    return tuple(found)


def _letters(text: str, *, marks: bool) -> tuple[list[str], list[tuple[int, int]]]:
    """The letters that are compared, one each, and where in the text each stands."""
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        end = place + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        shown = text[place:end]
        bare = nfc(shown).casefold() if marks else fold(shown)
        key = " " if shown.isspace() else bare
        if key == " " and letters and letters[-1] == " ":
            spans[-1] = (spans[-1][0], end)
        else:
            letters += key
            spans += [(place, end)] * len(key)
        place = end
    return letters, spans


def _alone(line: str, at: int, end: int) -> bool:
    before = line[at - 1] if at else " "
    after = line[end] if end < len(line) else " "
    return not (before.isalnum() and line[at].isalnum()) and not (
        after.isalnum() and line[end - 1].isalnum()
    )

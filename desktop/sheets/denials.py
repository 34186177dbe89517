"""Cells that say that there is nothing: no session was held, no model exists, as above."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.text import fold, identity_key

_NOT_WORDS = re.compile(r"[^\w]+")
_STOP = re.compile(r"[,;:.(\n]|\s[-–—]\s")
_AROUND_DITTO = " -–—.()"


@dataclass(frozen=True, slots=True)
class Denials:
    """The words of such cells; each set as it is written and, of plain letters, without accents."""

    whole: frozenset[str]
    leading: frozenset[str]
    inside: frozenset[str]
    excepted: frozenset[str]
    no_model: frozenset[str]
    remarks: Mapping[str, str]

    def says_not_held(self, text: str) -> bool:
        """Whether a format, topic or result says that the session did not take place."""
        return _head(text) in self.whole or _leads(text, self.leading) is not None

    def remarks_not_held(self, text: str) -> bool:
        """Whether a remark says so anywhere in it."""
        padded = f" {_plain(text)} "
        for words in self.excepted:
            padded = padded.replace(f" {words} ", "  ")
        return self.says_not_held(text) or any(f" {words} " in padded for words in self.inside)

    def says_no_model(self, text: str) -> bool:
        """Whether the name of a model says that there is none; a dash says so, a blank does not."""
        return bool(text.strip()) and (_head(text) in self.no_model or not _plain(text))

    def remarked_status(self, text: str) -> str | None:
        """The state of a model that a remark tells; none where it tells nothing of it."""
        found = _leads(text, self.remarks)
        return self.remarks[found] if found is not None else None


def ditto_key(text: str) -> str:
    """A mark that repeats the cell above, as it is compared."""
    return "".join(identity_key(text).split()).strip(_AROUND_DITTO)


def parse_denials(words: Mapping[str, Any]) -> Denials:
    """Take the words from their data; raises KeyError where a table is missing."""
    table = words["not_held"]
    return Denials(
        whole=_spellings(table["whole"], alone=True),
        leading=_spellings(table["leading"]),
        inside=_spellings(table["inside"]),
        excepted=_spellings(table["except"]),
        no_model=_spellings(words["no_model"]["whole"], alone=True),
        remarks={
            phrase: status
            for status, phrases in words["model_remark"].items()
            for phrase in _spellings(phrases)
        },
    )


def _spellings(phrases: Sequence[str], *, alone: bool = False) -> frozenset[str]:
    """Without accents "hoãn" would be "hoàn": only longer phrases, or a cell alone, go without."""
    bare = {
        fold(phrase)
        for phrase in phrases
        if " " in phrase or (alone and phrase in {"không", "chưa"})
    }
    return frozenset(bare | {_plain(phrase) for phrase in phrases})


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", identity_key(text)).strip()


def _head(text: str) -> str:
    return _plain(_STOP.split(text.strip(), maxsplit=1)[0])


def _leads(text: str, phrases: Iterable[str]) -> str | None:
    plain = _plain(text) + " "
    return next((one for one in phrases if plain.startswith(one + " ")), None)

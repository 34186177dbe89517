"""Which topics of a session are drug prevention: only these count for the monthly duty."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from desktop.domain.text import fold, identity_key, tidy

_PUNCTUATION = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class TopicWords:
    """Words of drug prevention and words of other subjects, each as it is compared.

    ``bare_drug`` and ``bare_other`` are for labels typed without accents: the phrases, and the
    words that have none; a single syllable without its accents may be another word.
    """

    drug: frozenset[str]
    other: frozenset[str]
    bare_drug: frozenset[str]
    bare_other: frozenset[str]
    longest: int


def parse_topic_words(content: bytes) -> TopicWords:
    """The words from their data (TOML: ``[topics]`` with the lists ``drug`` and ``other``).

    Raises KeyError or ValueError on malformed data.
    """
    data: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    drug = [_spaced(str(word)) for word in data["topics"]["drug"]]
    other = [_spaced(str(word)) for word in data["topics"]["other"]]
    return TopicWords(
        drug=frozenset(identity_key(word) for word in drug),
        other=frozenset(identity_key(word) for word in other),
        bare_drug=frozenset(fold(word) for word in drug if " " in word or word.isascii()),
        bare_other=frozenset(fold(word) for word in other if " " in word or word.isascii()),
        longest=max(len(word.split(" ")) for word in (*drug, *other)),
    )


def is_drug_topic(label: str, words: TopicWords) -> bool:
    """Whether a topic that the editable list does not hold yet is drug prevention.

    A word of drug prevention says yes; without one, a word of another subject (traffic,
    elections, fire …) says no; a topic with neither is taken as drug prevention, because
    the register is kept for nothing else. Of two words at one place the longer speaks:
    "thuốc lá điện tử" is no "thuốc lá", "nghiện rượu" no "nghiện".
    """
    text = _spaced(label)
    plain = text.isascii()
    parts = (fold(text) if plain else identity_key(text)).split(" ")
    drug = words.bare_drug if plain else words.drug
    other = words.bare_other if plain else words.other
    another = False
    start = 0
    while start < len(parts):
        length = _longest_at(parts, start, drug | other, words.longest)
        found = " ".join(parts[start : start + length])
        if found in drug:
            return True
        another = another or found in other
        start += max(length, 1)
    return not another


def _longest_at(parts: list[str], start: int, known: frozenset[str], longest: int) -> int:
    """How many words the longest known phrase at this place has; 0 when there is none."""
    for length in range(min(longest, len(parts) - start), 0, -1):
        if " ".join(parts[start : start + length]) in known:
            return length
    return 0


def _spaced(text: str) -> str:
    return tidy(_PUNCTUATION.sub(" ", tidy(text)))

"""Which count a list means: its categories by code and by wording."""

import re
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from desktop.domain.plans import CountCategory
from desktop.domain.text import fold, identity_key, tidy
from desktop.sheets.vocabulary import bare_words

_NUMBERING = re.compile(r"^\s*(?:[-+•*–]|(?:\d+(?:\.\d+)*|[ivxIVX]+|[a-zA-ZđĐ])[.)]|\d+\s)\s*")
_LIKE = 85
_LABEL_LIMIT = 400


class CountBook:
    """The categories that a list can name, by id and by wording."""

    def __init__(self, categories: Sequence[CountCategory]) -> None:
        self._by_id = {one.id.casefold(): one for one in categories}
        self._by_label: dict[str, list[CountCategory]] = defaultdict(list)
        for one in categories:
            self._by_label[bare_words(one.label)].append(one)

    def coded(self, text: str) -> CountCategory | None:
        """The category of a code."""
        return self._by_id.get(tidy(text).casefold())

    def worded(self, text: str, unit: str) -> list[CountCategory]:
        """The categories that a wording may mean: one when it is plain, none when it is unknown.

        Case, accents, punctuation, numbering before it and a unit in brackets do not matter;
        where two differ by accents or unit alone, those decide.
        """
        whole = tidy(text[:_LABEL_LIMIT])
        plain = _NUMBERING.sub("", whole)
        cut = plain.rpartition("(")[0] if plain.endswith(")") else ""
        for words in (whole, plain, cut):
            found = self._by_label.get(bare_words(words), []) if words else []
            if found:
                return _narrowed(found, words, unit)
        return []

    def like(self, text: str) -> str:
        """The label that a wording comes closest to; empty when none is close."""
        key = bare_words(_NUMBERING.sub("", tidy(text)[:_LABEL_LIMIT]))
        found = process.extractOne(
            key, self._by_label.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE
        )
        return self._by_label[found[0]][0].label if found else ""


def _narrowed(found: list[CountCategory], words: str, unit: str) -> list[CountCategory]:
    exact = [one for one in found if identity_key(one.label) == identity_key(words)]
    rest = exact or found
    fitting = [one for one in rest if fold(one.unit) == fold(unit)]
    return fitting if len(rest) > 1 and fitting else rest

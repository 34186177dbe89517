"""The words by which headings and cells are recognised, read from their data."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from desktop.domain.commune import ListName
from desktop.domain.shipped_lists import ShippedEntry, parse_all_shipped
from desktop.domain.text import fold, identity_key
from desktop.domain.topics import TopicWords, parse_topic_words
from desktop.paths import resource
from desktop.sheets.denials import Denials, ditto_key, parse_denials

_NOT_WORDS = re.compile(r"[^\w%]+|_")
_IN_BRACKETS = re.compile(r"\([^)]*\)")


class ListKind(StrEnum):
    """What a list holds."""

    GROUPS = "groups"
    SESSIONS = "sessions"
    MODELS = "models"
    COUNTS = "counts"


ORDINAL = "ordinal"
PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class FieldWords:
    """How the headings of one field read; ``weight`` says how much it tells of the list's kind.

    ``hints`` are words that mean the field where no better column is; a heading with one of
    ``never`` is not the field, whatever else it holds.
    """

    field: str
    names: frozenset[str]
    parts: tuple[str, ...]
    weak: frozenset[str] = frozenset()
    hints: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    weight: int = 0
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of the lists."""

    abbreviations: Mapping[str, str]
    ordinal: FieldWords
    personal: FieldWords
    fields: Mapping[ListKind, tuple[FieldWords, ...]]
    titles: Mapping[ListKind, tuple[str, ...]]
    signs: tuple[str, ...]
    time_signs: tuple[str, ...]
    former_names: tuple[str, ...]
    statuses: Mapping[ListKind, Mapping[str, str]]
    commune_wide: frozenset[str]
    every_group: frozenset[str]
    group_kinds: tuple[tuple[str, str], ...]
    total: tuple[str, ...]
    footer: tuple[str, ...]
    example: tuple[str, ...]
    section: tuple[str, ...]
    shipped: tuple[ShippedEntry, ...]
    topics: TopicWords
    denials: Denials
    ditto: frozenset[str]

    def key(self, heading: str) -> str:
        """A heading as it is compared: folded, no punctuation, abbreviations written out."""
        words = bare_words(heading).split(" ")
        return " ".join(self.abbreviations.get(word, word) for word in words).strip()

    def keys(self, heading: str) -> tuple[str, ...]:
        """The heading with and without what stands in brackets."""
        return tuple(dict.fromkeys((self.key(heading), self.key(_IN_BRACKETS.sub(" ", heading)))))

    def needed(self, kind: ListKind) -> tuple[str, ...]:
        """The fields without which a list of this kind cannot be read."""
        return tuple(one.field for one in self.fields[kind] if one.needed)


def bare_words(text: str) -> str:
    """Folded text without punctuation, single blanks between its words."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The shipped words; parsed once, frozen ever after."""
    folder = resource("sheets")
    lists = resource("lists")
    return parse_vocabulary(
        columns=(folder / "columns.toml").read_bytes(),
        words=(folder / "words.toml").read_bytes(),
        lists=[path.read_bytes() for path in sorted(lists.glob("*.toml"))],
    )


def parse_vocabulary(*, columns: bytes, words: bytes, lists: Iterable[bytes]) -> Vocabulary:
    """Make the vocabulary from its data; raises KeyError or ValueError on malformed data."""
    headings: dict[str, Any] = tomllib.loads(columns.decode("utf-8"))
    inside: dict[str, Any] = tomllib.loads(words.decode("utf-8"))
    kinds = [
        (kind, bare_words(word)) for kind, forms in inside["group_kinds"].items() for word in forms
    ]
    return Vocabulary(
        abbreviations=dict(headings["abbreviations"]),
        ordinal=_field(ORDINAL, headings[ORDINAL]),
        personal=_field(PERSONAL, headings[PERSONAL]),
        fields={
            kind: tuple(_field(name, one) for name, one in headings[kind].items())
            for kind in ListKind
        },
        titles={kind: tuple(headings["titles"][kind]) for kind in ListKind},
        signs=tuple(headings["signs"]["sessions"]),
        time_signs=tuple(headings["signs"]["time"]),
        former_names=tuple(headings["signs"]["former_names"]),
        statuses={
            ListKind.SESSIONS: _statuses(inside["session_status"]),
            ListKind.MODELS: _statuses(inside["model_status"]),
        },
        commune_wide=frozenset(bare_words(word) for word in inside["groups"]["commune_wide"]),
        every_group=frozenset(bare_words(word) for word in inside["groups"]["every_group"]),
        group_kinds=tuple(sorted(kinds, key=lambda pair: -len(pair[1]))),
        total=tuple(bare_words(word) for word in inside["rows"]["total"]),
        footer=tuple(bare_words(word) for word in inside["rows"]["footer"]),
        example=tuple(bare_words(word) for word in inside["rows"]["example"]),
        section=tuple(bare_words(word) for word in inside["rows"]["section"]),
        shipped=parse_all_shipped(lists),
        topics=parse_topic_words(words),
        denials=parse_denials(inside),
        ditto=frozenset(ditto_key(mark) for mark in inside["ditto"]["marks"]),
    )


def _field(name: str, one: dict[str, Any]) -> FieldWords:
    return FieldWords(
        field=name,
        names=frozenset(one.get("names", ())),
        parts=tuple(sorted(one.get("parts", ()), key=len, reverse=True)),
        weak=frozenset(one.get("weak", ())),
        hints=tuple(one.get("hints", ())),
        never=tuple(one.get("never", ())),
        weight=int(one.get("weight", 0)),
        needed=bool(one.get("needed", False)),
    )


def _statuses(table: dict[str, list[str]]) -> dict[str, str]:
    """Status by word: exact spelling wins; a spelling without accents serves where it is alone."""
    found: dict[str, str] = {}
    clashes: set[str] = set()
    for status, words in table.items():
        for word in words:
            folded = bare_words(word)
            if found.setdefault(folded, status) != status:
                clashes.add(folded)
    for folded in clashes:
        del found[folded]
    for status, words in table.items():
        found.update((identity_key(word), status) for word in words)
    return found


@dataclass(frozen=True, slots=True)
class Labels:
    """Known spellings of the labels of the editable lists."""

    spellings: Mapping[tuple[ListName, str], str]
    bare: Mapping[tuple[ListName, str], frozenset[str]]

    @classmethod
    def of(
        cls, known: Mapping[ListName, tuple[str, ...]], shipped: Iterable[ShippedEntry]
    ) -> "Labels":
        """The office's own labels first, then what was shipped, then the shipped synonyms."""
        entries = tuple(shipped)
        spellings: dict[tuple[ListName, str], str] = {}
        for name, labels in known.items():
            for label in labels:
                spellings.setdefault((name, identity_key(label)), label)
        for entry in entries:
            spellings.setdefault((entry.list, identity_key(entry.label)), entry.label)
        for entry in entries:
            target = spellings[entry.list, identity_key(entry.label)]
            for word in entry.synonyms:
                spellings.setdefault((entry.list, identity_key(word)), target)
        bare: dict[tuple[ListName, str], set[str]] = {}
        for (name, _key), label in spellings.items():
            bare.setdefault((name, fold(label)), set()).add(label)
        return cls(spellings, {key: frozenset(found) for key, found in bare.items()})

    def find(self, name: ListName, text: str) -> str | None:
        """The known spelling of a label; none when it is new."""
        found = self.spellings.get((name, identity_key(text)))
        if found is None and text.isascii():
            # Typed without accents: the one label that it can be.
            fitting = self.bare.get((name, fold(text)), frozenset())
            return next(iter(fitting)) if len(fitting) == 1 else None
        return found

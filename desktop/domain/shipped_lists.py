"""The entries that the editable lists start with, read from their shipped data."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desktop.domain.commune import ListName
from desktop.domain.text import tidy


@dataclass(frozen=True, slots=True)
class ShippedEntry:
    """One shipped entry of an editable list; ``position`` counts from 0 within its list.

    ``synonyms`` are other spellings of the same label, met in the officers' own lists.
    """

    list: ListName
    label: str
    position: int
    drug_prevention: bool = True
    sensitive: bool = False
    synonyms: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def parse_shipped(content: bytes) -> tuple[ShippedEntry, ...]:
    """The entries of one shipped list (TOML: ``list`` and ``[[entry]]`` tables), in their order.

    The same content is parsed once. Raises ValueError when the content is not such a list.
    """
    data: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    if "list" not in data or not isinstance(data.get("entry"), list):
        raise ValueError("not a shipped list")
    name = ListName(data["list"])
    return tuple(_entry(name, position, one) for position, one in enumerate(data["entry"]))


def parse_all_shipped(contents: Iterable[bytes]) -> tuple[ShippedEntry, ...]:
    """The entries of several shipped lists."""
    return tuple(entry for content in contents for entry in parse_shipped(content))


def _entry(name: ListName, position: int, one: dict[str, Any]) -> ShippedEntry:
    label = tidy(str(one.get("label", "")))
    if not label:
        raise ValueError(f"entry {position} of {name} has no label")
    return ShippedEntry(
        list=name,
        label=label,
        position=position,
        drug_prevention=bool(one.get("drug_prevention", True)),
        sensitive=bool(one.get("sensitive", False)),
        synonyms=tuple(tidy(str(word)) for word in one.get("synonyms", ())),
    )

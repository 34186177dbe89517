"""The labels that a public report may print: those of the lists that come with the program."""

from collections.abc import Mapping
from functools import lru_cache

from desktop.domain.commune import ListName
from desktop.domain.shipped_lists import parse_all_shipped
from desktop.domain.text import identity_key
from desktop.paths import resource


@lru_cache(maxsize=1)
def public_labels() -> Mapping[ListName, Mapping[str, str]]:
    """The shipped labels by list, by what makes two spellings the same; synonyms are theirs."""
    folder = resource("lists")
    contents = [one.read_bytes() for one in folder.iterdir() if one.suffix == ".toml"]
    found: dict[ListName, dict[str, str]] = {name: {} for name in ListName}
    for entry in parse_all_shipped(contents):
        for word in (entry.label, *entry.synonyms):
            found[entry.list].setdefault(identity_key(word), entry.label)
    return found

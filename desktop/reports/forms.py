"""The Vietnamese texts of the papers, read from the shipped forms."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.text import nfc
from desktop.paths import resource
from desktop.reports.administrative import bound


@dataclass(frozen=True, slots=True)
class Form:
    """The texts of one paper by dotted key; fields stand in braces."""

    name: str
    texts: Mapping[str, str]

    def text(self, key: str) -> str:
        """A text as it is written; KeyError names the form when it lacks the key."""
        try:
            return self.texts[key]
        except KeyError:
            raise KeyError(f"{self.name}: {key}") from None

    def say(self, key: str, **fields: object) -> str:
        """A text with its fields filled and its no-break spaces set."""
        return bound(nfc(self.text(key).format(**fields)))

    def has(self, key: str) -> bool:
        """Whether the form holds a text."""
        return key in self.texts


@lru_cache(maxsize=16)
def load_form(name: str) -> Form:
    """The form ``resources/forms/<name>.toml``; FileNotFoundError when it is not shipped."""
    data = tomllib.loads(resource(f"forms/{name}.toml").read_text(encoding="utf-8"))
    return Form(name, dict(_flat("", data)))


def _flat(prefix: str, data: Mapping[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        if isinstance(value, Mapping):
            found.extend(_flat(f"{prefix}{key}.", value))
        else:
            found.append((prefix + key, nfc(str(value).strip())))
    return found

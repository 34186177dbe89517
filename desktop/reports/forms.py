"""The Vietnamese texts of the papers, read from the shipped forms."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.text import nfc
from desktop.paths import resource
from desktop.reports.administrative import bound

if TYPE_CHECKING:
    from desktop.files import ProgramFileError


class FormText(str):
    """A text of a form; its fields are filled, or the form is called damaged."""

    __slots__ = ("place",)

    place: str

    @classmethod
    def of(cls, text: str, place: str) -> "FormText":
        """A text with the name of its form and its key."""
        found = cls(text)
        found.place = place
        return found

    def format(self, *args: object, **fields: object) -> str:
        """The text with its fields filled.

        Raises:
            ProgramFileError: the text asks for a field that is not given, or its braces do not fit.
        """
        try:
            return super().format(*args, **fields)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise _damaged(*self.place.split(":", 1)) from error


@dataclass(frozen=True, slots=True)
class Form:
    """The texts of one paper by dotted key; fields stand in braces."""

    name: str
    texts: Mapping[str, str]

    def text(self, key: str) -> str:
        """A text as it is written.

        Raises:
            ProgramFileError: the form lacks the key.
        """
        try:
            return FormText.of(self.texts[key], f"{self.name}:{key}")
        except KeyError as error:
            raise _damaged(self.name, key) from error

    def say(self, key: str, **fields: object) -> str:
        """A text with its fields filled and its no-break spaces set."""
        return bound(nfc(self.text(key).format(**fields)))

    def has(self, key: str) -> bool:
        """Whether the form holds a text."""
        return key in self.texts


@lru_cache(maxsize=32)
def load_form(name: str) -> Form:
    """The form ``resources/forms/<name>.toml``.

    Raises:
        ProgramFileError: the shipped form is missing or damaged.
    """
    try:
        text = resource(f"forms/{name}.toml").read_text(encoding="utf-8")
        plain = _plain_texts(text)
        return Form(name, _all_texts(text) if plain is None else plain)
    except (OSError, ValueError) as error:
        raise _damaged(name, str(error)) from error


def _damaged(name: str, reason: str) -> "ProgramFileError":
    """That a shipped form cannot be used as it is."""
    # Seldom needed, and not small.
    from desktop.files import ProgramFileError

    return ProgramFileError(Path(f"forms/{name}.toml"), reason)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms in force: the shipped ones, with a committee's own texts in their place.

    ``own`` holds the texts that a committee keeps, by form and key. A form is no part of a
    period's snapshot: a paper that is printed again takes the forms in force on that day,
    also where its period was closed earlier; its figures are those of the closing.
    """

    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def named(self, name: str) -> Form:
        """A form; ProgramFileError when it is missing or damaged."""
        shipped, own = load_form(name), self.own.get(name)
        return Form(name, {**shipped.texts, **own}) if own else shipped


SHIPPED = Forms()
"""The forms as they are shipped."""


_LINE = re.compile(r'([\w-]+) = ("(?:[^"\\]|\\.)*")|\[([\w.-]+)\]|(?:#.*)?')


def _plain_texts(text: str) -> dict[str, str] | None:
    """The texts of a form of plain lines; none where one needs the whole grammar of TOML.

    A form is read for every paper's first page: this takes a tenth of the time.
    """
    found: dict[str, str] = {}
    prefix = ""
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        key, value, section = match.groups()
        if section is not None:
            prefix = f"{section}."
        elif key is not None:
            said = json.loads(value) if "\\" in value else value[1:-1]
            found[prefix + key] = nfc(said.strip())
    return found


def _all_texts(text: str) -> dict[str, str]:
    import tomllib

    return dict(_flat("", tomllib.loads(text)))


def _flat(prefix: str, data: Mapping[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        if isinstance(value, Mapping):
            found.extend(_flat(f"{prefix}{key}.", value))
        else:
            found.append((prefix + key, nfc(str(value).strip())))
    return found

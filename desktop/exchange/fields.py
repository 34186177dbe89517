"""Reading the keys of a signed object one by one, each with its kind and its bounds.

Keys that nobody asks for are passed over: a newer minor version may add some.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from desktop.domain.canonical import MalformedError
from desktop.domain.text import nfc, tidy

HEX_32 = re.compile(r"[0-9a-f]{64}")
IDENTITY = re.compile(r"[0-9A-Za-z-]{1,64}")
CODE = re.compile(r"[0-9A-Za-z]{1,16}")
VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}")
CODE_ON_PAPER = re.compile(r"[0-9]{5}(-[0-9]{5}){4}")
TELEPHONE = re.compile(r"[0-9]{4} [0-9]{4} [0-9]{4}")
PLAN_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
SIGNATURE = re.compile(r"[0-9a-f]{128}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of strict JSON; every method raises MalformedError that names the key."""

    content: Mapping[str, object]
    place: str = ""

    def wrong(self, key: str) -> MalformedError:
        """The error for a key that is missing or is not what the format says."""
        return MalformedError(f"{self.place}{key}")

    def refuse_other(self, format_name: str, head: bytes) -> None:
        """Refuse content that is of another format, or version, than its head says."""
        if self.content.get("format") != format_name or self.content.get("version") != list(
            head[6:8]
        ):
            raise self.wrong("version")

    def inner(self, key: str) -> "Fields":
        """The object at a key."""
        found = self.content.get(key)
        if not isinstance(found, dict):
            raise self.wrong(key)
        return Fields(found, f"{self.place}{key}.")

    def inner_or_none(self, key: str) -> "Fields | None":
        """The object at a key, or none where it says null."""
        if key in self.content and self.content[key] is None:
            return None
        return self.inner(key)

    def each(self, key: str, *, most: int) -> "Iterator[Fields]":
        """The objects of a list of at most ``most``."""
        found = self.content.get(key)
        if not isinstance(found, list) or len(found) > most:
            raise self.wrong(key)
        for place, one in enumerate(found):
            if not isinstance(one, dict):
                raise self.wrong(f"{key}[{place}]")
            yield Fields(one, f"{self.place}{key}[{place}].")

    def number(self, key: str, *, low: int = 0, high: int) -> int:
        """A whole number within bounds, both inside."""
        found = self.content.get(key)
        if type(found) is not int or not low <= found <= high:
            raise self.wrong(key)
        return found

    def numbers(self, key: str, *, most: int, high: int) -> Mapping[str, int]:
        """An object of at most ``most`` whole numbers from 0."""
        inner = self.inner(key)
        if len(inner.content) > most:
            raise self.wrong(key)
        return {name: inner.number(name, high=high) for name in inner.content}

    def flag(self, key: str) -> bool:
        """True or false."""
        found = self.content.get(key)
        if type(found) is not bool:
            raise self.wrong(key)
        return found

    def matching(self, key: str, pattern: re.Pattern[str], *, empty: bool = False) -> str:
        """A text of a known form."""
        found = self.content.get(key)
        if not isinstance(found, str) or not (pattern.fullmatch(found) or (empty and not found)):
            raise self.wrong(key)
        return found

    def name(self, key: str, *, most: int, empty: bool = False) -> str:
        """One line of text for a screen: nothing invisible in it, no blanks at its ends."""
        found = self.content.get(key)
        if not isinstance(found, str) or len(found) > most or tidy(found) != found:
            raise self.wrong(key)
        if not empty and not found:
            raise self.wrong(key)
        return found

    def text(self, key: str, *, most: int) -> str:
        """Lines of text without invisible or control characters; may be empty."""
        found = self.content.get(key)
        if not isinstance(found, str) or len(found) > most:
            raise self.wrong(key)
        if unicodedata.normalize("NFC", found) != found or nfc(found) != found:
            raise self.wrong(key)
        return found

    def day(self, key: str) -> date:
        """A day, written 2026-10-14."""
        try:
            return date.fromisoformat(self.matching(key, _DAY))
        except ValueError as error:
            raise self.wrong(key) from error

    def moment(self, key: str) -> datetime:
        """A second of universal time, written 2026-10-16T01:00:00Z."""
        text = self.matching(key, _MOMENT)
        try:
            return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
        except ValueError as error:
            raise self.wrong(key) from error


def moment_text(moment: datetime) -> str:
    """A moment as files write it: universal time, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

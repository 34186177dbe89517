"""Entries of the log as lines of a table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.official_days import official_time
from desktop.wording import LogNames, log_text


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry: number, time in Viet Nam, who, and the sentence."""

    seq: int
    at: datetime
    officer: str
    sentence: str


class Entry(Protocol):
    """An entry of the audit chain as the actions give it."""

    @property
    def seq(self) -> int:
        """Its number."""

    @property
    def at(self) -> datetime:
        """When, in UTC."""

    @property
    def officer(self) -> str:
        """Who."""

    @property
    def action(self) -> str:
        """The code of what was done."""

    @property
    def details(self) -> Mapping[str, object]:
        """Numbers, codes and ids."""


def log_lines(
    entries: Iterable[Entry],
    known: LogNames,
    name: Callable[[str], str] = str,
) -> tuple[LogLine, ...]:
    """The entries in words; ``known`` are the names of what they are about.

    ``name`` gives the name of an officer by the id that the log keeps.
    """
    return tuple(
        LogLine(
            seq=one.seq,
            at=official_time(one.at),
            officer=name(one.officer),
            sentence=log_text(one.action, one.details, known),
        )
        for one in entries
    )

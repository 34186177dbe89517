"""What the rows that an entry of the log is about are called now; the log itself keeps no names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Reopening(NamedTuple):
    """What the store knows of a closing that was taken back: its period and the reason given."""

    period: str
    reason: str


@dataclass(frozen=True, slots=True)
class SessionName:
    """A session as it is told: its day (ISO) and the names of its groups, none when all take part.

    ``groups`` are in the order of the names.
    """

    day: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogNames:
    """Names by table and id of the row (parts of a compound key joined by a slash).

    What was taken out for good, or is gone, has none. ``reopenings`` are by the id of the closing.
    """

    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sessions: Mapping[str, SessionName] = field(default_factory=dict)
    reopenings: Mapping[str, Reopening] = field(default_factory=dict)

    def name(self, table: str, row_id: str) -> str:
        """The name of a row; empty when it is not known."""
        return self.names.get((table, row_id), "")

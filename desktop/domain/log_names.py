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


class ReportName(NamedTuple):
    """A report's file as it is told: its period, its number among those of its unit, which
    replacement it is (0: the first report), and the unit; a commune's own needs none."""

    period: str
    number: int
    correction: int = 0
    unit_code: str = ""
    unit_name: str = ""

    @property
    def told(self) -> str:
        """What an entry of the log keeps of it: codes and numbers, no name."""
        return f"{self.unit_code}/{self.period}/{self.number}/{self.correction}"

    @classmethod
    def of_told(cls, text: object) -> "ReportName | None":
        """The report that an entry keeps; none where it keeps something else."""
        unit, _slash, rest = str(text).partition("/")
        period, number, correction = (*rest.split("/"), "", "", "")[:3]
        numbers = f"{number}{correction}"
        if not period or rest.count("/") != 2 or not (numbers.isascii() and numbers.isdigit()):
            return None
        return cls(period, int(number or 0), int(correction or 0), unit)


@dataclass(frozen=True, slots=True)
class LogNames:
    """Names by table and id of the row (parts of a compound key joined by a slash).

    What was taken out for good, or is gone, has none. ``reopenings`` are by the id of the closing,
    ``reports`` by the id of the package, ``receptions`` hold the packages of each by its id.
    """

    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sessions: Mapping[str, SessionName] = field(default_factory=dict)
    reopenings: Mapping[str, Reopening] = field(default_factory=dict)
    reports: Mapping[str, ReportName] = field(default_factory=dict)
    receptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def name(self, table: str, row_id: str) -> str:
        """The name of a row; empty when it is not known."""
        return self.names.get((table, row_id), "")

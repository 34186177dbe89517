"""Which entries of the log are asked for: by officer, day and words."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWords:
    """An entry of the log in words.

    ``seq`` is its number in the chain, ``at`` when it was made, by the clocks of Viet Nam,
    ``officer`` the name of who did it, empty while nobody was named, ``sentence`` what was done.
    """

    seq: int
    at: datetime
    officer: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LogAsked:
    """What entries must fit; empty parts ask for nothing. Compared without marks and capitals."""

    who: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""

    @property
    def everything(self) -> bool:
        """Whether no entry is left out."""
        return self == LogAsked()

    def fits(self, entry: LogWords) -> bool:
        """Whether an entry is asked for."""
        day = entry.at.date()
        return (
            (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
            and fold(self.who) in fold(entry.officer)
            and fold(self.words) in fold(entry.sentence)
        )

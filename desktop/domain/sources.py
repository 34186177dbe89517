"""Where today and new identities come from: passed in, so that every rule can be tested."""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of the time."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""

    def today(self) -> date:
        """The official date in Viet Nam."""


class IdSource(Protocol):
    """The one source of new identities."""

    def new(self) -> str:
        """A new UUID as text."""

"""The closing of a period (chốt số liệu)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """A period was closed: who, when, and the digest of the snapshot stored with it.

    ``end_day`` is exclusive. A closing that was taken back keeps its line.
    """

    id: str
    period: str
    first_day: date
    end_day: date
    correction: int
    reason: str
    closed_at: datetime
    closed_by: str
    snapshot_sha256: str
    reopened_at: datetime | None = None
    reopen_reason: str = ""

    @property
    def in_force(self) -> bool:
        """Whether the closing still holds."""
        return self.reopened_at is None

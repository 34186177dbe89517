"""When a period's report is due at the superior, and from when the officer is reminded.

The superior sets the day; until somebody enters it there is no deadline, and none is made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.domain.periods import Period, PeriodKind

LONGEST_DELAY = 60
"""Days after the end of a period."""
LONGEST_REMINDER = 30
"""Days before the deadline."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """For each kind of report: how many days after the closing date it is due (0: that day).

    ``reminder_days`` before the deadline the work list begins to speak of it.
    """

    days_after: Mapping[PeriodKind, int] = field(default_factory=dict)
    reminder_days: int = 3

    def __post_init__(self) -> None:
        if not 0 <= self.reminder_days <= LONGEST_REMINDER:
            raise ValueError(f"reminder: {self.reminder_days}")
        for kind, days in self.days_after.items():
            if not 0 <= days <= LONGEST_DELAY:
                raise ValueError(f"deadline of {kind}: {days}")

    def due(self, period: Period) -> date | None:
        """The last day on which the report of a period is in time; None while nobody set one."""
        days = self.days_after.get(period.kind)
        return None if days is None else period.last_day + timedelta(days=days)

    def speaks_of(self, period: Period, today: date) -> bool:
        """Whether the deadline of a period is near enough, or past, to be spoken of today."""
        due = self.due(period)
        return due is not None and today >= due - timedelta(days=self.reminder_days)

"""What objectives are computed from: one frozen value, made of a snapshot and the counts.

Three different things stay apart: a figure that was not entered, one that was stated as
nothing ("không phát sinh"), and one that does not apply.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop.domain.plan_expressions import FactName


class EntryState(StrEnum):
    """How a month's figure stands."""

    ENTERED = "entered"
    NIL = "nil"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class CountEntry:
    """A month's figure of a count category: a number from 0, nil, or not applicable."""

    value: int = 0
    state: EntryState = EntryState.ENTERED

    def __post_init__(self) -> None:
        if self.value and (self.value < 0 or self.state is not EntryState.ENTERED):
            raise ValueError(f"{self.state}: {self.value}")


NIL = CountEntry(0, EntryState.NIL)
NOT_APPLICABLE = CountEntry(0, EntryState.NOT_APPLICABLE)
MISSING = CountEntry(0, EntryState.MISSING)


@dataclass(frozen=True, slots=True)
class DutyMonth:
    """One month of the duty: the groups due and the counting sessions credited to each."""

    month: str
    due: tuple[str, ...]
    credited: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DatedStatus:
    """From a day on, a status (drug-free) holds or is lost."""

    on: date
    holds: bool


class AnswerState(StrEnum):
    """An answer to a question of the plan."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, no or not applicable, and the day of what it says (of the decision, of the doing)."""

    state: AnswerState
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Everything that the objectives of a period read.

    ``months`` are the report's months ("2026-10"), ``first_day`` and ``last_day`` its days,
    ``year_first_day`` begins the reporting year; ``counts`` hold figures by category and
    month, absent meaning not entered; ``openings`` are the totals typed for the time before
    ``first_month`` ("số đầu kỳ"): a stock's last value, a flow's sum of that year. ``answers``
    serve reviews and milestones by objective id, ``baselines`` and ``targets`` what the
    committee set itself, ``unit`` names its row in allocated tables (None: all of them).
    """

    months: tuple[str, ...]
    first_day: date
    last_day: date
    year_first_day: date
    first_month: str | None = None
    duty: tuple[DutyMonth, ...] = ()
    groups_active: tuple[str, ...] = ()
    groups_with_model: tuple[str, ...] = ()
    group_names: Mapping[str, str] = field(default_factory=dict)
    models: int = 0
    sessions: int = 0
    attendance: int | None = 0
    counts: Mapping[str, Mapping[str, CountEntry]] = field(default_factory=dict)
    openings: Mapping[str, int] = field(default_factory=dict)
    baselines: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, tuple[DatedStatus, ...]] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    targets: Mapping[str, Decimal] = field(default_factory=dict)
    unit: str | None = None

    def tracked(self, month: str) -> bool:
        """Whether a month is tracked; the earlier ones do not apply."""
        return self.first_month is None or month >= self.first_month

    @property
    def any_tracked(self) -> bool:
        """Whether the report has a month that is tracked."""
        return any(self.tracked(month) for month in self.months)

    def entry(self, category: str, month: str) -> CountEntry:
        """A month's figure; before tracking it does not apply unless somebody entered it."""
        found = self.counts.get(category, {}).get(month)
        if found is not None:
            return found
        return MISSING if self.tracked(month) else NOT_APPLICABLE

    def computed(self, name: FactName) -> int | None:
        """A figure of the program itself; None where a part of it was not entered."""
        due = sum(len(month.due) for month in self.duty)
        met = sum(bool(month.credited.get(group)) for month in self.duty for group in month.due)
        return {
            FactName.GROUPS_DUE: due,
            FactName.GROUPS_MET: met,
            FactName.GROUPS_ACTIVE: len(self.groups_active),
            FactName.GROUPS_WITH_MODEL: len(self.groups_with_model),
            FactName.MODELS: self.models,
            FactName.SESSIONS: self.sessions,
            FactName.ATTENDANCE: self.attendance,
        }[name]


def months_to_date(months: Sequence[str], size: int) -> tuple[str, ...]:
    """The months of the block of ``size`` that holds the last month, from its first to that one.

    Blocks begin in January: with 3 the quarter to date, with 12 the year to date. A report
    longer than that keeps its own months.
    """
    if not months:
        return ()
    year, number = months[-1][:5], int(months[-1][5:])
    first = number - (number - 1) % size
    found = tuple(f"{year}{month:02d}" for month in range(first, number + 1))
    return found if len(found) >= len(months) else tuple(months)


def year_before(months: Sequence[str]) -> tuple[str, ...]:
    """The same months a year earlier."""
    return tuple(f"{int(month[:4]) - 1:04d}{month[4:]}" for month in months)


def month_before(month: str) -> str:
    """The month before: "2026-01" → "2025-12"."""
    year, index = divmod(int(month[:4]) * 12 + int(month[5:]) - 2, 12)
    return f"{year:04d}-{index + 1:02d}"

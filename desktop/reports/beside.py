"""What a paper says of other periods than its own and its snapshot does not hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import PeriodRule


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The objectives' figures of one month ("2026-10") by objective; empty: none are known."""

    month: str
    figures: Mapping[str, StoredFigure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beside:
    """The objectives' figures of the period before and of the same period last year, by objective.

    ``months`` are those of the period's own months. ``correction``: the paper replaces an
    earlier one for the n-th time, 0 where it is the first. ``rule`` makes the months.
    """

    previous: Mapping[str, StoredFigure] = field(default_factory=dict)
    last_year: Mapping[str, StoredFigure] = field(default_factory=dict)
    months: tuple[MonthFigures, ...] = ()
    correction: int = 0
    rule: PeriodRule | None = None


NOTHING_BESIDE = Beside()

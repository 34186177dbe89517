"""A rule for classing a commune by drugs, as a value: its levels, criteria and thresholds.

Rules are data (TOML), read by :mod:`desktop.domain.area_parsing`. A threshold that the
source does not say stays unknown (None); the officer may fill it, and what was filled is
kept with the assessment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

FORMAT = 1


class LevelRole(StrEnum):
    """What a level is: a class of key area, what is left when no other fits, or drug-free."""

    KEY = "key"
    OTHER = "other"
    DRUG_FREE = "drug_free"


class MeasureKind(StrEnum):
    """A figure as it is, or in percent of the population."""

    COUNT = "count"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the officer enters; ``whole`` ones have no decimals."""

    id: str
    label: str
    unit: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A yes or no that the officer ticks."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that reaches its lower bound, inclusive; None: the bound is not known.

    Bounds of a ratio are percent of the population. ``upper`` is the lower bound of the
    class above, so that it no longer belongs to the band; what reaches it counts too.
    """

    figure: str
    kind: MeasureKind
    lower: Decimal | None
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Met as soon as one of its measures is ("3,000 plants or 750 m²")."""

    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Ticked:
    """Met when the question is answered with yes."""

    question: str


@dataclass(frozen=True, slots=True)
class OfLevel:
    """Met when enough criteria of another level are, and the question is answered with yes.

    Only criteria inside the other level's bands count: a figure that reaches the class
    above is a criterion of that class already.
    """

    level: str
    at_least: int
    question: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a level; ``mark`` is its letter in the decision ("đ")."""

    id: str
    mark: str
    label: str
    rule: Measured | Ticked | OfLevel

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures, where it is a measured criterion."""
        return self.rule.measures if isinstance(self.rule, Measured) else ()


@dataclass(frozen=True, slots=True)
class Level:
    """A level and how many of its criteria put a commune into it.

    ``rank`` compares levels of different rules: higher is more serious; None: no comparison.
    """

    id: str
    label: str
    role: LevelRole
    at_least: int = 0
    rank: int | None = None
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenThreshold:
    """A lower bound that the source does not say: above 0 and below ``upper``."""

    key: str
    level: Level
    criterion: Criterion
    measure: Measure


@dataclass(frozen=True, slots=True)
class AreaRule:
    """A rule with its levels, the most serious first; ``valid_to`` is the last day, inclusive."""

    id: str
    version: int
    title: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    notes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    questions: tuple[Question, ...] = ()
    levels: tuple[Level, ...] = ()

    @property
    def computed(self) -> bool:
        """Whether criteria are known; otherwise the decision alone says the level."""
        return any(level.criteria for level in self.levels)

    def level(self, name: str) -> Level | None:
        """The level of an id."""
        return next((one for one in self.levels if one.id == name), None)

    def figure(self, name: str) -> Figure | None:
        """The figure of an id."""
        return next((one for one in self.figures if one.id == name), None)

    def question(self, name: str) -> Question | None:
        """The question of an id."""
        return next((one for one in self.questions if one.id == name), None)

    def covers(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def open_thresholds(self) -> tuple[OpenThreshold, ...]:
        """The thresholds that the officer may fill."""
        return tuple(
            OpenThreshold(threshold_key(level, criterion, measure), level, criterion, measure)
            for level, criterion, measure in self._measures()
            if measure.lower is None
        )

    def _measures(self) -> Iterator[tuple[Level, Criterion, Measure]]:
        for level in self.levels:
            for criterion in level.criteria:
                for measure in criterion.measures:
                    yield level, criterion, measure


def threshold_key(level: Level, criterion: Criterion, measure: Measure) -> str:
    """The name under which a filled threshold is kept: "type_2/a/drug_users"."""
    return f"{level.id}/{criterion.id}/{measure.figure}"


def rule_in_force(rules: Sequence[AreaRule], on: date) -> AreaRule | None:
    """The rule of a day: of those in force the one that began last."""
    found = [rule for rule in rules if rule.covers(on)]
    return max(found, key=lambda rule: rule.valid_from or date.min, default=None)


def rule_of(rules: Sequence[AreaRule], name: str) -> AreaRule | None:
    """The rule of an id."""
    return next((rule for rule in rules if rule.id == name), None)

"""The level that a rule proposes for what was entered: pure, exact, and silent when in doubt.

A level is proposed only when no missing figure and no unknown threshold could change it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from desktop.domain.area_rules import (
    AreaRule,
    Criterion,
    Level,
    LevelRole,
    Measure,
    Measured,
    MeasureKind,
    OfLevel,
    Ticked,
    threshold_key,
)

_PERCENT = 100


class AreaFigures(Protocol):
    """What a proposal reads of an assessment or its draft."""

    @property
    def population(self) -> int | None:
        """Persons living in the commune; None: not entered."""

    @property
    def measured(self) -> Mapping[str, Decimal]:
        """Figures by id; an absent one was not entered."""

    @property
    def ticked(self) -> Mapping[str, bool]:
        """Answers by question; an absent one was not given."""

    @property
    def thresholds(self) -> Mapping[str, Decimal]:
        """Unknown lower bounds that the officer filled, by their key."""


class CriterionState(StrEnum):
    """How a criterion, or one of its measures, stands."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ENTERED = "not_entered"
    THRESHOLD_UNKNOWN = "threshold_unknown"


OPEN_STATES = frozenset({CriterionState.NOT_ENTERED, CriterionState.THRESHOLD_UNKNOWN})
_ANSWERED = {
    None: CriterionState.NOT_ENTERED,
    True: CriterionState.MET,
    False: CriterionState.NOT_MET,
}


class LevelState(StrEnum):
    """Whether enough criteria of a level are met, could still be, or cannot be."""

    REACHED = "reached"
    OPEN = "open"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A figure against its bounds.

    ``percent`` is the figure in percent of the population, for the eye; the comparison is
    made without dividing. ``beyond``: it reaches the bound of the class above.
    """

    figure: str
    kind: MeasureKind
    state: CriterionState
    value: Decimal | None
    percent: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    threshold: str
    beyond: bool = False
    population_missing: bool = False


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """How one criterion stands and what it was judged by.

    ``counted`` and ``needed`` are criteria of the other level, where it counts those.
    """

    level: str
    criterion: str
    mark: str
    label: str
    state: CriterionState
    measures: tuple[MeasureResult, ...] = ()
    question: str = ""
    ticked: bool | None = None
    counted: int | None = None
    needed: int | None = None

    @property
    def open(self) -> bool:
        """Whether it could still turn out met."""
        return self.state in OPEN_STATES

    @property
    def beyond(self) -> bool:
        """Whether it is met by a figure that belongs to the class above."""
        return any(one.beyond for one in self.measures)


@dataclass(frozen=True, slots=True)
class LevelResult:
    """A level's criteria, judged, against how many are needed."""

    level: str
    needed: int
    criteria: tuple[CriterionResult, ...]

    @property
    def met(self) -> int:
        """Criteria that are met."""
        return sum(one.state is CriterionState.MET for one in self.criteria)

    @property
    def state(self) -> LevelState:
        """Reached, still open, or out of reach."""
        if self.met >= self.needed:
            return LevelState.REACHED
        could = self.met + sum(one.open for one in self.criteria)
        return LevelState.OPEN if could >= self.needed else LevelState.NOT_REACHED


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposed level, or none, and everything it rests on.

    ``undecided`` are the open criteria that could change the answer; ``at_least`` is the
    class reached for certain while a more serious one is still open. ``computed`` is
    False for a rule whose criteria are not known: its level is chosen by decision.
    """

    level: str | None
    criteria: tuple[CriterionResult, ...] = ()
    undecided: tuple[CriterionResult, ...] = ()
    levels: tuple[LevelResult, ...] = ()
    at_least: str | None = None
    computed: bool = True

    def result(self, level: str) -> LevelResult | None:
        """The judged criteria of a level that has some."""
        return next((one for one in self.levels if one.level == level), None)


def propose(rule: AreaRule, entered: AreaFigures) -> Proposal:
    """The most serious level that enough criteria reach; else the one that is left."""
    if not rule.computed:
        return Proposal(None, computed=False)
    judged = _judge_levels(rule, entered)
    criteria = tuple(one for level in judged for one in level.criteria)
    open_before, reached = _first_reached(judged)
    if not open_before:
        left = next(one.id for one in rule.levels if one.role is LevelRole.OTHER)
        return Proposal(reached or left, criteria, (), judged)
    undecided = tuple(one for level in open_before for one in level.criteria if one.open)
    found = rule.level(reached) if reached else None
    at_least = found.id if found is not None and found.role is LevelRole.KEY else None
    return Proposal(None, criteria, undecided, judged, at_least)


def _first_reached(judged: Sequence[LevelResult]) -> tuple[list[LevelResult], str | None]:
    """The levels that are open above the first one reached, and that one."""
    waiting: list[LevelResult] = []
    for level in judged:
        if level.state is LevelState.REACHED:
            return waiting, level.level
        if level.state is LevelState.OPEN:
            waiting.append(level)
    return waiting, None


def _judge_levels(rule: AreaRule, entered: AreaFigures) -> tuple[LevelResult, ...]:
    """The levels with criteria, judged from the last one up: each may count those below it."""
    below: dict[str, LevelResult] = {}
    for level in reversed(rule.levels):
        if level.criteria:
            judged = tuple(_judge(level, one, entered, below) for one in level.criteria)
            below[level.id] = LevelResult(level.id, level.at_least, judged)
    return tuple(below[level.id] for level in rule.levels if level.criteria)


def _judge(
    level: Level, criterion: Criterion, entered: AreaFigures, below: Mapping[str, LevelResult]
) -> CriterionResult:
    match criterion.rule:
        case Measured(measures):
            found = tuple(_measure(level, criterion, one, entered) for one in measures)
            return CriterionResult(
                level.id, criterion.id, criterion.mark, criterion.label, _any_of(found), found
            )
        case Ticked(question):
            answer = entered.ticked.get(question)
            return CriterionResult(
                level.id,
                criterion.id,
                criterion.mark,
                criterion.label,
                _ANSWERED[answer],
                question=question,
                ticked=answer,
            )
        case OfLevel() as counting:
            return _counting(level, criterion, counting, entered, below)


def _any_of(measures: Sequence[MeasureResult]) -> CriterionState:
    """One met is enough; not met only when every one is; a gap is said before a threshold."""
    states = {one.state for one in measures}
    for state in (
        CriterionState.MET,
        CriterionState.NOT_ENTERED,
        CriterionState.THRESHOLD_UNKNOWN,
    ):
        if state in states:
            return state
    return CriterionState.NOT_MET


def _measure(
    level: Level, criterion: Criterion, measure: Measure, entered: AreaFigures
) -> MeasureResult:
    key = threshold_key(level, criterion, measure)
    value = entered.measured.get(measure.figure)
    ratio = measure.kind is MeasureKind.RATIO
    whole = (entered.population or None) if ratio else _PERCENT
    lower = measure.lower if measure.lower is not None else entered.thresholds.get(key)
    return MeasureResult(
        figure=measure.figure,
        kind=measure.kind,
        state=_state(value, whole=whole, lower=lower, upper=measure.upper),
        value=value,
        percent=value * _PERCENT / whole if ratio and whole and value is not None else None,
        lower=lower,
        upper=measure.upper,
        threshold=key,
        beyond=_reaches(value, measure.upper, whole=whole),
        population_missing=whole is None,
    )


def _state(
    value: Decimal | None, *, whole: int | None, lower: Decimal | None, upper: Decimal | None
) -> CriterionState:
    # Every bound lies above zero: nothing at all is not met, whatever the bound and the ratio.
    if value == 0:
        return CriterionState.NOT_MET
    if value is None or whole is None:
        return CriterionState.NOT_ENTERED
    if _reaches(value, upper, whole=whole):
        return CriterionState.MET
    if lower is None:
        return CriterionState.THRESHOLD_UNKNOWN
    met = _reaches(value, lower, whole=whole)
    return CriterionState.MET if met else CriterionState.NOT_MET


def _reaches(value: Decimal | None, bound: Decimal | None, *, whole: int | None) -> bool:
    """Whether a figure in percent of a whole reaches a bound, inclusive.

    Multiplied out, so that nothing is rounded; a plain figure has the whole 100.
    """
    if value is None or bound is None or whole is None:
        return False
    return value * _PERCENT >= bound * whole


def _counting(
    level: Level,
    criterion: Criterion,
    counting: OfLevel,
    entered: AreaFigures,
    below: Mapping[str, LevelResult],
) -> CriterionResult:
    other = below.get(counting.level)
    judged = other.criteria if other is not None else ()
    inside = sum(one.state is CriterionState.MET and not one.beyond for one in judged)
    answer = entered.ticked.get(counting.question)
    waiting = {one.state for one in judged if one.open}
    if answer is False or inside + sum(one.open for one in judged) < counting.at_least:
        state = CriterionState.NOT_MET
    elif answer is None:
        state = CriterionState.NOT_ENTERED
    elif inside >= counting.at_least:
        state = CriterionState.MET
    elif CriterionState.NOT_ENTERED in waiting:
        state = CriterionState.NOT_ENTERED
    else:
        state = CriterionState.THRESHOLD_UNKNOWN
    return CriterionResult(
        level.id,
        criterion.id,
        criterion.mark,
        criterion.label,
        state,
        question=counting.question,
        ticked=answer,
        counted=inside,
        needed=counting.at_least,
    )

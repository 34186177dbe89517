"""Dated assessments of the area: checked, laid in order, and what follows from them.

The level is what the decision says. It is never one field that changes: every assessment
stays with its day, its rule and the figures and thresholds it was made with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop.domain.area_gaps import Gaps, gaps
from desktop.domain.area_proposals import (
    AreaFigures,
    CriterionResult,
    CriterionState,
    LevelResult,
    LevelState,
    MeasureResult,
    Proposal,
    propose,
)
from desktop.domain.area_rules import (
    AreaRule,
    Level,
    LevelRole,
    MeasureKind,
    OpenThreshold,
    rule_in_force,
    rule_of,
)
from desktop.domain.periods import EARLIEST_YEAR
from desktop.domain.personal import personal_warnings
from desktop.domain.plan_facts import DatedStatus
from desktop.domain.problems import Problem, Severity, stopping
from desktop.domain.text import tidy

__all__ = [
    "AreaFigures",
    "AreaRule",
    "Assessment",
    "AssessmentDraft",
    "CriterionResult",
    "CriterionState",
    "Gaps",
    "LevelResult",
    "LevelState",
    "LevelStep",
    "MeasureResult",
    "Proposal",
    "StepDirection",
    "assessment_on",
    "check_assessment",
    "drug_free_statuses",
    "gaps",
    "level_on",
    "propose",
    "rule_in_force",
    "rule_of",
    "steps",
]

DRUG_FREE = "drug_free"
POPULATION_LIMIT = 10_000_000
"""Persons living in a commune."""
FIGURE_LIMIT = 10_000_000
DECIMALS = 4
DECISION_LIMIT = 300
NOTE_LIMIT = 2000
"""Characters; so is the limit of a decision."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The level decided for the commune from a day on, with what it was decided by.

    ``measured`` holds figures and ``ticked`` answers by the rule's ids, absent ones were not
    entered; ``thresholds`` what the officer filled for bounds that the rule leaves open.
    ``decision`` is number and date of the paper.
    """

    id: str
    on: date
    rule_id: str
    population: int | None = None
    measured: Mapping[str, Decimal] = field(default_factory=dict)
    ticked: Mapping[str, bool] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    level: str = ""
    decision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """What the officer says of an assessment; ``id`` is none for a new one."""

    on: date | None
    rule_id: str
    id: str | None = None
    population: int | None = None
    measured: Mapping[str, Decimal] = field(default_factory=dict)
    ticked: Mapping[str, bool] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    level: str = ""
    decision: str = ""
    note: str = ""


def check_assessment(draft: AssessmentDraft, rule: AreaRule, today: date) -> tuple[Problem, ...]:
    """What is wrong with a draft, by the rule that it names."""
    figures = (
        *_check_population(draft),
        *_check_figures(draft, rule),
        *_check_answers(draft, rule),
        *_check_thresholds(draft, rule),
    )
    return (
        *_check_day(draft, rule, today),
        *_check_level(draft, rule),
        *figures,
        # A proposal is made of figures that make sense only.
        *(() if stopping(figures) else _check_proposal(draft, rule)),
        *_check_text("decision", draft.decision, DECISION_LIMIT),
        *_check_text("note", draft.note, NOTE_LIMIT),
    )


def _check_day(draft: AssessmentDraft, rule: AreaRule, today: date) -> Iterator[Problem]:
    if draft.on is None:
        yield Problem("date_missing", "on")
        return
    details = {"date": draft.on.isoformat()}
    if draft.on > today:
        yield Problem("date_in_future", "on", details=details)
    elif draft.on.year < EARLIEST_YEAR:
        yield Problem("date_out_of_range", "on", details=details)
    if not rule.covers(draft.on):
        # A decision may still name the rule that was in force when it was prepared.
        details["rule"] = rule.title
        yield Problem("area_rule_not_in_force", "rule_id", Severity.WARNING, details)


def _check_level(draft: AssessmentDraft, rule: AreaRule) -> Iterator[Problem]:
    if not draft.level:
        yield Problem("area_level_missing", "level")
    elif rule.level(draft.level) is None:
        yield Problem("area_level_unknown", "level", details={"rule": rule.title})


def _check_proposal(draft: AssessmentDraft, rule: AreaRule) -> Iterator[Problem]:
    """The decision may differ from what the figures propose; it is said, not refused."""
    level = rule.level(draft.level)
    proposed = rule.level(propose(rule, draft).level or "")
    if level is not None and proposed is not None and proposed != level:
        details = {"level": level.label, "proposed": proposed.label}
        yield Problem("area_level_differs", "level", Severity.WARNING, details)


def _check_population(draft: AssessmentDraft) -> Iterator[Problem]:
    people = draft.population
    if people is not None and not 1 <= people <= POPULATION_LIMIT:
        high = str(POPULATION_LIMIT)
        yield Problem("number_out_of_range", "population", details={"low": "1", "high": high})


def _check_figures(draft: AssessmentDraft, rule: AreaRule) -> Iterator[Problem]:
    people = {
        measure.figure
        for level in rule.levels
        for criterion in level.criteria
        for measure in criterion.measures
        if measure.kind is MeasureKind.RATIO
    }
    for name, value in draft.measured.items():
        place, figure = f"measured.{name}", rule.figure(name)
        if figure is None:
            yield Problem("area_figure_unknown", place, details={"rule": rule.title})
            continue
        details = {"field": figure.label, "low": "0", "high": str(FIGURE_LIMIT)}
        if not value.is_finite() or not 0 <= value <= FIGURE_LIMIT:
            yield Problem("number_out_of_range", place, details=details)
        elif figure.whole and value != value.to_integral_value():
            yield Problem("area_figure_not_whole", place, details={"figure": figure.label})
        elif not _short(value):
            yield Problem("area_too_many_decimals", place, details={"figure": figure.label})
        elif name in people and draft.population and value > draft.population:
            details = {"figure": figure.label}
            yield Problem("area_figure_above_population", place, Severity.WARNING, details)


def _short(value: Decimal) -> bool:
    """Whether a number has no more decimals than are kept."""
    return value == round(value, DECIMALS)


def _check_answers(draft: AssessmentDraft, rule: AreaRule) -> Iterator[Problem]:
    for name in draft.ticked:
        if rule.question(name) is None:
            yield Problem("area_question_unknown", f"ticked.{name}", details={"rule": rule.title})


def _check_thresholds(draft: AssessmentDraft, rule: AreaRule) -> Iterator[Problem]:
    open_ones = {one.key: one for one in rule.open_thresholds()}
    for key, value in draft.thresholds.items():
        place, threshold = f"thresholds.{key}", open_ones.get(key)
        if threshold is None:
            yield Problem("area_threshold_not_open", place, details={"rule": rule.title})
            continue
        details = {"level": threshold.level.label, "mark": threshold.criterion.mark}
        if not value.is_finite() or not 0 < value <= FIGURE_LIMIT:
            yield Problem("area_threshold_not_positive", place, details=details)
        elif not _short(value):
            yield Problem("area_too_many_decimals", place, details={"figure": _name(threshold)})
        elif threshold.measure.upper is not None and value >= threshold.measure.upper:
            yield Problem("area_threshold_too_high", place, details=details)


def _name(threshold: OpenThreshold) -> str:
    return f"{threshold.level.label}, {threshold.criterion.mark}"


def _check_text(name: str, text: str, limit: int) -> Iterator[Problem]:
    if len(text) > limit:
        yield Problem("text_too_long", name, details={"limit": str(limit)})
    yield from personal_warnings(name, tidy(text))


def _in_order(assessments: Iterable[Assessment]) -> list[Assessment]:
    """By day; of two of one day the later listed one stands later."""
    return sorted(assessments, key=lambda one: one.on)


def assessment_on(assessments: Iterable[Assessment], on: date) -> Assessment | None:
    """The assessment that holds on a day; none before the first."""
    past = [one for one in _in_order(assessments) if one.on <= on]
    return past[-1] if past else None


def level_on(assessments: Iterable[Assessment], on: date) -> str | None:
    """The level that holds on a day, by its id in the assessment's rule."""
    found = assessment_on(assessments, on)
    return found.level if found is not None else None


class StepDirection(StrEnum):
    """Up is into a more serious level, down into a less serious one."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LevelStep:
    """From one assessment to the next; the first one comes from nothing, direction unknown.

    ``rule_changed``: the two levels come from different rules, so that a step need not
    mean that the area itself has changed.
    """

    on: date
    from_level: str | None
    to_level: str
    direction: StepDirection
    rule_id: str
    from_rule_id: str | None = None
    rule_changed: bool = False


def steps(assessments: Iterable[Assessment], rules: Sequence[AreaRule]) -> tuple[LevelStep, ...]:
    """The history of the levels, oldest first."""
    found: list[LevelStep] = []
    before: Assessment | None = None
    for one in _in_order(assessments):
        found.append(_step(before, one, rules))
        before = one
    return tuple(found)


def _step(before: Assessment | None, after: Assessment, rules: Sequence[AreaRule]) -> LevelStep:
    if before is None:
        return LevelStep(after.on, None, after.level, StepDirection.UNKNOWN, after.rule_id)
    return LevelStep(
        after.on,
        before.level,
        after.level,
        _direction(before, after, rules),
        after.rule_id,
        before.rule_id,
        before.rule_id != after.rule_id,
    )


def _direction(before: Assessment, after: Assessment, rules: Sequence[AreaRule]) -> StepDirection:
    """Inside one rule by the order of its levels, across rules by their rank."""
    first, second = _seriousness(before, after, rules), _seriousness(after, before, rules)
    if first is None or second is None:
        return StepDirection.UNKNOWN
    if first == second:
        return StepDirection.SAME
    return StepDirection.UP if second > first else StepDirection.DOWN


def _seriousness(one: Assessment, other: Assessment, rules: Sequence[AreaRule]) -> int | None:
    rule, level = rule_of(rules, one.rule_id), _level(one, rules)
    if rule is None or level is None:
        return None
    return -rule.levels.index(level) if one.rule_id == other.rule_id else level.rank


def _level(one: Assessment, rules: Sequence[AreaRule]) -> Level | None:
    rule = rule_of(rules, one.rule_id)
    return rule.level(one.level) if rule is not None else None


def drug_free_statuses(
    assessments: Iterable[Assessment], rules: Sequence[AreaRule]
) -> tuple[DatedStatus, ...]:
    """Drug-free from each assessment that decides so, lost with each that decides otherwise.

    An assessment whose rule or level is not known says nothing.
    """
    found = [(one.on, _level(one, rules)) for one in _in_order(assessments)]
    return tuple(DatedStatus(on, level.role is LevelRole.DRUG_FREE) for on, level in found if level)

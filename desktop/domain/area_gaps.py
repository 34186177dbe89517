"""What is still to be entered before a rule can propose a level."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.area_proposals import CriterionResult, CriterionState, Proposal
from desktop.domain.area_rules import AreaRule, OfLevel


@dataclass(frozen=True, slots=True)
class Gaps:
    """What to enter before a level can be proposed: figures, answers, thresholds by key."""

    population: bool = False
    figures: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()


def gaps(rule: AreaRule, proposal: Proposal) -> Gaps:
    """What the undecided criteria wait for, each thing once, in the order of the rule."""
    waiting = tuple(_waiting(rule, proposal))
    measures = tuple(one for result in waiting for one in result.measures)
    missing = {one.figure for one in measures if one.value is None}
    asked = {one.question for one in waiting if one.question and one.ticked is None}
    unknown = {one.threshold for one in measures if one.state is CriterionState.THRESHOLD_UNKNOWN}
    return Gaps(
        population=any(
            one.population_missing and one.state is CriterionState.NOT_ENTERED for one in measures
        ),
        figures=tuple(one.id for one in rule.figures if one.id in missing),
        questions=tuple(one.id for one in rule.questions if one.id in asked),
        thresholds=tuple(one.key for one in rule.open_thresholds() if one.key in unknown),
    )


def _waiting(rule: AreaRule, proposal: Proposal) -> Iterator[CriterionResult]:
    """The undecided criteria, and behind those that count another level its open ones."""
    counted = {
        (level.id, one.id): one.rule.level
        for level in rule.levels
        for one in level.criteria
        if isinstance(one.rule, OfLevel)
    }
    for result in proposal.undecided:
        yield result
        other = counted.get((result.level, result.criterion))
        yield from (one for one in proposal.criteria if one.level == other and one.open)

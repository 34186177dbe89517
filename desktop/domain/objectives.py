"""What the objectives of a plan come to in a period: pure functions of facts.

Every result opens to what it is made of: its parts, what is lacking, and its clause.
"""

from collections.abc import Mapping
from decimal import Decimal

from desktop.domain.objective_figures import Reader
from desktop.domain.objective_results import Lacking, ObjectiveResult, ObjectiveState, Outcome
from desktop.domain.objective_rules import (
    allocated,
    counted,
    hold_figure,
    milestone,
    ratio,
    review,
    zero,
)
from desktop.domain.objective_status import frequency, hold_status, upkeep
from desktop.domain.objective_trend import reduce
from desktop.domain.plan_facts import EntryState, PlanFacts, months_to_date
from desktop.domain.plans import (
    Allocated,
    CountCategory,
    Coverage,
    Frequency,
    Hold,
    Milestone,
    Objective,
    PartShare,
    PlainCount,
    PlanPack,
    Reduce,
    Review,
    Span,
    Upkeep,
    Zero,
)

__all__ = ["Lacking", "ObjectiveResult", "ObjectiveState", "compute", "compute_all"]

_BLOCKS = {Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.NINE_MONTHS: 9, Span.YEAR: 12}


def compute_all(pack: PlanPack, facts: PlanFacts) -> tuple[ObjectiveResult, ...]:
    """All objectives of a plan, in the plan's order."""
    categories = {one.id: one for one in pack.counts}
    return tuple([_computed(pack, one, facts, categories) for one in pack.objectives])


def compute(pack: PlanPack, objective: Objective, facts: PlanFacts) -> ObjectiveResult:
    """One objective over its months: those of the report, or those since its span began."""
    return _computed(pack, objective, facts, {one.id: one for one in pack.counts})


def _computed(
    pack: PlanPack,
    objective: Objective,
    facts: PlanFacts,
    categories: Mapping[str, CountCategory],
) -> ObjectiveResult:
    months = facts.months
    if objective.span in _BLOCKS:
        months = months_to_date(facts.months, _BLOCKS[objective.span])
    reader = Reader(pack, facts, months, categories)
    outcome = _outside(objective, reader) or _judge(objective, reader)
    return ObjectiveResult(
        id=objective.id,
        number=objective.number,
        kind=objective.kind,
        clause=objective.clause,
        quote=objective.quote,
        reading=objective.reading,
        unit=objective.unit,
        due=objective.due,
        months=months,
        outcome=outcome,
        title=objective.title,
    )


def _outside(objective: Objective, reader: Reader) -> Outcome | None:
    """The outcome where the objective does not concern the commune (no addicts, no users)."""
    if objective.applies_when is None:
        return None
    condition = reader.figure(objective.applies_when, "condition")
    if condition.value is None and condition.state is EntryState.MISSING:
        return None
    if condition.value is not None and condition.value > 0:
        return None
    return Outcome(ObjectiveState.NOT_APPLICABLE, parts=condition.parts)


def _judge(objective: Objective, reader: Reader) -> Outcome:
    facts, own = reader.facts, reader.facts.targets.get(objective.id)
    match objective.rule:
        case Frequency() as rule:
            return frequency(rule, facts, target=_or(own, rule.target))
        case Upkeep() as rule:
            return upkeep(facts, target=_or(own, rule.target))
        case Hold() as rule if rule.numerator is None:
            return hold_status(rule, objective, facts)
        case Milestone():
            return milestone(objective, facts)
        case Review():
            return review(objective, facts)
        case rule:
            return _sums(rule, reader, own=own)


def _sums(
    rule: Coverage | PartShare | Zero | Hold | Reduce | Allocated | PlainCount,
    reader: Reader,
    *,
    own: Decimal | None,
) -> Outcome:
    match rule:
        case Coverage() | PartShare():
            return ratio(rule, reader, target=_or(own, rule.target))
        case Zero():
            return zero(rule, reader)
        case Hold():
            return hold_figure(rule, reader)
        case Reduce():
            return reduce(rule, reader, percent=_or(own, rule.percent))
        case Allocated():
            return allocated(rule, reader, own=own)
        case PlainCount():
            return counted(rule, reader)


def _or(own: Decimal | None, target: Decimal) -> Decimal:
    """The committee's own target before the plan's."""
    return target if own is None else own

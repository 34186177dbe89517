"""What the objectives of a plan come to in a period: pure functions of facts.

Every result opens to what it is made of: its parts, what is lacking, and its clause.
"""

from collections.abc import Mapping
from decimal import Decimal

from desktop.domain.objective_figures import Part, Reader
from desktop.domain.objective_results import (
    Lacking,
    ObjectiveResult,
    ObjectiveState,
    Outcome,
    Reason,
)
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
from desktop.domain.plan_expressions import Expression, TermKind
from desktop.domain.plan_facts import EntryState, PlanFacts, months_to_date
from desktop.domain.plans import (
    Allocated,
    CountCategory,
    CountKind,
    Coverage,
    EnteredBy,
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

_OF_THE_PERIOD = frozenset({"numerator", "denominator", "also"})
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
    if objective.entered_by is EnteredBy.SUPERIOR and _untouched(outcome):
        outcome = Outcome(
            ObjectiveState.NOT_APPLICABLE,
            target=outcome.target,
            ratio=outcome.ratio,
            reason=Reason.SUPERIOR,
            parts=outcome.parts,
        )
    if facts.first_month and facts.months and facts.months[-1] < facts.first_month:
        outcome = _untracked(outcome)
    return ObjectiveResult.of(objective, outcome, months=months, due=objective.due)


def _untouched(outcome: Outcome) -> bool:
    """Whether an outcome waits for figures of which nobody brought in any."""
    known = (EntryState.ENTERED, EntryState.NIL)
    return outcome.state is ObjectiveState.NOT_ENTERED and not any(
        part.state in known or part.known for part in outcome.parts if part.kind is TermKind.COUNT
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


def _untracked(outcome: Outcome) -> Outcome:
    """Before tracking only what somebody entered for that time is judged or waited for."""
    answered = outcome.state is not ObjectiveState.NOT_ENTERED and not outcome.parts
    apart = outcome.state is ObjectiveState.NOT_APPLICABLE
    if answered or apart or any(_entered(part) for part in outcome.parts):
        return outcome
    return Outcome(ObjectiveState.NOT_APPLICABLE, parts=outcome.parts)


def _entered(part: Part) -> bool:
    """Whether a figure of the period itself was entered, or something was done in it."""
    if part.role not in _OF_THE_PERIOD:
        return False
    if part.kind is TermKind.FACT:
        return part.known > 0
    return part.kind is TermKind.COUNT and part.state in (EntryState.ENTERED, EntryState.NIL)


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
            return _sums(rule, objective, reader, own=own)


def _sums(
    rule: Coverage | PartShare | Zero | Hold | Reduce | Allocated | PlainCount,
    objective: Objective,
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
            return hold_figure(rule, reader, over=_over(rule, objective, reader))
        case Reduce():
            over = _over(rule, objective, reader)
            return reduce(rule, reader, percent=_or(own, rule.percent), over=over)
        case Allocated():
            superior = objective.entered_by is EnteredBy.SUPERIOR
            return allocated(rule, reader, own=own, superior=superior)
        case PlainCount():
            return counted(rule, reader)


def _over(rule: Hold | Reduce, objective: Objective, reader: Reader) -> bool:
    """Whether the figure may be held against its baseline now.

    A sum since January is no measure against the baseline of a whole year before December.
    What stands at the end of a month is one at any time, and so is a rate of two sums.
    """
    if objective.span is not Span.YEAR or not rule.baseline or not reader.months:
        return True
    below = rule.denominator if isinstance(rule, Reduce) else None
    of_two_sums = below is not None and not _reads(below, reader, CountKind.STOCK)
    if reader.months[-1].endswith("-12") or of_two_sums or rule.numerator is None:
        return True
    return not _reads(rule.numerator, reader, CountKind.FLOW)


def _reads(expression: Expression, reader: Reader, kind: CountKind) -> bool:
    """Whether a sum has a count of a kind."""
    named = [reader.categories.get(name) for name in expression.names(TermKind.COUNT)]
    return any(count is not None and count.kind is kind for count in named)


def _or(own: Decimal | None, target: Decimal) -> Decimal:
    """The committee's own target before the plan's."""
    return target if own is None else own

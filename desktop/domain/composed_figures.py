"""A unit's figures of a longer period, composed of those of its months.

For a unit that sent its months and no report of the quarter, half-year, nine months or year:

- sessions, attendance, group-months and flows are the sums of the months; groups, models and
  stocks are those of the last one;
- a flow that one month lacks is not known; months to which it does not apply are left out;
- an objective over the months of the report is judged anew by the plan's rule on what the months
  gave; one that looks back to the beginning of a longer span, or that is answered with yes or no,
  is the last month's;
- what the report would be compared with is known where the months tell it;
- a slip that came after its month was closed counts by its real day, once a later report names it.

A unit that went into another adds the sums of its months alone: its groups, models and stocks are
those of the unit that took its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.domain.consolidated import share_of
from desktop.domain.consolidated_objectives import PartKey, SummedReader, counts_units
from desktop.domain.count_lines import CountLine
from desktop.domain.counting import ActivityTotals, Share
from desktop.domain.late_places import LateSlips
from desktop.domain.late_slips import with_late_slips
from desktop.domain.objective_figures import Part, joined
from desktop.domain.objective_results import ObjectiveResult, ObjectiveState, Outcome
from desktop.domain.objective_rules import allocated, counted, hold_figure, met_if, ratio, zero
from desktop.domain.objective_trend import reduce
from desktop.domain.periods import Period
from desktop.domain.plan_expressions import FactName, TermKind
from desktop.domain.plan_facts import EntryState, PlanFacts
from desktop.domain.plans import (
    Allocated,
    CountCategory,
    CountKind,
    Coverage,
    EnteredBy,
    Frequency,
    Hold,
    Objective,
    ObjectiveKind,
    PartShare,
    PlainCount,
    PlanPack,
    Reduce,
    Span,
    Zero,
)
from desktop.domain.unit_figures import Crowd, UnitFigures

_AT_THE_END = frozenset({FactName.GROUPS_ACTIVE, FactName.GROUPS_WITH_MODEL, FactName.MODELS})
"""Facts of the closing date; the others are sums over the months."""


def composed_figures(
    period: Period,
    months: Sequence[UnitFigures],
    pack: PlanPack | None,
    *,
    whole: bool = True,
    late: LateSlips | None = None,
) -> UnitFigures:
    """The figures of a period from those of its months, in order; at least one must be there.

    ``pack`` is the superior's plan: objectives of another one are left out. ``whole``: all months
    of the period are there; of a part of them nobody can say that nothing happened. ``late`` are
    the unit's late slips by what becomes of them.
    """
    late = late or LateSlips()
    months, supplement = with_late_slips(months, late, pack)
    last = months[-1]
    return replace(
        last,
        period=period.id,
        first_day=months[0].first_day,
        last_day=last.last_day,
        activity=_activity([one.activity for one in months]),
        group_months=share_of(one.group_months for one in months),
        objectives=_objectives(months, pack, whole=whole),
        counts=tuple(_count_lines(months)),
        crowd=_crowd([one.crowd for one in months]),
        late=late.named,
        supplement=supplement,
    )


def passed_on(one: UnitFigures, pack: PlanPack | None) -> UnitFigures:
    """The composed figures of a unit that went into another, beside those of the other.

    Whatever stands on the last day of the period, and yes or no in a unit, is the other's to say.
    """
    categories = {count.id: count for count in pack.counts} if pack else {}
    rules = {objective.id: objective for objective in pack.objectives} if pack else {}
    return replace(
        one,
        passed_on=True,
        groups_with_model=Share(0, 0),
        models=0,
        population=None,
        households=None,
        level="",
        counts=tuple(line for line in one.counts if line.kind is not CountKind.STOCK),
        objectives=tuple(
            _not_its_own(result)
            if _stands_at_the_end(result, rules[result.id], categories)
            else result
            for result in one.objectives
        ),
    )


def _stands_at_the_end(
    result: ObjectiveResult, objective: Objective, categories: Mapping[str, CountCategory]
) -> bool:
    if counts_units(objective) or objective.kind is ObjectiveKind.UPKEEP:
        return True
    return any(
        part.kind is not TermKind.OPENING and not _adds_up(part, categories)
        for part in result.outcome.parts
    )


def _not_its_own(result: ObjectiveResult) -> ObjectiveResult:
    return replace(result, outcome=Outcome(ObjectiveState.NOT_APPLICABLE))


def _activity(months: Sequence[ActivityTotals]) -> ActivityTotals:
    return ActivityTotals(
        sessions=sum(one.sessions for one in months),
        attendance=sum(one.attendance for one in months),
        attendance_missing=sum(one.attendance_missing for one in months),
        joint_sessions=sum(one.joint_sessions for one in months),
        commune_wide_sessions=sum(one.commune_wide_sessions for one in months),
    )


def _crowd(months: Sequence[Crowd]) -> Crowd:
    largest = max(months, key=lambda one: (one.attendance, one.population))
    return replace(largest, sessions=sum(one.sessions for one in months))


def _count_lines(months: Sequence[UnitFigures]) -> Iterable[CountLine]:
    """The lines that the last month asks for, and those that only earlier ones had after them."""
    by_category = dict.fromkeys(line.category for one in reversed(months) for line in one.counts)
    lines = [{line.category: line for line in one.counts} for one in months]
    for category in by_category:
        yield _count_line([one.get(category) for one in lines])


def _count_line(lines: Sequence[CountLine | None]) -> CountLine:
    known = [line for line in lines if line is not None]
    first, last = known[0], known[-1]
    if last.kind is CountKind.STOCK:
        state = last.state if lines[-1] is not None else EntryState.MISSING
        value = last.value if lines[-1] is not None else 0
        return replace(
            last,
            value=value,
            state=state,
            previous=first.previous if lines[0] is not None else None,
            previous_state=first.previous_state,
        )
    value, state = _flow(lines)
    # What came before the first month is the span of the period before only for one month.
    return replace(
        last,
        value=value,
        state=state,
        previous=None,
        previous_state=None,
        last_year=_sum(line.last_year if line is not None else None for line in lines),
        last_year_state=None,
    )


def _flow(lines: Sequence[CountLine | None]) -> tuple[int, EntryState]:
    """The sum over months: one that is missing makes it unknown; nothing but nil is nil."""
    states = {line.state if line is not None else EntryState.MISSING for line in lines}
    states.discard(EntryState.NOT_APPLICABLE)
    for state in (EntryState.MISSING, EntryState.ENTERED, EntryState.NIL):
        if state in states:
            value = sum(line.known or 0 for line in lines if line is not None)
            return (value if state is EntryState.ENTERED else 0), state
    return 0, EntryState.NOT_APPLICABLE


def _sum(values: Iterable[int | None]) -> int | None:
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known) if known and len(known) == len(found) else None


def _objectives(
    months: Sequence[UnitFigures], pack: PlanPack | None, *, whole: bool
) -> tuple[ObjectiveResult, ...]:
    if pack is None or any(one.plan != pack.id for one in months):
        return ()
    categories = {one.id: one for one in pack.counts}
    found: list[ObjectiveResult] = []
    given = [{result.id: result for result in one.objectives} for one in months]
    for objective in pack.objectives:
        results = [one[objective.id] for one in given if objective.id in one]
        if len(results) == len(months):
            made = _objective(objective, results, pack, categories)
            found.append(made if whole else _of_a_part(made))
    return tuple(found)


def _of_a_part(result: ObjectiveResult) -> ObjectiveResult:
    """An objective that nothing may happen, over some of the months, is not met by them alone."""
    if result.kind is not ObjectiveKind.ZERO or result.state is not ObjectiveState.MET:
        return result
    return replace(result, outcome=replace(result.outcome, state=ObjectiveState.NOT_ENTERED))


def _objective(
    objective: Objective,
    results: Sequence[ObjectiveResult],
    pack: PlanPack,
    categories: Mapping[str, CountCategory],
) -> ObjectiveResult:
    applying = [one for one in results if one.state is not ObjectiveState.NOT_APPLICABLE]
    last = results[-1]
    if not applying or objective.span is not Span.REPORT:
        return last
    ids = tuple(dict.fromkeys(month for one in results for month in one.months))
    if isinstance(objective.rule, Frequency):
        target = last.outcome.target
        summed = _frequency(applying, objective.rule.target if target is None else target)
        return replace(last, months=ids, outcome=summed)
    outcome = _outcome(objective, applying, pack, categories, ids)
    return last if outcome is None else replace(last, months=ids, outcome=outcome)


def _outcome(
    objective: Objective,
    results: Sequence[ObjectiveResult],
    pack: PlanPack,
    categories: Mapping[str, CountCategory],
    months: tuple[str, ...],
) -> Outcome | None:
    """The plan's rule on the months together; None where the last month speaks for them."""
    rule, target = objective.rule, results[-1].outcome.target
    parts = _parts(results, categories)
    if not parts:
        return None
    reader = SummedReader(pack, _no_facts(), months, categories, gathered=parts)
    match rule:
        case Coverage() | PartShare():
            return ratio(rule, reader, target=rule.target if target is None else target)
        case Zero():
            return zero(rule, reader)
        case Hold() if rule.numerator is not None:
            return hold_figure(rule, reader, over=True)
        case Reduce():
            return reduce(rule, reader, percent=rule.percent, over=True)
        case Allocated():
            superior = objective.entered_by is EnteredBy.SUPERIOR
            return allocated(rule, reader, own=target, superior=superior)
        case PlainCount():
            return counted(rule, reader)
        case _:
            return None


def _frequency(results: Sequence[ObjectiveResult], target: Decimal) -> Outcome:
    top = sum(one.numerator or 0 for one in results)
    base = sum(one.denominator or 0 for one in results)
    state = met_if(100 * top >= target * base) if base else ObjectiveState.NOTHING_AROSE
    return Outcome(state, top, base, target, ratio=True)


def _no_facts() -> PlanFacts:
    """The reader takes every figure from the parts."""
    return PlanFacts((), date.min, date.min, date.min)


def _parts(
    results: Sequence[ObjectiveResult], categories: Mapping[str, CountCategory]
) -> dict[PartKey, Part]:
    """The figures of the months together, by what makes each the same figure."""
    found: dict[PartKey, list[Part]] = {}
    for result in results:
        # A sum that names a figure twice holds it twice: it is one figure all the same.
        own = {(part.role, part.kind, part.name): part for part in result.outcome.parts}
        for key, part in own.items():
            found.setdefault(key, []).append(part)
    return {key: _together(parts, categories) for key, parts in found.items()}


def _together(parts: Sequence[Part], categories: Mapping[str, CountCategory]) -> Part:
    first, last = parts[0], parts[-1]
    if first.kind is TermKind.OPENING:
        return first
    if not _adds_up(last, categories):
        return last
    # Signs belong to the sum that names the figure, not to the figure.
    plain = [part if part.sign == 1 else replace(part, sign=1) for part in parts]
    value, state = joined(plain)
    return replace(last, value=value, state=state, known=sum(part.known for part in parts))


def _adds_up(part: Part, categories: Mapping[str, CountCategory]) -> bool:
    if part.kind is TermKind.COUNT:
        count = categories.get(part.name)
        return count is not None and count.kind is CountKind.FLOW
    return part.kind is TermKind.FACT and FactName(part.name) not in _AT_THE_END

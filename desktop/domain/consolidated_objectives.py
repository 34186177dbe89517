"""The objectives of a plan over all units: sums first, then the plan's own rule on the sums.

Which units enter the sum of an objective: those that gave all of its figures. The others are
told apart: not entered, not applicable. How they are put together, by kind:

- frequency, upkeep: Σ group-months (groups) / Σ due, against the plan's target;
- coverage, share: Σ of each figure over the units, then the same ratio;
- zero: one event in one unit decides; met only when every unit stated nothing;
- a status held, a review, a milestone: units with yes / units that have an answer;
- a figure held, reduce: Σ now against the plan's own baseline where the plan names its value
  (it is the whole area's), else against Σ of the units' baselines;
- allocated: Σ reached against the table's total, or, where each unit has the same number to
  reach, every unit against its own;
- count: Σ.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.objective_figures import Figure, Part, Reader, joined
from desktop.domain.objective_results import (
    ObjectiveResult,
    ObjectiveState,
    Outcome,
    Reason,
    percent_of,
)
from desktop.domain.objective_rules import (
    allocated,
    counted,
    hold_figure,
    met_if,
    ratio,
    zero,
)
from desktop.domain.objective_trend import reduce
from desktop.domain.periods import Period
from desktop.domain.plan_expressions import Expression, Term, TermKind
from desktop.domain.plan_facts import EntryState, PlanFacts
from desktop.domain.plan_tables import AllocatedTable, AllocationLine, compare
from desktop.domain.plans import (
    Allocated,
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
    Upkeep,
    Zero,
)
from desktop.domain.text import identity_key
from desktop.domain.unit_figures import UnitFigures

_GIVEN = (ObjectiveState.MET, ObjectiveState.NOT_MET, ObjectiveState.NOTHING_AROSE)


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What one unit's objective came to; ``given`` says that it entered the sum."""

    unit: UnitId
    state: ObjectiveState
    numerator: int | None = None
    denominator: int | None = None
    target: Decimal | None = None
    ratio: bool = False
    given: bool = False

    @property
    def percent(self) -> Decimal | None:
        """The ratio in per cent; never 100 or 0 by rounding alone."""
        return percent_of(self.numerator, self.denominator) if self.ratio else None


@dataclass(frozen=True, slots=True)
class ObjectiveTotal:
    """One objective over all units.

    ``counts_units``: numerator and denominator are numbers of units. ``given`` is how many
    units the sum is made of; ``complete`` that no unit expected is lacking in it. ``allocation``
    holds each unit's target beside its result, in the order of the superior's table.
    """

    id: str
    number: str
    title: str
    kind: ObjectiveKind
    unit: str
    state: ObjectiveState
    numerator: int | None
    denominator: int | None
    target: Decimal | None
    ratio: bool
    reason: Reason
    counts_units: bool
    given: int
    complete: bool
    units: tuple[UnitResult, ...]
    allocation: tuple[AllocationLine, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        """The ratio of the sums in per cent; never 100 or 0 by rounding alone."""
        return percent_of(self.numerator, self.denominator) if self.ratio else None

    def in_state(self, state: ObjectiveState) -> tuple[UnitId, ...]:
        """The units whose own objective is in a state."""
        return tuple(one.unit for one in self.units if one.state is state)

    @property
    def by_state(self) -> dict[ObjectiveState, int]:
        """How many units are in each state."""
        return dict(Counter(one.state for one in self.units))


def objective_totals(
    pack: PlanPack,
    figures: Mapping[ExpectedUnit, UnitFigures],
    period: Period,
    *,
    others: int = 0,
) -> tuple[ObjectiveTotal, ...]:
    """Every objective of a plan over the units that follow it, in the plan's order.

    ``others`` is the number of units that have not sent, or sent by another plan.
    """
    categories = {one.id: one for one in pack.counts}
    results: dict[str, list[tuple[ExpectedUnit, ObjectiveResult]]] = {}
    for unit, one in figures.items():
        for result in one.objectives:
            results.setdefault(result.id, []).append((unit, result))
    empty = PlanFacts((), period.start, period.last_day, period.start)
    found: list[ObjectiveTotal] = []
    for objective in pack.objectives:
        own = results.get(objective.id, [])
        given = [result for _unit, result in own if _gives(objective, result)]
        months = own[0][1].months if own else ()
        reader = SummedReader(
            pack, replace(empty, months=months), months, categories, gathered=gathered(given)
        )
        lacking = others + len(figures) - len(own)
        rows = {unit.unit: one.row for unit, one in figures.items()}
        total = _total(objective, own, given, reader, lacking=lacking)
        found.append(replace(total, allocation=_allocation(objective, own, pack, rows)))
    return tuple(found)


def _gives(objective: Objective, result: ObjectiveResult) -> bool:
    """Whether a unit gave the figures of its objective: a target of its own plays no part."""
    if result.state in _GIVEN or result.outcome.reason is Reason.NOT_OVER:
        return True
    return isinstance(objective.rule, Allocated) and result.numerator is not None


def _total(
    objective: Objective,
    own: Sequence[tuple[ExpectedUnit, ObjectiveResult]],
    given: Sequence[ObjectiveResult],
    reader: "SummedReader",
    *,
    lacking: int,
) -> ObjectiveTotal:
    blank = any(result.state is ObjectiveState.NOT_ENTERED for _unit, result in own)
    complete = not lacking and all(
        result.state is ObjectiveState.NOT_APPLICABLE or _gives(objective, result)
        for _unit, result in own
    )
    if given:
        outcome = _judged(objective, given, reader, complete=complete)
    else:
        superior = objective.entered_by is EnteredBy.SUPERIOR
        waits = not superior and (blank or lacking or not own)
        state = ObjectiveState.NOT_ENTERED if waits else ObjectiveState.NOT_APPLICABLE
        outcome = Outcome(state, reason=Reason.SUPERIOR if superior else Reason.NONE)
    return ObjectiveTotal(
        id=objective.id,
        number=objective.number,
        title=objective.title,
        kind=objective.kind,
        unit=objective.unit,
        state=outcome.state,
        numerator=outcome.numerator,
        denominator=outcome.denominator,
        target=outcome.target,
        ratio=outcome.ratio,
        reason=outcome.reason,
        counts_units=counts_units(objective),
        given=len(given),
        complete=complete,
        units=tuple(_unit_result(unit, one, objective) for unit, one in own),
    )


def _unit_result(unit: ExpectedUnit, result: ObjectiveResult, objective: Objective) -> UnitResult:
    outcome = result.outcome
    return UnitResult(
        unit.unit,
        outcome.state,
        outcome.numerator,
        outcome.denominator,
        outcome.target,
        ratio=outcome.ratio,
        given=_gives(objective, result),
    )


def counts_units(objective: Objective) -> bool:
    """Whether an objective is a yes or no in a unit, so that its total counts units."""
    if isinstance(objective.rule, Hold):
        return objective.rule.numerator is None
    return objective.kind in (ObjectiveKind.REVIEW, ObjectiveKind.MILESTONE)


def _judged(
    objective: Objective,
    given: Sequence[ObjectiveResult],
    reader: "SummedReader",
    *,
    complete: bool,
) -> Outcome:
    over = all(one.outcome.reason is not Reason.NOT_OVER for one in given)
    match objective.rule:
        case Frequency() | Upkeep() as rule:
            return _ratio_of(given, rule.target)
        case Coverage() | PartShare() as rule:
            return ratio(rule, reader, target=rule.target)
        case Zero() as rule:
            return _nowhere(zero(rule, reader), complete=complete)
        case Hold() as rule if rule.numerator is not None:
            return hold_figure(rule, reader, over=over)
        case Reduce() as rule:
            return reduce(rule, reader, percent=rule.percent, over=over)
        case Allocated() as rule:
            return _allocated(rule, objective, given, reader)
        case PlainCount() as rule:
            return counted(rule, reader)
        case _:
            return _ratio_of(given, Decimal(100))


def _ratio_of(given: Sequence[ObjectiveResult], target: Decimal) -> Outcome:
    """Σ numerators / Σ denominators against a percentage; 0/0 means that nothing arose."""
    top = sum(one.numerator or 0 for one in given)
    base = sum(one.denominator or 0 for one in given)
    if not base:
        return Outcome(ObjectiveState.NOTHING_AROSE, 0, 0, target, ratio=True)
    return Outcome(met_if(100 * top >= target * base), top, base, target, ratio=True)


def _nowhere(found: Outcome, *, complete: bool) -> Outcome:
    """Nothing anywhere is known only when every unit has said so."""
    if found.state is ObjectiveState.MET and not complete:
        return replace(found, state=ObjectiveState.NOT_ENTERED)
    return found


def _allocated(
    rule: Allocated,
    objective: Objective,
    given: Sequence[ObjectiveResult],
    reader: "SummedReader",
) -> Outcome:
    if reader.pack.table(rule.table) is not None or objective.entered_by is EnteredBy.SUPERIOR:
        return allocated(rule, reader, own=None, superior=True)
    targets = [one.outcome.target for one in given if one.outcome.target is not None]
    reached = sum(one.numerator or 0 for one in given)
    met = all(one.state is not ObjectiveState.NOT_MET for one in given)
    return Outcome(met_if(met), reached, target=sum(targets, Decimal(0)) if targets else None)


def _allocation(
    objective: Objective,
    own: Sequence[tuple[ExpectedUnit, ObjectiveResult]],
    pack: PlanPack,
    chosen: Mapping[UnitId, str],
) -> tuple[AllocationLine, ...]:
    """Each unit's target beside what it reached; units outside the table stand at the end.

    A unit's row is the one that it chose itself; see ``_rows_of`` for one that chose none.
    """
    rule = objective.rule
    table = pack.table(rule.table) if isinstance(rule, Allocated) else None
    if table is None or not isinstance(rule, Allocated):
        return ()
    rows = _rows_of(table, [unit for unit, _result in own], chosen)
    reached: dict[str, int] = {}
    codes: dict[str, tuple[str, ...]] = {}
    outside: list[AllocationLine] = []
    for unit, result in own:
        row, value = rows.get(unit.unit), result.numerator
        if value is None:
            continue
        if row is None:
            outside.append(AllocationLine(unit.name, None, value, outside=True, codes=(unit.code,)))
        else:
            reached[row] = reached.get(row, 0) + value
            codes[row] = (*codes.get(row, ()), unit.code)
    inside = compare(table, rule.column, reached)
    return (*(replace(one, codes=codes.get(one.unit, ())) for one in inside), *outside)


def _rows_of(
    table: AllocatedTable, units: Sequence[ExpectedUnit], chosen: Mapping[UnitId, str]
) -> dict[UnitId, str]:
    """The row of each unit by its own choice.

    A unit that chose none stands in the row of its name only where that can be no other unit's:
    no other bears the name, and no other chose the row.
    """
    rows = {
        unit.unit: row.unit
        for unit in units
        if (row := table.row(chosen.get(unit.unit, ""))) is not None
    }
    taken = frozenset(rows.values())
    names = Counter(identity_key(unit.name) for unit in units)
    for unit in units:
        row = None if chosen.get(unit.unit) else table.row(unit.name)
        if row is not None and row.unit not in taken and names[identity_key(unit.name)] == 1:
            rows[unit.unit] = row.unit
    return rows


PartKey = tuple[str, TermKind, str]
"""Role, kind and name of a part: what makes it the same figure in every unit."""


def gathered(results: Sequence[ObjectiveResult]) -> dict[PartKey, Part]:
    """The parts of one objective summed over units; a figure that one lacks is lacking."""
    found: dict[PartKey, Part] = {}
    for result in results:
        # A sum that names a figure twice holds it twice: it is one figure all the same.
        own = {(part.role, part.kind, part.name): part for part in result.outcome.parts}
        for key, part in own.items():
            found[key] = _added(found[key], part) if key in found else part
    return found


def _added(one: Part, other: Part) -> Part:
    value, state = joined((replace(one, sign=1), replace(other, sign=1)))
    return replace(one, value=value, state=state, known=one.known + other.known, months=())


@dataclass(frozen=True, slots=True)
class SummedReader(Reader):
    """Reads the sums of an objective over units, where a reader of a commune reads its counts."""

    gathered: Mapping[PartKey, Part] = field(default_factory=dict)

    def figure(self, expression: Expression, role: str) -> Figure:
        """The value of a sum over the units."""
        parts = tuple(self._summed(term, role) for term in expression.terms)
        return Figure(*joined(parts), parts)

    def baseline(self, name: str, role: str = "baseline") -> Figure:
        """The plan's own baseline where it names the value, else the sum of the units'."""
        return self.figure(Expression((Term(TermKind.BASELINE, name),)), role)

    def _summed(self, term: Term, role: str) -> Part:
        part = self.gathered.get((role, term.kind, term.name))
        if term.kind is TermKind.BASELINE:
            base = self.pack.baseline(term.name)
            if base is not None and base.value is not None:
                return Part(
                    role,
                    term.kind,
                    term.name,
                    base.label,
                    base.unit,
                    base.value,
                    EntryState.ENTERED,
                    term.sign,
                    base.value,
                )
        if part is None:
            return Part(
                role, term.kind, term.name, term.name, "", None, EntryState.MISSING, term.sign
            )
        return replace(part, sign=term.sign)

"""The figures of all units of a superior together, from what is in force for one period.

The rules:

- A total is the sum of what the units gave, and says how many gave it: a unit that has not sent,
  or has not entered a figure, adds nothing and is named; blank is not zero.
- Before the first month of which reports are expected nobody owes anything: who has not sent is
  in no line of it, as on the board.
- Ratios are Σ numerators / Σ denominators, never averages of percentages.
- What is a yes or no in a unit (reviews, milestones, a status held) counts units.
- Compared with the period before are the units that gave both figures, and no others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.board import is_asked
from desktop.domain.consolidated_objectives import ObjectiveTotal, objective_totals
from desktop.domain.count_lines import CountLine
from desktop.domain.counting import Share
from desktop.domain.expected_units import ExpectedUnit, UnitId, list_order
from desktop.domain.periods import Period
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import CountKind, PlanPack
from desktop.domain.unit_figures import UnitFigures


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over units: None where no unit gave a figure; ``units`` is how many gave one."""

    value: int | None = None
    units: int = 0

    @classmethod
    def of(cls, values: Iterable[int | None]) -> "Sum":
        """The sum of what is known."""
        known = [value for value in values if value is not None]
        return cls(sum(known) if known else None, len(known))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sums over the same units: those that gave both figures."""

    now: int
    before: int
    units: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its figures, None while nothing of it is in force.

    ``expected`` is false for a unit that is not to report this period but whose package a person
    let count.
    """

    unit: ExpectedUnit
    figures: UnitFigures | None = None
    expected: bool = True

    @property
    def sent(self) -> bool:
        """Whether figures are in force."""
        return self.figures is not None


@dataclass(frozen=True, slots=True)
class CountTotal:
    """A count category over all units.

    ``not_entered`` are the units that sent without the figure, ``nil`` how many stated that
    nothing arose. ``cumulative_complete``: every unit that sent knows all of its year to date.
    """

    category: str
    label: str
    unit: str
    kind: CountKind
    section: str
    total: Sum
    nil: int
    not_entered: tuple[UnitId, ...]
    cumulative: Sum
    cumulative_complete: bool
    previous: Compared | None
    last_year: Compared | None


@dataclass(frozen=True, slots=True)
class ActivityTotal:
    """Activity, duty and upkeep over the units that sent.

    ``attendance`` sums the units that know any; ``attendance_missing`` are the sessions without.
    """

    sessions: Sum
    attendance: Sum
    attendance_missing: int
    joint_sessions: int
    commune_wide_sessions: int
    group_months: Share
    groups_with_model: Share
    models: Sum


@dataclass(frozen=True, slots=True)
class Consolidated:
    """One period of all units, in the order of the list.

    ``other_plan`` are units that sent by another plan than the superior's: their objectives are
    in no total.
    """

    period: Period
    plan: str
    lines: tuple[UnitLine, ...]
    activity: ActivityTotal
    counts: tuple[CountTotal, ...]
    objectives: tuple[ObjectiveTotal, ...]
    other_plan: tuple[UnitId, ...]

    @property
    def sent(self) -> tuple[UnitLine, ...]:
        """The units that the totals are made of."""
        return tuple(line for line in self.lines if line.sent)

    @property
    def not_sent(self) -> tuple[ExpectedUnit, ...]:
        """The units that are expected and have not sent: named beside every total."""
        return tuple(line.unit for line in self.lines if not line.sent)

    @property
    def complete(self) -> bool:
        """Whether every unit expected has sent."""
        return not self.not_sent

    def objective(self, objective_id: str) -> ObjectiveTotal | None:
        """The total of an objective."""
        return next((one for one in self.objectives if one.id == objective_id), None)

    def count(self, category: str) -> CountTotal | None:
        """The total of a count."""
        return next((one for one in self.counts if one.category == category), None)


def consolidated(
    period: Period,
    units: Sequence[ExpectedUnit],
    figures: Mapping[UnitId, UnitFigures],
    *,
    pack: PlanPack | None = None,
    since: date | None = None,
) -> Consolidated:
    """All units of a period together.

    ``figures`` are those in force; ``pack`` is the superior's plan with its allocated tables,
    without which there are no totals of objectives. ``since`` is the first day of which reports
    are expected.
    """
    lines = _lines(period, units if is_asked(period, since) else _sent(units, figures), figures)
    sent = [(line.unit, line.figures) for line in lines if line.figures is not None]
    plan = pack.id if pack else ""
    by_plan = {unit: one for unit, one in sent if pack and one.plan == plan}
    waiting = sum(line.expected and not line.sent for line in lines)
    return Consolidated(
        period=period,
        plan=plan,
        lines=lines,
        activity=_activity([one for _unit, one in sent]),
        counts=_counts([(unit.unit, one) for unit, one in sent], pack),
        objectives=objective_totals(
            pack, by_plan, period, others=len(sent) - len(by_plan) + waiting
        )
        if pack
        else (),
        other_plan=tuple(unit.unit for unit, one in sent if pack and one.plan != plan),
    )


def _lines(
    period: Period, units: Sequence[ExpectedUnit], figures: Mapping[UnitId, UnitFigures]
) -> tuple[UnitLine, ...]:
    found = [
        UnitLine(unit, figures.get(unit.unit), expected=unit.reports(period))
        for unit in sorted(units, key=list_order)
        if unit.reports(period) or unit.unit in figures
    ]
    listed = {unit.unit for unit in units}
    found += [
        UnitLine(ExpectedUnit(unit.code, unit.code, unit.valid_from), figures[unit], expected=False)
        for unit in sorted(figures.keys() - listed)
    ]
    return tuple(found)


def _sent(
    units: Sequence[ExpectedUnit], figures: Mapping[UnitId, UnitFigures]
) -> tuple[ExpectedUnit, ...]:
    return tuple(unit for unit in units if unit.unit in figures)


def _activity(sent: Sequence[UnitFigures]) -> ActivityTotal:
    done = [one.activity for one in sent]
    return ActivityTotal(
        sessions=Sum.of(one.sessions for one in done),
        attendance=Sum.of(one.attendance if one.attendance_known else None for one in done),
        attendance_missing=sum(one.attendance_missing for one in done),
        joint_sessions=sum(one.joint_sessions for one in done),
        commune_wide_sessions=sum(one.commune_wide_sessions for one in done),
        group_months=share_of(one.group_months for one in sent),
        groups_with_model=share_of(one.groups_with_model for one in sent),
        models=Sum.of(None if one.passed_on else one.models for one in sent),
    )


def share_of(shares: Iterable[Share]) -> Share:
    """Σ met / Σ due."""
    found = tuple(shares)
    return Share(sum(one.met for one in found), sum(one.due for one in found))


def _counts(
    sent: Sequence[tuple[UnitId, UnitFigures]], pack: PlanPack | None
) -> tuple[CountTotal, ...]:
    """The counts in the plan's order; those of other plans after them, as the units name them."""
    by_category: dict[str, list[tuple[UnitId, CountLine]]] = {}
    for unit, figures in sent:
        for line in figures.counts:
            by_category.setdefault(line.category, []).append((unit, line))
    order = {one.id: place for place, one in enumerate(pack.counts)} if pack else {}
    names = sorted(by_category, key=lambda name: (order.get(name, len(order)), name))
    return tuple(_count(by_category[name]) for name in names)


def _count(found: Sequence[tuple[UnitId, CountLine]]) -> CountTotal:
    lines = [line for _unit, line in found]
    first = lines[0]
    return CountTotal(
        category=first.category,
        label=first.label,
        unit=first.unit,
        kind=first.kind,
        section=first.section,
        total=Sum.of(line.known for line in lines),
        nil=sum(line.state is EntryState.NIL for line in lines),
        not_entered=tuple(unit for unit, line in found if line.state is EntryState.MISSING),
        cumulative=Sum.of(line.cumulative for line in lines),
        cumulative_complete=all(line.cumulative_complete for line in lines),
        previous=_compared(lines, lambda line: line.previous),
        last_year=_compared(lines, lambda line: line.last_year),
    )


def _compared(
    lines: Sequence[CountLine], earlier: Callable[[CountLine], int | None]
) -> Compared | None:
    pairs = [
        (now, before)
        for line in lines
        if (now := line.known) is not None and (before := earlier(line)) is not None
    ]
    if not pairs:
        return None
    return Compared(sum(now for now, _ in pairs), sum(before for _, before in pairs), len(pairs))

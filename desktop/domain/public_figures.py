"""The figures of a closed period as its public report shows them.

They are computed anew from what may be shown, not masked: a hidden figure counts as one that
nobody entered, and a sum, a share or a verdict is shown only where this gives what the closed
report says. Protected are counts of persons and all other counts of the commune, but those in
units of the committee's own work (documents, meetings, models): these name nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.count_lines import CountLine, count_lines, span_before, year_to_date
from desktop.domain.objective_results import ObjectiveResult
from desktop.domain.objective_store import StoredFigure
from desktop.domain.objectives import compute_all
from desktop.domain.periods import PeriodRule
from desktop.domain.plan_entries import PlanEntries, entered
from desktop.domain.plan_expressions import Expression, TermKind
from desktop.domain.plan_facts import MISSING, EntryState, month_before, year_before
from desktop.domain.plans import (
    CountKind,
    Coverage,
    Objective,
    PartShare,
    PlanPack,
    Reduce,
    Zero,
    keyed_expressions,
)
from desktop.domain.public_memory import kept_in_memory
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_plan import plan_facts
from desktop.domain.suppression import (
    OPENING,
    Cell,
    Figures,
    Mark,
    hidden_cells,
    is_small,
    mark_of_sum,
    related,
)
from desktop.domain.suppression_order import Balance, Ceiling

Shown = int | Mark | None
"""A number, why it is not shown, or none where the closed report has none either."""

_KNOWN = (EntryState.ENTERED, EntryState.NIL)
_COUNTED = (TermKind.COUNT, TermKind.OPENING)


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One count of a public report; ``line`` says what it is and holds no figure.

    The state is told only where ``now`` is no mark; ``part``: the year so far lacks a month.
    """

    line: CountLine
    state: EntryState
    now: Shown
    before: Shown
    year_before: Shown
    cumulative: Shown
    part: bool


@dataclass(frozen=True, slots=True)
class PublicObjective:
    """An objective of a public report; no result where a hidden figure stands behind it."""

    title: str
    reading: str
    result: ObjectiveResult | None


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """What the plan's part of a public report shows."""

    lines: tuple[PublicLine, ...]
    objectives: tuple[PublicObjective, ...]

    @property
    def small(self) -> bool:
        """Whether a figure is called small."""
        return any(shown is Mark.SMALL for line in self.lines for shown in _all_of(line))

    @property
    def kept(self) -> bool:
        """Whether something is not shown for the sake of another figure."""
        hidden = any(shown is Mark.KEPT for line in self.lines for shown in _all_of(line))
        return hidden or any(one.result is None for one in self.objectives)


def _all_of(line: PublicLine) -> tuple[Shown, ...]:
    return line.now, line.before, line.year_before, line.cumulative


@dataclass(frozen=True, slots=True)
class Known:
    """What stands behind every public report of a commune.

    ``packs`` are all plans that its months followed; ``own_work``: units of counts that name
    nobody. ``earlier``: what was closed at each time when a month was closed, by cell, in the order
    of time; ``hidden_sums``: cells of sums that were closed, opened again and may tell a hidden
    figure; ``open_months`` are not closed yet, what they hold is not told.
    """

    packs: tuple[PlanPack, ...]
    entries: PlanEntries
    first_month: str | None
    own_work: frozenset[str]
    earlier: tuple[Mapping[Cell, int], ...] = ()
    hidden_sums: frozenset[Cell] = frozenset()
    open_months: frozenset[str] = frozenset()


def public_figures(
    snapshot: Snapshot, pack: PlanPack | None, known: Known, rule: PeriodRule
) -> PublicFigures:
    """The counts and objectives of a closed period for its public report."""
    if pack is None or not snapshot.duty:
        return PublicFigures((), ())
    figures = _Public.of(snapshot, pack, known)
    return PublicFigures(tuple(figures.lines()), tuple(figures.objectives(rule)))


def ties(packs: Iterable[PlanPack], values: Mapping[Cell, int]) -> Figures:
    """What is tied to what by the plans: balances of stocks, parts and their wholes."""
    balances: dict[str, Balance] = {}
    ceilings: dict[Ceiling, None] = {}
    zeros: set[str] = set()
    never: set[str] = set()
    for pack in packs:
        for one in pack.counts:
            if one.added_by or one.reduced_by:
                balances.setdefault(one.id, Balance(one.id, one.added_by, one.reduced_by))
        ceilings.update((Ceiling(one.parts, one.whole), None) for one in pack.parts)
        for growth in pack.growths:
            never.update((growth.total, *growth.reduced_by))
        for objective in pack.objectives:
            zeros.update(_to_be_nothing(objective))
    for objective in (one for pack in packs for one in pack.objectives):
        found, untold = _share(objective, balances)
        ceilings.update(dict.fromkeys(found))
        never |= untold
    return Figures(
        values, tuple(balances.values()), tuple(ceilings), frozenset(zeros), never=frozenset(never)
    )


def _share(
    objective: Objective, balances: Mapping[str, Balance]
) -> tuple[tuple[Ceiling, ...], frozenset[str]]:
    """What an objective's share ties, and what it forbids to tell.

    Beside a number of the plan (a baseline, say) what is done tells what is left: the part is not
    told. What there was before and what came is a whole that the balance of the stock holds.
    """
    rule = objective.rule
    if not isinstance(rule, Coverage | PartShare | Reduce) or rule.denominator is None:
        return (), frozenset()
    part, whole = rule.numerator.names(TermKind.COUNT), rule.denominator.names(TermKind.COUNT)
    opened = rule.denominator.names(TermKind.OPENING) + rule.numerator.names(TermKind.OPENING)
    if _mixed(rule.numerator) or _mixed(rule.denominator):
        return (), frozenset(part)
    if opened:
        held = {name for one in opened if one in balances for name in balances[one].names}
        sound = set(opened) <= balances.keys() and {*part, *whole} <= held
        return (), frozenset() if sound else frozenset((*part, *whole, *opened))
    inside = tuple(name for name in part if name not in whole)
    if len(inside) == len(part) and part:
        return (Ceiling(part, whole),), frozenset()
    # A part that stands in its own whole leaves the rest of it: nothing is tied to that.
    return (), frozenset(inside)


def _mixed(expression: Expression) -> bool:
    """Whether it holds more than sums of counts."""
    return any(
        term.sign < 0 or term.kind in (TermKind.NUMBER, TermKind.FACT, TermKind.BASELINE)
        for term in expression.terms
    )


def _to_be_nothing(objective: Objective) -> Iterator[str]:
    if isinstance(objective.rule, Zero):
        for one in (objective.rule.numerator, *objective.rule.also):
            yield from one.names(TermKind.COUNT)


@dataclass(frozen=True, slots=True)
class _Public:
    """The figures of a period with what may be shown of them."""

    snapshot: Snapshot
    pack: PlanPack
    months: tuple[str, ...]
    first_month: str | None
    values: Mapping[Cell, int]
    hidden: Mapping[Cell, Mark]
    protected: frozenset[str]
    shown: PlanEntries

    @classmethod
    def of(cls, snapshot: Snapshot, pack: PlanPack, known: Known) -> "_Public":
        months = tuple(duty.month.id for duty in snapshot.duty)
        every = tuple({one.id: one for one in (*known.packs, pack)}.values())
        bare = ties(every, {})
        units = {one.id: one.unit for each in every for one in each.counts}
        people = {name for name, unit in units.items() if unit not in known.own_work}
        protected = related(people, bare)
        values = _values(known, protected, last=months[-1])
        open_cells = {
            cell for cell in values if cell[1] in known.open_months and cell[1] not in months
        }
        openings = _flow_openings(known, protected, every)
        now = replace(bare, values={**values, **openings})
        before = tuple(
            {cell: value for cell, value in one.items() if cell[0] in protected}
            | {cell: value for cell, value in now.values.items() if _is_opening(cell, known)}
            for one in known.earlier
        )
        memory = kept_in_memory(now, before, known.hidden_sums)
        hidden = dict(hidden_cells(replace(now, kept=memory | open_cells)))
        return cls(
            snapshot,
            pack,
            months,
            known.first_month,
            now.values,
            hidden,
            protected,
            _censored(known.entries, hidden, known.first_month),
        )

    def lines(self) -> Iterator[PublicLine]:
        """The counts in the order of the closed report."""
        again = count_lines(
            self.pack, self.months, self.shown.counts, self.shown.openings, self.first_month
        )
        by_category = {line.category: line for line in again}
        for line in self.snapshot.counts:
            yield self._line(line, by_category.get(line.category))

    def _line(self, line: CountLine, again: CountLine | None) -> PublicLine:
        stock, months = line.kind is CountKind.STOCK, self.months
        spans = (months, span_before(months), year_before(months), year_to_date(months[-1]))
        shown: list[Shown] = []
        for place, span in enumerate(spans):
            closed = _figures_of(line)[place]
            if line.category in self.protected:
                told = _figures_of(again)[place] if again is not None else None
                cells = self._cells(line.category, span[-1:] if stock else span)
                shown.append(self._shown(cells, closed, told))
            else:
                shown.append(closed)
        now, before, year, whole = shown
        part = not line.cumulative_complete
        return PublicLine(_without_figures(line), line.state, now, before, year, whole, part)

    def _shown(self, cells: Sequence[Cell], closed: int | None, again: int | None) -> Shown:
        """What the closed report says, where what may be shown gives the same."""
        if closed is None:
            return None
        mark = mark_of_sum(cells, self.values, self.hidden)
        if mark is not None:
            return mark
        return closed if again == closed and not is_small(closed) else Mark.KEPT

    def _cells(self, name: str, months: Sequence[str]) -> list[Cell]:
        cells = [(name, month) for month in months]
        first = self.first_month
        if first is not None and months[0] < first <= months[-1]:
            cells.append((name, OPENING))
        return [cell for cell in cells if cell in self.values]

    def objectives(self, rule: PeriodRule) -> Iterator[PublicObjective]:
        """The objectives in the order of the closed report."""
        facts = entered(plan_facts(self.snapshot, rule=rule), self.shown)
        again = {one.id: StoredFigure.of(one) for one in compute_all(self.pack, facts)}
        for one in self.snapshot.objectives:
            told = not self._is_protected(one) or again.get(one.id) == StoredFigure.of(one)
            yield PublicObjective(one.title or one.id, one.reading, one if told else None)

    def _is_protected(self, one: ObjectiveResult) -> bool:
        """Whether counts that are protected stand behind an objective, or what does is unknown."""
        objective = self.pack.objective(one.id)
        if objective is None:
            return True
        named = {
            name
            for _key, expression in keyed_expressions(objective)
            for name in expression.names(*_COUNTED)
        }
        return bool(named & self.protected)


def _is_opening(cell: Cell, known: Known) -> bool:
    """Whether a figure stands for the time before tracking: no closing holds it."""
    first = known.first_month
    return cell[1] == OPENING or (first is not None and cell[1] < first)


def _without_figures(line: CountLine) -> CountLine:
    return replace(
        line,
        value=0,
        state=EntryState.MISSING,
        previous=None,
        last_year=None,
        cumulative=None,
        cumulative_complete=True,
    )


def _figures_of(line: CountLine) -> tuple[int | None, ...]:
    """This period, the one before, the same one last year, the year so far."""
    return line.known, line.previous, line.last_year, line.cumulative


def _values(known: Known, protected: frozenset[str], *, last: str) -> dict[Cell, int]:
    """Every protected figure entered until a month, and stocks as they stood before tracking."""
    found = {
        (category, month): entry.value
        for category, months in known.entries.counts.items()
        if category in protected
        for month, entry in months.items()
        if month <= last and entry.state in _KNOWN
    }
    first = known.first_month
    if first is not None:
        before = month_before(first)
        for category, value in known.entries.openings.items():
            if category in protected and category in _stocks(known.packs):
                found.setdefault((category, before), value)
    return found


def _stocks(packs: Iterable[PlanPack]) -> frozenset[str]:
    return frozenset(one.id for pack in packs for one in pack.counts if one.kind is CountKind.STOCK)


def _flow_openings(
    known: Known, protected: frozenset[str], packs: Sequence[PlanPack]
) -> dict[Cell, int]:
    """The sums typed for the months before tracking: each is a figure of its own."""
    stocks = _stocks(packs)
    return {
        (category, OPENING): value
        for category, value in known.entries.openings.items()
        if category in protected and category not in stocks
    }


def _censored(
    entries: PlanEntries, hidden: Mapping[Cell, Mark], first_month: str | None
) -> PlanEntries:
    """What was entered, as if nobody had entered what is hidden."""
    counts = {
        category: {
            month: MISSING if (category, month) in hidden else entry
            for month, entry in months.items()
        }
        for category, months in entries.counts.items()
    }
    before = month_before(first_month) if first_month is not None else ""
    openings = {
        category: value
        for category, value in entries.openings.items()
        if (category, OPENING) not in hidden and (category, before) not in hidden
    }
    return replace(entries, counts=counts, openings=openings)

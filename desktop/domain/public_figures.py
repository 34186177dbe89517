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
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_plan import plan_facts
from desktop.domain.suppression import (
    Balance,
    Ceiling,
    Cell,
    Figures,
    Mark,
    hidden_cells,
    is_small,
    mark_of_sum,
    related,
)

Shown = int | Mark | None
"""A number, why it is not shown, or none where the closed report has none either."""

_OPENING = "opening"
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
    nobody. ``earlier``: what closings that were opened again held, each of them by cell, and
    ``small_before`` what they held as 1 to 4 in sums; ``open_months`` are not closed yet, what
    they hold is not told.
    """

    packs: tuple[PlanPack, ...]
    entries: PlanEntries
    first_month: str | None
    own_work: frozenset[str]
    earlier: tuple[Mapping[Cell, int], ...] = ()
    small_before: frozenset[Cell] = frozenset()
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
    for pack in packs:
        for one in pack.counts:
            if one.added_by or one.reduced_by:
                balances.setdefault(one.id, Balance(one.id, one.added_by, one.reduced_by))
        for objective in pack.objectives:
            ceilings.update(dict.fromkeys(_ceilings(objective)))
            zeros.update(_to_be_nothing(objective))
    return Figures(values, tuple(balances.values()), tuple(ceilings), frozenset(zeros))


def _ceilings(objective: Objective) -> Iterator[Ceiling]:
    rule = objective.rule
    if not isinstance(rule, Coverage | PartShare | Reduce) or rule.denominator is None:
        return
    part, whole = rule.numerator, rule.denominator
    counted = part.names(TermKind.COUNT)
    if not counted:
        return
    yield Ceiling(
        counted,
        whole.names(TermKind.COUNT),
        (*whole.names(TermKind.OPENING), *part.names(TermKind.OPENING)),
        mixed=_mixed(part) or _mixed(whole),
    )


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
        now = replace(bare, values=values, kept=known.small_before | open_cells)
        kept = now.kept | _hidden_before(now, known.earlier)
        hidden = dict(hidden_cells(replace(now, kept=kept)))
        openings = _flow_openings(known, protected, every)
        hidden |= {cell: Mark.SMALL for cell, value in openings.items() if is_small(value)}
        return cls(
            snapshot,
            pack,
            months,
            known.first_month,
            {**values, **openings},
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
            cells.append((name, _OPENING))
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


def _hidden_before(now: Figures, earlier: Iterable[Mapping[Cell, int]]) -> frozenset[Cell]:
    """What the public reports of earlier closings hid of their months: it stays hidden."""
    found: set[Cell] = set()
    for closed in earlier:
        own = {cell: value for cell, value in closed.items() if cell in now.values}
        hidden = hidden_cells(replace(now, values={**now.values, **own}))
        found.update(cell for cell in own if cell in hidden)
    return frozenset(found)


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
        (category, _OPENING): value
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
        if (category, _OPENING) not in hidden and (category, before) not in hidden
    }
    return replace(entries, counts=counts, openings=openings)

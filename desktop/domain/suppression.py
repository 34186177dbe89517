"""Small numbers kept out of a public paper, together with all that would give them away.

What is protected: counts of persons in the managed categories, and every other count so small
that it could name somebody. What 1 to 4 people have in common is known in a commune.

The rules, for figures by category and month, month after month:

- 1 to 4 is not shown; 0 and 5 or more are, unless showing them would give away a hidden one.
- Wholes come first: whether a whole is shown never depends on its parts. Under wholes that are
  shown a part is hidden where it, or what it leaves over (not reached, not managed), is 1 to 4;
  under a whole of 5 to 8 wherever it is more than nothing and less than all. Under a hidden whole
  a part is not shown whatever it is. Parts that exclude each other are hidden together.
- Then what moves a stock: where one movement of a month is small, hidden or not known, or a stock
  on either side of it is, all movements of that month are hidden alike. Whether a stock is shown
  never depends on its movements.
- Where that is not enough (one side alone moves the stock, or a movement's 0 must be shown),
  nothing of the stock is shown from the first such month on.
- Some categories are never told, whatever they hold: see :class:`Figures`.
- What was hidden once stays hidden, whatever a correction put in its place.
- "Nothing" of what a plan wants to be nothing is always shown.

Each step looks only at what the steps before it have shown, and which mark a hidden figure gets
says no more than that: "small" stands only where any number from 1 to 4 is possible, and for any
other hidden figure even a reader who knows these rules finds four possible values or more. Which
figures are hidden never depends on what comes later: an earlier public paper stays right beside a
later one. Sums over months and shares are shown only where all their figures are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.plan_facts import month_before
from desktop.domain.suppression_order import Balance, Ceiling, Order, order_of

LARGEST_SMALL = 4
"""The largest number of people who could be known by what they have in common."""
_LEAST_APART = 2 * LARGEST_SMALL
"""The largest whole of which a part and what is left over cannot both be 5 or more by far."""

OPENING = "opening"
"""In place of a month: what happened before tracking, as one sum."""
Cell = tuple[str, str]
"""A category and a month ("2026-10"), or OPENING."""


class Mark(StrEnum):
    """Why a figure is not shown: it is 1 to 4, or it would give such a one away."""

    SMALL = "small"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures that public papers show until a month, with what ties them together.

    ``nothing_shown``: categories whose 0 is always shown. ``kept``: cells that are hidden whatever
    they hold now: they were small in an earlier closing, or are not closed yet. ``never``:
    categories that are not told at all, because something that is known beside them (a number of
    the plan, a total of its superior) would tell the rest.
    """

    values: Mapping[Cell, int]
    balances: tuple[Balance, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    nothing_shown: frozenset[str] = frozenset()
    kept: frozenset[Cell] = frozenset()
    never: frozenset[str] = frozenset()


def is_small(value: int) -> bool:
    """Whether a number could name somebody."""
    return 1 <= value <= LARGEST_SMALL


def hidden_cells(figures: Figures) -> Mapping[Cell, Mark]:
    """The cells that no public paper shows, each with the reason that it gives."""
    order = order_of(figures.balances, figures.ceilings, figures.nothing_shown, figures.never)
    since: dict[str, str] = {}
    by_month: dict[str, dict[str, int]] = {}
    for (category, month), value in figures.values.items():
        since[category] = min(month, since.get(category, month))
        by_month.setdefault(month, {})[category] = value
    found: dict[Cell, Mark] = {}
    locked: set[Balance] = set()
    for month in sorted(by_month):
        _OfMonth(figures, order, since, by_month[month], month, found, locked).hide()
    return found


def related(categories: Iterable[str], figures: Figures) -> frozenset[str]:
    """The categories, and all that are tied to them by a balance or a ceiling."""
    found = set(categories)
    ties = [{one.stock, *one.flows} for one in figures.balances]
    ties += [{*one.part, *one.whole} for one in figures.ceilings]
    grown = True
    while grown:
        more = {name for tie in ties if tie & found for name in tie} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


def mark_of_sum(
    cells: Sequence[Cell], values: Mapping[Cell, int], found: Mapping[Cell, Mark]
) -> Mark | None:
    """How a sum over cells is marked: small only where one small cell is all that it holds."""
    hidden = [cell for cell in cells if cell in found]
    if not hidden:
        return None
    shown = sum(values.get(cell, 0) for cell in cells if cell not in found)
    alone = len(hidden) == 1 and found[hidden[0]] is Mark.SMALL
    return Mark.SMALL if alone and not shown else Mark.KEPT


@dataclass(frozen=True, slots=True)
class _Bound:
    """Parts of one month under their whole: all shown (``limit``), or hidden (no limit)."""

    parts: tuple[str, ...]
    limit: int | None
    whole: tuple[str, ...]


@dataclass(frozen=True)
class _OfMonth:
    """One month's figures while they are being hidden."""

    figures: Figures
    order: Order
    since: Mapping[str, str]
    values: Mapping[str, int]
    month: str
    found: dict[Cell, Mark]
    locked: set[Balance]

    def hide(self) -> None:
        """Wholes before their parts, stocks before what moves them."""
        self._keep(self.order.never)
        for name in self.values.keys() - self.order.placed:
            self._single(name, ())
        for group in self.order.groups:
            self._group(group)
        for one in self.order.alone:
            self._alone(one)
        for one in self.order.balances:
            self._movements(one)

    def _group(self, group: tuple[str, ...]) -> None:
        """Parts that exclude each other, mostly a single category."""
        bounds = self._bounds(group)
        present = [name for name in group if name in self.values]
        if any(one.limit is None for one in bounds):
            self._under_hidden(present, bounds)
        elif len(group) == 1 and present:
            self._single(group[0], bounds)
        elif any(self._asks(name) for name in present) or self._told(bounds):
            self._keep(present)

    def _bounds(self, group: tuple[str, ...]) -> list[_Bound]:
        """The wholes of a group; one that nobody entered bounds nothing."""
        found = []
        for one in self.order.ceilings:
            if set(one.part) & set(group) and all(n in self.values for n in one.whole):
                hidden = any(self._hidden(name) for name in one.whole)
                limit = None if hidden else sum(self.values[name] for name in one.whole)
                found.append(_Bound(one.part, limit, one.whole))
        return found

    def _under_hidden(self, present: Sequence[str], bounds: Sequence[_Bound]) -> None:
        """What a hidden whole has as its part is not told; nothing of nothing is known anyway."""
        if len(bounds) == len(present) == 1 and self._is_small_alone(bounds[0].whole):
            name = present[0]
            if self._asks(name) or self.values[name] > LARGEST_SMALL:
                self._mark(name, Mark.SMALL if is_small(self.values[name]) else Mark.KEPT)
            return
        nothing = {name for one in bounds if one.limit == 0 for name in one.parts}
        self._keep(n for n in present if n not in nothing or self.values[n] or self._asks(n))

    def _is_small_alone(self, whole: Sequence[str]) -> bool:
        return len(whole) == 1 and self.found.get((whole[0], self.month)) is Mark.SMALL

    def _single(self, name: str, bounds: Sequence[_Bound]) -> None:
        least = min((one.limit for one in bounds if one.limit is not None), default=None)
        if is_small(self.values[name]) and (least is None or least > _LEAST_APART):
            self._mark(name, Mark.SMALL)
        elif self._asks(name) or self._told(bounds):
            self._mark(name, Mark.KEPT)

    def _told(self, bounds: Sequence[_Bound]) -> bool:
        """Whether wholes that are shown would tell what is left over, or a part by that."""
        for one in bounds:
            part = sum(self.values.get(name, 0) for name in one.parts)
            over = (one.limit or 0) - part
            if part and over > 0 and (is_small(over) or part + over <= _LEAST_APART):
                return True
        return False

    def _alone(self, one: Balance) -> None:
        """A balance of which one hidden figure takes all with it, from then on."""
        names = [name for name in (one.stock, *one.flows) if name in self.values]
        if one not in self.locked and not self._tied(one):
            for name in names:
                self._single(name, ())
            return
        if one not in self.locked and (self._unsure(one) or any(map(self._asks, names))):
            self.locked.add(one)
        if one in self.locked:
            emptied = self._nothing_before(one)
            self._keep(name for name in names if not emptied or self.values[name])

    def _nothing_before(self, one: Balance) -> bool:
        """Whether a reader knows that there was nothing and nothing came: then nothing is left."""
        cell = (one.stock, month_before(self.month))
        nothing = self.figures.values.get(cell) == 0 and cell not in self.found
        return nothing and all(
            self.values.get(name) == 0 and not self._can_hide(name) for name in one.added
        )

    def _movements(self, one: Balance) -> None:
        flows = [name for name in one.flows if name in self.values]
        if not self._tied(one):
            for name in flows:
                self._single(name, ())
        elif self._unsure(one) or any(map(self._asks, flows)):
            self._keep(flows)

    def _tied(self, one: Balance) -> bool:
        """Whether the stock was known in an earlier month: before that nothing ties its flows."""
        return self.month != OPENING and self.since.get(one.stock, self.month) < self.month

    def _unsure(self, one: Balance) -> bool:
        """Whether a stock on either side, or a movement, is hidden or was not entered."""
        before = (one.stock, month_before(self.month))
        if before in self.found or before not in self.figures.values:
            return True
        names = (one.stock, *one.flows)
        return any(self._hidden(name) or name not in self.values for name in names)

    def _asks(self, name: str) -> bool:
        """Whether a figure has to be hidden for its own sake."""
        kept = (name, self.month) in self.figures.kept
        return is_small(self.values[name]) or (kept and self._can_hide(name))

    def _hidden(self, name: str) -> bool:
        return (name, self.month) in self.found

    def _can_hide(self, name: str) -> bool:
        value = self.values.get(name)
        return value is not None and not (value == 0 and name in self.figures.nothing_shown)

    def _mark(self, name: str, mark: Mark) -> None:
        if self._can_hide(name):
            self.found[name, self.month] = mark

    def _keep(self, names: Iterable[str]) -> None:
        for name in names:
            self._mark(name, Mark.KEPT)

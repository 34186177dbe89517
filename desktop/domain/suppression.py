"""Small numbers kept out of a public paper, together with all that would give them away.

What is protected: counts of persons in the managed categories, and every other count so small
that it could name somebody. What 1 to 4 people have in common is known in a commune.

The rules, for figures by category and month, month after month:

- 1 to 4 is not shown; 0 and 5 or more are, unless showing them would give away a hidden one.
- A stock moves by what is added and reduced. Where one of these figures is hidden, everything
  that moved the stock in that month is hidden with it, so that both sides stay free; where only
  one side is known, nothing of that stock is shown from then on.
- A part is no larger than its whole: beside a hidden whole a part is hidden, and the reverse.
  What the part leaves over of the whole (not reached, not managed) is a count of persons as well:
  where that is 1 to 4 the part is hidden.
- What was hidden once stays hidden, whatever a correction put in its place.
- "Nothing" of what a plan wants to be nothing is always shown.

Which figures are hidden never depends on what comes later: an earlier public paper stays right
beside a later one. Sums over months and shares are shown only where all their figures are: they
tell nothing that was not told. Even for a reader who knows these rules a figure called small may
be any number from 1 to 4, and any other hidden one has four possible values or more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.plan_facts import month_before

LARGEST_SMALL = 4
_LEAST_APART = 2 * LARGEST_SMALL
"""The largest whole of which a part and what is left over cannot both be 5 or more by far."""

Cell = tuple[str, str]
"""A category and a month ("2026-10")."""


class Mark(StrEnum):
    """Why a figure is not shown: it is 1 to 4, or it would give such a one away."""

    SMALL = "small"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Balance:
    """A stock at the end of a month is that of the month before, more and less what moved it."""

    stock: str
    added: tuple[str, ...]
    reduced: tuple[str, ...]

    @property
    def flows(self) -> tuple[str, ...]:
        """Everything that moves the stock."""
        return (*self.added, *self.reduced)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A part that cannot be larger than its whole in the same month.

    ``before`` belongs to the whole as it stood a month earlier; ``mixed``: figures are taken away
    on one of the sides.
    """

    part: tuple[str, ...]
    whole: tuple[str, ...]
    before: tuple[str, ...] = ()
    mixed: bool = False

    @property
    def simple(self) -> bool:
        """One figure under a sum of others: the only form in which 1 to 4 stays wholly open."""
        return len(self.part) == 1 and not self.mixed


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures that public papers show until a month, with what ties them together.

    ``nothing_shown``: categories whose 0 is always shown. ``kept``: cells that are hidden whatever
    they hold now: they were small in an earlier closing, or are not closed yet.
    """

    values: Mapping[Cell, int]
    balances: tuple[Balance, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    nothing_shown: frozenset[str] = frozenset()
    kept: frozenset[Cell] = frozenset()


def is_small(value: int) -> bool:
    """Whether a number could name somebody."""
    return 1 <= value <= LARGEST_SMALL


def hidden_cells(figures: Figures) -> Mapping[Cell, Mark]:
    """The cells that no public paper shows, each with the reason that it gives."""
    months = sorted({month for _category, month in figures.values})
    parts = _connected(figures.balances)
    since: dict[str, str] = {}
    for category, month in figures.values:
        since[category] = min(month, since.get(category, month))
    found: dict[Cell, Mark] = {}
    locked: set[int] = set()
    for month in months:
        _OfMonth(figures, parts, since, month, found, locked).hide()
    return found


def related(categories: Iterable[str], figures: Figures) -> frozenset[str]:
    """The categories, and all that are tied to them by a balance or a ceiling."""
    found = set(categories)
    ties = [{one.stock, *one.flows} for one in figures.balances]
    ties += [{*one.part, *one.whole, *one.before} for one in figures.ceilings]
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


def _connected(balances: Sequence[Balance]) -> tuple[tuple[Balance, ...], ...]:
    """Balances that share a figure stand together."""
    groups: list[list[Balance]] = []
    for one in balances:
        names = {one.stock, *one.flows}
        touching = [g for g in groups if any(names & {b.stock, *b.flows} for b in g)]
        joined = [one, *(b for group in touching for b in group)]
        groups = [g for g in groups if g not in touching] + [joined]
    return tuple(tuple(group) for group in groups)


@dataclass(frozen=True)
class _OfMonth:
    """One month's figures while they are being hidden."""

    figures: Figures
    parts: tuple[tuple[Balance, ...], ...]
    since: Mapping[str, str]
    month: str
    found: dict[Cell, Mark]
    locked: set[int]
    before: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "before", month_before(self.month))

    def hide(self) -> None:
        """Hides what is small and was kept, then all that this asks for."""
        for (category, month), value in self.figures.values.items():
            if month != self.month:
                continue
            if is_small(value):
                self.found[category, month] = Mark.SMALL
            elif (category, month) in self.figures.kept:
                self._keep([category])
        while self._spread():
            pass

    def _spread(self) -> bool:
        """One round; whether it hid anything more."""
        size = self._size()
        for number, part in enumerate(self.parts):
            self._balance(number, part)
        for one in self.figures.ceilings:
            self._ceiling(one)
        return self._size() != size

    def _size(self) -> tuple[int, int, int]:
        kept = sum(mark is Mark.KEPT for mark in self.found.values())
        return len(self.found), kept, len(self.locked)

    def _balance(self, number: int, part: tuple[Balance, ...]) -> None:
        everything = [name for one in part for name in (one.stock, *one.flows)]
        if number in self.locked:
            self._keep(everything)
            return
        if not any(self._tied(one) for one in part):
            return
        stocks = (cell for one in part for cell in self._stocks(one))
        unknown = any(cell in self.found or cell not in self.figures.values for cell in stocks)
        if not unknown and not any(self._hidden(name) for name in everything):
            return
        if len(part) == 1 and self._both_sides(part[0]):
            self._keep(part[0].flows)
            return
        self.locked.add(number)
        self._keep(everything)

    def _stocks(self, one: Balance) -> tuple[Cell, Cell]:
        return (one.stock, self.before), (one.stock, self.month)

    def _tied(self, one: Balance) -> bool:
        """Whether the stock was known in an earlier month: before that nothing ties its flows."""
        return self.since.get(one.stock, self.month) < self.month

    def _both_sides(self, one: Balance) -> bool:
        """Whether what adds and what reduces are both unknown to a reader this month.

        A figure that nobody entered is unknown as well.
        """
        return all(any(self._unknown(name) for name in side) for side in (one.added, one.reduced))

    def _unknown(self, name: str) -> bool:
        return (name, self.month) not in self.figures.values or self._can_hide(name)

    def _ceiling(self, one: Ceiling) -> None:
        earlier = any((name, self.before) in self.found for name in one.before)
        whole = earlier or any(self._hidden(name) for name in one.whole)
        over = None if whole else self._left_over(one)
        if not one.simple:
            told = over is not None and is_small(over)
            if whole or told or any(self._hidden(name) for name in one.part):
                self._keep(self._where((*one.part, *one.whole), bool))
        elif whole:
            self._keep(self._where(one.part, _is_large))
            self._free_whole(one)
        elif over is not None and self._gives_away(one, over):
            self._keep(one.part)
        else:
            self._free_whole(one)

    def _free_whole(self, one: Ceiling) -> None:
        """A part that is kept back may not be bounded by a whole that is shown."""
        if self.found.get((one.part[0], self.month)) is Mark.KEPT:
            self._keep(self._where(one.whole, _is_large))

    def _left_over(self, one: Ceiling) -> int | None:
        """What a part leaves of its whole; none where that is not known."""
        values = self.figures.values
        whole = [values.get((name, self.month)) for name in one.whole]
        whole += [values.get((name, self.before)) for name in one.before]
        part = [values.get((name, self.month)) for name in one.part]
        if one.mixed or None in whole or None in part:
            return None
        return sum(value or 0 for value in whole) - sum(value or 0 for value in part)

    def _gives_away(self, one: Ceiling, over: int) -> bool:
        """Whether a whole that is shown would tell what is left over, or the part by that.

        Under a whole of 5 to 8 every part between nothing and all of it is hidden alike: fewer
        than four numbers would be possible otherwise.
        """
        part = self.figures.values[one.part[0], self.month]
        return part > 0 and (is_small(over) or 0 < over <= _LEAST_APART - part)

    def _where(self, names: Iterable[str], wanted: Callable[[int], bool]) -> Iterator[str]:
        values = self.figures.values
        return (name for name in names if wanted(values.get((name, self.month), 0)))

    def _hidden(self, name: str) -> bool:
        return (name, self.month) in self.found

    def _can_hide(self, name: str) -> bool:
        value = self.figures.values.get((name, self.month))
        return value is not None and not (value == 0 and name in self.figures.nothing_shown)

    def _keep(self, names: Iterable[str]) -> None:
        for name in names:
            if self._can_hide(name):
                self.found[name, self.month] = Mark.KEPT


def _is_large(value: int) -> bool:
    return value > LARGEST_SMALL

"""An attacker on public papers: knows what is printed and what ties figures, and looks for more.

Written apart from what hides figures: bounds are narrowed along linear relations, and what is
left is tried out number by number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from desktop.domain.suppression import Cell, Mark
from desktop.domain.suppression_order import Balance, Ceiling

Bounds = dict[Cell, tuple[int, int]]
MOST = 40
"""Larger numbers than this are not tried: what is possible so far is enough to know."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum of cells with signs that lies from ``low`` to ``high``."""

    terms: tuple[tuple[int, Cell], ...]
    low: int
    high: int


def relations(
    months: Sequence[str],
    values: Mapping[Cell, int],
    balances: Sequence[Balance] = (),
    ceilings: Sequence[Ceiling] = (),
) -> Iterator[Relation]:
    """What everybody knows: how a stock moves, and that no part is larger than its whole."""
    for one in balances:
        for before, month in pairwise(months):
            terms = (
                (1, (one.stock, month)),
                (-1, (one.stock, before)),
                *((-1, (name, month)) for name in one.added),
                *((1, (name, month)) for name in one.reduced),
            )
            if all(cell in values for _sign, cell in terms):
                yield Relation(terms, 0, 0)
    for tie in ceilings:
        for month in months:
            terms = (
                *((1, (name, month)) for name in tie.whole),
                *((-1, (name, month)) for name in tie.part),
            )
            if all(cell in values for _sign, cell in terms):
                yield Relation(terms, 0, 100 * MOST)


def possible(
    values: Mapping[Cell, int],
    hidden: Mapping[Cell, Mark],
    known: Sequence[Relation],
    wanted: Cell,
    *,
    enough: int = MOST,
) -> set[int]:
    """The numbers that a hidden cell may hold for all that the attacker can tell.

    Where so many as are ``enough`` were found no more are looked for.
    """
    start: Bounds = {}
    for cell, value in values.items():
        match hidden.get(cell):
            case None:
                start[cell] = (value, value)
            case Mark.SMALL:
                start[cell] = (1, 4)
            case Mark.KEPT:
                start[cell] = (0, MOST)
    low, high = start[wanted]
    tried = range(low, min(high, values[wanted] + 8) + 1)
    fits = (number for number in tried if _solved({**start, wanted: (number, number)}, known))
    return set(islice(fits, enough))


def _solved(bounds: Bounds, known: Sequence[Relation]) -> bool:
    """Whether numbers within the bounds meet every relation."""
    narrowed = _narrowed(bounds, known)
    if narrowed is None:
        return False
    free = [cell for cell, (low, high) in narrowed.items() if low < high]
    if not free:
        return True
    cell = min(free, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[cell]
    return any(_solved({**narrowed, cell: (n, n)}, known) for n in range(low, high + 1))


def _narrowed(bounds: Bounds, known: Sequence[Relation]) -> Bounds | None:
    found = dict(bounds)
    moved = True
    while moved:
        moved = False
        for one in known:
            for sign, cell in one.terms:
                low, high = _left_for(one, cell, found)
                if sign < 0:
                    low, high = -high, -low
                old = found[cell]
                new = max(old[0], low), min(old[1], high)
                if new[0] > new[1]:
                    return None
                if new != old:
                    found[cell] = new
                    moved = True
    return found


def _left_for(one: Relation, cell: Cell, bounds: Bounds) -> tuple[int, int]:
    """The bounds of a signed term, from those of the others."""
    least = most = 0
    for sign, name in one.terms:
        if name != cell:
            low, high = bounds[name]
            least += low if sign > 0 else -high
            most += high if sign > 0 else -low
    return one.low - most, one.high - least

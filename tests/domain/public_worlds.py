"""Made-up months of a plan's counts that keep everything the plan ties, and papers about them."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop.domain.plans import Growth, PlanPack
from desktop.domain.public_figures import ties
from desktop.domain.suppression import Cell, Figures, Mark, related
from desktop.domain.suppression_order import Ceiling
from tests.domain.attacker import Relation, possible

MONTHS = ("2026-01", "2026-02", "2026-03")


def wholes_first(pack: PlanPack) -> Iterator[str]:
    """The counts of a plan, each after all that it is a part of."""
    left = {one.id for one in pack.counts}
    above: dict[str, set[str]] = {}
    for one in ties((pack,), {}).ceilings:
        for name in one.part:
            above.setdefault(name, set()).update(one.whole)
    while left:
        free = sorted(name for name in left if not above.get(name, set()) & left)
        left -= set(free)
        yield from free


def a_world(pack: PlanPack, chance: random.Random) -> dict[Cell, int]:
    """Figures of three months: parts within their wholes, stocks moved by what moves them."""
    bare = ties((pack,), {})
    values: dict[Cell, int] = {}
    for name in wholes_first(pack):
        size = chance.choice((3, 7, 9, 14, 24))
        for month in MONTHS:
            values[name, month] = _up_to(_room(bare.ceilings, values, name, month, size), chance)
    for balance in bare.balances:
        for before, month in pairwise(MONTHS):
            net = values[balance.stock, month] - values[balance.stock, before]
            more = chance.choice((0, 0, 1, 3, 6))
            _spread(values, balance.added, month, max(net, 0) + more)
            _spread(values, balance.reduced, month, max(-net, 0) + more)
    for growth in pack.growths:
        _grow(values, growth, chance)
    return values


def _room(
    ceilings: Iterable[Ceiling], values: Mapping[Cell, int], name: str, month: str, size: int
) -> int:
    """How much a category may hold at most."""
    for one in ceilings:
        if name in one.part:
            whole = sum(values[other, month] for other in one.whole)
            taken = sum(values.get((other, month), 0) for other in one.part if other != name)
            size = min(size, max(whole - taken, 0))
    return size


def _up_to(most: int, chance: random.Random) -> int:
    """A number: often nothing, all, nearly all, or few."""
    few = (0, 1, 2, 4, 5, most, most - 1, most - 3, chance.randint(0, most))
    return min(max(chance.choice(few), 0), most)


def _spread(values: dict[Cell, int], names: Sequence[str], month: str, total: int) -> None:
    for place, name in enumerate(names):
        values[name, month] = total if place == 0 else 0


def _grow(values: dict[Cell, int], one: Growth, chance: random.Random) -> None:
    total = values[one.stock, MONTHS[0]] + 20
    values[one.total, MONTHS[0]] = total
    for before, month in pairwise(MONTHS):
        net = values[one.stock, month] - values[one.stock, before]
        gone = max(-net, 0) + chance.choice((0, 1, 3, 6))
        _spread(values, one.reduced_by, month, gone)
        total += net + gone
        values[one.total, month] = total


def known_ties(pack: PlanPack, values: Mapping[Cell, int]) -> Iterator[Relation]:
    """What everybody who reads the plan knows about its figures."""
    bare = ties((pack,), {})
    for one in bare.balances:
        signs = [(1, one.stock), *((-1, n) for n in one.added), *((1, n) for n in one.reduced)]
        yield from _moved(signs, [(-1, one.stock)], values)
    for growth in pack.growths:
        signs = [(1, growth.stock), (-1, growth.total), *((1, n) for n in growth.reduced_by)]
        yield from _moved(signs, [(-1, growth.stock), (1, growth.total)], values)
    for tie in bare.ceilings:
        for month in MONTHS:
            terms = ceiling_terms(tie, month)
            if all(cell in values for _sign, cell in terms):
                yield Relation(terms, 0, 4000)


def ceiling_terms(tie: Ceiling, month: str) -> tuple[tuple[int, Cell], ...]:
    """What the parts leave of their whole, as a sum."""
    whole = ((1, (name, month)) for name in tie.whole)
    return (*whole, *((-1, (name, month)) for name in tie.part))


def _moved(
    now: Sequence[tuple[int, str]], then: Sequence[tuple[int, str]], values: Mapping[Cell, int]
) -> Iterator[Relation]:
    for before, month in pairwise(MONTHS):
        terms = tuple((sign, (name, month)) for sign, name in now)
        terms += tuple((sign, (name, before)) for sign, name in then)
        if all(cell in values for _sign, cell in terms):
            yield Relation(terms, 0, 0)


@dataclass(frozen=True)
class Papers:
    """Figures as they stood one after the other, and what each public paper hid of them."""

    pack: PlanPack
    states: tuple[Mapping[Cell, int], ...]
    hidden: tuple[Mapping[Cell, Mark], ...]

    def found_out(self) -> Iterator[tuple[Cell, set[int]]]:
        """Hidden or small figures for which a reader of all papers has too few numbers left."""
        values, marks, relations = self._joined()
        left = dict(self._left(values, marks))
        for cell, (over, terms) in left.items():
            values[cell], marks[cell] = over, Mark.KEPT
            relations.append(Relation(((-1, cell), *terms), 0, 0))
        for cell, mark in marks.items():
            near = self._near(cell, relations)
            inside = {one: values[one] for one in near}
            known = self._within(relations, near)
            found = possible(inside, marks, known, cell, enough=4)
            if found == {values[cell]} == {0}:
                continue  # There was nothing, and a whole of nothing says so: that names nobody.
            if len(found) < 4 or (mark is Mark.SMALL and found != {1, 2, 3, 4}):
                yield cell, found

    def _joined(self) -> tuple[dict[Cell, int], dict[Cell, Mark], list[Relation]]:
        """All papers as one: a figure that was corrected is another one than before."""
        values: dict[Cell, int] = {}
        marks: dict[Cell, Mark] = {}
        shown: set[Cell] = set()
        relations: dict[Relation, None] = {}
        first: Mapping[Cell, int] = self.states[0]
        for number, (state, hidden) in enumerate(zip(self.states, self.hidden, strict=True)):
            # A figure that is blank now was not told to be another one.
            whole = {**first, **state} if number else state
            alias = {
                cell: cell if first.get(cell) == value else (cell[0], f"{cell[1]}/{number}")
                for cell, value in whole.items()
            }
            for cell, value in state.items():
                values[alias[cell]] = value
                if cell not in hidden:
                    shown.add(alias[cell])
                elif marks.get(alias[cell]) is not Mark.SMALL:
                    marks[alias[cell]] = hidden[cell]
            for one in known_ties(self.pack, whole):
                terms = tuple((sign, alias[cell]) for sign, cell in one.terms)
                relations[replace(one, terms=terms)] = None
        hidden_ones = {cell: mark for cell, mark in marks.items() if cell not in shown}
        return values, hidden_ones, list(relations)

    def _left(
        self, values: Mapping[Cell, int], marks: Mapping[Cell, Mark]
    ) -> Iterator[tuple[Cell, tuple[int, tuple[tuple[int, Cell], ...]]]]:
        """What parts leave of their whole where that is 1 to 4: printed nowhere, and so hidden."""
        for number, one in enumerate(ties((self.pack,), {}).ceilings):
            for month in MONTHS:
                terms = ceiling_terms(one, month)
                if all(cell in values for _sign, cell in terms):
                    over = sum(sign * values[cell] for sign, cell in terms)
                    parts = sum(values[name, month] for name in one.part)
                    if 1 <= over <= 4 and parts:
                        yield (f"left {number}", month), (over, terms)

    def _near(self, cell: Cell, relations: Iterable[Relation]) -> set[Cell]:
        found, grown = {cell}, True
        ties_of = [{name for _sign, name in one.terms} for one in relations]
        while grown:
            more = {name for tie in ties_of if tie & found for name in tie} - found
            found |= more
            grown = bool(more)
        return found

    def _within(self, relations: Iterable[Relation], near: set[Cell]) -> list[Relation]:
        return [one for one in relations if one.terms[0][1] in near]


def corrected(pack: PlanPack, values: Mapping[Cell, int], chance: random.Random) -> dict[Cell, int]:
    """The figures with those of one family in one month drawn anew, or one of them blank."""
    bare = ties((pack,), {})
    tied = sorted(tied_names(bare))
    family, month = related((chance.choice(tied),), bare), chance.choice(MONTHS[1:])
    new = dict(values)
    if chance.random() < 0.5:
        new.pop((chance.choice(sorted(family)), month))
        return new
    other = a_world(pack, chance)
    new.update({cell: other[cell] for cell in new if cell[0] in family and cell[1] >= month})
    for one in bare.balances:
        if one.stock in family:
            before = MONTHS[MONTHS.index(month) - 1]
            net = new[one.stock, month] - new[one.stock, before]
            more = chance.choice((0, 1, 3, 6))
            _spread(new, one.added, month, max(net, 0) + more)
            _spread(new, one.reduced, month, max(-net, 0) + more)
    return new


def tied_names(figures: Figures) -> frozenset[str]:
    """The categories that something ties to others."""
    found = {name for one in figures.balances for name in one.names}
    return frozenset(found.union(*(one.names for one in figures.ceilings)))


def figures_of(pack: PlanPack, values: Mapping[Cell, int]) -> Figures:
    """The figures of a plan's counts with their ties."""
    return ties((pack,), values)

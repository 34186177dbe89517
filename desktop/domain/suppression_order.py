"""In which order the figures of a public paper are decided on: wholes, parts, movements.

Each step may look at what the steps before it have shown and at nothing else; what cannot be put
in such an order is never told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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

    @property
    def names(self) -> frozenset[str]:
        """The stock and all that moves it."""
        return frozenset((self.stock, *self.flows))


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Parts that exclude each other, and together are no more than their whole in a month."""

    part: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """Parts and whole."""
        return frozenset((*self.part, *self.whole))


@dataclass(frozen=True, slots=True)
class Order:
    """The order of the decisions.

    ``groups``: categories decided on together, wholes before their parts. ``balances``: stocks
    that are decided on before their movements; ``alone``: stocks decided on with them, and so
    apart from all else. ``never``: what is not told at all. ``placed``: all these; whatever else
    there is stands by itself.
    """

    groups: tuple[tuple[str, ...], ...]
    ceilings: tuple[Ceiling, ...]
    balances: tuple[Balance, ...]
    alone: tuple[Balance, ...]
    never: frozenset[str]
    placed: frozenset[str]


def order_of(
    balances: Sequence[Balance],
    ceilings: Sequence[Ceiling],
    nothing_shown: frozenset[str],
    never: frozenset[str],
) -> Order:
    """The order in which figures tied like this can be decided on."""
    under = frozenset(name for one in ceilings for name in one.names)
    plain, alone, untold = [], [], set(never)
    for one in balances:
        if _shares(one, balances) or (
            _is_alone(one, nothing_shown) and one.names & (under | never)
        ):
            untold |= one.names
        elif _is_alone(one, nothing_shown):
            alone.append(one)
        else:
            plain.append(one)
            untold |= under & set(one.flows)
    moved = {name for one in plain for name in one.flows} | {n for one in alone for n in one.names}
    groups, knotted = _in_order(_groups(ceilings), ceilings)
    untold |= knotted
    kept = [tuple(name for name in group if name not in moved | untold) for group in groups]
    return Order(
        tuple(group for group in kept if group),
        tuple(ceilings),
        tuple(plain),
        tuple(alone),
        frozenset(untold),
        frozenset(under | untold | moved),
    )


def _is_alone(one: Balance, nothing_shown: frozenset[str]) -> bool:
    """Whether a hidden movement cannot be kept by hiding the movements of its month alone."""
    return not one.added or not one.reduced or bool(one.names & nothing_shown)


def _shares(one: Balance, balances: Iterable[Balance]) -> bool:
    return any(other is not one and one.names & other.names for other in balances)


def _groups(ceilings: Sequence[Ceiling]) -> list[tuple[str, ...]]:
    """Categories that are parts together of some whole; every other one by itself."""
    groups = [{name} for one in ceilings for name in one.whole]
    groups += [set(one.part) for one in ceilings]
    joined: list[set[str]] = []
    for group in groups:
        touching = [other for other in joined if other & group]
        joined = [other for other in joined if not other & group]
        joined.append(group.union(*touching))
    return [tuple(sorted(group)) for group in joined]


def _in_order(
    groups: Sequence[tuple[str, ...]], ceilings: Sequence[Ceiling]
) -> tuple[list[tuple[str, ...]], set[str]]:
    """Wholes before their parts; what is a part of itself, by whatever way, stands apart."""
    left, found, placed = list(groups), list[tuple[str, ...]](), set[str]()
    while left:
        free = [group for group in left if _wholes(group, ceilings) <= placed]
        if not free:
            return found, {name for group in left for name in group}
        found += free
        placed.update(name for group in free for name in group)
        left = [group for group in left if group not in free]
    return found, set()


def _wholes(group: tuple[str, ...], ceilings: Iterable[Ceiling]) -> set[str]:
    return {name for one in ceilings if set(one.part) & set(group) for name in one.whole}

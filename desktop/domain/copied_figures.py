"""Counts of one unit that look taken from another's, in whole or all but very few of them.

Small numbers agree by chance, so that only figures that are many and partly large tell anything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.expected_units import UnitId

FIGURES_TO_TELL = 6
"""Figures above 0 that agree before counts of two units look copied."""
LARGE = 10
LARGE_TO_TELL = 2
"""Of these, how many are 10 or more: small numbers agree by chance."""
AGREEING_TO_ONE_OTHER = 10
"""Figures above 0 that agree for each one that may differ in what still looks copied."""
MOST_DIFFERING = 3

Counts = Mapping[str, int]
"""The counts that a unit knows, by category."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Counts of ``unit`` beside those of ``other``: how many above 0 agree, how many differ."""

    unit: UnitId
    other: UnitId
    figures: int
    differing: int


def likenesses(now: Mapping[UnitId, Counts], others: Mapping[UnitId, Counts]) -> Iterator[Likeness]:
    """For every unit the other ones that its counts are those of, the nearest first."""
    holding: dict[tuple[str, int], list[UnitId]] = defaultdict(list)
    for other, counts in others.items():
        for figure in _large(counts):
            holding[figure].append(other)
    for unit, counts in now.items():
        # Who shares too few large figures needs no comparing: most pairs share none.
        shared = Counter(one for figure in _large(counts) for one in holding.get(figure, ()))
        near = [
            found
            for other, number in shared.items()
            if other != unit and number >= LARGE_TO_TELL
            if (found := _likeness(unit, other, counts, others[other])) is not None
        ]
        yield from sorted(near, key=lambda one: (one.differing, one.other))


def _large(counts: Counts) -> Sequence[tuple[str, int]]:
    return [(name, value) for name, value in counts.items() if value >= LARGE]


def _likeness(unit: UnitId, other: UnitId, own: Counts, theirs: Counts) -> Likeness | None:
    agreeing = [value for name, value in own.items() if value > 0 and theirs.get(name) == value]
    differing = sum(own.get(name) != theirs.get(name) for name in own.keys() | theirs.keys())
    figures = len(agreeing)
    allowed = min(figures // AGREEING_TO_ONE_OTHER, MOST_DIFFERING)
    enough = figures >= FIGURES_TO_TELL
    return Likeness(unit, other, figures, differing) if enough and differing <= allowed else None

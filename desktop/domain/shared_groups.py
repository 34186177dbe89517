"""Residential groups that stand in the reports of two units: their figures are added up twice.

A group is known by its identity, which it keeps when its commune becomes part of another one. So
where the new unit and a former one report the same days, each for itself, every session, model
and group-month of theirs is in the totals twice. Nothing is taken out by itself: a person decides
which of the reports holds.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.expected_units import UnitId


@dataclass(frozen=True, slots=True)
class SharedGroups:
    """How many ``groups`` of a unit stand in the report of ``other``, which is before it in the
    list, too."""

    unit: UnitId
    other: UnitId
    groups: int


def shared_groups(
    order: Iterable[UnitId], groups: Mapping[UnitId, Collection[str]]
) -> Iterator[SharedGroups]:
    """Each unit beside those before it that reported its groups first; ``groups`` are identities.

    ``order`` is that of the list.
    """
    first: dict[str, UnitId] = {}
    seen: list[UnitId] = []
    for unit in order:
        common = Counter(first.setdefault(group, unit) for group in groups[unit])
        del common[unit]
        for other in sorted(common, key=seen.index):
            yield SharedGroups(unit, other, common[other])
        seen.append(unit)


def apart(
    unit: UnitId,
    other: UnitId,
    *,
    heirs: Mapping[UnitId, UnitId | None],
    months: Mapping[UnitId, Collection[str]],
) -> bool:
    """Whether two units with groups in common report different days of a longer period.

    ``months`` are those that a unit's figures are made of, for each unit without a report of the
    period itself; ``heirs`` the unit that took the place of another of these.
    """
    stand_for = {heirs.get(one) or one for one in (unit, other)}
    composed = unit in months or other in months
    both = set(months.get(unit, ())) & set(months.get(other, ()))
    return composed and len(stand_for) == 1 and not both

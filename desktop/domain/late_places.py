"""Whose months the late slips of all units belong to, in figures that are made of months.

A slip counts once, in the month of its real day: among the months of the unit that reported it,
else among those of a unit that went into that one, whose groups it names. Another former unit
whose groups it names too may meet its duty by it.

After a merger a slip for the whole commune names no former unit: it is activity, once, of the
first of them that sent the month, and meets the duty of those whose committee lets such activity
meet it. So does one that names only groups that none of them had, as soon as all who were there
on its day have sent the month; it meets no duty. A slip whose month is not there, or that lies
before the period, is in no figure and is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.expected_units import UnitId
from desktop.domain.periods import Period
from desktop.domain.sessions import OutreachSession
from desktop.domain.unit_figures import UnitFigures

_Slips = Sequence[OutreachSession]
_Found = dict[str, OutreachSession]


@dataclass(frozen=True, slots=True)
class LateSlips:
    """The late slips of a unit: ``counted`` add to its figures, ``credited`` count with another
    unit and may meet this one's duty, ``named`` are in no figure."""

    counted: tuple[OutreachSession, ...] = ()
    credited: tuple[OutreachSession, ...] = ()
    named: tuple[OutreachSession, ...] = ()


def place_late_slips(
    period: Period,
    months: Mapping[UnitId, Sequence[UnitFigures]],
    later: Mapping[UnitId, _Slips] | None = None,
    heirs: Mapping[UnitId, Sequence[UnitId]] | None = None,
) -> Mapping[UnitId, LateSlips]:
    """The late slips of each unit whose figures are made of ``months``.

    ``later`` are by unit the slips that its reports of months after the period name; ``heirs``
    the units that one went into, one after the other. A slip that stands in its own month by now,
    as a correction makes it, counts there and nowhere else.
    """
    placing = _Placing(months, heirs or {})
    for unit in sorted(months):
        for slip in (slip for one in months[unit] for slip in one.late):
            placing.place(unit, slip)
    for unit, slips in sorted((later or {}).items()):
        for slip in slips:
            if slip.held_on in period:
                placing.place(unit, slip)
    return {unit: placing.of(unit) for unit in months}


class _Placing:
    """Slips as they find their unit."""

    def __init__(
        self,
        months: Mapping[UnitId, Sequence[UnitFigures]],
        heirs: Mapping[UnitId, Sequence[UnitId]],
    ) -> None:
        self._months, self._heirs = months, heirs
        self._counted: dict[UnitId, _Found] = {unit: {} for unit in months}
        self._credited: dict[UnitId, _Found] = {unit: {} for unit in months}
        self._named: dict[UnitId, _Found] = {unit: {} for unit in months}

    def place(self, reporter: UnitId, slip: OutreachSession) -> None:
        """Puts a slip where it counts, else where it is named."""
        family = self._family(reporter)
        if any(slip.id in one.session_ids for unit in family for one in self._months[unit]):
            return
        whose = [
            unit
            for unit in family
            if any(
                one.holds(slip.held_on) and (unit == reporter or _of_its_groups(one, slip))
                for one in self._months[unit]
            )
        ]
        if not whose and self._of_nobodys_groups(reporter, slip):
            whose = [unit for unit in family if self._has_day(unit, slip)][:1]
        if whose:
            self._counted[whose[0]][slip.id] = slip
            for unit in whose[1:]:
                self._credited[unit][slip.id] = slip
        elif family:
            self._named[family[0]][slip.id] = slip

    def _of_nobodys_groups(self, reporter: UnitId, slip: OutreachSession) -> bool:
        """Whether all whose month a slip may belong to have sent it, and none has its groups."""
        there = [
            unit
            for unit, heirs in self._heirs.items()
            if reporter in heirs
            and _existed(unit, slip)
            and not any(_existed(heir, slip) for heir in heirs)
        ]
        return bool(there) and all(self._has_day(unit, slip) for unit in there)

    def _has_day(self, unit: UnitId, slip: OutreachSession) -> bool:
        return any(one.holds(slip.held_on) for one in self._months.get(unit, ()))

    def of(self, unit: UnitId) -> LateSlips:
        """The slips of a unit."""
        return LateSlips(
            tuple(self._counted[unit].values()),
            tuple(self._credited[unit].values()),
            tuple(self._named[unit].values()),
        )

    def _family(self, reporter: UnitId) -> list[UnitId]:
        """The unit itself, then those that went into it."""
        former = sorted(one for one in self._months if reporter in self._heirs.get(one, ()))
        return [*([reporter] if reporter in self._months else []), *former]


def _existed(unit: UnitId, slip: OutreachSession) -> bool:
    return unit.valid_from <= slip.held_on


def _of_its_groups(month: UnitFigures, slip: OutreachSession) -> bool:
    return slip.commune_wide or not month.group_ids.isdisjoint(slip.group_ids)

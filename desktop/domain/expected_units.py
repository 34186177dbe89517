"""The units that a superior expects reports from, and who reports a month in which units merged.

A unit is known by its code together with the day from which it is valid: the codes of 2025 were
reused from older units.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.domain.text import sort_key, tidy

CODE_LIMIT = 20


class UnitId(NamedTuple):
    """What tells one unit from every other: the official code and the day it is valid from."""

    code: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class ExpectedUnit:
    """A unit of the superior's list.

    It exists from ``valid_from`` up to, not including, ``valid_until`` (none: to this day);
    ``successor_code`` is the unit it went into. ``position`` is its place in the list.
    """

    code: str
    name: str
    valid_from: date
    valid_until: date | None = None
    successor_code: str = ""
    kind: str = ""
    position: int = 0

    @property
    def unit(self) -> UnitId:
        """Its identity."""
        return UnitId(self.code, self.valid_from)

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def reports(self, period: Period) -> bool:
        """Whether the report of a period is this unit's: it exists on the closing date.

        So a merger inside a period makes the successor report the whole of it.
        """
        return self.exists_on(period.last_day)


def list_order(unit: ExpectedUnit) -> tuple[int, str, str, date]:
    """The order of the list; units without a place of their own stand by name."""
    return unit.position, sort_key(unit.name), unit.code, unit.valid_from


def successor_of(units: Sequence[ExpectedUnit], unit: ExpectedUnit) -> ExpectedUnit | None:
    """The unit that one went into: it bears the successor's code on the day of the merger."""
    ended = unit.valid_until
    if ended is None or not unit.successor_code:
        return None
    found = (one for one in units if one.code == unit.successor_code and one.exists_on(ended))
    return next(found, None)


def heirs_of(units: Sequence[ExpectedUnit], unit: ExpectedUnit) -> tuple[UnitId, ...]:
    """The units that one went into, one after the other."""
    found: list[UnitId] = []
    heir = successor_of(units, unit)
    while heir is not None and heir.unit not in found:
        found.append(heir.unit)
        heir = successor_of(units, heir)
    return tuple(found)


def reporter_of(
    units: Sequence[ExpectedUnit], unit: ExpectedUnit, period: Period
) -> ExpectedUnit | None:
    """Who reports a period for the area of a unit: itself, or the last successor existing then.

    None before the unit existed, and where nobody took its place.
    """
    if period.last_day < unit.valid_from:
        return None
    seen: set[UnitId] = set()
    found: ExpectedUnit | None = unit
    while found is not None and not found.reports(period):
        if found.unit in seen:
            return None
        seen.add(found.unit)
        found = successor_of(units, found)
    return found


def lacking_months(
    units: Sequence[ExpectedUnit], months: Sequence[Period], held: Mapping[UnitId, Sequence[str]]
) -> Mapping[UnitId, tuple[str, ...]]:
    """By unit the months whose reports its figures of a longer period lack.

    ``held`` are the months that there are. A unit owes the months at whose end it existed; for a
    former unit that sent none of its own the one that took its place lacks them, unless it sent
    them itself. One that is in no list owes all.
    """
    listed = {one.unit: one for one in units}
    found = {
        unit: [
            month.id
            for month in months
            if month.id not in there and (unit not in listed or listed[unit].reports(month))
        ]
        for unit, there in held.items()
    }
    for former in units:
        heir = next((one for one in heirs_of(units, former) if one in held), None)
        if former.unit not in held and heir is not None:
            found[heir] += [
                month.id
                for month in months
                if former.reports(month) and month.id not in (*held[heir], *found[heir])
            ]
    return {unit: tuple(sorted(some)) for unit, some in found.items() if some}


def check_units(units: Sequence[ExpectedUnit]) -> tuple[Problem, ...]:
    """What is wrong with a list: the field is the unit's code."""
    by_code: dict[str, list[ExpectedUnit]] = {}
    for unit in units:
        by_code.setdefault(unit.code, []).append(unit)
    return tuple(problem for unit in units for problem in _wrong(unit, by_code))


def _wrong(unit: ExpectedUnit, by_code: Mapping[str, Sequence[ExpectedUnit]]) -> Iterator[Problem]:
    if not unit.code.isascii() or not unit.code.isalnum() or len(unit.code) > CODE_LIMIT:
        yield Problem("unit_code_wrong", unit.code, details={"name": unit.name})
    if not tidy(unit.name):
        yield Problem("name_missing", unit.code)
    if unit.valid_until is not None and unit.valid_until <= unit.valid_from:
        yield Problem("unit_ends_before_it_begins", unit.code, details={"name": unit.name})
    if any(one is not unit and _overlap(unit, one) for one in by_code[unit.code]):
        yield Problem("unit_twice", unit.code, details={"name": unit.name})
    if unit.successor_code and unit.valid_until is None:
        yield Problem("unit_successor_without_day", unit.code, details={"name": unit.name})
    elif unit.successor_code and not successor_of(by_code.get(unit.successor_code, ()), unit):
        yield Problem(
            "unit_successor_unknown",
            unit.code,
            details={"name": unit.name, "successor": unit.successor_code},
        )


def _overlap(unit: ExpectedUnit, other: ExpectedUnit) -> bool:
    """Whether two units of one code exist at the same time."""
    return (unit.valid_until is None or other.valid_from < unit.valid_until) and (
        other.valid_until is None or unit.valid_from < other.valid_until
    )

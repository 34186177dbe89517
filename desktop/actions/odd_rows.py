"""What units have in common and should not, as it is looked at when their reports come.

Rows of allocated tables that units chose, and residential groups that two of them report.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.package_figures import package_figures
from desktop.actions.periods import month_holding, neighbour_month, period_named
from desktop.actions.plans import plan_of_month
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import ReceivedPackage, active_packages
from desktop.db.unit_queries import expected_units
from desktop.domain.across_units import Finding, in_list_order, odd_rows, same_groups
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import PeriodKind
from desktop.domain.unit_figures import UnitFigures, read_unit_figures


@dataclass(frozen=True, slots=True)
class OddRow:
    """A finding about rows or groups, with the names of its unit and of the other one, if any."""

    finding: Finding
    period: str
    unit: str
    other: str = ""


def odd_rows_of(desk: Desk, counted: Sequence[tuple[ReceivedPackage, bytes]]) -> tuple[OddRow, ...]:
    """What is odd about the rows and groups of units whose reports come in now, by period.

    ``counted`` are the packages that count, each with its packed snapshot.
    """
    by_period: dict[str, dict[UnitId, bytes]] = {}
    for package, packed in counted:
        by_period.setdefault(package.period, {})[_unit(package)] = packed
    found = [
        (period, one)
        for period, new in sorted(by_period.items())
        for one in _odd_in(desk, period, new)
    ]
    return _named(desk, [package for package, _packed in counted], found)


def same_groups_of(desk: Desk, package: ReceivedPackage) -> tuple[OddRow, ...]:
    """The groups that others report too, beside a package of which a person let the figures count.

    Nothing where it does not count.
    """
    now, unit = _in_force(desk, package.period), _unit(package)
    order = in_list_order(expected_units(desk.store), now)
    pairs = [one for one in same_groups(order, now) if unit in (one.unit, one.other)]
    return _named(desk, [package], [(package.period, one) for one in pairs])


def _named(
    desk: Desk, coming: Sequence[ReceivedPackage], found: Sequence[tuple[str, Finding]]
) -> tuple[OddRow, ...]:
    """Findings by their period, each with the names of its units: those of the list before those
    that a package says."""
    if not found:
        return ()
    packages = (*active_packages(desk.store), *coming)
    names = {_unit(one): one.unit_name or one.unit_code for one in packages}
    names |= {one.unit: one.name for one in expected_units(desk.store)}
    return tuple(
        OddRow(one, period, names[one.unit], names[one.other] if one.other else "")
        for period, one in found
    )


def _odd_in(desk: Desk, period_id: str, new: Mapping[UnitId, bytes]) -> Iterable[Finding]:
    """The findings of a period in which a unit that comes now has a part."""
    period = period_named(desk, period_id)
    pack = plan_of_month(desk, month_holding(desk, period.last_day).id)
    now = {**_in_force(desk, period_id), **_read(new)}
    order = in_list_order(expected_units(desk.store), now)
    found = [*same_groups(order, now)]
    if pack is not None and pack.tables:
        monthly = period.kind is PeriodKind.MONTH
        before = _in_force(desk, neighbour_month(desk, period, -1).id) if monthly else {}
        found += odd_rows(order, now, before, pack)
    return [one for one in found if one.unit in new or one.other in new]


def _in_force(desk: Desk, period_id: str) -> Mapping[UnitId, UnitFigures]:
    """The figures that count of a period, by unit; each package is read once."""
    names = {
        unit: package.package_id
        for (unit, period), package in consolidation_of(desk).in_force.items()
        if period == period_id
    }
    known = package_figures(desk, names.values())
    return {unit: known[name] for unit, name in names.items()}


def _unit(package: ReceivedPackage) -> UnitId:
    return UnitId(package.unit_code, date.fromisoformat(package.valid_from))


def _read(packed: Mapping[UnitId, bytes]) -> dict[UnitId, UnitFigures]:
    return {unit: read_unit_figures(zlib.decompress(data)) for unit, data in packed.items()}

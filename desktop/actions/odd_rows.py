"""Rows of allocated tables that units chose, as they are looked at when their reports come."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.actions.board import figures_in_force
from desktop.actions.desk import Desk
from desktop.actions.periods import month_holding, neighbour_month, period_named
from desktop.actions.plans import plan_of_month
from desktop.db.received_queries import ReceivedPackage, active_packages
from desktop.db.unit_queries import expected_units
from desktop.domain.across_units import Finding, in_list_order, odd_rows
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import PeriodKind
from desktop.domain.unit_figures import UnitFigures, read_unit_figures


@dataclass(frozen=True, slots=True)
class OddRow:
    """A finding about a row, with the names of its unit and of the other one, if there is one."""

    finding: Finding
    period: str
    unit: str
    other: str = ""


def odd_rows_of(desk: Desk, counted: Sequence[tuple[ReceivedPackage, bytes]]) -> tuple[OddRow, ...]:
    """What is odd about the rows of units whose reports come in now, by period.

    ``counted`` are the packages that count, each with its packed snapshot. Nothing is read where
    the plan of the period allocates nothing.
    """
    by_period: dict[str, dict[UnitId, bytes]] = {}
    names = {_unit(one): one.unit_name or one.unit_code for one in active_packages(desk.store)}
    for package, packed in counted:
        by_period.setdefault(package.period, {})[_unit(package)] = packed
        names[_unit(package)] = package.unit_name or package.unit_code
    names |= {one.unit: one.name for one in expected_units(desk.store)}
    return tuple(
        OddRow(one, period, names[one.unit], names[one.other] if one.other else "")
        for period, new in sorted(by_period.items())
        for one in _odd_in(desk, period, new)
    )


def _odd_in(desk: Desk, period_id: str, new: Mapping[UnitId, bytes]) -> Iterable[Finding]:
    """The findings of a period in which a unit that comes now has a part."""
    period = period_named(desk, period_id)
    pack = plan_of_month(desk, month_holding(desk, period.last_day).id)
    if pack is None or not pack.tables:
        return ()
    now = {**figures_in_force(desk, period_id), **_read(new)}
    before: Mapping[UnitId, UnitFigures] = {}
    if period.kind is PeriodKind.MONTH:
        before = figures_in_force(desk, neighbour_month(desk, period, -1).id)
    order = in_list_order(expected_units(desk.store), now)
    found = odd_rows(order, now, before, pack)
    return [one for one in found if one.unit in new or one.other in new]


def _unit(package: ReceivedPackage) -> UnitId:
    return UnitId(package.unit_code, date.fromisoformat(package.valid_from))


def _read(packed: Mapping[UnitId, bytes]) -> dict[UnitId, UnitFigures]:
    return {unit: read_unit_figures(zlib.decompress(data)) for unit, data in packed.items()}

"""The months of units that late slips change, for a matrix and a trend.

A closed month stays as it was sent; a slip that a later report names counts by its real day in
figures over several months. Here stands what each month comes to with such slips, so that a
table of single months can mark where the sum over them is another one.
"""

from collections.abc import Iterable, Mapping, Sequence

from desktop.actions.board import expected_since
from desktop.actions.consolidated import RECEIVED, with_names
from desktop.actions.desk import Desk
from desktop.actions.package_figures import named_late_slips, package_figures
from desktop.actions.verdicts import consolidation_of
from desktop.db.unit_queries import expected_units
from desktop.domain.consolidated import Consolidated, consolidated
from desktop.domain.expected_units import UnitId, heirs_of
from desktop.domain.late_places import place_late_slips
from desktop.domain.late_slips import months_with_late_slips
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.plans import PlanPack
from desktop.domain.sessions import OutreachSession
from desktop.domain.unit_figures import UnitFigures
from desktop.exchange.consolidation import Consolidation

_Slips = Mapping[UnitId, Sequence[OutreachSession]]
_Heirs = Mapping[UnitId, Sequence[UnitId]]


def late_months(
    desk: Desk, series: Sequence[Consolidated], packs: Mapping[str, PlanPack | None]
) -> Mapping[str, Consolidated]:
    """Those of some months, one after the other, that late slips change, with them, by id.

    ``packs`` is by month the plan that its totals of objectives are made by; without any, the
    months say nothing of counts and objectives. Remembered until something changes.
    """
    months = " ".join(f"{one.period.id} {one.period.start}" for one in series)
    name = f"late months {months}; {' '.join(sorted(packs))}"
    return desk.store.remembered(name, RECEIVED, lambda: _late_months(desk, series, packs))


def _late_months(
    desk: Desk, series: Sequence[Consolidated], packs: Mapping[str, PlanPack | None]
) -> dict[str, Consolidated]:
    changed = _changed(desk, [one.period for one in series], packs)
    return {
        one.period.id: _with(desk, one, changed[one.period.id], packs.get(one.period.id))
        for one in series
        if one.period.id in changed
    }


def _with(
    desk: Desk, one: Consolidated, changed: Mapping[UnitId, UnitFigures], pack: PlanPack | None
) -> Consolidated:
    figures = {line.unit.unit: line.figures for line in one.sent if line.figures is not None}
    units, since = expected_units(desk.store), expected_since(desk)
    return with_names(
        desk, consolidated(one.period, units, {**figures, **changed}, pack=pack, since=since)
    )


def _changed(
    desk: Desk, periods: Sequence[Period], packs: Mapping[str, PlanPack | None]
) -> dict[str, dict[UnitId, UnitFigures]]:
    """By month the figures of the units that late slips change."""
    found = consolidation_of(desk)
    slips = _named(desk, found)
    if not slips:
        return {}
    units = expected_units(desk.store)
    heirs = {one.unit: heirs_of(units, one) for one in units}
    months = _months_of(desk, found, periods, slips, heirs)
    span = Period(periods[0].start, periods[-1].end, PeriodKind.AD_HOC, periods[-1].id)
    placed = place_late_slips(span, months, slips, heirs)
    changed: dict[str, dict[UnitId, UnitFigures]] = {}
    for unit, own in months.items():
        for month, figures in months_with_late_slips(own, placed[unit], packs).items():
            changed.setdefault(month, {})[unit] = figures
    return changed


def _named(desk: Desk, found: Consolidation) -> dict[UnitId, list[OutreachSession]]:
    """The late slips that reports in force name, by the unit that reported them."""
    units = {package.package_id: unit for (unit, _name), package in found.in_force.items()}
    slips: dict[UnitId, list[OutreachSession]] = {}
    for name, late in named_late_slips(desk, units).items():
        slips.setdefault(units[name], []).extend(late)
    return slips


def _months_of(
    desk: Desk, found: Consolidation, periods: Sequence[Period], slips: _Slips, heirs: _Heirs
) -> dict[UnitId, tuple[UnitFigures, ...]]:
    """The months in force that slips may belong to, of their units and those that went into these.

    Those beside the month of a slip's day are read too: a unit may count by other days, and the
    duty may have a calendar of its own.
    """
    wanted: dict[UnitId, set[str]] = {}
    for reporter, some in slips.items():
        family = (reporter, *(unit for unit, later in heirs.items() if reporter in later))
        near = set(_near(periods, some))
        for unit in family:
            wanted.setdefault(unit, set()).update(near)
    names = {
        (unit, one.id): found.in_force[unit, one.id].package_id
        for unit in sorted(wanted)
        for one in periods
        if one.id in wanted[unit] and (unit, one.id) in found.in_force
    }
    known = package_figures(desk, names.values())
    months: dict[UnitId, tuple[UnitFigures, ...]] = {}
    for (unit, _month), name in names.items():
        months[unit] = (*months.get(unit, ()), known[name])
    return months


def _near(periods: Sequence[Period], slips: Iterable[OutreachSession]) -> Iterable[str]:
    for slip in slips:
        for place, one in enumerate(periods):
            if slip.held_on in one:
                yield from (near.id for near in periods[max(place - 1, 0) : place + 2])

"""Months that were corrected after a unit closed the report that is in force for a later one."""

from collections import defaultdict
from collections.abc import Mapping

from desktop.actions.desk import Desk
from desktop.actions.package_figures import package_figures
from desktop.domain.count_lines import year_to_date
from desktop.domain.earlier_figures import CorrectedMonth, with_corrections
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.plan_facts import month_before, year_before
from desktop.domain.unit_figures import UnitFigures
from desktop.exchange.consolidation import Consolidation
from desktop.exchange.received import Received


def corrected_figures(
    desk: Desk, found: Consolidation, period: Period, figures: Mapping[UnitId, UnitFigures]
) -> dict[UnitId, UnitFigures]:
    """The figures of a month with the earlier months that they name as those are in force."""
    if period.kind is not PeriodKind.MONTH:
        return dict(figures)
    bases = {unit: found.in_force[unit, period.id] for unit in figures}
    corrected = _corrected(desk, found, bases, _named_by(period.id))
    return {
        unit: _with_corrections(one, period.id, corrected.get(unit, {}))
        for unit, one in figures.items()
    }


def corrected_composed(
    desk: Desk,
    found: Consolidation,
    held: Mapping[UnitId, Mapping[str, UnitFigures]],
) -> dict[UnitId, dict[str, UnitFigures]]:
    """The months that make up a longer period, the last one with its year to date as it is now."""
    lasts = {unit: max(months) for unit, months in held.items() if months}
    made = {unit: dict(months) for unit, months in held.items()}
    for last in sorted(set(lasts.values())):
        bases = {
            unit: found.in_force[unit, last]
            for unit, name in lasts.items()
            if name == last and (unit, last) in found.in_force
        }
        for unit, months in _corrected(desk, found, bases, year_to_date(last)[:-1]).items():
            made[unit][last] = _with_corrections(made[unit][last], last, months)
    return made


def _named_by(month: str) -> tuple[str, ...]:
    """The months that a month's report names: of its year, the one before, that of a year ago."""
    return tuple({*year_to_date(month)[:-1], month_before(month), *year_before((month,))})


def _with_corrections(
    figures: UnitFigures, month: str, months: Mapping[str, CorrectedMonth]
) -> UnitFigures:
    in_year = {name: one for name, one in months.items() if name in year_to_date(month)}
    (last_year,) = year_before((month,))
    return with_corrections(
        figures,
        in_year,
        before=months.get(month_before(month)),
        year_before=months.get(last_year),
    )


def _corrected(
    desk: Desk, found: Consolidation, bases: Mapping[UnitId, Received], months: tuple[str, ...]
) -> dict[UnitId, dict[str, CorrectedMonth]]:
    """By unit the months in force by a later package than its report, which knew an earlier one.

    Of another chain nobody can tell what the report knew: it stands as it is.
    """
    later: dict[tuple[UnitId, str], Received] = {}
    for unit, base in bases.items():
        for month in months:
            one = found.in_force.get((unit, month))
            if one is not None and _chain(one) == _chain(base) and one.sequence > base.sequence:
                later[unit, month] = one
    if not later:
        return {}
    known: dict[tuple[UnitId, str], Received] = {}
    for verdict in found.verdicts:
        one = verdict.package
        place = one.unit, one.period
        if place not in later or not verdict.counts or _chain(one) != _chain(bases[one.unit]):
            continue
        if one.sequence < bases[one.unit].sequence:
            former = known.get(place)
            if former is None or former.sequence < one.sequence:
                known[place] = one
    names = [one.package_id for place in known for one in (known[place], later[place])]
    read = package_figures(desk, names)
    made: defaultdict[UnitId, dict[str, CorrectedMonth]] = defaultdict(dict)
    for unit, month in sorted(known):
        before, now = known[unit, month], later[unit, month]
        made[unit][month] = CorrectedMonth(read[before.package_id], read[now.package_id])
    return made


def _chain(one: Received) -> tuple[str, str]:
    return one.install_id, one.branch_id

"""The figures of all units together: of a period, of the months of a year, and as they changed."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from desktop.actions.board import expected_since
from desktop.actions.corrected_months import corrected_composed, corrected_figures
from desktop.actions.desk import Desk
from desktop.actions.package_figures import Told, named_late_slips, package_figures
from desktop.actions.periods import month_holding
from desktop.actions.plans import plan_of_month
from desktop.actions.verdicts import consolidation_of, given_back_reports
from desktop.db import queries
from desktop.db.received_queries import (
    active_packages,
    received_snapshots,
)
from desktop.db.unit_queries import expected_units
from desktop.domain.canonical import parse
from desktop.domain.composed_figures import composed_figures, passed_on
from desktop.domain.consolidated import Consolidated, consolidated
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.expected_units import (
    ExpectedUnit,
    UnitId,
    heirs_of,
    lacking_months,
    list_order,
    reporter_of,
)
from desktop.domain.late_places import LateSlips, place_late_slips
from desktop.domain.periods import Period, PeriodKind, months_in, parse_period, year_months
from desktop.domain.sessions import OutreachSession
from desktop.domain.shared_groups import apart, shared_groups
from desktop.domain.snapshot import snapshot_content
from desktop.domain.unit_figures import UnitFigures
from desktop.exchange.consolidation import Consolidation

RECEIVED = frozenset(
    {
        "allocated_rows",
        "expected_units",
        "package_decisions",
        "plan_additions",
        "plan_choices",
        "plan_files",
        "received_packages",
        "receptions",
        "settings",
        "unit_keys",
        "unit_replies",
    }
)
"""The tables that consolidated figures are read from."""


def consolidated_of(desk: Desk, period: Period) -> ConsolidatedPeriod:
    """All units of a period together, from what is in force.

    A unit without a report of a longer period stands with its months, where it sent any. The
    result is remembered until something is received, decided or set.
    """
    name = f"consolidated {period.id} {period.start}"
    return desk.store.remembered(name, RECEIVED, lambda: _consolidated(desk, period))


def _consolidated(desk: Desk, period: Period) -> ConsolidatedPeriod:
    found = consolidation_of(desk)
    units = expected_units(desk.store)
    pack = plan_of_month(desk, month_holding(desk, period.last_day).id)
    months = month_names(desk, period)
    figures, months_of = _in_force(desk, found, period, months)
    heirs = {unit: _heir(units, unit, period) for unit in months_of.keys() - figures.keys()}
    reporting = frozenset({*figures, *months_of})
    held: dict[UnitId, dict[str, UnitFigures]] = {}
    there: dict[UnitId, tuple[str, ...]] = {}
    for unit, heir in sorted(heirs.items()):
        since_heir = _heir_since(desk, found, heir, period) or "" if heir in figures else None
        sent = months_of[unit]
        known = {one: sent[one] for one in sent if since_heir is None or one < since_heir}
        if known:
            held[unit] = known
            beside = (one for one in months if since_heir is not None and one >= since_heir)
            there[unit] = (*known, *beside)
    figures = corrected_figures(desk, found, period, figures)
    held = corrected_composed(desk, found, held)
    late = _late_slips(desk, found, units, period, held)
    lacking = lacking_months(units, _month_periods(desk, period), there)
    for unit, known in held.items():
        made = composed_figures(
            period, list(known.values()), pack, whole=unit not in lacking, late=late[unit]
        )
        figures[unit] = passed_on(made, pack) if heirs[unit] in reporting else made
    composed = {unit: tuple(known) for unit, known in held.items()}
    since = expected_since(desk)
    totals = with_names(desk, consolidated(period, units, figures, pack=pack, since=since))
    returned, back = returned_units(desk, period.id), _returned_months(desk, composed)
    return ConsolidatedPeriod(
        totals=totals,
        pack=pack,
        months=months,
        composed=composed,
        lacking=lacking,
        waiting=_waiting(desk, found, units, {period.id, *months}),
        returned=tuple(
            line.unit for line in totals.lines if line.unit.unit in returned | back.keys()
        ),
        returned_months=back,
        shared=tuple(
            pair
            for pair in shared_groups(
                [line.unit.unit for line in totals.sent],
                {unit: one.group_ids for unit, one in figures.items()},
            )
            if not apart(pair.unit, pair.other, heirs=heirs, months=composed)
        ),
    )


def returned_units(desk: Desk, period_id: str) -> frozenset[UnitId]:
    """The units whose report of a period was given back and counts until it is replaced."""
    back = given_back_reports(desk)
    return frozenset(
        unit
        for (unit, name), package in consolidation_of(desk).in_force.items()
        if name == period_id and package.package_id in back
    )


def _returned_months(
    desk: Desk, composed: Mapping[UnitId, Sequence[str]]
) -> dict[UnitId, tuple[str, ...]]:
    """Of the months that units' figures are made of those whose report was given back."""
    back = {month: returned_units(desk, month) for some in composed.values() for month in some}
    found = {
        unit: tuple(month for month in months if unit in back[month])
        for unit, months in composed.items()
    }
    return {unit: months for unit, months in found.items() if months}


def _heir(units: Sequence[ExpectedUnit], unit: UnitId, period: Period) -> UnitId | None:
    """The unit that took the place of one by the end of a period; none where it is there still."""
    listed = next((one for one in units if one.unit == unit), None)
    found = reporter_of(units, listed, period) if listed is not None else None
    return None if found is None or found.unit == unit else found.unit


def _heir_since(
    desk: Desk, found: Consolidation, heir: UnitId | None, period: Period
) -> str | None:
    """The first month that the own report of the unit that took the place of another holds.

    That report holds every month from the first one that its folder tracks: a folder made of
    those of the former units tracks theirs, a fresh one begins with the new unit. None: all.
    """
    package = found.in_force[heir, period.id] if heir is not None else None
    return _first_month(desk, package.package_id) if package is not None else None


def _first_month(desk: Desk, package_id: str) -> str | None:
    """The first month that the sender of a package tracks; none where it did not say."""
    for packed in received_snapshots(desk.store, [package_id]).values():
        content = snapshot_content(parse(zlib.decompress(packed)))
        first = content.get("first_month") if isinstance(content, dict) else None
        if isinstance(first, str):
            return first
    return None


def with_names(desk: Desk, totals: Consolidated) -> Consolidated:
    """Units that are in no list bear the name that they sent."""
    if all(line.expected for line in totals.lines):
        return totals
    names = {(one.unit_code, one.valid_from): one.unit_name for one in active_packages(desk.store)}
    lines = tuple(
        replace(line, unit=replace(line.unit, name=name))
        if not line.expected
        and line.unit.name == line.unit.code
        and (name := names.get((line.unit.code, line.unit.valid_from.isoformat())))
        else line
        for line in totals.lines
    )
    return replace(totals, lines=lines)


def month_names(desk: Desk, period: Period) -> tuple[str, ...]:
    """The months that a longer period can be composed of."""
    return tuple(month.id for month in _month_periods(desk, period))


def _month_periods(desk: Desk, period: Period) -> tuple[Period, ...]:
    if period.kind in (PeriodKind.MONTH, PeriodKind.AD_HOC):
        return ()
    rule = queries.counting_settings(desk.store).period_rule
    return tuple(months_in(period, rule.of_kind(PeriodKind.MONTH)))


def _in_force(
    desk: Desk, found: Consolidation, period: Period, months: Sequence[str]
) -> tuple[dict[UnitId, UnitFigures], dict[UnitId, dict[str, UnitFigures]]]:
    """The figures in force of a period, and those of its months by unit, in their order."""
    wanted = {
        place: package.package_id
        for place, package in found.in_force.items()
        if place[1] == period.id or place[1] in months
    }
    known = package_figures(desk, wanted.values())
    own = {unit: known[one] for (unit, name), one in wanted.items() if name == period.id}
    by_month: dict[UnitId, dict[str, UnitFigures]] = {}
    for unit, month in sorted(wanted):
        if month != period.id:
            by_month.setdefault(unit, {})[month] = known[wanted[unit, month]]
    return own, by_month


def _late_slips(
    desk: Desk,
    found: Consolidation,
    units: Sequence[ExpectedUnit],
    period: Period,
    months: Mapping[UnitId, Mapping[str, UnitFigures]],
) -> Mapping[UnitId, LateSlips]:
    """The late slips of units whose figures are made of months, whoever reported them."""
    heirs = {one.unit: heirs_of(units, one) for one in units}
    reporters = {*months, *(heir for unit in months for heir in heirs.get(unit, ()))}
    later = _named_later(desk, found, period, reporters)
    given = {unit: tuple(known.values()) for unit, known in months.items()}
    return place_late_slips(period, given, later, heirs)


def _named_later(
    desk: Desk, found: Consolidation, period: Period, units: Collection[UnitId]
) -> dict[UnitId, tuple[OutreachSession, ...]]:
    """By unit the late slips that its reports of months after a period name."""
    wanted: dict[str, UnitId] = {}
    for (unit, name), package in found.in_force.items():
        if unit in units:
            other = parse_period(name)
            if other.kind is PeriodKind.MONTH and other.last_day > period.last_day:
                wanted[package.package_id] = unit
    if not wanted:
        return {}
    slips: dict[UnitId, tuple[OutreachSession, ...]] = {}
    for name, late in named_late_slips(desk, wanted).items():
        slips[wanted[name]] = (*slips.get(wanted[name], ()), *late)
    return slips


def read_ahead(desk: Desk, period: Period, told: Told) -> None:
    """Reads the figures that a period needs, so that its totals are made at once afterwards."""
    wanted = {period.id, *month_names(desk, period)}
    in_force = consolidation_of(desk).in_force
    names = [one.package_id for (_unit, name), one in in_force.items() if name in wanted]
    package_figures(desk, names, told)


def _waiting(
    desk: Desk, found: Consolidation, units: Sequence[ExpectedUnit], periods: set[str]
) -> tuple[ExpectedUnit, ...]:
    """The units of which a file for one of some periods waits for a person."""
    listed = {unit.unit: unit for unit in units}
    names = {one.package_id: one.unit_name for one in active_packages(desk.store)}
    waiting: dict[UnitId, ExpectedUnit] = {}
    for one in found.to_verify:
        package = one.package
        if package.period in periods:
            name = names.get(package.package_id) or package.unit_code
            unknown = ExpectedUnit(package.unit_code, name, package.valid_from)
            waiting[package.unit] = listed.get(package.unit, unknown)
    placed = [one for one in waiting.values() if one.unit in listed]
    others = [one for one in waiting.values() if one.unit not in listed]
    return (*sorted(placed, key=list_order), *sorted(others, key=list_order))


def year_of(desk: Desk, period: Period) -> tuple[Period, ...]:
    """The twelve months of the year that a period belongs to."""
    rule = queries.counting_settings(desk.store).period_rule.of_kind(PeriodKind.MONTH)
    year = period.year
    if period.kind is PeriodKind.AD_HOC:
        year = month_holding(desk, period.last_day).year
    return year_months(year, rule)


def series_of(desk: Desk, periods: Sequence[Period]) -> tuple[ConsolidatedPeriod, ...]:
    """All units of several periods together, one after the other."""
    return tuple(consolidated_of(desk, period) for period in periods)

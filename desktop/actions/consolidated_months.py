"""The months of all units for a matrix or a trend, from what stands beside every package.

The program's own measures need no snapshot: a year of 150 units is read at once. Counts and
objectives of the plan are read from the snapshots.
"""

from collections.abc import Sequence

from desktop.actions.board import expected_since
from desktop.actions.consolidated import RECEIVED, series_of, with_names
from desktop.actions.desk import Desk
from desktop.actions.figures_text import plain_figures
from desktop.actions.package_figures import package_figures
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import active_packages
from desktop.db.unit_queries import expected_units
from desktop.domain.consolidated import Consolidated, consolidated
from desktop.domain.consolidated_series import COUNT, OBJECTIVE
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import Period
from desktop.domain.unit_figures import UnitFigures


def months_of(
    desk: Desk, periods: Sequence[Period], measures: Sequence[str]
) -> tuple[Consolidated, ...]:
    """All units of some months, one after the other, with all that the measures need."""
    if any(one.startswith((COUNT, OBJECTIVE)) for one in measures):
        return tuple(one.totals for one in series_of(desk, periods))
    return tuple(plain_month(desk, period) for period in periods)


def plain_month(desk: Desk, period: Period) -> Consolidated:
    """All units of a month without counts and objectives; remembered until something changes."""
    name = f"plain month {period.id} {period.start}"
    return desk.store.remembered(name, RECEIVED, lambda: _plain_month(desk, period))


def _plain_month(desk: Desk, period: Period) -> Consolidated:
    figures = _plain_figures(desk, period)
    units, since = expected_units(desk.store), expected_since(desk)
    return with_names(desk, consolidated(period, units, figures, since=since))


def _plain_figures(desk: Desk, period: Period) -> dict[UnitId, UnitFigures]:
    """The figures in force by unit; where a package's text lacks one, those of its snapshot."""
    texts = {one.package_id: one.figures for one in active_packages(desk.store)}
    figures: dict[UnitId, UnitFigures] = {}
    unread: dict[UnitId, str] = {}
    for (unit, name), package in consolidation_of(desk).in_force.items():
        if name != period.id:
            continue
        found = plain_figures(texts.get(package.package_id, ""), period)
        if found is None:
            unread[unit] = package.package_id
        else:
            figures[unit] = found
    read = package_figures(desk, unread.values())
    return figures | {unit: read[name] for unit, name in unread.items()}

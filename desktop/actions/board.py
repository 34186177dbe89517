"""The superior's board: units × periods, one unit's report, and what is odd across units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zlib import decompress

from desktop.actions.deadlines import deadlines
from desktop.actions.desk import Desk
from desktop.actions.figures_text import CardFigures, card_figures
from desktop.actions.periods import month_holding, neighbour_month, period_named
from desktop.actions.plans import plan_of_month
from desktop.actions.verdicts import (
    clock_suspect_packages,
    consolidation_of,
    given_back_reports,
)
from desktop.db import queries
from desktop.db.received_queries import (
    ReceivedPackage,
    UnitReply,
    active_packages,
    received_snapshots,
    unit_replies,
)
from desktop.db.unit_queries import expected_units
from desktop.domain.across_units import Finding, across_units
from desktop.domain.board import Board, board
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import GroupLine, Snapshot, read_snapshot
from desktop.domain.unit_figures import UnitFigures, read_unit_figures
from desktop.exchange.filings import filings
from desktop.exchange.received import Verdict

MONTHS = 12
EARLIER = 3
"""How many periods before are laid beside one, to find what jumps."""

_TABLES = frozenset(
    {
        "expected_units",
        "package_decisions",
        "received_packages",
        "receptions",
        "settings",
        "unit_keys",
        "unit_replies",
    }
)


def board_of(desk: Desk, period: Period) -> Board:
    """The board of one period today."""
    return series_of(desk, (period,))


def series_of(desk: Desk, periods: Sequence[Period]) -> Board:
    """The board of several periods today; units that are in no list bear the name they sent."""
    found = desk.store.remembered(
        "filings",
        _TABLES,
        lambda: filings(
            consolidation_of(desk),
            returned=given_back_reports(desk),
            clock_suspect=clock_suspect_packages(desk),
        ),
    )
    made = board(
        expected_units(desk.store),
        periods,
        found,
        today=desk.clock.today(),
        deadlines=deadlines(desk),
        since=expected_since(desk),
    )
    if all(row.expected for row in made.rows):
        return made
    names = {(one.unit_code, one.valid_from): one.unit_name for one in active_packages(desk.store)}
    rows = tuple(
        row
        if row.expected
        else replace(row, unit=replace(row.unit, name=_sent_name(names, row.unit.unit)))
        for row in made.rows
    )
    return replace(made, rows=rows)


def expected_since(desk: Desk) -> date | None:
    """The first day of the first month of which reports are expected; none where none is named."""
    first = queries.settings(desk.store).get(queries.FIRST_MONTH, "")
    if not first:
        return None
    return period_named(desk, first).start


def list_begins(desk: Desk) -> date | None:
    """The first day on which any unit of the list is expected; none while the list is empty."""
    return min((one.valid_from for one in expected_units(desk.store)), default=None)


def _sent_name(names: Mapping[tuple[str, str], str], unit: UnitId) -> str:
    return names.get((unit.code, unit.valid_from.isoformat())) or unit.code


def last_months(desk: Desk, count: int = MONTHS) -> tuple[Period, ...]:
    """The months up to the one that holds today, the oldest first."""
    now = month_holding(desk, desk.clock.today())
    return tuple(neighbour_month(desk, now, step) for step in range(1 - count, 1))


@dataclass(frozen=True, slots=True)
class UnitReport:
    """Everything that came from a unit for a period; ``in_force`` is none where nothing counts.

    ``verdicts`` are those of all its packages, ``replies`` what was answered to them, ``totals``
    those of the report in force.
    """

    unit: UnitId
    period: str
    verdicts: tuple[Verdict, ...]
    packages: Mapping[str, ReceivedPackage]
    in_force: ReceivedPackage | None
    replies: tuple[UnitReply, ...]
    totals: CardFigures | None


def unit_report(desk: Desk, unit: UnitId, period_id: str) -> UnitReport:
    """What came from a unit for a period; no snapshot is read for it."""
    consolidation = consolidation_of(desk)
    verdicts = tuple(
        one
        for one in consolidation.verdicts
        if one.package.unit == unit and one.package.period == period_id
    )
    ids = {one.package.package_id for one in verdicts}
    packages = {one.package_id: one for one in active_packages(desk.store) if one.package_id in ids}
    best = consolidation.in_force.get((unit, period_id))
    in_force = packages.get(best.package_id) if best else None
    return UnitReport(
        unit=unit,
        period=period_id,
        verdicts=verdicts,
        packages=packages,
        in_force=in_force,
        replies=tuple(one for one in unit_replies(desk.store) if one.package_id in ids),
        totals=card_figures(in_force.figures) if in_force else None,
    )


def snapshot_in_force(desk: Desk, unit: UnitId, period_id: str) -> Snapshot | None:
    """The figures that count of a unit and period: its groups, sessions, models, objectives."""
    best = consolidation_of(desk).in_force.get((unit, period_id))
    return snapshot_of_package(desk, best.package_id) if best else None


def snapshot_of_package(desk: Desk, package_id: str) -> Snapshot | None:
    """The figures of a received package, whether it counts or not; none where it never came."""
    found = received_snapshots(desk.store, (package_id,))
    return read_snapshot(decompress(found[package_id])) if package_id in found else None


@dataclass(frozen=True, slots=True)
class GroupReport:
    """A group in a unit's report: its line, the months it missed, its sessions."""

    group: GroupLine
    due: int
    met: int
    sessions: tuple[OutreachSession, ...]


def group_reports(snapshot: Snapshot) -> tuple[GroupReport, ...]:
    """The groups of a report in its order, each with its duty and its sessions."""
    return tuple(
        GroupReport(
            group=line,
            due=sum(line.id in month.due for month in snapshot.duty),
            met=sum(line.id in month.met for month in snapshot.duty),
            sessions=tuple(one for one in snapshot.sessions if line.id in one.group_ids),
        )
        for line in snapshot.groups
    )


def figures_in_force(desk: Desk, period_id: str) -> Mapping[UnitId, UnitFigures]:
    """The figures that count of a period, by unit; remembered until the exchange changes."""
    return desk.store.remembered(
        f"unit figures {period_id}", _TABLES, lambda: _figures(desk, period_id)
    )


def _figures(desk: Desk, period_id: str) -> Mapping[UnitId, UnitFigures]:
    ids = {
        unit: package.package_id
        for (unit, period), package in consolidation_of(desk).in_force.items()
        if period == period_id
    }
    data = received_snapshots(desk.store, ids.values())
    return {
        unit: read_unit_figures(decompress(data[package_id])) for unit, package_id in ids.items()
    }


def findings_of(desk: Desk, period: Period) -> tuple[Finding, ...]:
    """What is odd about the figures of a period, across units and against the periods before."""
    return across_units(
        period,
        expected_units(desk.store),
        figures_in_force(desk, period.id),
        earlier=[figures_in_force(desk, one.id) for one in _before(desk, period)],
        pack=plan_of_month(desk, month_holding(desk, period.last_day).id),
    )


def _before(desk: Desk, period: Period) -> Iterable[Period]:
    """The months before a month, the latest first; longer periods are held against none."""
    if period.kind is not PeriodKind.MONTH:
        return ()
    return tuple(neighbour_month(desk, period, -step) for step in range(1, EARLIER + 1))


def received_at(desk: Desk) -> Mapping[str, datetime]:
    """When each active package came, by its id."""
    return {one.package_id: one.at for one in active_packages(desk.store)}

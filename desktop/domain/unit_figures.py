"""What the superior's desk reads of one unit's snapshot: its figures, without names and lists."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from desktop.domain.canonical import MalformedError, build, parse
from desktop.domain.confirmations import AnsweredConfirmation, ConfirmationCode
from desktop.domain.count_lines import CountLine
from desktop.domain.counting import ActivityTotals, MonthDuty, Share, Upkeep
from desktop.domain.objective_results import ObjectiveResult
from desktop.domain.periods import Period
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import (
    AreaLine,
    GroupLine,
    PlanLine,
    Snapshot,
    Totals,
    snapshot_content,
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Sessions that more people attended than live where they were held.

    ``attendance`` is that of the largest, ``population`` that of the groups it was held for.
    """

    sessions: int = 0
    attendance: int = 0
    population: int = 0


@dataclass(frozen=True, slots=True)
class DutyGap:
    """A month of the duty, and the groups, by identity, that no session was held for in it."""

    month: Period
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Supplement:
    """What late slips added to figures that are made of months: sessions, attendance, group-months
    met, and of the sessions those whose attendance is not known."""

    sessions: int = 0
    attendance: int = 0
    group_months: int = 0
    attendance_missing: int = 0


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of a unit's period.

    ``population`` and ``households`` are None while one active group lacks them; ``plan`` is the
    id of the plan followed, empty for none, ``row`` the unit's own one in its allocated tables, as
    it chose it. ``passed_on``: the unit went into another inside the period, and what stands on
    its last day is among the other's figures.

    ``late`` are the counting slips of earlier days that the report names; they are in none of
    its figures. ``session_ids``, ``group_ids`` and ``gaps`` tell of each whether it counts in its
    own month, whose it is, and whom it was lacking for. ``supplement`` is what such slips
    added where months make up figures.
    ``closed_early`` says that the period was closed before its last day, and why.
    """

    period: str
    first_day: date
    last_day: date
    activity: ActivityTotals
    group_months: Share
    groups_with_model: Share
    models: int
    population: int | None = None
    households: int | None = None
    plan: str = ""
    row: str = ""
    level: str = ""
    objectives: tuple[ObjectiveResult, ...] = ()
    counts: tuple[CountLine, ...] = ()
    crowd: Crowd = Crowd()
    passed_on: bool = False
    late: tuple[OutreachSession, ...] = ()
    session_ids: frozenset[str] = frozenset()
    group_ids: frozenset[str] = frozenset()
    gaps: tuple[DutyGap, ...] = ()
    commune_wide_counts: bool = False
    supplement: Supplement = Supplement()
    closed_early: AnsweredConfirmation | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies among those that the unit counted the period by."""
        return self.first_day <= day <= self.last_day

    @property
    def groups(self) -> int:
        """Groups active on the closing date."""
        return self.groups_with_model.due

    def objective(self, objective_id: str) -> ObjectiveResult | None:
        """The result of an objective."""
        return next((one for one in self.objectives if one.id == objective_id), None)

    def count(self, category: str) -> CountLine | None:
        """The line of a count."""
        return next((one for one in self.counts if one.category == category), None)


@dataclass(frozen=True, slots=True)
class FigureParts:
    """The parts of a snapshot that its figures are read from."""

    period: Period
    commune_wide_counts: bool
    groups: tuple[GroupLine, ...]
    sessions: tuple[OutreachSession, ...]
    late: tuple[OutreachSession, ...]
    duty: tuple[MonthDuty, ...]
    upkeep: Upkeep
    totals: Totals
    plan: PlanLine | None
    objectives: tuple[ObjectiveResult, ...]
    counts: tuple[CountLine, ...]
    area: AreaLine | None
    confirmations: tuple[AnsweredConfirmation, ...]


_EARLY = ConfirmationCode.PERIOD_NOT_OVER
_PARTS = tuple(one.name for one in fields(FigureParts))


def read_unit_figures(data: bytes) -> UnitFigures:
    """The figures of a snapshot that was verified before: only what they need of it is read.

    Raises:
        MalformedError: the bytes are no snapshot.
    """
    content = snapshot_content(parse(data))
    if not isinstance(content, dict):
        raise MalformedError("snapshot")
    held = {name: content[name] for name in _PARTS if name in content}
    return unit_figures(build(FigureParts, held))


def unit_figures(snapshot: Snapshot | FigureParts) -> UnitFigures:
    """The figures of a snapshot."""
    active = frozenset(snapshot.upkeep.active)
    groups = [line for line in snapshot.groups if line.id in active]
    totals = snapshot.totals
    return UnitFigures(
        period=snapshot.period.id,
        first_day=snapshot.period.start,
        last_day=snapshot.period.last_day,
        activity=totals.activity,
        group_months=totals.group_months,
        groups_with_model=totals.groups_with_model,
        models=totals.models,
        population=_all_known([line.population for line in groups]),
        households=_all_known([line.households for line in groups]),
        plan=snapshot.plan.id if snapshot.plan else "",
        row=snapshot.plan.row if snapshot.plan else "",
        level=snapshot.area.level if snapshot.area else "",
        objectives=snapshot.objectives,
        counts=snapshot.counts,
        crowd=_crowd(snapshot, {line.id: line for line in snapshot.groups}),
        late=tuple(
            slip for slip in snapshot.late if slip.counts and slip.held_on < snapshot.period.start
        ),
        session_ids=frozenset(session.id for session in snapshot.sessions),
        group_ids=frozenset(line.id for line in snapshot.groups),
        gaps=tuple(DutyGap(one.month, one.missing) for one in snapshot.duty if one.missing),
        commune_wide_counts=snapshot.commune_wide_counts,
        closed_early=next(
            (one for one in snapshot.confirmations if one.confirmation.code is _EARLY), None
        ),
    )


def _all_known(values: list[int | None]) -> int | None:
    """The sum of values, None where one of them, or every one, is lacking."""
    known = [value for value in values if value is not None]
    return sum(known) if values and len(known) == len(values) else None


def _crowd(snapshot: Snapshot | FigureParts, groups: Mapping[str, GroupLine]) -> Crowd:
    found: list[tuple[int, int]] = []
    for session in snapshot.sessions:
        population = _population(session, groups)
        if session.counts and population and (session.attendance or 0) > population:
            found.append((session.attendance or 0, population))
    if not found:
        return Crowd()
    attendance, population = max(found)
    return Crowd(len(found), attendance, population)


def _population(session: OutreachSession, groups: Mapping[str, GroupLine]) -> int | None:
    """Who live in the groups of a session; one for the whole commune is for all of them."""
    named = session.group_ids or (tuple(groups) if session.commune_wide else ())
    lines = [groups[one] for one in named if one in groups]
    if len(lines) != len(named):
        return None
    return _all_known([line.population for line in lines])

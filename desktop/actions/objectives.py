"""The objectives of the plan: what they come to in a period, in a year, and over the years.

Closed months show what their closing stored; open ones are computed from the store as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.actions.desk import Desk
from desktop.actions.periods import closing_in_force, first_month_tracked, stored_snapshot
from desktop.actions.plans import entries_of, pack_of, plan_id_of_month
from desktop.db import queries, series_queries
from desktop.domain.objective_needed import WayToMet, way_to_met
from desktop.domain.objective_results import ObjectiveResult
from desktop.domain.objective_store import StoredFigure, read_figures
from desktop.domain.objectives import compute_all
from desktop.domain.periods import Period, month_period, year_months
from desktop.domain.plan_facts import PlanFacts, month_before, year_before
from desktop.domain.plan_series import (
    Ground,
    all_entered,
    days_needed,
    duty_months,
    period_facts,
    to_date,
)
from desktop.domain.plans import Objective, PlanPack

_DONE = frozenset(
    {
        "commune_profiles",
        "lineage_events",
        "list_entries",
        "model_activities",
        "model_groups",
        "model_statuses",
        "models",
        "residential_groups",
        "session_groups",
        "session_labels",
        "sessions",
        "settings",
        "store_facts",
    }
)
_ENTERED = frozenset(
    {
        "allocated_rows",
        "area_assessments",
        "count_openings",
        "monthly_counts",
        "plan_additions",
        "plan_answers",
        "plan_baselines",
        "plan_choices",
        "plan_files",
        "plan_targets",
        "plan_tasks",
        "status_events",
    }
)
_ALL = _DONE | _ENTERED
_CLOSED = frozenset({"closings"})


@dataclass(frozen=True, slots=True)
class ObjectivePoint:
    """One month's figure of an objective.

    No figure: the month is still to come, not tracked, or did not follow this plan.
    ``closed``: it is what the month's closing stored.
    """

    month: str
    figure: StoredFigure | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One objective on the board of a month.

    ``now`` is this month's figure, ``before`` the month before's, ``last_year`` that of the
    same month a year earlier; ``result`` opens to what the figure is made of, None where a
    closing stored no more than the figure. ``to_date`` is computed over the reporting year
    up to this month, ``year`` holds its twelve months.
    """

    objective: Objective
    now: ObjectivePoint
    result: ObjectiveResult | None
    before: ObjectivePoint
    last_year: ObjectivePoint
    to_date: ObjectiveResult
    year: tuple[ObjectivePoint, ...]
    way: WayToMet

    @property
    def clause(self) -> str:
        """The clause of the plan that the objective comes from."""
        return self.objective.clause


@dataclass(frozen=True, slots=True)
class ObjectiveBoard:
    """All objectives of the plan that a month follows; without a plan there are no lines."""

    month: Period
    plan: PlanPack | None
    closed: bool
    lines: tuple[BoardLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveSeries:
    """One objective month after month."""

    objective: Objective
    points: tuple[ObjectivePoint, ...]


def objective_results(desk: Desk, period: Period) -> tuple[ObjectiveResult, ...]:
    """What the objectives come to in a period as the store is now, closed or not.

    The plan is the one that the period's last month of the duty follows; none without one.
    """
    settings = queries.counting_settings(desk.store)
    months = duty_months(period, settings.duty_rule)
    pack = pack_of(desk, plan_id_of_month(desk, months[-1].id)) if months else None
    if pack is None:
        return ()
    (facts,) = all_entered(_facts(desk, (period,)), entries_of(desk, pack.id))
    return compute_all(pack, facts)


def objective_board(desk: Desk, month: Period) -> ObjectiveBoard:
    """Everything that the room of objectives shows of a month, kept until something changes."""
    today = desk.clock.today()
    name = f"objectives of {month.id} from {month.start} on {today}"
    return desk.store.remembered(name, _ALL | _CLOSED, lambda: _board(desk, month))


def all_objective_series(desk: Desk, months: Sequence[str]) -> tuple[ObjectiveSeries, ...]:
    """Every objective of the last month's plan over months, in the plan's order."""
    pack = pack_of(desk, plan_id_of_month(desk, months[-1])) if months else None
    if pack is None:
        return ()
    columns = tuple(_columns(desk, pack, months))
    return tuple(
        ObjectiveSeries(one, tuple(column.point(one) for column in columns))
        for one in pack.objectives
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """The figures of one month by objective."""

    month: str
    figures: Mapping[str, StoredFigure]
    closed: bool = False

    def point(self, objective: Objective) -> ObjectivePoint:
        """The figure of one objective; one of another kind was stored for another plan's."""
        figure = self.figures.get(objective.id)
        if figure is None or figure.kind is not objective.kind:
            return ObjectivePoint(self.month)
        return ObjectivePoint(self.month, figure, self.closed)


def _columns(desk: Desk, pack: PlanPack, months: Sequence[str]) -> Iterator[_Column]:
    """The figures of months under a plan: those stored at a closing, else computed."""
    first, today = first_month_tracked(desk), desk.clock.today()
    rule = queries.counting_settings(desk.store).period_rule
    stored = {one.period: one.figures for one in queries.closings(desk.store) if one.in_force}
    for month in months:
        year, number = int(month[:4]), int(month[5:])
        begun = month_period(year, number, rule).start <= today
        tracked = first is None or month >= first
        same_plan = plan_id_of_month(desk, month) == pack.id
        if not begun or not tracked:
            yield _Column(month, {})
        elif stored.get(month):
            figures = _of_plan(read_figures(stored[month]), pack, same_plan=same_plan)
            yield _Column(month, figures, closed=True)
        elif not same_plan:
            yield _Column(month, {})
        else:
            yield _Column(month, _year_figures(desk, year, pack)[number - 1])


def _of_plan(
    figures: Mapping[str, StoredFigure], pack: PlanPack, *, same_plan: bool
) -> dict[str, StoredFigure]:
    """The stored figures of a plan; where none was said they are of the month's plan now."""
    return {
        name: figure
        for name, figure in figures.items()
        if figure.plan == pack.id or (not figure.plan and same_plan)
    }


def _board(desk: Desk, month: Period) -> ObjectiveBoard:
    closing = closing_in_force(desk, month.id)
    if closing is None or not closing.figures:
        pack = pack_of(desk, plan_id_of_month(desk, month.id))
        if pack is None:
            return ObjectiveBoard(month, None, closing is not None)
        found = _year_results(desk, month.year, pack)[month.number - 1]
        lines = _lines(desk, month, pack, found, stored=None)
        return ObjectiveBoard(month, pack, closing is not None, lines)
    # A closed month keeps its plan and its figures, whatever is followed since.
    snapshot = stored_snapshot(desk, closing)
    pack = pack_of(desk, snapshot.plan.id) if snapshot.plan is not None else None
    if pack is None:
        return ObjectiveBoard(month, None, closed=True)
    stored = _Column(month.id, read_figures(closing.figures), closed=True)
    lines = _lines(desk, month, pack, snapshot.objectives, stored=stored)
    return ObjectiveBoard(month, pack, closed=True, lines=lines)


def _lines(
    desk: Desk,
    month: Period,
    pack: PlanPack,
    found: tuple[ObjectiveResult, ...],
    *,
    stored: _Column | None,
) -> tuple[BoardLine, ...]:
    own = entries_of(desk, pack.id).targets
    results = {one.id: one for one in found}
    (last_year,) = year_before((month.id,))
    beside = (month_before(month.id), last_year)
    before, past, *year = _columns(desk, pack, (*beside, *_month_ids(month.year)))
    if stored is not None:
        year[month.number - 1] = stored
    span = to_date(_year_facts(desk, month.year, pack)[: month.number])
    return tuple(
        BoardLine(
            objective=one,
            now=year[month.number - 1].point(one),
            result=result,
            before=before.point(one),
            last_year=past.point(one),
            to_date=whole,
            year=tuple(column.point(one) for column in year),
            way=WayToMet() if result is None else way_to_met(one, result, own=own.get(one.id)),
        )
        for one, whole in zip(pack.objectives, compute_all(pack, span), strict=True)
        for result in (results.get(one.id),)
    )


def _month_ids(year: int) -> tuple[str, ...]:
    return tuple(f"{year:04d}-{number:02d}" for number in range(1, 13))


def _year_figures(desk: Desk, year: int, pack: PlanPack) -> tuple[dict[str, StoredFigure], ...]:
    """The figures of the twelve months of a reporting year by objective."""
    name = f"figures of {year} under plan {pack.id}"
    return desk.store.remembered(
        name,
        _ALL,
        lambda: tuple(
            {one.id: StoredFigure.of(one, plan=pack.id) for one in results}
            for results in _year_results(desk, year, pack)
        ),
    )


def _year_results(desk: Desk, year: int, pack: PlanPack) -> tuple[tuple[ObjectiveResult, ...], ...]:
    """What the objectives come to in each of the twelve months of a reporting year."""
    name = f"objectives of {year} under plan {pack.id}"
    return desk.store.remembered(
        name,
        _ALL,
        lambda: tuple(compute_all(pack, facts) for facts in _year_facts(desk, year, pack)),
    )


def _year_facts(desk: Desk, year: int, pack: PlanPack) -> tuple[PlanFacts, ...]:
    """The facts of the twelve months of a reporting year."""
    name = f"facts of the months of {year}"
    done = desk.store.remembered(name, _DONE, lambda: _months_done(desk, year))
    return all_entered(done, entries_of(desk, pack.id))


def _months_done(desk: Desk, year: int) -> tuple[PlanFacts, ...]:
    return _facts(desk, year_months(year, queries.counting_settings(desk.store).period_rule))


def _facts(desk: Desk, periods: tuple[Period, ...]) -> tuple[PlanFacts, ...]:
    """What was done in periods, without what was entered for a plan."""
    ground = desk.store.remembered("ground of the objectives", _DONE, lambda: _ground(desk))
    start, end = days_needed(periods, ground.settings)
    days = series_queries.session_days(desk.store, start, end)
    return period_facts(periods, ground=ground, days=days, today=desk.clock.today())


def _ground(desk: Desk) -> Ground:
    return Ground(
        groups=queries.groups(desk.store),
        models=queries.models(desk.store),
        settings=queries.counting_settings(desk.store),
        first_month=first_month_tracked(desk),
    )

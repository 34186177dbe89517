"""The objectives of earlier periods and of the months that stand beside a period in its report."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.actions.desk import Desk
from desktop.actions.objectives import all_objective_series, objective_results
from desktop.actions.periods import PeriodState, PeriodView, closing_in_force
from desktop.actions.plans import plan_id_of_month
from desktop.db import queries
from desktop.domain.objective_store import StoredFigure, read_figures
from desktop.domain.periods import (
    Period,
    PeriodKind,
    PeriodRule,
    previous_period,
    same_period_last_year,
)
from desktop.domain.plan_series import duty_months
from desktop.domain.snapshot import MonthFigures as KeptMonth
from desktop.domain.snapshot import Snapshot
from desktop.reports.beside import Beside, MonthFigures


def beside_of(desk: Desk, view: PeriodView) -> Beside:
    """What the report of a period says of others; nothing of objectives where it has no plan.

    An earlier period that was closed speaks by what that closing stored. A closed period keeps
    what stood beside it: a later correction of the one before never changes its paper.
    """
    correction = view.closing.correction if view.closing is not None else 0
    snapshot = view.snapshot
    rule = queries.counting_settings(desk.store).period_rule
    if snapshot.plan is None or view.period.kind is PeriodKind.AD_HOC:
        return Beside(correction=correction, rule=rule)
    if view.closing is not None:
        return _as_closed(snapshot, correction=correction, rule=rule)
    return Beside(
        previous=_figures(desk, view, previous_period(view.period, rule)),
        last_year=_figures(desk, view, same_period_last_year(view.period, rule)),
        months=_months(desk, view),
        correction=correction,
        rule=rule,
    )


def kept_beside(desk: Desk, snapshot: Snapshot) -> Snapshot:
    """The snapshot of a period about to be closed, with what stands beside it in its paper."""
    beside = beside_of(desk, PeriodView(snapshot.period, PeriodState.OPEN, snapshot, None))
    return replace(
        snapshot,
        objectives_before=tuple(beside.previous.values()),
        objectives_last_year=tuple(beside.last_year.values()),
        objectives_by_month=tuple(
            KeptMonth(one.month, tuple(one.figures.values())) for one in beside.months
        ),
    )


def _as_closed(snapshot: Snapshot, *, correction: int, rule: PeriodRule) -> Beside:
    return Beside(
        previous={one.id: one for one in snapshot.objectives_before},
        last_year={one.id: one for one in snapshot.objectives_last_year},
        months=tuple(
            MonthFigures(one.month, {figure.id: figure for figure in one.figures})
            for one in snapshot.objectives_by_month
        ),
        correction=correction,
        rule=rule,
    )


def _figures(desk: Desk, view: PeriodView, period: Period | None) -> Mapping[str, StoredFigure]:
    """An earlier period's figures under the same plan; none where it was not tracked."""
    plan, first = view.snapshot.plan, view.snapshot.first_month
    if period is None or plan is None or first is None:
        return {}
    months = duty_months(period, queries.counting_settings(desk.store).duty_rule)
    if not months or months[-1].id < first or plan_id_of_month(desk, months[-1].id) != plan.id:
        return {}
    closing = closing_in_force(desk, period.id)
    if closing is not None and closing.figures:
        return read_figures(closing.figures)
    return {one.id: StoredFigure.of(one) for one in objective_results(desk, period)}


def _to_come(view: PeriodView) -> frozenset[str]:
    """The months of a running period that are not over on the day of its draft."""
    snapshot = view.snapshot
    if not snapshot.draft or snapshot.upkeep.on >= snapshot.period.last_day:
        return frozenset()
    return frozenset(
        one.month.id for one in snapshot.duty if one.month.last_day > snapshot.upkeep.on
    )


def _months(desk: Desk, view: PeriodView) -> tuple[MonthFigures, ...]:
    """The figures of the period's months, where it has several; none of those not over."""
    months = [duty.month.id for duty in view.snapshot.duty]
    if len(months) < 2:
        return ()
    over = [month for month in months if month not in _to_come(view)]
    series = all_objective_series(desk, over) if over else ()
    found: dict[str, dict[str, StoredFigure]] = {month: {} for month in months}
    for one in series:
        for point in one.points:
            if point.figure is not None:
                found[point.month][one.objective.id] = point.figure
    return tuple(MonthFigures(month, figures) for month, figures in found.items())

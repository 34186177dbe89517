"""The objectives of earlier periods and of the months that stand beside a period in its report."""

from collections.abc import Mapping

from desktop.actions.desk import Desk
from desktop.actions.objectives import all_objective_series, objective_results
from desktop.actions.periods import PeriodView
from desktop.actions.plans import plan_id_of_month
from desktop.db import queries
from desktop.db.queries import Closing
from desktop.domain.objective_store import StoredFigure, read_figures
from desktop.domain.periods import Period, PeriodKind, previous_period, same_period_last_year
from desktop.domain.plan_series import duty_months
from desktop.reports.beside import Beside, MonthFigures


def beside_of(desk: Desk, view: PeriodView) -> Beside:
    """What the report of a period says of others; nothing of objectives where it has no plan.

    An earlier period that was closed speaks by what that closing stored, for a closed period by
    what held when it was closed: a later correction of the one before never changes its paper.
    """
    correction = view.closing.correction if view.closing is not None else 0
    snapshot = view.snapshot
    rule = queries.counting_settings(desk.store).period_rule
    if snapshot.plan is None or view.period.kind is PeriodKind.AD_HOC:
        return Beside(correction=correction, rule=rule)
    return Beside(
        previous=_figures(desk, view, previous_period(view.period, rule)),
        last_year=_figures(desk, view, same_period_last_year(view.period, rule)),
        months=_months(desk, view),
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
    closing = _closing(desk, view, period)
    if closing is not None and closing.figures:
        return read_figures(closing.figures)
    return {one.id: StoredFigure.of(one) for one in objective_results(desk, period)}


def _closing(desk: Desk, view: PeriodView, period: Period) -> Closing | None:
    """The closing of an earlier period that held when this one was closed, or holds now."""
    closings = queries.closings(desk.store, period.id)
    if view.closing is None:
        held = [one for one in closings if one.in_force]
    else:
        at = view.closing.closed_at
        held = [
            one
            for one in closings
            if one.closed_at <= at and (one.reopened_at is None or one.reopened_at > at)
        ]
    return max(held, key=lambda one: one.closed_at, default=None)


def _months(desk: Desk, view: PeriodView) -> tuple[MonthFigures, ...]:
    """The figures of the period's months, where it has several."""
    months = [duty.month.id for duty in view.snapshot.duty]
    if len(months) < 2:
        return ()
    series = all_objective_series(desk, months)
    found: dict[str, dict[str, StoredFigure]] = {month: {} for month in months}
    for one in series:
        for point in one.points:
            if point.figure is not None:
                found[point.month][one.objective.id] = point.figure
    return tuple(MonthFigures(month, figures) for month, figures in found.items())

"""The public variant of a closed period's report, from the store."""

from collections.abc import Iterable, Iterator
from datetime import date

from desktop.actions.closed import closed_period
from desktop.actions.desk import Desk
from desktop.actions.paper_numbers import numbered
from desktop.actions.periods import OpenPeriodError, period_view, stored_snapshot
from desktop.actions.plans import entries_of, pack_of, plan_id_of_month
from desktop.actions.reports import paper_frame
from desktop.db import queries
from desktop.domain.periods import Period, parse_period
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plans import CountKind
from desktop.domain.public_attendance import has_small_attendance, has_small_change
from desktop.domain.public_figures import Known, PublicFigures, public_figures
from desktop.domain.snapshot import Snapshot
from desktop.domain.suppression import Cell, is_small
from desktop.reports.beside import Beside
from desktop.reports.public_report import PUBLIC, own_work_units, public_report
from desktop.reports.tree import Document


def public_document(desk: Desk, period: Period, *, signer_id: str | None = None) -> Document:
    """The public variant of a closed period's report.

    Raises:
        OpenPeriodError: the period is open.
    """
    view = period_view(desk, period)
    if view.closing is None:
        raise OpenPeriodError(period.id)
    rule = queries.counting_settings(desk.store).period_rule
    beside = Beside(correction=view.closing.correction, rule=rule)
    frame = paper_frame(desk, view.period, signer_id=signer_id)
    frame = numbered(desk, frame, PUBLIC, view.period, about=view.closing.id)
    figures, told = figures_of(desk, view.snapshot), _attendance_told(desk, view.snapshot)
    return public_report(view.snapshot, figures, frame, beside, attendance=told)


def _attendance_told(desk: Desk, snapshot: Snapshot) -> bool:
    """Whether no total of attendances since the year before is so small that it could be had."""
    since, until = date(snapshot.period.last_day.year - 2, 12, 1), snapshot.period.end
    closings = sorted(queries.closings(desk.store), key=lambda one: one.closed_at)
    beside = [
        stored_snapshot(desk, closing)
        for closing in closings
        if since <= closing.first_day and closing.end_day <= until
    ]
    return not any(map(has_small_attendance, (snapshot, *beside))) and not has_small_change(beside)


def figures_of(desk: Desk, snapshot: Snapshot) -> PublicFigures:
    """The plan's counts and objectives of a closed period as its public report shows them."""
    plan = snapshot.plan
    if plan is None:
        return PublicFigures((), ())
    entries = entries_of(desk, plan.id)
    months = {month for found in entries.counts.values() for month in found}
    ids = dict.fromkeys((plan.id, *(plan_id_of_month(desk, month) for month in sorted(months))))
    packs = tuple(pack for one in ids if (pack := pack_of(desk, one)) is not None)
    closings = sorted(queries.closings(desk.store), key=lambda one: one.closed_at)
    # Without a correction the readers of earlier papers know what those of the last one do.
    again = any(not one.in_force for one in closings)
    closed = [stored_snapshot(desk, one) for one in closings] if again else []
    apart = [
        one
        for place, one in enumerate(closed)
        if not closings[place].in_force and not _told_by_month(one, closed[:place])
    ]
    known = Known(
        packs=packs,
        entries=entries,
        first_month=snapshot.first_month,
        own_work=own_work_units(),
        earlier=tuple(_states(closed)),
        hidden_sums=frozenset(cell for one in apart for cell in _hidden_sums(one, entries)),
        open_months=_open_months(desk, months, since=snapshot.first_month or ""),
    )
    rule = queries.counting_settings(desk.store).period_rule
    return public_figures(snapshot, pack_of(desk, plan.id), known, rule)


def _is_month(snapshot: Snapshot) -> bool:
    return len(snapshot.duty) == 1


def _states(closed: Iterable[Snapshot]) -> Iterator[dict[Cell, int]]:
    """What was closed at each time when a month was; a later closing replaces its month."""
    months: dict[str, dict[Cell, int]] = {}
    for one in closed:
        if _is_month(one):
            months[one.duty[-1].month.id] = _cells(one)
            yield {cell: value for held in months.values() for cell, value in held.items()}


def _cells(snapshot: Snapshot) -> dict[Cell, int]:
    """The counts of a closed month."""
    month = snapshot.duty[-1].month.id
    return {
        (line.category, month): line.known for line in snapshot.counts if line.known is not None
    }


def _told_by_month(snapshot: Snapshot, before: Iterable[Snapshot]) -> bool:
    """Whether every month of a closed period had been closed by itself when the period was."""
    closed = {one.duty[-1].month.id for one in before if _is_month(one)}
    tracked = {duty.month.id for duty in snapshot.duty if duty.month.id >= _first(snapshot)}
    return not _is_month(snapshot) and tracked <= closed


def _first(snapshot: Snapshot) -> str:
    return snapshot.first_month or ""


def _hidden_sums(snapshot: Snapshot, entries: PlanEntries) -> Iterator[Cell]:
    """The cells behind counts of a closed period that came to 1 to 4.

    Where its months were not closed one by one, nothing else tells what they held: there a sum
    that is another one now stays hidden as well.
    """
    months = [duty.month.id for duty in snapshot.duty]
    alone = len(months) > 1
    for line in snapshot.counts:
        of_line = months[-1:] if line.kind is CountKind.STOCK else months
        held = entries.counts.get(line.category, {})
        now = sum(held[month].value for month in of_line if month in held)
        if is_small(line.known or 0) or (alone and line.known != now):
            yield from ((line.category, month) for month in of_line)


def _open_months(desk: Desk, months: set[str], *, since: str) -> frozenset[str]:
    """The tracked months whose figures are not closed yet."""
    rule = queries.counting_settings(desk.store).period_rule
    return frozenset(
        month
        for month in months
        if month >= since and closed_period(desk, parse_period(month, rule).last_day) is None
    )

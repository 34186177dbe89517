"""The public variant of a closed period's report, from the store."""

from collections.abc import Iterator
from datetime import date

from desktop.actions.closed import closed_period
from desktop.actions.desk import Desk
from desktop.actions.paper_numbers import numbered
from desktop.actions.periods import OpenPeriodError, period_view, stored_snapshot
from desktop.actions.plans import entries_of, pack_of, plan_id_of_month
from desktop.actions.reports import paper_frame
from desktop.db import queries
from desktop.domain.periods import Period, parse_period
from desktop.domain.plans import CountKind
from desktop.domain.public_attendance import has_small_attendance
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
    if has_small_attendance(snapshot):
        return False
    since, until = date(snapshot.period.last_day.year - 2, 12, 1), snapshot.period.end
    return not any(
        has_small_attendance(stored_snapshot(desk, closing))
        for closing in queries.closings(desk.store)
        if since <= closing.first_day and closing.end_day <= until
    )


def figures_of(desk: Desk, snapshot: Snapshot) -> PublicFigures:
    """The plan's counts and objectives of a closed period as its public report shows them."""
    plan = snapshot.plan
    if plan is None:
        return PublicFigures((), ())
    entries = entries_of(desk, plan.id)
    months = {month for found in entries.counts.values() for month in found}
    ids = dict.fromkeys((plan.id, *(plan_id_of_month(desk, month) for month in sorted(months))))
    packs = tuple(pack for one in ids if (pack := pack_of(desk, one)) is not None)
    # What was closed and opened again may be in public already.
    before = [
        stored_snapshot(desk, one) for one in queries.closings(desk.store) if not one.in_force
    ]
    known = Known(
        packs=packs,
        entries=entries,
        first_month=snapshot.first_month,
        own_work=own_work_units(),
        earlier=tuple(_cells(one) for one in before if len(one.duty) == 1),
        small_before=frozenset(cell for one in before for cell in _small_sums(one)),
        open_months=_open_months(desk, months, since=snapshot.first_month or ""),
    )
    rule = queries.counting_settings(desk.store).period_rule
    return public_figures(snapshot, pack_of(desk, plan.id), known, rule)


def _cells(snapshot: Snapshot) -> dict[Cell, int]:
    """The counts of a closed month."""
    month = snapshot.duty[-1].month.id
    return {
        (line.category, month): line.known for line in snapshot.counts if line.known is not None
    }


def _small_sums(snapshot: Snapshot) -> Iterator[Cell]:
    """The cells behind counts of a closed period that came to 1 to 4."""
    months = [duty.month.id for duty in snapshot.duty]
    for line in snapshot.counts:
        if is_small(line.known or 0):
            of_line = months[-1:] if line.kind is CountKind.STOCK else months
            yield from ((line.category, month) for month in of_line)


def _open_months(desk: Desk, months: set[str], *, since: str) -> frozenset[str]:
    """The tracked months whose figures are not closed yet."""
    rule = queries.counting_settings(desk.store).period_rule
    return frozenset(
        month
        for month in months
        if month >= since and closed_period(desk, parse_period(month, rule).last_day) is None
    )

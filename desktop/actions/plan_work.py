"""What plan and superior still ask: the second part of the work list, read after the first."""

from collections.abc import Iterator

from desktop.actions.deadlines import due_reports
from desktop.actions.desk import Desk
from desktop.actions.inspections import inspections_of
from desktop.actions.month_path import month_path
from desktop.actions.overview import WorkItem, WorkKind
from desktop.actions.periods import closing_in_force
from desktop.actions.plans import plan_of_month
from desktop.actions.sent_periods import remarked_periods
from desktop.actions.tasks import tasks
from desktop.db import plan_queries
from desktop.domain.count_lines import asked_of_commune
from desktop.domain.periods import Period


def plan_work(desk: Desk, month: Period) -> tuple[WorkItem, ...]:
    """What was returned, reports due, a correction under way, blank counts, questions, tasks and
    follow-ups late; the recovery sheet that is not typed back. Nothing where the data went on."""
    if desk.moved_to:
        return ()
    items = [*_remarks(desk, month), *_sheet(desk)]
    items += [
        WorkItem(
            WorkKind.REPORT_LATE if one.days_left < 0 else WorkKind.REPORT_DUE,
            count=abs(one.days_left),
            period=one.period.id,
        )
        for one in due_reports(desk, month)
    ]
    if closing_in_force(desk, month.id) is not None:
        return tuple(items)
    # The path weighs the same figures and is kept until one of them changes.
    path = month_path(desk, month)
    items += [
        WorkItem(WorkKind.CORRECTION, count=path.correcting, period=month.id),
        WorkItem(WorkKind.COUNTS_MISSING, count=_blank(desk, month)),
        WorkItem(WorkKind.CONFIRMATIONS, count=path.waiting),
        WorkItem(WorkKind.TASKS_LATE, count=sum(one.overdue for one in tasks(desk, month.id))),
        WorkItem(WorkKind.FOLLOW_UPS_LATE, count=len(inspections_of(desk, month).overdue)),
    ]
    return tuple(item for item in items if item.count or item.kind is WorkKind.REPORT_DUE)


def _remarks(desk: Desk, month: Period) -> Iterator[WorkItem]:
    """What was returned, whatever month is looked at; other remarks with their own month."""
    for one in remarked_periods(desk):
        kind = WorkKind.RETURNED if one.kind == "returned" else WorkKind.REMARK
        if kind is WorkKind.REMARK and one.period != month.id:
            continue
        for remark in one.remarks:
            yield WorkItem(kind, (), 1, one.period, remark.text, remark.where)
        if not one.remarks:
            yield WorkItem(kind, count=1, period=one.period)


def _sheet(desk: Desk) -> Iterator[WorkItem]:
    """The recovery sheet, while the data have a password and none was typed back.

    Also while the one that was may be known to an officer who left.
    """
    if not desk.store.side_file.opens_itself:
        from desktop.actions.secrets import sheet_status

        status = sheet_status(desk)
        if status.reminds:
            kind = WorkKind.SHEET_SEEN if status.seen else WorkKind.RECOVERY_SHEET
            yield WorkItem(kind, count=1)


def _blank(desk: Desk, month: Period) -> int:
    pack = plan_of_month(desk, month.id)
    if pack is None or month.start > desk.clock.today():
        return 0
    known = plan_queries.monthly_counts(desk.store)
    return sum(month.id not in known.get(one.id, {}) for one in asked_of_commune(pack))

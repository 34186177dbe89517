"""Inspections of residential groups: entering them, those of a period, what is still to follow."""

from dataclasses import dataclass
from datetime import date

from desktop.actions.closed import told_of_closed
from desktop.actions.desk import Changes, Desk, Outcome, only_one, refused
from desktop.db import area_queries, queries
from desktop.db.area_saving import save_inspection
from desktop.db.saving import soft_delete
from desktop.domain.groups import ResidentialGroup
from desktop.domain.inspections import Inspection, InspectionDraft, check_inspection
from desktop.domain.periods import Period
from desktop.domain.problems import Problem, Severity, stopping

__all__ = [
    "Inspection",
    "InspectionDraft",
    "InspectionLine",
    "InspectionsView",
    "check_drafts",
    "inspections",
    "inspections_of",
    "record_inspection",
    "record_inspections",
    "remove_inspection",
]


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection with the name that its group bore that day; empty for the whole commune."""

    inspection: Inspection
    group: str
    open: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class InspectionsView:
    """The inspections of a period, and those until its end whose follow-up is still open.

    What is open or overdue is judged on ``on``: the period's last day, today while it runs.
    """

    period: Period
    on: date
    lines: tuple[InspectionLine, ...]
    open_before: tuple[InspectionLine, ...]

    @property
    def overdue(self) -> tuple[InspectionLine, ...]:
        """Every follow-up that is open although its day has passed."""
        return tuple(one for one in (*self.open_before, *self.lines) if one.overdue)


def inspections(desk: Desk) -> tuple[InspectionLine, ...]:
    """Every inspection, the oldest first, judged today."""
    return _lines(desk, area_queries.inspections(desk.store), on=desk.clock.today())


def inspections_of(desk: Desk, period: Period) -> InspectionsView:
    """The inspections held in a period, with the follow-ups that earlier ones left open."""
    on = min(period.last_day, desk.clock.today())
    known = _lines(desk, area_queries.inspections(desk.store), on=on)
    return InspectionsView(
        period,
        on,
        tuple(one for one in known if one.inspection.on in period),
        tuple(one for one in known if one.inspection.on < period.start and one.open),
    )


def _lines(desk: Desk, found: tuple[Inspection, ...], *, on: date) -> tuple[InspectionLine, ...]:
    groups = {group.id: group for group in queries.groups(desk.store)} if found else {}
    return tuple(
        InspectionLine(one, _name(groups, one), one.open_on(on), one.overdue_on(on))
        for one in found
    )


def _name(groups: dict[str, ResidentialGroup], one: Inspection) -> str:
    group = groups.get(one.group_id or "")
    return group.name_on(one.on) if group is not None else ""


def record_inspection(desk: Desk, draft: InspectionDraft) -> Outcome[str]:
    """Stores an inspection (a new one when the draft has no id); the value is its id."""
    return only_one(record_inspections(desk, (draft,)))


def record_inspections(desk: Desk, drafts: tuple[InspectionDraft, ...]) -> Outcome[tuple[str, ...]]:
    """Stores several inspections in one step, all or none."""
    problems = check_drafts(desk, drafts)
    if stopping(problems):
        return refused(*problems)
    days = sorted(draft.on.isoformat() for draft in drafts if draft.on is not None)
    ids = tuple(draft.id or desk.ids.new() for draft in drafts)
    with desk.writing(action="record_inspection", label=days[0] if days else "") as write:
        for draft, inspection_id in zip(drafts, ids, strict=True):
            save_inspection(write, draft, inspection_id=inspection_id)
    return Outcome(ids, problems, Changes.of_tables(write.changed_tables))


def check_drafts(desk: Desk, drafts: tuple[InspectionDraft, ...]) -> tuple[Problem, ...]:
    """What recording these would say, without writing anything."""
    return tuple(problem for draft in drafts for problem in _problems(desk, draft))


def _problems(desk: Desk, draft: InspectionDraft) -> tuple[Problem, ...]:
    problems = [
        *check_inspection(draft, today=desk.clock.today()),
        *told_of_closed(desk, (draft.on,), "on"),
    ]
    group = queries.group_by_id(desk.store, draft.group_id) if draft.group_id else None
    if draft.group_id and group is None:
        problems.append(Problem("group_unknown", "group_id"))
    if group is not None and draft.on is not None and not group.active_on(draft.on):
        details = {"group": group.name, "date": draft.on.isoformat()}
        problems.append(Problem("group_not_active", "group_id", Severity.WARNING, details))
    if draft.id is not None and _found(desk, draft.id) is None:
        problems.append(Problem("inspection_unknown", "id"))
    return tuple(problems)


def _found(desk: Desk, inspection_id: str) -> Inspection | None:
    known = area_queries.inspections(desk.store)
    return next((one for one in known if one.id == inspection_id), None)


def remove_inspection(desk: Desk, inspection_id: str) -> Outcome[str]:
    """Puts an inspection into the trash; undo brings it back."""
    found = _found(desk, inspection_id)
    if found is None:
        return refused(Problem("inspection_unknown", "id"))
    with desk.writing(action="delete_inspection", label=found.on.isoformat()) as write:
        soft_delete(write, "inspections", inspection_id, at=desk.clock.now().isoformat())
    return Outcome(inspection_id, (), Changes.of_tables(write.changed_tables))

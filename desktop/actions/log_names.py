"""The names behind the ids that entries of the log keep, looked up when the log is shown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from desktop.actions.area_rules import shipped_rules
from desktop.actions.counts import known_categories
from desktop.actions.desk import Desk
from desktop.actions.periods import all_closings
from desktop.actions.plans import pack_of
from desktop.actions.terms import AuditEntry
from desktop.db.name_queries import report_names, row_names, session_names
from desktop.domain.log_names import LogNames, Reopening
from desktop.domain.log_reports import OF_REPORTS, kept_reports
from desktop.domain.plans import PlanPack

__all__ = ["LogNames", "log_names"]

_OF_PLANS = frozenset({"plan_targets", "plan_baselines", "plan_tasks", "plan_answers"})


def log_names(desk: Desk, entries: Iterable[AuditEntry]) -> LogNames:
    """What the things are called now that entries are about.

    A name that was erased is not known any more, nor what was taken out by undo.
    """
    told = tuple(entries)
    rows = [row for entry in told for row in _rows(entry.details)]
    tables = {str(row.get("table")) for row in rows}
    ids = {one for row in rows for one in _ids_in(row)}
    names = row_names(desk.store, ids)
    if tables & {"monthly_counts", "count_openings"}:
        names |= {("count_openings", one.id): one.label for one in known_categories(desk).values()}
    if tables & _OF_PLANS:
        for plan_id in sorted({one for row in rows for one in _plans_in(row)}):
            names |= _of_plan(pack_of(desk, plan_id))
    if "area_assessments" in tables:
        levels = (level for rule in shipped_rules() for level in rule.levels)
        names |= {("area_levels", one.id): one.label for one in levels}
    sessions = session_names(desk.store, ids) if "sessions" in tables else {}
    reports = {one for entry in told if entry.action in OF_REPORTS for one in _packages_in(entry)}
    filed, brought = report_names(desk.store, reports) if reports else ({}, {})
    return LogNames(names, sessions, _reopenings(desk), filed, brought)


def _rows(details: Mapping[str, object]) -> list[dict[str, Any]]:
    changes = details.get("changes")
    return changes if isinstance(changes, list) else []


def _ids_in(row: Mapping[str, Any]) -> Iterator[str]:
    """The ids of a row's key and the ones that its columns refer to."""
    yield from str(row.get("id", "")).split("/")
    for column, values in row.get("values", {}).items():
        if column.endswith("_id"):
            yield from (str(one) for one in values if one)


def _packages_in(entry: AuditEntry) -> Iterator[str]:
    """The ids of packages and receptions that an entry of an act between offices names."""
    yield from kept_reports(entry.details)
    for row in _rows(entry.details):
        yield from _ids_in(row)


def _plans_in(row: Mapping[str, Any]) -> Iterator[str]:
    if row.get("table") == "plan_answers":
        yield from (str(one) for one in row.get("values", {}).get("plan_id", ()) if one)
    elif row.get("table") in _OF_PLANS:
        yield str(row.get("id", "")).partition("/")[0]


def _of_plan(pack: PlanPack | None) -> dict[tuple[str, str], str]:
    if pack is None:
        return {}
    objectives = {f"{pack.id}/{one.id}": one.title for one in pack.objectives}
    return (
        {("plan_targets", key): title for key, title in objectives.items()}
        | {("plan_baselines", f"{pack.id}/{one.id}"): one.label for one in pack.baselines}
        | {("plan_tasks", f"{pack.id}/{one.id}"): one.text for one in pack.tasks}
    )


def _reopenings(desk: Desk) -> dict[str, Reopening]:
    return {
        one.id: Reopening(one.period, one.reopen_reason)
        for one in all_closings(desk)
        if not one.in_force
    }

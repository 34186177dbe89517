"""The names of rows by their ids, deleted ones included: the log and the trash keep ids alone."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from desktop.domain.log_names import ReportName, SessionName

if TYPE_CHECKING:
    from desktop.db.store import Store

_COLUMNS = {
    "residential_groups": "name",
    "models": "name",
    "list_entries": "label",
    "signers": "name",
    "committee_members": "name",
    "officers": "name",
    "conversion_milestones": "title",
    "expected_units": "name",
    "superiors": "name",
    "receptions": "name",
}
"""What a row is called by itself."""
_OWNERS = {
    "model_statuses": ("model_id", "models"),
    "model_activities": ("model_id", "models"),
    "lineage_events": ("group_id", "residential_groups"),
    "not_held": ("group_id", "residential_groups"),
    "inspections": ("group_id", "residential_groups"),
}
"""A row without a name of its own is called by what it belongs to."""
_SESSIONS = """
SELECT s.id, s.held_on, g.name FROM sessions s
LEFT JOIN session_groups l ON l.session_id = s.id
LEFT JOIN residential_groups g ON g.id = l.group_id
WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY g.sort_key, g.former_commune, g.id
"""
_SENT = """
SELECT package_id, period, sequence, correction FROM sent_packages
WHERE package_id IN (SELECT value FROM json_each(?))
"""
_RECEIVED = """
SELECT p.reception_id, p.package_id, p.period, p.sequence, p.correction, p.unit_code, coalesce((
    SELECT u.name FROM expected_units u
    WHERE u.code = p.unit_code AND u.valid_from = p.valid_from AND u.deleted_at IS NULL
  ), p.unit_name)
FROM received_packages p
WHERE p.package_id IN (SELECT value FROM json_each(?1))
   OR p.reception_id IN (SELECT value FROM json_each(?1))
"""


def row_names(store: "Store", ids: Collection[str]) -> dict[tuple[str, str], str]:
    """The names of the rows with these ids, by table and id."""
    wanted = (json.dumps(sorted(ids)),)
    # Names of tables and columns are the schema's own, never a user's.
    own = {
        table: f"SELECT id, {column} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        for table, column in _COLUMNS.items()
    }
    named = {
        (table, str(row_id)): str(name)
        for table, query in own.items()
        for row_id, name in store.read(query, wanted)
        if name
    }
    return named | owner_names(store, ids)


def owner_names(store: "Store", ids: Collection[str]) -> dict[tuple[str, str], str]:
    """What the rows with these ids belong to, by table and id: a group, a model."""
    wanted = (json.dumps(sorted(ids)),)
    # Names of tables and columns are the schema's own, never a user's.
    owned = {
        table: f"SELECT t.id, o.name FROM {table} t JOIN {owners} o ON o.id = t.{column}"  # noqa: S608
        " WHERE t.id IN (SELECT value FROM json_each(?))"
        for table, (column, owners) in _OWNERS.items()
    }
    return {
        (table, str(row_id)): str(name)
        for table, query in owned.items()
        for row_id, name in store.read(query, wanted)
        if name
    }


def session_names(store: "Store", ids: Collection[str]) -> dict[str, SessionName]:
    """Days and groups of the sessions with these ids."""
    found: dict[str, SessionName] = {}
    for row_id, day, group in store.read(_SESSIONS, (json.dumps(sorted(ids)),)):
        known = found.get(row_id, SessionName(day))
        found[row_id] = SessionName(day, (*known.groups, group) if group else known.groups)
    return found


def report_names(
    store: "Store", ids: Collection[str]
) -> tuple[dict[str, ReportName], dict[str, tuple[str, ...]]]:
    """Of the packages and receptions with these ids: the reports, and what each reception brought.

    A unit is called as the list of units calls it, one that is not in it as it calls itself.
    """
    wanted = (json.dumps(sorted(ids)),)
    reports = {row[0]: ReportName(*row[1:]) for row in store.read(_SENT, wanted)}
    brought: dict[str, tuple[str, ...]] = {}
    for reception, package, *said in store.read(_RECEIVED, wanted):
        reports[package] = ReportName(*said)
        brought[reception] = (*brought.get(reception, ()), package)
    return reports, brought

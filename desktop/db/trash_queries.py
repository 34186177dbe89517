"""What was deleted and lies in the trash: each line with who deleted it and when."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.db.name_queries import owner_names, session_names
from desktop.db.rows import Row, TableShape
from desktop.domain.log_names import SessionName

if TYPE_CHECKING:
    from desktop.db.store import Store

TRASHED = (
    *("sessions", "models", "residential_groups", "list_entries", "committee_members", "signers"),
    *("not_held", "model_activities", "model_statuses", "lineage_events", "area_assessments"),
    *("inspections", "conversion_milestones", "plan_answers", "plan_additions", "status_events"),
    *("issued_papers", "expected_units"),
)
"""The tables whose deleted lines come back one by one."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """One deleted line: its table and row, when it was deleted (ISO, UTC), by which officer.

    ``of``: the groups or the model that it belonged to, by their names.
    """

    table: str
    row: Row
    at: str
    officer: str = ""
    of: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What a choice names it by."""
        return str(self.row["id"])


def trashed(store: "Store") -> tuple[Trashed, ...]:
    """Everything in the trash, what was deleted last first."""
    with store.typed_errors():
        found = [one for table in TRASHED for one in _of_table(store, table)]
        by = _deleted_by(store) if found else {}
        ids = {one.id for one in found}
        owners, sessions = (
            (owner_names(store, ids), session_names(store, ids)) if found else ({}, {})
        )
    named = (
        replace(one, officer=by.get(one.id, ""), of=_owners_of(one, owners, sessions))
        for one in found
    )
    return tuple(sorted(named, key=lambda one: (one.at, one.id), reverse=True))


def _owners_of(
    one: Trashed, owners: Mapping[tuple[str, str], str], sessions: Mapping[str, SessionName]
) -> tuple[str, ...]:
    if one.table == "sessions":
        return sessions[one.id].groups if one.id in sessions else ()
    name = owners.get((one.table, one.id), "")
    return (name,) if name else ()


def references(store: "Store", table: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table that refer to a row of another one, each with that table."""
    rows = store.read('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
    return tuple((str(row[0]), str(row[1])) for row in rows)


def row_of(store: "Store", table: str, row_id: str) -> Row | None:
    """One row as it is now."""
    return TableShape.read(store.connection, table).find(store.connection, (row_id,))


def bears_name(store: "Store", table: str, row: Row, identity: str) -> bool:
    """Whether another thing of the same kind bears a name now."""
    home = {"residential_groups": "former_commune", "list_entries": "list"}.get(table, "")
    scope = f"AND {home} = ?" if home else ""
    # Names of tables and columns are the schema's own, never a user's.
    text = f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL AND identity = ? {scope}"  # noqa: S608
    return bool(store.read(text, (identity, *((row[home],) if home else ())))[0][0])


def _of_table(store: "Store", table: str) -> Iterator[Trashed]:
    shape = TableShape.read(store.connection, table)
    for row in shape.rows(store.connection, "WHERE deleted_at IS NOT NULL"):
        yield Trashed(table, row, str(row["deleted_at"]))


def _deleted_by(store: "Store") -> dict[str, str]:
    """Who deleted each line last, by its id; a step done again counts."""
    found: dict[str, str] = {}
    rows = store.connection.execute(
        "SELECT officer, details FROM audit WHERE instr(details, '\"deleted_at\":[null,')"
        " ORDER BY seq"
    )
    for officer, details in rows:
        for change in json.loads(details).get("changes", ()):
            if "deleted_at" in change.get("values", {}):
                found[str(change["id"])] = str(officer)
    return found

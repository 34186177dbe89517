"""A copy beside the store as it is now: what came after it, what was changed, what was deleted.

The rows themselves are compared, by the keys that they were born with; names decide nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine
from desktop.db.backup_copy import scratch_copy
from desktop.db.backup_info import BackupInfo, read_info
from desktop.db.errors import store_error_of
from desktop.db.finds import TABLES, Find, finds_between
from desktop.db.rows import Row, TableShape
from desktop.db.salvage import Salvaged, TableRows

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from desktop.db.store import Store

_NOT_COMPARED = frozenset({"unfinished_lines", "period_events", "confirmation_answers"})


class Difference(StrEnum):
    """What became of a thing since the copy."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that differs; ``find`` brings it to what the copy says.

    ``now`` and ``then`` are the rows that name it, of today and of the copy, where there is one.
    ``groups``: the ids of the residential groups that it was or is of.
    """

    difference: Difference
    find: Find
    now: Row | None
    then: Row | None
    groups: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What a choice names it by."""
        return self.find.id


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of a copy from now; ``names`` are those of the residential groups."""

    info: BackupInfo
    compared: tuple[Compared, ...]
    names: dict[str, str]


def compare(store: "Store", path: Path, *, data_key: bytes) -> Comparison:
    """Compare a copy that was found whole with the open store; neither is changed.

    Raises:
        StoreError: the copy does not open with the key, or the disk fails.
    """
    with store.typed_errors():
        now = _rows(store.connection)
    with scratch_copy(path) as copy:
        connection = engine.connect_single_file(copy, data_key)
        try:
            then = _rows(connection)
        except engine.EngineError as error:
            raise store_error_of(error, folder=path.parent) from error
        finally:
            connection.close()
    finds = finds_between(now, then, follows=True)
    compared = (_compared(find, now, then) for find in finds if find.table not in _NOT_COMPARED)
    homes = {**_homes(now), **_homes(then)}
    return Comparison(
        info=read_info(path),
        compared=tuple(
            replace(one, groups=tuple(homes.get(one.find.key, ())))
            for one in compared
            if one is not None
        ),
        names=_names(then) | _names(now),
    )


def _compared(find: Find, now: Salvaged, then: Salvaged) -> Compared | None:
    here, there = _row(now, find), _row(then, find)
    if _gone(here, find, after=False) and _gone(there, find, after=True):
        return None
    if _gone(there, find, after=True):
        return Compared(Difference.ADDED, find, here, there)
    if _gone(here, find, after=False):
        return Compared(Difference.DELETED, replace(find, owner=there or find.owner), here, there)
    return Compared(Difference.CHANGED, find, here, there)


def _gone(row: Row | None, find: Find, *, after: bool) -> bool:
    """Whether a thing is in the trash or was never there; one of many rows, when none is."""
    if row is not None:
        return bool(row.get("deleted_at"))
    sides = (one.after if after else one.before for one in find.changes)
    named_by_row = any((one.table, one.key) == (find.table, (find.key,)) for one in find.changes)
    return named_by_row or not any(sides)


def _row(held: Salvaged, find: Find) -> Row | None:
    table = held.tables.get(find.table)
    return table.rows.get((find.key,)) if table else None


def _rows(connection: "Connection") -> Salvaged:
    found: dict[str, TableRows] = {}
    for table in TABLES:
        try:
            shape = TableShape.read(connection, table)
        except KeyError:
            # A copy of an older schema: what it could not hold is not called deleted.
            found[table] = TableRows({}, whole=False)
            continue
        rows = shape.rows(connection)
        found[table] = TableRows({shape.key_of(row): row for row in rows}, whole=True)
    return Salvaged(found)


def _homes(held: Salvaged) -> dict[str, list[str]]:
    """The groups of each session and model."""
    found: dict[str, list[str]] = {}
    for table, owner in (("session_groups", "session_id"), ("model_groups", "model_id")):
        for row in held.tables[table].rows.values():
            found.setdefault(str(row[owner]), []).append(str(row["group_id"]))
    return found


def _names(held: Salvaged) -> dict[str, str]:
    groups = held.tables["residential_groups"].rows.values()
    return {str(row["id"]): str(row["name"]) for row in groups}


def choosable(compared: Iterable[Compared]) -> tuple[Compared, ...]:
    """The things that can come back one by one: what was changed or deleted since the copy.

    Closed periods, numbered papers and what decides how is counted come back with everything only.
    """
    apart = {"closings", "issued_papers", "commune_profiles", "settings", "count_openings"}
    apart |= {"plan_files", "plan_choices", "expected_units"}
    return tuple(
        one
        for one in compared
        if one.difference is not Difference.ADDED and one.find.table not in apart
    )

"""Reading residential groups and what happened to them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from desktop.db.profile_queries import setting
from desktop.domain.groups import GroupState, LineageEvent, LineageKind, ResidentialGroup

if TYPE_CHECKING:
    from desktop.db.store import Store

_GROUPS = """
SELECT id, name, kind, active_from, active_until, end_state, former_commune, households,
       population, counted_on, head_name, head_telephone, note
FROM residential_groups WHERE deleted_at IS NULL
ORDER BY sort_key, former_commune, id
"""
_LINEAGE = """
SELECT id, group_id, kind, on_date, other_id, old_name, new_name, decision
FROM lineage_events WHERE deleted_at IS NULL ORDER BY on_date, rowid
"""


_TABLES = frozenset({"residential_groups", "lineage_events", "settings"})

UNKNOWN_DAYS = "unknown_days"
"""The setting of a merged commune that says which days of which groups never came over: JSON."""


def groups(store: "Store") -> tuple[ResidentialGroup, ...]:
    """Every group that was not deleted, ended ones too, in Vietnamese order of their names."""
    return store.remembered("groups", _TABLES, lambda: _read_groups(store))


def _read_groups(store: "Store") -> tuple[ResidentialGroup, ...]:
    renamings: dict[str, list[tuple[date, str]]] = defaultdict(list)
    successors: dict[str, list[str]] = defaultdict(list)
    unknown = _unknown_days(store)
    for event in lineage(store):
        if event.kind is LineageKind.RENAMED:
            renamings[event.group_id].append((event.on, event.old_name))
        elif event.other_id and event.kind in {LineageKind.MERGED, LineageKind.SPLIT}:
            successors[event.group_id].append(event.other_id)
    return tuple(
        ResidentialGroup(
            id=row[0],
            name=row[1],
            kind=row[2],
            active_from=day_of(row[3]),
            active_until=day_of(row[4]),
            end=GroupState(row[5]) if row[5] else None,
            successor_ids=tuple(successors[row[0]]),
            former_commune=row[6],
            households=row[7],
            population=row[8],
            counted_on=day_of(row[9]),
            head_name=row[10],
            head_telephone=row[11],
            note=row[12],
            renamings=tuple(renamings[row[0]]),
            unknown=unknown.get(row[0], ()),
        )
        for row in store.read(_GROUPS)
    )


def unknown_days_text(groups: Iterable[ResidentialGroup]) -> str:
    """The text of the setting that keeps the unknown days of groups; empty when there are none."""
    found = {
        one.id: [[start.isoformat(), end.isoformat()] for start, end in one.unknown]
        for one in groups
        if one.unknown
    }
    return json.dumps(found, sort_keys=True) if found else ""


def _unknown_days(store: "Store") -> dict[str, tuple[tuple[date, date], ...]]:
    """What :func:`unknown_days_text` kept, by the group's identity."""
    rows = json.loads(setting(store, UNKNOWN_DAYS) or "{}")
    return {
        group_id: tuple(
            (date.fromisoformat(start), date.fromisoformat(end)) for start, end in ranges
        )
        for group_id, ranges in rows.items()
    }


def groups_by_id(store: "Store") -> Mapping[str, ResidentialGroup]:
    """The same groups by their identity."""
    return store.remembered(
        "groups_by_id", _TABLES, lambda: {group.id: group for group in groups(store)}
    )


def group_by_id(store: "Store", group_id: str) -> ResidentialGroup | None:
    """One group, or none."""
    return next((group for group in groups(store) if group.id == group_id), None)


def lineage(store: "Store", group_id: str | None = None) -> tuple[LineageEvent, ...]:
    """The events of all groups, or of one, oldest first."""
    return tuple(
        LineageEvent(
            id=row[0],
            group_id=row[1],
            kind=LineageKind(row[2]),
            on=date.fromisoformat(row[3]),
            other_id=row[4],
            old_name=row[5],
            new_name=row[6],
            decision=row[7],
        )
        for row in store.read(_LINEAGE)
        if group_id is None or row[1] == group_id
    )


def uses_of_group(store: "Store", group_id: str) -> int:
    """How many live sessions, models, statements and inspections name the group."""
    found = store.read(
        "SELECT (SELECT count(*) FROM session_groups l JOIN sessions s ON s.id = l.session_id"
        " WHERE l.group_id = ?1 AND s.deleted_at IS NULL)"
        " + (SELECT count(*) FROM model_groups l JOIN models m ON m.id = l.model_id"
        " WHERE l.group_id = ?1 AND m.deleted_at IS NULL)"
        " + (SELECT count(*) FROM not_held WHERE group_id = ?1 AND deleted_at IS NULL)"
        " + (SELECT count(*) FROM inspections WHERE group_id = ?1 AND deleted_at IS NULL)",
        (group_id,),
    )
    return int(found[0][0])


def day_of(text: str | None) -> date | None:
    """The day that a column holds."""
    return date.fromisoformat(text) if text else None

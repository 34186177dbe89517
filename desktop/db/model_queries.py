"""Reading community models with their history."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from desktop.db.group_queries import day_of
from desktop.domain.models import CommunityModel, ModelActivity, ModelStatus, StatusChange

if TYPE_CHECKING:
    from desktop.db.store import Store

_MODELS = """
SELECT m.id, m.name, coalesce(e.label, ''), m.commune_wide, coalesce(e.sensitive, 0),
       m.founded_on, m.founded_year, m.decision, m.members, m.note
FROM models m LEFT JOIN list_entries e ON e.id = m.kind_id
WHERE m.deleted_at IS NULL ORDER BY m.sort_key, m.id
"""
_LINKS = """
SELECT l.model_id, l.group_id FROM model_groups l JOIN residential_groups g ON g.id = l.group_id
ORDER BY g.sort_key, g.former_commune, g.id
"""
# Null sorts first: "since always" is the oldest line of the history.
_STATUSES = """
SELECT model_id, status, since, id FROM model_statuses
WHERE deleted_at IS NULL ORDER BY since, rowid
"""
_ACTIVITIES = """
SELECT model_id, id, on_date, note FROM model_activities
WHERE deleted_at IS NULL ORDER BY on_date, rowid
"""


_TABLES = frozenset(
    {"models", "model_groups", "model_statuses", "model_activities", "list_entries"}
)


def models(store: "Store") -> tuple[CommunityModel, ...]:
    """Every model that was not deleted, in Vietnamese order of their names."""
    return store.remembered("models", _TABLES, lambda: _read_models(store))


def _read_models(store: "Store") -> tuple[CommunityModel, ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for model_id, group_id in store.read(_LINKS):
        groups[model_id].append(group_id)
    statuses: dict[str, list[StatusChange]] = defaultdict(list)
    for model_id, status, since, change_id in store.read(_STATUSES):
        statuses[model_id].append(StatusChange(ModelStatus(status), day_of(since), change_id))
    activities: dict[str, list[ModelActivity]] = defaultdict(list)
    for model_id, activity_id, on, note in store.read(_ACTIVITIES):
        activities[model_id].append(ModelActivity(activity_id, date.fromisoformat(on), note))
    return tuple(
        CommunityModel(
            id=row[0],
            name=row[1],
            kind=row[2],
            group_ids=tuple(groups[row[0]]),
            commune_wide=bool(row[3]),
            sensitive=bool(row[4]),
            founded_on=day_of(row[5]),
            founded_year=row[6],
            decision=row[7],
            members=row[8],
            note=row[9],
            statuses=tuple(statuses[row[0]]),
            activities=tuple(activities[row[0]]),
        )
        for row in store.read(_MODELS)
    )

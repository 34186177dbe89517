"""The figures that a paper or slip makes of a snapshot's lists, compared like its totals.

They follow from the lists, but a reader of the corrected paper sees them change: so that
"nothing else changed" is true, each of them that differs is told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from desktop.domain.difference_values import (
    LIST_MARK,
    Difference,
    DifferenceKind,
    Value,
    changed,
)
from desktop.domain.models import LIVE_STATUSES, ModelStatus
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import ObjectiveKind, TaskState
from desktop.domain.sessions import SessionStatus
from desktop.domain.snapshot import Snapshot

_GONE = frozenset({ModelStatus.DISSOLVED.value, ModelStatus.MERGED.value})


def compare_said(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """What differs of the sums and numbers that sentences and slips name."""
    old, new = _said(before), _said(after)
    # A label that one side does not have was counted there: nought, not unknown.
    labels: Mapping[str, Value] = {name: 0 for name in (*old, *new) if LIST_MARK in name}
    return changed(DifferenceKind.TOTAL, {**labels, **old}, {**labels, **new})


def _said(snapshot: Snapshot) -> Mapping[str, Value]:
    return {
        **_of_groups(snapshot),
        **_of_sessions(snapshot),
        **_of_models(snapshot),
        **_of_plan(snapshot),
    }


def _of_groups(snapshot: Snapshot) -> Mapping[str, Value]:
    active = set(snapshot.upkeep.active)
    groups = [line for line in snapshot.groups if line.id in active]
    return {
        "groups": len(groups),
        **_counted("groups_of_kind", (line.kind for line in groups)),
        "total_households": _sum(line.households for line in groups),
        "households_missing": sum(line.households is None for line in groups),
        "total_population": _sum(line.population for line in groups),
        "population_missing": sum(line.population is None for line in groups),
        "group_rows": len(snapshot.groups),
    }


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _counted(name: str, labels: Iterable[str]) -> Mapping[str, Value]:
    """How many bear each label; one that no side has is no line."""
    found = Counter(label for label in labels if label)
    return {f"{name}{LIST_MARK}{label}": count for label, count in found.items()}


def _of_sessions(snapshot: Snapshot) -> Mapping[str, Value]:
    counting = [one for one in snapshot.sessions if one.counts]
    others = Counter(
        "other_topic" if one.status is SessionStatus.HELD else one.status.value
        for one in snapshot.sessions
        if not one.counts
    )
    return {
        **_counted("sessions_of_format", (one.format for one in counting)),
        **_counted("sessions_of_lead", (one.lead_body for one in counting)),
        **{
            f"sessions_{name}": others[name]
            for name in ("planned", "postponed", "cancelled", "other_topic")
        },
        "session_rows": len(snapshot.sessions),
        "late_slips": len(snapshot.late),
    }


def _of_models(snapshot: Snapshot) -> Mapping[str, Value]:
    live = [line for line in snapshot.models if line.status in LIVE_STATUSES]
    states = Counter(line.status for line in snapshot.models)
    return {
        **_counted("models_of_kind", (line.kind for line in live)),
        "models_weak": states[ModelStatus.WEAK.value],
        "models_paused": states[ModelStatus.PAUSED.value],
        "models_shared": sum(len(line.group_ids) > 1 for line in live),
        "models_commune_wide": sum(line.commune_wide for line in live),
        "models_listed": sum(line.status not in _GONE for line in snapshot.models),
        "model_rows": len(snapshot.models),
    }


def _of_plan(snapshot: Snapshot) -> Mapping[str, Value]:
    states = Counter(task.state for task in snapshot.tasks)
    judged = [
        one.state is ObjectiveState.MET
        for one in snapshot.objectives
        if one.state in (ObjectiveState.MET, ObjectiveState.NOT_MET)
        and one.kind is not ObjectiveKind.COUNT
    ]
    return {
        "objectives_met": f"{sum(judged)}/{len(judged)}",
        "objectives": len(snapshot.objectives),
        "counts_missing": sum(line.state is EntryState.MISSING for line in snapshot.counts),
        "tasks": len(snapshot.tasks),
        "tasks_done": states[TaskState.DONE],
        "tasks_under_way": states[TaskState.UNDER_WAY],
        "tasks_open": states[TaskState.OPEN],
        "tasks_overdue": sum(task.overdue for task in snapshot.tasks),
        "confirmations": len(snapshot.confirmations),
    }

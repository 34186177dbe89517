"""The plans: those that are shipped, those brought in, and the one that a month follows."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.actions.desk import Desk
from desktop.db import area_queries, plan_queries
from desktop.domain.plan_entries import PlanAnswer, PlanEntries
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plan_parsing import PlanReading, extend_plan, parse_plan
from desktop.domain.plans import AnsweredBy, PlanPack
from desktop.domain.text import fold
from desktop.paths import resource

DEFAULT_PLAN = "hue-302"


class PlanNotShippedError(LookupError):
    """A shipped plan is missing or broken; ``args[0]`` is its file."""


def shipped_plans() -> tuple[PlanPack, ...]:
    """All shipped plans: the default one first, the others by id.

    Raises PlanNotShippedError when one of them cannot be used.
    """
    packs = [_shipped(path) for path in resource("plans").glob("*.toml")]
    return tuple(sorted(packs, key=lambda pack: (pack.id != DEFAULT_PLAN, pack.id)))


def _shipped(path: Path) -> PlanPack:
    pack = _parsed(path.read_bytes())
    if pack is None:
        raise PlanNotShippedError(path.name)
    return pack


@lru_cache(maxsize=16)
def _parsed(content: bytes) -> PlanPack | None:
    """Each shipped plan is parsed once: it is asked for with every register that is opened."""
    return parse_plan(content).pack


def plan_named(name: str) -> PlanPack | None:
    """The shipped plan of an id, or of a symbol ("302/KH-UBND") that only one has."""
    wanted = fold(name)
    for path in resource("plans").glob("*.toml"):
        # A plan's file is named by its id, so that one of them is read and not all.
        if path.stem == wanted:
            return _shipped(path)
    found = [pack for pack in shipped_plans() if pack.symbol and fold(pack.symbol) == wanted]
    return found[0] if len(found) == 1 else None


_PLAN_TABLES = frozenset({"plan_choices", "plan_files", "plan_additions", "allocated_rows"})
_ENTRY_TABLES = _PLAN_TABLES | {
    "count_openings",
    "monthly_counts",
    "plan_answers",
    "plan_baselines",
    "plan_targets",
    "plan_tasks",
    "settings",
    "status_events",
    "area_assessments",
}


def plan_id_of_month(desk: Desk, month: str) -> str:
    """The id of the plan that a month follows: the latest choice, the default one without any.

    The empty id says that the committee follows none.
    """
    chosen = [one for one in plan_queries.plan_choices(desk.store) if one.from_month <= month]
    return chosen[-1].plan_id if chosen else DEFAULT_PLAN


def plan_of_month(desk: Desk, month: str) -> PlanPack | None:
    """The plan that a month follows, with what the committee added to it."""
    return pack_of(desk, plan_id_of_month(desk, month))


def pack_of(desk: Desk, plan_id: str) -> PlanPack | None:
    """A plan with what the committee added and allocated; None when no such plan is known."""
    name = f"plan {plan_id}"
    return desk.store.remembered(name, _PLAN_TABLES, lambda: _pack_of(desk, plan_id))


def _pack_of(desk: Desk, plan_id: str) -> PlanPack | None:
    reading = reading_of(desk, plan_id)
    if reading is None or reading.pack is None:
        return None
    own = plan_queries.allocated_rows(desk.store, plan_id)
    tables = tuple(
        replace(table, rows=own[table.id]) if table.id in own else table
        for table in reading.pack.tables
    )
    return replace(reading.pack, tables=tables)


def reading_of(
    desk: Desk, plan_id: str, more: tuple[tuple[str, Mapping[str, Any]], ...] = ()
) -> PlanReading | None:
    """A plan read with its additions and ``more`` of them; None when no such plan is known."""
    content = plan_content(desk, plan_id)
    if content is None:
        return None
    known = tuple(
        (one.kind, addition_table(one.content))
        for one in plan_queries.plan_additions(desk.store, plan_id)
    )
    return extend_plan(content, known + more)


def plan_content(desk: Desk, plan_id: str) -> bytes | None:
    """The text of a plan: the committee's own file before a shipped one of the same id."""
    own = plan_queries.plan_files(desk.store).get(plan_id)
    if own is not None:
        return own.encode()
    known = {path.stem: path for path in resource("plans").glob("*.toml")}
    return known[plan_id].read_bytes() if plan_id in known else None


def addition_table(content: str) -> dict[str, Any]:
    """The keys of an addition as a plan's file would give them: days are dates again."""
    table: dict[str, Any] = json.loads(content, parse_float=Decimal)
    for key in ("due", "on"):
        if isinstance(table.get(key), str):
            table[key] = date.fromisoformat(table[key])
    return table


def entries_of(desk: Desk, plan_id: str) -> PlanEntries:
    """Everything entered that the objectives of a plan read, what assessments say included."""
    name = f"entries of plan {plan_id}"
    return desk.store.remembered(name, _ENTRY_TABLES, lambda: _entries_of(desk, plan_id))


def _entries_of(desk: Desk, plan_id: str) -> PlanEntries:
    from desktop.actions.areas import statuses_of

    entries = plan_queries.plan_entries(desk.store, plan_id)
    assessed = area_queries.area_assessments(desk.store)
    if not assessed:
        return entries
    pack = pack_of(desk, plan_id)
    answered = tuple(
        PlanAnswer(f"{one.id}:{objective.id}", objective.id, AnswerState.YES, one.on, one.decision)
        for objective in (pack.objectives if pack is not None else ())
        if objective.answered_by is AnsweredBy.ASSESSMENT
        for one in assessed
    )
    return replace(entries, answers=entries.answers + answered, statuses=statuses_of(desk))

"""Plans of the committee's own: their files brought in and taken away."""

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.actions.desk import Changes, Desk, Outcome
from desktop.actions.plans import addition_table
from desktop.db import plan_queries
from desktop.db.plan_saving import save_plan_file
from desktop.domain.plan_parsing import extend_plan, parse_plan
from desktop.domain.plan_reading import LARGEST_FILE, PlanProblem, read_toml
from desktop.domain.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlanOutcome(Outcome[T]):
    """An outcome that also says what is wrong with a plan's text, by key path and line."""

    plan_problems: tuple[PlanProblem, ...] = ()


def not_done(*problems: Problem, reading: tuple[PlanProblem, ...] = ()) -> PlanOutcome[T]:
    """A write that was stopped; nothing was written."""
    return PlanOutcome(problems=problems, plan_problems=reading)


def done(value: T, tables: frozenset[str]) -> PlanOutcome[T]:
    """A write that was committed, with the tables it changed."""
    return PlanOutcome(value, (), Changes.of_tables(tables))


def read_plan_file(path: Path) -> bytes | PlanProblem:
    """The bytes of a plain file, no more of them than a plan may be large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return PlanProblem("unreadable")
        with path.open("rb") as source:
            return source.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        return PlanProblem("unreadable")


def add_plan_file(desk: Desk, path: Path) -> PlanOutcome[str]:
    """Brings a whole plan in from a file; the value is its id. See ``add_plan_content``."""
    content = read_plan_file(path)
    if isinstance(content, PlanProblem):
        return not_done(Problem("plan_not_usable", "file"), reading=(content,))
    return add_plan_content(desk, content)


def add_plan_content(desk: Desk, content: bytes) -> PlanOutcome[str]:
    """Brings a whole plan in; one of the same id is replaced when its additions still fit."""
    reading = parse_plan(content)
    if reading.pack is not None:
        stored = plan_queries.plan_additions(desk.store, reading.pack.id)
        own = tuple((one.kind, addition_table(one.content)) for one in stored)
        together = extend_plan(content, own)
        reading = reading if together.pack is not None else together
    if reading.pack is None:
        return not_done(Problem("plan_not_usable", "file"), reading=reading.problems)
    pack, text = reading.pack, content.decode("utf-8-sig")
    at = desk.clock.now().isoformat()
    with desk.writing(action="add_plan_file", label=pack.id) as write:
        save_plan_file(write, plan_id=pack.id, content=text, at=at)
    changes = Changes.of_tables(write.changed_tables)
    return PlanOutcome(pack.id, (), changes, reading.problems)


def remove_plan_file(desk: Desk, plan_id: str) -> PlanOutcome[str]:
    """Takes a plan of the committee's own away; refused while a month follows it."""
    if plan_id not in plan_queries.plan_files(desk.store):
        return not_done(Problem("plan_unknown", "plan", details={"plan": plan_id}))
    if any(one.plan_id == plan_id for one in plan_queries.plan_choices(desk.store)):
        return not_done(Problem("plan_in_use", "plan", details={"plan": plan_id}))
    with desk.writing(action="remove_plan_file", label=plan_id) as write:
        write.remove("plan_files", plan_id)
    return done(plan_id, write.changed_tables)


def file_kind(content: bytes) -> str | PlanProblem:
    """What a file brings: ``plan`` (it has id and title), or ``additions`` to one."""
    data, unread = read_toml(content)
    if unread:
        return unread[0]
    return "plan" if "id" in data or "title" in data else "additions"

"""Plans of the committee's own: their files brought in and taken away."""

import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.actions.count_meanings import Meaning, changed_meanings, left_without_meaning
from desktop.actions.desk import Changes, Desk, Outcome
from desktop.actions.plans import addition_table, plan_content
from desktop.db import plan_queries, queries
from desktop.db.plan_saving import save_plan_file
from desktop.domain.plan_lines import with_lines
from desktop.domain.plan_parsing import PlanReading, extend_plan, parse_plan
from desktop.domain.plan_privacy import private_problems
from desktop.domain.plan_reading import LARGEST_FILE, PlanProblem, read_toml
from desktop.domain.plans import CountCategory, PlanPack
from desktop.domain.problems import Problem
from desktop.paths import resource

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


def add_plan_file(desk: Desk, path: Path, *, replacing: bool = False) -> PlanOutcome[str]:
    """Brings a whole plan in from a file; the value is its id. See ``add_plan_content``."""
    content = read_plan_file(path)
    if isinstance(content, PlanProblem):
        return not_done(Problem("plan_not_usable", "file"), reading=(content,))
    return add_plan_content(desk, content, replacing=replacing)


def checked_plan(content: bytes, *, groups: Sequence[str] = ()) -> PlanReading:
    """A plan with what can be said of it alone: its format, its id, groups and persons named.

    An id of a shipped plan is refused, unless the file is that plan itself.
    """
    reading = parse_plan(content)
    if reading.pack is None:
        return reading
    data, _unread = read_toml(content)
    noted = (*_shipped_id(reading.pack.id, content), *private_problems(data, groups=groups))
    return _with(reading, noted, content)


def _shipped_id(plan_id: str, content: bytes) -> Iterator[PlanProblem]:
    for path in resource("plans").glob("*.toml"):
        if path.stem == plan_id.casefold() and path.read_bytes() != content:
            yield PlanProblem("id_shipped", "id", details={"id": plan_id})


def _with(reading: PlanReading, noted: Sequence[PlanProblem], content: bytes) -> PlanReading:
    """The reading with more problems; one of them that stops takes the plan away."""
    lined = with_lines(tuple(noted), content.decode("utf-8-sig"))
    usable = all(one.warning for one in lined)
    return PlanReading(reading.pack if usable else None, (*reading.problems, *lined))


def add_plan_content(desk: Desk, content: bytes, *, replacing: bool = False) -> PlanOutcome[str]:
    """Brings a whole plan in; one of the same id is replaced only when that is said.

    Its additions have to fit still, and its counts keep the unit and the kind that figures
    were entered in.
    """
    reading = _fitting(desk, content)
    if reading.pack is None:
        return not_done(Problem("plan_not_usable", "file"), reading=reading.problems)
    pack, text = reading.pack, content.decode("utf-8-sig")
    known = plan_queries.plan_files(desk.store).get(pack.id)
    if text == known or (known is None and plan_content(desk, pack.id) == content):
        return PlanOutcome(pack.id, plan_problems=reading.problems)
    if known is not None and (stop := _not_replaced(desk, pack, known, replacing=replacing)):
        return not_done(stop)
    at = desk.clock.now().isoformat()
    with desk.writing(action="add_plan_file", label=pack.id) as write:
        save_plan_file(write, plan_id=pack.id, content=text, at=at)
    changes = Changes.of_tables(write.changed_tables)
    return PlanOutcome(pack.id, (), changes, reading.problems)


def _not_replaced(desk: Desk, pack: PlanPack, known: str, *, replacing: bool) -> Problem | None:
    """Why a plan of the same id stays: nobody said to replace it, or figures would be lost."""
    old = parse_plan(known.encode()).pack
    if not replacing:
        details = {
            "plan": pack.id,
            "before": str(len(old.objectives) if old is not None else 0),
            "after": str(len(pack.objectives)),
        }
        return Problem("plan_there_already", "plan", details=details)
    gone = [one for one in old.counts if pack.count(one.id) is None] if old is not None else []
    return _has_figures(desk, pack.id, gone)


def _has_figures(desk: Desk, plan_id: str, counts: Iterable[CountCategory]) -> Problem | None:
    own = [Meaning(one.id, one.label, one.unit, one.kind) for one in counts]
    found = left_without_meaning(desk, own, but_plan=plan_id)
    if found is None:
        return None
    details = {"plan": plan_id, "name": found[0].label, "count": str(found[1])}
    return Problem("plan_has_figures", "plan", details=details)


def _fitting(desk: Desk, content: bytes) -> PlanReading:
    """The plan of a file where it fits what is there: additions to it, meanings of counts."""
    groups = [one.name for one in queries.groups(desk.store)]
    reading = checked_plan(content, groups=groups)
    if reading.pack is not None:
        stored = plan_queries.plan_additions(desk.store, reading.pack.id)
        own = tuple((one.kind, addition_table(one.content)) for one in stored)
        together = extend_plan(content, own)
        reading = reading if together.pack is not None else together
    if reading.pack is None:
        return reading
    counts = (
        (f"counts[{index}]", Meaning(one.id, one.label, one.unit, one.kind))
        for index, one in enumerate(reading.pack.counts)
    )
    return _with(reading, changed_meanings(desk, counts, but_plan=reading.pack.id), content)


def remove_plan_file(desk: Desk, plan_id: str) -> PlanOutcome[str]:
    """Takes a plan of the committee's own away; refused while a month follows it."""
    if plan_id not in plan_queries.plan_files(desk.store):
        return not_done(Problem("plan_unknown", "plan", details={"plan": plan_id}))
    if any(one.plan_id == plan_id for one in plan_queries.plan_choices(desk.store)):
        return not_done(Problem("plan_in_use", "plan", details={"plan": plan_id}))
    pack = parse_plan(plan_queries.plan_files(desk.store)[plan_id].encode()).pack
    if pack is not None and (kept := _has_figures(desk, plan_id, pack.counts)) is not None:
        return not_done(kept)
    with desk.writing(action="remove_plan_file", label=plan_id) as write:
        write.remove("plan_files", plan_id)
    return done(plan_id, write.changed_tables)


def file_kind(content: bytes) -> str | PlanProblem:
    """What a file brings: ``plan`` (it has id and title), or ``additions`` to one."""
    data, unread = read_toml(content)
    if unread:
        return unread[0]
    return "plan" if "id" in data or "title" in data else "additions"

"""What a committee adds to a plan: counts, objectives, baselines, tables and tasks of its own."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.actions.count_meanings import Meaning, changed_meanings, left_without_meaning
from desktop.actions.desk import Desk
from desktop.actions.plan_files import PlanOutcome, done, not_done, read_plan_file
from desktop.actions.plans import addition_table, plan_content, reading_of
from desktop.db import plan_queries, queries
from desktop.db.plan_saving import save_addition
from desktop.db.saving import soft_delete
from desktop.domain.plan_lines import with_lines
from desktop.domain.plan_parsing import ADDED_TO, PlanReading, extend_plan
from desktop.domain.plan_privacy import private_problems
from desktop.domain.plan_reading import LARGEST_FILE, PlanProblem, read_toml
from desktop.domain.problems import Problem
from desktop.domain.text import tidy

OWN_CLAUSE = "Ban Chỉ đạo đặt thêm"
"""The clause of an addition that names none; it stands in the papers, so it is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What the committee added to a plan: its kind and the keys of its table in a file."""

    id: str
    plan_id: str
    kind: str
    table: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The id that the plan's sums and links call it by."""
        return str(self.table.get("id", ""))


def additions(desk: Desk, plan_id: str) -> tuple[Addition, ...]:
    """What the committee added to a plan, in order."""
    return tuple(
        Addition(one.id, one.plan_id, one.kind, addition_table(one.content))
        for one in plan_queries.plan_additions(desk.store, plan_id)
    )


def add_to_plan(
    desk: Desk, plan_id: str, kind: str, table: Mapping[str, Any]
) -> PlanOutcome[tuple[str, ...]]:
    """Adds one count, objective, baseline, table or task; the value holds its addition's id."""
    return add_all_to_plan(desk, plan_id, ((kind, table),))


def add_all_to_plan(
    desk: Desk, plan_id: str, more: Sequence[tuple[str, Mapping[str, Any]]]
) -> PlanOutcome[tuple[str, ...]]:
    """Adds several to a plan, all or none; the value holds the ids of the additions.

    Each is (kind, the keys of its table in a plan's file). An absent clause becomes "Ban
    Chỉ đạo đặt thêm", an absent quote the title. Key paths of problems count from the
    first of ``more``: ``objectives[0].target``. A count of a single group, and an id that
    stands for another unit or kind already, are refused.
    """
    for kind, _table in more:
        if kind not in ADDED_TO:
            return not_done(Problem("addition_kind_unknown", "kind", details={"kind": kind}))
    whole = tuple((kind, _with_defaults(kind, table)) for kind, table in more)
    reading = reading_of(desk, plan_id, whole)
    if reading is None:
        return not_done(Problem("plan_unknown", "plan", details={"plan": plan_id}))
    if reading.pack is None:
        before = _sizes(desk, plan_id)
        found = tuple(_shifted(one, before) for one in reading.problems)
        return not_done(Problem("plan_not_usable", "file"), reading=found)
    noted = (*_private(desk, whole), *changed_meanings(desk, _counts_of(whole)))
    if any(not one.warning for one in noted):
        return not_done(Problem("plan_not_usable", "file"), reading=noted)
    ids = tuple(desk.ids.new() for _one in whole)
    first = len(plan_queries.plan_additions(desk.store, plan_id))
    with desk.writing(action="add_to_plan", label=_label(whole)) as write:
        for place, (new, (kind, table)) in enumerate(zip(ids, whole, strict=True), start=first):
            save_addition(
                write,
                addition_id=new,
                plan_id=plan_id,
                kind=kind,
                position=place,
                content=_content_of(table),
            )
    return replace(done(ids, write.changed_tables), plan_problems=noted)


def _private(desk: Desk, more: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[PlanProblem, ...]:
    """What additions say about single groups and persons."""
    lists: dict[str, list[Mapping[str, Any]]] = {}
    for kind, table in more:
        lists.setdefault(ADDED_TO[kind], []).append(table)
    return private_problems(lists, groups=[one.name for one in queries.groups(desk.store)])


def _counts_of(more: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, Meaning]]:
    """The counts among additions, each with its key path."""
    counts = [table for kind, table in more if kind == "count"]
    for index, table in enumerate(counts):
        yield f"counts[{index}]", Meaning.of_table(table)


def change_addition(
    desk: Desk, plan_id: str, addition_id: str, table: Mapping[str, Any]
) -> PlanOutcome[str]:
    """Puts another table in the place of an addition; it keeps its kind and its place.

    A count with figures keeps its id, its unit and its kind (stock or flow).
    """
    known = additions(desk, plan_id)
    found = next((one for one in known if one.id == addition_id), None)
    if found is None:
        return not_done(Problem("addition_unknown", "id"))
    whole = _with_defaults(found.kind, table)
    changed = tuple(replace(one, table=whole) if one is found else one for one in known)
    reading = _extended(desk, plan_id, changed)
    if reading.pack is None:
        place = _place_of(desk, plan_id, found)
        problems = tuple(_shifted(one, place) for one in reading.problems)
        return not_done(Problem("plan_not_usable", "file"), reading=problems)
    more = ((found.kind, whole),)
    other = changed_meanings(desk, _counts_of(more), but_addition=found.id)
    noted = (*_private(desk, more), *other)
    if any(not one.warning for one in noted):
        return not_done(Problem("plan_not_usable", "file"), reading=noted)
    if found.name != str(whole.get("id", "")) and (kept := _kept(desk, found)) is not None:
        return not_done(kept)
    with desk.writing(action="change_addition", label=found.name) as write:
        row = {"id": addition_id, "content": _content_of(whole)}
        write.put("plan_additions", row)
    return replace(done(addition_id, write.changed_tables), plan_problems=noted)


def _kept(desk: Desk, addition: Addition) -> Problem | None:
    """Why an addition has to stay: figures were entered for it and nothing else names them."""
    if addition.kind != "count":
        return None
    own = (Meaning.of_table(addition.table),)
    found = left_without_meaning(desk, own, but_addition=addition.id)
    if found is None:
        return None
    return Problem(
        "count_has_figures", "id", details={"name": own[0].label, "count": str(found[1])}
    )


def remove_addition(desk: Desk, plan_id: str, addition_id: str) -> PlanOutcome[str]:
    """Puts an addition into the trash; see ``remove_additions``."""
    outcome = remove_additions(desk, plan_id, (addition_id,))
    value = addition_id if outcome.value else None
    return PlanOutcome(value, outcome.problems, outcome.changes, outcome.plan_problems)


def remove_additions(
    desk: Desk, plan_id: str, addition_ids: Sequence[str]
) -> PlanOutcome[tuple[str, ...]]:
    """Puts additions into the trash in one step, all or none; the value holds their ids.

    Refused while another addition names one of them. A count that figures were entered for
    stays: without it they would mean nothing.
    """
    known = additions(desk, plan_id)
    found = tuple(one for one in known if one.id in addition_ids)
    if len(found) != len(set(addition_ids)) or not found:
        return not_done(Problem("addition_unknown", "id"))
    label = next(one.name for one in found if one.id == addition_ids[0])
    left = _extended(desk, plan_id, tuple(one for one in known if one not in found))
    if left.pack is None and _extended(desk, plan_id, known).pack is not None:
        problem = Problem("addition_in_use", "id", details={"name": label})
        return not_done(problem, reading=left.problems)
    kept = [_kept(desk, one) for one in found]
    if any(kept):
        return not_done(*(one for one in kept if one is not None))
    with desk.writing(action="remove_addition", label=label) as write:
        for one in found:
            soft_delete(write, "plan_additions", one.id, at=desk.clock.now().isoformat())
    return done(tuple(one.id for one in found), write.changed_tables)


def additions_in(
    content: bytes,
) -> tuple[tuple[tuple[str, Mapping[str, Any]], ...], tuple[PlanProblem, ...]]:
    """The additions that a file holds, in its order, or what keeps it from being read."""
    data, unread = read_toml(content)
    if unread:
        return (), unread
    problems = tuple(_strange(data))
    if problems:
        return (), with_lines(problems, content.decode("utf-8-sig"))
    found = tuple((kind, table) for kind, key in ADDED_TO.items() for table in data.get(key, ()))
    return found, () if found else (PlanProblem("empty_plan", "objectives"),)


def _strange(data: Mapping[str, Any]) -> Iterator[PlanProblem]:
    """Keys that add nothing, and lists that are none."""
    for key, value in data.items():
        if key == "format":
            continue
        if key not in ADDED_TO.values():
            yield PlanProblem("unknown_key", tidy(key)[:60] or "?")
        elif not isinstance(value, list):
            yield PlanProblem("not_list", key)
        else:
            for index, one in enumerate(value):
                if not isinstance(one, dict):
                    yield PlanProblem("not_table", f"{key}[{index}]")


def add_additions_file(desk: Desk, plan_id: str, path: Path) -> PlanOutcome[tuple[str, ...]]:
    """Adds what a file holds to a plan, all or none; problems come with the file's lines."""
    content = read_plan_file(path)
    if isinstance(content, PlanProblem):
        return not_done(Problem("plan_not_usable", "file"), reading=(content,))
    more, problems = additions_in(content)
    if problems:
        return not_done(Problem("plan_not_usable", "file"), reading=problems)
    outcome = add_all_to_plan(desk, plan_id, more)
    if not outcome.plan_problems:
        return outcome
    lined = with_lines(outcome.plan_problems, content.decode("utf-8-sig"))
    return replace(outcome, plan_problems=lined)


def _with_defaults(kind: str, table: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(table)
    if kind in {"objective", "table", "task"} and not whole.get("clause"):
        whole["clause"] = OWN_CLAUSE
    if kind == "objective" and not whole.get("quote"):
        whole["quote"] = whole.get("title", "")
    return whole


def _label(whole: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    if len(whole) > 1:
        return str(len(whole))
    table = whole[0][1] if whole else {}
    return str(table.get("title") or table.get("label") or table.get("id", ""))[:120]


def _content_of(table: Mapping[str, Any]) -> str:
    return json.dumps(table, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """What JSON does not know: days as texts, numbers with decimals as they are written."""
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            whole = value == value.to_integral_value()
            return int(value) if whole else float(value)
        case _:
            raise TypeError(type(value).__name__)


def _extended(desk: Desk, plan_id: str, own: Sequence[Addition]) -> PlanReading:
    content = plan_content(desk, plan_id) or b""
    return extend_plan(content, tuple((one.kind, one.table) for one in own))


def _sizes(desk: Desk, plan_id: str) -> dict[str, int]:
    """How many tables of each kind the plan has already, its additions among them."""
    data, _unread = read_toml(plan_content(desk, plan_id) or b"")
    sizes = {key: len(data.get(key, ())) for key in ADDED_TO.values()}
    for one in additions(desk, plan_id):
        sizes[ADDED_TO[one.kind]] += 1
    return sizes


def _place_of(desk: Desk, plan_id: str, addition: Addition) -> dict[str, int]:
    """Where an addition stands in its list, and nothing of the other lists."""
    data, _unread = read_toml(plan_content(desk, plan_id) or b"")
    key = ADDED_TO[addition.kind]
    same = [one.id for one in additions(desk, plan_id) if one.kind == addition.kind]
    return {key: len(data.get(key, ())) + same.index(addition.id)}


_INDEXED = re.compile(r"([a-z]+)\[(\d+)\]")


def _shifted(problem: PlanProblem, before: Mapping[str, int]) -> PlanProblem:
    """The problem with its place counted from the first of what is added."""

    def counted(found: re.Match[str]) -> str:
        place = int(found[2]) - before.get(found[1], LARGEST_FILE)
        return f"{found[1]}[{place}]" if place >= 0 else found[0]

    return replace(problem, path=_INDEXED.sub(counted, problem.path, count=1), line=None)

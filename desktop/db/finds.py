"""Things that one file of a register has and another has not, or has otherwise, and writing them.

The rescue compares a damaged file with the copy that takes its place by them, the time line a
copy with the data as they are now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.db import engine
from desktop.db.errors import primary_code
from desktop.db.rows import Key, Row, RowChange
from desktop.db.salvage import Salvaged, TableRows
from desktop.db.writing import LOCKED_TABLES, OUTSIDE_UNDO

if TYPE_CHECKING:
    from desktop.db.store import Store
    from desktop.db.writing import Write

_CONSTRAINT = 19
OWNERS = {
    "lineage_events": ("residential_groups", "group_id"),
    "member_groups": ("committee_members", "member_id"),
    "session_groups": ("sessions", "session_id"),
    "session_labels": ("sessions", "session_id"),
    "model_groups": ("models", "model_id"),
    "model_statuses": ("models", "model_id"),
    "model_activities": ("models", "model_id"),
    "period_events": ("closings", "closing_id"),
    "monthly_counts": ("monthly_counts", "month"),
    "confirmation_answers": ("confirmation_answers", "period"),
    "report_texts": ("report_texts", "period"),
    "unfinished_lines": ("unfinished_lines", "sheet"),
}
"""Rows that belong to a thing of another table, or that one word names together."""
TABLES = (
    *("commune_profiles", "settings", "list_entries", "residential_groups", "lineage_events"),
    *("committee_members", "member_groups", "signers", "expected_units"),
    *("sessions", "session_groups", "session_labels", "not_held"),
    *("models", "model_groups", "model_statuses", "model_activities"),
    *("monthly_counts", "count_openings", "plan_files", "plan_choices", "plan_additions"),
    *("plan_targets", "plan_baselines", "plan_answers", "plan_tasks", "allocated_rows"),
    *("status_events", "area_assessments", "population_years", "conversion_milestones"),
    *("inspections", "confirmation_answers", "closings", "period_events", "issued_papers"),
    *("report_texts", "own_forms", "unfinished_lines"),
)
"""What comes back from a damaged file, each after what it refers to.

What went to other offices or came from them is not among it: it lies on sticks and is read again.
"""
_REFERENCES = {
    "sessions": (("format_id", "list_entries"), ("lead_body_id", "list_entries")),
    "session_groups": (("group_id", "residential_groups"),),
    "session_labels": (("entry_id", "list_entries"),),
    "not_held": (("group_id", "residential_groups"),),
    "models": (("kind_id", "list_entries"),),
    "model_groups": (("group_id", "residential_groups"),),
    "member_groups": (("group_id", "residential_groups"),),
    "lineage_events": (("other_id", "residential_groups"),),
    "inspections": (("group_id", "residential_groups"),),
    "issued_papers": (("closing_id", "closings"),),
}


@dataclass(frozen=True, slots=True)
class Find:
    """A thing that the one file has and the other has not, or has otherwise.

    ``owner`` is its row as the former has it, with what names it; empty for a group of rows.
    """

    table: str
    key: str
    changes: tuple[RowChange, ...]
    new: bool
    owner: Row

    @property
    def id(self) -> str:
        """What a choice names it by."""
        return f"{self.table}/{self.key}"


def finds_between(before: Salvaged, given: Salvaged, *, follows: bool) -> tuple[Find, ...]:
    """The things that one has and the other has not, or has otherwise.

    Rows that are gone count only where every page of their table could be read and the log shows
    that the file is the newer one; elsewhere they may merely be lost.
    """
    changes: dict[tuple[str, str], list[RowChange]] = {}
    for table in TABLES:
        there = given.tables.get(table, TableRows({}, whole=False))
        here = before.tables.get(table, TableRows({}, whole=True)).rows
        for change in _changes(table, here, there, follows=follows):
            changes.setdefault(_owner_of(change), []).append(change)
    found = (_find(owner, rows, before, given) for owner, rows in changes.items())
    return tuple(sorted(found, key=_place_in_list))


def _place_in_list(find: Find) -> tuple[int, str, str]:
    """By kind, then by the day or name that it shows."""
    shown = find.owner.get("held_on") or find.owner.get("sort_key") or find.key
    return TABLES.index(find.table), str(shown), find.key


def _changes(
    table: str, here: Mapping[Key, Row], there: TableRows, *, follows: bool
) -> Iterable[RowChange]:
    for key, row in there.rows.items():
        old = here.get(key)
        # A row of an older schema has fewer columns: those alone are compared.
        if old is None or any(old.get(name) != value for name, value in row.items()):
            yield RowChange(table, key, old, row)
    if there.whole and follows:
        for key in here.keys() - there.rows.keys():
            yield RowChange(table, key, here[key], None)


def _owner_of(change: RowChange) -> tuple[str, str]:
    row = change.after or change.before or {}
    if change.table in OWNERS:
        table, column = OWNERS[change.table]
        return table, str(row.get(column, ""))
    return change.table, change.key_text


def _find(
    owner: tuple[str, str], changes: list[RowChange], before: Salvaged, given: Salvaged
) -> Find:
    table, key = owner
    single = (key,)
    rows = given.tables.get(table)
    row = rows.rows.get(single) if rows else None
    known = before.tables.get(table)
    old = known.rows.get(single) if known else None
    new = old is None and all(one.before is None for one in changes)
    shown = row or old or changes[0].after or changes[0].before or {}
    return Find(table, key, tuple(changes), new, shown)


def with_needed(chosen: Iterable[Find], offered: Iterable[Find]) -> tuple[Find, ...]:
    """The chosen finds and those that they refer to, in the order in which they can be written."""
    # What only differs is there already: it comes back only where it was chosen itself.
    by_id = {one.id: one for one in offered if one.new}
    taken: dict[str, Find] = {}
    waiting = list(chosen)
    while waiting:
        find = waiting.pop()
        if find.id in taken:
            continue
        taken[find.id] = find
        waiting += [by_id[one] for one in _needs(find) if one in by_id]
    return tuple(sorted(taken.values(), key=lambda one: TABLES.index(one.table)))


def _needs(find: Find) -> Iterable[str]:
    for change in find.changes:
        for column, table in _REFERENCES.get(change.table, ()):
            if change.after and change.after.get(column):
                yield f"{table}/{change.after[column]!s}"


def replay(store: "Store", write: "Write", finds: Iterable[Find]) -> tuple[Find, ...]:
    """Write finds into the open store; those that its rules refuse are left out and returned."""
    refused: list[Find] = []
    for find in finds:
        done = len(write.changes)
        store.connection.execute("SAVEPOINT find")
        try:
            for change in sorted(find.changes, key=lambda one: TABLES.index(one.table)):
                _put(write, change)
        except engine.EngineError as error:
            if primary_code(error) != _CONSTRAINT:
                raise
            store.connection.execute("ROLLBACK TO find")
            del write.changes[done:]
            refused.append(find)
        store.connection.execute("RELEASE find")
    return tuple(refused)


def _put(write: "Write", change: RowChange) -> None:
    if change.after is None:
        write.remove(change.table, change.key)
    else:
        write.put(change.table, change.after)


def left_out() -> frozenset[str]:
    """The tables that never come back from a damaged file, for the test that none is forgotten."""
    return LOCKED_TABLES | OUTSIDE_UNDO

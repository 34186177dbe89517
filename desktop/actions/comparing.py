"""A copy compared with now, and single records brought back from it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import BEFORE_BRINGING_BACK, MANY_ROWS, back_up_before
from desktop.actions.closed import month_lock_problems
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.found_copies import office_here
from desktop.actions.periods import period_named
from desktop.actions.sessions import closed_problems
from desktop.db.backup_comparing import Compared, Comparison, Difference, choosable
from desktop.db.backup_comparing import compare as compare_rows
from desktop.db.copy_offices import office_of
from desktop.db.errors import BackupDamagedError, CompareOtherError
from desktop.db.finds import Find, replay, with_needed
from desktop.db.rows import Row, RowChange
from desktop.domain.problems import Problem
from desktop.domain.text import identity_key, name_keys

if TYPE_CHECKING:
    from desktop.db.slots import Secret
    from desktop.db.writing import Write

__all__ = [
    "BroughtBack",
    "Compared",
    "Comparison",
    "Difference",
    "bring_back",
    "choosable",
    "compare",
    "compare_newest",
]

_NAMED = frozenset({"residential_groups", "models"})
_AGAIN = "{name} ({number})"


class _NothingBroughtError(Exception):
    """Nothing of what was chosen fits: the step that was begun is given up."""


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What came back; ``renamed``: names in use meanwhile, and the ones given instead.

    ``left``: things that no longer fit together with the rest of the data.
    """

    brought: tuple[Find, ...]
    renamed: tuple[tuple[str, str], ...] = ()
    left: tuple[Find, ...] = ()


def compare(desk: Desk, path: Path, *, secret: "Secret | None" = None) -> Comparison:
    """What came, was changed and was deleted since a copy; the copy is checked first.

    Raises:
        PasswordNeededError, WrongPasswordError, SheetMistypedError: it has other keys than now.
        BackupDamagedError, StoreTooNewError: it cannot be used. CompareOtherError: it is of the
        register of another office, which has no records in common with this one.
    """
    from desktop.db.backups import key_of_backup, verify_backup

    key = key_of_backup(path, secret=secret, data_key=desk.store.data_key)
    info = verify_backup(path, data_key=key)
    office, here = office_of(path, data_key=key), office_here(desk)
    if office is not None and here is not None and office.is_other_than(here):
        raise CompareOtherError(office=office.name, here=here.name)
    return replace(compare_rows(desk.store, path, data_key=key), info=info)


def compare_newest(
    desk: Desk, paths: Sequence[Path], *, secret: "Secret | None" = None
) -> tuple[Comparison, tuple[str, ...]]:
    """The newest whole one of some copies compared with now, and the names of damaged newer ones.

    Raises:
        As :func:`compare`; BackupDamagedError where all of them are damaged.
    """
    damaged: list[BackupDamagedError] = []
    for path in paths:
        try:
            found = compare(desk, path, secret=secret)
        except BackupDamagedError as error:
            damaged.append(error)
        else:
            return found, tuple(one.name for one in paths[: len(damaged)])
    raise damaged[0]


def bring_back(desk: Desk, comparison: Comparison, ids: Collection[str]) -> Outcome[BroughtBack]:
    """Brings chosen records to what the copy says, with what they refer to, in one step.

    What a closed period fixes stays as it is. A group or model whose name another one bears now
    comes back under that name with a number. Undo takes the step back.

    Raises:
        StoreError: nothing was changed.
    """
    offered = choosable(comparison.compared)
    chosen = [one for one in offered if one.id in ids]
    if not chosen or len(chosen) != len(set(ids)):
        return refused(Problem("record_unknown", "id"))
    needed = with_needed([one.find for one in chosen], [one.find for one in offered])
    wanted = {one.id: one for one in needed}
    compared = [one for one in offered if one.id in wanted]
    if problems := _locked(desk, compared):
        return refused(*problems)
    desk.require("bring_back")
    if sum(len(one.changes) for one in needed) > MANY_ROWS:
        back_up_before(desk, BEFORE_BRINGING_BACK)
    live = {one.id for one in compared if one.difference is Difference.CHANGED}
    finds, renamed = _with_free_names(desk, needed, live)
    try:
        with desk.writing(action="bring_back", label=str(len(finds))) as write:
            left = _replayed(desk, write, finds)
            write.say(copy=comparison.info.name, count=len(finds) - len(left))
    except _NothingBroughtError:
        return refused(Problem("nothing_brought", "id"))
    gone = {one.id for one in left}
    brought = tuple(one for one in finds if one.id not in gone)
    return Outcome(BroughtBack(brought, renamed, left), (), Changes.of_tables(write.changed_tables))


def _replayed(desk: Desk, write: "Write", finds: tuple[Find, ...]) -> tuple[Find, ...]:
    left = replay(desk.store, write, finds)
    if not write.changes:
        raise _NothingBroughtError
    return left


def _locked(desk: Desk, compared: Iterable[Compared]) -> tuple[Problem, ...]:
    """A stop for every closed period that fixes one of the things, as now or as then."""
    days: list[date] = []
    months: set[str] = set()
    for one in compared:
        for row in (one.now, one.then):
            if row is not None:
                days += _days(row, one.find.table)
                months |= _months(row, one.find.table)
        if one.find.table == "monthly_counts":
            months.add(one.find.key)
    closed = [*closed_problems(desk, days)]
    for month in sorted(months):
        closed += month_lock_problems(desk, period_named(desk, month))
    return tuple({str(one.details): one for one in closed}.values())


def _days(row: Row, table: str) -> Iterator[date]:
    if table == "sessions" and not row.get("reported_in"):
        yield date.fromisoformat(str(row["held_on"]))


def _months(row: Row, table: str) -> set[str]:
    column = {"sessions": "reported_in", "not_held": "month"}.get(table, "")
    return {str(row[column])} if row.get(column) else set()


def _with_free_names(
    desk: Desk, finds: Iterable[Find], live: Collection[str]
) -> tuple[tuple[Find, ...], tuple[tuple[str, str], ...]]:
    """The finds, those renamed that were gone and whose name is another one's now."""
    found: list[Find] = []
    renamed: list[tuple[str, str]] = []
    for find in finds:
        name = str(find.owner.get("name", ""))
        again = find.table in _NAMED and find.id not in live
        free = _free_name(desk, find, name) if again else name
        if free != name:
            renamed.append((name, free))
            changes = tuple(_renamed(one, find, free) for one in find.changes)
            found.append(replace(find, changes=changes, owner={**find.owner, "name": free}))
        else:
            found.append(find)
    return tuple(found), tuple(renamed)


def _free_name(desk: Desk, find: Find, name: str) -> str:
    """The name, with a number where a thing of the same kind and former commune bears it."""
    home = "former_commune" if find.table == "residential_groups" else "''"
    # Names of tables and columns are the schema's own, never a user's.
    text = f"SELECT identity FROM {find.table} WHERE deleted_at IS NULL AND {home} = ?"  # noqa: S608
    rows = desk.store.read(text, (str(find.owner.get("former_commune", "")),))
    taken, free, number = {str(row[0]) for row in rows}, name, 2
    while identity_key(free) in taken:
        free, number = _AGAIN.format(name=name, number=number), number + 1
    return free


def _renamed(change: RowChange, find: Find, name: str) -> RowChange:
    if change.table != find.table or change.after is None:
        return change
    return replace(change, after={**change.after, "name": name, **name_keys(name)})

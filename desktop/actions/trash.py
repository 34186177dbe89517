"""The trash: what was deleted, who did it, and bringing it back as one step."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop.actions.closed import month_lock_problems
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.periods import period_named
from desktop.actions.sessions import closed_problems
from desktop.db.errors import RowRefusedError
from desktop.db.rows import Row
from desktop.db.trash_queries import TRASHED, Trashed, bears_name, references, row_of, trashed
from desktop.domain.problems import Problem
from desktop.domain.text import fold, identity_key, name_keys

__all__ = ["FromTrash", "Trashed", "bring_back", "find_trash"]

_AGAIN, _AGAIN_MORE = "{name} (khôi phục)", "{name} (khôi phục {number})"


@dataclass(frozen=True, slots=True)
class FromTrash:
    """What came back; ``renamed``: names in use meanwhile, and the ones given instead."""

    brought: tuple[Trashed, ...]
    renamed: tuple[tuple[str, str], ...] = ()


def find_trash(desk: Desk, text: str = "") -> tuple[Trashed, ...]:
    """What lies in the trash, deleted last first; with a text, the lines that hold it."""
    wanted = fold(text)
    found = trashed(desk.store)
    return tuple(one for one in found if wanted in _words(one)) if wanted else found


def bring_back(desk: Desk, ids: Collection[str]) -> Outcome[FromTrash]:
    """Brings lines back from the trash with what they refer to; undo takes the step back.

    A name that another thing bears now is not taken from it: what comes back gets
    "(khôi phục)" behind its own. What a closed period fixes stays deleted.
    """
    chosen = [one for one in trashed(desk.store) if one.id in ids]
    if not chosen or len(chosen) != len(set(ids)):
        return refused(Problem("record_unknown", "id"))
    if problems := _locked(desk, chosen):
        return refused(*problems)
    wanted = _with_needed(desk, chosen)
    renamed: list[tuple[str, str]] = []
    try:
        with desk.writing(action="take_from_trash", label=str(len(wanted))) as write:
            for one in wanted:
                name = _free_name(desk, one)
                write.put(one.table, {"id": one.id, "deleted_at": None, **name})
                if name:
                    column = "name" if "name" in one.row else "label"
                    renamed.append((str(one.row[column]), str(name[column])))
            write.say(count=len(wanted))
    except RowRefusedError:
        # A number, a code or a month that stands once only is given to something else now.
        return refused(Problem("trash_place_taken", "id"))
    return Outcome(FromTrash(wanted, tuple(renamed)), (), Changes.of_tables(write.changed_tables))


def _words(one: Trashed) -> str:
    texts = (str(value) for value in one.row.values() if isinstance(value, str))
    return fold(" ".join((*texts, *one.of)))


def _locked(desk: Desk, chosen: Iterable[Trashed]) -> tuple[Problem, ...]:
    days = [
        date.fromisoformat(str(one.row["held_on"]))
        for one in chosen
        if one.table == "sessions" and not one.row["reported_in"]
    ]
    months = {str(one.row["month"]) for one in chosen if one.table == "not_held"}
    months |= {
        str(one.row["reported_in"])
        for one in chosen
        if one.table == "sessions" and one.row["reported_in"]
    }
    closed = [*closed_problems(desk, days)]
    for month in sorted(months):
        closed += month_lock_problems(desk, period_named(desk, month))
    return tuple({str(one.details): one for one in closed}.values())


def _with_needed(desk: Desk, chosen: Iterable[Trashed]) -> tuple[Trashed, ...]:
    """The lines with the deleted ones that they refer to, each after what it refers to."""
    found: dict[str, Trashed] = {}
    for one in chosen:
        _add(desk, one, found)
    return tuple(found.values())


def _add(desk: Desk, one: Trashed, found: dict[str, Trashed]) -> None:
    for column, table in references(desk.store, one.table):
        needed = row_of(desk.store, table, str(one.row[column])) if one.row[column] else None
        if needed is None or table not in TRASHED or needed["deleted_at"] is None:
            continue
        if str(needed["id"]) not in found:
            _add(desk, replace(one, table=table, row=needed), found)
    found.setdefault(one.id, one)


def _free_name(desk: Desk, one: Trashed) -> Row:
    """The columns of a new name, where the own one is another thing's now; else none."""
    if "identity" not in one.row:
        return {}
    column = "name" if "name" in one.row else "label"
    name, number = str(one.row[column]), 1
    free = name
    while bears_name(desk.store, one.table, one.row, identity_key(free)):
        words = _AGAIN if number == 1 else _AGAIN_MORE
        free, number = words.format(name=name, number=number), number + 1
    if free == name:
        return {}
    made = name_keys(free)
    return {column: free, **{key: value for key, value in made.items() if key in one.row}}

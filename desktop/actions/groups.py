"""Residential groups: entering them, and the events of their lives."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from desktop.actions.closed import closed_period
from desktop.actions.desk import Changes, Desk, Outcome, only_one, refused
from desktop.db import queries
from desktop.db.saving import end_group, save_group, save_group_name, save_lineage, soft_delete
from desktop.db.writing import Write
from desktop.domain.groups import (
    GroupDraft,
    GroupState,
    LineageEvent,
    LineageKind,
    ResidentialGroup,
    check_group,
    looking_alike,
)
from desktop.domain.problems import Problem, stopping
from desktop.domain.text import identity_key

T = TypeVar("T")


def groups(desk: Desk) -> tuple[ResidentialGroup, ...]:
    """All groups, those of the past too, in Vietnamese order."""
    return queries.groups(desk.store)


def active_groups(desk: Desk, day: date) -> tuple[ResidentialGroup, ...]:
    """The groups that exist on a day."""
    return tuple(group for group in queries.groups(desk.store) if group.active_on(day))


def lineage(desk: Desk) -> tuple[LineageEvent, ...]:
    """The events of all groups' lives, oldest first."""
    return queries.lineage(desk.store)


def record_group(desk: Desk, draft: GroupDraft) -> Outcome[str]:
    """Stores a group (a new one when the draft has no id); the value is its id."""
    return only_one(record_groups(desk, (draft,)))


def record_groups(desk: Desk, drafts: Sequence[GroupDraft]) -> Outcome[tuple[str, ...]]:
    """Stores several groups in one step, all or none."""
    stored = queries.groups(desk.store)
    problems = tuple(
        problem
        for draft in drafts
        for problem in (
            *check_group(draft),
            *_name_taken(draft, stored),
            *looking_alike(draft, stored),
            *born_problems(desk, draft),
        )
    )
    if stopping(problems):
        return refused(*problems)
    with desk.writing(action="record_group", label=_label(drafts)) as write:
        ids = write_groups(desk, write, drafts)
    return Outcome(ids, problems, Changes.of_tables(write.changed_tables))


def write_groups(desk: Desk, write: Write, drafts: Sequence[GroupDraft]) -> tuple[str, ...]:
    """Writes checked drafts inside a running transaction; returns their ids in order."""
    ids: list[str] = []
    for draft in drafts:
        group_id = draft.id or desk.ids.new()
        save_group(write, draft, group_id=group_id)
        if draft.id is None and draft.active_from is not None:
            event = LineageEvent(desk.ids.new(), group_id, LineageKind.CREATED, draft.active_from)
            save_lineage(write, event)
        ids.append(group_id)
    return tuple(ids)


def _label(drafts: Sequence[GroupDraft]) -> str:
    return drafts[0].name if len(drafts) == 1 else str(len(drafts))


def _name_taken(draft: GroupDraft, stored: Sequence[ResidentialGroup]) -> tuple[Problem, ...]:
    key = identity_key(draft.name), identity_key(draft.former_commune)
    taken = any(
        (identity_key(group.name), identity_key(group.former_commune)) == key
        and group.id != draft.id
        and group.active_until is None
        for group in stored
    )
    return (Problem("name_taken", "name", details={"name": draft.name}),) if taken else ()


def _find(desk: Desk, group_id: str) -> ResidentialGroup | None:
    return next((group for group in queries.groups(desk.store) if group.id == group_id), None)


def _any_closed(desk: Desk) -> bool:
    return any(one.in_force for one in queries.closings(desk.store))


def born_problems(desk: Desk, draft: GroupDraft) -> tuple[Problem, ...]:
    """A stop when a group would begin, or no longer begin, inside a closed period.

    A new group without a day would always have been there, in the closed periods too.
    """
    if draft.id is None and draft.active_from is None and _any_closed(desk):
        return (Problem("group_needs_day", "active_from"),)
    stored = _find(desk, draft.id) if draft.id is not None else None
    before = stored.active_from if stored is not None else None
    if draft.active_from == before:
        return ()
    days = [day for day in (draft.active_from, before) if day is not None]
    return tuple(
        Problem("period_closed", "active_from", details={"period": period})
        for period in dict.fromkeys(closed_period(desk, day) for day in days)
        if period is not None
    )


def _day_problems(desk: Desk, day: date) -> tuple[Problem, ...]:
    period = closed_period(desk, day)
    return (Problem("period_closed", "on", details={"period": period}),) if period else ()


def rename_group(
    desk: Desk, group_id: str, *, name: str, on: date, decision: str = ""
) -> Outcome[str]:
    """Gives a group a new name from a day on; papers of earlier months keep the old one."""
    group = _find(desk, group_id)
    if group is None:
        return refused(Problem("group_unknown", "id"))
    draft = GroupDraft(name=name, id=group_id)
    problems = (
        *check_group(draft),
        *_name_taken(draft, queries.groups(desk.store)),
        *_day_problems(desk, on),
    )
    if stopping(problems):
        return refused(*problems)
    event = LineageEvent(
        desk.ids.new(), group_id, LineageKind.RENAMED, on, None, group.name, name, decision
    )
    with desk.writing(action="rename_group", label=name) as write:
        save_group_name(write, group_id=group_id, name=name)
        save_lineage(write, event)
    return Outcome(group_id, problems, Changes.of_tables(write.changed_tables))


def merge_groups(
    desk: Desk, group_ids: Sequence[str], *, into: GroupDraft, on: date, decision: str = ""
) -> Outcome[str]:
    """Merges groups on a day into a new one, or into one of them when the draft has its id.

    ``on`` is the first day of the merged group. Sessions and models keep their links;
    the counting rules follow the lineage. The value is the id of the merged group.
    """
    ended = [group_id for group_id in group_ids if group_id != into.id]
    problems = _merge_problems(desk, group_ids, into, on)
    if stopping(problems):
        return refused(*problems)
    with desk.writing(action="merge_groups", label=into.name) as write:
        heir = into.id or _write_heir(desk, write, into, on)
        for group_id in ended:
            end_group(write, group_id=group_id, until=on, state=GroupState.MERGED.value)
            save_lineage(
                write,
                LineageEvent(
                    desk.ids.new(), group_id, LineageKind.MERGED, on, heir, decision=decision
                ),
            )
        if into.id is not None:
            _rename_heir(desk, write, into, on, decision)
    return Outcome(heir, problems, Changes.of_tables(write.changed_tables))


def _merge_problems(
    desk: Desk, group_ids: Sequence[str], into: GroupDraft, on: date
) -> tuple[Problem, ...]:
    stored = queries.groups(desk.store)
    wanted = [group for group in stored if group.id in set(group_ids)]
    problems = [*check_group(into), *_day_problems(desk, on)]
    if len(wanted) != len(set(group_ids)) or len(wanted) < 2:
        problems.append(Problem("merge_needs_two", "group_ids"))
    problems.extend(_not_active(wanted, on))
    staying = tuple(
        group for group in stored if group.id not in set(group_ids) or group.id == into.id
    )
    problems.extend(_name_taken(into, staying))
    return tuple(problems)


def _not_active(wanted: Sequence[ResidentialGroup], on: date) -> list[Problem]:
    return [
        Problem(
            "group_not_active", "group_ids", details={"group": group.name, "date": on.isoformat()}
        )
        for group in wanted
        if group.active_until is not None
        or (group.active_from is not None and group.active_from >= on)
    ]


def _write_heir(desk: Desk, write: Write, into: GroupDraft, on: date) -> str:
    heir = desk.ids.new()
    save_group(write, _born(into, on), group_id=heir)
    save_lineage(write, LineageEvent(desk.ids.new(), heir, LineageKind.CREATED, on))
    return heir


def _born(draft: GroupDraft, on: date) -> GroupDraft:
    return GroupDraft(
        name=draft.name,
        kind=draft.kind,
        active_from=on,
        former_commune=draft.former_commune,
        households=draft.households,
        population=draft.population,
        counted_on=draft.counted_on,
        head_name=draft.head_name,
        head_telephone=draft.head_telephone,
        note=draft.note,
    )


def _rename_heir(desk: Desk, write: Write, into: GroupDraft, on: date, decision: str) -> None:
    stored = next(group for group in queries.groups(desk.store) if group.id == into.id)
    if stored.name != into.name:
        save_group_name(write, group_id=stored.id, name=into.name)
        save_lineage(
            write,
            LineageEvent(
                desk.ids.new(),
                stored.id,
                LineageKind.RENAMED,
                on,
                None,
                stored.name,
                into.name,
                decision,
            ),
        )


def split_group(
    desk: Desk, group_id: str, *, parts: Sequence[GroupDraft], on: date, decision: str = ""
) -> Outcome[tuple[str, ...]]:
    """Splits a group on a day into two or more new ones; the value holds their ids."""
    group = _find(desk, group_id)
    if group is None:
        return refused(Problem("group_unknown", "id"))
    others = tuple(other for other in queries.groups(desk.store) if other.id != group_id)
    problems: list[Problem] = [*_not_active((group,), on), *_day_problems(desk, on)]
    for part in parts:
        problems.extend((*check_group(part), *_name_taken(part, others)))
    if len({identity_key(part.name) for part in parts}) < max(len(parts), 2):
        problems.append(Problem("split_needs_two", "parts"))
    if stopping(tuple(problems)):
        return refused(*problems)
    with desk.writing(action="split_group", label=group.name) as write:
        ids = tuple(_write_heir(desk, write, part, on) for part in parts)
        end_group(write, group_id=group_id, until=on, state=GroupState.SPLIT.value)
        for heir in ids:
            event = LineageEvent(
                desk.ids.new(), group_id, LineageKind.SPLIT, on, heir, decision=decision
            )
            save_lineage(write, event)
    return Outcome(ids, tuple(problems), Changes.of_tables(write.changed_tables))


def dissolve_group(desk: Desk, group_id: str, *, on: date, decision: str = "") -> Outcome[str]:
    """Ends a group's life; ``on`` is the first day that it no longer exists."""
    group = _find(desk, group_id)
    if group is None:
        return refused(Problem("group_unknown", "id"))
    problems = (*_not_active((group,), on), *_day_problems(desk, on))
    if stopping(problems):
        return refused(*problems)
    with desk.writing(action="dissolve_group", label=group.name) as write:
        end_group(write, group_id=group_id, until=on, state=GroupState.DISSOLVED.value)
        save_lineage(
            write,
            LineageEvent(desk.ids.new(), group_id, LineageKind.DISSOLVED, on, decision=decision),
        )
    return Outcome(group_id, problems, Changes.of_tables(write.changed_tables))


def delete_group(desk: Desk, group_id: str) -> Outcome[str]:
    """Puts a group entered by mistake into the trash; refused while sessions or models name it."""
    group = _find(desk, group_id)
    if group is None:
        return refused(Problem("group_unknown", "id"))
    if uses := queries.uses_of_group(desk.store, group_id):
        details = {"group": group.name, "uses": str(uses)}
        return refused(Problem("group_in_use", "id", details=details))
    with desk.writing(action="delete_group", label=group.name) as write:
        soft_delete(write, "residential_groups", group_id, at=desk.clock.now().isoformat())
    return Outcome(group_id, (), Changes.of_tables(write.changed_tables))

"""Recording outreach sessions, and stating that none was held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.actions.backups import BEFORE_MASS_DELETE, MANY_ROWS, back_up_before
from desktop.actions.closed import closed_period, month_lock_problems, naming_month
from desktop.actions.desk import Changes, Desk, Outcome, only_one, refused
from desktop.actions.topics import counts_as_drug
from desktop.db import queries
from desktop.db.saving import Labels, save_not_held, save_session, soft_delete
from desktop.db.writing import Write
from desktop.domain.commune import ListName
from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import Period, parse_period
from desktop.domain.problems import Problem, Severity, stopping
from desktop.domain.sessions import NotHeldStatement, OutreachSession, SessionDraft, check_session
from desktop.domain.text import identity_key, nfc, tidy


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions a list shows; empty parts do not filter. ``end`` is exclusive."""

    start: date | None = None
    end: date | None = None
    text: str = ""
    group_id: str | None = None
    format: str = ""
    limit: int | None = None
    offset: int = 0


def sessions_of(desk: Desk, period: Period) -> tuple[OutreachSession, ...]:
    """The sessions dated in a period, in the order of their dates and of entry."""
    return queries.sessions(desk.store, start=period.start, end=period.end)


def find_sessions(desk: Desk, wanted: SessionFilter) -> tuple[OutreachSession, ...]:
    """The sessions that a filter lets through, newest first."""
    return queries.sessions(
        desk.store,
        newest_first=True,
        start=wanted.start,
        end=wanted.end,
        text=wanted.text,
        group_id=wanted.group_id,
        format=wanted.format or None,
        limit=wanted.limit,
        offset=wanted.offset,
    )


def session(desk: Desk, session_id: str) -> OutreachSession | None:
    """One session."""
    return queries.session_by_id(desk.store, session_id)


def record_session(desk: Desk, draft: SessionDraft, *, late: bool = False) -> Outcome[str]:
    """Stores a session (a new one when the draft has no id); the value is its id."""
    return only_one(record_sessions(desk, (draft,), late=late))


def record_sessions(
    desk: Desk,
    drafts: Sequence[SessionDraft],
    *,
    action: str = "record_session",
    label: str = "",
    late: bool = False,
) -> Outcome[tuple[str, ...]]:
    """Stores several sessions in one step, all or none; the value holds their ids in order.

    A slip dated in a closed period is refused, unless ``late`` takes it into the "số bổ sung"
    of the next report: it keeps its real date, and the closed snapshot stays as it is.
    A problem of a draft names its place in ``details["line"]``, counted from 1.
    """
    groups = queries.groups_by_id(desk.store)
    drafts = tuple(reported(desk, draft, late=late) for draft in drafts)
    problems = tuple(
        _numbered(problem, index, len(drafts))
        for index, draft in enumerate(drafts, start=1)
        for problem in _problems(desk, draft, groups)
    )
    if stopping(problems):
        return refused(*problems)
    with desk.writing(action=action, label=label or _label(drafts)) as write:
        ids = write_sessions(desk, write, drafts, groups)
    return Outcome(ids, problems, Changes.of_tables(write.changed_tables))


def _label(drafts: Sequence[SessionDraft]) -> str:
    first = drafts[0].held_on if drafts else None
    return f"{len(drafts)}|{first.isoformat() if first else ''}"


def write_sessions(
    desk: Desk, write: Write, drafts: Sequence[SessionDraft], groups: Mapping[str, ResidentialGroup]
) -> tuple[str, ...]:
    """Writes checked drafts inside a running transaction; returns their ids in order."""
    known = queries.labels_by_identity(desk.store)
    labels = Labels.of(write, desk.ids, known, is_drug=counts_as_drug)
    named = {group_id for draft in drafts for group_id in draft.group_ids}
    names = {group_id: groups[group_id].name for group_id in named}
    ids: list[str] = []
    for order, draft in enumerate(drafts, start=queries.next_session_order(desk.store)):
        session_id = draft.id or desk.ids.new()
        save_session(
            write, draft, session_id=session_id, labels=labels, group_names=names, order=order
        )
        ids.append(session_id)
    return tuple(ids)


def _numbered(problem: Problem, index: int, total: int) -> Problem:
    if total == 1:
        return problem
    details = {**problem.details, "line": str(index)}
    return Problem(problem.code, problem.field, problem.severity, details)


def _problems(
    desk: Desk, draft: SessionDraft, groups: Mapping[str, ResidentialGroup]
) -> tuple[Problem, ...]:
    problems = list(check_session(draft, today=desk.clock.today(), earliest=_first_day(desk)))
    stored = queries.session_by_id(desk.store, draft.id) if draft.id is not None else None
    if draft.id is not None and stored is None:
        return (Problem("session_unknown", "id"),)
    problems.extend(lock_problems(desk, draft, stored))
    problems.extend(_group_problems(draft, groups))
    problems.extend(_sensitive_problems(desk, draft))
    return tuple(problems)


def reported(desk: Desk, draft: SessionDraft, *, late: bool) -> SessionDraft:
    """The draft with the month whose report names it: only a late slip has one."""
    if draft.held_on is None:
        return draft
    if closed_period(desk, draft.held_on) is None:
        return replace(draft, reported_in=None)
    if late and draft.reported_in is None:
        return replace(draft, reported_in=naming_month(desk, draft.held_on))
    return draft


def lock_problems(
    desk: Desk, draft: SessionDraft, stored: OutreachSession | None = None
) -> tuple[Problem, ...]:
    """A stop for each closed period that a session lies in, or lay in before it is changed.

    A late slip lies in the month whose report names it.
    """
    days = [draft.held_on] if draft.held_on and draft.reported_in is None else []
    if stored is not None and stored.reported_in is None:
        days.append(stored.held_on)
    named = (draft.reported_in, stored.reported_in if stored else None)
    return (*closed_problems(desk, days), *_named_problems(desk, named))


def _named_problems(desk: Desk, months: Iterable[str | None]) -> tuple[Problem, ...]:
    """A stop when the report that names a late slip is closed as well."""
    rule = queries.counting_settings(desk.store).period_rule
    days = [parse_period(month, rule).last_day for month in months if month]
    return closed_problems(desk, days)


def closed_problems(desk: Desk, days: Sequence[date]) -> tuple[Problem, ...]:
    """A stop for each closed period that holds one of the days."""
    periods = {name for day in days if (name := closed_period(desk, day)) is not None}
    return tuple(
        Problem("period_closed", "held_on", details={"period": name}) for name in sorted(periods)
    )


def _group_problems(draft: SessionDraft, groups: Mapping[str, ResidentialGroup]) -> list[Problem]:
    problems: list[Problem] = []
    for group_id in draft.group_ids:
        group = groups.get(group_id)
        if group is None:
            problems.append(Problem("group_unknown", "group_ids"))
        elif draft.held_on is not None and not group.active_on(draft.held_on):
            details = {"group": group.name, "date": draft.held_on.isoformat()}
            problems.append(Problem("group_not_active", "group_ids", Severity.WARNING, details))
    return problems


def _sensitive_problems(desk: Desk, draft: SessionDraft) -> list[Problem]:
    if not draft.group_ids or not draft.audiences:
        return []
    sensitive = {
        identity_key(label) for label in queries.sensitive_labels(desk.store, ListName.AUDIENCE)
    }
    found = [label for label in draft.audiences if identity_key(label) in sensitive]
    return [
        Problem("sensitive_needs_commune", "audiences", details={"label": label}) for label in found
    ]


def _first_day(desk: Desk) -> date | None:
    profile = queries.profile(desk.store)
    if profile is None or profile.first_month is None:
        return None
    return parse_period(
        profile.first_month, queries.counting_settings(desk.store).period_rule
    ).start


def delete_session(desk: Desk, session_id: str) -> Outcome[str]:
    """Puts a session into the trash; undo brings it back."""
    return delete_sessions(desk, (session_id,))


def delete_sessions(desk: Desk, session_ids: Sequence[str]) -> Outcome[str]:
    """Puts several sessions into the trash in one step; very many only after a backup.

    Raises:
        StoreError: that backup could not be made; nothing was deleted.
    """
    found = [queries.session_by_id(desk.store, session_id) for session_id in session_ids]
    stored = [item for item in found if item is not None]
    if len(stored) != len(session_ids):
        return refused(Problem("session_unknown", "id"))
    problems = closed_problems(
        desk, [item.held_on for item in stored if item.reported_in is None]
    ) + _named_problems(desk, [item.reported_in for item in stored])
    if problems:
        return refused(*problems)
    label = f"{len(stored)}|{stored[0].held_on.isoformat()}"
    if len(stored) > MANY_ROWS:
        desk.require("delete_session")
        back_up_before(desk, BEFORE_MASS_DELETE)
    with desk.writing(action="delete_session", label=label) as write:
        for item in stored:
            soft_delete(write, "sessions", item.id, at=desk.clock.now().isoformat())
    return Outcome(stored[0].id, (), Changes.of_tables(write.changed_tables))


def state_not_held(desk: Desk, *, group_id: str, month: Period, reason: str) -> Outcome[str]:
    """States "không tổ chức, lý do …" for a group's month; a new reason replaces the old."""
    if not tidy(reason):
        return refused(Problem("reason_missing", "reason"))
    if problems := month_lock_problems(desk, month):
        return refused(*problems)
    earlier = [
        item for item in queries.not_held(desk.store, (month.id,)) if item.group_id == group_id
    ]
    statement_id = earlier[0].id if earlier else desk.ids.new()
    with desk.writing(action="state_not_held", label=month.id) as write:
        save_not_held(write, NotHeldStatement(statement_id, group_id, month.id, nfc(reason)))
    return Outcome(statement_id, (), Changes.of_tables(write.changed_tables))


def withdraw_not_held(desk: Desk, *, group_id: str, month: Period) -> Outcome[str]:
    """Takes a "không tổ chức, lý do …" back."""
    if problems := month_lock_problems(desk, month):
        return refused(*problems)
    found = [
        item for item in queries.not_held(desk.store, (month.id,)) if item.group_id == group_id
    ]
    if not found:
        return Outcome()
    with desk.writing(action="withdraw_not_held", label=month.id) as write:
        soft_delete(write, "not_held", found[0].id, at=desk.clock.now().isoformat())
    return Outcome(found[0].id, (), Changes.of_tables(write.changed_tables))

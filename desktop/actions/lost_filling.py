"""The data of a lost commune put together from its snapshots: one write, nothing guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk
from desktop.actions.plans import DEFAULT_PLAN
from desktop.db import queries
from desktop.db.saving import (
    Labels,
    end_group,
    save_group,
    save_list_entry,
    save_model,
    save_not_held,
    save_session,
    save_setting,
    save_status,
)
from desktop.db.writing import Write
from desktop.domain.commune import CountingSettings, ListName
from desktop.domain.groups import GroupDraft, GroupState
from desktop.domain.models import ModelDraft, ModelStatus, StatusChange
from desktop.domain.periods import PeriodKind, PeriodRule
from desktop.domain.plan_facts import EntryState
from desktop.domain.sessions import NotHeldStatement, OutreachSession, SessionDraft
from desktop.domain.snapshot import GroupLine, ModelLine, Snapshot
from desktop.domain.text import identity_key
from desktop.exchange.received import Received

if TYPE_CHECKING:
    from desktop.db.store import Store

_ENDED = {GroupState.MERGED.value, GroupState.SPLIT.value, GroupState.DISSOLVED.value}


@dataclass(frozen=True, slots=True)
class LostMonth:
    """A month in force at the superior: the package and its snapshot's bytes."""

    package: Received
    data: bytes
    snapshot: Snapshot


def fill(desk: Desk, months: Sequence[LostMonth]) -> None:
    """Everything that the snapshots say, in one write."""
    snapshots = [one.snapshot for one in months]
    sessions = _sessions(snapshots)
    with desk.writing(action="rebuild_commune", undoable=False) as write:
        for name, value in queries.counting_rows(_counting(snapshots[-1])).items():
            save_setting(write, name, value)
        names = _save_groups(write, snapshots)
        _save_sessions(desk, write, sessions, names)
        _save_statements(desk, write, snapshots)
        _save_models(desk, write, snapshots, names)
        _save_plan(write, snapshots)
        for one in months:
            _save_closing(desk, write, one)


def _counting(last: Snapshot) -> CountingSettings:
    rule = PeriodRule()
    if last.start_day != rule.of_kind(PeriodKind.MONTH).start_days.get(PeriodKind.MONTH, 15):
        rule = PeriodRule.uniform(last.start_day)
    return CountingSettings(
        period_rule=rule,
        duty_calendar=last.duty_calendar,
        commune_wide_counts=last.commune_wide_counts,
    )


def _save_groups(write: Write, snapshots: Sequence[Snapshot]) -> dict[str, str]:
    """Groups as they stood last; who was not there yet, or no more, began or ended between.

    The names of all of them by identity.
    """
    lines: dict[str, GroupLine] = {}
    begun: dict[str, date] = {}
    ended: dict[str, tuple[date, str]] = {}
    for number, snapshot in enumerate(snapshots):
        here = {line.id: line for line in snapshot.groups}
        for group_id, line in here.items():
            if number and group_id not in lines:
                begun[group_id] = snapshot.period.start
            lines[group_id] = line
            if line.state in _ENDED:
                ended.setdefault(group_id, (snapshot.period.start, line.state))
    for earlier, later in pairwise(snapshots):
        gone = {one.id for one in earlier.groups} - {one.id for one in later.groups}
        for group_id in gone:
            ended.setdefault(group_id, (later.period.start, GroupState.DISSOLVED.value))
    for group_id, line in lines.items():
        draft = GroupDraft(
            name=line.name,
            kind=line.kind,
            active_from=begun.get(group_id),
            former_commune=line.former_commune,
            households=line.households,
            population=line.population,
        )
        save_group(write, draft, group_id=group_id)
        if group_id in ended:
            until, state = ended[group_id]
            end_group(write, group_id=group_id, until=until, state=state)
    return {line.id: line.name for line in lines.values()}


def _sessions(snapshots: Iterable[Snapshot]) -> dict[str, OutreachSession]:
    """Every session once: as the report of its own month says it, else as it was named late."""
    found: dict[str, OutreachSession] = {}
    for snapshot in snapshots:
        for session in snapshot.late:
            found.setdefault(session.id, session)
        found |= {session.id: session for session in snapshot.sessions}
    return found


def _save_sessions(
    desk: Desk, write: Write, sessions: Mapping[str, OutreachSession], names: Mapping[str, str]
) -> None:
    other = {
        identity_key(topic)
        for session in sessions.values()
        if not session.drug_topic
        for topic in session.topics
    }
    known = queries.labels_by_identity(desk.store)
    labels = Labels.of(
        write, desk.ids, known, is_drug=lambda label: identity_key(label) not in other
    )
    _keep_meanings(desk.store, write, sessions.values(), other)
    ordered = sorted(sessions.values(), key=lambda one: (one.held_on, one.start_time, one.id))
    for order, session in enumerate(ordered, 1):
        known_groups = tuple(one for one in session.group_ids if one in names)
        draft = replace(SessionDraft.of(session), id=None, group_ids=known_groups)
        save_session(
            write, draft, session_id=session.id, labels=labels, group_names=names, order=order
        )


def _keep_meanings(
    store: "Store", write: Write, sessions: Iterable[OutreachSession], other: set[str]
) -> None:
    """Shipped topics count for the duty as they did in the commune."""
    used = {identity_key(topic) for session in sessions for topic in session.topics}
    for entry in queries.list_entries(store, ListName.TOPIC):
        key = identity_key(entry.label)
        if key in used and entry.drug_prevention == (key in other):
            save_list_entry(write, replace(entry, drug_prevention=key not in other))


def _save_statements(desk: Desk, write: Write, snapshots: Iterable[Snapshot]) -> None:
    for snapshot in snapshots:
        for duty in snapshot.duty:
            for group_id, reason in duty.stated:
                statement = NotHeldStatement(desk.ids.new(), group_id, duty.month.id, reason)
                save_not_held(write, statement)


def _save_models(
    desk: Desk, write: Write, snapshots: Sequence[Snapshot], names: Mapping[str, str]
) -> None:
    lines: dict[str, ModelLine] = {}
    states: dict[str, dict[str, str]] = {}
    for snapshot in snapshots:
        for line in snapshot.models:
            lines[line.id] = line
            states.setdefault(line.id, {})[line.since] = line.status
    labels = Labels.of(
        write, desk.ids, queries.labels_by_identity(desk.store), is_drug=lambda _label: True
    )
    for line in lines.values():
        save_model(write, _model_draft(line, names), model_id=line.id, labels=labels)
        for since, status in states[line.id].items():
            day = date.fromisoformat(since) if since else None
            change = StatusChange(ModelStatus(status), day, desk.ids.new())
            save_status(write, change, model_id=line.id)


def _model_draft(line: ModelLine, names: Mapping[str, str]) -> ModelDraft:
    whole = "-" in line.founded
    return ModelDraft(
        name=line.name,
        kind=line.kind,
        group_ids=tuple(one for one in line.group_ids if one in names),
        commune_wide=line.commune_wide,
        founded_on=date.fromisoformat(line.founded) if whole else None,
        founded_year=int(line.founded) if line.founded and not whole else None,
        decision=line.decision,
        members=line.members,
        note=line.note,
    )


def _save_plan(write: Write, snapshots: Sequence[Snapshot]) -> None:
    """The counts of each month, and which plan it followed where that is not the usual one."""
    before = DEFAULT_PLAN
    for snapshot in snapshots:
        month = snapshot.period.id
        followed = snapshot.plan.id if snapshot.plan is not None else before
        if followed != before:
            write.put("plan_choices", {"from_month": month, "plan_id": followed})
            before = followed
        for line in snapshot.counts:
            if line.state is EntryState.MISSING:
                continue
            row = {"category": line.category, "month": month, "state": line.state.value}
            value = line.value if line.state is EntryState.ENTERED else 0
            write.put("monthly_counts", {**row, "value": value})


def _save_closing(desk: Desk, write: Write, month: LostMonth) -> None:
    """The closing of a month with the bytes that were received, and that they were."""
    closing_id, snapshot = desk.ids.new(), month.snapshot
    at = datetime.combine(month.package.received_on, time(), UTC).isoformat()
    write.put(
        "closings",
        {
            "id": closing_id,
            "period": snapshot.period.id,
            "first_day": snapshot.period.start,
            "end_day": snapshot.period.end,
            "correction": month.package.correction,
            "closed_at": at,
            "closed_by": "",
            "snapshot": month.data,
            "snapshot_sha256": sha256(month.data).hexdigest(),
        },
    )
    event = {"id": desk.ids.new(), "closing_id": closing_id, "kind": "received", "at": at}
    write.put("period_events", {**event, "officer": ""})

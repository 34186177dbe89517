"""A commune whose folder is lost, rebuilt from what its superior received and holds in force.

A snapshot gives the groups, sessions, statements, models and counts of its period. It cannot
give what was never sent: heads and their telephones, the days on which groups began or ended
inside a month, decisions of their lives, activities of models, single inspections and
assessments, milestones of the area's conversion, the population of the years, what the committee
added to its plan, set as its targets and baselines, answers and tasks of the plan, opening totals,
paragraphs and the trash.
"""

import contextlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk
from desktop.actions.former_opening import require_all, seated
from desktop.actions.plans import DEFAULT_PLAN
from desktop.actions.setup import Sources, new_commune
from desktop.actions.verdicts import consolidation_of, returned_packages
from desktop.db import queries
from desktop.db.backup_copy import scratch_folder
from desktop.db.former_copies import opened_copy
from desktop.db.received_queries import received_snapshots
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
from desktop.db.slots import Secret
from desktop.db.unit_queries import expected_units
from desktop.db.writing import Write
from desktop.domain.commune import CommuneProfile, CountingSettings, ListName, Role
from desktop.domain.expected_units import UnitId
from desktop.domain.groups import GroupDraft, GroupState
from desktop.domain.models import ModelDraft, ModelStatus, StatusChange
from desktop.domain.periods import PeriodKind, PeriodRule, month_of, parse_period
from desktop.domain.plan_facts import EntryState
from desktop.domain.sessions import NotHeldStatement, OutreachSession, SessionDraft
from desktop.domain.snapshot import GroupLine, ModelLine, Snapshot, read_snapshot
from desktop.domain.text import identity_key
from desktop.exchange.received import Received

if TYPE_CHECKING:
    from desktop.actions.passwords import FirstOfficer
    from desktop.db.store import Store

_ENDED = {GroupState.MERGED.value, GroupState.SPLIT.value, GroupState.DISSOLVED.value}


class LostCommuneError(LookupError):
    """A superior's folder that holds nothing in force of a commune, or of any (no code).

    ``waiting`` files of it lie there all the same, for a person to accept or to decide on.
    ``code`` and ``details`` have words, as those of a StoreError.
    """

    def __init__(self, folder: Path, code: str, *, superior: bool, waiting: int = 0) -> None:
        super().__init__(f"{folder}:{code}")
        self.folder = folder
        received = "unit_not_received" if code else "nothing_received"
        if waiting:
            received = "unit_waits" if code else "all_wait"
        self.code = received if superior else "not_a_superior"
        self.details = {"folder": str(folder), "code": code, "count": str(waiting)}


@dataclass(frozen=True, slots=True)
class _Month:
    """A month in force at the superior: the package and its snapshot's bytes."""

    package: Received
    data: bytes
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A commune made of what its superior holds in force, and what it does not make.

    ``tracked_from`` is the first month that the commune itself tracked, as it said last, or else
    the first that the superior expects; ``waiting`` are the months of which a file waits for a
    person, and ``returned`` those given back for correction. They are named before a merger: what
    is not in force does not come over. ``locked``: the superior's folder opens with a password.
    """

    desk: Desk
    tracked_from: str | None
    waiting: frozenset[str]
    returned: frozenset[str]
    locked: bool


@dataclass(frozen=True, slots=True)
class LostUnit:
    """A unit of which a superior holds months in force, with its name in the last of them.

    ``waiting`` files of it wait for a person; with no months in force nothing comes of it yet.
    """

    code: str
    name: str
    months: int
    waiting: int = 0


def lost_units(
    folder: Path, *, sources: Sources, secret: Secret | None = None
) -> tuple[LostUnit, ...]:
    """The units that could be rebuilt from a superior's folder, by their codes.

    Those of which files only wait come after the others.

    Raises:
        StoreError: the folder cannot be read.
        LostCommuneError: it is no superior's, or nothing at all is in force there.
    """
    with (
        scratch_folder() as scratch,
        opened_copy(
            folder, Path(scratch) / "0", clock=sources.clock, ids=sources.ids, secret=secret
        ) as store,
    ):
        desk = seated(store, sources)
        require_all(desk, folder)
        if desk.role is not Role.SUPERIOR:
            raise LostCommuneError(folder, "", superior=False)
        units = _lost_units(desk)
    if not any(one.months for one in units):
        waiting = sum(one.waiting for one in units)
        raise LostCommuneError(folder, "", superior=True, waiting=waiting)
    return units


def _lost_units(desk: Desk) -> tuple[LostUnit, ...]:
    found = consolidation_of(desk)
    codes = {unit.code for unit, _period in found.in_force}
    waiting = Counter(one.package.unit.code for one in found.to_verify)
    names = {one.code: one.name for one in expected_units(desk.store)}
    units: list[LostUnit] = []
    for code in sorted(codes | waiting.keys()):
        months = _months_in_force(desk, code)
        name = months[-1].snapshot.commune if months else names.get(code, "")
        if months or waiting[code]:
            units.append(LostUnit(code, name, len(months), waiting[code]))
    return tuple(sorted(units, key=lambda one: not one.months))


@contextlib.contextmanager
def rebuilt(
    folder: Path,
    code: str,
    scratch: Path,
    *,
    sources: Sources,
    secret: Secret | None = None,
    first: "FirstOfficer | None" = None,
) -> Iterator[Rebuilt]:
    """A commune's desk in a scratch folder, made of its snapshots in force at the superior.

    It opens with the password of a ``first`` officer, where there is one.

    Raises:
        StoreError: the superior's folder cannot be read. NotAllowedError: by that officer.
        LostCommuneError: it is no superior's, or nothing of the commune is in force there.
    """
    beside = scratch.with_name(f"{scratch.name}-superior")
    with opened_copy(folder, beside, clock=sources.clock, ids=sources.ids, secret=secret) as store:
        desk = seated(store, sources)
        require_all(desk, folder)
        months = _months_in_force(desk, code) if desk.role is Role.SUPERIOR else ()
        if not months:
            superior = desk.role is Role.SUPERIOR
            count = _waiting_files(desk, code) if superior else 0
            raise LostCommuneError(folder, code, superior=superior, waiting=count)
        waiting = _waiting_months(desk, months[-1].package.unit)
        given_back = returned_packages(desk)
        returned = frozenset(
            one.snapshot.period.id for one in months if one.package.package_id in given_back
        )
        tracked_from = _tracked_from(desk, months)
        locked = not store.side_file.opens_itself
    made = new_commune(scratch, _profile(months), sources=sources, first=first)
    if made.value is None:
        raise LostCommuneError(folder, code, superior=True)
    with made.value as commune:
        _fill(commune, months)
        yield Rebuilt(commune, tracked_from, waiting, returned, locked)


def _tracked_from(desk: Desk, months: Sequence[_Month]) -> str | None:
    """The commune's own first month; where it named none, the first that the superior expects."""
    own = months[-1].snapshot.first_month
    expected = queries.settings(desk.store).get(queries.FIRST_MONTH)
    if own or not expected:
        return own
    rule = queries.counting_settings(desk.store).period_rule
    return max(expected, month_of(months[-1].package.unit.valid_from, rule).id)


def _waiting_files(desk: Desk, code: str) -> int:
    return sum(one.package.unit.code == code for one in consolidation_of(desk).to_verify)


def _waiting_months(desk: Desk, unit: UnitId) -> frozenset[str]:
    found = {
        one.package.period for one in consolidation_of(desk).to_verify if one.package.unit == unit
    }
    return frozenset(name for name in found if parse_period(name).kind is PeriodKind.MONTH)


def _months_in_force(desk: Desk, code: str) -> tuple[_Month, ...]:
    """The months of the unit with a code, of the newest valid-from, the oldest month first."""
    held = {
        (unit, period): package
        for (unit, period), package in consolidation_of(desk).in_force.items()
        if unit.code == code
    }
    newest = max((unit for unit, _period in held), default=UnitId(code, date.min))
    packages = [package for (unit, _period), package in held.items() if unit == newest]
    packed = received_snapshots(desk.store, [one.package_id for one in packages])
    found = [_read(one, zlib.decompress(packed[one.package_id])) for one in packages]
    months = [one for one in found if one.snapshot.period.kind is PeriodKind.MONTH]
    return tuple(sorted(months, key=lambda one: one.snapshot.period.start))


def _read(package: Received, data: bytes) -> _Month:
    return _Month(package, data, read_snapshot(data))


def _profile(months: Sequence[_Month]) -> CommuneProfile:
    last = months[-1].snapshot
    tracked = min(one.snapshot.period.id for one in months)
    return CommuneProfile(
        name=last.commune,
        code=last.code,
        valid_from=last.valid_from,
        superior=last.superior,
        committee_name=last.committee,
        first_month=max(tracked, last.first_month or tracked),
    )


def _fill(desk: Desk, months: Sequence[_Month]) -> None:
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


def _save_closing(desk: Desk, write: Write, month: _Month) -> None:
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

"""Whole lives of an office: whatever is done in whatever order, and what must hold all the same.

A commune works on its data folder, or on a copy of it on another machine; both send to one
superior. A plain model beside it says what must be found. ``tests.faults`` lives many more lives.
"""

import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.actions.backups import back_up, backups, change_mirror
from desktop.actions.closing import close_period, reopen_period
from desktop.actions.connecting import write_connection
from desktop.actions.connection import connect
from desktop.actions.deciding import accept_unit, decide
from desktop.actions.desk import Desk, Outcome
from desktop.actions.groups import groups
from desktop.actions.locking import lock, resume
from desktop.actions.office_keys import office_keys
from desktop.actions.periods import period_named
from desktop.actions.receiving import receive_packages
from desktop.actions.safety import redo, restore, undo, verify_log
from desktop.actions.sending import send_period
from desktop.actions.sessions import delete_session, record_session, session
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.actions.signed_decisions import read_decisions, sound_signers
from desktop.actions.taking_back import undo_receive
from desktop.actions.verdicts import consolidation_of
from desktop.db import exchange_queries, queries
from desktop.db.errors import WrongPasswordError
from desktop.db.slots import Password
from desktop.db.undo_steps import UndoDone
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.periods import Period
from desktop.domain.sessions import OutreachSession, SessionDraft
from desktop.exchange.consolidation import consolidate, consolidation_bytes
from desktop.exchange.package import Package, Reader, open_package
from desktop.exchange.received import Decision, Received, Standing
from tests.actions.locked_making import WORD, first_officer
from tests.db.made import CountedIds, SteadyClock, put_group
from tests.faults.ground import PROFILE, scratch

T = TypeVar("T")

MONTHS = ("2026-08", "2026-09", "2026-10")
SUPERIOR = CommuneProfile(
    name="Thành phố Thử Nghiệm",
    code="46",
    valid_from=date(2025, 7, 1),
    superior="",
    role=Role.SUPERIOR,
)
_APART = frozenset(
    {"audit", "audit_salts", "undo_steps", "store_facts", "officers", "_sqlite_migrations"}
)
"""Tables that a restore carries over or begins anew; each has rules of its own here."""
OF_SESSIONS = ("sessions", "session_groups", "session_labels")

Rows = dict[str, list[tuple[object, ...]]]
Steps = list[tuple[Rows, Rows]]


class TickingClock(SteadyClock):
    """A minute later at every look, so that the order of events shows; a rule makes it jump."""

    def now(self) -> datetime:
        """The instant."""
        self.forward(minutes=1)
        return self.instant


def rows_of(desk: Desk) -> Rows:
    """All that an officer entered, closed and sent."""
    tables = desk.store.read("SELECT name FROM sqlite_schema WHERE type = 'table'")
    names = sorted(row[0] for row in tables if row[0] not in _APART)
    return {
        name: sorted(desk.store.read(f'SELECT * FROM "{name}"'), key=repr)  # noqa: S608
        for name in names
    }


def sessions_in(rows: Rows) -> Rows:
    """The part that undo walks through here."""
    return {name: rows[name] for name in OF_SESSIONS}


@dataclass
class Taking:
    """One reception at the superior: the packages that were new with it."""

    name: str
    new: dict[str, Received]
    undone: bool = False


@dataclass
class Machine:
    """One PC: its folder, and what must be found there."""

    folder: Path
    rows: Rows = field(default_factory=dict)
    done: Steps = field(default_factory=list)
    undone: Steps = field(default_factory=list)
    copies: dict[str, Rows] = field(default_factory=dict)

    def cloned(self, folder: Path) -> "Machine":
        """The same on another machine, by copying the folder."""
        shutil.copytree(self.folder, folder)
        return Machine(folder, self.rows, [*self.done], [*self.undone], {**self.copies})


class Life(RuleBasedStateMachine):
    """A commune with a password, its clones, and the superior that it sends to."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.place = self.stack.enter_context(scratch())
        self.stick = self.place / "stick"
        self.stick.mkdir()
        self.clock = TickingClock()
        self.clock.forward(days=19)
        self.sources = Sources(self.clock, CountedIds())
        self.packages: dict[str, Package] = {}
        self.receptions: list[Taking] = []
        self.closed: dict[str, tuple[str, Rows]] = {}
        self.dice = random.Random(138)
        self.superior = self._founded("superior", SUPERIOR, locked=False)
        self.desk = self._founded("first", PROFILE, locked=True)
        change_mirror(self.desk, off=True)
        with self.desk.writing(action="record_groups", undoable=False) as write:
            for number in (1, 2):
                put_group(write, f"group-{number}", f"Tổ dân phố {number}")
        written = write_connection(self.superior, self.stick).value
        assert written is not None
        assert connect(self.desk, written.path, fingerprint=written.fingerprint).done
        self.here = Machine(self.place / "first", rows_of(self.desk))
        self.machines = [self.here]

    def _founded(self, name: str, profile: CommuneProfile, *, locked: bool) -> Desk:
        first = first_officer() if locked else None
        made = new_commune(self.place / name, profile, sources=self.sources, first=first).value
        assert made is not None
        return made

    def teardown(self) -> None:
        self.desk.close()
        self.superior.close()
        self.stack.close()

    # Entering

    @rule(day=st.integers(1, 28), month=st.sampled_from(MONTHS), people=st.integers(0, 99))
    def record(self, day: int, month: str, people: int) -> None:
        draft = SessionDraft(
            date.fromisoformat(f"{month}-{day:02d}"),
            (groups(self.desk)[people % 2].id,),
            format="Hội nghị",
            attendance=people,
            note="Họp tại nhà văn hóa. " * (people % 4),
        )
        self._recorded(draft)

    @precondition(lambda self: self.here.rows["sessions"])
    @rule(which=st.integers(0, 99), people=st.integers(100, 199))
    def edit(self, which: int, people: int) -> None:
        chosen = self._session(which)
        if chosen is not None:
            draft = replace(SessionDraft.of(chosen), attendance=people)
            self._recorded(draft)

    @precondition(lambda self: self.here.rows["sessions"])
    @rule(which=st.integers(0, 99))
    def delete(self, which: int) -> None:
        chosen = self._session(which)
        if chosen and self._stepped(lambda: delete_session(self.desk, chosen.id).done):
            assert session(self.desk, chosen.id) is None

    @precondition(lambda self: self.here.done)
    @rule()
    def take_back(self) -> None:
        self._walked(undo, self.here.done, self.here.undone, to=0)

    @precondition(lambda self: self.here.undone)
    @rule()
    def do_again(self) -> None:
        self._walked(redo, self.here.undone, self.here.done, to=1)

    # Months, and the way to the superior

    @rule(month=st.sampled_from(MONTHS))
    def close_month(self, month: str) -> None:
        period = period_named(self.desk, month)
        self._written(lambda: close_period(self.desk, period, early=True, unanswered=True).done)

    @precondition(lambda self: self._closed())
    @rule(which=st.integers(0, 2), correct=st.booleans())
    def open_month_again(self, which: int, correct: bool) -> None:
        period = self._closed_month(which)
        self._written(
            lambda: reopen_period(self.desk, period, reason="Nhập thiếu", correct=correct).done
        )

    @precondition(lambda self: self._closed())
    @rule(which=st.integers(0, 2))
    def send(self, which: int) -> None:
        sent = send_period(self.desk, self._closed_month(which), self.stick)
        after = rows_of(self.desk)
        if after != self.here.rows:
            assert sent.done
            self.here.undone.clear()
        self.here.rows = after
        if sent.value is not None:
            reader = Reader(keys=(office_keys(self.superior).current.sealing,))
            opened = open_package(sent.value.path.read_bytes(), reader)
            assert opened.package_id == sent.value.package.package_id
            assert opened.snapshot_bytes == queries.closing_snapshot(
                self.desk.store, sent.value.package.closing_id
            )
            self.packages[opened.package_id] = opened

    @precondition(lambda self: self.packages.keys() - self._held().keys())
    @rule()
    def receive(self) -> None:
        taken = receive_packages(self.superior, [self.stick])
        assert not taken.refused
        lying = {one.package.package_id for one in taken.files}
        new = {one: self._as_received(one, len(self.receptions)) for one in lying - {*self._held()}}
        assert bool(taken.name) == bool(new)
        if new:
            self.receptions.append(Taking(taken.name, new))

    @rule(month=st.sampled_from(MONTHS), accepted=st.booleans())
    def a_month_goes_its_way(self, month: str, accepted: bool) -> None:
        self.close_month(month)
        if month in self._closed():
            self.send(self._closed().index(month))
            self.receive()
            if accepted:
                self.decide_at_superior(0, accept=True)

    @precondition(lambda self: self._held())
    @rule(which=st.integers(0, 99))
    def take_reception_back(self, which: int) -> None:
        chosen = _one_of([one for one in self.receptions if not one.undone], which)
        assert undo_receive(self.superior, chosen.name).done
        chosen.undone = True

    @precondition(lambda self: self._held())
    @rule(which=st.integers(0, 99), accept=st.booleans())
    def decide_at_superior(self, which: int, accept: bool) -> None:
        chosen = self.packages[_one_of(sorted(self._held()), which)]
        if accept:
            assert accept_unit(self.superior, PROFILE.code, chosen.check_code).done
        else:
            decide(self.superior, chosen.package_id, accept=False, reason="Gọi điện hỏi")

    # Copies, machines, clocks

    @rule()
    def make_backup(self) -> None:
        info = self._copies_noted(lambda: back_up(self.desk, reason="by_hand"))
        assert info.verified
        assert info.name in self.here.copies

    @precondition(lambda self: self.here.copies)
    @rule(which=st.integers(0, 99))
    def restore_backup(self, which: int) -> None:
        known = [one for one in backups(self.here.folder) if one.name in self.here.copies]
        info, before = _one_of(known, which), self.desk.store.facts.branch_id
        key = self.desk.store.data_key
        self.desk.close()
        done = self._copies_noted(
            lambda: restore(self.here.folder, info.name, sources=self.sources, data_key=key)
        )
        assert (done.info.name, done.info.sessions) == (info.name, info.sessions)
        assert done.replaced is not None
        self.here.rows = self.here.copies[info.name]
        self.here.done.clear()
        self.here.undone.clear()
        self.desk = self._opened()
        assert self.desk.store.facts.branch_id not in {before, ""}
        assert len(queries.sessions(self.desk.store)) == info.sessions

    @rule()
    def lock_and_unlock(self) -> None:
        locked = self.desk
        self._copies_noted(lambda: lock(locked))
        assert not any(locked.store.data_key)
        with pytest.raises(WrongPasswordError):
            open_desk(self.here.folder, sources=self.sources, secret=Password("không phải"))
        back = resume(locked, self.here.folder, sources=self.sources, secret=Password(WORD))
        assert back.same
        assert not back.changed
        self.desk = back.desk

    @rule()
    def close_and_open(self) -> None:
        self.desk.close()
        self.desk = self._opened()

    @precondition(lambda self: len(self.machines) < 3)
    @rule()
    def clone(self) -> None:
        self.desk.close()
        self.machines.append(self.here.cloned(self.place / f"clone{len(self.machines)}"))
        self.desk = self._opened()

    @precondition(lambda self: len(self.machines) > 1)
    @rule(which=st.integers(0, 2))
    def go_to_another_machine(self, which: int) -> None:
        self.desk.close()
        self.here = self.machines[which % len(self.machines)]
        self.desk = self._opened()

    @rule(days=st.integers(-40, 40))
    def clock_jumps(self, days: int) -> None:
        self.clock.instant += timedelta(days=days)

    # What always holds

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        assert rows_of(self.desk) == self.here.rows

    @invariant()
    def the_log_is_whole(self) -> None:
        assert verify_log(self.desk) is None
        assert verify_log(self.superior) is None

    @invariant()
    def closed_months_stand(self) -> None:
        """The snapshot of a closing never changes, nor the register below it while it holds."""
        for one in queries.closings(self.desk.store):
            digest = sha256(queries.closing_snapshot(self.desk.store, one.id)).hexdigest()
            below = _of_month(self.here.rows, period_named(self.desk, one.period))
            known = self.closed.setdefault(one.id, (digest, below))
            assert digest == known[0]
            assert below == known[1] or not one.in_force, one.period

    @invariant()
    def packages_of_a_branch_are_one_chain(self) -> None:
        last = (0, "")
        for one in exchange_queries.sent_packages(self.desk.store):
            # A store is one line: a restored one goes on behind the last that its backup holds.
            assert (one.sequence, one.previous) == (last[0] + 1, last[1])
            last = (one.sequence, one.package_id)

    @invariant()
    def what_counts_is_what_the_pure_function_says(self) -> None:
        """Whatever the order, however often each package came."""
        held, found = self._held(), consolidation_of(self.superior)
        twice = [*held.values(), *held.values()]
        self.dice.shuffle(twice)
        gone = [one for taking in reversed(self.receptions) for one in taking.new.values()]
        first = {one.package_id: one for one in gone if one.package_id not in held}
        pure = consolidate(
            twice,
            keys=sound_signers(self.superior),
            decisions=[
                Decision(one.package_id, one.verdict == "accept", frozenset(one.chosen_from or ()))
                for one in read_decisions(self.superior).sound
            ],
            taken_back=first.values(),
        )
        assert consolidation_bytes(found) == consolidation_bytes(pure)
        counting = [one for one in found.verdicts if one.standing is Standing.IN_FORCE]
        assert len({one.package.period for one in counting}) == len(counting)

    @invariant()
    def of_a_fork_at_most_one_of_a_month_counts(self) -> None:
        counts = {Standing.IN_FORCE, Standing.SUPERSEDED}
        places = [
            (one.package.chain, one.package.sequence, one.package.period)
            for one in consolidation_of(self.superior).verdicts
            if one.standing in counts
        ]
        assert len(set(places)) == len(places)

    # How the model is kept beside

    def _session(self, which: int) -> OutreachSession | None:
        found = queries.sessions(self.desk.store)
        return _one_of(found, which) if found else None

    def _closed(self) -> list[str]:
        return [one.period for one in queries.closings(self.desk.store) if one.in_force]

    def _closed_month(self, which: int) -> Period:
        return period_named(self.desk, _one_of(self._closed(), which))

    def _opened(self) -> Desk:
        return open_desk(self.here.folder, sources=self.sources, secret=Password(WORD))

    def _written(self, act: Callable[[], bool]) -> tuple[Rows, Rows]:
        """A write and what it made of the rows; refused it leaves them alone."""
        before, done = self.here.rows, act()
        after = self.here.rows = rows_of(self.desk)
        assert done or after == before
        if after != before:
            self.here.undone.clear()
        return before, after

    def _stepped(self, act: Callable[[], bool]) -> bool:
        """A write that undo takes back; whether it was acknowledged."""
        answers: list[bool] = []
        before, after = self._written(lambda: _noted(answers, act()))
        if after != before:
            self.here.done.append((sessions_in(before), sessions_in(after)))
        return answers[-1]

    def _recorded(self, draft: SessionDraft) -> None:
        answers: list[Outcome[str]] = []
        if self._stepped(lambda: _noted(answers, record_session(self.desk, draft)).done):
            stored = session(self.desk, str(answers[-1].value))
            assert stored is not None
            assert (stored.held_on, stored.attendance) == (draft.held_on, draft.attendance)

    def _walked(
        self, act: Callable[[Desk], Outcome[UndoDone]], source: Steps, target: Steps, *, to: int
    ) -> None:
        before, outcome = self.here.rows, act(self.desk)
        after = self.here.rows = rows_of(self.desk)
        if not outcome.done:
            assert any(one.in_force for one in queries.closings(self.desk.store))
        assert bool(outcome.value) == (outcome.done and bool(source))
        if outcome.value is None:
            assert after == before
            return
        step = source.pop()
        assert sessions_in(before) == step[1 - to]
        assert sessions_in(after) == step[to]
        target.append(step)

    def _copies_noted(self, act: Callable[[], T]) -> T:
        """Whatever copy appears meanwhile holds what was there before."""
        before = {one.name for one in backups(self.here.folder)}
        done = act()
        for one in backups(self.here.folder):
            if one.name not in before:
                self.here.copies[one.name] = self.here.rows
        return done

    def _held(self) -> dict[str, Received]:
        """The packages that some reception brings still."""
        standing = (one.new for one in self.receptions if not one.undone)
        return {name: one for new in standing for name, one in new.items()}

    def _as_received(self, package_id: str, arrival: int) -> Received:
        """A package as the rules read it, taken from its file and not from the store."""
        said = self.packages[package_id].manifest
        return Received(
            package_id=package_id,
            received_on=self.clock.today(),
            unit_code=said.unit.code,
            valid_from=said.unit.valid_from,
            install_id=said.install_id,
            branch_id=said.branch_id,
            sequence=said.sequence,
            previous=said.previous,
            period=said.period.id,
            correction=said.correction,
            signer=said.signer,
            arrival=arrival,
        )


def _noted(answers: list[T], answer: T) -> T:
    answers.append(answer)
    return answer


def _one_of(found: Sequence[T], which: int) -> T:
    return found[which % len(found)]


def _of_month(rows: Rows, month: Period) -> Rows:
    """The sessions of a month with what belongs to them."""
    first, last = month.start.isoformat(), month.last_day.isoformat()
    held = [row for row in rows["sessions"] if first <= str(row[1]) <= last]
    ids = {row[0] for row in held}
    own = {name: [row for row in rows[name] if ids & {*row}] for name in OF_SESSIONS[1:]}
    return {"sessions": held, **own}

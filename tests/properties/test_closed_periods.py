"""Any sequence of record, edit, close, reopen, correct, merge and split, on a real store.

Whatever is done: every snapshot that a closing stored stays as it was, byte for byte; no
numerator of a share goes above its denominator; the group-months due of a quarter are the
sum of those of its months.
"""

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.groups import groups, merge_groups, record_groups, split_group
from desktop.actions.period_status import status
from desktop.actions.periods import all_closings, closing_in_force, period_named, period_view
from desktop.actions.profile import change_settings
from desktop.actions.profile import settings as counting_settings
from desktop.actions.safety import undo
from desktop.actions.sessions import delete_session, record_session, sessions_of
from desktop.actions.setup import Sources, new_commune
from desktop.db import queries
from desktop.domain.commune import CommuneProfile, DutyCalendar
from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.periods import PeriodRule
from desktop.domain.plan_facts import NIL, CountEntry
from desktop.domain.plans import ObjectiveKind
from desktop.domain.sessions import SessionDraft
from desktop.exchange.payload import read_payload
from tests.actions.conftest import CountedIds, StandingClock

FIRST, LAST = date(2026, 5, 20), date(2026, 10, 14)
MONTHS = ("2026-07", "2026-08", "2026-09")
PERIODS = (*MONTHS, "2026-Q3")
PROFILE = CommuneProfile(
    name="Phường Thử",
    code="19996",
    valid_from=date(2025, 7, 1),
    superior="Thành phố Huế",
    first_month="2026-06",
)
SHARES = frozenset(
    {
        ObjectiveKind.FREQUENCY,
        ObjectiveKind.UPKEEP,
        ObjectiveKind.COVERAGE,
        ObjectiveKind.REVIEW,
        ObjectiveKind.SHARE,
    }
)
days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(days=number))
numbers = st.integers(0, 7)


class Register(RuleBasedStateMachine):
    """An officer who does whatever the program allows, in any order."""

    desk: Desk

    @initialize()
    def begin(self) -> None:
        """A commune of four groups, on 20 October."""
        self.folder = Path(tempfile.mkdtemp())
        made = new_commune(
            self.folder / "data", PROFILE, sources=Sources(StandingClock(), CountedIds())
        ).value
        assert made is not None
        self.desk = made
        self.closed: dict[str, str] = {}
        record_groups(self.desk, [GroupDraft(f"Tổ dân phố {number}") for number in range(1, 5)])

    def teardown(self) -> None:
        """Close the store and take it away."""
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    def alive(self, day: date) -> list[ResidentialGroup]:
        """The groups of a day."""
        return [group for group in groups(self.desk) if group.active_on(day)]

    @rule(day=days, pick=numbers, joint=st.booleans(), late=st.booleans())
    def record(self, day: date, pick: int, joint: bool, late: bool) -> None:
        """A session of one group or of two."""
        found = self.alive(day)
        if found:
            chosen = [found[pick % len(found)], *(found[:1] if joint else ())]
            ids = tuple(dict.fromkeys(group.id for group in chosen))
            draft = SessionDraft(day, ids, format="Hội nghị", attendance=20 + pick)
            record_session(self.desk, draft, late=late)

    @rule(period=st.sampled_from(MONTHS), pick=numbers, day=days)
    def edit(self, period: str, pick: int, day: date) -> None:
        """Another day or attendance for a session."""
        found = sessions_of(self.desk, period_named(self.desk, period))
        if found:
            draft = SessionDraft.of(found[pick % len(found)])
            record_session(self.desk, replace(draft, held_on=day, attendance=pick))

    @rule(period=st.sampled_from(MONTHS), pick=numbers)
    def delete(self, period: str, pick: int) -> None:
        """A session goes."""
        found = sessions_of(self.desk, period_named(self.desk, period))
        if found:
            delete_session(self.desk, found[pick % len(found)].id)

    @rule(
        month=st.sampled_from(MONTHS),
        value=st.integers(0, 20).map(CountEntry) | st.just(NIL) | st.none(),
        category=st.sampled_from(["dependent_persons", "served_persons", "plant_cases", "cases"]),
    )
    def count(self, month: str, value: CountEntry | None, category: str) -> None:
        """A figure of a month, or its taking back."""
        set_counts(self.desk, period_named(self.desk, month), {category: value})

    @rule(period=st.sampled_from(PERIODS))
    def close(self, period: str) -> None:
        """A period is closed."""
        outcome = close_period(self.desk, period_named(self.desk, period), unanswered=True)
        if outcome.value is not None:
            data = queries.closing_snapshot(self.desk.store, outcome.value)
            self.closed[outcome.value] = sha256(data).hexdigest()

    @rule(period=st.sampled_from(PERIODS), correct=st.booleans())
    def reopen(self, period: str, correct: bool) -> None:
        """A closing is taken back, or a correction begins."""
        named = period_named(self.desk, period)
        reopen_period(self.desk, named, reason="Bổ sung phiếu", correct=correct)

    @rule(day=days, pick=numbers)
    def merge(self, day: date, pick: int) -> None:
        """Two groups become one of them."""
        found = self.alive(day)
        if len(found) > 1:
            one, other = found[pick % len(found)], found[(pick + 1) % len(found)]
            into = replace(GroupDraft.of(other))
            merge_groups(self.desk, (one.id, other.id), into=into, on=day, decision="")

    @rule(day=days, pick=numbers)
    def split(self, day: date, pick: int) -> None:
        """A group becomes two new ones."""
        found = self.alive(day)
        if found:
            one = found[pick % len(found)]
            parts = [GroupDraft(f"{one.name}{letter}") for letter in "AB"]
            split_group(self.desk, one.id, parts=parts, on=day, decision="")

    @rule(start=st.sampled_from([1, 10, 15]), calendar=st.booleans())
    def change_rule(self, start: int, calendar: bool) -> None:
        """The committee counts by other months."""
        change_settings(
            self.desk,
            replace(
                counting_settings(self.desk),
                period_rule=PeriodRule.uniform(start),
                duty_calendar=DutyCalendar.CALENDAR if calendar else DutyCalendar.REPORTING,
            ),
        )

    @rule()
    def take_back(self) -> None:
        """The last step is undone."""
        undo(self.desk)

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def closed_snapshots_stay(self) -> None:
        """Every snapshot ever stored is still there, byte for byte."""
        for closing, digest in self.closed.items():
            data = queries.closing_snapshot(self.desk.store, closing)
            assert sha256(data).hexdigest() == digest
            assert read_payload(data).data == data, "a superior would refuse it"
        for one in all_closings(self.desk):
            if one.in_force:
                view = period_view(self.desk, period_named(self.desk, one.period))
                assert view.closing is not None
                assert view.closing.snapshot_sha256 == self.closed[view.closing.id]

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def no_numerator_is_above_its_denominator(self) -> None:
        """Of what is a part of a whole, never more than the whole."""
        for one in status(self.desk, period_named(self.desk, "2026-09")).objectives:
            if one.kind in SHARES and one.numerator is not None:
                assert one.denominator is not None
                assert 0 <= one.numerator <= one.denominator

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def group_months_add_up(self) -> None:
        """A quarter owes what its months owe, while all of them are computed now."""
        if any(closing_in_force(self.desk, period) is not None for period in PERIODS):
            return
        months = [status(self.desk, period_named(self.desk, month)).sessions for month in MONTHS]
        quarter = status(self.desk, period_named(self.desk, "2026-Q3")).sessions
        assert quarter.due == sum(share.due for share in months)
        assert quarter.met == sum(share.met for share in months)


TestRegister = Register.TestCase
TestRegister.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

"""Closings and changed start days in any order: what is closed keeps its days, each day a month."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import Desk, RandomIds
from desktop.actions.periods import period_named, period_view
from desktop.actions.profile import change_settings
from desktop.actions.profile import settings as counting_settings
from desktop.actions.setup import Sources, new_commune
from desktop.db import queries
from desktop.domain.commune import CommuneProfile, CountingSettings, DutyCalendar
from desktop.domain.periods import (
    Period,
    PeriodKind,
    PeriodRule,
    month_of,
    parse_period,
    year_months,
)
from desktop.domain.plan_facts import PlanFacts
from desktop.domain.plan_series import Ground, days_needed, days_of_sessions, period_facts
from desktop.domain.snapshot_making import Facts, build_snapshot
from desktop.domain.snapshot_plan import plan_facts
from tests.domain.making import facts, group, held

TODAY = date(2026, 12, 31)
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 12))
PERIODS = (*MONTHS, "2026-Q2", "2026-H1", "2026-9M")
RULES = st.one_of(
    st.sampled_from((1, 2, 10, 15, 28)).map(PeriodRule.uniform),
    st.dictionaries(
        st.sampled_from((PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)),
        st.sampled_from((1, 10, 20)),
    ).map(PeriodRule),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("close"), st.sampled_from(PERIODS)),
        st.tuples(st.just("correct"), st.sampled_from(PERIODS)),
        st.tuples(st.just("take back"), st.sampled_from(PERIODS)),
        st.tuples(st.just("change"), RULES),
    ),
    max_size=12,
)


class YearsEnd:
    """A clock on the last day of the year; each look is a second later."""

    def __init__(self) -> None:
        self._looks = 0

    def now(self) -> datetime:
        """The instant."""
        self._looks += 1
        return datetime(2026, 12, 31, tzinfo=UTC) + timedelta(seconds=self._looks)

    def today(self) -> date:
        """The day."""
        return TODAY


@contextmanager
def new_desk() -> Iterator[Desk]:
    """A desk on a store of its own."""
    profile = CommuneProfile(
        name="Phường Hương Trà", code="19996", valid_from=date(2025, 7, 1),
        superior="Thành phố Huế", first_month="2026-01",
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        sources = Sources(YearsEnd(), RandomIds())
        desk = new_commune(Path(folder) / "data", profile, sources=sources).value
        assert desk is not None
        with desk:
            yield desk


def take(desk: Desk, step: str, what: str | PeriodRule) -> None:
    """One step; what is refused changes nothing."""
    if isinstance(what, PeriodRule):
        change_settings(desk, CountingSettings(what))
    elif step == "close":
        close_period(desk, period_named(desk, what), unanswered=True, early=True)
    else:
        named = period_named(desk, what)
        reopen_period(desk, named, reason="Bổ sung phiếu", correct=step == "correct")


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_closed_periods_keep_their_days_and_every_day_has_a_month(
    steps: list[tuple[str, str | PeriodRule]],
) -> None:
    with new_desk() as desk:
        for step, what in steps:
            take(desk, step, what)
            rule = counting_settings(desk).period_rule
            for closing in queries.closings(desk.store):
                if closing.in_force or closing.corrected_further:
                    period = parse_period(closing.period, rule)
                    assert (period.start, period.end) == (closing.first_day, closing.end_day)
                    assert period_view(desk, period).period == period
            months = [*year_months(2026, rule), *year_months(2027, rule)]
            assert all(one.end == two.start for one, two in pairwise(months))


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
CHANGED = st.builds(
    lambda first, later, month: first.changed(later, month),
    RULES,
    RULES,
    st.sampled_from(("2025-06", "2025-12", "2026-01", "2026-03", "2026-10")),
)
SPANS = (
    *("2026-01", "2026-03", "2026-10", "2026-Q1", "2026-Q4", "2026-H1", "2026-9M", "2026"),
    "2026-02-20..2026-04-10",
)


def series(commune: Facts, period: Period) -> PlanFacts:
    """The facts of a period as many periods at once are computed."""
    start, end = days_needed((period,), commune.settings)
    inside = [one for one in commune.sessions if start <= one.held_on < end]
    ground = Ground(commune.groups, commune.models, commune.settings, commune.profile.first_month)
    (found,) = period_facts((period,), ground=ground, days=days_of_sessions(inside))
    return found


@settings(max_examples=120, deadline=None)
@given(st.lists(DAYS, max_size=12), CHANGED, st.sampled_from(SPANS), st.sampled_from(DutyCalendar))
def test_across_a_change_the_series_agrees_with_the_snapshot(
    days: list[date], rule: PeriodRule, name: str, calendar: DutyCalendar
) -> None:
    sessions = tuple(held(day, "A", number=number) for number, day in enumerate(days))
    commune = facts(
        group("A"), group("B"), sessions=sessions, settings=CountingSettings(rule, calendar)
    )
    period = parse_period(name, rule)
    snapshot = build_snapshot(commune, period, draft=True)
    assert plan_facts(snapshot, rule=rule) == series(commune, period)
    assert snapshot.totals.activity.sessions == sum(day in period for day in days)
    credited = {month_of(day, commune.settings.duty_rule).id for day in days}
    met = {duty.month.id for duty in snapshot.duty if "A" in duty.met}
    assert met == credited & {duty.month.id for duty in snapshot.duty}

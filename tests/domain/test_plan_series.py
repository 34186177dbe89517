"""The facts of many periods are those that the snapshot of each period gives."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.groups import GroupState, ResidentialGroup
from desktop.domain.models import CommunityModel, ModelStatus, StatusChange
from desktop.domain.periods import (
    CALENDAR,
    Period,
    PeriodKind,
    PeriodRule,
    month_period,
    parse_period,
    year_months,
)
from desktop.domain.plan_entries import PlanAnswer, PlanEntries, StatusEvent, entered
from desktop.domain.plan_facts import AnswerState, CountEntry, PlanFacts
from desktop.domain.plan_series import (
    Ground,
    all_entered,
    days_needed,
    days_of_sessions,
    period_facts,
    to_date,
)
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.snapshot_making import Facts, build_snapshot
from desktop.domain.snapshot_plan import plan_facts
from tests.domain.making import PROFILE, facts, group, held, merged, model

NAMES = ("A", "B", "C", "D", "E")
MONTHS = [(2025 + number // 12, number % 12 + 1) for number in range(24)]
# Days beside which months begin and end, under one calendar or another.
EDGES = (1, 2, 9, 10, 13, 14, 15, 16, 27, 28)
DAYS = st.tuples(st.sampled_from(MONTHS[9:] + MONTHS[:9]), st.sampled_from(EDGES)).map(
    lambda pair: date(pair[0][0], pair[0][1], pair[1])
)
SPANS = (
    *("2025-01", "2025-02", "2025-12", "2026-01", "2026-06", "2025-Q1", "2026-Q3", "2025-H2"),
    *("2026-H1", "2026-9M", "2025", "2026", "2025-12-20..2026-01-10"),
    *("2026-03-03..2026-03-05", "2025-05-01..2026-05-31"),
)


@st.composite
def communes(draw: st.DrawFn) -> Facts:
    """Groups that are born, renamed, merged and end, their sessions and models."""
    groups = tuple(_group(draw, name) for name in NAMES)
    sessions = tuple(_session(draw, number) for number in range(draw(st.integers(0, 25))))
    models = tuple(_model(draw, number) for number in range(draw(st.integers(0, 4))))
    rule = draw(st.sampled_from((15, 1, 2, 28)))
    kinds = {kind: draw(st.sampled_from((rule, 1, 10))) for kind in (PeriodKind.YEAR,)}
    return facts(
        *groups,
        sessions=sessions,
        models=models,
        settings=CountingSettings(
            PeriodRule(dict.fromkeys(PeriodKind, rule) | kinds),
            draw(st.sampled_from(DutyCalendar)),
            draw(st.booleans()),
        ),
        profile=replace(PROFILE, first_month=draw(st.sampled_from((None, "2025-01", "2025-11")))),
    )


def _group(draw: st.DrawFn, name: str) -> ResidentialGroup:
    since = draw(st.none() | DAYS)
    until = draw(st.none() | DAYS)
    if until is not None and since is not None and until <= since:
        until = None
    end = draw(st.sampled_from((GroupState.MERGED, GroupState.SPLIT, GroupState.DISSOLVED)))
    others = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    return ResidentialGroup(
        name,
        name,
        active_from=since,
        active_until=until,
        end=end if until else None,
        successor_ids=tuple(one for one in others if one != name) if until else (),
        renamings=((draw(DAYS), f"{name} cũ"),) if draw(st.booleans()) else (),
    )


def _session(draw: st.DrawFn, number: int) -> OutreachSession:
    return OutreachSession(
        id=str(number),
        held_on=draw(DAYS),
        group_ids=tuple(draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))),
        commune_wide=draw(st.booleans()),
        status=draw(
            st.sampled_from((SessionStatus.HELD, SessionStatus.HELD, SessionStatus.PLANNED))
        ),
        drug_topic=draw(st.sampled_from((True, True, False))),
        attendance=draw(st.none() | st.integers(0, 50)),
    )


def _model(draw: st.DrawFn, number: int) -> CommunityModel:
    changes = [StatusChange(draw(st.sampled_from(ModelStatus)), draw(st.none() | DAYS))]
    changes += [
        StatusChange(draw(st.sampled_from(ModelStatus)), day)
        for day in sorted(draw(st.lists(DAYS, max_size=3)))
    ]
    return CommunityModel(
        str(number),
        str(number),
        group_ids=tuple(draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))),
        founded_on=draw(st.none() | DAYS),
        founded_year=draw(st.none() | st.just(2025)),
        statuses=tuple(changes),
    )


def _series(commune: Facts, periods: tuple[Period, ...]) -> tuple[PlanFacts, ...]:
    start, end = days_needed(periods, commune.settings)
    inside = [one for one in commune.sessions if start <= one.held_on < end]
    ground = Ground(commune.groups, commune.models, commune.settings, commune.profile.first_month)
    return period_facts(periods, ground=ground, days=days_of_sessions(inside))


def _one_by_one(commune: Facts, periods: tuple[Period, ...]) -> tuple[PlanFacts, ...]:
    return tuple(plan_facts(build_snapshot(commune, one, draft=True)) for one in periods)


@settings(max_examples=150, deadline=None)
@given(communes(), st.lists(st.sampled_from(SPANS), min_size=1, max_size=4, unique=True))
def test_the_series_agrees_with_the_snapshot_of_each_period(
    commune: Facts, spans: list[str]
) -> None:
    periods = tuple(parse_period(one, commune.settings.period_rule) for one in spans)
    assert _series(commune, periods) == _one_by_one(commune, periods)


@settings(max_examples=40, deadline=None)
@given(communes())
def test_all_months_of_two_years_agree(commune: Facts) -> None:
    rule = commune.settings.period_rule
    months = (*year_months(2025, rule), *year_months(2026, rule))
    assert _series(commune, months) == _one_by_one(commune, months)


@settings(max_examples=60, deadline=None)
@given(communes(), st.sampled_from(("2026-Q1", "2026-H1", "2026-9M", "2026")))
def test_the_year_to_date_is_the_span_from_january_to_its_last_month(
    commune: Facts, span: str
) -> None:
    rule = PeriodRule.uniform(commune.settings.period_rule.start_day(PeriodKind.MONTH))
    commune = replace(commune, settings=replace(commune.settings, period_rule=rule))
    (whole,) = _one_by_one(commune, (parse_period(span, rule),))
    months = _series(commune, year_months(2026, rule)[: len(whole.months)])
    found = to_date(months)
    assert replace(found, group_names=whole.group_names) == whole
    assert whole.group_names.items() <= found.group_names.items()


ENTRIES = PlanEntries(
    counts={"done": {"2026-01": CountEntry(3)}},
    openings={"done": 4},
    baselines={"mark": 9},
    targets={"1": Decimal("99.5")},
    answers=(
        PlanAnswer("a", "1", AnswerState.NO, date(2025, 3, 14)),
        PlanAnswer("b", "1", AnswerState.YES, date(2025, 3, 15)),
        PlanAnswer("c", "2", AnswerState.YES),
        PlanAnswer("d", "3", AnswerState.NO, date(2026, 7, 1)),
    ),
    statuses=(StatusEvent("s", "drug_free", date(2025, 5, 5), holds=True),),
    unit="Phường A",
)


def test_what_was_entered_comes_to_every_month_as_to_one() -> None:
    commune = facts(group("A"), sessions=(held(date(2026, 1, 5), "A"),))
    months = _series(commune, (*year_months(2025), *year_months(2026)))
    found = all_entered(months, ENTRIES)
    assert found == tuple(entered(one, ENTRIES) for one in months)
    by_month = {one.months[0]: one.answers["1"].state for one in found}
    assert (by_month["2025-03"], by_month["2025-04"]) == (AnswerState.NO, AnswerState.YES)


def test_a_range_of_days_over_two_years_agrees_with_its_snapshot() -> None:
    commune = facts(
        group("A"),
        group("B", until=date(2025, 11, 12)),
        sessions=(
            held(date(2025, 11, 10), "B"),
            held(date(2025, 11, 10), "A", number=1),
            held(date(2025, 11, 11), "A", number=2),
            held(date(2026, 1, 5), "A", number=3),
            held(date(2026, 1, 6), "A", number=4),
        ),
    )
    span = (parse_period("2025-10-15..2026-01-14"),)
    (found,) = _series(commune, span)
    assert (found,) == _one_by_one(commune, span)
    assert "B" in found.group_names


def test_every_commune_wide_activity_of_a_day_credits_every_group_where_that_is_switched_on() -> (
    None
):
    day = date(2026, 1, 5)
    commune = facts(
        group("A"),
        group("B", since=date(2026, 1, 6)),
        sessions=(held(day), held(day, number=1)),
        settings=CountingSettings(commune_wide_counts=True),
    )
    month = (month_period(2026, 1),)
    (found,) = _series(commune, month)
    assert dict(found.duty[0].credited) == {"A": 2}
    assert (found,) == _one_by_one(commune, month)


def test_a_merger_inside_the_month_credits_the_heir_in_that_month_alone() -> None:
    commune = facts(
        merged("A", on=date(2026, 3, 10), into="B"),
        group("B"),
        sessions=(held(date(2026, 3, 2), "A"), held(date(2026, 1, 20), "A")),
    )
    found = _series(commune, year_months(2026))
    assert [bool(one.duty[0].credited.get("B")) for one in found[:4]] == [False, False, True, False]
    assert [one.duty[0].due for one in found[:4]] == [("A", "B"), ("A", "B"), ("B",), ("B",)]


@pytest.mark.parametrize(
    ("calendar", "september", "october", "november"),
    [(DutyCalendar.REPORTING, 1, 0, 1), (DutyCalendar.CALENDAR, 1, 1, 0)],
)
def test_sessions_of_10_september_and_20_october_under_both_calendars(
    calendar: DutyCalendar, september: int, october: int, november: int
) -> None:
    commune = facts(
        group("A"),
        sessions=(held(date(2026, 9, 10), "A"), held(date(2026, 10, 20), "A", attendance=None)),
        settings=CountingSettings(duty_calendar=calendar),
    )
    found = _series(commune, tuple(month_period(2026, number) for number in (9, 10, 11)))
    met = tuple(len(one.duty[0].credited) for one in found)
    assert met == (september, october, november)
    # What was done stays in the reporting month, whatever the duty's calendar.
    assert [(one.sessions, one.attendance) for one in found] == [(1, 10), (0, 0), (1, None)]


def test_a_joint_session_credits_each_group_and_counts_its_attendance_once() -> None:
    commune = facts(group("A"), group("B"), sessions=(held(date(2026, 1, 5), "A", "B"),))
    (found,) = _series(commune, (month_period(2026, 1),))
    assert dict(found.duty[0].credited) == {"A": 1, "B": 1}
    assert (found.sessions, found.attendance) == (1, 10)


def test_a_group_born_in_mid_month_is_due_and_kept_on_the_closing_date() -> None:
    commune = facts(
        group("A"),
        group("B", since=date(2026, 3, 14)),
        group("C", since=date(2026, 3, 15)),
        models=(model("m", "A", "B", since=date(2026, 3, 1)),),
    )
    found = _series(commune, year_months(2026))
    assert found[2].duty[0].due == found[2].groups_active == ("A", "B")
    assert (found[1].groups_with_model, found[2].groups_with_model) == ((), ("A", "B"))


def test_calendar_months_need_the_whole_reporting_year() -> None:
    rules = CountingSettings(CALENDAR)
    assert days_needed((month_period(2026, 5, CALENDAR),), rules) == (
        date(2026, 1, 1),
        date(2027, 1, 1),
    )
    assert days_needed(
        (month_period(2026, 5),), CountingSettings(duty_calendar=DutyCalendar.CALENDAR)
    ) == (date(2026, 1, 1), date(2027, 1, 1))

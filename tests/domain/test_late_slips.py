"""A slip that came after its month was closed is in every figure over several months, once."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.composed_figures import composed_figures
from desktop.domain.counting import ActivityTotals, Share
from desktop.domain.groups import ResidentialGroup
from desktop.domain.late_places import place_late_slips
from desktop.domain.periods import month_period, parse_period
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plans import PlanPack
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.snapshot_plan import with_plan
from desktop.domain.unit_figures import Supplement, UnitFigures, unit_figures
from tests.domain.consolidated_making import A, B, C
from tests.domain.making import facts, group, held
from tests.domain.plan_making import pack_of

QUARTER = parse_period("2026-Q4")
LATE = held(date(2026, 10, 10), "A", attendance=55)
FREQUENCY = 'kind = "frequency"\ntarget = 100'
SESSIONS = 'kind = "count"\nnumerator = "fact(sessions)"'


def sent(
    number: int,
    *sessions: OutreachSession,
    late: tuple[OutreachSession, ...] = (),
    pack: PlanPack | None = None,
    settings: CountingSettings | None = None,
    groups: tuple[ResidentialGroup, ...] = (group("A"), group("B")),
) -> UnitFigures:
    """A month of 2026 as it was closed."""
    base = replace(facts(*groups, sessions=sessions, settings=settings), late=late)
    made = build_snapshot(base, month_period(2026, number), draft=False)
    return unit_figures(with_plan(made, pack, PlanEntries()) if pack else made)


def quarter(*months: UnitFigures, later: tuple[OutreachSession, ...] = ()) -> UnitFigures:
    late = place_late_slips(QUARTER, {A.unit: months}, {A.unit: later})[A.unit]
    return composed_figures(QUARTER, months, None, late=late)


def test_a_quarter_of_months_holds_the_slip_that_a_later_month_names() -> None:
    made = quarter(sent(10), sent(11, late=(LATE,)), sent(12))
    assert made.activity == ActivityTotals(sessions=1, attendance=55)
    assert made.group_months == Share(1, 6)
    assert made.supplement == Supplement(1, 55, 1)
    assert made.late == ()


def test_an_attendance_that_is_not_known_is_counted_as_such() -> None:
    made = quarter(sent(10), sent(11, late=(replace(LATE, attendance=None),)), sent(12))
    assert made.supplement == Supplement(1, 0, 1, attendance_missing=1)


def test_the_month_that_names_it_does_not_hold_it() -> None:
    named = sent(11, late=(LATE,))
    assert named.activity == ActivityTotals()
    assert [slip.id for slip in named.late] == [LATE.id]


def test_the_duty_that_was_met_already_is_met_once() -> None:
    other = held(date(2026, 10, 2), "A", attendance=5)
    made = quarter(sent(10, other), sent(11, late=(LATE,)), sent(12))
    assert made.activity.sessions == 2
    assert made.group_months == Share(1, 6)


def test_two_slips_of_a_group_and_month_meet_the_duty_once() -> None:
    second = held(date(2026, 10, 11), "A", "B", attendance=7)
    made = quarter(sent(10), sent(11, late=(LATE, second)), sent(12))
    assert made.group_months == Share(2, 6)
    assert (made.activity.sessions, made.activity.joint_sessions) == (2, 1)


def test_a_slip_that_a_correction_put_into_its_own_month_counts_there_alone() -> None:
    made = quarter(sent(10, LATE), sent(11, late=(LATE,)), sent(12))
    assert made.activity == ActivityTotals(sessions=1, attendance=55)
    assert made.supplement == Supplement()


def test_a_slip_named_after_the_quarter_counts_by_its_day() -> None:
    december = held(date(2026, 12, 1), "B", attendance=9)
    made = quarter(sent(10), sent(11), sent(12), later=(december, LATE))
    assert made.activity == ActivityTotals(sessions=2, attendance=64)
    assert made.group_months == Share(2, 6)


def test_a_slip_of_before_the_quarter_is_named_and_not_in_it() -> None:
    september = held(date(2026, 9, 10), "A", attendance=9)
    made = quarter(sent(10, late=(september,)), sent(11), sent(12))
    assert made.activity == ActivityTotals()
    assert [slip.id for slip in made.late] == [september.id]


def test_a_slip_of_a_month_that_never_came_stays_out_and_is_named() -> None:
    for months in ((sent(11, late=(LATE,)), sent(12)), (sent(11), sent(12, late=(LATE,)))):
        made = quarter(*months)
        assert made.activity == ActivityTotals()
        assert made.late == (LATE,)
    november = held(date(2026, 11, 10), "A", attendance=9)
    assert quarter(sent(10), sent(12), later=(november,)).late == (november,)


def test_after_a_merger_a_slip_counts_in_the_month_of_the_former_unit() -> None:
    slip = held(date(2026, 10, 9), "B", attendance=55)
    both = held(date(2026, 10, 8), "A", "B", attendance=7)
    merged = (group("A"), group("B"))
    months = {
        A.unit: (sent(10, groups=merged[:1]),),
        B.unit: (sent(10, groups=merged[1:]),),
        C.unit: (sent(11, late=(slip, both), groups=merged), sent(12, groups=merged)),
    }
    heirs = {A.unit: (C.unit,), B.unit: (C.unit,)}
    late = place_late_slips(QUARTER, months, {}, heirs)
    made = {
        unit: composed_figures(QUARTER, own, None, late=late[unit]) for unit, own in months.items()
    }
    assert [made[one.unit].activity.attendance for one in (A, B, C)] == [7, 55, 0]
    assert [made[one.unit].group_months.met for one in (A, B, C)] == [1, 1, 0]
    assert made[C.unit].late == ()
    del months[C.unit]
    year_after = place_late_slips(QUARTER, months, {C.unit: (slip,)}, heirs)
    assert year_after[B.unit].counted == (slip,)


AFTER = replace(C, valid_from=date(2026, 10, 15))
"""The unit that A and B went into after October."""


def after_merger(
    slip: OutreachSession, *, of_b: bool = True, b_counts_wide: bool = False
) -> dict[str, UnitFigures]:
    """October of the former A and B, November of the unit they went into, which names the slip."""
    wide = CountingSettings(commune_wide_counts=b_counts_wide)
    groups = (group("A"), group("B"))
    months = {
        A.unit: (sent(10, groups=groups[:1]),),
        B.unit: (sent(10, groups=groups[1:], settings=wide),),
        AFTER.unit: (sent(11, late=(slip,), groups=groups),),
    }
    if not of_b:
        del months[B.unit]
    heirs = {A.unit: (AFTER.unit,), B.unit: (AFTER.unit,)}
    late = place_late_slips(QUARTER, months, {}, heirs)
    names = {A.unit: "A", B.unit: "B", AFTER.unit: "C"}
    return {
        names[unit]: composed_figures(QUARTER, own, None, late=late[unit])
        for unit, own in months.items()
    }


@pytest.mark.parametrize(("b_counts_wide", "met"), [(True, 1), (False, 0)])
def test_after_a_merger_a_slip_for_the_whole_commune_is_activity_once(
    b_counts_wide: bool, met: int
) -> None:
    wide = held(date(2026, 10, 9), attendance=40)
    made = after_merger(wide, b_counts_wide=b_counts_wide)
    assert [made[name].activity.attendance for name in "ABC"] == [40, 0, 0]
    assert [made[name].activity.commune_wide_sessions for name in "ABC"] == [1, 0, 0]
    # The duty of each goes by what its own committee switched on.
    assert [made[name].group_months.met for name in "ABC"] == [0, met, 0]
    assert all(not one.late for one in made.values())


def test_after_a_merger_a_slip_that_names_no_former_group_is_activity_and_meets_no_duty() -> None:
    slip = held(date(2026, 10, 9), "new", attendance=40)
    made = after_merger(slip)
    assert [made[name].activity.attendance for name in "ABC"] == [40, 0, 0]
    assert [made[name].group_months.met for name in "ABC"] == [0, 0, 0]
    assert made["C"].late == ()


def test_such_a_slip_is_named_while_the_month_of_one_of_the_former_units_is_lacking() -> None:
    slip = held(date(2026, 10, 9), "new", attendance=40)
    made = after_merger(slip, of_b=False)
    assert [made[name].activity.attendance for name in "AC"] == [0, 0]
    assert made["C"].late == (slip,)


def test_a_session_that_does_not_count_adds_nothing() -> None:
    other = replace(LATE, drug_topic=False)
    made = quarter(sent(10), sent(11, late=(other,)), sent(12))
    assert made.activity == ActivityTotals()


@pytest.mark.parametrize(("switched_on", "met"), [(True, 2), (False, 0)])
def test_a_commune_wide_slip_meets_the_duty_where_that_is_switched_on(
    switched_on: bool, met: int
) -> None:
    rule = CountingSettings(commune_wide_counts=switched_on)
    wide = held(date(2026, 10, 10), attendance=3)
    months = (sent(10, settings=rule), sent(11, late=(wide,), settings=rule))
    made = quarter(*months)
    assert made.group_months == Share(met, 4)
    assert made.activity.commune_wide_sessions == 1


def test_the_duty_goes_by_its_own_calendar() -> None:
    """20/10 lies in the reporting month of November and in the calendar month of October."""
    rule = CountingSettings(duty_calendar=DutyCalendar.CALENDAR)
    slip = held(date(2026, 10, 20), "A", attendance=4)
    november = held(date(2026, 11, 2), "A", attendance=4)
    months = (
        sent(10, settings=rule),
        sent(11, november, settings=rule),
        sent(12, late=(slip,), settings=rule),
    )
    assert quarter(*months).group_months == Share(2, 6)


@pytest.mark.parametrize(("rule", "figure"), [(FREQUENCY, (1, 4)), (SESSIONS, (1, None))])
def test_the_objectives_hold_it_too(rule: str, figure: tuple[int, int | None]) -> None:
    pack = pack_of(rule)
    months = (sent(10, pack=pack), sent(11, late=(LATE,), pack=pack))
    late = place_late_slips(QUARTER, {A.unit: months})[A.unit]
    made = composed_figures(QUARTER, months, pack, whole=False, late=late)
    (result,) = made.objectives
    assert (result.numerator, result.denominator) == figure

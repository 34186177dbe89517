"""The counting rules that decide whether the program is right."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.counting import (
    CellState,
    DutyTable,
    Share,
    activity,
    credits_of,
    duty_table,
    upkeep,
)
from desktop.domain.groups import ResidentialGroup
from desktop.domain.models import CommunityModel, ModelStatus, StatusChange
from desktop.domain.periods import month_period, year_months
from desktop.domain.sessions import NotHeldStatement, OutreachSession, SessionStatus
from tests.domain.making import group, held, merged, model

OCTOBER = month_period(2026, 10)
TODAY = date(2026, 10, 20)


def table(
    *groups: ResidentialGroup,
    sessions: tuple[OutreachSession, ...] = (),
    statements: tuple[NotHeldStatement, ...] = (),
    first_month: str | None = None,
    commune_wide_counts: bool = False,
) -> DutyTable:
    """The duty of 2026."""
    return duty_table(
        groups=groups,
        months=year_months(2026),
        credits=credits_of(sessions),
        statements=statements,
        first_month=first_month,
        commune_wide_counts=commune_wide_counts,
    )


def test_a_joint_session_credits_every_group_and_counts_its_people_once() -> None:
    session = held(date(2026, 10, 1), "A", "B", attendance=61)
    duty = table(group("A"), group("B"), group("C"), sessions=(session,)).month(OCTOBER)
    assert duty.met == ("A", "B")
    assert duty.missing == ("C",)
    assert activity((session,), OCTOBER).attendance == 61
    assert activity((session,), OCTOBER).sessions == 1


def test_a_surplus_never_cures_a_gap() -> None:
    sessions = tuple(held(date(2026, 10, day), "A") for day in (1, 2, 3))
    duty = table(group("A"), sessions=sessions)
    months = [duty.month(month).share for month in year_months(2026)]
    assert sum(share.met for share in months) == 1
    assert sum(share.due for share in months) == 12


@pytest.mark.parametrize(
    "status", [SessionStatus.PLANNED, SessionStatus.POSTPONED, SessionStatus.CANCELLED]
)
def test_only_what_was_held_counts(status: SessionStatus) -> None:
    session = OutreachSession("s", date(2026, 10, 1), ("A",), status=status)
    assert table(group("A"), sessions=(session,)).month(OCTOBER).met == ()


def test_a_session_on_another_subject_does_not_count() -> None:
    session = OutreachSession("s", date(2026, 10, 1), ("A",), drug_topic=False, attendance=50)
    assert table(group("A"), sessions=(session,)).month(OCTOBER).met == ()
    assert activity((session,), OCTOBER).attendance == 0


def test_a_group_is_due_when_active_on_the_closing_date() -> None:
    born = group("born", since=date(2026, 10, 14))
    late = group("late", since=date(2026, 10, 15))
    gone = group("gone", until=date(2026, 10, 14))
    stays = group("stays", until=date(2026, 10, 15))
    assert table(born, late, gone, stays).month(OCTOBER).due == ("born", "stays")


def test_a_predecessors_session_earlier_in_the_month_credits_the_merged_group() -> None:
    old = merged("old", on=date(2026, 10, 1), into="new")
    new = group("new", since=date(2026, 10, 1))
    duty = table(old, new, sessions=(held(date(2026, 9, 20), "old"),)).month(OCTOBER)
    assert (duty.due, duty.met) == (("new",), ("new",))


def test_the_credit_follows_a_chain_of_mergers() -> None:
    first = merged("1", on=date(2026, 9, 25), into="2")
    second = merged("2", on=date(2026, 10, 5), into="3")
    duty = table(first, second, group("3"), sessions=(held(date(2026, 9, 20), "1"),))
    assert duty.month(OCTOBER).met == ("3",)


def test_a_session_before_the_month_of_the_merger_credits_the_predecessor_alone() -> None:
    old = merged("old", on=date(2026, 10, 1), into="stays")
    duty = table(old, group("stays"), sessions=(held(date(2026, 9, 1), "old"),))
    assert duty.month(month_period(2026, 9)).met == ("old",)
    assert duty.month(month_period(2026, 9)).missing == ("stays",)


def test_a_group_that_states_why_is_due_and_not_met() -> None:
    statement = NotHeldStatement("n", "A", "2026-10", "Mưa lũ")
    duty = table(group("A"), group("B"), statements=(statement,)).month(OCTOBER)
    assert duty.missing == ("A", "B")
    assert duty.stated == (("A", "Mưa lũ"),)


def test_commune_wide_activity_counts_only_where_the_committee_says_so() -> None:
    loudspeaker = held(date(2026, 10, 1))
    assert table(group("A"), sessions=(loudspeaker,)).month(OCTOBER).met == ()
    switched_on = table(group("A"), sessions=(loudspeaker,), commune_wide_counts=True)
    assert switched_on.month(OCTOBER).met == ("A",)


def test_months_before_tracking_are_not_applicable() -> None:
    duty = table(group("A"), first_month="2026-10")
    assert duty.month(month_period(2026, 9)).due == ()
    (cell,) = duty.row(group("A"), (month_period(2026, 9),), today=TODAY)
    assert cell.state is CellState.NOT_APPLICABLE


def test_missing_nil_and_not_applicable_are_three_things() -> None:
    a, b, c = group("A"), group("B"), group("C", since=date(2026, 11, 1))
    statement = NotHeldStatement("n", "B", "2026-10", "Mưa lũ")
    duty = table(a, b, c, statements=(statement,))
    states = [duty.row(one, (OCTOBER,), today=TODAY)[0].state for one in (a, b, c)]
    assert states == [CellState.MISSING, CellState.NIL, CellState.NOT_APPLICABLE]
    (future,) = duty.row(a, (month_period(2026, 12),), today=TODAY)
    assert future.state is CellState.TO_COME


def test_launched_active_and_weak_models_are_kept_up_and_paused_ones_are_not() -> None:
    statuses = list(ModelStatus)
    groups = tuple(group(status.value) for status in statuses)
    models = tuple(model(f"m-{s.value}", s.value, status=s) for s in statuses)
    kept = upkeep(groups=groups, models=models, on=date(2026, 10, 14))
    assert set(kept.kept) == {"launched", "active", "weak"}
    assert len(kept.lacking) == 4


def test_a_shared_model_credits_each_group_and_a_commune_wide_one_none() -> None:
    groups = (group("A"), group("B"), group("C"))
    models = (model("shared", "A", "B"), model("wide"))
    kept = upkeep(groups=groups, models=models, on=date(2026, 10, 14))
    assert kept.kept == ("A", "B")
    assert kept.shared_models == ("shared",)
    assert kept.live_models == ("shared", "wide")


def test_the_status_of_the_closing_date_decides() -> None:
    changed = CommunityModel(
        "m",
        "m",
        group_ids=("A",),
        statuses=(
            StatusChange(ModelStatus.ACTIVE),
            StatusChange(ModelStatus.PAUSED, date(2026, 10, 14)),
        ),
    )
    before = upkeep(groups=(group("A"),), models=(changed,), on=date(2026, 10, 13))
    after = upkeep(groups=(group("A"),), models=(changed,), on=date(2026, 10, 14))
    assert (before.kept, after.kept) == (("A",), ())


def test_a_model_that_was_not_founded_yet_is_not_kept_up() -> None:
    young = CommunityModel(
        "m", "m", group_ids=("A",), founded_year=2027, statuses=(StatusChange(ModelStatus.ACTIVE),)
    )
    assert upkeep(groups=(group("A"),), models=(young,), on=date(2026, 12, 14)).kept == ()
    assert upkeep(groups=(group("A"),), models=(young,), on=date(2027, 1, 14)).kept == ("A",)


def test_a_model_goes_on_in_the_group_that_its_group_was_merged_into() -> None:
    old = merged("old", on=date(2026, 10, 1), into="new")
    groups = (old, group("new"))
    before = upkeep(groups=groups, models=(model("m", "old"),), on=date(2026, 9, 14))
    after = upkeep(groups=groups, models=(model("m", "old"),), on=date(2026, 10, 14))
    assert before.kept == ("old",)
    assert after.kept == ("new",)


@pytest.mark.parametrize(
    ("met", "due", "percent"),
    [
        (0, 0, None),
        (0, 23, "0"),
        (23, 23, "100"),
        (999, 1000, "99.9"),
        (9999, 10000, "99.99"),
        (1, 2500, "0.04"),
        (1, 300000, "0.0003"),
        (6, 7, "85.7"),
        (19, 23, "82.6"),
    ],
)
def test_rounding_alone_never_reaches_zero_or_a_hundred(
    met: int, due: int, percent: str | None
) -> None:
    assert Share(met, due).percent == (Decimal(percent) if percent is not None else None)


@pytest.mark.parametrize(("met", "due"), [(2, 1), (-1, 3), (1, 0)])
def test_a_numerator_is_never_above_its_denominator(met: int, due: int) -> None:
    with pytest.raises(ValueError, match="/"):
        Share(met, due)


def test_attendance_not_entered_is_not_zero() -> None:
    sessions = (
        held(date(2026, 10, 1), "A", attendance=None),
        held(date(2026, 10, 2), "A", attendance=0),
        held(date(2026, 10, 3), "A", attendance=7),
    )
    totals = activity(sessions, OCTOBER)
    assert (totals.sessions, totals.attendance, totals.attendance_missing) == (3, 7, 1)

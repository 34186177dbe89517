"""The objectives of periods, the board of a month, and objectives over the years."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.models import record_models
from desktop.actions.objectives import (
    BoardLine,
    ObjectivePoint,
    all_objective_series,
    objective_board,
    objective_results,
)
from desktop.actions.periods import period_view
from desktop.actions.sessions import record_session
from desktop.db import queries
from desktop.db.plan_saving import save_choice, save_target
from desktop.domain.models import ModelDraft
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import CountEntry
from desktop.domain.sessions import SessionDraft

AUGUST, SEPTEMBER, OCTOBER = (parse_period(f"2026-{number:02d}") for number in (8, 9, 10))
PERIODS = (
    *("2026-01", "2026-08", "2026-09", "2026-10", "2026-Q3", "2026-H1", "2026-9M", "2026"),
    *("2025-12", "2026-09-01..2026-10-14", "2026-09-20..2026-09-25"),
)


def hold(desk: Desk, day: date, *groups: str, attendance: int | None = 20) -> None:
    """Records a session that counts."""
    draft = SessionDraft(
        held_on=day, group_ids=groups, topics=("Luật Phòng, chống ma túy",), attendance=attendance
    )
    assert record_session(desk, draft).done


def count(desk: Desk, month: str, **figures: int) -> None:
    """Enters figures of a month."""
    entries = {name: CountEntry(value) for name, value in figures.items()}
    assert set_counts(desk, parse_period(month), entries).done


@pytest.fixture
def worked(desk: Desk, groups: tuple[str, ...]) -> Desk:
    """A commune with sessions, a joint one too, a model and some figures."""
    one, two, three = groups
    for day in (date(2026, 1, 5), date(2026, 8, 3), date(2026, 9, 10)):
        hold(desk, day, one, two)
    hold(desk, date(2026, 9, 11), three, attendance=None)
    hold(desk, date(2026, 9, 20), one)
    hold(desk, date(2026, 10, 14), two)
    hold(desk, date(2026, 10, 15), three)
    record_models(desk, [ModelDraft("Tổ tự quản", group_ids=(one,))])
    count(desk, "2026-09", dependent_persons=6, illegal_users=4, served_persons=9)
    count(desk, "2026-10", dependent_persons=5, illegal_users=5, served_persons=10, plants=2)
    return desk


def line(desk: Desk, objective: str, month: str = "2026-10") -> BoardLine:
    """The line of an objective on the board of a month."""
    lines = objective_board(desk, parse_period(month)).lines
    return next(one for one in lines if one.objective.id == objective)


def shown(point: ObjectivePoint) -> tuple[int | None, int | None, bool] | None:
    """Numerator, denominator and whether a closing stored them."""
    if point.figure is None:
        return None
    return point.figure.numerator, point.figure.denominator, point.closed


@pytest.mark.parametrize("name", PERIODS)
def test_an_open_period_comes_to_what_its_draft_says(worked: Desk, name: str) -> None:
    period = parse_period(name)
    found = objective_results(worked, period)
    assert found == period_view(worked, period).snapshot.objectives
    # A range of days in which no month of the duty ends has none to judge.
    assert len(found) == (0 if name == "2026-09-20..2026-09-25" else 16)


def test_the_calendar_month_of_the_duty_is_apart_from_the_report(worked: Desk) -> None:
    with worked.writing(action="set_counting") as write:
        write.put("settings", {"name": queries.DUTY_CALENDAR, "value": "calendar"})
    for name in PERIODS:
        period = parse_period(name)
        assert objective_results(worked, period) == period_view(worked, period).snapshot.objectives
    assert shown(line(worked, "4a").now) == (2, 3, False)
    assert shown(line(worked, "4a").before) == (3, 3, False)


def test_a_line_of_the_board_compares_month_year_and_year_to_date(worked: Desk) -> None:
    found = line(worked, "4a")
    assert shown(found.now) == (2, 3, False)
    assert shown(found.before) == (3, 3, False)
    assert found.last_year == ObjectivePoint("2025-10")
    assert (found.to_date.numerator, found.to_date.denominator) == (9, 30)
    assert found.to_date.months == tuple(f"2026-{number:02d}" for number in range(1, 11))
    figures = [shown(point) for point in found.year]
    assert figures[0] == (2, 3, False)
    assert figures[10] == (1, 3, False)
    assert figures[11] is None
    assert found.clause.startswith("Mục tiêu 4")


def test_the_board_says_what_would_make_an_objective_met(
    worked: Desk, groups: tuple[str, ...]
) -> None:
    frequency, kept, services = (line(worked, name).way for name in ("4a", "4b", "7"))
    assert [one.id for one in frequency.groups] == [groups[2]]
    assert (frequency.needed, kept.needed, services.needed) == (1, 2, 0)
    assert line(worked, "7", "2026-09").way.needed == 1
    missing = line(worked, "8a").way
    assert {one.id for one in missing.figures} == {"post_rehab_managed", "post_rehab_persons"}
    assert missing.needed is None


def test_a_closed_month_shows_what_its_closing_stored(
    worked: Desk, groups: tuple[str, ...]
) -> None:
    assert close_period(worked, SEPTEMBER, unanswered=True).done
    with worked.writing(action="set_targets") as write:
        save_target(write, plan_id="hue-302", objective="7", target=Decimal(50))
    closed = line(worked, "7", "2026-09")
    assert shown(closed.now) == (9, 10, True)
    assert closed.now.figure is not None
    assert closed.now.figure.target == 100
    assert closed.now.figure.state is ObjectiveState.NOT_MET
    assert closed.result is not None
    assert closed.result.outcome.target == 100
    now = line(worked, "7")
    assert shown(now.before) == (9, 10, True)
    assert now.now.figure is not None
    assert now.now.figure.target == 50
    assert not now.now.closed
    assert [point.closed for point in now.year].index(True) == 8
    assert reopen_period(worked, SEPTEMBER, reason="Nhập sót").done
    again = line(worked, "7", "2026-09").now
    assert again.figure is not None
    assert (again.figure.state, again.closed) == (ObjectiveState.MET, False)
    assert len(groups) == 3


def test_months_under_another_plan_are_not_compared(worked: Desk) -> None:
    with worked.writing(action="choose_plan") as write:
        save_choice(write, from_month="2026-10", plan_id="hanoi-2021")
        save_choice(write, from_month="2026-11", plan_id="")
    board = objective_board(worked, OCTOBER)
    assert board.plan is not None
    assert board.plan.id == "hanoi-2021"
    assert board.lines
    assert all(one.before.figure is None for one in board.lines)
    assert shown(line(worked, "4a", "2026-09").now) == (3, 3, False)
    assert line(worked, "4a", "2026-09").year[9] == ObjectivePoint("2026-10")
    november = objective_board(worked, parse_period("2026-11"))
    assert (november.plan, november.lines) == (None, ())
    assert objective_results(worked, parse_period("2026-11")) == ()
    assert all_objective_series(worked, ("2026-11",)) == ()


def test_a_closed_month_keeps_its_plan_when_another_is_followed_since(worked: Desk) -> None:
    assert close_period(worked, SEPTEMBER, unanswered=True).done
    with worked.writing(action="choose_plan") as write:
        save_choice(write, from_month="2026-01", plan_id="hanoi-2021")
    closed = objective_board(worked, SEPTEMBER)
    assert closed.plan is not None
    assert closed.plan.id == "hue-302"
    kept = next(one for one in closed.lines if one.objective.id == "4a")
    assert shown(kept.now) == shown(kept.year[8]) == (3, 3, True)
    assert kept.result is not None
    later = objective_board(worked, OCTOBER)
    assert later.plan is not None
    assert later.plan.id == "hanoi-2021"
    assert len(later.lines) == len(later.plan.objectives)


def test_a_month_closed_without_a_plan_has_no_objectives(worked: Desk) -> None:
    with worked.writing(action="choose_plan") as write:
        save_choice(write, from_month="2026-01", plan_id="")
    assert close_period(worked, SEPTEMBER, unanswered=True).done
    with worked.writing(action="choose_plan") as write:
        save_choice(write, from_month="2026-01", plan_id="hue-302")
    closed = objective_board(worked, SEPTEMBER)
    assert (closed.plan, closed.closed, closed.lines) == (None, True, ())
    assert line(worked, "4a").before.figure is None


def test_a_series_runs_over_years_closed_and_open(worked: Desk) -> None:
    assert close_period(worked, AUGUST, unanswered=True).done
    months = tuple(f"{year}-{number:02d}" for year in (2025, 2026) for number in range(1, 13))
    found = next(one for one in all_objective_series(worked, months) if one.objective.id == "4a")
    points = {point.month: shown(point) for point in found.points}
    assert points["2025-12"] is None
    assert points["2026-08"] == (2, 3, True)
    assert points["2026-10"] == (2, 3, False)
    assert points["2026-12"] is None
    assert all_objective_series(worked, ()) == ()


def test_the_board_is_kept_until_something_it_counts_is_written(
    worked: Desk, groups: tuple[str, ...]
) -> None:
    before = objective_board(worked, OCTOBER)
    assert objective_board(worked, OCTOBER) is before
    hold(worked, date(2026, 10, 1), groups[2])
    assert shown(line(worked, "4a").now) == (3, 3, False)
    count(worked, "2026-10", served_persons=7)
    assert shown(line(worked, "7").now) == (7, 10, False)

"""Changed start days: what was closed keeps its days, and no day is left without a month."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from desktop.actions.closing import close_period, mark_printed, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.groups import groups, record_groups
from desktop.actions.period_status import status
from desktop.actions.periods import closing_in_force, period_named, period_view, stored_snapshot
from desktop.actions.profile import change_settings, settings
from desktop.actions.reports import month_report_document
from desktop.actions.safety import undo
from desktop.actions.sessions import record_session
from desktop.db import queries
from desktop.db.profile_queries import RULE_CHANGES
from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.groups import GroupDraft
from desktop.domain.periods import CALENDAR, PeriodKind, PeriodRule, month_of, year_months
from desktop.domain.problems import Problem, Severity
from desktop.domain.sessions import SessionDraft
from desktop.domain.snapshot import snapshot_bytes
from desktop.wording import problem_text
from tests.actions.conftest import StandingClock


def close(desk: Desk, *names: str) -> None:
    """Close periods, whatever is asked before."""
    for name in names:
        outcome = close_period(desk, period_named(desk, name), early=True, unanswered=True)
        assert outcome.done, outcome.problems


def start_on(desk: Desk, rule: PeriodRule) -> tuple[Problem, ...]:
    """Choose other start days, as every door does: without a word of earlier ones."""
    outcome = change_settings(desk, CountingSettings(rule))
    assert outcome.done
    return outcome.problems


def days(desk: Desk, name: str) -> tuple[date, date]:
    """First and last day of a period."""
    period = period_named(desk, name)
    return period.start, period.last_day


def test_while_nothing_is_closed_other_days_hold_for_all_months(desk: Desk) -> None:
    assert start_on(desk, CALENDAR) == ()
    assert settings(desk).period_rule == CALENDAR
    assert days(desk, "2026-09") == (date(2026, 9, 1), date(2026, 9, 30))


def test_after_a_closing_they_hold_from_the_next_month(desk: Desk) -> None:
    close(desk, "2026-09")
    problems = start_on(desk, CALENDAR)
    assert days(desk, "2026-09") == (date(2026, 8, 15), date(2026, 9, 14))
    assert days(desk, "2026-10") == (date(2026, 9, 15), date(2026, 10, 31))
    assert days(desk, "2026-11") == (date(2026, 11, 1), date(2026, 11, 30))
    assert days(desk, "2026-Q4") == (date(2026, 9, 15), date(2026, 12, 31))
    assert days(desk, "2026") == (date(2025, 12, 15), date(2026, 12, 31))
    details = {
        "first_month": "2026-10",
        "period": "2026-10",
        "first": "2026-09-15",
        "last": "2026-10-31",
    }
    assert problems == (Problem("period_rule_from", "period_rule", Severity.WARNING, details),)
    assert problem_text(problems[0]) == (
        "Ngày đầu kỳ mới áp dụng từ tháng 10/2026; những kỳ đã chốt giữ nguyên ngày. "
        "Riêng tháng 10/2026 lần này tính từ 15/09/2026 đến 31/10/2026."
    )


def test_a_session_between_old_and_new_months_counts(desk: Desk) -> None:
    record_groups(desk, [GroupDraft("Tổ 1", active_from=date(2026, 1, 1))])
    (group,) = groups(desk)
    close(desk, "2026-09")
    start_on(desk, CALENDAR)
    session = SessionDraft(
        held_on=date(2026, 9, 20),
        group_ids=(group.id,),
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an xã",
        attendance=20,
    )
    assert record_session(desk, session).done
    assert status(desk, period_named(desk, "2026-10")).sessions.met == 1
    # The month is a part of its quarter once it is over.
    later = replace(desk, clock=StandingClock(date(2026, 11, 2)))
    assert status(later, period_named(desk, "2026-Q4")).sessions.met == 1


def test_the_closed_snapshot_and_its_correction_keep_their_days(desk: Desk) -> None:
    close(desk, "2026-09")
    closing = closing_in_force(desk, "2026-09")
    assert closing is not None
    kept = snapshot_bytes(stored_snapshot(desk, closing))
    start_on(desk, CALENDAR)
    assert snapshot_bytes(stored_snapshot(desk, closing)) == kept
    september = period_named(desk, "2026-09")
    assert reopen_period(desk, september, reason="Nhập thiếu", correct=True).done
    close(desk, "2026-09")
    again = closing_in_force(desk, "2026-09")
    assert again is not None
    assert snapshot_bytes(stored_snapshot(desk, again)) == kept


def test_a_period_under_correction_keeps_its_days(desk: Desk) -> None:
    close(desk, "2026-09")
    september = period_named(desk, "2026-09")
    reopen_period(desk, september, reason="Nhập thiếu", correct=True)
    start_on(desk, CALENDAR)
    assert period_named(desk, "2026-09") == september


def test_a_closing_taken_back_binds_nothing(desk: Desk) -> None:
    close(desk, "2026-09")
    reopen_period(desk, period_named(desk, "2026-09"), reason="Chốt nhầm")
    assert start_on(desk, CALENDAR) == ()
    assert settings(desk).period_rule == CALENDAR


def test_a_closed_quarter_binds_its_last_month(desk: Desk) -> None:
    close(desk, "2026-Q3")
    (problem,) = start_on(desk, PeriodRule.uniform(10))
    assert problem.details["first_month"] == "2026-10"
    assert days(desk, "2026-10") == (date(2026, 9, 15), date(2026, 10, 9))


def test_several_changes_follow_one_another(desk: Desk) -> None:
    close(desk, "2026-07")
    start_on(desk, CALENDAR)
    close(desk, "2026-08")
    start_on(desk, PeriodRule.uniform(20))
    rule = settings(desk).period_rule
    assert [one.changed_from for one in rule.history()] == ["2026-09", "2026-08", ""]
    months = [*year_months(2026, rule), *year_months(2027, rule)]
    assert all(one.end == two.start for one, two in pairwise(months))
    assert days(desk, "2026-07")[1] == date(2026, 7, 14)
    assert days(desk, "2026-08") == (date(2026, 7, 15), date(2026, 8, 31))
    assert days(desk, "2026-09") == (date(2026, 9, 1), date(2026, 9, 19))
    for name in ("2026-07", "2026-08"):
        assert period_view(desk, period_named(desk, name)).period == period_named(desk, name)


def test_a_change_taken_back_before_the_month_is_closed_leaves_no_trace(desk: Desk) -> None:
    close(desk, "2026-09")
    start_on(desk, CALENDAR)
    assert start_on(desk, PeriodRule()) == ()
    assert settings(desk).period_rule == PeriodRule()


def test_other_settings_leave_the_history_alone(desk: Desk) -> None:
    close(desk, "2026-09")
    start_on(desk, CALENDAR)
    outcome = change_settings(desk, CountingSettings(CALENDAR, DutyCalendar.CALENDAR, True))
    assert outcome.problems == ()
    stored = settings(desk)
    assert stored.period_rule.changed_from == "2026-10"
    assert stored.commune_wide_counts
    assert stored.duty_rule == CALENDAR


def test_a_longer_report_alone_is_named_by_its_own_period(desk: Desk) -> None:
    close(desk, "2026-10")
    (problem,) = start_on(desk, PeriodRule({PeriodKind.YEAR: 1}))
    assert problem.details == {
        "first_month": "2026-11",
        "period": "2026",
        "first": "2025-12-15",
        "last": "2026-12-31",
    }


def test_undo_brings_the_days_back(desk: Desk) -> None:
    close(desk, "2026-09")
    start_on(desk, CALENDAR)
    assert undo(desk).done
    assert settings(desk).period_rule == PeriodRule()
    assert days(desk, "2026-10") == (date(2026, 9, 15), date(2026, 10, 14))


def test_a_store_without_a_history_reads_as_before(desk: Desk) -> None:
    with desk.writing(action="change_settings", label="") as write:
        write.set(queries.START_DAYS, json.dumps(dict.fromkeys(PeriodKind, 1)))
    assert RULE_CHANGES not in queries.settings(desk.store)
    assert settings(desk).period_rule == CALENDAR


@pytest.mark.parametrize("name", ["2026-Q4", "2026-H2", "2026"])
def test_the_months_of_a_report_across_the_change_add_up_to_it(desk: Desk, name: str) -> None:
    close(desk, "2026-09")
    start_on(desk, CALENDAR)
    rule = settings(desk).period_rule
    view = period_view(desk, period_named(desk, name))
    months = [duty.month for duty in view.snapshot.duty]
    assert (months[0].start, months[-1].end) == (view.period.start, view.period.end)
    assert all(month == month_of(month.start, rule) for month in months)
    assert month_report_document(desk, view.period).blocks


def test_what_was_printed_keeps_its_days_as_well(desk: Desk) -> None:
    close(desk, "2026-09")
    september = period_named(desk, "2026-09")
    assert mark_printed(desk, september).done
    start_on(desk, PeriodRule.uniform(28))
    assert period_named(desk, "2026-09") == september
    assert days(desk, "2026-10") == (date(2026, 9, 15), date(2026, 10, 27))


def test_papers_say_which_month_was_longer_and_closed_ones_stay(desk: Desk) -> None:
    record_groups(desk, [GroupDraft("Tổ 1", active_from=date(2026, 1, 1))])
    close(desk, "2026-09")
    september = period_named(desk, "2026-09")
    printed = month_report_document(desk, september)
    start_on(desk, CALENDAR)
    assert month_report_document(desk, september) == printed
    for name in ("2026-10", "2026-11", "2026-Q4", "2026"):
        document = month_report_document(desk, period_named(desk, name))
        paper = str(document).replace("\\xa0", " ")
        assert "tháng 10 tính từ ngày 15/09/2026 đến ngày 31/10/2026" in paper

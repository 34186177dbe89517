"""A correction mends what its reason says: rules and plans set since then do not enter it."""

from dataclasses import replace
from datetime import date

from desktop.actions.closing import close_period, corrections, reopen_period
from desktop.actions.counts import set_counts, set_openings
from desktop.actions.desk import Desk
from desktop.actions.groups import groups, record_group
from desktop.actions.periods import period_named, period_view
from desktop.actions.plan_choice import choose_plan
from desktop.actions.profile import change_settings
from desktop.actions.profile import settings as counting_settings
from desktop.actions.sessions import record_session
from desktop.domain.commune import DutyCalendar
from desktop.domain.groups import GroupDraft
from desktop.domain.plan_facts import CountEntry
from desktop.domain.sessions import SessionDraft

SEPTEMBER = "2026-09"


def closed_september(desk: Desk) -> None:
    """Two groups; one held its session on 20 August, which is of the reporting month alone."""
    for name in ("Tổ 1", "Tổ 2"):
        assert record_group(desk, GroupDraft(name)).done
    first = groups(desk)[0].id
    assert record_session(desk, SessionDraft(date(2026, 8, 20), (first,), attendance=9)).done
    assert close_period(desk, period_named(desk, SEPTEMBER), unanswered=True).done


def test_a_calendar_and_a_plan_set_since_stay_out_of_a_correction(desk: Desk) -> None:
    closed_september(desk)
    september = period_named(desk, SEPTEMBER)
    calendar = replace(counting_settings(desk), duty_calendar=DutyCalendar.CALENDAR)
    change_settings(desk, replace(calendar, commune_wide_counts=True))
    choose_plan(desk, "hanoi-2021", SEPTEMBER)
    assert reopen_period(desk, september, reason="Sai số cuộc họp", correct=True).done
    assert set_counts(desk, september, {"meetings": CountEntry(9)}).done
    assert close_period(desk, september, unanswered=True).done
    (correction,) = corrections(desk, september)
    assert correction.after.plan is not None
    assert correction.after.plan.id == "hue-302"
    assert correction.after.totals.group_months == correction.before.totals.group_months
    told = {one.subject_id or one.field for one in correction.differences}
    assert told == {"meetings", "counts_missing"}


def test_opening_totals_are_fixed_with_the_first_month(desk: Desk) -> None:
    assert set_openings(desk, {"use_points": 2}).done
    assert close_period(desk, period_named(desk, "2026-01"), unanswered=True).done
    refused = set_openings(desk, {"use_points": 9})
    assert [one.code for one in refused.problems] == ["period_closed"]


def test_a_group_without_a_day_does_not_enter_closed_periods(desk: Desk) -> None:
    closed_september(desk)
    refused = record_group(desk, GroupDraft("Tổ 3"))
    assert [one.code for one in refused.problems] == ["group_needs_day"]
    assert record_group(desk, GroupDraft("Tổ 3", active_from=date(2026, 9, 20))).done
    share = period_view(desk, period_named(desk, SEPTEMBER)).snapshot.totals.group_months
    assert (share.met, share.due) == (1, 2)

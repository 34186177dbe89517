"""The snapshot: one function, one canonical form, the same bytes for the same facts."""

import json
from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.canonical import MalformedError
from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.count_lines import CountLine
from desktop.domain.counting import ActivityTotals, CellState, Share
from desktop.domain.periods import CALENDAR, month_period, parse_period
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import CountKind
from desktop.domain.sessions import NotHeldStatement
from desktop.domain.snapshot import PlanLine, Totals, read_snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from tests.domain.making import facts, group, held, merged, model

OCTOBER = month_period(2026, 10)


def test_a_snapshot_comes_back_from_its_bytes() -> None:
    snapshot = build_snapshot(
        facts(
            group("Tổ dân phố Ế"),
            group("B"),
            sessions=(held(date(2026, 9, 20), "B"), held(date(2026, 10, 1))),
            models=(model("Tiếng kẻng", "B"),),
            statements=(NotHeldStatement("n", "Tổ dân phố Ế", "2026-10", "Mưa lũ"),),
        ),
        OCTOBER,
        draft=True,
    )
    assert read_snapshot(snapshot_bytes(snapshot)) == snapshot


def test_the_order_in_which_facts_were_entered_does_not_change_the_bytes() -> None:
    first, second = held(date(2026, 9, 20), "A"), held(date(2026, 9, 16), "B")
    one = build_snapshot(
        facts(group("A"), group("B"), sessions=(first, second)), OCTOBER, draft=False
    )
    two = build_snapshot(
        facts(group("A"), group("B"), sessions=(second, first)), OCTOBER, draft=False
    )
    assert snapshot_bytes(one) == snapshot_bytes(two)


def test_the_bytes_are_canonical_json_without_floats() -> None:
    data = snapshot_bytes(build_snapshot(facts(group("A")), OCTOBER, draft=True))
    content = json.loads(data)
    again = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode() == data
    assert b"." not in data.replace(b"..", b"")


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(version=3),
        lambda c: c.update(format="other"),
        lambda c: c["snapshot"].pop("totals"),
        lambda c: c["snapshot"].update(extra=1),
        lambda c: c["snapshot"].update(draft="yes"),
        lambda c: c["snapshot"].update(valid_from="31/12/2026"),
        lambda c: c["snapshot"]["totals"]["group_months"].update(met=99),
    ],
)
def test_bytes_that_are_no_snapshot_are_refused(change: object) -> None:
    content = json.loads(snapshot_bytes(build_snapshot(facts(group("A")), OCTOBER, draft=True)))
    assert callable(change)
    change(content)
    with pytest.raises(MalformedError):
        read_snapshot(json.dumps(content).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"version":1.0}'])
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        read_snapshot(data)


def test_group_months_add_up_over_a_quarter() -> None:
    quarter = parse_period("2026-Q4")
    sessions = (held(date(2026, 9, 20), "A"), held(date(2026, 11, 20), "A"))
    snapshot = build_snapshot(facts(group("A"), group("B"), sessions=sessions), quarter, draft=True)
    assert snapshot.totals.group_months == Share(2, 6)
    assert [month.share for month in snapshot.duty] == [Share(1, 2), Share(0, 2), Share(1, 2)]


def test_both_calendars_are_shown_where_they_give_different_answers() -> None:
    sessions = (held(date(2026, 9, 10), "A"), held(date(2026, 10, 20), "A"))
    snapshot = build_snapshot(facts(group("A"), sessions=sessions), OCTOBER, draft=True)
    assert snapshot.totals.group_months == Share(0, 1)
    # September ended inside the reporting month 10; October is not over on its last day.
    assert [month.month.id for month in snapshot.other_duty] == ["2026-09"]
    assert [month.share for month in snapshot.other_duty] == [Share(1, 1)]


def test_a_month_of_which_nothing_was_entered_is_compared_with_nothing() -> None:
    own = held(date(2026, 9, 20), "A")
    assert build_snapshot(facts(group("A"), sessions=(own,)), OCTOBER, draft=True).previous is None
    stated = (NotHeldStatement("n", "A", "2026-09", "Mưa lũ"),)
    made = facts(group("A"), sessions=(own,), statements=stated)
    before = build_snapshot(made, OCTOBER, draft=True).previous
    assert before is not None
    assert before.activity.sessions == 0


def test_one_calendar_is_shown_where_both_agree() -> None:
    sessions = (held(date(2026, 9, 20), "A"),)
    snapshot = build_snapshot(facts(group("A"), sessions=sessions), OCTOBER, draft=True)
    assert snapshot.other_duty == ()


def test_a_calendar_month_that_is_not_over_is_not_judged() -> None:
    sessions = (held(date(2026, 9, 20), "A"), held(date(2026, 10, 20), "A"))
    made = facts(group("A"), group("B"), sessions=sessions)
    for known in (made, replace(made, today=date(2026, 10, 3))):
        snapshot = build_snapshot(known, OCTOBER, draft=True)
        assert "2026-10" not in {month.month.id for month in snapshot.other_duty}


def test_the_dutys_calendar_is_a_setting_apart_from_the_reports() -> None:
    settings = CountingSettings(duty_calendar=DutyCalendar.CALENDAR)
    sessions = (held(date(2026, 10, 20), "A", attendance=30),)
    snapshot = build_snapshot(
        facts(group("A"), sessions=sessions, settings=settings), OCTOBER, draft=True
    )
    assert snapshot.totals.group_months == Share(1, 1)
    assert snapshot.totals.activity.sessions == 0


def test_a_commune_that_reports_by_calendar_months_has_one_calendar_only() -> None:
    settings = CountingSettings(period_rule=CALENDAR)
    month = parse_period("2026-10", CALENDAR)
    sessions = (held(date(2026, 10, 31), "A"),)
    snapshot = build_snapshot(
        facts(group("A"), sessions=sessions, settings=settings), month, draft=True
    )
    assert snapshot.totals.group_months == Share(1, 1)
    assert snapshot.other_duty == ()


def test_earlier_totals_come_from_their_closing_where_there_is_one() -> None:
    settled = Totals("2026-09", ActivityTotals(5, 500), Share(1, 1), Share(1, 1), 1)
    base = facts(group("A"), sessions=(held(date(2026, 9, 1), "A"),))
    open_before = build_snapshot(base, OCTOBER, draft=True)
    assert open_before.previous is not None
    assert open_before.previous.activity.sessions == 1
    closed = type(base)(
        base.profile,
        base.settings,
        base.groups,
        base.sessions,
        base.models,
        base.statements,
        {"2026-09": settled},
    )
    assert build_snapshot(closed, OCTOBER, draft=True).previous == settled


def test_periods_before_tracking_are_compared_with_nothing() -> None:
    snapshot = build_snapshot(facts(group("A")), month_period(2025, 1), draft=True)
    assert (snapshot.previous, snapshot.last_year) == (None, None)


def test_the_year_so_far_runs_from_its_first_day_to_the_closing_date() -> None:
    sessions = (
        held(date(2025, 12, 14), "A", attendance=1),
        held(date(2025, 12, 15), "A", attendance=10),
        held(date(2026, 10, 14), "A", attendance=100),
        held(date(2026, 10, 15), "A", attendance=1000),
    )
    snapshot = build_snapshot(facts(group("A"), sessions=sessions), OCTOBER, draft=True)
    assert snapshot.cumulative is not None
    assert snapshot.cumulative.activity.attendance == 110
    assert snapshot.cumulative.group_months == Share(2, 10)


def test_a_name_is_the_one_borne_on_the_closing_date() -> None:
    renamed = type(group("A"))("A", "Tổ mới", renamings=((date(2026, 11, 1), "Tổ cũ"),))
    before = build_snapshot(facts(renamed), OCTOBER, draft=True)
    after = build_snapshot(facts(renamed), month_period(2026, 11), draft=True)
    assert before.name_of("A") == "Tổ cũ"
    assert after.name_of("A") == "Tổ mới"


def test_a_group_that_was_merged_is_named_where_it_has_a_session() -> None:
    old = merged("old", on=date(2026, 10, 1), into="new")
    new = group("new", since=date(2026, 10, 1))
    snapshot = build_snapshot(
        facts(old, new, sessions=(held(date(2026, 9, 20), "old"),)), OCTOBER, draft=True
    )
    assert [(line.id, line.state) for line in snapshot.groups] == [
        ("old", "merged"),
        ("new", "active"),
    ]


def test_what_was_entered_for_later_months_stays_out_of_the_matrix() -> None:
    sessions = (held(date(2026, 9, 20), "A"), held(date(2026, 10, 20), "A"))
    snapshot = build_snapshot(facts(group("A"), sessions=sessions), OCTOBER, draft=True)
    cells = snapshot.matrix[0].cells
    assert (cells[9].count, cells[10].count) == (1, 0)
    assert [cell.state for cell in cells[10:]] == [CellState.TO_COME, CellState.TO_COME]


def test_a_range_without_a_whole_month_still_has_its_groups() -> None:
    days = parse_period("2026-10-01..2026-10-05")
    snapshot = build_snapshot(facts(group("A"), models=(model("Kẻng", "A"),)), days, draft=True)
    assert snapshot.upkeep.active == ("A",)
    assert snapshot.totals.groups_with_model == Share(1, 1)


def test_a_range_of_days_shows_no_session_after_its_last_day() -> None:
    late = held(date(2026, 9, 14), "A")
    known = facts(group("A"), sessions=(held(date(2026, 8, 25), "A"), late))
    days = parse_period("2026-08-20..2026-09-05")
    snapshot = build_snapshot(known, days, draft=True)
    assert snapshot.matrix[0].cells[8].count == 1
    assert snapshot.matrix[0].cells[9].state is CellState.TO_COME


def test_months_that_are_not_over_are_not_due_in_the_draft_of_a_running_year() -> None:
    known = facts(
        group("A"), sessions=(held(date(2026, 10, 1), "A"), held(date(2026, 11, 20), "A"))
    )
    on = date(2026, 11, 22)
    running = build_snapshot(replace(known, today=on), parse_period("2026"), draft=True)
    assert running.totals.group_months == Share(1, 11)
    assert running.cumulative is not None
    assert running.cumulative.group_months == Share(1, 11)
    assert running.totals.activity.sessions == 2
    assert running.upkeep.on == on


def test_what_is_closed_does_not_ask_for_the_day() -> None:
    known = facts(group("A"), sessions=(held(date(2026, 10, 1), "A"),))
    year = parse_period("2026")
    early = build_snapshot(replace(known, today=date(2026, 11, 22)), year, draft=False)
    assert snapshot_bytes(early) == snapshot_bytes(build_snapshot(known, year, draft=False))


def test_the_bytes_of_a_count_kept_before_its_earlier_states_were_are_read() -> None:
    line = CountLine("cases", "Vụ", "vụ", CountKind.FLOW, "", 1, EntryState.ENTERED, 2, 3, 4, True)
    made = build_snapshot(facts(group("A")), OCTOBER, draft=False)
    content = json.loads(snapshot_bytes(replace(made, counts=(line,))))
    for name in ("previous_state", "last_year_state"):
        del content["snapshot"]["counts"][0][name]
    assert read_snapshot(json.dumps(content).encode()).counts == (line,)


def test_the_bytes_of_a_plan_kept_before_the_chosen_row_was_are_read() -> None:
    plan = PlanLine("thu", "302/KH-UBND", "Kế hoạch", "Tây Hồ")
    made = build_snapshot(facts(group("A")), OCTOBER, draft=False)
    content = json.loads(snapshot_bytes(replace(made, plan=plan)))
    assert read_snapshot(json.dumps(content).encode()).plan == plan
    del content["snapshot"]["plan"]["row"]
    assert read_snapshot(json.dumps(content).encode()).plan == replace(plan, row="")

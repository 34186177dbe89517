"""The before and after of a correction."""

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.confirmations import answered, find_confirmations
from desktop.domain.count_lines import count_lines
from desktop.domain.counting import MonthDuty, Share
from desktop.domain.differences import (
    LIST_MARK,
    Difference,
    DifferenceKind,
    compare_counts,
    compare_objectives,
    compare_snapshots,
)
from desktop.domain.models import CommunityModel, ModelStatus
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.periods import PeriodRule, month_period, parse_period
from desktop.domain.plan_facts import NIL
from desktop.domain.plans import TaskState
from desktop.domain.sessions import NotHeldStatement, OutreachSession
from desktop.domain.snapshot import AreaLine, PlanLine, Snapshot, TaskLine
from desktop.domain.snapshot_making import build_snapshot
from desktop.wording.differences import difference_heading, difference_row, difference_text
from tests.domain.making import facts, group, held, model
from tests.domain.plan_making import Entered, entries
from tests.domain.test_count_lines import PACK

OCTOBER = month_period(2026, 10)
FIRST = held(date(2026, 9, 20), "A", attendance=30)
JOINT = held(date(2026, 10, 5), "A", "B", attendance=50)


def october(
    *sessions: OutreachSession,
    models: tuple[CommunityModel, ...] = (),
    statements: tuple[NotHeldStatement, ...] = (),
) -> Snapshot:
    """October of a commune with two groups."""
    made = facts(group("A"), group("B"), sessions=sessions, models=models, statements=statements)
    return build_snapshot(made, OCTOBER, draft=False)


Row = tuple[str, str, str | int | None, str | int | None]


def rows(found: tuple[Difference, ...], kind: DifferenceKind) -> set[Row]:
    """Subject, field, before and after of the differences of a kind."""
    return {(one.subject, one.field, one.before, one.after) for one in found if one.kind is kind}


def test_a_snapshot_does_not_differ_from_itself_nor_from_its_draft() -> None:
    snapshot = october(FIRST, JOINT, models=(model("Tiếng kẻng", "B"),))
    assert compare_snapshots(snapshot, snapshot) == ()
    assert compare_snapshots(replace(snapshot, draft=True), snapshot) == ()


def test_a_late_session_changes_totals_and_the_group_it_credits() -> None:
    found = compare_snapshots(october(FIRST), october(FIRST, JOINT))
    assert rows(found, DifferenceKind.TOTAL) == {
        ("", "sessions", 1, 2),
        ("", "attendance", 30, 80),
        ("", "joint_sessions", 0, 1),
        ("", "group_months", "1/2", "2/2"),
        ("", "session_rows", 1, 2),
    }
    assert rows(found, DifferenceKind.GROUP) == {("B", "duty", "missing", "met")}
    assert rows(found, DifferenceKind.SESSION) == {
        (LIST_MARK.join(("2026-10-05", "A", "B")), "", None, LIST_MARK.join(("", "50")))
    }
    assert ("", "sessions", 1, 2) in rows(found, DifferenceKind.CUMULATIVE)


def test_the_other_calendar_is_compared_on_months_that_are_over() -> None:
    september = held(date(2026, 9, 10), "A")
    before, after = october(september), october(september, replace(september, id="b2"))
    assert "group_months_calendar" not in {
        one[1] for one in rows(compare_snapshots(before, after), DifferenceKind.TOTAL)
    }
    moved = october(september, held(date(2026, 9, 12), "B"))
    found = rows(compare_snapshots(before, moved), DifferenceKind.TOTAL)
    assert ("", "group_months_calendar", "1/2", "2/2") in found


def test_the_passing_of_time_is_no_correction() -> None:
    # Closed when the calendar month 10 was judged though it was not over, as it once was.
    kept = october(held(date(2026, 9, 10), "A"))
    unfinished = duty_of(2026, 10)
    before = replace(kept, other_duty=(unfinished,))
    found = rows(compare_snapshots(before, kept), DifferenceKind.TOTAL)
    assert "group_months_calendar" not in {one[1] for one in found}


def duty_of(year: int, number: int) -> MonthDuty:
    """The duty of a calendar month in which one group of two was met so far."""
    month = parse_period(f"{year}-{number}", PeriodRule.uniform(1))
    return MonthDuty(month, ("A", "B"), ("A",), ())


def test_a_session_that_was_changed_names_each_field() -> None:
    changed = replace(FIRST, attendance=None, topics=("Ma túy", "Tội phạm"), drug_topic=False)
    found = compare_snapshots(october(FIRST), october(changed))
    assert rows(found, DifferenceKind.SESSION) == {
        ("2026-09-20\nA", "attendance", 30, None),
        ("2026-09-20\nA", "topics", "", "Ma túy\nTội phạm"),
        ("2026-09-20\nA", "drug_topic", "yes", "no"),
    }
    assert ("A", "duty", "met", "missing") in rows(found, DifferenceKind.GROUP)


def test_attendance_not_entered_is_not_nought() -> None:
    found = compare_snapshots(october(FIRST), october(replace(FIRST, attendance=None)))
    totals = rows(found, DifferenceKind.TOTAL)
    assert totals == {("", "attendance", 30, None), ("", "attendance_missing", 0, 1)}


def test_models_that_came_went_or_changed() -> None:
    kept, gone = model("Tiếng kẻng", "A"), model("Camera", "B")
    found = compare_snapshots(
        october(models=(kept, gone)),
        october(models=(model("Tiếng kẻng", "A", status=ModelStatus.PAUSED), model("CLB", "A"))),
    )
    assert rows(found, DifferenceKind.MODEL) == {
        ("Camera", "", "active", None),
        ("CLB", "", None, "active"),
        ("Tiếng kẻng", "status", "active", "paused"),
    }
    assert rows(found, DifferenceKind.GROUP) == {("B", "model", "kept", "lacking")}


def test_a_stated_reason_is_a_difference() -> None:
    stated = (NotHeldStatement("n", "A", "2026-10", "Mưa lũ"),)
    found = compare_snapshots(october(), october(statements=stated))
    assert rows(found, DifferenceKind.GROUP) == {("A", "reason", None, "Mưa lũ")}


def test_another_month_of_the_year_shows_in_the_matrix_and_the_cumulative_figures() -> None:
    march = held(date(2026, 3, 1), "A", attendance=7)
    found = compare_snapshots(october(), october(march))
    assert rows(found, DifferenceKind.TOTAL) == set()
    assert rows(found, DifferenceKind.GROUP) == {("A", "matrix", "missing", 1)}
    assert ("", "attendance", 0, 7) in rows(found, DifferenceKind.CUMULATIVE)


def test_a_quarter_says_in_which_month_a_group_is_newly_met() -> None:
    quarter = parse_period("2026-Q4")
    made = facts(group("A"), sessions=(held(date(2026, 11, 1), "A"),))
    before = build_snapshot(facts(group("A")), quarter, draft=False)
    found = compare_snapshots(before, build_snapshot(made, quarter, draft=False))
    duty = [one for one in found if one.kind is DifferenceKind.GROUP]
    assert [(one.month, one.before, one.after) for one in duty] == [("2026-11", "missing", "met")]


def test_a_body_that_led_no_session_before_led_none_not_an_unknown_number() -> None:
    led = replace(FIRST, lead_body="Hội Nông dân")
    found = rows(compare_snapshots(october(FIRST), october(led)), DifferenceKind.TOTAL)
    assert ("", f"sessions_of_lead{LIST_MARK}Hội Nông dân", 0, 1) in found


def test_the_heading_is_compared_too() -> None:
    snapshot = october()
    found = compare_snapshots(snapshot, replace(snapshot, superior="Ban Chỉ đạo 138 thành phố"))
    assert rows(found, DifferenceKind.SETTING) == {
        ("", "superior", "Thành phố Huế", "Ban Chỉ đạo 138 thành phố")
    }


def test_totals_of_an_earlier_period_that_was_corrected_are_compared() -> None:
    snapshot = october(held(date(2026, 8, 20), "C"), FIRST)
    assert snapshot.previous is not None
    other = replace(snapshot, previous=replace(snapshot.previous, group_months=Share(2, 2)))
    found = compare_snapshots(snapshot, other)
    assert rows(found, DifferenceKind.PREVIOUS) == {("", "group_months", "0/2", "2/2")}
    without = compare_snapshots(replace(snapshot, previous=None), snapshot)
    assert ("", "models", None, 0) in rows(without, DifferenceKind.PREVIOUS)


def counted(value: Entered) -> tuple[Difference, ...]:
    """October's cases: 4 before, another figure after."""
    before, after = (
        count_lines(PACK, ("2026-10",), entries({"cases": {"2026-10": one}}), {}, "2026-10")
        for one in (4, value)
    )
    return compare_counts(before, after)


def test_counts_that_changed_keep_nil_and_nought_apart() -> None:
    assert rows(counted(7), DifferenceKind.COUNT) == {
        ("Số vụ", "value", 4, 7),
        ("Số vụ", "cumulative", 4, 7),
    }
    assert ("Số vụ", "value", 4, "nil") in rows(counted(NIL), DifferenceKind.COUNT)
    assert ("Số vụ", "value", 4, 0) in rows(counted(0), DifferenceKind.COUNT)
    assert counted(4) == ()


def test_a_count_that_the_plan_no_longer_asks_for_is_gone() -> None:
    lines = count_lines(PACK, ("2026-10",), entries({"cases": {"2026-10": 4}}), {}, None)
    found = compare_counts(lines, lines[1:])
    assert rows(found, DifferenceKind.COUNT) == {("Số vụ", "", 4, None)}


@dataclass(frozen=True)
class Figure:
    """An objective's figure."""

    id: str
    state: ObjectiveState
    numerator: int | None = None
    denominator: int | None = None


def test_objectives_show_figure_and_state() -> None:
    found = compare_objectives(
        [Figure("4a", ObjectiveState.NOT_MET, 21, 23), Figure("10", ObjectiveState.MET, 3)],
        [Figure("4a", ObjectiveState.MET, 23, 23), Figure("10", ObjectiveState.NOT_ENTERED)],
        titles={"4a": "Mỗi tổ ít nhất một buổi"},
    )
    assert rows(found, DifferenceKind.OBJECTIVE) == {
        ("Mỗi tổ ít nhất một buổi", "figure", "21/23", "23/23"),
        ("Mỗi tổ ít nhất một buổi", "state", "not_met", "met"),
        ("10", "figure", 3, None),
        ("10", "state", "met", "not_entered"),
    }


DAYS = st.dates(date(2026, 1, 1), date(2026, 10, 30))
SESSIONS = st.builds(
    OutreachSession,
    id=st.sampled_from("uvwxyz"),
    held_on=DAYS,
    group_ids=st.lists(st.sampled_from("AB"), unique=True).map(tuple),
    commune_wide=st.booleans(),
    attendance=st.none() | st.integers(0, 50),
    drug_topic=st.booleans(),
)
SNAPSHOTS = st.lists(SESSIONS, max_size=5, unique_by=lambda one: one.id).flatmap(
    lambda sessions: st.lists(st.sampled_from("AB"), unique=True).map(
        lambda groups: october(*sessions, models=(model("Mô hình", *groups),))
    )
)


@given(SNAPSHOTS, SNAPSHOTS)
def test_swapping_the_sides_swaps_before_and_after(one: Snapshot, two: Snapshot) -> None:
    there = {_key(each): (each.before, each.after) for each in compare_snapshots(one, two)}
    back = {_key(each): (each.after, each.before) for each in compare_snapshots(two, one)}
    assert there == back
    assert all(before != after for before, after in there.values())


@given(SNAPSHOTS, SNAPSHOTS)
def test_only_equal_snapshots_have_no_difference(one: Snapshot, two: Snapshot) -> None:
    assert (compare_snapshots(one, two) == ()) == (one == two)


def _key(one: Difference) -> tuple[str, str, str, str]:
    return one.kind, one.subject_id, one.field, one.month


def texts(found: tuple[Difference, ...]) -> list[str]:
    """The differences as sentences."""
    return [difference_text(one) for one in found]


def test_an_added_session_and_what_it_changed_are_said_in_words() -> None:
    joint = replace(JOINT, format="Hội nghị")
    said = texts(compare_snapshots(october(FIRST), october(FIRST, joint)))
    assert "Số buổi tuyên truyền: trước 1, nay 2" in said
    assert "Lũy kế từ đầu năm: lượt người tham gia: trước 30, nay 80" in said
    assert "B, tháng 10/2026: tuyên truyền trong tháng: trước chưa đạt, nay đạt" in said
    added = "Thêm: Buổi tuyên truyền ngày 05/10/2026, A, B (Hội nghị, 50 lượt người)"
    assert added in said


def test_blank_and_not_there_are_two_things() -> None:
    emptied = replace(FIRST, attendance=None, place="Nhà văn hóa")
    changed = compare_snapshots(october(FIRST), october(emptied))
    found = {one.field: difference_row(one) for one in changed if one.kind == "session"}
    assert found["attendance"][1:] == ("30", "(trống)")
    assert found["place"][1:] == ("(trống)", "Nhà văn hóa")
    (gone,) = (
        difference_row(one)
        for one in compare_snapshots(october(FIRST), october())
        if one.kind == "session"
    )
    assert gone == ("Buổi tuyên truyền ngày 20/09/2026, A", "30 lượt người", "(không có)")


def test_counts_objectives_and_states_are_said_in_words() -> None:
    said = texts(counted(NIL))
    assert said[0] == "Số vụ: trước 4, nay không phát sinh"
    assert said[1] == "Số vụ: lũy kế từ đầu năm: trước 4, nay 0"
    objectives = compare_objectives(
        [Figure("4a", ObjectiveState.NOT_MET, 2000, 2300)],
        [Figure("4a", ObjectiveState.MET, 2300, 2300)],
        titles={},
    )
    assert texts(objectives) == [
        "Mục tiêu 4a: trước 2.000/2.300, nay 2.300/2.300",
        "Mục tiêu 4a: kết quả: trước chưa đạt, nay đạt",
    ]
    paused = compare_snapshots(
        october(models=(model("Camera", "A"),)),
        october(models=(model("Camera", "A", status=ModelStatus.PAUSED),)),
    )
    assert "Mô hình “Camera”: tình trạng: trước đang hoạt động, nay tạm dừng" in texts(paused)


def test_the_plans_part_of_a_snapshot_is_compared_and_said_in_words() -> None:
    asked = find_confirmations(
        pack=PACK, months=("2026-10",), counts={}, openings={}, sessions=(), group_names={}
    )
    task = TaskLine("1", "Rà soát địa bàn", "Mục 2", "Công an xã", 2026, TaskState.UNDER_WAY)
    before = replace(october(), plan=PlanLine("thu", "302/KH-UBND", "Kế hoạch"), tasks=(task,))
    after = replace(
        before,
        late=(held(date(2026, 8, 20), "A", attendance=9),),
        counts=count_lines(PACK, ("2026-10",), {}, {}, None)[:1],
        confirmations=answered(asked, {one.id: "Chưa có số" for one in asked}),
        tasks=(replace(task, state=TaskState.DONE, due=date(2026, 10, 1)),),
        area=AreaLine("2", "Loại II", date(2026, 10, 2), "qd-28"),
        inspections=2,
    )
    assert texts(compare_snapshots(before, after)) == [
        "Số lượt kiểm tra: trước 0, nay 2",
        "Số buổi bổ sung của các kỳ trước: trước 0, nay 1",
        "Số liệu kế hoạch yêu cầu chưa có: trước 0, nay 1",
        "Số nhiệm vụ đã hoàn thành: trước 0, nay 1",
        "Số nhiệm vụ đang thực hiện: trước 1, nay 0",
        "Số nội dung đã xác nhận: trước 0, nay 1",
        "Thêm: Số vụ (chưa nhập)",
        "Phân loại địa bàn: trước (trống), nay Loại II",
        "Ngày đánh giá: trước (trống), nay 02/10/2026",
        "Căn cứ đánh giá: trước (trống), nay qd-28",
        "Rà soát địa bàn: kết quả: trước đang thực hiện, nay đã hoàn thành",
        "Rà soát địa bàn: thời hạn: trước 2026, nay 01/10/2026",
        "Thêm: Số liệu chưa nhập (Chưa có số)",
        "Thêm: Buổi tuyên truyền ngày 20/08/2026, A (9 lượt người)",
    ]
    assert compare_snapshots(after, after) == ()


@given(SNAPSHOTS, SNAPSHOTS)
def test_no_code_reaches_the_reader(one: Snapshot, two: Snapshot) -> None:
    other = replace(two, superior="Thành phố", start_day=1, first_month=None)
    for difference in compare_snapshots(one, other):
        said = difference_heading(difference.kind) + difference_text(difference)
        assert not set("_{}") & set(said)

"""What an office sets and answers for its plan, its tasks and its allocated tables."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.actions.allocations import allocation, paste_allocated, set_allocated
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.plan_choice import choose_plan
from desktop.actions.plan_settings import (
    AnswerDraft,
    PlanInput,
    answer,
    enter_plan,
    record_status,
    set_baselines,
    set_targets,
    set_unit,
    typed_entries,
    withdraw_answer,
    withdraw_status,
)
from desktop.actions.plans import pack_of
from desktop.actions.safety import undo
from desktop.actions.tasks import TaskEntry, set_task, tasks
from desktop.domain.plan_facts import AnswerState, CountEntry
from desktop.domain.plan_tables import TableRow
from desktop.domain.plans import TaskState

HUE, HANOI = "hue-302", "hanoi-2021"


def places(outcome: object) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in getattr(outcome, "problems", ())]


def test_a_target_is_set_and_given_back(desk: Desk) -> None:
    assert set_targets(desk, HUE, {"4a": Decimal(95), "7": Decimal("90.5")}).done
    assert typed_entries(desk, HUE).targets == {"4a": Decimal(95), "7": Decimal("90.5")}
    assert set_targets(desk, HUE, {"4a": None}).done
    assert list(typed_entries(desk, HUE).targets) == ["7"]
    undo(desk)
    assert list(typed_entries(desk, HUE).targets) == ["4a", "7"]


@pytest.mark.parametrize(
    ("objective", "target", "code"),
    [
        ("99", Decimal(1), "objective_unknown"),
        ("1", Decimal(1), "target_not_settable"),
        ("4a", Decimal(101), "target_not_percent"),
        ("4a", Decimal(-1), "target_not_number"),
        ("4a", Decimal("0.00001"), "target_not_number"),
        ("4a", Decimal("NaN"), "target_not_number"),
    ],
)
def test_a_target_that_does_not_fit_is_refused(
    desk: Desk, objective: str, target: Decimal, code: str
) -> None:
    assert places(set_targets(desk, HUE, {objective: target})) == [(code, f"targets.{objective}")]
    assert typed_entries(desk, HUE).targets == {}


def test_a_baseline_is_a_whole_number_of_the_plan(desk: Desk) -> None:
    pack = pack_of(desk, HANOI)
    assert pack is not None
    name = pack.baselines[0].id
    assert set_baselines(desk, HANOI, {name: 7}).done
    assert typed_entries(desk, HANOI).baselines == {name: 7}
    assert places(set_baselines(desk, HANOI, {"x": 1})) == [("baseline_unknown", "baselines.x")]
    assert places(set_baselines(desk, HANOI, {name: -1})) == [
        ("number_out_of_range", f"baselines.{name}")
    ]


def test_one_answer_a_day_and_one_without_a_day_replaces_all(desk: Desk) -> None:
    answer(desk, HUE, "1", AnswerState.YES, date(2026, 3, 1), "12/QĐ")
    answer(desk, HUE, "1", AnswerState.NO, date(2026, 3, 1))
    answer(desk, HUE, "1", AnswerState.YES, date(2026, 5, 1))
    found = typed_entries(desk, HUE).answers
    assert [(one.state, one.on) for one in found] == [
        (AnswerState.NO, date(2026, 3, 1)),
        (AnswerState.YES, date(2026, 5, 1)),
    ]
    answer(desk, HUE, "1", AnswerState.NOT_APPLICABLE)
    (only,) = typed_entries(desk, HUE).answers
    assert (only.state, only.on) == (AnswerState.NOT_APPLICABLE, None)
    assert withdraw_answer(desk, HUE, only.id).done
    assert typed_entries(desk, HUE).answers == ()
    assert places(withdraw_answer(desk, HUE, "x")) == [("answer_unknown", "id")]


def test_answers_belong_to_questions_and_lie_in_the_past(desk: Desk) -> None:
    assert places(answer(desk, HUE, "4a", AnswerState.YES)) == [
        ("objective_not_answered", "answers.4a")
    ]
    assert places(answer(desk, HUE, "1", AnswerState.YES, date(2026, 10, 21))) == [
        ("date_in_future", "answers.1.on")
    ]


def test_a_decision_with_a_telephone_number_is_warned_about_and_kept(desk: Desk) -> None:
    outcome = answer(desk, HUE, "1", AnswerState.YES, date(2026, 3, 1), "gọi 0912345678")
    assert outcome.done
    assert places(outcome) == [("looks_personal", "answers.1.decision")]


def test_a_status_holds_and_is_lost(desk: Desk) -> None:
    record_status(desk, HUE, "drug_free", date(2026, 1, 5), holds=True, decision="1/QĐ")
    record_status(desk, HUE, "drug_free", date(2026, 6, 1), holds=False)
    found = typed_entries(desk, HUE).statuses
    assert [(one.on, one.holds) for one in found] == [
        (date(2026, 1, 5), True),
        (date(2026, 6, 1), False),
    ]
    assert withdraw_status(desk, found[1].id).done
    assert len(typed_entries(desk, HUE).statuses) == 1
    assert places(record_status(desk, HUE, "xx", date(2026, 1, 5), holds=True)) == [
        ("status_unknown", "statuses[0].status")
    ]


def test_entries_of_one_file_are_all_written_or_none(desk: Desk) -> None:
    given = PlanInput(
        targets={"4a": Decimal(90)},
        answers=(AnswerDraft("1", AnswerState.YES), AnswerDraft("4a", AnswerState.YES)),
    )
    assert not enter_plan(desk, HUE, given).done
    assert typed_entries(desk, HUE).targets == {}
    assert places(enter_plan(desk, HUE, PlanInput())) == [("nothing_to_set", "")]
    assert places(enter_plan(desk, "xx", given)) == [("plan_unknown", "plan")]


ANNEX_SUMS = [2300, 900]


def test_the_annex_sums_to_2300_and_900_and_keeps_the_second_cell_of_pc04_blank(
    desk: Desk,
) -> None:
    shipped = allocation(desk, HANOI, "bieu")
    assert shipped is not None
    assert not shipped.own_rows
    text = "\n".join(
        f"{number}\t{row.unit}\t" + "\t".join("" if c is None else str(c) for c in row.cells)
        for number, row in enumerate(shipped.table.rows, start=1)
    )
    heading = "TT\tĐơn vị\tCông tác đấu tranh\tCông tác cai nghiện\n"
    assert paste_allocated(desk, HANOI, "bieu", f"{heading}{text}\n\tTổng\t2.300\t900").done
    set_unit(desk, HANOI, "phòng pc04")
    view = allocation(desk, HANOI, "bieu")
    assert view is not None
    assert view.own_rows
    assert len(view.table.rows) == 31
    assert [column.total for column in view.columns] == ANNEX_SUMS
    assert [column.printed for column in view.columns] == ANNEX_SUMS
    assert not any(column.differs for column in view.columns)
    assert view.own_row == TableRow("Phòng PC04", (70, None))
    assert [column.own for column in view.columns] == [70, None]
    assert [column.blanks for column in view.columns] == [0, 1]
    shares = [(one.share.of_total, one.share.of_own) for one in view.columns if one.share]
    assert shares == [(1150, 35), (450, None)]


def test_what_was_reached_stands_beside_the_own_row(desk: Desk) -> None:
    choose_plan(desk, HANOI)
    set_unit(desk, HANOI, "Long Biên")
    for month, cases in (("2026-01", 30), ("2026-02", 12)):
        figures = {"cases": CountEntry(cases), "cases_trading": CountEntry(cases // 2)}
        assert set_counts(desk, period_named(desk, month), figures).done
    view = allocation(desk, HANOI, "bieu", "2026-02")
    assert view is not None
    cases_column = view.columns[0]
    assert (cases_column.own, cases_column.reached) == (126, 42)
    assert cases_column.share is not None
    assert (cases_column.share.of_own, cases_column.share.reached) == (63, 21)
    lines = {
        line.unit: (line.target, line.reached, line.still_to_do) for line in cases_column.lines
    }
    assert lines["Long Biên"] == (126, 42, 84)
    assert lines["Ba Đình"] == (104, None, None)


def test_pasted_cells_that_are_no_numbers_are_told_by_line_and_column(desk: Desk) -> None:
    outcome = paste_allocated(desk, HANOI, "bieu", "Ba Đình\t80\t30\nPC04\tnhiều\t-3")
    assert [(one.code, one.field) for one in outcome.problems] == [
        ("table_cell", "2:2"),
        ("table_cell", "2:3"),
    ]
    view = allocation(desk, HANOI, "bieu")
    assert view is not None
    assert not view.own_rows
    assert places(paste_allocated(desk, HANOI, "bieu", "\n")) == [("table_empty", "text")]
    assert places(paste_allocated(desk, HANOI, "xx", "A\t1")) == [("table_unknown", "table")]


def test_a_title_above_the_headings_is_no_unit(desk: Desk) -> None:
    text = "BIỂU CHỈ TIÊU NĂM 2021\n\tĐơn vị\tVụ\tHồ sơ\n1\tBa Đình\t80\t\n"
    assert paste_allocated(desk, HANOI, "bieu", text).done
    view = allocation(desk, HANOI, "bieu")
    assert view is not None
    assert view.table.rows == (TableRow("Ba Đình", (80, None)),)
    assert [column.total for column in view.columns] == [80, None]
    assert [column.differs for column in view.columns] == [True, True]


def test_rows_have_one_unit_each_and_a_cell_a_column(desk: Desk) -> None:
    rows = (TableRow("Ba Đình", (1, 2)), TableRow("BA ĐÌNH", (1,)), TableRow(" ", (1, -2)))
    assert places(set_allocated(desk, HANOI, "bieu", rows)) == [
        ("table_row_width", "tables.bieu[1]"),
        ("table_unit_twice", "tables.bieu[1][0]"),
        ("table_unit_missing", "tables.bieu[2][0]"),
        ("table_cell", "tables.bieu[2][2]"),
    ]


def test_a_line_of_totals_is_no_unit(desk: Desk) -> None:
    rows = (TableRow("Tổng cộng", (80, 30)), TableRow("Ba Đình", (80, 30)))
    assert places(set_allocated(desk, HANOI, "bieu", rows)) == [
        ("table_row_is_total", "tables.bieu[0][0]")
    ]


def test_no_rows_give_the_plan_its_own_table_back(desk: Desk) -> None:
    set_allocated(desk, HANOI, "bieu", (TableRow("Ba Đình", (1, 2)),))
    assert set_allocated(desk, HANOI, "bieu", ()).done
    view = allocation(desk, HANOI, "bieu")
    assert view is not None
    assert [column.total for column in view.columns] == ANNEX_SUMS


def test_a_unit_stands_in_a_table_of_the_plan(desk: Desk) -> None:
    assert places(set_unit(desk, HANOI, "Phường Lạ")) == [("unit_not_in_table", "unit")]
    assert set_unit(desk, HANOI, "Long Biên").done
    assert set_unit(desk, HANOI, "").done
    assert typed_entries(desk, HANOI).unit is None


def test_a_task_is_late_when_its_day_has_passed_undone(desk: Desk) -> None:
    choose_plan(desk, HANOI)
    first = tasks(desk, "2026-09")[0]
    assert (first.entry.state, first.overdue) == (TaskState.OPEN, False)
    entry = TaskEntry(first.task.id, TaskState.UNDER_WAY, "Công an xã", date(2026, 9, 10))
    assert set_task(desk, HANOI, entry).done
    assert [tasks(desk, month)[0].overdue for month in ("2026-08", "2026-09")] == [False, True]
    assert tasks(desk, "2026-09")[0].body == "Công an xã"
    done = TaskEntry(
        first.task.id, TaskState.DONE, due=date(2026, 9, 10), done_on=date(2026, 9, 20)
    )
    assert set_task(desk, HANOI, done).done
    assert [tasks(desk, month)[0].overdue for month in ("2026-09", "2026-10")] == [True, False]


def test_while_a_month_runs_a_task_is_late_only_after_its_day(desk: Desk) -> None:
    choose_plan(desk, HANOI)
    name = tasks(desk, "2026-11")[0].task.id
    set_task(desk, HANOI, TaskEntry(name, due=date(2026, 10, 25)))
    assert not tasks(desk, "2026-11")[0].overdue


def test_a_task_is_known_and_finished_before_it_has_a_day_of_completion(desk: Desk) -> None:
    assert places(set_task(desk, HANOI, TaskEntry("x"))) == [("task_unknown", "tasks.x")]
    choose_plan(desk, HANOI)
    name = tasks(desk, "2026-10")[0].task.id
    entry = TaskEntry(name, TaskState.OPEN, done_on=date(2026, 1, 1))
    assert places(set_task(desk, HANOI, entry)) == [
        ("task_done_without_state", f"tasks.{name}.done_on")
    ]

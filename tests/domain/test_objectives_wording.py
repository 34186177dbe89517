"""What the officer reads of an objective: its figure, what is lacking, nothing twice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.domain.plan_facts import NIL, Answer, AnswerState, PlanFacts
from desktop.wording.objectives import months_text, objective_state, result_line
from tests.domain.plan_making import BLANK, Entered, duty, entries, month_facts, result

SPACE = "\N{NO-BREAK SPACE}"
REDUCE = 'kind = "reduce"\nnumerator = "done"\nunit = "%"'
COVERAGE = (
    'kind = "coverage"\nnumerator = "done"\ndenominator = "opening(stock) + all"\ntarget = 100'
)
ZERO = 'kind = "zero"\nnumerator = "done"\nalso = ["all"]\nunit = "người"'
BY_TABLE = 'kind = "allocated"\nnumerator = "done"\ntable = "bieu"\ncolumn = "files"\nunit = "vụ"'


def line(body: str, facts: PlanFacts) -> str:
    """The line of the one objective of a plan, with plain spaces."""
    return result_line(result(body, facts)).replace(SPACE, " ")


def against_last_year(now: int, before: int, extra: str = "") -> str:
    counts = entries({"done": {"2026-10": now, "2025-10": before}})
    return line(REDUCE + extra, replace(BLANK, counts=counts))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (59, 80, "đạt – từ 80 xuống 59, giảm 26,3 %"),
        (100, 80, "chưa đạt – từ 80 lên 100, tăng 25 %"),
        (50, 50, "chưa đạt – 50, không giảm so với 50"),
        (3, 0, "chưa đạt – từ 0 lên 3: số liệu gốc bằng 0 nên không tính được tỷ lệ"),
        (0, 0, "không phát sinh"),
    ],
)
def test_a_fall_says_from_what_to_what(now: int, before: int, said: str) -> None:
    assert against_last_year(now, before) == said


def test_what_may_not_rise_says_that_it_did_not() -> None:
    not_rise = '\ndirection = "not_rise"'
    assert against_last_year(50, 50, not_rise) == "đạt – 50, không cao hơn 50"
    assert against_last_year(60, 50, not_rise) == "chưa đạt – từ 50 lên 60, tăng 20 %"


def test_a_rate_stands_beside_the_one_it_is_compared_with() -> None:
    body = REDUCE + '\ndenominator = "all"\nbaseline = "mark"\nbaseline_denominator = "mark_all"'
    assert line(body, month_facts(done=1, all=20)) == "đạt – 1/20 (5 %), so với 50 %"


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        # The label of the second figure does not begin with its unit: it stands before.
        ({"done": 0, "all": 3}, "chưa đạt – Tất cả: 3 người"),
        ({"done": 2, "all": 1}, "chưa đạt – Đã làm: 2 người; Tất cả: 1 người"),
        ({"done": NIL, "all": NIL}, "đạt – 0 người"),
        # What was not entered is not blamed once something happened.
        ({"all": 1}, "chưa đạt – Tất cả: 1 người"),
        ({"done": NIL}, "chưa nhập: Tất cả"),
    ],
)
def test_a_zero_names_what_happened(figures: dict[str, Entered], said: str) -> None:
    assert line(ZERO, month_facts(**figures)) == said


def test_a_target_in_numbers_stands_beside_the_figure() -> None:
    facts = replace(month_facts(done=3), unit="Phường A")
    assert line(BY_TABLE, facts) == "chưa đạt – 3 vụ, chỉ tiêu 4 vụ"
    held = 'kind = "hold"\nnumerator = "stock"\nbaseline = "mark"\nunit = "người"'
    assert line(held, month_facts(stock=99)) == "chưa đạt – 99 người, so với 100 người"
    own = replace(month_facts(done=3), targets={"1": Decimal("2.5")})
    assert line(BY_TABLE, own) == "đạt – 3 vụ, chỉ tiêu 2,5 vụ"


def test_why_it_cannot_be_computed_is_said_and_that_nothing_was_entered_is_not() -> None:
    waiting = "chưa tính được – chưa chọn đơn vị của mình trong biểu giao chỉ tiêu"
    assert line(BY_TABLE, month_facts(done=3)) == waiting
    blank = "chưa nhập: Đã làm; chưa chọn đơn vị của mình trong biểu giao chỉ tiêu"
    assert line(BY_TABLE, BLANK) == blank
    below = 'kind = "reduce"\nnumerator = "done"\nbaseline = "mark"\nperiod = "year"\nunit = "%"'
    january = replace(BLANK, months=("2026-01",), counts=entries({"done": {"2026-01": 1}}))
    assert line(below, january) == "chưa tính được – chưa hết thời gian tính"
    unknown = below.replace('"mark"', '"unknown_mark"')
    assert line(unknown, january) == "chưa nhập: Mốc chưa rõ"


def test_months_that_were_not_entered_are_named() -> None:
    body = COVERAGE.replace("opening(stock) + all", "all")
    assert line(body, month_facts(done=1)) == "chưa nhập: Tất cả"
    whole = entries({"done": {f"2026-{number:02d}": 1 for number in range(1, 11)}})
    some = replace(BLANK, counts={**whole, **entries({"all": {"2026-03": 1, "2026-10": 1}})})
    said = "chưa nhập: Tất cả (tháng 1–2/2026, tháng 4–9/2026)"
    assert line(body + '\nperiod = "year"', some) == said
    # Of another time than the period's own.
    assert line(REDUCE, month_facts(done=1)) == "chưa nhập: Đã làm (tháng 10/2025)"


def test_the_opening_figure_is_called_so() -> None:
    said = "chưa nhập: số đầu kỳ của hiện có (cuối tháng 9/2026)"
    assert line(COVERAGE, month_facts(done=1, all=1)) == said


def test_a_group_lacking_in_a_longer_period_is_named_with_its_months() -> None:
    facts = replace(
        BLANK,
        months=("2026-08", "2026-09", "2026-10"),
        duty=(duty("2026-08", a=1, b=1), duty("2026-09", a=0, b=1), duty("2026-10", a=0, b=0)),
        group_names={"a": "Tổ 1", "b": "Tổ 2"},
    )
    said = "chưa đạt – 3/6 (50 %): thiếu Tổ 1 (tháng 9–10/2026), Tổ 2 (tháng 10/2026)"
    assert line('kind = "frequency"', facts) == said


def test_a_figure_without_a_target_arose_or_did_not() -> None:
    body = 'kind = "count"\nnumerator = "done"\nunit = "đường dây"'
    assert line(body, month_facts(done=2)) == "có phát sinh – 2 đường dây"
    assert line(body, month_facts(done=NIL)) == "không phát sinh"
    found = result(body, month_facts(done=2))
    assert found.state == "met"
    assert objective_state(found.state) == "đạt"


def test_answers_are_said_without_a_figure() -> None:
    def said(state: AnswerState) -> str:
        return line('kind = "review"', replace(BLANK, answers={"1": Answer(state)}))

    assert said(AnswerState.YES) == "đạt"
    assert said(AnswerState.NO) == "chưa đạt"
    assert line('kind = "review"', BLANK) == "chưa trả lời"
    assert line('kind = "hold"\nstatus = "drug_free"', BLANK) == "chưa xác định"
    later = replace(BLANK, answers={"1": Answer(AnswerState.NO)})
    assert line('kind = "milestone"\ndue = 2026', later) == "chưa đạt – chưa làm, chưa đến hạn"


def test_no_groups_is_said_once() -> None:
    facts = replace(BLANK, duty=(duty("2026-10"),))
    assert line('kind = "frequency"', facts) == "không phát sinh – chưa có thôn, tổ dân phố nào"


def test_months_that_follow_one_another_are_a_run_within_their_year() -> None:
    months = ("2025-11", "2025-12", "2026-01", "2026-03")
    assert months_text(months) == "tháng 11–12/2025, tháng 1/2026, tháng 3/2026"
    assert months_text(()) == ""

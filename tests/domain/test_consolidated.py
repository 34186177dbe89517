"""All units of a period together: sums that know who gave them, and who has not sent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.domain.consolidated import Compared, Consolidated, Sum, consolidated
from desktop.domain.consolidated_data import consolidated_bytes, totals_data
from desktop.domain.consolidated_series import matrix, trend
from desktop.domain.counting import Share
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.periods import month_period
from desktop.domain.plan_facts import NIL
from desktop.domain.sessions import OutreachSession
from desktop.domain.unit_figures import UnitFigures, unit_figures
from tests.domain.consolidated_making import (
    OCTOBER,
    SINCE,
    UNITS,
    A,
    B,
    C,
    entered,
    snapshot,
    together,
)
from tests.domain.making import held, model
from tests.domain.plan_making import pack_of

PLAN = pack_of('kind = "count"\nnumerator = "done"\nunit = "người"')
DAY = date(2026, 10, 1)


def of(
    unit: ExpectedUnit, *sessions: OutreachSession, groups: int = 2, month: int = 10
) -> tuple[UnitId, UnitFigures]:
    made = snapshot(unit, sessions=sessions, groups=groups, month=month)
    return unit.unit, unit_figures(made)


def october(*sent: tuple[UnitId, UnitFigures]) -> Consolidated:
    return consolidated(OCTOBER, UNITS, dict(sent))


def test_units_that_have_not_sent_are_named_and_add_nothing() -> None:
    found = october(of(A, held(DAY, "g1")), of(C, held(DAY, "g1"), held(DAY, "g2")))
    assert found.not_sent == (B,)
    assert not found.complete
    assert found.activity.sessions == Sum(3, units=2)


def test_the_ratio_of_all_is_the_sum_of_parts_over_the_sum_of_wholes() -> None:
    found = october(
        of(A, held(DAY, "g1"), groups=1),
        of(B, groups=9),
    )
    assert found.activity.group_months == Share(1, 10)
    assert found.activity.group_months.percent == 10


def test_attendance_that_nobody_entered_is_blank_and_not_nought() -> None:
    blank = held(DAY, "g1", attendance=None)
    nothing = october(of(A, blank), of(B, blank))
    assert nothing.activity.attendance == Sum(None, units=0)
    some = october(of(A, blank), of(B, held(DAY, "g1", attendance=40)))
    assert some.activity.attendance == Sum(40, units=1)
    assert some.activity.attendance_missing == 1


def test_a_count_says_how_many_units_gave_it_and_names_those_that_did_not() -> None:
    found = together(PLAN, {A: entered(done=5), B: entered(), C: entered(done=NIL)})
    line = found.count("done")
    assert line is not None
    assert line.total == Sum(5, units=2)
    assert line.not_entered == (B.unit,)
    assert line.nil == 1


def test_a_count_that_no_unit_gave_has_no_total() -> None:
    found = together(PLAN, {A: entered(), B: entered()})
    line = found.count("done")
    assert line is not None
    assert line.total == Sum(None, units=0)


def test_a_count_is_compared_over_the_units_that_gave_both_months() -> None:
    both = entered(done=5)
    counts = {"done": {**both.counts["done"], "2026-09": replace(both.counts["done"]["2026-10"])}}
    found = together(PLAN, {A: replace(both, counts=counts), B: entered(done=100)})
    line = found.count("done")
    assert line is not None
    assert line.total == Sum(105, units=2)
    assert line.previous == Compared(now=5, before=5, units=1)


def test_groups_with_a_model_add_up() -> None:
    made = snapshot(A, models=(model("m", "g1"),), groups=2)
    found = october((A.unit, unit_figures(made)), of(B, groups=3))
    assert found.activity.groups_with_model == Share(1, 5)
    assert found.activity.models == Sum(1, units=2)


def test_a_unit_outside_the_list_that_a_person_let_count_is_in_the_sums_and_marked() -> None:
    stranger = UnitId("99999", SINCE)
    found = october((stranger, of(A, held(DAY, "g1"))[1]))
    assert [line.expected for line in found.lines] == [True, True, True, False]
    assert found.activity.sessions == Sum(1, units=1)
    assert found.not_sent == UNITS


def test_a_merged_unit_is_expected_before_and_its_successor_from_the_month_of_the_merger() -> None:
    old = ExpectedUnit("10009", "Xã Cũ", date(2000, 1, 1), SINCE, successor_code="10001")
    june = consolidated(month_period(2025, 6), (old, A), {})
    july = consolidated(month_period(2025, 7), (old, A), {})
    assert june.not_sent == (old,)
    assert july.not_sent == (A,)


def test_the_same_figures_give_the_same_bytes_in_any_order() -> None:
    sent = [of(A, held(DAY, "g1")), of(B), of(C, held(DAY, "g2"))]
    assert consolidated_bytes(october(*sent)) == consolidated_bytes(october(*reversed(sent)))
    shuffled = consolidated(OCTOBER, (C, A, B), dict(sent))
    assert consolidated_bytes(shuffled) == consolidated_bytes(october(*sent))


def test_the_totals_change_with_a_figure_and_with_a_unit() -> None:
    one = totals_data(october(of(A, held(DAY, "g1"))))
    assert one != totals_data(october(of(A, held(DAY, "g1"), held(DAY, "g2"))))
    assert one != totals_data(october(of(A, held(DAY, "g1")), of(B)))


def months() -> list[Consolidated]:
    september, november = month_period(2026, 9), month_period(2026, 11)
    early = held(date(2026, 9, 1), "g1")
    return [
        consolidated(september, UNITS, dict([of(A, early, month=9), of(B, early, month=9)])),
        october(of(A, held(DAY, "g1"), held(DAY, "g2"))),
        consolidated(november, UNITS, {}),
    ]


def test_the_matrix_shows_each_unit_by_month_and_what_has_not_come_stays_blank() -> None:
    found = matrix(months(), "sessions")
    assert found.periods == ("2026-09", "2026-10", "2026-11")
    shown = {row.unit: [cell.numerator for cell in row.cells] for row in found.rows}
    assert shown == {A: [1, 2, None], B: [1, None, None], C: [None, None, None]}
    assert [cell.sent for cell in found.rows[1].cells] == [True, False, False]
    assert [(cell.numerator, cell.units) for cell in found.totals] == [(2, 2), (2, 1), (None, 0)]


def test_the_matrix_of_a_ratio_holds_both_parts() -> None:
    found = matrix(months(), "group_months")
    cell = found.totals[0]
    assert (cell.numerator, cell.denominator, cell.percent) == (2, 4, Decimal(50))


def test_the_trend_compares_only_units_that_gave_both_months() -> None:
    first, second, third = trend(months(), "sessions")
    assert first.same_before is None
    assert (first.missing, second.missing, third.missing) == (1, 2, 3)
    assert second.total.numerator == 2
    assert second.same_now is not None
    assert second.same_before is not None
    assert (second.same_now.numerator, second.same_before.numerator) == (2, 1)
    assert third.same_now is None


def test_a_unit_that_did_not_exist_has_no_expected_cell() -> None:
    old = ExpectedUnit("10009", "Xã Cũ", date(2000, 1, 1), SINCE, successor_code="10001")
    series = [consolidated(month_period(2025, month), (old, A), {}) for month in (6, 7)]
    found = matrix(series, "sessions")
    assert {row.unit: [cell.expected for cell in row.cells] for row in found.rows} == {
        old: [True, False],
        A: [False, True],
    }


def test_the_trend_tells_who_has_not_sent_from_whose_file_waits() -> None:
    sent = snapshot(A, sessions=(held(OCTOBER.start, "g1"), held(OCTOBER.start, attendance=None)))
    one = consolidated(OCTOBER, UNITS, {A.unit: unit_figures(sent)})
    (point,) = trend([one], "attendance", waiting={OCTOBER.id: {B.unit}})
    assert (point.absent, point.waiting) == ((C,), (B,))
    assert point.missing == 1
    assert point.total.part, "a session without attendance is in no sum"
    assert not trend([one], "sessions")[0].total.part

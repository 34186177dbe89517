"""What is odd when units and months are laid beside each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.across_units import Finding, FindingCode, across_units
from desktop.domain.confirmations import closed_early
from desktop.domain.count_lines import CountLine
from desktop.domain.counting import ActivityTotals, Share
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.periods import month_period
from desktop.domain.plan_facts import EntryState
from desktop.domain.plan_tables import AllocatedTable, TableColumn, TableRow
from desktop.domain.plans import CountKind
from desktop.domain.unit_figures import Crowd, UnitFigures, unit_figures
from tests.domain.consolidated_making import OCTOBER, SINCE, A, B, snapshot
from tests.domain.making import held
from tests.domain.plan_making import pack_of

FLOWS = {"f1": 12, "f2": 15, "f3": 3, "f4": 1, "f5": 2, "f6": 7}
NOBODY = Crowd()
PACK = pack_of('kind = "count"\nnumerator = "done"\nunit = "người"')


def line(name: str, value: int, *, stock: bool = False, previous: int | None = None) -> CountLine:
    return CountLine(
        name,
        name.upper(),
        "người",
        CountKind.STOCK if stock else CountKind.FLOW,
        "",
        value,
        EntryState.ENTERED,
        previous,
        None,
        None,
        cumulative_complete=True,
    )


def figures(
    *counts: CountLine,
    sessions: int = 2,
    attendance: int = 80,
    groups: int = 10,
    population: int | None = None,
    crowd: Crowd = NOBODY,
) -> UnitFigures:
    return UnitFigures(
        period="2026-10",
        first_day=OCTOBER.start,
        last_day=OCTOBER.last_day,
        activity=ActivityTotals(sessions, attendance),
        group_months=Share(0, groups),
        groups_with_model=Share(0, groups),
        models=1,
        population=population,
        counts=counts,
        crowd=crowd,
    )


def lines(**values: int) -> tuple[CountLine, ...]:
    return tuple(line(name, value) for name, value in values.items())


def found(
    now: dict[UnitId, UnitFigures], *earlier: dict[UnitId, UnitFigures]
) -> tuple[Finding, ...]:
    return across_units(OCTOBER, (A, B), now, earlier=earlier, pack=PACK)


def codes(now: UnitFigures, *earlier: UnitFigures) -> list[FindingCode]:
    return [one.code for one in found({A.unit: now}, *({A.unit: one} for one in earlier))]


def test_an_ordinary_month_is_silent() -> None:
    usual = figures(*lines(**FLOWS))
    other = figures(*lines(**{**FLOWS, "f1": 11}), attendance=70)
    past = {
        unit: figures(*lines(**{**FLOWS, "f2": value}), attendance=70)
        for unit, value in ((A.unit, 14), (B.unit, 13))
    }
    assert found({A.unit: usual, B.unit: other}, past) == ()


def test_the_counts_of_another_unit_look_copied() -> None:
    same = figures(*lines(**FLOWS))
    assert found({B.unit: replace(same, models=5), A.unit: same}) == (
        Finding(FindingCode.COPIED_COUNTS, B.unit, {"figures": "6"}, A.unit),
    )


MANY = {f"g{number}": number for number in range(1, 9)} | {"g9": 41, "g10": 37, "g11": 18}


def test_counts_of_another_unit_with_one_of_them_changed_look_copied() -> None:
    source = figures(*lines(**MANY))
    copy = figures(*lines(**{**MANY, "g4": 5}))
    assert found({B.unit: copy, A.unit: source}) == (
        Finding(FindingCode.NEARLY_COPIED, B.unit, {"figures": "10", "differing": "1"}, A.unit),
    )


def test_figures_that_differ_in_more_are_no_copy() -> None:
    source = figures(*lines(**MANY))
    other = figures(*lines(**{**MANY, "g4": 5, "g5": 6}))
    assert found({B.unit: other, A.unit: source}) == ()


def test_few_figures_with_one_changed_are_no_copy() -> None:
    source = figures(*lines(**FLOWS))
    other = figures(*lines(**{**FLOWS, "f4": 2}))
    assert found({B.unit: other, A.unit: source}) == ()


def test_the_counts_of_another_units_month_before_look_copied() -> None:
    before = replace(figures(*lines(**FLOWS)), period="2026-09")
    now = {A.unit: figures(*lines(f1=90, f2=80)), B.unit: figures(*lines(**FLOWS))}
    finding = Finding(
        FindingCode.COPIED_EARLIER, B.unit, {"month": "2026-09", "figures": "6"}, A.unit
    )
    assert found(now, {A.unit: before}) == (finding,)


def test_two_units_that_agree_in_both_months_are_asked_once() -> None:
    same = figures(*lines(**FLOWS))
    before = replace(same, period="2026-09")
    codes_found = [
        (one.code, one.unit)
        for one in found({A.unit: same, B.unit: same}, {A.unit: before, B.unit: before})
    ]
    assert (FindingCode.COPIED_COUNTS, B.unit) in codes_found
    assert FindingCode.COPIED_EARLIER not in [code for code, _unit in codes_found]


def test_a_month_closed_before_its_last_day_is_told_with_its_answer() -> None:
    (early,) = closed_early(
        "2026-10", on=date(2026, 9, 20), last_day=OCTOBER.last_day, answer="Chốt sớm vì bão"
    )
    (finding,) = found({A.unit: replace(figures(), closed_early=early)})
    assert (finding.code, finding.details) == (
        FindingCode.CLOSED_EARLY,
        {"day": "2026-09-20", "last_day": "2026-10-14", "answer": "Chốt sớm vì bão"},
    )


def test_small_or_few_figures_agree_by_chance() -> None:
    small = figures(*lines(**{f"f{number}": number for number in range(1, 9)}))
    few = figures(*lines(f1=120, f2=150))
    for one in (small, few):
        assert found({A.unit: one, B.unit: one}) == ()


def test_the_same_sessions_and_attendance_in_two_units_look_copied() -> None:
    same = figures(sessions=7, attendance=431)
    assert found({A.unit: same, B.unit: same}) == (
        Finding(
            FindingCode.COPIED_ACTIVITY, B.unit, {"sessions": "7", "attendance": "431"}, A.unit
        ),
    )


def test_all_flows_as_in_the_month_before_look_copied_while_stocks_may_stay() -> None:
    now = figures(*lines(**FLOWS), line("s", 40, stock=True))
    before = replace(now, period="2026-09")
    finding = found({A.unit: now}, {A.unit: before})
    assert finding == (
        Finding(FindingCode.COPIED_MONTH, A.unit, {"month": "2026-09", "figures": "6"}),
    )
    stocks = figures(line("s", 40, stock=True))
    assert codes(stocks, stocks) == []


@pytest.mark.parametrize(
    ("now", "earlier", "expected"),
    [
        (100, (10, 12, 11), [FindingCode.JUMP_UP]),
        (54, (10, 12, 11), []),
        (19, (0, 0), []),
        (20, (0, 0), [FindingCode.JUMP_UP]),
        (60, (10,), []),
        (100, (10,), [FindingCode.JUMP_UP]),
        (2, (40, 42, 41), []),
    ],
)
def test_a_flow_far_above_the_earlier_months_is_a_jump(
    now: int, earlier: tuple[int, ...], expected: list[FindingCode]
) -> None:
    assert codes(figures(line("f", now)), *(figures(line("f", one)) for one in earlier)) == expected


def test_a_stock_that_nearly_vanishes_is_a_jump_too() -> None:
    past = [figures(line("s", value, stock=True)) for value in (40, 42)]
    assert codes(figures(line("s", 2, stock=True)), *past) == [FindingCode.JUMP_DOWN]


def test_a_jump_says_what_was_usual() -> None:
    past = [{A.unit: figures(line("f", value))} for value in (10, 12, 11)]
    (finding,) = found({A.unit: figures(line("f", 100))}, *past)
    assert finding.details == {"figure": "f", "label": "F", "now": "100", "usual": "11"}


def test_blank_months_are_no_measure() -> None:
    blank = replace(line("f", 0), state=EntryState.MISSING)
    assert codes(figures(line("f", 100)), figures(blank)) == []
    assert codes(figures(blank), figures(line("f", 100))) == []


def test_a_stock_that_its_flows_do_not_explain() -> None:
    moved = (line("all", 3), line("done", 1))
    right = figures(line("stock", 12, stock=True, previous=10), *moved)
    assert codes(right) == []
    wrong = found({A.unit: figures(line("stock", 15, stock=True, previous=10), *moved)})
    assert [one.code for one in wrong] == [FindingCode.STOCK_DOES_NOT_FOLLOW]
    assert wrong[0].details == {
        "figure": "stock",
        "label": "STOCK",
        "before": "10",
        "added": "3",
        "removed": "1",
        "now": "15",
    }


def test_many_groups_more_or_fewer_than_the_month_before() -> None:
    assert codes(figures(groups=14), figures(groups=10)) == [FindingCode.GROUPS_JUMP]
    assert codes(figures(groups=12), figures(groups=10)) == []
    assert codes(figures(groups=24), figures(groups=20)) == []


def test_more_people_at_a_session_than_live_in_its_groups() -> None:
    made = snapshot(
        A,
        groups=2,
        population=100,
        sessions=(
            held(date(2026, 10, 1), "g1", attendance=150),
            held(date(2026, 10, 2), "g1", "g2", attendance=150),
            held(date(2026, 10, 3), attendance=201),
        ),
    )
    own = unit_figures(made)
    assert own.crowd == Crowd(sessions=2, attendance=201, population=200)
    assert FindingCode.ATTENDANCE_BEYOND_POPULATION in codes(own)


def test_without_the_population_of_a_group_nothing_is_beyond_it() -> None:
    made = snapshot(A, sessions=(held(date(2026, 10, 1), "g1", attendance=90_000),))
    assert unit_figures(made).crowd == Crowd()


def test_more_persons_than_people_live_there() -> None:
    own = figures(line("s", 120, stock=True), population=100)
    assert codes(own) == [FindingCode.PERSONS_BEYOND_POPULATION]


def test_people_a_session_far_above_the_other_units() -> None:
    units = [ExpectedUnit(f"1000{number}", f"Xã {number}", SINCE) for number in range(6)]
    now = {
        unit.unit: figures(sessions=2, attendance=80 + number) for number, unit in enumerate(units)
    }
    now[units[5].unit] = figures(sessions=2, attendance=900)
    assert across_units(OCTOBER, units, now) == (
        Finding(FindingCode.ATTENDANCE_OUTLIER, units[5].unit, {"average": "450", "usual": "41"}),
    )


def test_a_unit_that_counts_the_month_by_other_days() -> None:
    own = replace(figures(), last_day=OCTOBER.last_day + timedelta(days=17))
    (finding,) = found({A.unit: own})
    assert (finding.code, finding.details) == (
        FindingCode.OTHER_DAYS,
        {"from": "2026-09-15", "to": "2026-10-31"},
    )


def test_findings_stand_in_the_order_of_the_list_whatever_the_order_of_the_figures() -> None:
    odd = replace(figures(), last_day=month_period(2026, 11).last_day)
    one = found({A.unit: odd, B.unit: odd})
    assert one == found({B.unit: odd, A.unit: odd})
    assert [finding.unit for finding in one] == [A.unit, B.unit]


ROWS = replace(
    PACK,
    tables=(
        AllocatedTable(
            "t",
            "Chỉ tiêu giao",
            "I",
            (TableColumn("c", "Vụ", "vụ"),),
            (TableRow("Phường A", (5,)), TableRow("Phường B", (7,))),
        ),
    ),
)


def in_row(row: str, *, plan: str = PACK.id, month: str = "2026-10") -> UnitFigures:
    return replace(figures(), plan=plan, row=row, period=month)


def rows_found(
    now: dict[UnitId, UnitFigures], *earlier: dict[UnitId, UnitFigures]
) -> tuple[Finding, ...]:
    return across_units(OCTOBER, (A, B), now, earlier=earlier, pack=ROWS)


def test_two_units_in_one_row_of_an_allocated_table_are_told_with_each_other() -> None:
    same = {A.unit: in_row("Phường A"), B.unit: in_row("phường a")}
    assert rows_found(same) == (Finding(FindingCode.SAME_ROW, B.unit, {"row": "Phường A"}, A.unit),)
    assert rows_found({A.unit: in_row("Phường A"), B.unit: in_row("Phường B")}) == ()
    assert rows_found({A.unit: in_row("Phường A"), B.unit: in_row("")}) == ()
    assert rows_found({A.unit: in_row("Phường A"), B.unit: in_row("Phường A", plan="x")}) == ()


def test_a_unit_in_another_row_than_the_month_before_is_told() -> None:
    before = in_row("Phường B", month="2026-09")
    assert rows_found({A.unit: in_row("Phường A")}, {A.unit: before}) == (
        Finding(
            FindingCode.OTHER_ROW,
            A.unit,
            {"row": "Phường A", "before": "Phường B", "month": "2026-09"},
        ),
    )
    assert rows_found({A.unit: in_row("Phường B")}, {A.unit: before}) == ()

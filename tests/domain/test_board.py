"""The board of a superior: who has sent, who is late, what waits."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.board import Board, BoardCell, CellState, Filing, Tally, board
from desktop.domain.deadlines import Deadlines
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.periods import Period, PeriodKind, month_period, parse_period

SINCE = date(2025, 7, 1)
HERE = ExpectedUnit("19996", "Phường Hương Trà", SINCE, position=2)
THERE = ExpectedUnit("20014", "Xã Đan Điền", SINCE, position=1)
OCTOBER = month_period(2026, 10)
TODAY = date(2026, 11, 22)
FIVE_DAYS = Deadlines({PeriodKind.MONTH: 5})
SENT = Filing(
    HERE.unit,
    "2026-10",
    package_id="p1",
    sequence=4,
    first_on=date(2026, 10, 18),
    received_on=date(2026, 10, 18),
    counted=1,
)


def made(
    *filings: Filing,
    today: date = TODAY,
    deadlines: Deadlines = FIVE_DAYS,
    periods: tuple[Period, ...] = (OCTOBER,),
) -> Board:
    return board((HERE, THERE), periods, filings, today=today, deadlines=deadlines)


def cell(*filings: Filing, today: date = TODAY, deadlines: Deadlines = FIVE_DAYS) -> BoardCell:
    found = made(*filings, today=today, deadlines=deadlines)
    return next(row.cells[0] for row in found.rows if row.unit == HERE)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 14), CellState.NOT_DUE),
        (date(2026, 10, 15), CellState.MISSING),
        (date(2026, 10, 19), CellState.MISSING),
        (date(2026, 10, 20), CellState.LATE),
    ],
)
def test_what_has_not_come_is_not_due_then_missing_and_late_after_the_deadline(
    today: date, state: CellState
) -> None:
    assert cell(today=today).state is state


def test_without_a_deadline_nobody_is_late() -> None:
    assert cell(deadlines=Deadlines()).state is CellState.MISSING
    assert cell(SENT, deadlines=Deadlines()).in_time is None


def test_what_came_is_in_and_held_against_the_deadline() -> None:
    found = cell(SENT)
    assert (found.state, found.in_time, found.due_on) == (CellState.IN, True, date(2026, 10, 19))
    late = replace(SENT, first_on=date(2026, 10, 20), received_on=date(2026, 10, 20))
    assert (cell(late).state, cell(late).in_time) == (CellState.IN, False)


def test_a_correction_after_the_deadline_does_not_make_a_report_late() -> None:
    found = cell(replace(SENT, correction=1, counted=2, received_on=date(2026, 11, 3)))
    assert (found.state, found.in_time) == (CellState.CORRECTED, True)


def test_a_period_sent_twice_is_corrected_even_without_a_number() -> None:
    assert cell(replace(SENT, counted=2)).state is CellState.CORRECTED


def test_what_came_while_the_clock_was_wrong_is_neither_in_time_nor_late_by_itself() -> None:
    alone = cell(replace(SENT, first_on=None, clock_suspect=True))
    assert (alone.state, alone.in_time) == (CellState.IN, None)
    late = cell(replace(SENT, first_on=date(2026, 10, 20), clock_suspect=True))
    assert late.in_time is None
    proved = cell(replace(SENT, clock_suspect=True))
    assert proved.in_time is True


def test_what_waits_beside_a_report_that_counts_leaves_it_in_and_is_told_apart() -> None:
    beside = cell(replace(SENT, waiting=("x",)))
    assert (beside.state, beside.is_in, beside.waits) == (CellState.IN, True, True)
    assert made(replace(SENT, waiting=("x",))).tallies[0].to_verify == 1
    alone = cell(Filing(HERE.unit, "2026-10", waiting=("x",)))
    assert (alone.state, alone.is_in, alone.due) == (CellState.TO_VERIFY, False, True)


def test_a_report_given_back_is_not_in() -> None:
    found = cell(replace(SENT, returned=True))
    assert (found.state, found.is_in) == (CellState.RETURNED, False)


def test_a_filing_of_which_everything_was_rejected_is_like_none() -> None:
    assert cell(Filing(HERE.unit, "2026-10")).state is CellState.LATE


def test_the_tally_counts_due_in_and_late() -> None:
    found = made(replace(SENT, first_on=date(2026, 11, 1)))
    assert found.tallies == (Tally(due=2, in_=1, late=1, came_late=1),)
    assert not found.tallies[0].complete
    assert found.late("2026-10") == (THERE,)


def test_before_the_closing_date_only_what_came_is_due() -> None:
    found = made(SENT, today=date(2026, 10, 1))
    assert found.tallies == (Tally(due=1, in_=1),)


def test_units_stand_in_the_order_of_the_list() -> None:
    assert [row.unit for row in made().rows] == [THERE, HERE]


def test_a_unit_that_was_merged_inside_the_month_is_not_expected_and_its_successor_is() -> None:
    old = ExpectedUnit("19999", "Xã Cũ", date(2000, 1, 1), date(2025, 7, 1), "19996")
    june, july = month_period(2025, 6), month_period(2025, 7)
    found = board((old, HERE), (june, july), (), today=TODAY, deadlines=FIVE_DAYS)
    states = {row.unit.code: [one.state for one in row.cells] for row in found.rows}
    assert states == {
        "19999": [CellState.LATE, CellState.NOT_EXPECTED],
        "19996": [CellState.NOT_EXPECTED, CellState.LATE],
    }
    assert [one.due for one in found.tallies] == [1, 1]


def test_a_unit_of_the_past_has_no_row_unless_something_came_from_it() -> None:
    old = ExpectedUnit("19999", "Xã Cũ", date(2000, 1, 1), date(2025, 7, 1), "19996")
    assert len(board((old, HERE), (OCTOBER,), (), today=TODAY).rows) == 1
    sent = replace(SENT, unit=old.unit)
    assert len(board((old, HERE), (OCTOBER,), (sent,), today=TODAY).rows) == 2


def test_what_came_from_a_unit_outside_the_list_stands_at_the_end() -> None:
    found = made(Filing(UnitId("99999", SINCE), "2026-10", waiting=("x",)))
    assert [row.expected for row in found.rows] == [True, True, False]
    assert found.rows[-1].cells[0].state is CellState.TO_VERIFY


def test_a_unit_outside_the_list_is_in_no_denominator() -> None:
    came = Filing(UnitId("99999", SINCE), "2026-10", "y", received_on=TODAY)
    assert made(came).tallies == made().tallies


@pytest.mark.parametrize("sent", [{}, {"package_id": "", "waiting": ("y",)}])
def test_what_comes_from_a_unit_that_had_ended_is_shown_and_is_in_no_denominator(
    sent: dict[str, Any],
) -> None:
    """Whoever looks at the consolidated report counts the same units as expected."""
    old = ExpectedUnit("19999", "Xã Cũ", date(2000, 1, 1), date(2026, 9, 20), "19996")
    came = replace(SENT, unit=old.unit, first_on=date(2026, 11, 20), **sent)
    found = board((old, HERE), (OCTOBER,), (came, SENT), today=TODAY, deadlines=FIVE_DAYS)
    shown = {row.unit: row.cells[0] for row in found.rows}
    assert shown[old].state is (CellState.TO_VERIFY if sent else CellState.IN)
    assert not shown[old].expected
    assert found.tallies == (Tally(due=1, in_=1, to_verify=len(came.waiting)),)


def test_what_waits_of_a_period_before_the_first_month_makes_nothing_due() -> None:
    came = Filing(HERE.unit, "2026-10", waiting=("y",))
    found = board((HERE,), (OCTOBER,), (came,), today=TODAY, since=date(2026, 10, 15))
    assert found.tallies == (Tally(to_verify=1),)


def test_before_the_first_month_nothing_is_owed_and_no_deadline_is_held_against_what_came() -> None:
    months = tuple(month_period(2026, month) for month in (8, 9, 10))
    early = replace(SENT, period="2026-08")
    found = board(
        (HERE, THERE),
        months,
        [early],
        today=TODAY,
        deadlines=FIVE_DAYS,
        since=months[2].start,
    )
    here = next(row.cells for row in found.rows if row.unit == HERE)
    there = next(row.cells for row in found.rows if row.unit == THERE)
    assert [one.state for one in here] == [CellState.IN, CellState.NOT_EXPECTED, CellState.LATE]
    assert [one.state for one in there] == [CellState.NOT_EXPECTED] * 2 + [CellState.LATE]
    assert (here[0].due_on, here[0].in_time) == (None, None)
    assert found.tallies[:2] == (Tally(due=1, in_=1), Tally())


def test_a_longer_period_is_owed_when_it_reaches_into_the_first_month() -> None:
    quarters = (parse_period("2026-Q3"), parse_period("2026-Q4"))
    found = board((HERE,), quarters, (), today=date(2027, 1, 20), since=OCTOBER.start)
    assert [one.state for one in found.rows[0].cells] == [
        CellState.NOT_EXPECTED,
        CellState.MISSING,
    ]

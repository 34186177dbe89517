"""Late slips both ways, and how far a month came on its path."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.closed import naming_month
from desktop.actions.closing import close_period, mark_printed, reopen_period
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.late import (
    closed_spans,
    late_slips,
    record_after_opening,
    record_late,
)
from desktop.actions.month_path import month_path
from desktop.actions.periods import PeriodState, closing_in_force, period_named
from desktop.actions.sessions import sessions_of
from desktop.domain.periods import month_period
from desktop.domain.sessions import SessionDraft
from tests.ui.overview.offices import busy_desk

AUGUST, SEPTEMBER, OCTOBER = (month_period(2026, number) for number in (8, 9, 10))
LATE_DAY = date(2026, 8, 20)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A commune on 8 October whose September is closed."""
    with busy_desk(tmp_path / "data", 6) as made:
        assert close_period(made, SEPTEMBER, unanswered=True).done
        yield made


def slip(desk: Desk) -> SessionDraft:
    group = sessions_of(desk, SEPTEMBER)[0].group_ids
    return SessionDraft(held_on=LATE_DAY, group_ids=group, format="Hội nghị", attendance=31)


def test_a_late_slip_is_named_by_the_next_report_under_its_real_date(desk: Desk) -> None:
    closing = closing_in_force(desk, SEPTEMBER.id)
    assert naming_month(desk, LATE_DAY) == OCTOBER.id
    assert record_late(desk, slip(desk)).done
    [found] = late_slips(desk, OCTOBER)
    assert (found.held_on, found.reported_in) == (LATE_DAY, "2026-10")
    assert closing_in_force(desk, SEPTEMBER.id) == closing


def test_a_day_of_an_open_month_has_no_other_report(desk: Desk) -> None:
    assert naming_month(desk, date(2026, 9, 20)) is None


def test_the_other_way_takes_the_closing_back_while_nothing_was_issued(desk: Desk) -> None:
    outcome = record_after_opening(desk, slip(desk), reason="Phiếu đến muộn")
    assert outcome.done
    assert {ChangeKind.PERIODS, ChangeKind.SESSIONS} <= outcome.changes.kinds
    path = month_path(desk, SEPTEMBER)
    assert (path.state, path.correcting) == (PeriodState.OPEN, 0)
    assert LATE_DAY in [one.held_on for one in sessions_of(desk, SEPTEMBER)]
    assert not late_slips(desk, OCTOBER)


def test_a_correction_may_be_asked_for_before_anything_was_issued(desk: Desk) -> None:
    assert record_after_opening(desk, slip(desk), reason="Phiếu đến muộn", correct=True).done
    path = month_path(desk, SEPTEMBER)
    assert (path.correcting, path.reason) == (1, "Phiếu đến muộn")
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    assert month_path(desk, SEPTEMBER).correction == 1


def test_the_quarter_that_holds_the_day_is_opened_as_well(desk: Desk) -> None:
    quarter = period_named(desk, "2026-Q3")
    assert close_period(desk, quarter, unanswered=True).done
    assert [one.period for one in closed_spans(desk)] == [SEPTEMBER.id, quarter.id]
    assert record_after_opening(desk, slip(desk), reason="Phiếu đến muộn").done
    assert not closed_spans(desk)


def test_without_a_reason_nothing_is_opened_and_nothing_written(desk: Desk) -> None:
    before = len(sessions_of(desk, SEPTEMBER))
    assert not record_after_opening(desk, slip(desk), reason=" ").done
    assert len(sessions_of(desk, SEPTEMBER)) == before
    assert closing_in_force(desk, SEPTEMBER.id) is not None


def test_the_path_follows_the_month_from_open_to_printed_and_back(desk: Desk) -> None:
    open_month = month_path(desk, OCTOBER)
    assert (open_month.state, open_month.closed_at) == (PeriodState.OPEN, None)
    assert open_month.waiting <= open_month.asked
    assert month_path(desk, SEPTEMBER).state is PeriodState.CLOSED
    mark_printed(desk, SEPTEMBER)
    printed = month_path(desk, SEPTEMBER)
    assert (printed.state, printed.issued) == (PeriodState.PRINTED, False)
    reopen_period(desk, SEPTEMBER, reason="Sai một buổi")
    assert month_path(desk, SEPTEMBER).state is PeriodState.OPEN


def test_august_was_never_closed_and_locks_nothing(desk: Desk) -> None:
    assert all(AUGUST.start not in span for span in closed_spans(desk))


def test_a_slip_stands_in_its_own_month_while_that_is_open_again(desk: Desk) -> None:
    assert record_late(desk, slip(desk)).done
    reopen_period(desk, SEPTEMBER, reason="Sai một buổi")
    assert not late_slips(desk, OCTOBER)
    assert LATE_DAY in [one.held_on for one in sessions_of(desk, SEPTEMBER)]

"""The months of the former communes in a merged one: closed by these, and not its to close."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.closed import closed_period, month_lock
from desktop.actions.closing import close_period
from desktop.actions.groups import record_group
from desktop.actions.overview import month_overview, opening_month
from desktop.actions.periods import period_named, snapshot_now
from desktop.db import queries
from desktop.domain.groups import GroupDraft
from tests.actions.merging_making import Held, Made, make, merged, opened

A = Made(sessions=(Held(date(2026, 9, 1)),))
B = Made(name="Xã B", code="20002")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A commune merged on 1 October."""
    assert merged(tmp_path / "new", make(tmp_path / "a", A), make(tmp_path / "b", B)).done
    return tmp_path / "new"


def test_the_window_opens_on_its_first_own_month(new: Path) -> None:
    with opened(new) as desk:
        assert opening_month(desk).id == "2026-10"
        dots = month_overview(desk, period_named(desk, "2026-10")).dots
        assert {one.month.id for one in dots if not one.closed and one.tracked} >= {"2026-10"}
        assert {one.closed for one in dots if one.month.id < "2026-10"} == {True}


def test_the_months_before_are_fixed_and_not_closed_again(new: Path) -> None:
    with opened(new) as desk:
        september = period_named(desk, "2026-09")
        assert closed_period(desk, september.last_day) == "2026-09"
        assert month_lock(desk, september) == "2026-09"
        assert closed_period(desk, date(2026, 9, 15)) is None
        outcome = close_period(desk, september, unanswered=True)
        assert [one.code for one in outcome.problems] == ["period_of_formers"]
        october = period_named(desk, "2026-10")
        assert close_period(desk, october, unanswered=True).done


def test_a_slip_that_waited_stands_in_the_first_own_report(new: Path) -> None:
    with opened(new) as desk:
        (one,) = queries.sessions(desk.store)
        with desk.writing(action="record_session") as write:
            write.put("sessions", {"id": one.id, "reported_in": "2026-10"})
        report = snapshot_now(desk, period_named(desk, "2026-10"), draft=True)
        assert [late.id for late in report.late] == [one.id]


def test_groups_of_one_name_from_two_communes_can_be_changed(new: Path) -> None:
    with opened(new) as desk:
        group = next(one for one in queries.groups(desk.store) if one.name == "Thôn 1")
        assert record_group(desk, replace(GroupDraft.of(group), households=77)).problems == ()
        again = replace(GroupDraft.of(group), id=None, active_from=date(2026, 10, 1))
        assert [one.code for one in record_group(desk, again).problems] == ["name_taken"]

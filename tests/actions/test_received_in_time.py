"""Whether a report came in time: by the days of Viet Nam, and never by a clock set back."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.actions.board import board_of
from desktop.actions.deadlines import change_deadlines
from desktop.actions.desk import Desk
from desktop.actions.receiving import CLAIMS_LATER, receive_packages
from desktop.actions.taking_back import undo_receive
from desktop.db.received_queries import receptions
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import PeriodKind, parse_period
from desktop.exchange.keys import PublicKeys
from tests.actions.conftest import StandingClock
from tests.actions.senders import Sender, accepted


def test_a_clock_that_was_set_back_makes_nothing_in_time(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-09")
    assert change_deadlines(superior, Deadlines({PeriodKind.MONTH: 3})).done
    clock = superior.clock
    assert isinstance(clock, StandingClock)
    clock.day -= timedelta(days=60)
    taken = receive_packages(superior, [stick])
    assert taken.clock_suspect
    assert [CLAIMS_LATER in one.oddities for one in taken.files] == [True]
    assert [one.clock_suspect for one in receptions(superior.store)] == [True]
    accepted(superior, sender)
    cell = board_of(superior, parse_period("2026-09")).rows[0].cells[0]
    assert (cell.state.value, cell.in_time) == ("in", None)
    assert cell.filing is not None
    assert (cell.filing.first_on, cell.filing.clock_suspect) == (None, True)


@pytest.mark.parametrize("days", [40, -40])
def test_what_came_in_time_did_so_though_it_was_taken_back_and_received_again(
    superior: Desk, public: PublicKeys, stick: Path, days: int
) -> None:
    """Also where the clock of the second time is one that nobody can be sure of."""
    sender = Sender("19996", public)
    sender.send(stick, "2026-11")
    assert change_deadlines(superior, Deadlines({PeriodKind.MONTH: 3})).done
    clock, month = superior.clock, parse_period("2026-11")
    assert isinstance(clock, StandingClock)
    clock.day = month.last_day + timedelta(days=2)
    receive_packages(superior, [stick])
    accepted(superior, sender)
    first = board_of(superior, month).rows[0].cells[0]
    clock.day += timedelta(days=days)
    assert undo_receive(superior, receptions(superior.store)[0].name).done
    assert board_of(superior, month).rows == ()
    receive_packages(superior, [stick])
    again = board_of(superior, month).rows[0].cells[0]
    assert (again.is_in, again.in_time) == (True, True)
    assert again.filing is not None
    assert first.filing is not None
    assert again.filing.first_on == first.filing.first_on


def test_what_came_late_stays_late_when_it_is_received_again(
    superior: Desk, public: PublicKeys, stick: Path
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-11")
    assert change_deadlines(superior, Deadlines({PeriodKind.MONTH: 3})).done
    clock, month = superior.clock, parse_period("2026-11")
    assert isinstance(clock, StandingClock)
    clock.day = month.last_day + timedelta(days=9)
    receive_packages(superior, [stick])
    accepted(superior, sender)
    assert undo_receive(superior, receptions(superior.store)[0].name).done
    receive_packages(superior, [stick])
    assert board_of(superior, month).rows[0].cells[0].in_time is False


@pytest.mark.parametrize(("hours", "in_time"), [(14, True), (16, False)])
def test_the_last_day_of_a_deadline_ends_at_midnight_in_viet_nam_on_every_computer(
    superior: Desk, public: PublicKeys, stick: Path, hours: int, in_time: bool
) -> None:
    sender = Sender("19996", public)
    sender.send(stick, "2026-11")
    assert change_deadlines(superior, Deadlines({PeriodKind.MONTH: 3})).done
    clock, month = superior.clock, parse_period("2026-11")
    assert isinstance(clock, StandingClock)
    clock.day = month.last_day + timedelta(days=3)
    clock.minute = hours * 60
    receive_packages(superior, [stick])
    accepted(superior, sender)
    assert board_of(superior, month).rows[0].cells[0].in_time is in_time

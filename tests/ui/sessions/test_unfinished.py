"""Lines that are typed and not in the register: kept, counted and said."""

from pathlib import Path

from desktop.actions.unfinished import count_unfinished

from .conftest import MONTH, Sit


def test_lines_that_are_not_in_the_register_are_counted(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("31/10", "9", "10", "", "", "abc", "")
    seat.line("", "4", "hoi ng", "", "", "", "")
    seat.line("20", "3", "", "", "", "45", "")
    seat.settle()
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 2

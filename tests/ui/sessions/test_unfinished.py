"""Lines that are typed and not in the register: kept, counted and said."""

from pathlib import Path

from PySide6.QtCore import Qt

from desktop.actions.sessions import sessions_of
from desktop.actions.unfinished import count_unfinished
from desktop.ui.sessions.lines import Cell

from .conftest import MONTH, Sit, StepwiseExecutor

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_lines_that_are_not_in_the_register_are_counted(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("31/10", "9", "10", "", "", "abc", "")
    seat.line("", "4", "hoi ng", "", "", "", "")
    seat.line("20", "3", "", "", "", "45", "")
    seat.settle()
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 2


def test_a_half_typed_line_that_was_deleted_is_brought_back_before_the_store_undoes(
    folder: Path, sit: Sit
) -> None:
    seat = sit(folder)
    noted: list[str] = []
    seat.context.noted.connect(noted.append)
    seat.line("20", "3", "", "", "", "45", "")
    seat.line("31/2", "4", "hoi ng", "", "", "12", "")
    seat.settle()
    before = seat.texts(1)
    seat.view.go_to(1)
    seat.press(Qt.Key.Key_Delete, modifiers=CONTROL)
    seat.settle()
    assert seat.model.rowCount() == 2
    assert "Ctrl+Z" in noted[-1]
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 0
    seat.press(Qt.Key.Key_Z, modifiers=CONTROL)
    seat.tab.saver.keep_typed()
    seat.settle()
    assert seat.texts(1) == before
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 1
    stored = seat.ask(lambda: sessions_of(seat.desk, MONTH))
    assert isinstance(stored, tuple)
    assert len(stored) == 1


def test_a_line_deleted_while_it_is_being_written_is_gone(folder: Path, sit: Sit) -> None:
    seat = sit(folder, work=StepwiseExecutor())
    seat.line("20", "3", "", "", "", "45", "")
    seat.view.go_to(0, Cell.DAY)
    seat.press(Qt.Key.Key_Delete, modifiers=CONTROL)
    seat.settle()
    assert seat.ask(lambda: sessions_of(seat.desk, MONTH)) == ()
    assert seat.model.rowCount() == 1

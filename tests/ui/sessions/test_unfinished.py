"""Lines that are typed and not in the register: kept, counted and said."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.actions.closing import close_period
from desktop.actions.sessions import sessions_of
from desktop.actions.unfinished import count_unfinished, unfinished_of
from desktop.db.errors import DiskFullError
from desktop.ui.sessions import saving
from desktop.ui.sessions.cell_words import closed_sentence
from desktop.ui.sessions.kept_lines import was_open
from desktop.ui.sessions.lines import Cell
from desktop.ui.sessions.sheet_cells import WAITING_ROLE

from .conftest import MONTH, Seat, Sit, StepwiseExecutor

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


def test_a_line_brought_back_before_it_was_ever_left_is_kept(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("30/2", "8")
    seat.press(Qt.Key.Key_Escape)
    seat.press(Qt.Key.Key_Delete, modifiers=CONTROL)
    seat.settle()
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 0
    seat.press(Qt.Key.Key_Z, modifiers=CONTROL)
    seat.tab.put_away()
    seat.settle()
    assert seat.texts(0)[Cell.DAY] == "30/2"
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 1


def test_a_line_deleted_while_it_is_being_written_is_gone(folder: Path, sit: Sit) -> None:
    seat = sit(folder, work=StepwiseExecutor())
    seat.line("20", "3", "", "", "", "45", "")
    seat.view.go_to(0, Cell.DAY)
    seat.press(Qt.Key.Key_Delete, modifiers=CONTROL)
    seat.settle()
    assert seat.ask(lambda: sessions_of(seat.desk, MONTH)) == ()
    assert seat.model.rowCount() == 1


def kept_cells(seat: Seat) -> list[dict[str, str]]:
    found = seat.ask(lambda: unfinished_of(seat.desk, MONTH))
    assert isinstance(found, tuple)
    return [dict(one.cells) for one in found]


def die(seat: Seat) -> None:
    """The program ends without a word, as by a power cut."""
    assert isinstance(seat.worker, StepwiseExecutor)
    seat.worker.close(seat.desk.close)


def test_the_cell_being_typed_is_kept_while_it_is_typed(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("20", "3", "", "noi dung")
    seat.view.go_to(0, Cell.NOTE)
    for letter in "dang go do va go tiep":
        seat.type(letter)
        seat.qtbot.wait(40)
    seat.settle()
    assert kept_cells(seat)[0]["note"].startswith("dang go do")
    seat.press(Qt.Key.Key_Escape)
    seat.tab.saver.keep_typed()
    seat.settle()
    assert kept_cells(seat) == [{"day": "20/9", "groups": "Tổ dân phố 3", "topic": "noi dung"}]


def test_a_line_cut_off_in_an_open_cell_is_brought_back_and_marked(folder: Path, sit: Sit) -> None:
    seat = sit(folder, work=StepwiseExecutor())
    seat.line("20", "3")
    seat.view.go_to(0, Cell.ATTENDANCE)
    seat.type("4")
    seat.tab.saver.keep_typed()
    seat.settle()
    die(seat)
    again = sit(folder)
    assert again.texts(0)[Cell.ATTENDANCE] == "4"
    assert again.model.index(0, 0).data(WAITING_ROLE)
    assert again.model.waiting_sentence(0)
    assert again.ask(lambda: sessions_of(again.desk, MONTH)) == ()
    again.view.go_to(0)
    again.view.go_to(1)
    again.settle()
    assert again.ask(lambda: count_unfinished(again.desk, MONTH)) == 0
    assert not again.model.index(0, 0).data(WAITING_ROLE)


def test_a_complete_line_brought_back_is_written_at_once(folder: Path, sit: Sit) -> None:
    seat = sit(folder, work=StepwiseExecutor())
    seat.line("20", "3", "zalo")
    seat.tab.saver.keep_typed()
    seat.settle()
    die(seat)
    again = sit(folder)
    stored = again.ask(lambda: sessions_of(again.desk, MONTH))
    assert isinstance(stored, tuple)
    assert [one.format for one in stored] == ["Zalo"]
    assert again.model.rowCount() == 2
    assert again.ask(lambda: count_unfinished(again.desk, MONTH)) == 0


def test_lines_not_written_are_said_below_the_sheet_and_the_link_goes_to_the_first(
    folder: Path, sit: Sit
) -> None:
    seat = sit(folder)
    seat.line("20", "3", "", "", "", "45", "")
    seat.line("21", "99", "", "", "", "", "")
    seat.line("", "4", "hoi ng", "", "", "", "")
    seat.settle()
    assert "2" in seat.tab.foot.unwritten.text()
    assert seat.tab.foot.unwritten.isVisible()
    seat.tab.foot.unwritten.click()
    index = seat.view.currentIndex()
    assert (index.row(), index.column()) == (1, Cell.GROUPS)
    seat.page.month.aim_at({"lacking": "unfinished"})
    assert seat.view.current_row == 1
    seat.type("5")
    seat.enter()
    seat.view.go_to(3)
    seat.settle()
    assert "1" in seat.tab.foot.unwritten.text()


def test_lines_added_for_missing_groups_and_not_typed_into_are_not_kept(
    folder: Path, sit: Sit
) -> None:
    seat = sit(folder)
    seat.page.add_button.click()
    seat.settle()
    seat.view.go_to(3)
    assert seat.window.room("sessions").may_leave()
    seat.settle()
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 0
    assert not seat.tab.foot.unwritten.isVisible()


def test_a_closed_month_names_the_lines_it_does_not_hold(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("31/2", "4", "hoi ng", "", "", "12", "")
    seat.settle()
    seat.ask(lambda: close_period(seat.desk, MONTH, early=True))
    seat.window.show_room("sessions")
    seat.settle()
    assert seat.model.locked
    said = seat.tab.closed_line.text.text()
    assert "1" in said.removeprefix(closed_sentence(MONTH))
    assert seat.ask(lambda: count_unfinished(seat.desk, MONTH)) == 1


def test_a_lock_in_the_middle_of_a_word_saves_no_half_line(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("12", "4", "", "", "", "45", "")
    seat.line("20", "3")
    seat.type("hop")
    assert seat.view.editor is not None
    seat.window.room("sessions").keep_typed()
    seat.settle()
    stored = seat.ask(lambda: sessions_of(seat.desk, MONTH))
    assert isinstance(stored, tuple)
    assert len(stored) == 1, "the line that was left is saved, the one being typed is not"
    kept = seat.ask(lambda: unfinished_of(seat.desk, MONTH))
    assert isinstance(kept, tuple)
    assert [one.cells["format"] for one in kept] == ["hop"]
    assert [was_open(one) for one in kept] == [True]


def test_a_saved_line_that_a_full_disk_did_not_take_is_marked_until_it_is_written(
    folder: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit(folder)
    seat.line("20", "3", "", "noi dung", "", "30", "")
    seat.settle()
    assert not seat.model.index(0, 0).data(WAITING_ROLE)

    def full(*_args: object, **_words: object) -> None:
        raise DiskFullError(folder="D:")

    with monkeypatch.context() as disk:
        disk.setattr(saving, "finish_line", full)
        disk.setattr(seat.context, "_explain", lambda _error: "Ổ đĩa đã đầy")
        seat.view.go_to(0, Cell.ATTENDANCE)
        seat.model.setData(seat.model.index(0, Cell.ATTENDANCE), "88")
        seat.view.go_to(1)
        seat.settle()
    assert seat.model.index(0, 0).data(WAITING_ROLE)
    assert seat.model.waiting_sentence(0)
    assert seat.model.unwritten_rows() == (0,)
    seat.view.go_to(0)
    seat.view.go_to(1)
    seat.settle()
    assert not seat.model.index(0, 0).data(WAITING_ROLE)
    stored = seat.ask(lambda: sessions_of(seat.desk, MONTH))
    assert isinstance(stored, tuple)
    assert [one.attendance for one in stored] == [88]

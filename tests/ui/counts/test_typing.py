"""Typing into the sheet of counts: a figure is taken as a whole, refused as a whole, or left."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions.counts import count_sheet
from desktop.actions.desk import Desk
from desktop.domain.plan_facts import NOT_APPLICABLE, EntryState

from .conftest import OCTOBER, SEPTEMBER, Seat, put, stored

Sit = Callable[[], Seat]
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_sheet_begins_at_the_first_blank_figure_below_its_section(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, directives=3)
    seat = sit()
    assert seat.model.title(0) == "Lãnh đạo, chỉ đạo"
    assert seat.here == "meetings"


def test_typing_starts_editing_and_enter_saves_and_goes_on(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.type("12")
    assert seat.view.editor is not None
    assert stored(desk, "directives")[0] is EntryState.MISSING
    seat.enter()
    assert stored(desk, "directives") == (EntryState.ENTERED, 12)
    assert seat.here == "meetings"


def test_a_whole_month_is_entered_with_digits_k_and_enter_alone(sit: Sit, desk: Desk) -> None:
    seat = sit()
    for number, line in enumerate(seat.model.lines):
        assert seat.here == line.category.id
        if number % 2:
            seat.type("k")
        else:
            seat.type(str(number))
            seat.enter()
    sheet = count_sheet(desk, OCTOBER)
    assert sheet.entered == sheet.total
    assert {line.state for line in sheet.lines} == {EntryState.ENTERED, EntryState.NIL}


def test_k_states_nothing_arose_and_blank_stays_blank(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.at("directives")
    seat.type("K")
    assert stored(desk, "directives") == (EntryState.NIL, 0)
    assert stored(desk, "meetings")[0] is EntryState.MISSING
    assert seat.shown("meetings") == ""


def test_delete_takes_a_figure_back(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, meetings=4)
    seat = sit()
    seat.at("meetings")
    seat.press(Qt.Key.Key_Delete)
    assert stored(desk, "meetings")[0] is EntryState.MISSING


def test_x_says_that_a_figure_does_not_apply(sit: Sit) -> None:
    seat = sit()
    seat.at("meetings")
    seat.type("x")
    assert seat.row("meetings").entry == NOT_APPLICABLE


@pytest.mark.parametrize(
    "text",
    ["-5", "−5", "2,5", "2.5", "1e5", "5a", "đ", "1.2345", "12.34", "0.123", "1.234 567", "5k"],
)
def test_what_is_no_number_stays_as_typed_and_is_refused_on_leaving(
    sit: Sit, desk: Desk, text: str
) -> None:
    put(desk, OCTOBER, meetings=1)
    seat = sit()
    seat.at("meetings")
    seat.type(text)
    seat.enter()
    editor = seat.view.editor
    assert editor is not None
    assert editor.text() == text
    assert seat.here == "meetings"
    assert seat.model.refused(seat.row("meetings"))
    assert stored(desk, "meetings") == (EntryState.ENTERED, 1)
    seat.type("25")
    seat.enter()
    assert stored(desk, "meetings") == (EntryState.ENTERED, 25)
    assert not seat.model.refused(seat.row("meetings"))


def test_keys_of_a_real_keyboard_are_not_swallowed(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, meetings=1)
    seat = sit()
    seat.at("meetings")
    seat.view.setFocus()
    QTest.keyClick(seat.view, Qt.Key.Key_2)
    editor = seat.view.editor
    assert editor is not None
    QTest.keyClicks(editor, ",5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "2,5"
    assert stored(desk, "meetings") == (EntryState.ENTERED, 1)


def test_a_text_that_is_no_number_is_lost_and_told_when_the_sheet_is_left(
    sit: Sit, desk: Desk
) -> None:
    put(desk, OCTOBER, meetings=1)
    seat = sit()
    seat.at("meetings")
    seat.type("2,5")
    assert seat.room.may_leave()
    assert stored(desk, "meetings") == (EntryState.ENTERED, 1)


def test_a_figure_too_large_stays_in_its_editor_to_be_mended(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.at("meetings")
    seat.type("20000000")
    seat.enter()
    assert seat.here == "meetings"
    assert seat.view.editor is not None
    assert "1" in seat.model.refused(seat.row("meetings"))
    seat.press(Qt.Key.Key_Backspace)
    seat.type("2")
    seat.enter()
    assert stored(desk, "meetings") == (EntryState.ENTERED, 2)
    assert seat.model.refused(seat.row("meetings")) == ""


def test_a_figure_that_is_lost_is_told_when_its_cell_is_left(sit: Sit, desk: Desk) -> None:
    seat = sit()
    told: list[str] = []
    seat.context.said.connect(lambda _tone, text: told.append(text))
    seat.at("meetings")
    seat.type("20000000")
    assert seat.room.may_leave()
    seat.at("counselled")
    assert seat.model.refused(seat.row("meetings"))
    assert told[0].startswith(seat.row("meetings").category.label)
    assert stored(desk, "meetings")[0] is EntryState.MISSING


def test_escape_leaves_a_cell_as_it_was(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, meetings=4)
    seat = sit()
    seat.at("meetings")
    seat.type("9")
    seat.press(Qt.Key.Key_Escape)
    assert stored(desk, "meetings") == (EntryState.ENTERED, 4)
    assert seat.shown("meetings") == "4"


def test_thousands_are_grouped_and_understood(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.at("meetings")
    seat.type("1.204")
    seat.enter()
    assert stored(desk, "meetings") == (EntryState.ENTERED, 1204)
    assert seat.shown("meetings") in {"1.204", "1,204"}


def test_tab_arrows_and_shift_enter_pass_over_headings(sit: Sit) -> None:
    seat = sit()
    seat.at("meetings")
    seat.press(Qt.Key.Key_Tab, "\t")
    assert seat.here == "dependent_persons"
    seat.press(Qt.Key.Key_Up)
    assert seat.here == "meetings"
    seat.press(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ShiftModifier)
    assert seat.here == "directives"


def test_what_is_being_typed_is_saved_when_the_room_is_left(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.type("7")
    assert seat.room.may_leave()
    assert stored(desk, "directives") == (EntryState.ENTERED, 7)


def test_another_month_gets_nothing_of_what_was_typed_in_this_one(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.type("7")
    seat.context.set_month(SEPTEMBER)
    assert stored(desk, "directives") == (EntryState.ENTERED, 7)
    assert seat.room.month == SEPTEMBER
    assert seat.row("directives").entry is None

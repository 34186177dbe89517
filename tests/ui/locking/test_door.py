"""The log-in window: names, a wrong password, waiting, a damaged file, the recovery sheet."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.secrets import NewSheet, confirm_sheet, new_sheet, sheet_status
from desktop.ui.design.theme import Theme
from desktop.ui.locking.door import LogInWindow
from desktop.ui.locking.sheet_entry import SheetEntry
from desktop.ui.work import ImmediateExecutor
from tests.actions.locked_making import AN, BINH, SECOND, THIRD, WORD, Place, joined

if TYPE_CHECKING:
    from desktop.actions.locking import Resumed

ENTER = Qt.Key.Key_Return


class Door:
    """A log-in window, and what came out of it."""

    def __init__(self, place: Place, theme: Theme, qtbot: QtBot) -> None:
        self.found: list[Resumed] = []
        self.window = LogInWindow(
            folder=place.folder,
            theme=theme,
            work=ImmediateExecutor(),
            sources=place.sources,
            failed=_raise,
        )
        qtbot.addWidget(self.window)
        self.window.opened.connect(self.found.append)
        self.window.show()

    def type(self, word: str) -> None:
        """Type a password and press Enter."""
        self.window.password.field.setText(word)
        QTest.keyClick(self.window.password.field, ENTER)

    @property
    def said(self) -> str:
        return self.window._said.text()

    def close(self) -> None:
        for one in self.found:
            one.desk.close()


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def door(locked: Place, theme: Theme, qtbot: QtBot) -> Door:
    return Door(locked, theme, qtbot)


def sheet_of(place: Place) -> NewSheet:
    """A sheet that was typed back."""
    with place.desk() as desk:
        made = new_sheet(desk).value
        assert made is not None
        confirm_sheet(desk, [made.groups[one - 1] for one in made.asked])
    return made


def test_the_password_opens_the_folder(door: Door) -> None:
    door.type(WORD)
    assert [one.desk.own_name for one in door.found] == [BINH]
    door.close()


def test_a_name_is_chosen_by_the_arrow_keys(locked: Place, theme: Theme, qtbot: QtBot) -> None:
    with locked.desk() as desk:
        joined(desk)
    door = Door(locked, theme, qtbot)
    QTest.keyClick(door.window.officers, Qt.Key.Key_Down)
    door.type(SECOND)
    assert [one.desk.own_name for one in door.found] == [AN]
    door.close()


def test_a_wrong_password_is_not_called_damage(door: Door) -> None:
    door.type("khong-phai-mat-khau")
    assert not door.found
    assert "not damaged" in door.said or "không bị hỏng" in door.said


def test_a_damaged_key_file_is_not_called_a_wrong_password(
    locked: Place, theme: Theme, qtbot: QtBot
) -> None:
    for path in locked.folder.glob("so138.key.json*"):
        path.write_bytes(b"{}")
    door = Door(locked, theme, qtbot)
    assert "damaged" in door.said or "hỏng" in door.said
    assert "does not fit" not in door.said
    # The way on is a button; nothing that fits is known.
    with qtbot.waitSignal(door.window.damaged) as led:
        door.window.rescue_button.click()
    assert led.args == [None]


def test_after_several_wrong_tries_the_wait_is_counted_down(door: Door) -> None:
    for _try in range(6):
        door.window._wait_left = 0
        door.window._be_busy(busy=False)
        door.type("khong-phai-mat-khau")
    left = door.window._wait_left
    assert left >= 1
    assert not door.window.open_button.isEnabled()
    door.window._count_down()
    assert door.window._wait_left == left - 1
    while door.window._wait_left:
        door.window._count_down()
    assert door.window.open_button.isEnabled()


def test_each_group_of_the_sheet_is_checked_as_it_is_typed(locked: Place, qtbot: QtBot) -> None:
    made = sheet_of(locked)
    entry = SheetEntry()
    qtbot.addWidget(entry)
    entry.show()
    entry.start()
    wrong = made.groups[0][:-1] + str((int(made.groups[0][-1]) + 1) % 10)
    QTest.keyClicks(entry.fields[0], wrong)
    assert entry.fields[0].property("wrong")
    assert not entry.said.isHidden()
    entry.empty()
    for field, group in zip(entry.fields, made.groups, strict=True):
        QTest.keyClicks(field, group)
    assert entry.fits
    assert entry.said.isHidden()


def test_a_whole_sheet_may_be_pasted(locked: Place, qtbot: QtBot) -> None:
    made = sheet_of(locked)
    entry = SheetEntry()
    qtbot.addWidget(entry)
    entry.fields[0].pasted.emit(" ".join(made.groups))
    assert entry.fits


def test_the_forgotten_password_ends_with_a_new_sheet(door: Door, locked: Place) -> None:
    made = sheet_of(locked)
    door.window.show_forgotten()
    page = door.window.forgotten
    page.entry.fields[0].pasted.emit("".join(made.groups))
    page.go_on()
    page.new.first.field.setText(THIRD)
    page.new.again.field.setText(THIRD)
    page.open_by_sheet()
    assert not door.found, "a new sheet comes first"
    fresh = page.making.sheet
    assert fresh is not None
    assert fresh.number == made.number + 1
    entry = page.making.entry
    assert entry is not None
    for field, group in zip(entry.fields, fresh.asked, strict=True):
        QTest.keyClicks(field, fresh.groups[group - 1])
    page.making.confirm()
    assert [one.desk.own_name for one in door.found] == [BINH]
    assert not sheet_status(door.found[0].desk).reminds
    door.close()
    assert locked.opens(THIRD)
    assert not locked.opens(WORD)


def test_without_any_sheet_no_digits_are_asked_for(door: Door, locked: Place) -> None:
    door.window.show_forgotten()
    page = door.window.forgotten
    assert page.entry.isHidden()
    assert page.on_button.isHidden()
    assert "chưa lập phiếu khôi phục" in page.lead.text()
    sheet_of(locked)
    page.start("")
    assert not page.entry.isHidden()
    assert "chưa lập phiếu khôi phục" not in page.lead.text()


def test_another_sheet_is_told_from_a_mistyped_one(door: Door, locked: Place) -> None:
    former = sheet_of(locked)
    sheet_of(locked)
    door.window.show_forgotten()
    page = door.window.forgotten
    page.entry.fields[0].pasted.emit("".join(former.groups))
    page.go_on()
    page.new.first.field.setText(THIRD)
    page.new.again.field.setText(THIRD)
    page.open_by_sheet()
    assert not door.found
    assert not page.entry.said.isHidden()
    assert locked.opens(WORD)

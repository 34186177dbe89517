"""Set-up's fifth question: a password ends with the sheet typed back, or put off."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.secrets import sheet_status
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.office import DeskOffice
from desktop.ui.setup.answers import Answers, keep_answers
from desktop.ui.setup.doors import DoorsWindow, Entered
from desktop.ui.work import ImmediateExecutor
from tests.actions.locked_making import BINH, WORD, Place

ANSWERS = Answers(
    step=4,
    name="Phường Hương Trà",
    code="19996",
    superior="Ban Chỉ đạo 138 thành phố Huế",
    groups="later",
    first_month="2026-11",
)


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def doors(place: Place, theme: Theme, qtbot: QtBot) -> DoorsWindow:
    """The first screen at the fifth question, with a password chosen."""
    draft = place.folder.parent / "set-up.json"
    keep_answers(draft, ANSWERS)
    made = DoorsWindow(
        folder=place.folder,
        draft=draft,
        theme=theme,
        memory=WindowMemory(None),
        work=ImmediateExecutor(_raise),
        sources=place.sources,
        failed=_raise,
    )
    qtbot.addWidget(made)
    made.show()
    made.open_set_up()
    made.wizard.password.choice.with_password.setChecked(True)
    return made


def typed(doors: DoorsWindow, name: str, word: str, again: str) -> None:
    question = doors.wizard.password.choice
    question.name.setText(name)
    question.new.first.field.setText(word)
    question.new.again.field.setText(again)
    doors.wizard.next()


def entered(doors: DoorsWindow) -> list[Entered]:
    found: list[Entered] = []
    doors.entered.connect(found.append)
    return found


def test_a_password_ends_when_part_of_the_sheet_was_typed_back(
    doors: DoorsWindow, place: Place
) -> None:
    found = entered(doors)
    typed(doors, BINH, WORD, WORD)
    assert doors.sheet_page is not None
    assert not found, "the sheet comes first"
    making = doors.sheet_page.making
    assert making.sheet is not None
    assert making.entry is not None
    for field, group in zip(making.entry.fields, making.sheet.asked, strict=True):
        QTest.keyClicks(field, making.sheet.groups[group - 1])
    making.confirm()
    assert [one.desk.own_name for one in found] == [BINH]
    assert not sheet_status(found[0].desk).reminds
    found[0].desk.close()
    assert place.opens(WORD)


def test_the_sheet_may_wait_and_the_status_line_reminds_of_it(
    doors: DoorsWindow,
) -> None:
    found = entered(doors)
    typed(doors, BINH, WORD, WORD)
    assert doors.sheet_page is not None
    doors.sheet_page.making.put_off()
    assert DeskOffice(found[0].desk).status().note
    found[0].desk.close()


def test_what_is_wrong_stands_below_its_field(doors: DoorsWindow, place: Place) -> None:
    question = doors.wizard.password.choice
    typed(doors, "", "ngan", "ngan")
    assert question.name.property("wrong")
    assert question.new.first.field.property("wrong")
    typed(doors, BINH, WORD, "khac-han-mat-khau")
    assert question.new.again.field.property("wrong")
    assert not place.key.exists()


def test_the_password_is_in_no_file_of_the_set_up(doors: DoorsWindow, place: Place) -> None:
    question = doors.wizard.password.choice
    question.name.setText(BINH)
    question.new.first.field.setText("mot-cau-rat-de-nho")
    doors.wizard.leave()
    kept = [path for path in Path(place.folder.parent).rglob("*") if path.is_file()]
    assert kept
    assert not any(b"mot-cau-rat-de-nho" in path.read_bytes() for path in kept)

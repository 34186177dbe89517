"""What is half typed into a form when the data lock: the door says what becomes of it, and asks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.locking import half_typed
from desktop.ui.locking.door import LogInWindow
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.fields import LineField, SearchField
from desktop.ui.widgets.text import Text
from tests.actions.locked_making import SECOND, WORD
from tests.journeys.locked.locked_day import ENTER, Day
from tests.screens.whole_window import WholeWindow

Questions = list[str]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Questions:
    """The questions that were asked; each is answered in the safe way."""
    asked: Questions = []

    def ask(_parent: QWidget, *, question: str, **_words: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    return asked


def with_half_a_model(day: Day) -> LogInWindow:
    """A model is begun in the form, then the register locks."""
    day.log_in(WORD).show_room("models")
    room = day.window.room("models")
    room.new()  # type: ignore[attr-defined]
    WholeWindow.until_calm()
    room.form.name.setText("Tổ tự quản số")  # type: ignore[attr-defined]
    return day.lock()


def said(door: LogInWindow) -> str:
    texts: list[Text] = list(door.findChildren(Text))
    return " ".join(one.text() for one in texts)


def test_the_door_says_that_a_half_typed_form_waits_for_its_officer_only(day: Day) -> None:
    door = with_half_a_model(day)
    assert half_typed.kept_words(half_typed=True) in said(door)
    assert half_typed.kept_words(half_typed=False) not in said(door)


def test_closing_the_door_asks_before_a_half_typed_form_is_lost(day: Day, kept: Questions) -> None:
    door = with_half_a_model(day)
    assert not door.close()
    assert door.isVisible()
    assert len(kept) == 1


def test_another_officer_is_asked_before_the_form_of_the_one_before_goes(
    day: Day, kept: Questions
) -> None:
    door = with_half_a_model(day)
    former = day.window
    door.officers.setCurrentRow(1)
    door.password.field.setText(SECOND)
    QTest.keyClick(door.password.field, ENTER)
    door.show_restore()
    assert len(kept) == 2
    day.log_in(WORD)
    assert day.window is former
    assert day.window.room("models").form.name.text() == "Tổ tự quản số"  # type: ignore[attr-defined]


def test_where_all_is_kept_with_the_data_nothing_is_asked(day: Day, kept: Questions) -> None:
    former = day.log_in(WORD)
    former.show_room("sessions")
    WholeWindow.until_calm()
    model = former.room("sessions").page.month.model  # type: ignore[attr-defined]
    model.setData(model.index(0, 6), "đang gõ dở", Qt.ItemDataRole.EditRole)
    door = day.lock()
    assert half_typed.kept_words(half_typed=False) in said(door)
    door.officers.setCurrentRow(1)
    door.password.field.setText(SECOND)
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(lambda: day.window is not former and day.window.isVisible())
    assert kept == []


def test_a_field_that_is_being_typed_in_counts_and_a_search_does_not(theme: Theme) -> None:
    page = QWidget()
    field, search = LineField(name="Tên"), SearchField("Tìm", theme=theme)
    for one in (field, search):
        one.setParent(page)
    search.setFocus()
    QTest.keyClicks(search, "to 2")
    assert not half_typed.typed_in_page(page)
    field.setFocus()
    assert not half_typed.typed_in_page(page)
    QTest.keyClicks(field, "To 2")
    assert half_typed.typed_in_page(page)

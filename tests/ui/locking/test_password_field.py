"""A password field shows what the keyboard does to the password."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.password import NewPassword, PasswordBox, PasswordField, _caps_lock_is_on


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> PasswordField:
    made = PasswordField(name="Mật khẩu", theme=theme)
    qtbot.addWidget(made)
    return made


def typed(field: PasswordField, letter: str, *, shift: bool = False) -> None:
    """Send a key that gives a letter."""
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, ord(letter.upper()), held, letter))


def test_the_eye_shows_the_letters_and_hides_them_again(field: PasswordField) -> None:
    assert field.echoMode() is PasswordField.EchoMode.Password
    field.turn()
    assert field.echoMode() is PasswordField.EchoMode.Normal
    field.empty()
    assert field.echoMode() is PasswordField.EchoMode.Password


def test_the_same_letters_are_the_same_password_however_they_are_composed(
    field: PasswordField,
) -> None:
    field.setText("ma\u0302\u0323t")
    assert field.password.encode() == "m\u1eadt".encode()


def test_a_capital_without_shift_tells_of_caps_lock(field: PasswordField) -> None:
    typed(field, "A")
    assert "Caps Lock" in field.warning
    typed(field, "b")
    assert not field.warning


def test_a_capital_with_shift_tells_of_nothing(field: PasswordField) -> None:
    typed(field, "A", shift=True)
    assert not field.warning


def test_a_small_letter_with_shift_tells_of_caps_lock(field: PasswordField) -> None:
    typed(field, "a", shift=True)
    assert "Caps Lock" in field.warning


def test_windows_is_asked_for_caps_lock() -> None:
    assert _caps_lock_is_on(lambda _key: 1)
    assert not _caps_lock_is_on(lambda _key: 0)


def test_a_letter_with_marks_tells_of_the_input_method(field: PasswordField) -> None:
    typed(field, "ậ")
    assert "UniKey" in field.warning
    field.empty()
    assert not field.warning


def test_a_word_that_an_input_method_gave_back_is_still_warned_of(field: PasswordField) -> None:
    # Telex: a second "s" takes the mark of "pá" away, and eats a letter.
    for text in ("p", "pa", "p", "pá", "p", "pas", "pas1", "pas12"):
        field.setText(text)
        field.textEdited.emit(text)
    assert "UniKey" in field.warning
    field.setText("")
    field.textEdited.emit("")
    assert not field.warning


def test_a_word_typed_anew_over_another_begins_without_a_warning(field: PasswordField) -> None:
    typed(field, "đ")
    for letter in "uong":
        typed(field, letter)
    assert "UniKey" in field.warning
    field.selectAll()
    typed(field, "d")
    assert not field.warning


def test_letters_being_composed_tell_of_the_input_method(field: PasswordField) -> None:
    QApplication.sendEvent(field, QInputMethodEvent("a", []))
    assert "UniKey" in field.warning


def test_the_warning_stands_below_the_field(qtbot: QtBot, theme: Theme) -> None:
    box = PasswordBox("Mật khẩu", theme=theme)
    qtbot.addWidget(box)
    typed(box.field, "đ")
    assert not box.warning.isHidden()
    box.field.empty()
    assert box.warning.isHidden()


@pytest.mark.parametrize(("again", "agrees"), [("mot-cau-de-nho", True), ("mot-cau-khac", False)])
def test_a_new_password_is_typed_the_same_twice(
    qtbot: QtBot, theme: Theme, again: str, *, agrees: bool
) -> None:
    new = NewPassword(theme=theme)
    qtbot.addWidget(new)
    new.first.field.setText("mot-cau-de-nho")
    new.again.field.setText(again)
    assert new.agrees == agrees

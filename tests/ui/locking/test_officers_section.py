"""Cán bộ, mật khẩu: what each officer is offered, and that what is offered is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.moving import move_away
from desktop.actions.officers import officer_lines
from desktop.actions.secrets import SheetState, confirm_sheet, new_sheet, sheet_status
from desktop.actions.terms import StoreError
from desktop.domain.officers import OfficerRole
from desktop.ui.locking.act_dialog import ActDialog
from desktop.ui.locking.sheet_dialog import SheetDialog
from desktop.ui.office import explain
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.officers import OfficersSection
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.password import NewPassword, PasswordBox
from tests.actions.locked_making import AN, BINH, SECOND, THIRD, WORD, Place, joined

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Answers = dict[str, str]


def section_of(desk: Desk, context: ShellContext, qtbot: QtBot) -> OfficersSection:
    section = OfficersSection(context, desk=desk)
    qtbot.addWidget(section)
    section.refresh()
    return section


def offered(section: OfficersSection) -> set[str]:
    """The names of the buttons that are offered and may be pressed."""
    names = [name for name in vars(section) if name.endswith("_button")]
    buttons: list[tuple[str, QWidget]] = [(name, getattr(section, name)) for name in names]
    return {
        name.removesuffix("_button")
        for name, one in buttons
        if one.isVisibleTo(section) and one.isEnabled()
    }


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answers], list[ActDialog]]:
    """Fills the next form and presses its button; the forms that were shown."""
    shown: list[ActDialog] = []

    def prepare(said: Answers) -> list[ActDialog]:
        def run(dialog: ActDialog) -> int:
            shown.append(dialog)
            for name, text in said.items():
                field = dialog.fields[name]
                if isinstance(field, NewPassword):
                    field.first.field.setText(text)
                    field.again.field.setText(text)
                elif isinstance(field, PasswordBox):
                    field.field.setText(text)
                elif isinstance(field, LineField):
                    field.setText(text)
            dialog.accept()
            return dialog.result()

        monkeypatch.setattr(ActDialog, "exec", run)
        return shown

    return prepare


Answer = Callable[[Answers], list[ActDialog]]


def test_a_register_without_a_password_says_what_that_means(
    place: Place, context: ShellContext, qtbot: QtBot
) -> None:
    with place.make(None) as desk:
        section = section_of(desk, context, qtbot)
        assert offered(section) == {"on", "move"}


def test_the_first_password_ends_with_the_sheet_typed_back(
    place: Place,
    context: ShellContext,
    qtbot: QtBot,
    answer: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def type_back(dialog: SheetDialog) -> int:
        sheet, entry = dialog.making.sheet, dialog.making.entry
        assert sheet is not None
        assert entry is not None
        for field, group in zip(entry.fields, sheet.asked, strict=True):
            QTest.keyClicks(field, sheet.groups[group - 1])
        dialog.making.confirm()
        return dialog.result()

    monkeypatch.setattr(SheetDialog, "exec", type_back)
    answer({"name": BINH, "password": WORD})
    with place.make(None) as desk:
        section = section_of(desk, context, qtbot)
        section.set_password()
        assert [one.name for one in officer_lines(desk)] == [BINH]
        assert not sheet_status(desk).reminds
    assert place.opens(WORD)
    assert not place.opens(None)


def test_a_sheet_put_off_is_reminded_of(
    locked: Place, context: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def later(dialog: SheetDialog) -> int:
        dialog.making.show_digits()
        dialog.making.put_off()
        return dialog.result()

    monkeypatch.setattr(SheetDialog, "exec", later)
    with locked.desk() as desk:
        section = section_of(desk, context, qtbot)
        section.make_sheet()
        assert sheet_status(desk).reminds
        section.refresh()
        assert "confirm" in offered(section)


def test_leaving_at_once_keeps_the_sheet_that_was_typed_back(
    locked: Place, context: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(dialog: SheetDialog) -> int:
        dialog.reject()
        return dialog.result()

    monkeypatch.setattr(SheetDialog, "exec", leave)
    with locked.desk() as desk:
        sheet = new_sheet(desk).value
        assert sheet is not None
        assert confirm_sheet(desk, [sheet.groups[one - 1] for one in sheet.asked]).done
        section = section_of(desk, context, qtbot)
        section.make_sheet()
        status = sheet_status(desk)
        assert (status.state, status.valid, status.number) == (SheetState.CONFIRMED, 1, 1)
        section.refresh()
        assert "confirm" not in offered(section)


def test_the_digits_go_from_the_screen_while_they_are_typed_back(
    locked: Place, context: ShellContext, qtbot: QtBot
) -> None:
    with locked.desk() as desk:
        dialog = SheetDialog(None, context=context, desk=desk)
        qtbot.addWidget(dialog)
        making = dialog.making
        making.show_digits()
        assert not making._digits.isHidden()
        assert making.entry is not None
        QTest.keyClicks(making.entry.fields[0], "1")
        assert making._digits.isHidden()


def test_roles_appear_with_a_second_officer(
    locked: Place, context: ShellContext, qtbot: QtBot
) -> None:
    with locked.desk() as desk:
        section = section_of(desk, context, qtbot)
        assert "role" not in offered(section)
        assert "off" in offered(section)
        joined(desk)
        section.refresh()
        assert "role" in offered(section)
        assert "off" not in offered(section)


def test_who_enters_only_is_told_why_nothing_else_is_offered(
    locked: Place, context: ShellContext, qtbot: QtBot
) -> None:
    with locked.desk() as desk:
        joined(desk)
    with locked.desk(SECOND) as desk:
        section = section_of(desk, context, qtbot)
        assert offered(section) == {"change", "lock"}
        assert not section._why.isHidden()


def test_another_officer_is_taken_in(
    locked: Place, context: ShellContext, qtbot: QtBot, answer: Answer
) -> None:
    answer({"name": AN, "password": SECOND})
    with locked.desk() as desk:
        section_of(desk, context, qtbot).acts.add()
        assert [one.role for one in officer_lines(desk)] == [OfficerRole.ALL, OfficerRole.ENTERS]
    assert locked.opens(SECOND)


def test_a_wrong_present_password_is_said_beside_its_field(
    locked: Place, context: ShellContext, qtbot: QtBot, answer: Answer
) -> None:
    shown = answer({"current": "khong-phai", "password": THIRD})
    with locked.desk() as desk:
        assert not section_of(desk, context, qtbot).acts.change_own()
        box = shown[0].fields["current"]
        assert isinstance(box, PasswordBox)
        assert box.field.property("wrong")
    assert locked.opens(WORD)


def test_a_password_that_is_too_short_is_said_beside_its_field(
    locked: Place, context: ShellContext, qtbot: QtBot, answer: Answer
) -> None:
    shown = answer({"current": WORD, "password": "ngan"})
    with locked.desk() as desk:
        assert not section_of(desk, context, qtbot).acts.change_own()
        box = shown[0].fields["password"]
        assert isinstance(box, NewPassword)
        assert box.first.field.property("wrong")


def test_handing_over_locks_the_register_for_the_new_officer(
    locked: Place, context: ShellContext, qtbot: QtBot, answer: Answer
) -> None:
    answer({"name": AN, "password": SECOND})
    wanted: list[bool] = []
    context.lock_wanted.connect(lambda: wanted.append(True))
    with locked.desk() as desk:
        section_of(desk, context, qtbot)._hand_over()
    assert wanted
    assert locked.opens(SECOND)
    assert not locked.opens(WORD)


def test_a_copy_whose_data_moved_is_only_read_and_can_be_used_again(
    locked: Place, context: ShellContext, qtbot: QtBot, answer: Answer
) -> None:
    answer({"place": "Máy mới ở phòng trực"})
    with locked.desk() as desk:
        section = section_of(desk, context, qtbot)
        section.acts.move_away()
        section.refresh()
        assert {"back", "change"} <= offered(section)
        assert not {"add", "sheet", "confirm", "minutes"} & offered(section)
        answer({})
        section.acts.come_back()
        section.refresh()
        assert "add" in offered(section)


def test_where_nothing_is_typed_enter_leaves_and_does_nothing(
    locked: Place, context: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []

    def enter(dialog: ActDialog) -> int:
        qtbot.addWidget(dialog)
        dialog.show()
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        pressed.append(dialog.leave_button.text())
        assert dialog.leave_button.isDefault()
        assert not dialog.isVisible()
        return dialog.result()

    monkeypatch.setattr(ActDialog, "exec", enter)
    with locked.desk() as desk:
        joined(desk)
        move_away(desk, "Máy mới ở phòng trực")
        acts = section_of(desk, context, qtbot).acts
        other = next(one for one in officer_lines(desk) if not one.here)
        assert not acts.come_back()
        assert not acts.leaves(other)
        assert desk.moved_to
        assert all(one.left_at is None for one in officer_lines(desk))
    assert len(pressed) == 2


def test_the_section_of_three_officers_fits_a_low_screen(
    locked: Place, context: ShellContext, qtbot: QtBot
) -> None:
    with locked.desk() as desk:
        joined(desk)
        joined(desk, "Phạm Thị Hoa", THIRD, "closes")
        new_sheet(desk)
        section = section_of(desk, context, qtbot)
        section.resize(1149, 526)  # what the window of 1366 × 768 leaves to it
        section.show()
        areas: list[QScrollArea] = list(section.findChildren(QScrollArea))
        bar = areas[0].verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() == 0)
        assert section.back_button.isHidden()
        assert section.move_button.visibleRegion().boundingRect() == section.move_button.rect()


def test_the_register_locks_by_itself_after_the_minutes_chosen(
    locked: Place, context: ShellContext, qtbot: QtBot
) -> None:
    with locked.desk() as desk:
        section = section_of(desk, context, qtbot)
        section.auto.setCurrentIndex(section.auto.findData(5))
        section._take_auto()
        section.refresh()
        assert section.shown is not None
        assert section.shown.auto_lock == 5


def test_an_act_beyond_the_role_is_refused_in_words(locked: Place) -> None:
    with locked.desk() as desk:
        joined(desk, role="reads")
    with locked.desk(SECOND) as desk, pytest.raises(StoreError) as refusal:
        desk.require("record_session")
    assert explain(refusal.value)

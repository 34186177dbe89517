"""A day behind a password, in the real window: log in, be away, come back, let another one in."""

import importlib
import pkgutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import desktop.ui
from desktop.actions.groups import groups
from desktop.actions.moving import move_away
from desktop.actions.secrets import sheet_status
from desktop.db.slots import Hardness
from desktop.ui.design.theme import Theme
from desktop.ui.locking.door import LogInWindow
from desktop.ui.locking.sheet_dialog import SheetDialog
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.dialogs import FormDialog, ReasonDialog
from tests.actions.locked_making import AN, BINH, SECOND, WORD, Place, first_officer
from tests.journeys.locked.locked_day import ENTER, Day
from tests.screens.whole_window import WholeWindow

_LONGEST_GAP_MS = 250
"""A tenth of a second is aimed at; a busy machine of tests is given more."""


def test_nothing_of_the_data_is_shown_before_the_log_in(day: Day) -> None:
    door = day.until_door()
    assert day.session.window is None
    names = [door.officers.item(row).text() for row in range(door.officers.count())]
    assert names == [BINH, AN]


def test_the_officer_comes_back_to_the_same_room_and_the_half_typed_word(day: Day) -> None:
    window = day.log_in(WORD)
    assert window.top_bar.officer.text() == BINH
    window.show_room("groups")
    window.top_bar.finder.setText("tổ 2")
    door = day.lock()
    desk = day.session.desk
    assert desk is not None
    WholeWindow.until(lambda: desk.store.broken)
    assert not window.isVisible()
    assert desk.store.data_key == bytes(32)
    door.password.field.setText(WORD)
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(window.isVisible)
    WholeWindow.until_calm()
    assert day.session.window is window
    assert window.current_room == "groups"
    assert window.top_bar.finder.text() == "tổ 2"
    assert not desk.store.broken
    assert not window.banner.troubled


def test_another_officer_gets_a_window_of_their_own(day: Day) -> None:
    former = day.log_in(WORD)
    door = day.lock()
    door.officers.setCurrentRow(1)
    door.password.field.setText(SECOND)
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(lambda: day.window is not former and day.window.isVisible())
    WholeWindow.until_calm()
    assert day.window.top_bar.officer.text() == AN
    desk = day.session.desk
    assert desk is not None
    assert not desk.allows("add_officer")
    assert desk.allows("record_session")


def test_a_half_typed_line_is_there_for_whoever_comes_next(day: Day) -> None:
    former = day.log_in(WORD)
    former.show_room("sessions")
    WholeWindow.until_calm()
    sheet = former.room("sessions").page.month  # type: ignore[attr-defined]
    model = sheet.model
    model.setData(model.index(0, 6), "đang gõ dở", Qt.ItemDataRole.EditRole)
    door = day.lock()
    door.officers.setCurrentRow(1)
    door.password.field.setText(SECOND)
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(lambda: day.window is not former and day.window.isVisible())
    day.window.show_room("sessions")
    WholeWindow.until_calm()
    again = day.window.room("sessions").page.month.model  # type: ignore[attr-defined]
    texts = [again.index(row, 6).data() for row in range(again.rowCount())]
    assert "đang gõ dở" in texts


def test_the_register_locks_when_nobody_is_there(day: Day) -> None:
    day.log_in(WORD)
    day.lock_idle()
    assert not day.window.isVisible()


def press(day: Day, key: Qt.Key) -> None:
    """Ctrl and a letter in the window."""
    QTest.keyClick(day.window, key, Qt.KeyboardModifier.ControlModifier)


def expect_groups(day: Day, number: int) -> None:
    """Undo or redo came through, and the status line says what the next undo takes back."""
    desk, context, told = day.session.desk, day.session.context, list[int]()
    assert desk is not None
    assert context is not None

    def there() -> bool:
        context.ask(lambda: len(groups(desk)), told.append)
        WholeWindow.until(lambda: bool(told))
        return told.pop() == number

    WholeWindow.until(there)


def unlock(day: Day, word: str, *, row: int = 0) -> None:
    day.lock()
    desk = day.session.desk
    assert desk is not None
    WholeWindow.until(lambda: desk.store.broken)
    day.log_in(word, row=row)
    WholeWindow.until(lambda: day.session.locks.locker is not None)


def test_undo_and_redo_go_on_behind_the_lock(day: Day) -> None:
    day.log_in(WORD)
    unlock(day, WORD)
    WholeWindow.until_calm(1200)
    press(day, Qt.Key.Key_Z)
    expect_groups(day, 0)
    unlock(day, WORD)
    press(day, Qt.Key.Key_Y)
    expect_groups(day, 3)


def test_undo_and_redo_go_on_after_a_restart(place: Place, theme: Theme) -> None:
    for key, left in ((Qt.Key.Key_Z, 0), (Qt.Key.Key_Y, 3)):
        day = Day(place.folder, theme)
        day.log_in(WORD)
        press(day, key)
        expect_groups(day, left)
        day.end()


def test_another_officer_is_told_what_undo_takes_back_and_takes_it_back(day: Day) -> None:
    former = day.log_in(WORD)
    unlock(day, SECOND, row=1)
    assert day.window is not former
    offered: list[LinkButton] = list(day.window.status_line.findChildren(LinkButton))
    assert [one.text() for one in offered] == ["Hoàn tác: thêm/sửa 3 thôn, tổ dân phố"]
    noted: list[str] = []
    assert day.session.context is not None
    day.session.context.noted.connect(noted.append)
    press(day, Qt.Key.Key_Z)
    expect_groups(day, 0)
    assert "Đã hoàn tác: thêm/sửa 3 thôn, tổ dân phố. Ctrl+Y để làm lại." in noted
    press(day, Qt.Key.Key_Y)
    expect_groups(day, 3)


def test_what_ends_behind_the_lock_is_told_after_it(day: Day) -> None:
    window = day.log_in(WORD)
    context, desk, ended = day.session.context, day.session.desk, threading.Event()
    assert context is not None
    assert desk is not None
    told: list[str] = []

    def tell(words: str) -> None:
        told.append(words)
        FormDialog(window, title="Phường Hương Trà", do="Mở", leave="Đóng").show()

    def copy() -> str:
        return "Đã chép xong" if ended.wait(20) else ""

    locker = day.session.locks.locker
    assert locker is not None
    context.ask(copy, tell)
    locker.lock_idle()
    ended.set()
    door = day.until_door()
    WholeWindow.until(lambda: desk.store.closed)
    WholeWindow.until_calm()
    tops: list[QWidget] = QApplication.topLevelWidgets()
    assert [one for one in tops if one.isVisible()] == [door]
    assert told == []
    day.log_in(WORD)
    WholeWindow.until(lambda: told == ["Đã chép xong"])


def answer_of(day: Day, during: Callable[[ReasonDialog], object]) -> str | None:
    """What a form gives back; ``during`` happens while it waits, half typed into."""
    form: list[ReasonDialog] = []
    failed: list[Exception] = []

    def go() -> None:
        top = QApplication.activeModalWidget()
        assert isinstance(top, ReasonDialog)
        form.append(top)
        top.line.setText("số liệu tổ 2 bị")
        try:
            during(top)
        except Exception as error:  # noqa: BLE001  it would be lost in the event loop
            failed.append(error)
            top.reject()

    QTimer.singleShot(100, go)
    answer = ReasonDialog.ask(day.window, title="Vì sao mở lại", do="Mở lại", leave="Thôi")
    assert form
    assert not failed, failed
    return answer


def test_what_is_half_typed_into_a_form_is_hidden_by_the_lock_and_goes_on_after_it(
    day: Day,
) -> None:
    def away(form: ReasonDialog) -> None:
        day.lock_idle()
        tops: list[QWidget] = QApplication.topLevelWidgets()
        shown = [one for one in tops if one.isVisible()]
        assert [type(one) for one in shown] == [LogInWindow]
        day.log_in(WORD)
        WholeWindow.until(form.isVisible)
        assert QApplication.activeModalWidget() is form
        assert form.line.text() == "số liệu tổ 2 bị"
        form.do_button.click()

    day.log_in(WORD)
    assert answer_of(day, away) == "số liệu tổ 2 bị"


def test_another_officer_finds_no_form_of_the_one_before(day: Day) -> None:
    former = day.log_in(WORD)

    def away(_form: ReasonDialog) -> None:
        day.lock_idle()
        day.log_in(SECOND, row=1)
        WholeWindow.until(lambda: day.window is not former)
        tops: list[QWidget] = QApplication.topLevelWidgets()
        assert not any(isinstance(one, ReasonDialog) and one.isVisible() for one in tops)

    assert answer_of(day, away) is None


def test_every_dialog_into_which_something_is_typed_is_a_form() -> None:
    """The lock hides forms; it leaves every other dialog, in which nothing is to be lost."""
    for module in pkgutil.walk_packages(desktop.ui.__path__, "desktop.ui."):
        importlib.import_module(module.name)
    others = {one.__name__ for one in subclasses(QDialog) if not issubclass(one, FormDialog)}
    ours = {one for one in others if not one.startswith("Q")}
    assert ours <= {
        *("ConfirmDialog", "RegisterDialog", "FormPreviewDialog", "OwnFormsDialog"),
        "SheetDialog",  # a new sheet that nobody typed back is made again
    }
    waits = {one.__name__ for one in subclasses(FormDialog) if "exec" in vars(one)}
    assert waits == set()


def subclasses(kind: type) -> Iterator[type]:
    one: type
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def test_damage_that_the_locked_door_meets_leads_by_a_button_through_the_rescue(
    day: Day, place: Place
) -> None:
    former = day.log_in(WORD)
    door = day.lock()
    desk = day.session.desk
    assert desk is not None
    WholeWindow.until(lambda: desk.store.broken)
    store = place.folder / "so138.db"
    spoilt = bytearray(store.read_bytes())
    spoilt[200] ^= 1
    store.write_bytes(spoilt)
    door.password.field.setText(WORD)
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(door.rescue_button.isVisible)
    door.rescue_button.click()
    WholeWindow.until(lambda: day.session.rescue is not None and bool(day.session.rescue.plan))
    rescue = day.session.rescue
    assert rescue is not None
    # The password was right: it is not asked for once more.
    assert rescue.asked.isHidden()
    tops: list[QWidget] = QApplication.topLevelWidgets()
    assert not any(isinstance(one, LogInWindow) and one.isVisible() for one in tops)
    rescue.do_button.click()
    WholeWindow.until(lambda: day.window is not former and day.window.isVisible())
    WholeWindow.until_calm()
    assert day.window.top_bar.officer.text() == BINH


def test_a_copy_whose_data_moved_says_so_in_every_room(place: Place, theme: Theme) -> None:
    with place.desk() as desk:
        move_away(desk, "Máy mới ở phòng trực")
    day = Day(place.folder, theme)
    window = day.log_in(WORD)
    said = window.banner.text
    assert "Máy mới ở phòng trực" in said
    window.show_room("groups")
    assert not window.top_bar.officer.isHidden()
    assert "Máy mới ở phòng trực" in window.top_bar.officer.toolTip()
    day.end()


def test_an_office_without_a_password_never_sees_a_log_in(tmp_path: Path, theme: Theme) -> None:
    made = Place(tmp_path / "data")
    made.make(None).close()
    day = Day(made.folder, theme)
    WholeWindow.until(lambda: day.session.window is not None and day.window.isVisible())
    WholeWindow.until_calm()
    assert day.session.context is not None
    day.session.context.lock_wanted.emit()
    WholeWindow.until_calm()
    assert day.window.isVisible()
    assert day.window.banner.text
    day.end()


def test_the_window_answers_while_the_key_is_made(tmp_path: Path, theme: Theme) -> None:
    made = Place(tmp_path / "data")
    hard = first_officer()
    slow = type(hard)(hard.name, hard.password, Hardness(64 * 1024, 6))
    made.make(slow).close()
    day = Day(made.folder, theme)
    door = day.until_door()
    WholeWindow.until_calm()
    gaps: list[int] = []
    since = QElapsedTimer()
    since.start()
    tick = QTimer(interval=5)
    tick.timeout.connect(lambda: gaps.append(since.restart()))
    done: list[object] = []
    door.opened.connect(done.append)
    door.opened.connect(lambda _found: tick.stop())
    door.password.field.setText(WORD)
    tick.start()
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(lambda: bool(done))
    assert len(gaps) > 10
    assert max(gaps) < _LONGEST_GAP_MS
    WholeWindow.until(lambda: day.session.window is not None and day.window.isVisible())
    WholeWindow.until_calm()
    day.end()


def test_what_was_typed_of_the_sheet_is_gone_from_the_door_when_it_is_left(day: Day) -> None:
    door = day.until_door()
    door.show_forgotten()
    page = door.forgotten
    for field in page.entry.fields:
        field.setText("12345")
    page.leave()
    door.show_forgotten()
    assert page.entry.texts == ("",) * len(page.entry.fields)
    assert not page.on_button.isEnabled()


def test_the_password_of_one_is_not_tried_for_another(day: Day) -> None:
    door = day.until_door()
    door.password.field.setText(WORD)
    door.officers.setFocus()
    QTest.keyClick(door.officers, Qt.Key.Key_Down)
    assert door.password.field.text() == ""
    QTest.mouseClick(
        door.officers.viewport(),
        Qt.MouseButton.LeftButton,
        pos=door.officers.visualItemRect(door.officers.item(0)).center(),
    )
    assert door.password.field.hasFocus()


def test_a_sheet_that_is_being_copied_by_hand_does_not_stand_over_the_log_in(day: Day) -> None:
    window = day.log_in(WORD)
    desk, context = day.session.desk, day.session.context
    assert desk is not None
    assert context is not None
    dialog = SheetDialog(window, context=context, desk=desk)
    dialog.setModal(True)
    dialog.show()
    WholeWindow.until(lambda: dialog.making.sheet is not None)
    dialog.making.show_digits()
    door = day.lock()
    assert not dialog.isVisible()
    door.password.field.setText(WORD)
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(window.isVisible)
    WholeWindow.until_calm()
    assert sheet_status(desk).reminds

"""The main window: rooms made at the first visit, the path in sight, nobody refreshes another."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.periods import Period, month_period, year_months
from desktop.ui.design.theme import Theme
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.dots import DotStrip
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.path_bar import PathBar
from desktop.ui.shell.room import Room, RoomEntry
from desktop.ui.shell.views import (
    DotState,
    DotView,
    Hit,
    PathView,
    StatusView,
    StepState,
    StepTone,
    StepView,
    Undone,
)
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import PrimaryButton

OCTOBER = month_period(2026, 10)


def widgets(parent: QWidget) -> list[QWidget]:
    return cast(list[QWidget], parent.findChildren(QWidget))


@dataclass
class OfficeOfTwoSteps:
    """Answers the shell; what was asked is kept."""

    undone: list[str] = field(default_factory=list)

    def path(self, month: Period) -> PathView:
        steps = (
            StepView(key="enter", number=1, title="Nhập", detail="19/23 tổ, còn 4",
                     state=StepState.CURRENT, room="one", tone=StepTone.DUE),
            StepView(key="close", number=2, title="Chốt số liệu", detail="trước 16/10",
                     state=StepState.LATER, room="two", target="close"),
        )  # fmt: skip
        dots = tuple(
            DotView(month=one, sentence=f"tháng {one.number}", state=DotState.DONE)
            for one in year_months(month.year)
        )
        return PathView(month=month, title=f"Tháng {month.number}", dates="15/9 – 14/10",
                        steps=steps, dots=dots)  # fmt: skip

    def status(self) -> StatusView:
        return StatusView(saved="Đã lưu 10:32", undo="sửa lượt người")

    def find(self, text: str) -> tuple[Hit, ...]:
        return (Hit(title="Tổ 3", detail="thôn, tổ", room="two", target="g3"),)

    def undo(self) -> Undone:
        self.undone.append("undo")
        return Undone(kinds=frozenset({"sessions"}))

    def redo(self) -> Undone:
        return Undone(refusal="Tháng đã chốt.")


class Listener(Room):
    """A room that keeps what the shell told it."""

    def __init__(self) -> None:
        self.months: list[str] = []
        self.kinds: list[frozenset[str]] = []
        self.targets: list[object] = []
        self.ready = True

    def widget(self) -> QWidget:
        return QWidget()

    def on_shown(self, month: Period) -> None:
        self.months.append(month.id)

    def on_changes(self, kinds: frozenset[str]) -> None:
        self.kinds.append(kinds)

    def on_target(self, target: object) -> None:
        self.targets.append(target)

    def help_text(self) -> str:
        return "Màn hình để thử."

    def may_leave(self) -> bool:
        return self.ready


@dataclass
class Rooms:
    """The rooms that were made, in order."""

    made: dict[str, Listener] = field(default_factory=dict)

    def maker(self, key: str) -> Callable[[ShellContext], Room]:
        def make(_context: ShellContext) -> Room:
            self.made[key] = Listener()
            return self.made[key]

        return make


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def office() -> OfficeOfTwoSteps:
    return OfficeOfTwoSteps()


@pytest.fixture
def window(
    qtbot: QtBot, context: ShellContext, rooms: Rooms, office: OfficeOfTwoSteps
) -> MainWindow:
    entries = [
        RoomEntry(key="one", title="Một", icon="house", make=rooms.maker("one")),
        RoomEntry(key="two", title="Hai", icon="house", make=rooms.maker("two"), low=True),
        RoomEntry(key="hidden", title="Ẩn", icon="house", make=rooms.maker("hidden"), listed=False),
    ]
    made = MainWindow(context=context, office=office, entries=entries, name="Phường Hương Trà")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show_room("one")
    made.refresh()
    made.show()
    return made


def test_the_path_folds_and_unfolds_as_often_as_the_window_changes(
    window: MainWindow, qtbot: QtBot
) -> None:
    for height in (500, 768, 500, 768):
        window.resize(1200, height)
        qtbot.waitUntil(lambda height=height: window.path_bar.folded == (height < 640))  # type: ignore[misc]
        assert [step.isVisible() for step in window.path_bar.steps] == [True, True]


def test_a_room_is_made_at_its_first_visit(window: MainWindow, rooms: Rooms) -> None:
    assert set(rooms.made) == {"one"}
    window.show_room("two")
    window.show_room("one")
    assert set(rooms.made) == {"one", "two"}
    assert rooms.made["one"].months == ["2026-10", "2026-10"]


def test_only_the_room_in_sight_hears_of_changes(
    window: MainWindow, rooms: Rooms, context: ShellContext
) -> None:
    window.show_room("two")
    context.announce(frozenset({"sessions"}))
    assert rooms.made["one"].kinds == []
    assert rooms.made["two"].kinds == [frozenset({"sessions"})]


def test_another_month_reaches_the_path_and_the_room(
    window: MainWindow, rooms: Rooms, context: ShellContext
) -> None:
    context.set_month(month_period(2026, 9))
    assert rooms.made["one"].months[-1] == "2026-09"
    assert [step.view.number for step in window.path_bar.steps if step.view] == [1, 2]
    window.path_bar.moved.emit(-1)
    assert context.month.id == "2026-08"


def test_a_step_opens_its_room_with_its_target(window: MainWindow, rooms: Rooms) -> None:
    QTest.keyClick(window.path_bar.steps[1], Qt.Key.Key_Return)
    assert window.current_room == "two"
    assert rooms.made["two"].targets == ["close"]


def test_a_room_that_has_not_saved_is_not_left(
    window: MainWindow, rooms: Rooms, context: ShellContext
) -> None:
    rooms.made["one"].ready = False
    window.show_room("two")
    window.path_bar.moved.emit(1)
    assert window.current_room == "one"
    assert context.month == OCTOBER
    assert not window.close()
    rooms.made["one"].ready = True
    assert window.close()


def test_rooms_that_do_not_exist_yet_are_passed_over(
    window: MainWindow, context: ShellContext
) -> None:
    context.go_to("send")
    assert window.current_room == "one"


def test_a_hidden_room_is_reached_by_name_only(window: MainWindow, context: ShellContext) -> None:
    context.go_to("hidden")
    assert window.current_room == "hidden"
    window.show_room("one")
    assert window.current_room == "one"


@pytest.mark.parametrize(
    ("size", "folded"), [((1366, 768), False), ((1024, 768), False), ((911, 512), True)]
)
def test_the_path_folds_in_low_windows(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int], folded: bool
) -> None:
    window.resize(*size)
    qtbot.waitUntil(lambda: window.path_bar.folded is folded)
    assert (window.width(), window.height()) == size
    assert window.path_bar.height() == (36 if folded else 92)
    right = max(step.geometry().right() for step in window.path_bar.steps)
    assert right <= window.path_bar.width()


def test_undo_is_announced_and_a_refusal_is_said(
    window: MainWindow, rooms: Rooms, office: OfficeOfTwoSteps, qtbot: QtBot
) -> None:
    window.status_line.undo_wanted.emit()
    assert office.undone == ["undo"]
    assert rooms.made["one"].kinds == [frozenset({"sessions"})]
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.banner.text == "Tháng đã chốt.")


def test_the_environment_is_told_and_our_own_faults_are_raised(
    window: MainWindow, context: ShellContext
) -> None:
    context.failed(OSError("full"))
    assert window.banner.text == "đĩa đầy"
    with pytest.raises(ZeroDivisionError):
        context.failed(ZeroDivisionError())
    assert "đĩa đầy" not in window.banner.text


def test_search_finds_rooms_without_accents_and_what_the_office_finds(
    window: MainWindow, rooms: Rooms, qtbot: QtBot
) -> None:
    finder = window.top_bar.finder
    finder.setFocus()
    QTest.keyClicks(finder, "hai")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert finder.open
    QTest.keyClick(finder, Qt.Key.Key_Down)
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert window.current_room == "two"
    assert rooms.made["two"].targets == ["g3"]
    assert not finder.open


def test_f1_explains_the_screen_and_puts_the_words_away(window: MainWindow) -> None:
    texts = [one.accessibleName() for one in widgets(window)]
    assert "Màn hình để thử." not in texts
    window.top_bar.help_wanted.emit()
    assert "Màn hình để thử." in [one.accessibleName() for one in widgets(window)]


def test_every_thing_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    nameless = [
        type(one).__name__
        for one in widgets(window)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisibleTo(window)
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert nameless == []


def test_months_are_chosen_in_the_strip_by_keyboard(
    window: MainWindow, context: ShellContext
) -> None:
    strip = next(one for one in widgets(window.path_bar) if isinstance(one, DotStrip))
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.current_sentence == "tháng 9"
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert context.month == month_period(2026, 9)


def test_the_size_of_the_window_is_remembered(window: MainWindow, context: ShellContext) -> None:
    window.resize(1000, 700)
    window.close()
    assert (context.memory.settings.width, context.memory.settings.height) == (1000, 700)


def test_the_look_is_chosen_in_the_menu(window: MainWindow, context: ShellContext) -> None:
    menu = window.top_bar.settings_menu()
    dark = next(one for one in menu.actions() if one.text() == "Nền tối")
    dark.trigger()
    assert context.theme.tokens.name == "dark"
    assert context.memory.settings.theme == "dark"


def test_the_words_of_the_steps_come_before_the_lines_between_them(
    qtbot: QtBot, theme: Theme
) -> None:
    details = ("18/23 tổ, còn 5", "còn 12 nội dung", "trước 16/10/2026", "đã in, chờ số",
               "chưa gửi", "–")  # fmt: skip
    titles = ("Nhập", "Xác nhận", "Chốt", "In, ký", "Gửi cấp trên", "Đã tiếp nhận")
    steps = tuple(
        StepView(key=title, number=number, title=title, detail=detail, room="one",
                 state=StepState.CURRENT, tone=StepTone.DUE)
        for number, (title, detail) in enumerate(zip(titles, details, strict=True), 1)
    )  # fmt: skip
    bar = PathBar(theme=theme)
    qtbot.addWidget(bar)
    bar.resize(874, 96)
    bar.show()
    view = PathView(month=OCTOBER, title="Tháng 10", dates="", steps=steps, dots=())
    bar.show_path(view)
    qtbot.waitUntil(lambda: bar.steps[0].width() > 0)
    QApplication.processEvents()
    assert all(one.width() >= one.sizeHint().width() for one in bar.steps)
    assert not any(link.isVisible() for link in bar._links)
    bar.resize(1216, 96)
    QApplication.processEvents()
    assert all(link.isVisible() for link in bar._links)


@pytest.mark.parametrize("ends", ["hidden", "greyed", "gone"])
def test_the_focus_of_a_room_stays_in_it_when_what_had_it_ends(
    qtbot: QtBot, window: MainWindow, ends: str
) -> None:
    window.show_room("two")
    window.show_room("one")
    room = window._pages["one"]
    button = QPushButton("Chấp nhận", room)
    button.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus()
    assert QApplication.focusWidget() is button
    if ends == "hidden":
        button.hide()
    elif ends == "greyed":
        button.setEnabled(False)
    else:
        button.deleteLater()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room)


def test_the_focus_of_a_room_comes_to_where_keys_do_something(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_room("one")
    room = window._pages["one"]
    line, going, primary = QLineEdit(room), QPushButton("In", room), PrimaryButton("Chốt")
    primary.setParent(room)
    for one in (line, going, primary):
        one.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    going.setFocus()
    going.deleteLater()
    qtbot.waitUntil(primary.hasFocus)


def test_a_room_keeps_the_place_of_its_focus_for_the_next_visit(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_room("two")
    window.show_room("one")
    buttons = [QPushButton(words, window._pages["one"]) for words in ("Xem", "In báo cáo")]
    for button in buttons:
        button.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    buttons[1].setFocus()
    window.show_room("two")
    window.show_room("one")
    qtbot.waitUntil(buttons[1].hasFocus)


def test_a_banner_from_a_room_is_seen(window: MainWindow, context: ShellContext) -> None:
    context.say(Tone.INFO, f"Đã chốt ngày {date(2026, 10, 15):%d/%m}.")
    assert window.banner.isVisible()


def test_a_message_stands_in_the_room_it_was_said_in_and_trouble_waits_there(
    window: MainWindow, context: ShellContext
) -> None:
    context.say(Tone.INFO, "Đã lưu: báo cáo.pdf")
    window.show_room("one")
    assert window.banner.isVisible()
    window.show_room("two")
    assert window.banner.isHidden()
    context.say(Tone.WARN, "Tháng 10/2026 đã chốt.")
    window.show_room("one")
    assert window.banner.isHidden()
    context.say(Tone.TROUBLE, "Đĩa đầy.")
    window.show_room("two")
    assert window.banner.isHidden()
    window.show_room("one")
    assert window.banner.text == "Đĩa đầy."
    assert window.banner.isVisible()
    QTest.keyClick(window.banner, Qt.Key.Key_Escape)
    window.show_room("two")
    window.show_room("one")
    assert window.banner.isHidden(), "closed, it does not come back"


def test_what_was_said_of_a_month_goes_with_it_but_not_when_its_days_change(
    window: MainWindow, context: ShellContext
) -> None:
    context.say(Tone.WARN, "Ngày đầu kỳ đã đổi.")
    context.set_month(replace(OCTOBER, start=OCTOBER.start + timedelta(days=1)))
    assert window.banner.isVisible()
    context.set_month(month_period(2026, 9))
    assert window.banner.isHidden()


def test_what_was_said_of_an_act_goes_as_that_is_undone(
    window: MainWindow, context: ShellContext
) -> None:
    context.say(Tone.INFO, "Ngày đầu kỳ đã đổi.")
    window.status_line.undo_wanted.emit()
    assert window.banner.isHidden()


def test_a_word_in_the_status_line_goes_as_something_else_is_changed(
    window: MainWindow, context: ShellContext
) -> None:
    context.note("Đã chốt số liệu tháng 10/2026.")
    context.announce(frozenset({"periods"}))
    assert window.status_line._note.text() == ""


def test_tab_follows_the_path_as_it_stands(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    bar = window.path_bar
    bar._forth.setFocus()
    for part in (*bar.steps, bar._dots):
        window.focusNextChild()
        assert window.focusWidget() is part

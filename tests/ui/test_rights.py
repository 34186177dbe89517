"""What a role may not do does not serve in the window, and says why."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.groups import record_groups
from desktop.domain.groups import GroupDraft
from desktop.ui.counts.room import CountsRoom
from desktop.ui.groups.room import GroupsRoom
from desktop.ui.locking.lock import Locker
from desktop.ui.office import DeskOffice
from desktop.ui.rights import Rights
from desktop.ui.rooms import entries
from desktop.ui.sessions.room import SessionsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.buttons import Button, SecondaryButton
from tests.actions.locked_making import SECOND, WORD, Place, first_officer, joined

ROOMS = (
    "sessions", "models", "counts", "objectives", "groups", "reports", "send", "import", "system"
)  # fmt: skip
WORDS = "Quyền của bạn chưa làm được việc này"


def opened(place: Place, role: str) -> Desk:
    """The data in the name of a second officer of a role."""
    place.make(first_officer()).close()
    with place.open(WORD) as desk:
        joined(desk, role=role)
        assert record_groups(desk, [GroupDraft(name="Tổ 1"), GroupDraft(name="Tổ 2")]).done
    return place.open(SECOND)


def window_of(desk: Desk, context: ShellContext, qtbot: QtBot) -> MainWindow:
    """The window on a desk, as the program builds it."""
    made = MainWindow(
        context=context,
        office=DeskOffice(desk),
        entries=entries(desk, reopen=lambda _desk, _trouble: None),
        name="Phường Hương Trà",
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    locker = Locker(desk=desk, context=context, window=made, failed=print, fit=lambda _one: None)
    made.setProperty("locker", locker)
    made.show_room("overview")
    made.show()
    locker.begin()
    return made


def serving(window: MainWindow) -> set[str]:
    """The buttons in sight that serve and that a right was said of."""
    found: list[Button] = list(window.findChildren(Button))
    return {one.text() for one in found if one.isVisible() and one.isEnabled() and one.right}


@pytest.mark.parametrize("room", ROOMS)
def test_a_reader_is_offered_nothing_that_changes(
    tmp_path: Path, context: ShellContext, qtbot: QtBot, room: str
) -> None:
    with opened(Place(tmp_path / "data"), "reads") as desk:
        window = window_of(desk, context, qtbot)
        window.show_room(room)
        assert serving(window) == set()
        if folder := os.environ.get("SO138_PICTURES"):
            window.grab().save(f"{folder}/reads_{room}.png")


def test_a_reader_s_sheets_take_no_line(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with opened(Place(tmp_path / "data"), "reads") as desk:
        window = window_of(desk, context, qtbot)
        window.show_room("sessions")
        sessions = window.room("sessions")
        assert isinstance(sessions, SessionsRoom)
        sheet = sessions.page.month
        assert (sheet.model.locked, sheet.model.rowCount()) == (True, 0)
        assert WORDS in sheet.closed_line.text.text()
        assert sheet.closed_line.reopen.isHidden()
        sheet.put_away()
        window.show_room("counts")
        counts = window.room("counts")
        assert isinstance(counts, CountsRoom)
        assert counts.page.model.locked


def test_a_reader_reads_a_form_and_types_nothing_in_it(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with opened(Place(tmp_path / "data"), "reads") as desk:
        window = window_of(desk, context, qtbot)
        window.show_room("groups")
        room = window.room("groups")
        assert isinstance(room, GroupsRoom)
        room.edit(room.living[0])
        assert room.form.isVisible()
        assert not room.form.name.isEnabled()
        assert not room.form.save_button.isEnabled()
        assert WORDS in room.form.save_button.toolTip()


def test_who_enters_is_offered_entries_and_no_closing(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with opened(Place(tmp_path / "data"), "enters") as desk:
        window = window_of(desk, context, qtbot)
        window.show_room("groups")
        assert serving(window)
        window.show_room("reports")
        assert "Chốt số liệu…" not in serving(window)


def test_a_button_remembers_what_the_room_wanted(qtbot: QtBot) -> None:
    button = SecondaryButton("Thêm").needs("record_group")
    qtbot.addWidget(button)
    button.setToolTip("Ctrl+N")
    button.heed(Rights(moved_to="Máy mới"))
    button.setEnabled(True)
    assert not button.isEnabled()
    assert "Máy mới" in button.toolTip()
    button.heed(Rights())
    assert button.isEnabled()
    assert button.toolTip() == "Ctrl+N"

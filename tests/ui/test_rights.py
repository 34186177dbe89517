"""What a role may not do does not serve in the window, and says why."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

import desktop
from desktop.actions.desk import Desk
from desktop.actions.groups import record_groups
from desktop.actions.moving import come_back, move_away
from desktop.actions.setup import new_commune
from desktop.domain.groups import GroupDraft
from desktop.domain.officers import OfficerRole
from desktop.ui.closing.room import ConfirmRoom
from desktop.ui.counts.room import CountsRoom
from desktop.ui.groups.room import GroupsRoom
from desktop.ui.locking.lock import Locker
from desktop.ui.rights import Rights
from desktop.ui.sessions.room import SessionsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.system.records import RecordsSection
from desktop.ui.system.room import SystemRoom
from desktop.ui.widgets.buttons import Button, SecondaryButton
from tests.actions.locked_making import SECOND, WORD, Place, first_officer, joined
from tests.actions.units_making import SUPERIOR
from tests.ui.closing.offices import asking_desk
from tests.ui.windows import main_window

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


def window_of(
    desk: Desk, context: ShellContext, qtbot: QtBot, *, room: str = "overview"
) -> MainWindow:
    """The window on a desk, which heeds what who sits there may do."""
    made = main_window(desk, context, qtbot)
    locker = Locker(desk=desk, context=context, window=made, failed=print, fit=lambda _one: None)
    made.setProperty("locker", locker)
    made.show_room(room)
    made.show()
    locker.begin()
    return made


def serving(window: MainWindow) -> set[str]:
    """The buttons in sight that serve and that a right was said of."""
    found: list[Button] = list(window.findChildren(Button))
    return {one.text() for one in found if one.isVisible() and one.isEnabled() and one.right}


@pytest.fixture
def reading(tmp_path: Path, context: ShellContext, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of an officer who only reads."""
    with opened(Place(tmp_path / "data"), "reads") as desk:
        yield window_of(desk, context, qtbot)


@pytest.mark.parametrize("room", ROOMS)
def test_a_reader_is_offered_nothing_that_changes(reading: MainWindow, room: str) -> None:
    reading.show_room(room)
    assert serving(reading) == set()
    if folder := os.environ.get("SO138_PICTURES"):
        reading.grab().save(f"{folder}/reads_{room}.png")


def test_a_reader_s_sheets_take_no_line(reading: MainWindow) -> None:
    reading.show_room("sessions")
    sessions = reading.room("sessions")
    assert isinstance(sessions, SessionsRoom)
    sheet = sessions.page.month
    assert (sheet.model.locked, sheet.model.rowCount()) == (True, 0)
    assert WORDS in sheet.closed_line.text.text()
    assert sheet.closed_line.reopen.isHidden()
    sheet.put_away()
    reading.show_room("counts")
    counts = reading.room("counts")
    assert isinstance(counts, CountsRoom)
    assert counts.page.model.locked


def test_a_reader_reads_a_form_and_types_nothing_in_it(reading: MainWindow) -> None:
    reading.show_room("groups")
    room = reading.room("groups")
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


def test_a_moved_copy_only_reads_and_still_changes_the_own_password() -> None:
    moved = Rights(moved_to="Máy mới")
    assert "Máy mới" in moved.refusal("record_group")
    assert (moved.refusal("change_password"), moved.refusal("come_back")) == ("", "")


def test_a_superior_s_reader_receives_and_decides_nothing(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    place = Place(tmp_path / "data")
    made = new_commune(place.folder, SUPERIOR, sources=place.sources, first=first_officer()).value
    assert made is not None
    with made:
        joined(made, role="reads")
    with place.open(SECOND) as desk:
        window = window_of(desk, context, qtbot, room="board")
        for room in ("board", "receiving", "verifying", "consolidated", "units"):
            window.show_room(room)
            assert serving(window) == set()
        found: list[Button] = list(window.findChildren(Button))
        rights = {one.right for one in found if not one.isEnabled()}
        assert rights >= {"undo_receive", "decide", "reply", "accept_unit", "record_units"}
        assert "issue_paper" in rights


def test_a_reader_types_no_paragraph_of_a_report(reading: MainWindow) -> None:
    reading.show_room("reports")
    fields: list[QPlainTextEdit] = list(reading.findChildren(QPlainTextEdit))
    assert fields
    assert all(one.isReadOnly() or not one.isEnabled() for one in fields)


def test_who_may_not_close_answers_no_question(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with asking_desk(tmp_path / "data", 6) as desk:
        window = main_window(desk, context, qtbot)
        window.show_room("confirm")
        window.show()
        room = window.room("confirm")
        assert isinstance(room, ConfirmRoom)
        matters = room.page.matters
        assert matters.cards
        assert not any(card.field.isReadOnly() for card in matters.cards)
        for role in (OfficerRole.ENTERS, OfficerRole.READS):
            window.grant(Rights(role))
            assert all(card.field.isReadOnly() for card in matters.cards)
            assert all(WORDS in card.field.toolTip() for card in matters.cards)
            assert serving(window) == set()
        found: list[Button] = list(window.findChildren(Button))
        rights = {one.right for one in found if not one.isEnabled()}
        assert rights >= {"answer_confirmations", "close_period"}


@pytest.mark.parametrize("section", ["office", "members", "signers", "lists", "counting"])
def test_a_section_of_the_office_is_only_read_in_a_copy_whose_data_moved(
    section: str, tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    place = Place(tmp_path / "data")
    with place.make(first_officer()) as desk:
        move_away(desk, "Máy mới ở phòng trực")
    with place.open(WORD) as desk:
        window = window_of(desk, context, qtbot, room="system")
        room = window.room("system")
        assert isinstance(room, SystemRoom)
        room.on_target(section)
        typed = room.section(section).typed_part()
        assert typed is not None
        assert not typed.isEnabled()
        assert room.why.isVisible()
        assert "Máy mới ở phòng trực" in room.why.text()
        come_back(desk)
        window.grant(Rights())
        assert typed.isEnabled()
        assert not room.why.isVisible()


def test_a_dialog_heeds_the_rights_of_the_window_below_it(
    reading: MainWindow, qtbot: QtBot
) -> None:
    dialog = QDialog(reading)
    button = SecondaryButton("Nhận mẫu này", None).needs("use_form")
    QVBoxLayout(dialog).addWidget(button)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert not button.isEnabled()
    assert WORDS in button.toolTip()


def test_the_signers_are_the_office_s_and_the_members_are_not(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with opened(Place(tmp_path / "data"), "closes") as desk:
        window = window_of(desk, context, qtbot)
        window.show_room("system")
        room = window.room("system")
        assert isinstance(room, SystemRoom)
        for section, may in (("members", True), ("signers", False)):
            room.on_target({"section": section})
            assert isinstance(room.current, RecordsSection)
            assert room.current.add_button.isEnabled() is may


def test_every_right_that_a_control_needs_is_the_code_of_an_act() -> None:
    asked = re.compile(r"""(?:needs\(\s*|refused_at\(desk, |right = )"([a-z_]+)\"""")
    root = Path(desktop.__file__).parent
    needed = {
        code
        for file in (root / "ui").rglob("*.py")
        for code in asked.findall(file.read_text(encoding="utf-8"))
    }
    acts = "".join(file.read_text(encoding="utf-8") for file in (root / "actions").rglob("*.py"))
    assert "record_group" in needed
    assert {code for code in needed if f'"{code}"' not in acts} == set()

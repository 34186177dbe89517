"""Damaged data lead to the guided rescue, and through it back into the register."""

import errno
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import rescue as rescuing
from desktop.actions.desk import Desk
from desktop.actions.officers import add_officer
from desktop.actions.passwords import FirstOfficer, turn_password_on
from desktop.actions.safety import back_up
from desktop.actions.secrets import new_sheet
from desktop.actions.setup import open_desk, rescue_unfinished
from desktop.db.errors import StoreBrokenError, StoreDamagedError
from desktop.domain.officers import OfficerRole
from desktop.domain.periods import Period
from desktop.ui import opening
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.rescue.window import RescueWindow
from desktop.ui.setup.doors import DoorsWindow
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.start import WindowSession
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.text import Text
from tests.faults.ground import add_session, found_commune, sources, stored_ids

PAGE = 4096
PASSWORD = "mat khau thu 138"  # noqa: S105  of this test alone
OTHER = "mat khau khac 138"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A commune with three sessions in its backup and two after it; a page of it is damaged."""
    folder = tmp_path / "data"
    dice = random.Random(1)
    with found_commune(folder) as desk:
        for _number in range(3):
            add_session(desk, dice)
        back_up(desk, reason="exit")
        for _number in range(2):
            add_session(desk, dice)
    damage(folder)
    return folder


def damage(folder: Path) -> None:
    store = folder / "so138.db"
    whole = bytearray(store.read_bytes())
    whole[200] ^= 1
    store.write_bytes(whole)


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, theme: Theme, data: Path) -> Iterator[WindowSession]:
    made = WindowSession(Opening(data), theme=theme, memory=WindowMemory(None))
    yield made
    made.end()
    for window in (made.window, made.doors, made.rescue):
        if window is not None:
            window.blockSignals(True)
            window.close()
            window.deleteLater()


def looked(session: WindowSession, qtbot: QtBot) -> RescueWindow:
    session.begin()
    qtbot.waitUntil(lambda: session.rescue is not None, timeout=10000)
    window = session.rescue
    assert window is not None
    qtbot.waitUntil(lambda: window.plan is not None, timeout=20000)
    return window


def rescued_desk(session: WindowSession, qtbot: QtBot) -> Desk:
    window = session.rescue
    assert window is not None
    window.do_button.click()
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.isVisible(), timeout=20000
    )
    assert session.desk is not None
    return session.desk


def test_a_damaged_file_is_rescued_with_what_is_newer_than_the_backup(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    window = looked(session, qtbot)
    assert "bị hỏng" in window.wrong.text()
    assert "3 buổi" in window.copy.text()
    assert window.finds.count() == 2
    desk = rescued_desk(session, qtbot)
    assert len(stored_ids(desk)) == 5
    assert session.window is not None
    assert "Đã lấy lại từ tệp hỏng: 2" in session.window.banner.text
    assert session.rescue is None
    assert len(list((data / "replaced").iterdir())) == 1


def test_damage_met_by_the_first_look_after_opening_leaves_the_folder_to_the_rescue(
    session: WindowSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    shutil.copy(next((data / "backups").glob("*.db")), data / "so138.db")

    def damaged(_desk: Desk) -> Period:
        damage(data)
        raise StoreDamagedError(folder=str(data))

    monkeypatch.setattr(opening, "opening_month", damaged)
    window = looked(session, qtbot)
    assert "bị hỏng" in window.wrong.text()
    assert window.do_button.isEnabled()


def test_what_is_not_chosen_stays_away(session: WindowSession, qtbot: QtBot) -> None:
    window = looked(session, qtbot)
    window.finds.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert len(stored_ids(rescued_desk(session, qtbot))) == 4


def test_leaving_changes_nothing_and_ends_with_the_machines_code(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    before = (data / "so138.db").read_bytes()
    window = looked(session, qtbot)
    with qtbot.waitSignal(session.finished) as sent:
        window.close()
    assert sent.args == [3]
    assert (data / "so138.db").read_bytes() == before
    assert not (data / "replaced").exists()


def test_a_file_that_is_back_is_opened_without_a_rescue(
    session: WindowSession, qtbot: QtBot, qapp: QApplication, data: Path
) -> None:
    window = looked(session, qtbot)
    damage(data)  # the same bit once more: it is whole again
    # With the last window the program would end.
    with qtbot.assertNotEmitted(qapp.lastWindowClosed):
        window.again_button.click()
        qtbot.waitUntil(
            lambda: session.window is not None and session.window.isVisible(), timeout=20000
        )
    assert session.rescue is None
    assert session.desk is not None
    assert len(stored_ids(session.desk)) == 5


def test_a_file_that_is_still_damaged_is_looked_at_once_more(
    session: WindowSession, qtbot: QtBot, qapp: QApplication
) -> None:
    window = looked(session, qtbot)
    with qtbot.assertNotEmitted(qapp.lastWindowClosed):
        window.again_button.click()
        assert not window.again_button.isEnabled()
        qtbot.waitUntil(window.do_button.isEnabled, timeout=20000)
    assert window.isVisible()
    assert window.finds.count() == 2


def test_without_any_backup_the_stick_is_asked_for(
    session: WindowSession,
    qtbot: QtBot,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick"
    (data / "backups").rename(stick)
    window = looked(session, qtbot)
    assert "USB" in window.newer.text()
    assert not window.do_button.isEnabled()
    monkeypatch.setattr(FolderChoice, "ask", classmethod(lambda *_a, **_k: stick))
    window.place_button.click()
    qtbot.waitUntil(lambda: window.plan is not None, timeout=20000)
    assert window.finds.count() == 2
    assert len(stored_ids(rescued_desk(session, qtbot))) == 5


def test_damage_met_while_open_leads_from_the_message_to_the_rescue(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    damage(data)
    session.begin()
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.isVisible(), timeout=20000
    )
    desk, window = session.desk, session.window
    assert desk is not None
    assert window is not None
    desk.store.checkpoint()
    whole = bytearray((data / "so138.db").read_bytes())
    whole[-PAGE + 30] ^= 1
    (data / "so138.db").write_bytes(whole)
    desk.store.broken = True
    session.worker.call(lambda: None, lambda _done: None)
    qtbot.waitUntil(lambda: "hỏng" in window.banner.text, timeout=20000)
    assert "mở lại" not in window.banner.text
    # It stays in every room, and a write that is refused is not laid to the disk.
    window.show_room("system")
    window.show_room("sessions")
    assert session.context is not None
    session.context.failed(StoreBrokenError(folder=str(data)))
    assert window.banner.isVisible()
    assert "Tệp dữ liệu bị hỏng" in window.banner.text
    cast("LinkButton", window.banner.findChild(LinkButton)).click()
    qtbot.waitUntil(
        lambda: session.rescue is not None and session.rescue.plan is not None, timeout=20000
    )
    rescued_desk(session, qtbot)
    with_five = stored_ids(session.desk) if session.desk is not None else set()
    assert len(with_five) >= 3


def cut_short(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rescue whose copy is in force, and which the disk stops before anything came back."""

    def cut(*_given: object, **_named: object) -> None:
        raise OSError(errno.EIO, "")

    with monkeypatch.context() as once:
        once.setattr(rescuing, "open_desk", cut)
        plan = rescuing.plan_rescue(data, sources=sources())
        with pytest.raises(OSError, match="5"):
            rescuing.rescue(data, plan, sources=sources())


def test_a_rescue_cut_short_goes_on_at_the_next_opening(
    session: WindowSession, qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(data, monkeypatch)
    window = looked(session, qtbot)
    assert "bị ngắt giữa chừng" in window.wrong.text()
    assert window.finds.count() == 2
    assert len(stored_ids(rescued_desk(session, qtbot))) == 5
    assert not rescue_unfinished(data)


def test_what_waits_from_a_rescue_before_comes_at_once_after_another_one(
    session: WindowSession, qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy that came back was damaged as well: both files give what they have."""
    cut_short(data, monkeypatch)
    damage(data)
    window = looked(session, qtbot)
    assert "bị hỏng" in window.wrong.text()
    window.do_button.click()
    qtbot.waitUntil(lambda: "bị ngắt giữa chừng" in window.wrong.text(), timeout=20000)
    assert session.window is None
    qtbot.waitUntil(lambda: window.plan is not None and window.do_button.isEnabled())
    assert window.finds.count() == 2
    assert len(stored_ids(rescued_desk(session, qtbot))) == 5
    assert not rescue_unfinished(data)


def test_who_may_not_restore_enters_past_a_rescue_that_was_cut_short(
    session: WindowSession, qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as once:
        once.setattr(rescuing, "unmark", lambda _place: None)
        plan = rescuing.plan_rescue(data, sources=sources())
        rescuing.rescue(data, plan, sources=sources()).desk.close()
    with open_desk(data, sources=sources()) as desk:
        turn_password_on(desk, FirstOfficer("Lan", PASSWORD))
        assert add_officer(desk, "An", password=OTHER, role=OfficerRole.READS).done
    session.begin()
    qtbot.waitUntil(lambda: session.locks.door is not None, timeout=20000)
    door = session.locks.door
    assert door is not None
    qtbot.waitUntil(lambda: door.officers.count() == 2, timeout=20000)
    door.officers.setCurrentRow(1)
    door.password.field.setText(OTHER)
    door.log_in()
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.isVisible(), timeout=30000
    )
    assert session.rescue is None
    window = session.window
    assert window is not None
    assert "Người có mọi quyền" in window.banner.text
    assert rescue_unfinished(data)


def test_where_nothing_could_be_rescued_nothing_is_called_rescued(
    session: WindowSession, qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as once:
        once.setattr(rescuing, "unmark", lambda _place: None)
        plan = rescuing.plan_rescue(data, sources=sources())
        rescuing.rescue(data, plan, sources=sources()).desk.close()
    (waiting,) = data.glob("replaced/*/so138.db")
    waiting.write_bytes(bytes(waiting.stat().st_size))
    window = looked(session, qtbot)
    assert window.do_button.text() == "Mở dữ liệu như hiện nay"
    assert str(waiting.parent) in window.newer.text()
    rescued_desk(session, qtbot)
    assert session.window is not None
    assert "đã được cứu" not in session.window.banner.text
    assert "bị ngắt giữa chừng" in session.window.banner.text
    assert rescue_unfinished(data)


def test_backups_that_are_left_without_data_and_key_are_offered_at_the_doors(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    for path in data.glob("so138*"):
        path.unlink()
    session.begin()
    doors = session.doors
    assert isinstance(doors, DoorsWindow)
    assert doors.left_copies is not None
    texts = cast("list[Text]", doors.left_copies.findChildren(Text))
    assert any("còn 1 bản sao lưu" in one.text() for one in texts)
    doors.left_copies.rescue_button.click()
    window = session.rescue
    assert window is not None
    qtbot.waitUntil(lambda: window.plan is not None, timeout=20000)
    assert not doors.isVisible()
    assert "3 buổi" in window.copy.text()
    # Without the data it leads back to the doors.
    window.again_button.click()
    qtbot.waitUntil(lambda: doors.isVisible() and session.rescue is None, timeout=5000)
    doors.left_copies.rescue_button.click()
    again = session.rescue
    assert again is not None
    qtbot.waitUntil(lambda: again.plan is not None, timeout=20000)
    assert len(stored_ids(rescued_desk(session, qtbot))) == 3
    assert session.doors is None


def test_an_empty_folder_offers_no_backups(session: WindowSession, data: Path) -> None:
    shutil.rmtree(data)
    session.begin()
    assert isinstance(session.doors, DoorsWindow)
    assert session.doors.left_copies is None


def test_a_locked_file_that_is_damaged_leads_from_the_door_to_the_rescue(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    """The password was right: it is not asked for once more."""
    damage(data)  # the same bit once more: it is whole again
    with open_desk(data, sources=sources()) as desk:
        turn_password_on(desk, FirstOfficer("Lan", PASSWORD))
    damage(data)
    session.begin()
    qtbot.waitUntil(lambda: session.locks.door is not None, timeout=20000)
    door = session.locks.door
    assert door is not None
    qtbot.waitUntil(lambda: door.officers.count() == 1, timeout=20000)
    door.password.field.setText(PASSWORD)
    door.log_in()
    qtbot.waitUntil(lambda: session.rescue is not None, timeout=30000)
    window = session.rescue
    assert window is not None
    qtbot.waitUntil(lambda: window.plan is not None, timeout=30000)
    assert session.locks.door is None
    assert window.asked.isHidden()
    assert window.finds.count() >= 2
    assert len(stored_ids(rescued_desk(session, qtbot))) == 5


def locked_rescue(
    session: WindowSession, qtbot: QtBot, data: Path
) -> tuple[RescueWindow, tuple[str, ...]]:
    """The rescue of a locked folder whose file is gone asks for what opens it; and the sheet."""
    damage(data)  # the same bit once more: it is whole again
    with open_desk(data, sources=sources()) as desk:
        turn_password_on(desk, FirstOfficer("Lan", PASSWORD))
        sheet = new_sheet(desk).value
        back_up(desk, reason="exit")
    assert sheet is not None
    (data / "so138.db").unlink()
    session.begin()
    qtbot.waitUntil(lambda: session.rescue is not None, timeout=20000)
    window = session.rescue
    assert window is not None
    qtbot.waitUntil(window.asked.isVisible, timeout=30000)
    return window, sheet.groups


def test_the_password_of_a_rescue_is_typed_like_any_other(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    window, _sheet = locked_rescue(session, qtbot, data)
    field = window.asked.password.field
    assert window.asked.password.warning.isHidden()
    typed = QInputMethodEvent()
    typed.setCommitString("mật")
    QApplication.sendEvent(field, typed)
    assert window.asked.password.warning.isVisible()
    field.setText("sai rồi")
    window.unlock.click()
    qtbot.waitUntil(lambda: bool(field.toolTip()), timeout=30000)
    assert "Mật khẩu" in field.toolTip()
    field.setText(PASSWORD)
    window.unlock.click()
    qtbot.waitUntil(lambda: window.plan is not None, timeout=30000)
    assert window.asked.isHidden()
    assert len(stored_ids(rescued_desk(session, qtbot))) == 5


def test_a_rescue_goes_on_with_the_recovery_sheet_where_the_password_is_forgotten(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    window, sheet = locked_rescue(session, qtbot, data)
    window.asked.other.click()
    window.asked.digits.setText(" ".join(sheet[:-1]))
    window.unlock.click()
    qtbot.waitUntil(lambda: bool(window.asked.digits.toolTip()), timeout=30000)
    assert window.asked.isVisible()
    window.asked.digits.setText(" ".join(sheet))
    window.unlock.click()
    qtbot.waitUntil(lambda: window.plan is not None, timeout=30000)
    assert len(stored_ids(rescued_desk(session, qtbot))) == 5


def test_the_same_folder_opens_by_itself_afterwards(
    session: WindowSession, qtbot: QtBot, data: Path
) -> None:
    looked(session, qtbot)
    rescued_desk(session, qtbot)
    session.end()
    with open_desk(data, sources=sources()) as again:
        assert len(stored_ids(again)) == 5

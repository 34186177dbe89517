"""Once the window stands the data and their place are looked at; the full check can be stopped."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.first_look import FirstLook
from desktop.db.check import Finding, check_deeply
from desktop.ui import first_look
from desktop.ui.first_look import FirstLooker
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.system.about import AboutSection
from desktop.ui.widgets.banner import Tone
from desktop.ui.work import CancelledError, Progress
from desktop.wording import finding_text
from tests.faults.ground import add_session, found_commune
from tests.ui.windows import main_window


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = found_commune(tmp_path / "OneDrive" / "data")
    add_session(made, random.Random(1))
    return made


@pytest.fixture
def window(qtbot: QtBot, context: ShellContext, desk: Desk) -> MainWindow:
    made = main_window(desk, context, qtbot)
    made.show()
    return made


def look(desk: Desk, context: ShellContext, window: MainWindow) -> str:
    FirstLooker(desk=desk, context=context, window=window, broke_off=False).begin()
    return window.banner.text if window.banner.isVisible() else ""


def test_a_synced_folder_is_said_at_opening(
    desk: Desk, context: ShellContext, window: MainWindow
) -> None:
    assert "tự đồng bộ" in look(desk, context, window)


def test_what_stands_there_already_is_not_written_over(
    desk: Desk, context: ShellContext, window: MainWindow
) -> None:
    context.say(Tone.INFO, "Dữ liệu đã được cứu.")
    assert look(desk, context, window) == "Dữ liệu đã được cứu."


def test_what_was_found_is_said_once_the_message_before_it_was_read(
    desk: Desk, context: ShellContext, window: MainWindow, qtbot: QtBot
) -> None:
    context.say(Tone.WARN, "Số liệu đã chuyển sang máy mới.")
    look(desk, context, window)
    window.banner.put_away()
    qtbot.waitUntil(lambda: "tự đồng bộ" in window.banner.text)
    window.banner.put_away()
    QCoreApplication.processEvents()
    assert window.banner.isHidden(), "said once"


def test_what_was_found_is_said_where_the_message_before_it_was_left_with_its_room(
    desk: Desk, context: ShellContext, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_room("overview")
    context.say(Tone.INFO, "Dữ liệu đã được cứu.")
    look(desk, context, window)
    window.show_room("groups")
    qtbot.waitUntil(lambda: "tự đồng bộ" in window.banner.text)


def test_damage_waits_for_no_message(
    desk: Desk, context: ShellContext, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_desk: Desk) -> FirstLook:
        return FirstLook((Finding("folder_synced", {}), Finding("store_damaged", {})))

    monkeypatch.setattr(first_look, "first_look", damaged)
    context.say(Tone.INFO, "Đã khôi phục bản sao hôm qua.")
    assert look(desk, context, window).startswith(finding_text("store_damaged", {}))
    assert window.banner.troubled


def test_a_backup_that_was_not_made_is_said_behind_the_message_that_stands(
    desk: Desk, context: ShellContext, window: MainWindow, qtbot: QtBot
) -> None:
    context.say(Tone.WARN, "Số liệu đã chuyển sang máy mới.")
    looker = FirstLooker(
        desk=desk, context=context, window=window, broke_off=False, unkept="disk_full"
    )
    looker.begin()
    window.banner.put_away()
    qtbot.waitUntil(lambda: "không sao lưu được: ổ đĩa đầy" in window.banner.text)


def test_a_damaged_key_file_is_said_at_opening(
    desk: Desk, context: ShellContext, window: MainWindow
) -> None:
    (desk.store.folder / "so138.key.json").write_bytes(b"{}")
    assert "so138.key.json" in look(desk, context, window)


def test_the_full_check_names_its_steps_and_its_findings(
    desk: Desk, context: ShellContext, qtbot: QtBot
) -> None:
    about = AboutSection(context, desk=desk)
    qtbot.addWidget(about)
    steps: list[str] = []
    about.stepped.connect(steps.append)
    about.check_data()
    assert steps[0] == "Từng trang của tệp dữ liệu"
    assert "Nhật ký, từng mục một" in steps
    assert "tự đồng bộ" in about.result
    assert about.check_button.text() == "Kiểm tra số liệu"


def test_a_check_that_is_stopped_ends_at_its_next_step(desk: Desk) -> None:
    progress = Progress(lambda _step: None)
    told: list[str] = []

    def tell(done: int, total: int, step: str, _name: str) -> None:
        told.append(step)
        if len(told) == 3:
            progress.cancel()
        progress.report(done, total, step)

    with pytest.raises(CancelledError):
        check_deeply(desk.store, tell=tell)
    assert len(told) == 3
    assert not desk.store.broken

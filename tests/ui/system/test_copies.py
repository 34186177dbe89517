"""The time line in the window: looking at a copy, comparing, trying out, locked copies, mirror."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.actions.backups import back_up, backups, mirror
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.safety import opens_by_itself
from desktop.actions.sessions import delete_session, sessions_of
from desktop.actions.terms import Password
from desktop.actions.timeline import replaced_stores
from desktop.db.backup_info import read_info, write_info
from desktop.db.errors import BackupDamagedError
from desktop.ui.rights import refused_at
from desktop.ui.setup.restore import FolderChoice, RestorePage
from desktop.ui.setup.secret_asking import SecretDialog
from desktop.ui.system.backups import BackupsSection, Reopened
from desktop.ui.system.compare_dialog import CompareDialog
from desktop.ui.system.copy_window import CopyViewing
from desktop.ui.system.replaced_dialog import ReplacedDialog
from desktop.ui.system.room import SystemRoom
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.work import ImmediateExecutor
from tests.actions.locked_making import WORD, Place, first_officer
from tests.ui.overview.offices import OCTOBER

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.timeline import Viewed
    from desktop.ui.design.theme import Theme


@pytest.fixture
def desk(busy: Desk) -> Desk:
    return busy


def texts(page: BackupsSection, column: int) -> list[str]:
    model = page.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_only_a_stick_is_said_to_be_pulled_out(
    page: BackupsSection, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderChoice, "ask", lambda *_args, **_named: tmp_path / "copy")
    page.copy_out()
    assert "nguyên vẹn" in said[-1]
    assert "rút" not in said[-1]
    monkeypatch.setattr("desktop.ui.system.backups.place_warnings", lambda _place: ("removable",))
    page.copy_out()
    assert "Có thể rút USB" in said[-1]


def test_a_copy_that_was_made_is_told_to_the_status_line(
    page: BackupsSection, qtbot: "QtBot", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderChoice, "ask", lambda *_args, **_named: tmp_path / "copy")
    for act in (page.copy_out, page.back_up_now):
        with qtbot.waitSignal(page.context.backed_up):
            act()


def test_each_day_of_the_time_line_is_named_once(page: BackupsSection, desk: Desk) -> None:
    back_up(desk, reason="exit")
    back_up(desk, reason="before_import")
    page.refresh()
    assert texts(page, 0) == ["Hôm nay", ""]
    assert texts(page, 3) == ["trước khi lấy danh sách Excel", "khi đóng phần mềm"]
    assert texts(page, 4) == ["trong máy", "trong máy"]


def test_a_day_below_one_that_a_wrong_clock_wrote_is_named_again(
    page: BackupsSection, desk: Desk
) -> None:
    behind = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    back_up(desk, reason="exit")
    copy = desk.store.layout.backups / back_up(desk, reason="exit").name
    write_info(copy, replace(read_info(copy), at=behind))
    back_up(desk, reason="exit")
    page.refresh()
    assert texts(page, 0) == ["Hôm nay", "Thứ Hai 02/03/2026", "Hôm nay"]


def test_trying_the_chosen_copy_says_what_it_proves(page: BackupsSection, said: list[str]) -> None:
    page.back_up_now()
    page.try_current()
    assert "mọi trang đều nguyên vẹn" in said[-1]
    assert texts(page, 5)[0].startswith("đã thử hôm nay")
    assert not page.long_row.isVisible()


def test_a_copy_that_trying_found_damaged_is_no_longer_called_whole(
    page: BackupsSection, desk: Desk
) -> None:
    copy = desk.store.layout.backups / back_up(desk, reason="by_hand").name
    page.refresh()
    page.table.go_to(copy)
    assert page.table.path == copy
    assert texts(page, 5)[0] == "nguyên vẹn"
    data = bytearray(copy.read_bytes())
    data[9000] ^= 1
    copy.write_bytes(bytes(data))
    with pytest.raises(BackupDamagedError):
        page.try_current()
    assert texts(page, 5)[0] == "bị hỏng"


def test_a_copy_is_looked_at_in_a_window_where_nothing_can_be_written(
    page: BackupsSection, desk: Desk, theme: "Theme", monkeypatch: pytest.MonkeyPatch
) -> None:
    page.back_up_now()
    shown: list[Viewed] = []
    monkeypatch.setattr(page, "show_copy", shown.append)
    page.look_current()
    (viewed,) = shown
    viewing = CopyViewing(
        viewed,
        theme=theme,
        memory=page.context.memory,
        sources=page._sources,
        work=ImmediateExecutor(),
    )
    viewing.begin()
    window, context = viewing.window, viewing.context
    assert window is not None
    assert context is not None
    assert window.windowTitle().startswith("Đang xem bản sao hôm nay")
    window.show_room("models")
    buttons: list[Button] = list(window.findChildren(Button))
    (add,) = (one for one in buttons if one.text() == "Thêm mô hình")
    assert not add.isEnabled()
    assert "không ghi được gì" in add.toolTip()
    assert "không ghi được gì" in refused_at(viewed.desk, "record_session")
    heard: list[str] = []
    context.said.connect(lambda _tone, text: heard.append(text))
    month = sessions_of(viewed.desk, OCTOBER)
    context.write(lambda: delete_session(viewed.desk, month[0].id), lambda _done: None)
    assert heard
    assert "không ghi được gì" in heard[-1]
    assert sessions_of(viewed.desk, OCTOBER) == month
    folder = viewed.desk.store.folder
    viewing.end()
    assert not folder.exists()
    assert sessions_of(desk, OCTOBER) == month


def test_a_deleted_session_is_ticked_in_the_comparison_and_comes_back(
    page: BackupsSection, desk: Desk, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page.back_up_now()
    gone = sessions_of(desk, OCTOBER)[0]
    delete_session(desk, gone.id)
    changed: list[frozenset[str]] = []
    page.context.changed.connect(changed.append)

    def tick_all(dialog: CompareDialog) -> int:
        dialog.tick({f"sessions/{gone.id}"})
        return int(CompareDialog.DialogCode.Accepted)

    monkeypatch.setattr(CompareDialog, "exec", tick_all)
    page.compare_current()
    assert gone.id in {one.id for one in sessions_of(desk, OCTOBER)}
    assert said[-1].startswith("Đã lấy lại 1 nội dung")
    assert ChangeKind.SESSIONS in changed[-1]


def test_what_came_after_the_copy_has_no_box_to_tick(desk: Desk, qtbot: "QtBot") -> None:
    from desktop.actions.comparing import compare

    path = desk.store.layout.backups / back_up(desk, reason="exit").name
    for one in sessions_of(desk, OCTOBER)[:1]:
        delete_session(desk, one.id)
    dialog = CompareDialog(None, comparison=compare(desk, path), when="hôm nay")
    qtbot.addWidget(dialog)
    row = dialog.list.item(0)
    assert row.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not dialog.do_button.isEnabled()
    row.setCheckState(Qt.CheckState.Checked)
    assert dialog.do_button.isEnabled()


def test_the_second_place_is_chosen_and_switched_off(
    page: BackupsSection, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "d").mkdir()
    monkeypatch.setattr(FolderChoice, "ask", lambda *_args, **_named: tmp_path / "d")
    page.choose_mirror()
    assert texts(page, 4)[0] == "trong máy, ổ thứ hai"
    page.turn_mirror()
    assert mirror(desk).off
    assert "đang tắt" in page.mirror_text.text()


def test_what_a_restore_put_aside_is_put_back(
    page: BackupsSection,
    desk: Desk,
    reopened: list[Reopened],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.back_up_now()
    delete_session(desk, sessions_of(desk, OCTOBER)[0].id)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_named: True)
    page.restore_current()
    (first,) = reopened
    restored = len(sessions_of(first.desk, OCTOBER))
    (kept,) = replaced_stores(first.desk.store.folder)
    page.desk = first.desk
    monkeypatch.setattr(ReplacedDialog, "ask", lambda *_args, **_named: kept.name)
    page.show_replaced()
    again = reopened[-1].desk
    before = sessions_of(again, OCTOBER)
    again.close()
    assert len(before) == restored - 1
    assert reopened[-1].trouble == ""


def test_a_locked_copy_asks_until_its_password_fits(
    page: BackupsSection,
    reopened: list[Reopened],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = Place(tmp_path / "other")
    with other.make(first_officer()) as locked:
        back_up(locked, reason="copy", to=tmp_path / "usb")
    answers: list[Password | None] = [Password("sai"), Password(WORD)]
    problems: list[str] = []

    def typed(*_args: object, problem: str = "", **_named: object) -> Password | None:
        problems.append(problem)
        return answers.pop(0)

    monkeypatch.setattr(SecretDialog, "ask", typed)
    monkeypatch.setattr(FolderChoice, "ask", lambda *_args, **_named: tmp_path / "usb")
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_named: True)
    page.restore_from_place()
    assert problems[0] == ""
    assert "không khớp" in problems[1] or "không đúng" in problems[1]
    (done,) = reopened
    assert done.trouble == ""
    assert not opens_by_itself(done.desk)
    done.desk.close()


def test_the_first_screen_restores_a_locked_copy_onto_an_empty_pc(
    theme: "Theme", tmp_path: Path, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    burnt = Place(tmp_path / "burnt")
    with burnt.make(first_officer()) as locked:
        back_up(locked, reason="copy", to=tmp_path / "usb")
    page = RestorePage(
        folder=tmp_path / "new",
        work=ImmediateExecutor(),
        sources=burnt.sources,
        failed=lambda error: pytest.fail(str(error)),
        theme=theme,
    )
    qtbot.addWidget(page)
    opened: list[Desk] = []
    page.restored.connect(opened.append)
    monkeypatch.setattr(SecretDialog, "ask", lambda *_args, **_named: Password(WORD))
    page.look_into(tmp_path / "usb")
    page.restore_now()
    (desk,) = opened
    assert not opens_by_itself(desk)
    desk.close()


def test_the_first_screen_finds_the_copies_on_a_second_drive_that_was_spared(
    theme: "Theme", desk: Desk, tmp_path: Path, qtbot: "QtBot"
) -> None:
    from desktop.actions.backups import change_mirror

    (tmp_path / "d").mkdir()
    change_mirror(desk, folder=tmp_path / "d")
    page = RestorePage(
        folder=tmp_path / "new",
        work=ImmediateExecutor(),
        sources=Place(tmp_path).sources,
        failed=lambda error: pytest.fail(str(error)),
        theme=theme,
    )
    qtbot.addWidget(page)
    page.look_into(tmp_path / "d")
    assert page.restore_button.isEnabled()
    assert backups(desk.store.folder)[0].sessions


def test_copies_that_are_looked_at_go_with_the_register_s_window(
    page: BackupsSection, qtbot: "QtBot"
) -> None:
    page.back_up_now()
    page.show()
    page.look_current()
    (viewing,) = page._viewings
    qtbot.waitUntil(lambda: viewing.window is not None, timeout=10_000)
    folder = viewing._viewed.desk.store.folder
    assert "Sao lưu" not in _tabs(viewing)
    page.hide()
    assert page._viewings == []
    assert not folder.exists()


def _tabs(viewing: CopyViewing) -> list[str]:
    assert viewing.window is not None
    room = viewing.window.room("system")
    assert isinstance(room, SystemRoom)
    return [one.title for one in room._planned]

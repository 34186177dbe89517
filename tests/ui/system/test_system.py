"""The system room: every section reads, keeps what was typed, and says problems beside fields."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.profile import list_entries, members, profile, signers
from desktop.actions.safety import backups
from desktop.domain.commune import ListName
from desktop.domain.periods import month_period
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.system import journal
from desktop.ui.system.about import AboutSection
from desktop.ui.system.backups import BackupsSection, Reopened
from desktop.ui.system.journal import JournalSection
from desktop.ui.system.lists import ListsSection
from desktop.ui.system.look import LookSection
from desktop.ui.system.office import OfficeSection
from desktop.ui.system.people import MembersSection, SignersSection
from desktop.ui.system.room import SystemRoom
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.system.sections import open_section


def test_the_office_is_saved_on_leaving(room: SystemRoom, desk: Desk) -> None:
    office = room.current
    assert isinstance(office, OfficeSection)
    assert not office.dirty
    office.plan.setText("Kế hoạch số 302/KH-UBND")
    office.recipients.setPlainText("Thường trực Đảng ủy\n\nLưu VT")
    open_section(room, "counting")
    stored = profile(desk)
    assert stored.plan_reference == "Kế hoạch số 302/KH-UBND"
    assert stored.recipients == ("Thường trực Đảng ủy", "Lưu VT")


def test_a_wrong_code_is_said_beside_its_field(room: SystemRoom, desk: Desk) -> None:
    office = room.current
    assert isinstance(office, OfficeSection)
    office.code.setText("12a")
    office.keep()
    assert office.code.property("wrong") is True
    assert office.dirty, "what was typed stays"
    assert profile(desk).code == "19774"


def test_a_day_that_is_none_keeps_the_form_in_sight(room: SystemRoom) -> None:
    office = room.current
    assert isinstance(office, OfficeSection)
    office.name.setText("Phường Khác")
    office.valid_from.setText("31/02/2025")
    assert not room.may_leave()


def test_members_are_entered_with_their_groups(room: SystemRoom, desk: Desk) -> None:
    page = open_section(room, "members")
    assert isinstance(page, MembersSection)
    page.add()
    page.name.setText("Trần Thị B")
    page.post.setText("Phó Trưởng ban")
    page.picker.set_ids([choice.id for choice in page._choices[:2]])
    page.keep()
    stored = members(desk)
    assert [(one.name, one.post, len(one.group_ids)) for one in stored] == [
        ("Trần Thị B", "Phó Trưởng ban", 2)
    ]
    page.delete_button.click()
    assert members(desk) == ()


def test_an_entry_without_a_name_stays_in_sight(room: SystemRoom, desk: Desk) -> None:
    page = open_section(room, "members")
    assert isinstance(page, MembersSection)
    page.post.setText("Phó Trưởng ban")
    room.tabs.choose(0)
    assert room.current is page
    assert page.name.property("wrong") is True
    assert members(desk) == ()
    page.drop_button.click()
    room.tabs.choose(0)
    assert room.tabs.current == 0


def test_an_empty_form_records_nobody(room: SystemRoom, desk: Desk) -> None:
    for key in ("members", "signers"):
        open_section(room, key)
    open_section(room, "look")
    assert members(desk) == ()
    assert signers(desk) == ()


def test_a_deputy_gets_the_words_of_signing_for_the_head(room: SystemRoom, desk: Desk) -> None:
    page = open_section(room, "signers")
    assert isinstance(page, SignersSection)
    page.add()
    page.name.setText("Lê Văn C")
    page.authority.setCurrentIndex(1)
    page.authority.activated.emit(1)
    page.usual.setChecked(True)
    page.keep()
    (stored,) = signers(desk)
    assert (stored.authority.value, stored.authority_of) == ("KT.", "TRƯỞNG BAN")
    assert (stored.committee_title, stored.default) == ("PHÓ TRƯỞNG BAN", True)


def labels(desk: Desk, name: ListName) -> list[str]:
    return [one.label for one in list_entries(desk, name)]


def test_lists_are_extended_ordered_and_hidden(room: SystemRoom, desk: Desk, qtbot: QtBot) -> None:
    page = open_section(room, "lists")
    assert isinstance(page, ListsSection)
    first, second, *_rest = labels(desk, ListName.FORMAT)
    page.table.go_to(list_entries(desk, ListName.FORMAT)[1].id)
    page.move_up()
    assert labels(desk, ListName.FORMAT)[:2] == [second, first]
    page.add()
    page.label.setText("Hội thi rung chuông vàng")
    QTest.keyClick(page.label, Qt.Key.Key_Return)
    assert labels(desk, ListName.FORMAT)[-1] == "Hội thi rung chuông vàng"
    page.hide_button.click()
    assert list_entries(desk, ListName.FORMAT)[-1].hidden


def test_a_name_stands_once_in_a_list(room: SystemRoom, desk: Desk) -> None:
    page = open_section(room, "lists")
    assert isinstance(page, ListsSection)
    known = labels(desk, ListName.FORMAT)
    page.add()
    page.label.setText(known[0])
    page.keep()
    assert page.label.property("wrong") is True
    assert labels(desk, ListName.FORMAT) == known


def test_backups_are_made_and_listed(room: SystemRoom, desk: Desk) -> None:
    page = open_section(room, "backups")
    assert isinstance(page, BackupsSection)
    page.now_button.click()
    (made,) = backups(desk.store.folder)
    assert made.verified
    assert page.table.model().index(0, 2).data() == "0 buổi tuyên truyền, 0 mô hình"


def test_a_copy_goes_to_another_folder(
    room: SystemRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_section(room, "backups")
    assert isinstance(page, BackupsSection)
    monkeypatch.setattr(FolderChoice, "ask", lambda *_args, **_named: tmp_path / "usb")
    page.copy_out()
    assert len(list((tmp_path / "usb").glob("so138-*.db"))) == 1


@pytest.mark.parametrize("agreed", [False, True])
def test_restoring_asks_first_and_hands_over_the_new_desk(
    room: SystemRoom,
    desk: Desk,
    reopened: list[Reopened],
    monkeypatch: pytest.MonkeyPatch,
    agreed: bool,
) -> None:
    page = open_section(room, "backups")
    assert isinstance(page, BackupsSection)
    page.back_up_now()
    add = desk.store.facts.branch_id
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_named: agreed)
    page.restore_current()
    assert len(reopened) == int(agreed)
    for one in reopened:
        assert one.trouble == ""
        assert one.desk.store.facts.branch_id != add
        one.desk.close()


def test_the_log_speaks_in_sentences(room: SystemRoom, qtbot: QtBot, context: ShellContext) -> None:
    page = open_section(room, "journal")
    assert isinstance(page, JournalSection)
    assert page.table.model().rowCount() >= 2
    with qtbot.waitSignal(context.noted) as noted:
        page.verify()
    assert noted.args == ["Nhật ký nguyên vẹn: không dòng nào bị sửa hay bị bỏ."]


def test_a_log_that_was_changed_from_outside_is_trouble(
    room: SystemRoom, qtbot: QtBot, context: ShellContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_section(room, "journal")
    assert isinstance(page, JournalSection)
    monkeypatch.setattr(journal, "verify_log", lambda _desk: 2)
    with qtbot.waitSignal(context.said) as said:
        page.verify()
    tone, words = said.args or ("", "")
    assert (tone, "từ dòng 2" in words) == (Tone.TROUBLE.value, True)


def test_the_look_changes_at_once_and_is_remembered(
    room: SystemRoom, context: ShellContext
) -> None:
    page = open_section(room, "look")
    assert isinstance(page, LookSection)
    page.themes["dark"].click()
    assert context.theme.tokens.name.endswith("dark")
    assert context.memory.settings.theme == "dark"


def test_the_data_can_be_checked(room: SystemRoom) -> None:
    page = open_section(room, "about")
    assert isinstance(page, AboutSection)
    page.check_data()
    assert page._result.text()
    assert page.check_button.isEnabled()


def test_the_log_shows_why_a_month_was_reopened(room: SystemRoom, desk: Desk) -> None:
    september = month_period(2026, 9)
    assert close_period(desk, september, early=True).done
    assert reopen_period(desk, september, reason="Bổ sung phiếu").done
    page = open_section(room, "journal")
    assert isinstance(page, JournalSection)
    said = [page.table.model().index(row, 3).data() for row in range(2)]
    assert "Bỏ chốt tháng 9/2026, lý do: Bổ sung phiếu" in said

"""The first screen and the five questions: made, left, resumed, and problems in words."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk, RandomIds
from desktop.actions.groups import groups, record_groups
from desktop.actions.profile import profile
from desktop.actions.safety import back_up
from desktop.actions.setup import Sources, holds_data
from desktop.domain.groups import GroupDraft
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.setup.answers import Answers, keep_answers, load_answers
from desktop.ui.setup.door import Door
from desktop.ui.setup.doors import DoorsWindow, Entered, found_commune
from desktop.ui.setup.group_question import Groups
from desktop.ui.setup.places import place_sentence
from desktop.ui.setup.practice import practice_folder
from desktop.ui.setup.questions import FirstMonth, WhoWeAre
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.setup.superior_question import Superior
from desktop.ui.setup.wizard import Wizard
from desktop.ui.work import ImmediateExecutor

TODAY = date(2026, 11, 22)
MakeDoors = Callable[[], DoorsWindow]


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    def today(self) -> date:
        return TODAY


SOURCES = Sources(Clock(), RandomIds())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "so138"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return tmp_path / "own" / "set-up.json"


@pytest.fixture
def make_doors(qtbot: QtBot, theme: Theme, folder: Path, draft: Path) -> MakeDoors:
    def make() -> DoorsWindow:
        def failed(error: Exception) -> None:
            raise error

        doors = DoorsWindow(
            folder=folder,
            draft=draft,
            theme=theme,
            memory=WindowMemory(None),
            work=ImmediateExecutor(failed),
            sources=SOURCES,
            failed=failed,
        )
        qtbot.addWidget(doors)
        doors.show()
        return doors

    return make


def who(wizard: Wizard) -> WhoWeAre:
    page = wizard.pages[0]
    assert isinstance(page, WhoWeAre)
    return page


def superior(wizard: Wizard) -> Superior:
    page = wizard.pages[1]
    assert isinstance(page, Superior)
    return page


def group_page(wizard: Wizard) -> Groups:
    page = wizard.pages[2]
    assert isinstance(page, Groups)
    return page


def answer_first_two(wizard: Wizard) -> None:
    who(wizard).name.setText("Phường Hương Trà")
    who(wizard).code.setText("19996")
    wizard.next()
    superior(wizard).superior.setText("Thành phố Huế")
    wizard.next()


def enter(doors: DoorsWindow, act: Callable[[], object]) -> Entered:
    caught: list[Entered] = []
    doors.entered.connect(caught.append)
    act()
    assert len(caught) == 1
    return caught[0]


def test_five_answers_make_the_register(make_doors: MakeDoors, folder: Path, draft: Path) -> None:
    doors = make_doors()
    doors.open_set_up()
    wizard = doors.wizard
    answer_first_two(wizard)
    group_page(wizard).numbered.setChecked(True)
    group_page(wizard).kind.setCurrentText("Thôn")
    group_page(wizard).count.setValue(3)
    wizard.next()
    wizard.next()
    assert not holds_data(folder), "nothing is made before the last answer"
    entered = enter(doors, wizard.next)
    with entered.desk as desk:
        made = profile(desk)
        assert (made.name, made.code, made.superior) == (
            "Phường Hương Trà",
            "19996",
            "Thành phố Huế",
        )
        assert made.valid_from == date(2025, 7, 1)
        assert [group.name for group in groups(desk)] == ["Thôn 1", "Thôn 2", "Thôn 3"]
    assert entered.room == ""
    assert not draft.exists(), "the draft goes once the register is made"


def test_the_excel_answer_goes_on_with_the_list(make_doors: MakeDoors) -> None:
    doors = make_doors()
    doors.open_set_up()
    answer_first_two(doors.wizard)
    doors.wizard.next()
    doors.wizard.next()
    entered = enter(doors, doors.wizard.next)
    entered.desk.close()
    assert (entered.room, entered.target) == ("import", {"kind": "groups"})


def test_problems_stand_below_their_fields_and_stop(make_doors: MakeDoors) -> None:
    doors = make_doors()
    doors.open_set_up()
    who(doors.wizard).code.setText("12")
    doors.wizard.next()
    assert doors.wizard.step == 0
    fields = who(doors.wizard).fields
    assert who(doors.wizard).name.property("wrong") is True
    assert fields["code"].field.toolTip() == "Mã có năm chữ số, ví dụ 19996."


def test_set_up_is_left_and_taken_up_where_it_stood(make_doors: MakeDoors, draft: Path) -> None:
    first = make_doors()
    first.open_set_up()
    answer_first_two(first.wizard)
    first.wizard.leave()
    assert load_answers(draft).name == "Phường Hương Trà"
    first.close()
    again = make_doors()
    assert again.begin.text() == "Tiếp tục thiết lập"
    again.open_set_up()
    assert again.wizard.step == 2
    assert again.wizard.answers.superior == "Thành phố Huế"


def test_keys_go_on_and_back(make_doors: MakeDoors, qtbot: QtBot) -> None:
    doors = make_doors()
    doors.activateWindow()
    qtbot.waitUntil(doors.isActiveWindow)
    doors.open_set_up()
    who(doors.wizard).name.setText("Xã A Lưới 1")
    who(doors.wizard).code.setText("20044")
    QTest.keyClick(who(doors.wizard).name, Qt.Key.Key_Return)
    assert doors.wizard.step == 1
    QTest.keyClick(
        superior(doors.wizard).superior, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier
    )
    assert doors.wizard.step == 0
    assert who(doors.wizard).name.text() == "Xã A Lưới 1"


def test_arrows_go_to_the_door_that_lies_there(make_doors: MakeDoors, qtbot: QtBot) -> None:
    doors = make_doors()
    doors.activateWindow()
    qtbot.waitUntil(doors.isActiveWindow)
    doors.begin.setFocus()
    for key, name in (
        (Qt.Key.Key_Right, "Khôi phục"),
        (Qt.Key.Key_Down, "cấp trên"),
        (Qt.Key.Key_Left, "số liệu mẫu"),
        (Qt.Key.Key_Up, doors.begin.text()),
    ):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, key)
        now = QApplication.focusWidget()
        assert isinstance(now, Door)
        assert name in now.text()


def test_the_first_month_offered_is_the_one_being_worked_on(make_doors: MakeDoors) -> None:
    doors = make_doors()
    doors.open_set_up()
    answer_first_two(doors.wizard)
    doors.wizard.next()
    page = doors.wizard.pages[3]
    assert isinstance(page, FirstMonth)
    assert page.answered(doors.wizard.answers).first_month == "2026-11"


def test_a_damaged_draft_asks_anew(draft: Path) -> None:
    draft.parent.mkdir(parents=True)
    draft.write_text('{"name": 5, "step": 99, "code": "19996"}', encoding="utf-8")
    answers = load_answers(draft)
    assert (answers.name, answers.step, answers.code) == ("", 0, "19996")
    draft.write_text("{", encoding="utf-8")
    assert load_answers(draft) == Answers()


def test_answers_come_back_as_they_were(draft: Path) -> None:
    answers = Answers(name="Xã Phú Lộc", code="19900", step=3, groups="numbered", group_count=4)
    assert keep_answers(draft, answers)
    assert load_answers(draft) == answers


def test_practice_lies_in_a_folder_of_its_own(make_doors: MakeDoors, folder: Path) -> None:
    doors = make_doors()
    entered = enter(doors, doors.open_practice)
    with entered.desk as desk:
        assert entered.practice
        assert entered.folder == practice_folder(folder)
        assert "số liệu mẫu" in profile(desk).name
    assert not holds_data(folder)


def test_restoring_shows_what_the_copy_holds_first(
    make_doors: MakeDoors, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    with made_commune(tmp_path / "other") as desk:
        back_up(desk, reason="copy", to=stick)
    doors = make_doors()
    doors.open_restore()
    doors.restore.look_into(stick)
    assert not holds_data(folder), "looking changes nothing"
    assert doors.restore.restore_button.isEnabled()
    entered = enter(doors, doors.restore.restore_now)
    with entered.desk as restored:
        assert profile(restored).name == "Xã Nguồn"


def test_a_copied_data_folder_brings_what_is_newer_than_its_backups(
    make_doors: MakeDoors, tmp_path: Path
) -> None:
    """The data file itself is there, and everything of it: its backups are older."""
    stick = tmp_path / "stick" / "so138"
    with made_commune(stick) as desk:
        back_up(desk, reason="exit")
        record_groups(desk, (GroupDraft(name="Thôn Mới"),))
    for chosen in (stick, stick.parent):
        doors = make_doors()
        doors.open_restore()
        doors.restore.look_into(chosen)
        assert doors.restore.restore_button.isEnabled()
    entered = enter(doors, doors.restore.restore_now)
    with entered.desk as restored:
        assert [one.name for one in groups(restored)] == ["Thôn Mới"]


def test_a_folder_without_a_copy_is_said_and_nothing_is_made(
    make_doors: MakeDoors, folder: Path, tmp_path: Path
) -> None:
    doors = make_doors()
    doors.open_restore()
    (tmp_path / "empty").mkdir()
    doors.restore.look_into(tmp_path / "empty")
    assert not doors.restore.restore_button.isEnabled()
    assert not folder.exists()


def test_data_elsewhere_are_opened(
    make_doors: MakeDoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_commune(tmp_path / "other").close()
    monkeypatch.setattr(FolderChoice, "ask", lambda *_args, **_named: tmp_path / "other")
    doors = make_doors()
    entered = enter(doors, doors.open_existing)
    entered.desk.close()
    assert entered.folder == tmp_path / "other"


@pytest.mark.parametrize("code", ["synced", "network", "removable"])
def test_every_risky_place_has_a_sentence(code: str) -> None:
    assert place_sentence(code).startswith("Thư mục này")


def made_commune(folder: Path) -> Desk:
    answers = Answers(name="Xã Nguồn", code="19999", superior="Thành phố Huế")
    made = found_commune(folder, answers, sources=SOURCES)
    assert made.value is not None
    return made.value


def test_an_account_with_an_empty_folder_is_offered_the_shared_register(
    make_doors: MakeDoors,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = tmp_path / "all" / "So138"
    answers = Answers(name="Xã Nguồn", code="19999", superior="Thành phố Huế")
    made = found_commune(shared, answers, sources=SOURCES).value
    assert made is not None
    made.close()
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path / "all"))
    monkeypatch.setenv("SO138_DATA", str(folder))
    doors = make_doors()
    panel = doors.elsewhere
    assert panel is not None
    assert panel.open_button is not None
    entered = enter(doors, panel.open_button.click)
    with entered.desk as desk:
        assert entered.folder == shared
        assert profile(desk).name == "Xã Nguồn"


def test_where_nothing_lies_elsewhere_nothing_is_said_of_it(make_doors: MakeDoors) -> None:
    assert make_doors().elsewhere is None

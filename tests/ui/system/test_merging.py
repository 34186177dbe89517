"""The section that merges communes: the open folder and others, looked at first, then merged."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.lost_communes import LostUnit
from desktop.actions.passwords import FirstOfficer
from desktop.actions.profile import profile
from desktop.actions.setup import log_ins, open_desk
from desktop.actions.terms import Password
from desktop.db import queries
from desktop.db.slots import FLOOR
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.merge_passwords import FolderPassword, Lock, NewFolderLock
from desktop.ui.system.merge_sources import LostDialog
from desktop.ui.system.merging import MergingSection
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.actions.merging_making import (
    PASSWORD,
    Held,
    Made,
    fingerprints,
    lock,
    make,
    opened,
    sources,
)
from tests.actions.units_making import Sent, receive, sent_month, superior_desk, units_named

if TYPE_CHECKING:
    from desktop.ui.system.backups import Reopened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(make(tmp_path / "a", Made(sessions=(Held(date(2026, 9, 1)),)))) as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return make(tmp_path / "b", Made(name="Xã B", code="20002"))


@pytest.fixture
def section(
    qtbot: QtBot,
    context: ShellContext,
    desk: Desk,
    other: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> MergingSection:
    """The section with both folders and everything typed."""
    made = MergingSection(context, desk=desk)
    qtbot.addWidget(made)
    made.resize(1150, 600)
    made.show()
    (tmp_path / "place").mkdir()
    answers = iter([other, tmp_path / "place"])
    monkeypatch.setattr(FolderChoice, "ask", lambda *_parent, **_words: next(answers))
    made.add_folder()
    made.form.choose_place()
    made.form.name.setText("Xã Mới")
    made.form.code.setText("20100")
    made.form.day.setText("01/10/2026")
    return made


def test_the_open_folder_goes_in_first_and_what_comes_is_said(
    section: MergingSection, desk: Desk, other: Path, tmp_path: Path
) -> None:
    assert section.folders == [desk.store.folder, other]
    assert not section.merge_button.isEnabled()
    section.rehearse()
    assert section.result.startswith("Chạy thử việc sáp nhập thành Xã Mới; chưa ghi gì.")
    assert "chưa chốt: tháng 8/2026 và tháng 9/2026" in section.result
    assert section.merge_button.isEnabled()
    assert list((tmp_path / "place").iterdir()) == []


def test_merging_is_asked_about_with_the_months_that_are_missing(
    section: MergingSection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section.rehearse()
    section.merge_now()
    assert list((tmp_path / "place").iterdir()) == []
    asked: list[str] = []

    def yes(*_parent: object, **words: str) -> bool:
        asked.append(words["detail"])
        return True

    monkeypatch.setattr(ConfirmDialog, "ask", yes)
    section.merge_now()
    assert "Xã A: chưa chốt" in asked[0]
    assert section.result.startswith("Đã sáp nhập thành Xã Mới.")
    assert "bấm “Lùi lại việc sáp nhập…”" in section.result
    assert "xóa thư mục mới" not in section.result, "the button does it"
    assert not section.merge_button.isEnabled()
    with opened(tmp_path / "place") as new:
        assert profile(new).code == "20100"
        assert len(queries.sessions(new.store)) == 1
        assert len(queries.groups(new.store)) == 4


def test_what_stands_in_the_way_is_said_and_nothing_can_be_merged(
    section: MergingSection, other: Path
) -> None:
    section.leave_out(other)
    section.rehearse()
    assert section.result.startswith("Phải có từ hai đơn vị")
    assert not section.merge_button.isEnabled()


def test_a_folder_in_use_elsewhere_is_told_where_the_rehearsal_would_stand(
    section: MergingSection, other: Path
) -> None:
    section.rehearse()
    with opened(other):
        section.rehearse()
    assert section.result.startswith(f"Dữ liệu trong {other} đang mở")
    assert section.rehearse_button.isEnabled()
    assert not section.merge_button.isEnabled()
    section.rehearse()
    assert section.merge_button.isEnabled()


def test_a_damaged_folder_is_told_and_stays_as_it_is(section: MergingSection, other: Path) -> None:
    store = other / "so138.db"
    damaged = bytearray(store.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    store.write_bytes(damaged)
    section.rehearse()
    assert f"{other} bị hỏng" in section.result
    assert store.read_bytes() == bytes(damaged)


def test_a_folder_with_a_password_is_opened_by_it_or_refused(
    section: MergingSection, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(other)
    before = fingerprints(other)
    typed, problems = iter(["", "sai", PASSWORD]), list[str]()

    def ask(_parent: object, *, theme: object, folder: str, problem: str = "") -> str:
        assert theme is not None
        assert folder == str(other)
        problems.append(problem)
        return next(typed)

    monkeypatch.setattr(FolderPassword, "ask", ask)
    section.rehearse()
    assert section.result.startswith(f"Thư mục có mật khẩu: {other}")
    assert not section.merge_button.isEnabled()
    section.rehearse()
    assert problems[:2] == ["", ""]
    assert problems[2].startswith("Mật khẩu không khớp với thư mục")
    assert section.merge_button.isEnabled()
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    monkeypatch.setattr(NewFolderLock, "ask", lambda *_parent, **_words: Lock(None))
    section.merge_now()
    assert section.result.startswith("Đã sáp nhập thành Xã Mới.")
    assert "Thư mục mới mở không cần mật khẩu" in section.result
    assert fingerprints(other) == before


def test_the_new_folder_is_given_a_password_where_a_former_one_had_one(
    section: MergingSection, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(other)
    monkeypatch.setattr(FolderPassword, "ask", lambda *_parent, **_words: PASSWORD)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    first = FirstOfficer("Trần Văn An", "vuon-cam-moi-9", hardness=FLOOR)
    asked: list[str] = []
    answers = iter([None, Lock(first), Lock(first)])

    def ask(_parent: object, *, theme: object, communes: str, officer: str) -> Lock | None:
        assert theme is not None
        assert officer == ""
        asked.append(communes)
        return next(answers)

    monkeypatch.setattr(NewFolderLock, "ask", ask)
    section.rehearse()
    section.merge_now()
    assert list((tmp_path / "place").iterdir()) == []
    section.merge_now()
    assert asked == ["Xã B", "Xã B"]
    assert "Thư mục mới mở bằng mật khẩu của Trần Văn An" in section.result
    assert [one.label for one in log_ins(tmp_path / "place")] == ["Trần Văn An"]
    section.made.take_back()
    assert not (tmp_path / "place").exists()
    section.rehearse()
    section.merge_now()
    made = tmp_path / "place"
    with open_desk(made, sources=sources(), secret=Password("vuon-cam-moi-9")) as new:
        assert new.own_name == "Trần Văn An"
        assert profile(new).code == "20100"


def test_the_new_password_is_typed_twice_or_done_without_on_purpose(
    qtbot: QtBot, context: ShellContext
) -> None:
    form = NewFolderLock(None, theme=context.theme, communes="Xã B", officer="Lê Thị Hà")
    qtbot.addWidget(form)
    form.accept()
    assert form.result() == 0
    form.choice.new.first.field.setText("vuon-cam-moi-9")
    form.accept()
    assert form.result() == 0
    form.choice.new.again.field.setText("vuon-cam-moi-9")
    form.accept()
    assert form.result() == 1
    assert form.lock.first == FirstOfficer("Lê Thị Hà", "vuon-cam-moi-9")
    form.choice.without.setChecked(True)
    assert form.lock.first is None


def test_the_result_is_brought_into_sight(section: MergingSection, qtbot: QtBot) -> None:
    section.rehearse()
    top = section.rehearse_button
    qtbot.waitUntil(lambda: top.mapTo(section, top.rect().bottomLeft()).y() < section.height() // 2)


def test_the_folders_are_called_by_their_communes(section: MergingSection, desk: Desk) -> None:
    section.refresh()
    assert section.sources.words[0] == f"Xã A: thư mục đang mở ({desk.store.folder})"
    section.rehearse()
    assert section.sources.words[1].startswith("Xã B (")


def test_a_commune_whose_folder_is_lost_comes_from_the_superior(
    section: MergingSection, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section.leave_out(other)
    units = units_named(2)
    with superior_desk(tmp_path / "superior", sources(), units) as superior:
        receive(superior, Sent(units[1], sent_month(units[1], 9)), name="một")
    monkeypatch.setattr(FolderChoice, "ask", lambda *_parent, **_words: tmp_path / "superior")
    offered: list[LostUnit] = []

    def first(_parent: object, *, folder: Path, units: Sequence[LostUnit]) -> LostUnit:
        assert folder == tmp_path / "superior"
        offered.extend(units)
        return units[0]

    monkeypatch.setattr(LostDialog, "ask", first)
    section.add_lost()
    assert [(one.code, one.name, one.months) for one in offered] == [("20002", "Phường số 2", 1)]
    assert "mất thư mục" in section.sources.words[1]
    section.rehearse()
    assert "Báo cáo cấp trên đã nhận của Phường số 2" in section.result
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    section.merge_now()
    assert section.result.startswith("Đã sáp nhập thành Xã Mới.")
    section.leave_out(section.sources.lost[0])
    assert len(section.sources.words) == 1


def test_units_of_which_files_wait_are_named_and_cannot_be_chosen_without_figures(
    qtbot: QtBot, tmp_path: Path
) -> None:
    units = (LostUnit("20001", "Xã A", 2, 1), LostUnit("20002", "Xã B", 0, 4))
    dialog = LostDialog(None, folder=tmp_path, units=units)
    qtbot.addWidget(dialog)
    assert [dialog.unit.itemData(one) for one in range(dialog.unit.count())] == ["20001"]
    assert dialog.chosen == units[0]
    said = dialog.waiting.text()
    assert "Xã A (20001): 1 tệp" in said
    assert "Xã B (20002): 4 tệp" in said


def test_which_of_several_communes_is_lost_is_said_by_the_officer(
    qtbot: QtBot, tmp_path: Path
) -> None:
    units = (LostUnit("20001", "Xã A", 2), LostUnit("20002", "Xã B", 4))
    dialog = LostDialog(None, folder=tmp_path, units=units)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.unit
    assert not dialog.do_button.isEnabled()
    dialog.unit.setCurrentIndex(1)
    assert dialog.do_button.isEnabled()
    assert dialog.chosen == units[1]


def test_a_communes_folder_is_no_superiors(
    section: MergingSection, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderChoice, "ask", lambda *_parent, **_words: other)
    section.add_lost()
    assert section.result == f"{other} không phải thư mục dữ liệu của cấp trên."


def test_one_step_back_takes_the_new_folder_away_and_nothing_else(
    section: MergingSection, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    before = fingerprints(other)
    section.rehearse()
    assert not section.made.back_button.isVisible()
    section.merge_now()
    assert section.made.back_button.isVisible()
    assert section.focusWidget() in (section.made.open_button, section.made.back_button)
    section.made.take_back()
    assert section.focusWidget() is section.rehearse_button
    assert not (tmp_path / "place").exists()
    assert not section.made.back_button.isVisible()
    assert section.result.startswith("Đã lùi lại việc sáp nhập")
    assert fingerprints(other) == before
    section.rehearse()
    assert section.merge_button.isEnabled()


def test_the_new_commune_is_gone_on_with_in_the_same_window(
    qtbot: QtBot,
    context: ShellContext,
    desk: Desk,
    other: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reopened: list[Reopened] = []
    made = MergingSection(context, desk=desk, reopen=reopened.append)
    qtbot.addWidget(made)
    made.sources.add_folder(other)
    made.form.place = tmp_path / "new"
    made.form.day.setText("01/10/2026")
    made.rehearse()
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    made.merge_now()
    made.made.open()
    with reopened[0].desk as new:
        assert new.store.folder == tmp_path / "new"
        assert len(queries.groups(new.store)) == 4
    assert reopened[0].trouble == ""


def test_a_day_that_is_none_is_marked(section: MergingSection) -> None:
    section.form.day.setText("31/2")
    section.rehearse()
    assert section.form.day.property("wrong")
    assert section.result == ""

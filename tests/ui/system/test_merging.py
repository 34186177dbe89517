"""The section that merges communes: the open folder and others, looked at first, then merged."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.profile import profile
from desktop.db import queries
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.merging import MergingSection
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.actions.merging_making import Held, Made, make, opened


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
    made.choose_place()
    made.name.setText("Xã Mới")
    made.code.setText("20100")
    made.day.setText("01/10/2026")
    return made


def test_the_open_folder_goes_in_first_and_what_comes_is_said(
    section: MergingSection, desk: Desk, other: Path, tmp_path: Path
) -> None:
    assert section.folders == [desk.store.folder, other]
    assert not section.merge_button.isEnabled()
    section.rehearse()
    assert section.result.startswith("Chạy thử việc nhập thành Xã Mới; chưa ghi gì.")
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
    assert section.result.startswith("Đã nhập thành Xã Mới.")
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


def test_a_folder_in_use_elsewhere_is_told(
    section: MergingSection, other: Path, context: ShellContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(context, "failed", told.append)
    with opened(other):
        section.rehearse()
    assert [getattr(one, "code", "") for one in told] == ["store_in_use"]
    assert section.rehearse_button.isEnabled()


def test_a_day_that_is_none_is_marked(section: MergingSection) -> None:
    section.day.setText("31/2")
    section.rehearse()
    assert section.day.property("wrong")
    assert section.result == ""

"""Copies on a stick in the window: whose they are is said, and the officer says which is meant."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.actions.backups import back_up
from desktop.actions.desk import Desk
from desktop.actions.profile import profile
from desktop.ui.setup.answers import Answers
from desktop.ui.setup.copy_choice import CopyChoiceDialog
from desktop.ui.setup.doors import found_commune
from desktop.ui.setup.restore import FolderChoice, RestorePage
from desktop.ui.system.backups import BackupsSection, Reopened
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.work import ImmediateExecutor
from tests.actions.locked_making import Place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.found_copies import FoundCopy, OfferedCopies
    from desktop.ui.design.theme import Theme


@pytest.fixture
def desk(busy: Desk) -> Desk:
    return busy


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    """A stick with two copies of the open register and, newer by its number, another commune's."""
    place = tmp_path / "usb" / "so138"
    answers = Answers(name="Xã Khác", code="19999", superior="Thành phố Huế")
    back_up(desk, reason="copy", to=place)
    back_up(desk, reason="copy", to=place)
    made = found_commune(tmp_path / "other", answers, sources=Place(tmp_path).sources)
    assert made.value is not None
    with made.value as other:
        back_up(other, reason="copy", to=place)
    return place


@pytest.fixture
def door(theme: "Theme", tmp_path: Path, qtbot: "QtBot") -> RestorePage:
    """The second door of an empty PC."""
    made = RestorePage(
        folder=tmp_path / "new",
        work=ImmediateExecutor(),
        sources=Place(tmp_path).sources,
        failed=lambda error: pytest.fail(str(error)),
        theme=theme,
    )
    qtbot.addWidget(made)
    return made


def choose(monkeypatch: pytest.MonkeyPatch, number: int) -> "list[OfferedCopies]":
    """Take one of the offered copies; returns what was offered."""
    seen: list[OfferedCopies] = []

    def ask(_parent: object, *, offered: "OfferedCopies", **_named: object) -> "FoundCopy":
        seen.append(offered)
        return offered.copies[number]

    monkeypatch.setattr(CopyChoiceDialog, "ask", ask)
    return seen


def test_the_stick_itself_is_chosen_and_the_own_copies_stand_first(
    page: BackupsSection, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderChoice, "ask", lambda *_args, **_named: stick.parent)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_named: False)
    seen = choose(monkeypatch, 0)
    page.restore_from_place()
    (offered,) = seen
    assert [one.own for one in offered.copies] == [True, True, False]
    assert not offered.unclear
    names = [offered.name_of(one) for one in offered.copies]
    assert names == [profile(page.desk).name] * 2 + ["Xã Khác"]


def test_another_commune_s_register_is_named_before_it_takes_the_place(
    page: BackupsSection,
    stick: Path,
    reopened: list[Reopened],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def agree(*_args: object, question: str, detail: str, **_named: object) -> bool:
        asked.extend((question, detail))
        return True

    here = profile(page.desk).name
    monkeypatch.setattr(ConfirmDialog, "ask", agree)
    choose(monkeypatch, 2)
    page.look_into(stick)
    assert all("Xã Khác" in words and here in words for words in asked)
    (done,) = reopened
    assert profile(done.desk).name == "Xã Khác"
    assert "Đã khôi phục sổ của Xã Khác" in done.notice
    done.desk.close()


def test_an_empty_pc_takes_none_of_two_communes_by_itself(
    door: RestorePage, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CopyChoiceDialog, "ask", lambda *_args, **_named: None)
    door.look_into(stick.parent)
    assert not door.restore_button.isEnabled()
    seen = choose(monkeypatch, 0)
    door.choose_copy()
    assert seen[0].unclear
    assert seen[0].name_of(seen[0].copies[0]) in door._found.text()
    assert door.restore_button.isEnabled()


def test_a_damaged_newest_copy_gives_way_to_the_older_one_beside_it(
    door: RestorePage, desk: Desk, tmp_path: Path
) -> None:
    for _time in range(2):
        back_up(desk, reason="copy", to=tmp_path / "usb")
    older, newest = sorted((tmp_path / "usb").glob("so138-*.db"))
    newest.write_bytes(newest.read_bytes()[:-5000] + bytes(5000))
    door.look_into(tmp_path / "usb")
    assert door.restore_button.isEnabled()
    assert newest.name in door._means.text()
    opened: list[Desk] = []
    door.restored.connect(opened.append)
    door.restore_now()
    opened[0].close()
    assert "Đã khôi phục" in door.told
    assert older.exists()


def test_a_place_without_copies_is_said(door: RestorePage, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "Thumbs.db").write_bytes(b"pictures")
    door.look_into(tmp_path / "usb")
    assert "không có bản sao nào" in door._trouble.text()


def test_the_choice_has_the_own_newest_chosen_and_nothing_where_that_is_unclear(
    desk: Desk, stick: Path, tmp_path: Path, qtbot: "QtBot"
) -> None:
    from desktop.actions.found_copies import offered_copies, office_here

    today = desk.clock.today()
    own = offered_copies(desk.store.folder, stick, here=office_here(desk))
    dialog = CopyChoiceDialog(None, offered=own, today=today)
    qtbot.addWidget(dialog)
    assert dialog.chosen == own.copies[0]
    unclear = offered_copies(tmp_path / "new", stick)
    other = CopyChoiceDialog(None, offered=unclear, today=today)
    qtbot.addWidget(other)
    assert other.chosen is None
    assert not other.do_button.isEnabled()

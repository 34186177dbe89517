"""Erasing a name typed by mistake, from the window: found in words, asked about, gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.backups import back_up
from desktop.actions.desk import Desk
from desktop.actions.erasure import plan_erasure
from desktop.actions.models import models, record_model
from desktop.actions.safety import log, verify_log
from desktop.domain.erasing import Erasure
from desktop.domain.models import ModelDraft
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.erasure_dialog import ErasureDialog
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.overview.offices import add_groups, empty_desk

NAME = "Quách Thị Chim Yến"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "data") as made:
        add_groups(made, 4)
        draft = ModelDraft(f"Câu lạc bộ của {NAME}", kind="CLB", commune_wide=True)
        assert record_model(made, draft).done
        back_up(made, reason="by_hand")
        yield made


@pytest.fixture
def dialog(qtbot: QtBot, context: ShellContext, desk: Desk) -> ErasureDialog:
    made = ErasureDialog(None, context=context, desk=desk)
    qtbot.addWidget(made)
    return made


def answer(monkeypatch: pytest.MonkeyPatch, *, do: bool) -> list[str]:
    """Answer the question; what it said is kept."""
    asked: list[str] = []

    def ask(_parent: object, *, question: str, detail: str, **_words: str) -> bool:
        asked.extend((question, detail))
        return do

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    return asked


def test_the_name_is_found_in_words_and_nothing_is_changed(
    dialog: ErasureDialog, desk: Desk
) -> None:
    entries = desk.store.head
    dialog.words.setText(NAME.lower())
    dialog.look()
    assert f"mô hình: 1 — ví dụ “Câu lạc bộ của {NAME}”" in dialog.lines
    assert any("bản sao lưu" in line for line in dialog.lines)
    assert "USB không cắm" in dialog.beyond.text()
    assert dialog.do_button.isEnabled()
    assert desk.store.head == entries


def test_it_is_erased_once_that_was_asked_about(
    dialog: ErasureDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, do=True)
    dialog.words.setText(NAME)
    dialog.look()
    dialog.accept()
    assert NAME in asked[0]
    assert "USB không cắm" in asked[1]
    assert [one.name for one in models(desk)] == ["Câu lạc bộ của …"]
    assert verify_log(desk) is None
    assert log(desk, limit=1)[0].action == "erase"
    again = plan_erasure(desk, Erasure(NAME)).value
    assert again is not None
    assert again.nothing
    assert not dialog.do_button.isEnabled()
    assert "Đã xóa" in dialog.said.text()
    assert not dialog.words.text()


def test_the_question_can_be_left(
    dialog: ErasureDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, do=False)
    dialog.words.setText(NAME)
    dialog.look()
    dialog.accept()
    assert NAME in models(desk)[0].name
    assert dialog.do_button.isEnabled()


def test_other_words_are_to_be_found_first(dialog: ErasureDialog) -> None:
    dialog.words.setText(NAME)
    dialog.look()
    dialog.words.textEdited.emit(NAME)
    assert not dialog.do_button.isEnabled()
    assert dialog.lines == ()


@pytest.mark.parametrize(("words", "replacement"), [("a", "…"), (NAME, f"bà {NAME}")])
def test_what_cannot_be_sought_is_said_beside_its_field(
    dialog: ErasureDialog, words: str, replacement: str
) -> None:
    dialog.words.setText(words)
    dialog.replacement.setText(replacement)
    dialog.look()
    assert dialog.words.toolTip() or dialog.replacement.toolTip()
    assert not dialog.do_button.isEnabled()


def test_one_word_alone_is_warned_of_with_examples(
    dialog: ErasureDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, do=False)
    dialog.words.setText("Bộ")
    dialog.look()
    assert "Một tiếng đứng riêng" in dialog.said.text()
    assert any("Câu lạc bộ của" in line for line in dialog.lines)
    dialog.accept()
    assert "Một tiếng đứng riêng" in asked[1]


def test_the_window_forgets_folders_that_bear_the_name(
    dialog: ErasureDialog, context: ShellContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, do=True)
    remembered = context.memory.settings.remembering(Path(f"/du-lieu/{NAME}"))
    context.memory.keep(remembered)
    dialog.words.setText(NAME)
    dialog.look()
    dialog.accept()
    assert context.memory.settings.recent == ()


def test_a_name_that_stands_nowhere_is_said(dialog: ErasureDialog) -> None:
    dialog.words.setText("Đoàn Thị Không Có")
    dialog.look()
    assert dialog.lines == ()
    assert dialog.said.text() == "Không còn tên này ở chỗ nào phần mềm tới được."

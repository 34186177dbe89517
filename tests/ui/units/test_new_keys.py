"""New keys are made after a question that says what every commune has to do."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.actions.connecting import ConnectionWords, ConnectionWritten, NewKeys
from desktop.actions.sticks import Drive
from desktop.ui.design.theme import Theme
from desktop.ui.units.dialogs import ConnectionDialog, ConnectionDone
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.text import Text


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot, tmp_path: Path) -> ConnectionDialog:
    stick = Drive(tmp_path, "usb", "KINGSTON", "exfat", 6 << 30, 8 << 30, False, True)
    made = ConnectionDialog(None, ConnectionWords(), sticks=(stick,), theme=theme)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ConnectionDialog, why: NewKeys) -> None:
    """Choose why the keys change."""
    dialog.keys.setCurrentIndex(dialog.keys.findData(why))


def test_the_keys_in_use_are_kept_and_nothing_is_asked(
    dialog: ConnectionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_p, **words: asked.append(words))
    dialog.do_button.click()
    assert (dialog.new_keys, asked) == (None, [])
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_keys_are_changed_only_after_a_question_that_says_what_communes_do(
    dialog: ConnectionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def keep(*_parent: object, detail: str, **_words: object) -> bool:
        asked.append(detail)
        return False

    monkeypatch.setattr(ConfirmDialog, "ask", keep)
    for why in (NewKeys.REGULAR, NewKeys.LEAKED):
        choose(dialog, why)
        dialog.do_button.click()
        assert dialog.isVisible(), "the safe answer writes nothing"
    assert "không phải đối chiếu giấy lần nữa" in asked[0]
    assert "Mọi xã phải mở tệp kết nối này và đối chiếu mã nhận dạng" in asked[1]
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    dialog.do_button.click()
    assert (dialog.new_keys, dialog.isVisible()) == (NewKeys.LEAKED, False)


def test_after_a_leak_nobody_reads_that_paper_need_not_be_compared(
    qtbot: QtBot, tmp_path: Path
) -> None:
    written = ConnectionWritten(tmp_path, 2, "1", endorsed=False, plan_id="", deadline=0)
    leaked = ConnectionWritten(
        tmp_path, 2, "1", endorsed=False, plan_id="", deadline=0, leaked=True
    )
    for one in (written, leaked):
        dialog = ConnectionDone(None, one, name="t")
        qtbot.addWidget(dialog)
        texts: list[Text] = list(dialog.findChildren(Text))
        said = " ".join(text.text() for text in texts)
        assert "không phải đối chiếu giấy lần nữa" not in said
        assert ("Khóa cũ có thể đã lộ" in said) == one.leaked


def test_a_file_without_a_deadline_promises_none(theme: Theme, qtbot: QtBot) -> None:
    for deadline_set in (True, False):
        made = ConnectionDialog(
            None, ConnectionWords(), sticks=(), theme=theme, deadline_set=deadline_set
        )
        qtbot.addWidget(made)
        made.show()
        assert made.no_deadline.isVisible() is not deadline_set
        texts = tuple[Text, ...](made.findChildren(Text))
        promised = any("hạn nộp và kế hoạch" in one.text() for one in texts)
        assert promised is deadline_set

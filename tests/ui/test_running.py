"""How the program is left: without a backup it says why, and may open once more."""

from pathlib import Path

import pytest

from desktop.db.errors import DiskFullError
from desktop.ui.running import opens_again
from desktop.ui.widgets.dialogs import NoticeDialog


def test_left_without_a_backup_it_says_why_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []

    def again(_parent: None, *, detail: str, **_words: str) -> bool:
        told.append(detail)
        return True

    monkeypatch.setattr(NoticeDialog, "ask", again)
    assert opens_again(DiskFullError(path=str(tmp_path)))
    assert told[0].startswith("Ổ đĩa đã đầy. Hãy dọn bớt")
    assert "chưa có bản sao lưu" in told[0]


def test_left_as_it_should_be_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NoticeDialog, "ask", lambda *_parent, **_words: pytest.fail("asked"))
    assert not opens_again(None)

"""An error of our own: shown as it would be saved, saved as it was shown, and begun anew."""

import random
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import crash
from desktop.actions.backups import backups
from desktop.actions.periods import period_named
from desktop.actions.sessions import sessions_of
from desktop.actions.setup import open_desk
from desktop.actions.unfinished import keep_unfinished, unfinished_of
from desktop.ui.crash.bundle_dialog import BundleDialog, parts_of
from desktop.ui.crash.dialog import CrashDialog, CrashTeller
from desktop.ui.crash.shown_text import SaveChoice
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.sessions.kept_lines import was_open
from desktop.ui.sessions.lines import Cell
from desktop.ui.shell.room import Room
from desktop.ui.start import WindowSession
from desktop.ui.widgets.buttons import LinkButton
from tests.faults.ground import add_session, found_commune, sources

TYPED = "Nguyễn Văn A 012345678901"


def failure() -> BaseException:
    with pytest.raises(KeyError) as caught:
        raise KeyError(TYPED)
    return caught.value


def test_what_is_saved_is_what_is_shown_and_holds_no_value(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "bao-cao.txt"
    monkeypatch.setattr(SaveChoice, "ask", classmethod(lambda *_a, **_k: place))
    dialog = CrashDialog(None, report=crash.report(failure(), version="1"))
    qtbot.addWidget(dialog)
    dialog.save_button.click()
    assert place.read_text("utf-8") == dialog.shown.toPlainText()
    assert TYPED not in dialog.shown.toPlainText()
    assert "builtins.KeyError" in dialog.shown.toPlainText()


def test_the_report_on_disk_is_the_one_that_is_shown(tmp_path: Path) -> None:
    told: list[tuple[str, Path | None]] = []
    undo = crash.install(
        folder=tmp_path, version="1", show=lambda text, path: told.append((text, path))
    )
    error = failure()
    sys.excepthook(type(error), error, error.__traceback__)
    undo()
    [(text, path)] = told
    assert path is not None
    assert path.read_text("utf-8") == text


def test_an_error_in_any_thread_comes_to_one_dialog(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    begun: list[bool] = []

    def ask(_cls: object, _parent: object, *, report: str, kept: bool) -> bool:
        assert kept
        asked.append(report)
        return True

    monkeypatch.setattr(CrashDialog, "ask", classmethod(ask))
    teller = CrashTeller(parent=lambda: None, again=lambda: begun.append(True), keep=lambda: True)
    thread = threading.Thread(target=teller.take, args=("báo cáo", None))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(asked))
    assert (asked, begun) == (["báo cáo"], [True])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    with found_commune(data) as desk:
        add_session(desk, random.Random(1))
        month = period_named(desk, "2026-10")
        keep_unfinished(desk, month, line_id="l", position=1, cells={"attendance": "12"})
    return data


@pytest.fixture
def session(
    qtbot: QtBot, qapp: QApplication, theme: Theme, folder: Path, tmp_path: Path
) -> Iterator[WindowSession]:
    made = WindowSession(
        Opening(folder), theme=theme, memory=WindowMemory(None), logs=tmp_path / "log"
    )
    yield made
    made.end()
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()


def opened(session: WindowSession, qtbot: QtBot) -> None:
    session.begin()
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.isVisible(), timeout=20000
    )


def in_room(session: WindowSession, qtbot: QtBot, key: str) -> Room:
    """The window is open and shows a room, which has read what it shows."""
    opened(session, qtbot)
    assert session.window is not None
    session.window.show_room(key)
    read: list[bool] = []
    session.worker.call_second(lambda: None, lambda _read: read.append(True))
    qtbot.waitUntil(lambda: bool(read))
    return session.window.room(key)


def test_after_a_run_that_broke_off_the_kept_lines_are_offered(
    session: WindowSession, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    assert not crash.begin_run(logs=tmp_path / "log", data=folder)
    opened(session, qtbot)
    window = session.window
    assert window is not None
    qtbot.waitUntil(lambda: "1 dòng đang gõ dở" in window.banner.text, timeout=20000)
    cast("LinkButton", window.banner.findChild(LinkButton)).click()
    assert window.current_room == "sessions"


def test_after_a_run_that_ended_well_nothing_is_offered(
    session: WindowSession, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    crash.begin_run(logs=tmp_path / "log", data=folder)
    crash.end_run(logs=tmp_path / "log", data=folder)
    opened(session, qtbot)
    done: list[bool] = []
    session.worker.call_second(lambda: None, lambda _done: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert session.window is not None
    assert "gõ dở" not in session.window.banner.text
    session.end()
    assert not crash.begin_run(logs=tmp_path / "log", data=folder)


def test_an_exit_that_made_no_backup_is_logged_and_said_at_the_next_start(
    session: WindowSession,
    qtbot: QtBot,
    qapp: QApplication,
    theme: Theme,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    opened(session, qtbot)
    usage = shutil.disk_usage(folder)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _place: usage._replace(free=0))
        session.end()
    assert "no backup at the exit" in caplog.text
    assert crash.unkept(logs=tmp_path / "log", data=folder) == "disk_full"
    again = WindowSession(
        Opening(folder), theme=theme, memory=WindowMemory(None), logs=tmp_path / "log"
    )
    opened(again, qtbot)
    window = again.window
    assert window is not None
    qtbot.waitUntil(lambda: "không sao lưu được: ổ đĩa đầy" in window.banner.text, timeout=20000)
    again.end()
    window.deleteLater()
    assert backups(folder)[0].verified
    assert crash.unkept(logs=tmp_path / "log", data=folder) == ""
    assert not crash.begin_run(logs=tmp_path / "log", data=folder)


def test_opening_again_ends_the_session_and_says_so(
    session: WindowSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(session, qtbot)
    monkeypatch.setattr(CrashDialog, "ask", classmethod(lambda *_a, **_k: True))
    with qtbot.waitSignal(session.finished) as sent:
        session.crashes.take("báo cáo", None)
    assert sent.args == [0]
    assert session.again


def test_a_cell_being_typed_when_the_program_fails_is_kept_and_its_line_not_written(
    session: WindowSession, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = in_room(session, qtbot, "sessions").page.month  # type: ignore[attr-defined]
    month = tab.model.register.period
    row = tab.model.rowCount() - 1
    for cell, text in ((Cell.DAY, str(month.start.day)), (Cell.GROUPS, "1"), (Cell.TOPIC, "a")):
        tab.model.setData(tab.model.index(row, cell), text, Qt.ItemDataRole.EditRole)
    tab.view.go_to(row, Cell.NOTE)
    tab.view.edit(tab.view.currentIndex())
    tab.view.editor.setText("hội nghị bí mật")
    monkeypatch.setattr(CrashDialog, "ask", classmethod(lambda *_a, **_k: True))
    with qtbot.waitSignal(session.finished):
        session.crashes.take("báo cáo", None)
    session.end()
    with open_desk(folder, sources=sources()) as desk:
        kept = [one for one in unfinished_of(desk, month) if was_open(one)]
        assert [one.cells["note"] for one in kept] == ["hội nghị bí mật"]
        assert sessions_of(desk, month) == ()


def test_a_form_half_typed_when_the_program_fails_is_not_said_to_be_kept(
    session: WindowSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = in_room(session, qtbot, "models")
    room.new()  # type: ignore[attr-defined]
    form = room.form  # type: ignore[attr-defined]
    form.name.setText("Tổ tự quản số")
    told: list[bool] = []

    def ask(_cls: object, _parent: object, *, report: str, kept: bool) -> bool:
        assert report
        told.append(kept)
        return False

    monkeypatch.setattr(CrashDialog, "ask", classmethod(ask))
    session.crashes.take("báo cáo", None)
    assert told == [False]
    assert form.name.text() == "Tổ tự quản số"
    form.keep()


def test_the_bundle_dialog_saves_what_it_shows(
    session: WindowSession, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(session, qtbot)
    desk = session.desk
    assert desk is not None
    place = tmp_path / "goi.zip"
    monkeypatch.setattr(SaveChoice, "ask", classmethod(lambda *_a, **_k: place))
    dialog = BundleDialog(None, parts=parts_of(desk))
    qtbot.addWidget(dialog)
    dialog.do_button.click()
    assert place.exists()
    assert "qt: 6.8.3" in dialog.shown.toPlainText()
    assert "Thôn" not in dialog.shown.toPlainText()

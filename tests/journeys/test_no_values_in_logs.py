"""What somebody typed stands in no log and no crash report, whatever was called or clicked."""

import logging
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app, log, paths
from desktop.actions.sessions import record_session
from desktop.cli import COMMAND_PLACES
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.start import WindowSession
from tests.faults.ground import found_commune, session_draft
from tests.faults.test_canary import CANARY, files_with


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    started = log.start(paths.log_folder())
    yield started
    log.stop(started)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / f"số liệu {CANARY}"
    found_commune(folder).close()
    return folder


def fail(*_arguments: object, **_words: object) -> NoReturn:
    raise ValueError(f"no such thing: {CANARY}")


@pytest.mark.parametrize("command", sorted(COMMAND_PLACES))
def test_no_command_leaves_what_it_was_given_in_a_log(
    command: str, data: Path, logger: logging.Logger, tmp_path: Path
) -> None:
    file = tmp_path / f"{CANARY}.toml"
    file.write_text(f'name = "{CANARY}"\n', "utf-8")
    for given in (
        [CANARY],
        [str(file)],
        ["--period", CANARY],
        ["--output", str(tmp_path / CANARY)],
    ):
        app.main(["--data", str(data), command, *given])
    assert files_with(CANARY, paths.log_folder()) == []


@pytest.mark.parametrize("command", ["groups", "check", "log", "backup"])
def test_an_error_of_our_own_in_a_command_leaves_a_report_without_values(
    command: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.actions.setup.open_desk", fail)
    assert app.main(["--data", str(data), command]) == 3
    reports = list(paths.log_folder().glob("crash-*.txt"))
    assert len(reports) == 1
    assert "builtins.ValueError" in reports[0].read_text("utf-8")
    assert files_with(CANARY, paths.log_folder()) == []


def test_no_click_leaves_what_was_typed_in_a_log(
    qtbot: QtBot, qapp: QApplication, data: Path, logger: logging.Logger
) -> None:
    session = WindowSession(
        Opening(data),
        theme=Theme(qapp, preference="light"),
        memory=WindowMemory(None),
        logs=paths.log_folder(),
    )
    session.begin()
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.isVisible(), timeout=20000
    )
    window, context, desk = session.window, session.context, session.desk
    assert window is not None
    assert context is not None
    assert desk is not None
    window.top_bar.finder.setText(CANARY)
    draft = session_draft(desk, random.Random(1), note=CANARY)
    told: list[str] = []
    context.said.connect(lambda _tone, text: told.append(text))
    context.write(partial(record_session, desk, draft), lambda _done: None)
    context.ask(partial(raise_fault, data), lambda _done: None)
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
    for room in ("sessions", "models", "counts", "objectives", "reports", "groups", "system"):
        window.show_room(room)
    session.end()
    window.close()
    window.deleteLater()
    written = (paths.log_folder() / "so138.log").read_text("utf-8")
    assert "data opened" in written
    assert "PermissionError" in written
    assert CANARY in told[0]
    assert files_with(CANARY, paths.log_folder()) == []


def raise_fault(data: Path) -> NoReturn:
    raise PermissionError(13, CANARY, str(data))


def test_the_control_finds_a_value_that_is_written_as_it_is(logger: logging.Logger) -> None:
    logger.warning(f"typed: {CANARY}")  # noqa: G004  the very mistake
    assert files_with(CANARY, paths.log_folder()) == ["so138.log"]

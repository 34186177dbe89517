"""Once the window stands, the rooms that take long to import are brought in quietly."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui import start
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.rooms import AHEAD
from desktop.ui.start import WindowSession
from tests.ui.overview.offices import busy_desk


@pytest.fixture
def session(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[WindowSession]:
    busy_desk(tmp_path / "data", 6).close()
    made = WindowSession(Opening(tmp_path / "data"), theme=theme, memory=WindowMemory(None))
    yield made
    made.end()
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()


def test_what_is_brought_in_is_there() -> None:
    assert all(find_spec(name) is not None for name in AHEAD)


def test_each_is_brought_in_after_the_window_and_none_stops_the_others(
    session: WindowSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []

    def bring(name: str) -> ModuleType:
        window = session.window
        asked.append((name, window is not None and window.isVisible()))
        raise ImportError(name)

    monkeypatch.setattr(start, "import_module", bring)
    session.begin()
    qtbot.waitUntil(lambda: len(asked) == len(AHEAD), timeout=20_000)
    assert asked == [(name, True) for name in AHEAD]
    assert session.code == 0

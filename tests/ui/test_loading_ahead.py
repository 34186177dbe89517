"""Once the window stands, the rooms that take long to import are brought in quietly."""

import subprocess
import sys
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
from desktop.ui.superior_rooms import SUPERIOR_AHEAD
from tests.ui.overview.offices import busy_desk

_VISITS = """
import sys
from importlib import import_module
ahead, rooms = (part.split(",") for part in sys.argv[1:])
for name in ahead:
    import_module(name)
before = set(sys.modules)
for name in rooms:
    import_module(f"desktop.ui.{name}.room")
print(*sorted(set(sys.modules) - before))
"""
_COMMUNE = ("sessions", "models", "counts", "objectives", "reports", "sending", "groups", "closing")
_SUPERIOR = ("board", "receiving", "verifying", "consolidated", "units")


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


@pytest.mark.parametrize(
    ("ahead", "rooms"),
    [(AHEAD, (*_COMMUNE, "system", "importing")), (SUPERIOR_AHEAD, (*_SUPERIOR, "system"))],
    ids=["commune", "superior"],
)
def test_after_it_a_first_visit_imports_nothing_more(
    ahead: tuple[str, ...], rooms: tuple[str, ...]
) -> None:
    call = [sys.executable, "-c", _VISITS, ",".join(ahead), ",".join(rooms)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


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

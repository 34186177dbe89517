"""Widgets in circles are destroyed on the window's thread, whatever thread allocates."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.ui.sweeping import AT_ONCE, Sweeper


class Circle(QObject):
    """An object that only the search for waste can free; it notes the thread of its end."""

    def __init__(self, ended: list[str]) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread().name))


@pytest.fixture
def sweeper(qtbot: QtBot) -> Sweeper:
    return Sweeper()


def allocate() -> None:
    """Enough young objects to make Python look for waste on this thread."""
    kept = [[number] for number in range(50_000)]
    assert len(kept) == 50_000


def on_another_thread() -> None:
    thread = threading.Thread(target=allocate, name="store")
    thread.start()
    thread.join()


def test_another_thread_never_ends_a_widget(sweeper: Sweeper) -> None:
    ended: list[str] = []
    Circle(ended)
    on_another_thread()
    assert ended == []
    gc.collect()
    assert ended == [threading.main_thread().name]
    sweeper.stop()


def test_without_the_sweeper_another_thread_would(qtbot: QtBot) -> None:
    gc.collect()
    gc.enable()
    ended: list[str] = []
    Circle(ended)
    on_another_thread()
    assert ended == ["store"]


def test_waste_is_swept_while_the_window_idles(sweeper: Sweeper, qtbot: QtBot) -> None:
    ended: list[str] = []
    Circle(ended)
    allocate()
    qtbot.waitUntil(lambda: bool(ended), timeout=5000)
    assert ended == [threading.main_thread().name]
    sweeper.stop()
    assert gc.isenabled()


def test_very_much_is_put_aside_and_what_comes_afterwards_is_swept(sweeper: Sweeper) -> None:
    gc.collect()
    gc.freeze()
    kept = [[number] for number in range(AT_ONCE + 1)]
    looked: list[str] = []
    gc.callbacks.append(lambda phase, _info: looked.append(phase))
    ended: list[str] = []
    try:
        assert sweeper.sweep() is None
        assert looked == [], "the window does not stand still"
        Circle(ended)
        assert sweeper.sweep() == 0, "what comes afterwards is little"
    finally:
        gc.callbacks.pop()
    assert ended == [threading.main_thread().name]
    assert len(kept) > AT_ONCE
    sweeper.stop()

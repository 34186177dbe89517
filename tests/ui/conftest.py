"""What tests of the window stand on: one theme, a context whose work runs at once."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.periods import month_period
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.work import ImmediateExecutor
from tests.ui.overview.offices import Copies


@pytest.fixture(autouse=True)
def clear_away() -> Iterator[None]:
    """Widgets of a finished test go at once: those left over slow every later change of look.

    Waste is collected here alone, as in the program: never on the thread of a store.
    """
    gc.disable()
    yield
    # Without a running event loop nothing that asked to be deleted later ever is.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect(1)


@pytest.fixture(autouse=True)
def stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions about drafts are answered with the safe button; a test of them says otherwise."""
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: False)


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    return Copies(tmp_path_factory.mktemp("communes"))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, preference="light")
    yield made
    made.deleteLater()


@pytest.fixture
def memory() -> WindowMemory:
    return WindowMemory(None)


@pytest.fixture
def context(theme: Theme, memory: WindowMemory) -> ShellContext:
    return ShellContext(
        work=ImmediateExecutor(),
        theme=theme,
        memory=memory,
        month=month_period(2026, 10),
        explain=lambda error: "đĩa đầy" if isinstance(error, OSError) else None,
    )


@pytest.fixture
def said(context: ShellContext) -> list[str]:
    """What the shell was told to say, as it is told."""
    told: list[str] = []
    context.said.connect(lambda _tone, text: told.append(text))
    return told

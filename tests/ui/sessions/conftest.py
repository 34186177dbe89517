"""A real store with a real worker behind the real room, and keys that carry their text."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk, RandomIds
from desktop.actions.groups import record_groups
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.domain.groups import GroupDraft
from desktop.domain.periods import month_period
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.office import DeskOffice
from desktop.ui.sessions.month_tab import MonthTab
from desktop.ui.sessions.room import SessionsPage, SessionsRoom
from desktop.ui.sessions.sheet_model import MonthSheetModel
from desktop.ui.sessions.sheet_view import SheetView
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import RoomEntry
from desktop.ui.work import Failed, ImmediateExecutor, Worker
from tests.ui.typing_hands import PROFILE, Hands, StandingClock

MONTH = month_period(2026, 10)


SOURCES = Sources(clock=StandingClock(), ids=RandomIds())


def raise_it(error: Exception) -> None:
    raise error


T = TypeVar("T")


class StepwiseExecutor(ImmediateExecutor):
    """A store as slow as a test wants: a task is done, and answered, only when ``step`` says so."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: deque[Callable[[], None]] = deque()

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Put a task behind those asked for before."""
        self._tasks.append(partial(super().call, task, then, failed))

    def step(self) -> None:
        """Do the oldest task, if there is one."""
        if self._tasks:
            self._tasks.popleft()()

    def run_all(self) -> None:
        """Do what is left."""
        while self._tasks:
            self.step()

    def close(self, last: Callable[[], None]) -> None:
        """End; what was not done is lost, as when the power fails."""
        last()


@dataclass
class Seat(Hands):
    """The officer's seat: the window, the worker, and hands that type."""

    desk: Desk
    window: MainWindow
    worker: Worker | StepwiseExecutor
    context: ShellContext
    qtbot: QtBot
    waiting: list[int] = field(default_factory=list)

    @property
    def page(self) -> SessionsPage:
        room = self.window.room("sessions")
        assert isinstance(room, SessionsRoom)
        return room.page

    @property
    def tab(self) -> MonthTab:
        return self.page.month

    @property
    def view(self) -> SheetView:
        return self.tab.view

    @property
    def model(self) -> MonthSheetModel:
        return self.tab.model

    def settle(self) -> None:
        """Wait until the worker has answered everything."""
        if isinstance(self.worker, StepwiseExecutor):
            self.worker.run_all()
            return
        worker = self.worker
        self.qtbot.waitUntil(lambda: worker._waiting == 0, timeout=20_000)

    def rest(self) -> None:
        """Before the window goes: what is still to be saved is answered while it is there."""
        if isinstance(self.worker, Worker) and not self.worker._closed:
            self.tab.put_away()
            self.settle()

    def ask(self, task: Callable[[], object]) -> object:
        """Ask the store on its own thread, as the window does."""
        if isinstance(self.worker, StepwiseExecutor):
            return task()
        answers: list[object] = []
        self.worker.call(task, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def target(self) -> QWidget:
        """The list that is open, else the focus."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            inner: QWidget | None = popup.focusWidget()
            return popup if inner is None else inner
        if QApplication.focusWidget() is None:
            # A machine without a window system forgets the window when a list closes.
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends: letters in the making, then the letters made."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self.target(), event)

    def line(self, *cells: str) -> None:
        """Type a line from its first cell on; an empty text leaves its cell empty."""
        for text in cells:
            self.type(text)
            self.enter()

    def texts(self, row: int) -> tuple[str, ...]:
        entry = self.model.entry(row)
        assert entry is not None
        return entry.line.texts


class Sit(Protocol):
    """Opens the window on a data folder."""

    def __call__(
        self,
        place: Path,
        *,
        focus: bool = True,
        work: Worker | StepwiseExecutor | None = None,
        settle: bool = True,
    ) -> Seat: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with 23 groups."""
    place = tmp_path / "data"
    outcome = new_commune(place, PROFILE, sources=SOURCES)
    assert outcome.value is not None
    with outcome.value as desk:
        record_groups(
            desk,
            [
                GroupDraft(name=f"Tổ dân phố {n}", head_telephone=f"0234 000 {n:03}")
                for n in range(1, 24)
            ],
        )
    return place


@pytest.fixture
def sit(qtbot: QtBot, theme: Theme) -> Iterator[Sit]:
    """Open the window on a folder; every one opened is closed at the end."""
    seats: list[Seat] = []

    def open_one(
        place: Path,
        *,
        focus: bool = True,
        work: Worker | StepwiseExecutor | None = None,
        settle: bool = True,
    ) -> Seat:
        worker = work or Worker(failed=raise_it)
        opened: list[Desk] = []
        worker.call(lambda: open_desk(place, sources=SOURCES), opened.append)
        if isinstance(worker, StepwiseExecutor):
            worker.run_all()
        qtbot.waitUntil(lambda: bool(opened))
        seat = _seat(opened[0], worker, qtbot, theme)
        if settle:
            seat.settle()
        if focus:
            seat.window.activateWindow()
            qtbot.waitUntil(seat.window.isActiveWindow)
            seat.view.setFocus()
            qtbot.waitUntil(lambda: QApplication.focusWidget() is seat.view, timeout=500)
        seats.append(seat)
        return seat

    yield open_one
    for seat in seats:
        seat.worker.close(seat.desk.close)


def _seat(desk: Desk, worker: Worker | StepwiseExecutor, qtbot: QtBot, theme: Theme) -> Seat:
    context = ShellContext(
        work=worker, theme=theme, memory=WindowMemory(None), month=MONTH, explain=lambda _e: None
    )
    entry = RoomEntry(
        key="sessions",
        title="Outreach",
        icon="megaphone",
        make=lambda given: SessionsRoom(given, desk=desk),
    )
    window = MainWindow(
        context=context, office=DeskOffice(desk), entries=(entry,), name="Phường Hương Trà"
    )
    seat = Seat(desk, window, worker, context, qtbot)
    qtbot.addWidget(window, before_close_func=lambda _window: seat.rest())
    window.resize(1366, 768)
    window.show()
    window.show_room("sessions")
    return seat

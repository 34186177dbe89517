"""A real store behind the real room in the real window, and hands that type."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.counts import count_sheet, set_counts
from desktop.actions.desk import Desk, RandomIds
from desktop.actions.setup import Sources, new_commune
from desktop.domain.periods import Period, month_period
from desktop.domain.plan_facts import CountEntry, EntryState
from desktop.ui.counts.month import CountRow
from desktop.ui.counts.page import CountsPage
from desktop.ui.counts.room import CountsRoom
from desktop.ui.counts.sheet_model import Cell, CountsModel
from desktop.ui.counts.sheet_view import CountsView
from desktop.ui.office import DeskOffice
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import RoomEntry
from tests.ui.typing_hands import PROFILE, Hands, StandingClock

OCTOBER = month_period(2026, 10)
SEPTEMBER = month_period(2026, 9)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A commune that follows plan 302 since January 2026."""
    made = new_commune(
        tmp_path / "data", PROFILE, sources=Sources(clock=StandingClock(), ids=RandomIds())
    )
    assert made.value is not None
    with made.value as opened:
        yield opened


def put(desk: Desk, month: Period, **figures: int) -> None:
    """Enter figures behind the window."""
    assert set_counts(desk, month, {name: CountEntry(n) for name, n in figures.items()}).done


def stored(desk: Desk, category: str) -> tuple[EntryState, int]:
    """What the store holds of a figure of October."""
    found = next(line for line in count_sheet(desk, OCTOBER).lines if line.category == category)
    return found.state, found.value


@dataclass
class Seat(Hands):
    """The officer's seat at the sheet of October."""

    desk: Desk
    window: MainWindow
    room: CountsRoom
    context: ShellContext
    went: list[tuple[str, object]]

    @property
    def page(self) -> CountsPage:
        return self.room.page

    @property
    def view(self) -> CountsView:
        return self.page.view

    @property
    def model(self) -> CountsModel:
        return self.page.model

    def at(self, category: str) -> None:
        """Go to a figure."""
        self.view.go_to(self.model.row_of(category))

    @property
    def here(self) -> str:
        """The category of the row in hand."""
        line = self.model.line(self.view.current_row)
        return line.category.id if line else ""

    def row(self, category: str) -> CountRow:
        """The figures of a row as the sheet shows them."""
        line = self.model.line(self.model.row_of(category))
        assert line is not None
        return line

    def shown(self, category: str, cell: Cell = Cell.VALUE) -> str:
        """What a cell says."""
        return str(self.model.index(self.model.row_of(category), cell).data() or "")

    def target(self) -> QWidget:
        """The open editor, else the sheet."""
        return self.view.editor or self.view


@pytest.fixture
def sit(desk: Desk, context: ShellContext, qtbot: QtBot) -> Callable[[], Seat]:
    """Open the window at the sheet of October."""

    def open_one() -> Seat:
        entry = RoomEntry(
            key="counts",
            title="Situation",
            icon="clipboard-list",
            make=lambda given: CountsRoom(given, desk=desk),
        )
        window = MainWindow(
            context=context, office=DeskOffice(desk), entries=(entry,), name=PROFILE.name
        )
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.show_room("counts")
        room = window.room("counts")
        assert isinstance(room, CountsRoom)
        went: list[tuple[str, object]] = []
        context.going.connect(lambda key, target: went.append((key, target)))
        return Seat(desk, window, room, context, went)

    return open_one

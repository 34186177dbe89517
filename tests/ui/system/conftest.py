"""What tests of the system room stand on: a small commune, a busy one, the room, its sections."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.backups import BackupsSection, Reopened
from desktop.ui.system.room import SystemRoom
from tests.ui.overview.offices import add_groups, busy_desk, empty_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "data") as made:
        add_groups(made, 4)
        yield made


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Desk]:
    with busy_desk(tmp_path / "data") as made:
        yield made


@pytest.fixture
def reopened() -> list[Reopened]:
    return []


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk, reopened: list[Reopened]) -> SystemRoom:
    made = SystemRoom(context, desk=desk, reopen=reopened.append)
    context.changed.connect(made.on_changes)
    qtbot.addWidget(made.widget())
    made.widget().resize(1150, 560)
    made.widget().show()
    made.on_shown(context.month)
    return made


@pytest.fixture
def page(
    context: ShellContext, desk: Desk, reopened: list[Reopened], qtbot: QtBot
) -> BackupsSection:
    made = BackupsSection(context, desk=desk, reopen=reopened.append)
    qtbot.addWidget(made)
    made.refresh()
    return made

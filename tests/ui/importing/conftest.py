"""The room of lists on a commune at its first day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.importing.room import ImportRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import empty_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "data") as made:
        yield made


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ImportRoom:
    made = ImportRoom(context, desk=desk)
    qtbot.addWidget(made.widget())
    made.widget().show()
    made.on_shown(context.month)
    return made

"""The room that receives, on a superior's desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.design.theme import Theme
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.board.superiors import context_for, sealed_superior
from tests.ui.windows import room_shown


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sealed_superior(tmp_path / "superior") as made:
        yield made


@pytest.fixture
def shell(theme: Theme) -> ShellContext:
    return context_for(theme)


@pytest.fixture
def room(shell: ShellContext, desk: Desk, qtbot: QtBot) -> ReceivingRoom:
    return room_shown(ReceivingRoom(shell, desk=desk), shell, qtbot)

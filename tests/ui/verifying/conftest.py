"""The room of the files to be verified, on the desk of the test."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.design.theme import Theme
from desktop.ui.verifying.room import VerifyingRoom
from tests.ui.board.superiors import context_for
from tests.ui.windows import room_shown


@pytest.fixture
def room(desk: Desk, theme: Theme, qtbot: QtBot) -> VerifyingRoom:
    shell = context_for(theme)
    return room_shown(VerifyingRoom(shell, desk=desk), shell, qtbot)

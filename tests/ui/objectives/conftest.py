"""The objectives of October 2026 in sight, whatever commune a test takes."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.objectives.room import ObjectivesRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import OCTOBER


@pytest.fixture
def room(desk: Desk, context: ShellContext, qtbot: QtBot) -> ObjectivesRoom:
    made = ObjectivesRoom(context, desk=desk)
    qtbot.addWidget(made.widget())
    context.changed.connect(made.on_changes)
    made.widget().resize(1150, 570)
    made.widget().show()
    made.on_shown(OCTOBER)
    return made

"""The reports of a commune of six groups in October 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import Copies, busy_desk
from tests.ui.reports.rooms import shown_room


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Iterator[Desk]:
    with copies.desk(busy_desk, tmp_path / "data", 6) as made:
        yield made


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ReportsRoom:
    made = shown_room(context, desk)
    qtbot.addWidget(made.page)
    return made

"""The sending room on a store with a history, for every test of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.sending.room import SendingRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.sending.offices import (
    Sender,
    with_history,
)
from tests.ui.sending.rooms import opened


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Sender]:
    made = with_history(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, one: Sender) -> SendingRoom:
    return opened(qtbot, context, one)

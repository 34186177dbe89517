"""Every entry of the navigation leads to a room, at a commune and at a superior."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.ui.room_places import room_at
from desktop.ui.rooms import entries
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from tests.ui.board.superiors import empty_superior
from tests.ui.overview.offices import empty_desk


def keys_made(desk: Desk, context: ShellContext, qtbot: QtBot) -> list[str]:
    """The keys of the entries whose room was made and offers a page."""
    made = []
    for entry in entries(desk, reopen=lambda _desk, _trouble: None):
        room = entry.make(context)
        assert isinstance(room, Room)
        qtbot.addWidget(room.widget())
        made.append(entry.key)
    return made


def test_every_entry_of_a_commune_leads_to_its_room(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with empty_desk(tmp_path / "commune") as desk:
        made = keys_made(desk, context, qtbot)
    assert made[:4] == ["overview", "sessions", "models", "counts"]
    assert {"send", "groups", "system", "import", "confirm"} <= set(made)


def test_every_entry_of_a_superior_leads_to_its_room(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    with empty_superior(tmp_path / "superior") as desk:
        made = keys_made(desk, context, qtbot)
    assert made == ["board", "receiving", "verifying", "consolidated", "units", "system"]


def test_what_is_no_room_is_refused(tmp_path: Path, context: ShellContext) -> None:
    with empty_superior(tmp_path / "superior") as desk:
        make = room_at("desktop.ui.shell.room:dict", desk)
        with pytest.raises((TypeError, AttributeError)):
            make(context)

"""The trash in the system room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.models import delete_model, models, record_model
from desktop.domain.models import ModelDraft
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.backups import Reopened
from desktop.ui.system.room import SystemRoom
from desktop.ui.system.trash import TrashSection
from tests.ui.overview.offices import add_groups, empty_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "data") as made:
        add_groups(made, 4)
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


def open_section(room: SystemRoom, key: str) -> object:
    room.on_target({"section": key})
    assert room.current.key == key
    return room.current


def test_a_deleted_model_is_found_and_brought_back(room: SystemRoom, desk: Desk) -> None:
    made = record_model(desk, ModelDraft("Câu lạc bộ B93", kind="CLB", commune_wide=True)).value
    assert made is not None
    delete_model(desk, made)
    page = open_section(room, "trash")
    assert isinstance(page, TrashSection)
    page.words.setText("b93")
    assert page.table.model().rowCount() == 1
    page.table.go_to(made)
    page.bring_back()
    assert [one.name for one in models(desk)] == ["Câu lạc bộ B93"]
    page.refresh()
    assert page.table.model().rowCount() == 0


def test_help_speaks_of_the_section_in_sight(room: SystemRoom) -> None:
    of_the_room = room.help_text()
    said = []
    for key in ("trash", "journal", "officers"):
        open_section(room, key)
        said.append(room.help_text())
    assert len({of_the_room, *said}) == 4
    assert "Xóa hẳn một tên gõ nhầm" in said[0]

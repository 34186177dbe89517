"""The sending room in sight of a test, and what an officer does in it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.periods import Period
from desktop.ui.sending.room import SendingRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.sending.offices import (
    SEPTEMBER,
    Sender,
)


def opened(qtbot: QtBot, context: ShellContext, one: Sender) -> SendingRoom:
    """The room in sight, September chosen."""
    context.sticks.source = one.drives
    context.set_month(SEPTEMBER)
    made = SendingRoom(context, desk=one.desk)
    qtbot.addWidget(made.page)
    made.page.resize(1100, 600)
    made.page.show()
    made.on_shown(SEPTEMBER)
    return made


def plugged(room: SendingRoom, one: Sender, label: str = "KINGSTON") -> Path:
    """A stick that the room has seen."""
    stick = one.stick(label)
    room.context.sticks.look()
    return stick


def pulled(room: SendingRoom, one: Sender, stick: Path) -> None:
    """It is gone, and the room has seen that."""
    one.drives.pull(stick)
    room.context.sticks.look()


def written(room: SendingRoom, one: Sender) -> Path:
    """September on a stick, by the keys that an officer presses."""
    stick = plugged(room, one)
    tick_only(room, SEPTEMBER)
    QTest.keyClick(room.page.what.table, Qt.Key.Key_Return)
    QTest.keyClick(room.page.where.table, Qt.Key.Key_Return)
    return stick


def tick_only(room: SendingRoom, *periods: Period) -> None:
    """Untick the others with Space, and leave the last of the periods current."""
    what = room.page.what
    names = {one.id for one in periods}
    for one in what.wanted:
        if one.period.id not in names:
            what.choose(one.period)
            QTest.keyClick(what.table, Qt.Key.Key_Space)
    what.choose(periods[-1])


def labels(room: SendingRoom) -> list[str]:
    """The sticks that are listed."""
    model = room.page.where.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

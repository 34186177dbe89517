"""A whole restore that was confirmed, and a lock that comes before it is done, in the real window.

A restore begins behind no locked door: it waits for the officer who confirmed it. One that has
begun ends, and its window stands locked.
"""

import threading

import pytest
from PySide6.QtTest import QTest

from desktop.actions.backups import back_up
from desktop.actions.groups import groups, record_groups
from desktop.domain.groups import GroupDraft
from desktop.ui.system import backups as section
from desktop.ui.system.backups import BackupsSection
from desktop.ui.system.room import SystemRoom
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.actions.locked_making import AN, SECOND, WORD, Place
from tests.journeys.locked.locked_day import ENTER, Day
from tests.screens.whole_window import WholeWindow


@pytest.fixture
def place(place: Place) -> Place:
    """A copy of three groups, and a fourth that was entered after it."""
    with place.desk() as desk:
        back_up(desk, reason="by_hand")
        record_groups(desk, [GroupDraft(name="Tổ dân phố 4")])
    return place


@pytest.fixture(autouse=True)
def agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_args, **_named: True)


def copies(day: Day) -> BackupsSection:
    """The list of copies in sight, the copy by hand chosen in it."""
    day.window.show_room("system", {"section": "backups"})
    room = day.window.room("system")
    assert isinstance(room, SystemRoom)
    page = room.section("backups")
    assert isinstance(page, BackupsSection)
    WholeWindow.until(lambda: page.table.path is not None)
    return page


def groups_now(day: Day) -> int:
    told: list[int] = []
    desk, context = day.session.desk, day.session.context
    assert desk is not None
    assert context is not None
    context.ask(lambda: len(groups(desk)), told.append)
    WholeWindow.until(lambda: bool(told))
    return told[0]


class Queue:
    """What keeps the worker busy until ``free`` is called, so that a restore waits in its line."""

    def __init__(self, day: Day) -> None:
        self._free = threading.Event()
        day.session.worker.call(lambda: self._free.wait(20), lambda _done: None)

    def free(self) -> None:
        self._free.set()


def queued(day: Day) -> Queue:
    """A restore that was confirmed; the worker has not come to it."""
    page, asked = copies(day), list[Queue]()

    def plan_then_busy(*args: object, **named: object) -> bool:
        asked.append(Queue(day))
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ConfirmDialog, "ask", plan_then_busy)
        page.restore_current()
        WholeWindow.until(lambda: bool(asked))
    return asked[0]


def test_a_restore_that_waits_at_the_lock_comes_when_its_officer_is_back(day: Day) -> None:
    former = day.log_in(WORD)
    queue = queued(day)
    door = day.lock_idle()
    queue.free()
    desk = day.session.desk
    assert desk is not None
    WholeWindow.until(lambda: desk.store.closed)
    WholeWindow.until_calm()
    assert day.replaced() == []
    door.password.field.setText(WORD)
    QTest.keyClick(door.password.field, ENTER)
    WholeWindow.until(lambda: day.window is not former and day.window.isVisible())
    WholeWindow.until_calm()
    assert groups_now(day) == 3
    assert "Đã khôi phục" in day.window.banner.text
    assert len(day.replaced()) == 1


def test_a_restore_that_waits_at_the_lock_is_not_done_for_another_officer(day: Day) -> None:
    former = day.log_in(WORD)
    queue = queued(day)
    day.lock_idle()
    queue.free()
    day.log_in(SECOND, row=1)
    WholeWindow.until(lambda: day.window is not former and day.window.isVisible())
    WholeWindow.until_calm()
    assert day.window.top_bar.officer.text() == AN
    assert "không thực hiện" in day.window.banner.text
    assert groups_now(day) == 4
    assert day.replaced() == []


def test_a_lock_during_a_restore_comes_as_soon_as_it_is_done(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = day.log_in(WORD)
    page = copies(day)
    begun, go_on, restored = threading.Event(), threading.Event(), section.restored_desk

    def slowly(*args: object, **named: object) -> object:
        begun.set()
        go_on.wait(20)
        return restored(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(section, "restored_desk", slowly)
    page.restore_current()
    WholeWindow.until(begun.is_set)
    locker = day.session.locks.locker
    assert locker is not None
    locker.lock_idle()
    go_on.set()
    WholeWindow.until(lambda: day.window is not former)
    door = day.until_door()
    WholeWindow.until(lambda: not day.window.isVisible() and door.isVisible())
    day.log_in(WORD)
    assert groups_now(day) == 3

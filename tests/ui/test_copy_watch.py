"""While the window stands: half-hourly backups on the worker, and the weekly word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.actions.backups import back_up, backups, outside_copy
from desktop.actions.desk import Desk
from desktop.actions.sessions import delete_session, sessions_of
from desktop.ui.copy_watch import EVERY_MS, CopyWatch
from desktop.ui.office import DeskOffice
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from tests.ui.overview.offices import OCTOBER, busy_desk
from tests.ui.windows import main_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class LaterClock:
    """A clock some days after the register was begun."""

    def __init__(self, days: int) -> None:
        self._at = datetime(2026, 10, 8, 3, tzinfo=UTC) + timedelta(days=days)

    def now(self) -> datetime:
        return self._at

    def today(self) -> date:
        return self._at.date()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = busy_desk(tmp_path / "data")
    yield made
    made.close()


def shown(context: ShellContext, desk: Desk, qtbot: "QtBot") -> tuple[MainWindow, CopyWatch]:
    window = main_window(desk, context, qtbot)
    window.show()
    window.refresh()
    return window, CopyWatch(desk=desk, context=context, window=window)


def test_half_an_hour_is_half_an_hour() -> None:
    assert timedelta(milliseconds=EVERY_MS) == timedelta(minutes=30)


def test_a_backup_is_made_only_when_something_was_written(
    context: ShellContext, desk: Desk, qtbot: "QtBot"
) -> None:
    _window, watch = shown(context, desk, qtbot)
    watch.keep()
    watch.keep()
    assert [one.reason for one in backups(desk.store.folder)] == ["half_hour"]
    delete_session(desk, sessions_of(desk, OCTOBER)[0].id)
    watch.keep()
    assert len(backups(desk.store.folder)) == 2


def test_a_backup_that_fails_is_said_once(
    context: ShellContext, desk: Desk, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, watch = shown(context, desk, qtbot)

    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.actions.backups.back_up_if_changed", full)
    heard: list[str] = []
    context.said.connect(lambda _tone, text: heard.append(text))
    watch.keep()
    watch.keep()
    assert len(heard) == 1


def test_the_status_line_says_how_old_the_copy_outside_is(
    context: ShellContext,
    desk: Desk,
    qtbot: "QtBot",
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert DeskOffice(desk).status().outside_copy == "Bản sao ngoài máy: chưa có"
    monkeypatch.setattr("desktop.actions.backups.place_warnings", lambda _place: ("removable",))
    back_up(desk, reason="copy", to=tmp_path / "usb")
    later = replace(desk, clock=LaterClock(12))
    status = DeskOffice(later).status()
    assert status.outside_copy == "Bản sao ngoài máy: 12 ngày trước"
    assert status.copy_is_old
    assert not DeskOffice(desk).status().copy_is_old


def test_a_failing_second_drive_is_said_in_the_status_line(desk: Desk) -> None:
    desk.store.set_fact("mirror_trouble", "disk_full")
    assert "chưa chép được sang ổ thứ hai" in DeskOffice(desk).status().outside_copy


def test_after_a_week_the_banner_offers_a_copy_and_rests_for_a_week_when_it_is_put_away(
    context: ShellContext, desk: Desk, qtbot: "QtBot"
) -> None:
    later = replace(desk, clock=LaterClock(9))
    window, watch = shown(context, later, qtbot)
    watch.look()
    assert "ra ngoài máy" in window.banner.text
    window.show_room("system")
    assert window.banner.isVisible(), "it waits for an answer in every room"
    assert outside_copy(later).asks, "what was only shown was not answered"
    window.banner.put_away()
    watch.look()
    assert not window.banner.isVisible()
    assert outside_copy(replace(desk, clock=LaterClock(17))).asks


def test_nothing_is_asked_in_the_first_week(
    context: ShellContext, desk: Desk, qtbot: "QtBot"
) -> None:
    window, watch = shown(context, desk, qtbot)
    watch.look()
    assert not window.banner.isVisible()

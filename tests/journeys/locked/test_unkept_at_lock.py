"""The lock comes even where no backup can be made; that is said to whoever comes next."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import crash
from desktop.actions import locking
from desktop.actions.backups import backups
from desktop.actions.desk import Desk
from desktop.db.errors import DiskFullError
from desktop.ui.design.theme import Theme
from tests.actions.locked_making import SECOND, WORD, Place
from tests.journeys.locked.locked_day import Day
from tests.screens.whole_window import WholeWindow


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The disk is full at the lock, and has room again once the patch is undone."""

    def full(_desk: Desk, *, reason: str) -> None:
        assert reason == "lock"
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(locking, "back_up_if_changed", full)
        yield patch


def locked_without_backup(day: Day, place: Place) -> None:
    day.log_in(WORD)
    assert backups(place.folder) == ()
    day.lock_idle()
    desk = day.session.desk
    assert desk is not None
    WholeWindow.until(lambda: desk.store.closed)
    assert backups(place.folder) == ()


@pytest.mark.usefixtures("full_disk")
def test_the_officer_who_comes_back_is_told_and_the_backup_is_made_up_for(
    day: Day, place: Place
) -> None:
    locked_without_backup(day, place)
    window = day.log_in(WORD)
    WholeWindow.until(lambda: "không sao lưu được: ổ đĩa đầy" in window.banner.text)
    WholeWindow.until(lambda: bool(backups(place.folder)))
    assert len(backups(place.folder)) == 1


@pytest.mark.usefixtures("full_disk")
def test_another_officer_is_told_too(day: Day, place: Place) -> None:
    locked_without_backup(day, place)
    former = day.window
    day.log_in(SECOND, row=1)
    WholeWindow.until(lambda: day.window is not former and day.window.isVisible())
    WholeWindow.until(lambda: bool(day.window.banner.text))
    assert "không sao lưu được: ổ đĩa đầy" in day.window.banner.text


@pytest.mark.usefixtures("full_disk")
def test_left_at_the_locked_door_it_is_said_at_the_next_start(
    place: Place, theme: Theme, tmp_path: Path
) -> None:
    logs = tmp_path / "log"
    day = Day(place.folder, theme, logs=logs)
    locked_without_backup(day, place)
    day.end()
    assert crash.unkept(logs=logs, data=place.folder) == "disk_full"

"""The program is left at the locked door."""

from desktop.actions.locking import lock
from desktop.ui.closing_folder import close_folder
from tests.actions.locked_making import WORD, Place


def test_leaving_at_the_locked_door_blames_no_backup_that_the_lock_made(locked: Place) -> None:
    unkept: list[Exception] = []
    with locked.desk() as desk:
        lock(desk)
        close_folder(desk, unkept)
    assert unkept == []


def test_leaving_an_open_register_closes_it(locked: Place) -> None:
    unkept: list[Exception] = []
    desk = locked.open(WORD)
    close_folder(desk, unkept)
    assert (desk.store.closed, unkept) == (True, [])

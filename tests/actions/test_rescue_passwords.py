"""A rescue leaves the register as locked as it was, whatever copy it is made with."""

from pathlib import Path

import pytest

from desktop.actions.backups import back_up
from desktop.actions.passwords import turn_password_on
from desktop.actions.rescue import plan_rescue, rescue
from desktop.db.errors import PasswordNeededError, WrongPasswordError
from desktop.db.slots import Password
from tests.actions.locked_making import SECOND, WORD, Place, first_officer

PAGE = 4096


@pytest.fixture
def damaged(tmp_path: Path) -> Place:
    """A register that was copied to a stick, then got a password, then lost its key files."""
    place = Place(tmp_path / "data")
    desk = place.make(None)
    with desk:
        back_up(desk, reason="copy", to=tmp_path / "stick")
        outcome = turn_password_on(desk, first_officer())
        assert outcome.done, outcome.problems
    for path in place.folder.glob("so138.key.json*"):
        path.unlink()
    for path in (place.folder / "backups").glob("*"):
        path.unlink()
    store = place.folder / "so138.db"
    data = bytearray(store.read_bytes())
    data[-PAGE + 300] ^= 8
    store.write_bytes(data)
    return place


def test_a_copy_of_before_the_password_opens_nothing_newer_and_takes_no_password_away(
    damaged: Place, tmp_path: Path
) -> None:
    sources, stick = damaged.sources, (tmp_path / "stick",)
    with pytest.raises(PasswordNeededError):
        plan_rescue(damaged.folder, sources=sources, places=stick)
    with pytest.raises(WrongPasswordError):
        plan_rescue(damaged.folder, sources=sources, places=stick, secret=Password(SECOND))
    secret = Password(WORD)
    plan = plan_rescue(damaged.folder, sources=sources, places=stick, secret=secret)
    assert plan.trouble == "damaged"
    done = rescue(damaged.folder, plan, sources=sources, secret=secret)
    with done.desk as desk:
        assert desk.store.read("SELECT name FROM officers") == [(first_officer().name,)]
    assert damaged.opens(WORD)
    assert not damaged.opens(None)

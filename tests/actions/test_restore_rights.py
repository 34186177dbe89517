"""Who may put a backup in the place of the data: only who holds all rights there."""

from pathlib import Path

import pytest

from desktop.actions.backups import back_up, change_mirror
from desktop.actions.moving import come_back, move_away
from desktop.actions.rescue import plan_rescue, rescue
from desktop.actions.safety import log, restore
from desktop.db.errors import (
    MovedAwayError,
    NotAllowedError,
    PasswordNeededError,
    StandingLockedError,
)
from desktop.db.restoring import restore as put_back
from desktop.db.slots import Password
from tests.actions.locked_making import SECOND, THIRD, WORD, Place, first_officer, joined


@pytest.fixture
def locked(tmp_path: Path) -> Place:
    """Data locked with the password of one officer."""
    place = Place(tmp_path / "data")
    place.make(first_officer()).close()
    return place


def copied(place: Place, to: Path) -> str:
    """A copy of a folder's data, elsewhere."""
    with place.open() if place.opens(None) else place.open(WORD) as desk:
        return str(to / back_up(desk, reason="copy", to=to).name)


def holds(place: Place) -> str:
    """The branch of a folder's data: the same after an act that was refused."""
    with place.open(WORD) as desk:
        return desk.store.facts.branch_id


@pytest.mark.parametrize("role", ["closes", "enters", "reads"])
def test_an_officer_without_all_rights_restores_nothing(locked: Place, role: str) -> None:
    with locked.desk() as desk:
        other = joined(desk, role=role)
        made, key = back_up(desk, reason="by_hand"), desk.store.data_key
    before = holds(locked)
    with pytest.raises(NotAllowedError):
        restore(locked.folder, made.name, sources=locked.sources, secret=Password(SECOND))
    with pytest.raises(NotAllowedError):
        restore(locked.folder, made.name, sources=locked.sources, data_key=key, officer=other)
    assert holds(locked) == before
    restore(locked.folder, made.name, sources=locked.sources, secret=Password(WORD))
    assert holds(locked) != before


@pytest.mark.parametrize("role", ["closes", "enters", "reads"])
def test_an_officer_without_all_rights_rescues_no_more_than_restores(
    locked: Place, role: str
) -> None:
    """A page that nobody needed so far is damaged: who sits there can still be asked."""
    with locked.desk() as desk:
        joined(desk, role=role)
        back_up(desk, reason="by_hand")
    file = locked.folder / "so138.db"
    damaged = bytearray(file.read_bytes())
    damaged[-4096 + 300] ^= 8
    file.write_bytes(damaged)
    sources, second = locked.sources, Password(SECOND)
    plan = plan_rescue(locked.folder, sources=sources, secret=second)
    assert plan.trouble == "damaged"
    with pytest.raises(NotAllowedError):
        rescue(locked.folder, plan, sources=sources, secret=second)
    assert file.read_bytes() == bytes(damaged)
    done = rescue(locked.folder, plan, sources=sources, secret=Password(WORD))
    done.desk.close()
    assert done.replaced is not None


def test_the_log_names_who_restored(locked: Place, tmp_path: Path) -> None:
    with locked.desk() as desk:
        made, own = back_up(desk, reason="copy", to=tmp_path / "stick"), desk.officer
    stick = str(tmp_path / "stick" / made.name)
    restore(locked.folder, stick, sources=locked.sources, secret=Password(WORD))
    empty = Place(tmp_path / "other")
    restore(empty.folder, stick, sources=empty.sources, secret=Password(WORD))
    for place in (locked, empty):
        with place.desk() as desk:
            assert (log(desk)[0].action, log(desk)[0].officer) == ("restore", own)


def test_locked_data_are_replaced_by_no_other_without_their_password(
    locked: Place, tmp_path: Path
) -> None:
    foreign = Place(tmp_path / "foreign")
    foreign.make(None).close()
    copy, before = copied(foreign, tmp_path / "stick"), holds(locked)
    with pytest.raises(PasswordNeededError):
        restore(locked.folder, copy, sources=locked.sources)
    with pytest.raises(StandingLockedError):
        restore(locked.folder, copy, sources=locked.sources, secret=Password(THIRD))
    assert holds(locked) == before
    restore(locked.folder, copy, sources=locked.sources, secret=Password(WORD))
    assert locked.opens(None)


def test_a_copy_with_a_password_of_its_own_goes_into_an_empty_folder(
    locked: Place, tmp_path: Path
) -> None:
    foreign = Place(tmp_path / "foreign")
    foreign.make(first_officer(THIRD)).close()
    with foreign.open(THIRD) as desk:
        copy = str(tmp_path / "stick" / back_up(desk, reason="copy", to=tmp_path / "stick").name)
    before = holds(locked)
    with pytest.raises(StandingLockedError):
        restore(locked.folder, copy, sources=locked.sources, secret=Password(THIRD))
    assert holds(locked) == before
    empty = Place(tmp_path / "empty")
    restore(empty.folder, copy, sources=empty.sources, secret=Password(THIRD))
    assert empty.opens(THIRD)


def test_damaged_data_ask_nobody(locked: Place) -> None:
    with locked.desk() as desk:
        made = back_up(desk, reason="by_hand")
    (locked.folder / "so138.db").write_bytes(b"\0" * 8192)
    done = restore(locked.folder, made.name, sources=locked.sources, secret=Password(WORD))
    assert done.replaced is not None
    assert locked.opens(WORD)


def test_a_copy_whose_data_went_on_is_not_made_to_go_on_by_a_restore(locked: Place) -> None:
    with locked.desk() as desk:
        made = back_up(desk, reason="by_hand")
        assert move_away(desk, "Máy mới").done
    with pytest.raises(MovedAwayError):
        restore(locked.folder, made.name, sources=locked.sources, secret=Password(WORD))
    # The rescue asks nobody: what it puts back is only read all the same.
    put_back(
        locked.folder, made.name,
        clock=locked.clock, ids=locked.ids, secret=Password(WORD),
    )  # fmt: skip
    with locked.desk() as desk:
        assert desk.moved_to == "Máy mới"
        assert come_back(desk).done
    restore(locked.folder, made.name, sources=locked.sources, secret=Password(WORD))
    with locked.desk() as desk:
        assert desk.moved_to == ""


@pytest.mark.parametrize("role", ["closes", "enters", "reads"])
def test_the_second_place_of_backups_is_the_office_s(locked: Place, role: str) -> None:
    with locked.desk() as desk:
        joined(desk, role=role)
    with locked.desk(SECOND) as desk, pytest.raises(NotAllowedError):
        change_mirror(desk, off=True)

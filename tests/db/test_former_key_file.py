"""A former key file that is put back opens nothing: the one in force comes back and is asked."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions.officers import officer_leaves
from desktop.actions.passwords import change_password, turn_password_on
from desktop.actions.safety import back_up, check, log, restore
from desktop.actions.secrets import sheet_status
from desktop.actions.setup import log_ins
from desktop.db import keys
from desktop.db.errors import KeyFileFormerError, WrongPasswordError
from desktop.db.keys_in_force import KEY_FILE
from desktop.db.layout import old_version
from desktop.db.slots import FLOOR, Password
from tests.actions.locked_making import BINH, SECOND, THIRD, WORD, Place, first_officer, joined


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The password was changed; the key file of before lies in ``former.json``."""
    made = Place(tmp_path / "data")
    with made.make(first_officer()) as desk:
        back_up(desk, reason="by_hand")
    (tmp_path / "former.json").write_bytes(made.key.read_bytes())
    with made.desk() as desk:
        assert change_password(desk, current=WORD, new=THIRD, hardness=FLOOR).done
    return made


def put_back(place: Place, *names: Path) -> None:
    for path in names or (place.key,):
        path.write_bytes((place.folder.parent / "former.json").read_bytes())


def everywhere(place: Place) -> tuple[Path, ...]:
    return (place.key, old_version(place.key), *place.folder.rglob("backups/*.key.json"))


def test_the_password_in_force_opens_as_if_nothing_had_happened(place: Place) -> None:
    put_back(place)
    with place.desk(THIRD) as desk:
        assert [one.code for one in check(desk)] == ["key_file_former"]
        assert log(desk)[0].action == "former_key_file"
    with place.desk(THIRD) as desk:
        assert check(desk) == ()
    assert not place.opens(WORD)


@pytest.mark.parametrize("spread", [1, 2, 3], ids=["key", "spare too", "backups too"])
def test_the_former_password_is_refused_and_the_key_file_in_force_is_back(
    place: Place, spread: int
) -> None:
    in_force = place.key.read_bytes()
    put_back(place, *everywhere(place)[:spread])
    with pytest.raises(KeyFileFormerError) as caught:
        place.open(WORD)
    assert caught.value.details["labels"] == BINH
    assert (place.key.read_bytes(), old_version(place.key).read_bytes()) == (in_force, in_force)
    assert not place.opens(WORD)
    with place.desk(THIRD) as desk:
        assert log(desk)[0].action == "former_key_file"


def test_it_is_no_wrong_try_to_be_met_by_a_former_key_file(place: Place) -> None:
    put_back(place)
    with pytest.raises(KeyFileFormerError):
        place.open(WORD)
    assert not (place.folder / "so138.tries.json").exists()


def test_the_key_file_of_before_the_first_password_opens_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    with place.make(None) as desk:
        former = place.key.read_bytes()
        assert turn_password_on(desk, first_officer()).done
        joined(desk)
    for path in (place.key, old_version(place.key)):
        path.write_bytes(former)
    with pytest.raises(KeyFileFormerError):
        place.open(None)
    assert next(one.label for one in log_ins(place.folder)) == BINH
    assert not place.opens(None)
    assert place.opens(WORD)
    assert place.opens(SECOND)


def test_a_restore_meets_the_slots_in_force_too(place: Place) -> None:
    (copy,) = place.folder.glob("backups/*.key.json")
    name = copy.name.removesuffix(".key.json")
    put_back(place, *everywhere(place))
    with pytest.raises(WrongPasswordError):
        restore(place.folder, name, sources=place.sources, secret=Password(WORD))
    put_back(place)
    restore(place.folder, name, sources=place.sources, secret=Password(THIRD))
    assert not place.opens(WORD)
    assert place.opens(THIRD)


def test_a_copy_beside_which_an_older_key_file_lies_keeps_its_own_password(
    place: Place, tmp_path: Path
) -> None:
    with place.desk(THIRD) as desk:
        made = back_up(desk, reason="copy", to=tmp_path / "stick")
    (side,) = (tmp_path / "stick").glob("*.key.json")
    put_back(place, side)
    other = Place(tmp_path / "other")
    copy = str(tmp_path / "stick" / made.name)
    restore(other.folder, copy, sources=other.sources, secret=Password(WORD))
    assert not other.opens(WORD)
    assert other.opens(THIRD)


def test_a_number_raised_without_the_data_key_is_not_believed(place: Place) -> None:
    former = keys.read_side_file(place.folder.parent / "former.json")
    forged = replace(former, generation=99)
    for path in (place.key, old_version(place.key)):
        path.write_bytes(keys.side_file_bytes(forged))
    assert not place.opens(WORD)
    assert place.opens(THIRD)


def test_copies_of_a_newer_generation_are_never_rewritten(place: Place) -> None:
    (copy,) = place.folder.glob("backups/*.key.json")
    with place.desk(THIRD) as desk:
        newer = desk.store.side_file.sealed(desk.store.data_key, 99)
        copy.write_bytes(keys.side_file_bytes(newer))
        assert change_password(desk, current=THIRD, new=WORD, hardness=FLOOR).done
    assert keys.read_side_file(copy) == newer


def test_a_store_of_a_former_program_gets_its_number_at_the_next_opening(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    with place.make(first_officer()) as desk:
        made = back_up(desk, reason="by_hand")
        plain = replace(desk.store.side_file, generation=0, seal="")
        desk.store.set_fact("key_slots", plain.digest)
        desk.store.set_fact(KEY_FILE, "")
    side = place.folder / "backups" / (made.name.rpartition(".")[0] + ".key.json")
    for path in (place.key, old_version(place.key), side):
        path.write_bytes(keys.side_file_bytes(plain))
    assert b"generation" not in place.key.read_bytes()
    with place.desk() as desk:
        assert not [one for one in log(desk) if one.action in {"settle_slots", "former_key_file"}]
        assert sheet_status(desk).reminds
    assert keys.read_side_file(place.key).generation == 1
    assert keys.read_side_file(side) == keys.read_side_file(place.key)
    for path in (place.key, old_version(place.key)):
        path.write_bytes(keys.side_file_bytes(plain))
    with place.desk() as desk:
        assert log(desk)[0].action == "former_key_file"


def test_key_files_of_another_store_give_way_to_that_of_a_backup(
    place: Place, tmp_path: Path
) -> None:
    other = Place(tmp_path / "other")
    other.make(first_officer("another-word")).close()
    for path in (place.key, old_version(place.key)):
        path.write_bytes(other.key.read_bytes())
    assert not place.opens(WORD)
    assert place.opens(THIRD)
    assert [one.label for one in log_ins(place.folder)] == [BINH]
    with place.desk(THIRD) as desk:
        assert check(desk) == ()


def test_an_officer_who_left_meets_the_list_of_today(place: Place) -> None:
    with place.desk(THIRD) as desk:
        other = joined(desk)
    former = place.key.read_bytes()
    with place.desk(THIRD) as desk:
        assert officer_leaves(desk, other).done
    place.key.write_bytes(former)
    with pytest.raises(KeyFileFormerError):
        place.open(SECOND)
    assert [one.label for one in log_ins(place.folder)] == [BINH]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_link_to_a_device_is_no_key_file_and_is_not_followed(place: Place) -> None:
    in_force = place.key.read_bytes()
    place.key.unlink()
    place.key.symlink_to("/dev/zero")
    with place.desk(THIRD) as desk:
        assert [one.code for one in check(desk)] == ["key_file_damaged"]
    assert not place.key.is_symlink()
    assert place.key.read_bytes() == in_force
    old_version(place.key).unlink()
    old_version(place.key).symlink_to("/dev/zero")
    assert place.opens(THIRD)
    assert old_version(place.key).read_bytes() == in_force


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_place_of_a_key_file_keeps_nobody_waiting(place: Place) -> None:
    place.key.unlink()
    os.mkfifo(place.key)
    with place.desk(THIRD) as desk:
        assert desk.store.key_file_fell_back
    assert place.key.is_file()

"""Which copies stay: none goes for a damaged one, none of which nothing is known goes unseen."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.db import queries
from desktop.db.backup_info import info_path, write_info
from desktop.db.backup_thinning import A_DAY, Dated, kept_counters
from desktop.db.backups import BackupInfo, back_up, list_backups, thin, verify_backup
from desktop.db.check import check_deeply, check_quickly
from desktop.db.errors import BackupDamagedError
from desktop.db.restoring import plan_restore, restore
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.store import Store
from tests.db.made import Place
from tests.db.test_backups import add_session, flip


def names(store: Store) -> set[str]:
    return {info.name for info in list_backups(store.folder)}


def make(store: Store, count: int) -> list[BackupInfo]:
    return [back_up(store, reason="manual") for _time in range(count)]


def found_damaged(store: Store, info: BackupInfo) -> None:
    path = store.layout.backups / info.name
    flip(path, 9000)
    with pytest.raises(BackupDamagedError):
        verify_backup(path, data_key=store.data_key)


def test_a_copy_found_damaged_is_called_so_until_it_proves_whole_again(store: Store) -> None:
    (info,) = make(store, 1)
    found_damaged(store, info)
    (told,) = list_backups(store.folder)
    assert (told.verified, told.damaged) == (False, True)
    assert [one.code for one in check_quickly(store)] == ["backup_damaged"]
    flip(store.layout.backups / info.name, 9000)
    assert check_deeply(store) == ()
    assert list_backups(store.folder) == (info,)


def test_nothing_is_thinned_while_damage_is_suspected(store: Store, place: Place) -> None:
    made = make(store, 8)
    for info in made[3:]:
        found_damaged(store, info)
    place.clock.forward(days=3)
    make(store, 1)
    assert names(store) >= {info.name for info in made}


def test_after_five_sound_copies_the_good_ones_of_before_still_stand(
    store: Store, place: Place
) -> None:
    made = make(store, 8)
    for info in made[3:]:
        found_damaged(store, info)
    place.clock.forward(days=3)
    make(store, 5)
    assert made[2].name in names(store)
    assert not names(store) & {info.name for info in made[3:]}
    assert check_quickly(store) == ()


def test_a_damaged_copy_that_is_all_that_is_left_of_its_month_stays_and_is_not_said_for_ever(
    store: Store, place: Place
) -> None:
    (old,) = make(store, 1)
    found_damaged(store, old)
    place.clock.forward(days=100)
    make(store, 4)
    assert [one.code for one in check_quickly(store)] == ["backup_damaged"]
    make(store, 1)
    assert check_quickly(store) == ()
    assert old.name in names(store)
    assert [one.code for one in check_deeply(store)] == ["backup_damaged"]


def test_a_description_that_is_damaged_or_gone_costs_no_good_copy(
    store: Store, place: Place
) -> None:
    old, older = make(store, 2)
    info_path(store.layout.backups / old.name).unlink()
    flip(info_path(store.layout.backups / older.name), 60)
    place.clock.forward(days=200)
    make(store, 6)
    place.clock.forward(days=3)
    make(store, 1)
    found = {info.name: info for info in list_backups(store.folder)}
    assert older.name in found
    assert found[older.name].verified
    assert check_deeply(store) == ()


def test_a_full_check_describes_a_good_copy_anew_and_says_nothing_bad_of_it(store: Store) -> None:
    add_session(store, "s1")
    (info,) = make(store, 1)
    info_path(store.layout.backups / info.name).write_bytes(b"{}")
    assert [one.code for one in check_quickly(store)] == ["backup_unverified"]
    assert check_deeply(store) == ()
    (told,) = list_backups(store.folder)
    assert (told.verified, told.sessions, told.at) == (True, 1, info.at)


def test_a_copy_that_does_not_open_here_is_never_thinned(store: Store, place: Place) -> None:
    made = make(store, 2)
    for info in made:
        newer(store, info)
    place.clock.forward(days=30)
    make(store, 6)
    place.clock.forward(days=30)
    make(store, 1)
    assert names(store) >= {info.name for info in made}
    told = [one.code for one in check_deeply(store)]
    assert told == ["backup_too_new", "backup_too_new"]


def test_copies_of_another_register_beside_them_stay_and_take_no_place_of_our_own(
    store: Store, place: Place, tmp_path: Path
) -> None:
    """Control: without them as many of our own stay."""
    other = Place(tmp_path / "other", place.clock, place.ids)
    with other.create() as foreign:
        # Their counters go further, and one of them is damaged.
        theirs = make(foreign, 12)
        found_damaged(foreign, theirs[-1])
        for path in foreign.layout.backups.iterdir():
            store.layout.backups.mkdir(exist_ok=True)
            shutil.copy(path, store.layout.backups)
    foreigners = {info.name for info in theirs}
    make(store, 8)
    place.clock.forward(days=3)
    make(store, 1)
    assert names(store) >= foreigners
    assert len(names(store) - foreigners) == 5


def newer(store: Store, info: BackupInfo) -> None:
    """Make a copy one that a newer program wrote, and forget that it was checked."""
    from desktop.db import engine

    path = store.layout.backups / info.name
    connection = engine.connect_single_file(path, store.data_key)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()
    info_path(path).unlink()


def test_no_copy_goes_before_a_restore_of_it(place: Place) -> None:
    with place.create() as made:
        copies = make(made, 8)
        place.clock.forward(days=3)
        back_up(made, reason="before_restore", thins=False)
        assert len(names(made)) == 9
    restore(place.folder, copies[0].name, clock=place.clock, ids=place.ids)
    with place.open() as opened:
        assert thin(opened) == ()


def test_a_restored_folder_copy_brings_what_still_lay_in_its_log(
    place: Place, tmp_path: Path
) -> None:
    with place.create() as made:
        add_session(made, "s1")
        made.checkpoint()
        add_session(made, "s2")
        # As a kill or a copy of the running register leaves it.
        shutil.copytree(place.folder, tmp_path / "copy")
    assert (tmp_path / "copy" / "so138.db-wal").stat().st_size
    source = str(tmp_path / "copy")
    assert plan_restore(tmp_path / "new", source).sessions == 2
    restore(tmp_path / "new", source, clock=place.clock, ids=place.ids)
    restored = Place(tmp_path / "new", place.clock, place.ids)
    with restored.open() as opened:
        assert [one.id for one in queries.sessions(opened)] == ["s1", "s2"]
    assert not [path for path in (tmp_path / "new").iterdir() if "restoring" in path.name]


def test_a_clock_that_stands_still_does_not_keep_every_copy() -> None:
    at = datetime(2015, 1, 1, 8, tzinfo=UTC)
    have: list[Dated] = []
    for counter in range(1, 1001):
        have.append(Dated(counter, at + timedelta(minutes=counter % 8)))
        keep = kept_counters(have, now=at + timedelta(minutes=8))
        have = [one for one in have if one.counter in keep]
    assert A_DAY <= len(have) < 2 * A_DAY + 20
    # One of each hundred goes on to stand for its time.
    assert {one.counter // A_DAY for one in have} == set(range(11))


def test_a_description_on_a_place_that_takes_no_notes_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (info,) = make(store, 1)
    path = store.layout.backups / info.name
    info_path(path).unlink()

    def refuse(_path: Path, _info: BackupInfo, *, size: int | None = None) -> None:
        raise PermissionError(13, "read-only", str(size))

    monkeypatch.setattr("desktop.db.backups.write_info", refuse)
    assert verify_backup(path, data_key=store.data_key).verified
    write_info(path, info)
    assert list_backups(store.folder) == (info,)

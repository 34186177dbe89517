import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.db import keys, queries
from desktop.db.backup_thinning import Dated, kept_counters
from desktop.db.backups import (
    back_up,
    backups_in,
    export_backup,
    list_backups,
    verify_backup,
)
from desktop.db.check import check_deeply, check_quickly
from desktop.db.errors import (
    BackupDamagedError,
    BackupUnknownError,
    DiskFullError,
    KeyFileDamagedError,
    StoreDamagedError,
    StoreInUseError,
)
from desktop.db.layout import Layout
from desktop.db.restoring import plan_restore, restore
from desktop.db.store import Store
from tests.db.made import CountedIds, Place, SteadyClock, damage_sessions, put_session


def add_session(store: Store, session_id: str) -> None:
    with store.writing(action="record_session", label=session_id) as write:
        put_session(write, session_id)


def flip(path: Path, position: int) -> None:
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.write_bytes(bytes(data))


def test_a_backup_says_what_it_holds_and_is_verified(store: Store) -> None:
    add_session(store, "s1")
    info = back_up(store, reason="manual")
    assert (info.sessions, info.models, info.verified, info.reason) == (1, 0, True, "manual")
    assert list_backups(store.folder) == (info,)


def test_every_backup_carries_its_side_file(store: Store) -> None:
    name = back_up(store, reason="manual").name.removesuffix(".db")
    assert sorted(path.name for path in store.layout.backups.iterdir()) == [
        f"{name}.db",
        f"{name}.info.json",
        f"{name}.key.json",
    ]


def test_a_backup_is_encrypted(store: Store) -> None:
    info = back_up(store, reason="manual")
    data = (store.layout.backups / info.name).read_bytes()
    assert b"SQLite format" not in data
    assert store.facts.install_id.encode() not in data


def test_backups_are_ordered_by_their_counter_whatever_the_clock_says(
    store: Store, place: Place
) -> None:
    first = back_up(store, reason="manual")
    place.clock.forward(days=-400)
    second = back_up(store, reason="manual")
    assert [info.name for info in list_backups(store.folder)] == [second.name, first.name]


def test_a_restore_brings_the_state_of_the_backup_and_opens_a_new_branch(place: Place) -> None:
    with place.create() as made:
        add_session(made, "s1")
        info = back_up(made, reason="manual")
        add_session(made, "s2")
        branch = made.facts.branch_id
    done = restore(place.folder, info.name, clock=place.clock, ids=place.ids)
    with place.open() as opened:
        assert [one.id for one in queries.sessions(opened)] == ["s1"]
        assert opened.facts.branch_id == done.branch_id != branch
        assert opened.undo_label() is None
        assert queries.log_entries(opened, limit=1)[0].action == "restore"
        assert queries.log_first_broken(opened) is None
        assert check_deeply(opened) == ()


def test_what_a_restore_replaced_can_itself_be_restored(place: Place) -> None:
    with place.create() as made:
        info = back_up(made, reason="manual")
        add_session(made, "s1")
    done = restore(place.folder, info.name, clock=place.clock, ids=place.ids)
    assert done.replaced is not None
    back = str(done.replaced / "so138.db")
    restore(place.folder, back, clock=place.clock, ids=place.ids)
    with place.open() as opened:
        assert [one.id for one in queries.sessions(opened)] == ["s1"]


def test_a_restore_is_refused_while_the_store_is_open(store: Store, place: Place) -> None:
    info = back_up(store, reason="manual")
    with pytest.raises(StoreInUseError):
        restore(store.folder, info.name, clock=place.clock, ids=place.ids)


def test_a_plan_changes_nothing(place: Place) -> None:
    with place.create() as made:
        info = back_up(made, reason="manual")
    before = Layout(place.folder).store.read_bytes()
    assert plan_restore(place.folder, info.name).verified
    assert Layout(place.folder).store.read_bytes() == before


def test_an_unknown_backup_is_said(place: Place) -> None:
    place.create().close()
    with pytest.raises(BackupUnknownError):
        restore(place.folder, "none", clock=place.clock, ids=place.ids)


def test_a_damaged_backup_is_refused_and_the_store_stays(place: Place) -> None:
    with place.create() as made:
        add_session(made, "s1")
        info = back_up(made, reason="manual")
    flip(Layout(place.folder).backups / info.name, 5000)
    with pytest.raises(BackupDamagedError):
        restore(place.folder, info.name, clock=place.clock, ids=place.ids)
    with place.open() as opened:
        assert queries.session_count(opened) == 1
        assert [one.code for one in check_deeply(opened)] == ["backup_damaged"]


def test_a_damaged_store_is_replaced_by_its_backup(place: Place) -> None:
    with place.create() as made:
        add_session(made, "s1")
        info = back_up(made, reason="manual")
    flip(Layout(place.folder).store, 100)
    with pytest.raises(StoreDamagedError):
        place.open()
    restore(place.folder, info.name, clock=place.clock, ids=place.ids)
    with place.open() as opened:
        assert queries.session_count(opened) == 1


def test_a_lost_key_file_comes_back_with_the_backup(place: Place) -> None:
    with place.create() as made:
        info = back_up(made, reason="manual")
    for path in place.folder.glob("so138.key.json*"):
        path.unlink()
    with pytest.raises(KeyFileDamagedError):
        place.open()
    restore(place.folder, info.name, clock=place.clock, ids=place.ids)
    place.open().close()


def test_a_restore_cut_short_between_key_and_store_still_opens(
    place: Place, tmp_path: Path
) -> None:
    with place.create() as made:
        add_session(made, "s1")
    other = Place(tmp_path / "other", SteadyClock(), CountedIds("other"))
    other.create().close()
    key_of_backup = keys.read_side_file(Layout(other.folder).key)
    keys.write_side_file(Layout(place.folder).key, key_of_backup)
    with place.open() as opened:
        assert queries.session_count(opened) == 1


def test_the_key_of_another_store_does_not_open_this_one(place: Place, tmp_path: Path) -> None:
    place.create().close()
    other = Place(tmp_path / "other", SteadyClock(), CountedIds("other"))
    other.create().close()
    for name in ("so138.key.json", "so138.key.json.old"):
        shutil.copy(other.folder / name, place.folder / name)
    with pytest.raises(StoreDamagedError):
        place.open()


@pytest.mark.parametrize("named", ["folder", "file"])
def test_an_exported_backup_restores_on_an_empty_machine(
    place: Place, tmp_path: Path, named: str
) -> None:
    stick = tmp_path / "USB" / "Sổ 138"
    with place.create() as made:
        add_session(made, "s1")
        info = export_backup(made, to=stick)
        install = made.facts.install_id
    shutil.rmtree(place.folder)
    second = Place(tmp_path / "second", SteadyClock(), CountedIds("other"))
    source = stick if named == "folder" else stick / info.name
    done = restore(second.folder, str(source), clock=second.clock, ids=second.ids)
    assert done.replaced is None
    with second.open() as opened:
        assert queries.session_count(opened) == 1
        assert opened.facts.install_id == install
        assert opened.only_self_opening


def test_a_stick_without_room_is_said_before_anything_is_written(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(DiskFullError):
        export_backup(store, to=tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_backup_of_a_damaged_store_gets_no_name(place: Place) -> None:
    with place.create() as made:
        for number in range(300):
            add_session(made, f"s{number}")
    damage_sessions(place)
    with place.open() as opened:
        with pytest.raises(StoreDamagedError):
            back_up(opened, reason="manual")
        assert list(opened.layout.backups.iterdir()) == []
        assert opened.broken


def test_a_copied_data_folder_is_a_backup_too(place: Place, tmp_path: Path) -> None:
    with place.create() as made:
        add_session(made, "s1")
    shutil.copytree(place.folder, tmp_path / "copy")
    assert verify_backup(tmp_path / "copy" / "so138.db").sessions == 1


def test_a_quick_check_names_a_damaged_key_file_and_a_backup_cut_short(store: Store) -> None:
    info = back_up(store, reason="manual")
    assert check_quickly(store) == ()
    flip(store.layout.key, 40)
    (store.layout.backups / info.name).write_bytes(b"half")
    assert [one.code for one in check_quickly(store)] == ["key_file_damaged", "backup_unverified"]


def daily(days: int, now: datetime) -> list[Dated]:
    return [Dated(days - back, now - timedelta(days=back)) for back in range(days)]


def test_thinning_keeps_days_weeks_months_and_years() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    known = daily(1500, now)
    kept = [one for one in known if one.counter in kept_counters(known, now=now)]
    assert [(now - one.at).days for one in kept[:12]] == list(range(12))
    assert len({(one.at.year, one.at.month) for one in kept}) >= 12
    assert {one.at.year for one in kept} == {2022, 2023, 2024, 2025, 2026}
    assert len(kept) < 40


def test_everything_of_two_days_is_kept() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    known = [Dated(number, now - timedelta(minutes=number)) for number in range(200)]
    assert len(kept_counters(known, now=now)) == 200


def test_an_unverified_copy_never_pushes_out_a_verified_one() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    old = [Dated(number, now - timedelta(days=900, hours=-number)) for number in range(5)]
    bad = [Dated(100 + n, now - timedelta(days=30), verified=False) for n in range(50)]
    assert kept_counters([*old, *bad], now=now) >= {one.counter for one in old}


def test_old_backups_are_thinned_when_a_new_one_is_made(store: Store, place: Place) -> None:
    for _ in range(8):
        back_up(store, reason="manual")
    place.clock.forward(days=3)
    back_up(store, reason="manual")
    assert len(list_backups(store.folder)) == 5
    assert len(list(store.layout.backups.iterdir())) == 15


def test_nothing_is_thinned_that_stood_at_a_restore(place: Place) -> None:
    with place.create() as made:
        infos = [back_up(made, reason="manual") for _ in range(8)]
    restore(place.folder, infos[0].name, clock=place.clock, ids=place.ids)
    place.clock.forward(days=3)
    with place.open() as opened:
        newest = back_up(opened, reason="manual")
        assert newest.counter == 9
        assert len(backups_in(opened.layout.backups)) == 9

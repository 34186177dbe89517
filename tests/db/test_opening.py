import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.db import engine, keys, queries
from desktop.db.check import check_quickly
from desktop.db.errors import (
    EngineTooOldError,
    FolderNotEmptyError,
    KeyFileDamagedError,
    NotAStoreError,
    StoreBrokenError,
    StoreDamagedError,
    StoreInUseError,
    StoreTooNewError,
    WrongPasswordError,
)
from desktop.db.layout import Layout, old_version
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.store import Store
from desktop.db.store_opening import holds_store
from desktop.domain.commune import Role
from tests.db.made import Place

ROOT = Path(__file__).resolve().parents[2]
OPEN_AND_REPORT = """
import sys
from pathlib import Path
from desktop.db.errors import StoreError
from tests.db.made import CountedIds, Place, SteadyClock
try:
    Place(Path(sys.argv[1]), SteadyClock(), CountedIds()).open().close()
    print("opened")
except StoreError as error:
    print(error.code)
"""


def from_another_program(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_REPORT, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_new_store_knows_who_it_is(store: Store, place: Place) -> None:
    assert store.facts.role is Role.COMMUNE
    assert store.facts.created_at == place.clock.instant
    assert store.facts.install_id != store.facts.branch_id


def test_what_was_created_opens_again_with_the_same_identity(place: Place) -> None:
    with place.create() as made:
        facts = made.facts
    with place.open() as opened:
        assert opened.facts == facts


def test_a_closed_store_is_one_file_with_two_key_files(place: Place) -> None:
    place.create().close()
    assert sorted(path.name for path in place.folder.iterdir()) == [
        "so138.db",
        "so138.key.json",
        "so138.key.json.old",
    ]


def test_an_open_store_needs_no_shared_memory_file(store: Store) -> None:
    assert not (store.folder / "so138.db-shm").exists()


def test_nothing_of_the_content_can_be_read_from_the_file(place: Place) -> None:
    with place.create() as made:
        identity = made.facts.install_id.encode()
    data = Layout(place.folder).store.read_bytes()
    assert b"SQLite format" not in data
    assert identity not in data


def test_a_second_program_is_refused_at_once(store: Store) -> None:
    assert from_another_program(store.folder) == "store_in_use"


def test_after_closing_another_program_may_open(place: Place) -> None:
    place.create().close()
    assert from_another_program(place.folder) == "opened"


def test_a_second_opening_in_the_same_program_is_refused(store: Store, place: Place) -> None:
    with pytest.raises(StoreInUseError):
        place.open()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 3),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("wal_autocheckpoint", 2000),
        ("user_version", SCHEMA_VERSION),
    ],
)
def test_the_settings_of_the_engine_hold(store: Store, pragma: str, value: object) -> None:
    assert store.read(f"PRAGMA {pragma}")[0][0] == value


def test_opening_does_not_load_the_migrations() -> None:
    code = "import desktop.db.store, sys; assert 'sqlite_utils' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_old_engine_is_refused() -> None:
    with pytest.raises(EngineTooOldError) as caught:
        engine.refuse_old_engine((3, 51, 2))
    assert caught.value.details == {"found": "3.51.2", "needed": "3.51.3"}


def test_a_folder_that_holds_something_gets_no_store(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderNotEmptyError):
        place.create()
    assert [path.name for path in place.folder.iterdir()] == ["letter.txt"]


def test_a_store_is_never_made_over_another(place: Place) -> None:
    place.create().close()
    with pytest.raises(FolderNotEmptyError):
        place.create()


@pytest.mark.parametrize("left", [("so138.db.new",), ("so138.db.new", "so138.key.json")])
def test_a_creation_cut_short_is_begun_again(place: Place, left: tuple[str, ...]) -> None:
    place.folder.mkdir()
    for name in left:
        (place.folder / name).write_bytes(b"half")
    assert not holds_store(place.folder)
    place.create().close()
    assert holds_store(place.folder)


def test_an_empty_folder_is_no_store(place: Place) -> None:
    with pytest.raises(NotAStoreError):
        place.open()


def test_a_lost_database_file_is_damage_not_an_empty_folder(place: Place) -> None:
    place.create().close()
    Layout(place.folder).store.unlink()
    with pytest.raises(StoreDamagedError):
        place.open()
    with pytest.raises(FolderNotEmptyError):
        place.create()


def test_a_newer_store_is_refused(place: Place) -> None:
    with place.create() as made:
        made.connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(StoreTooNewError):
        place.open()


def test_the_previous_key_file_serves_when_the_newest_is_damaged(place: Place) -> None:
    place.create().close()
    Layout(place.folder).key.write_bytes(b"{}")
    with place.open() as opened:
        assert opened.key_file_fell_back


def test_a_damaged_key_file_is_written_anew_and_the_warning_goes(place: Place) -> None:
    place.create().close()
    key = Layout(place.folder).key
    whole = key.read_bytes()
    for damage in (b"{}", None):
        if damage is None:
            key.unlink()
        else:
            key.write_bytes(damage)
        with place.open() as opened:
            assert [one.code for one in check_quickly(opened)] == ["key_file_damaged"]
            (entry,) = queries.log_entries(opened, before=None, limit=1)
            assert (entry.action, entry.details) == ("renew_key_file", {"file": key.name})
        assert key.read_bytes() == whole
        with place.open() as opened:
            assert not opened.key_file_fell_back
            assert check_quickly(opened) == ()
            assert queries.log_first_broken(opened) is None


def test_a_key_file_of_another_store_is_left_as_it_is(place: Place) -> None:
    place.create().close()
    key = Layout(place.folder).key
    foreign = keys.self_opening_side_file(b"k" * 32, slot_id="new")
    keys.write_side_file(key, foreign)
    with place.open() as opened:
        assert opened.key_file_fell_back
    assert keys.read_side_file(key) == foreign


def test_two_damaged_key_files_are_damage_not_a_wrong_password(place: Place) -> None:
    place.create().close()
    key = Layout(place.folder).key
    key.write_bytes(b"{}")
    old_version(key).unlink()
    with pytest.raises(KeyFileDamagedError):
        place.open()


def test_every_changed_byte_of_a_key_file_is_noticed(place: Place) -> None:
    place.create().close()
    key = Layout(place.folder).key
    data = key.read_bytes()
    for position in range(len(data)):
        key.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        with pytest.raises((KeyFileDamagedError, StoreTooNewError)):
            keys.read_side_file(key)


def test_slots_that_need_a_password_do_not_open_without_one(place: Place) -> None:
    place.create().close()
    key = Layout(place.folder).key
    officer = keys.SideFile(keys.read_side_file(key).key_check, ({"id": "o", "kind": "officer"},))
    for path in (key, old_version(key)):
        path.write_bytes(keys.side_file_bytes(officer))
    with pytest.raises(WrongPasswordError):
        place.open()


def test_an_unknown_kind_of_slot_is_passed_over_and_kept(place: Place) -> None:
    place.create().close()
    key = Layout(place.folder).key
    known = keys.read_side_file(key)
    with place.open() as opened:
        data_key = opened.data_key
    newer = keys.SideFile(known.key_check, ({"kind": "sheet"}, *known.slots)).sealed(data_key, 2)
    keys.write_side_file(key, newer)
    with place.open() as opened:
        assert not opened.only_self_opening
        assert opened.side_file.slots[0] == {"kind": "sheet"}


def test_a_replaced_key_file_keeps_its_previous_version(place: Place) -> None:
    place.create().close()
    key = Layout(place.folder).key
    before = key.read_bytes()
    keys.write_side_file(key, keys.self_opening_side_file(b"k" * 32, slot_id="new"))
    assert old_version(key).read_bytes() == before


def test_a_key_file_holds_the_key_only_wrapped(place: Place) -> None:
    with place.create() as made:
        data_key = made.data_key
    text = Layout(place.folder).key.read_text(encoding="ascii")
    assert data_key.hex() not in text
    assert json.loads(text)["slots"][0]["kind"] == "self_opening"


def test_a_clock_that_went_back_is_noticed(place: Place) -> None:
    with place.create() as made:
        assert not made.clock_behind
        place.clock.forward(days=10)
    place.clock.forward(days=-3)
    with place.open() as opened:
        assert opened.clock_behind
        assert opened.clock_floor == place.clock.today() + timedelta(days=3)


def test_a_closed_store_writes_nothing_more(place: Place) -> None:
    opened = place.create()
    opened.close()
    with pytest.raises(StoreBrokenError), opened.writing(action="late") as write:
        write.set("first_month", "2026-01")
    opened.close()


def test_an_emptied_store_beside_its_key_is_damaged_not_new(place: Place) -> None:
    place.create().close()
    (place.folder / "so138.db").write_bytes(b"")
    with pytest.raises(StoreDamagedError):
        place.open()

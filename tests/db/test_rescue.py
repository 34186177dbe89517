"""A damaged store: what is whole in it comes back, whatever page failed; control: without it."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.db import queries
from desktop.db import salvage as salvaging
from desktop.db.backups import back_up
from desktop.db.errors import KeyFileDamagedError
from desktop.db.finds import TABLES, left_out, replay, with_needed
from desktop.db.layout import Layout, old_version
from desktop.db.rescue import Rescue, look_over
from desktop.db.restoring import restore
from desktop.db.store import Store
from desktop.db.store_opening import open_store
from tests.db.damaged import Damaged, made_damaged
from tests.db.made import PAGE, Place, put_entry, put_group, put_session


@pytest.fixture
def damaged(place: Place) -> Damaged:
    return made_damaged(place)


def test_every_table_either_comes_back_or_is_left_out_with_a_reason(store: Store) -> None:
    rows = store.read("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    unnamed = {row[0] for row in rows} - set(TABLES) - left_out()
    assert {name for name in unnamed if not name.startswith(("sqlite_", "_"))} == set()


def test_a_sound_folder_needs_nothing(damaged: Damaged) -> None:
    assert damaged.look().trouble == "sound"


def test_what_the_damaged_file_has_beyond_the_backup_is_found(damaged: Damaged) -> None:
    last = len(damaged.whole) // PAGE - 1
    damaged.flip([last])
    plan = damaged.look()
    assert (plan.trouble, plan.follows, plan.reason) == ("damaged", True, "")
    new = {one.key for one in plan.finds if one.table == "sessions"}
    assert len(new) >= 15
    assert new <= {f"s{number:03d}" for number in range(40, 60)}


@pytest.mark.parametrize("seed", range(6))
def test_pages_at_random_cost_only_what_lies_on_them(damaged: Damaged, seed: int) -> None:
    """The first page and those of the schema among them: a backup lends these."""
    dice = random.Random(seed)
    count = len(damaged.whole) // PAGE
    damaged.flip([0, *dice.sample(range(1, count), 4)])
    plan = damaged.look()
    assert plan.reason == ""
    assert plan.info is not None
    assert plan.info.sessions == 40
    assert {one.key for one in plan.finds if one.table == "sessions"} <= {
        f"s{number:03d}" for number in range(40, 60)
    }


@pytest.mark.parametrize("left", [0.995, 0.95, 0.8, 0.5, 0.3])
def test_of_a_file_that_was_cut_off_all_comes_back_that_lies_before_the_cut(
    damaged: Damaged, left: float
) -> None:
    """Cut off, the engine opens it no more; what it needs is the length that page 1 names."""
    damaged.file.write_bytes(damaged.whole[: int(len(damaged.whole) * left)])
    plan = damaged.look()
    assert (plan.trouble, plan.reason) == ("damaged", "")
    new = {one.key for one in plan.finds if one.table == "sessions"}
    assert len(new) >= 15
    assert new <= {f"s{number:03d}" for number in range(40, 60)}
    # What lay behind the cut is lost, not deleted by anybody.
    assert not any(one.after is None for find in plan.finds for one in find.changes)


def test_control_a_file_that_was_cut_off_gives_nothing_at_its_own_length(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salvaging, "_fill_up", lambda _place, _key: None)
    damaged.file.write_bytes(damaged.whole[: int(len(damaged.whole) * 0.95)])
    assert damaged.look().reason == "unreadable"


@pytest.mark.parametrize("lost", ["zeros", "flipped"])
def test_a_long_text_without_its_end_never_passes_for_whole(damaged: Damaged, lost: str) -> None:
    """Where the last page of a long text fails, the engine gives zeros for it without a word."""
    long = "ghi chú dài " * 2000
    with damaged.place.open() as store, store.writing(action="record_session") as write:
        put_session(write, "s099", groups=("g1",), note=long)
    whole, given = damaged.file.read_bytes(), []
    for page in range(len(whole) // PAGE - 16, len(whole) // PAGE):
        data = bytearray(whole)
        at = slice(page * PAGE, (page + 1) * PAGE)
        data[at] = bytes(PAGE) if lost == "zeros" else bytes([data[at.start] ^ 1, *data[at][1:]])
        damaged.file.write_bytes(data)
        read = salvaging.salvage(damaged.file, data_key=damaged.key, tables=("sessions",))
        rows = read.tables["sessions"]
        given += [row["note"] for key, row in rows.rows.items() if key == ("s099",)]
        assert rows.whole == (len(rows.rows) == 61)
    assert set(given) == {long}
    assert len(given) < 16


def test_a_file_of_noise_gives_nothing_and_says_so(damaged: Damaged) -> None:
    damaged.file.write_bytes(random.Random(1).randbytes(len(damaged.whole)))
    plan = damaged.look()
    assert (plan.trouble, plan.reason, plan.finds) == ("damaged", "unreadable", ())


def test_a_missing_file_is_named_as_missing(damaged: Damaged) -> None:
    damaged.file.unlink()
    plan = damaged.look()
    assert (plan.trouble, plan.reason) == ("missing", "missing")
    assert plan.info is not None


def test_links_whose_own_pages_fail_come_back_by_their_index(damaged: Damaged) -> None:
    """Sessions without their groups would come back as nobody's."""
    with damaged.place.open() as store:
        [(root,)] = store.read("SELECT rootpage FROM sqlite_schema WHERE name = 'session_groups'")
    damaged.flip([int(root) - 1])
    plan = damaged.look()
    assert "session_groups" in plan.failing
    new = [one for one in plan.finds if one.table == "sessions"]
    assert len(new) == 20
    assert all(any(row.table == "session_groups" for row in one.changes) for one in new)


def test_looking_changes_nothing(damaged: Damaged) -> None:
    damaged.flip([9])
    before = {path: path.read_bytes() for path in damaged.place.folder.rglob("*") if path.is_file()}
    damaged.look()
    after = {path: path.read_bytes() for path in damaged.place.folder.rglob("*") if path.is_file()}
    assert after == before


def test_a_key_file_of_a_backup_opens_a_whole_store(damaged: Damaged) -> None:
    layout = Layout(damaged.place.folder)
    for path in (layout.key, old_version(layout.key)):
        path.write_bytes(b"{}")
    plan = damaged.look()
    assert plan.trouble == "key_file"
    assert plan.source is not None


def test_a_damaged_backup_is_passed_over_for_the_one_before(damaged: Damaged) -> None:
    with damaged.place.open() as store:
        newest = back_up(store, reason="exit")
    path = Layout(damaged.place.folder).backups / newest.name
    data = bytearray(path.read_bytes())
    data[5 * PAGE + 9] ^= 1
    path.write_bytes(data)
    damaged.file.unlink()
    plan = damaged.look()
    assert [one.name for one in plan.passed_over] == [newest.name]
    assert plan.info is not None
    assert plan.info.sessions == 40


def test_backups_of_another_store_on_the_stick_are_left_alone(
    damaged: Damaged, tmp_path: Path
) -> None:
    other = Place(tmp_path / "other", damaged.place.clock, damaged.place.ids)
    with other.create() as store:
        for _number in range(5):
            back_up(store, reason="exit")
    damaged.file.unlink()
    plan = look_over(damaged.place.folder, places=(tmp_path / "other",))
    assert plan.source is not None
    assert plan.source.is_relative_to(damaged.place.folder)


def _rescued(damaged: Damaged, plan: Rescue, *, chosen: Sequence[str]) -> Store:
    place = damaged.place
    assert plan.source is not None
    restore(place.folder, str(plan.source), clock=place.clock, ids=place.ids)
    store = open_store(place.folder, clock=place.clock, ids=place.ids)
    finds = with_needed([one for one in plan.finds if one.id in chosen], plan.finds)
    with store.writing(action="rescue") as write:
        assert replay(store, write, finds) == ()
    return store


def test_a_chosen_session_brings_what_it_names_and_undo_takes_all_back(damaged: Damaged) -> None:
    damaged.flip([len(damaged.whole) // PAGE - 1])
    plan = damaged.look()
    with _rescued(damaged, plan, chosen=["sessions/s045"]) as store:
        ids = {one.id for one in queries.sessions(store)}
        assert ids == {f"s{number:03d}" for number in range(40)} | {"s045"}
        assert store.read("SELECT count(*) FROM list_entries WHERE id = 'topic'") == [(1,)]
        store.undo()
        assert len(queries.sessions(store)) == 40


def test_a_find_that_breaks_a_rule_is_left_out_and_the_rest_is_written(damaged: Damaged) -> None:
    damaged.flip([len(damaged.whole) // PAGE - 1])
    finds = damaged.look().finds
    sessions = [one for one in finds if one.table == "sessions"]
    with Place(
        damaged.place.folder.with_name("anew"), damaged.place.clock, damaged.place.ids
    ).create() as store:
        with store.writing(action="record_groups") as write:
            put_group(write, "g0", "Thôn 0")
            put_entry(write, "topic", "topic", "Luật")
        with store.writing(action="rescue") as write:
            refused = replay(store, write, sessions)
        held = {row[0] for row in store.read("SELECT id FROM sessions")}
    assert {one.key for one in refused} == {one.key for one in sessions if int(one.key[1:]) % 5}
    assert held == {one.key for one in sessions} - {one.key for one in refused}


def test_a_key_file_is_needed(damaged: Damaged) -> None:
    for path in damaged.place.folder.rglob("*.key.json*"):
        path.unlink()
    with pytest.raises(KeyFileDamagedError):
        damaged.look()

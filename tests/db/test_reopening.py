"""After the disk failed the file is opened anew and compared with what was said to be saved."""

from pathlib import Path

import pytest

from desktop.db.errors import StoreBrokenError, StoreDamagedError
from desktop.db.layout import Layout
from desktop.db.reopening import reopen
from desktop.db.store import Store
from tests.db.made import PAGE, Place, put_session


def record(store: Store, session_id: str) -> None:
    with store.writing(action="record_session", label="s") as write:
        put_session(write, session_id)


def count(store: Store) -> int:
    return int(store.read("SELECT count(*) FROM sessions")[0][0])


def test_a_broken_store_goes_on_when_all_that_was_saved_is_there(store: Store) -> None:
    record(store, "a")
    store.broken = True
    with pytest.raises(StoreBrokenError):
        record(store, "b")
    found = reopen(store)
    assert (found.lost, found.more) == (0, 0)
    record(store, "b")
    assert count(store) == 2


def test_what_was_saved_although_it_was_said_to_fail_is_named(store: Store) -> None:
    head = store.head
    record(store, "a")
    store.head, store.broken = head, True
    assert reopen(store).more == 1
    record(store, "b")
    assert count(store) == 2


def test_a_file_that_lost_what_was_saved_is_only_read(place: Place) -> None:
    with place.create() as store:
        record(store, "a")
    file = Layout(place.folder).store
    earlier = file.read_bytes()
    store = place.open()
    record(store, "b")
    record(store, "c")
    acknowledged = store.head
    store.checkpoint()
    store.connection.close()
    file.write_bytes(earlier)
    assert reopen(store).lost == 2
    assert store.head == acknowledged
    assert count(store) == 1
    with pytest.raises(StoreBrokenError):
        record(store, "d")
    store.close()


def test_a_page_that_fails_is_damage_and_the_store_is_only_read(place: Place) -> None:
    store = place.create()
    record(store, "a")
    store.checkpoint()
    store.connection.close()
    file = Layout(place.folder).store
    data = bytearray(file.read_bytes())
    data[-PAGE + 9] ^= 1
    file.write_bytes(data)
    with pytest.raises(StoreDamagedError):
        reopen(store)
    assert store.broken
    store.close()


def test_a_file_that_is_gone_is_never_made_anew(place: Place) -> None:
    """An empty file of the same name would open, and say that nothing was ever saved."""
    store = place.create()
    record(store, "a")
    store.connection.close()
    moved: list[Path] = [path.rename(path.with_suffix(".away")) for path in _files(place)]
    with pytest.raises(StoreDamagedError):
        reopen(store)
    assert moved
    assert not Layout(place.folder).store.exists()


def _files(place: Place) -> list[Path]:
    return list(place.folder.glob("so138.db*"))

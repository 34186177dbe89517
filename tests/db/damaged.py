"""A store that was damaged after its backup, for the tests of rescues."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.db.backups import back_up
from desktop.db.layout import Layout
from desktop.db.rescue import Rescue, look_over
from desktop.db.store import Store
from tests.db.made import PAGE, Place, put_entry, put_group, put_session


@dataclass(frozen=True)
class Damaged:
    """A store with a backup of 40 sessions, 20 sessions after it, and its bytes while whole."""

    place: Place
    key: bytes
    whole: bytes

    @property
    def file(self) -> Path:
        return Layout(self.place.folder).store

    def flip(self, pages: Sequence[int]) -> None:
        data = bytearray(self.whole)
        for page in pages:
            data[page * PAGE + 300] ^= 8
        self.file.write_bytes(data)

    def look(self) -> Rescue:
        return look_over(self.place.folder)


def made_damaged(place: Place) -> Damaged:
    with place.create() as store:
        with store.writing(action="record_groups") as write:
            for number in range(5):
                put_group(write, f"g{number}", f"Thôn {number}")
        record(store, range(40))
        back_up(store, reason="exit")
        with store.writing(action="record_list_entry") as write:
            put_entry(write, "topic", "topic", "Luật Phòng, chống ma túy")
        record(store, range(40, 60), topics=("topic",))
        key = store.data_key
    return Damaged(place, key, Layout(place.folder).store.read_bytes())


def record(store: Store, numbers: range, topics: tuple[str, ...] = ()) -> None:
    for number in numbers:
        with store.writing(action="record_session", label="s") as write:
            groups = (f"g{number % 5}",)
            put_session(write, f"s{number:03d}", groups=groups, topics=topics, note="ghi " * 30)

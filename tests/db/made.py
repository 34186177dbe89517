"""A steady clock, counted identities and rows for the tests of the store."""

import contextlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop.db import queries
from desktop.db.errors import StoreError
from desktop.db.layout import Layout
from desktop.db.store import Store
from desktop.db.store_opening import create_store, open_store
from desktop.db.writing import Write
from desktop.domain.text import fold, identity_key, sort_key

PAGE = 4096
START = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)


@dataclass
class SteadyClock:
    """A clock that a test moves by hand."""

    instant: datetime = START

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def forward(self, **span: float) -> None:
        self.instant += timedelta(**span)


@dataclass
class CountedIds:
    """Identities in the order in which they were asked for."""

    prefix: str = "id"
    made: int = field(default=0)

    def new(self) -> str:
        self.made += 1
        return f"{self.prefix}-{self.made:06d}"


@dataclass(frozen=True)
class Place:
    """A data folder with the clock and the identities that its store is given."""

    folder: Path
    clock: SteadyClock
    ids: CountedIds

    def create(self) -> Store:
        return create_store(self.folder, clock=self.clock, ids=self.ids)

    def open(self) -> Store:
        return open_store(self.folder, clock=self.clock, ids=self.ids)


def put_group(write: Write, group_id: str, name: str, **columns: object) -> None:
    row = {
        "id": group_id,
        "name": name,
        "identity": identity_key(name),
        "folded": fold(name),
        "sort_key": sort_key(name),
    }
    write.put("residential_groups", {**row, **columns})


def put_entry(write: Write, entry_id: str, kind: str, label: str, **columns: object) -> None:
    row = {
        "id": entry_id,
        "list": kind,
        "label": label,
        "identity": identity_key(label),
        "folded": fold(label),
    }
    write.put("list_entries", {**row, **columns})


def put_session(
    write: Write,
    session_id: str,
    held_on: str = "2026-10-05",
    *,
    groups: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    **columns: object,
) -> None:
    row = {"id": session_id, "held_on": held_on, "status": "held"}
    write.put("sessions", {**row, **columns})
    write.replace_links("session_groups", "session_id", session_id, "group_id", groups)
    rows = [
        {"role": "topic", "position": place, "entry_id": topic}
        for place, topic in enumerate(topics)
    ]
    write.replace_rows("session_labels", {"session_id": session_id}, rows)


def damage_sessions(place: Place) -> None:
    """Damage a page of a closed store that opening does not read and reading the sessions does."""
    file = Layout(place.folder).store
    whole = file.read_bytes()
    for page in range(2, len(whole) // PAGE):
        at = page * PAGE + 50
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with contextlib.suppress(StoreError), place.open() as opened:
            try:
                queries.sessions(opened)
            except StoreError:
                return
    raise AssertionError("no page holds sessions alone")

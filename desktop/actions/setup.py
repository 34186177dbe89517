"""Making a data folder and opening one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.desk import UNNAMED_OFFICER, Desk, Outcome, refused
from desktop.db import queries
from desktop.db.store import Store, create_store, holds_store, open_store
from desktop.domain.commune import CommuneProfile, ListEntry, ListName
from desktop.domain.problems import stopping
from desktop.domain.sources import Clock, IdSource
from desktop.domain.text import fold
from desktop.paths import resource

if TYPE_CHECKING:
    from desktop.domain.shipped_lists import ShippedEntry


@dataclass(frozen=True, slots=True)
class Sources:
    """The clock and the source of identities that a desk is given."""

    clock: Clock
    ids: IdSource


def new_commune(
    folder: Path, draft: CommuneProfile, *, sources: Sources, officer: str = UNNAMED_OFFICER
) -> Outcome[Desk]:
    """Makes a data folder with a commune's profile and the shipped lists; the value is its desk.

    Raises:
        StoreError: the folder is not empty, cannot be written, or the disk is full.
    """
    # Making is seldom: what it alone needs is imported then, so that opening is quick.
    from desktop.actions.profile import check_profile

    problems = check_profile(draft)
    if stopping(problems):
        return refused(*problems)

    def fill(store: Store) -> None:
        _fill(Desk(store, sources.clock, sources.ids, officer), draft)

    store = create_store(folder, clock=sources.clock, ids=sources.ids, role=draft.role, fill=fill)
    return Outcome(Desk(store, sources.clock, sources.ids, officer))


def _fill(desk: Desk, draft: CommuneProfile) -> None:
    """The profile and the shipped lists: part of founding, so that no store is without them."""
    from desktop.db.saving import save_list_entry, save_profile, save_setting

    with desk.writing(action="new_commune", label=draft.name, undoable=False) as write:
        save_profile(write, draft, row_id=desk.ids.new())
        save_setting(write, queries.FIRST_MONTH, draft.first_month or "")
        for entry in _entries(shipped_entries(), desk.ids, commune=draft.name):
            save_list_entry(write, entry)


def shipped_entries() -> tuple["ShippedEntry", ...]:
    """The entries of the editable lists that come with the program."""
    from desktop.domain.shipped_lists import parse_shipped

    folder = resource("lists")
    return tuple(
        entry
        for name in sorted(path.name for path in folder.iterdir() if path.suffix == ".toml")
        for entry in parse_shipped((folder / name).read_bytes())
    )


def _entries(
    shipped: "Iterable[ShippedEntry]", ids: IdSource, *, commune: str
) -> Iterable[ListEntry]:
    """The shipped entries; what belongs to another kind of commune is known, but not offered."""
    for position, entry in enumerate(shipped, start=1):
        yield ListEntry(
            id=ids.new(),
            list=ListName(entry.list),
            label=entry.label,
            position=position,
            hidden=not _fits(entry.label, commune),
            drug_prevention=entry.drug_prevention,
            sensitive=entry.sensitive,
        )


def _fits(label: str, commune: str) -> bool:
    """Whether a label suits the kind of commune: a ward is not offered "Công an xã"."""
    other = {"phuong": "xã", "xa": "phường"}.get(fold(commune).partition(" ")[0])
    return label.rpartition(" ")[2] != other


def open_desk(folder: Path, *, sources: Sources, officer: str = UNNAMED_OFFICER) -> Desk:
    """Opens a data folder and holds its lock.

    Raises:
        StoreError: it is no data folder, in use, damaged, or written by a newer program.
    """
    store = open_store(folder, clock=sources.clock, ids=sources.ids, before_upgrade=_back_up_older)
    return Desk(store, sources.clock, sources.ids, officer)


def _back_up_older(store: Store) -> None:
    """A checked copy of an older store, made before this program changes it."""
    from desktop.db.backups import back_up

    back_up(store, reason="before_upgrade")


def holds_data(folder: Path) -> bool:
    """Whether a folder holds a store, whole or not."""
    return holds_store(folder)

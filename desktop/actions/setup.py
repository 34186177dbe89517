"""Making a data folder and opening one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.accounts import mark_account
from desktop.actions.desk import UNNAMED_OFFICER, Desk, Outcome, refused
from desktop.actions.key_changes import settle_slots, who_opened
from desktop.actions.slowing import slowed_try
from desktop.db import queries
from desktop.db.slots import Secret
from desktop.db.store import Store
from desktop.db.store_opening import create_store, holds_store, open_store
from desktop.domain.commune import CommuneProfile, ListEntry, ListName
from desktop.domain.officers import OfficerRole
from desktop.domain.problems import stopping
from desktop.domain.sources import Clock, IdSource
from desktop.domain.text import fold
from desktop.paths import resource

if TYPE_CHECKING:
    from desktop.actions.passwords import FirstOfficer
    from desktop.domain.shipped_lists import ShippedEntry


@dataclass(frozen=True, slots=True)
class Sources:
    """The clock and the source of identities that a desk is given."""

    clock: Clock
    ids: IdSource


def new_commune(
    folder: Path,
    draft: CommuneProfile,
    *,
    sources: Sources,
    officer: str = UNNAMED_OFFICER,
    first: "FirstOfficer | None" = None,
) -> Outcome[Desk]:
    """Makes a data folder with a commune's profile and the shipped lists; the value is its desk.

    With a ``first`` officer it is locked with that password from its first byte on; without one
    it opens by itself.

    Raises:
        StoreError: the folder is not empty, cannot be written, or the disk is full.
    """
    # Making is seldom: what it alone needs is imported then, so that opening is quick.
    from desktop.actions.profile import check_profile

    problems = (*check_profile(draft), *(first.problems() if first else ()))
    if stopping(problems):
        return refused(*problems)
    named = sources.ids.new() if first else officer

    def fill(store: Store) -> None:
        _fill(Desk(store, sources.clock, sources.ids, named), draft, first)

    store = create_store(
        folder,
        clock=sources.clock,
        ids=sources.ids,
        role=draft.role,
        fill=fill,
        protect=(lambda key: first.side_file(key, officer_id=named)) if first else None,
    )
    mark_account(folder)
    return Outcome(Desk(store, sources.clock, sources.ids, named))


def _fill(desk: Desk, draft: CommuneProfile, first: "FirstOfficer | None" = None) -> None:
    """The profile and the shipped lists: part of founding, so that no store is without them."""
    from desktop.db.saving import save_list_entry, save_profile, save_setting

    with desk.writing(action="new_commune", label=draft.name, undoable=False) as write:
        save_profile(write, draft, row_id=desk.ids.new())
        save_setting(write, queries.FIRST_MONTH, draft.first_month or "")
        if first is not None:
            row = {"id": desk.officer, "name": first.name, "role": OfficerRole.ALL}
            write.put("officers", {**row, "created_at": desk.clock.now()})
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


def open_desk(
    folder: Path,
    *,
    sources: Sources,
    officer: str = UNNAMED_OFFICER,
    secret: Secret | None = None,
    data_key: bytes | None = None,
) -> Desk:
    """Opens a data folder and holds its lock.

    ``secret`` is a password or the digits of the recovery sheet. ``data_key`` opens again what
    this program had open a moment ago, in the name of ``officer``. Without an officer the desk is
    theirs whose slot opened the store.

    Raises:
        PasswordNeededError, WrongPasswordError, WrongSheetError, SheetMistypedError: it is
        locked. TooSoonError: after several wrong tries the next one waits.
        StoreError: it is no data folder, in use, damaged, or written by a newer program.
    """
    # Before the key is tried: other accounts are to know of a register that stays locked, too.
    mark_account(folder)
    with slowed_try(folder, secret, sources.clock):
        store = open_store(
            folder,
            clock=sources.clock,
            ids=sources.ids,
            secret=secret,
            data_key=data_key,
            before_upgrade=_back_up_older,
            upgrade_proof=partial(_prove_upgrade, sources),
        )
        desk = Desk(store, sources.clock, sources.ids, officer)
        try:
            return _seated(desk)
        except BaseException:
            desk.close()
            raise


def _seated(desk: Desk) -> Desk:
    """The desk in the name of the officer who opened it."""
    settle_slots(desk)
    opened = who_opened(desk) if desk.officer == UNNAMED_OFFICER else ""
    return replace(desk, officer=opened or desk.officer)


@dataclass(frozen=True, slots=True)
class LogIn:
    """A line of the list at the door: which slot, and the name that it shows."""

    slot_id: str
    label: str


def log_ins(folder: Path) -> tuple[LogIn, ...]:
    """Who may open a folder, as its side file says; empty where it opens by itself.

    Raises:
        KeyFileDamagedError: neither side file can be read. StoreTooNewError.
    """
    from desktop.db.keys import read_whole
    from desktop.db.layout import Layout
    from desktop.db.slots import OFFICER

    side_file = read_whole(Layout(folder).key)
    if side_file.opens_itself:
        return ()
    return tuple(
        LogIn(slot.get("id", ""), slot.get("label", "")) for slot in side_file.of_kind(OFFICER)
    )


def _back_up_older(store: Store) -> None:
    """A checked copy of an older store, made before this program changes it."""
    from desktop.db.backups import back_up

    back_up(store, reason="before_upgrade")


def _prove_upgrade(sources: Sources, older: Store, upgraded: Store) -> None:
    """What was closed says after an upgrade what it said before."""
    from desktop.actions.upgrade_proof import prove_upgrade

    prove_upgrade(older, upgraded, clock=sources.clock, ids=sources.ids)


def holds_data(folder: Path) -> bool:
    """Whether a folder holds a store, whole or not."""
    return holds_store(folder)


def rescue_unfinished(folder: Path) -> bool:
    """Whether a rescue was cut short: the copy opens, and something is still to come back."""
    from desktop.db.rescue_marks import unfinished_rescues

    return bool(unfinished_rescues(folder))


def left_copies(folder: Path) -> int:
    """How many backups lie in a folder that has neither data nor a key file any more."""
    from desktop.db.backup_info import STORE_ENDING, is_named
    from desktop.db.layout import Layout

    if holds_store(folder):
        return 0
    try:
        found = [one for one in Layout(folder).backups.iterdir() if one.suffix == STORE_ENDING]
    except OSError:
        return 0
    return sum(1 for one in found if is_named(one))

"""Changing who may open the store: rows, log entry and slots in one act, copies after it.

The write that logs the change decides: until it is durable the former slots are in force, from
then on the new ones, whatever cut it short. Where slots and officers differ all the same, after a
restore or a change from outside, the store notices at its next opening, brings its officers into
line, and says so in the log. What the officers' rows say counts: who left does not open.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import own_mirrors
from desktop.actions.desk import Changes, Desk, Outcome
from desktop.db.errors import KeyFileDamagedError, StoreError, WrongPasswordError
from desktop.db.keys import SideFile
from desktop.db.keys_in_force import KEY_FILE, KEY_SLOTS
from desktop.db.side_files import (
    COPIES_BEHIND,
    CopiesRewritten,
    mirrors_behind,
    rewrite_copies,
    rewrite_mirror,
)
from desktop.db.slots import OFFICER, SELF_OPENING
from desktop.domain.officers import OfficerRole

if TYPE_CHECKING:
    from desktop.db.slots import Secret
    from desktop.db.store import Store
    from desktop.db.writing import Write


@dataclass(frozen=True, slots=True)
class KeyChange:
    """What a change of the slots came to.

    ``copies``: the backups in reach that were rewritten, and those that could not be. Copies on
    sticks and other machines open with what they were made with: the officer is told so.
    """

    officer_id: str
    copies: CopiesRewritten = field(default_factory=CopiesRewritten)


def change_slots(
    desk: Desk,
    side_file: SideFile,
    *,
    action: str,
    about: str,
    fill: Callable[["Write"], object] = lambda _write: None,
    proof: "Secret | None" = None,
    mirrors: Iterable[Path] = (),
) -> Outcome[KeyChange]:
    """Write rows and log entry, put the slots in force, then rewrite the copies in reach.

    ``proof`` opens the new slots, before they are in force: what does not open never replaces
    what does.

    Raises:
        StoreError: nothing was changed, the former slots are in force.
    """
    from desktop.db.keys import unlock

    store = desk.store
    if not side_file.fits(store.data_key):
        raise KeyFileDamagedError(folder=str(store.folder), reason="key check")
    if proof is not None:
        unlock(side_file, proof)
    with desk.writing(action=action, undoable=False) as write:
        fill(write)
        write.say(about=about, slots=len(side_file.slots))
        store.set_fact(COPIES_BEHIND, "1")
        store.replace_slots(side_file)
        changed = write.changed_tables
    copies = rewrite_copies(store, mirrors=(*mirrors, *own_mirrors(desk)))
    away = tuple(one for one in mirrors_behind(store) if not one.is_dir())
    copies = replace(copies, away=away)
    return Outcome(KeyChange(about, copies), (), Changes.of_tables({*changed, "officers"}))


def settle_slots(desk: Desk) -> None:
    """Bring slots and officers into line after a restore, a power cut, or a change from outside.

    An officer who left loses the slot; a slot whose officer the store does not know gets a row,
    with all rights when nobody else holds them. Copies that were not reached are tried again.

    Raises:
        WrongPasswordError: the slot that opened the store is of an officer who left.
    """
    store = desk.store
    remembered = store.fact(KEY_SLOTS)
    if remembered and remembered != store.side_file.digest:
        _settle(desk)
    elif not store.fact(KEY_FILE):
        # A former program wrote it: from now on a key file that is put back is known by its age.
        _number(store)
    if store.fact(COPIES_BEHIND):
        rewrite_copies(store, mirrors=own_mirrors(desk))
    for place in mirrors_behind(store):
        if place.is_dir():
            rewrite_mirror(store, place)


def _number(store: "Store") -> None:
    """Give the key file of a former program its generation; one that cannot be written waits."""
    with contextlib.suppress(StoreError), store.writing(action="settle_slots", undoable=False):
        store.replace_slots(store.side_file)
        store.set_fact(COPIES_BEHIND, "1")


def _settle(desk: Desk) -> None:
    store = desk.store
    rows = {one.id: one for one in desk.officers}
    gone = {one.id for one in rows.values() if one.left_at is not None}
    if store.secret_slot in gone:
        raise WrongPasswordError(folder=str(store.folder), reason="left")
    kept = store.side_file.changed(drop=lambda slot: slot["kind"] == OFFICER and slot["id"] in gone)
    dropped = len(store.side_file.slots) - len(kept.slots)
    strangers = [slot for slot in kept.of_kind(OFFICER) if slot["id"] not in rows]
    heads = [one for one in rows.values() if one.left_at is None and one.role == OfficerRole.ALL]
    role = OfficerRole.ENTERS if heads else OfficerRole.ALL
    with store.writing(action="settle_slots", undoable=False) as write:
        for slot in strangers:
            row = {"id": slot["id"], "name": slot.get("label") or slot["id"], "role": role}
            write.put("officers", {**row, "created_at": desk.clock.now()})
        write.say(dropped=dropped, found=len(strangers))
        store.set_fact(COPIES_BEHIND, "1")
        store.replace_slots(kept)


def who_opened(desk: Desk) -> str:
    """The id of the officer whose slot opened the store; of the only one where it opens itself."""
    slot = desk.store.secret_slot
    if any(one["id"] == slot for one in desk.store.side_file.of_kind(OFFICER)):
        return slot
    present = [one.id for one in desk.officers if one.left_at is None]
    itself = any(one["id"] == slot for one in desk.store.side_file.of_kind(SELF_OPENING))
    return present[0] if itself and len(present) == 1 else ""
